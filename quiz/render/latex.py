"""LaTeX mathematics -> tree. A forgiving parser: every input gives a tree, and each fault is noted in both languages.

It covers what the short formulas of questions use. `signs` says what a command looks like, `tree` what a formula
consists of, `math` how it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from quiz.language import Text
from quiz.render.signs import ACCENTS, CHARS, SIGNS, Role, Sign
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

MAX_LATEX = 5_000
"""Longer formulas are not parsed; they are shown as they are."""
MAX_DEPTH = 40
"""Deeper nesting is not parsed either."""


class TooComplexError(ValueError):
    """A formula is longer or deeper than the bounds of this module."""


MATRICES = {"matrix", "pmatrix", "bmatrix", "vmatrix", "Bmatrix", "Vmatrix", "smallmatrix", "array"}
CASES = {"cases", "dcases", "rcases"}
LINES = {"aligned", "align", "align*", "alignedat", "split", "gather", "gather*", "gathered", "eqnarray", "eqnarray*"}
LINES |= {"equation", "equation*", "multline", "multline*", "subarray"}
ENVIRONMENTS = MATRICES | CASES | LINES

_FRACTIONS = {"frac", "dfrac", "tfrac", "cfrac"}
_TEXTS = {"text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox"}
_NAMES = {"mathrm", "operatorname", "operatorname*", "mathtt", "mathsf", "mathit"}
_FONTS = {"mathbf", "boldsymbol", "bm", "mathcal", "mathscr", "mathfrak", "pmb", "mathop", "mathbin", "mathrel"}
_FONTS |= {"mathord", "underline", "underbrace", "overbrace", "smash", "cancel"}
_SILENT = {"displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl"}
_SILENT |= {"bigr", "Bigl", "Bigr", "biggl", "biggr", "nonumber", "notag", "middle", "allowbreak", "mathstrut"}
_BLACKBOARD = dict(zip("RNZQCP", "ℝℕℤℚℂℙ", strict=True))
_OTHERS = {"left", "right", "begin", "end", "sqrt", "not", "mathbb", "boxed", "fbox", "binom", "dbinom", "tbinom"}
_OTHERS |= {"pmod", "tag", "label", "hspace", "overset", "underset", "stackrel", "phantom", "cr", "\\"}
COMMANDS = frozenset(SIGNS.keys() | ACCENTS.keys() | _FRACTIONS | _TEXTS | _NAMES | _FONTS | _SILENT | _OTHERS)
"""Every command that is understood, without its backslash."""

_TOKEN = re.compile(r"\\(?:operatorname\*|[A-Za-z]+|.)|\s+|\\|.", re.DOTALL)
_LINE_SPACING = re.compile(r"\[\s*-?[0-9.]{1,8}\s*(?:pt|em|ex|mm|cm)\s*\]")
_ESCAPED = re.compile(r"\\([%_#&${} ])")
_END = ""


# --- the parser ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Formula:
    """A parsed formula: its lines (each a row of the tree) and the faults that were met."""

    lines: list[Row]
    faults: list[Text] = field(default_factory=list)


def parse(latex: str) -> Formula:
    r"""Parse a formula.

    >>> parse(r"\frac{1}{2}").lines
    [[Fraction(top=[Number(text='1')], bottom=[Number(text='2')])]]

    Raises:
        TooComplexError: longer than MAX_LATEX characters or nested deeper than MAX_DEPTH.
    """
    if len(latex) > MAX_LATEX:
        raise TooComplexError(f"{len(latex)} characters, at most {MAX_LATEX}")
    return _Parser(latex).formula()


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens: list[str] = []
        self.starts: list[int] = []
        for match in _TOKEN.finditer(latex):
            if not match[0].isspace():
                self.tokens.append(match[0])
                self.starts.append(match.start())
        self.tokens.append(_END)
        self.starts.append(len(latex))
        self.index = 0
        self.depth = 0
        self.cells = True  # whether & and \\ end a row here; within braces they do not
        self.faults: list[Text] = []

    # -- rows --

    def formula(self) -> Formula:
        lines: list[Row] = [[]]
        while True:
            lines[-1] += self.row()
            token = self.next()
            if token == _END:
                break
            if token in ("\\\\", "\\cr"):
                self._line_spacing()
                lines.append([])
            else:
                self._stray(token)
                if token == "}":
                    lines[-1].append(Raw(token))
                elif token == "\\end":
                    lines[-1].append(Raw("\\end" + self._skip_braces()))
                elif token == "\\right":
                    lines[-1] += self._as_nodes(self._delimiter())
        return Formula([line for line in lines if line] or [[]], self.faults)

    def row(self, *, closes: bool = False) -> Row:
        """Read nodes up to the end of the row, or with `closes` up to a closing delimiter; neither is consumed."""
        self._deeper()
        nodes: Row = []
        while True:
            token = self.tokens[self.index]
            if token in (_END, "}", "\\end", "\\right"):
                break
            if token in ("&", "\\\\", "\\cr"):
                if self.cells:
                    break
                self.index += 1
                nodes.append(Symbol(SIGNS[" "]))
                continue
            if closes and self._sign(token).role is Role.CLOSE:
                break
            nodes += self._with_scripts()
        self.depth -= 1
        return _pair_bars(nodes)

    def _with_scripts(self) -> Row:
        token = self.tokens[self.index]
        if token in ("^", "_"):
            nodes: Row = []
            base: Node | None = None
        else:
            nodes = self._node()
            base = nodes.pop() if nodes else None
        scripts: Scripts | None = None
        while (token := self.tokens[self.index]) in ("^", "_", "\\limits", "\\nolimits"):
            self.index += 1
            if token.startswith("\\"):
                continue
            scripts = Scripts(base) if scripts is None else scripts
            if (scripts.sup if token == "^" else scripts.sub) is not None:
                self._fault(f"「{token}」が二重に付いています。", f"a second {token} on the same base.", back=1)
                return [*nodes, scripts, Raw(token)]
            argument = self._argument(token)
            if token == "^":
                scripts.sup = argument
            else:
                scripts.sub = argument
        if scripts is not None:
            nodes.append(scripts)
        elif base is not None:
            nodes.append(base)
        return nodes

    # -- one node --

    def _node(self) -> Row:
        """Read one node; the list is empty for what does not show and longer where a delimiter has no partner."""
        token = self.next()
        if token == "{":
            return [Group(self._braced())]
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:])
        if token.isdigit() and token.isascii():
            return [Number(token + self._rest_of_number())]
        if token == "." and self._glued() and self.tokens[self.index].isdigit():
            return [Number("." + self._digits())]
        if token == "." and self.tokens[self.index : self.index + 2] == [".", "."]:
            self.index += 2
            return [Symbol(SIGNS["dots"])]
        if token == "$":
            self._fault("数式の中に「$」があります。", "a $ inside the formula.", back=1)
        if token == "|" and self.tokens[self.index] == "|" and self._glued():
            self.index += 1
            return [Symbol(SIGNS["Vert"])]
        if token > "~" and token not in CHARS:
            return [Word(token + self._rest_of_words(), Role.WORD)]
        return self._signed(self._sign(token))

    def _signed(self, sign: Sign) -> Row:
        """Read on from a sign: an opening delimiter takes its contents with it."""
        if sign.role is not Role.OPEN:
            return [Symbol(sign)]
        inner = self.row(closes=True)
        closing = self._sign(self.tokens[self.index])
        if closing.role is Role.CLOSE:
            self.index += 1
            return [Fence(sign, inner, closing)]
        return [Symbol(sign), *inner]

    def _sign(self, token: str) -> Sign:
        if token.startswith("\\"):
            return SIGNS.get(token[1:]) or Sign(token, token, Role.WORD)
        if token == ":":
            # A slice i:j is tight, a ratio or "where μ : ..." is spaced as it was written.
            spaced = self._is_spaced(self.index - 1) or self._is_spaced(self.index)
            return Sign(":", ":", Role.RELATION if spaced else Role.ORDINARY)
        if token == ".":
            return Sign(".", ".", Role.PUNCTUATION)
        if token == "~":
            return SIGNS[" "]
        return CHARS.get(token) or Sign(token, token, Role.ORDINARY)

    def _rest_of_number(self) -> str:
        digits = self._digits()
        after = self.tokens[self.index + 1 : self.index + 2]
        if self.tokens[self.index] == "." and after and after[0].isdigit() and self._glued():
            self.index += 1
            digits += "." + self._digits()
        return digits

    def _digits(self) -> str:
        start = self.index
        while (token := self.tokens[self.index]).isdigit() and token.isascii() and self._glued():
            self.index += 1
        return "".join(self.tokens[start : self.index])

    def _rest_of_words(self) -> str:
        start = self.index
        while (token := self.tokens[self.index]) > "~" and token not in CHARS:
            self.index += 1
        return self.latex[self.starts[start - 1] + 1 : self._end_of(self.index - 1)]

    # -- commands --

    def _command(self, name: str) -> Row:
        if name in SIGNS:
            return self._signed(SIGNS[name])
        if name in _FRACTIONS:
            return [Fraction(self._argument("\\" + name), self._argument("\\" + name))]
        if name in ACCENTS:
            return [Accent(name, self._argument("\\" + name))]
        if name in _TEXTS:
            return [Word(_ESCAPED.sub(r"\1", self._raw_argument("\\" + name)), Role.WORD)]
        if name in _NAMES:
            return [self._name(name)]
        if name in _FONTS:
            return [Group(self._argument("\\" + name))]
        if name in _SILENT:
            return []
        special = _SPECIAL.get(name)
        if special is not None:
            return special(self)
        start = self.index - 1
        where = self.starts[start]
        while self.tokens[self.index] in ("{", "[") and self._glued():
            if self.tokens[self.index] == "[" and "]" not in self.tokens[self.index : self.index + 12]:
                break
            self._skip_braces()
        self._fault(f"知らない命令「\\{name}」です。", f"unknown command \\{name}.", at=where)
        return [Raw(self.latex[where : self._end_of(self.index - 1)])]

    def _name(self, command: str) -> Node:
        row = self._argument("\\" + command)
        letters = [node.sign.unicode if isinstance(node, Symbol) else getattr(node, "text", " ") for node in row]
        name = "".join(letters)
        if command.startswith("operatorname") and row:
            return Word(name, Role.FUNCTION) if " " not in name else Group(row)
        plain = len(name) > 1 and name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        if not plain:
            return Group(row)
        return Word(name, Role.FUNCTION if name in SIGNS and SIGNS[name].role is Role.FUNCTION else Role.ORDINARY)

    def _sqrt(self) -> Row:
        degree: Row = []
        if self.tokens[self.index] == "[":
            self.index += 1
            degree = self.row(closes=True)
            if self._sign(self.tokens[self.index]).role is Role.CLOSE:
                self.index += 1
            else:
                self._fault("\\sqrt[ に ] がありません。", "\\sqrt[ lacks its ].")
        return [Root(degree, self._argument("\\sqrt"))]

    def _left(self) -> Row:
        left = self._delimiter()
        cells, self.cells = self.cells, False
        inner = self.row()
        self.cells = cells
        if self.tokens[self.index] == "\\right":
            self.index += 1
            return [Fence(left, inner, self._delimiter())]
        self._fault("\\left に対応する \\right がありません。", "\\left has no \\right.")
        return [*self._as_nodes(left), *inner]

    def _delimiter(self) -> Sign | None:
        token = self.tokens[self.index]
        if token in (_END, "}", "{"):
            self._fault("括弧の記号がありません。", "a delimiter is missing.")
            return None
        self.index += 1
        if token == ".":
            return None
        sign = self._sign(token)
        return Sign("⟨", "<", Role.OPEN) if token == "<" else Sign("⟩", ">", Role.CLOSE) if token == ">" else sign

    def _begin(self) -> Row:
        start = self.starts[self.index - 1]
        name = self._raw_argument("\\begin").strip()
        if name in ("array", "alignedat", "subarray"):
            self._skip_braces()
        rows = self._table_rows()
        if self.tokens[self.index] == "\\end":
            self.index += 1
            ending = self._raw_argument("\\end").strip()
            if ending != name:
                self._fault(
                    f"\\begin{{{name}}} が \\end{{{ending}}} で終わっています。",
                    f"\\begin{{{name}}} is closed by \\end{{{ending}}}.",
                )
        else:
            self._fault(f"\\begin{{{name}}} に \\end がありません。", f"\\begin{{{name}}} has no \\end.", at=start)
        if name in ENVIRONMENTS:
            return [Table(name, rows)]
        self._fault(f"知らない環境「{name}」です。", f"unknown environment {name}.", at=start)
        return [Raw(self.latex[start : self._end_of(self.index - 1)])]

    def _table_rows(self) -> list[list[Row]]:
        cells, self.cells = self.cells, True
        rows: list[list[Row]] = [[self.row()]]
        while (token := self.tokens[self.index]) in ("&", "\\\\", "\\cr"):
            self.index += 1
            if token == "&":
                rows[-1].append(self.row())
            else:
                self._line_spacing()
                rows.append([self.row()])
        self.cells = cells
        return [row for row in rows if any(row)]

    def _line_spacing(self) -> None:
        match = _LINE_SPACING.match(self.latex, self.starts[self.index])
        while match and self.starts[self.index] < match.end():
            self.index += 1

    # -- arguments --

    def _argument(self, owner: str) -> Row:
        """Read what a command or a script applies to: a group in braces or one node."""
        token = self.tokens[self.index]
        if token in (_END, "}", "&", "\\\\", "\\cr", "\\end", "\\right", "^", "_"):
            self._fault(f"「{owner}」の引数がありません。", f"{owner} lacks its argument.")
            return []
        self.index += 1
        if token == "{":
            return self._braced()
        if token.isdigit() or not token.startswith("\\") or len(token) == 1:
            if token > "~" or token in "~.:":
                sign = self._sign(token)
                return [Symbol(sign if sign.role is not Role.OPEN else sign._replace(role=Role.WORD))]
            return [Number(token)] if token.isdigit() else [Symbol(CHARS.get(token, Sign(token, token, Role.ORDINARY)))]
        self._deeper()
        nodes = self._command(token[1:])
        self.depth -= 1
        return nodes

    def _braced(self) -> Row:
        start = self.starts[self.index - 1]
        cells, self.cells = self.cells, False
        nodes = self.row()
        while (token := self.tokens[self.index]) == "\\right":  # its \left stands outside the braces
            self.index += 1
            self._stray(token)
            nodes += [*self._as_nodes(self._delimiter()), *self.row()]
        self.cells = cells
        if token == "}":
            self.index += 1
        else:
            self._fault("「{」が閉じていません。", "a { is never closed.", at=start)
        return nodes

    def _raw_argument(self, owner: str) -> str:
        if self.tokens[self.index] != "{":
            self._fault(f"「{owner}」の後に {{…}} がありません。", f"{owner} lacks its {{...}}.")
            return ""
        return self._skip_braces()[1:].removesuffix("}")

    def _skip_braces(self) -> str:
        """Pass over a group in braces (or brackets), and return its source; nothing if there is none here."""
        opening = self.tokens[self.index]
        if opening not in ("{", "["):
            return ""
        closing = "}" if opening == "{" else "]"
        start, level = self.index, 0
        while (token := self.tokens[self.index]) != _END:
            self.index += 1
            level += (token == opening) - (token == closing)
            if not level:
                break
        else:
            self._fault(f"「{opening}」が閉じていません。", f"a {opening} is never closed.", at=self.starts[start])
        return self.latex[self.starts[start] : self._end_of(self.index - 1)]

    # -- small things --

    def next(self) -> str:
        """Consume a token; the end is never passed."""
        token = self.tokens[self.index]
        if token != _END:
            self.index += 1
        return token

    def _glued(self) -> bool:
        return not self._is_spaced(self.index)

    def _is_spaced(self, index: int) -> bool:
        """Whether white space stands before the token at an index."""
        return index > 0 and self.starts[index] > self._end_of(index - 1)

    def _end_of(self, index: int) -> int:
        return self.starts[index] + len(self.tokens[index]) if index >= 0 else 0

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooComplexError(f"nested deeper than {MAX_DEPTH}")

    @staticmethod
    def _as_nodes(sign: Sign | None) -> Row:
        return [Symbol(sign)] if sign else []

    def _stray(self, token: str) -> None:
        what = {"}": "「{」のない「}」", "&": "表の外の「&」"}.get(token, f"対応のない「{token}」")
        found = {"}": "a } without its {", "&": "a & outside a table"}.get(token, f"{token} without its partner")
        self._fault(f"{what}があります。", f"{found}.", back=1)

    def _fault(self, ja: str, en: str, *, at: int | None = None, back: int = 0) -> None:
        column = (self.starts[max(0, self.index - back)] if at is None else at) + 1
        self.faults.append(Text(f"数式の {column} 文字目: {ja}", f"formula, character {column}: {en}"))


def _negated(parser: _Parser) -> Row:
    row = parser._argument("\\not")
    first = row[0] if row else None
    known = {"=": "ne", "∈": "notin"}
    if isinstance(first, Symbol) and first.sign.unicode in known:
        return [Symbol(SIGNS[known[first.sign.unicode]])]
    return [Symbol(SIGNS["neg"]), *row]


def _blackboard(parser: _Parser) -> Row:
    row = parser._argument("\\mathbb")
    for node in row:
        if isinstance(node, Symbol) and node.sign.unicode in _BLACKBOARD:
            letter = node.sign.unicode
            node.sign = Sign(_BLACKBOARD[letter], letter, Role.ORDINARY)
    return [Group(row)]


def _stacked(parser: _Parser) -> Row:
    """`\\overset{a}{b}` and `\\stackrel{a}{b}` are b with a above it."""
    above = parser._argument("\\overset")
    return [Scripts(Group(parser._argument("\\overset")), sup=above)]


def _understacked(parser: _Parser) -> Row:
    below = parser._argument("\\underset")
    return [Scripts(Group(parser._argument("\\underset")), sub=below)]


def _hidden(parser: _Parser) -> Row:
    parser._raw_argument("the command")
    return []


def _named(name: str, arguments: int) -> Callable[[_Parser], Row]:
    return lambda parser: [Named(name, [parser._argument("\\" + name) for _ in range(arguments)])]


_SPECIAL: dict[str, Callable[[_Parser], Row]] = {
    "sqrt": _Parser._sqrt,
    "left": _Parser._left,
    "begin": _Parser._begin,
    "not": _negated,
    "mathbb": _blackboard,
    "overset": _stacked,
    "stackrel": _stacked,
    "underset": _understacked,
    "label": _hidden,
    "hspace": _hidden,
    "phantom": _hidden,
    "tag": _named("tag", 1),
    "boxed": _named("boxed", 1),
    "fbox": _named("boxed", 1),
    "pmod": _named("pmod", 1),
    **{name: _named("binom", 2) for name in ("binom", "dbinom", "tbinom")},
}


def knows(name: str) -> bool:
    """Return whether a command is one that formulas here may have.

    >>> knows("frac"), knows("href")
    (True, False)
    """
    tables = (SIGNS, _FRACTIONS, ACCENTS, _TEXTS, _NAMES, _FONTS, _SILENT, _SPECIAL)
    return name in ("right", "end") or any(name in table for table in tables)


# --- bars ----------------------------------------------------------------------------------------------------------


def _pair_bars(nodes: Row) -> Row:
    """Make fences of `|x|` and `‖w‖`; an odd bar, as in `p(y|x)`, stays a sign."""
    for bar in ("‖", "|"):
        nodes = _pair(nodes, bar)
    return nodes


def _pair(nodes: Row, bar: str) -> Row:
    places = [index for index, node in enumerate(nodes) if _bar_of(node) == bar]
    if not places or len(places) % 2:
        return nodes
    paired = nodes[: places[0]]
    ends = [*places[2::2], len(nodes)]
    for start, stop, end in zip(places[::2], places[1::2], ends, strict=True):
        sign = SIGNS["Vert" if bar == "‖" else "vert"]
        closing = nodes[stop]
        fence: Node = Fence(sign, _pair(nodes[start + 1 : stop], "|"), sign)
        if isinstance(closing, Scripts):
            fence = Scripts(fence, closing.sub, closing.sup)
        paired += [fence, *nodes[stop + 1 : end]]
    return paired


def _bar_of(node: Node) -> str:
    base = node.base if isinstance(node, Scripts) else node
    return base.sign.unicode if isinstance(base, Symbol) and base.sign.role is Role.BAR else ""
