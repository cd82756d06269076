"""The tree of a formula: the nodes between the LaTeX parser and the printers."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.render.signs import Role, Sign


@dataclass(slots=True)
class Symbol:
    """A letter, an operator, a delimiter: one sign."""

    sign: Sign


@dataclass(slots=True)
class Number:
    """Digits, with a decimal point or without."""

    text: str


@dataclass(slots=True)
class Word:
    """Several letters that are one name or a text; `role` is WORD (text), ORDINARY (a name) or FUNCTION."""

    text: str
    role: Role


@dataclass(slots=True)
class Group:
    """Braces: they show only where something applies to the whole."""

    row: Row


@dataclass(slots=True)
class Fraction:
    """A numerator over a denominator."""

    top: Row
    bottom: Row


@dataclass(slots=True)
class Root:
    """A root; `degree` is empty for the square root."""

    degree: Row
    row: Row


@dataclass(slots=True)
class Scripts:
    """A base with an index, a power or both."""

    base: Node | None
    sub: Row | None = None
    sup: Row | None = None


@dataclass(slots=True)
class Accent:
    """A mark over a letter; `name` is a key of ACCENTS."""

    name: str
    row: Row


@dataclass(slots=True)
class Fence:
    """What stands between two delimiters; a delimiter may be missing (`\\left.`)."""

    left: Sign | None
    row: Row
    right: Sign | None


@dataclass(slots=True)
class Table:
    """The rows and cells of an environment: a matrix, cases, or the lines of an aligned display."""

    name: str
    rows: list[list[Row]]


@dataclass(slots=True)
class Named:
    """A command printed as a call or in brackets: `boxed`, `binom`, `pmod`."""

    name: str
    rows: list[Row]


@dataclass(slots=True)
class Raw:
    """What is not understood, exactly as it was written."""

    text: str


Node = Symbol | Number | Word | Group | Fraction | Root | Scripts | Accent | Fence | Table | Named | Raw
Row = list[Node]
