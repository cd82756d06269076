"""Would it be enough for the exam today: the probability to pass, as far as the answers so far can tell.

A few answers tell nothing of an exam, and a number would look as if they did. So nothing is said below
:data:`ENOUGH_FOR_WORDS` answers, words until :data:`ENOUGH_FOR_A_NUMBER`, and a number only where half of the families
have been seen as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quiz.language import Text
from quiz.practice.mastery import Estimate

PASS_MARK = 0.65
"""The share of points with which one passes. The real exam's is not published; candidates' reports place it here."""

LUCK = 0.043
"""Standard deviation of the result for one and the same skill: which 100 questions come, and how guesses turn out."""

ENOUGH_FOR_WORDS, ENOUGH_FOR_A_NUMBER = 40, 150
"""In simulation the estimate is off by 5 points of 100 at 40 answers and by 4 at 160: the difference between passing
and failing lies in that."""

SEEN_FOR_A_NUMBER = 0.5
"""The share of families that must have been seen: the rest is judged by them."""

Level = Literal["unknown", "far", "below", "open", "above", "safe"]

_LEVELS: Sequence[tuple[float, Level]] = ((0.1, "far"), (0.4, "below"), (0.6, "open"), (0.9, "above"), (2.0, "safe"))

_WORDS: dict[Level, Text] = {
    "unknown": Text(
        f"まだ分かりません（{ENOUGH_FOR_WORDS} 問ほど答えると目安が出ます）",
        f"not known yet (about {ENOUGH_FOR_WORDS} answers give a first idea)",
    ),
    "far": Text("今のままでは合格ラインに届きません", "far below the pass mark as things stand"),
    "below": Text("合格ラインまでもう少しです", "somewhat below the pass mark"),
    "open": Text("合格ラインの前後です", "about at the pass mark"),
    "above": Text("合格ラインを超えそうです", "likely above the pass mark"),
    "safe": Text("合格ラインを十分超えています", "well above the pass mark"),
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What may be said: words always; where numbers mean something, the probability to pass and the result to expect.

    ``result`` is the share of points in one exam, with the luck of the day.
    """

    level: Level
    probability: float | None = None
    result: Estimate | None = None

    @property
    def words(self) -> Text:
        """The words for it."""
        return _WORDS[self.level]


def passing(exam: Estimate) -> float:
    """Return the probability to pass an exam with this expected share of points.

    >>> round(passing(Estimate.around(PASS_MARK, 0.05)), 2), passing(Estimate.around(0.8, 0.05)) > 0.98
    (0.5, True)
    """
    return 0.5 * math.erfc((PASS_MARK - exam.value) / math.hypot(exam.deviation, LUCK) / math.sqrt(2.0))


def result(exam: Estimate) -> Estimate:
    """Return what one exam will show: the expected share of points with the luck of the day.

    >>> luckless = Estimate.around(0.7, 0.05)
    >>> result(luckless).low < luckless.low < 0.7
    True
    """
    return Estimate.around(exam.value, math.hypot(exam.deviation, LUCK))


def readiness(exam: Estimate, answers: int, seen: int, families: int) -> Readiness:
    """Return what the answers so far allow to say.

    >>> [readiness(Estimate.around(0.8, 0.05), answers, 80, 140).level for answers in (39, 40)]
    ['unknown', 'safe']
    >>> [readiness(Estimate.around(0.8, 0.05), 200, seen, 140).probability is None for seen in (69, 70)]
    [True, False]
    """
    if answers < ENOUGH_FOR_WORDS:
        return Readiness("unknown")
    probability = passing(exam)
    level = next(level for bound, level in _LEVELS if probability < bound)
    if answers < ENOUGH_FOR_A_NUMBER or seen < SEEN_FOR_A_NUMBER * families:
        return Readiness(level)
    return Readiness(level, probability, result(exam))
