"""Rounding against Python's decimal, which knows ROUND_HALF_UP, and figures against its significant digits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.arithmetic.no_value import NoValue
from solvers.arithmetic.rounding import figures, fixed_text, round_half_away, scientific

decimals = st.decimals(-(10**6), 10**6, places=5, allow_nan=False)


@given(decimals, st.integers(-4, 6))
def test_a_number_is_rounded_as_at_school(value: Decimal, places: int) -> None:
    wanted = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)  # half away from zero
    assert round_half_away(Fraction(value), places) == Fraction(wanted)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [(0.5, 0, 1), (1.5, 0, 2), (2.5, 0, 3), (-0.5, 0, -1), (2.675, 2, Fraction(267, 100) + Fraction(1, 100)),
     (0.285, 2, Fraction(29, 100)), (14999, -4, 10000), (15000, -4, 20000)],
)  # fmt: skip
def test_ties_go_away_from_zero_also_where_the_machine_has_no_tie(value: float, places: int, rounded: Fraction) -> None:
    assert round_half_away(value, places) == rounded


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 8))
def test_a_rounded_number_is_written_so(value: float, places: int) -> None:
    written = fixed_text(value, places)
    assert Fraction(written) == round_half_away(value, places)
    assert len(written.partition(".")[2]) == places
    assert not written.startswith("-") or Fraction(written) < 0


@given(st.decimals(-(10**9), 10**9, places=7, allow_nan=False), st.integers(1, 10))
def test_figures_are_the_significant_digits(value: Decimal, count: int) -> None:
    wanted = Context(prec=count, rounding=ROUND_HALF_UP).plus(value)
    assert Fraction(figures(Fraction(value), count)) == Fraction(wanted)
    power = scientific(Fraction(value), count)
    assert Fraction(power.factor) * Fraction(10) ** power.exponent == Fraction(wanted)
    assert Fraction(power.code) == Fraction(wanted)
    digits = power.factor.lstrip("-").replace(".", "")
    assert len(digits) == count
    assert value == 0 or digits[0] != "0"


def test_a_power_of_ten_is_written_for_each_place() -> None:
    power = scientific(Fraction(-1, 3000), 3)
    assert (str(power), power.latex, power.code) == ("-3.33×10⁻⁴", r"-3.33 \times 10^{-4}", "-3.33e-4")


def test_figures_keep_their_zeros() -> None:
    assert (figures(5, 3), figures(0.1, 3), figures(99.96, 3), figures(0.00099996, 3)) == (
        "5.00",
        "0.100",
        "100",
        "0.00100",
    )
    with pytest.raises(NoValue):
        figures(1, 0)
