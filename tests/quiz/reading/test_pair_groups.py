"""Pairs by groups and by name: every entry gets one partner, or nothing is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.reading.pair_groups import grouped_pairs

LEFT = [("早い会", "the early one"), ("夜の会", "the late one"), ("昼の会", "the noon one"), ("休み", "no meeting")]
RIGHT = [("三角の札", "triangle card"), ("四角の札", "square card"), ("丸い札（大）", "circle card (large)")]
LETTERS = "ABCD"
NAMES = ("三角", "四角", "丸い札")


def read(text: str) -> dict[int, int] | None:
    return grouped_pairs(text, LEFT, RIGHT)


GROUPED = [
    ("{}は{}", "と", "、"),
    ("{}: {}", " and ", "; "),
    ("{} = {}", "=", ", "),
    ("{}→{}", "・", "\n"),
    ("{} are {}", " & ", ". "),
    ("{}が{}", "と", "、"),
]


@given(
    partners=st.lists(st.integers(0, 2), min_size=4, max_size=4),
    style=st.sampled_from(GROUPED),
    named=st.booleans(),
    data=st.data(),
)
def test_groups_in_every_style(
    partners: list[int], style: tuple[str, str, str], named: bool, data: st.DataObject
) -> None:
    pair, join, between = style
    wanted = dict(enumerate(partners))
    groups = data.draw(st.permutations(sorted(set(partners))))
    clauses = []
    for partner in groups:
        members = [LETTERS[at] for at, other in enumerate(partners) if other == partner]
        clauses.append(pair.format(join.join(members), NAMES[partner] if named else str(partner + 1)))
    assert read(between.join(clauses)) == wanted
    assert read(between.join([*clauses, pair.format("A", "2")])) is None, "A stands twice"
    fewer = [clause.replace("D", "C") for clause in clauses]
    assert read(between.join(fewer)) is None
    word = data.draw(st.sampled_from(["鯨", "サメ", "not", "ではない", "or", "か", "zq"]))
    place = data.draw(st.integers(0, len(clauses)))
    assert read(between.join([*clauses[:place], word, *clauses[place:]])) is None


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("A=1, B=C=D=3", (0, 2, 2, 2)), ("A1、B〜Dは3", (0, 2, 2, 2)), ("A and D: 3, the others: 1", (2, 0, 0, 2)),
        ("Aは三角、ほかは四角", (0, 1, 1, 1)), ("A:三角の札、B:四角、C:四角の札、D:丸い札", (0, 1, 1, 2)),
        ("1: A, C  2: B  3: D", (0, 1, 0, 2)), ("2→A, 1→B, 3→C, 3→D", None), ("2→A; 1→B; 3→C, D", (1, 0, 2, 2)),
        ("三角、四角、四角、丸い札", (0, 1, 1, 2)), ("一、二、二、三", (0, 1, 1, 2)), ("①②②③の順です", (0, 1, 1, 2)),
        ("the early one: 1, late: 2, noon: 2, no meeting: 3", None), ("ア＝１、イ＝２、ウ＝２、エ＝３", (0, 1, 1, 2)),
        ("(A, 1), (B, 2), (C, 2), (D, 3)", (0, 1, 1, 2)),
        ("triangle: A; square: B, C; circle card (large): D", (0, 1, 1, 2)),
    ],
)  # fmt: skip
def test_what_pairs_are_read_as(text: str, partners: tuple[int, ...] | None) -> None:
    from quiz.reading.option_texts import whole_signs
    from quiz.reading.spelling import normalize

    assert read(normalize(whole_signs(text))) == (None if partners is None else dict(enumerate(partners)))


@pytest.mark.parametrize(
    "text",
    [
        "A, B=1, C=2, D=3", "A=1, B=2, C=2", "A=1, A=2, B=2, C=2, D=3", "A=B=C=D", "A=1=2, B=2, C=2, D=3",
        "A and B: 1",
        "AとBは1、AとCは2、Dは3", "ほかは1", "A=4, B=1, C=1, D=1", "1: A, B, C", "1: A, A, B, C, D", "三角、四角",
        "Aは三角ではない、ほかは四角", "A=1 B=1 C=1 D=1 1", "A B=1 C=2 D=3", "札、札、札、札", "A〜B=1", "D〜A=1", "",
    ],
)  # fmt: skip
def test_what_leaves_an_entry_open_is_not_read(text: str) -> None:
    assert read(text) is None


def test_the_bank_takes_groups_and_names() -> None:
    variant = draw(built_in_bank().item("batch-mode-match"), 5)
    letters = "ABCD"
    names = dict(variant.shown.right)
    by_name = "、".join(f"{letter}: {names[partner].ja}" for letter, partner in zip(letters, variant.key, strict=True))
    assert grade(variant, by_name).verdict == "correct"
    numbers = [name for name, _ in variant.shown.right]
    holders = {
        partner: [letter for letter, other in zip(letters, variant.key, strict=True) if other == partner]
        for partner in variant.key
    }
    groups = "、".join(f"{'と'.join(held)}は{numbers.index(partner) + 1}" for partner, held in holders.items())
    assert grade(variant, groups).verdict == "correct"
    assert grade(variant, groups + "ではない").verdict != "correct"
    assert grade(variant, f"~~{groups}~~").verdict == "unreadable"


def test_what_two_entries_are_called_names_neither() -> None:
    assert grouped_pairs("A: alpha, B: gamma", [["alpha"], ["beta"]], [["alpha"], ["gamma"]]) is None
    assert grouped_pairs("A: same, B: other", [["one"], ["two"]], [["same"], ["same"], ["other"]]) is None
    assert grouped_pairs("A: gamma, B: gamma", [["alpha"], ["beta"]], [["alpha"], ["gamma"]]) == {0: 1, 1: 1}


@pytest.mark.parametrize(
    ("text", "names", "read"),
    [
        ("A: morning, B: evening", ("morning time", "evening time"), True),
        ("A: tanh, B: exp", ("tanh x", "exp u"), True),
        ("A: max, B: mean", ("max pooling", "mean square"), False),
        ("A: lr, B: g", ("lr x", "g u"), False),
        ("A: rate, B: decay", ("rate", "rate decay"), False),
    ],
)
def test_short_names(text: str, names: tuple[str, str], read: bool) -> None:
    found = grouped_pairs(text, [["one"], ["two"]], [[name] for name in names])
    assert found == ({0: 0, 1: 1} if read else None)


def test_a_letter_is_the_entry_with_that_letter_whatever_else_is_called_so() -> None:
    assert grouped_pairs("A=1, B=2", [["x"], ["y"]], [["a"], ["b"]]) == {0: 0, 1: 1}


def test_a_sign_that_divides_may_stand_at_the_end() -> None:
    assert grouped_pairs("1: B; 2: A、", [["early"], ["late"]], [["morning"], ["evening"]]) == {1: 0, 0: 1}


def test_mo_joins_letters_and_binds_a_number() -> None:
    sides = [["early"], ["late"], ["noon"]], [["morning time"], ["evening time"]]
    assert grouped_pairs("AもBも1、Cは2", *sides) == grouped_pairs("AもBも1で、Cも2", *sides) == {0: 0, 1: 0, 2: 1}
    assert grouped_pairs("AもBも(1)、Cが2", *sides) == {0: 0, 1: 0, 2: 1}
    for text in ("AもBも、Cは2", "Aも、Bも1、Cは2", "も1、Bは1、Cは2", "AもBも1でCは2で", "AもBもほげ1、Cは2"):
        assert grouped_pairs(text, *sides) is None, text


@pytest.mark.parametrize("form", ["output {}", "{} output", "出力の{}", "{}の出力"])
def test_what_all_names_have_may_be_left_out(form: str) -> None:
    partners = [[form.format(name)] for name in ("mean", "total")]
    assert grouped_pairs("A: total, B: mean", [["alpha"], ["beta"]], partners) == {0: 1, 1: 0}
