"""What the order of questions is worth: simulated learners before an exam, by scheduler.

python tests/bench/bench_review.py [LEARNERS]

Six kinds of learners, none of them the scheduler's own model: three ways to forget (a power law with spacing, an
exponential with growing stability, skill by topic with decay), each weak and strong, all with ideas that spoil every
family in which they can show. Each learner is asked the same number of questions a day by every scheduler, with the
same luck, and then sits an exam over all families. Printed are the expected scores in per cent, and the difference to
random choice. ``plan`` is the program's own, called as ``quiz review`` calls it.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from statistics import fmean, stdev
from typing import Any

from quiz.bank.cards import Card
from quiz.courses import built_in_bank
from quiz.practice.history import Answered
from quiz.practice.review import Day, plan

fsrs: Any = import_module("fsrs") if find_spec("fsrs") else None
CARDS = list(built_in_bank().cards.values())
START = datetime(2026, 11, 1, 9, tzinfo=UTC)
HORIZONS = ((14, 15), (14, 30), (30, 15), (30, 30), (60, 15))
KINDS = [(memory, strength) for memory in ("power", "exponential", "skill") for strength in ("weak", "strong")]


class Learner:
    """Somebody with a memory, a strength, some ideas that are wrong, and luck of their own."""

    def __init__(self, memory: str, strength: str, seed: int) -> None:
        luck = random.Random(f"{memory}/{strength}/{seed}")
        self.memory = memory
        mean = -0.9 if strength == "weak" else 0.4
        self.topic = {card.section: luck.gauss(mean, 0.6) for card in CARDS}
        self.base = {card.id: luck.gauss(0.5 * (2.5 - card.difficulty), 0.7) for card in CARDS}
        ideas = sorted({idea for card in CARDS for _, idea in card.ideas})
        self.wrong_ideas = {idea: luck.random() < (0.45 if strength == "weak" else 0.2) for idea in ideas}
        self.seen: dict[str, list[float]] = {}
        self.stability: dict[str, float] = {}
        self.luck = luck

    def chance(self, card: Card, day: float) -> float:
        """The true chance to be right on a day."""
        guess = 0.25 if card.kind in ("choice", "prediction") else 0.02
        z = self.topic[card.section] + self.base[card.id]
        times = self.seen.get(card.id, [])
        if self.memory == "power":
            strength = sum((1.0 + day - time) ** -0.35 for time in times)
            z += 1.6 * math.log1p(strength * (1.0 + 0.15 * _spacing(times)))
        elif self.memory == "exponential":
            if times:
                z += 2.4 * math.exp(-(day - times[-1]) / self.stability[card.id])
        else:
            z += 0.9 * sum(0.97 ** (day - time) for time in times) ** 0.5
        for _, idea in card.ideas:
            if self.wrong_ideas.get(idea):
                z -= 1.1
        return guess + (1.0 - guess) / (1.0 + math.exp(-z))

    def answer(self, card: Card, day: float, moment: datetime) -> Answered:
        """Answer a question, learn from it, and return what the record keeps."""
        right = self.luck.random() < self.chance(card, day)
        slips: tuple[str, ...] = ()
        wrong = [slip for slip, idea in card.ideas if self.wrong_ideas.get(idea)]
        if not right and wrong and self.luck.random() < 0.6:
            slips = (self.luck.choice(wrong),)
            idea = dict(card.ideas)[slips[0]]
            if self.luck.random() < 0.35:  # it was explained
                self.wrong_ideas[idea] = False
        if card.id in self.stability:
            gap = day - self.seen[card.id][-1]
            self.stability[card.id] *= 1.0 + (1.4 if right else 0.5) * min(gap / self.stability[card.id], 1.5)
        else:
            self.stability[card.id] = 6.0
        self.seen.setdefault(card.id, []).append(day)
        if self.memory == "skill":
            self.topic[card.section] += 0.02
        return Answered(card.id, moment, float(right), slips)

    def score(self, day: float) -> float:
        """The expected score of an exam over all families."""
        return 100.0 * fmean(self.chance(card, day) for card in CARDS)


def _spacing(times: Sequence[float]) -> float:
    return sum(min(later - earlier, 10.0) for earlier, later in zip(times, times[1:], strict=False))


Scheduler = Callable[[list[Answered], int, int, datetime, random.Random], list[Card]]


def own(history: list[Answered], count: int, days_left: int, now: datetime, luck: random.Random) -> list[Card]:
    """The program's plan."""
    exam = (now + timedelta(days=days_left)).astimezone().date()
    return [one.card for one in plan(CARDS, history, Day(now, count, exam=exam), luck.randrange(2**31))]


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
    "random": at_random, "rotation": rotation, "Leitner": leitner, "weakest first": weakest, "plan": own,
}  # fmt: skip
if fsrs is not None:
    SCHEDULERS["FSRS"] = flash_cards


def expected(kind: tuple[str, str], scheduler: Scheduler, days: int, count: int, seed: int) -> float:
    """Return the exam score of one learner."""
    learner, luck = Learner(*kind, seed), random.Random(f"order/{seed}")
    history: list[Answered] = []
    for day in range(days):
        now = START + timedelta(days=day)
        for number, card in enumerate(scheduler(history, count, days - day, now, luck)):
            history.append(learner.answer(card, float(day), now + timedelta(minutes=2 * number)))
    return learner.score(float(days))


def main(learners: int) -> int:
    """Print a table; 1 if the program's plan is not ahead of every other in the mean, and of random in every kind."""
    failed = 0
    print(f"{learners} learners of each of {len(KINDS)} kinds; difference to random (standard error)")
    for days, count in HORIZONS:
        scores = {
            name: {kind: [expected(kind, one, days, count, seed) for seed in range(learners)] for kind in KINDS}
            for name, one in SCHEDULERS.items()
        }
        means = {name: fmean(fmean(found) for found in by_kind.values()) for name, by_kind in scores.items()}
        print(f"{days} days x {count}: random {means['random']:.1f}")
        for name, by_kind in scores.items():
            pairs = [a - b for kind in KINDS for a, b in zip(by_kind[kind], scores["random"][kind], strict=True)]
            error = stdev(pairs) / math.sqrt(len(pairs)) if len(pairs) > 1 else 0.0
            kinds = " ".join(f"{fmean(by_kind[kind]) - fmean(scores['random'][kind]):+5.1f}" for kind in KINDS)
            print(f"  {name:14} {means[name] - means['random']:+5.1f} ({error:.1f})   by kind {kinds}")
        behind = [name for name in SCHEDULERS if name != "plan" and means[name] >= means["plan"]]
        worse = [kind for kind in KINDS if fmean(scores["plan"][kind]) <= fmean(scores["random"][kind])]
        if behind or worse:
            failed = 1
            print(f"  plan is not ahead of {behind} {worse}")
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
