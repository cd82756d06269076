"""Lists of numbers against Python's statistics and NumPy."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic import series
from solvers.arithmetic.no_value import NoValue
from solvers.budget import OverBudget

fractions = st.lists(st.fractions(-100, 100, max_denominator=50), min_size=2, max_size=30).map(tuple)
sane = (
    st.floats(-1000, 1000, allow_nan=False)
    .map(lambda value: float(f"{value:.12g}"))
    .filter(lambda value: value == 0 or abs(value) > 1e-30)
)
floats = st.lists(sane, min_size=2, max_size=30).map(tuple)


@given(fractions)
def test_exact_lists_have_exact_means_and_variances(values: tuple[Fraction, ...]) -> None:
    assert series.mean(values) == statistics.mean(values)
    assert series.median(values) == statistics.median(values)
    assert series.variance(values) == statistics.pvariance(values)
    assert series.variance(values, 1) == statistics.variance(values)
    assert float(series.deviation(values, 1)) == pytest.approx(statistics.stdev(values), rel=1e-12, abs=1e-12)
    assert series.total(values) == sum(values)
    assert series.product(values) == math.prod(values)
    assert series.ascending(values) == tuple(sorted(values))


@given(floats)
def test_floats_are_summed_without_an_order(values: tuple[float, ...]) -> None:
    assert series.total(values) == pytest.approx(math.fsum(values), rel=1e-12, abs=1e-9)
    assert series.total(values) == series.total(values[::-1])
    assert series.total(values) == float(sum(Fraction(repr(value)) for value in values)), "as the decimals they are"
    assert series.mean(values) == pytest.approx(float(np.mean(values)), rel=1e-9, abs=1e-9)
    assert series.variance(values) == pytest.approx(float(np.var(values)), rel=1e-9, abs=1e-7)
    assert series.variance(values, 1) == pytest.approx(float(np.var(values, ddof=1)), rel=1e-9, abs=1e-7)
    assert series.running_totals(values) == pytest.approx(tuple(np.cumsum(values)), rel=1e-9, abs=1e-9)


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=20).map(tuple))
def test_the_first_of_equal_extremes_is_taken(values: tuple[int, ...]) -> None:
    assert series.place_of_largest(values) == int(np.argmax(values))
    assert series.place_of_smallest(values) == int(np.argmin(values))


@given(st.lists(st.one_of(st.integers(-9, 9), st.floats(-9, 9)), max_size=9).map(tuple))
def test_a_sum_is_a_float_where_one_of_its_numbers_is(values: tuple[Any, ...]) -> None:
    assert isinstance(series.total(values), float) is any(isinstance(value, float) for value in values)


@pytest.mark.parametrize("name", ["mean", "median", "variance", "place_of_largest", "place_of_smallest"])
def test_of_nothing_there_is_none(name: str) -> None:
    with pytest.raises(NoValue, match="empty"):
        getattr(series, name)(())


def test_one_value_has_no_variance_by_one_less() -> None:
    assert series.variance((3,)) == 0
    with pytest.raises(NoValue, match="too-few"):
        series.variance((3,), 1)


def test_a_sum_of_fractions_without_an_end_is_refused() -> None:
    with pytest.raises(OverBudget):
        series.total(tuple(Fraction(1, 10**40 + 2 * number + 1) for number in range(200)))
