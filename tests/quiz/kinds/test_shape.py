"""Sizes: whole numbers side by side, sides that were swapped, fractions that only slips have."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.grading import grade
from quiz.interaction import EnterNumber
from quiz.kinds import TEMPLATES, kind_of
from quiz.language import Text
from quiz.model import Distractor, Variant

ITEM = parse_item((TEMPLATES / "shape.md").read_text(encoding="utf-8").format(id="x"), expected_id="x", path="x.md")
KIND = kind_of(ITEM)


def variant(key: tuple[int, ...], *slips: Any) -> Variant:
    values = {"height": 9, "width": 8, "kernel": 3}
    return Variant(ITEM, 1, values, key, None, tuple(Distractor(value, ("plus-one-forgotten",)) for value in slips))


@pytest.mark.parametrize(
    ("key", "raw", "verdict", "names"),
    [
        ((7, 5), "7×5", "correct", []),
        ((7, 5), "7.0×5", "correct", []),
        ((7, 5), "(7, 5)", "correct", []),
        ((7, 5), "7 x 5", "correct", []),
        ((7, 5), "(7×5", "unreadable", []),
        ((7, 5), "7×5)", "unreadable", []),
        ((7, 5), "7×5ほげ", "unreadable", []),
        ((7, 5), "横5、縦7", "correct", []),
        ((7, 5), "縦5、横7", "wrong", ["sides-swapped"]),
        ((7, 5), "5×7", "wrong", ["sides-swapped"]),
        ((7, 5), "7", "wrong", []),
        ((7, 7), "7", "correct", []),
        ((7, 5, 3), "3×5×7", "wrong", ["sides-swapped"]),
        ((7, 5), "7×5.5", "wrong", ["fraction"]),
        ((7, 5), "7×6", "wrong", []),
        ((7, 5), "6×4", "wrong", ["plus-one-forgotten"]),
        ((7, 5), "7×5×1", "unreadable", []),
        ((7,), "7", "correct", []),
        ((7, 5), "7×∞", "unreadable", []),
        ((7, 5), "7×√(-1)", "unreadable", []),
        ((7, 5), "√49×5", "correct", []),
        ((7, 5), "7×5!", "correct", []),
        ((7, 5), "７×５！", "correct", []),
        ((7, 5), "!7×5", "unreadable", []),
        ((7, 7), "(7-1)+1 で 7×7", "unreadable", []),
        ((7, 7), "３＋４で７×７", "unreadable", []),
        ((7, 49), "7, 7×7", "unreadable", []),
        ((7, 5), "7×5と7×5", "unreadable", []),
        ((7, 5), "7 and 5", "correct", []),
        ((7, 5), "7×5 7×5", "correct", []),
        ((7, 5), "７×５（7x5）です", "correct", []),
        ((7, 5), "7×5 = 7*5", "correct", []),
        ((7, 5), "5×7 (5×7)", "wrong", ["sides-swapped"]),
        ((7, 5), "7×5 5×7", "unreadable", []),
        ((7, 5), "7×5 (35)", "unreadable", []),
        ((7, 5), "7×5=35です", "unreadable", []),
        ((7, 5), "縦7×横5＝35", "unreadable", []),
        ((7, 5), "35 = 7×5", "unreadable", []),
        ((7, 5), "7×5 35", "unreadable", []),
        ((7, 5, 3), "7×5×3 (105)", "unreadable", []),
        ((35,), "7×5=35", "correct", []),
        ((7, 5), "縦7×横5", "correct", []),
        ((7, 5), "縦7 横5", "correct", []),
    ],
)
def test_sizes(key: tuple[int, ...], raw: str, verdict: str, names: list[str]) -> None:
    outcome = grade(variant(key, (6, 4)), raw)
    assert outcome.verdict == verdict
    assert [one.name for one in outcome.diagnoses] == names
    assert outcome.score == (verdict == "correct")
    for one in outcome.diagnoses:
        assert one.certain == (one.name == "plus-one-forgotten"), "what nobody named is a hint"


@pytest.mark.parametrize(
    ("raw", "column"),
    [("(7-1)+1 で 7×7", 10), ("7×7と7", 0), ("7 and 7x7", 6), ("７×７、４×４", 0), ("４９（７×７）", 3)],
)
def test_a_size_beside_other_numbers_is_pointed_at(raw: str, column: int) -> None:
    unreadable = grade(variant((7, 7)), raw).unreadable
    assert unreadable is not None
    assert unreadable.column == column
    assert unreadable.remedy is not None
    assert "7×5" in unreadable.remedy.ja


@pytest.mark.parametrize(("key", "example"), [((7, 5), "7×5"), ((7, 5, 3), "7×5×3"), ((7,), "7")])
def test_what_is_not_understood_is_told_how_to_write_a_size(key: tuple[int, ...], example: str) -> None:
    told = grade(variant(key), "×".join(map(str, key)) + "ほげ").unreadable
    assert told is not None
    assert told.remedy is not None
    assert told.remedy.ja == f"サイズだけで書いてください（例: {example}）"
    assert told.remedy.en == f"write the size alone, like {example}"


def test_a_slip_with_a_fraction_may_be_rounded() -> None:
    made = variant((3, 3), (Fraction(10, 3), Fraction(7, 2)))
    assert [one.name for one in grade(made, "3.33×3.5").diagnoses] == ["plus-one-forgotten"]
    assert [one.name for one in grade(made, "3.34×3.5").diagnoses] == ["plus-one-forgotten"]
    assert [one.name for one in grade(made, "3.35×3.5").diagnoses] == ["fraction"]
    assert [one.name for one in grade(made, "3×3.5").diagnoses] == ["fraction"]


def test_equal_sizes() -> None:
    assert KIND.same(ITEM, (3, 4), (3, 4))
    assert not KIND.same(ITEM, (3, 4), (4, 3))
    assert not KIND.same(ITEM, (3, 4), (3, 4, 1))
    assert not KIND.same(ITEM, (3.001, 4), (3, 4)), "a whole side is exact"
    assert KIND.same(ITEM, (3.5, 4), (3.5, 4))
    assert KIND.same(ITEM, (3.509, 4), (3.5, 4))
    assert not KIND.same(ITEM, (3.511, 4), (3.5, 4))
    assert not KIND.same(ITEM, (Fraction(352, 100), 4), (Fraction(7, 2), 4))


@pytest.mark.parametrize(
    ("value", "key", "slip"),
    [
        ((3, 4), True, True), ((3,), True, True), ((), False, True), ((3.5, 4), False, True),
        ((Fraction(1, 2), 4), False, True), ((True, 4), False, True), (3, False, False), (None, False, False),
        (("3", 4), False, False), ([3, 4], False, False),
    ],
)  # fmt: skip
def test_what_a_key_and_a_slip_may_be(value: Any, key: bool, slip: bool) -> None:
    assert KIND.fits(value) is key
    assert KIND.fits_slip(value) is slip


def test_what_is_shown() -> None:
    assert KIND.show(ITEM, (7, 5)) == Text("7×5", "7×5")
    assert KIND.show(ITEM, (Fraction(7, 2), 5)) == Text("3.50×5", "3.50×5")
    assert KIND.show(ITEM, (Fraction(10, 3), 5)) == Text("3.33×5", "3.33×5")
    assert KIND.interactions(variant((7, 5))) == (EnterNumber(7, Fraction(0)), EnterNumber(5, Fraction(0)))
    assert KIND.answer_format(variant((7, 5))) == Text(
        "サイズで答えてください（縦×横、例: 7×5）", "answer with a size (height×width, for example 7x5)"
    )
    assert KIND.answers(variant((7, 15))) == ("7x15", "(7, 15)", "7*15", "７×１５", "7×15")
    assert KIND.answers(variant((7,)))[0] == "7"
    assert KIND.answers(variant((7, 7))) == ("7x7", "(7, 7)", "7*7", "７×７", "7", "7×7")


def test_how_an_answer_is_understood_and_what_is_asked_for() -> None:
    assert grade(variant((7, 7)), "７").understood_as == "7×7"
    outcome = grade(variant((7, 5, 3)), "7×5")
    assert outcome.unreadable is not None
    assert outcome.unreadable.reason == Text("3 個の数のサイズが必要です", "a size of 3 numbers is needed")
    assert outcome.unreadable.remedy == KIND.answer_format(variant((7, 5, 3)))


def test_the_template_is_drawn_with_its_slip() -> None:
    made = draw(ITEM, 3)
    assert [slip.value for slip in made.distractors] == [tuple(side - 1 for side in made.key)]
