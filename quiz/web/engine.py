"""A message in, a message out: the whole of the program for a page, over the same sessions and record as the terminal.

It knows no HTML and no transport: how a text is shown, ``shown`` decides, which whoever owns the engine hands it. A
message is a mapping with ``do``; a reply says in ``stage`` where the learner is. Nothing that a page sends raises: what
can't be done is an ``error`` in the reply, with its remedy, and changes nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import astuple, replace
from datetime import UTC, datetime
from typing import Any

from quiz.bank.blueprint import Blueprint, Selection, blueprint_of
from quiz.courses import DEFAULT, all_courses, open_set
from quiz.drawing import pictures, solution
from quiz.errors import QuizError
from quiz.forms import MAX_COUNT, make_form
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Form, Outcome, Prompt, Response, Verdict
from quiz.practice.exam_weights import planning_weights
from quiz.practice.review import TITLE, Day, places, plan
from quiz.practice.session import Question, Session
from quiz.practice.store import Store
from quiz.verdicts import WORDINGS
from quiz.web.messages import VERSION, Message, Refused

Reply = dict[str, Any]
Shown = Callable[[str, Mapping[str, Any], Language], Any]
"""How a Markdown text is shown, with the pictures that it may have places for."""

USUAL_MINUTES = 20
"""A review, where nothing else is said."""


_NEEDS_A_RUN = Text(
    "この問題の答えは実験を動かして決まります。パソコンの quiz run か quiz web で見られます。",
    "The answer to this question is what a run shows: see it with quiz run or quiz web on a computer.",
)


def new_seed() -> int:
    """Return a seed that nobody chose."""
    return int.from_bytes(os.urandom(3), "big") + 1


class Engine:
    """Answers one page; its state is the session that is open and the question that is asked.

    Without ``runs`` no code is run and nothing trained: where there is no sandbox, such a question can only be skipped.
    """

    def __init__(
        self,
        store: Store,
        language: Language,
        shown: Shown,
        *,
        runs: bool = True,
        seed: Callable[[], int] = new_seed,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.language = language
        self.shown = shown
        self.runs = runs
        self.seed = seed
        self.now = now
        self.session: Session | None = None
        self.question: Question | None = None
        self.outcome: Outcome | None = None
        self.solved = False
        self.commands: Mapping[str, Callable[[Message], Reply]] = {
            "hello": self._hello,
            "start": self._start,
            "review": self._review,
            "question": self._current,
            "read": self._read,
            "answer": self._answer,
            "hint": self._hint,
            "solution": self._solution,
            "assess": self._assess,
            "another": self._another,
            "retry": self._retry,
            "skip": self._skip,
            "next": self._next,
            "stop": self._stop,
        }

    def reply(self, data: object) -> Reply:
        """Return what a page is told to a message."""
        try:
            message = Message(data)
            self.language = message.language or self.language
            command = self.commands.get(message.asked)
            if command is None:
                raise Refused(Text("知らないメッセージです", "there is no such message"))
            if message.at is not None and message.at != self._at():
                raise Refused(
                    Text("別のタブで先へ進んでいます", "another tab has gone on"),
                    remedy=Text("ページを再読み込みしてください", "load this page again"),
                )
            return {"version": VERSION, **command(message)}
        except QuizError as error:
            remedy = None if error.remedy is None else error.remedy.in_(self.language)
            return {"version": VERSION, "error": {"message": error.message.in_(self.language), "remedy": remedy}}

    # -- the first screen ----------------------------------------------------------------------------------------------

    def _hello(self, message: Message) -> Reply:
        """Say what there is to do."""
        sets = []
        for course in all_courses()[0]:
            for name in course.set_names():
                blueprint = blueprint_of(course, name)
                if blueprint is not None:
                    called = name if course.id == DEFAULT else f"{course.id}/{name}"
                    sets.append(
                        {"name": called, "title": self._said(blueprint.title), "questions": len(blueprint.places)}
                    )
        return {"stage": "start", "language": self.language, "sets": sets}

    # -- a session -----------------------------------------------------------------------------------------------------

    def _start(self, message: Message) -> Reply:
        """Begin a set, or go on with it where it was left, here or in the terminal."""
        question_set = open_set(self._set_name(message))
        count, seed = message.whole("count", 1, MAX_COUNT), message.whole("seed", 0, 2**32 - 1)
        selection = Selection()
        options = json.dumps([count, astuple(selection), False])
        found = None if message.flag("fresh") else self.store.unfinished(question_set.name, seed, options)
        if found is not None and all(place.item in question_set.bank.paths for place in found.form.places):
            self.session = Session(question_set, self.store, found)
        else:
            form = make_form(question_set, self.seed() if seed is None else seed, count=count, selection=selection)
            self.session = Session.begin(question_set, self.store, form, options, exam=False)
        return self._next(message)

    def _review(self, message: Message) -> Reply:
        """Begin today's review."""
        question_set = open_set(self._set_name(message))
        minutes = message.whole("minutes", 1, 600)
        cards, now = list(question_set.bank.cards.values()), self.now()
        history = self.store.history(question_set.course.id)
        options = json.dumps(["review", now.astimezone().date().isoformat(), minutes, None, "None"])
        found = self.store.unfinished(question_set.name, None, options)
        day = Day(now, None, float(minutes or USUAL_MINUTES), None, planning_weights(question_set))
        planned = plan(cards, history, day, seed := self.seed())
        reviewed = replace(question_set, blueprint=Blueprint(question_set.blueprint.name, TITLE, ()))
        if found is not None and all(place.item in question_set.bank.paths for place in found.form.places):
            self.session = Session(reviewed, self.store, found)
            return self._next(message)
        if not planned:
            return {"stage": "nothing"}
        took = sum(one.card.minutes for one in planned)
        form = Form(question_set.course.id, question_set.name, seed, places(planned, seed), took)
        self.session = Session.begin(reviewed, self.store, form, options, exam=False)
        return self._next(message)

    @staticmethod
    def _set_name(message: Message) -> str:
        """Return the name of a set; a folder of this machine is no set for a page."""
        name = message.text("set", "day2")
        course, slash, bare = name.rpartition("/")
        known = [one for one in all_courses()[0] if not slash or one.id == course]
        if not any(bare in (*one.set_names(), one.id) for one in known):
            raise Refused(Text("その問題集はありません", "there is no such set"))
        return name

    def _stop(self, message: Message) -> Reply:
        """Leave the session; what was answered is on record, and it can be resumed."""
        if self.session is not None:
            self.session.pause()
        self.session = self.question = self.outcome = None
        return self._hello(message)

    def _next(self, message: Message) -> Reply:
        """Go on to the next question, or to the result."""
        session = self._open()
        self.outcome, self.solved = None, False
        self.question = session.next_question()
        if self.question is None:
            session.finish()
            result = self._result(session)
            self.session = None
            return result
        return self._asked()

    # -- a question ----------------------------------------------------------------------------------------------------

    def _at(self) -> str:
        """Say which question is asked, so that no answer is taken for that to another."""
        if self.session is None or self.question is None:
            return ""
        return f"{self.session.stored.id}/{self.question.place}/{self.question.variant.seed}"

    def _current(self, message: Message) -> Reply:
        """Show again what is asked."""
        return self._asked()

    def _asked(self, **more: Any) -> Reply:
        session, question = self._open(), self._question()
        shown = question.prompt
        kind = kind_of(question.variant.item)
        return {
            "stage": "question",
            "session": {
                "title": self._said(session.question_set.blueprint.title),
                "place": question.place + 1,
                "count": len(session.form.places),
                "answered": session.answered,
                "seed": session.form.seed,
            },
            "question": {
                "at": self._at(),
                "item": shown.item,
                "seed": shown.seed,
                "kind": shown.kind,
                "title": self._said(shown.title),
                "minutes": shown.minutes,
                "extra": question.extra,
                "stem": self._text(_with_parts(shown), shown.pictures),
                "lists": [
                    [{"label": entry.label, "text": self._text(entry.text)} for entry in entries]
                    for entries in shown.lists
                ],
                "start": shown.start,
                "lines": kind.takes_lines(question.variant.item) or bool(shown.parts),
                "code": kind.runs_code and kind.takes_lines(question.variant.item),
                "how": self._said(shown.answer_format),
                "hints": len(shown.hints) - question.hints_used,
            },
            **more,
        }

    def _read(self, message: Message) -> Reply:
        """Say how an answer would be read, without judging it."""
        question = self._question()
        kind = kind_of(question.variant.item)
        written = message.text("text")
        if not written.strip() or kind.runs_code or kind.self_assessed or not kind.repeats_answer:
            return {"stage": "reading", "read_as": ""}
        parsed = kind.read(written, question.variant)
        return {"stage": "reading", "read_as": getattr(parsed, "understood_as", "")}

    def _answer(self, message: Message) -> Reply:
        """Judge and record an answer; what can't be read is asked again, and costs nothing."""
        session, question = self._open(), self._question()
        written = message.text("text")
        if not written.strip():
            raise Refused(
                Text("答えが空です", "the answer is empty"),
                remedy=Text("答えを書くか、とばしてください", "write an answer, or skip the question"),
            )
        kind = kind_of(question.variant.item)
        if not self.runs and (kind.runs_code or kind.runs_after_answer):
            raise Refused(
                Text(
                    "この問題はプログラムを動かして採点するので、このページでは採点できません",
                    "this question is judged by running a program, which this page can't",
                ),
                remedy=Text(
                    "パソコンの quiz run か quiz web で解くか、とばしてください",
                    "answer it by quiz run or quiz web on a computer, or skip it",
                ),
            )
        outcome = session.answer(question, Response(written, message.seconds("elapsed")))
        if outcome.unreadable is not None:
            why = outcome.unreadable
            remedy = None if why.remedy is None else self._said(why.remedy)
            return self._asked(unreadable={"reason": self._said(why.reason), "column": why.column, "remedy": remedy})
        self.outcome = outcome
        return self._answered()

    def _answered(self) -> Reply:
        question, outcome = self._question(), self.outcome
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
                "label": self._said(wording.label),
                "score": round(outcome.score, 4),
                "read_as": outcome.understood_as if kind.repeats_answer else "",
                "evidence": None if outcome.evidence is None else self._text(outcome.evidence),
                "diagnoses": [self._text(one.message) for one in told],
                "several": several,
                "facets": [{"label": self._said(one.label), "state": one.state} for one in outcome.facets],
            },
            "parts": [
                {
                    "label": part.label,
                    "mark": WORDINGS[part.outcome.verdict].mark,
                    "said": self._said(WORDINGS[part.outcome.verdict].label),
                }
                for part in outcome.parts
            ],
            "may_retry": outcome.verdict not in ("correct", "self-assessed") and not kind.self_assessed,
            "hints": len(question.prompt.hints) - question.hints_used,
            "elsewhere": question.answered_elsewhere,
        }
        if kind.self_assessed:
            reply["model_answer"] = self._text(kind.key_shown(question.variant))
        return reply

    def _hint(self, message: Message) -> Reply:
        """Give the next hint."""
        question = self._question()
        hints = question.prompt.hints
        if question.hints_used >= len(hints):
            raise Refused(Text("ヒントはもうありません", "there are no more hints"))
        question.hints_used += 1
        hint = hints[question.hints_used - 1]
        left = len(hints) - question.hints_used
        return {"stage": "hint", "hint": self._text(hint, question.prompt.pictures), "hints": left}

    def _solution(self, message: Message) -> Reply:
        """Show the key and the worked solution; only after an answer, or of a question that is given up."""
        if self.outcome is None:
            raise Refused(
                Text("解説は解答のあとに見られます", "the solution comes after the answer"),
                remedy=Text("わからないときはとばしてください", "skip the question if you don't know"),
            )
        return self._solved()

    def _solved(self) -> Reply:
        self.solved = True
        variant = self._question().variant
        kind = kind_of(variant.item)
        if not self.runs and kind.runs_after_answer:  # its key and its solution are what a run gives
            return {"stage": "solution", "key": None, "solution": self._text(_NEEDS_A_RUN), "references": []}
        return {
            "stage": "solution",
            "key": None if kind.self_assessed else self._text(kind.key_shown(variant)),
            "solution": self._text(solution(variant), pictures(variant)),
            "references": list(variant.item.references),
        }

    def _assess(self, message: Message) -> Reply:
        """Record the learner's own verdict on a text."""
        session, question = self._open(), self._question()
        halves = message.whole("halves", 0, 2)
        if halves is None or self.outcome is None or not kind_of(question.variant.item).self_assessed:
            raise Refused(Text("ここでは自己採点できません", "there is nothing to assess here"))
        session.self_assess(question, halves / 2)
        return {"stage": "assessed", "halves": halves}

    def _another(self, message: Message) -> Reply:
        """Ask a question like this one with other numbers; it doesn't count."""
        session, question = self._open(), self._question()
        if self.outcome is None:
            raise Refused(Text("類題は解答のあとに出せます", "another one comes after the answer"))
        self.question, self.outcome, self.solved = session.another(question), None, False
        return self._asked()

    def _retry(self, message: Message) -> Reply:
        """Let the same question be answered again; the first answer counts."""
        if self.solved:
            raise Refused(Text("解説を見たあとは類題で試せます", "after the solution, try another one"))
        self._question()
        self.outcome = None
        return self._asked()

    def _skip(self, message: Message) -> Reply:
        """Leave the question, and show its solution."""
        session, question = self._open(), self._question()
        session.skip(question, message.seconds("elapsed"))
        self.outcome = Outcome("unanswered", 0.0)
        return self._solved()

    # -- the result ----------------------------------------------------------------------------------------------------

    def _result(self, session: Session) -> Reply:
        record = session.record()
        first = {attempt["place"]: attempt for attempt in record["attempts"] if attempt["counted"]}
        put_right = {entry["place"] for entry in record["corrected"]}
        rows, weak = [], dict[str, int]()
        for number, place in enumerate(session.form.places, start=1):
            attempt = first.get(number)
            verdict: Verdict = attempt["verdict"] if attempt else "unanswered"
            score = attempt["score"] if attempt else 0.0
            card = session.question_set.bank.card(place.item)
            wording = WORDINGS[verdict]
            rows.append(
                {
                    "title": self._said(card.title),
                    "mark": wording.mark,
                    "style": wording.style,
                    "label": self._said(wording.label),
                    "put_right": number in put_right,
                }
            )
            if score < 1 and verdict != "undecided":
                weak[card.section] = weak.get(card.section, 0) + 1
        course = session.question_set.course
        return {
            "stage": "result",
            "title": self._said(session.question_set.blueprint.title),
            "score": round(record["score"], 1),
            "most": record["max_score"],
            "seconds": round(session.used_s),
            "rows": rows,
            "weak": [
                {"section": self._said(course.section_title(section)), "set": section, "count": count}
                for section, count in sorted(weak.items(), key=lambda entry: -entry[1])[:3]
            ],
        }

    # -- insides -------------------------------------------------------------------------------------------------------

    def _open(self) -> Session:
        if self.session is None:
            raise Refused(
                Text("開いている問題集がありません", "no set is open"), remedy=Text("選び直してください", "choose one")
            )
        return self.session

    def _question(self) -> Question:
        if self.question is None:
            raise Refused(Text("出ている問題がありません", "no question is asked"))
        return self.question

    def _said(self, text: Text) -> str:
        return text.in_(self.language)

    def _text(self, text: Text, drawn: Mapping[str, Any] | None = None) -> Any:
        return self.shown(text.in_(self.language), drawn or {}, self.language)


def _with_parts(shown: Prompt) -> Text:
    """Return a stem with its parts below it, each with its label and its entries."""

    def written(language: Language) -> str:
        lines = [shown.stem.in_(language)]
        for part in shown.parts:
            lines.append(f"({part.label}) {part.stem.in_(language)}")
            lines += [f"- {entry.label} {entry.text.in_(language)}" for entry in part.entries]
        return "\n\n".join(lines)

    return Text(written("ja"), written("en"))
