"""LaTeX mathematics -> the formulas of Typst, from the tree that the terminal and a page show as well.

What has a meaning of its own in Typst's formulas is escaped, names of several letters stand in quotes, and everything
that takes arguments is written as a call: so no formula can say anything but itself.
"""

from __future__ import annotations

from typing import assert_never

from quiz.outlet.typst_text import Typst, string
from quiz.render.latex import CASES, MATRICES, TooComplexError, parse
from quiz.render.signs import LIMITS, SET_SIGNS, Role, Sign
from quiz.render.tree import (
    Accent,
    Fence,
    Fraction,
    Group,
    Named,
    Node,
    Number,
    Raw,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    Word,
)

_ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "macron",
    "overline": "macron",
    "tilde": "tilde",
    "widetilde": "tilde",
    "dot": "dot",
    "ddot": "dot.double",
    "vec": "arrow",
    "check": "caron",
}
_DELIMITERS = {"pmatrix": '"("', "bmatrix": '"["', "Bmatrix": '"{"', "vmatrix": '"|"', "Vmatrix": '"‖"'}
_EMPTY = '""'


def typst_math(latex: str, *, display: bool = False) -> Typst:
    r"""Return a formula; never raises.

    >>> typst_math(r"\frac{1}{2} x_1").source
    '$frac(1, 2) attach(x, b: 1)$'
    """
    try:
        lines = parse(latex).lines
    except TooComplexError:
        return Typst(f"#raw({string(latex)});")
    inside = " \\ ".join(_row(line) for line in lines)
    return Typst(f"$ {inside} $" if display else f"${inside}$")


def _row(row: Row) -> str:
    return " ".join(filter(None, map(_node, row))) or _EMPTY


def _node(node: Node) -> str:
    match node:
        case Symbol(sign):
            return _sign(sign)
        case Number(text):
            return text
        case Word(text, role):
            if role is Role.FUNCTION:
                return _function(text)
            return string(text) if role is Role.WORD else f"upright({string(text)})"
        case Group(row):
            return _row(row)
        case Fraction(top, bottom):
            return f"frac({_row(top)}, {_row(bottom)})"
        case Root(degree, row):
            return f"root({_row(degree)}, {_row(row)})" if degree else f"sqrt({_row(row)})"
        case Scripts():
            return _scripts(node)
        case Accent(name, row):
            return f"accent({_row(row)}, {_ACCENTS[name]})"
        case Fence(left, row, right):
            return f"lr({_end(left)} {_row(row)} {_end(right)})"
        case Table():
            return _table(node)
        case Named(name, rows):
            return _named(name, rows)
        case Raw(text):
            return string(text)
        case _:
            assert_never(node)


def _function(name: str) -> str:
    limits = ", limits: #true" if name in LIMITS else ""
    return f"op({string(name)}{limits})"


def _sign(sign: Sign) -> str:
    text = sign.unicode
    match sign.role:
        case Role.WORD:
            return string(text)
        case Role.FUNCTION:
            return _function(text)
        case Role.SPACE:
            return "quad" if len(text) > 1 else "thin"
        case (
            Role.ORDINARY
            | Role.BIG
            | Role.OPEN
            | Role.CLOSE
            | Role.BAR
            | Role.BINARY
            | Role.RELATION
            | Role.PUNCTUATION
            | Role.PREFIX
            | Role.POSTFIX
        ):
            return _character(text)
        case _:
            assert_never(sign.role)


def _character(text: str) -> str:
    """Return a sign as itself: a letter or digit as it is, any other of the keyboard's escaped."""
    if len(text) > 1:
        return string(text)
    text = SET_SIGNS.get(text, text)
    return text if text.isalnum() or not text.isascii() else f"\\{text}"


def _end(sign: Sign | None) -> str:
    return "" if sign is None else _character(sign.unicode)


def _scripts(node: Scripts) -> str:
    base = _EMPTY if node.base is None else _node(node.base)
    sub = "" if node.sub is None else f", b: {_row(node.sub)}"
    sup = "" if node.sup is None else f", t: {_row(node.sup)}"
    return f"attach({base}{sub}{sup})" if sub or sup else base


def _table(node: Table) -> str:
    if node.name in CASES:
        return f"cases({', '.join(' & '.join(map(_row, cells)) for cells in node.rows)})"
    if node.name in MATRICES:
        rows = "; ".join(", ".join(map(_row, cells)) for cells in node.rows)
        return f"mat(delim: {_DELIMITERS.get(node.name, '#none')}, {rows})"
    return " \\ ".join(" & ".join(map(_row, cells)) for cells in node.rows)


def _named(name: str, rows: list[Row]) -> str:
    inside = [_row(row) for row in rows]
    if name == "boxed":
        return f"#box(stroke: 0.5pt, inset: 3pt, $ {inside[0]} $)"
    if name == "binom":
        return f"binom({inside[0]}, {inside[1]})"
    lead = 'upright("mod") thin' if name == "pmod" else ""
    return f"quad \\( {lead} {inside[0]} \\)"
