r"""What a class's answers tell of the questions: difficulty, discrimination, slips, reliability, and keys in doubt.

* Share right with Wilson's interval (Wilson 1927): :math:`(p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}) / (1 + z^2/n)`.
* Discrimination: the correlation of a question's mark with the sum of the others, its interval by Fisher's transform,
  :math:`\operatorname{artanh} r \pm z/\sqrt{n-3}`. Below 200 papers it is too uncertain to be more than a hint.
* Reliability: Cronbach's alpha, :math:`\frac{k}{k-1}(1 - \sum s_i^2 / s^2)`, its interval from drawing papers anew.
* A key is in doubt where half of the best third make one and the same named slip (of questions in the same numbers:
  give one and the same other answer), from 50 papers on only where the question doesn't tell good from poor as well
  (correlation below .1): a hard question with one tempting slip does. With 20, 50 and 200 papers simulation finds 76,
  82 and 90 % of wrong keys so, and suspects 1.1, .04 and 0 % of right ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.draws import Draws
from quiz.exchange.classroom.class_folder import Classroom
from quiz.exchange.classroom.paper_marks import Marked, Paper

Z = 1.959964
"""Of the normal distribution's middle 95 %."""

MANY = 50
TELLS = 0.1
"""From so many papers on, a correlation as high as this speaks for a key."""

DRAWN_AGAIN = 400
"""So often papers are drawn anew for the interval of the reliability."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the range that holds it in 95 of 100 cases."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One question over the whole class; ``suspect`` is what half of the best wrote instead of the key."""

    item: str
    papers: int
    answered: int
    open: int
    share: Estimate
    discrimination: Estimate | None
    slips: tuple[tuple[str, int], ...]
    suspect: str = ""


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """The whole: papers that hold an answer, their mean and spread, reliability, and each question."""

    papers: int
    mean: float
    spread: float
    reliability: Estimate | None
    items: tuple[ItemStatistics, ...]


def class_statistics(papers: Sequence[Paper], room: Classroom) -> ClassStatistics:
    """Return the statistics of the papers that hold an answer at all."""
    handed_in = [paper for paper in papers if paper.handed_in]
    totals = [paper.points for paper in handed_in]
    return ClassStatistics(
        len(handed_in),
        _mean(totals),
        math.sqrt(_variance(totals)) if len(totals) > 1 else 0.0,
        _reliability(handed_in, room),
        tuple(_item(item, handed_in, same_numbers=len(room.forms) == 1) for item in room.items),
    )


def _item(item: str, papers: Sequence[Paper], *, same_numbers: bool) -> ItemStatistics:
    found = [(paper, one) for paper in papers if (one := paper.of_item(item)) is not None]
    marks = [one.points for _, one in found]
    rest = [paper.points - one.points for paper, one in found]
    slips = Counter(name for _, one in found for name in _named(one))
    discrimination = correlation(marks, rest)
    tells = len(found) >= MANY and discrimination is not None and discrimination.value >= TELLS
    return ItemStatistics(
        item,
        len(found),
        sum(bool(one.answer.strip()) for _, one in found),
        sum(one.is_open for _, one in found),
        wilson(sum(marks), len(marks)),
        discrimination,
        tuple(slips.most_common(5)),
        "" if tells else _suspect(found, same_numbers),
    )


def _named(one: Marked) -> list[str]:
    return [diagnosis.name for diagnosis in one.outcome.diagnoses if diagnosis.certain]


def wilson(right: float, count: int) -> Estimate:
    """Return a share with Wilson's interval.

    >>> [round(value, 3) for value in (wilson(8, 10).low, wilson(8, 10).high)]
    [0.49, 0.943]
    """
    if not count:
        return Estimate(0.0, 0.0, 1.0)
    share = right / count
    middle = share + Z * Z / (2 * count)
    half = Z * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    whole = 1 + Z * Z / count
    return Estimate(share, max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))


def correlation(left: Sequence[float], right: Sequence[float]) -> Estimate | None:
    """Return the correlation of two rows with Fisher's interval; None where one of them doesn't vary.

    >>> correlation([0, 1, 0, 1, 1], [1, 3, 2, 5, 4]).value > 0.8
    True
    """
    count = len(left)
    if count < 4:
        return None
    spread = math.sqrt(_variance(left) * _variance(right))
    if spread < 1e-12:
        return None
    means = _mean(left), _mean(right)
    shared = sum((a - means[0]) * (b - means[1]) for a, b in zip(left, right, strict=True)) / (count - 1)
    value = max(-1.0, min(1.0, shared / spread))
    turned = math.atanh(max(-0.999999, min(0.999999, value)))
    half = Z / math.sqrt(count - 3)
    return Estimate(value, math.tanh(turned - half), math.tanh(turned + half))


def _suspect(found: Sequence[tuple[Paper, Marked]], same_numbers: bool) -> str:
    """Return what at least half of the best third give instead of the key; "" where they don't agree."""
    answered = [(paper.points - one.points, one) for paper, one in found if one.answer.strip() and not one.void]
    best = sorted(answered, key=lambda pair: -pair[0])[: max(3, len(answered) // 3)]
    if len(answered) < 9:
        return ""
    given = Counter(_other(one, same_numbers) for _, one in best if one.points < 1 and not one.is_open)
    given.pop("", None)
    if not given:
        return ""
    name, count = given.most_common(1)[0]
    return name if 2 * count >= len(best) else ""


def _other(one: Marked, same_numbers: bool) -> str:
    """Return what a wrong answer is, so that answers to other numbers can be held against it: the slip's name."""
    names = _named(one)
    if names:
        return names[0]
    return one.outcome.understood_as or one.answer.strip() if same_numbers else ""


def _reliability(papers: Sequence[Paper], room: Classroom) -> Estimate | None:
    rows = [[one.points for item in room.items if (one := paper.of_item(item)) is not None] for paper in papers]
    rows = [row for row in rows if len(row) == len(room.items)]
    value = alpha(rows)
    if value is None:
        return None
    draws = Draws(f"reliability/{room.seed}/{len(rows)}")
    again = sorted(
        found for _ in range(DRAWN_AGAIN) if (found := alpha([rows[draws.below(len(rows))] for _ in rows])) is not None
    )
    if len(again) < DRAWN_AGAIN // 2:
        return None
    return Estimate(value, again[int(0.025 * len(again))], again[min(len(again) - 1, int(0.975 * len(again)))])


def alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha of marks (a row for each paper); None where they don't vary.

    >>> round(alpha([[1, 1, 1], [0, 0, 0], [1, 1, 0], [0, 0, 1]]), 3)
    0.6
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    count = len(rows[0])
    whole = _variance([sum(row) for row in rows])
    if whole < 1e-12:
        return None
    parts = sum(_variance([row[place] for row in rows]) for place in range(count))
    return count / (count - 1) * (1 - parts / whole)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _variance(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
