"""Orders and choices against Python's own, and what is refused before it is computed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic import combinations
from solvers.arithmetic.no_value import NoValue
from solvers.budget import OverBudget


@given(st.integers(0, 300), st.integers(0, 320))
def test_ways_to_choose_are_those_of_python(count: int, chosen: int) -> None:
    assert combinations.binomial(count, chosen) == math.comb(count, chosen)
    assert combinations.factorial(count) == math.factorial(count)


def test_a_factorial_beyond_all_use_is_refused() -> None:
    for call in (lambda: combinations.factorial(301), lambda: combinations.binomial(10**9, 2)):
        with pytest.raises(OverBudget):
            call()


def test_there_are_no_orders_of_less_than_nothing() -> None:
    with pytest.raises(NoValue, match="range"):
        combinations.factorial(-1)
    with pytest.raises(NoValue, match="range"):
        combinations.binomial(3, -1)
