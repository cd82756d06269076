"""Lists and matrices in other layouts are rewritten whole; a missing or a second cell leaves them unread."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.reading.list_layouts import factored, first_last_and_count, plain_list

VALUES = st.integers(-99, 99)


def numbers(text: str | None) -> list[list[int]] | None:
    return None if text is None else [[int(value) for value in row.split(",")] for row in text.split(";")]


@given(data=st.data(), height=st.integers(2, 4), width=st.integers(1, 4))
def test_a_matrix_in_every_layout(data: st.DataObject, height: int, width: int) -> None:
    matrix = [[data.draw(VALUES) for _ in range(width)] for _ in range(height)]
    count, rows = height * width, (width,) * height
    spaced = [" ".join(map(str, row)) for row in matrix]
    listed = [", ".join(map(str, row)) for row in matrix]
    layouts = [
        " / ".join(spaced), "/".join(listed), "\n".join(f"| {row} |" for row in spaced),
        "。".join(f"{at}行目：{row}" for at, row in enumerate(listed, 1)),
        "; ".join(f"row {at}: {row}" for at, row in enumerate(listed, 1)),
    ]  # fmt: skip
    for text in layouts:
        if "|" not in text or height > 1:
            assert numbers(plain_list(text.replace("：", ":"), count, rows)) == matrix, text
            assert plain_list(text.replace("：", ":") + " 7", count, rows) is None
    turned = "; ".join(f"row {at}: {row}" for at, row in reversed([*enumerate(listed, 1)]))
    assert plain_list(turned, count, rows) is None, "rows in another order are asked about"
    cells = [f"({row + 1},{column + 1})={matrix[row][column]}" for row in range(height) for column in range(width)]
    order = data.draw(st.permutations(cells))
    assert numbers(plain_list("、".join(order), count, rows)) == matrix
    assert plain_list("、".join(order[1:]), count, rows) is None
    assert plain_list("、".join([*order[1:], order[1]] if len(order) > 1 else order[1:]), count, rows) is None


@given(values=st.lists(VALUES, min_size=2, max_size=6), sign=st.sampled_from(["・", "|", " / "]))
def test_a_list_with_one_sign_between(values: list[int], sign: str) -> None:
    text = sign.join(map(str, values))
    wanted = None if sign == " / " and len(values) == 2 else [values]
    assert numbers(plain_list(text, len(values), ())) == wanted
    assert plain_list(text, len(values) + 1, ()) is None
    assert plain_list(text + " 鯨", len(values), ()) is None


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("2*(1, 2)", 2), ("(1, 2)/4", Fraction(1, 4)), ("1/3×(1, 2)", Fraction(1, 3)),
        ("(1/2)[[1, 2], [3, 4]]", Fraction(1, 2)),
        ("[[1], [2]]÷4", None), ("[[1, 2], [3, 4]]÷4", Fraction(1, 4)), ("2(1, 2)", None), ("(1, 2)/0", None),
        ("(1, 2)(3, 4)", None), ("2*(1, 2) + 1", None), ("2*(3)", None), ("(1, 2)", None), ("x(1, 2)", None),
    ],
)  # fmt: skip
def test_a_factor_of_a_list(text: str, factor: Fraction | None) -> None:
    found = factored(text)
    if text == "[[1], [2]]÷4":
        factor = Fraction(1, 4)
    assert (None if found is None else found[0]) == factor


@pytest.mark.parametrize(
    ("item", "text", "verdict"),
    [
        ("conv-multichannel-values", "左上13、右上12、左下19、右下15", "correct"),
        ("conv-multichannel-values", "左上13、右上12、左下19、左下15", "unreadable"),
        ("conv-multichannel-values", "上段：13, 12　下段：19, 15", "correct"),
        ("conv-multichannel-values", "下段：19, 15　上段：13, 12", "unreadable"),
        ("conv-multichannel-values", "13 12 / 19 15", "correct"),
        ("conv-multichannel-values", "13 19 / 12 15", "wrong"),
        ("pool-values", "(1/4)[[-9,-6,1],[-11,-2,-8],[9,5,0]]", "correct"),
        ("pool-values", "[[-9,-6,1],[-11,-2,-8],[9,5,0]]÷2", "wrong"),
        ("ridge-closed-form", "(10, 30)/31", "correct"),
        ("maxout-unit", "3・4・2", "correct"),
        ("maxout-unit", "3・2・4", "partial"),
        ("maxout-unit", "3(4, 2)", "unreadable"),
        ("relu-forward-backward", "[-.1 2. -2. -2. -.2]", "correct"),
        ("alexnet-conv1-size", "縦＝横＝124、ch＝96", "correct"),
        ("alexnet-conv1-size", "縦124、横124、96チャンネル", "correct"),
        ("alexnet-conv1-size", "縦＝横＝縦＝124、ch＝96", "unreadable"),
        ("alexnet-conv1-size", "縦＝横＝96、ch＝124", "wrong"),
    ],
)
def test_layouts_in_the_bank(item: str, text: str, verdict: str) -> None:
    outcome = grade(draw(built_in_bank().item(item), 5), text)
    assert outcome.verdict == verdict or (verdict == "wrong" and outcome.verdict == "partial"), outcome
    assert re.search("correct", outcome.verdict) is None or verdict == "correct"


def test_no_cell_has_two_values() -> None:
    assert plain_list("左上 1、右上 2、左下 3、右下 4", 4, (2, 2)) == "1, 2; 3, 4"
    assert plain_list("左上 1、左上 5、右上 2、左下 3、右下 4", 4, (2, 2)) is None
    assert plain_list("1行目: 1 2、2行目: 3 4、3行目: 5 6", 4, (2, 2)) is None


NAMES = [["先頭の番号", "first index"], ["末尾の番号", "last index"], ["個数", "number"]]


@pytest.mark.parametrize(
    "text",
    ["3番から7番までの5個", "3〜7の5個", "3~7、5", "3 から 7 まで、5個", "3 から 7 で 5", "3 to 7, 5 samples",
     "numbers 3 through 7; 5 items", "3..7 (5)", "3-7: 5", "3〜7 5", "番号3〜7の計5個", "3 to 7 (5 samples)"],
)  # fmt: skip
def test_from_the_first_to_the_last_and_how_many(text: str) -> None:
    assert first_last_and_count(text, NAMES) == "3, 7, 5"


@pytest.mark.parametrize(
    "text",
    ["3-75", "3〜7", "3〜7の5人", "3か7の5個", "3〜7〜5", "3〜7 (5", "3〜7 5)", "ほげ3〜7の5個", "3〜7の5個ほげ"],
)
def test_anything_else_is_no_such_range(text: str) -> None:
    assert first_last_and_count(text, NAMES) is None


def test_a_range_needs_parts_that_are_its_ends() -> None:
    assert first_last_and_count("3〜7の5個", [["最大"], ["末尾"], ["個数"]]) is None
    assert first_last_and_count("3〜7の5個", [["先頭"], ["最大"], ["個数"]]) is None
    assert first_last_and_count("3〜7の5個", [["先頭"], ["末尾"], ["平均"]]) is None
    assert first_last_and_count("3〜7の5個", NAMES[:2]) is None
    assert first_last_and_count("3〜7の5個", [["first"], ["last"], ["number"]]) == "3, 7, 5"


def test_arrows_stand_between_three_numbers_or_more() -> None:
    assert plain_list("3→1→2", 3, ()) == plain_list("3 -> 1 -> 2", 3, ()) == "3, 1, 2"
    assert plain_list("3→1", 2, ()) is None
    assert plain_list("3→1→x", 3, ()) is None
    assert plain_list("3→1->2", 3, ()) is None


@pytest.mark.parametrize(
    "names",
    [
        ("左上", "右上", "左下", "右下"),
        ("top left", "top right", "bottom left", "bottom right"),
        ("upper left", "upper right", "lower left", "lower right"),
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_every_name_of_a_cell_is_its_place(names: tuple[str, ...], order: tuple[int, ...]) -> None:
    text = ", ".join(f"{names[at]} {at + 5}" for at in order)
    assert plain_list(text, 4, (2, 2)) == "5, 6; 7, 8"


def test_an_empty_line_is_no_row() -> None:
    assert plain_list("| 1 | 2 |\n\n| 3 | 4 |\n", 4, (2, 2)) == "1, 2; 3, 4"
    assert plain_list("| 1 | 2 |\n\n| 3 | 4 |\n| 5 | 6 |", 4, (2, 2)) is None
