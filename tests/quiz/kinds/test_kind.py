"""What every kind has: values compared, slips gathered and joined, faults with their lines, what the audit asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item
from quiz.drawing import draw, instantiate, prompt
from quiz.errors import FileFaults, Unanswerable
from quiz.kinds import KINDS, TEMPLATES, kind_called, kind_names, kind_of, templates
from quiz.kinds.instance import Rejected, broken, slips_of, unfit
from quiz.kinds.kind import Kind, diagnose, same_value, statement_faults
from quiz.language import Text
from quiz.model import Item, Variant
from solvers.expression import read

SOURCE = """+++
id = "k"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "a"
check = "a"
[draw]
a = { from = 1, to = 9 }
%s
+++
# ja
{{a}}
## 解説
{{key}}
# en
{{a}}
## Solution
{{key}}
"""


def item(rest: str = "") -> Item:
    return parse_item(SOURCE % rest, expected_id="k", path="k.md")


def slip(name: str, value: str, rest: str = "") -> str:
    return f'[misconception.{name}]\nvalue = "{value}"\nja = "{name} {{{{a}}}}"\nen = "{name} {{{{key}}}}"\n{rest}\n'


# -- values compared ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        # Exact where both are exact, however near they are.
        (Fraction(1, 3), Fraction(1, 3), True),
        (Fraction(1, 3), Fraction(33333333, 100000000), False),
        (100000, 100001, False),
        (2, Fraction(4, 2), True),
        # Four significant digits where one is a float: 5 in the fifth digit is the bound.
        (1.0, 1.00004, True),
        (1.0, 1.00006, False),
        (10000, 10000.4, True),
        (10000, 10000.6, False),
        (Fraction(1, 3), 0.33333, True),
        (Fraction(1, 3), 0.3333, False),
        (0.33333, Fraction(1, 3), True),
        (1e-9, 1.00004e-9, True),
        (1e-9, 1.00006e-9, False),
        (-2.0, -2.00008, True),
        (-2.0, 2.0, False),
        (4, -4.0, False),
        (0.5, 100, False),
        (100, 0.5, False),
        # Nothing is near 0 but what is smaller than anything that is asked for.
        (0, 0.0, True),
        (0.0, 4e-17, True),
        (0.0, 6e-17, False),
        (0.0, 1e-10, False),
        (0, 1e-10, False),
        # Tuples part for part.
        ((1, 2.0), (1, 2.00001), True),
        ((1, 2.0), (1, 2.1), False),
        ((1, 2), (1, 2, 3), False),
        ((1, 2, 3), (1, 2), False),
        ((), (), True),
        ((1,), 1, False),
        (1, (1,), False),
        (((1, 2), 3), ((1, 2), 3), True),
        (((1, 2), 3), ((1, 4), 3), False),
        # Words and truth values are equal or not; a truth value is no number.
        ("a", "a", True),
        ("a", "b", False),
        (True, True, True),
        (True, False, False),
        (True, 1.00001, False),
        (1.00001, True, False),
        (Text("a", "b"), Text("a", "b"), True),
        (Text("a", "b"), Text("a", "c"), False),
        ("1", 1, False),
        (1, "1", False),
        # Trees are equal if they are for all values.
        (read("2(x+y)").tree, read("2x+2y").tree, True),
        (read("2(x+y)").tree, read("2x+y").tree, False),
    ],
)
def test_same_value(left: Any, right: Any, same: bool) -> None:
    assert same_value(left, right) is same


@given(st.fractions(max_denominator=1000), st.fractions(max_denominator=1000))
def test_exact_values_are_the_same_only_if_they_are_equal(left: Fraction, right: Fraction) -> None:
    assert same_value(left, right) == (left == right)


@given(st.floats(1e-9, 1e9), st.floats(-1e-3, 1e-3))
def test_a_float_is_the_same_up_to_four_digits_in_either_order(value: float, apart: float) -> None:
    other = value * (1 + apart)
    assert same_value(value, other) == same_value(other, value)
    if not 4.9e-5 < abs(apart) < 5.1e-5:
        assert same_value(value, other) == (abs(apart) < 5e-5)


# -- slips -------------------------------------------------------------------------------------------------------------


def test_slips_are_joined_dropped_and_asked_when_they_are_possible() -> None:
    rest = (
        slip("next", "a + 1")
        + slip("key-itself", "2 * a / 2")
        + slip("also-next", "a - 1 + 2")
        + slip("far", "10 * a", 'when = "a > 4"')
        + '[misconception.unvalued]\nja = "x"\nen = "x"\n'
        + slip("by-key", "key + 2")
    )
    made = item(rest=rest.replace('"key + 2"', '"a + 2"'))
    few, more = instantiate(made, {"a": 4}), instantiate(made, {"a": 5})
    assert [(one.value, one.misconceptions) for one in few.distractors] == [
        (5, ("next", "also-next")), (6, ("by-key",)),
    ]  # fmt: skip
    assert [(one.value, one.misconceptions) for one in more.distractors] == [
        (6, ("next", "also-next")), (50, ("far",)), (7, ("by-key",)),
    ]  # fmt: skip
    assert list(kind_of(made).named_slips(made)) == ["next", "key-itself", "also-next", "far", "by-key"]


def test_separate_slips_differ_from_the_key_and_from_each_other() -> None:
    rest = slip("one", "a + n") + slip("two", "a + m") + slip("third", "a + m")
    made = item(rest='separate = ["one", "two"]\n' + "n = { from = 0, to = 2 }\nm = { from = 0, to = 2 }\n" + rest)
    for seed in range(1, 40):
        values = draw(made, seed).values
        assert values["n"] != values["m"]
        assert 0 not in (values["n"], values["m"])
    for n, m in ((0, 1), (1, 0), (1, 1)):
        values = {"a": 3, "n": n, "m": m, "pi": 3.0, "e": 2.0}
        with pytest.raises(Rejected, match=r"separate: (one|two)"):
            slips_of(kind_of(made), made, values, 3, separate=True)
        assert slips_of(kind_of(made), made, values, 3, separate=False)
    # That the third slip is like the second does not matter: nobody asked to tell it apart.
    found = slips_of(kind_of(made), made, {"a": 3, "n": 1, "m": 2}, 3, separate=True)
    assert [one.misconceptions for one in found] == [("one",), ("two", "third")]


def test_a_separate_slip_that_cannot_be_made_does_not_decide_what_is_drawn() -> None:
    """Where its ``when`` is false there is nothing to tell apart: the values come as often as without ``separate``."""
    drawn = "n = { from = 1, to = 6 }\n"
    rest = slip("low", "a - n", 'when = "n > 3"') + slip("high", "a + n")
    free, held = (item(rest=f"{names}{drawn}{rest}") for names in ("", 'separate = ["low", "high"]\n'))
    values = [draw(held, seed).values["n"] for seed in range(1, 121)]
    assert values == [draw(free, seed).values["n"] for seed in range(1, 121)]
    assert min(values.count(n) for n in range(1, 7)) > 8
    assert {name for seed in range(1, 30) for one in draw(held, seed).distractors for name in one.misconceptions} == {
        "low", "high",
    }  # fmt: skip
    # Where it can be made, it still has to be told from the other.
    alike = item(rest=f'separate = ["low", "high"]\n{drawn}' + slip("low", "7", 'when = "n > 3"') + slip("high", "7"))
    assert {draw(alike, seed).values["n"] for seed in range(1, 60)} == {1, 2, 3}


def test_a_separate_slip_without_a_value_is_told_when_the_file_is_read() -> None:
    with pytest.raises(FileFaults) as caught:
        item(rest='separate = ["bare"]\n[misconception.bare]\nja = "文"\nen = "text"\n')
    assert "separate names bare, which has no value" in [fault.message.en for fault in caught.value.faults]


def test_a_slip_that_is_no_number_is_a_fault_with_its_line() -> None:
    made = item(rest=slip("odd", "'x'"))
    with pytest.raises(Unanswerable, match=r"k\.md:\d+: misconception\.odd\.value: x is no answer of kind number"):
        draw(made, 1)


def test_a_formula_without_a_value_is_a_fault_with_its_line() -> None:
    made = item(rest=slip("zero", "a / (a - a)"))
    line = made.lines["misconception.zero.value"]
    with pytest.raises(Unanswerable, match=rf"^k\.md:{line}: misconception\.zero\.value: "):
        draw(made, 1)
    made = item(rest=slip("zero", "a + 1", 'when = "a / (a - a) > 1"'))
    with pytest.raises(Unanswerable, match=r"misconception\.zero\.when: "):
        draw(made, 1)


def test_a_text_that_can_not_be_filled_is_a_fault_with_its_line() -> None:
    source = (SOURCE % "").replace("# ja\n{{a}}", "# ja\n{{1 / (a - a)}}")
    made = parse_item(source, expected_id="k", path="k.md")
    with pytest.raises(Unanswerable, match=r"^k\.md:\d+: stem: "):
        prompt(draw(made, 1))


def test_a_fault_without_a_line_names_the_file() -> None:
    made = item()
    said = broken(made, "nowhere", Text("ここ", "here")).message
    assert (said.ja, said.en) == ("k.md: nowhere: ここ", "k.md: nowhere: here")
    said = unfit(made, "key", None).message
    assert said.en == f"k.md:{made.lines['key']}: key: - is no answer of kind number"


def test_slips_are_named_with_this_variants_numbers() -> None:
    variant = instantiate(item(rest=slip("next", "a + 1") + slip("other", "a + 2")), {"a": 3})
    found = diagnose(variant, ["other", "next"])
    assert [(one.name, one.message.ja, one.message.en, one.certain) for one in found] == [
        ("other", "other 3", "other 3", True), ("next", "next 3", "next 3", True),
    ]  # fmt: skip
    assert diagnose(variant, []) == ()


def test_a_slip_that_can_not_be_said_is_named_all_the_same() -> None:
    source = '[misconception.odd]\nvalue = "a + 1"\nja = "{{1 / (a - a)}}"\nen = "{{1 / (a - a)}}"\n'
    (found,) = diagnose(instantiate(item(rest=source), {"a": 3}), ["odd"])
    assert (found.name, found.message) == ("odd", Text("odd", "odd"))


# -- audited -----------------------------------------------------------------------------------------------------------


def faults(variant: Variant) -> list[tuple[str, str, str]]:
    return [(rule, place, said.en) for rule, place, said in kind_of(variant.item).variant_faults(variant)]


def test_key_and_check_must_agree() -> None:
    good = item()
    assert faults(instantiate(good, {"a": 3})) == []
    wrong = parse_item((SOURCE % "").replace('check = "a"', 'check = "a + 1"'), expected_id="k", path="k.md")
    said = "key and check differ: key 3, check 4 → mend the one that is wrong"
    assert faults(instantiate(wrong, {"a": 3})) == [("key-check", "key", said)]
    none = parse_item((SOURCE % "").replace('check = "a"', 'check = "1 / (a - a)"'), expected_id="k", path="k.md")
    ((rule, place, _),) = faults(instantiate(none, {"a": 3}))
    assert (rule, place) == ("key-check", "check")


def test_a_statement_must_be_true_and_nothing_else() -> None:
    template = (TEMPLATES / "text.md").read_text(encoding="utf-8").format(id="x")
    stated = 'check = "distinct_hidden_units_by_training(4, 0, true) == 1"'
    assert stated in template

    def found(check: str) -> list[tuple[str, str]]:
        made = parse_item(template.replace(stated, f"{check}\n[draw]\nn = [1, 2]"), expected_id="x", path="x.md")
        return [(rule, place) for rule, place, _ in statement_faults(draw(made, 1))]

    assert found(stated) == found("") == []
    for check in ('check = "n > 5"', 'check = "n"', 'check = "1 / (n - n)"'):
        assert found(check) == [("key-check", "check")]


# -- what a kind says of itself ----------------------------------------------------------------------------------------


class Bare(Kind):
    """The least that a kind must be."""

    label = Text("x", "x")

    def answer_format(self, variant: Variant) -> Text:
        return Text.both("")

    def interactions(self, variant: Variant) -> tuple[Any, ...]:
        return ()

    def read(self, raw: str, variant: Variant) -> Any:
        return None

    def judge(self, parsed: Any, variant: Variant) -> Any:
        return None

    def fits(self, value: Any) -> bool:
        return value == 3


def test_what_a_kind_is_unless_it_says_otherwise() -> None:
    kind, made = Bare(), item()
    variant = instantiate(made, {"a": 3})
    assert (kind.in_reports.value, kind.key_rule, kind.key_place) == ("undecided", "required", "key")
    assert not any((kind.runs_after_answer, kind.runs_code, kind.self_assessed, kind.costly))
    assert kind.repeats_answer
    assert not any((kind.keys, kind.slip_keys, kind.original_keys, kind.measured))
    assert kind.lists(variant) == ()
    assert kind.start(variant) == ""
    assert kind.takes_lines(made) is False
    assert kind.is_whole(made, "x") is True
    assert kind.letters(made) == ()
    assert kind.show(made, Fraction(1, 4)) == Text("0.25", "0.25") == kind.show(made, 0.25)
    assert kind.key_shown(variant) == kind.key_in_report(variant) == kind.summary_line(variant) == Text("3", "3")
    assert kind.key_data(variant) == 3
    assert kind.answers(variant) == ("3",)
    assert kind.may_judge(made) is True
    assert kind.facts(made) == 0
    assert list(kind.item_faults(made)) == []
    assert kind.settled(variant) is variant
    assert kind.fits_slip(3)
    assert not kind.fits_slip(4)
    assert kind.same(made, 1.0, 1.00001)
    assert not kind.same(made, 1, 2)
    assert len(kind.nonsense(variant)) == 3
    keyless = Variant(made, 1, {"a": 3}, None, None, ())
    assert kind.key_in_report(keyless) is None
    with pytest.raises(Unanswerable, match="4 is no answer of kind number"):
        kind.compute(made, {"a": 4}, None)


# -- the kinds that there are ------------------------------------------------------------------------------------------


def test_the_kinds_are_found_by_their_names() -> None:
    assert set(kind_names()) >= {
        "choice", "code", "expression", "multichoice", "number", "prediction", "shape", "text",
    }  # fmt: skip
    assert list(kind_names()) == sorted(kind_names())
    assert "kind" not in kind_names()
    assert "options" not in kind_names()
    assert set(templates()) == set(kind_names())
    for name in ("instance", "", "Number", "数", "../kinds", "number2", "templates"):
        with pytest.raises(ValueError, match="there is no kind"):
            kind_called(name)
        assert KINDS.format_of(name) is None
    assert KINDS.format_of("number") is kind_called("number")
    assert KINDS.names() == kind_names()


def test_the_owners_of_a_key() -> None:
    assert KINDS.owners("rubric") == ["text"]
    assert set(KINDS.owners("option")) >= {"choice", "multichoice", "prediction"}
    assert KINDS.owners("nothing") == []
