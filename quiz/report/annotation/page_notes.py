"""Notes in a page of HTML: an element behind the block that a line stands in, escaped, without any script."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from html.parser import HTMLParser

from quiz.reading.late_patterns import late
from quiz.report.annotation.finding_notes import Note

_BEHIND = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "dl", "table", "div", "section"),
    *("article", "details", "figure", "main", "header", "footer", "form", "fieldset"),
}
"""Elements behind whose end a block may stand."""
_WITHIN = {"li", "dd", "td", "th", "body"}
"""Elements before whose end a block may stand."""
_WHOLE = {"pre", "svg", "math", "select", "button", "textarea"}
"""Elements into which nothing may be put."""
_COLOURS = {"good": "#1a7f37", "bad": "#cf222e", "half": "#9a6700", "dim": "#57606a"}
_CHARSET = late(r"(<meta[^>]{0,200}?charset\s*=\s*[\"']?)([\w.:-]{1,40})", re.I)
_XML = late(r"(<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])([\w.:-]{1,40})", re.I)
_HEAD = late(r"<head\b[^>]{0,500}>", re.I)
DECLARED = 4_000
"""A browser looks for the declaration of the encoding in so many characters."""


def with_page_notes(source: str, notes: Sequence[Note]) -> str:
    """Return a page with its notes, declared as UTF-8.

    >>> note = Note(1, None, "✗", "wrong", "a < b", "bad")
    >>> with_page_notes("<p>x</p>", [note]).startswith("<p>x</p><aside")
    True
    """
    ends = _Ends(source)
    put: dict[int, list[Note]] = {}
    for note in notes:
        put.setdefault(ends.behind(note.line, note.written), []).append(note)
    pieces, before = [], 0
    for place in sorted(put):
        pieces += [source[before:place], *map(_element, put[place])]
        before = place
    return _as_utf8("".join([*pieces, source[before:]]))


def _element(note: Note) -> str:
    colour = _COLOURS.get(note.style, _COLOURS["dim"])
    style = f"border-left:4px solid {colour};margin:.5em 0;padding:.2em .8em;background:#f6f8fa;color:#1f2328"
    return f'<aside class="quiz-note" style="{style}"><strong>quiz</strong> {html.escape(note.plain)}</aside>'


def _as_utf8(page: str) -> str:
    """Return a page that declares the encoding in which the copy is written."""
    head, rest = page[:DECLARED], page[DECLARED:]
    head, changed = _CHARSET.subn(r"\g<1>utf-8", head)
    head = _XML.sub(r"\g<1>utf-8", head)
    if not changed:
        head = _HEAD.sub(lambda found: found[0] + '<meta charset="utf-8">', head, count=1)
    return head + rest


class _Ends(HTMLParser):
    """The places of a page where a block may stand, in its order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._length = len(source)
        self._source = source
        self._open = 0  # how many elements are open that must stay whole
        self._places: list[int] = []
        self.feed(source)
        self.close()

    def behind(self, line: int, written: str) -> int:
        """Return the first place that is not before what is written on a line: on the line itself, or below it."""
        start = self._starts[min(line, len(self._starts)) - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else self._length
        text = html.escape(written.strip(), quote=False)
        at = next((at for size in (40, 12) if text and (at := self._source.find(text[:size], start, end)) >= 0), -1)
        if at < 0:
            within = self._places[bisect_right(self._places, start) : bisect_right(self._places, end)]
            at = next((place - 1 for place in within if not _is_text(self._source[place:end])), end)
        further = bisect_right(self._places, at)
        return self._places[further] if further < len(self._places) else self._length

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count what must stay whole."""
        self._open += tag in _WHOLE

    def handle_endtag(self, tag: str) -> None:
        """Note the place at the end of an element, if a block may stand there."""
        line, column = self.getpos()
        start = self._starts[line - 1] + column
        self._open = max(0, self._open - (tag in _WHOLE))
        if self._open:
            return
        if tag in _WITHIN:
            self._places.append(start)
        elif tag in _BEHIND:
            end = self._source.find(">", start)
            self._places.append(self._length if end < 0 else end + 1)


def _is_text(piece: str) -> bool:
    """Whether anything but tags stands in a piece of a page."""
    return bool(re.sub(r"<[^<>]*>", "", piece).strip())
