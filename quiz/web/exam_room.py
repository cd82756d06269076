"""An exam on a page: any question in any order, answers that may be changed, a clock, an overview, handing in.

Nothing is told of an answer before all is handed in; then comes the debriefing. The clock runs while the page is there:
it says that it is by a message now and then, and where none has come for a while, it was closed or asleep.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from quiz.bank.blueprint import Selection
from quiz.courses import open_set
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Text
from quiz.practice.choice_form import choice_form, left_out_told
from quiz.practice.learner_marks import marks_of
from quiz.practice.session import Session
from quiz.web.asked import apart, sort_of, told_question, told_unreadable, written_answer
from quiz.web.debrief_told import of as debriefing
from quiz.web.messages import Message, Refused, Reply
from quiz.web.set_names import known_set

if TYPE_CHECKING:
    from quiz.web.engine import Engine

LATE_S = 20.0
"""So long after the end an answer that was being written is still taken, as the page sends it when it sees the end."""
A_MOMENT_S = 1.5
"""A page may see the end a little earlier than it is here."""
EXAM = "day2-exam"


def exam(engine: Engine, message: Message) -> Reply:
    """Begin an exam, or go on with it where it was left, here or in the terminal."""
    question_set = open_set(known_set(message.text("set", EXAM)))
    count, seed = message.whole("count", 1, MAX_COUNT), message.whole("seed", 0, 2**32 - 1)
    choices = message.flag("choices")
    options = json.dumps([count, astuple(Selection()), True, *["choices"] * choices])
    found = None if message.flag("fresh") else engine.store.unfinished(question_set.name, seed, options)
    if found is not None and all(place.item in question_set.bank.paths for place in found.form.places):
        engine.enter(Session(question_set, engine.store, found))
        return begun(engine)
    chosen, own, note = engine.seed() if seed is None else seed, None, None
    if choices:
        history = engine.store.history(question_set.course.id)
        form, own, left_out = choice_form(question_set, history, chosen, count, Selection())
        note = left_out_told(left_out) if left_out else None
    else:
        form = make_form(question_set, chosen, count=count)
    engine.enter(Session.begin(question_set, engine.store, form, options, exam=True, choices=own))
    return {**begun(engine), "note": None if note is None else engine.said(note)}


def begun(engine: Engine) -> Reply:
    """Return the first question that has no answer yet; the overview where all have."""
    question = engine.opened().next_question()
    return _at(engine, len(engine.opened().form.places) if question is None else question.place)


def again(engine: Engine) -> Reply:
    """Return where the learner is in the exam."""
    session = _sitting(engine)
    if _left(session) <= 0:
        return _handed_in(engine)
    return _at(engine, len(session.form.places)) if engine.question is None else _shown(engine)


def answer(engine: Engine, message: Message) -> Reply:
    """Record an answer, in the place of an earlier one, and go on to another question; what can't be read is told.

    ``go`` names the place to go to, counted from 1; without it the learner stays. An answer that is the one on record,
    or empty, changes nothing. With ``sure`` what can't be read is left as it is.
    """
    session = _sitting(engine)
    late = _left(session) < -LATE_S
    unreadable = None if late or engine.question is None else _recorded(engine, message)
    if _left(session) <= 0:
        return _handed_in(engine)
    if unreadable is not None and not message.flag("sure"):
        return _shown(engine, unreadable=unreadable)
    place = message.whole("go", 1, len(session.form.places) + 1)
    return _shown(engine, saved=True) if place is None else _at(engine, place - 1)


def tick(engine: Engine, message: Message) -> Reply:
    """Say how much time is left."""
    session = _sitting(engine)
    return {"stage": "time", "left_s": max(_left(session), 0.0)}


def hand_in(engine: Engine, message: Message) -> Reply:
    """Hand in, and tell what it has shown; with questions open only where the learner is sure."""
    session = _sitting(engine)
    if engine.question is not None and _left(session) >= -LATE_S:
        unreadable = _recorded(engine, message)
        if unreadable is not None and not message.flag("sure"):
            return _shown(engine, unreadable=unreadable)
    open_places = sum(not one["answered"] for one in _overview(engine))
    if open_places and not message.flag("sure") and _left(session) > 0:
        engine.question = None
        return {**_at(engine, len(session.form.places)), "open": open_places}
    return _handed_in(engine)


# -- insides -----------------------------------------------------------------------------------------------------------


def _sitting(engine: Engine) -> Session:
    """Return the exam that goes on."""
    session = engine.opened()
    if not session.stored.exam:
        raise Refused(Text("試験は始まっていません", "no exam is under way"))
    if not session.changeable:
        raise Refused(
            Text("この試験は提出されています", "this exam has been handed in"),
            remedy=Text("ふり返りを開いてください", "open its debriefing"),
        )
    session.pause()
    return session


def _left(session: Session) -> float:
    return session.form.minutes * 60 - session.used_s


def _recorded(engine: Engine, message: Message) -> dict[str, Any] | None:
    """Record what was written, where it is something new; return why it can't be read."""
    session, question = engine.opened(), engine.asking()
    written = written_answer(message, question.variant)
    given = session.given().get(question.place)
    known = "" if given is None else given.response
    if not written.strip() or written.strip() == known.strip() or written == _given(engine):
        engine.spent[question.place] = engine.spent.get(question.place, 0.0) + message.seconds("elapsed")
        return None
    return told_unreadable(engine, engine.judged(written, message))


def _given(engine: Engine) -> str:
    """Return the answer on record to the question that is asked, as its buttons or its field hold it."""
    session, question = engine.opened(), engine.asking()
    given = session.given().get(question.place)
    if given is None:
        return ""
    written = sort_of(question.variant) in ("line", "lines", "code")
    return given.response if written or not given.understood_as else given.understood_as


def _at(engine: Engine, place: int) -> Reply:
    """Go to a place; behind the last one is the overview."""
    session = engine.opened()
    if place >= len(session.form.places):
        engine.question = None
        return {"stage": "exam-overview", "session": _told_session(engine), "overview": _overview(engine)}
    engine.ask(session.question_at(place))
    return _shown(engine)


def _shown(engine: Engine, **more: Any) -> Reply:
    question, given = engine.asking(), _given(engine)
    told = told_question(engine, question)
    if given and question.variant.parts:
        told["earlier"] = apart(engine.opened().given()[question.place].response, question.variant)
    return {
        "stage": "exam-question",
        "session": {**_told_session(engine), "place": question.place + 1},
        "question": {**told, "hints": 0},
        "given": given,
        "overview": _overview(engine),
        **more,
    }


def _told_session(engine: Engine) -> dict[str, Any]:
    session = engine.opened()
    return {
        "id": session.stored.id,
        "title": engine.said(session.question_set.blueprint.title),
        "count": len(session.form.places),
        "answered": sum(one["answered"] for one in _overview(engine)),
        "minutes": session.form.minutes,
        "left_s": max(_left(session), 0.0),
        "seed": session.form.seed,
    }


def _overview(engine: Engine) -> list[dict[str, Any]]:
    session = engine.opened()
    given = session.given()
    marked: dict[int, set[str]] = {}
    for mark in marks_of(engine.store, session.stored.id):
        marked.setdefault(mark.place, set()).add(mark.name)
    return [
        {
            "place": place + 1,
            "answered": place in given and bool(given[place].response),
            "marks": sorted(marked.get(place, ())),
        }
        for place in range(len(session.form.places))
    ]


def _handed_in(engine: Engine) -> Reply:
    session = engine.opened()
    over = _left(session) <= A_MOMENT_S
    session.hand_in()
    engine.question = engine.outcome = None
    return {**debriefing(engine, session), "time_over": over}


COMMANDS = {"exam": exam, "exam-answer": answer, "exam-time": tick, "hand-in": hand_in}
