"""How many orders and choices there are: whole numbers, bounded before they are computed."""

from __future__ import annotations

from solvers import budget
from solvers.arithmetic.no_value import NoValue


def factorial(count: int) -> int:
    """Return n!, for n up to 300.

    >>> factorial(5)
    120
    """
    if count < 0:
        raise NoValue("range", count)
    budget.FACTORIAL.check(count)
    product = 1
    for factor in range(2, count + 1):
        product *= factor
    return product


def binomial(count: int, chosen: int) -> int:
    """Return in how many ways so many can be chosen out of a count.

    >>> binomial(5, 2), binomial(3, 5)
    (10, 0)
    """
    if count < 0 or chosen < 0:
        raise NoValue("range", min(count, chosen))
    budget.FACTORIAL.check(count)
    return factorial(count) // (factorial(chosen) * factorial(count - chosen)) if chosen <= count else 0
