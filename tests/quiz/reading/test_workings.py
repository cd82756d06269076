"""Working before an answer: cut off at its last connective, checked, and held against the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.reading.workings import leads_to, named_value, worked_out


@pytest.mark.parametrize(
    "text",
    [
        "2+3=5 なので 5",
        "2+3=5だから5",
        "2+3=5ですから、5",
        "2+3=5であるから5",
        "2+3=5 より 5",
        "2+3=5。よって5",
        "2+3=5、ゆえに、5",
        "2+3=5 したがって 5",
        "2+3=5 従って5",
        "2+3=5 ∴ 5",
        "2+3=5, so 5",
        "2+3=5; thus, 5",
        "2+3=5. Hence 5",
        "2+3=5 therefore: 5",
        "2+3=5 → 5",
        "2+3=5⇒5",
        "2+3=5 -> 5",
        "2+3=5 => 5",
    ],
)
def test_the_answer_stands_behind_the_connective(text: str) -> None:
    (found,) = worked_out(text)
    assert found.answer == "5"
    assert found.working == "2+3=5"


@pytest.mark.parametrize(
    "text", ["5", "2+3=5", "2+3=5、5", "so 5", "→ 5", "2+3=5 also 5", "2+3=5 なら 5", "x" * 301 + " → 5"]
)
def test_without_a_connective_there_is_no_working(text: str) -> None:
    assert worked_out(text) == ()


def test_a_working_may_be_one_sign_and_an_answer_is_no_essay() -> None:
    assert worked_out("6→6") == (("6", "6"),)
    assert worked_out("1" * 296 + " → 5") != ()
    assert worked_out("1" * 297 + " → 5") == ()


def test_every_connective_may_be_the_one_and_the_last_comes_first() -> None:
    assert [one.answer for one in worked_out("1+1=2 → 2+3=5 → 5")] == ["5", "2+3=5 → 5"]
    assert len(worked_out("1 → 2 → 3 → 4 → 5 → 6 → 7")) == 4


def test_an_equation_of_the_letter_may_stand_before_its_value() -> None:
    assert worked_out("2p = 6, p = 3")[0] == ("2p = 6", "p = 3")
    assert worked_out("2p = 6、p=3")[0].answer == "p=3"
    assert worked_out("a = 6, b = 3")[0] == ("a = 6", "b = 3")
    assert worked_out("2p, p = 3") == ()


@pytest.mark.parametrize(
    ("working", "answer", "values"),
    [
        ("2+3=5", "5", [5]),
        ("2+3", "5", [5]),
        ("2×3=6, 6-1=5", "5", [5]),
        ("7/2=3.5", "3", [3]),
        ("7/2=3.5", "4", [4]),
        ("√10", "3", [3]),
        ("1/3≈0.333", "0.333", [Fraction(333, 1000)]),
        ("n+2=5", "n = 3", [3]),
        ("2n=6", "n=3", [3]),
        ("(n+1)n=12", "n=3", [3]),
        ("2n = 7-1 = 6", "n=3", [3]),
        ("0.5V=2", "V=4", [4]),
        ("n/2=1.5", "n = 3", [3]),
        ("17÷5=3余り2", "3", [3]),
        ("17/5 = 3 remainder 2", "4", [4]),
        ("17÷5は3 あまり 2", "2", [2]),
        ("17÷5=3…2", "4", [4]),
        ("17÷5=3余り2", "4, 2", [4, 2]),
        ("17 / 5 = 3 R 2", "3", [3]),
        ("17/5 = 3 ... 2", "3", [3]),
        ("10件中6件", "0.6", [Fraction(3, 5)]),
        ("10 個のうち 6 個が正解", "0.6", [Fraction(3, 5)]),
        ("2+3=5, 4+4=8", "5×8", [5, 8]),
        ("2+3=5、4+4=8", "5×8", [5, 8]),
        ("2+3=5 and 4+4=8", "5×8", [5, 8]),
    ],
)
def test_working_that_holds_and_ends_in_the_answer(working: str, answer: str, values: list[int]) -> None:
    assert leads_to(working, answer, values)


@pytest.mark.parametrize(
    ("working", "answer", "values"),
    [
        ("2+3=6", "6", [6]),
        ("2+3=5", "6", [6]),
        ("2+3", "6", [6]),
        ("2×3=7, 6-1=5", "5", [5]),
        ("7/2=3.5", "5", [5]),
        ("7/2=3.5", "2", [2]),
        ("n+2=6", "n = 3", [3]),
        ("m+2=5", "n = 3", [3]),
        ("n+2", "n = 3", [3]),
        ("n+2=5", "3", [3]),
        ("nn+2=5", "n=3", [3]),
        ("n+2<9", "n=3", [3]),
        ("17÷5=3余り1", "3", [3]),
        ("17÷5=2余り7", "2", [2]),
        ("15÷5=2余り5", "2", [2]),
        ("17÷5=3余り2", "5", [5]),
        ("17÷5=3余り2 ほげ", "3", [3]),
        ("10件中4件", "0.6", [Fraction(3, 5)]),
        ("10件中6個", "0.6", [Fraction(3, 5)]),
        ("10ほげ中6ほげ", "0.6", [Fraction(3, 5)]),
        ("0件中6件", "6", [6]),
        ("z = 2+3", "5", [5]),
        ("10ホゲ中6ホゲ", "0.6", [Fraction(3, 5)]),
        ("n+2=5, n+5=8", "n=3, 8", [3, 8]),
        ("z = 2+3 = 5", "5", [5]),
        ("2+3=5, 4+4=8", "8×5", [8, 5]),
        ("2+3=5, 4+4=9", "5×9", [5, 9]),
        ("だから", "5", [5]),
        ("", "5", [5]),
        ("ほげ 2+3=5", "5", [5]),
        ("2+3 ほげ=5", "5", [5]),
        ("2+3=5 ほげ", "5", [5]),
        ("1/0", "5", [5]),
        ("10^400*1.5", "5", [5]),
        ("tanh(2)=0.5", "0.5", [Fraction(1, 2)]),
    ],
)
def test_working_that_does_not_hold_or_leads_elsewhere(working: str, answer: str, values: list[int]) -> None:
    assert leads_to(working, answer, values) is False


def test_what_an_equation_comes_to_whose_left_side_may_be_a_name() -> None:
    def value(text: str) -> object:
        return named_value(text, {"y"}.__contains__)

    assert value("0.97^7≈0.81") == Fraction(81, 100)
    assert value("y = 3×4") == value("3×4 = 12") == value("y=3×4=12") == 12
    for text in ("0.97^7≈0.71", "y = 3×4 = 13", "z = 3×4", "0.81", "約0.81", "1 < 2", "3×4 = 12人", "y = ほげ", "y ="):
        assert value(text) is None, text
