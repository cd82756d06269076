"""Corners of an output: of a filter or a pooling, from maps in a block, as rows or as a matrix, in both languages."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.worked.placed_values import placed_values


def verdicts(text: str) -> list[str]:
    """The verdicts of the corners that a report states."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.judged.verdict for found in placed_values(rows_of(Report("r", lines)))]


BESIDE = "```\n入力          フィルタ\n2 1 0         1 0\n0 3 1         0 2\n1 0 4\n```\n"
"""The output is 8 3 / 0 11."""
GRID = "```\n1 2 0 4\n3 6 8 0\n5 1 2 2\n1 1 4 8\n```\n"
"""2×2 windows: the largest 6 8 / 5 8, the means 3 3 / 2 4."""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("左上は 2×1 + 1×0 + 0×0 + 3×2 = 8、右上は 3、左下は 0、右下は 11。", ["right"] * 4),
        ("左上は 8、右下は 12。", ["right", "wrong"]),
        ("The upper left entry is 8, and there is 10 in the lower right corner.", ["right", "wrong"]),
    ],
)
def test_a_filter_beside_its_image(said: str, found: list[str]) -> None:
    assert verdicts(BESIDE + said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2×2、ストライド2の最大プーリングなら左上は 6、右下は 8。", ["right", "right"]),
        ("2×2、ストライド2の最大プーリングなら左下は 6。", ["wrong"]),
        ("2×2、ストライド2の平均プーリングなら左上は 3、右下は 5。", ["right", "wrong"]),
        ("2×2、ストライド2でプーリングする。最大値なら左上は 6、平均値なら左上は 12。", ["right", "wrong"]),
        ("Max pooling 2x2 with stride 2 gives 8 in the top right corner.", ["right"]),
        ("Average pooling 2x2 with stride 2 gives 12 in the top right corner.", ["wrong"]),
    ],
)
def test_a_pooling(said: str, found: list[str]) -> None:
    assert verdicts(GRID + said) == found


def test_rows_and_matrices() -> None:
    rows = "Input rows: 1 2 0 / 3 6 8 / 5 1 2. The filter is 1 0 / 0 1.\n"
    assert verdicts(rows + "The upper left value is 7, the lower right value is 9.") == ["right", "wrong"]
    matrices = r"入力 $\begin{pmatrix}1&2\\3&4\\5&6\end{pmatrix}$、フィルタ $\begin{pmatrix}1&0\\0&1\end{pmatrix}$"
    assert verdicts(f"{matrices}\n- 左上: $1+4=5$\n- 左下: $3+5=8$") == ["right", "wrong"]


def test_what_comes_out_is_no_image() -> None:
    rows = "Input rows: 1 2 0 4 / 3 6 8 0 / 5 1 2 2 / 1 1 4 8. Max pooling 2x2 with stride 2 gives 6 8 / 5 8. "
    assert verdicts(rows + "Average pooling gives 4 in the lower right corner.") == ["right"]
    assert verdicts(rows + "Average pooling gives 8 in the lower right corner.") == ["wrong"]
    assert verdicts(f"{GRID}次に 9 9 / 9 9 を考える。2×2、ストライド2の最大プーリングなら左上は 9。") == []


@pytest.mark.parametrize(
    "said",
    [
        "左上は 9 ではない。",
        "左上は 9 だろうか。",
        "転置畳み込みでは左上は 9。",
        "フィルタを反転させると左上は 9。",
        "# 別の例\n左上は 9。",
        "左上から 9 番目の画素を見る。",
        "最大プーリングなら左上は 9。",  # there is a filter, and no window is told
    ],
)
def test_nothing_is_said_of_the_output(said: str) -> None:
    assert verdicts(BESIDE + said) == []


def test_a_pooling_that_is_announced() -> None:
    said = "2×2、ストライド2の最大値なら左上は 6。平均値なら左上は 12。"
    assert verdicts(f"プーリングを試す。\n\n{GRID}{said}") == ["right", "wrong"]


def test_a_pooling_without_its_window() -> None:
    assert verdicts(GRID + "最大プーリングなら左上は 9。") == []


def test_a_turned_filter_may_be_meant_until_a_corner_tells() -> None:
    """An output that the turned filter makes isn't called wrong: 7 is 2·2 + 3·1 at the upper left."""
    assert verdicts(BESIDE + "左上は 7。") == []
    assert verdicts(BESIDE + "右下は 11、左上は 7。") == ["right", "wrong"]


@pytest.mark.parametrize(
    "block", ["```\nx = 1\ny = 2\n```\n", "```\n1 2\n3\n```\n", "```\n1 2   3 4\n5 6   7 8\n```\n"]
)
def test_other_blocks_are_no_maps(block: str) -> None:
    assert verdicts(block + "左上は 9。") == []
