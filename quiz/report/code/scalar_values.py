"""The value of a scalar expression of printed Python, worked out on its tree: numbers, names, ``np.sqrt`` and its like.

Nothing of a report is ever run. What is no scalar, what is not known and what would be too large has no value.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Final

from quiz.report.code.code_trees import called

Value = int | float
Function = tuple[tuple[str, ...], ast.expr]
"""A function of a report that is one expression: the names of its parameters, and that expression."""

MOST_DIGITS: Final = 300
"""A whole number of more digits is nobody's example."""
DEEPEST: Final = 12
"""So deep may functions of a report call one another."""

_FUNCTIONS: Final[Mapping[str, Callable[[float], float]]] = {
    "exp": math.exp, "sqrt": math.sqrt, "log": math.log, "abs": abs, "fabs": abs, "absolute": abs, "tanh": math.tanh,
    "floor": math.floor, "ceil": math.ceil, "float": float, "int": int, "square": lambda x: x * x,
    "log2": math.log2, "log10": math.log10, "sin": math.sin, "cos": math.cos,
}  # fmt: skip
_EXTREMES: Final[Mapping[str, Callable[..., Value]]] = {"max": max, "maximum": max, "min": min, "minimum": min}
_CONSTANTS: Final = {"pi": math.pi, "e": math.e}


class NoValue(ValueError):
    """An expression whose value can't be told."""


def value_of(
    node: ast.expr, known: Mapping[str, Value], functions: Mapping[str, Function] | None = None, depth: int = 0
) -> Value:
    """Return the value of an expression; ``known`` are the values of names, written as code writes them.

    Raises :class:`NoValue` for what has none.

    >>> value_of(ast.parse("np.sqrt(2.0 / n[i - 1])", mode="eval").body, {"n[i - 1]": 8})
    0.5
    """
    try:
        found = _value(node, known, functions or {}, depth)
    except (ArithmeticError, ValueError, TypeError, RecursionError):
        raise NoValue from None
    if not isinstance(found, int | float) or isinstance(found, bool) or found != found:
        raise NoValue
    return found


def _value(node: ast.expr, known: Mapping[str, Value], functions: Mapping[str, Function], depth: int) -> Value:
    written = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) else ""
    if written in known:
        return known[written]
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            return -_value(inside, known, functions, depth)
        case ast.BinOp(left=left, op=operation, right=right):
            return _operation(operation, _value(left, known, functions, depth), _value(right, known, functions, depth))
        case ast.Attribute(attr=name, value=ast.Name(id="np" | "numpy" | "math")) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.Call(keywords=[]):
            return _call(node, known, functions, depth)
    raise NoValue


def _operation(operation: ast.operator, left: Value, right: Value) -> Value:
    match operation:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.FloorDiv():
            return left // right
        case ast.Mod():
            return left % right
        case ast.Pow() if isinstance(left, float) or isinstance(right, float) or _is_short(left, right):
            return float(left) ** float(right) if right < 0 else left**right
    raise NoValue


def _is_short(base: Value, exponent: Value) -> bool:
    """Return whether a power of whole numbers has few enough digits to be computed."""
    return abs(exponent) * math.log10(max(abs(base), 2)) <= MOST_DIGITS


def _call(node: ast.Call, known: Mapping[str, Value], functions: Mapping[str, Function], depth: int) -> Value:
    name, owner = called(node)
    if owner is not None:
        raise NoValue
    arguments = [_value(part, known, functions, depth) for part in node.args]
    own = functions.get(name)
    if own is not None:
        names, result = own
        if len(names) != len(arguments) or depth >= DEEPEST:
            raise NoValue
        return _value(result, {**known, **dict(zip(names, arguments, strict=True))}, functions, depth + 1)
    if name in _FUNCTIONS and len(arguments) == 1:
        return _FUNCTIONS[name](arguments[0])
    if name in _EXTREMES and len(arguments) == 2:
        return _EXTREMES[name](*arguments)
    if name == "round" and 1 <= len(arguments) <= 2:
        return round(arguments[0], int(arguments[1])) if len(arguments) == 2 else round(arguments[0])
    if name in ("power", "pow") and len(arguments) == 2:
        return _operation(ast.Pow(), arguments[0], arguments[1])
    raise NoValue


def one_expression(function: ast.FunctionDef) -> Function | None:
    """Return a function that is one expression of its parameters; None for any other.

    >>> one_expression(ast.parse("def half(x):\\n    return x / 2").body[0])[0]
    ('x',)
    """
    body = [part for part in function.body if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))]
    given = function.args
    if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or given.defaults:
        return None
    match body:
        case [ast.Return(value=ast.expr() as result)]:
            return tuple(part.arg for part in given.args), result
    return None
