"""Simulated learners, and the ways of choosing questions that they are asked by: no learner, no promise.

Kinds of learners, none of them a model that the program has of one: three ways to forget (a power law with spacing, an
exponential with growing stability, skill by topic with decay), each weak and strong, all with ideas that spoil every
family in which they can show. ``slow`` ones gain half as much from each question, and forget twice as fast.
``bench_review.py`` and ``bench_mastery.py`` ask them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from statistics import fmean
from types import MappingProxyType
from typing import Any

from quiz.bank.cards import Card
from quiz.courses import built_in_bank
from quiz.practice.history import Answered
from quiz.practice.review import Day, plan

fsrs: Any = import_module("fsrs") if find_spec("fsrs") else None
CARDS = list(built_in_bank().cards.values())
START = datetime(2026, 11, 1, 9, tzinfo=UTC)
NO_WEIGHTS: Mapping[str, float] = MappingProxyType({})

CARELESS = 0.05
"""How often an answer that is known goes wrong all the same."""

MEMORIES = ("power", "exponential", "skill")
KINDS = [(memory, strength) for memory in MEMORIES for strength in ("weak", "strong")]
SLOW_KINDS = [(memory, f"{strength}, slow") for memory, strength in KINDS]


class Learner:
    """Somebody with a memory, a strength, some ideas that are wrong, and luck of their own."""

    def __init__(self, memory: str, strength: str, seed: int) -> None:
        luck = random.Random(f"{memory}/{strength}/{seed}")
        self.memory = memory
        weak = strength.startswith("weak")
        self.gain, self.haste = (0.5, 2.0) if strength.endswith("slow") else (1.0, 1.0)
        mean = -0.9 if weak else 0.4
        self.topic = {card.section: luck.gauss(mean, 0.6) for card in CARDS}
        self.base = {card.id: luck.gauss(0.5 * (2.5 - card.difficulty), 0.7) for card in CARDS}
        ideas = sorted({idea for card in CARDS for _, idea in card.ideas})
        self.wrong_ideas = {idea: luck.random() < (0.45 if weak else 0.2) for idea in ideas}
        self.seen: dict[str, list[float]] = {}
        self.stability: dict[str, float] = {}
        self.luck = luck

    def known(self, card: Card, day: float) -> float:
        """The true chance to know the answer on a day, without guessing it."""
        z = self.topic[card.section] + self.base[card.id]
        times = self.seen.get(card.id, [])
        if self.memory == "power":
            strength = sum((1.0 + self.haste * (day - time)) ** -0.35 for time in times)
            z += 1.6 * self.gain * math.log1p(strength * (1.0 + 0.15 * _spacing(times)))
        elif self.memory == "exponential":
            if times:
                z += 2.4 * self.gain * math.exp(-self.haste * (day - times[-1]) / self.stability[card.id])
        else:
            z += 0.9 * self.gain * sum(0.97 ** (self.haste * (day - time)) for time in times) ** 0.5
        for _, idea in card.ideas:
            if self.wrong_ideas.get(idea):
                z -= 1.1
        return 1.0 / (1.0 + math.exp(-z))

    def chance(self, card: Card, day: float) -> float:
        """The true chance to be right on a day, as the bank asks."""
        guess = 0.25 if card.kind in ("choice", "prediction") else 0.02
        return guess + (1.0 - guess - CARELESS) * self.known(card, day)

    def answer(self, card: Card, day: float, moment: datetime, *, chosen: bool = False) -> Answered:
        """Answer a question, learn from it, and return what the record keeps; ``chosen``: it was one out of four."""
        right = self.luck.random() < (self.picks(card, day) if chosen else self.chance(card, day))
        slips: tuple[str, ...] = ()
        wrong = [slip for slip, idea in card.ideas if self.wrong_ideas.get(idea)]
        if not right and wrong and self.luck.random() < 0.6:
            slips = (self.luck.choice(wrong),)
            idea = dict(card.ideas)[slips[0]]
            if self.luck.random() < 0.35:  # it was explained
                self.wrong_ideas[idea] = False
        elif not right and chosen:  # whatever is picked then is somebody's slip
            slips = (self.luck.choice([*(slip for slip, _ in card.ideas), "picked"]),)
        if card.id in self.stability:
            gap = day - self.seen[card.id][-1]
            self.stability[card.id] *= 1.0 + (1.4 if right else 0.5) * min(gap / self.stability[card.id], 1.5)
        else:
            self.stability[card.id] = 6.0
        self.seen.setdefault(card.id, []).append(day)
        if self.memory == "skill":
            self.topic[card.section] += 0.02
        return Answered(card.id, moment, float(right), slips, chosen=chosen)

    def picks(self, card: Card, day: float) -> float:
        """The true chance to pick the right option: who does not know guesses, or falls for the own slip."""
        known = self.known(card, day)
        falls = 0.6 if any(self.wrong_ideas.get(idea) for _, idea in card.ideas) else 0.0
        return 0.97 * known + 0.25 * (1.0 - known) * (1.0 - falls)

    def exam(self, day: float) -> float:
        """The expected score of an exam over all families that offers choices."""
        return 100.0 * fmean(self.picks(card, day) for card in CARDS)

    def paper(self, day: float, luck: random.Random) -> float:
        """The score of one exam of 100 questions."""
        return float(sum(luck.random() < self.picks(card, day) for card in luck.sample(CARDS, 100)))

    def score(self, day: float, weights: Mapping[str, float] = NO_WEIGHTS) -> float:
        """The expected score of an exam over all families, each topic weighed."""
        shares = [weights.get(card.section, 1.0) for card in CARDS]
        gained = sum(share * self.chance(card, day) for share, card in zip(shares, CARDS, strict=True))
        return 100.0 * gained / sum(shares)


def _spacing(times: Sequence[float]) -> float:
    return sum(min(later - earlier, 10.0) for earlier, later in zip(times, times[1:], strict=False))


Scheduler = Callable[[list[Answered], int, int, datetime, random.Random], list[Card]]


def own_for(weights: Mapping[str, float]) -> Scheduler:
    """The program's plan, for an exam with these weights."""

    def scheduler(
        history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random
    ) -> list[Card]:
        exam = (now + timedelta(days=days_left)).astimezone().date()
        day = Day(now, count, exam=exam, weights=weights)
        return [one.card for one in plan(CARDS, history, day, luck.randrange(2**31))]

    return scheduler


def at_random(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """Any families, none twice a day."""
    return luck.sample(CARDS, count)


def rotation(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """One after the other, in the order of the bank."""
    return [CARDS[(len(history) + number) % len(CARDS)] for number in range(count)]


def _latest(history: list[Answered]) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = {}
    for one in history:
        found.setdefault(one.item, []).append(one)
    return found


def leitner(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """Boxes of 1, 2, 4, 8, 16 days: due ones first, then new ones."""
    by_family = _latest(history)

    def box(answers: list[Answered]) -> int:
        level = 0
        for one in answers:
            level = min(level + 1, 4) if one.right else 0
        return level

    due = [
        card
        for card in CARDS
        if (answers := by_family.get(card.id)) and (now - answers[-1].at).days >= 2 ** box(answers)
    ]
    due.sort(key=lambda card: by_family[card.id][-1].at)
    new = [card for card in luck.sample(CARDS, len(CARDS)) if card.id not in by_family]
    rest = [card for card in luck.sample(CARDS, len(CARDS)) if card.id in by_family and card not in due]
    return [*due, *new, *rest][:count]


def weakest(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """The lowest share of right answers first; unseen ones count as half right."""
    by_family = _latest(history)

    def share(card: Card) -> float:
        answers = by_family.get(card.id, [])
        return (sum(one.score for one in answers) + 1.0) / (len(answers) + 2.0)

    return sorted(luck.sample(CARDS, len(CARDS)), key=share)[:count]


def flash_cards(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """FSRS as it stands (py-fsrs, where it is installed): due ones first, the longest due before, then new ones."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    cards: dict[str, Any] = {}
    for one in history:
        rating = fsrs.Rating.Good if one.right else fsrs.Rating.Again
        cards[one.item], _ = scheduler.review_card(cards.get(one.item) or fsrs.Card(), rating, one.at)
    evening = now + timedelta(hours=12)
    due = sorted((found.due, name) for name, found in cards.items() if found.due <= evening)
    by_name = {card.id: card for card in CARDS}
    new = [card for card in luck.sample(CARDS, len(CARDS)) if card.id not in cards]
    later = sorted((found.due, name) for name, found in cards.items() if found.due > evening)
    return [*(by_name[name] for _, name in due), *new, *(by_name[name] for _, name in later)][:count]


SCHEDULERS: dict[str, Scheduler] = {
    "random": at_random, "rotation": rotation, "Leitner": leitner, "weakest first": weakest,
    "plan": own_for(NO_WEIGHTS),
}  # fmt: skip
if fsrs is not None:
    SCHEDULERS["FSRS"] = flash_cards
