"""All that is in a program's tree, listed once for the many rules that look through it."""

from __future__ import annotations

import ast
from typing import Final


def nodes_in(node: ast.AST) -> list[ast.AST]:
    """Return a node and all that is in it, level by level, as ``ast.walk`` does, but for what only marks a name's use.

    >>> [type(part).__name__ for part in nodes_in(ast.parse("x = -1").body[0])]
    ['Assign', 'Name', 'UnaryOp', 'USub', 'Constant']
    """
    if not isinstance(node, ast.stmt | ast.mod):
        return [node] if type(node) in _LEAVES else _nodes_in(node)
    inside = node.__dict__.get(_INSIDE)
    if inside is None:
        inside = node.__dict__[_INSIDE] = tuple(_nodes_in(node)[1:])  # but for itself: a circle would never be freed
    return [node, *inside]


_INSIDE: Final = "_all_that_is_in_it"
"""Where a statement or a program keeps what is in it: every rule asks that of the same few."""


_LEAVES: Final = frozenset({ast.Name, ast.Constant, *ast.operator.__subclasses__(), *ast.cmpop.__subclasses__()})
"""In which nothing is; most of a program's nodes are such."""


def _nodes_in(node: ast.AST) -> list[ast.AST]:
    found = [node]
    for part in found:  # which grows meanwhile
        if type(part) in _LEAVES:
            continue
        for name in part._fields:
            value = getattr(part, name, None)
            if isinstance(value, ast.AST):
                if not isinstance(value, ast.expr_context):
                    found.append(value)
            elif type(value) is list:
                found += [inner for inner in value if isinstance(inner, ast.AST)]
    return found
