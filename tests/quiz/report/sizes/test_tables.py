"""Tables of windows, layers and counts: which column is which, and what is left alone."""

from __future__ import annotations

import pytest

from quiz.report.sizes.count_tables import table_of_counts
from quiz.report.sizes.window_tables import table_of_windows
from quiz.report.tables import Table


def table(header: str, *rows: str, heading: str = "") -> Table:
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in (header, *rows)]
    return Table(0, cells[0], tuple(enumerate(cells[1:])), heading)


def windows(header: str, *rows: str, heading: str = "") -> list[str | None] | None:
    found = table_of_windows(table(header, *rows, heading=heading))
    return None if found is None else [one.verdict if one is not None else None for one in found.values()]


def counts(header: str, *rows: str, heading: str = "") -> list[str | None]:
    found = table_of_counts(table(header, *rows, heading=heading))
    return [one.verdict if (one := found.get(at)) is not None else None for at in range(len(rows))]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("入力|フィルタ|ストライド|パディング|出力", "8×8|3×3|1|0|6×6", "right"),
        ("入力|フィルタ|ストライド|パディング|出力", "8×8|3×3|1|0|8×8", "wrong"),
        ("out|in|k|s|p", "6|8|3|1|0", "right"),
        ("出力の一辺|入力の一辺 n|フィルタの一辺 f|s|p", "8|8|3|1|0", "wrong"),
        ("input|kernel|stride|padding|output", "(8, 8)|(3, 3)|(1, 1)|same|(8, 8)", "right"),
        ("input|kernel|stride|padding|output", "8x8|3x3|1|none|6x6", "right"),
        ("input|kernel|filters|stride|padding|output", "8x8x3|3x3|16|1|0|6x6x16", "right"),
        ("input|kernel|filters|stride|padding|output", "8x8x3|3x3|16|1|0|6x6x3", "wrong"),
        ("input|filters|stride|padding|output", "8x8|3x3|1|0|6x6", "right"),
        ("input|filters|stride|padding|output", "8x8|16|1|0|6x6", "none"),
        ("input|pool|stride|output", "8x8x3|2x2|2|4x4x3", "right"),
        ("input|pool|stride|output", "3@8x8|2x2|2|6@4x4", "wrong"),
        ("input|kernel|stride|padding|output", "?|3x3|1|0|6x6", None),
        ("input|kernel|stride|padding|output", "8x8|3x3|2x1|0|6x6", None),
        ("input|pool|stride|output", "7x7|2x2|2|4x4", None),
        ("input|pool|stride|output", "8x8x3|2x2|2|4x4x6", "wrong"),
        ("入力|フィルタ|ストライド|パディング|出力", "8×8|3×3|1|あり|8×8", None),
        ("入力|フィルタ|ストライド|パディング|出力", "8×8|3×3|?|0|8×8", None),
        ("入力|フィルタ|ストライド|パディング|出力", "8×8|3×3|1|0|?", None),
        ("入力|フィルタ|ストライド|パディング|膨張率|出力", "8×8|3×3|1|0|2|8×8", None),
        ("入力|フィルタ|ストライド|パディング|自分の答え|正しい出力", "8×8|3×3|1|0|8×8|6×6", None),
        ("入力|フィルタ|S|P|自分の答え", "8×8|3×3|1|0|8×8", "wrong"),
        ("入力|入力|フィルタ|ストライド|パディング|出力", "8×8|8×8|3×3|1|0|8×8", "none"),
        ("例|入力|フィルタ|S|P|正誤|出力", "1|8×8|3×3|1|0|誤|8×8", None),
    ],
)
def test_windows(header: str, row: str, expected: str | None) -> None:
    assert windows(header, row) == (None if expected == "none" else [expected])


@pytest.mark.parametrize("heading", ["転置畳み込み", "dilated convolution", "出力は切り上げ", "間違い直し"])
def test_windows_under_a_heading_that_makes_them_something_else_are_left_alone(heading: str) -> None:
    assert windows("入力|フィルタ|S|P|出力", "8×8|3×3|1|0|8×8", heading=heading) == [None]


def test_a_row_that_works_in_another_way_is_left_alone() -> None:
    rows = ("転置conv|8×8|3×3|1|0|8×8", "conv|8×8|3×3|1|0|8×8")
    assert windows("層|入力|フィルタ|S|P|出力", *rows) == [None, "wrong"]


def test_a_pooling_moves_by_its_own_window_where_nothing_is_said() -> None:
    assert windows("入力|窓|出力", "8×8|2×2|4×4", heading="プーリング") == ["right"]
    assert windows("種類|入力|窓|出力", "pool|8×8|2×2|4×4", "conv|8×8|2×2|7×7") == ["right", "right"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("層|パラメータ数", "conv 3→8ch、3×3|224", "right"),
        ("層|パラメータ数", "conv 3→8ch、3×3|216", "right"),
        ("層|パラメータ数(バイアス込み)", "conv 3→8ch、3×3|216", "wrong"),
        ("層|重みの数", "conv 3→8ch、3×3|224", "wrong"),
        ("層|パラメータ数", "conv 3→8ch、3×3 (bias=False)|224", "wrong"),
        ("層|パラメータ数", "conv 3→8ch、3×3|3·3·3·8 + 8 = 224", "right"),
        ("層|パラメータ数", "全結合 1,352→10|13,530", "right"),
        ("層|パラメータ数", "全結合 10→20→30|230", None),
        ("層|パラメータ数", "depthwise conv 8→8ch、3×3|72", None),
        ("層|パラメータ数", "合計(全結合 10→20)|9999", None),
        ("層|パラメータ数(MB)", "全結合 10→20|9999", None),
        ("層|入力|出力|カーネル|パラメータ数", "conv|28|26|3×3|160", None),
        ("層|入力ch|出力ch|カーネル|パラメータ数", "conv|3|8|3|224", "right"),
        ("層|入力|出力|カーネル|パラメータ数", "conv|28×28×3|26×26×8|3×3|225", "wrong"),
        ("層|入力|出力|カーネル|パラメータ数", "conv|3×28×28|8×26×26|3×3|224", "right"),
        ("層|パラメータ数", "プーリング 2×2|0", "right"),
        ("層|パラメータ数", "global average pooling|8", "wrong"),
        ("層|パラメータ数", "PReLU|8", None),
        ("層|パラメータ数", "BatchNorm(8)|16", "right"),
        ("層|パラメータ数", "BatchNorm(8)|32", None),
        ("層|学習するパラメータ数", "BatchNorm(8)|32", "wrong"),
        ("層|パラメータ数", "なにか|5", None),
        ("層|パラメータ数", "プーリング 2×2|なし", None),
        ("層|パラメータ数", "conv 3×3、よくわからない ReLU|5", None),
        ("層|パラメータ数", "conv 3×3 (3 in, 8 out)|224", "right"),
        ("層|パラメータ数", "conv 3×3 in=3, out=8|225", "wrong"),
        ("層|パラメータ数", "conv 3→8ch、3×3、あとで 5×5|224", None),
        ("層|パラメータ数", "BatchNorm 8ch、16ch|32", None),
        ("層|重み|バイアス|パラメータ数", "全結合 10→20|200|20|1", None),
    ],
)
def test_counts(header: str, row: str, expected: str | None) -> None:
    assert counts(header, row) == [expected]


def test_what_goes_into_a_layer_may_be_told_by_the_row_above_and_then_nothing_is_called_wrong() -> None:
    header = "層|出力|パラメータ数"
    rows = ("入力|8×8×3|0", "conv 3×3|6×6×4|112", "pool 2×2|3×3×4|0", "全結合|10|370", "全結合|5|56")
    assert counts(header, *rows) == [None, "right", "right", "right", None]
    assert counts(header, "入力|8×8×3|0", "conv 3×3|6×6×4|113") == [None, None]


def test_a_heading_tells_of_biases() -> None:
    assert counts("層|パラメータ数", "全結合 10→20|200", heading="バイアス込みで数える") == ["wrong"]
    assert counts("層|パラメータ数", "全結合 10→20|200", heading="間違えた計算") == [None]
