"""LaTeX mathematics -> MathML Core, which every current browser sets without a script and without fonts of its own.

The tree is the one that the terminal prints (:mod:`quiz.render.latex`), so that both show the same formula. What is not
understood stands there as it was written.
"""

from __future__ import annotations

from typing import assert_never

from quiz.outlet.math_markup import math_element as m
from quiz.outlet.web_page import Markup
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

MATH_STYLE = """\
math { font-size: 1.06em; }
math[display="block"] { margin: 0.6em 0; }
mtable.lines > mtr > mtd:nth-child(odd) { text-align: right; padding-right: 0.1em; }
mtable.lines > mtr > mtd:nth-child(even) { text-align: left; padding-left: 0.1em; }
mtable.cases > mtr > mtd { text-align: left; }
mrow.boxed { border: 1px solid; padding: 0.15em 0.3em; }
mtext.raw { font-family: monospace; }
"""
"""The style sheet that goes with it: MathML Core leaves the alignment of tables to it."""

_LIMITS = LIMITS | {"∑", "∏", "⋃", "⋂"}
"""What has its index below it where there is room."""
_ACCENTS = {
    "hat": "^",
    "widehat": "^",
    "bar": "¯",
    "overline": "¯",
    "tilde": "~",
    "widetilde": "~",
    "dot": "˙",
    "ddot": "¨",
    "vec": "→",
    "check": "ˇ",
}
_WIDE = frozenset(("widehat", "overline", "widetilde"))
_FENCES = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}


def mathml(latex: str, *, display: bool = False) -> Markup:
    r"""Return a formula as MathML; never raises.

    >>> mathml(r"\frac{1}{2}").source
    '<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    """
    attributes = {"display": "block"} if display else {}
    try:
        lines = parse(latex).lines
        inside = _row(lines[0]) if len(lines) == 1 else _lines([[line] for line in lines])
    except TooComplexError:
        inside = m("mtext", latex, class_="raw")
    return m("math", inside, **attributes)


# -- rows --------------------------------------------------------------------------------------------------------------


def _row(row: Row) -> Markup:
    """A row of nodes as one element."""
    parts = [_node(node) for node in row]
    return parts[0] if len(parts) == 1 else m("mrow", *parts)


def _node(node: Node) -> Markup:
    match node:
        case Symbol(sign):
            return _sign(sign)
        case Number(text):
            return m("mn", text)
        case Word(text, role):
            return m("mtext", text) if role is Role.WORD else _name(text)
        case Group(row):
            return _row(row)
        case Fraction(top, bottom):
            return m("mfrac", _row(top), _row(bottom))
        case Root(degree, row):
            return m("mroot", _row(row), _row(degree)) if degree else m("msqrt", _row(row))
        case Scripts():
            return _scripts(node)
        case Accent(name, row):
            mark = m("mo", _ACCENTS[name], stretchy="true" if name in _WIDE else "false")
            return m("mover", _row(row), mark, accent="true")
        case Fence(left, row, right):
            return m("mrow", *_delimiter(left), _row(row), *_delimiter(right))
        case Table():
            return _table(node)
        case Named(name, rows):
            return _named(name, rows)
        case Raw(text):
            return m("mtext", text, class_="raw")
        case _:
            assert_never(node)


def _name(text: str) -> Markup:
    """A name of several letters stands upright; one of a single letter only where it is told to."""
    return m("mi", text, mathvariant="normal") if len(text) == 1 else m("mi", text)


def _sign(sign: Sign) -> Markup:
    text = sign.unicode
    match sign.role:
        case Role.ORDINARY:
            return m("mn", text) if text.isdigit() else m("mi", text) if text.isalpha() else m("mo", text)
        case Role.WORD:
            return m("mtext", text)
        case Role.FUNCTION:
            return m("mi", text)
        case Role.BIG:
            return m("mo", text, movablelimits="true")
        case Role.SPACE:
            return m("mspace", width="1em" if len(text) > 1 else "0.2em")
        case Role.OPEN | Role.CLOSE | Role.BAR:
            return m("mo", text, stretchy="false")
        case Role.BINARY | Role.RELATION | Role.PUNCTUATION:
            return m("mo", SET_SIGNS.get(text, text))
        case Role.PREFIX | Role.POSTFIX:
            return m("mo", SET_SIGNS.get(text, text), lspace="0", rspace="0")
        case _:
            assert_never(sign.role)


def _delimiter(sign: Sign | None) -> tuple[Markup, ...]:
    return () if sign is None else (m("mo", sign.unicode, fence="true", stretchy="true"),)


# -- marks at a base ---------------------------------------------------------------------------------------------------


def _scripts(node: Scripts) -> Markup:
    primes = _primes(node.sup)
    if primes:  # the sign is high already: as a power it would be raised twice
        below = Scripts(node.base, node.sub)
        return m("mrow", _scripts(below), m("mo", primes, lspace="0", rspace="0"))
    base = m("mrow") if node.base is None else _node(node.base)
    if _has_limits(node.base):
        names = ("munder", "mover", "munderover")
        if not isinstance(node.base, Symbol) or node.base.sign.role is not Role.BIG:
            base = m("mo", _base_name(node.base), movablelimits="true")
    else:
        names = ("msub", "msup", "msubsup")
    sub = () if node.sub is None else (_row(node.sub),)
    sup = () if node.sup is None else (_row(node.sup),)
    if not sub and not sup:
        return base
    return m(names[2] if sub and sup else names[0] if sub else names[1], base, *sub, *sup)


def _primes(row: Row | None) -> str:
    """Return the primes that a power consists of; "" for any other power."""
    signs = [node.sign.unicode if isinstance(node, Symbol) else "" for node in row or []]
    return SET_SIGNS["'"] * len(signs) if signs and set(signs) == {"'"} else ""


def _has_limits(base: Node | None) -> bool:
    return _base_name(base) in _LIMITS


def _base_name(base: Node | None) -> str:
    if isinstance(base, Symbol):
        return base.sign.unicode
    return base.text if isinstance(base, Word) and base.role is Role.FUNCTION else ""


# -- tables and named commands -----------------------------------------------------------------------------------------


def _table(node: Table) -> Markup:
    if node.name in CASES:
        brace = m("mo", "{", fence="true", stretchy="true")
        return m("mrow", brace, _cells(node.rows, class_="cases"))
    if node.name in MATRICES:
        left, right = _FENCES.get(node.name, ("", ""))
        ends = [(m("mo", end, fence="true", stretchy="true"),) if end else () for end in (left, right)]
        return m("mrow", *ends[0], _cells(node.rows), *ends[1])
    return _lines(node.rows)


def _lines(rows: list[list[Row]]) -> Markup:
    return _cells(rows, class_="lines")


def _cells(rows: list[list[Row]], **attributes: str) -> Markup:
    made = (m("mtr", *(m("mtd", _row(cell)) for cell in cells)) for cells in rows)
    return m("mtable", *made, **attributes)


def _named(name: str, rows: list[Row]) -> Markup:
    inside = [_row(row) for row in rows]
    if name == "boxed":
        return m("mrow", inside[0], class_="boxed")
    if name == "binom":
        return m("mrow", m("mo", "("), m("mfrac", *inside, linethickness="0"), m("mo", ")"))
    lead = [m("mi", "mod"), m("mspace", width="0.2em")] if name == "pmod" else []
    return m("mrow", m("mspace", width="1em"), m("mo", "("), *lead, inside[0], m("mo", ")"))
