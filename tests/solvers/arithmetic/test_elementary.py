"""Functions of a number against mpmath with sixty digits: the float nearest to the true value, on every machine."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic import elementary
from solvers.arithmetic.no_value import NoValue

floats = st.floats(-700, 700, allow_nan=False)
small = st.floats(-1, 1, allow_nan=False)
fractions = st.fractions(min_value=-600, max_value=600, max_denominator=10**9)
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "sqrt": mpmath.sqrt,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "atan": mpmath.atan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
}


def meant(value: Any) -> mpmath.mpf:
    """A float is the decimal that it is printed as."""
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    return mpmath.mpf(exact.numerator) / exact.denominator


def near_a_twelfth(value: float) -> bool:
    twelfths = mpmath.mpf(value) * 12 / mpmath.pi
    return bool(abs(twelfths - mpmath.nint(twelfths)) <= 1e-11 * max(abs(twelfths), 1))


@pytest.mark.parametrize("name", FUNCTIONS)
@given(value=st.one_of(floats, small, fractions, st.floats(-1e-9, 1e-9), st.integers(-100, 100)))
def test_each_function_is_the_nearest_float(name: str, value: Any) -> None:
    if name in ("log", "sqrt"):
        value = abs(value) or 1
    if name in ("asin", "acos") and not -1 <= value <= 1:
        value = 1 / value
    if name in ("sin", "cos", "tan") and isinstance(value, float) and near_a_twelfth(value):
        return
    found = getattr(elementary, name)(value)
    with mpmath.workdps(420):
        wanted = FUNCTIONS[name](meant(value))
        if isinstance(found, float):
            assert found == float(wanted)
        else:
            assert abs(mpmath.mpf(Fraction(found).numerator) / Fraction(found).denominator - wanted) < 1e-300


@given(st.fractions(min_value=0, max_denominator=10**6))
def test_the_root_of_a_square_is_exact(value: Fraction) -> None:
    assert elementary.sqrt(value * value) == value


@given(st.integers(2, 50), st.integers(-40, 40))
def test_the_logarithm_of_a_power_to_its_base_is_exact(base: int, exponent: int) -> None:
    found = elementary.log(Fraction(base) ** exponent, base)
    assert found == exponent
    assert not isinstance(found, float)


@given(
    st.fractions(min_value=Fraction(1, 1000), max_value=1000), st.fractions(min_value=Fraction(1, 100), max_value=100)
)
def test_a_logarithm_to_a_base_is_that_of_mpmath(value: Fraction, base: Fraction) -> None:
    if base == 1:
        return
    with mpmath.workdps(60):
        assert float(elementary.log(value, base)) == float(mpmath.log(meant(value), meant(base)))


@given(st.floats(1e-6, 1e6), st.floats(-20, 20))
def test_a_real_power_is_that_of_mpmath(base: float, exponent: float) -> None:
    with mpmath.workdps(60):
        assert elementary.power(base, exponent) == float(meant(base) ** meant(exponent))


@pytest.mark.parametrize(
    ("twelfths", "sine", "cosine"),
    [(0, 0, 1), (2, 0.5, None), (4, None, 0.5), (6, 1, 0), (8, None, -0.5), (12, 0, -1), (14, -0.5, None), (18, -1, 0),
     (24, 0, 1), (-2, -0.5, None), (240, 0, 1)],
)  # fmt: skip
def test_multiples_of_pi_are_taken_for_what_they_are(twelfths: int, sine: float | None, cosine: float | None) -> None:
    """As a formula has them: with twelve digits."""
    angle = float(f"{3.141592653589793 * twelfths / 12:.12g}")
    if sine is not None:
        assert elementary.sin(angle) == sine
    if cosine is not None:
        assert elementary.cos(angle) == cosine


def test_the_tangent_at_its_pole() -> None:
    with pytest.raises(NoValue, match="pole"):
        elementary.tan(3.141592653589793 / 2)
    assert elementary.tan(3 * 3.141592653589793 / 4) == -1
    assert elementary.tan(3.141592653589793 / 3) == pytest.approx(3**0.5, rel=1e-15)
    assert elementary.sin(3.141592653589793 / 3) == pytest.approx(0.75**0.5, rel=1e-15)


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("sqrt", (-1,), "negative-root"),
        ("log", (0,), "log"),
        ("log", (-2,), "log"),
        ("log", (2, 1), "log"),
        ("log", (2, -3), "log"),
        ("exp", (711,), "too-large"),
        ("exp", (10**9,), "too-large"),
        ("sinh", (10**9,), "too-large"),
        ("cosh", (-(10**9),), "too-large"),
        ("asin", (2,), "range"),
        ("acos", (Fraction(-3, 2),), "range"),
        ("sin", (10**61,), "too-large"),
        ("power", (10, 400), "too-large"),
        ("power", (0, -0.5), "pole"),
        ("power", (-2, 0.5), "negative-root"),
        ("sqrt", (Fraction(10) ** 700 + 1,), "too-large"),
    ],
)
def test_where_there_is_no_value(name: str, arguments: tuple[Any, ...], why: str) -> None:
    with pytest.raises(NoValue) as caught:
        getattr(elementary, name)(*arguments)
    assert caught.value.why == why


def test_what_vanishes_is_nothing() -> None:
    assert elementary.exp(-(10**6)) == 0
    assert elementary.sigmoid(-(10**6)) == 0
    assert elementary.power(0.5, 10**6) == 0
    assert elementary.power(0, 0.5) == 0
    assert (elementary.tanh(10**9), elementary.tanh(-(10**9)), elementary.sigmoid(10**9)) == (1, -1, 1)


def test_pi_has_all_its_digits() -> None:
    with mpmath.workdps(130):
        digits = elementary._PI
        assert abs(mpmath.mpf(str(digits)) - mpmath.pi) < mpmath.mpf(10) ** -107
