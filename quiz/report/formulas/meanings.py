"""What letters stand for in a report: the definitions above a formula, and the values and derivatives that follow.

The latest definition counts, up to where another subject begins. A name that is updated, or whose definition can't be
read, has no known meaning from there on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.rows import Row
from solvers.expression import Node
from solvers.expression.calculus import carried_out, derivative, names_in, substitute, walk
from solvers.expression.nodes import Call, Symbol
from solvers.expression.vocabulary import DERIVATIVE, FUNCTIONS

_MOST_NODES: Final = 300
_ROWS_BACK: Final = 60
_DEEPEST: Final = 6

_SAME_SECTION: Final = late(
    r"解答|回答|答え?|解説|解法|計算|導出|証明|式|微分|連鎖|ステップ|手順|準備|answer|solution|deriv|calculat|proof|step|chain",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name was said to be; ``tree`` is None where it can't be known."""

    tree: Node | None
    place: int
    parameter: str = ""


@dataclass(slots=True)
class Meanings:
    """What names and functions stand for at one place of a report."""

    rows: Sequence[Row]
    known: dict[str, Definition] = field(default_factory=dict)

    def at(self, place: int) -> Mapping[str, Definition]:
        """Return the definitions that hold at a row: those of the last rows, up to where another subject begins."""
        first = max(place - _ROWS_BACK, 0)
        level = 7
        for above in range(place, first, -1):
            row = self.rows[above]
            if row.kind == "heading":
                if not _SAME_SECTION.search(row.plain) and row.level <= level:
                    first = above
                    break
                level = min(level, row.level) if not _SAME_SECTION.search(row.plain) else level
        return {name: found for name, found in self.known.items() if found.place >= first}


def defined(tree: Node | None) -> tuple[str, str] | None:
    """Return the name that a left-hand side defines, and the parameter of a function."""
    if isinstance(tree, Symbol) and not tree.name.endswith("'"):
        return tree.name, ""
    if isinstance(tree, Call) and tree.name not in FUNCTIONS and len(tree.args) == 1 and tree.name != DERIVATIVE:
        argument = tree.args[0]
        if isinstance(argument, Symbol) and not tree.name.endswith("'"):
            return tree.name, argument.name
    return None


class UnknownMeaning(ValueError):
    """What a name stands for is not known."""


def known_value(
    node: Node, known: Mapping[str, Definition], keep: frozenset[str] = frozenset(), depth: int = 0
) -> Node:
    """Put in what names stand for, and carry derivatives out; raise :class:`UnknownMeaning` where one is in doubt."""
    if depth > _DEEPEST or len(walk(node)) > _MOST_NODES:
        raise UnknownMeaning
    return _known_part(node, known, keep, depth)


def _known_part(node: Node, known: Mapping[str, Definition], keep: frozenset[str], depth: int) -> Node:
    """Do what ``known_value`` does for a part of an expression that is known to be small enough."""
    if isinstance(node, Symbol):
        return _value_of_name(node, known, keep, depth)
    if isinstance(node, Call):
        if node.name == DERIVATIVE:
            inner, variable = node.args[0], node.args[1]
            if not isinstance(variable, Symbol):
                raise UnknownMeaning
            kept = keep | {variable.name}
            return derivative(known_value(inner, known, kept, depth + 1), variable.name)
        bare = node.name.rstrip("'")
        if bare in known and bare not in FUNCTIONS:
            return _value_of_call(node, bare, known, keep, depth)
        if bare not in FUNCTIONS:
            raise UnknownMeaning
    if not node.args:
        return node
    return carried_out(node.with_args(tuple(_known_part(arg, known, keep, depth) for arg in node.args)))


def _value_of_name(node: Symbol, known: Mapping[str, Definition], keep: frozenset[str], depth: int) -> Node:
    if node.name in keep:
        return node
    above, divided, below = node.name.partition("/")
    if divided and above[:1] == below[:1] == "d":
        definition = known.get(above[1:])
        if definition is None or definition.tree is None or definition.parameter:
            raise UnknownMeaning
        variable = below[1:]
        inner = known_value(definition.tree, known, keep | {variable}, depth + 1)
        if variable not in names_in(inner):
            raise UnknownMeaning
        outcome = derivative(inner, variable)
        return known_value(
            outcome, {name: found for name, found in known.items() if name != above[1:]}, keep, depth + 1
        )
    definition = known.get(node.name)
    if definition is None or definition.parameter:
        if "/" in node.name or node.name.endswith("'"):
            raise UnknownMeaning
        return node
    if definition.tree is None:
        raise UnknownMeaning
    return known_value(definition.tree, known, keep, depth + 1)


def _value_of_call(node: Call, bare: str, known: Mapping[str, Definition], keep: frozenset[str], depth: int) -> Node:
    definition = known[bare]
    if definition.tree is None or not definition.parameter or len(node.args) != 1:
        raise UnknownMeaning
    body = known_value(definition.tree, known, keep | {definition.parameter}, depth + 1)
    for _ in range(len(node.name) - len(bare)):
        body = derivative(body, definition.parameter)
    return substitute(body, {definition.parameter: known_value(node.args[0], known, keep, depth + 1)})


def is_known_derivative(tree: Node | None, known: Mapping[str, Definition]) -> bool:
    """Return whether a tree is a derivative, ``dy/dx``, of something whose definition is known."""
    if not (isinstance(tree, Symbol) and "/" in tree.name):
        return False
    definition = known.get(tree.name.partition("/")[0][1:])
    return definition is not None and definition.tree is not None
