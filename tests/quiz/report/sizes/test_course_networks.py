"""The course's own classes of networks, printed classes with a forward, im2col: sizes against arrays that are built."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.size_statements import stated_sizes

CONVOLUTIONAL = """```python
net = SimpleConvNet(input_dim=(2, 14, 14),
                    conv_param={'filter_num': 6, 'filter_size': 3, 'pad': 1, 'stride': 1},
                    hidden_size=9, output_size=4, weight_init_std=0.01)
```
"""
LAYERED = """```python
net = MultiLayerNet(input_size=50, hidden_size_list=[30, 8], output_size=3, weight_init_std='he')
```
"""
FOLLOWED = """Input: 20x20 grey images.

```python
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(4 * 9 * 9, 5)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))  # {comment}
        x = x.view(-1, 4 * 9 * 9)
        return self.fc(x)
```
"""


def verdicts(text: str) -> list[str]:
    """The verdicts on the stated sizes and counts of a report, in order."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.judged.verdict for found in stated_sizes(rows_of(Report("r", lines)))]


def workings(text: str) -> list[tuple[str, str]]:
    """What is told of the stated sizes and counts of a report, in both languages."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    told = [found.judged.working for found in stated_sizes(rows_of(Report("r", lines)))]
    return [(working.ja, working.en) for working in told]


def test_a_network_without_pooling_has_no_pooled_size_but_a_flat_one() -> None:
    network = "```python\nmodel = Sequential([Conv2D(8, 3, input_shape=(9, 9, 1)), Flatten(), Dense(10)])\n```\n\n"
    assert verdicts(f"{network}pool_output_size は 392。") == ["right"]
    assert verdicts(f"{network}pool_output_size は 100。") == ["wrong"]


@pytest.mark.parametrize(("total", "verdict"), [(39760, "right"), (39250, "wrong")])
def test_a_sequence_inside_of_another_is_a_part_of_it(total: int, verdict: str) -> None:
    inner = "nn.Sequential(nn.Linear(784, 50), nn.ReLU())"
    for network in (f"nn.Sequential({inner}, nn.Linear(50, 10))", f"nn.Sequential([{inner}, nn.Linear(50, 10)])"):
        assert verdicts(f"```python\nnet = {network}\n```\n\nパラメータの総数は{total}個です。") == [verdict]


def test_a_sequence_of_something_unknown_is_no_network() -> None:
    network = "net = nn.Sequential(nn.Sequential(body, nn.ReLU()), nn.Linear(50, 10))"
    assert verdicts(f"```python\n{network}\n```\n\nパラメータの総数は510個です。") == []


def test_what_is_told_of_arrays_is_a_sentence_of_its_own() -> None:
    assert workings(f"{LAYERED}\nb1 は 30。") == [
        ("バイアスは出力の数だけあります（b1: 30）", "there is a bias for each output (b1: 30)")
    ]
    assert workings(f"{LAYERED}\nW1 の形は (50, 30)、重みは1500個。") == [
        (
            "W1 の形は (50, 30) です。重みは 50·30 = 1500 個です",
            "W1 has the shape (50, 30), it has 50·30 = 1500 weights",
        )
    ]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("W1 の形は (6, 2, 3, 3)、重みは108個", "right"),
        ("W1 の形は (6, 3, 3, 2)", "wrong"),
        ("W2 は 294×9", "right"),
        ("W3 の形は (4, 9)", "wrong"),
        ("b1 の要素数は 6", "right"),
        ("`conv_output_size` は 14", "right"),
        ("`pool_output_size` は 6×14×14 で 1,176", "wrong"),
        ("パディングを0にすると conv_output_size は 12 になる", "right"),
        ("フィルタサイズを5に変えると conv_output_size は 14 になる", "wrong"),
        ("重み行列は W1、W2、W3 の3つできる", "right"),
        ("バッチ20枚なら、im2col で開いた行列は 3920 行 18 列", "right"),
        ("バッチ20枚なら、im2col で開いた行列は 3920 行 9 列", "wrong"),
    ],
)
def test_a_convolutional_network_of_the_course(said: str, verdict: str) -> None:
    assert verdicts(f"{CONVOLUTIONAL}\n- {said}\n") == [verdict]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("W2 の標準偏差は √(2/30)", "right"),
        ("W2 の標準偏差は √(2/8) になる", "wrong"),
        ("`weight_init_std='xavier'` なら W1 の標準偏差は 1/√50", "right"),
        ("隠れ層が2つだから重み行列も W1 と W2 の2つで全部", "wrong"),
        ("W1 の重みは 1,500 個", "right"),
        ("出力の形は (20, 3)", "right"),
        ("全パラメータは 1,805 個", "right"),
    ],
)
def test_a_layered_network_of_the_course(said: str, verdict: str) -> None:
    assert verdicts(f"{LAYERED}\n- {said}\n") == [verdict]


@pytest.mark.parametrize(
    ("comment", "verdict"),
    [("4 x 9 x 9", "right"), ("(N, 4, 9, 9)", "right"), ("4 x 18 x 18", "wrong"), ("pool it", "")],
)
def test_comments_beside_what_forward_computes(comment: str, verdict: str) -> None:
    assert verdicts(FOLLOWED.replace("{comment}", comment)) == ([verdict] if verdict else [])


def test_layers_are_spoken_of_in_the_order_of_their_use() -> None:
    said = "- After the pooling the maps are 9x9.\n- fc receives 324 inputs.\n"
    said += "- If conv1 had padding=1, its output would be 20x20.\n"
    assert verdicts(FOLLOWED.replace("{comment}", "") + said) == ["right", "right", "right"]


@given(
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(4, 9),
    st.integers(1, 4),
    st.integers(1, 2),
    st.sampled_from([0, 1]),
)
def test_im2col_opens_out_as_many_rows_and_columns(
    images: int, channels: int, side: int, kernel: int, stride: int, off: int
) -> None:
    batch = np.zeros((images, channels, side, side))
    places = range(0, side - kernel + 1, stride)
    rows = [
        one[:, top : top + kernel, left : left + kernel].ravel() for one in batch for top in places for left in places
    ]
    matrix = np.array(rows)
    text = (
        f"## im2col\n\n入力は ({images}, {channels}, {side}, {side})、フィルタ{kernel}×{kernel}、"
        f"ストライド{stride}、パディング0。\n\n"
        f"結果は ({matrix.shape[0]}, {matrix.shape[1] + off}) になる。\n"
    )
    assert verdicts(text) == ["wrong" if off else "right"]
