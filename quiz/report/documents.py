"""A report's file -> its lines, each with the place that it came from: Markdown, text, notebooks and HTML pages.

Nothing in a file is trusted: its size is bounded before it is read, and what can't be read is refused with a reason.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from quiz.bank.json_text import parse_json
from quiz.errors import QuizError, too_much
from quiz.language import Text
from quiz.report.webpage import lines_of_html
from solvers import budget
from solvers.budget import OverBudget


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report.

    ``number`` is its 1-based line in the file; in a notebook, its line in the cell, and ``cell`` the cell's number
    (1-based, code cells counted). ``code`` is True for what a notebook or a page itself marks as code.
    """

    text: str
    number: int
    cell: int | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report's path, as it was given, and its lines."""

    path: str
    lines: tuple[Line, ...]


class UnreadableReport(QuizError):
    """A file that can't be read as a report; the message begins with its path."""


SourceKind = Literal["text", "page", "notebook"]


def read_source(path: Path) -> tuple[SourceKind, str]:
    """Return what kind of file a report is, and its text; raise :class:`UnreadableReport` for what is no text.

    The file's name tells its kind: ``.ipynb`` is a notebook, ``.html`` a page, everything else UTF-8 text.
    """
    suffix = path.suffix.lower()
    notebook = suffix == ".ipynb"
    source = _decoded(path, _bytes_of(path, budget.NOTEBOOK if notebook else budget.REPORT))
    page = suffix in (".html", ".htm", ".xhtml") or source[:200].lstrip().lower().startswith(
        ("<!doctype html", "<html")
    )
    return "notebook" if notebook else "page" if page else "text", source


def read_report(path: Path) -> Report:
    """Return the lines of a report; raise :class:`UnreadableReport` with the reason and what to do."""
    kind, source = read_source(path)
    if kind == "notebook":
        lines = _notebook_lines(path, source)
    elif kind == "page":
        lines = [Line(text, number, code=code) for text, number, code in lines_of_html(source)]
    else:
        lines = _text_lines(source)
    if len(lines) > budget.REPORT_LINES:
        told = too_much(OverBudget(budget.REPORT_LINES))
        raise _refuse(path, told.ja, told.en, _OWN_TEXT)
    return Report(str(path), tuple(line if len(line.text) <= budget.REPORT_LINE else _emptied(line) for line in lines))


_OWN_TEXT = Text("レポートの本文だけを保存してください", "save the report's own text only")


def _refuse(path: Path, ja: str, en: str, remedy: Text | None = None) -> UnreadableReport:
    return UnreadableReport(Text(f"{path}: {ja}", f"{path}: {en}"), remedy=remedy)


def _bytes_of(path: Path, limit: int) -> bytes:
    if os.path.isdir(path):  # False for a name that is too long to be one
        remedy = Text(f"ファイルを指定してください（例: {path}/*.md）", f"name its files (for example {path}/*.md)")
        raise _refuse(path, "フォルダです", "this is a folder", remedy)
    if os.path.exists(path) and not os.path.isfile(path):
        raise _refuse(path, "通常のファイルではありません", "this isn't a regular file")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise _refuse(path, "ファイルがありません", "there is no such file") from None
    except OSError as error:
        raise _refuse(path, f"読めません: {error.strerror}", f"can't be read: {error.strerror}") from None
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB"
        raise _refuse(path, f"大きすぎます（{size} まで）", f"too large (at most {size})", _OWN_TEXT)
    return data


def _decoded(path: Path, data: bytes) -> str:
    remedy = Text(
        "Markdown・テキスト・HTML・ノートブック（.ipynb）で保存してください",
        "save it as Markdown, text, HTML or .ipynb",
    )
    if b"\0" in data[:8192] or data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
        raise _refuse(path, "テキストではないファイルです", "this isn't a text file", remedy)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        as_utf8 = Text("UTF-8 で保存し直してください", "save it again as UTF-8")
        ja, en = f"{line} 行目に UTF-8 ではない文字があります", f"line {line} isn't UTF-8"
        raise _refuse(path, ja, en, as_utf8) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _emptied(line: Line) -> Line:
    return Line("", line.number, line.cell, line.code)


def _text_lines(source: str) -> list[Line]:
    # Only \n ends a line: str.splitlines would also break at form feeds and count other lines than an editor does.
    return [Line(text, number) for number, text in enumerate(source.split("\n"), start=1)]


def _notebook_lines(path: Path, source: str) -> list[Line]:
    """Return the lines of a notebook's cells; what the cells printed is left out."""
    try:
        notebook = parse_json(source)
    except OverBudget as over:
        told = too_much(over)
        raise _refuse(
            path, f"ノートブックの {over.line} 行目: {told.ja}", f"line {over.line} of the notebook: {told.en}"
        ) from None
    except ValueError:
        raise _refuse(path, "ノートブック（JSON）として読めません", "can't be read as a notebook (JSON)") from None
    cells = _cells(notebook)
    if cells is None:
        raise _refuse(path, "ノートブックにセルがありません", "the notebook has no cells")
    lines: list[Line] = []
    size = 0
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            continue
        written = source_of(cell)
        size += len(written)
        if size > budget.REPORT:
            raise _refuse(path, "セルの文章が長すぎます", "the cells hold too much text")
        code = cell.get("cell_type") == "code"
        rows = written.split("\n")
        lines += [Line(text, place, number, code) for place, text in enumerate(rows, start=1)]
        lines.append(Line("", len(rows) + 1, number))  # a cell's end ends a paragraph
    return lines


def _cells(notebook: Any) -> list[Any] | None:
    """Return the cells of a notebook, in format 4 (``cells``) or 3 (``worksheets``)."""
    if not isinstance(notebook, dict):
        return None
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    found = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)]
    return [cell for sheet in found for cell in sheet]


def source_of(cell: dict[str, Any]) -> str:
    """Return what is written in a notebook's cell.

    >>> source_of({"source": ["a\\n", "b"]})
    'a\\nb'
    """
    written = cell.get("source", cell.get("input", ""))
    if isinstance(written, list):
        written = "".join(part for part in written if isinstance(part, str))
    return written.replace("\r\n", "\n") if isinstance(written, str) else ""
