"""Multiple choice: a wrongly chosen option costs what a right one earns; what is shown is a mixture; how it is told."""

from __future__ import annotations

from collections import Counter

import pytest

from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults, Unanswerable
from quiz.grading import grade
from quiz.interaction import ChooseSeveral
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Option, Variant

HEAD = """+++
id = "m"
kind = "multichoice"
section = "s"
minutes = 1
difficulty = 1
%s
[draw]
n = { from = 1, to = 9 }
[misconception.even]
ja = "{{n}} は偶数ではありません。"
en = "{{n}} is not even."
[misconception.odd]
ja = "奇数"
en = "odd"
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


def option(text: str, holds: str = "true", rest: str = "") -> str:
    return f'[[option]]\nja = "{text}"\nen = "{text}"\nholds = "{holds}"\n{rest}\n'


def item(options: str, head: str = ""):  # type: ignore[no-untyped-def]  # the item's type says nothing here
    return parse_item(HEAD % head + options + TAIL, expected_id="m", path="m.md")


# Three options that hold and three that don't; the wrong ones have slips.
SIX = "".join(option(f"right {n}", "n > 0") for n in range(3)) + "".join(
    option(f"wrong {n}", "n < 0", f'misconception = "{slip}"') for n, slip in enumerate(("even", "odd", "even"))
)


def shown(right: int, wrong: int) -> Variant:
    """A variant that shows so many right options first, and then so many wrong ones."""
    texts = [(f"right {n}", True, ()) for n in range(right)]
    slips = [("even",), ("odd",), ("even",), ()]
    options = tuple(
        Option(Text.both(text), Text.both(text), holds, names)
        for text, holds, names in [*texts, *((f"wrong {n}", False, slips[n]) for n in range(wrong))]
    )
    return Variant(item(SIX), 1, {"n": 5}, tuple(o.content for o in options if o.correct), options, ())


@pytest.mark.parametrize(
    ("right", "wrong", "typed", "verdict", "score"),
    [
        (2, 2, "1 2", "correct", 1),
        (2, 2, "1", "partial", 0.5),
        (2, 2, "1 3", "wrong", 0),
        (2, 2, "1 2 3", "partial", 0.5),  # the wrong one takes away what a right one gave
        (2, 2, "1 2 3 4", "wrong", 0),  # choosing everything earns nothing
        (2, 2, "3 4", "wrong", 0),  # and never less than nothing
        (2, 2, "なし", "wrong", 0),
        (3, 2, "1 2", "partial", 0.6667),
        (3, 2, "1 2 4", "partial", 0.3333),
        (3, 1, "1 2 3 4", "partial", 0.6667),
        (3, 2, "1 2 3", "correct", 1),
        (1, 3, "1", "correct", 1),
        (1, 3, "1 2", "wrong", 0),
    ],
)
def test_wrongly_chosen_options_are_taken_off(right: int, wrong: int, typed: str, verdict: str, score: float) -> None:
    outcome = grade(shown(right, wrong), typed)
    assert (outcome.verdict, outcome.score) == (verdict, score)


def test_the_slips_of_all_wrong_decisions_are_named_once() -> None:
    outcome = grade(shown(1, 4), "2 3 4 5")
    assert [diagnosis.name for diagnosis in outcome.diagnoses] == ["even", "odd"]
    assert outcome.diagnoses[0].message.en == "5 is not even."
    assert [diagnosis.name for diagnosis in grade(shown(1, 4), "1 3").diagnoses] == ["odd"]
    assert grade(shown(2, 2), "1").diagnoses == ()


@pytest.mark.parametrize(
    ("typed", "understood"), [("2 1", "(1) (2)"), ("なし", "∅"), ("すべて", "(1) (2) (3) (4)"), ("④", "(4)")]
)
def test_how_an_answer_was_understood(typed: str, understood: str) -> None:
    assert grade(shown(2, 2), typed).understood_as == understood


def test_what_is_no_list_of_labels_costs_nothing() -> None:
    outcome = grade(shown(2, 2), "5")
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert outcome.unreadable.remedy is not None
    assert "from 1 to 4" in outcome.unreadable.remedy.en
    assert "1 から 4 " in outcome.unreadable.remedy.ja


# -- what a variant shows ----------------------------------------------------------------------------------------------


def test_every_mixture_has_a_right_and_a_wrong_option_and_all_are_met() -> None:
    mixed = item(SIX)
    counts: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for seed in range(1, 301):
        variant = draw(mixed, seed)
        options = variant.options or ()
        assert len({option.text.ja for option in options}) == len(options) == 4
        assert variant.key == tuple(option.content for option in options if option.correct)
        assert all(option.correct == option.text.ja.startswith("right") for option in options)
        counts[len(variant.key)] += 1
        places.update(place for place, option in enumerate(options) if option.correct)
        assert [slip.value for slip in variant.distractors] == [o.content for o in options if not o.correct]
        assert kind_of(mixed).slips(variant) == variant.distractors
    assert set(counts) == {1, 2, 3}
    assert min(counts.values()) > 60, "each number of right options is equally likely"
    assert min(places.values()) > 100


def test_few_options_are_all_shown() -> None:
    few = item(option("a", "n > 0") + option("b", "n < 0") + option("c", "n > 0"))
    assert {len(draw(few, seed).options or ()) for seed in range(1, 20)} == {3}
    few = item(option("a", "n > 0") + option("b", "n < 0") + option("c", "n > 0"), "options = 2")
    for seed in range(1, 20):
        variant = draw(few, seed)
        assert len(variant.options or ()) == 2
        assert len(variant.key) == 1
    # One right and four wrong: with five shown the right one is always among them.
    one = item(option("a", "n > 0") + "".join(option(f"b{n}", "n < 0") for n in range(4)), "options = 5")
    assert {len(draw(one, seed).key) for seed in range(1, 20)} == {1}
    many = item("".join(option(f"a{n}", "n > 0") for n in range(4)) + option("b", "n < 0"))
    assert {len(draw(many, seed).key) for seed in range(1, 20)} == {3}


@pytest.mark.parametrize("holds", ["n > 0", "n < 0"])
def test_options_that_all_hold_or_all_don_t_make_no_question(holds: str) -> None:
    with pytest.raises(Unanswerable, match="hold") as caught:
        draw(item(option("a", holds) + option("b", holds)), 1)
    assert ("2 options hold, 0 don't" in caught.value.message.en) == (holds == "n > 0")


def test_an_option_whose_holds_is_no_truth_value_is_a_fault() -> None:
    with pytest.raises(Unanswerable, match="isn't true or false"):
        draw(item(option("a", "n") + option("b", "n < 0")), 1)


# -- what is told ------------------------------------------------------------------------------------------------------


def test_what_a_page_a_sheet_and_a_key_show() -> None:
    variant = shown(2, 1)
    kind = kind_of(variant.item)
    (entries,) = kind.lists(variant)
    assert [(entry.label, entry.text.en) for entry in entries] == [
        ("(1)", "right 0"), ("(2)", "right 1"), ("(3)", "wrong 0"),
    ]  # fmt: skip
    (interaction,) = kind.interactions(variant)
    assert interaction == ChooseSeveral(variant.options or ())
    assert kind.key_shown(variant) == Text("(1) right 0、(2) right 1", "(1) right 0, (2) right 1")
    assert kind.show(variant.item, variant.key) == Text("right 0 / right 1", "right 0 / right 1")
    assert kind.show(variant.item, ("a", 3)) == Text("a / 3", "a / 3")
    assert kind.answers(variant) == ("1 2", "1、2", "①②", "(1) (2)")
    assert all(grade(variant, typed).verdict == "correct" for typed in kind.answers(variant))
    assert "1 3" in kind.answer_format(variant).en
    assert "1 3" in kind.answer_format(variant).ja


def test_what_the_audit_counts() -> None:
    mixed = item(SIX + option("sure", "true", 'misconception = "odd"'))
    kind = kind_of(mixed)
    assert list(kind.named_slips(mixed)) == ["even", "odd", "even", "odd"]
    assert kind.facts(mixed) == 1
    assert kind.fits(("a",))
    assert not kind.fits("a")
    assert not kind.fits(None)


def test_an_option_whose_two_decisions_differ_is_a_fault() -> None:
    mixed = item(
        option("a", "n > 0", 'check = "n < 0"') + option("b", "n < 0", 'check = "n < 0"') + option("c", "n < 0")
    )
    faults = list(kind_of(mixed).variant_faults(draw(mixed, 1)))
    assert [(rule, place) for rule, place, _ in faults] == [("key-check", "option.0")]
    assert faults[0][2].en == "holds gives True, check gives False → mend the one that is wrong"
    stated = item(option("a", "n > 0") + option("b", "n < 0"), 'check = "n < 0"')
    faults = list(kind_of(stated).variant_faults(draw(stated, 1)))
    said = "check gives False → it has to be true"
    assert [(rule, place, text.en) for rule, place, text in faults] == [("key-check", "check", said)]


def test_a_slip_of_an_option_that_holds_is_no_slip() -> None:
    mixed = item(option("a", "n > 0", 'misconception = "even"') + option("b", "n < 0", 'misconception = "odd"'))
    options = draw(mixed, 1).options or ()
    assert {option.text.en: option.misconceptions for option in options} == {"a": (), "b": ("odd",)}


@pytest.mark.parametrize(
    ("options", "head", "said"),
    [
        ("", "", "no options"),
        (SIX, 'key = "n"', "a multichoice has no key"),
        (option("a"), "", "2 to 12 options, found 1"),
        ("".join(option(str(n)) for n in range(13)), "", "2 to 12 options, found 13"),
    ],
)
def test_faults_of_the_file_are_named(options: str, head: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(options, head)
    assert said in caught.value.in_("en")


def test_twelve_options_are_not_too_many() -> None:
    twelve = item("".join(option(str(n), f"n > {n}") for n in range(12)), "options = 12")
    assert len(draw(twelve, 1).options or ()) == 12


def test_the_banks_own_question_is_graded_by_its_sets() -> None:
    variant = draw(built_in_bank().item("optimizer-traits"), 3)
    assert grade(variant, kind_of(variant.item).answers(variant)[0]).score == 1
    assert grade(variant, "すべて").verdict != "correct"
