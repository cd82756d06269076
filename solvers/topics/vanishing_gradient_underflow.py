"""Products that underflow: when a gradient that is multiplied over and over is exactly 0 in a binary format."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal

from solvers.registry import Between, Real, solver

Share = Annotated[Real, Between(0.01, 0.99)]
Start = Annotated[Real, Between(1e-4, 1000)]
Precision = Literal["float16", "float32", "float64"]

_FORMATS: dict[str, tuple[int, int, int, int]] = {
    "float16": (11, -24, -14, -10),
    "float32": (24, -149, -126, -23),
    "float64": (53, -1074, -1022, -52),
}


def _nearest(value: Fraction, bits: int, lowest: int) -> Fraction:
    """Round a positive number to a binary format, halfway cases to the even neighbour (IEEE 754)."""
    exponent = value.numerator.bit_length() - value.denominator.bit_length()
    if Fraction(2) ** exponent > value:
        exponent -= 1
    unit = Fraction(2) ** max(exponent - bits + 1, lowest)
    return round(value / unit) * unit  # Python rounds a Fraction halfway to the even integer


@cache
def _underflow(factor: Fraction, precision: str, start: Fraction) -> int:
    bits, lowest, _, _ = _FORMATS[precision]
    each = _nearest(factor, bits, lowest)
    product, depth = _nearest(start, bits, lowest), 0
    while product:
        product = _nearest(product * each, bits, lowest)
        depth += 1
    return depth


@solver
def underflow_depth(factor: Share, precision: Precision, start: Start = 1) -> int:
    """Return after how many multiplications by ``factor``, from ``start``, the product is exactly 0.

    IEEE 754 arithmetic: every product is rounded to the nearest number of the format (subnormal ones included),
    computed here with exact fractions; half the smallest positive number, 2^-150 or 2^-1075, goes to 0.

    >>> underflow_depth(Fraction(1, 4), "float64"), underflow_depth(Fraction(1, 4), "float32")
    (538, 75)
    """
    return _underflow(Fraction(factor), precision, Fraction(start))


@solver
def underflow_depth_by_running(factor: Share, precision: Precision, start: Start = 1) -> int:
    """Return the same by really multiplying NumPy numbers of that type.

    >>> underflow_depth_by_running(Fraction(1, 4), "float32")
    75
    """
    import numpy as np

    kind: Any = {"float16": np.float16, "float32": np.float32, "float64": np.float64}[precision]
    each = kind(float(factor))
    product, depth = kind(float(start)), 0
    while product != 0:
        product = kind(product * each)
        depth += 1
    return depth


@solver
def log_two(value: Annotated[Real, Between(1e-12, 1e12)]) -> float:
    """Return the logarithm to base 2.

    >>> log_two(Fraction(1, 8))
    -3.0
    """
    return math.log2(value)


@solver
def depth_below_format(
    factor: Share, precision: Precision, limit: Literal["normal", "epsilon"], start: Start = 1
) -> int:
    """Return the smallest N with start·factor^N below the format's smallest normal number or machine epsilon.

    >>> depth_below_format(Fraction(1, 4), "float32", "epsilon")
    12
    """
    return _depth_below_power(Fraction(factor), _FORMATS[precision][2 if limit == "normal" else 3], Fraction(start))


@cache
def _depth_below_power(factor: Fraction, exponent: int, start: Fraction) -> int:
    product, depth, threshold = start, 0, Fraction(2) ** exponent
    while product >= threshold:
        product *= factor
        depth += 1
    return depth
