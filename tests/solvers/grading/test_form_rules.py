"""Each form's rules: every shortcoming where it is, and none where it isn't."""

import pytest

from solvers import compare
from solvers.expression import Unreadable, read
from solvers.grading.form import shortcomings

REFERENCE = read("2*(x+y)").tree


@pytest.mark.parametrize(
    ("form", "text", "codes"),
    [
        ("expanded", "x - (y + z)", ("product-of-sums",)),
        ("expanded", "(x y)^2", ("product-of-sums",)),
        ("expanded", "(x/y)^2", ("product-of-sums",)),
        ("expanded", "(x+y)^1", ()),
        ("expanded", "(x+y)^(-1)", ()),
        ("expanded", "(x+y)^(1/2)", ()),
        ("expanded", "(x+y)^n", ()),
        ("expanded", "x^2", ()),
        ("expanded", "3(x+1)^2", ("product-of-sums",)),
        ("factored", "x/(x^2-1)", ()),  # what stands below is not asked for
        ("factored", "2x(x+1)^3", ()),
        ("factored", "(x^2-1)^3", ("not-a-product",)),
        ("factored", "-(2x+4)", ("common-factor",)),
        ("factored", "x(x y + x)", ("common-factor",)),
        ("factored", "(x+1)^(1/2)", ()),
        ("single-fraction", "-(1/n)", ()),
        ("single-fraction", "-(1/a + 1/b)", ("several-fractions",)),
        ("single-fraction", "2·(1/a)", ()),
        ("single-fraction", "(1/a)·(1/b)", ("several-fractions",)),
        ("single-fraction", "(1/a)(1 + 1/b)", ("several-fractions",)),
        ("single-fraction", "2·((1/a)/b)", ("fraction-in-fraction",)),
        ("single-fraction", "x^(-1) + 1", ("several-fractions",)),
        ("single-fraction", "x^2 + 1", ()),
        ("single-fraction", "x^0 + 1", ()),
        ("single-fraction", "x^(1/2)", ()),
        ("lowest-terms", "-1/3", ()),
        ("lowest-terms", "(-x)/(-y)", ("signs",)),
        ("lowest-terms", "-x/y", ()),
        ("lowest-terms", "x/1", ("not-lowest",)),
        ("lowest-terms", "0/3", ("not-lowest",)),
        ("lowest-terms", "sin(x)/3", ()),
        ("lowest-terms", "6/sin(x)", ()),
        ("lowest-terms", "(2x+4)/6", ("not-lowest",)),
        ("lowest-terms", "(2x+3)/6", ()),
        ("lowest-terms", "1/cbrt(2)", ("root-below",)),
        ("lowest-terms", "2^(-1/2)", ()),
        ("lowest-terms", "(sqrt(2))^(-1)", ("root-below",)),
        ("lowest-terms", "1/2^(1/2)", ("root-below",)),
        ("lowest-terms", "1/2^2", ()),
        ("lowest-terms", "1/(1+i)", ("root-below",)),
        ("partial-fractions", "1/(n-1) + 2/(n-1)", ("not-combined",)),
        ("partial-fractions", "1/(n-1) + 2/(n-1)^2", ()),
        ("partial-fractions", "1/(n-1) + 2/(n+1) - 3/(n-2)", ()),
        ("partial-fractions", "n/(n-1)", ("not-partial",)),
        ("partial-fractions", "1/(n^2-1)", ("not-partial",)),
        ("partial-fractions", "1/(2n^2-2)", ("not-partial",)),
        ("partial-fractions", "n/(n^2+1)", ()),
        ("partial-fractions", "n^2/(n^2+1)", ("not-partial",)),
        ("partial-fractions", "1/(2n+2)", ()),
        ("partial-fractions", "1/n", ()),
        ("partial-fractions", "1/(n^2+n)", ("not-partial",)),
        ("partial-fractions", "2(1/(n+1) - 1/(n+2))", ()),
        ("partial-fractions", "n(1/(n+1) - 1/(n+2))", ("not-partial",)),
        ("partial-fractions", "2(n/(n+1) - 1/(n+2))", ("not-partial",)),
        ("partial-fractions", "n + 1 - (1/(n-1) + 1/n)", ()),
        ("completed-square", "2(x+3)^2", ()),
        ("completed-square", "(x+3)^3", ("not-a-square",)),
        ("completed-square", "x + 3", ()),
        ("completed-square", "2(x+3)", ("not-a-square",)),
        ("completed-square", "x(x+3)", ("not-a-square",)),
        ("completed-square", "1/(x+3)", ("not-a-square",)),
        ("completed-square", "(x^2+1)^2 + 3", ("not-a-square",)),
        ("completed-square", "sin(x)^2", ("not-a-square",)),
        ("completed-square", "(x+1)^2 + x", ("several-squares",)),
        ("completed-square", "5", ()),
        ("simplified", "-1*x", ("not-folded",)),
        ("simplified", "2*x", ()),
        ("simplified", "0*x", ("not-folded",)),
        ("simplified", "x^0", ("not-folded",)),
        ("simplified", "x^2", ()),
        ("simplified", "-x - x", ("like-terms",)),
        ("simplified", "1/sqrt(2)", ()),
        ("simplified", "x - (y - x)", ("like-terms",)),
    ],
)
def test_shortcomings(form, text, codes):
    assert tuple(dict.fromkeys(shortcomings(read(text).tree, form, REFERENCE))) == codes


def test_the_variable_of_a_form_may_be_said():
    assert compare("a(x+1)^2 + b", "a(x+1)^2 + b", form="completed-square", variable="x").verdict == "correct"
    assert compare("(x^2+1)^2", "(x^2+1)^2", form="completed-square", variable="x^2").verdict == "correct"
    assert compare("a/(x-1) + a^5", "a/(x-1) + a^5", form="partial-fractions", variable="x").verdict == "correct"
    assert compare("x/(x-a)", "x/(x-a)", form="partial-fractions", variable="x").verdict == "incomplete"


# -- the comparison itself ---------------------------------------------------------------------------------------------


def test_a_tree_is_compared_like_a_text():
    tree = read("2x").tree
    assert compare(tree, "3x").verdict == "wrong"
    assert compare(tree, read("3x").tree).verdict == "wrong"
    assert compare(tree, "x + x") == compare("2x", "x+x")


def test_a_proof_is_asked_for_only_where_it_is_needed():
    assert compare("2x", "x+x", prove=True).method == "exact"
    assert compare("2x", "3x", prove=True).verdict == "wrong"
    assert compare("sqrt(x^2)", "abs(x)").method == "numeric"


def test_where_another_kind_of_answer_is_pointed_at():
    outcome = compare("  (1, 2)", "7")
    assert (outcome.verdict, outcome.column) == ("unreadable", 0)
    assert outcome.fault is not None
    assert outcome.fault.column == 0
    outcome = compare("(1, 2)", "7", tolerance=0.1)
    assert outcome.column == 0
    assert outcome.fault is not None
    assert outcome.fault.column == 0


def test_an_unknown_function_is_pointed_at():
    outcome = compare("1 + f(n)", "7")
    assert (outcome.reason, outcome.column) == ("unknown-function", 4)


def test_undecided_is_said_with_its_reason():
    doubt = "floor(sqrt(2)^2)"
    for student, reference, reason in ((f"x + {doubt}", "x + 2", "undecided"), (doubt, "x + 2", "")):
        outcome = compare(student, reference)
        assert outcome.verdict in ("undecided", "wrong")
        assert outcome.reason == reason or not reason
    assert compare("9^9^9^9", "7").reason == "too-large"
    assert compare("9^9^9^9", "7", deadline=1.0).reason == "too-large"
    assert compare("1/0", "1/0 + 1").verdict == "undecided"
    assert compare("oo - oo", "oo - oo + 1").verdict == "undecided"


def test_a_fault_of_the_answer_comes_before_one_of_the_reference():
    assert compare("2*(", "3*(").verdict == "unreadable"
    with pytest.raises(Unreadable) as raised:
        compare("(1, 2)", "3*(")
    assert raised.value.side == "reference"
