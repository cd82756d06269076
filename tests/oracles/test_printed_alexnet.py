"""AlexNet: the printed Japanese stems and tables alone, solved again by laying out the layers."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

from printed_code import code_block
from printed_stems import Printed, hold_numbers, printed
from printed_tables import hold_choices


def slid(side: int, size: int, stride: int, padding: int) -> int:
    """Return at how many places a window can stand, by trying them."""
    return sum(1 for start in range(-padding, side + padding, stride) if start + size <= side + padding)


def test_the_first_layer() -> None:
    for question in printed("alexnet-conv1-size"):
        height, width, channels = map(int, question.found(r"が (\d+)×(\d+)×(\d+) の入力に"))
        size, other, filters = map(int, question.found(r"(\d+)×(\d+) のフィルタを (\d+) 枚"))
        padding, stride = int(question.number("パディング ")), int(question.number("ストライド "))
        assert (size, channels) == (other, 3)
        hold_numbers(question, [*(slid(side, size, stride, padding) for side in (height, width)), filters], 0)


def test_the_chain_of_layers() -> None:
    for question in printed("alexnet-shape-chain"):
        first, *layers = code_block(question).split("\n")
        side, other, channels = map(int, re.findall(r"\d+", first))
        (wanted,) = question.found(r"のとき、(\w+) の出力")
        assert side == other == question.number("入力が ")
        for layer in layers:
            name, *numbers = re.fullmatch(
                r"(\w+) +(\d+)×(\d+) +stride (\d+) +padding (\d+)(?: +filters (\d+))?", layer
            ).groups()  # type: ignore[union-attr]
            side = slid(side, *map(int, (numbers[0], *numbers[2:4])))
            channels = int(numbers[4]) if numbers[4] else channels
            if name == wanted:
                break
        assert name == wanted
        hold_numbers(question, [side, side, channels], 0)


def parameters(question: Printed) -> dict[str, int]:
    """Return the weights and biases of each layer of the printed table."""
    (named, groups) = question.found(r"\n\n(.*) のグループ数は (\d) です")
    found = {}
    for row in code_block(question).split("\n"):
        name, inputs, size, outputs = row.split()
        sides = [int(part) for part in inputs.split("×")]
        width = int(outputs)
        if size == "(all)":
            count = 1
            for side in sides:
                count *= side
            found[name] = (count + 1) * width
        else:
            height, other = map(int, size.split("×"))
            seen = sides[2] // (int(groups) if name in named.split("、") else 1)
            found[name] = (height * other * seen + 1) * width
    return found


def test_one_layers_parameters() -> None:
    for question in printed("alexnet-layer-params"):
        (name,) = question.found(r"\n\n(\w+) のパラメータ")
        hold_numbers(question, [parameters(question)[name]], 0)


def test_all_parameters_and_the_share_of_the_dense_layers() -> None:
    for question in printed("alexnet-total-params"):
        counts = parameters(question)
        total, dense = sum(counts.values()), sum(count for name, count in counts.items() if name.startswith("fc"))
        share = Fraction(100 * dense, total)
        written = f"{total}, {floor(share * 100 + Fraction(1, 2)) / 100:.2f}"
        assert question.key()[0] == total
        assert abs(question.key()[1] - float(share)) < 1e-9
        assert question.verdict(written) == "correct", (question.name, written)
        assert question.verdict(f"{total + 1}, {float(share):.2f}") != "correct"
        assert question.verdict(f"{total}, {float(share) + 0.03:.2f}") != "correct"


PAPERS = {"AlexNet": (5, 3), "VGG16": (13, 3), "VGG19": (16, 3), "VGG11": (8, 3), "VGG13": (10, 3), "LeNet-5": (2, 3)}
"""Convolutions and dense layers: Krizhevsky et al. 2012; Simonyan and Zisserman 2015, table 1; LeCun et al. 1998
(C1 and C3; C5 sees all of its input and is counted as dense here, with F6 and the output)."""


def test_layers_that_are_added_and_taken_away() -> None:
    for question in printed("alexnet-structure-counts"):
        (name,) = question.found(r"^(\S+) の構成")
        change = {"増やす": 1, "減らす": -1}
        counts = []
        for kind, before in zip(("畳み込み層", "全結合層"), PAPERS[name], strict=True):
            told = question.found(rf"{kind}は(?: (\d+) 層(増やす|減らす)|そのまま)")
            counts.append(before + (int(told[0]) * change[told[1]] if told[0] else 0))
        hold_numbers(question, [*counts, sum(counts)], 0)


TRUE = (
    "全結合層でドロップアウトを使っている",
    "学習を 2 つの GPU に分けて行った",
    "局所応答正規化（LRN）を使っている",
    "活性化関数に ReLU を使っている",
    "画像の切り取りや左右反転などのデータ拡張をして学習した",
    "窓が互いに重なるプーリングを使っている",
)
"""Krizhevsky, Sutskever, Hinton 2012, sections 3.1 to 3.4, 4.1 and 4.2."""
LATER = (
    "全結合層の代わりに Global Average Pooling を使っている",  # Lin et al. 2013
    "各層のあとにバッチ正規化を入れている",  # Ioffe and Szegedy 2015
    "大きさの違うフィルタを並べた Inception モジュールを使っている",  # Szegedy et al. 2014
    "層をまたぐ残差接続（スキップ接続）を使っている",  # He et al. 2015
    "最適化に Adam を使って学習した",  # Kingma and Ba 2014
    "重みの初期化に He の初期値を使っている",  # He et al. 2015; the paper draws from a normal law of deviation 0.01
)


def test_facts_of_the_paper() -> None:
    for question in printed("alexnet-facts"):
        assert set(question.lists[0]) <= {*TRUE, *LATER}
        hold_choices(question, lambda option: option in TRUE)
