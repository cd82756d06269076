"""Tree -> SymPy, built node by node from a table of constructors; no text is ever handed to SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from solvers.expression.calculus import primed
from solvers.expression.nodes import (
    Call,
    Constant,
    Matrix,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sequence,
    SetOf,
    Sum,
    Symbol,
)


def to_sympy(node: Node, assumptions: Mapping[str, Mapping[str, bool]] | None = None) -> Any:
    """Return the SymPy expression of a tree; SymPy evaluates as it builds, so only bounded trees belong here.

    Args:
        node: an expression, a sequence, a set or a matrix.
        assumptions: per name, the keywords for ``sympy.Symbol`` (``{"x": {"positive": True}}``).

    Raises:
        ValueError: for a node that has no counterpart.

    >>> from solvers.expression import read
    >>> to_sympy(read("2(x + y)^2 / sqrt(x)").tree)
    2*(x + y)**2/sqrt(x)
    """
    return _Bridge(assumptions or {}).build(node)


class _Bridge:
    def __init__(self, assumptions: Mapping[str, Mapping[str, bool]]) -> None:
        import sympy

        self.sympy = sympy
        self.assumptions = assumptions
        self.functions = _functions(sympy)

    def build(self, node: Node) -> Any:
        sympy = self.sympy
        if isinstance(node, Number):
            return sympy.Rational(node.value.numerator, node.value.denominator)
        if isinstance(node, Symbol):
            return sympy.Symbol(node.name, **self.assumptions.get(node.name, {}))
        if isinstance(node, Constant):
            return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "oo": sympy.oo}[node.name]
        if isinstance(node, Call):
            return self.call(node)
        args = [self.build(arg) for arg in node.args]
        if isinstance(node, Sum):
            return sympy.Add(*args)
        if isinstance(node, Product):
            return sympy.Mul(*args)
        if isinstance(node, Quotient):
            return sympy.Mul(args[0], sympy.Pow(args[1], -1))
        if isinstance(node, Power):
            return sympy.Pow(*args)
        if isinstance(node, Negative):
            return sympy.Mul(-1, args[0])
        if isinstance(node, Sequence):
            return sympy.Tuple(*args)
        if isinstance(node, SetOf):
            return sympy.FiniteSet(*args)
        if isinstance(node, Matrix):
            return sympy.Matrix(*node.data, args)
        raise ValueError(f"{type(node).__name__} has no counterpart in SymPy")

    def call(self, node: Call) -> Any:
        if node.name.endswith("'"):
            return self.build(primed(node.name, node.args[0]))
        if node.name == "sum":
            raise ValueError("a sum over a range is not handed to SymPy")
        function = self.functions.get(node.name)
        args = [self.build(arg) for arg in node.args]
        return self.sympy.Function(node.name)(*args) if function is None else function(*args)


def _functions(sympy: Any) -> dict[str, Callable[..., Any]]:
    same = (
        "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh "
        "atanh acoth asech acsch atan2 exp log sqrt root sign factorial gamma erf conjugate"
    ).split()

    def sigmoid(x: Any) -> Any:
        return 1 / (1 + sympy.exp(-x))

    return {
        **{name: getattr(sympy, name) for name in same},
        "abs": sympy.Abs,
        "floor": sympy.floor,
        "ceil": sympy.ceiling,
        "max": sympy.Max,
        "min": sympy.Min,
        "sigmoid": sigmoid,
        "relu": lambda x: sympy.Max(x, 0),
        "leaky_relu": lambda x, slope=None: sympy.Piecewise((x, x > 0), ((slope or sympy.Rational(1, 100)) * x, True)),
        "elu": lambda x: sympy.Piecewise((x, x > 0), (sympy.exp(x) - 1, True)),
        "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
        "softsign": lambda x: x / (1 + sympy.Abs(x)),
        "swish": lambda x: x * sigmoid(x),
        "step": lambda x: sympy.Piecewise((1, x > 0), (0, True)),
        "percent": lambda x: x / 100,
        "degree": lambda x: x * sympy.pi / 180,
        "binomial": sympy.binomial,
        "permutations": sympy.ff,
        "union": sympy.Union,
        "intersection": sympy.Intersection,
        "difference": sympy.Complement,
    }
