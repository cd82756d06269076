"""A notebook of ours that somebody has filled in -> the answer to each of its questions, and where it stands.

The cells name their questions (``check("pooling", 7, answer, …)``); an answer is the text or number that is given to
``answer`` above. Nothing of a cell is run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from quiz.exchange.as_printed import AsPrinted, PrintedPlace
from quiz.exchange.filled_sheet import FilledPlace, FilledSheet
from quiz.language import Text
from quiz.model import Variant
from quiz.reading.late_patterns import late

_CHECK = late(
    r'\s*check\("([a-z0-9-]{1,80})", ([0-9]{1,19}), answer, course="([^"]{1,200})", lang="(?:ja|en)",'
    r' digest="([0-9a-f]{16})"\)\s*'
)
"""The line of an exported notebook that grades an answer."""
MOST_CODE = 20_000
"""Signs of a cell that is read for its answer."""
_NO_PYTHON = Text(
    "このセルは Python として読めません。答えは引用符の中に書いてください",
    "this cell can't be read as Python; write the answer between the quotation marks",
)
_NO_VALUE = Text(
    "answer が文字列でも数でもないので、実行せずには読めません",
    "answer is neither a text nor a number, so it can't be read without running the cell",
)

Cell = Sequence[tuple[int, str]]
"""The lines of a cell of code, each with its place among those of the notebook."""


def filled_notebook(cells: Iterable[Cell]) -> FilledSheet | None:
    """Return the sheet that a notebook with these cells of code is; None where none of them is one of ours.

    >>> filled_notebook([[(7, "answer = 3")]]) is None
    True
    """
    asked = [
        (cell, at, found)
        for cell in cells
        for at, line in cell
        if "check(" in line and (found := _CHECK.fullmatch(line)) is not None
    ]
    courses = {found[3] for *_, found in asked}
    if len(courses) != 1:
        return None
    return FilledSheet(courses.pop(), lambda printed: _places(asked, printed))


def _places(asked: Sequence[tuple[Cell, int, re.Match[str]]], printed: AsPrinted) -> Iterator[FilledPlace]:
    for number, (cell, at, found) in enumerate(asked, start=1):
        place = PrintedPlace(number, found[1], int(found[2]), found[4])
        variant: Variant | Text = printed.variant(place)
        begins, ends, answer = _answer(cell, at)
        if isinstance(answer, Text):
            variant, answer = answer, ""
        yield FilledPlace(place, variant, at, begins, ends, answer.strip().partition("\n")[0], answer.strip("\n"))


def _answer(cell: Cell, check: int) -> tuple[int, int, str | Text]:
    """The places of an answer's first line and behind its last, and the answer; or why it can't be read."""
    first = cell[0][0]
    source = "\n".join(line for at, line in cell if at < check)
    if len(source) > MOST_CODE:
        return check, check + 1, _NO_VALUE
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return check, check + 1, _NO_PYTHON
    for statement in reversed(tree.body):
        if isinstance(statement, ast.Assign) and [getattr(one, "id", "") for one in statement.targets] == ["answer"]:
            begins, ends = first + statement.lineno - 1, first + (statement.end_lineno or statement.lineno)
            return begins, ends, _value(statement.value)
    return check, check + 1, _NO_VALUE


def _value(node: ast.expr) -> str | Text:
    """The text or the number that is written there; numbers as they are written, and not as Python rounds them."""
    signed = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd)
    inner = node.operand if isinstance(node, ast.UnaryOp) and signed else node
    if not isinstance(inner, ast.Constant) or isinstance(inner.value, bool | bytes | complex):
        return _NO_VALUE
    if isinstance(inner.value, str):
        return _NO_VALUE if signed else inner.value
    if inner.value is None or inner.value is Ellipsis:
        return "" if not signed else _NO_VALUE
    return ast.unparse(node)
