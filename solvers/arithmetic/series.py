"""Functions of a list of numbers: sums, means, orders. Fractions stay exact; floats are summed without an order.

The sum of floats is correctly rounded, whatever their order, and so is what is made from it.
"""

from __future__ import annotations

from fractions import Fraction

from solvers import budget
from solvers.arithmetic.elementary import sqrt
from solvers.arithmetic.exactness import Real, as_exact, bounded, exact_sum, given_as
from solvers.arithmetic.no_value import NoValue

Reals = tuple[Real, ...]


def total(values: Reals) -> Real:
    """Return the sum of the numbers, 0 for none.

    >>> total((Fraction(1, 2), Fraction(1, 3))), total((0.1, 0.2, 1))
    (Fraction(5, 6), 1.3)
    """
    return given_as(exact_sum(map(as_exact, values)), values)


def product(values: Reals) -> Real:
    """Return the product of the numbers, 1 for none.

    >>> product((2, 3, Fraction(1, 4)))
    Fraction(3, 2)
    """
    result = Fraction(1)
    for value in values:
        result = bounded(result * as_exact(value))
    return given_as(result, values)


def mean(values: Reals) -> Real:
    """Return the mean.

    >>> mean((1, 2, 4))
    Fraction(7, 3)
    """
    return given_as(_mean(values), values)


def variance(values: Reals, less: int = 0) -> Real:
    """Return the mean squared distance from the mean; with ``less`` = 1 the sum is divided by one less than the count.

    >>> variance((1, 2, 3)), variance((1, 2, 3), 1)
    (Fraction(2, 3), 1)
    """
    return given_as(_variance(values, less), values)


def deviation(values: Reals, less: int = 0) -> Real:
    """Return the standard deviation, the root of the variance.

    >>> deviation((1, 3)), deviation((1, 2, 3), 1)
    (1, 1)
    """
    return sqrt(variance(values, less))


def median(values: Reals) -> Real:
    """Return the middle number, or the mean of the two in the middle.

    >>> median((3, 1, 2)), median((1, 2, 3, 4))
    (2, Fraction(5, 2))
    """
    ordered = ascending(values)
    if not ordered:
        raise NoValue("empty")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


def ascending(values: Reals) -> tuple[Real, ...]:
    """Return the numbers from the smallest to the largest.

    >>> ascending((3, Fraction(1, 2), 2))
    (Fraction(1, 2), 2, 3)
    """
    budget.spend(len(values) * len(values).bit_length())
    return tuple(sorted(values))


def place_of_largest(values: Reals) -> int:
    """Return the position of the first largest number, counted from 0.

    >>> place_of_largest((1, 5, 5))
    1
    """
    if not values:
        raise NoValue("empty")
    return max(range(len(values)), key=lambda place: (values[place], -place))


def place_of_smallest(values: Reals) -> int:
    """Return the position of the first smallest number, counted from 0.

    >>> place_of_smallest((4, 1, 1))
    1
    """
    if not values:
        raise NoValue("empty")
    return min(range(len(values)), key=lambda place: (values[place], place))


def running_totals(values: Reals) -> tuple[Real, ...]:
    """Return the sums of the first one, two, three ... numbers.

    >>> running_totals((1, 2, 3))
    (1, 3, 6)
    """
    sums, reached = [], Fraction(0)
    for value in values:
        reached = bounded(reached + as_exact(value))
        sums.append(given_as(reached, values))
    return tuple(sums)


def _mean(values: Reals) -> Fraction:
    if not values:
        raise NoValue("empty")
    return exact_sum(map(as_exact, values)) / len(values)


def _variance(values: Reals, less: int) -> Fraction:
    if len(values) <= less or not values:
        raise NoValue("too-few" if values else "empty", len(values))
    middle = _mean(values)
    return exact_sum((as_exact(value) - middle) ** 2 for value in values) / (len(values) - less)
