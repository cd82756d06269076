"""Writings with two readings: the one that is meant, or the question which one is."""

from __future__ import annotations

from collections.abc import Callable

from solvers.expression.calculus import names_in
from solvers.expression.faults import Unreadable
from solvers.expression.nodes import Node, Sequence
from solvers.expression.printing import to_text
from solvers.expression.reading import Reading
from solvers.grading.chains import result_of, same_when_rounded


def chosen(reading: Reading, right: Callable[[Node], bool]) -> Node:
    """Return the tree of a reading that is to be judged.

    That is what the text most likely means. Where only a less likely reading is right, nobody knows what was meant.

    Args:
        reading: what was read.
        right: tells whether a tree would be judged right.

    Raises:
        Unreadable: ``two-readings`` with both of them, ``two-values`` for a second value in brackets.

    >>> from solvers.expression import read
    >>> chosen(read("0.707 (1/√2)"), lambda tree: tree == read("1/√2").tree)
    Quotient(Number(1), Call('sqrt', Number(2)))
    """
    if not reading.seconds and not reading.others:
        return reading.tree
    likely = reading.tree
    others = list(reading.others)
    if reading.seconds:
        first, second = reading.seconds
        same = same_when_rounded(result_of(first), result_of(second))
        product = None if isinstance(likely, Sequence) else likely
        if same and not reading.spaced:
            others += reading.seconds
        elif same:
            if right(first):
                return first
            if right(second):
                return second
            likely, others = first, [product] if product is not None else []
        elif reading.spaced and (product is None or (same is False and not names_in(product))):
            if product is not None and right(product):
                return product
            raise _doubt("two-values", reading, first, second)
    if right(likely):
        return likely
    for other in others:
        if right(other):
            raise _doubt("two-readings", reading, likely, other)
    return likely


def shown(reading: Reading, tree: Node) -> str:
    """Return the text of the tree that was chosen, a second writing beside it.

    >>> from solvers.expression import read
    >>> reading = read("0.5 (1/2)")
    >>> shown(reading, reading.seconds[0]), shown(reading, reading.tree)
    ('0.5 (1/2)', '0.5·(1/2)')
    """
    if reading.seconds and tree in reading.seconds and tree != reading.tree:
        return f"{to_text(reading.seconds[0])} ({to_text(reading.seconds[1])})"
    return to_text(tree)


def _doubt(code: str, reading: Reading, first: Node, second: Node) -> Unreadable:
    return Unreadable(code, reading.doubtful, to_text(first), suggestion=to_text(second), text=reading.text)
