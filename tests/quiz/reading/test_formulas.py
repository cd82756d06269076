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
