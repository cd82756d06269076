"""The lines of a Markdown text, with the HTML in it read as that of a page: tables, lists, and breaks within a line.

A line that holds several (``答え<br>7``) becomes several, each with the column where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from quiz.reading.late_patterns import late
from quiz.report.fences import inside_fences
from quiz.report.webpage import lines_of_html

_BLOCK: Final = late(r"\s{0,12}<(?P<name>table|dl|ul|ol|pre)(?=[\s>])", re.I)
_MOST_ROWS: Final = 400
_CUT: Final = late(r"<br\s*/?>|</(?:summary|p|div|li|h[1-6])>", re.I)
_SHOWN: Final = late(r"(?:<[^<>]{0,300}>|\s)*\Z")
_TABLE_ROW: Final = late(r"\s*\||[^|`]*\|[^|`]*\|")


class Piece(NamedTuple):
    """A line or a part of one: its text, the 0-based place of the line, where in it the text begins, if it is code."""

    text: str
    place: int
    column: int = 0
    code: bool = False


def pieces_of(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield the lines of a text; what a table or a list in HTML shows, and the parts between breaks, one by one.

    >>> [(piece.text, piece.place, piece.column) for piece in pieces_of(["答え<br>7", "a < b"])]
    [('答え', 0, 0), ('7', 0, 6), ('a < b', 1, 0)]
    """
    if not any("<" in text for text in lines):
        yield from (Piece(text, place) for place, text in enumerate(lines))
        return
    fenced = inside_fences(lines)
    ends = _ends(lines)
    place = 0
    while place < len(lines):
        text = lines[place]
        found = _BLOCK.match(text) if "<" in text and place not in fenced else None
        end = ends.get(place) if found is not None else None
        if end is not None and end - place <= _MOST_ROWS:
            for line in lines_of_html("\n".join(lines[place : end + 1])):
                yield Piece(line.text, place + line.number - 1, 0, line.code)
            place = end + 1
            continue
        if "<" in text and place not in fenced and not _TABLE_ROW.match(text):
            yield from _parts(text, place)
        else:
            yield Piece(text, place)
        place += 1


def _ends(lines: Sequence[str]) -> dict[int, int]:
    """Return for each line at which a block of HTML begins the line of its end: the first one that ends its kind."""
    found: dict[int, int] = {}
    next_end: dict[str, int] = {}
    for place in range(len(lines) - 1, -1, -1):
        text = lines[place]
        if "<" not in text:
            continue
        lowered = text.lower()
        for name in ("table", "dl", "ul", "ol", "pre"):
            if f"</{name}" in lowered:
                next_end[name] = place
        begins = _BLOCK.match(text)
        if begins is not None and begins["name"].lower() in next_end:
            found[place] = next_end[begins["name"].lower()]
    return found


def _parts(text: str, place: int) -> Iterator[Piece]:
    """Yield the parts of a line that its breaks divide; one at its end divides nothing."""
    start = 0
    for cut in _CUT.finditer(text):
        if text.count("`", start, cut.start()) % 2 or _SHOWN.match(text, cut.end()):
            continue
        if not _SHOWN.fullmatch(text, start, cut.start()):
            yield Piece(text[start : cut.start()], place, start)
            start = cut.end()
    yield Piece(text[start:], place, start)
