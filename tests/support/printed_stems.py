"""Questions as a learner sees them: the printed Japanese stem and lists, and whether an answer to them is accepted.

An oracle that solves from here knows nothing of an item's formulas, draws or solvers. What it needs and does not find
printed is a defect of the stem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.grading import grade
from quiz.model import Variant

SEEDS = range(1, 101)
DECIMAL = r"-?\d+(?:\.\d+)?"
Number = Fraction | float


class Printed:
    """One variant as it is printed."""

    def __init__(self, variant: Variant) -> None:
        shown = prompt(variant)
        self.name = f"{variant.item.id}, seed {variant.seed}"
        self.stem = shown.stem.ja
        self.lists = [[entry.text.ja for entry in entries] for entries in shown.lists]
        self._variant = variant

    def found(self, pattern: str) -> tuple[str, ...]:
        """Return the groups of the only place where a pattern stands in the stem."""
        (match,) = re.finditer(pattern, self.stem)
        return match.groups()

    def number(self, pattern: str) -> Fraction:
        """Return the number behind the only place where a pattern stands in the stem."""
        return Fraction(*self.found(rf"{pattern}({DECIMAL})"))

    def numbers(self, pattern: str) -> list[Fraction]:
        """Return the numbers in the parentheses behind the only place where a pattern stands in the stem."""
        return [Fraction(part) for part in self.found(rf"{pattern}\(([^()]*)\)")[0].split(",")]

    def verdict(self, answer: str) -> str:
        return grade(self._variant, answer).verdict

    def key(self) -> list[float]:
        """Return the key's numbers in a row."""
        return [float(part) for part in flat(self._variant.key)]


def flat(value: object) -> Iterator[Number]:
    if isinstance(value, tuple | list):
        for part in value:
            yield from flat(part)
    else:
        assert isinstance(value, int | float | Fraction)
        yield value


def printed(identifier: str) -> list[Printed]:
    item = built_in_bank().item(identifier)
    return [Printed(draw(item, seed)) for seed in SEEDS]


def rounded(value: Number, places: int) -> str:
    """Return a number with its last place rounded half away from zero, as 四捨五入 asks for."""
    units = int(abs(Fraction(value)) * 10**places + Fraction(1, 2))
    return f"{'-' if value < 0 and units else ''}{units // 10**places}.{units % 10**places:0{places}d}"


def hold_numbers(question: Printed, solved: Sequence[Number], places: int) -> None:
    """The solved numbers are the key; rounded as printed they are accepted; three units off one isn't."""
    assert question.key() == pytest.approx([float(value) for value in solved], rel=1e-8, abs=1e-9), question.name
    written = [rounded(value, places) for value in solved]
    assert question.verdict(", ".join(written)) == "correct", (question.name, written)
    for at, value in enumerate(solved):
        off = [*written[:at], rounded(value + Fraction(3, 10**places), places), *written[at + 1 :]]
        assert question.verdict(", ".join(off)) != "correct", (question.name, off)


def hold_fractions(question: Printed, solved: Sequence[Fraction]) -> None:
    """Where the stem lets fractions stay, the solved numbers are accepted as such; with one off they aren't."""
    assert "分数" in question.stem
    assert question.verdict(", ".join(map(str, solved))) == "correct", (question.name, solved)
    farther = abs(solved[0]) * Fraction(51, 50) + Fraction(1, 50)
    off = [-farther if solved[0] < 0 else farther, *solved[1:]]
    assert question.verdict(", ".join(map(str, off))) != "correct", (question.name, off)


def hold_expression(question: Printed, solved: str, wrong: str) -> None:
    """The solved expression is accepted, and the wrong one isn't."""
    assert question.verdict(solved) == "correct", (question.name, solved)
    assert question.verdict(wrong) == "wrong", (question.name, wrong)


def hold_choice(question: Printed, holds: Callable[[str], bool]) -> None:
    """Exactly one option holds, and it alone is accepted."""
    (options,) = question.lists
    right = [place for place, option in enumerate(options, 1) if holds(option)]
    assert len(right) == 1, (question.name, options, right)
    for place in range(1, len(options) + 1):
        assert (question.verdict(str(place)) == "correct") == (place in right), (question.name, place)


def hold_matching(question: Printed, fits: Callable[[str, str], bool]) -> None:
    """Each entry on the left has exactly one on the right that fits; those pairs are accepted, and no other number."""
    left, right = question.lists
    pairs = []
    for entry in left:
        (place,) = [place for place, other in enumerate(right, 1) if fits(entry, other)]
        pairs.append(place)
    assert question.verdict(matched(pairs)) == "correct", (question.name, pairs)
    for at, place in enumerate(pairs):
        other = place % len(right) + 1
        assert question.verdict(matched([*pairs[:at], other, *pairs[at + 1 :]])) != "correct", question.name


def matched(places: Iterable[int]) -> str:
    return " ".join(f"{letter}={place}" for letter, place in zip("ABCDEFGH", places, strict=False))


def hold_order(question: Printed, ranks: Sequence[int]) -> None:
    """The lines in the order of their ranks, all different, are accepted; with two neighbours swapped they aren't."""
    assert len(set(ranks)) == len(ranks), (question.name, ranks)
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    assert question.verdict(lettered(order)) == "correct", (question.name, lettered(order))
    for at in range(len(order) - 1):
        swapped = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
        assert question.verdict(lettered(swapped)) != "correct", (question.name, lettered(swapped))


def lettered(places: Iterable[int]) -> str:
    return " ".join("abcdefgh"[place] for place in places)
