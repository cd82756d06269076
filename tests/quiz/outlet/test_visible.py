"""Which characters may be seen: every code point, what belongs to a sign, names in lines, messages with a picture."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given

from quiz.outlet.visible import in_line, message_lines, visible, with_hidden

WITHOUT_SHAPE = (
    "\u034f\u115f\u17b4\u180b\u2065\u2800\u3164\ufe00\ufe0f\uffa0\ufff0\ufdd0\uffff\U0001fffe\U000e0100\U000e0fff"
    "\U0001d159"
)
FINE = ["ア", "ﾞ", "が", "é", "e\u0301", "ก็", "각", "\u3000", "\u00a0", "∂", "①", "□", "\u20d7", "😀"]
WHOLE = [
    "⚠\ufe0f", "⚠\ufe0e", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👍🏽",
    "👩🏽\u200d🔬", "❤\ufe0f\u200d🔥", "葛\U000e0100城", "邉\U000e0102", "\ufa19\ufe00",
]  # fmt: skip


@pytest.mark.thorough
def test_of_every_character_alone_what_can_be_seen_stays_and_nothing_else() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        category, shown = unicodedata.category(sign), visible(sign)
        if category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and sign not in "\n\t":
            assert shown.isascii()
            assert shown.isprintable()
            assert shown.startswith("\\")
        elif category not in ("Cn", "Mn", "Lo", "So"):
            assert shown == sign


@pytest.mark.parametrize("sign", WITHOUT_SHAPE, ids=ascii)
def test_what_is_drawn_as_nothing_is_seen(sign: str) -> None:
    assert visible(f"a{sign}b") == "a" + sign.encode("unicode_escape").decode() + "b"


@pytest.mark.parametrize("letter", FINE)
def test_letters_marks_and_blanks_stay(letter: str) -> None:
    assert visible(f"x{letter}y") == f"x{letter}y"


@pytest.mark.parametrize("sign", WHOLE)
def test_what_belongs_to_a_sign_stays(sign: str) -> None:
    assert visible(f"x{sign}y") == f"x{sign}y"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\ufe0f", "a\\ufe0f"),
        ("⚠\ufe0f\ufe0f", "⚠\ufe0f\\ufe0f"),
        ("1\ufe0f", "1\\ufe0f"),
        ("x\ufe0f\u20e3", "x\\ufe0f\u20e3"),
        ("あ\U000e0100", "あ\\U000e0100"),
        ("x\u200dy", "x\\u200dy"),
        ("👩\u200dy", "👩\\u200dy"),
        ("y\u200d🔬", "y\\u200d🔬"),
        ("\u200d", "\\u200d"),
        ("\ufe0f\u200d🔬", "\\ufe0f\\u200d🔬"),
        ("a\ufe0f\u200d🔬", "a\\ufe0f\\u200d🔬"),
        ("🏴\U000e0067\U000e007f", "🏴\\U000e0067\\U000e007f"),
    ],
)
def test_what_belongs_to_no_sign_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(hostile_texts)
def test_nothing_unseen_is_left_and_what_is_seen_is_left_alone(text: str) -> None:
    shown = visible(text)
    assert not unseen(shown)
    assert visible(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown
    if "\\" not in text:  # else an escape may be what was written
        escapes = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|r)")
        assert escapes.sub("", shown) == with_hidden(text, lambda sign: "")


@given(hostile_texts)
def test_a_name_stays_in_its_line(text: str) -> None:
    assert len(in_line(text).splitlines()) <= 1
    assert not unseen(in_line(text))
    assert "\t" not in in_line(text)


def test_a_path_is_a_name_as_well() -> None:
    assert in_line(Path("a\nb\udcff")) == "a\\nb\\udcff"


def test_a_picture_below_a_message_stays_and_a_forged_line_does_not() -> None:
    assert message_lines("fault: x\n    2x +\n       ^") == ["fault: x", "    2x +", "       ^"]
    assert message_lines("fault: x\nerror: y\n  → z") == ["fault: x\\nerror: y\\n  → z"]
