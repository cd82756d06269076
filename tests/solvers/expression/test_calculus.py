"""Derivatives against SymPy, substitution, free names."""

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.expression import Symbol, derivative, names_in, read, substitute, to_sympy, to_text
from solvers.expression.calculus import _RULES, primed
from solvers.expression.identity import decide

RENDERED = {
    "(x + y)^2": "2·(x + y)",
    "t^3": "3·t²",
    "sigmoid(2x)": "2·σ(2·x)·(1 - σ(2·x))",
    "x*exp(x)": "exp(x) + x·exp(x)",
    "log(x)": "1/x",
    "tanh(x)": "1 - tanh(x)²",
    "e^(3x)": "3·e^(3·x)",
    "sqrt(x)": "1/(2·√x)",
    "1/x": "-1/x²",
    "relu(x)": "step(x)",
    "5": "0",
    "a^x": "a^x·log(a)",
}


@pytest.mark.parametrize(("text", "shown"), RENDERED.items())
def test_derivatives_are_tidy(text, shown):
    name = "t" if "t^3" in text else "x"
    assert to_text(derivative(read(text).tree, name)) == shown


@pytest.mark.parametrize(
    "name", sorted(set(_RULES) - {"step", "floor", "ceil", "sign", "relu", "abs", "softsign", "percent"})
)
def test_each_rule_agrees_with_sympy(name):
    x = sympy.Symbol("x", positive=True)
    tree = read(f"{name}(x^2 + x/3)" if name != "acosh" else "acosh(x^2 + x/3 + 1)").tree
    ours = to_sympy(derivative(tree, "x"), {"x": {"positive": True}})
    theirs = sympy.diff(to_sympy(tree, {"x": {"positive": True}}), x)
    for point in (sympy.Rational(1, 3), sympy.Rational(5, 9)):
        assert abs(sympy.N((ours - theirs).subs(x, point), 30)) < 1e-20


def test_rules_of_kinked_functions():
    for name, left, right in (("abs", -1, 1), ("relu", 0, 1), ("step", 0, 0), ("sign", 0, 0), ("softsign", None, None)):
        slope = derivative(read(f"{name}(x)").tree, "x")
        if left is None:
            assert decide(slope, read("1/(1+abs(x))^2").tree).equal
        else:
            assert decide(substitute(slope, {"x": -2}), read(str(left)).tree).equal
            assert decide(substitute(slope, {"x": 2}), read(str(right)).tree).equal


LEAVES = st.sampled_from(["x", "y", "2", "3", "1/2"])


def grown(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda two: f"({two[0]} + {two[1]})"),
        pair.map(lambda two: f"({two[0]} * {two[1]})"),
        pair.map(lambda two: f"({two[0]}) / (2 + ({two[1]})^2)"),
        inner.map(lambda one: f"({one})^3"),
        st.tuples(st.sampled_from(["sin", "exp", "tanh", "sigmoid"]), inner).map(lambda two: f"{two[0]}({two[1]})"),
    )


@given(st.recursive(LEAVES, grown, max_leaves=5))
@settings(max_examples=60, deadline=None)
def test_derivatives_agree_with_sympy(text):
    tree = read(text).tree
    x, y = sympy.symbols("x y")
    ours, theirs = to_sympy(derivative(tree, "x")), sympy.diff(to_sympy(tree), x)
    for point in (
        {x: sympy.Rational(1, 3), y: sympy.Rational(2, 5)},
        {x: sympy.Rational(-3, 7), y: sympy.Rational(1, 9)},
    ):
        left, right = sympy.N(ours.subs(point), 30), sympy.N(theirs.subs(point), 30)
        assert abs(left - right) <= 1e-15 * (1 + abs(right))


def test_no_rule_is_said():
    with pytest.raises(ValueError, match="no rule"):
        derivative(read("gamma(x)").tree, "x")
    with pytest.raises(ValueError, match="cannot differentiate"):
        derivative(read("(x, 1)").tree, "x")


def test_primes_are_derivatives():
    assert decide(read("σ'(x)").tree, read("σ(x)(1-σ(x))").tree).equal
    assert decide(primed("tanh''", Symbol("x")), read("-2tanh(x)(1-tanh(x)^2)").tree).equal


def test_substitution_is_simultaneous():
    tree = substitute(read("x + 2y").tree, {"x": Symbol("y"), "y": Symbol("x")})
    assert to_text(tree) == "y + 2·x"
    assert names_in(tree) == {"x", "y"}
