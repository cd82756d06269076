"""Properties of an answer: exact where numbers are, undecided where they can't be told apart; functions by name."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.formula.function_values import UndefinedHere, value_at
from quiz.bank.formula.property import Property, TooNear, Undecidable
from solvers.expression import read


def test_exact_numbers_are_compared_exactly() -> None:
    assert Property("a == 1/3").holds({"a": Fraction(1, 3)})
    assert not Property("a == 1/3").holds({"a": Fraction(10**15, 3 * 10**15 + 1)})
    assert Property("a < 1/3").holds({"a": Fraction(10**15, 3 * 10**15 + 1)})


@pytest.mark.parametrize("sign", ["==", "<=", ">="])
def test_what_is_equal_as_far_as_it_was_computed_is_equal(sign: str) -> None:
    assert Property(f"sqrt(a)*sqrt(a) {sign} 7").holds({"a": 7})
    assert not Property("sqrt(a)*sqrt(a) != 7").holds({"a": 7})


@pytest.mark.parametrize("source", ["sqrt(a) < b", "b > sqrt(a)", "b <= sqrt(a)", "sqrt(a) == b", "sqrt(a) != b"])
def test_what_can_not_be_told_is_undecided(source: str) -> None:
    with pytest.raises(Undecidable):
        Property(source).holds({"a": 7, "b": math.sqrt(7) * (1 + 1e-9)})


@given(st.floats(1, 100), st.floats(-0.5, 0.5).filter(lambda gap: abs(gap) > 1e-6))
def test_what_is_clearly_apart_is_ordered(size: float, gap: float) -> None:
    other = size * (1 + gap)
    for sign, wanted in (("<", size < other), (">", size > other), ("==", False), ("<=", size <= other)):
        assert Property(f"a {sign} b").holds({"a": size, "b": other}) is wanted


def test_of_two_that_are_very_near_the_larger_one_is_no_smaller() -> None:
    values = {"a": 7, "b": math.sqrt(7) * (1 + 1e-9)}
    assert Property("sqrt(a) <= b").holds(values)
    assert not Property("sqrt(a) > b").holds(values)
    with pytest.raises(TooNear):
        Property("exp(-30*a) > 0").holds({"a": 1})
    assert Property("exp(-30*a) >= 0").holds({"a": 1})


def test_what_is_no_condition_is_refused() -> None:
    with pytest.raises(FormulaError, match="isn't true or false"):
        Property("a + 1").holds({"a": 1})


@pytest.mark.parametrize(
    ("source", "told"), [("f(x, 1) == 2", "f takes 1 values"), ("g(x) == 2", "there is no function g")]
)
def test_a_call_that_does_not_fit_is_refused(source: str, told: str) -> None:
    with pytest.raises(FormulaError, match=told):
        Property(source, {"f": ("x",)})


def test_the_names_of_functions_are_known_only_where_they_are_declared() -> None:
    with pytest.raises(FormulaError, match="there is no function f"):
        Formula("f(2) == 3")
    assert Property("f(2) == 3", {"f": ("x",)}).names == {"f"}


@given(st.integers(-40, 40), st.integers(1, 30))
def test_a_value_of_a_rational_function_is_exact(above: int, below: int) -> None:
    point = Fraction(above, below)
    assert value_at(read("(x^2 - 1)/(x^2 + 1) - x/3").tree, {"x": point}) == (point**2 - 1) / (point**2 + 1) - point / 3


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [("sin(x)", 2, math.sin(2)), ("e^x", -1, math.exp(-1)), ("x^(1/2)", 2, math.sqrt(2)), ("|x - 3|", 1, 2),
     ("log(x)", 5, math.log(5)), ("max(x, 0)", -2, 0), ("sigmoid(x)", 0, 0.5), ("floor(x)", -1.5, -2)],
)  # fmt: skip
def test_values_of_functions(text: str, at: float, wanted: float) -> None:
    assert float(value_at(read(text).tree, {"x": at})) == pytest.approx(wanted, rel=1e-11)


@pytest.mark.parametrize(
    ("text", "at"), [("1/x", 0), ("sqrt(x)", -1), ("log(x)", 0), ("x*y", 1), ("9^9^9^x", 9), ("i*x", 1)]
)
def test_where_there_is_no_value(text: str, at: int) -> None:
    with pytest.raises(UndefinedHere):
        value_at(read(text).tree, {"x": at})


def test_at_evaluates_an_expression_in_a_formula() -> None:
    letter = read("w").tree
    assert Formula("at(3*w**2, w, 5)").value({"w": letter}) == 75
    assert Formula("at(7, w, 5)").value({"w": letter}) == 7
    for source in ("at(1/w, w, 0)", "at(w, 2, 3)", "at('w', w, 3)", "at(w, w, w)"):
        with pytest.raises(FormulaError):
            Formula(source).value({"w": letter})


def test_a_formula_and_a_property_of_one_text_are_two() -> None:
    rounded = {"a": 0.1 + 0.2, "b": 0.3}
    for _ in range(2):  # the second time the text is known
        assert Formula("a == b").value(rounded) is False
        assert Property("a == b").holds(rounded)
