"""Equal or not: fingerprints, points, forty digits, and the traps that others fall into."""

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.expression import read, to_sympy
from solvers.expression.identity import decide, rounds_to
from solvers.expression.modular import GENERATOR, INNER, OUTER, ROOTS, Fingerprints

EQUAL = {
    "2(x+y)": "2x+2y",
    "(x-1)^2": "x^2-2x+1",
    "0.25": "1/4",
    "σ(x)(1-σ(x))": "e^-x/(1+e^-x)^2",
    "σ(-x)": "1-σ(x)",
    "tanh(x)": "2σ(2x)-1",
    "tanh(x)/2 + 1/2": "1/(1+exp(-2x))",
    "1-tanh(x)^2": "4/(e^x+e^-x)^2",
    "sin(x)^2+cos(x)^2": "1",
    "cos(2x)": "2cos(x)^2-1",
    "e^(i*t)": "cos(t)+i*sin(t)",
    "log(x*y)": "log(x)+log(y)",
    "log(1+e^x)": "softplus(x)",
    "softplus(x) - softplus(-x)": "x",
    "sqrt(x^2)": "|x|",
    "sqrt(8)": "2sqrt(2)",
    "(x-a)^6000": "(a-x)^6000",
    "sqrt(12+4x)": "2sqrt(3+x)",
    "x^(2/6)": "cbrt(x)",
    "max(x, 0)": "relu(x)",
    "(x+|x|)/2": "relu(x)",
    "x*σ(x)": "swish(x)",
    "n/n!": "1/(n-1)!",
    "sin(500pi)": "0",
    "(sqrt(2+sqrt(2))+sqrt(2-sqrt(2)))/(2sqrt(2))": "sqrt(sqrt(2)+2)/2",
    "asinh(x)": "log(x+sqrt(x^2+1))",
    "β^(t+1)/β": "β^t",
    "(m/(1-β1))/(sqrt(v/(1-β2))+ε)": "m sqrt(1-β2)/((1-β1)(sqrt(v)+ε sqrt(1-β2)))",
    "γ(x-μ)/sqrt(σ^2+ε)+β": "(γ/sqrt(ε+σ^2))x + (β - γμ/sqrt(σ^2+ε))",
    "oo + 99": "oo",
    "(19601-13860sqrt(2))^(7/4)": "(5sqrt(2)-7)^7",
}

DIFFERENT = {
    "0.333": "1/3",
    "0.333333333333333": "1/3",
    "x": "sqrt(x^2)",
    "sin(500 pi x)": "sin(pi x)",
    "sin(pi x)": "0",
    "cos(pi x)": "cos(2 pi x)",
    "(a^b)^c": "a^(b*c)",
    "sqrt((x-3)(x-5))": "sqrt(x-3)sqrt(x-5)",
    "1e-60": "0",
    "x^13 + 1000000x^12 + 1": "x^13 + 1000000x^12 + 1.0000001",
    "e^x": "e^x + 1",
    "(x-a)^6000": "(x-a)^5999",
    "σ(x)": "σ(2x)",
    "tanh(x)^2": "1 - tanh(x)",
    "1/0": "1/0 + 1",
    "oo": "-oo",
    "relu(x)": "x",
    "log(x)": "log(2x)",
    "2^x": "2^(x+1)",
    "f(x)": "f(y)",
    "|log(sqrt(4+2y))|": "log(sqrt(4+2y))",
    "2 + 1/(e^x + x/2)": "|2 + 1/(e^x + x/2)|",
    "relu(6 - x)": "6 - x",
    "max(x, y - 9)": "x",
}


@pytest.mark.parametrize(("left", "right"), EQUAL.items())
def test_equal(left, right):
    assert decide(read(left).tree, read(right).tree).equal is True
    assert decide(read(right).tree, read(left).tree).equal is True


@pytest.mark.parametrize(("left", "right"), DIFFERENT.items())
def test_never_equal(left, right):
    assert decide(read(left).tree, read(right).tree).equal is not True
    assert decide(read(right).tree, read(left).tree).equal is not True


def test_terms_that_both_sides_have_decide_nothing():
    for left, right, equal in (
        ("|x| + c + c", "sqrt(x^2) + c", False),
        ("|x| + c + c", "c + sqrt(x^2) + c", True),
        ("|x| + c + 3y", "3y + x + c", False),
        ("|x| + 1/y", "1/y + sqrt(x^2)", True),
        ("|x| + c", "c", False),
        ("oo + |x|", "oo + x", True),
    ):
        assert decide(read(left).tree, read(right).tree).equal is equal


def test_infinity_minus_infinity_is_undecided():
    assert decide(read("oo-oo").tree, read("7").tree).equal is None


@pytest.mark.parametrize(
    ("left", "right", "assume", "equal"),
    [
        ("sqrt(x^2)", "x", {"x": "positive"}, True),
        ("sqrt(x^2)", "-x", {"x": "negative"}, True),
        ("(-1)^(2n)", "1", {"n": "integer"}, True),
        ("cos(n pi)", "(-1)^n", {"n": "integer"}, True),
        ("sin(n pi)", "0", {"n": "natural"}, True),
        ("sin(n pi)", "0", {}, False),
        ("sqrt(z^2)", "z", {"z": "complex"}, False),
        ("|p|", "p", {"p": "unit"}, True),
        ("|p-1|", "1-p", {"p": "unit"}, True),
        ("|p-1|", "1-p", {}, False),
        ("sqrt(x)sqrt(y)", "sqrt(x y)", {"x": "positive", "y": "positive"}, True),
        ("sqrt(x)sqrt(y)", "sqrt(x y)", {}, False),
    ],
)
def test_declared_domains(left, right, assume, equal):
    assert decide(read(left).tree, read(right).tree, assume).equal is equal


def test_how_it_is_known():
    methods = [
        decide(read(left).tree, read(right).tree).method
        for left, right in (("2x", "2x"), ("2x", "x+x"), ("sqrt(x^2)", "|x|"), ("2x", "3x"))
    ]
    assert methods == ["identical", "exact", "numeric", "exact"]


def test_fingerprint_constants():
    assert sympy.isprime(INNER)
    assert sympy.isprime(OUTER)
    assert (OUTER - 1) % INNER == 0
    assert pow(GENERATOR, INNER, OUTER) == 1 != GENERATOR
    for field, root in ROOTS.items():
        assert root * root % field == field - 1


LEAVES = st.sampled_from(["x", "y", "1", "2", "3"])


def grown(inner):
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda two: f"({two[0]} + {two[1]})"),
        pair.map(lambda two: f"({two[0]} - {two[1]})"),
        pair.map(lambda two: f"({two[0]} * {two[1]})"),
        inner.map(lambda one: f"({one})^2"),
    )


@given(st.recursive(LEAVES, grown, max_leaves=8), st.recursive(LEAVES, grown, max_leaves=8))
@settings(max_examples=200, deadline=None)
def test_polynomials_agree_with_sympy(left, right):
    one, two = read(left).tree, read(right).tree
    assert decide(one, two).equal is (sympy.expand(to_sympy(one) - to_sympy(two)) == 0)


@given(st.recursive(LEAVES, grown, max_leaves=8))
@settings(max_examples=200, deadline=None)
def test_an_expanded_polynomial_is_the_same(text):
    tree = read(text).tree
    expanded = str(sympy.expand(to_sympy(tree)))
    assert decide(tree, read(expanded).tree).equal is True
    assert decide(tree, read(f"({expanded}) + 1/1000000007").tree).equal is False


def test_fingerprints_do_not_confuse_roots():
    for left, right in (
        ("sqrt(x^2)", "x"),
        ("sqrt(x)*sqrt(y)", "sqrt(x*y)"),
        ("log(x^2)", "2log(x)"),
        ("x^(1/2)", "x"),
    ):
        assert Fingerprints().of(read(left).tree) != Fingerprints().of(read(right).tree)


def test_a_typed_decimal_stands_for_the_irrational_number_it_rounds():
    assert rounds_to(read("sqrt(2)").tree, read("1.41421356").tree)
    assert not rounds_to(read("sqrt(2)").tree, read("1.414").tree)
    assert not rounds_to(read("sqrt(2)").tree, read("1.41421366").tree)
    assert not rounds_to(read("1/3").tree, read("0.33333333").tree)


@pytest.mark.parametrize("names", ["ab", "ba", "xy", "abc", "cba"])
@pytest.mark.parametrize("form", ["({0})^{1}", "({0}^3)^(3{1})", "({0})^(5{1})"])
def test_a_sign_under_a_power_shows_at_odd_exponents(names: str, form: str) -> None:
    base, exponent = names[0], names[-1]
    negative, plain = form.format(f"-{base}", exponent), form.format(base, exponent)
    other = "".join(f"+{name}" for name in names[1:-1])
    for assume in ({}, {base: "positive", exponent: "positive"}):
        assert decide(read(negative + other).tree, read(plain + other).tree, assume).equal is False


@pytest.mark.parametrize(("left", "right"), [("(-x)^(4y)", "x^(4y)"), ("(-x)^(6t)", "(x^2)^(3t)")])
def test_agreement_where_both_sides_are_real_by_chance_proves_nothing(left: str, right: str) -> None:
    """At y = 1/4 the first pair is -x and x."""
    domains = dict.fromkeys("xyt", "positive")
    assert decide(read(left).tree, read(right).tree, domains).equal is not True
    assert decide(read(left).tree, read(right).tree, {**domains, "y": "natural", "t": "natural"}).equal is True


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("sqrt(5-5)", "sqrt(11)", False),
        ("sqrt(5-5)+3", "3", True),
        ("sqrt(3x^2-x*x*3)", "sqrt(x^5)", False),
        ("sqrt(x-x)*y", "0", True),
        ("(y-y)^(1/2)", "y^(1/2)", False),
        ("abs(x)+sqrt(4y-2y*2)", "relu(x)+relu(-x)", True),
    ],
)
def test_a_root_of_what_cancels_is_zero(left: str, right: str, equal: bool) -> None:
    assert decide(read(left).tree, read(right).tree).equal is equal


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(x+softplus(-x))*(1-sigmoid(-10*x))^2", "softplus(x)*sigmoid(10*x)^2"),
        ("(x+softplus(-x))*(1-sigmoid(-40*x))", "softplus(x)*sigmoid(40*x)"),
        ("(1-sigmoid(-50*x))^3", "sigmoid(50*x)^3"),
        ("(1-tanh(x)^2)^2*(x+softplus(-x))^2", "(1/cosh(x)^2)^2*softplus(x)^2"),
    ],
)
def test_products_and_powers_of_what_cancels_are_no_difference(left: str, right: str) -> None:
    from solvers import compare

    assert compare(left, right).verdict == "correct"
    assert compare(left, f"1.001*{right}").verdict == "wrong"


def test_the_error_of_a_product_or_power_of_nothing_is_not_nothing() -> None:
    from solvers.expression.approximate import Approximator, FloatArithmetic

    at = Approximator(FloatArithmetic(), {"x": -40.0})
    for text in ("(x+softplus(-x))*(1-sigmoid(-10*x))", "(1-sigmoid(-10*x))^2", "(x+softplus(-x))^3"):
        found, error = at.of(read(text).tree)
        assert error > 0
        assert abs(found) <= error
