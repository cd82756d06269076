"""Our own painting passes, a stranger's never does."""

from __future__ import annotations

import re

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.colours import CODES, paint, painted

OURS = re.compile("\x1b\\[(?:" + "|".join(["0", *CODES.values()]) + ")m")


@given(hostile_texts, st.sampled_from(sorted(CODES)))
def test_what_is_painted_ends_where_it_should(text: str, style: str) -> None:
    whole = paint(text, style)
    assert OURS.findall(whole) == [f"\x1b[{CODES[style]}m", "\x1b[0m"]
    assert not unseen(OURS.sub("", whole))
    assert painted(whole) == whole


@given(hostile_texts)
def test_a_line_on_the_screen_holds_no_sequence_but_ours(text: str) -> None:
    assert not unseen(OURS.sub("", painted(text)))


@pytest.mark.parametrize(
    "text", ["\x1b[8m", "\x1b[31;1m", "\x1b[38;5;1m", "\x1b[5m", "\x1b[m", "\x1b[1", "\x1b[2J", "\x1b[0K"]
)
def test_a_sequence_like_ours_is_none_of_ours(text: str) -> None:
    assert "\x1b" not in painted(text)
