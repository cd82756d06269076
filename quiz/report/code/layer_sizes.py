"""The sizes of weights and biases, one layer after the other: W2 takes as many values as W1 gives, b1 has as many.

Sizes are compared as they are written, numbers or names; only names of sizes of layers can differ for sure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called
from quiz.report.code.tree_nodes import nodes_in

_DRAWN: Final = frozenset({"randn", "rand"})
_FILLED: Final = frozenset({"zeros", "ones", "empty"})
_SIZE: Final = late(r"(?:self\.)?(?:n_)?(?:input|hidden|output|mid)\w*\Z")


def sizes_between_layers(tree: ast.Module) -> Iterator[Broken]:
    """Yield where the sizes of weights W1, W2 ... or of a bias don't follow one another within one suite."""
    bodies = [tree.body, *(part.body for part in nodes_in(tree) if isinstance(part, ast.FunctionDef))]
    for body in bodies:
        weights: dict[int, tuple[int, str, str]] = {}
        biases: dict[int, tuple[int, str]] = {}
        for part in body:
            if not isinstance(part, ast.Assign):
                continue
            key = _layer_key(part.targets[0])
            sizes = _drawn_sizes(part.value)
            if key is None or sizes is None:
                continue
            if key[0] == "W" and len(sizes) == 2:
                weights[int(key[1:])] = (part.lineno, sizes[0], sizes[1])
            elif key[0] == "b" and len(sizes) == 1:
                biases[int(key[1:])] = (part.lineno, sizes[0])
        if _is_turned(weights):
            continue
        for number, (_, _, out) in weights.items():
            after = weights.get(number + 1)
            if after is not None and _differ(out, after[1]):
                values = {"first": f"W{number}", "second": f"W{number + 1}", "out": out, "into": after[1]}
                yield Broken(after[0], "layer-sizes-differ", values)
            bias = biases.get(number)
            if bias is not None and _differ(out, bias[1]):
                values = {"weight": f"W{number}", "bias": f"b{number}", "out": out, "size": bias[1]}
                yield Broken(bias[0], "bias-size", values)


def _is_turned(weights: Mapping[int, tuple[int, str, str]]) -> bool:
    """Return whether the sizes stand as (next, previous), as for W·x: one pair fits so, and none the usual way."""
    pairs = [(weights[number], weights[number + 1]) for number in weights if number + 1 in weights]
    usual = any(first[2] == second[1] for first, second in pairs)
    return not usual and any(first[1] == second[2] for first, second in pairs)


def _layer_key(target: ast.expr) -> str | None:
    name = target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else None
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        name = str(target.slice.value)
    return name if name is not None and re.fullmatch(r"[Wb][1-9]\d?", name) else None


def _drawn_sizes(value: ast.expr) -> list[str] | None:
    """Return the sizes that an array of random numbers or zeros is given, as they are written."""
    calls = [part for part in nodes_in(value) if isinstance(part, ast.Call) and called(part)[0] in (*_DRAWN, *_FILLED)]
    if len(calls) != 1 or not calls[0].args:
        return None
    arguments = calls[0].args
    if isinstance(arguments[0], ast.Tuple):
        arguments = arguments[0].elts
    elif called(calls[0])[0] in _FILLED:
        arguments = arguments[:1]
    plain = all(isinstance(part, ast.Name | ast.Attribute | ast.Constant) for part in arguments)
    return [ast.unparse(part) for part in arguments] if plain else None


def _differ(first: str, second: str) -> bool:
    """Return whether two sizes differ for sure: two numbers, or two names of sizes of layers."""
    if first.isdigit() and second.isdigit():
        return first != second
    return bool(_SIZE.match(first) and _SIZE.match(second)) and first != second
