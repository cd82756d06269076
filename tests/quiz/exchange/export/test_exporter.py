"""What all formats share: numbers in plain digits, wrong numbers that are told and none that is right."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.exchange.export.exported_question import Asked, Slip
from quiz.exchange.export.exporter import decimal, wrong_numbers
from quiz.interaction import EnterNumber
from quiz.language import Text


def asked(key: Fraction, margin: Fraction, *wrong: Fraction) -> Asked:
    slips = tuple(Slip(Text.both(f"slip {value}"), Text.both("x"), numbers=(value,)) for value in wrong)
    said = Text.both("x")
    return Asked(said, (), "", said, (EnterNumber(key, margin),), slips, said)


def test_a_slip_whose_neighbourhood_meets_the_keys_is_not_told_as_wrong() -> None:
    one = asked(Fraction(1), Fraction(1, 10), Fraction(11, 10), Fraction(12, 10), Fraction(13, 10))
    assert [wrong.value for wrong in wrong_numbers(one, 0)] == [Fraction(13, 10)]


def test_slips_to_one_value_are_told_together() -> None:
    one = asked(Fraction(1), Fraction(0), Fraction(2), Fraction(2))
    (wrong,) = wrong_numbers(one, 0)
    assert len(wrong.slips) == 2


@pytest.mark.parametrize("key", [Fraction(1, 3), Fraction(334, 1000)])
def test_a_value_without_decimals_is_known_by_its_first_digits_but_never_by_the_keys(key: Fraction) -> None:
    value = Fraction(1, 3) if key != Fraction(1, 3) else Fraction(2, 3)
    (wrong,) = wrong_numbers(asked(key, Fraction(0), value), 0)
    assert 0 < wrong.margin < abs(Fraction(decimal(key)) - value)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
def test_digits_are_near_and_plain(value: Fraction) -> None:
    written = decimal(value)
    assert set(written) <= set("-.0123456789")
    assert abs(Fraction(written) - value) <= abs(value) / 10**14
