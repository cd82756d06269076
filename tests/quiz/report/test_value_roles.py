"""What the values of an answer's rows are said of: a number that something named is multiplied by answers nothing."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.report.documents import Line, Report
from quiz.report.graded_texts import graded
from quiz.report.rows import rows_of
from quiz.report.value_answers import values_in


def roles(text: str) -> list[str]:
    variant = draw(built_in_bank().item("conv-output-size"), 1)
    rows = rows_of(Report("r.md", (Line(text, 1),)))
    return [value.role for value in values_in(rows, variant, lambda text: graded(text, variant))]


@pytest.mark.parametrize(
    "text",
    [
        "2 × パディング",
        "2 * (padding)",
        "パディング × 2",
        "パディング + 2",
        "(パディング) * 2",
        "出力 × 2",
        "(出力) * 2",
        "出力 / 2です",
    ],
)
def test_an_operand_is_no_answer(text: str) -> None:
    assert set(roles(text)) == {"other"}


@pytest.mark.parametrize("text", ["7×7", "7 x 7", "答えは 7×7"])
def test_a_size_alone_is(text: str) -> None:
    assert "other" not in roles(text)
