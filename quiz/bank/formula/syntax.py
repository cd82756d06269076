"""The text of a formula as a tree: what can't be read is told with its column and how it is written instead.

The tree is Python's own, of which only expressions are taken and only some of these are known to the compiler. Signs
that people write and Python doesn't know (×, ≤, ^, full-width letters) are found before, each with its right spelling.
"""

from __future__ import annotations

import ast
import re
import warnings

from quiz.bank.formula.refusals import FormulaError
from quiz.language import Text
from solvers import budget

_SIGNS = {
    "×": "*", "·": "*", "⋅": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≦": "<=", "≥": ">=", "≧": ">=", "≠": "!=",
    "√": "sqrt(…)", "π": "pi", "²": "**2", "³": "**3", "∈": "in", "∧": "and", "∨": "or", "¬": "not", "Σ": "sum(…)",
    "∑": "sum(…)", "“": "'", "”": "'", "‘": "'", "’": "'", "「": "'", "」": "'", "、": ",", "。": ".", "…": "",
    "\N{IDEOGRAPHIC SPACE}": "' '",
}  # fmt: skip
_FULL_WIDTH = re.compile("[！-～]")
_TEXTS = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_HABITS = (
    (re.compile(r"&&"), "and"),
    (re.compile(r"\|\|"), "or"),
    (re.compile(r"!(?!=)"), "not"),
    (re.compile(r"(?<![=<>!:])=(?![=>])"), "=="),
    (re.compile(r"<>"), "!="),
    (re.compile(r"=<"), "<="),
    (re.compile(r"=>"), ">="),
)


_WRITE_ONE = Text("式を書くか、項目を消してください", "write one, or leave the key out")
_MEND = Text("^ の所を直してください", "mend it where the ^ points")


def parsed(source: str) -> ast.expr:
    """Return the tree of a formula; raise :class:`FormulaError` with its column where it is none."""
    if not source.strip():
        raise FormulaError(Text("式が空です", "the formula is empty"), 0, _WRITE_ONE)
    budget.FORMULA.check(len(source))
    budget.FORMULA_BRACKETS.check(_nesting(source))
    _refuse_signs(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        _refuse_habits(source)
        column = max((getattr(error, "offset", 1) or 1) - 1, 0)
        pairless = _pairless(source)
        message = pairless or Text("式の書き方に誤りがあります", "the formula isn't well formed")
        remedy = Text("括弧を対にしてください", "pair the brackets") if pairless else _MEND
        if re.search(r"\bif\b", _blanked(source)) and not re.search(r"\belse\b", _blanked(source)):
            remedy = Text("a if 条件 else b と書きます", "write a if condition else b")
        raise FormulaError(message, min(column, len(source)), remedy) from None


def _blanked(source: str) -> str:
    """The formula without what stands in its texts."""
    return _TEXTS.sub(lambda text: "'" + " " * (len(text[0]) - 2) + "'", source)


def _refuse_signs(source: str) -> None:
    bare = source if source.isascii() and "^" not in source else _blanked(source)
    if "^" in bare:
        message = Text("べき乗は ^ ではなく ** と書きます", "write a power with **, not ^")
        raise FormulaError(message, bare.index("^"), once="^")
    for column, sign in enumerate(bare if not bare.isascii() else ""):
        if sign in _SIGNS:
            raise _written_otherwise(sign, _SIGNS[sign], column)
        if _FULL_WIDTH.match(sign):
            raise _written_otherwise(sign, chr(ord(sign) - 0xFEE0), column)


def _refuse_habits(source: str) -> None:
    """Where the formula can't be read, look for what other languages write."""
    bare = _blanked(source)
    for habit, right in _HABITS:
        found = habit.search(bare)
        if found:
            raise _written_otherwise(found[0], right, found.start())


def _written_otherwise(sign: str, right: str, column: int) -> FormulaError:
    if right:
        message = Text(f"式では {sign} を {right} と書きます", f"in a formula {sign} is written {right}")
    else:
        message = Text(f"式に {sign} は書けません", f"{sign} can't stand in a formula")
    return FormulaError(message, column, once=sign)


def _pairless(source: str) -> Text | None:
    """Say which bracket has no partner, if one has none."""
    opened: list[str] = []
    for sign in _blanked(source):
        if sign in "([{":
            opened.append(sign)
        elif sign in ")]}" and (not opened or "([{".index(opened.pop()) != ")]}".index(sign)):
            return Text(f"{sign} に対応する括弧がありません", f"a {sign} has no partner")
    return Text(f"{opened[-1]} が閉じられていません", f"a {opened[-1]} isn't closed") if opened else None


def _nesting(source: str) -> int:
    depth = deepest = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def below(node: ast.AST) -> tuple[ast.AST, ...]:
    """Return the parts of a formula's tree, but for those that cost nothing: operators, and what a name is used for."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, _PARTS):
            found.append(value)
        elif isinstance(value, list):
            found += (part for part in value if isinstance(part, _PARTS))
    return tuple(found)


_PARTS = (ast.expr, ast.keyword, ast.comprehension)
