"""Shapes, expressions and choices as learners write them, on items of the bank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw, instantiate
from quiz.grading import grade
from quiz.model import Variant
from quiz.reading.fillers import without_fillers

BANK = built_in_bank()


def original(identifier: str) -> Variant:
    return draw(BANK.item(identifier), 0)


@pytest.mark.parametrize(
    "raw",
    [
        "7×7",
        "7x7",
        "7X7",
        "7*7",
        "(7, 7)",
        "７×７",
        "（７，７）",
        "7 7",
        "7、7",
        "[7,7]",
        "7",
        "７",
        "「7」",
        "7×7です。",
        "答えは7×7",
        "縦7、横7",
        "高さ 7 幅 7",
        "7 × 7 画素",
        "height 7, width 7",
        r"7 \times 7",
        "$7 \\times 7$",
    ],
)
def test_a_right_size_in_any_writing(raw: str) -> None:
    assert grade(original("conv-output-size"), raw).verdict == "correct"


@pytest.mark.parametrize(
    ("raw", "verdict", "slip"),
    [
        ("5×5", "wrong", "padding-forgotten"),
        ("5", "wrong", "padding-forgotten"),
        ("7×7×3", "unreadable", ""),
        ("なな", "unreadable", ""),
        ("7×", "unreadable", ""),
        ("7×7×", "unreadable", ""),
        ("-7×7", "wrong", ""),
        ("6.5×6.5", "wrong", "fraction"),
    ],
)
def test_other_sizes(raw: str, verdict: str, slip: str) -> None:
    outcome = grade(original("conv-output-size"), raw)
    assert outcome.verdict == verdict
    assert not slip or slip in [diagnosis.name for diagnosis in outcome.diagnoses]


def test_swapped_sides_are_a_hint() -> None:
    values = {"height": 9, "width": 20, "kernel": 3, "stride": 1, "padding": 0}
    variant = instantiate(BANK.item("conv-output-size"), values)
    assert grade(variant, "7×18").verdict == "correct"
    outcome = grade(variant, "18×7")
    assert [diagnosis.name for diagnosis in outcome.diagnoses] == ["sides-swapped"]
    assert grade(variant, "7").verdict == "wrong"


@pytest.mark.parametrize(
    "raw",
    [
        "2(x+y)",
        "2x+2y",
        "2*(x+y)",
        "２（ｘ＋ｙ）",
        "(x+y)*2",
        "(x+y)+(x+y)",
        "2(y+x)",
        "dz/dx = 2(x+y)",
        "y*2+x*2",
        "2・(x+y)",
        "dz/dx = 2t·1 = 2(x+y)",
        r"2\left(x+y\right)",
        r"$2(x + y)$",
        r"\boxed{2x+2y}",
        "2 x + 2 y",
        "4(x+y)/2",
        "答え: 2(x+y)",
        "((x+y)^2-(x-y)^2)/(2y) + 2y",
        "∂z/∂x = 2(x+y)",
    ],
)
def test_a_right_expression_in_any_writing(raw: str) -> None:
    assert grade(original("chain-rule-power-linear"), raw).verdict == "correct"


@pytest.mark.parametrize("raw", ["2t", "２ｔ", "2*t*1", "dz/dx = 2t", "t+t", r"2t \times 1"])
def test_not_substituted_is_incomplete(raw: str) -> None:
    outcome = grade(original("chain-rule-power-linear"), raw)
    assert outcome.verdict == "incomplete"
    assert "x + y" in outcome.diagnoses[0].message.ja


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("2(x-y)", "wrong"),
        ("x+y", "wrong"),
        ("2x", "wrong"),
        ("2(x+z)", "unreadable"),
        ("2(x+y", "unreadable"),
        ("t", "wrong"),
        ("2(x+y) + 0.0001", "wrong"),
        ("2t + 1", "wrong"),
        ("2(x+y) = 3", "wrong"),
    ],
)
def test_other_expressions(raw: str, verdict: str) -> None:
    assert grade(original("chain-rule-power-linear"), raw).verdict == verdict


def test_a_drawn_instance_diagnoses_the_missing_inner_derivative() -> None:
    from solvers.expression import read

    item = BANK.item("chain-rule-power-linear")
    values = {"outer": read("3*t^2").tree, "inner": read("4*x + y").tree}
    variant = instantiate(item, values)
    assert grade(variant, "24(4x+y)").verdict == "correct"
    assert grade(variant, "24t").verdict == "incomplete"
    names = [diagnosis.name for diagnosis in grade(variant, "6(4x+y)").diagnoses]
    assert names == ["no-inner-derivative"]
    assert [diagnosis.name for diagnosis in grade(variant, "6t").diagnoses] == ["no-inner-derivative"]


@pytest.mark.parametrize(
    "raw",
    [
        "2",
        "(2)",
        "（２）",
        "②",
        "⑵",
        "b",
        "B",
        "イ",
        "２番",
        "選択肢2",
        "0.25",
        "０．２５",
        "(2) 0.25",
        "（2）０．２５",
        "② 0.25",
    ],
)
def test_a_right_choice_in_any_writing(raw: str) -> None:
    assert grade(original("sigmoid-derivative-max"), raw).verdict == "correct"


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("(1)", "wrong"),
        ("0.35", "wrong"),
        ("(2) 0.35", "unreadable"),
        ("(5)", "unreadable"),
        ("0.5", "unreadable"),
        ("(2) なんとか", "unreadable"),
        ("全部", "unreadable"),
        ("1と2", "unreadable"),
    ],
)
def test_other_choices(raw: str, verdict: str) -> None:
    assert grade(original("sigmoid-derivative-max"), raw).verdict == verdict


def test_the_code_of_an_option_is_an_answer() -> None:
    variant = original("minibatch-slice-choice")
    assert grade(variant, "data_x[i:i_end], data_t[i:i_end]").verdict == "correct"
    assert grade(variant, "(1) `data_x[i:i_end], data_t[i:i_end]`").verdict == "correct"
    assert grade(variant, "data_x[i:],data_t[i:]").verdict == "wrong"


@given(st.text(max_size=60))
def test_words_are_blanked_in_place(raw: str) -> None:
    assert len(without_fillers(raw)) == len(raw)
