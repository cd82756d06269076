"""A message in, a message out: the whole of the program for a page, over the same sessions and record as the terminal.

It knows no HTML and no transport: how a text is shown, ``shown`` decides, which whoever owns the engine hands it. A
message is a mapping with ``do``; a reply says in ``stage`` where the learner is. Nothing that a page sends raises: what
can't be done is an ``error`` in the reply, with its remedy, and changes nothing. Here are the practice of a set and the
review; every other view's commands are in a module of this room.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any

from quiz.drawing import pictures, solution
from quiz.errors import QuizError
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Item, Outcome, Response
from quiz.practice.review import TITLE, Knowledge
from quiz.practice.review_words import why_said
from quiz.practice.session import Question, Session
from quiz.practice.store import Store
from quiz.verdicts import WORDINGS
from quiz.web import asked
from quiz.web.asked import told_question, told_unreadable, written_answer
from quiz.web.messages import VERSION, Message, Refused, Reply

Shown = Callable[[str, Mapping[str, Any], Language], Any]
"""How a Markdown text is shown, with the pictures that it may have places for."""

AWAY_S = 75.0
"""The page of an exam that nothing has been heard of for so long is away: in the background it still says something
once a minute."""

ROOMS: Mapping[str, tuple[str, ...]] = {
    "asked": ("read", "keep", "hint"),
    "beginnings": ("start", "review", "resume"),
    "debrief_told": ("debrief", "debrief-question", "again"),
    "exam_room": ("exam", "exam-answer", "exam-time", "hand-in"),
    "marks_told": ("mark", "marks"),
    "record_travel": ("export", "import-piece", "import"),
    "start_screen": ("hello", "goal"),
    "statistics_told": ("statistics",),
}
"""The commands of every other module of this room, which is imported with the first of them: a first question is soon
there."""

NOT_IN_EXAM = frozenset("answer hint solution assess another retry skip next".split())
"""What tells of an answer: in an exam that comes when it is handed in."""

_NEEDS_A_RUN = Text(
    "この問題の答えは実験を動かして決まります。パソコンの quiz run か quiz web で見られます。",
    "The answer to this question is what a run shows: see it with quiz run or quiz web on a computer.",
)


def new_seed() -> int:
    """Return a seed that nobody chose."""
    return int.from_bytes(os.urandom(3), "big") + 1


class Engine:
    """Answers one page; its state is the session that is open and the question that is asked.

    ``hindered`` says why the program of a question can't be run here, None where it can. It is asked before anything
    is recorded, and may raise what ends the message: the same message comes again, once what lacks has been loaded.
    """

    def __init__(
        self,
        store: Store,
        language: Language,
        shown: Shown,
        *,
        hindered: Callable[[Item], QuizError | None] = lambda item: None,
        seed: Callable[[], int] = new_seed,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.language = language
        self.shown = shown
        self.hindered = hindered
        self.seed = seed
        self.now = now
        self.session: Session | None = None
        self.question: Question | None = None
        self.outcome: Outcome | None = None
        self.solved = False
        self.pieces: list[str] = []
        """What has come of a file with a record."""
        self.half = ""
        """What has been answered so far of a question with parts."""
        self.reasons: Mapping[str, Text] = {}
        """Why a review asks each of its questions."""
        self.spent: dict[int, float] = {}
        """Seconds at places of an exam that were left without a new answer."""
        self.heard = time.monotonic()
        """When an exam was last heard of: its clock stands still while its page is away."""
        own: dict[str, Callable[[Message], Reply]] = {
            "question": self._current,
            "answer": self._answer,
            "solution": self._solution,
            "assess": self._assess,
            "another": self._another,
            "retry": self._retry,
            "skip": self._skip,
            "next": self.next,
            "stop": self._stop,
        }
        others = {name: partial(self._in_room, room, name) for room, names in ROOMS.items() for name in names}
        self.commands: Mapping[str, Callable[[Message], Reply]] = {**own, **others}

    def _in_room(self, room: str, name: str, message: Message) -> Reply:
        """Carry out a command of another module."""
        reply: Reply = import_module(f"quiz.web.{room}").COMMANDS[name](self, message)
        return reply

    def reply(self, data: object) -> Reply:
        """Return what a page is told to a message."""
        try:
            message = Message(data)
            self.language = message.language or self.language
            command = self.commands.get(message.asked)
            if command is None:
                raise Refused(Text("知らないメッセージです", "there is no such message"))
            if message.at is not None and message.at != self.at():
                raise Refused(
                    Text("別のタブで先へ進んでいます", "another tab has gone on"),
                    remedy=Text("ページを再読み込みしてください", "load this page again"),
                )
            self._wake()
            if message.asked in NOT_IN_EXAM and self.session is not None and self.session.changeable:
                raise Refused(Text("試験では、提出のあとに表示します", "in an exam that comes when it is handed in"))
            return {"version": VERSION, **command(message)}
        except QuizError as error:
            remedy = None if error.remedy is None else error.remedy.in_(self.language)
            return {"version": VERSION, "error": {"message": error.message.in_(self.language), "remedy": remedy}}

    def _wake(self) -> None:
        """Let the clock of an exam have stood still while its page was away."""
        now, session = time.monotonic(), self.session
        if session is not None and now - self.heard > AWAY_S and session.changeable:
            self.session = Session(session.question_set, self.store, session.stored)
        self.heard = now

    # -- a session -----------------------------------------------------------------------------------------------------

    def enter(self, session: Session) -> None:
        """Open a session, and leave the one before it."""
        if self.session is not None and self.session is not session:
            self.session.pause()
        self.session, self.question, self.outcome, self.solved = session, None, None, False
        self.spent, self.heard, self.reasons = {}, time.monotonic(), {}
        if session.question_set.blueprint.title is TITLE:
            cards = session.question_set.bank.cards
            known = Knowledge(list(cards.values()), self.store.history(session.question_set.course.id))
            reasons = {place.item: known.reason(cards[place.item], self.now()) for place in session.form.places}
            self.reasons = {item: why_said(reason, session.question_set) for item, reason in reasons.items()}

    def _stop(self, message: Message) -> Reply:
        """Leave the session; what was answered is on record, and it can be resumed."""
        self.leave()
        return self.commands["hello"](message)

    def leave(self) -> None:
        """Close the session that is open, if any."""
        if self.session is not None:
            self.session.pause()
        self.session = self.question = self.outcome = None

    def next(self, message: Message) -> Reply:
        """Go on to the next question, or to the result; from an exam that is over, back to its debriefing."""
        session = self.opened()
        if session.stored.exam and session.handed_in:
            from quiz.web.debrief_told import of as debriefing

            return debriefing(self, session)
        question = session.next_question()
        if question is None:
            self.question = self.outcome = None
            session.finish()
            from quiz.web.session_result import session_result  # as rarely as there is one

            result = session_result(self, session)
            self.session = None
            return result
        self.ask(question)
        return self.asked()

    # -- a question ----------------------------------------------------------------------------------------------------

    def at(self) -> str:
        """Say which question is asked, so that no answer is taken for that to another."""
        if self.session is None or self.question is None:
            return ""
        return f"{self.session.stored.id}/{self.question.place}/{self.question.variant.seed}"

    def ask(self, question: Question) -> None:
        """Let a question be the one that is asked."""
        self.question, self.outcome, self.solved = question, None, False
        self.opened().take_up(question)
        self.half = question.written

    def why_asked(self, place: int) -> str | None:
        """Say why a review asks the question at a place."""
        why = self.reasons.get(self.opened().form.places[place].item)
        return None if why is None else self.said(why)

    def _current(self, message: Message) -> Reply:
        """Show again what is asked."""
        return self.asked()

    def asked_again(self) -> Reply:
        """Tell the question that is asked once more, with what has come of it."""
        answered = [self.answered()] if self.outcome is not None and self.outcome.verdict != "unanswered" else []
        return self.asked(then=[*answered, *([self._solved()] if self.solved else [])])

    def asked(self, **more: Any) -> Reply:
        """Tell the question that is asked, and where in the session it stands."""
        session, question = self.opened(), self.asking()
        return {
            "stage": "question",
            "session": {
                "id": session.stored.id,
                "title": self.said(session.question_set.blueprint.title),
                "place": question.place + 1,
                "count": len(session.form.places),
                "answered": session.answered,
                "seed": session.form.seed,
                "over": session.handed_in,
            },
            "question": told_question(self, question),
            **more,
        }

    def _answer(self, message: Message) -> Reply:
        """Judge and record an answer; what can't be read is asked again, and costs nothing."""
        question = self.asking()
        outcome = self.judged(written_answer(message, question.variant), message)
        unreadable = told_unreadable(self, outcome)
        if unreadable is not None:
            return self.asked(unreadable=unreadable)
        self.outcome = outcome
        return self.answered()

    def judged(self, written: str, message: Message) -> Outcome:
        """Return the judgement of an answer to what is asked, which is recorded unless it can't be read."""
        session, question = self.opened(), self.asking()
        if not written.strip():
            raise Refused(
                Text("答えが空です", "the answer is empty"),
                remedy=Text("答えを書くか、とばしてください", "write an answer, or skip the question"),
            )
        kind = kind_of(question.variant.item)
        if (kind.runs_code or kind.runs_after_answer) and (why := self.hindered(question.variant.item)) is not None:
            raise Refused(why.message, remedy=why.remedy)
        outcome = session.answer(question, self.response(written, message))
        if outcome.unreadable is None:
            self.half = ""
            self.spent.pop(question.place, None)
        return outcome

    def response(self, written: str, message: Message) -> Response:
        """Return an answer with the time that it took, visits before this one included."""
        spent = self.spent.get(self.asking().place, 0.0) if self.opened().changeable else 0.0
        return Response(written, message.seconds("elapsed") + spent)

    def answered(self) -> Reply:
        """Tell what became of the answer that was given."""
        question, outcome = self.asking(), self.outcome
        assert outcome is not None  # it is told after it was found
        wording = WORDINGS[outcome.verdict]
        kind = kind_of(question.variant.item)
        several = len([one for one in outcome.diagnoses if one.certain]) > 1 and not outcome.facets
        told = [one for one in outcome.diagnoses if one.certain or outcome.evidence is None]
        reply: Reply = {
            "stage": "answered",
            "outcome": {
                "verdict": outcome.verdict,
                "mark": wording.mark,
                "style": wording.style,
                "label": self.said(wording.label),
                "score": round(outcome.score, 4),
                "read_as": outcome.understood_as if kind.repeats_answer else "",
                "evidence": None if outcome.evidence is None else self.text(outcome.evidence),
                "diagnoses": [self.text(one.message) for one in told],
                "several": several,
                "facets": [{"label": self.said(one.label), "state": one.state} for one in outcome.facets],
            },
            "parts": [
                {
                    "label": part.label,
                    "mark": WORDINGS[part.outcome.verdict].mark,
                    "style": WORDINGS[part.outcome.verdict].style,
                    "said": self.said(WORDINGS[part.outcome.verdict].label),
                }
                for part in outcome.parts
            ],
            "may_retry": outcome.verdict not in ("correct", "self-assessed") and not kind.self_assessed,
            "hints": question.hints_left,
            "elsewhere": question.answered_elsewhere,
            "marks": asked.told_marks(self, question),
        }
        if kind.self_assessed:
            reply["model_answer"] = self.text(kind.key_shown(question.variant))
        return reply

    def _solution(self, message: Message) -> Reply:
        """Show the key and the worked solution; only after an answer, or of a question that is given up."""
        if self.outcome is None:
            raise Refused(
                Text("解説は解答のあとに見られます", "the solution comes after the answer"),
                remedy=Text("わからないときはとばしてください", "skip the question if you don't know"),
            )
        return self._solved()

    def key_known(self) -> bool:
        """Tell whether the key and the solution can be had: of a prediction they are what a run gives."""
        item = self.asking().variant.item
        return not kind_of(item).runs_after_answer or self.hindered(item) is None

    def _solved(self) -> Reply:
        known = self.key_known()
        self.solved = True
        variant = self.asking().variant
        kind = kind_of(variant.item)
        if not known:
            return {
                "stage": "solution",
                "key": None,
                "solution": self.text(_NEEDS_A_RUN),
                "references": [],
                "marks": [],
            }
        return {
            "stage": "solution",
            "key": None if kind.self_assessed else self.text(kind.key_shown(variant)),
            "solution": self.text(solution(variant), pictures(variant)),
            "references": list(variant.item.references),
            "marks": asked.told_marks(self, self.asking()),
        }

    def _assess(self, message: Message) -> Reply:
        """Record the learner's own verdict on a text."""
        session, question = self.opened(), self.asking()
        halves = message.whole("halves", 0, 2)
        if halves is None or self.outcome is None or not kind_of(question.variant.item).self_assessed:
            raise Refused(Text("ここでは自己採点できません", "there is nothing to assess here"))
        session.self_assess(question, halves / 2)
        return {"stage": "assessed", "halves": halves}

    def _another(self, message: Message) -> Reply:
        """Ask a question like this one with other numbers; it doesn't count."""
        session, question = self.opened(), self.asking()
        if self.outcome is None:
            raise Refused(Text("類題は解答のあとに出せます", "another one comes after the answer"))
        self.ask(session.another(question))
        return self.asked()

    def _retry(self, message: Message) -> Reply:
        """Let the same question be answered again; the first answer counts."""
        if self.solved:
            raise Refused(Text("解説を見たあとは類題で試せます", "after the solution, try another one"))
        self.asking()
        self.outcome = None
        return self.asked()

    def _skip(self, message: Message) -> Reply:
        """Leave the question, and show its solution."""
        session, question = self.opened(), self.asking()
        self.key_known()  # what lacks for it is asked for before the question is left
        session.skip(question, message.seconds("elapsed"))
        self.outcome = Outcome("unanswered", 0.0)
        return self._solved()

    # -- for all rooms -------------------------------------------------------------------------------------------------

    def opened(self) -> Session:
        """Return the session that is open."""
        if self.session is None:
            raise Refused(
                Text("開いている問題集がありません", "no set is open"), remedy=Text("選び直してください", "choose one")
            )
        return self.session

    def asking(self) -> Question:
        """Return the question that is asked."""
        if self.question is None:
            raise Refused(Text("出ている問題がありません", "no question is asked"))
        return self.question

    def said(self, text: Text) -> str:
        """Return a sentence in the learner's language."""
        return text.in_(self.language)

    def text(self, text: Text, drawn: Mapping[str, Any] | None = None) -> Any:
        """Return a Markdown text as the page shows it."""
        return self.shown(text.in_(self.language), drawn or {}, self.language)
