"""What an exam has shown, for a page: score by topic beside earlier exams, time, each miss explained, and once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.courses import DEFAULT, open_set
from quiz.drawing import pictures
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Variant
from quiz.practice.debrief import WEAKEST, AskedQuestion, Debrief, Share, debrief, explained
from quiz.practice.question_marks import SIGNS
from quiz.practice.session import Session
from quiz.verdicts import WORDINGS
from quiz.web.asked import sort_of, told_question
from quiz.web.messages import Message, Refused, Reply
from quiz.web.set_names import known_set

if TYPE_CHECKING:
    from quiz.web.engine import Engine

SLOW = 2.0
"""From so many times the exam's pace on, a question's time is pointed out."""


def show(engine: Engine, message: Message) -> Reply:
    """Tell the debriefing of an exam: of the latest one, or of that with a number."""
    return of(engine, _wanted(engine, message))


def of(engine: Engine, session: Session) -> Reply:
    """Return all that is told of an exam that was handed in; it stays open, to go through its questions."""
    engine.enter(session)
    told = debrief(session)
    pace = told.session.form.minutes * 60 / max(len(told.session.form.places), 1)
    return {
        "stage": "debriefing",
        "session": told.session.id,
        "title": engine.said(told.title),
        "day": engine.store.began_at(told.session.id)[:10],
        **_share(told.share),
        "used_s": round(told.used_s),
        "planned_s": round(told.session.form.minutes * 60),
        "pace_s": round(pace),
        "topics": _topics(engine, session, told),
        "earlier": [{"session": exam.session, "day": exam.day, **_share(exam.share)} for exam in told.earlier],
        "questions": [_row(engine, question, pace) for question in told.questions],
        "misses": [question.number for question in told.misses],
        "time_over": False,
    }


def question_of(engine: Engine, message: Message) -> Reply:
    """Show a question of an exam with the answer that was given, its diagnosis and its solution."""
    session = _wanted(engine, message)
    told = debrief(session)
    number = message.whole("number", 1, len(session.form.places))
    found = next((question for question in told.questions if question.number == number), None)
    if found is None:
        raise Refused(Text("その問題はもうありません", "that question is gone"))
    if engine.session is None or engine.session.stored.id != session.stored.id:
        engine.enter(session)
    engine.ask(session.question_at(found.number - 1))
    question = engine.asking()
    for entry in engine.store.attempts(session.stored.id):
        if entry.counted and entry.place == question.place:
            question.attempt = entry.id
    engine.outcome, engine.solved = Outcome(found.verdict, found.score), True
    variant = question.variant
    untold: dict[str, Any] = {"answer": None, "diagnoses": [], "key": None}
    return {
        "stage": "debriefed",
        "session": session.stored.id,
        "number": found.number,
        "count": len(session.form.places),
        "misses": [one.number for one in told.misses],
        "question": {**told_question(engine, question), "hints": 0},
        "row": _row(engine, found, told.session.form.minutes * 60 / max(len(told.session.form.places), 1)),
        "references": list(variant.item.references),
        "chosen": _chosen(variant, found),
        **(_explained(engine, session, found) if engine.key_known() else untold),
    }


def _chosen(variant: Variant, question: AskedQuestion) -> list[str]:
    """The labels of the options that an answer chose."""
    if question.attempt is None or sort_of(variant) not in ("one", "several"):
        return []
    named = question.attempt.understood_as.split()
    return [entry.label for entry in kind_of(variant.item).lists(variant)[0] if entry.label in named]


def _explained(engine: Engine, session: Session, question: AskedQuestion) -> dict[str, Any]:
    told, variant = explained(session, question), engine.asking().variant
    return {
        "answer": engine.text(told.shown),
        "diagnoses": [engine.text(one.message) for one in told.diagnoses],
        "key": engine.text(kind_of(variant.item).key_shown(variant)),
        "solution": engine.text(told.solution, pictures(variant)),
    }


def once_more(engine: Engine, message: Message) -> Reply:
    """Ask a question of a debriefing again, with the same numbers or, ``fresh``, with new ones; it doesn't count."""
    session, question = engine.opened(), engine.asking()
    if session.changeable or engine.outcome is None:
        raise Refused(Text("ふり返りの問題を選んでください", "choose a question of a debriefing"))
    engine.ask(session.another(question) if message.flag("fresh") else session.question_at(question.place))
    return engine.asked()


# -- insides -----------------------------------------------------------------------------------------------------------


def _wanted(engine: Engine, message: Message) -> Session:
    number = message.whole("session", 1, 2**53)
    if number is None:
        exams = engine.store.exams()
        if not exams:
            raise Refused(Text("提出した試験がまだありません", "no exam has been handed in yet"))
        stored = exams[0][0]
    else:
        found = engine.store.session_called(number)
        if found is None or not found.exam:
            raise Refused(Text("その試験は記録にありません", "the record has no such exam"))
        if not found.finished:
            raise Refused(
                Text("判定は提出のあとです", "verdicts come when it is handed in"),
                remedy=Text("続きを解いてください", "go on with it"),
            )
        stored = found
    if engine.session is not None and engine.session.stored.id == stored.id and engine.session.handed_in:
        return engine.session
    return Session(open_set(known_set(stored.form.set_name)), engine.store, stored)


def _share(share: Share) -> dict[str, Any]:
    return {"score": round(share.right, 2), "most": share.asked, "percent": share.percent}


def _topics(engine: Engine, session: Session, told: Debrief) -> list[dict[str, Any]]:
    """The topics in the course's order; those that cost most are marked as what to practise next."""
    course = session.question_set.course
    weakest = [topic.section for topic in told.weakest[:WEAKEST]]
    return [
        {
            "title": engine.said(course.section_title(topic.section)),
            "set": topic.section if course.id == DEFAULT else f"{course.id}/{topic.section}",
            **_share(topic.share),
            "before": [None if share is None else share.percent for share in topic.before],
            "weak": weakest.index(topic.section) + 1 if topic.section in weakest else None,
        }
        for topic in told.topics
    ]


def _row(engine: Engine, question: AskedQuestion, pace: float) -> dict[str, Any]:
    wording = WORDINGS[question.verdict]
    mark, style = wording.mark, wording.style
    if question.verdict == "self-assessed" and question.score < 1:
        mark, style = ("△", "half") if question.score else ("✗", "bad")
    return {
        "number": question.number,
        "title": engine.said(question.title),
        "mark": mark,
        "style": style,
        "label": engine.said(wording.label),
        "seconds": round(question.elapsed_s),
        "slow": question.elapsed_s > SLOW * pace,
        "missed": question.missed,
        "marks": [{"mark": one.name, "sign": engine.said(SIGNS[one.name]), "said": one.said} for one in question.marks],
    }


COMMANDS = {"debrief": show, "debrief-question": question_of, "again": once_more}
