"""Where a reading stands in its tokens, and the faults that it can meet there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from solvers import budget
from solvers.expression.faults import Unreadable
from solvers.expression.names import Names
from solvers.expression.nodes import Negative, Node, Number
from solvers.expression.tokens import Token

CLOSING: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉", "⁽": "⁾"}
"""Opening bracket -> the one that closes it."""
ENDS: Final = frozenset(CLOSING.values())
BINARY: Final = frozenset("+-*/^±∓,;:=<>≠≈∈∪∩∖&") | {"<=", ">="}
"""Signs that need a value on both sides."""


class Cursor(ABC):
    """One reading of one list of tokens. Positions are those of the tokens; the caller turns them into columns.

    Where a writing has two readings, ``likely`` chooses the one that most people mean, and its position is noted in
    ``doubts``; a second reading of the same tokens, not likely, gives the other.

    The levels of the grammar that others call upwards are named here: a bracket holds relations, a root a value.
    """

    __slots__ = (
        *("bars", "declared", "depth", "doubts", "index", "labels", "latex", "likely", "steps", "tokens", "unit"),
        "unknown",
    )

    def __init__(self, tokens: list[Token], names: Names, latex: bool, likely: bool = True) -> None:
        self.tokens = tokens
        self.likely = likely
        self.doubts: list[int] = []
        self.declared = names
        self.latex = latex
        self.index = 0
        self.depth = 0
        self.bars = 0
        self.labels: list[int] = []
        self.unit = ""
        self.unknown: list[tuple[str, int]] = []
        self.steps: list[Node] = []

    @abstractmethod
    def rows(self, stop: str = "") -> Node:
        """Read rows of an aligned block."""

    @abstractmethod
    def sequence(self) -> Node:
        """Read relations divided by commas."""

    @abstractmethod
    def relation(self, first: Node | None = None) -> Node:
        """Read a chain of relations."""

    @abstractmethod
    def sum(self) -> Node:
        """Read terms with their signs."""

    @abstractmethod
    def product(self) -> Node:
        """Read factors."""

    @abstractmethod
    def power(self) -> Node:
        """Read a power."""

    @abstractmethod
    def named(self) -> Node:
        """Read what begins with a name."""

    @abstractmethod
    def derivative(self) -> Node | None:
        """Read a derivative as one quantity."""

    @abstractmethod
    def instruction(self) -> Node | None:
        """Read a derivative that is only asked for."""

    @abstractmethod
    def fraction_derivative(self) -> Node | None:
        """Read a derivative in LaTeX's fraction."""

    def at(self, sign: str) -> bool:
        """Return whether the current token is this sign."""
        kind, text, _ = self.tokens[self.index]
        return text == sign and kind == "sign"

    def take(self, sign: str) -> bool:
        """Step over the sign if it is there."""
        if self.at(sign):
            self.index += 1
            return True
        return False

    def enter(self) -> None:
        """Count one level of nesting."""
        self.depth += 1
        if self.depth > budget.EXPRESSION_DEPTH:
            raise Unreadable("too-deep", self.tokens[self.index][2], limit=budget.EXPRESSION_DEPTH)

    def adjoins(self) -> bool:
        """Return whether the current token follows the one before it without a space."""
        _, text, position = self.tokens[self.index - 1]
        return position + len(text) == self.tokens[self.index][2]

    def silent(self) -> None:
        """Step over the column marks of an aligned row."""
        while self.latex and self.at("&"):
            self.index += 1

    def opposite(self, inner: Node, position: int) -> Node:
        """Return what a minus sign at ``position`` makes of a value: ``-3`` is a number, ``-(3)`` is not."""
        if isinstance(inner, Number) and inner.value >= 0:
            kind, text, _ = self.tokens[self.index - 1]
            if kind == "number" and self.tokens[self.index - 2][2] == position:
                return Number(-inner.value, None if inner.text is None else "-" + text)
        return Negative(inner)

    def fault(self, code: str, expected: str = "", suggestion: str = "") -> Unreadable:
        """Return the fault ``code`` at the current token."""
        _, text, position = self.tokens[self.index]
        return Unreadable(code, position, text, expected, suggestion=suggestion)

    def close(self, opening: str, position: int, closing: str = "") -> str:
        """Step over the closing bracket that fits, or say what is wrong."""
        wanted = closing or CLOSING[opening]
        kind, text, _ = self.tokens[self.index]
        if kind == "sign" and text == wanted:
            self.index += 1
            return text
        if kind == "end":
            raise Unreadable("missing-close", position, opening, wanted)
        if kind == "sign" and text in ENDS:
            raise self.fault("mismatched", wanted)
        raise self.unexpected(wanted)

    def unexpected(self, expected: str) -> Unreadable:
        """Return the fault of a token that cannot stand here."""
        kind, text, _ = self.tokens[self.index]
        if kind == "sign" and text in ENDS:
            return self.fault("unopened")
        if kind == "number":
            if text.startswith("."):
                return self.fault("decimal-point")
            return self.fault("two-numbers", suggestion=f"*{text} ^{text}")
        return self.fault("unexpected", expected)

    def missing(self) -> Unreadable:
        """Return the fault of an operand that is not there: before a sign, or after one."""
        before = self.tokens[self.index - 1][1] if self.index else ""
        kind, text, _ = self.tokens[self.index]
        if kind != "end" and (not before or before in CLOSING):
            return self.fault("missing-before" if text in BINARY or text in "!%" else "unexpected", "operand")
        if not self.index:
            return self.fault("empty")
        return Unreadable("missing-operand", self.tokens[self.index - 1][2], before, "operand")
