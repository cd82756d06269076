"""Penalties in code: is it the one that the function is named after, and does its strength λ stand in it?

A penalty is told by what it adds to the gradient: λ times the weights is L2, λ times their signs is L1.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, is_gradient, name_of
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in

_STRENGTH: Final = late(
    r"\w*lambda\w*|lam|lmd\w*|\w*decay\w*|rate|reg\w*|alpha|l1\w*|l2\w*|beta|coef\w*|c|C|strength", re.IGNORECASE
)
_NAME: Final = late(
    r"(?P<l1>(?<![A-Za-z])l1(?![A-Za-z0-9])|lasso|ラッソ)|(?P<l2>(?<![A-Za-z])l2(?![A-Za-z0-9])|ridge|リッジ|weight_?decay)",
    re.IGNORECASE,
)
_SPOKEN: Final = late(
    r"正則化|荷重減衰|重み減衰|リッジ|ラッソ|(?<![A-Za-z])l[12](?![A-Za-z0-9])|ridge|lasso|weight.?decay|regulari|penalty",
    re.IGNORECASE,
)
_OPEN: Final = late(r"変え|変更|比較|試|違|ではな|両方|elastic|both|compare|instead|try", re.IGNORECASE)
_LOSS: Final = late(r"(?:loss|cost|error|E|L|J)\Z")
_WEIGHT: Final = late(r"(?:W\d{0,2}|w|weights?|params?)\Z")
_TOTAL: Final = late(
    r"(?:weight_?decay|penalty|reg(?:ularization)?(?:_?(?:loss|term))?|l[12](?:_?(?:loss|term|penalty))?)\Z", re.I
)


def penalties_in(block: Block) -> Iterator[Broken]:
    """Yield the penalties of a block that are another one than is said, or have no strength."""
    assert block.tree is not None
    for node in nodes_in(block.tree):
        if isinstance(node, ast.FunctionDef):
            yield from _penalties(node)
    yield from _never_added(block.tree)
    yield from _loss_of_another_kind(block)
    names = " ".join(node.name for node in nodes_in(block.tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))
    words = " ".join([names, block.above, *block.headings, *(comment.text for comment in block.comments)])
    if _SPOKEN.search(words):
        yield from _without_strength(block.tree)


def _never_added(tree: ast.Module) -> Iterator[Broken]:
    """Yield a penalty that begins with 0 in a function, is added to something, and never becomes anything else."""
    for function in nodes_in(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        parts = nodes_in(function)
        stored = [part for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
        for part in parts:
            match part:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=0)) if _TOTAL.match(name):
                    sums = [entry for entry in parts if isinstance(entry, ast.BinOp) and isinstance(entry.op, ast.Add)]
                    added = any(name in (name_of(entry.left), name_of(entry.right)) for entry in sums)
                    if added and sum(entry.id == name for entry in stored) == 1:
                        yield Broken(part.lineno, "penalty-never-added", {"name": name})


def _loss_of_another_kind(block: Block) -> Iterator[Broken]:
    """Yield a penalty that a comment beside or right above it, or else the heading, calls by the other name."""
    assert block.tree is not None
    near = {comment.line: comment.text for comment in block.comments}
    for node in nodes_in(block.tree):
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.Return) or node.value is None:
            continue
        done = _kind_of(node.value)
        if not done:
            continue
        words = near.get(node.lineno) or near.get(node.lineno - 1) or next(iter(block.headings), "")
        kinds = {str(found.lastgroup) for found in _NAME.finditer(words)}
        if len(kinds) == 1 and done not in kinds and not _OPEN.search(words + block.above):
            said = "L1" if "l1" in kinds else "L2"
            yield Broken(node.lineno, "penalty-kind", {"said": said, "done": _KINDS[done]})


def _kind_of(value: ast.expr) -> str:
    """Return which penalty a value adds up, or whose gradient it adds to one; "" where it is neither, or both."""
    found: set[str] = set()
    for part in nodes_in(value):
        if isinstance(part, ast.Call) and called(part)[0] == "sum" and part.args:
            inside = part.args[0]
            if isinstance(inside, ast.BinOp) and isinstance(inside.op, ast.Pow) and _is_weight(inside.left):
                found.add("l2")
            elif isinstance(inside, ast.Call) and inside.args and _is_weight(inside.args[0]):
                found |= {"abs": {"l1"}, "absolute": {"l1"}, "square": {"l2"}}.get(called(inside)[0], set())
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and _is_gradient(part.left):
            added = _factors(part.right)
            strong = any(_STRENGTH.fullmatch(name_of(factor) or "-") for factor in added)
            signs = [factor for factor in added if isinstance(factor, ast.Call) and called(factor)[0] == "sign"]
            if strong and signs:
                found.add("l1")
            elif strong and len(added) == 2 and any(_is_weight(factor) for factor in added):
                found.add("l2")
    return next(iter(found)) if len(found) == 1 else ""


def _without_strength(tree: ast.Module) -> Iterator[Broken]:
    """Yield where the bare weights are added to their gradient, or their bare squares to the loss."""
    for node in nodes_in(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = (node.left, node.right)
            if any(_is_gradient(side) for side in sides) and any(_is_weight(side) for side in sides):
                yield Broken(node.lineno, "penalty-without-strength")
        elif isinstance(node, ast.Assign) and _LOSS.match(name_of(node.targets[0]) or ""):
            bare = [_is_bare_square(term) for term in _terms(node.value)]
            if any(bare) and not all(bare):
                yield Broken(node.lineno, "penalty-without-strength")
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
            if is_gradient(name_of(node.target)) and _is_weight(node.value):
                yield Broken(node.lineno, "penalty-without-strength")
                continue
            name = name_of(node.target) or ""
            if _TOTAL.match(name) and _is_bare_square(node.value) and not _is_multiplied(tree, name):
                yield Broken(node.lineno, "penalty-without-strength")


def _terms(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_terms(node.left), *_terms(node.right)]
    return [node]


def _is_gradient(node: ast.expr) -> bool:
    return is_gradient(name_of(node)) or (isinstance(node, ast.Subscript) and is_gradient(name_of(node.value)))


def _is_weight(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript) and name_of(node.value) is not None:
        if is_gradient(name_of(node.value)):
            return False
        return _WEIGHT.match(name_of(node.value) or "") is not None
    return isinstance(node, ast.Name | ast.Attribute) and _WEIGHT.match(name_of(node) or "") is not None


def _is_bare_square(node: ast.expr) -> bool:
    """Return whether a value is a sum of squares with no more than numbers before it."""
    factors = _factors(node)
    others = [part for part in factors if not isinstance(part, ast.Constant)]
    if len(others) != 1 or not isinstance(others[0], ast.Call) or called(others[0])[0] != "sum" or not others[0].args:
        return False
    inside = others[0].args[0]
    if isinstance(inside, ast.BinOp) and isinstance(inside.op, ast.Pow):
        return _is_weight(inside.left)
    return isinstance(inside, ast.Call) and called(inside)[0] in ("square", "abs") and _is_weight(inside.args[0])


def _is_multiplied(tree: ast.Module, name: str) -> bool:
    """Return whether a name is a factor of anything, or is given to something else than a sum with the loss."""
    for node in nodes_in(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
            parts = [node.left, node.right]
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult | ast.Div):
            parts = [node.target]
        elif isinstance(node, ast.Call):
            parts = list(node.args)
        elif isinstance(node, ast.Return) and node.value is not None:
            parts = [node.value]
        if any(name_of(part) == name for part in parts):
            return True
    return False


_KINDS: Final = {"l1": "L1（Lasso）", "l2": "L2（Ridge）"}


def _penalties(owner: ast.FunctionDef) -> Iterator[Broken]:
    """A function that is named after one penalty and adds the gradient of the other."""
    named = _NAME.search(owner.name)
    if named is None or re.search(r"elastic|and|both", owner.name, re.I):
        return
    said = str(named.lastgroup)
    for part in nodes_in(owner):
        if isinstance(part, ast.AugAssign) and isinstance(part.op, ast.Add) and is_gradient(name_of(part.target)):
            done = _penalty_of(part.value, owner)
            if done and done != said:
                yield Broken(part.lineno, "penalty-kind", {"said": owner.name, "done": _KINDS[done]})


def _penalty_of(value: ast.expr, owner: ast.FunctionDef) -> str:
    """Return which penalty's gradient is added, "" where it can't be told: strength times the sign, or the weight."""
    assigned = {
        part.targets[0].id: part.value for part in nodes_in(owner)
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name)
    }  # fmt: skip
    factors = _factors(value)
    factors = [assigned.get(part.id, part) if isinstance(part, ast.Name) else part for part in factors]
    others = [
        part for part in factors
        if not isinstance(part, ast.Constant) and not _STRENGTH.fullmatch(name_of(part) or "-")
    ]  # fmt: skip
    if len(others) != 1 or len(factors) < 2:
        return ""
    if isinstance(others[0], ast.Call):
        return "l1" if called(others[0])[0] == "sign" else ""
    return "l2" if name_of(others[0]) else ""


def _factors(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return [*_factors(value.left), *_factors(value.right)]
    return [value]
