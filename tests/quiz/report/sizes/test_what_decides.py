"""One word that decides what a sentence says of a size: with it the sentence is judged otherwise, or left alone."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.layer_arithmetic import dense_count
from quiz.report.sizes.layer_comments import comment_on
from quiz.report.sizes.network_model import Layer
from quiz.report.sizes.size_statements import stated_sizes
from quiz.report.sizes.written_values import is_rounded

CONVOLUTIONAL = """```python
net = SimpleConvNet(input_dim=(2, 14, 14), conv_param={'filter_num': 6, 'filter_size': 3, 'pad': 1, 'stride': 1},
                    hidden_size=9, output_size=4)
```
"""
LAYERED = """```python
net = MultiLayerNet(input_size=50, hidden_size_list=[30, 8], output_size=3, weight_init_std='he')
```
"""
KERAS = """```python
model = Sequential([Dense(50, input_shape=(784,)), Dense(10)])
```
"""
IMAGES = "Input images are 32x32 RGB."


def verdicts(*lines: str) -> list[str]:
    """The verdicts on the stated sizes and counts of a report, in order."""
    text = "\n".join(lines).split("\n")
    rows = rows_of(Report("r", tuple(Line(line, number) for number, line in enumerate(text, 1))))
    return [found.judged.verdict for found in stated_sizes(rows)]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("7×7の入力に3×3のフィルタをかけるとき、ストライドを1から2に変えると出力は3×3になる。", "right"),
        ("7×7の入力に3×3のフィルタをかけるとき、ストライドを1から2に変えると出力は7×7になる。", "wrong"),
        ("入力7×7、フィルタ3×3、ストライド1→2にして、出力は3×3", "right"),
        ("28×28の入力でフィルタを5×5から3×3に変えると、ストライド1、パディング0で出力は26×26になる。", "right"),
        ("データ60000件でバッチサイズを100から200に増やすと、1エポックの更新回数は300回になる。", "right"),
        ("データ60000件でバッチサイズを100から200に増やすと、1エポックの更新回数は600回になる。", "wrong"),
        ("3×3のフィルタを16枚から32枚に増やすと、入力3チャネルでパラメータはバイアス込みで896個になる。", "right"),
        ("w=2、勾配は0.5、学習率を0.1から0.2に変えると、次の w は1.9。", "right"),
        ("ドロップアウト率を0.5から0.2に変えると、学習時に1.25倍する。", "right"),
        ("ドロップアウト率を0.5から0.2に変えると、学習時に2倍する。", "wrong"),
    ],
)
def test_what_is_changed_from_one_value_to_another_has_the_other(sentence: str, verdict: str) -> None:
    assert verdicts(sentence) == [verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "全結合層784→50のノード数を50から100に変えるとパラメータは78500個になる。",
        "バッチ正規化のチャネルを32から64に変えると学習するパラメータは128個。",
        "For a 7x7 input and a 3x3 filter, raising the stride from 1 to 2 gives 3x3.",
    ],
)
def test_another_change_is_called_nothing_wrong(sentence: str) -> None:
    assert "wrong" not in verdicts(sentence)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("パディングを1から0に変えると conv_output_size は 12 になる。", "right"),
        ("パディングを1から0に変えると conv_output_size は 14 になる。", "wrong"),
        ("ストライドを1から2に変えると出力は7×7になる。", "right"),
        ("Changing the padding from 1 to 0 gives a conv_output_size of 12.", "right"),
    ],
)
def test_a_printed_network_is_changed_from_what_it_was(sentence: str, verdict: str) -> None:
    assert verdicts(CONVOLUTIONAL, sentence) == [verdict]


ALONE = [
    # of windows
    ("入力5×5、パディング0、パディング後の画像は5×5。",),
    ("28×28の入力を5×5で畳み込み、プーリング後は12×12になる。",),
    ("出力6×6、入力5×5、パディング1、パディング後の画像は7×7。",),
    ("ストライド1、入力7×7、フィルタ3×3、ストライド2 → 3×3",),
    ("入力は7×7、フィルタは3×3。", "| ストライド2 | 出力 3×3 |"),
    # of counts
    ("パラメータ数: 3×3×1×32+16=304",),
    ("パディングを1つけると上下で縦が1ピクセル大きくなる。",),
    ("バッチ正規化で学習するパラメータは64チャネルで移動平均も入れて256個。",),
    ("データ1001件、バッチサイズ100、validation_split=0.3なら1エポックは7回。",),
    ("60000件をバッチサイズ128で学習すると、1000回の更新は2エポックになる。",),
    # of numbers that follow
    ("3×3をストライド2で2層重ねると7×7の範囲を見る。",),
    ("AdaGradとRMSProp（減衰率0.9）で、勾配が1, 2のとき h は5。",),
    ("n=100 のとき。", "n=400 や n=900 もある。", "Xavierの標準偏差は0.1。"),
    # of networks
    (KERAS, "最初のDense、最後のDenseのパラメータは39250個。"),
    (LAYERED, "出力層への重みは24個です。"),
    (LAYERED, "バイアスは30個です。"),
    (LAYERED, "2層目の重み行列は1つです。"),
    (CONVOLUTIONAL, "パディングを0に変えて、パディングを1に戻すと conv_output_size は 12 になる。"),
    (CONVOLUTIONAL, "パディングを0にすると全結合層の前の特徴マップは6×6になる。"),
    (
        IMAGES,
        "```python\nclass Net(nn.Module):\n    def __init__(self):\n        self.conv2 = nn.Conv2d(3, 8, 3)",
        "        self.conv1 = nn.Conv2d(8, 3, 5)\n```\n\nconv1の出力は26×26。",
    ),
    (IMAGES, "```python\nnet = nn.Sequential(nn.Conv2d(3, 8, 3, dilation=2))\n```\n\nConv2dの出力は30×30。"),
    (
        "The images are 32x32.\nThe photos are 64x64.",
        "```python\nnet = nn.Sequential(nn.Conv2d(3, 8, 3))\n```\n\nConv2dの出力は30×30。",
    ),
    (
        "Input: 20x20 grey images.\n\n```python\nclass Net(nn.Module):\n    def __init__(self):",
        "        self.conv1 = nn.Conv2d(1, 4, 3)\n        self.pool = nn.MaxPool2d(2)",
        "        self.fc = nn.Linear(324, 5)",
        "    def forward(self, x):\n        for i in range(2):\n            x = self.pool(x)",
        "        x = self.pool(F.relu(self.conv1(x)))  # 9x9x4\n        return self.fc(x)\n```",
    ),
    (
        "```python\nnet = MultiLayerNetExtend(input_size=50, hidden_size_list=[30], output_size=3, use_batchnorm=True)",
        "```\n\nパラメータの総数は1623個。",
    ),
]


@pytest.mark.parametrize("lines", ALONE, ids=lambda lines: lines[-1][-30:])
def test_what_is_not_clear_is_left_alone(lines: tuple[str, ...]) -> None:
    assert verdicts(*lines) == []


CLEAR = [
    (("8×8に2×2プーリングをかけると5×5になる。",), ["wrong"]),
    (("5×5のフィルタで、28×28だった画像は24×24になる。",), ["right"]),
    (("12×12、フィルタ3×3、ストライド1、パディング1ではサイズは変わらず、12×12のままになる。",), ["right"]),
    (("パディングを1つけると縦が1ピクセル大きくなる。",), ["wrong"]),
    (("バッチ正規化で学習するパラメータは64チャネルで256個。",), ["wrong"]),
    (("データ1000件、バッチサイズ100、validation_split=0.3なら1エポックは7回。",), ["right"]),
    (("訓練データは1000件ある。", "バッチを100枚にすると1エポックの更新回数は10回。"), ["right"]),
    (("60000件をバッチサイズ128で学習すると、2エポックは1000回の更新になる。",), ["wrong"]),
    (("13→(3×3, p0, s2)→5→(3×3, p0, s1)→3",), ["wrong"]),
    ((KERAS, "最初のDenseのパラメータは39250個。"), ["right"]),
    (
        ("The images are 32x32.\n\n```python\nnet = nn.Sequential(nn.Conv2d(3, 8, 3))\n```\n", "Conv2dの出力は30×30。"),
        ["right"],
    ),
    ((LAYERED, "3層目の重みは24個です。"), ["right"]),
    ((LAYERED, "重み行列は3個です。"), ["right"]),
    (
        (
            "```python\nx = np.random.rand(10, 3, 7, 7)\ncol = im2col(x, 5, 5)\n```\n",
            "ストライドを2に変えると (40, 75) になる。\ncol の形は (90, 75)。",
        ),
        ["right", "right"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CLEAR, ids=lambda part: part[-1][-30:])
def test_what_is_clear_is_judged(lines: tuple[str, ...], expected: list[str]) -> None:
    assert verdicts(*lines) == expected


def test_a_number_beside_a_dense_layer_may_be_that_of_its_inputs_or_of_something_else() -> None:
    dense = Layer("dense", (5,), dense_count(324, 5), (324, 5))
    found = [comment_on(dense, said) for said in ("5個", "324個", "324個が入る", "5個が入る")]
    assert [one.verdict if one is not None else None for one in found] == ["right", None, "right", "wrong"]


def test_no_rounded_value_is_as_far_off_as_a_tenth() -> None:
    assert not is_rounded(0.1, "0.1", 0.07)
    assert is_rounded(0.1, "0.1", 0.098)
