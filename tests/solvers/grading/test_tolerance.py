"""Numeric policies and the slips between numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers import compare
from solvers.expression import read
from solvers.grading.slips import SLIPS, Slip, expression_slips, number_slips
from solvers.grading.tolerance import Tolerance, magnitude, rounded


@pytest.mark.parametrize(
    ("student", "reference", "tolerance", "verdict"),
    [
        ("1.05", "1", 0.05, "correct"),
        ("1.0500001", "1", 0.05, "wrong"),
        ("0.95e33", "1e33", "relative:0.05", "correct"),
        ("3.14", "pi", "absolute:0.001", "wrong"),
        ("3.1416", "pi", "decimals:4", "correct"),
        ("3.14159", "pi", "decimals:4", "incomplete"),
        ("3.14159", "pi", "decimals:4+", "correct"),
        ("3.1415", "pi", "decimals:4", "wrong"),
        ("7.000", "7", "decimals:4", "incomplete"),
        ("3.142", "pi", "figures:4", "correct"),
        ("3.146", "pi", "figures:4", "wrong"),
        ("1000", "999", "figures:2", "correct"),
        ("1.500", "1.5", "figures:3", "incomplete"),
        ("3.143", "pi", "figures:4:3", "correct"),
        ("5.00", "1", "figures:3:0", "correct"),
        ("100", "0", "figures:2:0!", "incomplete"),
        ("[3.141, 1.414]", "[pi, sqrt(2)]", "absolute:0.01", "correct"),
        ("{3, 2, -1}", "{-1, 2, 3}", 0.01, "correct"),
        ("{3, 2}", "{-1, 2, 3}", 0.01, "wrong"),
        ("(1, 2)", "1", 0.1, "unreadable"),
        ("x", "1", 0.1, "unreadable"),
        ("1/0", "1", 0.1, "wrong"),
        ("inf", "0", 0.1, "wrong"),
        ("i", "i", 0.1, "correct"),
        ("33%", "1/3", 0.02, "correct"),
    ],
)
def test_policies(student, reference, tolerance, verdict):
    assert compare(student, reference, tolerance=tolerance).verdict == verdict


@pytest.mark.parametrize(
    "spec", ["loose", "relative:-1", "decimals:1.5", "figures:x", True, "relative:1:2", [1], "x" * 100, "decimals:999"]
)
def test_what_is_no_tolerance(spec):
    with pytest.raises(ValueError, match="not a tolerance"):
        Tolerance.of(spec)


@pytest.mark.parametrize(
    "spec", ["1e999999999", "absolute:1e-999999999", "decimals:2:999999999999", "figures:3:999999999+", "decimals:2:-9"]
)
def test_a_bound_that_nobody_could_work_out_is_refused_before_it_is_tried(spec):
    with pytest.raises(ValueError, match="not a tolerance"):
        Tolerance.of(spec)


@pytest.mark.parametrize("spec", ["1e-3", "relative: 1/1000", "relative:.001", "relative:0.001+", "1E-003"])
def test_a_bound_may_be_written_as_any_number(spec):
    assert Tolerance.of(spec).amount == Fraction(1, 1000)


@given(st.fractions(min_value=Fraction(1, 10**6), max_value=10**6))
def test_magnitude_is_the_first_digit(number):
    assert Fraction(10) ** magnitude(number) <= number < Fraction(10) ** (magnitude(number) + 1)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 1000)))
def test_rounding_is_to_the_nearest(number, unit):
    assert abs(rounded(number, unit) - number) * 2 <= unit


@given(st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False), st.integers(0, 3))
def test_a_rounded_value_is_accepted(number, places):
    policy = Tolerance.of(f"decimals:{places}")
    true = Fraction(number) + Fraction(1, 7919)
    assert policy.accepts(rounded(true, Fraction(10) ** -places), true)
    assert not policy.accepts(rounded(true, Fraction(10) ** -places) + Fraction(10) ** -places, true)


@pytest.mark.parametrize(
    ("student", "reference", "code"),
    [
        ("2.5", "0.25", "power-of-ten"),
        ("25", "0.25", "percent"),
        ("-0.25", "0.25", "sign"),
        ("4", "0.25", "reciprocal"),
        ("0.5", "0.25", "factor"),
        ("28.64788975654116", "0.5", "degrees"),
        ("0.66", "2/3", "rounding"),
    ],
)
def test_slips_between_numbers(student, reference, code):
    assert [slip.code for slip in compare(student, reference).slips] == [code]


@pytest.mark.parametrize(
    ("student", "reference", "expected"),
    [
        ("-2x", "2x", [Slip("sign")]),
        ("6x", "2x", [Slip("factor", "3")]),
        ("x+1", "x", [Slip("constant", "1")]),
        ("y/x", "x/y", [Slip("reciprocal")]),
        ("2(x^2+1)", "4x(x^2+1)", [Slip("inner-derivative", "x² + 1")]),
        ("x^2 + y", "x^2 - y", [Slip("term-sign", "-y")]),
        ("x^2", "x^2 - y", [Slip("missing-term", "-y")]),
        ("sin(x)", "x", []),
    ],
)
def test_slips_between_expressions(student, reference, expected):
    assert list(expression_slips(read(student).tree, read(reference).tree)) == expected


def test_codes_are_known():
    found = number_slips(Fraction(5), Fraction(1, 2), lambda a, b: a == b)
    assert {slip.code for slip in found} <= set(SLIPS)


@pytest.mark.parametrize(
    ("student", "reference", "tolerance", "verdict"),
    [
        ("0.13", "0.125", "decimals:2", "correct"),
        ("0.12", "0.125", "decimals:2", "wrong"),
        ("0.14", "0.125", "decimals:2", "wrong"),
        ("300", "250", "figures:1", "correct"),
        ("0.125", "0.12", "decimals:2+", "wrong"),
    ],
)
def test_an_exact_half_is_rounded_away_from_zero(student, reference, tolerance, verdict):
    assert compare(student, reference, tolerance=tolerance).verdict == verdict


@pytest.mark.parametrize("reference", ["f(2)", "1/0", "x", "(1, f(2))"])
def test_a_reference_without_a_value_makes_nothing_wrong(reference: str) -> None:
    student = "(1, 2)" if reference.startswith("(") else "1"
    outcome = compare(student, reference, tolerance="relative:0.1")
    assert (outcome.verdict, outcome.reason) == ("undecided", "no-value")
