"""When two formulas are one: a check that computes the key the same way a second time finds nothing."""

from __future__ import annotations

import ast

from quiz.bank.formula import Formula
from quiz.model import Item
from solvers.budget import Bound, OverBudget

INLINED = Bound(5_000, "steps")
"""So many parts of a formula are compared, with what is let in the place of its names."""


def same_in_form(key: Formula, check: Formula, item: Item) -> bool:
    """Return whether two formulas are the same but for spaces, brackets, the order of sums and products, and names.

    Names are those of ``[let]``, which stand for what it says; formulas that become too long so are not compared.
    """
    try:
        trees = [_ordered(_Inlined(item).of(formula)) for formula in (key, check)]
    except OverBudget:
        return False
    return trees[0] == trees[1]


class _Inlined(ast.NodeTransformer):
    """Puts what ``[let]`` says in the place of its names; a value only speaks of those before it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.nodes = 0

    def of(self, formula: Formula) -> ast.expr:
        """Return a formula's tree; what is let is paid for as often as it is used, which may double with every line."""
        tree = ast.parse(formula.source.strip(), mode="eval").body
        self.nodes += sum(1 for _ in ast.walk(tree))
        INLINED.check(self.nodes)
        inlined: ast.expr = self.visit(tree)
        return inlined

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a name of ``[let]``."""
        formula = self.item.lets.get(node.id)
        return node if formula is None else self.of(formula)


def _ordered(node: ast.AST) -> str:
    """Return a tree as text, in which the parts of sums and products stand in one order."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult):
        kind = type(node.op)
        parts: list[str] = []
        waiting: list[ast.expr] = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, ast.BinOp) and isinstance(part.op, kind):
                waiting += [part.left, part.right]
            else:
                parts.append(_ordered(part))
        return f"{kind.__name__}({', '.join(sorted(parts))})"
    inside = [_ordered(child) for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr_context)]
    own = [repr(value) for name, value in ast.iter_fields(node) if not isinstance(value, ast.AST | list)]
    return f"{type(node).__name__}({', '.join([*own, *inside])})"
