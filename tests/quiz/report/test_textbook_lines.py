"""What textbooks say of other things under a heading, or of a thing beside another: none of it is called wrong.

Each line stands for a kind that was met in a textbook or lecture notes, in words of our own; beside it what is alike
and wrong, which is still told.
"""

from __future__ import annotations

from collections import Counter

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report


def verdicts(text: str) -> Counter[str]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.splitlines(), 1))
    return Counter(finding.verdict for finding in course_checker().check(Report("r.md", lines)))


@pytest.mark.parametrize(
    "text",
    [
        # a comment on a line of several statements, or of two things done to a shape, may mean any of them
        "```python\nm = b1*m + (1-b1)*g; s = b2*s + (1-b2)*g**2   # Adam: the first and the second moment\n```",
        "```python\ncol_w = self.W.reshape(FN, -1).T  # フィルタを行に並べて転置する\n```",
        "```python\nout = out.reshape(N, oh, ow, -1).transpose(0, 3, 1, 2)  # 軸の順に並べ替え\n```",
        # the share of a largest value is no largest value of a table
        "| 関数 | 範囲 | 微分の最大値 |\n|---|---|---|\n| sigmoid | 0〜1 | 0.25 |\n| tanh | -1〜1 | 1 |\n"
        "\n- x=5でのシグモイドの微分は約0.0066で、最大値の3%にも満たない。",
        # a sentence about something else, behind one that names the claim's subject
        "L1とL2のキャッシュは速い。\n疎な行列の読み書きは、GPU ではうまくいきません。",
        "## 正則化\nL2 の球では方向が変わりません。\nスパースなベクトルを求める問題もあります。",
        "Backpropagation was known in the sixties.\nMultiplying two numbers was extremely slow before 1980.",
        "SGD has a single rate.\nThe other methods keep an individual learning rate for each weight.",
        # what is only likened to the subject says nothing of it
        "この関数は、シグモイドに似ていますが、勾配消失を緩和します。",
        # a value that is only approached
        "## シグモイド\n入力が 0 から遠ざかるにつれて、微分は 0 に近づきます。",
        # words that mean another thing: softmax regression, a network trained, a layer of two
        "分類の部分にはソフトマックス回帰を使います。",
        "ソフトマックス回帰の出力層は、全結合層でもあります。",
        "バッチ正規化では、学習後にデータセット全体から平均と分散を求め、予測時に使います。",
        "ドロップアウトは、テスト時には無効にします。",
        "転移学習では、新しい出力層の重みをランダムに初期化します。",
        "入力チャネル数と出力チャネル数がどちらも d のとき、計算量は d の 2 乗に比例します。",
        "画像はすべて RGB で、チャネルの縦と横は 32 ピクセルです。",
        "数字の白黒画像（0 から 9 まで）のデータセットを使う。",
        "重みを共有しない1次元の畳み込みもある。",
        "Even the simplest implementation of AlexNet uses batch norm.",
        "The networks went from LeCun's LeNet to AlexNet in a decade.",
        "AlexNetの構造はLeNetと似ていますが、より多くの畳み込み層と大きなパラメータ空間を使います。",
        "The kernel will be 2x2 and the stride 2 for most of the cases.",
        "Lasso reduces the ordinary least squares error with an extra term.",
        "学習率を下げると、精度が上がり、(困ったことに)過学習が減ります。",
        # a long sentence that names nothing of its heading's kind
        "## 誤差逆伝播\nこれは実際には実現できるものではなく(時間がかかりすぎてメモリも足りない)、"
        "非常に見通しの悪い形の勾配に到達するまでには、千回を超える行列の積が必要です。",
        "## L1正則化\n中間のステップとして、罰則を加えた目標である二乗のノルムと係数をかけた項を書き出し、"
        "それを最小にする点がどこにあるのかを、係数を動かしながら順に調べていくことにします。",
        # a sentence that was cut at the width of a page
        "### Sigmoid Function\nIts derivative is plotted "
        "below.\nNote that when the input is 0,\nthe derivative of the sigmoid function\n"
        "reaches a maximum of 0.25.",
        # numbers in millions
        "- Which equals: `28 * 28 * 16 * 5 * 5 * 192 = 60 Mil`",
        # sizes of filters, and of what they see
        "入力27x27に3x3のフィルタを使うとき、3x3の領域ごとに計算する。",
        "If the input is [99x99x3] and the filters are 9x9x3, each step takes a [9x9x3] block of pixels.",
        "- Input: 6x6x1\n- Conv: 1x1x1 one filter\n- Output: 6x6x1",
        # chains: figures in round numbers, what a program prints, what is small
        r"$3 \cdot 10^4 \cdot 33 = 10^6$",
        "  iter=1     weight=.03    bias=.0014\n  iter=20    weight=.28    bias=.0116    cost=74.65",
        r"$(a + b\epsilon)^2 = a^2 + 2ab\epsilon$",
    ],
)
def test_a_textbook_is_right(text: str) -> None:
    assert not verdicts(text)["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "```python\nrows = x.reshape(n, -1)  # 転置する\n```",
        "L2正則化の解はスパースになる。",
        "SGD keeps an individual learning rate for each parameter.",
        "シグモイドは、勾配消失を緩和します。",
        "## シグモイド\nx=0 のとき、微分は 0 になる。",
        "ソフトマックスは回帰に使われます。",
        "バッチ正規化では、データセット全体から平均と分散を求めます。",
        "ドロップアウトは、テスト時に使います。",
        "転移学習では、重みをランダムに初期化して最初から学習する。",
        "出力チャネル数は入力チャネル数と等しい。",
        "畳み込み層は重みを共有しない。",
        "AlexNet uses batch norm.",
        "学習率を下げると発散しやすくなる。",
        "入力27x27に3x3のフィルタを使うと、出力は24x24になる。",
        r"$3 \cdot 10^4 \cdot 33 = 10^5$",
        r"$w - 2\epsilon w = w(1 - \epsilon)$",
        r"$(a + b\epsilon)^2 = 2a^2 + 2ab\epsilon$",
    ],
)
def test_what_is_alike_and_wrong_is_told(text: str) -> None:
    assert verdicts(text)["wrong"]


def test_a_sentence_goes_on_about_what_a_part_of_it_is_of() -> None:
    told = verdicts("Sigmoid squashes its input.\nFor large positive inputs the slope is close to 1.")
    assert told["wrong"] == 1
    assert verdicts("Dropout drops units in training.\nAt inference half of the neurons are dropped.")["wrong"] == 1


LONG_AGO = "この節では、ほかの話題について順に考えていくことにしたいと思います。\n"


@pytest.mark.parametrize(("between", "told"), [(2, True), (12, False)])
def test_a_heading_far_above_is_spoken_of_no_more(between: int, told: bool) -> None:
    text = f"## AlexNet\n{LONG_AGO * between}パラメータの大半は畳み込み層にある。\n"
    assert bool(verdicts(text)["wrong"]) is told


def test_entries_are_about_what_heads_them_however_many_they_are() -> None:
    text = "## AlexNet\n" + "- 5 層の畳み込みがある\n" * 20 + "- パラメータの大半は畳み込み層にある\n"
    assert verdicts(text)["wrong"] == 1


def test_a_convolution_is_not_held_against_the_formula_of_pooling() -> None:
    assert verdicts("入力27x27に3x3のカーネルを使うと、出力は24x24になる。")["wrong"] == 1
