"""Proofs that two trees differ: exact fractions where there are any, else intervals of mpmath. Nothing of ours is used.

A difference at one point, shown with fractions or with two intervals that lie apart, is a proof. That no point shows
one proves nothing: equality is known from how a pair was made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from algebra_trees import Tree
from mpmath import iv

Point = Mapping[str, Fraction]

PRECISION = 100
iv.prec = PRECISION


class NoValue(Exception):
    """A tree has no value at a point, or none that can be bounded there."""


def exact(tree: Tree, at: Point) -> Fraction | None:
    """Return the value of a tree as a fraction; None where it may be no fraction.

    Raises:
        NoValue: where it has none: a division by zero.
    """
    kind = tree[0]
    if kind == "n":
        return tree[1]  # type: ignore[no-any-return]
    if kind == "v":
        return at[tree[1]]
    if kind == "c":
        return None
    parts = [exact(part, at) for part in tree[2 if kind == "f" else 1 :]]
    if any(part is None for part in parts):
        return None
    values: list[Any] = parts
    if kind == "+":
        return sum(values, Fraction(0))
    if kind == "*":
        return math.prod(values, start=Fraction(1))
    if kind == "-":
        return -values[0]  # type: ignore[no-any-return]
    if kind == "/":
        if not values[1]:
            raise NoValue
        return values[0] / values[1]  # type: ignore[no-any-return]
    if kind == "^":
        return _power(*values)
    return _function(tree[1], values)


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    if exponent.denominator != 1 or abs(exponent) > 200:
        return None
    if not base and exponent <= 0:
        raise NoValue
    return base**exponent.numerator


def _function(name: str, values: list[Fraction]) -> Fraction | None:
    first = values[0]
    match name:
        case "abs":
            return abs(first)
        case "max":
            return max(values)
        case "min":
            return min(values)
        case "relu":
            return max(first, Fraction(0))
        case "floor":
            return Fraction(math.floor(first))
        case "ceil":
            return Fraction(math.ceil(first))
        case "sign":
            return Fraction((first > 0) - (first < 0))
        case "step" if first:
            return Fraction(first > 0)
        case "step":
            raise NoValue  # conventions differ at 0
        case "factorial":
            if first.denominator != 1 or not 0 <= first <= 60:
                raise NoValue
            return Fraction(math.factorial(int(first)))
        case "binomial":
            top, chosen = values
            if top.denominator != 1 or chosen.denominator != 1 or not 0 <= chosen <= top <= 120:
                raise NoValue
            return Fraction(math.comb(int(top), int(chosen)))
        case "sqrt":
            if first < 0:
                raise NoValue
            root = Fraction(math.isqrt(first.numerator), math.isqrt(first.denominator))
            return root if root * root == first else None
    return None


def interval(tree: Tree, at: Point) -> Any:
    """Return an interval of mpmath that holds the value of a tree.

    Raises:
        NoValue: where it has none, or where an argument can't be told from the edge of where a function is defined.
    """
    kind = tree[0]
    if kind == "n":
        return iv.mpf(tree[1].numerator) / tree[1].denominator
    if kind == "v":
        value = at[tree[1]]
        return iv.mpf(value.numerator) / value.denominator
    if kind == "c":
        return iv.pi if tree[1] == "pi" else iv.e
    if kind in "^f" or kind == "/":
        known = exact(tree, at)
        if known is not None:
            return iv.mpf(known.numerator) / known.denominator
    parts = [interval(part, at) for part in tree[2 if kind == "f" else 1 :]]
    if kind == "+":
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        return total
    if kind == "*":
        total = parts[0]
        for part in parts[1:]:
            total = total * part
        return total
    if kind == "-":
        return -parts[0]
    if kind == "/":
        return parts[0] / _nonzero(parts[1])
    if kind == "^":
        return _interval_power(parts[0], parts[1], tree[2])
    return _interval_function(tree[1], parts)


def _nonzero(value: Any) -> Any:
    if value.a <= 0 <= value.b:
        raise NoValue
    return value


def _positive(value: Any) -> Any:
    if value.a <= 0:
        raise NoValue
    return value


def _exp(value: Any) -> Any:
    if abs(value.b) > 4000 or abs(value.a) > 4000:
        raise NoValue
    return iv.exp(value)


def _interval_power(base: Any, exponent: Any, written: Tree) -> Any:
    if written[0] == "n" and written[1].denominator == 1 and abs(written[1]) <= 200:
        whole = int(written[1])
        if whole >= 0:
            result = iv.mpf(1)
            for _ in range(whole):
                result = result * base
            return result
        return 1 / _nonzero(_interval_power(base, exponent, ("n", Fraction(-whole))))
    return _exp(exponent * iv.log(_positive(base)))


def _interval_function(name: str, parts: list[Any]) -> Any:
    x = parts[0]
    match name:
        case "sqrt":
            return iv.sqrt(_positive(x))
        case "exp":
            return _exp(x)
        case "log":
            return iv.log(_positive(x))
        case "log2" | "log10":
            return iv.log(_positive(x)) / iv.log(iv.mpf(int(name[3:])))
        case "sin":
            return iv.sin(x)
        case "cos":
            return iv.cos(x)
        case "tan":
            return iv.sin(x) / _nonzero(iv.cos(x))
        case "sinh":
            return (_exp(x) - _exp(-x)) / 2
        case "cosh":
            return (_exp(x) + _exp(-x)) / 2
        case "tanh":
            return 1 - 2 / (_exp(2 * x) + 1)
        case "sigmoid":
            return 1 / (1 + _exp(-x))
        case "softplus":
            return iv.log(1 + _exp(x))
        case "relu":
            return x if x.a >= 0 else iv.mpf(0) if x.b <= 0 else iv.mpf([0, x.b])
        case "abs":
            return x if x.a >= 0 else -x if x.b <= 0 else iv.mpf([0, max(-x.a, x.b)])
        case "max":
            return iv.mpf([max(part.a for part in parts), max(part.b for part in parts)])
        case "min":
            return iv.mpf([min(part.a for part in parts), min(part.b for part in parts)])
        case "sign" | "step":
            _nonzero(x)
            return iv.mpf(1) if x.a > 0 else iv.mpf(-1 if name == "sign" else 0)
        case "floor" | "ceil":
            way = math.floor if name == "floor" else math.ceil
            low, high = way(x.a), way(x.b)
            if low != high:
                raise NoValue
            return iv.mpf(low)
    raise NoValue


def differ_at(left: Tree, right: Tree, at: Point) -> bool | None:
    """Return whether two trees are proved to differ at a point (True), to agree there (False), or neither (None)."""
    try:
        one, other = exact(left, at), exact(right, at)
        if one is not None and other is not None:
            return one != other
        first, second = interval(left, at), interval(right, at)
    except (NoValue, ZeroDivisionError, OverflowError, ValueError):
        return None
    return True if first.b < second.a or second.b < first.a else None


def proved_different(left: Tree, right: Tree, points: Iterable[Point]) -> bool:
    """True if the trees differ at one of the points, beyond doubt."""
    return any(differ_at(left, right, at) for at in points)


def has_value(tree: Tree, at: Point) -> bool:
    """True if a tree has a value at a point."""
    try:
        return exact(tree, at) is not None or interval(tree, at) is not None
    except (NoValue, ZeroDivisionError, OverflowError, ValueError):
        return False
