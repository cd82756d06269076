"""Orders by places: each line has one, and words beside a letter are those of its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.reading.told_places import placed

LINES = [
    ("平均を引く", "subtract the mean"),
    ("標準偏差で割る", "divide by the deviation"),
    ("倍率を掛ける", "scale"),
    ("ずらす", "shift"),
    ("測る", "measure"),
]
LETTERS = "abcde"


@given(order=st.permutations(LETTERS), data=st.data())
def test_orders_in_every_style(order: list[str], data: st.DataObject) -> None:
    numbered = data.draw(st.permutations([f"{letter}={at}" for at, letter in enumerate(order, 1)]))
    with_words = [f"{LINES[LETTERS.index(letter)][1]} ({letter})" for letter in order]
    turned = [f"({letter}) ({LINES[LETTERS.index(letter)][0]})" for letter in order]
    for text in (
        ", ".join(numbered), "、".join(numbered).replace("=", "は"),
        " → ".join(with_words), "、".join(with_words), "\n".join(turned),
    ):  # fmt: skip
        assert placed(text, LETTERS, LINES) == order, text
        assert placed(text + " 鯨", LETTERS, LINES) is None
    assert placed(", ".join(numbered[1:]), LETTERS, LINES) is None
    assert placed(", ".join([*numbered[1:], numbered[1]]), LETTERS, LINES) is None
    other = [f"{LINES[(LETTERS.index(letter) + 1) % 5][1]} ({letter})" for letter in order]
    assert placed(" → ".join(other), LETTERS, LINES) is None, "the words of another line"


@pytest.mark.parametrize(
    "text", ["a=1, b=2, c=3, d=4, e=6", "a=1, b=1, c=2, d=3, e=4", "a<b<c<d<e", "a←b→c←d←e", "", "a=1"]
)
def test_what_places_not_every_line(text: str) -> None:
    assert placed(text, LETTERS, LINES) is None


def test_the_bank_takes_orders_by_places() -> None:
    variant = draw(built_in_bank().item("training-loop-order"), 5)
    letters = kind_of(variant.item).typed(variant, variant.key).split()
    nth = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
    for text in (
        ", ".join(f"{letter}={at}" for at, letter in enumerate(letters, 1)),
        "; ".join(f"{place} {letter}" for place, letter in zip(nth, letters, strict=False)),
        f"まず{letters[0]}、そのあと{'、'.join(letters[1:-1])}と続き、最後が{letters[-1]}",
    ):
        assert grade(variant, text).verdict == "correct", text
    for typed in (letters, letters[::-1]):  # from the last to the first, or the other way round
        assert grade(variant, "←".join(typed)).verdict == "unreadable"
    swapped = "; ".join(f"{place} {letter}" for place, letter in zip((nth[1], nth[0], *nth[2:]), letters, strict=False))
    assert grade(variant, swapped).verdict == "unreadable"
    told = grade(variant, " ".join(letters) + " (clip)").unreadable
    assert told is not None
    assert "clip" in told.reason.ja


@pytest.mark.parametrize("text", ["割る (a) → 割る (a)", "a=1, a=2", "a=1, b=1"])
def test_no_line_has_two_places(text: str) -> None:
    lines = [("divide", "割る"), ("take the mean", "平均")]
    assert placed(text, "ab", lines) is None
    assert placed("平均 (b) → 割る (a)", "ab", lines) == ["b", "a"]
