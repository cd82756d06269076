"""Our own painting passes, a stranger's never does."""

from __future__ import annotations

import re

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.colours import CODES, PALETTES, Palette, paint, painted, palette_of

OURS = re.compile(
    "\x1b\\[(?:" + "|".join({"0"} | {code for codes in PALETTES.values() for code in codes.values()}) + ")m"
)


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


def _luminance(code: str) -> float:
    """The relative luminance of one of the 240 fixed colours (WCAG 2)."""
    number = int(code.removeprefix("38;5;"))
    steps = (0, 95, 135, 175, 215, 255)
    if number >= 232:
        parts = [8 + 10 * (number - 232)] * 3
    else:
        parts = [steps[(number - 16) // 36], steps[(number - 16) // 6 % 6], steps[(number - 16) % 6]]
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("palette", "ground"), [("light", 1.0), ("dark", 0.0)])
def test_every_colour_can_be_read_on_its_ground(palette: Palette, ground: float) -> None:
    colours = [code for code in PALETTES[palette].values() if code.startswith("38;5;")]
    assert len(colours) >= 6
    for code in colours:
        light, dark = sorted((_luminance(code), ground), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, code


def test_right_wrong_and_in_between_differ_and_code_is_none_of_them() -> None:
    for styles in PALETTES.values():
        meaning = {styles["good"], styles["bad"], styles["half"]}
        assert len(meaning) == 3
        assert not meaning & {styles[name] for name in ("code", "keyword", "string", "comment", "defined")}


@pytest.mark.parametrize(
    ("variable", "palette"),
    [
        ("0;15", "light"), ("15;default;0", "dark"), ("7", "light"),
        ("0;default", "usual"), ("x;;", "usual"), ("", "usual"),
    ],
)  # fmt: skip
def test_a_terminal_that_tells_its_ground_is_believed(variable: str, palette: Palette) -> None:
    assert palette_of({"COLORFGBG": variable}) == palette
