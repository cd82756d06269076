"""A convolutional network that a report tells in sentences: what it then says of sizes and numbers is judged."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.size_statements import stated_sizes
from quiz.report.sizes.told_convolution import ToldConvolution

CHAIN = "構成：Conv → ReLU → Pool → Affine → ReLU → Affine → Softmax"
NUMBERS = "入力は(1, 20, 20)、フィルタは8枚、3×3、pad=0、stride=1、プーリングは2×2(stride 2)。"


def verdicts(*lines: str) -> list[str]:
    """The verdicts on the last of some lines, each a paragraph."""
    rows = rows_of(Report("r", tuple(Line(line, number) for number, line in enumerate(lines, 1))))
    return [stated.judged.verdict for stated in stated_sizes(rows) if stated.row.line.number == len(lines)]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("畳み込みの出力は (8, 18, 18) になる。", "right"),
        ("畳み込みの出力は (8, 20, 20) になる。", "wrong"),
        ("プーリングの出力は 9×9×8 である。", "right"),
        ("プーリングの出力は 10×10×8 である。", "wrong"),
        ("Affine層の入力は 8×9×9=648 個になる。", "right"),
        ("Affine層の入力は 800 個になる。", "wrong"),
        ("畳み込み層の重みの形状は (8, 1, 3, 3) である。", "right"),
        ("畳み込み層の重みの形状は (8, 3, 3, 3) である。", "wrong"),
        ("中間層が40ノードなので、1つ目のAffine層のパラメータ数は 25960 個になる。", "right"),
        ("中間層が40ノードなので、1つ目のAffine層のパラメータ数は 688 個になる。", "wrong"),
    ],
)
@pytest.mark.parametrize(
    "numbers",
    [
        [NUMBERS],
        ["入力サイズ 1×20×20、フィルタ数8、フィルタサイズ3、パディング0、ストライド1。プーリングは2×2、ストライド2。"],
        ["Input (1, 20, 20), 8 filters, 3x3, pad 0, stride 1, pooling 2x2 with stride 2."],
        ["入力は20×20×1で、3×3のフィルタが8枚、パディング0、ストライド1。", "プーリングは2×2でストライド2。"],
    ],
)
def test_what_is_said_of_it_is_judged(numbers: list[str], said: str, verdict: str) -> None:
    assert verdicts(CHAIN, "", *numbers, "", said) == [verdict]


@pytest.mark.parametrize(
    "lines",
    [
        (CHAIN, "入力は(1, 20, 20)、フィルタは8枚、3×3、stride=1、プーリングは2×2(stride 2)。"),  # no padding told
        (CHAIN, "入力は(1, 20, 20)、フィルタは8枚、3×3、pad=0、stride=1、プーリングは2×2。"),
        (CHAIN, "入力は(1, 20, 20)、フィルタは8枚と16枚、3×3、pad=0、stride=1、プーリングは2×2(stride 2)。"),
        ("構成：Conv → Conv → Pool → Affine", NUMBERS),
        ("構成：Affine → ReLU → Affine", NUMBERS),
        (NUMBERS,),
    ],
)
def test_of_what_is_not_wholly_told_nothing_is_known(lines: tuple[str, ...]) -> None:
    told = ToldConvolution()
    assert [told.learn(line) for line in lines] == [False] * len(lines)
    assert told.network is None


def test_the_shape_of_weights_is_unknown_where_the_units_are() -> None:
    assert verdicts(CHAIN, "", NUMBERS, "", "1つ目のAffine層の重みの形状は (648, 40) である。") == []


def test_another_section_tells_of_another_network() -> None:
    assert verdicts(CHAIN, "", NUMBERS, "", "# 別の話", "", "畳み込みの出力は (8, 20, 20) になる。") == []


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("$W^{(1)}$ の要素数は 30×20=600 です。", "right"),
        ("$W^{(1)}$ の要素数は 30×20=50 です。", "wrong"),
        ("$W_1$ のパラメータ数は 620 です。", "wrong"),
        ("$b^{(1)}$ の要素数は 20 です。", "right"),
        ("$b^{(1)}$ の要素数は 30 です。", "wrong"),
        ("$W^{(2)}$ の形状は (20, 5) です。", "right"),
        ("$W^{(2)}$ の形状は (20, 10) です。", "wrong"),
        ("$w^2$ の要素数は 7 です。", None),
    ],
)
def test_arrays_are_named_as_in_formulas(said: str, verdict: str | None) -> None:
    assert verdicts("30-20-5のネットワークで数えた。", "", said) == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("行数は 4×5×5=100 です。", "right"),
        ("行数は 49 です。", "wrong"),
        ("列数は 27 です。", "right"),
        ("列数は 3×3=9 です。", "wrong"),
    ],
)
def test_what_im2col_makes_of_a_batch_told_in_words(said: str, verdict: str) -> None:
    given = "入力 (N, C, H, W) = (4, 3, 7, 7)、フィルター3×3、ストライド1、パディング0の場合:"
    assert verdicts("## im2col", "", given, "", f"- {said}") == [verdict]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("200 updates", "right"), ("20 updates", "wrong")],
)
def test_epochs_in_words_are_counted(said: str, verdict: str) -> None:
    assert verdicts(f"With 2000 samples and a batch size of 100, ten epochs make {said}.") == [verdict]
