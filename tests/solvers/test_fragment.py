"""Fragments of code: what is allowed gives its value, everything else a fault, at a bounded cost."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from solvers.budget import FRAGMENT_BITS
from solvers.fragment import FragmentError, run_fragment


def test_what_courses_write() -> None:
    data = np.arange(12.0).reshape(3, 4)
    assert run_fragment("data[1:3, 2]", {"data": data}).tolist() == [6, 10]
    assert run_fragment("np.sum(data**2, axis=1)", {"data": data}).tolist() == [14, 126, 366]
    assert run_fragment("data @ np.transpose(data)", {"data": data}).shape == (3, 3)
    assert run_fragment("np.dot(data, other)", {"data": data, "other": np.ones((4, 5))}).shape == (3, 5)
    assert run_fragment("2**64 + 1", {}) == 2**64 + 1


@pytest.mark.parametrize(
    "code",
    [
        "((7**60)**60)**60",
        "8**8**8",
        "(2**64)**64",
        "2**" + "64*2**" * 40 + "64",
        '"ab"*10**9',
        "1 << 10**9",
        "(ints*10**30)**60",
        "math.factorial(10**6)",
        "(1e300)**64 * 0 + nothing",
    ],
)
def test_numbers_are_bounded_before_they_are_computed(code: str) -> None:
    with pytest.raises(FragmentError):
        run_fragment(code, {"ints": np.arange(3)})


def test_the_bound_on_whole_numbers_is_reached() -> None:
    most = "*".join(["2**64"] * (FRAGMENT_BITS // 64 - 1))
    assert run_fragment(most, {}) == 2 ** (FRAGMENT_BITS - 64)
    with pytest.raises(FragmentError, match="too large"):
        run_fragment(f"{most}*2**64", {})
    assert run_fragment("(0-1)*2**64", {}) == -(2**64)


def test_a_product_of_matrices_is_bounded_by_what_it_gives() -> None:
    tall = np.ones((2000, 1))
    with pytest.raises(FragmentError, match="too large"):
        run_fragment("tall @ np.transpose(tall)", {"tall": tall})
    assert run_fragment("np.transpose(tall) @ tall", {"tall": tall}).tolist() == [[2000]]


DEEP = ("-" * 290 + "x", "+".join(["x"] * 140), "(" * 29 + "x" + ")" * 29, "x[" * 29 + "0" + "]" * 29)


@pytest.mark.parametrize("code", DEEP)
def test_deep_fragments_end_in_a_value_or_a_fault(code: str) -> None:
    with contextlib.suppress(FragmentError):
        run_fragment(code, {"x": np.arange(3)})
