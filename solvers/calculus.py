"""Derivatives of answers: by our own rules for the key, by SymPy for the check."""

from __future__ import annotations

from solvers import expression
from solvers.expression import Node
from solvers.registry import SolverError, solver


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
    """Return ``function`` with ``replacement`` in the place of ``variable``."""
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
