"""Tables of others: CSV in whatever encoding a spreadsheet saves, workbooks (an optional library), JSON Lines."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.bounded_json import parse_json
from quiz.errors import QuizError, refusal
from quiz.exchange.responses import as_text
from quiz.language import Text

_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n", re.I)
"""Excel's own first line, which says how the cells are separated."""

_POINTS = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 2_000
MAX_CELL = 20_000

_WORKBOOK = Text(
    "Excel のファイルを読むには openpyxl が必要です: pip install 'kakunin-test[class]'（CSV で保存してもかまいません）",
    "a workbook needs openpyxl: pip install 'kakunin-test[class]' (or save it as CSV)",
)


Row = tuple[int, list[str]]
"""The line that a row begins in, and its cells."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table below its head: its cells by the names of the columns, and the line that it begins in.

    ``surplus`` is what stands beyond the last column: a comma within an answer may have moved all that is behind it.
    """

    line: int
    cells: dict[str, str]
    surplus: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table: the names of its columns as they stand there, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(path: Path) -> ReadTable:
    """Return the table of a file.

    Raises:
        QuizError: it can't be read, is too large, has no head, or two columns of one name.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    if len(data) > MAX_BYTES:
        raise QuizError(Text(f"{path} は大きすぎます（20 MB まで）", f"{path} is too large (at most 20 MB)"))
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _table(path, _json_lines(path, data))
    rows = _workbook(path, data) if data.startswith(b"PK\x03\x04") else _csv(path, data)
    return _table(path, rows)


def _json_lines(path: Path, data: bytes) -> list[Row]:
    """Return a table whose columns are the keys, and whose head stands for no line of the file."""
    found: list[tuple[int, dict[str, str]]] = []
    columns: dict[str, None] = {}
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        if number > MAX_ROWS:
            raise _too_many_rows(path)
        try:
            row = parse_json(line) if line.strip() else {}
            found.append((number, {str(key): as_text(value) for key, value in row.items()}))
        except (ValueError, AttributeError, RecursionError):
            raise QuizError(
                Text(
                    f"{path}:{number}: JSON の表（{{…}}）ではありません", f"{path}:{number}: no table of JSON ({{...}})"
                )
            ) from None
        columns.update(dict.fromkeys(found[-1][1]))
    return [(0, list(columns)), *((number, [row.get(name, "") for name in columns]) for number, row in found)]


def _csv(path: Path, data: bytes) -> list[Row]:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _cells(path, text)
    raise QuizError(
        Text(f"{path} の文字コードがわかりません", f"the encoding of {path} isn't known"),
        remedy=Text("UTF-8 の CSV で保存してください", "save it as CSV in UTF-8"),
    )


def _cells(path: Path, text: str) -> list[Row]:
    told = _SEPARATOR.match(text)
    head = text.partition("\n")[0]
    delimiter = told[1] if told else max(",\t;", key=head.count)
    found: list[Row] = []
    reader = csv.reader(io.StringIO(text[told.end() :] if told else text, newline=""), delimiter=delimiter)
    line = above = 1 if told else 0
    try:
        for row in reader:
            found.append((line + 1, row))
            line = above + reader.line_num
            if len(found) > MAX_ROWS:
                raise _too_many_rows(path)
    except csv.Error as error:
        raise QuizError(Text(f"{path} は CSV ではありません: {error}", f"{path} is no CSV: {error}")) from None
    return found


def _too_many_rows(path: Path) -> QuizError:
    return QuizError(Text(f"{path} の行が多すぎます", f"{path} has too many rows"))


def _workbook(path: Path, data: bytes) -> list[Row]:
    if importlib.util.find_spec("openpyxl") is None:
        raise QuizError(_WORKBOOK)
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 10 * MAX_BYTES:
                raise QuizError(Text(f"{path} は大きすぎます", f"{path} is too large"))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found: list[Row] = []
        for line, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True), start=1):
            found.append((line, ["" if cell is None else _number(cell) for cell in row]))
    except QuizError:
        raise
    except Exception as error:  # whatever openpyxl makes of what a stranger saved
        raise QuizError(
            Text(f"{path} を Excel のファイルとして読めません", f"{path} is no workbook: {error}")
        ) from None
    return found


def _number(cell: object) -> str:
    """Return a cell as it was typed: a workbook keeps 7 as 7.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _table(path: Path, rows: Sequence[Row]) -> ReadTable:
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise QuizError(Text(f"{path} には何もありません", f"{path} is empty"))
    columns = [cell.strip() for cell in filled[0][1]]
    width = len(columns)
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MAX_COLUMNS:
        raise QuizError(Text(f"{path} の列が多すぎます", f"{path} has too many columns"))
    # Canvas heads every column of points by the points, such as 1.0.
    columns = [f"{name} ({place})" if _POINTS.fullmatch(name) else name for place, name in enumerate(columns, start=1)]
    known = [folded(name) for name in columns]
    twice = next((name for name in known if name and known.count(name) > 1), None)
    if twice is not None:
        raise QuizError(
            Text(f"{path} に「{twice}」の列が 2 つあります", f'{path} has two columns "{twice}"'),
            remedy=Text("見出しを別の名前にしてください", "give each column a name of its own"),
        )
    return ReadTable(
        str(path), tuple(columns), tuple(_row(path, line, columns, row, width) for line, row in filled[1:])
    )


def _row(path: Path, line: int, columns: Sequence[str], row: Sequence[str], width: int) -> TableRow:
    if any(len(cell) > MAX_CELL for cell in row):
        raise QuizError(
            Text(
                f"{path}:{line}: 長すぎる欄があります（{MAX_CELL} 字まで）",
                f"{path}:{line}: a cell is too long (at most {MAX_CELL} characters)",
            )
        )
    cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name}
    return TableRow(line, cells, " ".join(filter(None, map(str.strip, row[width:]))))


def written_rows(text: str) -> list[dict[str, str]]:
    r"""Return the rows of a table that we have written, by the names of its columns.

    >>> written_rows("\ufeffid,points\n1,7\n")
    [{'id': '1', 'points': '7'}]
    """
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def folded(text: str) -> str:
    """Return a name as names are compared: width, case and blanks don't matter.

    >>> folded("　Ａlice  Ｂ") == folded("alice b")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
