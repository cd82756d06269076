"""Chains of equalities: every link is looked at, what cannot be decided is not called false."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers import compare
from solvers.expression import Number, Relation, read, to_text
from solvers.expression.nodes import Node
from solvers.grading.chains import MOST_LINKS, false_link, is_chain, result_of, same_when_rounded


def tree(text: str) -> Node:
    return read(text).tree


@pytest.mark.parametrize(
    "text",
    [
        "6+7=13",
        "3×4×11=132",
        "2.75=11/4",
        "2/7=0.286",
        "0.286 = 2/7",
        "-2/7=-0.286",
        "9/14=64.3%",
        "5/7 ≈ 0.7",
        "2.75 ≈ 3",
        "√3/2=1.732/2=0.866",
        "2(a+b)=2a+2b",
        "x/7=0.143x",
        "(1+2, 4) = (3, 2^2)",
        "(2/7, 1) ≈ (0.29, 1)",
        "1/0 = 3",
        "x < 2*3 = 7",
        "2t",
    ],
)
def test_links_that_hold_or_cannot_be_decided(text: str) -> None:
    assert false_link(tree(text)) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("3*4=11", 0),
        ("3*4=12=2*7", 1),
        ("2.75=3", 0),
        ("2/3=0.66", 0),
        ("2/3≈0.66", 0),
        ("0.5=0.54", 0),
        ("√0.5≈0.74", 0),
        ("0.5*3=1.6", 0),
        ("2=x", 0),
        ("x^2 = 9", 0),
        ("2(a+b)=2a+b", 0),
        ("(1+2, 4) = (3, 5)", 0),
        ("(1, 2) = 3", 0),
        ("(1, 2) = (1, 2, 3)", 0),
        ("{1, 2} = {1}", 0),
    ],
)
def test_links_that_are_false(text: str, at: int) -> None:
    found = false_link(tree(text))
    assert found is not None
    assert found.at == at
    chain = tree(text)
    assert (found.left, found.right) == chain.args[at : at + 2]
    assert found.sign == chain.data[at]


LABELS = (
    *("x", "y", "w^{(t+1)}", "w⁽ᵗ⁺¹⁾", "w_{t+1}", "V^{(t-1)}", "∂E/∂w", r"\frac{\partial E}{\partial w}"),
    *("f(x)", "σ'(x)"),
)


@pytest.mark.parametrize("label", LABELS)
def test_a_name_in_front_is_a_label(label: str) -> None:
    assert false_link(tree(f"{label} = 2*3 = 6")) is None
    found = false_link(tree(f"{label} = 2*3 = 7"))
    assert found is not None
    assert found.at == 1
    assert to_text(result_of(tree(f"{label} = 2*3 = 7"))) == "7"


def test_a_number_raised_is_no_label() -> None:
    assert false_link(tree("2^(t+1) = 5")) is not None


def test_names_stand_for_what_the_question_says() -> None:
    chain = tree("2t = 2(x+y)")
    assert false_link(chain) is not None
    assert false_link(chain, meanings={"t": tree("x+y")}) is None
    wrong = false_link(chain, meanings={"t": tree("x-y")})
    assert wrong is not None
    assert wrong.left == chain.args[0], "the link is told as it was written"


@pytest.mark.parametrize("chain", ["2x = 3q", "3q = 2x", "2x = 3q = 5x"])
def test_a_link_with_a_name_that_nobody_knows_is_passed_over(chain: str) -> None:
    assert false_link(tree(chain), known=["x"]) is None
    assert false_link(tree(chain), known=["x", "q"]) is not None


def test_the_domain_counts() -> None:
    assert false_link(tree("sqrt(x^2) = x")) is not None
    assert false_link(tree("sqrt(x^2) = x"), assume={"x": "positive"}) is None


@pytest.mark.parametrize(
    ("rounded", "exact", "same"),
    [("0.707x", "x/√2", True), ("0.708x", "x/√2", False), ("0.333x + 0.667y", "x/3 + 2y/3", True), ("x", "y", False)],
)
def test_a_formula_may_have_rounded_numbers(rounded: str, exact: str, same: bool) -> None:
    assert same_when_rounded(tree(rounded), tree(exact)) is same


def test_what_a_chain_gives() -> None:
    given = {"64*5*5 = 1600": "1600", "x = 1/3 ≈ 0.333": "1/3", "1/3 ≈ 0.333": "0.333", "2t": "2·t", "x < 3": "x < 3"}
    assert {text: to_text(result_of(tree(text))) for text in given} == given
    assert [is_chain(tree(text)) for text in ("1 = 2", "1 ≈ 2 = 3", "1 < 2", "1")] == [True, True, False, False]


def test_a_chain_that_nobody_writes_is_not_checked() -> None:
    numbers = tuple(Number(at) for at in range(MOST_LINKS + 2))
    assert false_link(Relation(("=",) * (len(numbers) - 1), numbers)) is None
    assert false_link(Relation(("=",), numbers[:2])) is not None


@given(st.fractions(-50, 50, max_denominator=60), st.integers(1, 6))
def test_a_decimal_is_told_from_its_neighbours(value: Fraction, places: int) -> None:
    unit = Fraction(1, 10**places)
    nearest = round(value / unit) * unit
    for steps in (-1, 0, 1):
        decimal = nearest + steps * unit
        written = f"{decimal.numerator * 10**places // decimal.denominator}".lstrip("-").rjust(places + 1, "0")
        text = ("-" if decimal < 0 else "") + f"{written[:-places]}.{written[-places:]}"
        found = false_link(tree(f"({value.numerator})/{value.denominator} ≈ {text}"))
        assert (found is None) == (abs(value - decimal) * 2 <= unit), text


@pytest.mark.parametrize(
    ("answer", "key", "verdict", "reason"),
    [
        ("2x+2y = 2(x+y)", "2*(x+y)", "correct", "equal"),
        ("2t = 2(x+y)", "2*(x+y)", "correct", "equal"),
        ("dz/dx = 2t*1 = 2(x+y)", "2*(x+y)", "correct", "equal"),
        ("z' = dz/dx = dz/dt*dt/dx = 2(x+y)", "2*(x+y)", "correct", "equal"),
        ("w^{(t+1)} = w+g", "w+g", "correct", "equal"),
        ("w = w+g", "w+g", "correct", "equal"),
        ("f'(x) = 2x", "2x", "correct", "equal"),
        ("2x+3y = 2(x+y)", "2*(x+y)", "incomplete", "false-link"),
        ("dz/dx = 2x+3y = 2(x+y)", "2*(x+y)", "incomplete", "false-link"),
        ("2x+3y = 2x+y", "2*(x+y)", "wrong", "false-link"),
        ("2x+2y = 2(x+y) = 2x+y", "2*(x+y)", "wrong", "false-link"),
        ("4*3=11", "11", "incomplete", "false-link"),
        ("4*3=12", "12", "correct", "equal"),
        ("2/7 = 0.29", "2/7", "correct", "equal"),
        ("2/7 ≒ 0.286", "2/7", "correct", "equal"),
        ("2/7 = 0.28", "2/7", "incomplete", "false-link"),
        ("2/7 = 0.29", "0.29", "correct", "equal"),
        ("約0.29", "0.29", "correct", "equal"),
        ("2x+y=3", "y=3-2x", "correct", "equal"),
        ("x=3", "x=3", "correct", "equal"),
        ("7tanh'(7x)", "7*(1-tanh(7x)^2)", "incomplete", "not-carried-out"),
        ("2log'(2x+5)", "2/(2x+5)", "incomplete", "not-carried-out"),
        ("d/dx x^3", "3x^2", "incomplete", "not-carried-out"),
        ("y' = d/dx x^3 = 3x^2", "3x^2", "correct", "equal"),
        ("d/dx x^3", "x^2", "wrong", "different"),
        ("7tanh'(6x)", "7*(1-tanh(7x)^2)", "wrong", "different"),
    ],
)
def test_chains_as_answers(answer: str, key: str, verdict: str, reason: str) -> None:
    outcome = compare(answer, key)
    assert (outcome.verdict, outcome.reason) == (verdict, reason)


def test_the_false_link_is_named() -> None:
    assert compare("2x+3y = 2(x+y)", "2*(x+y)").details == ("false-link", "2·x + 3·y", "=", "2·(x + y)")
