"""Numbers and tuples of numbers as learners type them."""

from fractions import Fraction

import pytest

from solvers.expression import Unreadable
from solvers.expression.typed import read_number, read_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.25", Fraction(1, 4)),
        ("1/4", Fraction(1, 4)),
        ("25%", Fraction(1, 4)),
        ("２５％", Fraction(1, 4)),
        ("０．２５", Fraction(1, 4)),
        ("2^-2", Fraction(1, 4)),
        ("2⁻²", Fraction(1, 4)),
        ("1e-3", Fraction(1, 1000)),
        ("１０＾－３", Fraction(1, 1000)),
        ("1×10^-3", Fraction(1, 1000)),
        (r"\frac14", Fraction(1, 4)),
        (r"$\frac{1}{4}$", Fraction(1, 4)),
        ("½", Fraction(1, 2)),
        ("ー3", -3),
        ("7,425,000", 7425000),
        ("y = 3", 3),
        ("（3）", 3),
    ],
)
def test_exact_numbers(text, expected):
    number = read_number(text)
    assert number.exact
    assert number.value == expected


def test_irrational_numbers_are_floats_with_their_tree():
    number = read_number("√2/28")
    assert number.value == pytest.approx(0.0505076)
    assert not number.exact
    assert number.places is None


@pytest.mark.parametrize(
    ("text", "places", "figures"),
    [
        ("0.250", 3, (3, 3)),
        ("100", 0, (1, 3)),
        ("100.", 0, (3, 3)),
        ("1.00e2", 0, (3, 3)),
        ("0.0010", 4, (2, 2)),
        ("0.00", 2, (2, 2)),
        ("138*10^-3", None, (3, 3)),
        ("-12.5", 1, (3, 3)),
        ("25%", 0, (2, 2)),
        ("1/4", None, None),
    ],
)
def test_written_digits(text, places, figures):
    number = read_number(text)
    assert (number.places, number.figures) == (places, figures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(28, 28)", (28, 28)),
        ("28×28", (28, 28)),
        ("28x28", (28, 28)),
        ("２８ｘ２８", (28, 28)),
        ("28 * 28", (28, 28)),
        ("7 7", (7, 7)),
        ("7、7", (7, 7)),
        ("7，7", (7, 7)),
        ("[7, 7]", (7, 7)),
        ("(7; 7)", (7, 7)),
        ("「7」", (7,)),
        ("7", (7,)),
        ("3x4x5", (3, 4, 5)),
        ("28,128", (28, 128)),
        (r"$28 \times 28$", (28, 28)),
        ("0.5, -1/3", (Fraction(1, 2), Fraction(-1, 3))),
        ("ー1 2", (-1, 2)),
    ],
)
def test_tuples(text, expected):
    assert tuple(number.value for number in read_numbers(text)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x", "unknown-name"),
        ("(1, 2)", "wrong-kind"),
        ("1 < 2", "wrong-kind"),
        ("1/0", "wrong-kind"),
        ("9^9^9^9", "value-too-large"),
    ],
)
def test_what_is_no_number(text, code):
    with pytest.raises(Unreadable) as raised:
        read_number(text)
    assert raised.value.code == code


def test_a_fault_in_a_tuple_has_its_column():
    with pytest.raises(Unreadable) as raised:
        read_numbers("（２８，？）")
    assert (raised.value.code, raised.value.column) == ("character", 4)
