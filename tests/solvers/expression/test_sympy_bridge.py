"""Trees in SymPy: every function has its counterpart with the same value, and nothing is handed over as text."""

import pytest
import sympy

from solvers.expression import read, to_sympy, value
from solvers.expression.evaluation import _FUNCTIONS
from solvers.grading.proof import prove_equal

POINTS = {
    "acosh": "2.5",
    "acoth": "2.5",
    "asec": "2.5",
    "acsc": "2.5",
    "atan2": "0.4, 0.7",
    "root": "0.4, 3",
    "binomial": "2.4, 0.7",
    "permutations": "2.4, 0.7",
    "log": "0.4, 2",
}


@pytest.mark.parametrize("name", sorted(name for name in _FUNCTIONS if name not in ("percent",)))
def test_every_function_has_the_same_value(name):
    tree = read(f"{name}({POINTS.get(name, '0.4')})").tree
    assert complex(sympy.N(to_sympy(tree), 20)) == pytest.approx(complex(value(tree)), rel=1e-12)


def test_structures():
    x, y = sympy.symbols("x y")
    assert to_sympy(read("2(x+y)/3 - x^2").tree) == 2 * (x + y) / 3 - x**2
    assert to_sympy(read("25%").tree) == sympy.Rational(1, 4)
    assert to_sympy(read("(x, y)").tree) == sympy.Tuple(x, y)
    assert to_sympy(read("{1, 2}").tree) == sympy.FiniteSet(1, 2)
    assert to_sympy(read("σ'(x)").tree).equals(sympy.diff(1 / (1 + sympy.exp(-x)), x))
    assert to_sympy(read(r"\begin{pmatrix}1 & x\end{pmatrix}").tree) == sympy.Matrix([[1, x]])
    with pytest.raises(ValueError, match="no counterpart"):
        to_sympy(read("x < 1").tree)


def test_assumptions_reach_the_symbols():
    assert to_sympy(read("sqrt(x^2)").tree, {"x": {"positive": True}}) == sympy.Symbol("x", positive=True)


@pytest.mark.parametrize(
    "text", ["x^(10^9)", "9^9^9", "(10^8)!", "oo + x", "x + " + " + ".join(["x"] * 250), "12345678901234567890"]
)
def test_what_is_not_modest_is_never_built_in_sympy(text):
    tree = read(text).tree
    assert prove_equal(tree, tree, {}, 30) is None


def test_a_deadline_is_kept():
    assert prove_equal(read("x").tree, read("x + 1").tree, {}, 0.001) is None
    assert prove_equal(read("sin(x)^2").tree, read("1 - cos(x)^2").tree, {}, 30) is True
    assert prove_equal(read("x").tree, read("x + 1").tree, {}, 30) is False
