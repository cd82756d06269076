"""Writings that can mean two things: what most people mean counts, and nothing is wrong on the unlikely reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers import compare
from solvers.expression import Unreadable, read, to_text
from solvers.grading.readings import chosen


@pytest.mark.parametrize(
    ("answer", "likely", "unlikely"),
    [
        ("4 2/5", "22/5", "8/5"),
        (r"3\frac{1}{4}", "13/4", "3/4"),
        ("0.2(7)", "5/18", "1.4"),
        ("e^4x", "exp(4x)", "x*e^4"),
        ("e^-4x", "exp(-4x)", "x*e^-4"),
        ("1/(1+e^-4x)", "sigmoid(4x)", "1/(1+x*e^-4)"),
        ("e^xy", "exp(x*y)", "y*exp(x)"),
        ("3^2x", "9x", "9^x"),
        ("1/4x", "x/4", "1/(4x)"),
        ("x/3(y+1)", "x*(y+1)/3", "x/(3*(y+1))"),
        ("1/xy", "y/x", "1/(x*y)"),
        ("x^1/3", "x/3", "x^(1/3)"),
        ("√5x", "x*sqrt(5)", "sqrt(5x)"),
        ("√xy", "y*sqrt(x)", "sqrt(x*y)"),
        ("x + y!", "x + y!", "x + y"),  # a factorial, or a cry
        ("2x!", "2*(x!)", "2*x"),
        (r"\(e^4x\)", "x*e^4", "exp(4x)"),  # in LaTeX an exponent is one sign or in braces
    ],
)
def test_both_readings_are_said_where_only_the_unlikely_one_is_right(answer: str, likely: str, unlikely: str) -> None:
    names = ["x", "y"]
    assert compare(answer, likely, names=names).verdict == "correct"
    asked = compare(answer, unlikely, names=names)
    assert (asked.verdict, asked.reason) == ("unreadable", "two-readings")
    assert asked.fault is not None
    assert asked.fault.found != asked.fault.suggestion
    for text, reference in ((asked.fault.found, likely), (asked.fault.suggestion, unlikely)):
        assert compare(text, reference, names=names).verdict == "correct", "what is said can be typed"
    assert compare(answer, "1234567", names=names).verdict == "wrong"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 2/5", "4 + 2/5"),
        ("-4 2/5", "-(4 + 2/5)"),
        ("1/4 x", "1/4·x"),
        ("x^2y", "x²·y"),
        ("e^2(x+1)", "e²·(x + 1)"),
        ("e^xsin(x)", "e^x·sin(x)"),
        ("e^x y", "e^x·y"),
        ("e^2+x", "e² + x"),
        ("2^3*x", "2³·x"),
        ("x^2/3y", "x²/3·y"),
    ],
)
def test_what_is_read(text: str, said: str) -> None:
    assert to_text(read(text, names=["x", "y"]).tree) == said


@pytest.mark.parametrize(
    "text", ["6 17/14", "1 2 3/4", "x^2 1/3", "1/2 1/3", "√2 1/3", "6 3/14/2", "6 3/14^2", "6 0/4"]
)
def test_what_is_no_mixed_number(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("answer", "key", "verdict"),
    [
        ("0.577 (1/√3)", "1/sqrt(3)", "correct"),
        ("1/√3 (0.577)", "1/sqrt(3)", "correct"),
        ("8.75 (35/4)", "35/4", "correct"),
        ("480 (16×30)", "480", "correct"),
        ("8.75 (=35/4)", "35/4", "correct"),
        ("35/4 (≈8.8)", "35/4", "correct"),
        ("x = 480 (16×30)", "480", "correct"),
        ("2x+2y (2(x+y))", "2*(x+y)", "correct"),
        ("480 (16×30)", "481", "wrong"),
        ("2/7 (約0.286)", "2/7", "correct"),
        ("2/7（0.286）", "2/7", "unreadable"),
        ("480(16×30)", "480", "unreadable"),
        ("480(16×30)", "230400", "correct"),
        ("4 ½", "9/2", "correct"),
        ("8.75 (35/3)", "35/4", "unreadable"),
        ("8.75 (=35/3)", "35/4", "unreadable"),
        ("2 (2)", "4", "unreadable"),
        ("2 (2)", "2", "correct"),
        ("3 (5)", "15", "correct"),
        ("3 (5)", "3", "unreadable"),
        ("3(5)", "3", "wrong"),
        ("2 (x+y)", "2x+2y", "correct"),
        ("x (x+y)", "x", "wrong"),
    ],
)
def test_a_second_writing_in_brackets(answer: str, key: str, verdict: str) -> None:
    outcome = compare(answer, key)
    assert outcome.verdict == verdict
    assert outcome.reason in {"correct": ("equal",), "wrong": ("different",)}.get(
        verdict, ("two-values", "two-readings")
    )


def test_what_was_understood_shows_both_writings() -> None:
    assert compare("8.75 (35/4)", "35/4").understood_as == "8.75 (35/4)"
    assert compare("3 (5)", "15").understood_as == "3·5"
    assert compare("8.75 (35/3)", "35/4").column == 5


@given(st.integers(1, 40), st.integers(1, 20), st.integers(1, 20))
def test_a_mixed_number_is_the_sum_and_never_silently_the_product(whole: int, above: int, more: int) -> None:
    below = above + more
    text = f"{whole} {above}/{below}"
    assert compare(text, f"{whole}+{above}/{below}").verdict == "correct"
    assert compare(text, f"{whole}*{above}/{below}").verdict == "unreadable"


def test_a_reading_without_doubt_is_chosen_unasked() -> None:
    reading = read("2x")
    assert chosen(reading, lambda tree: False) is reading.tree
