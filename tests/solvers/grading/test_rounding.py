"""A typed decimal reference stands for the irrational number that it rounds; an exact answer must be exact."""

import pytest

from solvers import compare
from solvers.expression import read
from solvers.expression.identity import rounds_to


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("sqrt(2)", "1.41421356"),
        ("sqrt(2)", "1.414214"),  # rounded to seven digits
        ("sqrt(2)", "1.414213"),  # cut off after seven
        ("-sqrt(2)", "-1.41421356"),
        ("π", "3.14159265"),
        ("π", "3.14159266"),  # one off in the last place is still nearer than one step
        ("sqrt(2)/1000", "0.001414214"),
        ("sqrt(2)/1000", "1.414214e-3"),
        ("1000sqrt(2)", "1414.214"),
        ("1000sqrt(2)", "1.414214E3"),
        ("10^10 sqrt(2)", "14142135623.7"),
        ("10^10 sqrt(2)", "1.414214e10"),
        ("y = sqrt(2)", "1.41421356"),
        ("e^2", "y = 7.3890561"),
    ],
)
def test_a_decimal_of_seven_digits_stands_for_what_it_rounds(student, reference):
    outcome = compare(student, reference)
    assert (outcome.verdict, outcome.method, outcome.reason) == ("correct", "numeric", "equal")


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("sqrt(2)", "1.41421"),  # six digits say too little
        ("sqrt(2)/10000", "0.000141421"),  # leading zeros are no digits
        ("sqrt(2)", "1.414215"),
        ("sqrt(2)", "1.414212"),
        ("sqrt(2)", "-1.41421356"),
        ("π", "3.14159267"),
        ("1000sqrt(2)", "1414.215"),
        ("1000sqrt(2)", "1.414216e3"),
        ("sqrt(2)/1000", "1.414216e-3"),
        ("i sqrt(2)", "1.41421356"),
        ("log(-1)", "3.14159265"),
        # An exact number is known in full: nothing about it is rounded.
        ("1/3", "0.3333"),
        ("1/3", "0.33333333"),
        ("0.3333333", "0.33333333"),
        ("2/3", "0.666666667"),
        ("1.41421356", "1.41421357"),
        # The reference is rounded, never the answer.
        ("0.3333", "1/3"),
        ("0.33333333", "1/3"),
        ("1.41421356", "sqrt(2)"),
        # Neither is a letter a number.
        ("x", "1.41421356"),
        ("sqrt(x)", "1.41421356"),
    ],
)
def test_nothing_else_is_rounded(student, reference):
    assert compare(student, reference).verdict == "wrong"


@pytest.mark.parametrize("reference", ["sqrt(2)", "1.41421356 + 0", "[1.41421356, 1]", "{1.41421356}"])
def test_only_a_reference_that_is_one_decimal_stands_for_another_number(reference):
    assert compare("sqrt(2) + 10^-12", reference).verdict != "correct"


def test_a_tree_that_was_computed_is_no_typed_decimal():
    from solvers.expression.nodes import Number

    assert compare("sqrt(2)", read("1.41421356").tree).verdict == "correct"
    assert compare("sqrt(2)", Number(read("1.41421356").tree.value)).verdict == "wrong"


def test_how_many_digits_are_asked_for_may_be_said():
    root = read("sqrt(2)").tree
    assert rounds_to(root, read("1.41").tree, least=3)
    assert not rounds_to(root, read("1.4").tree, least=3)
    assert not rounds_to(root, read("1.43").tree, least=3)
    assert rounds_to(read("sqrt(2)/100").tree, read("0.0141").tree, least=3)
    assert not rounds_to(read("sqrt(2)/100").tree, read("0.0141").tree, least=4)
    assert not rounds_to(read("log(0)").tree, read("1.41").tree, least=3)
