"""The line of a program with its gap filled in, from any of its names on; the whole of it or nothing."""

from __future__ import annotations

import pytest

from quiz import draw, load_bank
from quiz.reading.code_gaps import filled_gap, in_gap

WHOLE = "読む:\n\n```\nx = 3\nmu = np.mean(x, (?), keepdims=True)\n```\n"
CALL = "```python\ncol = col.transpose(?).reshape(n, -1)\n```"
LINE = "```\nW = (?)\n```"


@pytest.mark.parametrize(
    ("stem", "written", "gap"),
    [
        (WHOLE, "mu = np.mean(x, axis=(0, 1), keepdims=True)", "axis=(0, 1)"),
        (WHOLE, "`mu=np.mean( x,axis=0,keepdims = True );`", "axis=0"),
        (WHOLE, "np.mean(x, axis=0, keepdims=True)", "axis=0"),
        (WHOLE, "mean(x, axis=0, keepdims=True)", "axis=0"),
        (CALL, "col = col.transpose(0, 2, 1).reshape(n, -1)", "0, 2, 1"),
        (CALL, "col.transpose(0, 2, 1)", "0, 2, 1"),
        (CALL, "transpose(0, 2, 1)", "0, 2, 1"),
        (LINE, "W = np.zeros((2, 3))", "np.zeros((2, 3))"),
        (LINE, " W=0.1*r。", "0.1*r"),
    ],
)
def test_what_stands_in_the_gap(stem: str, written: str, gap: str) -> None:
    assert in_gap(written, stem) == gap


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        (WHOLE, "mu = np.mean(x, axis=0)"),
        (WHOLE, "nu = np.mean(x, axis=0, keepdims=True)"),
        (WHOLE, "axis=0"),
        (WHOLE, "mu = np.mean(x, axis=0, keepdims=False)"),
        (WHOLE, "ean(x, axis=0, keepdims=True)"),
        (WHOLE, "mu = np.mean(x, axis=0, keepdims=True) ほげ"),
        (WHOLE, "x = 4"),
        (WHOLE, ""),
        (WHOLE, "mu = np.mean(x, axis=0), f(0, keepdims=True)"),
        (WHOLE, "mu = np.mean(x, a), (b, keepdims=True)"),
        (CALL, "transpose(0, 2, 1"),
        (CALL, "col.transpose(0, 2, 1).reshape(m, -1)"),
        (CALL, "transpose"),
        (LINE, "V = 3"),
        (LINE, "W"),
        (LINE, "W = " + "1" * 300),
        ("W = (?)", "W = 3"),
        ("```\nW = 3\n```", "W = 3"),
        ("```\nW = " + "1 + " * 60 + "(?)\n```", "W = " + "1 + " * 60 + "3"),
    ],
)
def test_another_line_is_none(stem: str, written: str) -> None:
    assert in_gap(written, stem) is None


def test_a_call_may_end_the_line_only_where_the_gap_is_all_that_it_is_given() -> None:
    assert in_gap("g(a, 3)", "```\ny = g(a, (?))*2\n```") is None
    assert in_gap("f(3)", "```\ny = f((?), 2)\n```") is None
    assert in_gap("f(3, 2)", "```\ny = f((?), 2)\n```") == "3"
    assert in_gap("_w = 3", "```\n_w = (?)\n```") == "3"


def test_the_stem_of_a_question_is_looked_at() -> None:
    assert filled_gap("W = np.zeros(3)", draw(load_bank().item("init-code-choice"), 0)) == "np.zeros(3)"


def test_a_question_without_a_gap_has_none() -> None:
    assert filled_gap("W = 3", draw(load_bank().item("conv-output-size"), 0)) is None
