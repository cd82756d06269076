"""Sizes that sentences state: each number finds its role in any order, and doubt says nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.documents import Line, Report
from quiz.report.rows import plain, rows_of
from quiz.report.sizes.layer_arithmetic import Window
from quiz.report.sizes.size_statements import stated_sizes
from quiz.report.sizes.stated_windows import said_window


def verdicts(text: str) -> list[tuple[int, str]]:
    """The line and the verdict of each stated size of a report."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [(found.row.line.number, found.judged.verdict) for found in stated_sizes(rows_of(Report("r", lines)))]


def by_counting(side: int, kernel: int, stride: int, padding: int) -> int:
    """The places of a window, counted one by one."""
    return sum(1 for start in range(side + 2 * padding - kernel + 1) if start % stride == 0)


RIGHT = [
    "プーリング(3×3、ストライド2)で 15×15×32 が 7×7×32 になる。",
    "3×3、ストライド2のプーリングで11×11が5×5になる。",
    "11×11の画像を3×3のフィルタ、ストライド2、パディングなしで畳み込むと、5×5になる。",
    "フィルターは5×5、入力は20×20、ストライドとパディングはともに1なので、出力は18×18。",
    "入力サイズ14、フィルタサイズ4、パディング1、ストライド2なら、出力サイズは7。",
    "W=10, FH=3, pad=1, stride=1 で 10",
    "I=16,P=0,F=4,S=4 → O=4",
    r"例：$H=W=13,\ F=3,\ S=2,\ P=0$ → $6 \times 6$",
    "19 角 → 5 角フィルタ、S=2、P=0 → 8 角",
    "50×50の写真を6×6の窓で2画素ずつずらし、余白は足さないとき、出力は23×23になる。",
    "17×17、カーネル3×3、ストライド2、パディング0 → 8×8",
    "2×2のプーリングをストライド2で26×26の特徴マップにかけると13×13になる。",
    "An 18x18 image, a 3x3 filter, stride 3 and no padding give a 6x6 output.",
    "Max pooling with a 3x3 window and stride 3 shrinks a 27x27 map to 9x9.",
    "With padding='same' and stride 1, a 5x5 kernel turns a 40x40 input into 40x40.",
    "64×64×3の入力に3×3のカーネル、ストライド1、パディング1を適用すると、出力は64×64×8。",
    "サイズ10×10の画像にパディング2を付けると、全体は14×14になる。",
]
WRONG = [
    "プーリング(3×3、ストライド2)で 15×15×32 が 8×8×32 になる。",
    "畳み込み(5×5、ストライド1、パディング0)により32×32の画像が32×32になる。",
    "11×11の画像を3×3のフィルタ、ストライド2、パディングなしで畳み込むと、6×6になる。",
    "I=16,P=0,F=4,S=4 → O=5",
    "17×17、カーネル3×3、ストライド2、パディング0 → 15×15",
    "2×2のプーリングをストライド2で26×26の特徴マップにかけると25×25になる。",
    "An 18x18 image, a 3x3 filter, stride 3 and no padding give a 16x16 output.",
    "サイズ10×10の画像にパディング2を付けると、全体は12×12になる。",
]
SILENT = [
    "フィルタは3×3が2×2より大きい。",
    "11×11の画像を3×3のフィルタ、ストライド2、パディングなしで畳み込むと、6×6にはならない。",
    "11×11の画像を3×3のフィルタ、ストライド2で畳み込むと、出力は6×6だろうか。",
    "28×28の画像を転置畳み込みで3×3のカーネル、ストライド2、パディング0にすると57×57になる。",
    "28×28の画像に5×5の畳み込み、その後2×2のプーリングで12×12になる。",
    "ストライドは人によって呼び方が違うが、出力は13×13になる。",
    "入力は32×32、別の実験の入力は28×28、フィルタ5×5、ストライド1、パディング0で出力は28×28。",
    "7×7の入力に3×3のフィルタ、ストライド2または1、パディング0で出力は5×5。",
    "Had I used no padding with the 5x5 kernel, I would have got 20x20 maps instead of 24x24.",
    "9×9の入力に3×3のフィルタ、ストライドは大きめ、パディング0で、出力は7×7。",
    "A pooling of 3x3 with stride 2 turns 8x8 into 4x4.",  # some libraries round up
    "ページは297×210で、余白は20×20、図は40×40になる。",
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_comes_out_is_right(sentence: str) -> None:
    assert verdicts(sentence) == [(1, "right")]


@pytest.mark.parametrize("sentence", WRONG)
def test_what_does_not_come_out_is_wrong(sentence: str) -> None:
    assert verdicts(sentence) == [(1, "wrong")]


@pytest.mark.parametrize("sentence", SILENT)
def test_doubt_says_nothing(sentence: str) -> None:
    assert verdicts(sentence) == []


@given(
    st.integers(4, 60), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.sampled_from([-1, 0, 1]), st.data()
)
def test_every_order_in_both_languages(
    side: int, kernel: int, stride: int, padding: int, off: int, data: st.DataObject
) -> None:
    out = by_counting(side, kernel, stride, padding) + off
    if off and (stride > 1 and (side + 2 * padding - kernel) % stride and off == 1):
        return  # rounded up
    japanese = [f"入力が{side}×{side}", f"フィルタが{kernel}×{kernel}", f"ストライド{stride}", f"パディング{padding}"]
    english = [f"a {side}x{side} input", f"a {kernel}x{kernel} filter", f"stride {stride}", f"padding {padding}"]
    order = data.draw(st.sampled_from(list(permutations(range(4)))))
    expected = [(1, "wrong" if off else "right")]
    if out < 1 or side + 2 * padding < kernel:  # a filter that doesn't fit makes no output to be told
        return
    assert verdicts("、".join(japanese[at] for at in order) + f"のとき、出力は{out}×{out}になる。") == expected
    assert verdicts(", ".join(english[at] for at in order) + f": the output is {out}x{out}.") == expected


AFTER_ANOTHER = [
    (
        "9×9の入力に3×3のフィルタ、ストライド1、パディング0で、出力は7×7。",
        "同じ条件でパディングを1にすると出力は9×9。",
        "right",
    ),
    ("9×9の入力に3×3のフィルタをストライド1、パディング0で使う。", "出力は6×6になる。", "wrong"),
    (
        "An 8x8 input, a 3x3 kernel, padding 1, stride 1: the output is 8x8.",
        "With stride 2 and everything else the same it becomes 6x6.",
        "wrong",
    ),
    (
        "10×10の画像にパディング1を付けると、全体は12×12になる。",
        "そこに5×5のフィルタをストライド1、パディング0で当てると、出力は8×8。",
        "right",
    ),
]


@pytest.mark.parametrize(("first", "second", "verdict"), AFTER_ANOTHER)
def test_a_sentence_may_rest_on_the_one_before_it(first: str, second: str, verdict: str) -> None:
    assert verdicts(f"{first}\n\n{second}")[-1] == (3, verdict)
    assert verdicts(second) == []


HEAD = "入力 28×28、フィルタ 5×5、ストライド1の場合：\n"
HEADED = [
    (HEAD, "パディング0なら出力は24×24", "right"),
    (HEAD, "パディング1なら出力は27×27", "wrong"),
    (HEAD, "パディング2で出力は28×28", "right"),
    (HEAD, "ストライド2なら出力は12×12", "right"),
    ("フィルタは 5×5 で、入力は 32×32 とする。\n", "パディング2だと 30×30 になる", "wrong"),
    ("For a 20x20 image and a 3x3 filter with stride 1:\n\n", "with padding 1 it stays 20x20", "right"),
    ("For a 20x20 image and a 3x3 filter with stride 1:\n\n", "with padding 1 it is 21x21", "wrong"),
]


@pytest.mark.parametrize(("head", "entry", "verdict"), HEADED)
def test_what_heads_a_list_holds_for_each_of_its_entries(head: str, entry: str, verdict: str) -> None:
    between = "- パディング0だと出力が小さくなる\n- ストライド1のとき\n"
    assert [said for _, said in verdicts(f"{head}- {entry}\n")] == [verdict]
    assert [said for _, said in verdicts(f"{head}{between}- {entry}\n")] == [verdict]
    assert verdicts(f"{head}\nここからは別の話。\n\n{entry}。") == []


def test_a_changed_setting_may_be_meant_from_the_first_of_several() -> None:
    first = (
        "- A 9x9 input with a 3x3 kernel, stride 1 and no padding gives 7x7.\n"
        "- The same input with stride 2 gives 4x4.\n"
    )
    for size, said in (("9x9", []), ("5x5", ["right"]), ("8x8", ["wrong"])):
        found = verdicts(f"{first}- The same input with padding 1 gives {size} as well.")
        assert [verdict for _, verdict in found] == ["right", "right", *said]


def test_the_rest_may_stay_as_it_was() -> None:
    first = "9×9の画像に3×3フィルタ、ストライド1、パディング1で出力は9×9。\n\n"
    assert verdicts(f"{first}パディング1のままストライドを2に → 出力は5×5に縮む。")[-1] == (3, "right")
    assert verdicts(f"{first}パディング1のままストライドを2に → 出力は4×4に縮む。")[-1] == (3, "wrong")


def test_the_order_of_two_sides_may_be_written_beside_them() -> None:
    setting = "14×9(縦×横)の画像、5×3（縦×横）フィルタ、ストライド1、パディング0 → 出力は"
    assert verdicts(f"{setting}縦10、横7") == [(1, "right")]
    assert verdicts(f"{setting}縦10、横6") == [(1, "wrong")]


def test_what_was_spoken_of_is_soon_forgotten() -> None:
    first, second, _ = AFTER_ANOTHER[0]
    weather = "よい天気だった。\n\n"
    assert verdicts(f"{first}\n\n{weather}{second}") == [(1, "right"), (5, "right")]
    assert verdicts(f"{first}\n\n{weather * 3}{second}") == [(1, "right")]


def test_a_half_waits_for_the_next_sentence_alone() -> None:
    half = "9×9の入力に3×3のフィルタをストライド1、パディング0で使う。"
    assert verdicts(f"{half}\n\nよい天気だった。\n\n出力は6×6になる。") == []
    assert verdicts(f"{half}\n\n| 名前 | 出力 |\n|---|---|\n| a | 6×6 |") == []


def test_what_holds_for_a_padding_that_is_not_named_is_imprecise() -> None:
    assert verdicts("6×6の入力に3×3のフィルタをかけると、出力は6×6になる。") == [(1, "imprecise")]


def test_a_heading_ends_what_was_spoken_of() -> None:
    first, second, _ = AFTER_ANOTHER[0]
    assert verdicts(f"{first}\n\n## 次\n\n{second}") == [(1, "right")]


def test_a_table_names_its_roles_in_its_header() -> None:
    rows = ["| 入力 | フィルタ | ストライド | パディング | 出力 |", "|---|---|---|---|---|"]
    rows += ["| 20×20 | 3×3 | 1 | 1 | 20×20 |", "| 20×20 | 4×4 | 2 | 0 | 8×8 |", "| 20 | 5 | 5 | 0 | 4 |"]
    assert verdicts("\n".join(rows)) == [(3, "right"), (4, "wrong"), (5, "right")]
    assert verdicts("\n".join(["| a | b | c | d | e |", *rows[1:]])) == []
    english = ["| size of input | kernel | stride | pad | output |", "| --- | --- | --- | --- | --- |"]
    assert verdicts("\n".join([*english, "| 12x12 | 2x2 | 2 | 0 | 5x5 |"])) == [(3, "wrong")]


def test_channels_may_stand_first_and_pooling_keeps_them() -> None:
    steps = "1. 入力 3×32×32、フィルタ8枚の5×5、ストライド1、パディング2 → 8×32×32"
    assert verdicts(f"{steps}\n2. 2×2のプーリング、ストライド2 → 8×16×16") == [(1, "right"), (2, "right")]
    assert verdicts(f"{steps}\n2. 2×2のプーリング、ストライド2 → 4×16×16") == [(1, "right"), (2, "wrong")]
    assert verdicts(f"{steps}\n\nところで、2×2のプーリング、ストライド2 → 4×16×16") == [(1, "right")]
    assert verdicts("入力 2×3×4、フィルタ2×2、ストライド1、パディング0 → 5×2×3") == []


def test_working_in_a_table_is_held_against_the_next_cell() -> None:
    rows = ["| 計算 | 出力 |", "|---|---|", "| (31-7)/4+1 | 7×7 |", "| (15-3)/2+1 | 6×6 |", "| (14-3)/2+1 | 6×6 |"]
    assert verdicts("\n".join(rows)) == [(3, "right"), (4, "wrong"), (5, "right")]


def test_a_filter_without_a_side_has_no_output() -> None:
    assert Window("convolution", (5, 5), (0, 0), 1, 0).output() is None
    assert Window("convolution", (5, 5), (1, 1), 1, 0).output() == (5, 5)


@given(st.text(alphabet="0123456789×x()=,、。 入力出フィルタストライドパディングのはにinputkerlstdpag→", max_size=80))
def test_any_text_is_read_or_not(text: str) -> None:
    said_window(plain(text))
    verdicts(text)
