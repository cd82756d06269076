"""The number kind's rules one by one: tolerances at their bounds, precision, parts, what is shown and read back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item
from quiz.errors import FileFaults
from quiz.grading import grade
from quiz.interaction import EnterNumber
from quiz.kinds import kind_of
from quiz.kinds.number_nearness import DEFAULT, tolerance_of
from quiz.language import Text
from quiz.model import Distractor, Item, Variant

SOURCE = """+++
id = "n"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "a"
check = "a"
[draw]
a = [1]
[misconception.slip]
value = "a + 7"
ja = "誤り"
en = "slip"
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
PARTS = '[[answer.parts]]\nja = "回数"\nen = "updates"\n[[answer.parts]]\nja = "最後"\nen = "last"\n'


def item(answer: str = "") -> Item:
    return parse_item(SOURCE % (f"[answer]\n{answer}" if answer else ""), expected_id="n", path="n.md")


def variant(key: Any, answer: str = "", *slips: Any) -> Variant:
    return Variant(item(answer), 1, {"a": key}, key, None, tuple(Distractor(value, ("slip",)) for value in slips))


def verdict(key: Any, answer: str, raw: str) -> str:
    return grade(variant(key, answer), raw).verdict


# -- how near ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "raw", "expected"),
    [
        # A decimal that ends is exact; so is a whole number.
        (Fraction(1, 8), "", "0.125", "correct"),
        (Fraction(1, 8), "", "0.1250001", "wrong"),
        (Fraction(3, 20), "", "0.1501", "wrong"),
        (Fraction(1, 1000), "", "0.001", "correct"),
        (1000, "", "1000.5", "wrong"),
        # One that doesn't is near enough within a thousandth.
        (Fraction(1, 3), "", "0.33301", "correct"),
        (Fraction(1, 3), "", "0.3329", "wrong"),
        (Fraction(1, 3), "", "0.333", "correct"),
        (Fraction(1, 7), "", "0.1428", "correct"),
        (Fraction(1, 6), "", "0.167", "incomplete"),
        (0.7, "", "0.7006", "correct"),
        (0.7, "", "0.7008", "wrong"),
        (2000.0, "", "2002", "correct"),
        (2000.0, "", "2003", "wrong"),
        # As many decimals as are asked for, halves either way.
        (Fraction(1, 8), "decimals = 2", "0.13", "correct"),
        (Fraction(1, 8), "decimals = 2", "0.12", "correct"),
        (Fraction(1, 8), "decimals = 2", "0.1199", "wrong"),
        (Fraction(1, 8), "decimals = 2", "0.1301", "wrong"),
        (0.125, "decimals = 2", "0.12", "correct"),
        (65536.357421875, "decimals = 8", "65536.35742188", "correct"),  # a half that floats can't tell
        (65536.357421875, "decimals = 8", "65536.35742187", "correct"),
        (65536.357421875, "decimals = 8", "65536.35742189", "wrong"),
        (10**15 + Fraction(1, 8), "decimals = 2", "1000000000000000.13", "correct"),
        (10**15 + Fraction(1, 8), "decimals = 2", "1000000000000000.14", "wrong"),
        (0.1250001, "decimals = 2", "0.12", "wrong"),
        (0.1249999, "decimals = 2", "0.13", "wrong"),
        (3, "decimals = 2", "3.005", "correct"),
        (3, "decimals = 2", "3.006", "wrong"),
        (7, "decimals = 0", "7.4", "correct"),
        (7, "decimals = 0", "7.6", "wrong"),
        # As many digits.
        (Fraction(12345, 10), "significant = 3", "1230", "correct"),
        (Fraction(12345, 10), "significant = 3", "1240", "wrong"),
        (0.00123456, "significant = 2", "0.0012", "correct"),
        (0.00123456, "significant = 2", "0.0013", "wrong"),
        # The float 0.2075 lies a little below that decimal, which may be rounded either way.
        (0.2075, "significant = 3", "0.208", "correct"),
        (0.2075, "significant = 3", "0.207", "correct"),
        (0.2075, "significant = 3", "0.2080000001", "wrong"),
        (0.2075, "decimals = 3", "0.2069999999", "wrong"),
        # Near by a share of the key.
        (200, "relative = 0.05", "210", "correct"),
        (200, "relative = 0.05", "210.1", "wrong"),
        (200, "relative = 0.05", "190", "correct"),
        (200, "relative = 0.05", "189.9", "wrong"),
        (-200, "relative = 0.05", "-205", "correct"),
        (-200, "relative = 0.05", "205", "wrong"),
        # A root is a float and may be exact all the same.
        (Fraction(1, 4), "", "√4/8", "correct"),
        (2, "", "√4", "correct"),
        (2, "", "√4.0001", "wrong"),
        (0, "", "0.0", "correct"),
        (0, "", "√0", "correct"),
        (0, "", "√2 - √2.000001", "wrong"),
        (100, "", "√10000.0000001", "wrong"),
        (2, "", "√2*√2", "correct"),
        (2, "", "-√2*√2", "wrong"),
        (2, "", "√2*√2 + 1.6*10^-12", "correct"),  # as far as floats may be off
        (2, "", "√2*√2 + 2.4*10^-12", "wrong"),
    ],
)  # fmt: skip
def test_how_near_an_answer_must_come(key: Any, answer: str, raw: str, expected: str) -> None:
    outcome = grade(variant(key, answer), raw)
    assert (outcome.verdict, outcome.score) == (expected, {"correct": 1, "incomplete": 0.5, "wrong": 0}[expected])


def test_the_tolerance_of_an_item() -> None:
    assert tolerance_of(item(), 7) is None
    assert tolerance_of(item(), Fraction(3, 40)) is None
    assert tolerance_of(item(), Fraction(1, 25)) is None
    assert tolerance_of(item(), Fraction(1, 12)) is DEFAULT
    assert tolerance_of(item(), 0.5) is DEFAULT
    assert DEFAULT.amount == Fraction(1, 1000)
    bounds = {"decimals = 3": Fraction(1, 2000), "significant = 2": Fraction(1, 20), "relative = 0.1": Fraction(1, 10)}
    for asked, bound in bounds.items():
        found = tolerance_of(item(asked), 1)
        assert found is not None
        assert found.bound(1) == bound
    assert kind_of(item()).same(item(), (1, 2), (1, 2))
    assert not kind_of(item()).same(item(), (1, 2), (1, 2, 3))
    assert not kind_of(item()).same(item(), (1, 3), (1, 2))
    assert kind_of(item()).same(item("decimals = 1"), (1.04, 2), (1, 2))


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (1, True), (0.5, True), (Fraction(1, 3), True), ((1, 2), True), (((1, 2), (3, 4)), True),
        (float("nan"), False), ((1, float("nan")), False), ((), False), ("1", False), (None, False), ((1, "2"), False),
    ],
)  # fmt: skip
def test_what_a_key_may_be(value: Any, fits: bool) -> None:
    assert kind_of(item()).fits(value) is fits


# -- rounded too early -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "raw", "expected"),
    [
        (0.2055, "decimals = 4", "0.21", "incomplete"),
        (Fraction(411, 2000), "decimals = 4", "0.206", "incomplete"),
        (Fraction(411, 2000), "decimals = 4", "0.205", "incomplete"),  # half of the last place, either way
        (0.2055, "decimals = 4", "0.20", "wrong"),
        (0.2055, "decimals = 4", "0.2", "wrong"),  # one digit is a guess
        (12.2055, "decimals = 4", "12", "wrong"),  # no decimals at all
        (12.2055, "decimals = 4", "12.2", "incomplete"),
        (0.2055, "decimals = 4", "√0.04", "wrong"),
        (Fraction(2, 3), "", "0.67", "incomplete"),
        (Fraction(2, 3), "", "0.66", "wrong"),
        ((Fraction(2, 3), 5), "", "0.67, 5", "incomplete"),
        ((Fraction(2, 3), 5), "", "0.67, 6", "wrong"),
        ((Fraction(2, 3), 5), PARTS, "0.67, 6", "wrong"),
        ((Fraction(2, 3), 5), PARTS, "0.66, 5", "partial"),
    ],
)
def test_a_value_that_was_rounded_too_early_is_incomplete(key: Any, answer: str, raw: str, expected: str) -> None:
    assert verdict(key, answer, raw) == expected


def test_what_is_said_of_a_value_that_was_rounded_too_early() -> None:
    outcome = grade(variant(0.2055, "decimals = 4"), "0.21")
    assert outcome.score == 0.5
    (diagnosis,) = outcome.diagnoses
    assert diagnosis.name == "rounded-too-early"
    assert diagnosis.message.en.endswith("answer with a number, decimals to 4 places.")
    assert diagnosis.message.ja.endswith("数で答えてください（小数は第 4 位まで）。")


# -- slips and parts ---------------------------------------------------------------------------------------------------


def test_a_named_slip_comes_before_all_else() -> None:
    outcome = grade(variant(0.2055, "decimals = 4", 0.21), "0.21")
    assert (outcome.verdict, outcome.score, [one.name for one in outcome.diagnoses]) == ("wrong", 0, ["slip"])
    assert grade(variant(1, "", 9, 8), "8").diagnoses[0].certain
    assert [one.name for one in grade(variant((1, 2), PARTS, (1, 9)), "1, 9").diagnoses] == ["slip"]
    assert grade(variant((1, 2), "", (1, 9)), "1, 8").diagnoses == ()


def test_the_parts_that_are_wrong_are_told_and_the_others_count() -> None:
    outcome = grade(variant((1, 2), PARTS), "1, 9")
    assert (outcome.verdict, outcome.score) == ("partial", 0.5)
    assert [(one.name, one.message) for one in outcome.diagnoses] == [
        ("wrong-parts", Text("違っているのは最後です。", "What is wrong: last."))
    ]
    outcome = grade(variant((1, 2), PARTS), "8, 9")
    assert (outcome.verdict, outcome.score, outcome.diagnoses) == ("wrong", 0, ())
    third = PARTS + '[[answer.parts]]\nja = "三"\nen = "third"\n'
    outcome = grade(variant((1, 2, 3), third), "8, 9, 3")
    assert (outcome.score, outcome.diagnoses[0].message.en) == (0.3333, "What is wrong: updates, last.")
    exchanged = grade(variant((1, 2, 3), third), "2, 1, 3")
    assert (exchanged.verdict, exchanged.score) == ("partial", 0.3333)
    assert [(one.name, one.message) for one in exchanged.diagnoses] == [
        (
            "parts-exchanged",
            Text(
                "数は正解と同じですが、順が違います。(回数、最後、三) の順に答えます。",
                "These are the right numbers in another order. It is: updates, last, third.",
            ),
        )
    ]
    assert [one.name for one in grade(variant((1, 2), PARTS), "2, 1").diagnoses] == ["parts-exchanged"]
    assert [one.name for one in grade(variant((1, 2, 1), third), "2, 1, 1").diagnoses] == ["wrong-parts"]
    assert grade(variant((1, 2)), "2, 1").diagnoses == (), "without names there is no order to tell"
    latin = PARTS.replace('ja = "最後"', 'ja = "w の値"')
    assert grade(variant((1, 2), latin), "1, 9").diagnoses[0].message.ja == "違っているのは w の値です。"
    assert grade(variant((1, 2)), "1, 9").verdict == "wrong", "parts without names are all or nothing"


def test_an_unnamed_slip_of_one_number_is_a_hint() -> None:
    assert [one.name for one in grade(variant(Fraction(1, 4)), "-0.25").diagnoses] == ["slip-sign"]
    assert [one.name for one in grade(variant(0.25, "decimals = 2"), "-0.25").diagnoses] == ["slip-sign"]
    assert grade(variant((1, 4)), "-1, 4").diagnoses == ()


def test_a_size_where_one_number_is_asked_for() -> None:
    outcome = grade(variant(29), "29×29")
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert "one number is asked for" in outcome.unreadable.reason.en
    assert grade(variant(29), "29×28").verdict == "wrong"
    assert grade(variant(841), "29×29").verdict == "correct"
    assert grade(variant(29), "a×29").verdict == "unreadable"


# -- reading -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ((1, 2, 3), "1, 2", "3 numbers are needed, found 2"),
        ((1, 2), "1, 2, 3", "2 numbers are needed, found 3"),
        ((1, 2), "(1)", "2 numbers are needed, found 1"),
        (1, "√(-1)", "finite real number"),
        ((1, 2), "1, √(-1)", "finite real number"),
        ((1, 2), "1, ∞", ""),
    ],
)
def test_what_can_not_be_an_answer_costs_nothing(key: Any, raw: str, said: str) -> None:
    outcome = grade(variant(key), raw)
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert said in outcome.unreadable.reason.en


def test_how_answers_are_understood_as_the_key_is_laid_out() -> None:
    assert grade(variant(1), "２/4").understood_as == "2/4"
    assert grade(variant((1, 2)), "1 2").understood_as == "(1, 2)"
    assert grade(variant(((1, 2), (3, 4))), "1, 2, 3, 4").understood_as == "[[1, 2], [3, 4]]"
    assert grade(variant(((1, 2), 5)), "1, 2, 6").understood_as == "[[1, 2], 6]"
    assert grade(variant((1000, 200)), "1,000、200").verdict == "correct"


# -- shown -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "shown"),
    [
        (7, "", "7"),
        (Fraction(1, 4), "", "0.25"),
        (Fraction(1, 3), "", "1/3"),
        (0.123456789, "", "0.123457"),
        (0.123456789, "significant = 3", "0.123"),
        (Fraction(262144, 1953125), "significant = 3", "0.134"),
        (Fraction(1, 3), "significant = 2", "0.33"),
        (Fraction(1, 8), "significant = 3", "0.125"),
        (0.125, "decimals = 2", "0.13"),
        (7, "decimals = 2", "7"),
        (7.0, "decimals = 2", "7.00"),
        ((1, Fraction(1, 2)), "", "(1, 0.5)"),
        (((1, 2), (3, -4)), "", "[[1, 2], [3, -4]]"),
        (((1, 2), 3), "", "[[1, 2], 3]"),
    ],
)
def test_a_key_is_shown_as_it_is_asked_for_and_read_back(key: Any, answer: str, shown: str) -> None:
    made = variant(key, answer)
    kind = kind_of(made.item)
    assert kind.show(made.item, key) == Text(shown, shown)
    wide, plain = kind.answers(made)
    assert plain == shown
    assert wide == shown.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    assert grade(made, plain).verdict == grade(made, wide).verdict == "correct"


@pytest.mark.parametrize(
    ("key", "answer", "en", "ja"),
    [
        (7, "", "answer with a number", "数で答えてください"),
        (7, "decimals = 2", "answer with a number, decimals to 2 places", "数で答えてください（小数は第 2 位まで）"),
        (7, "decimals = 0", "answer with a number, decimals to 0 places", "数で答えてください（小数は第 0 位まで）"),
        (7, "significant = 3", "answer with a number, 3 significant digits", "数で答えてください（有効数字 3 桁）"),
        ((1, 2), "", "answer with numbers in order (like 1, 2, 3)", "数を順に答えてください（例: 1, 2, 3）"),
        ((1, 2), PARTS, "answer with numbers: (updates, last)", "(回数、最後) の順に数で答えてください"),
        (
            ((1, 2), (3, 4)),
            "",
            "answer row by row (like [[1, 2], [3, 4]])",
            "行ごとに答えてください（例: [[1, 2], [3, 4]]）",
        ),
    ],
)
def test_how_to_answer_is_told(key: Any, answer: str, en: str, ja: str) -> None:
    made = variant(key, answer)
    assert kind_of(made.item).answer_format(made) == Text(ja, en)


def test_what_an_exporter_is_given() -> None:
    def given(key: Any, answer: str = "") -> tuple[Any, ...]:
        made = variant(key, answer)
        return kind_of(made.item).interactions(made)

    assert given(7) == (EnterNumber(7, Fraction(0), None),)
    assert given(2.0, "relative = 0.1") == (EnterNumber(2.0, Fraction(1, 5), None),)
    assert given((1, 0.5), PARTS) == (
        EnterNumber(1, Fraction(0), Text("回数", "updates")),
        EnterNumber(0.5, Fraction(1, 2000), Text("最後", "last")),
    )
    assert given(((1, 2), (3, 4))) == tuple(EnterNumber(key, Fraction(0), None) for key in (1, 2, 3, 4))


@pytest.mark.parametrize(
    "answer",
    [
        "decimals = 13",
        "decimals = -1",
        "significant = 0",
        "significant = 13",
        "relative = 2",
        "relative = 0",
        "digits = 3",
        '[[answer.parts]]\nja = "a"\nen = "b"\nde = "c"',
    ],
)
def test_what_an_item_can_not_ask_for(answer: str) -> None:
    with pytest.raises(FileFaults):
        item(answer)


@pytest.mark.parametrize(
    "answer", ["decimals = 12", "decimals = 0", "significant = 1", "significant = 12", "relative = 1"]
)
def test_what_an_item_may_ask_for(answer: str) -> None:
    name, _, number = answer.partition(" = ")
    assert getattr(item(answer).answer, name) == int(number)
    assert item().answer.relative is None


# -- units and other tolerances ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "raw", "expected"),
    [
        (Fraction(643, 10), 'unit = "%"', "64.3%", "correct"),
        (Fraction(643, 10), 'unit = "%"', "約 64.3 パーセント", "correct"),
        (Fraction(643, 10), 'unit = "%"', "64.3", "correct"),
        (Fraction(643, 10), 'unit = "%"', "0.643", "wrong"),
        (Fraction(643, 10), 'unit = "%"', "64.3cm", "unreadable"),
        (Fraction(643, 10), 'unit = "%"', "6割4分3厘", "correct"),
        (150, 'unit = "cm"', "1.5 m", "correct"),
        (150, 'unit = "cm"', "150", "correct"),
        (150, 'unit = "cm"', "150 m", "wrong"),
        (150, 'unit = "cm"', "150 s", "unreadable"),
        (24, 'unit = "個"\nunits = { "箱" = 12 }', "2箱", "correct"),
        (24, 'unit = "個"\nunits = { "箱" = 12 }', "24箱", "wrong"),
        (24, "", "24 kg", "unreadable"),
        (3, 'unit = "m"\nunits = { "尺" = "10/33" }', "9.9尺", "correct"),
        (3, 'unit = "m"\nunits = { "尺" = 0.303 }', "10尺", "wrong"),
        (Fraction(64346, 1000), 'unit = "%"\ndecimals = 2', "64.3%", "incomplete"),
        (Fraction(64346, 1000), 'unit = "%"\ndecimals = 2', "64.4%", "wrong"),
        (5, "absolute = 0.05", "5.05", "correct"),
        (5, "absolute = 0.05", "5.051", "wrong"),
        (-5, "absolute = 0.05", "-4.95", "correct"),
        (0, "absolute = 0.05", "0.05", "correct"),
        (5, "absolute = 0.05", "約5.2", "wrong"),
    ],
)
def test_units_and_an_absolute_tolerance(key: Any, answer: str, raw: str, expected: str) -> None:
    assert verdict(key, answer, raw) == expected


def test_a_part_whose_name_says_per_cent_is_asked_for_in_per_cent() -> None:
    parts = '[[answer.parts]]\nja = "個数"\nen = "count"\n[[answer.parts]]\nja = "割合 (%)"\nen = "share (%)"\n'
    assert verdict((3, 25), parts, "3, 25%") == "correct"
    assert verdict((3, 25), parts, "割合 25%、個数 3") == "correct"
    assert verdict((3, 25), parts, "3%, 25") == "partial"
    assert verdict((3, 25), parts, "3, 0.25") == "partial"


def test_the_unit_is_told_with_the_answer_format() -> None:
    assert kind_of(item()).answer_format(variant(1, 'unit = "cm"\ndecimals = 2')) == Text(
        "数で答えてください（単位は cm、小数は第 2 位まで）", "answer with a number, in cm, decimals to 2 places"
    )
    parts = '[[answer.parts]]\nja = "幅"\nen = "width"\nunit = "cm"\n[[answer.parts]]\nja = "率 (%)"\nen = "rate (%)"\n'
    told = kind_of(item()).answer_format(variant((1, 2), parts))
    assert told == Text("(幅 [cm]、率 (%)) の順に数で答えてください", "answer with numbers: (width [cm], rate (%))")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("decimals = 2\nrelative = 0.1", "only one of decimals, relative"),
        ('units = { "箱" = 12 }', "units needs a unit"),
        ('unit = "個"\nunits = { "箱" = 0 }', "positive number"),
        ('unit = "個"\nunits = { "箱" = "a dozen" }', "positive number"),
        ('unit = "個"\nunits = { "箱" = "1/0" }', "positive number"),
        ('unit = "個"\nunits = { "箱" = "1e999999999" }', "positive number"),  # which would fill the memory
        ('unit = "個"\nunits = { "箱" = "inf" }', "positive number"),
        ("absolute = -1", "absolute"),
    ],
)
def test_faults_of_units_and_tolerances(answer: str, told: str) -> None:
    with pytest.raises(FileFaults) as faults:
        item(answer)
    assert any(told in fault.in_("en") for fault in faults.value.faults)


def test_working_that_does_not_hold_is_told_and_never_all_right() -> None:
    outcome = grade(variant(8), "5+2 = 8")
    assert (outcome.verdict, outcome.score) == ("incomplete", 0.5)
    assert "5 + 2 = 8" in outcome.diagnoses[0].message.ja
    outcome = grade(variant(8), "5+2 = 9")
    assert outcome.verdict == "wrong"
    assert [one.name for one in outcome.diagnoses] == ["false-link"]
    assert grade(variant(8), "5+3 = 8").verdict == "correct"


def test_what_has_two_readings_is_asked_for_where_they_differ() -> None:
    assert verdict(Fraction(7, 2), "", "3 1/2") == "correct"
    asked = grade(variant(Fraction(3, 2)), "3 1/2").unreadable
    assert asked is not None
    assert "3 + 1/2" in asked.reason.en
    assert "3·1/2" in asked.reason.en
    assert verdict(5, "", "3 1/2") == "wrong", "right in neither reading"


def test_a_percentage_is_rounded_at_its_own_places() -> None:
    assert verdict(Fraction(1, 40), "", "2.5%") == "correct"
    assert verdict(Fraction(1, 40), "", "2.4999999975%") == "wrong"
    assert verdict(0.849, "decimals = 4", "86 %") == "wrong"
    assert verdict(0.84951, "decimals = 4", "85.0%") == "incomplete"
    assert verdict(Fraction(849, 1000), "decimals = 4", "84.9 %") == "correct"
    assert verdict(-0.8493, "decimals = 4", "-84.9 %") == "incomplete"
    assert verdict(-0.8395, "decimals = 4", "-84.9 %") == "wrong"


@pytest.mark.parametrize("answer", ["", "decimals = 2", "significant = 3", "relative = 0.05", "absolute = 0.1"])
@given(
    key=st.fractions(min_value=-1000, max_value=1000, max_denominator=64),
    off=st.fractions(min_value=-1, max_value=1, max_denominator=100),
    word=st.sampled_from(["約", "およそ ", "~", "about ", "≈"]),
    after=st.sampled_from(["", "くらい", "程度です", " or so"]),
)
def test_about_never_widens_what_is_accepted(answer: str, key: Fraction, off: Fraction, word: str, after: str) -> None:
    written = f"{float(key + off):.4f}"
    assert verdict(key, answer, word + written + after) == verdict(key, answer, written)


@pytest.mark.parametrize("said", ["割合は何 % ですか", "割合を百分率で答えてください"])
def test_a_percent_sign_is_asked_about_where_the_question_speaks_of_per_cent(said: str) -> None:
    source = SOURCE.replace("# ja\n{{a}}", "# ja\n{{a}} " + said.replace("%", "%%")) % ""
    asked = parse_item(source, expected_id="n", path="n.md")
    made = Variant(asked, 1, {"a": 40}, 40, None, ())
    assert [grade(made, raw).verdict for raw in ("40", "40%", "4%", "0.4")] == [
        "correct",
        "unreadable",
        "wrong",
        "wrong",
    ]
    assert verdict(40, "", "40%") == "wrong", "a question that speaks of no share"


def test_what_can_not_be_read_says_what_to_write() -> None:
    def remedy(raw: str) -> str:
        unreadable = grade(variant((469, 96), PARTS), raw).unreadable
        assert unreadable is not None
        assert unreadable.remedy is not None
        return unreadable.remedy.en

    assert remedy("469") == "answer with numbers: (updates, last)"
    assert remedy("469 ぷに, 96").startswith("write numbers and units alone")
    assert remedy("回数 469, 回数 96") == "write one value for each part"
    finite = grade(variant(4), "1/0 + ∞").unreadable
    assert finite is not None
