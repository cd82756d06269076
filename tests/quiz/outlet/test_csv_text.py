"""CSV: read back as it was written, by a spreadsheet without a formula in it."""

from __future__ import annotations

import csv
import io

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.csv_text import csv_text
from quiz.outlet.visible import visible

cells = st.one_of(hostile_texts, st.integers(), st.floats(allow_nan=False))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=4))
def test_rows_are_read_back_and_no_cell_is_a_formula(rows: list[list[str | int | float]]) -> None:
    written = csv_text(rows)
    assert not unseen(written)
    found = read(written)
    assert len(found) == len(rows)
    for row, back in zip(rows, found, strict=True):
        for cell, text in zip(row, back, strict=True):
            shown = visible(cell) if isinstance(cell, str) else str(cell)
            assert text in (shown, f"'{shown}")
            if text.strip()[:1] in tuple("=+-@＝＋－＠"):
                float(text)  # a number and nothing else


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\n=1", "＝1+1", "＋1", "－x", "＠x", "-", "=", "+a", "-x^2"],
)
def test_a_formula_is_text(formula: str) -> None:
    assert read(csv_text([["x", formula]]))[0][1] == "'" + formula


@pytest.mark.parametrize("plain", ["-2.5", "+3", "-.5", "1e-3", "-1E+3", "a=b", "7×7", "", "'quoted'", "(-1, 2)", "式"])
def test_numbers_and_other_text_stay(plain: str) -> None:
    assert read(csv_text([["x", plain]]))[0][1] == plain


def test_numbers_are_numbers_and_nothing_is_an_empty_cell() -> None:
    assert csv_text([[1, -0.5, None]]) == "1,-0.5,\n"
