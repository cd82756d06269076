"""The chain rule told in letters, ``dz/dx = dz/dt · dt/dx``: alone or in a larger formula, of any number of steps."""

from __future__ import annotations

from typing import Final

from solvers.expression import Node, Product, Symbol

_MOST_FACTORS: Final = 12


def is_chain_rule(left: Node, right: Node) -> bool:
    """Return whether the sides of an equality are the same once derivatives in a row are taken together.

    >>> from quiz.report.formulas.equations import read_tree
    >>> slope = read_tree("dz/dx")
    >>> is_chain_rule(slope, read_tree("dz/dt dt/dx")), is_chain_rule(slope, read_tree("dz/dt dx/dt"))
    (True, False)
    """
    joined = _joined(left), _joined(right)
    return joined[0] == joined[1] and joined != (left, right)


def _joined(node: Node) -> Node:
    """Return a tree with one derivative for each product of them in which one ends with what the next begins with."""
    if not node.args:
        return node
    args = tuple(map(_joined, node.args))
    if not isinstance(node, Product) or len(args) > _MOST_FACTORS:
        return node.with_args(args)
    steps = [step for arg in args if (step := _step(arg)) is not None]
    others = [arg for arg in args if _step(arg) is None]
    met = len(steps)
    while (pair := _pair(steps)) is not None:
        before, after = pair
        steps.remove(before)
        steps.remove(after)
        steps.append((before[0], after[1]))
    if len(steps) == met:
        return node.with_args(args)
    factors = [*others, *(Symbol(f"d{above}/d{below}") for above, below in steps)]
    return factors[0] if len(factors) == 1 else Product(*factors)


def _step(node: Node) -> tuple[str, str] | None:
    """Return the names above and below in a derivative of one name by another; None for anything else."""
    if not isinstance(node, Symbol):
        return None
    above, divided, below = node.name.partition("/")
    return (above[1:], below[1:]) if divided else None


def _pair(steps: list[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return two derivatives of which one ends with what the other begins with, if it is the only such other."""
    for before in steps:
        after = [step for step in steps if step is not before and step[0] == before[1]]
        if len(after) == 1:
            return before, after[0]
    return None
