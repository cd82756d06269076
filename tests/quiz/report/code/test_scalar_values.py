"""The value of a scalar expression, worked out on its tree: what is known has one, and nothing is run."""

from __future__ import annotations

import ast
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.code.scalar_values import NoValue, one_expression, value_of


def value(text: str, **known: float) -> float:
    return value_of(ast.parse(text, mode="eval").body, known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 / (1 + np.exp(-0))", 0.5),
        ("2 ** 10 - 7 // 2 + 7 % 4", 1024),
        ("np.sqrt(2.0 / 8)", 0.5),
        ("np.maximum(0, -3) + max(2, 5)", 5),
        ("round(2 / 3, 2)", 0.67),
        ("np.log(math.e) * np.power(2, -1)", 0.5),
    ],
)
def test_a_value_is_that_of_the_expression(text: str, expected: float) -> None:
    assert math.isclose(value(text), expected)


@pytest.mark.parametrize(
    "text",
    ["x", "1 / 0", "9 ** 9 ** 9", "10.0 ** 400", "np.log(-1)", "'a' * 3", "True", "x.sum()", "np.random.rand()",
     "f(1)", "np.exp(1, 2)", "(lambda: 1)()", "float('nan')", "np.sqrt(x=4)"],
)  # fmt: skip
def test_what_has_no_value_is_refused(text: str) -> None:
    with pytest.raises(NoValue):
        value(text)


def test_names_are_known_as_they_are_written() -> None:
    assert value_of(ast.parse("1 / sizes[i - 1]", mode="eval").body, {"sizes[i - 1]": 4}) == 0.25


def test_functions_of_one_expression_can_be_called_but_not_for_ever() -> None:
    again = one_expression(ast.parse("def f(x):\n    '''Half.'''\n    return x / 2").body[0])  # type: ignore[arg-type]
    endless = one_expression(ast.parse("def g(x):\n    return g(x) + 1").body[0])  # type: ignore[arg-type]
    assert again is not None
    assert endless is not None
    assert value_of(ast.parse("f(f(8))", mode="eval").body, {}, {"f": again}) == 2
    with pytest.raises(NoValue):
        value_of(ast.parse("g(1)", mode="eval").body, {}, {"g": endless})
    with pytest.raises(NoValue):
        value_of(ast.parse("f(1, 2)", mode="eval").body, {}, {"f": again})


@pytest.mark.parametrize(
    "source", ["def f(x, *rest):\n    return x", "def f(x=1):\n    return x", "def f(x):\n    y = x\n    return y"]
)
def test_other_functions_are_no_one_expression(source: str) -> None:
    assert one_expression(ast.parse(source).body[0]) is None  # type: ignore[arg-type]


@given(st.recursive(
    st.sampled_from(["0", "1", "2.5", "x", "1e300"]),
    lambda part: st.tuples(part, st.sampled_from(["+", "-", "*", "/", "**", "//", "%"]), part).map(
        lambda found: f"({found[0]} {found[1]} {found[2]})"
    ),
    max_leaves=8,
))  # fmt: skip
def test_any_expression_has_a_number_or_is_refused(text: str) -> None:
    try:
        found = value(text, x=3)
    except NoValue:
        return
    assert isinstance(found, int | float)
