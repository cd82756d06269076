"""``read``: one answer as typed -> its tree, or the fault that keeps it from being read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from solvers import budget
from solvers.expression.characters import column_of, plain
from solvers.expression.extract import formulas
from solvers.expression.faults import Unreadable
from solvers.expression.habits import undone
from solvers.expression.names import Names
from solvers.expression.nodes import (
    Call,
    Constant,
    Index,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sequence,
    Sum,
    Symbol,
)
from solvers.expression.reader import Parser
from solvers.expression.tokens import is_latex, tokenize
from solvers.expression.vocabulary import DERIVATIVE

_THOUSANDS: Final = re.compile(r" *[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)? *")
_PARTS: Final = re.compile(r"([0-9０-９]{1,9})分の([0-9０-９]{1,9})")
_PARTS_IN_BRACKETS: Final = re.compile(
    r"(?<![^=＝+＋(（,、\s−-])([(（][^()（）]{1,200}[)）])分の([0-9０-９]{1,9}|[(（][^()（）]{1,200}[)）])"
)
_SUM_BEFORE_PARTS: Final = re.compile(
    r"(?:^|(?<=[=＝≈≒(（,、]))([^=＝≈≒()（）,、]*[^=＝≈≒()（）,、\s]\s*[+＋*×/÷−－ー-]\s*[0-9０-９]{1,9})分の([0-9０-９]{1,9})"
)
"""What may stand below the line as a whole: 「3x+5分の3」 is 3x + 3/5, or 3/(3x+5)."""
_QUOTED: Final = re.compile(r"(?:[^「」『』]*[=＝≈≒])?\s*(?:「([^「」『』]+)」|『([^「」『』]+)』)\s*[。.．]?\s*")
_LETTER: Final = re.compile("[A-Za-z]")
_RAISED: Final = re.compile(r"の ?([0-9０-９]|[nｎ]|[二三四五六七八九]) ?乗")
_RAISED_IN_ENGLISH: Final = re.compile(r"(?<=[\w)\]}] )(squared|cubed)(?![A-Za-z])")
_KANJI_DIGITS: Final = str.maketrans("二三四五六七八九", "23456789")
_OPEN: Final = Names()
_STEP_LETTERS: Final = frozenset("ijklnmtTL")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        tree: everything that was written, as one tree; rows that do not continue one another give the last.
        text: the text as typed.
        unit: words after the value, as in ``6\\text{ cm}``, or ``""``.
        steps: earlier rows of an aligned block.
        others: other trees that the same text may mean, less likely (``e^6x``, ``1\\frac{1}{2}``).
        doubtful: the column where the readings part.
        seconds: what stands before a bracket at the end and what stands in it, where a space divides them: two writings
            of one value, ``0.707 (1/√2)``, or the factors of a product.
        spaced: whether a space stands before that bracket; else a product is likelier.
    """

    tree: Node
    text: str
    unit: str = ""
    steps: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()
    doubtful: int = 0
    seconds: tuple[Node, ...] = ()
    spaced: bool = True

    @property
    def answer(self) -> Node:
        """The right-hand end of a chain of equations, where its left-hand side names a quantity; else the tree.

        >>> from solvers.expression import to_text
        >>> to_text(read("dz/dx = 2t*1 = 2(x+y)").answer)
        '2·(x + y)'
        """
        return answer_of(self.tree)

    @property
    def links(self) -> tuple[tuple[Node, Node], ...]:
        """The pairs of a chain of equations that claim to be equal, in the order written."""
        if not isinstance(self.tree, Relation):
            return ()
        operands = self.tree.args
        return tuple((operands[at], operands[at + 1]) for at, sign in enumerate(self.tree.signs) if sign == "=")


def answer_of(tree: Node) -> Node:
    """Return what a tree gives as the answer: see ``Reading.answer``."""
    if isinstance(tree, Relation) and set(tree.signs) <= {"=", "≈"} and names_quantity(tree.args[0]):
        exact = [at for at, sign in enumerate(tree.signs, 1) if sign == "="]
        return tree.args[exact[-1] if exact else -1]
    return tree


def names_quantity(node: Node) -> bool:
    """Return whether a left-hand side only names what is asked, and says nothing about its value.

    That is ``y``, ``f(x)``, ``σ'(x)``, ``(p, q)``, ``dz/dx``, ``a/b``, ``w_{t+1}``, and ``w^{(t+1)}``, where the raised
    letters count steps.

    A lone ``E`` left of an equals sign is a quantity too, not the base of logarithms.

    >>> [names_quantity(read(text).tree) for text in ("f(x)", "w^(t+1)", "x^2", "2t", "79%", "√4", "3!")]
    [True, True, False, False, False, False, False]
    """
    return (isinstance(node, Constant) and node.name in ("e", "i")) or _is_name(node)


_WRITTEN_BY_SIGNS = frozenset({"percent", "degree", "factorial", "sqrt", "abs"})
"""Functions that are written by signs: 79%, 3!, √4 have values, and name nothing."""

_OF_ONE_MEANING = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "sigmoid", "relu", "floor", "ceil"})
"""Functions that have one value at a number: tanh(2) = 0.5 is a false equation, though f(2) = 0.5 names f(2)."""


def _is_name(node: Node) -> bool:
    if isinstance(node, Symbol):
        return True
    if isinstance(node, Call) and node.name == DERIVATIVE:
        return True
    if isinstance(node, Call):
        called = node.name not in _WRITTEN_BY_SIGNS and node.name.rstrip("'").isidentifier()
        if node.name in _OF_ONE_MEANING and all(isinstance(arg, Number) for arg in node.args):
            return False
        return called and all(not arg.args for arg in node.args)
    if isinstance(node, Index):
        return True
    if isinstance(node, Power):
        return isinstance(node.args[0], Symbol) and _counts_steps(node.args[1])
    return isinstance(node, (Sequence, Product, Quotient)) and all(_is_name(item) for item in node.args)


def _counts_steps(node: Node) -> bool:
    """Return whether an exponent is the number of a step or a layer, ``t``, ``t+1``, ``l-1``: no power is meant."""
    if isinstance(node, Sum):
        first, *others = node.args
        return _counts_steps(first) and all(isinstance(other, Number) for other in others)
    return isinstance(node, Symbol) and node.name in _STEP_LETTERS


def read(
    text: str,
    *,
    names: Collection[str] | None = None,
    functions: Collection[str] = (),
    known: Collection[str] = (),
    trusted: bool = False,
    thousands: bool = True,
) -> Reading:
    """Read an answer: plain text, Unicode or LaTeX.

    Args:
        text: what was typed.
        names: the names that may occur; they also divide a run of letters (``2xy``). ``None``: single letters and Greek
            names are symbols, and up to three letters may stand side by side.
        functions: names that are functions beside the known ones.
        known: names that divide a run of letters without closing the list.
        trusted: take unknown words as names and functions of their own (text of an author, not of a learner).
        thousands: read ``7,425,000`` alone as one number.

    Returns:
        The reading; ``reading.tree`` keeps the shape that was written.

    Raises:
        Unreadable: with a code, a column in ``text``, what was found and what was expected.

    >>> from solvers.expression import to_text
    >>> to_text(read("２ｘ×（x＋y）").tree)
    '2·x·(x + y)'
    >>> read("2x +").tree
    Traceback (most recent call last):
    solvers.expression.faults.Unreadable: missing-operand at column 3: '+'
    """
    if len(text) > budget.EXPRESSION:
        raise Unreadable("too-long", budget.EXPRESSION, text[:12] + "…", limit=budget.EXPRESSION, text=text)
    columns: list[int] | None = None
    try:
        simple, columns = plain(_without_stop(_in_signs(_unquoted(text))))
        declared = _names(names, functions, known, trusted)
        if "$" in simple or "\\" in simple:
            return _formulas(text, simple, columns, declared)
        reading = _one(text, simple, 0, declared, thousands, False)
    except Unreadable as fault:
        raise _located(fault, text, columns) from None
    return _with_all_below(reading, declared) if "分の" in text else reading


def _with_all_below(reading: Reading, names: Names) -> Reading:
    """Add what 「a+b分の c」 means where all that stands before it is below the line.

    >>> from solvers.expression import to_text
    >>> [to_text(tree) for tree in read("3x+5分の3").others], read("x + (3x+5)分の3").others
    (['3/(3·x + 5)'], ())
    """
    text = reading.text
    found = _SUM_BEFORE_PARTS.search(text)
    if found is None:
        return reading
    below = f"{text[: found.start()]}{found[2]}/({found[1]}){text[found.end() :]}"
    try:
        other = _one(text, plain(_without_stop(_in_signs(below)))[0], 0, names, False, False)
    except Unreadable:
        return reading
    return replace(reading, others=(*reading.others, other.tree), doubtful=reading.doubtful or found.start(1))


def _unquoted(text: str) -> str:
    """Blank the Japanese quotes that frame an answer, or what stands after its last equals sign."""
    found = _QUOTED.fullmatch(text) if "」" in text or "』" in text else None
    if found is None:
        return text
    start, end = found.span(found.lastindex or 0)
    return f"{text[: start - 1]} {text[start:end]} {text[end + 1 :]}"


def _in_signs(text: str) -> str:
    """Write ``3分の1`` as ``1/3``, ``xの2乗`` and ``x squared`` as ``x^2``, in as many characters."""
    if "分の" in text:
        text = _PARTS_IN_BRACKETS.sub(lambda found: f"{found[2]}/{found[1]} ", text)
        text = _PARTS.sub(lambda found: f"{found[2]}/{found[1]} ", text)
    if "乗" in text:
        text = _RAISED.sub(lambda found: f"^{found[1].translate(_KANJI_DIGITS)}".ljust(len(found[0])), text)
    if "ed" in text:
        text = _RAISED_IN_ENGLISH.sub(
            lambda found: ("^2" if found[1] == "squared" else "^3").ljust(len(found[1])), text
        )
    return text


def _without_stop(text: str) -> str:
    """Leave a full stop after the answer away; one right after a digit may be part of a number (``100.``)."""
    stripped = text.rstrip()
    if stripped.endswith("。") or (stripped.endswith((".", "．")) and not stripped[-2:-1].isdigit()):
        return stripped[:-1]
    return text


def _located(fault: Unreadable, text: str, columns: list[int] | None) -> Unreadable:
    """Return the fault with its column in the text as typed and the signs as typed."""
    if fault.text:
        return fault
    fault.text = text
    if columns is not None:  # else nothing has moved, or the fault is one of a character as typed
        fault.column = column_of(columns, fault.column)
        if len(fault.found) == 1 and not fault.found.isalnum() and fault.column < len(text):
            fault.found = text[fault.column]  # the sign as typed: × rather than *
    fault.__post_init__()
    return fault


def _names(names: Collection[str] | None, functions: Collection[str], known: Collection[str], trusted: bool) -> Names:
    if names is None and not functions and not known and not trusted:
        return _OPEN
    return _named(None if names is None else tuple(names), tuple(functions), tuple(known), trusted)


@lru_cache(maxsize=128)
def _named(names: tuple[str, ...] | None, functions: tuple[str, ...], known: tuple[str, ...], trusted: bool) -> Names:
    """Return the names of a reading; one question's names are asked for again and again."""
    declared = known if names is None else names + known
    return Names(declared, closed=names is not None and not trusted, functions=functions, trusted=trusted)


def _one(text: str, simple: str, start: int, names: Names, thousands: bool, latex: bool) -> Reading:
    """Read one formula that begins at ``start`` of the plain text."""
    if thousands and "," in simple and _THOUSANDS.fullmatch(simple):
        simple = _closed_up(simple)
    latex = latex or is_latex(simple)
    simple = undone(simple, names, thousands)
    bracket = _second_bracket(simple)
    if bracket:
        return _with_second(text, simple, bracket, start, names, latex)
    return _parsed(text, simple, start, names, latex)


def _second_bracket(text: str) -> int:
    """Return where a bracket begins that ends the text and has a value before it, and a space or numbers; else 0."""
    whole = text.rstrip()
    if whole[-1:] != ")":
        return 0
    lettered = _LETTER.search(whole.replace("sqrt", "")) is not None
    if lettered and " (" not in whole:
        return 0
    at = whole.rfind("(")
    if whole.find(")", at) != len(whole) - 1:  # brackets stand in it
        depth, at = 1, len(whole) - 1
        while depth and at > 0:
            at -= 1
            depth += (whole[at] == ")") - (whole[at] == "(")
    if at <= 0 or (lettered and whole[at - 1] != " "):
        return 0
    before = whole[:at].rstrip()[-1:]
    return at if before.isalnum() or before in _ENDS_VALUE else 0


_ENDS_VALUE: Final = frozenset(")]}%!°⁾")


def _with_second(text: str, simple: str, bracket: int, start: int, names: Names, latex: bool) -> Reading:
    """Read a value and the bracket after it, as a product if it can be one, and each for itself if they can be read."""
    end = simple.rindex(")")
    inside = simple[bracket + 1 : end]
    skipped = len(inside) - len(inside.lstrip(" =≈"))
    try:
        first = _parsed(text, simple[:bracket], start, names, latex)
        second = _parsed(text, inside[skipped:], start + bracket + 1 + skipped, names, latex)
    except Unreadable:
        return _parsed(text, simple, start, names, latex)
    seconds = (first.tree, second.tree)
    try:
        whole = _parsed(text, simple, start, names, latex)
    except Unreadable:
        return Reading(Sequence("", seconds, ""), text, doubtful=start + bracket, seconds=seconds)
    return replace(whole, doubtful=start + bracket, seconds=seconds, spaced=simple[bracket - 1] == " ")


def _parsed(text: str, simple: str, start: int, names: Names, latex: bool) -> Reading:
    tokens = tokenize(simple, latex, start)
    parser = Parser(tokens, names, latex)
    tree = parser.answer()
    if parser.unknown:
        word, position = parser.unknown[0]
        raise Unreadable("unknown-name", position, word, suggestion=names.closest(word))
    doubts = parser.doubts
    if "." in simple and "(" in simple:  # 0.1(6)
        doubts += [at for kind, word, at in tokens if kind == "number" and word[-1] == ")"]
    written = simple.rstrip()
    cries = written.endswith("!") and not written.endswith("!!")
    if cries:  # a factorial, as it is read, or the end of a cry
        doubts = [*doubts, start + len(written) - 1]
    if not doubts:
        return Reading(tree, text, parser.unit, tuple(parser.steps))
    other = _less_likely(written[:-1] if cries else simple, start, names, latex)
    others = () if other is None or other == tree else (other,)
    return Reading(tree, text, parser.unit, tuple(parser.steps), others, min(doubts))


def _less_likely(simple: str, start: int, names: Names, latex: bool) -> Node | None:
    """Return the tree of the reading that most people do not mean, where there is one."""
    try:
        parser = Parser(tokenize(simple, latex, start, likely=False), names, latex, likely=False)
        tree = parser.answer()
    except Unreadable:
        return None
    return None if parser.unknown else tree


def _closed_up(text: str) -> str:
    """Drop the commas of one grouped number; what is lost in columns cannot matter, since it reads."""
    return text.replace(",", "")


def _formulas(text: str, simple: str, columns: list[int] | None, names: Names) -> Reading:
    """Read the formulas in a text with LaTeX in it; several boxed ones are a sequence."""
    readings = [_one(text, part, start, names, True, True) for part, start in formulas(simple)]
    if len(readings) == 1:
        return readings[0]
    items: list[Node] = []
    for reading in readings:
        bare = isinstance(reading.tree, Sequence) and reading.tree.data == ("", "")
        items.extend(reading.tree.args if bare else (reading.tree,))
    return Reading(Sequence("", tuple(items), ""), text)
