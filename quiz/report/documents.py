"""A report's file -> its lines, each with the place that it came from: Markdown, text, notebooks, pages, PDF.

Nothing in a file is trusted: its size is bounded before it is read, and what can't be read is refused with a reason.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from quiz.bank.bounded_json import parse_json
from quiz.bank.uncollected import uncollected
from quiz.errors import QuizError, refusal, too_much
from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.long_blanks import shortened
from quiz.report.encodings import UnknownEncoding, decode
from quiz.report.frozen import frozen
from quiz.report.markdown_lines import pieces_of
from quiz.report.pdf_text import CAN_READ_PDF, UnreadablePdf, pages_of_pdf
from quiz.report.webpage import lines_of_html
from solvers import budget
from solvers.budget import OverBudget


@frozen
class Line:
    """One line of a report.

    ``number`` is its 1-based line in the file; in a notebook, its line in the cell, and ``cell`` the cell's number
    (1-based, code cells counted). ``code`` is True for what a notebook or a page itself marks as code, ``output`` for
    what a cell printed, whose lines are counted by themselves. ``column`` is how much of the file's line stands before.
    In a PDF the lines are those of its ``page`` (1-based). Where ``text`` has long runs of blanks shortened,
    ``original`` is the line with all of them.
    """

    text: str
    number: int
    cell: int | None = None
    code: bool = False
    output: bool = False
    column: int = 0
    page: int | None = None
    original: str | None = None

    @property
    def written(self) -> str:
        """The line as it stands in the file: columns are counted in it."""
        return self.text if self.original is None else self.original


@frozen
class Report:
    """A report's path, as it was given, and its lines."""

    path: str
    lines: tuple[Line, ...]


class UnreadableReport(QuizError):
    """A file that can't be read as a report; the message begins with its path."""


SourceKind = Literal["text", "page", "notebook", "pdf"]


def read_source(path: Path) -> tuple[SourceKind, str]:
    """Return what kind of file a report is, and its text ("" for a PDF); raise :class:`UnreadableReport` for no text.

    The file's name tells its kind: ``.ipynb`` is a notebook, ``.html`` a page, everything else text; a PDF is known by
    how it begins.
    """
    kind, data = _kind_and_bytes(path)
    return kind, "" if kind == "pdf" else _decoded(path, data)


def is_pdf(path: Path) -> bool:
    """Whether a file is a PDF, by how it begins; False for one that can't be read."""
    try:
        return _kind_and_bytes(path)[0] == "pdf"
    except UnreadableReport:
        return False


def _kind_and_bytes(path: Path) -> tuple[SourceKind, bytes]:
    suffix = path.suffix.lower()
    limit = {".ipynb": budget.NOTEBOOK, ".pdf": budget.REPORT_PDF}.get(suffix, budget.REPORT)
    data = _bytes_of(path, limit)
    if data.startswith(b"%PDF"):
        return "pdf", data
    if suffix == ".ipynb":
        return "notebook", data
    if suffix in (".html", ".htm", ".xhtml") or _decoded(path, data)[:200].lstrip().lower().startswith(_PAGE_BEGINS):
        return "page", data
    return "text", data


def read_report(path: Path) -> Report:
    """Return the lines of a report; raise :class:`UnreadableReport` with the reason and what to do."""
    with uncollected():
        lines = _lines(path)
    if len(lines) > budget.REPORT_LINES:
        told = too_much(OverBudget(budget.REPORT_LINES))
        raise _refuse(path, told.ja, told.en, _OWN_TEXT)
    return Report(str(path), tuple(map(_within_bounds, lines)))


def _lines(path: Path) -> Sequence[Line]:
    kind, data = _kind_and_bytes(path)
    if kind == "pdf":
        return _pdf_lines(path, data)
    if kind == "notebook":
        return _notebook_lines(path, _decoded(path, data))
    return _page_lines(_decoded(path, data)) if kind == "page" else _text_lines(_decoded(path, data))


_PAGE_BEGINS = ("<!doctype html", "<html")
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
        why = refusal(error)
        raise _refuse(path, f"読めません: {why.ja}", f"can't be read: {why.en}") from None
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB"
        raise _refuse(path, f"大きすぎます（{size} まで）", f"too large (at most {size})", _OWN_TEXT)
    return data


_SAVE_AS = Text(
    "Markdown・テキスト・HTML・ノートブック（.ipynb）・文字の入った PDF で保存してください",
    "save it as Markdown, text, HTML, .ipynb or a PDF with text in it",
)
_FILES_OF_OTHERS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith(_FILES_OF_OTHERS):
        raise _refuse(path, "テキストではないファイルです", "this isn't a text file", _SAVE_AS)
    try:
        text = decode(data)
    except UnknownEncoding as unknown:
        if b"\0" in data[:8192]:
            raise _refuse(path, "テキストではないファイルです", "this isn't a text file", _SAVE_AS) from None
        line = unknown.line
        ja = f"{line} 行目に UTF-8 ではない文字があり、文字コードも決められません"
        en = f"line {line} isn't UTF-8, and the encoding can't be told"
        raise _refuse(path, ja, en, _as_utf8(path)) from None
    if "\0" in text[:8192]:
        raise _refuse(path, "テキストではないファイルです", "this isn't a text file", _SAVE_AS)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_utf8(path: Path) -> Text:
    command = f"iconv -f CP932 -t UTF-8 {path.name} > utf8{path.suffix}"
    return Text(
        f"エディタで UTF-8 を選んで保存し直すか、もとの文字コードがわかるなら変換してください（例: {command}）",
        f"save it again as UTF-8 in an editor, or convert it from the encoding that it has (for example: {command})",
    )


def _within_bounds(line: Line) -> Line:
    """Return a line without what no sentence has: nothing of one that is data, few of hundreds of blanks in a row."""
    if len(line.text) > budget.REPORT_LINE:
        return replace(line, text="")
    text = shortened(_DEEP.sub(r"\1", line.text) if line.text[:1].isspace() else line.text)
    return line if text == line.text else replace(line, text=text, original=line.text)


_DEEP = late(rf"^(\s{{{budget.REPORT_INDENT}}})\s+")


def _text_lines(source: str) -> list[Line]:
    # Only \n ends a line: str.splitlines would also break at form feeds and count other lines than an editor does.
    return _lines_of_text(source.split("\n"))


def _lines_of_text(written: Sequence[str], cell: int | None = None) -> list[Line]:
    return [Line(text, place + 1, cell, code, column=column) for text, place, column, code in pieces_of(written)]


def _page_lines(source: str) -> list[Line]:
    return [Line(text, number, None, code, output) for text, number, code, output in lines_of_html(source)]


def _pdf_lines(path: Path, data: bytes) -> list[Line]:
    convert = f"pdftotext -enc UTF-8 {path.name} {path.stem}.txt"
    if not CAN_READ_PDF:
        ja, en = "PDF を読む部品（pypdf）がありません", "what reads a PDF (pypdf) isn't installed"
        remedy = Text(
            f"pip install 'kakunin-test[pdf]' で入れるか、テキストに変換してください（例: {convert}）",
            f"install it with pip install 'kakunin-test[pdf]', or convert the file to text (for example: {convert})",
        )
        raise _refuse(path, ja, en, remedy)
    try:
        pages = pages_of_pdf(data)
    except OverBudget as over:
        told = too_much(over)
        raise _refuse(path, told.ja, told.en, _OWN_TEXT) from None
    except UnreadablePdf:
        ja = "PDF から文章を取り出せません（画像だけ、パスワードつき、または壊れた PDF です）"
        en = "no text can be taken from this PDF (only pictures, a password, or damaged)"
        remedy = Text(
            f"もとの文書をテキストで保存するか、変換してください（例: {convert}）",
            f"save the document itself as text, or convert it (for example: {convert})",
        )
        raise _refuse(path, ja, en, remedy) from None
    lines: list[Line] = []
    for page, text in enumerate(pages, start=1):
        lines += [Line(line.rstrip(), number, page=page) for number, line in enumerate(text.split("\n"), start=1)]
    return lines


def _notebook_lines(path: Path, source: str) -> list[Line]:
    """Return the lines of a notebook's cells, and the first ones that a cell printed."""
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
        if code:
            lines += [Line(text, place, number, code=True) for place, text in enumerate(rows, start=1)]
            printed = enumerate(_printed(cell), start=1)
            lines += [Line(text, place, number, output=True) for place, text in printed]
        else:
            lines += _lines_of_text(rows, number)
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
    return _joined(cell.get("source", cell.get("input", "")))


def _printed(cell: dict[str, Any]) -> list[str]:
    """Return the first lines of what a cell printed, as text; of the end of a long one nothing is claimed anyway."""
    found: list[str] = []
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict) or len(found) >= budget.REPORT_OUTPUT:
            continue
        data = output.get("data")
        shown = data.get("text/plain", "") if isinstance(data, dict) else output.get("text", "")
        found += _joined(shown)[: budget.REPORT_LINE].rstrip("\n").split("\n")
    return found[: budget.REPORT_OUTPUT]


def _joined(written: Any) -> str:
    """Return a text that a notebook holds as one or in lines."""
    if isinstance(written, list):
        written = "".join(part for part in written if isinstance(part, str))
    return written.replace("\r\n", "\n").replace("\r", "\n") if isinstance(written, str) else ""
