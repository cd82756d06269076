"""LaTeX mathematics -> one line of Unicode or ASCII that has the same value, with few parentheses.

`\\frac{1}{1+e^{-x}}` becomes `1/(1 + e⁻ˣ)`, in ASCII `1/(1 + e^(-x))`. Each part of a formula is printed together
with its *level*, how tightly it holds together; from that its neighbours tell whether parentheses are needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from quiz.columns import cut_place, number_places, width
from quiz.language import Language
from quiz.render.latex import CASES, MATRICES, TooComplexError, parse
from quiz.render.pieces import ATOM, POWER, PRODUCT, QUOTIENT, RELATION, SUM, Joined, Piece, bracketed
from quiz.render.signs import (
    ACCENT_NAMES,
    ACCENTS,
    ROOTS,
    SIGNS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Role,
    plain_ascii,
)
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

_LONGEST_SMALL_SCRIPT = 7
_BARE_SCRIPT = re.compile(r"[A-Za-z0-9.α-ωΑ-Ωϑϕϖϱ]+|[*∞⊤+\-]")


# --- the public functions ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def inline(latex: str, *, ascii: bool = False) -> str:
    r"""Print a formula on one line; never raises.

    The rows of `aligned` and the like are joined by semicolons. What is not understood is shown as it was written.

    >>> inline(r"\frac{\partial E}{\partial w_1}"), inline(r"\frac{1}{1+e^{-x}}", ascii=True)
    ('∂E/∂w₁', '1/(1 + e^(-x))')
    """
    return "; ".join(_lines(latex, ascii))


@lru_cache(maxsize=256)
def display(latex: str, *, ascii: bool = False) -> tuple[str, ...]:
    r"""Print a displayed formula, one line per row of an `aligned`, `cases` or `\\`; never raises.

    >>> display(r"f(x) = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases}")
    ('f(x) =', '  { x, (x > 0)', '  { 0, (x ≤ 0)')
    """
    return tuple(_lines(latex, ascii, by_rows=True))


def check(latex: str, language: Language = "en") -> list[str]:
    r"""List the faults of a formula: unknown commands, braces and `$` without a partner, missing arguments.

    >>> check(r"\frac{1}{2"), check(r"\sqrt{2}")
    (['formula, character 9: a { is never closed.'], [])
    """
    try:
        return [fault.in_(language) for fault in parse(latex).faults]
    except TooComplexError as error:
        return [f"数式が複雑すぎます ({error})。" if language == "ja" else f"the formula is too complex: {error}."]


_RELATIONS = frozenset(
    form for sign in SIGNS.values() if sign.role is Role.RELATION for form in sign[:2] if form not in ("|", ":")
) | {"=", "<", ">"}
_SUMS = frozenset({"+", "-", "±", "+/-"})


def fold(line: str, columns: int) -> list[str]:
    """Break a printed formula that is too wide: between two, before a relation, else before + or -, else at a space.

    Breaks outside parentheses come first; the lines after the first are indented by two columns.

    >>> fold("y = aaaa + bbbb", 12)
    ['y = aaaa', '  + bbbb']
    """
    lines: list[str] = []
    indent = ""
    while width(indent + line, ambiguous=2) > columns:
        place = _fold_place(line, columns - len(indent))
        head, line = line[:place].rstrip(), line[place:].lstrip()
        lines.append(indent + head)
        indent = "  " if columns > 8 else ""
        if not line:
            return lines
    return [*lines, indent + line]


def _fold_place(line: str, columns: int) -> int:
    """Choose where to break: among the places that fit, the best kind, and of that the last; never within a number."""
    best, best_cost = 0, 99
    number = number_places(line)
    used = depth = hard = 0
    for index, char in enumerate(line):
        used += width(char, ambiguous=2)
        if char == " " and index and not number[index] and index + 1 < len(line) and used <= columns + 1:
            operator = line[index + 1 :].split(" ", 1)[0]
            cost = 0 if operator in _RELATIONS else 1 if operator in _SUMS else 2
            cost = -1 if line[index - 1 : index + 2] == ",  " else cost  # one formula ends, and another begins
            cost += 3 * min(depth, 4) + (2 if used < columns / 3 else 0)
            if cost <= best_cost and line[:index].strip():
                best, best_cost = index, cost
        if used > columns:
            break
        hard = index + 1
        depth += (char in "([{") - (char in ")]}")
    return best or cut_place(line, 0, max(1, hard))


# --- lines ---------------------------------------------------------------------------------------------------------


def _lines(latex: str, ascii: bool, *, by_rows: bool = False) -> list[str]:
    try:
        rows = parse(latex).lines
        printer = _Printer(ascii)
        lines = [line for row in rows for line in printer.lines(row, by_rows)]
    except TooComplexError:
        lines = [plain_ascii(latex) if ascii else latex]
    return [" ".join(line.split("\n")).rstrip() for line in lines]


# --- the printer ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints a tree; `compact` leaves out the spaces around operators, for powers and indices."""

    ascii: bool
    compact: bool = False

    def lines(self, row: Row, by_rows: bool) -> list[str]:
        """Print a row of the formula, on several lines where it ends in a table with rows of its own."""
        row = _spliced(row)
        last = row[-1] if row else None
        if not isinstance(last, Table) or last.name in MATRICES:
            return [self.row(row).text]
        head = self.row(row[:-1]).text.strip()
        if last.name in CASES:
            if not by_rows:
                return [self.row(row).text]
            cells = [self._case(cells) for cells in last.rows]
            return [head, *(f"  {{ {cell}" for cell in cells)] if head else [f"{{ {cell}" for cell in cells]
        lines = [self.row([node for cell in cells for node in cell]).text for cells in last.rows]
        if head and lines:
            lines[0] = f"{head} {lines[0]}"
        return lines or [head]

    # -- rows --

    def row(self, row: Row) -> Piece:
        """Print a row: the pieces, the spaces and the parentheses that they need beside each other."""
        pieces = [self.piece(node) for node in _spliced(row)]
        if len(pieces) == 1:
            return pieces[0]
        joined = Joined(ascii=self.ascii, compact=self.compact)
        for index, piece in enumerate(pieces):
            joined.add(piece, self._following(pieces, index))
        return joined.piece()

    @staticmethod
    def _following(pieces: list[Piece], index: int) -> Piece | None:
        """Find the next piece that is not a space."""
        for piece in pieces[index + 1 :]:
            if piece.role is not Role.SPACE:
                return piece
        return None

    # -- nodes --

    def piece(self, node: Node) -> Piece:
        """Print one node."""
        match node:
            case Symbol(sign):
                role = Role.WORD if sign.role in (Role.OPEN, Role.CLOSE, Role.BAR) else sign.role
                return Piece(sign.ascii if self.ascii else sign.unicode, ATOM, role)
            case Number(text):
                return Piece(text, ATOM, Role.ORDINARY)
            case Word(text, role):
                return Piece(plain_ascii(text) if self.ascii else text, ATOM, role)
            case Group(row):
                return self.row(row)
            case Fraction(top, bottom):
                return self._fraction(top, bottom)
            case Root(degree, row):
                return self._root(degree, row)
            case Scripts():
                return self._scripts(node)
            case Accent(name, row):
                return self._accent(name, row)
            case Fence(left, row, right):
                ends = [(sign.ascii if self.ascii else sign.unicode) if sign else "" for sign in (left, right)]
                inside = replace(self, compact=False) if not self.compact else self
                return Piece(ends[0] + inside.row(row).text.strip() + ends[1], ATOM, Role.ORDINARY)
            case Table():
                return self._table(node)
            case Named(name, rows):
                return self._named(name, rows)
            case Raw(text):
                return Piece(plain_ascii(text) if self.ascii else text, ATOM, Role.WORD)

    def _fraction(self, top: Row, bottom: Row) -> Piece:
        upper, lower = self.row(top), self.row(bottom)
        sign = ""
        if upper.level == SUM and (negated := self._negated(top)):
            sign, upper = "-", negated
        if upper.level < PRODUCT or (upper.role is Role.WORD and " " in upper.text):
            upper = bracketed(upper)
        if lower.level < POWER and not _is_differential(top, bottom):
            lower = bracketed(lower)
        return Piece(f"{sign}{upper.text}/{lower.text}", SUM if sign else QUOTIENT, Role.ORDINARY)

    def _negated(self, row: Row) -> Piece | None:
        """Print what follows the minus, if a row is a minus and one product: the minus may lead the whole fraction."""
        row = _spliced(row)
        if len(row) < 2 or not (isinstance(row[0], Symbol) and row[0].sign.unicode == "-"):
            return None
        rest = self.row(row[1:])
        return rest if rest.level >= PRODUCT else None

    def _root(self, degree: Row, row: Row) -> Piece:
        inner = self.row(row)
        order = self.row(degree).text.strip() if degree else "2"
        if order == "2" and self.ascii:
            return Piece(f"sqrt{bracketed(inner).text}", POWER, Role.ORDINARY)
        if order not in ROOTS or self.ascii:
            base = inner if inner.level == ATOM else bracketed(inner)
            return Piece(f"{base.text}^(1/{order if order.isalnum() else f'({order})'})", POWER, Role.ORDINARY)
        simple = inner.level == ATOM and inner.role is not Role.WORD
        if not simple:
            inner = bracketed(inner)
        return Piece(ROOTS[order] + inner.text, POWER, Role.ORDINARY, open_root=not inner.text.endswith(")"))

    def _scripts(self, node: Scripts) -> Piece:
        base = self.piece(node.base) if node.base is not None else Piece("", ATOM, Role.ORDINARY)
        if base.level < ATOM:
            base = bracketed(base)
        text, level = base.text, ATOM
        if node.sub is not None:
            text += self._script(node.sub, "_")
        if node.sup is not None:
            text += self._script(node.sup, "^")
            level = POWER
        role = Role.ORDINARY if base.role in (Role.WORD, Role.SPACE, Role.POSTFIX) else base.role
        return Piece(text, level, role)

    def _script(self, row: Row, mark: str) -> str:
        piece = replace(self, compact=True).row(row)
        text = piece.text.strip()
        if not text:
            return ""
        if mark == "^" and text in ("'", "''", "'''", "°", " deg"):
            return text
        small = SUPERSCRIPTS if mark == "^" else SUBSCRIPTS
        if not self.ascii and not _has_word(row) and (written := _small(text, small)):
            return written
        # An index of several letters is a name; a power of several letters is a product.
        name = _BARE_SCRIPT.fullmatch(text) and (piece.level == ATOM or mark == "_")
        return f"{mark}{text}" if name or _is_one_fence(row) else f"{mark}({text})"

    def _accent(self, name: str, row: Row) -> Piece:
        inner = self.row(row)
        mark = ACCENTS[name]
        if self.ascii:
            name = ACCENT_NAMES.get(name, name)
            text = f"{inner.text}_{name}" if inner.level == ATOM and inner.text.isalnum() else f"{name}({inner.text})"
            return Piece(text, ATOM, Role.ORDINARY)
        if len(inner.text) == 1:
            return Piece(inner.text + mark, ATOM, Role.ORDINARY)
        if inner.text.isalnum():
            return Piece("".join(char + mark for char in inner.text), ATOM, Role.ORDINARY)
        return Piece(f"{ACCENT_NAMES.get(name, name)}({inner.text})", ATOM, Role.ORDINARY)

    # -- tables and named commands --

    def _table(self, node: Table) -> Piece:
        if node.name in CASES:
            return Piece("{" + "; ".join(self._case(cells) for cells in node.rows) + "}", ATOM, Role.ORDINARY)
        if node.name in MATRICES:
            rows = [", ".join(self.row(cell).text.strip() for cell in cells) for cells in node.rows]
            text = "[" + ", ".join(f"[{row}]" for row in rows) + "]"
            if node.name in ("vmatrix", "Vmatrix"):
                return Piece(f"det({text})", POWER, Role.ORDINARY)
            return Piece(text, ATOM, Role.ORDINARY)
        lines = [self.row([node for cell in cells for node in cell]).text.strip() for cells in node.rows]
        return Piece("; ".join(lines), RELATION, Role.ORDINARY)

    def _case(self, cells: list[Row]) -> str:
        texts = [self.row(cell).text.strip() for cell in cells]
        return ", ".join(text.rstrip(" ,") for text in texts if text)

    def _named(self, name: str, rows: list[Row]) -> Piece:
        texts = [self.row(row).text.strip() for row in rows]
        if name == "boxed":
            return Piece(f"[{texts[0]}]", ATOM, Role.ORDINARY)
        if name == "binom":
            return Piece(f"C({', '.join(texts)})", ATOM, Role.ORDINARY)
        return Piece(f" (mod {texts[0]})" if name == "pmod" else f"  ({texts[0]})", ATOM, Role.WORD)


# --- shapes of rows ------------------------------------------------------------------------------------------------


def _spliced(row: Row) -> Row:
    """Take away braces that only group: TeX does not show them."""
    if not any(isinstance(node, Group) for node in row):
        return row
    return [inner for node in row for inner in (_spliced(node.row) if isinstance(node, Group) else [node])]


def _is_differential(top: Row, bottom: Row) -> bool:
    """Whether a fraction is a derivative such as dz/dx: then its denominator needs no parentheses."""
    lower = _spliced(bottom)
    return len(lower) == 2 and _leads_differential(lower) and _leads_differential(_spliced(top))


def _leads_differential(row: Row) -> bool:
    first = row[0] if row else None
    if isinstance(first, Scripts):
        first = first.base
    return isinstance(first, Symbol) and first.sign.unicode in ("d", "∂")


def _is_one_fence(row: Row) -> bool:
    row = _spliced(row)
    return len(row) == 1 and isinstance(row[0], Fence) and row[0].left is not None and row[0].left.unicode == "("


def _has_word(row: Row) -> bool:
    return any(isinstance(node, Word) for node in _spliced(row))


def _small(text: str, table: dict[str, str]) -> str | None:
    """Write a text in superscript or subscript characters, if every one exists and the result is easy to read."""
    if len(text) > _LONGEST_SMALL_SCRIPT or ("(" in text[1:] or ")" in text[:-1]):
        return None
    small = [table.get(char) for char in text]
    return "".join(char for char in small if char) if all(small) else None
