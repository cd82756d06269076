"""The value of an expression at a point, by the language's own arithmetic: exact or twelve digits, on every machine.

This is how a learner's function is computed with: one that was given as an example, or that a later part of a question
carries forward.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

from quiz.bank.formula.operations import BINARY, Value, exact
from quiz.bank.formula.refusals import FormulaError
from solvers import budget
from solvers.arithmetic import elementary
from solvers.arithmetic.exactness import is_number
from solvers.arithmetic.no_value import NoValue

_STEPS = 20
_FUNCTIONS: Mapping[str, Callable[[Any], Value]] = {
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "sign": lambda value: (value > 0) - (value < 0),
    "sqrt": elementary.sqrt,
    "exp": elementary.exp,
    "log": elementary.log,
    "sin": elementary.sin,
    "cos": elementary.cos,
    "tan": elementary.tan,
    "sinh": elementary.sinh,
    "cosh": elementary.cosh,
    "tanh": elementary.tanh,
    "sigmoid": elementary.sigmoid,
    "relu": elementary.relu,
}
_CONSTANTS = {"pi": math.pi, "e": math.e}


class UndefinedHere(Exception):
    """An expression has no real value at a point."""


def value_at(function: Value, point: Mapping[str, Value]) -> Value:
    """Return the value of an expression where its letters are numbers; raise :class:`UndefinedHere` for none.

    >>> from fractions import Fraction
    >>> from solvers.expression import read
    >>> value_at(read("x^2/(x - 1)").tree, {"x": Fraction(1, 3)}), value_at(read("e^x").tree, {"x": 1})
    (Fraction(-1, 6), 2.71828182846)
    >>> value_at(read("x^(1/3)").tree, {"x": -8})
    -2
    """
    if is_number(function):
        return function
    try:
        found = _of(function, point)
    except (NoValue, FormulaError, ZeroDivisionError, OverflowError, ValueError, TypeError):
        raise UndefinedHere from None
    if not is_number(found) or found != found or abs(found) == math.inf:
        raise UndefinedHere
    return exact(found)


def _of(node: Any, point: Mapping[str, Value]) -> Value:
    """Compute a node from what is below it; what has no rule here is asked of the learners' evaluator."""
    from solvers import expression

    budget.spend(_STEPS)
    if isinstance(node, expression.Symbol):
        return point[node.name] if node.name in point else _unknown()
    if isinstance(node, expression.Number):
        return exact(node.data)
    if isinstance(node, expression.Constant) and node.data in _CONSTANTS:
        return _CONSTANTS[node.data]
    if isinstance(node, expression.Negative):
        return -_of(node.args[0], point)
    sign = {
        expression.Sum: ast.Add, expression.Product: ast.Mult, expression.Quotient: ast.Div, expression.Power: ast.Pow,
    }.get(type(node))  # fmt: skip
    if sign is not None:
        values = [_of(part, point) for part in node.args]
        if sign is ast.Pow and values[0] == math.e:
            return elementary.exp(values[1])
        if sign is ast.Pow and values[0] < 0 and not isinstance(values[1], int):
            return _otherwise(node, point)  # the real root of an odd degree
        total = values[0]
        for value in values[1:]:
            total = BINARY[sign](total, value)
        return total
    if isinstance(node, expression.Call) and len(node.args) == 1 and node.name in _FUNCTIONS:
        return exact(_FUNCTIONS[node.name](_of(node.args[0], point)))
    return _otherwise(node, point)


def _otherwise(node: Any, point: Mapping[str, Value]) -> Value:
    from solvers.expression import Undefined, value

    try:
        return value(node, dict(point))
    except Undefined:
        raise UndefinedHere from None


def _unknown() -> Value:
    raise UndefinedHere
