"""Every bound of the expression language in one place: nothing is computed before its size is known.

A bound is far above what an honest answer needs, and far below what costs time: text that exceeds one is refused, and
an evaluation that would exceed one has no value.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Final

CHARACTERS: Final = 4000
"""Longest text that is read."""
TOKENS: Final = 1500
"""Most tokens in a text."""
DEPTH: Final = 48
"""Deepest nesting of brackets, signs, powers and functions."""
DIGITS: Final = 200
"""Most digits in one number."""
EXPONENT: Final = 400
"""Largest power of ten in scientific notation."""
BITS: Final = 4096
"""Largest exact number that a computation may hold, in bits of numerator or denominator."""
FACTORIAL: Final = 300
"""Largest argument of an exact factorial."""
TERMS: Final = 1000
"""Most terms of a sum that is carried out."""
ITEMS: Final = 256
"""Most items in a sequence, a set or a matrix."""
SHOWN_PLACES: Final = 30
"""Longest decimal expansion that is written out."""


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
