"""Trees: immutable, hashable, and tidy when they are built with operators."""

import pickle
from fractions import Fraction

import pytest

from solvers.expression import Number, Symbol, as_node, call, read, to_text
from solvers.expression.tidy import decimal_text, tidy

X, Y, T = Symbol("x"), Symbol("y"), Symbol("t")


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (1 * X, "x"),
        (0 + X, "x"),
        (X**1, "x"),
        (X**0, "1"),
        (0 * X, "0"),
        (X - X, "0"),
        (X + X, "2·x"),
        (X / X, "1"),
        (3 * T**2 * 2, "6·t²"),
        (2 * (X + Y), "2·(x + y)"),
        (T * T * T, "t³"),
        (X * 2 / 4, "x/2"),
        (-(-X + 0), "x"),
        (X - 3, "x - 3"),
        (-X + Y, "y - x"),
        (Fraction(1, 2) * X, "x/2"),
        (-3 * X, "-3·x"),
        (X * (X + 1), "x·(x + 1)"),
        ((X + 1) * (X + 1), "(x + 1)²"),
        (1 / X, "1/x"),
        (X**-2, "1/x²"),
        (1 / (1 / X), "x"),
        ((X**2) ** 3, "x⁶"),
        (2**X, "2^x"),
        (read("0.9").tree * X - read("0.1").tree * Y, "0.9·x - 0.1·y"),
        (call("exp", as_node(0)), "1"),
        (call("sqrt", as_node(9)), "3"),
        (call("relu", as_node(-2)), "0"),
    ],
)
def test_operators_build_tidy_trees(tree, text):
    assert to_text(tree) == text


def test_nothing_is_multiplied_out():
    assert to_text(3 * (X + Y) ** 2 * (X - Y)) == "3·(x + y)²·(x - y)"


def test_a_zero_denominator_stays_visible():
    assert to_text(X / (Y * 0)) == "x/0"


def test_trees_are_immutable_hashable_and_survive_pickling():
    tree = 2 * (X + Y)
    with pytest.raises(AttributeError):
        tree.data = 3
    assert len({tree, 2 * (X + Y)}) == 1
    assert pickle.loads(pickle.dumps(tree)) == tree
    number = read("0.50").tree
    assert pickle.loads(pickle.dumps(number)).text == "0.50"


def test_only_exact_numbers_become_nodes():
    assert as_node(Fraction(4, 2)) == Number(2)
    for other in (0.5, True, "2"):
        with pytest.raises(TypeError):
            as_node(other)


def test_decimals_end_or_are_none():
    assert decimal_text(Fraction(-5, 4)) == "-1.25"
    assert decimal_text(Fraction(1, 7)) is None
    assert decimal_text(3) == "3"


def test_tidy_of_what_was_read():
    assert to_text(tidy(read("1*x + 0*y - (-2)*x").tree)) == "3·x"
