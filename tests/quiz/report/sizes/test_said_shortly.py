"""Sizes and counts in few words: the result behind the settings, the same with others, several epochs, tables."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.size_statements import stated_sizes


def verdicts(text: str) -> list[tuple[int, str]]:
    """The line and the verdict of each stated size of a report."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [(found.row.line.number, found.judged.verdict) for found in stated_sizes(rows_of(Report("r", lines)))]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("入力9、フィルタ3、パディング1、ストライド2なら5。", "right"),
        ("入力9、フィルタ3、パディング1、ストライド2なら6。", "wrong"),
        ("入力12、フィルタ4、パディング0、ストライド4のときは3。", "right"),
        ("入力12、フィルタ4、パディング0、ストライド4のときは4。", "wrong"),
    ],
)
def test_a_number_behind_the_last_setting_is_the_output(text: str, verdict: str) -> None:
    assert verdicts(text) == [(1, verdict)]


@pytest.mark.parametrize(
    "text",
    [
        "フィルタ3、ストライド1、パディング1なら入力7。",
        "入力9、フィルタ3、パディング1、ストライド2なら5にはならない。",
        "入力9、フィルタ3なら6。",  # no stride, no padding: any may be meant
    ],
)
def test_other_numbers_are_no_output(text: str) -> None:
    assert verdicts(text) == []


@pytest.mark.parametrize(("output", "verdict"), [("14x14", "right"), ("13x13", "wrong")])
def test_the_same_with_another_padding(output: str, verdict: str) -> None:
    before = "A 14x14 input with a 3x3 filter, stride 1 and no padding gives 12x12."
    assert verdicts(f"{before}\nDo the same with padding 1 and you get {output}.") == [(1, "right"), (2, verdict)]


def test_only_a_pooling_rounds_up() -> None:
    assert verdicts("30×30に5×5の畳み込み、パディング2、ストライド2 → 16×16") == [(1, "wrong")]
    assert verdicts("30×30に5×5の畳み込み、パディング2、ストライド2 → 15×15") == [(1, "right")]
    assert verdicts("15×15に2×2のプーリング、ストライド2 → 8×8") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("9×9に幅2のパディングを付けると13×13。", "right"),
        ("9×9に幅2のパディングを付けると11×11。", "wrong"),
        ("Put a padding of 1 around a 9x9 image and you get 11x11.", "right"),
        ("Put a padding of 1 around a 9x9 image and you get 10x10.", "wrong"),
    ],
)
def test_an_image_with_its_padding_grows_at_both_ends(text: str, verdict: str) -> None:
    assert verdicts(text) == [(1, verdict)]


def test_the_output_of_the_window_before_is_no_image_with_its_padding() -> None:
    """A 2×2 filter makes 6×6 of 5×5 with a padding of 1."""
    before = "5×5の入力に2×2のフィルタをストライド1で使う。"
    assert (2, "wrong") not in verdicts(f"{before}\n5×5にパディング1を付けると6×6になる。")


@pytest.mark.parametrize(
    ("one", "several", "found"),
    [
        ("1エポックは300回の更新である。", "20エポックで更新は6000回です。", [(2, "right")]),
        ("1エポックは300回の更新である。", "20エポックで更新は600回です。", [(2, "wrong")]),
        ("That makes 300 updates per epoch.", "Twenty epochs: 6000 updates.", [(2, "right")]),
        ("That makes 300 updates per epoch.", "Twenty epochs: 600 updates.", [(2, "wrong")]),
        ("1エポックは約300回の更新である。", "20エポックで更新は5980回です。", []),
        ("1エポックは300回の更新である。", "20エポックの途中、2000回の更新で止めた。", []),
        ("That makes 300 updates per epoch.", "The other run of 20 epochs took 4000 updates.", []),
        ("1エポックは300回の更新である。", "# 別の実験\n20エポックで更新は4000回です。", []),
    ],
)
def test_several_epochs_behind_one(one: str, several: str, found: list[tuple[int, str]]) -> None:
    assert verdicts(f"{one}\n{several}") == found


NET = """    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.c1 = nn.Conv2d(3, 8, 3, padding=1)   # {first} parameters
            self.c2 = nn.Conv2d(8, 4, 3, padding=1)   # {second} parameters
"""


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (224, 292, ["right", "right"]),
        (224, 288, ["right", "wrong"]),  # one is counted with its biases, the other without
        (216, 288, ["right", "right"]),  # the weights alone, in both
    ],
)
def test_comments_of_one_program_count_alike(first: int, second: int, found: list[str]) -> None:
    assert [verdict for _, verdict in verdicts(NET.format(first=first, second=second))] == found


TABLE = """| 層 | 設定 | 出力 |
|---|---|---|
| conv1 | 5×5, 8枚, S=1, P=2 | 20×20×8 |
| pool1 | max 2×2, S=2 | 10×10×{channels} |
| conv2 | 3×3, 4枚, S=1, P=0 | {side}×{side}×4 |
"""


@pytest.mark.parametrize(
    ("channels", "side", "found"),
    [
        (8, 8, [(4, "right"), (5, "right")]),
        (8, 9, [(4, "right"), (5, "wrong")]),
        (4, 8, [(4, "wrong"), (5, "right")]),
    ],
)
def test_settings_in_one_column(channels: int, side: int, found: list[tuple[int, str]]) -> None:
    assert verdicts(TABLE.format(channels=channels, side=side)) == found


def test_settings_in_english() -> None:
    table = "| layer | setting | output |\n|---|---|---|\n| C1 | 8 filters 5x5, stride 1, no padding | 24x24x8 |\n"
    pooled = "| S2 | max pool 2x2, stride 2 | 12x12x{} |"
    assert verdicts(table + pooled.format(8)) == [(4, "right")]
    assert verdicts(table + pooled.format(16)) == [(4, "wrong")]


@pytest.mark.parametrize(
    "conv", ["Conv: 1x1x1 one filter.   # The 1 x 1 Conv", "Conv: 3x3x1 8 filters.   # a 3 x 3 conv"]
)
def test_the_sides_of_filters_are_no_output(conv: str) -> None:
    assert verdicts(f"- Input: 9x9x1\n- {conv}") == []


KERAS = """```python
model = Sequential()
model.add(Conv2D(8, (3, 3), activation='relu', input_shape=(28, 28, 1)))
model.add(Conv2D(4, (3, 3), activation='relu'))
model.add(MaxPooling2D((2, 2)))
model.add(Dropout(0.2))
model.add(Flatten())
model.add(Dense(10, activation='softmax'))
```

| 層 | 出力 | パラメータ数 |
|---|---|---|
| Conv2D | (26, 26, 8) | 80 |
| Conv2D | (24, 24, 4) | {second} |
| MaxPooling2D | (12, 12, 4) | 0 |
| Dropout | (12, 12, 4) | 0 |
| Flatten | 576 | 0 |
| {last} | 10 | 5,770 |
"""


@pytest.mark.parametrize(("second", "verdict"), [("292", "right"), ("40", "wrong"), ("288", "wrong")])
def test_the_summary_of_a_printed_network(second: str, verdict: str) -> None:
    """The first row counts its biases: so does the second."""
    found = dict(verdicts(KERAS.format(second=second, last="Dense")))
    assert (found[14], found[18]) == (verdict, "right")


def test_a_table_of_another_network() -> None:
    found = dict(verdicts(KERAS.format(second="40", last="Conv2D")))
    assert found.get(14) != "wrong"
