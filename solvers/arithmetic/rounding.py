"""Rounding as an exam means it, and numbers written with so many digits. What is rounded is what a reader sees.

A tie goes away from zero (四捨五入: 2.5 becomes 3, -2.5 becomes -3), unlike Python's own ``round``. A float stands for
the decimal that it is printed as: 2.675 is 2675/1000, and rounds to 2.68.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from solvers import budget
from solvers.arithmetic.exactness import Real, as_exact
from solvers.arithmetic.no_value import NoValue

_COST = 5
"""What rounding costs, in steps, besides the size of what is rounded."""


def round_half_away(value: Real, places: int = 0) -> int | Fraction:
    """Return a number rounded to so many places, exactly; with a negative count of places to tens, hundreds ...

    >>> round_half_away(Fraction(5, 2)), round_half_away(-2.5), round_half_away(2.675, 2), round_half_away(1250, -2)
    (3, -3, Fraction(67, 25), 1300)
    """
    exact = as_exact(value)
    budget.spend(_COST + (exact.numerator.bit_length() + exact.denominator.bit_length()) // 32)
    unit = Fraction(10) ** -places
    whole = int(abs(exact) / unit + Fraction(1, 2))
    rounded = (-whole if value < 0 else whole) * unit
    return rounded.numerator if rounded.denominator == 1 else rounded


@dataclass(frozen=True, slots=True)
class PowerOfTen:
    """A number written as a factor times a power of ten: the factor's digits, and the exponent.

    >>> str(scientific(0.000123, 2)), scientific(0.000123, 2).latex
    ('1.2×10⁻⁴', '1.2 \\\\times 10^{-4}')
    """

    factor: str
    exponent: int

    def __str__(self) -> str:
        raised = str(self.exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{self.factor}×10{raised}"

    @property
    def latex(self) -> str:
        """The same for a formula."""
        return rf"{self.factor} \times 10^{{{self.exponent}}}"

    @property
    def code(self) -> str:
        """The same as a program reads it."""
        return f"{self.factor}e{self.exponent}"


def figures(value: Real, count: int) -> str:
    """Write a number with so many significant figures, without a power of ten.

    >>> figures(0.0012345, 3), figures(12345, 2), figures(9.996, 3), figures(0, 3)
    ('0.00123', '12000', '10.0', '0.00')
    """
    exact, exponent = _to_figures(value, count)
    return fixed_text(exact, max(count - 1 - exponent, 0))


def scientific(value: Real, count: int) -> PowerOfTen:
    """Write a number with so many significant figures and a power of ten.

    >>> str(scientific(12345, 3)), str(scientific(9.996, 3))
    ('1.23×10⁴', '1.00×10¹')
    """
    exact, exponent = _to_figures(value, count)
    return PowerOfTen(fixed_text(exact / Fraction(10) ** exponent, count - 1), exponent)


def fixed_text(value: Real, places: int) -> str:
    """Write a number with so many decimals, rounded with ties away from zero; nothing is -0.

    >>> fixed_text(Fraction(2, 3), 3), fixed_text(-0.001, 2), fixed_text(5, 0)
    ('0.667', '0.00', '5')
    """
    scaled = round_half_away(as_exact(value) * 10**places)
    digits = f"{abs(int(scaled)):0{places + 1}d}"
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _to_figures(value: Real, count: int) -> tuple[Fraction, int]:
    """Return a number rounded to so many figures, and the power of ten of its first one."""
    if count < 1:
        raise NoValue("range", count)
    exact = as_exact(value)
    if exact == 0:
        return exact, 0
    rounded = Fraction(round_half_away(exact, count - 1 - _exponent(exact)))
    return rounded, _exponent(rounded)


def _exponent(value: Fraction) -> int:
    """The power of ten of a number's first digit."""
    above, below = abs(value.numerator), value.denominator
    guess = len(str(above)) - len(str(below))
    return guess if Fraction(above, below) >= Fraction(10) ** guess else guess - 1
