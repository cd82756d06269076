"""The number kind: exact and rounded keys, tuples and matrices, words around them, slips that nobody named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.model import Variant

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


def variant(key: object, answer: str = "") -> Variant:
    item = parse_item(SOURCE % answer, expected_id="n", path="n.md")
    return Variant(item, 1, {"a": key}, key, None, ())


@pytest.mark.parametrize(
    ("key", "answer", "raw", "verdict"),
    [
        (Fraction(1, 4), "", "0.25", "correct"),
        (Fraction(1, 4), "", "1/4", "correct"),
        (Fraction(1, 4), "", "２５％", "correct"),
        (Fraction(1, 4), "", r"\frac14", "correct"),
        (Fraction(1, 4), "", "2^-2", "correct"),
        (Fraction(1, 4), "", "答えは 0.25 です。", "correct"),
        (Fraction(1, 4), "", "約０．２５", "correct"),
        (Fraction(1, 4), "", "0.26", "wrong"),
        (Fraction(1, 4), "", "-0.25", "wrong"),
        (Fraction(1, 4), "", "0.250001", "wrong"),
        (Fraction(1, 3), "", "0.3333", "correct"),
        (Fraction(1, 3), "", "0.33", "incomplete"),
        (469, "", "469回", "correct"),
        (469, "", "470", "wrong"),
        (0.70710678, "[answer]\ndecimals = 3", "√2/2", "correct"),
        (0.70710678, "[answer]\ndecimals = 3", "0.707", "correct"),
        (0.70710678, "[answer]\ndecimals = 3", "0.7071", "correct"),
        (0.70710678, "[answer]\ndecimals = 3", "0.71", "incomplete"),
        (0.70710678, "[answer]\ndecimals = 3", "0.708", "wrong"),
        (12345.678, "[answer]\nsignificant = 3", "12300", "correct"),
        (12345.678, "[answer]\nsignificant = 3", "1.23e4", "correct"),
        (12345.678, "[answer]\nsignificant = 3", "12400", "wrong"),
        (0.5, "", "i/2", "unreadable"),
        (0.5, "", "10^300*10^300", "wrong"),
        (0.5, "", "9" * 350, "unreadable"),
        (0.5, "", "x", "unreadable"),
        (0.5, "", "0.5, 3", "unreadable"),
        ((469, 96), "", "(469, 96)", "correct"),
        ((469, 96), "", "469、96", "correct"),
        ((469, 96), "", "４６９　９６", "correct"),
        ((469, 96), "", "469", "unreadable"),
        ((469, 96), "", "(469, 128)", "wrong"),
        ((469, 96), "", "(469, 966", "unreadable"),
        ((469, 96), "", "4469, 96)", "unreadable"),
        (((1, 2), (3, -4)), "", "[[1, 2], [3, -4]]", "correct"),
        (((1, 2), (3, -4)), "", "1 2; 3 -4", "correct"),
        (((1, 2), (3, -4)), "", "1, 2, 3, -4", "correct"),
        (((1, 2), (3, -4)), "", "[[1, 2], [3, 4]]", "wrong"),
        (((1, 2), (3, -4)), "", "[[1, 2], [3]]", "unreadable"),
        (((1, 2), (3, -4)), "", r"\begin{pmatrix} 1 & 2 \\ 3 & -4 \end{pmatrix}", "correct"),
        (((1, 2), (3, -4)), "", "(1, 2), (3, -4)", "correct"),
        (((1, 2), (3, -4)), "", "np.array([[1, 2], [3, -4]])", "correct"),
        (((1, 2), (3, -4)), "", "1 2\n3 -4", "correct"),
        ((288, 8), "", "288行8列", "correct"),
        ((41472, 57600), "", "41472 と 57600", "correct"),
        ((1000, 200), "", "1,000、200", "correct"),
        ((62378344, Fraction(9399, 100)), "", "62,378,344 , 93.99", "correct"),
        (3, "", "3種類", "correct"),
        (256, "", "チャンネル256", "correct"),
        (-3, "", "マイナス3", "correct"),
        (3, "", "マイナス3", "wrong"),
        (0, "", "0ではない", "unreadable"),
        (3, "", "3以上", "unreadable"),
        (Fraction(1, 4), "", "4分の1", "correct"),
        (29, "", "29×29", "unreadable"),
        (29, "", "28×28", "wrong"),
        (12, "", "3×4", "correct"),
        (0.2055, "[answer]\ndecimals = 4", "0.2", "wrong"),
    ],
)  # fmt: skip
def test_verdict(key: object, answer: str, raw: str, verdict: str) -> None:
    outcome = grade(variant(key, answer), raw)
    assert outcome.verdict == verdict
    assert outcome.score == {"correct": 1, "incomplete": 0.5}.get(verdict, 0)


@pytest.mark.parametrize(
    ("key", "raw", "slip"),
    [
        (Fraction(1, 4), "-1/4", "slip-sign"),
        (Fraction(1, 4), "2.5", "slip-power-of-ten"),
        (Fraction(3, 8), "8/3", "slip-reciprocal"),
    ],
)
def test_a_slip_that_nobody_named_is_a_hint(key: Fraction, raw: str, slip: str) -> None:
    diagnoses = grade(variant(key), raw).diagnoses
    assert slip in [diagnosis.name for diagnosis in diagnoses]
    assert not any(diagnosis.certain for diagnosis in diagnoses)


def test_the_wrong_parts_are_named() -> None:
    parts = '[[answer.parts]]\nja = "回数"\nen = "updates"\n[[answer.parts]]\nja = "最後"\nen = "last"'
    outcome = grade(variant((469, 96), parts), "回数 469、最後 128")
    assert (outcome.verdict, outcome.score) == ("partial", 0.5)
    assert "最後" in outcome.diagnoses[0].message.ja
    assert "回数" not in outcome.diagnoses[0].message.ja


@pytest.mark.parametrize(("key", "said"), [(12345, "12345"), (Fraction(1, 3), "0.333"), (Fraction(247, 2), "123.5")])
def test_only_a_fraction_that_does_not_end_is_shown_rounded(key: object, said: str) -> None:
    made = variant(key, "[answer]\nsignificant = 3")
    assert kind_of(made.item).key_shown(made).en == said


@pytest.mark.parametrize(("named", "rules"), [(1, ["parts"]), (2, []), (3, ["parts"])])
def test_as_many_parts_are_named_as_the_key_has_numbers(named: int, rules: list[str]) -> None:
    made = variant((469, 96), '[[answer.parts]]\nja = "回数"\nen = "updates"\n' * named)
    found = list(kind_of(made.item).variant_faults(made))
    assert [rule for rule, _, _ in found] == rules
    assert all(f"{named} [[answer.parts]], 2 in the key" in said.en for _, _, said in found)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
def test_a_fraction_is_its_own_answer(key: Fraction) -> None:
    assert grade(variant(key), f"{key.numerator}/{key.denominator}").verdict == "correct"


@given(st.floats(-1e6, 1e6), st.integers(0, 8))
def test_the_rounded_key_is_accepted_and_the_next_value_is_not(key: float, decimals: int) -> None:
    from solvers.topics.formatting import fixed

    asked = variant(key, f"[answer]\ndecimals = {decimals}")
    shown = fixed(key, decimals)
    assert grade(asked, shown).verdict == "correct"
    beside = fixed(Fraction(shown) + Fraction(2, 10**decimals), decimals)
    assert grade(asked, beside).verdict != "correct"


def test_every_slip_of_the_solvers_has_its_words() -> None:
    from quiz.kinds.slip_messages import slip_diagnosis
    from solvers.grading.slips import SLIPS, Slip

    for code in SLIPS:
        assert slip_diagnosis(Slip(code, "2")).message.ja
