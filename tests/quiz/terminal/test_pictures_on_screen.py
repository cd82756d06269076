"""Figures on a screen: in the question, in hints, in the solution, drawn or in words."""

from __future__ import annotations

import io

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.terminal.feedback import show_variant
from quiz.terminal.screen import Screen


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_both_figures_of_a_question_are_shown(seed: int) -> None:
    variant = draw(built_in_bank().item("lasso-graph-choice"), seed)
    out = io.StringIO()
    show_variant(Screen(out, "en"), variant)
    shown = out.getvalue()
    assert "left figure" in shown
    assert "L2 (circle)" in shown
    assert "\u28ff" in shown or "⡇" in shown
    assert "figure:" not in shown
    assert all(len(line) < 80 for line in shown.split("\n"))


def test_ascii_only_tells_them_in_words() -> None:
    variant = draw(built_in_bank().item("lasso-graph-choice"), 0)
    out = io.StringIO()
    show_variant(Screen(out, "en", ascii_only=True), variant)
    shown = " ".join(out.getvalue().split())
    assert "[contours of the error around (2, 0.5), radii" in shown
    assert "left figure: the region is a circle of size 1" in shown
    assert "L1 (diamond): contact (1, 0)" in shown
    assert out.getvalue().isascii()
