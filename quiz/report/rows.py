"""Lines -> rows: what each line of a report is (heading, code, rule, text), without markup and in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quiz.reading.spelling import normalize
from quiz.report.documents import Line, Report
from quiz.report.webpage import ends_hard, without_tags

MAX_SENTENCE = 2_000

RowKind = Literal["blank", "heading", "rule", "code", "text"]

_FENCE = re.compile(r"\s{0,3}(?:>\s?)?(?:```+|~~~+)\s*(?P<info>[\w+#.-]{0,30})\s*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(?P<text>[^#\s].*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_PROMPT = re.compile(r"\s*(?:In|Out)\s*\[[\s\d*]{0,6}\]\s*:")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_CIRCLED = re.compile("[①-⑳]")
_ASKED_IN_FENCE = re.compile(r"\s*(?:Q|問題?|設問)\s*\d{0,2}\s*[.:)．：）]", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """One line, read: ``text`` as written but without tags and quotation signs, ``plain`` in one spelling for matching.

    ``level`` is a heading's level, ``quoted`` tells a quotation, ``hard`` that the line ends with a break of its own.
    """

    line: Line
    kind: RowKind
    text: str
    plain: str
    level: int = 0
    quoted: bool = False
    hard: bool = False


def rows_of(report: Report) -> list[Row]:
    """Return a report's rows, one for each line."""
    lines = report.lines
    fenced = _fenced(lines)
    rows: list[Row] = []
    typed = False  # within the unfenced code that follows "In [3]:" in a notebook printed as text
    for place, line in enumerate(lines):
        if place in fenced:
            rows.append(_code(line) if fenced[place] == "code" else _text(line, fenced[place] == "mark"))
            typed = typed and fenced[place] != "mark"  # whoever fences code goes on to do so
            continue
        if line.code or _PROMPT.match(line.text):
            typed = typed or not line.code
            rows.append(_code(line))
            continue
        row = _row(line) if line.text.strip() else Row(line, "blank", "", "")
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        if row.kind == "heading" and not (typed and _is_comment(row, following)):
            typed = False
        elif typed and row.kind != "blank":
            row = _code(line)
        if rows and _UNDERLINE.match(line.text) and rows[-1].kind == "text" and len(rows[-1].plain) <= 60:
            rows[-1] = _as_heading(rows[-1], 1 if "=" in line.text else 2)
            row = Row(line, "rule", "", "")
        rows.append(row)
    return rows


def _fenced(lines: Sequence[Line]) -> dict[int, Literal["code", "text", "mark"]]:
    """Tell for every line from a fence to its end what it is; a fence that is never closed hides nothing.

    Some people fence their questions and answers; those stay text.
    """
    found: dict[int, Literal["code", "text", "mark"]] = {}
    opened: int | None = None
    for place, line in enumerate(lines):
        fence = None if line.code else _FENCE.match(line.text)
        if fence is None:
            continue
        found[place] = "mark"
        if opened is None or fence["info"]:
            opened = place
            continue
        inside = range(opened + 1, place)
        asked = any(_ASKED_IN_FENCE.match(lines[index].text) for index in inside)
        found.update((index, "text" if asked else "code") for index in inside)
        opened = None
    return found


def _is_comment(row: Row, following: str) -> bool:
    """Whether what looks like a heading among code is a comment: code that is commented out, or code right below it."""
    signs = re.compile(r"[=()\[\]]")
    return row.level == 1 and bool(signs.search(row.text) or signs.search(following))


def _code(line: Line) -> Row:
    return Row(line, "code" if line.text.strip() else "blank", line.text, "")


def _text(line: Line, mark: bool) -> Row:
    return Row(line, "blank", "", "") if mark else _row(line)


def _row(line: Line) -> Row:
    written = line.text
    quoted = bool(_QUOTE.match(written))
    if quoted:
        written = _QUOTE.sub("", written, count=1)
    text = without_tags(written).rstrip()
    if not text.strip():
        return Row(line, "blank", "", "")
    if _RULE.match(text):
        return Row(line, "rule", "", "")
    heading = _HEADING.match(text)
    if heading and not line.code:
        return Row(line, "heading", heading["text"], plain(heading["text"]), len(heading[1]), quoted)
    text = text.removesuffix("\\").strip()
    return Row(line, "text", text, plain(text), 0, quoted, ends_hard(line.text))


def _as_heading(row: Row, level: int) -> Row:
    return Row(row.line, "heading", row.text, row.plain, level, row.quoted)


def plain(text: str) -> str:
    """Return a text in one spelling, without emphasis; a circled number becomes one in brackets.

    >>> plain("**問題：リッジ回帰の特徴は︖**"), plain("②０.２５")
    ('問題:リッジ回帰の特徴は?', '(2)0.25')
    """
    circled = _CIRCLED.sub(lambda found: f"({ord(found[0]) - ord('①') + 1})", text)
    return normalize(circled.replace("**", "")).strip()


def cut(row: Row, start: int = 0, end: int | None = None) -> Row:
    """Return a row of text from ``start`` to ``end`` of its plain text."""
    bare = row.text.replace("**", "").strip()
    written = bare if len(bare) == len(row.plain) else row.plain  # as written, if the two run in step
    return replace(row, kind="text", text=written[start:end].strip(), plain=row.plain[start:end].strip())


def sentences(rows: Sequence[Row]) -> Iterator[list[tuple[str, Row]]]:
    """Yield the sentences of the text among some rows, each as pieces with the row that they stand in.

    A sentence ends at ``。``, at a line that breaks by itself, and at anything that is no text.
    """
    pieces: list[tuple[str, Row]] = []
    length = 0
    for row in rows:
        if row.kind != "text":
            if pieces:
                yield pieces
            pieces = []
            continue
        length = length + len(row.plain) if pieces else len(row.plain)
        *whole, rest = row.plain.split("。")
        for part in whole:
            yield [*pieces, (part, row)]
            pieces = []
        if rest:
            pieces.append((rest, row))
        if pieces and (row.hard or length > MAX_SENTENCE):
            yield pieces
            pieces = []
    if pieces:
        yield pieces
