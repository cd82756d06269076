"""Forms: what is accepted, and what is said to be missing."""

import pytest

from solvers import compare
from solvers.expression import read
from solvers.grading.form import CODES, FORMS, shortcomings

RIGHT = {
    "expanded": ["x^2 + 2x + 1", "x^2 - a*x - b*x + a*b", "3x", "x/2 + 1/3", "5"],
    "factored": [
        "(x-1)(x+1)",
        "2(x+3)",
        "-(x-1)^2",
        "3x(7y-3)(7y+3)",
        "(x-a)^6000",
        "x^2 + 1",
        "x^2 - 2",
        "12",
        "(x-i)(x+i)",
    ],
    "single-fraction": ["1/n", "-a/b", "(x-1)/(x^2-1)", "3", "x + 1", "-(a/b)"],
    "lowest-terms": ["1/2", "-1/3", "1/-3", "x/2 + 1/3", "sqrt(3)/3", "0.5"],
    "partial-fractions": ["1/(n+1) - 1/n", "1 + n + n^2 + 1/(n-1)", "9/(y-4) + 28/(y-4)^2", "3(1/(x+1) + 1/(x+2))"],
    "completed-square": ["(x-1)^2 + 1", "-4(x-1)^2 + 3", "x^2", "3 - (2x-1)^2/5", "x - 4"],
    "simplified": ["2x + 1", "x^2/2", "sqrt(2)/2", "2(x+y)", "-x", "e^(-x)"],
    "substituted": ["2(x+y)"],
}

WRONG = {
    "expanded": {
        "2(x-1)": "product-of-sums",
        "(x+1)^2": "product-of-sums",
        "(p+1)(p-1)": "product-of-sums",
        "(x+1)/2": "product-of-sums",
    },
    "factored": {
        "2x + 2": "common-factor",
        "x^2 - 1": "not-a-product",
        "x(2x - 6)": "common-factor",
        "x(x - 4 + 4/x)": "not-a-polynomial",
        "(x^2 - 3x + 2)(3 - x)": "not-a-product",
        "t x + t": "common-factor",
        "x + x + 1": "like-terms",
    },
    "single-fraction": {
        "1/a + 1/b": "several-fractions",
        "(1/2)/(3/4)": "fraction-in-fraction",
        "a/(1 + 1/a)": "fraction-in-fraction",
    },
    "lowest-terms": {
        "2/4": "not-lowest",
        "-1/-3": "signs",
        "1/sqrt(2)": "root-below",
        "x + 2/6": "not-lowest",
        "2x/4": "not-lowest",
    },
    "partial-fractions": {"1/(n(n-1))": "not-partial", "n^3/(n-1)": "not-partial", "(9y-8)/(y-4)^2": "not-partial"},
    "completed-square": {"x^2 - 2x + 2": "several-squares", "(x^2+1)^2": "not-a-square"},
    "simplified": {
        "x + x": "like-terms",
        "1*x": "not-folded",
        "x + 0": "not-folded",
        "2*3*x": "like-terms",
        "2/4": "not-lowest",
        "-(-x)": "not-tidy",
        "x^1": "not-folded",
        "x*x": "like-terms",
    },
    "substituted": {"2t": "foreign-name"},
}

REFERENCE = read("2*(x+y)").tree


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in RIGHT.items() for text in texts])
def test_in_the_form(form, text):
    assert shortcomings(read(text).tree, form, REFERENCE) == ()


@pytest.mark.parametrize(
    ("form", "text", "code"), [(form, text, code) for form, texts in WRONG.items() for text, code in texts.items()]
)
def test_not_in_the_form(form, text, code):
    assert code in shortcomings(read(text).tree, form, REFERENCE)


def test_every_code_that_is_reported_is_known():
    reported = {code for texts in WRONG.values() for code in texts.values()}
    assert reported <= set(CODES)
    assert set(RIGHT) | {"same", "as-written"} == set(FORMS)


@pytest.mark.parametrize(
    ("student", "reference", "verdict"),
    [
        ("(x+y)+z", "z+x+y", "correct"),
        ("x*(-y)", "-x*y", "correct"),
        ("a*(b*c)", "c*b*a", "correct"),
        ("2/4", "1/2", "incomplete"),
        ("x*x", "x^2", "incomplete"),
        ("y = m x + b", "y - b = m x", "incomplete"),
        ("(x+y)^(a+b)", "(y+x)^(b+a)", "correct"),
        ("exp(x+1)", "e^(1+x)", "correct"),
        ("x^2*x^4", "x^3*x^3", "incomplete"),
        ("4^x", "2^(2x)", "incomplete"),
        ("e^(2x)", "(e^x)^2", "incomplete"),
    ],
)
def test_the_same_up_to_order(student, reference, verdict):
    assert compare(student, reference, form="same").verdict == verdict


@pytest.mark.parametrize(
    ("student", "verdict", "reason"),
    [
        ("x^3/3 + c", "correct", "equal"),
        ("x^3/3 + k", "correct", "equal"),
        ("c - (-x^3)/3", "correct", "equal"),
        ("x^3/3", "incomplete", "no-constant"),
        ("x^3/3 + 1", "incomplete", "no-constant"),
        ("x^3/3 + c^3", "incomplete", "no-constant"),
        ("x^2", "wrong", "different"),
    ],
)
def test_antiderivatives(student, verdict, reason):
    outcome = compare(student, "x^3/3 + c", form="antiderivative", variable="x")
    assert (outcome.verdict, outcome.reason) == (verdict, reason)


def test_bars_of_a_logarithm():
    assert compare("log(|x|) + c", "log(|x|)", form="antiderivative", variable="x").verdict == "correct"
    assert compare("log(x) + c", "log(|x|)", form="antiderivative", variable="x").verdict == "wrong"
    assert compare("log(|k x|)", "log(|x|)", form="antiderivative", variable="x").verdict == "correct"


def test_renamed():
    assert compare("x^2 + y/z", "a^2 + c/b", form="renamed").verdict == "correct"
    assert compare("x^2 + 1", "x^3 + 1", form="renamed").verdict == "wrong"


def test_unknown_forms_are_refused():
    with pytest.raises(ValueError, match="unknown form"):
        compare("x", "x", form="pretty")


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("x + 1/(x-1)", True),
        ("2/(x-1)^2", True),
        ("3*x/(x^2+1)", True),
        ("x^2/(x-1)", False),
        ("x*x/(x-1)", False),
        ("1/((x-1)*(x+1))", False),
        ("x/(x-1)", False),
    ],
)
def test_the_numerator_of_a_partial_fraction_is_of_lower_degree(text: str, partial: bool) -> None:
    assert (shortcomings(read(text).tree, "partial-fractions", read("1/(x-1)").tree) == ()) is partial
