"""Templates: formulas in text, mathematics and code, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.template import Template, TemplateError, typeset
from solvers.expression import Symbol


def test_a_value_is_typeset_by_where_it_stands() -> None:
    x = Symbol("x")
    filled = Template("{{f}} と $ {{f}} $ と `{{f}}`\n```\n{{f}}\n```").fill({"f": x**2 / 3})
    text, math, code, block = (
        filled.split(" と ")[0],
        filled.split("$")[1],
        filled.split("`")[1],
        filled.split("```")[1],
    )
    assert "²" in text
    assert r"\frac" in math or "^{2}" in math
    assert "^2" in code
    assert "^2" in block


def test_braces_of_latex_and_of_templates_stand_side_by_side() -> None:
    assert Template(r"$\frac{1}{\sqrt{2}}$").fill({}) == r"$\frac{1}{\sqrt{2}}$"
    assert Template("$x^{{{n}}}$").fill({"n": 12}) == "$x^{12}$"
    assert Template(r"\$5 {{n}}").fill({"n": 1}) == r"\$5 1"


@pytest.mark.parametrize("source", ["{{ n", "n }}", "{{n}} {{", "{{1 +}}", "{{}}", "{{no_such(1)}}", "a\n{{n"])
def test_faults(source: str) -> None:
    with pytest.raises(TemplateError):
        Template(source)


def test_a_fault_knows_its_line() -> None:
    with pytest.raises(TemplateError) as caught:
        Template("一行目\n二行目 {{1 +}}")
    assert caught.value.line == 1
    with pytest.raises(TemplateError) as caught:
        Template("a\nb\n{{m}}").require({"n"})
    assert caught.value.line == 2


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_a_shown_number_is_the_number(value: Fraction) -> None:
    shown = typeset(value, "text")
    assert Fraction(shown) == value
