"""How surely a learner answers each topic today, and what that comes to in an exam, with how sure the estimate is.

Two buckets. A family that was never asked is judged by first attempts only: whoever has practised some questions is
better at those than at the rest, and judging the rest by them promises 10 to 24 points too much. A family that was
asked is judged by the skill that all answers in its topic show, old ones fading, and by how fresh it is in memory.

The constants were found on simulated learners that forget in other ways than this estimate believes
(``tests/bench/bench_mastery.py``); they are round numbers, since real learners differ from simulated ones more than the
second digit tells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from quiz.bank.cards import Card
from quiz.kinds import guess_of
from quiz.practice.ability import Abilities, Tally, expected, logistic
from quiz.practice.freshness import DAY_S, Trace
from quiz.practice.history import NEVER, Answered, by_family

USUAL_DIFFICULTY, DIFFICULTY_STEP = 2.25, 0.5
"""A question of the difficulty of an average one has log-odds 0; each of the author's five steps is half a unit."""

FADE_DAYS = 30.0
"""After so many days an answer counts 1/e in the skill of practised families: one learns, and one forgets."""

UNSEEN_SLOPE = 0.75
"""Families of a topic differ more than their difficulties say: the chance of one not yet met lies nearer the middle."""

SEEN_BASE, SEEN_SLOPE, SEEN_FRESH = -1.1, 0.8, 2.4
"""The log-odds to know a family that was met: what skill in the topic and freshness (1 today, about 0.6 after a month)
make of it."""

FAMILY_SPREAD = 0.7
"""Standard deviation (log-odds) of a family about what its topic and difficulty say: what no other family can tell."""

MODEL_POINTS, TOPIC_POINTS = 4.0, 5.5
"""Standard deviation (points of 100) by which this kind of estimate is off even with many answers, in all and in one
topic: learners forget in their own ways."""

INTERVAL = 1.2816
"""Standard deviations on each side that hold 80 of 100 learners."""

MOST_TURNS = 12
"""An outlook counts so many turns through all families; more make nothing fresher."""

ATTENTIVE = 0.97
"""The chance to pick the right option of what is known."""
OPTIONS_GUESS = 0.25
"""The chance to pick it of what is not."""
DRAWN_AWAY = 0.6
"""How much of that is lost where the learner's own slip is among the options, as in a good exam it is."""
CHOSEN_GUESS = 0.19
"""The chance that an answer with options is right though it isn't known, for somebody of whom nothing else is known:
two wrong answers in five are slips of the learner's own. A constant, so that a right answer lowers nothing."""


class Estimate(NamedTuple):
    """A share from 0 to 1 with the interval that holds it for 80 of 100 learners."""

    value: float
    low: float
    high: float
    deviation: float

    @classmethod
    def around(cls, value: float, deviation: float) -> Estimate:
        """Return the estimate with this standard deviation.

        >>> Estimate.around(0.9, 0.1).high
        1.0
        """
        value = min(max(value, 0.0), 1.0)
        reach = INTERVAL * deviation
        return cls(value, max(value - reach, 0.0), min(value + reach, 1.0), deviation)


@dataclass(slots=True)
class _Family:
    """What is known of one family: its card, and what its answers have left.

    Answers to its question as it is asked here, and to the same question with options, are counted apart.
    """

    card: Card
    difficulty: float
    guess: float
    trace: Trace | None = None
    last: datetime | None = None
    first_chosen: bool = False
    first_count: float = 0.0
    first_right: float = 0.0
    answers: int = 0
    last_right: bool = False
    count: float = 0.0
    right: float = 0.0
    chosen_count: float = 0.0
    chosen_right: float = 0.0


class Mastery:
    """A learner's mastery at a time.

    >>> from datetime import UTC, timedelta
    >>> from quiz.language import Text
    >>> cards = [Card(name, Text.both(name), "number", "cnn", (), 2.0, 2, "", False, True) for name in "abc"]
    >>> now = datetime(2026, 11, 26, tzinfo=UTC)
    >>> history = [Answered("a", now - timedelta(days=3), 1.0), Answered("b", now - timedelta(days=3), 1.0)]
    >>> known, nothing = Mastery(cards, history, now), Mastery(cards, [], now)
    >>> known.chance("a") > known.chance("c") > nothing.chance("c")
    True
    >>> topic = nothing.topic("cnn")
    >>> 0.0 < topic.low < topic.value < topic.high < 0.8
    True
    """

    def __init__(self, cards: Iterable[Card], history: Sequence[Answered], now: datetime) -> None:
        self.now = now
        self.answers = 0
        self._families = {card.id: _family(card) for card in cards}
        self._wrong = self._named = 0
        self._take_in(history)
        self._first = Abilities(self._tallies(_first_answer))
        self._all = Abilities(self._tallies(_all_answers))

    def _take_in(self, history: Sequence[Answered]) -> None:
        for item, answers in by_family(history).items():
            if (family := self._families.get(item)) is not None:
                self._take_in_family(family, answers)
                self.answers += len(answers)

    def _take_in_family(self, family: _Family, answers: Sequence[Answered]) -> None:
        first, last = answers[0], answers[-1]
        seconds = [one[1].timestamp() for one in answers]
        family.trace = Trace.of([one[2] >= 1.0 for one in answers], seconds)
        family.first_chosen, family.first_count = first.chosen, first.evidence
        family.first_right = first.evidence * first.score
        family.last, family.last_right, family.answers = last.at, last.right, len(answers)
        end, fade, exponent = self.now.timestamp(), FADE_DAYS * DAY_S, math.exp
        count = right = 0.0
        wrong = named = 0
        for answered, at in zip(answers, seconds, strict=True):
            _, _, score, slips, guessed, chosen, _ = answered
            weight = exponent((at - end) / fade) if at < end else 1.0
            if guessed:
                weight *= answered.evidence
            if chosen:  # any wrong option is a slip: it doesn't tell who makes many
                family.chosen_count += weight
                family.chosen_right += weight * score
                continue
            count += weight
            right += weight * score
            if score < 1.0:
                wrong += 1
                if slips:
                    named += 1
        family.count, family.right = count, right
        self._wrong += wrong
        self._named += named

    def _tallies(self, counted: _Counted) -> Mapping[str, Sequence[Tally]]:
        found: dict[str, dict[tuple[float, float], Tally]] = {}
        for family in self._families.values():
            topic = found.setdefault(family.card.section, {})
            for guess, (count, right) in zip((family.guess, CHOSEN_GUESS), counted(family), strict=True):
                if count:
                    alike = (family.difficulty, guess)
                    tally = topic.setdefault(alike, Tally(*alike))
                    tally.count += count
                    tally.right += right
        return {topic: list(tallies.values()) for topic, tallies in found.items()}

    # -- families ----------------------------------------------------------------------------------------------------

    def answered(self, item: str) -> int:
        """How often a family was answered."""
        return self._families[item].answers

    def known(self, item: str) -> float:
        """The chance to know the answer of a family, without guessing it."""
        family = self._families[item]
        return logistic(self._log_odds(family, self._fresh(family)))

    def chance(self, item: str) -> float:
        """The chance to answer a family right as it is asked here."""
        family = self._families[item]
        return expected(self._log_odds(family, self._fresh(family)), family.guess)

    def _fresh(self, family: _Family, when: datetime | None = None) -> float | None:
        """How fresh a family is in memory; None for one never met."""
        if family.trace is None or family.last is None:
            return None
        return family.trace.recall(((when or self.now) - family.last).total_seconds() / DAY_S)

    def _log_odds(self, family: _Family, fresh: float | None) -> float:
        topic = family.card.section
        first = UNSEEN_SLOPE * (self._first.of(topic) - family.difficulty)
        if fresh is None:
            return first
        met = SEEN_BASE + SEEN_SLOPE * (self._all.of(topic) - family.difficulty) + SEEN_FRESH * fresh
        # Whoever has answered one right knows it no worse than one never met, whatever the two buckets say.
        return max(met, first) if family.last_right else met

    # -- topics and exams --------------------------------------------------------------------------------------------

    def topic(self, section: str) -> Estimate:
        """The mastery of a topic: the mean chance to answer one of its families as they are asked here."""
        parts = [
            (family, 1.0, family.guess, expected(math.inf, family.guess) - family.guess, self._fresh(family))
            for family in self._families.values()
            if family.card.section == section
        ]
        return self._estimate(parts, TOPIC_POINTS)

    def overall(self, weights: Mapping[str, float]) -> Estimate:
        """The same over all topics, each weighed by what it counts in the exam (1 where nothing is said)."""
        parts = [
            (family, weights.get(family.card.section, 1.0), family.guess,
             expected(math.inf, family.guess) - family.guess, self._fresh(family))
            for family in self._families.values()
        ]  # fmt: skip
        return self._estimate(parts, MODEL_POINTS)

    def exam(self, weights: Mapping[str, float]) -> Estimate:
        """The expected share of points today in an exam that offers options."""
        return self._exam({item: self._fresh(family) for item, family in self._families.items()}, weights)

    def exam_on(self, when: datetime, daily: float, weights: Mapping[str, float]) -> Estimate:
        """The same on a later day, with so many questions a day until then, unseen families first, then the oldest."""
        return self._exam(self._freshness_on(when, daily), weights)

    def _exam(self, fresh: Mapping[str, float | None], weights: Mapping[str, float]) -> Estimate:
        by_chance = OPTIONS_GUESS * (1.0 - DRAWN_AWAY * (self._named + 2.0) / (self._wrong + 5.0))
        parts = [
            (family, weights.get(family.card.section, 1.0), by_chance, ATTENTIVE - by_chance, fresh[item])
            for item, family in self._families.items()
        ]
        return self._estimate(parts, MODEL_POINTS)

    def _freshness_on(self, when: datetime, daily: float) -> Mapping[str, float | None]:
        """How fresh each family will be, if all are asked in turn until then, so many a day."""
        fresh = {item: self._fresh(family, when) for item, family in self._families.items()}
        days = max((when - self.now).total_seconds() / DAY_S, 0.0)
        if daily <= 0.0 or not days:
            return fresh
        turn = len(fresh) / daily
        order = sorted(self._families.values(), key=lambda one: (one.last or NEVER, one.card.id))
        for number, family in enumerate(order):
            first = (number + 1) / daily
            if first <= days:
                asked = [first + turn * again for again in range(min(int((days - first) / turn) + 1, MOST_TURNS))]
                known = logistic(self._log_odds(family, self._fresh(family)))
                right, wrong = (
                    self._after(family, asked, right=answer).recall(days - asked[-1]) for answer in (True, False)
                )
                fresh[family.card.id] = known * right + (1.0 - known) * wrong
        return fresh

    def _after(self, family: _Family, asked: Sequence[float], *, right: bool) -> Trace:
        """The trace of a family after it was asked on days to come, always answered right or always wrong."""
        trace, before = copy(family.trace), self.now
        if family.last is not None:
            before = family.last
        since = (self.now - before).total_seconds() / DAY_S
        for number, day in enumerate(asked):
            gap = day + since if not number else day - asked[number - 1]
            if trace is None:
                trace = Trace(right=right)
            else:
                trace.again(right=right, days=gap)
        assert trace is not None  # it was asked once at least
        return trace

    def _estimate(self, parts: Sequence[_Part], points: float) -> Estimate:
        """The weighed mean of what a family is worth: ``base + room * known``."""
        total = sum(weight for _, weight, _, _, _ in parts) or 1.0
        value = spread = 0.0
        first: dict[str, float] = {}
        later: dict[str, float] = {}
        for family, weight, base, room, fresh in parts:
            known = logistic(self._log_odds(family, fresh))
            share = weight / total
            value += share * (base + room * known)
            slope = share * room * known * (1.0 - known)
            spread += (slope * FAMILY_SPREAD) ** 2
            slopes, by_skill = (first, UNSEEN_SLOPE) if fresh is None else (later, SEEN_SLOPE)
            topic = family.card.section
            slopes[topic] = slopes.get(topic, 0.0) + slope * by_skill
        # The two skills come from the same learner and mostly the same answers: their errors go one way.
        skill = self._first.uncertainty(first) + self._all.uncertainty(later)
        return Estimate.around(value, math.sqrt(skill**2 + spread + (points / 100.0) ** 2))


_Part = tuple[_Family, float, float, float, float | None]
_Counted = Callable[[_Family], tuple[tuple[float, float], tuple[float, float]]]
"""Tells of a family how many answers there are and how many right: as it is asked here, and with options."""


def _first_answer(family: _Family) -> tuple[tuple[float, float], tuple[float, float]]:
    first = family.first_count, family.first_right
    return ((0.0, 0.0), first) if family.first_chosen else (first, (0.0, 0.0))


def _all_answers(family: _Family) -> tuple[tuple[float, float], tuple[float, float]]:
    return (family.count, family.right), (family.chosen_count, family.chosen_right)


def _family(card: Card) -> _Family:
    difficulty = DIFFICULTY_STEP * (card.difficulty - USUAL_DIFFICULTY)
    return _Family(card, difficulty, guess_of(card.kind))
