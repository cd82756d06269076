"""Single choice: options written or computed, where they stand, and every way of naming one of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item
from quiz.drawing import draw, instantiate
from quiz.draws import Draws
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.interaction import ChooseOne
from quiz.kinds import kind_of
from quiz.kinds.instance import Rejected
from quiz.kinds.options import numbers_at_their_labels
from quiz.language import Text
from quiz.model import Item, Option, Variant

HEAD = """+++
id = "c"
kind = "choice"
section = "s"
minutes = 1
difficulty = 1
%s
"""
TAIL = """+++
# ja
{{n}}
## 解説
{{n}}
# en
{{n}}
## Solution
{{n}}
"""
DRAW = "[draw]\nn = { from = 2, to = 9 }\n"


def slip(name: str, value: str = "") -> str:
    said = f'[misconception.{name}]\nja = "{name} {{{{n}}}}"\nen = "{name} {{{{n}}}}"\n'
    return said + (f'value = "{value}"\n' if value else "")


def option(text: str, holds: str, rest: str = "") -> str:
    return f'[[option]]\nja = "{text}"\nen = "{text}!"\nholds = "{holds}"\n{rest}\n'


def item(body: str, head: str = 'key = "n"\ncheck = "n"') -> Item:
    return parse_item(HEAD % head + body + TAIL, expected_id="c", path="c.md")


def shown(*contents: Any, right: int = 0) -> Variant:
    """A variant with these options, shown as text."""
    from quiz.bank.template import typeset

    options = tuple(
        Option(
            content if isinstance(content, Text) else Text.both(typeset(content, "text")),
            content,
            place == right,
            () if place == right else ("a",),
        )
        for place, content in enumerate(contents)
    )
    return Variant(item(DRAW + slip("a", "n + 1")), 1, {"n": 3}, contents[right], options, ())


# -- where the options stand -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contents", "placed"),
    [
        ([3, 7, 9, 1], [1, 7, 3, 9]),
        ([4, 1, 2, 3], [1, 2, 3, 4]),
        ([2, 1], [1, 2]),
        ([1, 2, 3, 4], [1, 2, 3, 4]),
        ([9, 8, 7, 6], [9, 8, 7, 6]),  # they are no labels
        ([5, 2, 8, 7], [5, 2, 8, 7]),  # there is no (5)
        ([8, 4, 7, 6], [8, 6, 7, 4]),
        ([0, -1, 1, 5], [1, -1, 0, 5]),
        ([Fraction(1, 2), "1", 2.0, 7], [Fraction(1, 2), "1", 2.0, 7]),  # only whole numbers are taken for labels
        ([], []),
    ],
)
def test_numbers_stand_at_their_labels(contents: list[Any], placed: list[Any]) -> None:
    before = list(contents)
    assert numbers_at_their_labels(contents) == placed
    assert contents == before


@given(st.lists(st.integers(-2, 8), unique=True, max_size=7))
def test_no_number_stands_at_the_label_of_another_place(contents: list[int]) -> None:
    placed = numbers_at_their_labels(contents)
    assert sorted(placed) == sorted(contents)
    assert all(placed[number - 1] == number for number in contents if 1 <= number <= len(contents))


def test_a_drawn_number_is_never_ambiguous() -> None:
    made = item("[draw]\nn = { from = 1, to = 4 }\n" + slip("a", "n + 1") + slip("b", "n + 2") + slip("c", "n + 3"))
    for seed in range(1, 60):
        variant = draw(made, seed)
        outcomes = [grade(variant, str(number)).verdict for number in range(1, 5)]
        assert outcomes.count("correct") == 1
        assert outcomes.count("unreadable") == 0
        assert grade(variant, str(variant.key)).verdict == "correct"


def test_written_options_are_shuffled_evenly_and_stand_in_order_in_the_original() -> None:
    body = DRAW + "[original]\nn = 2\n" + option("a", "n > 0") + "".join(option(f"b{k}", "n < 0") for k in range(4))
    made = item(body, "")
    places = Counter(
        next(place for place, one in enumerate(draw(made, seed).options or ()) if one.correct) for seed in range(1, 401)
    )
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 60
    wrong = Counter(one.text.ja for seed in range(1, 401) for one in draw(made, seed).options or () if not one.correct)
    assert len(wrong) == 4
    assert min(wrong.values()) > 240, "each wrong option is as likely as another"
    assert [one.text.ja for one in draw(made, 0).options or ()] == ["a", "b0", "b1", "b2"]
    assert draw(made, 0).key == Text("a", "a!")


@pytest.mark.parametrize(("count", "expected"), [(2, 2), (3, 3), (4, 3), (12, 3)])
def test_as_many_options_are_shown_as_are_asked_for_and_there(count: int, expected: int) -> None:
    made = item(DRAW + option("a", "n > 0") + option("b", "n < 0") + option("c", "n < 0"), f"options = {count}")
    for seed in range(1, 12):
        options = draw(made, seed).options or ()
        assert len(options) == expected
        assert sum(one.correct for one in options) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("n > 0", "n > 0", "n < 0"), "2 options hold, 1 don't"),
        (("n < 0", "n < 0", "n < 0"), "0 options hold, 3 don't"),
        (("n > 0", "n > 0"), "2 options hold, 0 don't"),
    ],
)
def test_exactly_one_written_option_holds(options: tuple[str, ...], said: str) -> None:
    made = item(DRAW + "".join(option(str(k), holds) for k, holds in enumerate(options)), "")
    with pytest.raises(Unanswerable) as caught:
        draw(made, 1)
    assert said in caught.value.message.en
    assert f"c.md:{made.lines['option.0']}" in caught.value.message.en


# -- computed options --------------------------------------------------------------------------------------------------

MANY = DRAW + "".join(slip(name, f"n + {step}") for step, name in ((10, "a"), (20, "b"), (30, "c"), (40, "d")))


def test_the_key_stands_among_slips() -> None:
    made = item(MANY)
    seen: Counter[str] = Counter()
    for seed in range(1, 201):
        variant = draw(made, seed)
        options = variant.options or ()
        assert len(options) == 4
        assert [one.content for one in options if one.correct] == [variant.key] == [variant.values["n"]]
        assert {one.content - variant.key for one in options if not one.correct} < {10, 20, 30, 40}
        for one in options:
            assert one.text == Text.both(str(one.content))
            assert (
                one.misconceptions == {0: (), 10: ("a",), 20: ("b",), 30: ("c",), 40: ("d",)}[one.content - variant.key]
            )
            seen.update(one.misconceptions)
        # What is not shown is no distractor of this variant, but still a slip.
        assert {slip.value for slip in variant.distractors} == {one.content for one in options if not one.correct}
        assert len(kind_of(made).slips(variant)) == 4
    assert min(seen.values()) > 110


def test_where_slips_are_too_few_the_options_are_filled_up() -> None:
    fill = 'key = "n"\ncheck = "n"\nfill = ["n + 1", "n", "n + 10", "n + 1", "n + 2", "n + 3"]'
    made = item(DRAW + slip("a", "n + 10"), fill)
    for seed in range(1, 30):
        variant = draw(made, seed)
        assert {one.content - variant.key for one in variant.options or ()} == {0, 10, 1, 2}
        assert [one.misconceptions for one in variant.options or () if one.misconceptions] == [("a",)]


def test_options_that_stay_too_few_are_drawn_again() -> None:
    made = item(DRAW + slip("a", "n + 10") + slip("b", "max(n + 20, 24)") + slip("c", "n + 20"))
    for seed in range(1, 30):  # below 4 the last two differ
        assert draw(made, seed).values["n"] < 4
    with pytest.raises(Rejected, match="options: 3"):
        kind_of(made).compute(made, {"n": 7}, Draws("x"))


def test_the_printed_options_of_the_original_keep_their_order() -> None:
    made = item(MANY + "[original]\nn = 3\noptions = [13, 3, 99]\n")
    variant = draw(made, 0)
    assert [(one.content, one.correct, one.misconceptions) for one in variant.options or ()] == [
        (13, False, ("a",)), (3, True, ()), (99, False, ()),
    ]  # fmt: skip
    assert [slip.value for slip in variant.distractors] == [13]
    assert len(draw(made, 1).options or ()) == 4
    without = item(MANY + "[original]\nn = 3\noptions = [13, 4]\n")
    with pytest.raises(Unanswerable, match="the key isn't among the options"):
        draw(without, 0)


def test_an_instance_without_printed_options_always_has_the_same_ones() -> None:
    made = item(MANY)
    first, second = instantiate(made, {"n": 3}), instantiate(made, {"n": 3})
    assert first.options == second.options
    assert len(first.options or ()) == 4
    assert sum(one.correct for one in first.options or ()) == 1


def test_a_tree_is_shown_as_mathematics_and_anything_else_as_text() -> None:
    body = '[draw]\nn = [2]\n[let]\nf = "x**n"\n' + slip("a", "x**n + 1") + slip("b", "x") + slip("c", "n * x")
    made = item(body, 'symbols = ["x"]\nkey = "f"\ncheck = "f"')
    assert {one.text.ja for one in draw(made, 1).options or ()} == {"$x^{2}$", "$x^{2} + 1$", "$x$", "$2 x$"}
    made = item(
        DRAW + "".join(slip(name, f"[n, {k}]") for k, name in enumerate("abc")), 'key = "[n, 9]"\ncheck = "[n, 9]"'
    )
    assert all(one.text.ja.startswith("(") for one in draw(made, 1).options or ())


def test_a_computed_key_must_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    made = item(MANY)
    monkeypatch.setattr(type(kind_of(made)), "fits", lambda self, value: value != 3)
    assert len(instantiate(made, {"n": 4}).options or ()) == 4
    with pytest.raises(Unanswerable, match=rf"^c\.md:{made.lines['key']}: key: 3 is no answer of kind choice"):
        instantiate(made, {"n": 3})


# -- reading -----------------------------------------------------------------------------------------------------------

QUARTER = (Fraction(3, 20), Fraction(1, 4), Fraction(7, 20))


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("2", "correct"), ("(2)", "correct"), ("0.25", "correct"), ("1/4", "correct"), ("25%", "correct"),
        ("0.250", "correct"), ("0.15", "wrong"), ("3/20", "wrong"), ("1/5", "unreadable"), ("(2) 0.25", "correct"),
        ("2. 0.25", "correct"), ("② 0.25", "correct"), ("(2) 0.35", "unreadable"), ("(2) 0.5", "unreadable"),
        ("(9) 0.25", "unreadable"), ("(9) 0.5", "unreadable"), ("4", "unreadable"), ("(0)", "unreadable"),
        ("nothing", "unreadable"), ("0.2500004", "unreadable"), ("四分の一", "correct"), ("a quarter", "correct"),
        ("二十分の三", "wrong"), ("四分の一です", "correct"), ("四分の一個", "unreadable"),
    ],
)  # fmt: skip
def test_an_option_is_named_by_label_text_or_value(typed: str, verdict: str) -> None:
    assert grade(shown(*QUARTER, right=1), typed).verdict == verdict


def test_a_number_that_is_a_label_and_the_content_of_another_is_asked_again() -> None:
    variant = shown(4, 3, 2, 7, right=2)
    outcome = grade(variant, " 2 ")
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert outcome.unreadable.reason.en == '"2" may be the label (2) or the content of (3)'
    assert outcome.unreadable.remedy is not None
    assert outcome.unreadable.remedy.en == "answer (2) or (3), with the brackets"
    assert [grade(variant, raw).verdict for raw in ("(2)", "(3)", "②", "7", "2番")] == [
        "wrong", "correct", "wrong", "wrong", "wrong",
    ]  # fmt: skip
    assert kind_of(variant.item).answers(variant) == ("(3)", "③", "(3) 2")
    assert kind_of(shown(9, 3).item).answers(shown(9, 3)) == ("(1)", "1", "①", "(1) 9")
    letters = shown(Text.both("b"), Text.both("c"), Text.both("z"))
    assert [grade(letters, raw).verdict for raw in ("b", "c", "a", "z", "(b)")] == [
        "unreadable", "unreadable", "correct", "wrong", "wrong",
    ]  # fmt: skip


def test_label_and_text_must_agree_and_the_fault_is_pointed_at() -> None:
    variant = shown(*QUARTER, right=1)
    against = grade(variant, "(2) 0.35").unreadable
    assert against is not None
    assert against.reason.en == "the label is (2), but the text is that of (3)"
    unknown = grade(variant, " (2)  なんとか ").unreadable
    assert unknown is not None
    assert unknown.column == 6
    assert unknown.reason.ja == "「なんとか」は番号でも選択肢の内容でもありません"
    long = grade(variant, "(2) " + "あ" * 90).unreadable
    assert long is not None
    assert "「" + "あ" * 40 + "」" in long.reason.ja
    neither = grade(variant, "???!").unreadable
    assert neither is not None
    assert neither.remedy is not None
    assert neither.remedy.en == "answer with a number from 1 to 3"


def test_the_text_of_an_option_in_either_language_whatever_its_case_and_spaces() -> None:
    variant = shown(Text("学習 が 進む", "It Learns, fast."), Text("進まない", "it does not"), Text("x", "x"), right=0)
    for typed in ("学習が進む。", "it learns fast", "IT LEARNS FAST", "(1) 学習が進む", "`it learns`, fast"):
        assert grade(variant, typed).verdict == "correct"
    assert grade(variant, "it does not").verdict == "wrong"
    assert grade(variant, "学習").verdict == "unreadable"


def test_a_text_that_two_options_have_names_none() -> None:
    variant = shown(Text.both("same"), Text.both("Same "), Text.both("other"))
    assert grade(variant, "same").verdict == "unreadable"
    assert grade(variant, "other").verdict == "wrong"
    assert grade(variant, "。").verdict == "unanswered"
    assert grade(variant, "`").verdict == "unreadable"


def test_two_options_of_one_value_are_not_named_by_it() -> None:
    variant = shown(Fraction(1, 2), Text.both("0.5"), 0.5, Fraction(1, 4))
    assert grade(variant, "2/4").verdict == "unreadable"
    assert grade(variant, "2/8").verdict == "wrong"


def test_what_is_far_too_long_is_no_option() -> None:
    variant = shown(Text.both("a" * 1001), Text.both("b" * 1000), Text.both("c"))
    assert grade(variant, "a" * 1001).verdict == "unreadable"
    assert grade(variant, "b" * 1000).verdict == "wrong"


def test_a_wrong_option_is_told_with_its_slip() -> None:
    outcome = grade(shown(*QUARTER, right=1), "3")
    assert (outcome.verdict, outcome.score, outcome.understood_as) == ("wrong", 0, "(3)")
    assert [(one.name, one.message.en) for one in outcome.diagnoses] == [("a", "a 3")]
    outcome = grade(shown(*QUARTER, right=1), "0.25")
    assert (outcome.score, outcome.understood_as, outcome.diagnoses) == (1, "(2)", ())


# -- what is told ------------------------------------------------------------------------------------------------------


def test_what_a_page_a_sheet_and_a_key_show() -> None:
    variant = shown(*QUARTER, right=1)
    kind = kind_of(variant.item)
    assert [(one.label, one.text.ja) for one in kind.lists(variant)[0]] == [
        ("(1)", "0.15"),
        ("(2)", "0.25"),
        ("(3)", "0.35"),
    ]
    assert kind.interactions(variant) == (ChooseOne(variant.options or ()),)
    assert kind.key_shown(variant) == Text("(2) 0.25", "(2) 0.25")
    assert kind.show(variant.item, Text("a", "b")) == Text("a", "b")
    assert kind.show(variant.item, Fraction(1, 4)) == Text("0.25", "0.25")
    assert "2" in kind.answer_format(variant).en
    assert kind.fits(0)
    assert not kind.fits(None)


def test_what_the_audit_counts_and_finds() -> None:
    written = item(
        DRAW
        + slip("a")
        + option("x", "n > 0", 'check = "n < 0"')
        + option("y", "n < 0", 'misconception = "a"')
        + option("z", "false"),
        'check = "n < 0"',
    )
    kind = kind_of(written)
    assert kind.facts(written) == 1
    assert list(kind.named_slips(written)) == ["a"]
    variant = draw(written, 1)
    assert kind.slips(variant) == variant.distractors
    assert [(rule, place) for rule, place, _ in kind.variant_faults(variant)] == [
        ("key-check", "check"), ("key-check", "option.0"),
    ]  # fmt: skip
    computed = item(MANY, 'key = "n"\ncheck = "n + 1"')
    assert list(kind.named_slips(computed)) == ["a", "b", "c", "d"]
    assert [(rule, place) for rule, place, _ in kind.variant_faults(draw(computed, 1))] == [("key-check", "key")]
    broken = item(DRAW + option("x", "n > 0", 'check = "1 / (n - n)"') + option("y", "n < 0"), "")
    assert [(rule, place) for rule, place, _ in kind.variant_faults(draw(broken, 1))] == [("key-check", "option.0")]


def test_the_code_of_an_option_is_its_content_and_may_be_judged() -> None:
    body = (
        DRAW
        + slip("a")
        + '[[option]]\ncode = "x * {{n}}"\nholds = "len(code) > 0"\ncheck = "len(code) == 5"\n'
        + '[[option]]\ncode = "x"\nholds = "len(code) > 2"\nmisconception = "a"\n'
    )
    try:
        made = item(body, "")
    except FileFaults as error:  # pragma: no cover - the words of the formula language may change
        pytest.fail(error.in_("en"))
    variant = draw(made, 1)
    right = next(one for one in variant.options or () if one.correct)
    number = variant.values["n"]
    assert (right.content, right.text) == (f"x * {number}", Text.both(f"`x * {number}`"))
    assert grade(variant, f"x*{number}").verdict == "correct"
    assert [slip.value for slip in variant.distractors] == ["x"]
    assert list(kind_of(made).variant_faults(variant)) == []


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        (DRAW + option("a", "n > 0") + option("b", "n < 0"), 'key = "n"', "with [[option]] entries there is no key"),
        (DRAW, 'key = "n"', "there are no options"),
        (DRAW + slip("a"), 'key = "n"', "there are no options"),
        (DRAW + slip("a", "n + 1"), "", "key"),
        (DRAW + option("a", "n > 0"), "", "found 1"),
        (DRAW + '[[option]]\nja = "a"\nen = "a"\n' + option("b", "n < 0"), "", "holds is missing"),
        (DRAW + option("a", "n > 0", 'misconception = "b"') + option("b", "n < 0"), "", "there is no misconception b"),
        (MANY, 'key = "n"\noptions = 13', "options"),
        (DRAW + option("a", "n > 0", "right = true") + option("b", "n < 0"), "", "no key"),
        (DRAW + "".join(option(str(k), "n > 0") for k in range(13)), "", "c.md:10: "),  # the line of the first
        (MANY, 'key = "n"\noptions = 1', "options"),
    ],
)
def test_faults_of_the_file_are_named(body: str, head: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(body, head)
    assert said in caught.value.in_("en")
