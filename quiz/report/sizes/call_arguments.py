"""A call in a printed program -> its arguments by name, as plain values."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from quiz.report.sizes.layer_arithmetic import MOST, Pair


def name_of_call(call: ast.Call) -> str:
    """The last name of what is called.

    >>> name_of_call(ast.parse("nn.Linear(3, 4)", mode="eval").body)
    'Linear'
    """
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def arguments(call: ast.Call, names: Sequence[str]) -> Mapping[str, object]:
    """The arguments of a call by name, as plain values; what is no literal is missing.

    >>> dict(arguments(ast.parse("Conv2d(3, 2 * 8, padding=(1, 1))", mode="eval").body, ("into", "filters")))
    {'into': 3, 'filters': 16, 'padding': (1, 1)}
    """
    pairs = [*zip(names, call.args, strict=False), *((word.arg or "", word.value) for word in call.keywords)]
    found: dict[str, object] = {}
    for name, value in pairs:
        read = literal(value)
        if read is not None:
            found[name] = read
    return found


def literal(node: ast.expr) -> object:
    """A number, a text, a truth value, a tuple of whole numbers or a mapping of texts; a product counts as a number."""
    match node:
        case ast.Constant(value=int() | float() | str() as value):
            return value
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            read = [literal(part) for part in parts]
            return (
                tuple(part for part in read if type(part) is int) if all(type(part) is int for part in read) else None
            )
        case ast.Dict(keys=keys, values=values) if all(isinstance(key, ast.Constant) for key in keys):
            return {key.value: literal(value) for key, value in zip(keys, values, strict=True)
                    if isinstance(key, ast.Constant)}  # fmt: skip
        case ast.BinOp(op=ast.Mult(), left=first, right=second):
            left, right = literal(first), literal(second)
            if type(left) is int and type(right) is int and max(abs(left), abs(right)) <= MOST:
                return left * right
    return None


def whole(value: object) -> int | None:
    """A whole number of a size that a network may have."""
    return value if type(value) is int and 0 <= value <= MOST else None


def pair(value: object) -> Pair | None:
    """Two sides; one number is both."""
    if (one := whole(value)) is not None:
        return one, one
    if isinstance(value, tuple) and len(value) == 2 and all(0 < side <= MOST for side in value):
        return value[0], value[1]
    return None
