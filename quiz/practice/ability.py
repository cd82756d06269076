"""How skilled a learner is in each topic: the skills that make the answers given likeliest, beside a prior.

One skill for everything and a difference for each topic, on the scale of log-odds (0: a question of usual difficulty is
as likely known as not). The prior keeps topics with few answers near the others. It is the resting point of Elo
ratings (every answer pulls by "right minus expected"), found at once instead of step by step, so that it doesn't hang
on the order of the answers; a right answer never lowers any skill.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEWCOMER, SPREAD_OF_LEARNERS = -0.7, 1.0
"""Mean and variance of the skill for everything among learners: before they practise, most miss more than half."""

SPREAD_OF_TOPICS = 0.35
"""Variance of the topics' differences within a learner."""

CARELESS = 0.06
"""The chance to miss what is known: a slip of the pen."""

_STEPS = 60
_CLOSE = 1e-10


def logistic(z: float) -> float:
    """Return the chance that belongs to log-odds.

    >>> logistic(0.0), round(logistic(2.0), 3), logistic(-1e9), logistic(1e9)
    (0.5, 0.881, 0.0, 1.0)
    """
    return 1.0 / (1.0 + math.exp(-z)) if z > -700.0 else 0.0


def expected(z: float, guess: float) -> float:
    """Return the chance of a right answer where it may be guessed.

    >>> round(expected(-9.0, 0.25), 2), round(expected(9.0, 0.25), 2)
    (0.25, 0.94)
    """
    return guess + (1.0 - guess - CARELESS) * logistic(z)


@dataclass(slots=True)
class Tally:
    """Answers to questions alike: how difficult (log-odds), how easily guessed, how many, what they were worth."""

    difficulty: float
    guess: float
    count: float = 0.0
    right: float = 0.0


class Abilities:
    """The skill in each topic, with its uncertainty.

    >>> known = Abilities({"cnn": [Tally(0.0, 0.02, 20, 18)], "init": [Tally(0.0, 0.02, 20, 4)], "opt": []})
    >>> [round(known.of(topic), 1) for topic in ("cnn", "init", "opt", "never heard of")]
    [1.3, -0.7, 0.1, 0.1]
    """

    def __init__(self, tallies: Mapping[str, Sequence[Tally]]) -> None:
        self._tallies = {topic: [one for one in kept if one.count > 0] for topic, kept in tallies.items()}
        self._general = NEWCOMER
        self._differences = dict.fromkeys(self._tallies, 0.0)
        self._weights: dict[str, float] = {}
        self._solve()

    def of(self, topic: str) -> float:
        """The skill in a topic, in log-odds."""
        return self._general + self._differences.get(topic, 0.0)

    def uncertainty(self, slopes: Mapping[str, float]) -> float:
        """The standard deviation of a sum to which the topics' skills contribute with these slopes."""
        steps = self._step(sum(slopes.values()), slopes)
        general, differences = steps
        variance = sum(slopes.values()) * general
        variance += sum(slope * differences[topic] for topic, slope in slopes.items() if topic in differences)
        others = sum(slope * slope for topic, slope in slopes.items() if topic not in differences)
        return math.sqrt(max(variance + SPREAD_OF_TOPICS * others, 0.0))

    def _solve(self) -> None:
        """Newton's method on a concave function; each step is halved until it climbs."""
        height = self._height(self._general, self._differences)
        for _ in range(_STEPS):
            pulls = {topic: self._pull(topic) for topic in self._tallies}
            general = sum(pulls.values()) - (self._general - NEWCOMER) / SPREAD_OF_LEARNERS
            differences = {topic: pull - self._differences[topic] / SPREAD_OF_TOPICS for topic, pull in pulls.items()}
            step, steps = self._step(general, differences)
            size = 1.0
            while size > _CLOSE:
                there = self._general + size * step
                others = {topic: value + size * steps[topic] for topic, value in self._differences.items()}
                found = self._height(there, others)
                if found >= height - _CLOSE:
                    break
                size /= 2.0
            self._general, self._differences, height = there, others, found
            if max([abs(step), *map(abs, steps.values())]) < _CLOSE:
                break

    def _pull(self, topic: str) -> float:
        """Right answers minus expected ones; keeps the curvature for :meth:`_step`."""
        skill, pull, weight = self.of(topic), 0.0, 0.0
        for one in self._tallies[topic]:
            known = logistic(skill - one.difficulty)
            room = 1.0 - one.guess - CARELESS
            pull += one.right - one.count * (one.guess + room * known)
            weight += one.count * room * known * (1.0 - known)
        self._weights[topic] = weight
        return pull

    def _step(self, general: float, differences: Mapping[str, float]) -> tuple[float, dict[str, float]]:
        """Solve with the curvature at the present place, a matrix with a full first row, column and diagonal alone."""
        rest, corner = general, 1.0 / SPREAD_OF_LEARNERS
        for topic, weight in self._weights.items():
            own = weight + 1.0 / SPREAD_OF_TOPICS
            rest -= weight * differences.get(topic, 0.0) / own
            corner += weight - weight * weight / own
        step = rest / corner
        return step, {
            topic: (differences.get(topic, 0.0) - weight * step) / (weight + 1.0 / SPREAD_OF_TOPICS)
            for topic, weight in self._weights.items()
        }

    def _height(self, general: float, differences: Mapping[str, float]) -> float:
        """The function whose slope are the pulls."""
        height = -((general - NEWCOMER) ** 2) / (2.0 * SPREAD_OF_LEARNERS)
        for topic, kept in self._tallies.items():
            difference = differences[topic]
            height -= difference * difference / (2.0 * SPREAD_OF_TOPICS)
            for one in kept:
                z = general + difference - one.difficulty
                grown = max(z, 0.0) + math.log1p(math.exp(-abs(z)))
                height += (one.right - one.count * one.guess) * z - one.count * (1.0 - one.guess - CARELESS) * grown
        return height
