"""Numbers of parameters and updates, and what a report says of a network that it has printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.code.printed_code import parsed
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.network_layers import network_in_code
from quiz.report.sizes.size_statements import stated_sizes

KERAS = """```python
model = Sequential([
    Conv2D(8, 5, strides=2, padding='same', input_shape=(32, 32, 3)),
    BatchNormalization(),
    MaxPooling2D(),
    Conv2D(16, (3, 3)),
    Flatten(),
    Dense(20, activation='relu'),
    Dense(4),
])
```
"""
TORCH = """入力画像は 20×20 のグレースケール。

```python
net = nn.Sequential(
    nn.Conv2d(1, 6, kernel_size=3),
    nn.ReLU(),
    nn.AvgPool2d(3),
    nn.Flatten(),
    nn.Linear(6 * 6 * 6, 10, bias=False),
)
```
"""
COURSE = "`TwoLayerNet(input_size=30, hidden_size=12, output_size=5)`\n"


def verdicts(text: str) -> list[str]:
    """The verdicts on the stated sizes and counts of a report, in order."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.judged.verdict for found in stated_sizes(rows_of(Report("r", lines)))]


COUNTS = [
    ("5×5のフィルタ12枚、入力3チャンネルなら、バイアス込みで912個のパラメータ。", "right"),
    ("5×5のフィルタ12枚、入力3チャンネルなら、バイアス込みで900個のパラメータ。", "wrong"),
    ("入力が4チャンネル、3×3のカーネルを10枚使うと、重みの数はバイアスを除いて360個。", "right"),
    ("Four 3x3 filters on a one-channel image have 36 parameters without the bias.", "right"),
    ("Four 3x3 filters on a one-channel image have 36 parameters including the bias.", "wrong"),
    ("全結合層120→84のパラメータはバイアスも含めて10164個。", "right"),
    ("全結合層120→84のパラメータはバイアスも含めて10080個。", "wrong"),
    ("A fully connected layer from 120 to 84 has 10164 parameters.", "right"),
    ("バッチ正規化で学習するパラメータは、32チャンネルなら64個。", "right"),
    ("`nn.BatchNorm2d(32)` adds 32 learnable parameters.", "wrong"),
    ("5000件のデータをバッチサイズ64で学習すると、1エポックは79回の更新になる。", "right"),
    ("5000件のデータをバッチサイズ64で学習すると、端数を捨てて1エポックは78回の更新になる。", "right"),
    ("5000件のデータをバッチサイズ64で学習すると、端数を捨てて1エポックは79回の更新になる。", "wrong"),
    ("5000件のデータをバッチサイズ64で学習すると、端数も使って1エポックは78回の更新になる。", "wrong"),
    ("5000件のデータをバッチサイズ64で学習すると、1エポックの更新は78回（端数を含む）。", "wrong"),
    ("5000件のデータをバッチサイズ64で学習すると、1エポックの更新は79回（端数込み）。", "right"),
    ("32×5×5 の特徴マップを1次元にすると800個になる。", "right"),
    ("Flattening the 7x7x64 map gives 3136 values.", "right"),
    ("Flattening 8 maps of 6x6 gives 288 numbers.", "right"),
    ("9×9のマップ20枚を一列に並べると1620個になる。", "right"),
    ("Flattening the 7x7x64 map gives 448 values.", "wrong"),
    ("パディングを2にすると画像の縦横は4ずつ大きくなる。", "right"),
    ("パディング3だと、一辺は3だけ増える。", "wrong"),
    ("畳み込み 3×3のフィルタ、8→16チャンネル、バイアスありのパラメータは1168個。", "right"),
    ("The 1x1 conv, 16 → 4 channels without bias has 68 parameters.", "wrong"),
    ("With 2,000 images and a batch size of 50, one epoch takes 20 iterations.", "wrong"),
]
NO_COUNTS = [
    "パラメータは5×5のフィルタ12枚で900個ではない。",
    "5×5のフィルタ12枚のパラメータは900個。",
    "3×3のフィルタ、入力3チャンネル、出力8チャンネルのパラメータは全体で5000個。",
    "5000件のデータをバッチサイズ64で学習すると、1エポックはおよそ100回の更新になる。",
    "32チャンネルならバッチ正規化の移動平均を含めたパラメータは128個。",
    "データは5000件、バッチサイズ64で、エポック数は79。",
]


@pytest.mark.parametrize(("sentence", "verdict"), COUNTS)
def test_counts(sentence: str, verdict: str) -> None:
    assert verdicts(sentence) == [verdict]


def test_what_happens_so_often_is_no_number_of_updates() -> None:
    known = "5000件のデータをバッチサイズ64で学習する。\n"
    assert verdicts(f"{known}検証誤差が2回悪化しただけでは止めず、さらに何エポックか待つ。") == []
    assert verdicts(f"{known}3回続けて悪化したら、その後のエポックはやめる。") == []
    assert verdicts(f"{known}更新が90回でエポックが終わる。") == ["wrong"]
    assert verdicts(f"{known}更新が79回でエポックが終わる。") == ["right"]


@pytest.mark.parametrize("sentence", NO_COUNTS)
def test_what_leaves_a_factor_open_is_not_judged(sentence: str) -> None:
    assert verdicts(sentence) == []


def test_a_dense_layer_may_take_what_was_flattened() -> None:
    text = "4×4×10 を平らにすると160次元。\nそこから20ノードの全結合層へは、バイアス込みで3220個。"
    assert verdicts(text) == ["right", "right"]
    assert verdicts(text.replace("3220", "3200")) == ["right", "wrong"]
    assert verdicts("そこから20ノードの全結合層へは、バイアス込みで3220個。") == []


@pytest.mark.parametrize(
    "sentence", ["パディング1で両端が1ずつ大きくなる。", "平らにすると次元が増えて800個を超える。"]
)
def test_what_is_said_of_one_end_or_of_no_size_is_not_judged(sentence: str) -> None:
    assert verdicts(sentence) == []


def test_the_number_of_samples_may_stand_before() -> None:
    assert verdicts("訓練データは900件ある。\nバッチサイズ30なら1エポックで30回更新する。") == ["right"]
    assert verdicts("訓練データは900件ある。\n30件ずつ使うと1エポックで30回更新する。") == ["right"]
    assert verdicts("訓練データは900件ある。\n\n## 別\n\nバッチサイズ30なら1エポックで90回更新する。") == []


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("最初のConv2Dの出力は16×16×8。", "right"),
        ("最初のConv2Dの出力は32×32×8。", "wrong"),
        ("プーリングの後は8×8×8になる。", "right"),
        ("二つ目のConv2Dの出力は6×6×16。", "right"),
        ("The second Conv2D has 1168 parameters.", "right"),
        ("The second Conv2D has 1152 parameters, bias included.", "wrong"),
        ("BatchNormalization が学習するパラメータは16個。", "right"),
        ("最後のDenseのパラメータ数は84。", "right"),
        ("最後のDenseのパラメータ数は90。", "wrong"),
        ("バイアスを含むパラメータの総数は13416。", "right"),
    ],
)
def test_a_network_of_keras(sentence: str, verdict: str) -> None:
    assert verdicts(f"{KERAS}\n{sentence}\n") == [verdict]


@pytest.mark.parametrize(
    "sentence", ["Conv2Dの出力は16×16×8。", "三つ目のConv2Dの出力は2×2×8。", "最初のConv2Dの出力は何×何か。"]
)
def test_which_layer_is_meant_must_be_clear(sentence: str) -> None:
    assert verdicts(f"{KERAS}\n{sentence}\n") == []


def test_a_summary_counts_the_moving_mean_and_variance_too() -> None:
    assert verdicts(f"{KERAS}\nBatchNormalization のパラメータは32個。\n") == []
    assert verdicts(f"{KERAS}\nBatchNormalization のパラメータは8個。\n") == ["wrong"]


def test_a_padding_that_differs_by_side_is_not_followed() -> None:
    program = TORCH.replace("kernel_size=3)", "kernel_size=3, padding=(1, 2))")
    assert verdicts(f"{program}\nThe convolution gives 20x20 maps.\n") == []


def test_its_parameters_are_those_of_the_layer_named_last() -> None:
    assert verdicts(f"{KERAS}\n最初のConv2Dの出力は16×16×8。\nそのパラメータ数は608。\n") == ["right", "right"]
    assert verdicts(f"{KERAS}\nそのパラメータ数は600。\n") == []


def test_comments_beside_layers_are_held_against_them() -> None:
    lines = [
        "```python",
        "net = Sequential([",
        "    Conv2D(6, 3, input_shape=(12, 12, 1)),  # (10, 10, 6)",
        "    MaxPooling2D(2),  # 5 x 5 x 6",
        "    Flatten(),  # (125,)",
        "    Dense(7),  # seven kinds",
        "])",
        "```",
    ]
    assert verdicts("\n".join(lines)) == ["right", "right", "wrong"]


def test_layers_that_a_class_keeps_have_counts_by_their_names() -> None:
    program = "self.conv1 = nn.Conv2d(2, 5, 3)\n        self.fc1 = nn.Linear(45, 8)"
    code = f"```python\nclass Net(nn.Module):\n    def __init__(self):\n        {program}\n```\n"
    assert verdicts(f"{code}\nconv1 has 95 parameters with its biases.\n") == ["right"]
    assert verdicts(f"{code}\nfc1 のパラメータはバイアスを含めて360個。\n") == ["wrong"]
    assert verdicts(f"{code}\nAfter conv1 the map is 9x9.\n") == []  # in which order they are used isn't known


def test_layers_are_named_by_units_by_window_and_by_what_came_before() -> None:
    assert verdicts(f"{KERAS}\nDense(20) のパラメータ数は11540。\n") == ["right"]
    assert verdicts(f"{KERAS}\n3×3のConv2Dのパラメータ数は1152。バイアス込みで。\n") == ["right"]
    assert verdicts(f"{KERAS}\n先頭のConv2Dは608個。\nその次のConv2Dは1000個。\n") == ["right", "wrong"]


def test_a_table_of_parameters_takes_its_subject_from_the_heading() -> None:
    rows = ["## パラメータ数（バイアスも数える）", "", "| 層 | 内訳 | 個数 |", "|---|---|---|"]
    rows += ["| 畳み込み1 | 3チャネル、3×3、4枚 | 112 |", "| 全結合1 | 30→12 | 360 |"]
    assert verdicts("\n".join(rows)) == ["right", "wrong"]


def test_thousands_may_have_commas_and_the_batch_may_stand_before() -> None:
    assert verdicts("訓練画像は12,000枚。`batch_size=40` で、1エポックは300ステップだった。") == ["right"]
    assert verdicts("訓練12,000枚、バッチサイズ40で動かした。\n- 1エポックは200イテレーション") == ["wrong"]


def test_a_network_of_pytorch() -> None:
    assert verdicts(f"{TORCH}\nThe convolution has 60 parameters.\n") == ["right"]
    assert verdicts(f"{TORCH}\nAfter the pooling the map is 6x6 with 6 channels.\n") == ["right"]
    assert verdicts(f"{TORCH}\nThe linear layer has 2170 parameters.\n") == ["wrong"]


def test_a_network_of_the_course() -> None:
    assert verdicts(f"{COURSE}\nW1の形は (30, 12)。\nb2の要素数は12。\nバイアス込みのパラメータの合計は437個。\n") == [
        "right",
        "wrong",
        "right",
    ]
    assert verdicts(f"{COURSE}\nW1の形は (12, 30)。\n") == []  # turned round
    assert verdicts(f"{COURSE}\n- W1 → (30, 12)\n- W2 → (5, 12)\n- b1 は12個、b2 は5個\n") == [
        "right",
        "wrong",
        "right",
    ]
    told = "入力8、隠れ層6、出力3の全結合ネットワークでは、\n"
    assert verdicts(told + "- 重みとバイアスの合計は 75 個\n- 2層目は 18 個(バイアス込み)\n") == ["right", "wrong"]


def test_a_layer_that_is_not_understood_ends_what_is_known() -> None:
    program = KERAS.replace("MaxPooling2D()", "MysteryLayer()")
    assert verdicts(f"{program}\n最初のConv2Dの出力は16×16×8。\n二つ目のConv2Dの出力は6×6×16。\n") == ["right"]
    assert verdicts(f"{program}\nバイアスを含むパラメータの総数は1。\n") == []


@given(st.lists(st.integers(1, 300), min_size=2, max_size=5))
def test_a_chain_of_dense_layers_against_pytorch_s_rule(sizes: list[int]) -> None:
    layers = ", ".join(f"nn.Linear({into}, {out})" for into, out in zip(sizes, sizes[1:], strict=False))
    tree = parsed(f"net = nn.Sequential({layers})")
    assert tree is not None
    network = network_in_code(tree)
    assert network is not None
    total = network.total()
    assert total is not None
    assert total.of(True) == (sum((into + 1) * out for into, out in zip(sizes, sizes[1:], strict=False)),)
