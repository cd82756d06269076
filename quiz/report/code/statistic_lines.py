"""The lines of a layer that normalizes or drops: its statistics, by the axis that they go over, and its mask.

A statistic must go over the same axis as the mean that it goes with, and a softmax's sum over that of its maximum. What
is built in another way is left alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, name_of
from quiz.report.code.tree_nodes import nodes_in

_NORMALIZES: Final = late(r"batch_?norm\w*|bn\d?|BN\w*", re.IGNORECASE)
_DROPS: Final = late(r"dropout\w*", re.IGNORECASE)
_SOFTMAX: Final = late(r"softmax", re.IGNORECASE)
_MOST: Final = 200


@dataclass(slots=True)
class _Layer:
    """The names that a layer's statements have given, by what they stand for, and the axis of its statistics."""

    means: set[str] = field(default_factory=set)
    centred: set[str] = field(default_factory=set)
    variances: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    axis: str | None = None


def statistic_lines(tree: ast.Module) -> Iterator[Broken]:
    """Yield what is right or wrong in the lines of the layers of a program that normalize, drop or take a softmax.

    >>> program = "def batch_norm(x):\\n    mu = x.mean(axis=0)\\n    var = x.var(axis=1)"
    >>> [(found.line, found.rule) for found in statistic_lines(ast.parse(program))]
    [(2, 'normalization-line'), (3, 'axes-differ')]
    """
    for function, owner in _functions(tree):
        names = (function.name, owner)
        if any(map(_NORMALIZES.fullmatch, names)) and function.name not in ("backward", "__init__"):
            yield from _normalization(function)
        if any(map(_SOFTMAX.search, names)) and function.name != "backward":
            yield from _softmax(function)
    for node in nodes_in(tree):
        if isinstance(node, ast.ClassDef) and _DROPS.fullmatch(node.name):
            yield from _dropout(node)


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in nodes_in(tree):
        if isinstance(node, ast.ClassDef):
            yield from ((part, node.name) for part in node.body if isinstance(part, ast.FunctionDef))
    yield from ((part, "") for part in tree.body if isinstance(part, ast.FunctionDef))


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body[:_MOST]:
        inside = [*getattr(node, "body", ()), *getattr(node, "orelse", ())]
        if inside and not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _statements(inside)
        else:
            yield node


# -- normalization -------------------------------------------------------------------------------------------------


def _normalization(function: ast.FunctionDef) -> Iterator[Broken]:
    layer = _Layer()
    for node in _statements(function.body):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and (name := name_of(node.targets[0])) is not None:
            rule = _line(layer, name, node.value)
            if rule is not None:
                yield Broken(node.lineno, rule)


def _line(layer: _Layer, name: str, value: ast.expr) -> str | None:
    """Return what is to be said of ``name = value``, and note what the name is."""
    reduced = _reduced(value)
    if reduced is not None:
        statistic, of, axis = reduced
        if statistic == "mean" and not _is_square(of):
            layer.means.add(name)
            layer.axis = layer.axis or axis
            return "normalization-line" if axis == layer.axis and axis in _OVER_BATCH else None
        if statistic in ("var", "std") or (statistic == "mean" and _is_square(of, layer.centred)):
            (layer.roots if statistic == "std" else layer.variances).add(name)
            if layer.axis is None:
                return "normalization-line" if axis in _OVER_BATCH else None
            return "normalization-line" if axis == layer.axis else "axes-differ"
        return None
    match value:
        case ast.BinOp(left=left, op=ast.Sub(), right=right) if name_of(right) in layer.means and name_of(left):
            layer.centred.add(name)
            return "normalization-line"
        case ast.Call() if (
            called(value)[0] == "sqrt" and len(value.args) == 1 and _is_kept_from_zero(value.args[0], layer)
        ):
            layer.roots.add(name)
            return "normalization-line"
        case ast.BinOp(left=left, op=ast.Div(), right=right) if (
            name_of(left) in layer.centred and name_of(right) in layer.roots
        ):
            return "normalization-line"
    return None


_OVER_BATCH: Final = frozenset({"0", "(0,2,3)"})
"""The axes of the batch: of (batch, features), and with the pixels of (batch, channels, height, width)."""


def _reduced(value: ast.expr) -> tuple[str, ast.expr, str] | None:
    """The statistic that a call takes, of what, and over which axis."""
    if not isinstance(value, ast.Call) or called(value)[0] not in ("mean", "var", "std", "average"):
        return None
    name, owner = called(value)
    rest = list(value.args)
    of = owner if owner is not None else rest.pop(0) if rest else None
    axis = next((word.value for word in value.keywords if word.arg == "axis"), rest[0] if rest else None)
    if of is None or axis is None:
        return None
    return "mean" if name == "average" else name, of, ast.unparse(axis).replace(" ", "")


def _is_square(node: ast.expr, of: set[str] | None = None) -> bool:
    match node:
        case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=2)):
            return of is None or name_of(base) in of
        case ast.BinOp(left=one, op=ast.Mult(), right=other):
            return ast.unparse(one) == ast.unparse(other) and (of is None or name_of(one) in of)
    return False


def _is_kept_from_zero(node: ast.expr, layer: _Layer) -> bool:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=float() | int())):
            return name_of(left) in layer.variances
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (
                name_of(left) in layer.variances
                and re.fullmatch(r"eps\w*|delta|theta", name_of(right) or "") is not None
            )
    return False


# -- softmax -------------------------------------------------------------------------------------------------------


def _softmax(function: ast.FunctionDef) -> Iterator[Broken]:
    """The sum that a softmax divides by goes over the axis of the maximum that it subtracts."""
    highest: str | None = None
    for node in _statements(function.body):
        for call in (part for part in nodes_in(node) if isinstance(part, ast.Call)):
            name, owner = called(call)
            rest = list(call.args) if owner is not None else list(call.args)[1:]
            axis = next((word.value for word in call.keywords if word.arg == "axis"), rest[0] if rest else None)
            if axis is None:
                continue
            written = ast.unparse(axis)
            if name in ("max", "amax"):
                highest = written
            elif name == "sum" and highest is not None and {written, highest} == {"0", "1"}:
                yield Broken(node.lineno, "axes-differ")


# -- dropout -------------------------------------------------------------------------------------------------------


def _dropout(owner: ast.ClassDef) -> Iterator[Broken]:
    """The mask that keeps a share of 1 - ratio, and what is multiplied by it, forwards and backwards."""
    masks: set[str] = set()
    for function in (part for part in owner.body if isinstance(part, ast.FunctionDef)):
        given = {argument.arg for argument in function.args.args} - {"self"}
        for node in _statements(function.body):
            match node:
                case ast.Assign(
                    targets=[target], value=ast.Compare(left=ast.Call() as drawn, ops=[ast.Gt() | ast.GtE()])
                ):
                    if called(drawn)[0] in ("rand", "random", "uniform") and (name := name_of(target)) is not None:
                        masks.add(name)
                        yield Broken(node.lineno, "dropout-line")
                case ast.Return(value=ast.BinOp(left=ast.Name(id=name), op=ast.Mult(), right=right)):
                    if name in given and name_of(right) in masks:
                        yield Broken(node.lineno, "dropout-line")
