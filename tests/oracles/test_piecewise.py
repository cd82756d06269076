"""Functions in pieces against an oracle of exact rationals that knows nothing of the grader.

A function that is linear in pieces is settled by its values at every bound and at two points between neighbours. The
oracle works that out on its own trees (nested tuples) with ``Fraction`` alone; the grader gets the same as text.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from solvers import compare

Tree = tuple[Any, ...]

# -- the oracle --------------------------------------------------------------------------------------------------------


def value(tree: Tree, x: Fraction) -> Fraction:
    """The value of a tree at a point."""
    name, *rest = tree
    if name == "x":
        return x
    if name == "number":
        return Fraction(rest[0])
    if name == "times":
        return rest[0] * value(rest[1], x)
    numbers = [value(part, x) for part in rest]
    first = numbers[0]
    if name == "abs":
        return -first if first < 0 else first
    if name == "sign":
        return Fraction(1 if first > 0 else -1 if first < 0 else 0)
    if name == "step":
        return Fraction(1 if first > 0 else 0)
    if name == "relu":
        return first if first > 0 else Fraction(0)
    if name == "leaky_relu":
        return first if first > 0 else first / 100
    if name == "floor":
        return Fraction(math.floor(first))
    if name == "ceil":
        return Fraction(math.ceil(first))
    if name == "plus":
        return first + numbers[1]
    return max(numbers) if name == "max" else min(numbers)


def bounds(tree: Tree) -> set[Fraction]:
    """Where a tree may bend or jump."""
    name, *rest = tree
    found = {bound for part in rest if isinstance(part, tuple) for bound in bounds(part)}
    if name in ("max", "min"):
        return found | zeros(("plus", rest[0], ("times", Fraction(-1), rest[1])), found)
    return found | zeros(rest[0], found) if name in ("abs", "sign", "step", "relu", "leaky_relu") else found


def inside(ends: set[Fraction]) -> list[Fraction]:
    """Two points of each open interval between neighbouring ends, and beyond the last on both sides."""
    row = sorted(ends) or [Fraction(0)]
    row = [row[0] - 1, *row, row[-1] + 1]
    return [low + (high - low) * share for low, high in zip(row, row[1:], strict=False) for share in THIRDS]


THIRDS = (Fraction(1, 3), Fraction(2, 3))


def zeros(tree: Tree, ends: set[Fraction]) -> set[Fraction]:
    """Where a tree, linear between the given ends, is 0: the line through two points of each interval is followed."""
    found = set()
    row = sorted(ends)
    points = inside(ends)
    for at in range(0, len(points), 2):
        first, second = points[at : at + 2]
        rise = value(tree, second) - value(tree, first)
        if rise:
            zero = first - value(tree, first) * (second - first) / rise
            cell = at // 2
            after = row[cell - 1] if 0 < cell <= len(row) else None
            before = row[cell] if cell < len(row) else None
            if (after is None or zero > after) and (before is None or zero < before):
                found.add(zero)
    return found


def same(left: Tree, right: Tree) -> bool:
    ends = bounds(left) | bounds(right)
    return all(value(left, x) == value(right, x) for x in {*ends, *inside(ends)})


# -- trees -------------------------------------------------------------------------------------------------------------

NUMBERS = st.sampled_from([Fraction(n) for n in (-3, -2, -1, 0, 1, 2, 5, 40)] + [Fraction(1, 2), Fraction(-3, 4)])
SLOPES = st.sampled_from([Fraction(n) for n in (-2, -1, 1, 2, 3)] + [Fraction(1, 2)])
ONE = ("abs", "sign", "step", "relu", "leaky_relu")


def trees(depth: int) -> st.SearchStrategy[Tree]:
    linear = st.builds(lambda a, b: ("plus", ("times", a, ("x",)), ("number", b)), SLOPES, NUMBERS)
    if not depth:
        return linear | st.just(("x",)) | st.builds(lambda b: ("number", b), NUMBERS)
    part = trees(depth - 1)
    return (
        part
        | st.tuples(st.sampled_from(ONE), part)
        | st.tuples(st.sampled_from(("max", "min", "plus")), part, part)
        | st.builds(lambda a, inner: ("times", a, inner), SLOPES, part)
    )


def text(tree: Tree) -> str:
    name, *rest = tree
    if name == "x":
        return "x"
    if name == "number":
        return f"({rest[0]})"
    if name == "times":
        return f"({rest[0]})*{text(rest[1])}"
    if name == "plus":
        return f"({text(rest[0])} + {text(rest[1])})"
    return f"{name}({', '.join(map(text, rest))})"


def rewritten(tree: Tree, draw: Any) -> Tree:
    """The same function in other words, here and there."""
    name, *rest = tree
    if name in ("x", "number"):
        return tree
    parts = [rewritten(part, draw) if isinstance(part, tuple) else part for part in rest]
    choice = draw(st.integers(0, 2))
    if choice == 0:
        return (name, *parts)
    negative = ("times", Fraction(-1), parts[0]) if isinstance(parts[0], tuple) else None
    if name == "abs":
        return ("max", parts[0], negative) if choice == 1 else ("plus", ("relu", parts[0]), ("relu", negative))
    if name == "relu":
        half = ("times", Fraction(1, 2), ("plus", parts[0], ("abs", parts[0])))
        return ("max", parts[0], ("number", Fraction(0))) if choice == 1 else half
    if name == "leaky_relu":
        return ("max", parts[0], ("times", Fraction(1, 100), parts[0]))
    if name == "sign":
        return ("plus", ("step", parts[0]), ("times", Fraction(-1), ("step", negative)))
    if name in ("max", "min"):
        gap = ("plus", parts[0], ("times", Fraction(-1), parts[1]))
        turned = (name, parts[1], parts[0])
        other = ("times", Fraction(-1), ("relu", ("times", Fraction(-1), gap)))
        return turned if choice == 1 else ("plus", parts[1], ("relu", gap) if name == "max" else other)
    return (name, *reversed(parts)) if name == "plus" else (name, *parts)


def nudged(tree: Tree, draw: Any) -> Tree:
    """A tree in which one number or function may have become another."""
    name, *rest = tree
    if name == "number":
        return ("number", rest[0] + draw(st.sampled_from([0, 0, 1, Fraction(1, 10), 60])))
    if name in ONE and draw(st.integers(0, 5)) == 0:
        return (draw(st.sampled_from(ONE)), nudged(rest[0], draw))
    return (name, *(nudged(part, draw) if isinstance(part, tuple) else part for part in rest))


EXPECTED = {True: "correct", False: "wrong"}
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def held(left: Tree, right: Tree) -> None:
    outcome = compare(text(left), text(right), hints=False)
    assert outcome.verdict == EXPECTED[same(left, right)], (text(left), text(right))


@MANY
@given(st.data(), trees(2))
def test_the_same_function_in_other_words_is_right(data: Any, tree: Tree) -> None:
    other = rewritten(tree, data.draw)
    assert same(tree, other)
    held(other, tree)


@MANY
@given(st.data(), trees(2))
def test_a_function_with_something_changed_is_decided_as_the_oracle_does(data: Any, tree: Tree) -> None:
    held(nudged(rewritten(tree, data.draw), data.draw), tree)


@MANY
@given(trees(2), trees(1))
def test_a_function_that_differs_on_one_stretch_only_is_wrong(tree: Tree, other: Tree) -> None:
    held(("min", tree, ("plus", ("abs", other), ("number", Fraction(70)))), tree)


STEPS = ("floor", "ceil")


@MANY
@given(
    st.sampled_from(STEPS), st.sampled_from(STEPS), SLOPES, SLOPES, NUMBERS, NUMBERS, st.integers(-2, 2), st.booleans()
)
@example("floor", "ceil", Fraction(1), Fraction(1), Fraction(0), Fraction(0), -1, False)
def test_steps_are_compared_at_whole_numbers_and_beside_them(
    first: str, second: str, a: Fraction, b: Fraction, c: Fraction, d: Fraction, shift: int, mirrored: bool
) -> None:
    """Sums of steps: the grid of sixtieths holds every bound, and the middles between its points every piece."""
    left = (first, ("plus", ("times", a, ("x",)), ("number", c)))
    inner = ("plus", ("times", -b if mirrored else b, ("x",)), ("number", -d if mirrored else d))
    right = ("plus", ("times", Fraction(-1) if mirrored else Fraction(1), (second, inner)), ("number", Fraction(shift)))
    grid = [Fraction(at, 120) for at in range(-1200, 1201)]
    equal = all(value(left, x) == value(right, x) for x in grid)
    outcome = compare(text(left), text(right), hints=False)
    assert outcome.verdict == EXPECTED[equal], (text(left), text(right))


# -- steps under a bound -----------------------------------------------------------------------------------------------

FAR = st.sampled_from([Fraction(n) for n in (-25, 10, 45, 60)] + [Fraction(61, 2)])
SHIFTS = st.sampled_from([Fraction(0)] * 4 + [Fraction(1, 10**8), Fraction(-1, 10**8), Fraction(1, 3), Fraction(-6)])
WRAPS = ("max", "min", "clip", "abs", "relu", "sign", "step")


def wrapped(name: str, steps: Tree, bound: Fraction) -> Tree:
    """Steps in a function that bends, or jumps, where they pass a bound."""
    if name == "clip":
        return ("min", ("max", steps, ("number", bound)), ("number", bound + 30))
    if name in ("max", "min"):
        return (name, steps, ("number", bound))
    return (name, ("plus", steps, ("number", -bound)))


def steps(name: str, period: int, shift: Fraction, periods: int) -> Tree:
    """``floor(x/period)``, its argument moved by a shift, and by whole periods that are taken off again outside."""
    inner = ("times", Fraction(1, period), ("plus", ("x",), ("number", periods * period + shift)))
    return ("plus", (name, inner), ("number", Fraction(-periods)))


def grid(period: int, shift: Fraction) -> list[Fraction]:
    """Every jump of two such functions as far as they can bend, and the middle between any two neighbours."""
    jumps = sorted({Fraction(period * at) - move for at in range(-140, 141) for move in (0, shift)})
    return sorted({*jumps, *((low + high) / 2 for low, high in zip(jumps, jumps[1:], strict=False))})


@MANY
@given(
    st.sampled_from(WRAPS),
    st.sampled_from(STEPS),
    st.sampled_from((2, 4, 7, 17)),
    SHIFTS,
    st.integers(-2, 2),
    FAR,
    st.sampled_from(("alone", "sum", "outer max")),
)
@example("max", "ceil", 17, Fraction(6), -2, Fraction(10), "alone")
@example("max", "floor", 4, Fraction(-1, 10**8), 2, Fraction(45), "sum")
def test_the_steps_beyond_a_bound_are_compared(
    wrap: str, step: str, period: int, shift: Fraction, periods: int, bound: Fraction, dressed: str
) -> None:
    """The same steps but for a shift, which shows only where the function around them lets it."""
    pair = [
        wrapped(wrap, steps(step, period, moved, whole), bound) for moved, whole in ((shift, periods), (Fraction(0), 0))
    ]
    if dressed == "sum":
        pair = [("plus", tree, ("times", Fraction(-1), ("x",))) for tree in pair]
    elif dressed == "outer max":
        pair = [("max", ("plus", tree, ("number", Fraction(-3))), ("number", Fraction(12))) for tree in pair]
    left, right = pair
    equal = all(value(left, x) == value(right, x) for x in grid(period, shift))
    outcome = compare(text(left), text(right), hints=False)
    assert outcome.verdict == EXPECTED[equal], (text(left), text(right))


@pytest.mark.parametrize("bound", [1, 30, 7000, Fraction(1, 30)])
def test_a_bound_is_seen_wherever_it_lies(bound: Fraction) -> None:
    assert compare(f"min(relu(x), {bound})", "relu(x)").verdict == "wrong"
    assert compare(f"step(x - {bound}) + step({bound} - x)", "1").verdict == "wrong", "both are 0 at the bound"
    assert compare(f"step(x - {bound}) + step({bound} - x)", f"sign(x - {bound})^2").verdict == "correct"
