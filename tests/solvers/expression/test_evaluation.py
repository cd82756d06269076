"""Values: exact where they are, against mpmath and Python's floats, bounded always."""

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solvers.expression import Undefined, read, value
from solvers.expression.approximate import Approximator, FloatArithmetic, Unreliable
from solvers.expression.evaluation import _FUNCTIONS, exact_value
from solvers.expression.exact_powers import bounded_power, exact_root
from solvers.expression.identity import precise
from solvers.expression.vocabulary import FUNCTIONS

EXACT = {
    "0.25": Fraction(1, 4),
    "1/4": Fraction(1, 4),
    "25%": Fraction(1, 4),
    "2^-2": Fraction(1, 4),
    "1e-3": Fraction(1, 1000),
    "0.1 + 0.2": Fraction(3, 10),
    "sqrt(16/9)": Fraction(4, 3),
    "8^(1/3)": 2,
    "(-8)^(1/3)": -2,
    "log(27, 3)": 3,
    "5!": 120,
    "floor(7/2)": 3,
    "max(1, 2/3)": 1,
    "relu(-3)": 0,
    "sigmoid(0)": Fraction(1, 2),
    "exp(0) + cos(0) - log(1)": 2,
    "|-3/4|": Fraction(3, 4),
}


@pytest.mark.parametrize(("text", "expected"), EXACT.items())
def test_exact_values(text, expected):
    found = value(read(text).tree)
    assert isinstance(found, (int, Fraction))
    assert found == expected
    assert exact_value(read(text).tree) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1/0", "zero-division"),
        ("0^-1", "zero-division"),
        ("x + 1", "name"),
        ("9^9^9^9", "too-large"),
        ("((9^64)^64)^64", "too-large"),
        ("1000!", "too-large"),
        ("exp(1000)", "too-large"),
        ("log(0)", "domain"),
        ("(1, 2)", "not-a-number"),
        ("max(i, 1)", "domain"),
        ("f(1)", "not-a-number"),
    ],
)
def test_what_has_no_value(text, reason):
    with pytest.raises(Undefined) as raised:
        value(read(text).tree)
    assert raised.value.reason == reason


def test_complex_values():
    assert value(read("sqrt(-4)").tree) == 2j
    assert value(read("e^(pi*i)").tree) == pytest.approx(-1)
    assert value(read("i*i").tree) == -1


def test_names_take_their_values():
    assert value(read("2(x+y)").tree, {"x": Fraction(1, 2), "y": 3}) == 7
    assert value(read("σ(x)").tree, {"x": 1.5}) == pytest.approx(1 / (1 + math.exp(-1.5)))


REAL = [
    name
    for name, rule in FUNCTIONS.items()
    if rule.least == 1 and rule.most >= 1 and name in _FUNCTIONS and name.isalpha()
]
POINTS = {"acosh": "2.5", "acoth": "2.5", "asec": "2.5", "acsc": "2.5"}


@pytest.mark.parametrize("name", sorted(set(REAL) - {"re", "im", "percent", "degree"}))
def test_floats_agree_with_forty_digits(name):
    """The two evaluations are written apart: ``evaluation`` on floats, ``approximate`` in mpmath."""
    point = POINTS.get(name, "0.4")
    tree = read(f"{name}({point})").tree
    quick = complex(value(tree))
    arithmetic = precise(50)
    exact, error = Approximator(arithmetic, {}).of(tree)
    assert abs(quick - complex(exact)) < 1e-14 * (1 + abs(quick))
    assert error < 1e-40
    rough, bound = Approximator(FloatArithmetic(), {}).of(tree)
    assert abs(complex(rough) - complex(exact)) <= float(bound) + 1e-17


NUMBERS = st.sampled_from(["1", "2", "3", "0.1", "7", "1/3", "10", "0.001", "12345"])


def grown(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda two: f"({two[0]} + {two[1]})"),
        pair.map(lambda two: f"({two[0]} - {two[1]})"),
        pair.map(lambda two: f"({two[0]} * {two[1]})"),
        pair.map(lambda two: f"({two[0]}) / ({two[1]})"),
        inner.map(lambda one: f"sqrt({one})"),
        st.tuples(st.sampled_from(["sin", "exp", "tanh", "sigmoid", "atan", "log"]), inner).map(
            lambda two: f"{two[0]}({two[1]})"
        ),
    )


@given(st.recursive(NUMBERS, grown, max_leaves=10))
@settings(max_examples=400, deadline=None)
def test_the_error_bound_holds(text):
    """What floats give is never further from 50 digits than they say."""
    tree = read(text).tree
    try:
        rough, bound = Approximator(FloatArithmetic(), {}).of(tree)
        exact, error = Approximator(precise(50), {}).of(tree)
    except Unreliable:
        return
    assume(abs(exact) < mpmath.mpf(10) ** 300)
    assert abs(mpmath.mpmathify(rough) - exact) <= bound * 1.01 + error + mpmath.mpf(10) ** -300


@given(st.fractions(max_denominator=50), st.integers(-12, 12))
def test_powers_are_exact_or_refused(base, exponent):
    assume(base or exponent >= 0)
    assert bounded_power(base, exponent) == base**exponent


@given(st.integers(0, 10**12), st.integers(1, 7))
def test_roots_are_exact_or_none(number, degree):
    assert exact_root(number**degree, degree) == number
    root = exact_root(number, degree)
    assert root is None or root**degree == number


@pytest.mark.parametrize("text", ["floor(sqrt(3)^2)", "sign(sqrt(3)^2-3)", "max(sqrt(3)^2, 3)", "2+ceil(sqrt(3)^2)"])
def test_a_whole_number_made_of_a_rounded_one_is_not_exact(text):
    assert exact_value(read(text).tree) is None


def test_exact_steps_are_exact_however_deep():
    assert exact_value(read("floor(7/2)+max(1,2)").tree) == 5
    assert exact_value(read("floor(" * 40 + "7/2" + ")" * 40).tree) == 3
