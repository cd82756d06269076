"""Derivatives, chain rule, computation graphs: by our own rules for the key, by SymPy or differences for the check."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal

from solvers import expression
from solvers.budget import SIMPLIFIED, VALUE_DEPTH, measured
from solvers.expression import Node
from solvers.registry import Between, Length, Real, SolverError, solver

Outer = Literal["exp", "sin", "log", "sqrt", "sigmoid", "tanh"]
Small = Annotated[Real, Between(-1000, 1000)]


def name_of(symbol: Node) -> str:
    """Return the name of a symbol; anything else is refused."""
    if not isinstance(symbol, expression.Symbol):
        raise SolverError("type", "derivative", "variable", expression.to_ascii(symbol), "symbol")
    return symbol.name


@solver
def derivative(function: Node, variable: Node) -> Node:
    """Return the derivative of ``function`` with respect to ``variable``, by the rules of the calculus.

    >>> from solvers.expression import read, to_text
    >>> to_text(derivative(read("3*t^2").tree, read("t").tree))
    '6·t'
    """
    return expression.derivative(function, name_of(variable))


@solver
def substitute(function: Node, variable: Node, replacement: Node) -> Node:
    """Return ``function`` with ``replacement`` in the place of ``variable``.

    >>> from solvers.expression import read, to_text
    >>> to_text(substitute(read("t^2").tree, read("t").tree, read("x + 1").tree))
    '(x + 1)²'
    """
    return expression.substitute(function, {name_of(variable): replacement})


@solver
def chain_rule(outer: Node, middle: Node, inner: Node, variable: Node) -> Node:
    """Return d outer/d variable for ``middle`` = ``inner``: (d outer/d middle, inner put in) times d inner/d variable.

    >>> from solvers.expression import read, to_text
    >>> to_text(chain_rule(read("t^2").tree, read("t").tree, read("x + y").tree, read("x").tree))
    '2·(x + y)'
    """
    slope = substitute(derivative(outer, middle), middle, inner)
    return slope * derivative(inner, variable)


@solver
def derivative_by_sympy(function: Node, variable: Node) -> Node:
    """Return SymPy's derivative of ``function``: the independent check of :func:`chain_rule`.

    >>> from solvers.expression import read, to_text
    >>> to_text(derivative_by_sympy(read("(x + y)^2").tree, read("x").tree))
    '2·x + 2·y'
    """
    import sympy

    symbolic = sympy.expand(sympy.diff(expression.to_sympy(function), sympy.Symbol(name_of(variable))))
    return expression.read(str(symbolic), names=expression.names_in(function)).tree


@solver
def function_of(name: Outer, argument: Node) -> Node:
    """Return the expression name(argument), for a question that shows it.

    >>> from solvers.expression import read, to_text
    >>> to_text(function_of("sqrt", read("2*x + 1").tree))
    '√(2·x + 1)'
    """
    return expression.call(name, argument)


@solver
def total_derivative(
    outer: Node, first: Node, first_inner: Node, second: Node, second_inner: Node, variable: Node
) -> Node:
    """Return d outer/d variable where ``outer`` reaches the variable on two paths: the sum of one product per path.

    dz/dx = (∂z/∂u)(du/dx) + (∂z/∂v)(dv/dx), with u and v put in at the end.

    >>> from solvers.expression import read, to_text
    >>> x, u, v, z, twice = (read(text).tree for text in ("x", "u", "v", "u*v", "2*x"))
    >>> to_text(total_derivative(z, u, x, v, twice, x))
    '2·x + 2·x'
    """
    inners = {name_of(first): first_inner, name_of(second): second_inner}
    one = expression.substitute(derivative(outer, first), inners) * derivative(first_inner, variable)
    other = expression.substitute(derivative(outer, second), inners) * derivative(second_inner, variable)
    return expression.Sum(one, other)


@solver
def sum_times_gradients(x: Small, y: Small, z: Small) -> tuple[Real, Real, Real]:
    """Return (∂f/∂x, ∂f/∂y, ∂f/∂z) of f = (x + y)·z by going backwards through its graph.

    A multiplication node passes the incoming gradient on times the *other* input, an addition node copies it.

    >>> sum_times_gradients(2, 3, -4)
    (-4, -4, 5)
    """
    upstream = 1
    to_sum, to_z = upstream * z, upstream * (x + y)
    return to_sum, to_sum, to_z


@solver
def sum_times_gradients_by_differences(x: Small, y: Small, z: Small) -> tuple[Real, Real, Real]:
    """Return the same from central differences, which are exact here: f is linear in each of its inputs.

    >>> sum_times_gradients_by_differences(2, 3, -4)
    (Fraction(-4, 1), Fraction(-4, 1), Fraction(5, 1))
    """

    def f(p: Real, q: Real, r: Real) -> Real:
        return (p + q) * r

    h = Fraction(1, 1000)
    return (
        (f(x + h, y, z) - f(x - h, y, z)) / (2 * h),
        (f(x, y + h, z) - f(x, y - h, z)) / (2 * h),
        (f(x, y, z + h) - f(x, y, z - h)) / (2 * h),
    )


# A derivation of σ' = σ(1 - σ) in six lines, with u = 1 + e^(-x) and s = σ(x) = 1/u: what stands on the right of each
# line, and two ways in which that line goes wrong.
_DERIVATION = (
    ("u - 1", "1 - u", "u + 1"),
    ("-e^(-x)", "e^(-x)", "-e^x"),
    ("-1/u^2", "1/u^2", "-1/u"),
    ("e^(-x)/u^2", "-e^(-x)/u^2", "e^(-x)/u"),
    ("1/u - 1/u^2", "1/u + 1/u^2", "1 - 1/u^2"),
    ("s*(1 - s)", "s*(1 + s)", "s*(s - 1)"),
)
_POINTS = (-0.7, 0.4, 1.3)


@cache
def _derivation_side(line: int, form: int) -> Node:
    return expression.read(_DERIVATION[line][form], names=("x", "u", "s")).tree


@solver
def sigmoid_derivation(line: Annotated[int, Between(0, 6)], slip: Annotated[int, Between(0, 1)]) -> tuple[Node, ...]:
    """Return the right sides of the six lines of a derivation of σ', the given ``line`` (1 to 6; 0: none) gone wrong.

    With u = 1 + e^(-x) and s = 1/u the lines say what these are: e^(-x), du/dx, ds/du, their product ds/dx, the same
    without e^(-x), and ds/dx in s alone.

    >>> from solvers.expression import to_text
    >>> [to_text(side) for side in sigmoid_derivation(2, 0)][:3]
    ['u - 1', 'e^(-x)', '-1/u²']
    """
    return tuple(_derivation_side(place, slip + 1 if place == line - 1 else 0) for place in range(6))


@solver
def wrong_derivation_line(sides: Annotated[tuple[Node, ...], Length(6, 6)]) -> int:
    """Return the first line (1 to 6) whose right side isn't what its left side is, or 0; by values at three points.

    Each line is held, by itself, against the true value of its left side for u = 1 + e^(-x), s = 1/u.

    >>> wrong_derivation_line(sigmoid_derivation(2, 0)), wrong_derivation_line(sigmoid_derivation(0, 0))
    (2, 0)
    """
    return _first_wrong_line(sides)


@cache
def _first_wrong_line(sides: tuple[Node, ...]) -> int:
    for place, side in enumerate(sides):
        for x in _POINTS:
            power = math.exp(-x)
            u = 1 + power
            s = 1 / u
            truth = (power, -power, -(s**2), power * s**2, power * s**2, power * s**2)[place]
            found = expression.value(side, {"x": x, "u": u, "s": s})
            if isinstance(found, complex) or abs(float(found) - truth) > 1e-9:
                return place + 1
    return 0


@solver
def wrong_derivation_line_by_sympy(sides: Annotated[tuple[Node, ...], Length(6, 6)]) -> int:
    """Return the same by SymPy: it differentiates the left sides and simplifies each difference to 0, or not.

    >>> wrong_derivation_line_by_sympy(sigmoid_derivation(3, 1))
    3
    """
    import sympy

    x, u = sympy.symbols("x u")
    whole = 1 + sympy.exp(-x)
    slope = sympy.diff(1 / whole, x)
    truths = (sympy.exp(-x), sympy.diff(whole, x), sympy.diff(1 / u, u).subs(u, whole), slope, slope, slope)
    for place, (side, truth) in enumerate(zip(sides, truths, strict=True)):
        SIMPLIFIED.check(measured(side, lambda node: node.args, SIMPLIFIED, VALUE_DEPTH))
        stated = expression.to_sympy(side).subs({"u": whole, "s": 1 / whole})
        if sympy.simplify(stated - truth) != 0:
            return place + 1
    return 0
