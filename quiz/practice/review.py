"""Which questions come next: what was missed, what is half forgotten, what has never been asked.

Simulated learners of twenty kinds tell what pays before an exam: to see every family of questions first, and then to
ask the one with the greatest ``(1 - p) * days since it was seen``, where ``p`` is the chance to answer it now: its
mastery, where no idea spoils it. Schemes of flash cards do worse than chance here, since they repeat before they have
covered. Slips carry over: an idea that was behind a wrong answer makes the other families likelier to go wrong in which
it can show.

Nothing here reads a clock or a file: the time, the history and the cards are given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import heapify, heapreplace
from operator import itemgetter
from typing import Literal, NamedTuple

from quiz.bank.cards import Card
from quiz.draws import MAX_SEED, Draws
from quiz.kinds import guess_of
from quiz.language import Text
from quiz.model import Place
from quiz.practice.history import Answered
from quiz.practice.mastery import Mastery

TITLE = Text("今日の復習", "Today's review")

NAMED, UNNAMED = 0.35, 0.75
"""An answer that shows an idea takes ``e`` this part of the way to 1; a right one in a family where it could have shown
leaves this part of it."""

FEW_OPTIONS = 0.2
"""A kind of question whose answer is guessed as often as this offers a few options."""

PICKED = 0.5
"""An answer that was picked from a few options counts so much as a sign of its slip: who doesn't know it picks one by
chance as well."""

SUSPECTED = 0.35
"""From here on an idea is worth telling: it was named once, or more often and partly unlearned."""

PASSES = 8
"""Unseen families come first while the questions until the exam are fewer than so many passes through all families: up
to six passes that gains a little over half new (0.1 points), and beyond it makes no difference."""

SCARCE, RIPE_DAYS, RIPE_TURN = 1.25, 7.0, 3
"""While the questions until the exam are fewer than so many times the unseen families, every third one goes to what was
seen a week ago or longer. Else each family would come once and none again, and whoever forgets by a power law would be
better off with questions drawn at random: a few families met twice count for more than all of them met once. With
questions to spare the second time comes by itself, and within a week it gains nothing."""

LEAST_DAYS = 0.5
"""What was seen less than half a day ago counts as seen then: a clock that was set back makes nothing negative."""

Why = Literal["new", "idea", "missed", "due"]


class Reason(NamedTuple):
    """Why a question is asked: never asked before, an idea that showed elsewhere, missed so many days ago, or due."""

    why: Why
    days: int = 0
    idea: str = ""
    shown_in: str = ""


class Planned(NamedTuple):
    """A family to ask, with the reason."""

    card: Card
    reason: Reason
    priority: float


TENDENCY, SETTLED = 2, 4
"""In so many families an idea shows before it is called a tendency (two thirds of those are true, of single ones a
fifth; one that was only picked counts half); after so many right answers it sits."""

IdeaState = Literal["once", "tendency", "settled"]


@dataclass(slots=True)
class Idea:
    """How likely an idea is still at work, in which families it has shown and how surely, how often and when last."""

    e: float = 0.0
    shown: dict[str, float] = field(default_factory=dict)
    right_since: int = 0
    count: int = 0
    last: datetime | None = None

    @property
    def families(self) -> list[str]:
        """The families in which it has shown."""
        return list(self.shown)

    @property
    def state(self) -> IdeaState | None:
        """What may be said of it; None if it never showed."""
        if not self.shown:
            return None
        if self.right_since >= SETTLED:
            return "settled"
        return "tendency" if sum(self.shown.values()) >= TENDENCY else "once"


class Knowledge:
    """What a history tells of a learner's ideas, and when each family was seen last.

    >>> from datetime import UTC
    >>> from quiz.language import Text
    >>> card = Card("padded", Text.both("Padded"), "number", "cnn", (), 2.0, 2, "", False, True, (("one-side", "pad"),))
    >>> now = datetime(2026, 11, 26, tzinfo=UTC)
    >>> known = Knowledge([card], [Answered("padded", datetime(2026, 11, 20, tzinfo=UTC), 0.0, ("one-side",))])
    >>> round(known.unspoilt(card), 2), known.ideas["pad"].families, round(known.days(card, now))
    (0.65, ['padded'], 6)
    """

    def __init__(self, cards: Sequence[Card], history: Sequence[Answered]) -> None:
        self.cards = {card.id: card for card in cards}
        self.ideas: dict[str, Idea] = {}
        self._shows = {
            card.id: (dict(card.ideas), sorted(set(dict(card.ideas).values())), guess_of(card.kind) >= FEW_OPTIONS)
            for card in cards
        }
        self._last: dict[str, Answered] = {}
        self._learn(sorted(history, key=itemgetter(1)))

    def _learn(self, history: Sequence[Answered]) -> None:
        ideas, shows = self.ideas, self._shows
        for answered in history:
            item, at, score, slips, guessed, chosen, _ = answered
            if item not in shows:
                continue
            self._last[item] = answered
            by_slip, names, picked = shows[item]
            right, evidence = score >= 1.0, answered.evidence if guessed else 1.0
            kept = 1.0 - (1.0 - UNNAMED) * evidence
            shown = [by_slip.get(slip) for slip in slips] if slips else ()
            for name in names:
                idea = ideas.get(name)
                if idea is None:
                    idea = ideas[name] = Idea()
                if name in shown:
                    sign = min(evidence, PICKED) if chosen or picked else evidence
                    idea.e += NAMED * sign * (1.0 - idea.e)
                    idea.right_since = 0
                    idea.count += 1
                    idea.last = at
                    idea.shown[item] = max(sign, idea.shown.get(item, 0.0))
                elif right:
                    idea.e *= kept
                    if idea.shown and not guessed:
                        idea.right_since += 1

    def seen(self, card: Card) -> bool:
        """Whether a family was ever asked."""
        return card.id in self._last

    def last(self, card: Card) -> Answered | None:
        """The latest answer of a family."""
        return self._last.get(card.id)

    def days(self, card: Card, now: datetime) -> float:
        """The days since a family was seen; infinitely many if it never was."""
        last = self._last.get(card.id)
        return math.inf if last is None else max((now - last.at).total_seconds() / 86_400, LEAST_DAYS)

    def unspoilt(self, card: Card) -> float:
        """The chance that no idea spoils a family."""
        return math.prod(1.0 - self.ideas[name].e for name in self._shows[card.id][1] if name in self.ideas)

    def suspected(self, card: Card) -> str | None:
        """The idea of this family that another family has shown, if it is likely still at work; the likeliest."""
        if not self.ideas:
            return None
        found = [
            (idea.e, name)
            for name in self._shows[card.id][1]
            if (idea := self.ideas.get(name)) and idea.e >= SUSPECTED and idea.shown.keys() - {card.id}
        ]
        return max(found)[1] if found else None

    def reason(self, card: Card, now: datetime) -> Reason:
        """Why a family comes, in the order of what helps to know."""
        last = self._last.get(card.id)
        days = 0 if last is None else max((now.astimezone().date() - last.day).days, 0)
        if last is not None and not last.right:
            return Reason("missed", days)
        if (name := self.suspected(card)) is not None:
            shown_in = next(family for family in reversed(self.ideas[name].families) if family != card.id)
            return Reason("idea", days, name, shown_in)
        return Reason("new") if last is None else Reason("due", days)


@dataclass(frozen=True, slots=True)
class Day:
    """What is planned for: the time, how many questions or minutes a day, the exam, and the exam's share of topics."""

    now: datetime
    count: int | None = None
    minutes: float | None = None
    exam: date | None = None
    weights: Mapping[str, float] = field(default_factory=dict)

    def weight(self, card: Card) -> float:
        """How much a topic counts in the exam, beside the others."""
        return self.weights.get(card.section, 1.0)


def plan(cards: Sequence[Card], history: Sequence[Answered], day: Day, seed: int) -> list[Planned]:
    """Return the families to ask today, in order; a family that was asked today is not among them.

    The same cards, history, day and seed give the same plan.
    """
    known = Knowledge(cards, history)
    chance = chances(cards, history, known, day.now)
    today = day.now.astimezone().date()
    open_today = [card for card in cards if (last := known.last(card)) is None or last.day != today]
    seen = sorted(
        (card for card in open_today if known.seen(card)),
        key=lambda card: (-_priority(known, chance, card, day), card.id),
    )
    unseen = _mixed_unseen([card for card in open_today if not known.seen(card)], known, day, seed)
    chosen = _within(day, _merged(unseen, seen, _questions_left(cards, day), len(cards), known, day))
    return [Planned(card, known.reason(card, day.now), _priority(known, chance, card, day)) for card in _spread(chosen)]


def chances(cards: Sequence[Card], history: Sequence[Answered], known: Knowledge, now: datetime) -> Mapping[str, float]:
    """Return the chance to answer each family now: its mastery, where no idea spoils it."""
    mastery = Mastery(cards, history, now)
    return {card.id: mastery.chance(card.id) * known.unspoilt(card) for card in cards}


def places(planned: Sequence[Planned], seed: int) -> tuple[Place, ...]:
    """Return a form's places for a plan: every family with fresh numbers."""
    draws = Draws(f"review/{seed}")
    return tuple(Place(one.card.id, 1 + draws.below(MAX_SEED)) for one in planned)


def _priority(known: Knowledge, chance: Mapping[str, float], card: Card, day: Day) -> float:
    """The greater, the sooner: how likely it goes wrong, times the days; by the minute where minutes are the goal."""
    days = known.days(card, day.now)
    waited = 1.0 if math.isinf(days) else days
    gain = (1.0 - chance[card.id]) * waited * day.weight(card)
    return gain / card.minutes if day.minutes is not None else gain


def _questions_left(cards: Sequence[Card], day: Day) -> float | None:
    """How many questions there are until the exam; None where no exam is in sight."""
    if day.exam is None:
        return None
    days = max((day.exam - day.now.astimezone().date()).days, 1)
    each = sum(card.minutes for card in cards) / max(len(cards), 1)
    return days * (day.count if day.count is not None else (day.minutes or 0.0) / max(each, 0.1))


def _mixed_unseen(cards: Sequence[Card], known: Knowledge, day: Day, seed: int) -> list[Card]:
    """Order the unseen families so that topics come in the exam's proportions, suspected ideas and easy ones first."""
    shuffled = Draws(f"unseen/{seed}").shuffled(sorted(cards, key=lambda card: card.id))
    queues: dict[str, list[Card]] = {}
    for card in sorted(shuffled, key=lambda card: (known.suspected(card) is None, card.difficulty)):
        queues.setdefault(card.section, []).append(card)
    sizes = {topic: len(queue) * day.weight(queue[0]) for topic, queue in queues.items()}
    turns = [(0.5 / size, topic, 0) for topic, size in sizes.items()]
    heapify(turns)
    ordered: list[Card] = []
    while len(ordered) < len(cards):
        _, topic, taken = turns[0]
        queue = queues[topic]
        ordered.append(queue[taken])
        taken += 1
        heapreplace(turns, ((taken + 0.5) / sizes[topic] if taken < len(queue) else math.inf, topic, taken))
    return ordered


def _merged(
    unseen: Sequence[Card], seen: Sequence[Card], questions: float | None, families: int, known: Knowledge, day: Day
) -> list[Card]:
    """Put the unseen before the seen, but where time is very long or very short for all of them (see above)."""
    if questions is not None and questions >= PASSES * families:
        return _in_turn(unseen, seen, 2)  # at least half are new until all are seen
    if questions is not None and questions < SCARCE * len(unseen):
        ripe = [card for card in seen if known.days(card, day.now) >= RIPE_DAYS]
        return [*_in_turn(unseen, ripe, RIPE_TURN), *(card for card in seen if known.days(card, day.now) < RIPE_DAYS)]
    return [*unseen, *seen]


def _in_turn(unseen: Sequence[Card], seen: Sequence[Card], every: int) -> list[Card]:
    """Let every so-many-th place go to one that was seen, while there are both."""
    turns: list[Card] = []
    new, old = list(reversed(unseen)), list(reversed(seen))
    while new and old:
        turns.append((new if (len(turns) + 1) % every else old).pop())
    return [*turns, *reversed(new), *reversed(old)]


def _within(day: Day, cards: Sequence[Card]) -> list[Card]:
    """Return as many as the day has room for; one at least."""
    if day.count is not None:
        return list(cards[: day.count])
    chosen: list[Card] = []
    left = day.minutes if day.minutes is not None else 0.0
    for card in cards:
        if chosen and card.minutes > left:
            continue
        chosen.append(card)
        left -= card.minutes
        if left <= 0:
            break
    return chosen


def _spread(cards: Sequence[Card]) -> list[Card]:
    """Let no two of one topic follow each other where another can stand between them: mixed practice lasts longer."""
    waiting = list(cards)
    ordered: list[Card] = []
    while waiting:
        last = ordered[-1].section if ordered else None
        place = next((place for place, card in enumerate(waiting) if card.section != last), 0)
        ordered.append(waiting.pop(place))
    return ordered
