"""Rows -> blocks of printed Python, each with its syntax tree: fences, ``<pre>``, cells, what follows ``In [3]:``.

Before parsing, a block is mended where that is safe: prompts, magics and shell lines, the indentation that all lines
share, full-width spaces. What was mended is told with the findings of the block.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.instances import Repair
from quiz.report.rows import Row
from quiz.report.worked_out import once
from solvers import budget

_FAR_ABOVE: Final = 400
"""How many rows above a block the headings may stand that it is under."""
ROWS_ABOVE: Final = 8
"""How far above a block the text may stand that speaks of it."""

_FENCE: Final = late(r"\s*(?:>\s?)?(?:`{3,}|~{3,})\s*(?P<info>[\w+#.-]*)")
_PROMPT: Final = late(r"\s*In\s*\[[\s\d*]{0,6}\]\s*:\s?")
_OUTPUT: Final = late(r"\s*Out\s*\[[\s\d*]{0,6}\]\s*:")
_SHELL_PROMPT: Final = late(r"(?:>>>|\.\.\.)(?: |$)")
_MAGIC: Final = late(r"\s*(?:%[A-Za-z]|[!?])")
_CELL_MAGIC: Final = late(r"\s*%%(?P<name>\w+)")
_BRACKETS: Final = late(r"[()\[\]{}]")
_KEPT_CELLS: Final = frozenset({"time", "timeit", "capture", "prun"})
_PYTHON: Final = frozenset({"", "python", "python3", "py", "python2", "ipython", "jupyter", "code", "numpy"})
_SPACES: Final = "\u3000\u00a0\u2002\u2003\u2009"
_PLAIN: Final = str.maketrans(_SPACES, " " * len(_SPACES))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its line in the block (1-based), its column, its words, and whether it stands alone."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True, eq=False)
class Block:
    """A piece of printed code.

    ``lines`` are its lines after the repairs, one for each of ``rows``; ``tree`` is None where it isn't Python.
    ``cell`` tells that the report itself says that this is Python (a cell, a fence that is named so); ``place`` is the
    number of its first row among all rows. ``headings`` are those that it stands under, the inner one first, ``above``
    and ``below`` the text around it.
    """

    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    place: int
    cell: bool
    repairs: tuple[Repair, ...]
    tree: ast.Module | None
    headings: tuple[str, ...] = ()
    above: str = ""
    below: str = ""

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments of a block that was parsed, in order."""
        if self.tree is None or not any("#" in line for line in self.lines):
            return ()
        return tuple(_comments("\n".join(self.lines)))

    def row(self, line: int) -> Row:
        """The row of a line of the block (1-based)."""
        return self.rows[min(max(line, 1), len(self.rows)) - 1]


@once
def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """Return the blocks of code of a report, in order; what is too large has none."""
    found: list[Block] = []
    size = 0
    for place, info, group in _groups(rows):
        size += sum(len(row.line.text) + 1 for row in group)
        if size > budget.PRINTED_REPORT:
            break
        if info.lower().partition(":")[0] in _PYTHON:
            block = _block(rows, place, info, group)
            if block is not None:
                found.append(block)
        if len(found) >= budget.PRINTED_BLOCKS:
            break
    return found


def parsed(text: str) -> ast.Module | None:
    """Return the tree of a program, None for what is none or is too large; nothing is run.

    >>> ast.unparse(parsed("x = 1")), parsed("x = = 1"), parsed("勾配は小さい。")
    ('x = 1', None, None)
    """
    found = program_or_line(text)
    return found if isinstance(found, ast.Module) else None


def program_or_line(text: str) -> ast.Module | int:
    """Return the tree of a program, or the line (1-based) at which it stops to be one; 0 where no line can be told.

    >>> program_or_line("x = 1\\ny = = 1"), program_or_line("(" * 99)
    (2, 0)
    """
    if len(text) > budget.PRINTED_CODE or _deepest(text) > budget.PRINTED_DEPTH:
        return 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 0
    except (ValueError, RecursionError, MemoryError):
        return 0


def _deepest(text: str) -> int:
    """How deep the brackets of a text lie in one another, those in its strings counted as well."""
    depth = deepest = 0
    for sign in _BRACKETS.findall(text):
        if sign in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


# -- which rows are one block ------------------------------------------------------------------------------------


def _groups(rows: Sequence[Row]) -> Iterator[tuple[int, str, list[Row]]]:
    """Yield where a block begins, what its fence names, and its rows."""
    group: list[Row] = []
    start, info = 0, ""
    named = ""
    for place, row in enumerate(rows):
        fenced = not (row.line.code or row.kind == "code") and ("```" in row.line.text or "~~~" in row.line.text)
        fence = _FENCE.match(row.line.text) if fenced else None
        part = _is_part(row, bool(group)) and fence is None
        new = bool(group) and (
            not part or row.line.cell != group[-1].line.cell or row.line.code != group[-1].line.code
            or (not row.line.code and _PROMPT.match(row.line.text) is not None)
        )  # fmt: skip
        if new:
            yield start, info, group
            group = []
        if part and (row.kind == "code" or row.line.code):
            if not group:
                start, info = place, named
            group.append(row)
        elif part and group:
            group.append(row)
        if fence is not None:
            named = fence["info"]
        elif not part:
            named = ""
    if group:
        yield start, info, group


def _is_part(row: Row, begun: bool) -> bool:
    return row.kind == "code" or row.line.code or (begun and row.kind == "blank" and not row.line.text.strip())


def _block(rows: Sequence[Row], place: int, info: str, group: list[Row]) -> Block | None:
    while group and not group[-1].line.text.strip():
        group.pop()
    if not group or sum(len(row.line.text) + 1 for row in group) > budget.PRINTED_CODE:
        return None
    mended = _mended([row.line.text for row in group])
    if mended is None:
        return None
    lines, repairs = mended
    prompted = _PROMPT.match(group[0].line.text) is not None
    own = prompted or (group[0].line.code and group[0].line.cell is not None) or info.lower() in _PYTHON - {"", "code"}
    tree = parsed("\n".join(lines))
    if tree is None and (within := _out_of_suite(lines)) != lines:
        tree = parsed("\n".join(within))
        if tree is not None:
            lines, repairs = (
                within,
                [*repairs, Repair(lines[0].strip()[:60], within[0].strip()[:60], _REASONS["suite"])],
            )
    headings, above, below = around(rows, place, len(group))
    return Block(tuple(group), tuple(lines), place, own, tuple(repairs), tree, headings, above, below)


def around(rows: Sequence[Row], place: int, length: int) -> tuple[tuple[str, ...], str, str]:
    """Return the headings over a block, the inner one first, the text above it and the row below it."""
    above: list[str] = []
    for row in reversed(rows[max(place - ROWS_ABOVE, 0) : place]):
        if row.kind in ("heading", "rule", "code"):
            break
        if row.kind == "text":
            above.append(row.plain)
    headings: list[str] = []
    level = 7
    known = _headings_of(rows)
    for at in reversed(known[bisect_left(known, place - _FAR_ABOVE) : bisect_left(known, place)]):
        row = rows[at]
        if row.level < level:
            headings.append(row.plain)
            level = row.level
    below = next((row.plain for row in rows[place + length : place + length + 3] if row.kind == "text"), "")
    return tuple(headings), " ".join(reversed(above)), below


@once
def _headings_of(rows: Sequence[Row]) -> list[int]:
    """The places of the headings among a report's rows."""
    return [place for place, row in enumerate(rows) if row.kind == "heading"]


# -- repairs -----------------------------------------------------------------------------------------------------

_REASONS: Final = {
    "prompt": Text("プロンプトを除きました", "the prompt was left out"),
    "magic": Text("ノートブックのコマンドを除きました", "the notebook's command was left out"),
    "indent": Text("共通の字下げを除きました", "the indentation that all lines share was left out"),
    "suite": Text("前の枠のループの続きとして読みました", "the beginning was read as the rest of the loop above it"),
    "spaces": Text("全角の空白を半角にしました", "full-width spaces were made plain ones"),
    "bold": Text("強調の記号を除きました", "signs of emphasis were left out"),
}
_BOLD: Final = late(r"\*\*(True|False|None)\*\*")


def _mended(written: Sequence[str]) -> tuple[list[str], list[Repair]] | None:
    """Return a block's lines ready to be parsed, and what was mended; None for a cell in another language."""
    told: dict[str, Repair] = {}

    def tell(kind: str, before: str, after: str) -> str:
        told.setdefault(kind, Repair(before.strip()[:60], after.strip()[:60], _REASONS[kind]))
        return after

    first = next((line for line in written if line.strip()), "")
    cell = _CELL_MAGIC.match(first)
    if cell is not None and cell["name"] not in _KEPT_CELLS:
        return None
    interactive = _SHELL_PROMPT.match(first.lstrip()) is not None
    lines: list[str] = []
    for line in written:
        text = line
        if not text.isascii() and any(sign in _SPACES for sign in text):
            text = tell("spaces", text, text.translate(_PLAIN))
        if _BOLD.search(text):
            text = tell("bold", text, _BOLD.sub(r"\1", text))
        prompt = _PROMPT.match(text)
        if prompt is not None:
            text = tell("prompt", text, text[prompt.end() :])
        elif _OUTPUT.match(text):
            text = tell("prompt", text, "")
        elif interactive:
            sign = _SHELL_PROMPT.match(text.lstrip())
            text = tell("prompt", text, "" if sign is None else text.lstrip()[sign.end() :])
        if _MAGIC.match(text) or _CELL_MAGIC.match(text):
            indent = text[: len(text) - len(text.lstrip())]
            tell("magic", text, "")
            text = indent + "pass" if indent else ""
        lines.append(text.rstrip())
    return _without_indent(lines, tell), list(told.values())


def _without_indent(lines: list[str], tell: Callable[[str, str, str], str]) -> list[str]:
    """Leave out the indentation that all lines share; a first line without its own share is kept as it is."""
    widths = [len(line) - len(line.lstrip()) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    shared = min(widths, default=0)
    if not shared:
        return lines
    first = next(line for line in lines if line.strip())
    tell("indent", first, first)
    return [line[shared:] if not line[:shared].strip() else line.lstrip() for line in lines]


def _out_of_suite(lines: Sequence[str]) -> list[str]:
    """Leave out the indentation of the lines at a block's beginning: the rest of a suite, cut off from the block above.

    >>> _out_of_suite(["    print(a,", "b)", "", "c = 1"])
    ['print(a,', 'b)', '', 'c = 1']
    """
    width = len(lines[0]) - len(lines[0].lstrip())
    found: list[str] = []
    depth = 0
    for at, line in enumerate(lines):
        if depth <= 0 and line.strip() and not line.startswith(" " * max(width, 1)):
            return [*found, *lines[at:]]
        found.append(line[width:] if line.startswith(" " * width) else line)
        depth += sum(line.count(sign) for sign in "([{") - sum(line.count(sign) for sign in ")]}")
    return found


def _comments(source: str) -> Iterator[Comment]:
    """Yield the comments of a program that was parsed."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                alone = not token.line[: token.start[1]].strip()
                yield Comment(token.start[0], token.start[1], token.string.lstrip("#").strip(), alone)
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return
