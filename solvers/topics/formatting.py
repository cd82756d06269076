"""How numbers are written in a question: decimals, significant digits, sizes. The digits shown are the digits meant."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Annotated

from solvers.registry import Between, Numbers, Real, solver


def rounded(value: Real, digits: int) -> Decimal:
    """Return ``value`` rounded to ``digits`` decimals, exactly, ties away from zero as at school.

    >>> str(rounded(Fraction(1, 8), 2)), str(rounded(0.5, 3))
    ('0.13', '0.500')
    """
    scaled = abs(Fraction(value)) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    with localcontext() as context:
        context.prec = 400
        return Decimal(-whole if value < 0 else whole).scaleb(-digits)


@solver
def rounded_to(value: Real, digits: Annotated[int, Between(0, 12)]) -> Fraction:
    """Return a number rounded to that many decimals, exactly: for a value that is shown rounded and computed with.

    >>> rounded_to(2 / 3, 2)
    Fraction(67, 100)
    """
    return Fraction(rounded(value, digits))


@solver
def fixed(value: Real, digits: Annotated[int, Between(0, 12)]) -> str:
    """Write a number with that many decimals.

    >>> fixed(2 / 3, 4), fixed(-0.00001, 2)
    ('0.6667', '0.00')
    """
    written = f"{rounded(value, digits):f}"
    return written.lstrip("-") if float(written) == 0 else written


@solver
def size(sides: Numbers) -> str:
    """Write a size: 7×7.

    >>> size((7, 7))
    '7×7'
    """
    return "×".join(str(side) for side in sides)


@solver
def signed(value: Real) -> str:
    """Write a number with its sign, as the next term of a sum: + 3, - 2.

    >>> signed(3), signed(-2)
    ('+ 3', '- 2')
    """
    return f"{'-' if value < 0 else '+'} {abs(value)}"
