"""Initial weights whose scale is chosen by a name: ``if std in ('relu', 'he'): scale = np.sqrt(2.0 / sizes[i - 1])``.

Each branch is held against the method that its names stand for, with the size of the previous layer.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.scalar_values import NoValue, value_of
from quiz.report.code.tree_nodes import nodes_in

_METHODS: Final = {"relu": "he", "he": "he", "kaiming": "he", "sigmoid": "xavier", "tanh": "xavier", "xavier": "xavier",
                   "glorot": "xavier"}  # fmt: skip
_TITLES: Final = {"xavier": "Xavier", "he": "He"}
_WORDS: Final = {"xavier": "1/√n", "he": "√(2/n)"}
_SCALE: Final = late(r"(?:\w*scale\w*|\w*std\w*|sigma|s)\Z")
_PLACE: Final = late(r"(?P<list>(?:\w+\.)*\w+)\[(?P<index>\w+)(?P<before> - 1)?\]\Z")
_NODES: Final = 8.0
"""Any size of a layer tells the scales apart."""


def scales_by_name(tree: ast.Module) -> Iterator[Broken]:
    """Yield the choices of a scale by a name that are right, and the branches of one that are not.

    >>> program = "if s == 'he':\\n    scale = np.sqrt(2 / n)\\nelif s == 'xavier':\\n    scale = np.sqrt(1 / n)"
    >>> [found.rule for found in scales_by_name(ast.parse(program))]
    ['scales-by-name']
    """
    nodes = nodes_in(tree)
    continued = {id(node.orelse[0]) for node in nodes if isinstance(node, ast.If) and len(node.orelse) == 1}
    for node in nodes:
        if isinstance(node, ast.If) and id(node) not in continued:
            yield from _of_choice(node)


def _of_choice(choice: ast.If) -> Iterator[Broken]:
    right: dict[str, None] = {}
    wrong = False
    branch: ast.stmt | None = choice
    while isinstance(branch, ast.If):
        method, scale = _method(branch.test), _scale(branch.body)
        branch = branch.orelse[0] if len(branch.orelse) == 1 else None
        if method is None or scale is None:
            continue
        line, value = scale
        size = _size(value)
        if size is None:
            continue
        done = _method_of(value, size)
        index = _PLACE.match(size)
        if done is not None and done != method:
            wrong = True
            yield Broken(
                line, "weights-scale", {"method": _TITLES[method], "used": _WORDS[done], "wanted": _WORDS[method]}
            )
        elif done is not None and index is not None and not index["before"] and index["index"].isidentifier():
            wrong = True
            yield Broken(line, "weights-fan", {"used": size, "wanted": f"{index['list']}[{index['index']} - 1]"})
        elif done is not None:
            right[_TITLES[method]] = None
    if len(right) == len(_TITLES) and not wrong:
        yield Broken(choice.lineno, "scales-by-name", {})


def _method(test: ast.expr) -> str | None:
    """Return the method that the names of a condition stand for; None where they stand for none, or for several."""
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.In | ast.Eq)):
        return None
    named = [part.value for part in nodes_in(test.comparators[0]) if isinstance(part, ast.Constant)]
    methods = {_METHODS.get(name.lower()) if isinstance(name, str) else None for name in named}
    return methods.pop() if len(methods) == 1 else None


def _scale(body: list[ast.stmt]) -> tuple[int, ast.expr] | None:
    match body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=value, lineno=line)] if _SCALE.match(name):
            return line, value
    return None


def _size(value: ast.expr) -> str | None:
    """Return the one quantity that a scale depends on, as it is written."""
    within = {id(part) for node in nodes_in(value) if isinstance(node, ast.Subscript | ast.Attribute)
              for part in nodes_in(node)[1:]}  # fmt: skip
    found = {
        ast.unparse(node)
        for node in nodes_in(value)
        if isinstance(node, ast.Name | ast.Subscript) and id(node) not in within
    }
    return found.pop() if len(found) == 1 else None


def _method_of(value: ast.expr, size: str) -> str | None:
    try:
        scale = value_of(value, {size: _NODES})
    except NoValue:
        return None
    for method, factor in (("xavier", 1.0), ("he", 2.0)):
        if math.isclose(scale, math.sqrt(factor / _NODES), rel_tol=1e-9):
            return method
    return None
