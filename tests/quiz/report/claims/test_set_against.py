"""What is denied, set aside, undone, elided or told of something else is held against nothing that it doesn't say."""

from __future__ import annotations

import time

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report

NOT_WRONG = [
    "データ1000件、バッチサイズ50で2000回更新すると、エポック数は100になる。",
    "With 1,000 samples and a batch size of 50, after 2,000 steps the number of epochs is 100.",
    "hを小さくするほど数値微分の精度は上がるが、小さすぎると丸め誤差で悪くなる。",
    "Dropout is not used at test time.",
    "Dropout is used in training only; it is not used at test time.",
    "訓練データが少ないときはモデルを小さくし、大きくすると過学習しやすい。",
    "データが少ない場合、パラメータ数が多いと過学習しやすいので、減らすと過学習が抑えられる。",
    "学習率が大きいと、1回の更新が大きくなるが、勾配が小さくなると更新の幅は小さくなる。",
    "With a larger learning rate the steps are longer, if it is raised further it diverges.",
    "ストライドを大きくすると出力が小さくなるので、小さくなると計算が軽い。",
    "More data reduce overfitting, less regularization increases it.",
    "訓練データが少ないので、モデルの自由度が大きいと過学習しやすく、小さいと過学習しにくい。",
    "AdaGradとRMSPropの違いは、過去の勾配をすべて足すか移動平均をとるかである。",
    "6×6のマップに3×3の最大プーリング（ストライド2）をすると、端数を切り上げるので3×3になる。",
    "With ceil mode, a 6×6 map with a 3×3 max pooling and stride 2 gives a 3×3 output.",
    "同じフィルタで、パディングを2にすると32×32である。",
    "過学習では正則化を強めないと性能が悪化するが、未学習では関係ない。",
    "# AdaGrad\n\nRMSPropではこの問題が改良された。これは古い勾配を少しずつ忘れる。",
    "# Xavierの初期値\n\n$\\sigma = \\sqrt{1/n}$（Heの初期値は $\\sqrt{2/n}$）",
    "60000枚をバッチサイズ100で学習する。\n\n1エポックとは、訓練データ全体を1回使い切ることを表す単位である。",
    "L1正則化は重みの絶対値の和を損失に加え、多くの重みをちょうど0にしやすい。",
]
NOT_RIGHT = [
    "L2, not L1, gives sparse solutions.",
    "ReLU, not the sigmoid, suffers from vanishing gradients.",
    "Xavier, not He, is used with ReLU.",
    "Early stopping watches the training loss rather than the validation loss.",
    "シグモイドでもソフトマックスでも出力の合計が1になる。",
    "学習率を下げると損失がなかなか減らず、減ると発散しにくくなる。",
    "バッチ正規化をすると学習が安定する。\n\n正則化をしないほうが過学習しにくい。",
    "バッチ正規化をすると学習が安定する。\n\nデータを減らしたほうが過学習を抑えられる。",
    "# ドロップアウト\n\n正則化をやめると過学習を防げる。",
    "# バッチ正規化\n\nドロップアウトを使わないほうが学習が速くなる。",
    "モメンタムは損失関数に重みの絶対値の和を加える。",
    "正則化を強くするほどモデルの自由度が上がり、過学習しやすくなる。",
    "L2 regularisation produces sparse weights, unlike L1 regularisation, which only shrinks them.",
    "バッチ正規化は推論時にもミニバッチの平均と分散を使うので、移動平均は不要である。",
    "Dropout is applied at inference and switched off during training.",
    "The outputs of softmax sum to 1.\n\nThe cross-entropy loss grows as the probability of the right class gets 1.",
]
TOLD = [
    ("L1, not L2, gives sparse solutions.", "correct"),
    ("L2, not L1, gives sparse solutions.", "wrong"),
    ("Dropout is used at test time.", "wrong"),
    ("Dropout is not used at test time.", "correct"),
    ("データ1000件、バッチサイズ50なら、1エポックの更新は20回である。", "correct"),
    ("学習率を大きくすると発散しやすく、小さくすると学習に時間がかかる。", "correct"),
    ("学習率を大きくすると学習に時間がかかり、小さくすると発散しやすい。", "wrong"),
    ("学習率が大きいと発散し、小さいと学習が遅い。", "correct"),
    ("ソフトマックスでは出力の合計が1になる。", "correct"),
    ("L1正則化は損失関数に重みの絶対値の和を加える。", "correct"),
]


def verdicts(text: str) -> set[str]:
    """The verdicts of the last line of a text."""
    lines = text.split("\n")
    report = Report("x", tuple(Line(line, number) for number, line in enumerate(lines, start=1)))
    return {found.verdict for found in course_checker().check(report) if found.row.line.number == len(lines)}


@pytest.mark.parametrize("text", NOT_WRONG)
def test_what_holds_is_not_called_wrong(text: str) -> None:
    assert "wrong" not in verdicts(text)


@pytest.mark.parametrize("text", NOT_RIGHT)
def test_what_does_not_hold_is_credited_to_nobody(text: str) -> None:
    assert "correct" not in verdicts(text)


@pytest.mark.parametrize(("text", "verdict"), TOLD)
def test_what_is_said_is_told(text: str, verdict: str) -> None:
    assert verdicts(text) == {verdict}


def test_blanks_around_a_formula_are_read_in_linear_time() -> None:
    began = time.process_time()
    verdicts("momentum" + " " * 3_000 + "\n\n$$v = 0.9 v - \\eta g$$")
    assert time.process_time() - began < 10  # a minute, where a pattern goes back and forth
