"""Sizes in other words: two sides, padding all around, chains of windows, updates over several epochs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.side_chains import said_chain
from quiz.report.sizes.size_statements import stated_sizes
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.stated_counts import CountReader


def verdicts(text: str) -> list[tuple[int, str]]:
    """The line and the verdict of each stated size of a report."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [(found.row.line.number, found.judged.verdict) for found in stated_sizes(rows_of(Report("r", lines)))]


def by_counting(side: int, kernel: int, stride: int, padding: int) -> int:
    """The places of a window, counted one by one."""
    return sum(1 for start in range(side + 2 * padding - kernel + 1) if start % stride == 0)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("縦16、横9のマップ", [(16, 9)]),
        ("一辺21に縮む", [(21, 21)]),
        ("縦横25画素の写真", [(25, 25)]),
        ("17ピクセル四方の窓", [(17, 17)]),
        ("an input of 22 by 33", [(22, 33)]),
        ("a 6-by-6 filter", [(6, 6)]),
        ("H=13, W=19 の画像", [(13, 19)]),
        ("縦横に2画素ずつ広げる", []),
        ("each side shrinks by 4 by accident", []),
        ("divide 24 by 2", []),
    ],
)
def test_two_sides_are_read_however_they_are_written(text: str, sizes: list[tuple[int, int]]) -> None:
    assert [token.values for token in size_tokens(spelled(text)) if token.kind == "size"] == sizes


RIGHT = [
    "45×45の写真を5×5の窓で1画素ずつずらし、余白を足さない場合は41×41のマップが出てくる。",
    "20×20の画像に上下左右3画素ずつ余白を付けると、26×26に広がる。",
    "P=3 で 40 角 → 46 角に拡大",
    "A 20x20 photo with a border of two zeros on every side becomes 24x24.",
    "9×9、3×3、S=2、P=0 → 4×4",
    "入力 30、フィルタ 5、P=0、S=1 → (30 − 5) + 1 = 26",
    "入力 33、プーリング 3、S=3 → 11",
]
WRONG = [
    "20×20の画像に上下左右3画素ずつ余白を付けると、23×23に広がる。",
    "9×9、3×3、S=2、P=0 → 5×5",
    "入力 30、フィルタ 5、P=0、S=1 → 30 − 5 = 25 なので 25",
    "A 20x20 photo with a border of two zeros on every side becomes 22x22.",
]
SILENT = [
    "20×20の画像に上下左右3画素ずつ余白を付けても、23×23にはならない。",
    "周りに1画素ずつパディングすると、3×3のフィルタでも前と同じ大きさになる。",
    "プーリング1 は 8×8 のまま使った。",
    "入力 28、フィルタ 3 のとき、正解率は 0.98 で 30",
]


@pytest.mark.parametrize(("sentences", "expected"), [(RIGHT, ["right"]), (WRONG, ["wrong"]), (SILENT, [])])
def test_sentences(sentences: list[str], expected: list[str]) -> None:
    for sentence in sentences:
        assert [verdict for _, verdict in verdicts(sentence)] == expected, sentence


@given(
    st.integers(12, 90),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 2), st.integers(0, 2)), min_size=1, max_size=4),
    st.sampled_from([0, 2]),
)
def test_a_chain_holds_where_every_window_does(side: int, windows: list[tuple[int, int, int]], off: int) -> None:
    chain, last = str(side), side
    for kernel, stride, padding in windows:
        if last + 2 * padding < kernel:
            return
        last = by_counting(last, kernel, stride, padding)
        if not last:
            return
        chain += f"→({kernel}×{kernel}, p{padding}, s{stride})→{last}"
    chain = chain[: chain.rindex("→") + 1] + str(last + off)
    judged = said_chain(chain)
    assert judged is not None
    assert judged.verdict == ("wrong" if off else "right")


@given(st.integers(1, 400), st.integers(1, 60), st.integers(2, 40), st.sampled_from([0, 1, -1]))
def test_updates_over_epochs_are_those_of_one_epoch_times_their_number(
    batch: int, each: int, epochs: int, off: int
) -> None:
    data = batch * each
    if data == batch:
        return
    total = (each + off) * epochs
    text = f"訓練データ{data}件、バッチサイズ{batch}で学習した。\n\n{epochs}エポックで更新は{total}回になる。"
    expected = "right" if not off else "wrong"
    if each + off < 1:
        return
    assert verdicts(text) == [(3, expected)]


@pytest.mark.parametrize(
    ("data", "batch", "epochs", "told"),
    [
        (60000, 100, 5, "60000 ÷ 100 = 600, 600·5 = 3000 回です"),
        (
            60000,
            128,
            5,
            "60000 ÷ 128 = 468 余り 96 なので、5 エポックでは端数を使えば 469·5 = 2345 回、"
            "捨てれば 468·5 = 2340 回です",
        ),
        (4000000, 2, 3, "4000000 ÷ 2 = 2000000, 2000000·3 = 6000000 回です"),
    ],
)
def test_the_updates_of_several_epochs_are_whole_numbers(data: int, batch: int, epochs: int, told: str) -> None:
    found = CountReader().judge(f"訓練データ{data}件、バッチサイズ{batch}、{epochs}エポックで更新は17回", "")
    assert found is not None
    assert found.working.ja == told


def test_a_switch_is_no_number_of_samples() -> None:
    program = "```python\nbatch_size = {}\ntrain_size = 100\n```\n\n1エポックは 100 回。"
    assert verdicts(program.format("True")) == []
    assert verdicts(program.format("1")) == [(6, "right")]


def test_the_last_batch_is_what_is_left() -> None:
    assert verdicts("1,050件をバッチサイズ100で回すと、1エポックは11回で、最後のバッチは50件になる。") == [(1, "right")]
    assert verdicts("With a batch size of 64 and 500 samples, the last batch has 50 samples.") == [(1, "wrong")]


def test_a_rhythm_is_no_number_of_updates() -> None:
    text = "訓練データ1,000件、バッチサイズ100で学習した。\n\n"
    text += "5エポックごとに30回表示した。\n\n3エポック目からは40回になる。"
    assert verdicts(text) == []
