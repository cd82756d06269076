"""Sets of numbers against an oracle that asks every eighth whether it is in.

All end points are whole quarters between -4 and 4, so that eighths from -6 to 6 hold every end point, a point of every
gap and one beyond both ends: the oracle decides exactly.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from solvers import compare

Tree = tuple[Any, ...]
LINE = [Fraction(at, 8) for at in range(-48, 49)]
ENDS = st.integers(-16, 16).map(lambda at: Fraction(at, 4))
SIGNS = st.sampled_from(["<", "<=", ">", ">="])


def has(tree: Tree, x: Fraction) -> bool:
    """Whether a number is in."""
    name, *rest = tree
    if name == "between":
        low, with_low, high, with_high = rest
        return bool((low < x or (with_low and low == x)) and (x < high or (with_high and x == high)))
    if name == "points":
        return x in rest[0]
    if name == "not":
        return x != rest[0]
    if name == "side":
        return holds(x, rest[0], rest[1])
    if name == "bars":
        return holds(abs(x - rest[0]), rest[1], rest[2])
    both = [has(part, x) for part in rest]
    return any(both) if name == "or" else all(both)


def holds(left: Fraction, sign: str, right: Fraction) -> bool:
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


def as_set(tree: Tree) -> str:
    """The tree in the notation of sets."""
    name, *rest = tree
    if name == "between":
        low, with_low, high, with_high = rest
        return f"{'[' if with_low else '('}{low}, {high}{']' if with_high else ')'}"
    if name == "points":
        return "{" + ", ".join(map(str, rest[0])) + "}"
    if name == "not":
        return f"(-∞, {rest[0]})∪({rest[0]}, ∞)"
    if name == "side":
        sign, end = rest
        inner = f"(-∞, {end}" if "<" in sign else f"{end}, ∞)"
        closed = "=" in sign
        return inner + ("]" if closed else ")") if "<" in sign else ("[" if closed else "(") + inner
    if name == "bars":
        middle, sign, size = rest
        inside = ("between", middle - size, "=" in sign, middle + size, "=" in sign)
        if "<" in sign:
            return as_set(inside)
        return f"{as_set(('side', sign.replace('>', '<'), middle - size))}∪{as_set(('side', sign, middle + size))}"
    return ("∪" if name == "or" else "∩").join(f"({as_set(part)})" for part in rest)


def as_words(tree: Tree) -> str:
    """The tree as inequalities and equations."""
    name, *rest = tree
    if name == "between":
        low, with_low, high, with_high = rest
        return f"{low} {'<=' if with_low else '<'} x {'<=' if with_high else '<'} {high}"
    if name == "points":
        return " or ".join(f"x = {point}" for point in rest[0])
    if name == "not":
        return f"x ≠ {rest[0]}"
    if name == "side":
        return f"x {rest[0]} {rest[1]}"
    if name == "bars":
        return f"|x - ({rest[0]})| {rest[1]} {rest[2]}"
    return f" {name} ".join(map(as_words, rest))


def intervals(ends: tuple[Fraction, Fraction], with_low: bool, with_high: bool) -> Tree:
    return ("between", min(ends), with_low, max(ends), with_high)


SINGLE = (
    st.builds(intervals, st.tuples(ENDS, ENDS).filter(lambda ends: ends[0] != ends[1]), st.booleans(), st.booleans())
    | st.lists(ENDS, min_size=1, max_size=3, unique=True).map(lambda points: ("points", points))
    | st.builds(lambda end: ("not", end), ENDS)
    | st.builds(lambda sign, end: ("side", sign, end), SIGNS, ENDS)
    | st.builds(
        lambda middle, sign, size: ("bars", middle, sign, size),
        st.integers(-8, 8).map(lambda at: Fraction(at, 4)),
        SIGNS,
        st.integers(1, 8).map(lambda at: Fraction(at, 4)),
    )
)
RANGES = SINGLE.filter(lambda tree: tree[0] != "points")
"""What may stand beside "and": "x = 1 and x = 2" lists two solutions."""
PAIRS = st.tuples(st.just("or"), SINGLE, SINGLE) | st.tuples(st.just("and"), RANGES, RANGES)
TREES = SINGLE | PAIRS


def nudge(tree: Tree, way: int) -> Tree:
    """The same tree, or with one end point or bracket changed."""
    name, *rest = tree
    if way and name == "between":
        return (name, rest[0], rest[1] != (way == 1), rest[2] + (way == 2), rest[3])
    if way and name == "side":
        return (name, rest[0].rstrip("=") if way == 1 else rest[0], rest[1] - (way == 2))
    if name in ("or", "and"):
        return (name, rest[0], nudge(rest[1], way))
    return tree


@settings(max_examples=400, deadline=None)
@given(TREES, st.integers(0, 2), st.booleans(), st.booleans())
def test_two_sets_are_decided_as_the_oracle_does(tree: Tree, way: int, left: bool, right: bool) -> None:
    other = nudge(tree, way)
    held(as_words(tree) if left else as_set(tree), tree, as_words(other) if right else as_set(other), other)


@settings(max_examples=200, deadline=None)
@given(TREES, TREES)
def test_sets_of_their_own_are_decided_as_the_oracle_does(tree: Tree, other: Tree) -> None:
    held(as_words(tree), tree, as_set(other), other)


def held(answer: str, tree: Tree, key: str, other: Tree) -> None:
    same = all(has(tree, x) == has(other, x) for x in LINE)
    outcome = compare(answer, key, hints=False)
    if answer.startswith("x = ") and " or " not in answer and not same:
        assert outcome.verdict in ("wrong", "unreadable"), (answer, key)  # one number is asked for, or a set
    else:
        assert outcome.verdict == ("correct" if same else "wrong"), (answer, key)
