"""The formula of an answer: its frame is taken away at full length, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.formulas import formula_text


@pytest.mark.parametrize(
    ("raw", "formula"),
    [
        ("2x", "2x"), ("$2x$", "2x"), (r"\(2x\)", "2x"), (r"\[2x\]", "2x"), ("$$2x$$", "2x"), ("`2x`", "2x"),
        ("**2x**", "2x"),
        ("答えは $2x$ です。", "2x"), ("the answer is 2x", "2x"), (r"\boxed{2x}", "(2x)"),
        (r"\boxed{\frac{1}{2}}", r"(\frac{1}{2})"),
        ("y は $2x$", "y = 2x"), ("ルート$x$", "√x"), ("マイナス2x", "-2x"), ("2かける x", "2* x"),
        ("$a$ と $b$", "aとb"),
        ("$a$ $b$", "a,b"), ("ほげ $2x$", "ほげ2x"), ("2**3", "2**3"), (r"\boxed{2x", r"\boxed{2x"),
    ],
)  # fmt: skip
def test_what_is_left_of_an_answer(raw: str, formula: str) -> None:
    assert formula_text(raw).replace(" ", "") == formula.replace(" ", "")


@given(st.text("$\\()[]{}`*= はの答えです2x+boxedルート \n", max_size=40))
def test_columns_still_point_into_what_was_typed(raw: str) -> None:
    assert len(formula_text(raw)) == len(raw)


@pytest.mark.parametrize(
    ("raw", "formula"),
    [
        ("$a$ $b$", " a,  b "), ("$$a$$ $b$", "  a,   b "), (r"\(a\)\(b\)", "  a,   b  "),
        ("$a$ $$b$$ $c$", " a,   b,   c "), ("y は 2 は 3", "y = 2 は 3"), ("y は$2$", "y = 2 "),
        ("**x** は 2", "  x  =  2"), (r"\fbox {x}y", "      (x)y"),
        ("ルート2", "√  2"), ("2かける3", "2*  3"), ("`x` `y`", " x   y "), ("a**b**c", "a**b**c"),
    ],
)  # fmt: skip
def test_every_sign_stays_at_its_column(raw: str, formula: str) -> None:
    assert formula_text(raw) == formula
    assert len(formula) == len(raw)
