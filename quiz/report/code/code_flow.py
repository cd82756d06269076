"""What the statements of a program compute, one after the other, as formulas: assignments, updates, results.

A name that a suite assigns before is known with what it stands for; what a loop or a branch may change is not. Two
steps that decay and then add (``h *= a``, ``h += b``) are one update.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quiz.report.code.code_trees import NoFormula, is_gradient, name_of, symbol_of, tree_of
from quiz.report.code.tree_nodes import nodes_in
from solvers import budget
from solvers.expression import Node, Product, Quotient, Sum, Symbol
from solvers.expression.calculus import names_in, walk
from solvers.expression.nodes import Negative

RESULT: Final = "result"
"""The left-hand side of what updates nothing: the name that code gives a result tells nothing."""

_STEPS: Final = frozenset({"lr", "learning_rate", "v", "velocity"})
"""By what a function that returns the next value of a parameter changes it, beside the gradient."""

Scope = tuple[str, ...]
"""The classes and functions that a statement stands in, the outer one first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A statement as a formula: what it assigns (None: what a function returns), and what that is.

    ``right`` is as the statement writes it, ``whole`` with the names that are known put in. ``updates`` tells that the
    old value is in it, ``open`` that a name in it has a value that can't be told. ``words`` are the code's names for
    those of the tree.
    """

    line: int
    left: str | None
    right: Node
    whole: Node
    updates: bool
    open: bool
    scope: Scope
    node: ast.stmt
    words: Mapping[str, str] = field(hash=False)


def steps_of(tree: ast.Module) -> list[Step]:
    """Return the steps of a program, in order; statements that no formula states are left out.

    >>> [(step.left, step.updates) for step in steps_of(ast.parse("y = a * x\\nw -= lr * grad"))]
    [('y', False), ('w', True)]
    """
    return list(_suite(tree.body, (), {}, _given_in(tree.body)))


def assigned_in(nodes: Sequence[ast.stmt]) -> frozenset[str]:
    """Return the plain names that statements assign, those of the statements inside them too."""
    found = set()
    for node in nodes:
        for part in nodes_in(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                found.add(part.id)
    return frozenset(found)


def suites_of(node: ast.stmt) -> list[list[ast.stmt]]:
    """Return the suites inside a statement: a body, what else is done, what is done at a fault."""
    suites = [getattr(node, name) for name in ("body", "orelse", "finalbody") if getattr(node, name, None)]
    suites += [handler.body for handler in getattr(node, "handlers", ())]
    suites += [case.body for case in getattr(node, "cases", ())]
    return [suite for suite in suites if isinstance(suite, list)]


def _given_in(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Return the names that a function gives a value that isn't an update of the old one."""
    found: set[str] = set()
    for node in body:
        for part in nodes_in(node):
            if isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None:
                if isinstance(part.value, ast.Attribute) and part.value.attr == "shape":
                    continue  # sizes, which are what they are called
                read = {name.id for name in nodes_in(part.value) if isinstance(name, ast.Name)}
                found |= assigned_in([part]) - read
    return frozenset(found)


def _suite(
    body: Sequence[ast.stmt],
    scope: Scope,
    known: dict[str, Node],
    given: frozenset[str],
    parameters: frozenset[str] = frozenset(),
) -> Iterator[Step]:
    held: Step | None = None  # "h *= a", which the next statement may complete
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            named = frozenset() if isinstance(node, ast.ClassDef) else frozenset(arg.arg for arg in node.args.args)
            yield from _suite(node.body, (*scope, node.name), {}, _given_in(node.body), named)
            continue
        inside = suites_of(node)
        if inside:
            changed = assigned_in([node])
            for suite in inside:
                kept = {name: tree for name, tree in known.items() if name not in changed}
                yield from _suite(suite, scope, kept, given, parameters)
            for name in changed:
                known.pop(name, None)
            continue
        for step in _steps(node, scope, known, given, parameters):
            if held is not None:
                together = _together(held, step)
                if together is None:
                    yield held
                step, held = together or step, None
            if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult):
                held = step
            else:
                yield step
        _learn(node, known)
    if held is not None:
        yield held


def _together(first: Step, second: Step) -> Step | None:
    """Return ``h *= a`` and ``h += b`` as one update."""
    if first.left != second.left or first.left is None or not isinstance(second.node, ast.AugAssign):
        return None
    if not isinstance(second.node.op, ast.Add | ast.Sub):
        return None
    state = symbol_of(first.left)
    added, whole = (_replaced(tree, state, first.right) for tree in (second.right, second.whole))
    words = {**first.words, **second.words}
    is_open = first.open or second.open
    return Step(second.line, first.left, added, whole, True, is_open, second.scope, second.node, words)


def _replaced(tree: Node, name: Symbol, other: Node) -> Node:
    if tree == name:
        return other
    return tree.with_args(tuple(_replaced(part, name, other) for part in tree.args)) if tree.args else tree


def _steps(
    node: ast.stmt, scope: Scope, known: Mapping[str, Node], given: frozenset[str], parameters: frozenset[str]
) -> Iterator[Step]:
    for left, value, operation in _assignments(node, parameters):
        words: dict[str, str] = {}
        try:
            right, whole = tree_of(value, {}, words), tree_of(value, known, words)
            if left is not None and operation is not None:
                right, whole = (_augmented(symbol_of(left), operation, tree) for tree in (right, whole))
                words.setdefault(symbol_of(left).name, left)
            updates = left is not None and symbol_of(left).name in names_in(right)
        except (NoFormula, RecursionError):
            continue
        if len(walk(right)) <= budget.PRINTED_NODES:
            if len(walk(whole)) > budget.PRINTED_NODES:
                whole = right
            read = {part.id for part in nodes_in(value) if isinstance(part, ast.Name)}
            is_open = bool((read & given) - set(known))
            yield Step(node.lineno, left, right, whole, updates, is_open, scope, node, words)


def _assignments(
    node: ast.stmt, parameters: frozenset[str] = frozenset()
) -> Iterator[tuple[str | None, ast.expr, ast.operator | None]]:
    match node:
        case ast.Return(value=ast.Tuple(elts=values)):
            for value in values:
                yield _updated(value, parameters), value, None
        case ast.Return(value=ast.expr() as value):
            yield _updated(value, parameters), value, None
        case ast.AugAssign(target=target, value=value, op=operation):
            if (name := name_of(target)) is not None:
                yield name, value, operation
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            for target, value in zip(targets, values, strict=True):
                if (name := name_of(target)) is not None:
                    yield name, value, None
        case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
            if (name := name_of(target)) is not None:
                yield name, value, None


def _updated(value: ast.expr, parameters: frozenset[str]) -> str | None:
    """The parameter of which a function returns the next value, ``return w - lr * grad``; None for another result."""
    match value:
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub(), right=step) if name in parameters:
            names = {part.id for part in nodes_in(step) if isinstance(part, ast.Name)}
            return name if names & _STEPS or any(map(is_gradient, names)) else None
    return None


def _augmented(state: Symbol, operation: ast.operator, added: Node) -> Node:
    match operation:
        case ast.Add():
            return Sum(state, added)
        case ast.Sub():
            return Sum(state, Negative(added))
        case ast.Mult():
            return Product(state, added)
        case ast.Div():
            return Quotient(state, added)
    raise NoFormula


def _learn(node: ast.stmt, known: dict[str, Node]) -> None:
    """Remember what plain names stand for after a statement."""
    before = dict(known)
    for name in assigned_in([node]):
        known.pop(name, None)
    if isinstance(node, ast.Assign):
        for left, value, _ in _assignments(node):
            target = node.targets[0]
            names = {part.id for part in nodes_in(target) if isinstance(part, ast.Name) and part.id == left}
            read = {part.id for part in nodes_in(value) if isinstance(part, ast.Name)}
            if left is None or not names or left in read:
                continue
            try:
                tree = tree_of(value, before)
            except (NoFormula, RecursionError):
                continue
            if len(walk(tree)) <= budget.PRINTED_NODES:
                # A number that a name stands for is a constant of the formula, whatever its value.
                known[left] = symbol_of(left) if isinstance(value, ast.Constant) else tree
