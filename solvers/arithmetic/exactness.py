"""Numbers as fractions on the way, as floats only where a float was given; each step held against the budget."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from solvers import budget

Real = int | Fraction | float


def is_number(value: Any) -> bool:
    """True for a whole number, a fraction or a float; true and false are none.

    >>> is_number(Fraction(1, 2)), is_number(True)
    (True, False)
    """
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)


def as_exact(value: Real) -> Fraction:
    """Return a number as a fraction, a float as the decimal that it is printed as.

    >>> as_exact(0.1), as_exact(3)
    (Fraction(1, 10), Fraction(3, 1))
    """
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def given_as(exact: Fraction, given: Any) -> Real:
    """Return an exact result as a float where a float was given, in a list of lists too: it has no more digits.

    >>> given_as(Fraction(1, 2), (1, (2, 0.5))), given_as(Fraction(4, 2), (1, 2))
    (0.5, 2)
    """
    if _holds_float(given):
        return float(exact)
    return exact.numerator if exact.denominator == 1 else exact


def _holds_float(given: Any) -> bool:
    return any(map(_holds_float, given)) if isinstance(given, tuple) else isinstance(given, float)


def bounded(value: Fraction) -> Fraction:
    """Return a number on the way, paid for: a thousand fractions may have a thousand denominators."""
    bits = value.numerator.bit_length() + value.denominator.bit_length()
    budget.BITS.check(bits)
    budget.spend(2 + bits // 64)
    return value


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of fractions, each step of it bounded.

    >>> exact_sum([Fraction(1, 2), Fraction(1, 3)])
    Fraction(5, 6)
    """
    result = Fraction(0)
    for value in values:
        result = bounded(result + value)
    return result
