"""Powers and roots of exact numbers: computed where the result is within the budget, and not at all elsewhere."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from solvers.budget import BITS


def bounded_power(base: int | Fraction, exponent: int) -> int | Fraction | None:
    """Return ``base**exponent`` exactly, or ``None`` where it is undefined or larger than ``BITS``.

    >>> bounded_power(2, -3), bounded_power(9, 9**9), bounded_power(0, -1)
    (Fraction(1, 8), None, None)
    """
    if base == 0 and exponent < 0:
        return None
    size = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if base not in (0, 1, -1) and size * abs(exponent) > BITS:
        return None
    if base in (0, 1, -1):
        exponent = exponent % 2 if exponent not in (0,) and base == -1 else min(abs(exponent), 1)
    return base**exponent if exponent >= 0 else Fraction(base) ** exponent


def exact_root(value: int | Fraction, degree: int) -> int | Fraction | None:
    """Return the exact real root of a rational number, or ``None`` where it is not rational.

    >>> exact_root(Fraction(9, 4), 2), exact_root(2, 2), exact_root(-27, 3)
    (Fraction(3, 2), None, -3)
    """
    if degree < 1 or degree > 64:
        return None
    if value < 0:
        root = exact_root(-value, degree) if degree % 2 else None
        return None if root is None else -root
    top, bottom = _integer_root(value.numerator, degree), _integer_root(value.denominator, degree)
    if top is None or bottom is None:
        return None
    return Fraction(top, bottom) if bottom != 1 else top


def _integer_root(value: int, degree: int) -> int | None:
    if value.bit_length() > BITS:
        return None
    if degree == 2:
        root = isqrt(value)
    else:
        low, high = 0, 1 << (value.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            if middle**degree <= value:
                low = middle
            else:
                high = middle - 1
        root = low
    return root if root**degree == value else None
