"""A session: which question is next, what an answer is worth, what has been recorded. It has no screen of its own."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from quiz.bank.blueprint import QuestionSet
from quiz.drawing import draw, prompt
from quiz.draws import MAX_SEED, Draws
from quiz.grading import awaiting, grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Attempt, Form, Outcome, Place, Prompt, Response, Variant
from quiz.practice.left_open import add_time, left_open, note_so_far
from quiz.practice.store import Store, StoredAttempt, StoredSession

NOT_COUNTED = ("undecided",)
"""Verdicts that are never counted as wrong: they leave the score and its maximum as they are."""

GLANCE_S = 1.0
"""Who is at a question for less than this, on the way to another, has spent no time on it."""


@dataclass
class Question:
    """One question of a session: a variant, and what the learner has used of its help.

    ``place`` counts from 0; an ``extra`` question ("another like this") stands at the place it was asked for and is
    recorded, but doesn't count. ``answered_elsewhere`` tells that another window's answer counts at this place.
    ``part_hints`` counts those of the hints that were a part's own, by its place. ``half`` is the attempt that holds
    what there is so far of a question that was left open, ``written`` what was written of it (the answers to its parts,
    the first lines of a text or a program), ``spent_s`` and ``hints_before`` the time that it took
    before this sitting and the hints that were shown then.
    """

    place: int
    extra: bool
    draw: Callable[[], Variant]
    hints_used: int = 0
    part_hints: Counter[int] = field(default_factory=Counter)
    tries: int = 0
    attempt: int | None = field(default=None)
    answered_elsewhere: bool = False
    half: int | None = None
    written: str = ""
    spent_s: float = 0.0
    hints_before: int = 0

    @cached_property
    def variant(self) -> Variant:
        """The variant, drawn when it is first needed."""
        return self.draw()

    @cached_property
    def prompt(self) -> Prompt:
        """What the learner sees."""
        return prompt(self.variant)

    @property
    def hints(self) -> int:
        """The hints that were shown, in all sittings; one that was shown twice is one."""
        there = len(self.prompt.hints) + sum(len(part.hints) for part in self.prompt.parts)
        return min(self.hints_before + self.hints_used, there) if self.hints_before else self.hints_used

    @property
    def hints_left(self) -> int:
        """How many hints have not been shown yet, of the question and of its parts."""
        shown = self.prompt
        return len(shown.hints) + sum(len(part.hints) for part in shown.parts) - self.hints_used

    def next_hint(self, part: int | None = None) -> tuple[int, Text, Prompt] | None:
        """Take the next hint, if there is one left: of the part that is being answered, then of the whole question.

        Returns its number, its text, and what it is a hint to.
        """
        own = self.part_hints
        if part is not None and own[part] == len(self.prompt.parts[part].hints):
            part = None
        shown = self.prompt if part is None else self.prompt.parts[part]
        given = self.hints_used - own.total() if part is None else own[part]
        if part is None and given >= len(shown.hints) and self.hints_left:
            part = next(place for place, one in enumerate(self.prompt.parts) if own[place] < len(one.hints))
            shown, given = self.prompt.parts[part], own[part]
        if given >= len(shown.hints):
            return None
        self.hints_used += 1
        if part is not None:
            own[part] += 1
        return given + 1, shown.hints[given], shown


def _attempt(question: Question, response: Response, outcome: Outcome) -> Attempt:
    variant = question.variant
    return Attempt(
        item=variant.item.id,
        seed=variant.seed,
        response=response.raw,
        verdict=outcome.verdict,
        score=outcome.score,
        diagnoses=tuple(diagnosis.name for diagnosis in outcome.diagnoses),
        understood_as=outcome.understood_as,
        elapsed_s=round(question.spent_s + response.elapsed_s, 3),
        machine_verdict=outcome.verdict,
        hints_used=question.hints,
    )


def _only_looked_at(entry: StoredAttempt) -> bool:
    return not entry.counted and entry.attempt.verdict == "undecided" and not entry.attempt.response


def _digest(question_set: QuestionSet, form: Form) -> str:
    return question_set.bank.digest_of(place.item for place in form.places)


class Session:
    """Asks the places of a form in order and records every answer at once."""

    def __init__(self, question_set: QuestionSet, store: Store, stored: StoredSession) -> None:
        self.question_set = question_set
        self.store = store
        self.stored = stored
        store.attempts(stored.id)  # sets damaged ones aside, so that their places are asked again
        self._answered = self._counted_places()
        self.handed_in = stored.finished
        self._used_before = store.used_s(stored.id)
        self._began = time.monotonic()

    @classmethod
    def begin(
        cls,
        question_set: QuestionSet,
        store: Store,
        form: Form,
        options: str,
        *,
        exam: bool,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Session:
        """Start a new session and record it; with ``choices`` everything is asked as multiple choice.

        They are the slips of each item that were the learner's own before: those are offered first.
        """
        digest = _digest(question_set, form)
        return cls(question_set, store, store.begin(form, options, digest, exam=exam, choices=choices))

    @property
    def form(self) -> Form:
        """The places that this session asks."""
        return self.stored.form

    @property
    def bank_changed(self) -> bool:
        """True if files of the session's questions have changed since it began."""
        return self.stored.digest != _digest(self.question_set, self.form)

    @property
    def answered(self) -> int:
        """How many places have been answered or skipped."""
        return len(self._answered)

    @property
    def used_s(self) -> float:
        """The seconds that this session has taken, over all sittings, until it ended."""
        if self.handed_in:
            return self._used_before
        return self._used_before + max(time.monotonic() - self._began, 0.0)

    def pause(self) -> None:
        """Record the time, when the learner stops."""
        self.store.set_used_s(self.stored.id, self.used_s)

    def refresh(self) -> None:
        """See what has been answered in another window."""
        self._answered |= self._counted_places()

    def _counted_places(self) -> set[int]:
        return self.store.counted_places(self.stored.id) & set(range(len(self.form.places)))

    def next_question(self) -> Question | None:
        """Return the first question that has no answer yet, in this window or another; None when all have."""
        self.refresh()
        for number, place in enumerate(self.form.places):
            if number not in self._answered:
                return Question(number, False, lambda place=place: self._draw(place))  # type: ignore[misc]  # mypy can't type a default
        return None

    def another(self, question: Question) -> Question:
        """Return a question like this one with other numbers; the same session always gives the same ones."""
        count = sum(entry.place == question.place for entry in self.store.attempts(self.stored.id))
        draws = Draws(f"another/{self.form.seed}/{question.place}/{count}")
        place = Place(question.variant.item.id, 1 + draws.below(MAX_SEED))
        return Question(question.place, True, lambda: self._draw(place))

    def question_at(self, place: int) -> Question:
        """Return the question at a place of the form, to be looked at or answered once more."""
        return Question(place, False, lambda: self._draw(self.form.places[place]))

    def _draw(self, place: Place) -> Variant:
        item = self.question_set.bank.item(place.item)
        variant = draw(self.question_set.blueprint.paced(item, self.form), place.seed)
        if self.stored.choices is None:
            return variant
        from quiz.kinds.as_choice import as_choice  # few sessions ask so

        own = self.stored.choices.get(place.item, ())
        return as_choice(variant, own) or variant  # its file may have changed, or "another" had no such numbers

    def given(self) -> dict[int, Attempt]:
        """Return the answer that counts at each place of the form, where there is one."""
        return {
            entry.place: entry.attempt
            for entry in self.store.attempts(self.stored.id)
            if entry.counted and entry.place < len(self.form.places)
        }

    @property
    def changeable(self) -> bool:
        """True while answers may be changed: in an exam that has not been handed in, in whatever window."""
        return self.stored.exam and not self._is_over()

    def _is_over(self) -> bool:
        return self.handed_in or (self.stored.exam and self.store.ended_at(self.stored.id) is not None)

    def answer(self, question: Question, response: Response) -> Outcome:
        """Grade and record a response. What can't be read is not recorded: it is asked again and costs nothing.

        Only the first attempt at a place counts; in an exam the last, until it is handed in. Where judging makes a run,
        the response is recorded before it.
        """
        if kind_of(question.variant.item).runs_after_answer:
            waiting = awaiting(question.variant, response)
            if waiting is not None:
                # It counts once it is judged: what is interrupted stays on record, and is asked again.
                counted = self._counts(question)
                self._record(question, response, waiting, counted=False)
                outcome = grade(question.variant, response)
                assert question.attempt is not None  # it was just recorded
                self.store.settle(question.attempt, outcome, counted=counted, instead=self.changeable)
                self._note_counted(question, counted=counted)
                return outcome
        outcome = grade(question.variant, response)
        if outcome.verdict != "unreadable":
            self._record(question, response, outcome, counted=self._counts(question))
        return outcome

    def keep_half(self, question: Question, response: Response) -> None:
        """Record what has been written so far of parts, or of lines: it counts when the question is answered.

        Until then it is undecided, which says nothing of the learner.
        """
        attempt = _attempt(question, response, Outcome("undecided", 0.0))
        self.pause()
        if question.half is None:
            question.half = self.store.record(self.stored.id, question.place, attempt, counted=False)
        else:
            self.store.complete(question.half, attempt, counted=False)

    def take_up(self, question: Question) -> None:
        """Find what an earlier sitting has left of a question: answers to parts, time, hints."""
        if question.extra or question.half is not None:
            return
        asked = question.variant
        found = left_open(self.store, self.stored.id, question.place, asked.item.id, asked.seed)
        lines = asked.parts or kind_of(asked.item).takes_lines(asked.item)
        if found is not None and (lines or not found.written):  # else a run was interrupted: it stays on record
            question.half, question.written = found.attempt, found.written
            question.spent_s, question.hints_before = found.elapsed_s, found.hints_used

    def leave(self, question: Question, elapsed_s: float) -> None:
        """Record the time and the hints of a question that is left without an answer, or with the one that it has."""
        if question.extra or self._is_over() or (elapsed_s < GLANCE_S and not question.hints_used):
            return
        answered = [entry for entry in self.store.attempts(self.stored.id) if entry.place == question.place]
        counted = next((entry.id for entry in answered if entry.counted), None)
        self.pause()
        if counted is not None:
            if self.stored.exam:
                add_time(self.store, counted, elapsed_s)
        elif question.half is None:
            attempt = _attempt(question, Response("", elapsed_s), Outcome("undecided", 0.0))
            question.half = self.store.record(self.stored.id, question.place, attempt, counted=False)
        else:
            note_so_far(self.store, question.half, round(question.spent_s + elapsed_s, 3), question.hints)

    def try_out(self, question: Question, response: Response) -> Outcome:
        """Grade and record a response that doesn't count, unless :meth:`count` makes it do so later."""
        outcome = grade(question.variant, response)
        if outcome.verdict != "unreadable":
            self._record(question, response, outcome, counted=False)
        return outcome

    def count(self, question: Question) -> None:
        """Let the response count that was tried out last; without any, nothing does."""
        if question.attempt is not None:
            counted = self._counts(question)
            if counted:
                self.store.count(question.attempt)
            self._note_counted(question, counted=counted)

    def _note_counted(self, question: Question, *, counted: bool) -> None:
        if counted:
            self._answered.add(question.place)
            assert question.attempt is not None  # it has been recorded
            question.answered_elsewhere = not self.store.counts(question.attempt)

    def skip(self, question: Question, elapsed_s: float) -> None:
        """Record that a question was left out."""
        self._record(question, Response("", elapsed_s), Outcome("unanswered", 0.0), counted=self._counts(question))

    def pass_over(self, question: Question, elapsed_s: float) -> None:
        """Record that a question can't be judged where it is asked: it tells nothing of the learner."""
        self._record(question, Response("", elapsed_s), Outcome("undecided", 0.0), counted=self._counts(question))

    def self_assess(self, question: Question, score: float) -> None:
        """Record the learner's own verdict on the text that was just graded."""
        if question.attempt is not None:
            self.store.reassess(question.attempt, score)

    def _counts(self, question: Question) -> bool:
        """True if the next attempt is the first at a place of the form, or takes the place of that in an exam."""
        if question.extra or self._is_over():
            return False
        return self.stored.exam or question.place not in self._answered

    def _record(self, question: Question, response: Response, outcome: Outcome, *, counted: bool) -> None:
        attempt = _attempt(question, response, outcome)
        self.pause()
        question.spent_s = 0.0
        if question.half is None:
            question.attempt = self.store.record(
                self.stored.id, question.place, attempt, counted=counted, instead=counted and self.changeable
            )
        else:
            question.attempt, question.half = question.half, None
            self.store.complete(question.attempt, attempt, counted=counted, instead=counted and self.changeable)
        question.tries += 1
        self._note_counted(question, counted=counted)

    def finish(self) -> None:
        """Record that the session has ended; places without an answer stay unanswered."""
        self._used_before = self.used_s
        self.handed_in = True
        self.pause()
        self.store.finish(self.stored.id)

    def hand_in(self) -> None:
        """End an exam; what was answered of a question with parts, or written of an answer, counts, as on paper."""
        given = self.given()
        for place in range(len(self.form.places)):
            if place not in given:
                question = self.question_at(place)
                self.take_up(question)
                if question.written:
                    self.answer(question, Response(question.written))
        self.finish()

    def record(self) -> dict[str, Any]:
        """Return the session as JSON-ready values: the contract of ``quiz run --format json``."""
        entries = [entry for entry in self.store.attempts(self.stored.id) if not _only_looked_at(entry)]
        counted = [entry.attempt for entry in entries if entry.counted and entry.place < len(self.form.places)]
        undecided = sum(attempt.verdict in NOT_COUNTED for attempt in counted)
        tries = self._tries(entries)
        corrected = self._corrected(entries, tries)
        return {
            "session": self.stored.id,
            "course": self.form.course,
            "set": self.form.set_name,
            "seed": self.form.seed,
            "exam": self.stored.exam,
            "attempts": [
                {
                    "place": entry.place + 1,
                    "counted": entry.counted,
                    "try": number,
                    "id": entry.attempt.item,
                    "seed": entry.attempt.seed,
                    "response": entry.attempt.response,
                    "verdict": entry.attempt.verdict,
                    "machine_verdict": entry.attempt.machine_verdict,
                    "score": entry.attempt.score,
                    "diagnoses": list(entry.attempt.diagnoses),
                    "understood_as": entry.attempt.understood_as,
                    "hints_used": entry.attempt.hints_used,
                    "elapsed_s": entry.attempt.elapsed_s,
                }
                for entry, number in zip(entries, tries, strict=True)
            ],
            "corrected": [{"place": place + 1, "try": number} for place, number in corrected.items()],
            "questions": len(self.form.places),
            "answered": self.answered,
            "score": round(sum(a.score for a in counted if a.verdict not in NOT_COUNTED), 4),
            "max_score": len(self.form.places) - undecided,
        }

    def _tries(self, entries: Sequence[StoredAttempt]) -> list[int]:
        """Return for each attempt which try it is at its very variant: 1, 2 and so on."""
        seen: Counter[tuple[int, str, int]] = Counter()
        tries = []
        for entry in entries:
            variant = (entry.place, entry.attempt.item, entry.attempt.seed)
            seen[variant] += 1
            tries.append(seen[variant])
        return tries

    def _corrected(self, entries: Sequence[StoredAttempt], tries: Sequence[int]) -> dict[int, int]:
        """Return the places that were not right at first and were put right, with the try at which they were.

        The score counts the first attempt alone; what a learner has put right is told beside it.
        """
        first = {entry.place: entry.attempt for entry in entries if entry.counted}
        found: dict[int, int] = {}
        for entry, number in zip(entries, tries, strict=True):
            asked = first.get(entry.place)
            missed = asked is not None and asked.verdict not in ("correct", "self-assessed", *NOT_COUNTED)
            same = asked is not None and asked.seed == entry.attempt.seed
            if missed and same and not entry.counted and entry.attempt.verdict == "correct":
                found.setdefault(entry.place, number)
        return dict(sorted(found.items()))
