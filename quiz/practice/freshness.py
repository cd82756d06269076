"""How fresh a family of questions is in memory: the chance to recall it, from when it was answered, right or wrong.

The model is FSRS-6, as flash cards use it, with its published weights and two grades only, "again" for wrong and "good"
for right. What it returns is no chance to answer right (fresh numbers are asked each time): the estimate takes it as
one sign among others (:mod:`quiz.practice.mastery`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

DAY_S = 86_400.0

# The weights of FSRS-6 (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm), by what they do.
FIRST_WRONG, FIRST_RIGHT = 0.212, 2.3065
"""Days of stability after a first answer (w0, w2)."""
HARDER = 3.0194
"""What a wrong answer adds to the difficulty, which goes from 1 to 10 (w6)."""
MEAN_REVERSION = 0.001
"""How far each answer draws the difficulty back to that of an easy card (w7)."""
GROWTH, GROWTH_SATURATES, GROWTH_SPACED = 1.8722, 0.1666, 0.796
"""How stability grows by a right answer: the more, the less stable and the more nearly forgotten it was (w8 to w10)."""
LAPSE, LAPSE_HARD, LAPSE_STABLE, LAPSE_SPACED = 1.4835, 0.0614, 0.2629, 1.6483
"""What is left of stability after a wrong answer (w11 to w14)."""
SAME_DAY, SAME_DAY_BASE, SAME_DAY_SATURATES = 0.5425, 0.0912, 0.0658
"""How stability changes by an answer on the same day (w17 to w19)."""
DECAY = 0.1542
"""The exponent of forgetting (w20)."""
SCALE = 0.9 ** (-1.0 / DECAY) - 1.0
"""Makes recall nine in ten when as many days have passed as the stability says."""

_FIRST_DIFFICULTY = {False: 6.4133, True: 6.4133 - math.exp(0.8334 * 2) + 1.0}
_EASY = 6.4133 - math.exp(0.8334 * 3) + 1.0
_LEAST = 0.001
_GROWS, _SAME_DAY_KEEPS = math.exp(GROWTH), math.exp(SAME_DAY * SAME_DAY_BASE)


class Trace:
    """The memory of one family: how many days it lasts, and how hard it is to keep.

    >>> trace = Trace(right=True)
    >>> round(trace.recall(0), 2), round(trace.recall(2.3065), 2), round(trace.recall(30), 2)
    (1.0, 0.9, 0.67)
    >>> trace.again(right=True, days=3.0)
    >>> trace.stability > 8, Trace(right=False).recall(1) < 0.8
    (True, True)
    """

    __slots__ = ("hardness", "stability")

    def __init__(self, *, right: bool) -> None:
        self.stability = FIRST_RIGHT if right else FIRST_WRONG
        self.hardness = min(max(_FIRST_DIFFICULTY[right], 1.0), 10.0)

    @classmethod
    def of(cls, rights: Sequence[bool], seconds: Sequence[float]) -> Trace:
        """Return what answers have left: one at least, right or not, given at these seconds of a clock, in order."""
        trace = cls(right=rights[0])
        gaps = [(at - before) / DAY_S for before, at in pairwise(seconds)]
        trace.through(zip(rights[1:], gaps, strict=True))
        return trace

    def recall(self, days: float) -> float:
        """The chance to recall it so many days after the last answer."""
        return float((1.0 + SCALE * max(days, 0.0) / self.stability) ** -DECAY)

    def again(self, *, right: bool, days: float) -> None:
        """Take in another answer, so many days after the last one."""
        self.through([(right, days)])

    def through(self, answers: Iterable[tuple[bool, float]]) -> None:
        """Take in answers: right or not, and how many days after the one before. A record of years has many of them."""
        stability, hardness, exp = self.stability, self.hardness, math.exp
        for right, days in answers:
            if days < 1.0:
                grade = 0.0 if right else -2.0
                change = exp(SAME_DAY * (grade + SAME_DAY_BASE)) * stability**-SAME_DAY_SATURATES
                stability *= max(change, 1.0) if right else change
            else:
                recall = (1.0 + SCALE * days / stability) ** -DECAY
                if right:
                    spaced = exp(GROWTH_SPACED * (1.0 - recall)) - 1.0
                    stability *= 1.0 + _GROWS * (11.0 - hardness) * stability**-GROWTH_SATURATES * spaced
                else:
                    kept = LAPSE * hardness**-LAPSE_HARD * ((stability + 1.0) ** LAPSE_STABLE - 1.0)
                    kept *= exp(LAPSE_SPACED * (1.0 - recall))
                    stability = min(kept, stability / _SAME_DAY_KEEPS)
            if stability < _LEAST:
                stability = _LEAST
            if not right:
                hardness += 2.0 * HARDER * (10.0 - hardness) / 9.0
            hardness = MEAN_REVERSION * _EASY + (1.0 - MEAN_REVERSION) * hardness
            hardness = 1.0 if hardness < 1.0 else 10.0 if hardness > 10.0 else hardness
        self.stability, self.hardness = stability, hardness
