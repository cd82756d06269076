"""Values in lines: none breaks inside a number, nothing steers a terminal, long ones are cut between numbers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.kinds.code.showing import (
    COLUMNS,
    block,
    digits_apart,
    largest_difference,
    printed_lines,
    show_data,
    value_lines,
)
from quiz.outlet.visible import in_line

NUMBERS = st.floats(allow_nan=False, width=32) | st.integers(-(10**15), 10**15)
VALUES = st.recursive(
    NUMBERS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("Wbx"), inner, max_size=3)
)


@given(VALUES)
def test_lines_hold_the_whole_value_and_break_only_between_numbers(value: Any) -> None:
    lines = value_lines("x = ", value)
    joined = " ".join(line.strip() for line in lines)
    assert joined == f"x = {show_data(value)}"
    for line in lines:
        assert len(line) <= COLUMNS or not re.search(r"\d, ", line), "a longer line has one number in it"


@given(VALUES, VALUES)
def test_two_values_that_print_alike_are_shown_with_digits_that_tell_them_apart(one: Any, other: Any) -> None:
    digits = digits_apart(one, other)
    if show_data(one, 12) != show_data(other, 12):
        assert show_data(one, digits) != show_data(other, digits)
        assert digits == 4 or show_data(one, digits - 1) == show_data(other, digits - 1)


def test_rows_stand_below_each_other() -> None:
    array = np.arange(24).reshape(2, 3, 4) * 1000
    assert value_lines("W = ", array) == [
        "W = [[[0, 1000, 2000, 3000],",
        "      [4000, 5000, 6000, 7000],",
        "      [8000, 9000, 10000, 11000]],",
        "     [[12000, 13000, 14000, 15000],",
        "      [16000, 17000, 18000, 19000],",
        "      [20000, 21000, 22000, 23000]]]",
    ]
    assert value_lines("x = ", [1, 2]) == ["x = [1, 2]"]


def test_a_long_value_is_cut_between_two_numbers() -> None:
    shown = show_data([123456789] * 60)
    assert shown.endswith("123456789, …")
    assert len(shown) < 420
    assert show_data(10**200) == "<int, 665 bits>"
    assert show_data(2**512 - 1) == str(2**512 - 1)
    assert show_data(2**512) == "<int, 513 bits>"


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ([1.0, 2.0], [1.0, 2.5], 0.5), ({"W": [1.0], "b": [0.0]}, {"W": [1.25], "b": [0.5]}, 0.5), (1, 3, 2.0),
        ([1.0], [1.0, 2.0], None), ("a", "b", None), ({"W": [1.0]}, {"b": [1.0]}, None), ([], [], None),
        ([float("nan")], [1.0], None), ({"W": [1.0]}, {"W": "x"}, None),
    ],
)  # fmt: skip
def test_the_largest_difference(one: Any, other: Any, distance: float | None) -> None:
    assert largest_difference(one, other) == distance


@given(st.text(max_size=600))
def test_what_was_printed_is_short_and_safe(text: str) -> None:
    lines = printed_lines(text)
    assert all(in_line(line) == line and len(line) <= COLUMNS for line in lines)
    assert sum(map(len, lines)) <= 400 * 10 + 1
    shown = block(lines)
    assert shown.count("```") == 2


def test_a_printed_line_that_is_broken_keeps_its_spaces() -> None:
    assert printed_lines("    one\ntwo") == ["    one", "two"]
    long = "    " + "word  " * 12
    assert "".join(printed_lines(long)) == long


def test_printed_lines_are_counted() -> None:
    assert printed_lines("\n".join("abcdefghijklmn"))[-2:] == ["l", "…"]
    assert printed_lines("a" * 400)[-1] != "…"
    assert printed_lines("a" * 401)[-1] == "…"
    assert printed_lines("") == []
