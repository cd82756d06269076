"""The functions and their derivatives against mpmath at 40 digits, and at the ends of the number range."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.nn import functions as f

mp = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.mp
mp.dps = 40

EXACT: dict[str, Callable[[Any], Any]] = {
    "identity": lambda x: x,
    "step": lambda x: mp.mpf(x > 0),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "tanh": mp.tanh,
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky-relu": lambda x: x if x > 0 else mp.mpf(0.01) * x,
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "selu": lambda x: f.SELU_SCALE * (x if x > 0 else f.SELU_ALPHA * mp.expm1(x)),
    "gelu": lambda x: x * mp.ncdf(x),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
}


def test_every_function_is_compared() -> None:
    assert set(EXACT) == set(f.FUNCTIONS)


@pytest.mark.parametrize("name", EXACT)
def test_value_and_derivative(name: str) -> None:
    function, derivative = f.FUNCTIONS[name]
    points = [-30.0, -8.5, -5.0, -1.7, -0.3, -1e-3, 1e-3, 0.4, 1.0, 2.5, 6.1, 20.0]
    value = function(np.array(points))
    slope = derivative(np.array(points))
    exact = [float(EXACT[name](mp.mpf(x))) for x in points]
    exact_slope = [float(mp.diff(EXACT[name], mp.mpf(x), h=mp.mpf(10) ** -12)) for x in points]
    np.testing.assert_allclose(value, exact, rtol=2e-15, atol=2e-15)
    np.testing.assert_allclose(slope, exact_slope, rtol=1e-13, atol=2e-15)


@given(st.floats(-700, 700))
@settings(derandomize=True, max_examples=300)
def test_erf_and_sigmoid_to_the_last_digits(x: float) -> None:
    assert float(f.erf(np.array(x))) == pytest.approx(float(mp.erf(x)), rel=4e-15, abs=4e-16)
    assert float(f.sigmoid(np.array(x))) == pytest.approx(float(1 / (1 + mp.exp(-mp.mpf(x)))), rel=1e-14)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_ends_of_the_range(name: str, dtype: Any) -> None:
    """No warning (they are errors here), no infinity, no NaN, and the dtype of the argument."""
    largest = np.finfo(dtype).max / 2
    x = np.array([-largest, -1000, -1, 0, 1, 1000, largest], dtype)
    for function in f.FUNCTIONS[name][:1]:
        y = function(x)
        assert y.dtype == dtype
        assert np.isfinite(y).all()
    if name != "gelu":
        assert np.isfinite(f.FUNCTIONS[name][1](x)).all()


def test_gelu_by_tanh() -> None:
    x = np.linspace(-4, 4, 50)
    assert np.abs(f.gelu(x, "tanh") - f.gelu(x)).max() < 5e-4
    h = 1e-6
    np.testing.assert_allclose(
        f.d_gelu(x, "tanh"), (f.gelu(x + h, "tanh") - f.gelu(x - h, "tanh")) / (2 * h), atol=1e-9
    )


def test_integers_are_read_as_numbers() -> None:
    assert f.sigmoid(np.array([0])).dtype == np.float64
    assert f.relu(np.array([-1, 2])).tolist() == [0.0, 2.0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), st.floats(-1e6, 1e6))
@settings(derandomize=True)
def test_softmax_is_a_distribution_that_ignores_a_shift(x: list[float], shift: float) -> None:
    y = f.softmax(np.array(x))
    assert y.sum() == pytest.approx(1)
    assert (y >= 0).all()
    np.testing.assert_allclose(f.softmax(np.array(x) + shift), y, atol=1e-8)
    np.testing.assert_allclose(np.exp(f.log_softmax(np.array(x))), y, atol=1e-12)


def test_sigmoid_saturates_in_float32_but_not_where_it_need_not() -> None:
    y = f.sigmoid(np.array([16.0, 18.0, -80.0], np.float32))
    assert y[0] < 1
    assert y[1] == 1
    assert 0 < y[2] < 1e-34
    assert f.d_sigmoid(np.array([18.0], np.float32))[0] == 0
