"""What real reports were once misread by, each kind in words of its own: none of these lines is wrong."""

from __future__ import annotations

from collections import Counter

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report


def verdicts(text: str) -> Counter[str]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.splitlines(), 1))
    return Counter(finding.verdict for finding in course_checker().check(Report("r.md", lines)))


@pytest.mark.parametrize("mark", ["- ", "* ", "1. ", ""])
def test_a_formula_with_words_for_its_left_side_goes_on_with_none(mark: str) -> None:
    text = f"{mark}Xavier std $=\\sqrt{{1/n}}$\n{mark}He std $=\\sqrt{{2/n}}$\n"
    assert not verdicts(text)["wrong"]
    assert not verdicts(text.replace("std", "の標準偏差"))["wrong"]


@pytest.mark.parametrize("lead", ["", "よって ", "したがって ", "thus "])
def test_a_formula_without_one_does(lead: str) -> None:
    assert verdicts(f"$(x+1)^2$\n{lead}$= x^2+2x+1$\n{lead}$= x^2+2x+2$\n")["wrong"] == 1


@pytest.mark.parametrize(
    "formula",
    ["O = (画像の高さ + 2 x パディング高さ - フィルタ高さ)/ストライド + 1",
     "出力 = (入力 + 2×パディング − フィルタ) / ストライド + 1",
     "output = (input + 2 * padding - kernel)/stride + 1"],
)  # fmt: skip
@pytest.mark.parametrize("fence", ["", "```\n"])
def test_a_formula_below_a_test_answers_nothing(formula: str, fence: str) -> None:
    assert not verdicts(f"## 確認テスト\n出力画像サイズの計算\n\n{fence}{formula}\n{fence}")["wrong"]


def test_a_size_below_a_test_is_still_its_answer() -> None:
    asked = (
        "## 確認テスト\nサイズ6×6の入力画像を、サイズ2×2のフィルタで畳み込んだ時の出力画像のサイズ。"
        "ストライドとパディングは1とする。\n\n"
    )
    assert verdicts(f"{asked}(6 + 2 * 1 - 2) / 1 + 1 = 7\n")["correct"] == 1
    assert verdicts(f"{asked}答え：6×6\n")["wrong"] == 1


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("荷重減衰の係数を大きくすることで、重みが小さくなりやすい。", None),
        ("weight decayパラメータをある程度大きくすると、過学習を防げる。", None),
        ("荷重減衰は重みを大きくする。", "wrong"),
        ("荷重減衰は重みを大きくすることで過学習を防ぐ。", "wrong"),
        ("ミニバッチ学習: そのため、全てのデータを使うと時間がかかってしまう。", None),
        ("ミニバッチ学習は全データを使って更新する。", "wrong"),
        ("With sigmoid the largest gradient in my run is 0.7.", None),
        ("今回の実験では、シグモイドの微分の最大値は0.2だった。", None),
        ("The maximum of the sigmoid derivative is 0.7.", "wrong"),
        ("シグモイドの微分は、最大（入力が0の時）でも0.25と1より小さい。", "correct"),
        ("シグモイドの微分は、最大（入力が0の時）でも0.5と1より小さい。", "wrong"),
    ],
)
def test_what_is_set_or_measured_is_no_claim_of_what_comes(said: str, verdict: str | None) -> None:
    found = verdicts(said)
    assert found["wrong"] == (verdict == "wrong"), found
    assert verdict is None or found[verdict] >= 1


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Average pooling keeps the biggest number in the window.", "Average pooling takes the mean of each window."),
        ("A convolution has one bias per input channel.", "A convolution has one bias per output channel."),
        ("RMSPropは、係数が1に近いほど古い勾配を早く忘れる。", "RMSPropは古い勾配を徐々に忘れる。"),
        ("重みは0。バイアスも0で始めると学習が進まない。", "重みの初期値を0にすると学習が進まない。"),
        ("標準偏差はXavierで1/√n、nはデータ数。", "Xavierの標準偏差は1/√n。"),
    ],
)
def test_what_is_said_beside_a_right_claim_alters_it(wrong: str, right: str) -> None:
    assert not verdicts(wrong)["correct"]
    assert verdicts(right)["correct"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "## Momentum\n```python\nv = mu * v - learning_rate * dx\nx += v\n```",
        "```python\nimport numpy as np\nx = np.ones(5)\ny = x + 1  # (4)\n```",
        "That is 28 * 28 * 32 * 5 * 5 * 192 = 120 million multiplications.",
        "乗算の回数は 28×28×32×5×5×192 = 1.2 億 です。",
        "## 最大プーリング\nmax_pooling2d_1 (MaxPooling2D)   (None, 304, 304, 32)  0   leaky_re_lu_1[0][0]",
        "When the input is 0,\nthe slope of the sigmoid function\nreaches a maximum of 0.25.",
        "- [Why does regularization cause overfitting to go down?](#why-it-does)",
        "## AlexNet\nAs an exercise, think of a smaller design for images of 28x28.",
        "## Momentum\nInstead, this view of the matter suggests an update in which the gradient only influences the"
        " velocity, which in turn changes the place of the ball, and so the weights.",
        "NiN has far fewer parameters than AlexNet and VGG.",
    ],
)
def test_a_textbook_is_not_called_wrong(text: str) -> None:
    assert not verdicts(text)["wrong"]


def test_what_is_alike_and_wrong_is_still_told() -> None:
    assert verdicts("AlexNet has 3 convolutional layers and 3 fully connected layers.")["wrong"]
    assert verdicts("That is 28 * 28 * 2 = 1500.")["wrong"]
    assert verdicts("## Adam\nIt has no momentum.")["wrong"]
    assert verdicts("```python\nimport numpy as np\nx = np.ones(5)\ny = x + 1  # shape (4)\n```")["wrong"]
