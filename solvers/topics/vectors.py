"""Lists of numbers, for any topic: products and inner products, exact where the numbers are exact."""

from __future__ import annotations

import math

from solvers.registry import Numbers, Real, SolverError, solver


@solver
def product_of(numbers: Numbers) -> Real:
    """Return the product of the numbers.

    >>> product_of((3, 2, 5))
    30
    """
    return math.prod(numbers)


@solver
def inner_product(left: Numbers, right: Numbers) -> Real:
    """Return Σ left·right of two lists of one length.

    >>> inner_product((1, 2), (3, 4))
    11
    """
    if len(left) != len(right):
        raise SolverError("length", "inner_product", "right", len(right), str(len(left)))
    return sum(one * other for one, other in zip(left, right, strict=True))
