"""Numbers that one formula makes of those beside them: right ones, wrong ones, and what says nothing."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.worked.worked_examples import worked_values


def verdicts(text: str) -> list[str]:
    """The verdicts of the worked values of a report."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.judged.verdict for found in worked_values(rows_of(Report("r", lines)))]


PAIRS = [
    ("tanhの出力が0.4なら、傾きは{}である。", "0.84", "0.16"),
    ("シグモイドでは、出力が0.3のノードの微分は{}です。", "0.21", "0.3"),
    ("Where the sigmoid has an output of 0.7 its slope is {}.", "0.21", "0.3"),
    ("For an output of 0.4 the derivative of tanh is {}.", "0.84", "0.24"),
    ("Leaky ReLU with slope 0.01 maps -8 to {}.", "-0.08", "-0.8"),
    ("傾き0.1のLeaky ReLUに-8を入れると{}になる。", "-0.8", "-0.08"),
    ("重み減衰では、η=0.1、λ=0.05なら、重みは毎回{}倍に縮む。", "0.995", "0.95"),
    ("重み減衰の式は $w \\leftarrow (1-\\eta\\lambda)w$ で、η=0.1、λ=0.05 なら毎回 {}倍 に縮む。", "0.995", "0.95"),
    ("With weight decay, η = 0.1 and λ = 0.05, every weight is multiplied by {} in a step.", "0.995", "0.95"),
    ("勾配が一定のとき、モメンタムの係数が0.8なら歩幅は{}倍に近づく。", "5", "8"),
    ("With a momentum of 0.75 and a constant slope the steps end up {} times as large.", "four", "three"),
    ("学習率を20エポックごとに半分にする。0.4から始めると、40エポック後は{}になる。", "0.1", "0.2"),
    ("The learning rate is halved every 20 epochs. Starting from 0.4, after 60 epochs it is {}.", "0.05", "0.1"),
    ("学習率を5エポックごとに10分の1にする。0.1から始めて、10エポック後は{}。", "0.001", "0.01"),
    ("Adamは $1-\\beta_1^t$ で割る（$\\beta_1=0.8$）。t=2 で{}。", "0.36", "0.64"),
    ("Adam divides by $1-\\beta_1^t$ with $\\beta_1=0.8$: t=2 gives {}.", "0.36", "0.64"),
    (
        "ソフトマックスと交差エントロピーの勾配は、y=(0.2,0.5,0.3)、t=(0,0,1)なら{}となる。",
        "(0.2,0.5,-0.7)",
        "(0.2,0.5,0.7)",
    ),
    (
        "For softmax with cross-entropy, y = (0.2, 0.8) and t = (1, 0), the gradient is {}.",
        "(-0.8, 0.8)",
        "(0.8, -0.8)",
    ),
]


@pytest.mark.parametrize(("said", "right", "wrong"), PAIRS)
def test_what_follows_is_right_or_wrong(said: str, right: str, wrong: str) -> None:
    assert verdicts(said.format(right)) == ["right"]
    assert verdicts(said.format(wrong)) == ["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "出力が0.4なら、傾きは0.16である。",  # of which function?
        "シグモイドとtanhを比べる。出力が0.4なら、傾きは0.16である。",
        "シグモイドの出力が0.3なら、傾きは0.3だろうか。",
        "シグモイドの出力が0.3のとき、学習率は0.01にした。",
        "Leaky ReLU with slope 0.01 maps -8 to -0.8? No, that is wrong.",
        "The slope of leaky ReLU with slope 0.01 at -8 is 0.01.",
        "η=0.1、λ=0.05なら、損失は毎回0.9倍に縮む。",  # no weight decay
        "モメンタムの係数が0.8なら、歩幅は8倍に近づく。",  # the slope may change
        "勾配が一定のとき、モメンタムの係数が0.8でも、1回目の歩幅は1倍である。",
        "学習率を20エポックごとに半分にする。0.4から始めた。25エポック後は0.2。",
        "エポック数を20エポックごとに半分にする。0.4から始めて、40エポック後は0.2。",
        "t=2 で0.64。",
        "y=(0.2,0.5,0.3)、t=(0,0,1)なら(0.2,0.5,0.7)となる。",
        "ソフトマックスと交差エントロピーの勾配を求める。y=(2,5,3)、t=(0,0,1)なら(2,5,4)。",  # no probabilities
    ],
)
def test_what_isnt_told_is_not_held_against_anything(text: str) -> None:
    assert "wrong" not in verdicts(text)


def test_a_schedule_ends_with_its_section() -> None:
    said = "学習率を20エポックごとに半分にする。0.4から始める。\n# 別の実験\n40エポック後は0.2。"
    assert verdicts(said) == []


def test_a_gradient_is_no_output_of_the_softmax() -> None:
    said = "With softmax, (0.2, 0.8) has the gradient (-0.8, 0.8)."
    assert verdicts(said) == []
