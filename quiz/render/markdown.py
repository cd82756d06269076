"""The small Markdown of stems and solutions -> blocks. Every text gives blocks; nothing is ever refused.

Paragraphs, `#` headings, bullet and numbered lists, fenced code, pipe tables, `code`, **strong**, *emphasis*,
`$inline math$` and `$$display math$$`, and pictures on a line of their own. No HTML, no links: they are shown as
written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quiz.figures.gallery import PLACE
from quiz.outlet.visible import visible

MAX_DEPTH = 6
"""Lists and emphasis that are nested deeper are read as plain text."""

Alignment = Literal["left", "right", "center"]


# --- the tree ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; `break` is a line break and has no text."""

    kind: Literal["text", "code", "math", "display", "break"]
    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 to 6."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block; its lines are never broken."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A displayed formula, as LaTeX."""

    latex: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `marker` is empty for a bullet, `2.` or the like for a number."""

    marker: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A table; every row has as many cells as there are alignments, the first row is the header."""

    alignments: tuple[Alignment, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A place for a picture; ``target`` is what stands in its round brackets."""

    caption: str
    target: str


Block = Paragraph | Heading | CodeBlock | Display | Items | PipeTable | PicturePlace

# --- blocks --------------------------------------------------------------------------------------------------------

_HEADING = re.compile(r"(#{1,6})[ \u3000]+(\S.*)")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})[ ]*([^`\s]*)")
_ITEM = re.compile(r"([ ]{0,12})(?:[-*+]|([0-9]{1,3}[.)]))[ ]+(?=\S)")
_DELIMITER_CELL = re.compile(r"[ ]*:?-{1,200}:?[ ]*")


def blocks(markdown: str) -> tuple[Block, ...]:
    r"""Parse a Markdown text.

    >>> blocks("# 問題\n値は $x$ です。")[0]
    Heading(level=1, spans=(Span(kind='text', text='問題', strong=False, emphasis=False),))
    """
    text = re.sub(r"\r\n?|[\u2028\u2029\x0c]", "\n", markdown).expandtabs(4)
    return _Reader(visible(text).split("\n"), 0).blocks()


class _Reader:
    """Reads the lines of a text, or of one list item, from top to bottom."""

    def __init__(self, lines: list[str], depth: int) -> None:
        self.lines = lines
        self.depth = depth
        self.index = 0
        self.paragraph: list[str] = []
        self.found: list[Block] = []

    def blocks(self) -> tuple[Block, ...]:
        """Read to the end."""
        while self.index < len(self.lines):
            line = self.lines[self.index]
            stripped = line.strip()
            if not stripped:
                self._flush()
                self.index += 1
            elif stripped[0] in "`~" and (match := _FENCE.match(line)):
                self._code(match)
            elif stripped[0] == "#" and (match := _HEADING.fullmatch(stripped)):
                self._flush()
                self.found.append(Heading(len(match[1]), spans(match[2].rstrip("# "))))
                self.index += 1
            elif stripped[0] == "!" and (match := PLACE.fullmatch(stripped)):
                self._flush()
                self.found.append(PicturePlace(match["caption"], match["target"]))
                self.index += 1
            elif stripped.startswith("$$") and self._display(stripped):
                pass
            elif self.depth < MAX_DEPTH and (match := _ITEM.match(line)):
                self._items(match)
            elif "|" in line and not self.paragraph and self._table():
                pass
            else:
                self.paragraph.append(line)
                self.index += 1
        self._flush()
        return tuple(self.found)

    def _flush(self) -> None:
        if self.paragraph:
            text = _joined(self.paragraph)
            self.paragraph = []
            self.found.append(Paragraph(spans(text)))

    def _code(self, opening: re.Match[str]) -> None:
        self._flush()
        fence = opening[1]
        indent = len(opening[0]) - len(opening[0].lstrip())
        lines: list[str] = []
        self.index += 1
        while self.index < len(self.lines):
            line = self.lines[self.index]
            self.index += 1
            bare = line.strip()
            if bare.startswith(fence) and not bare.strip(fence[0]):
                break
            lines.append(line[indent:] if not line[:indent].strip() else line)
        self.found.append(CodeBlock(opening[2], tuple(lines)))

    def _display(self, first: str) -> bool:
        """Read `$$ ... $$` over one or more lines; False if it does not end or if text follows it on its line."""
        collected = [first[2:]]
        end = self.index
        while "$$" not in collected[-1]:
            end += 1
            if end >= len(self.lines):
                return False
            collected.append(self.lines[end])
        last, _, after = collected[-1].partition("$$")
        if after.strip():
            return False
        self._flush()
        self.found.append(Display("\n".join([*collected[:-1], last]).strip()))
        self.index = end + 1
        return True

    def _items(self, match: re.Match[str] | None) -> None:
        self._flush()
        items: list[Item] = []
        outer = len(match[1]) if match else 0
        numbered = bool(match and match[2])
        while match and len(match[1]) < outer + 2 and bool(match[2]) == numbered:
            first = self.lines[self.index][match.end() :]
            self.index += 1
            body = [first, *self._continuation(len(match[1]), match.end())]
            items.append(Item(match[2] or "", _Reader(body, self.depth + 1).blocks()))
            following = self._next_filled()
            match = _ITEM.match(self.lines[following]) if following is not None else None
            if match and len(match[1]) < outer + 2 and bool(match[2]) == numbered and following is not None:
                self.index = following
        self.found.append(Items(tuple(items)))

    def _next_filled(self) -> int | None:
        for index in range(self.index, len(self.lines)):
            if self.lines[index].strip():
                return index
        return None

    def _continuation(self, outer: int, indent: int) -> list[str]:
        """Collect the lines that belong to a list item: indented ones, and plain text directly below it."""
        body: list[str] = []
        blank = False
        while self.index < len(self.lines):
            line = self.lines[self.index]
            room = len(line) - len(line.lstrip(" "))
            if not line.strip():
                blank = True
                body.append("")
            elif room >= outer + 2:
                body.append(line[min(room, indent) :])
                blank = False
            elif blank or _ITEM.match(line) or _HEADING.match(line) or _FENCE.match(line) or line.startswith("$$"):
                break
            else:
                body.append(line)
            self.index += 1
        while body and not body[-1]:
            body.pop()
        return body

    def _table(self) -> bool:
        if self.index + 1 >= len(self.lines):
            return False
        delimiters = _cells(self.lines[self.index + 1])
        header = _cells(self.lines[self.index])
        if len(header) != len(delimiters) or not all(_DELIMITER_CELL.fullmatch(cell) for cell in delimiters):
            return False
        rows = [header]
        self.index += 2
        while self.index < len(self.lines) and "|" in self.lines[self.index] and self.lines[self.index].strip():
            cells = _cells(self.lines[self.index])
            rows.append((cells + [""] * len(header))[: len(header)])
            self.index += 1
        aligned = tuple(_alignment(cell.strip()) for cell in delimiters)
        self.found.append(PipeTable(aligned, tuple(tuple(spans(cell) for cell in row) for row in rows)))
        return True


def _alignment(delimiter: str) -> Alignment:
    if delimiter.endswith(":"):
        return "center" if delimiter.startswith(":") else "right"
    return "left"


_CELL_PART = re.compile(r"\\.|`[^`]*`|\$[^$]*\$|\||[^\\`$|]+|.", re.DOTALL)


def _cells(line: str) -> list[str]:
    """Split a row of a table at `|`, but not within code, math or after a backslash."""
    line = line.strip()
    line = line.removeprefix("|")
    cells = [""]
    for part in _CELL_PART.findall(line):
        if part == "|":
            cells.append("")
        else:
            # Other readers split a row before they look for code: a bar in it has a backslash, which is no part of it.
            cells[-1] += part.replace("\\|", "|") if part[0] in "\\`" else part
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: Japanese without a space, other text with one; `  ` or `\\` at the end breaks."""
    text = lines[0].strip(" ")
    for before, line in pairwise(lines):
        line = line.strip(" ")
        if before.endswith("  "):
            text += "\n" + line
        elif before.endswith("\\") and not before.endswith("\\\\"):
            text = text[:-1] + "\n" + line
        elif _needs_no_space(text[-1:], line[:1]):
            text += line
        else:
            text += " " + line
    return text


def _needs_no_space(last: str, first: str) -> bool:
    return (last > "\u2e80" and first > "\u2e80") or last in "。、，．！？」）：" or first in "。、「（"


# --- spans ---------------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"[\\`*$\n]")
_BACKTICKS = re.compile(r"`+")
_STARS = re.compile(r"\*+")


def spans(text: str) -> tuple[Span, ...]:
    """Parse running text.

    >>> [(span.kind, span.text) for span in spans("値 $x^2$ と `a*b`")]
    [('text', '値 '), ('math', 'x^2'), ('text', ' と '), ('code', 'a*b')]
    """
    if _SPECIAL.search(text) is None:  # as most text is
        return (Span("text", text),) if text else ()
    return tuple(_Spans(text).read())


class _Spans:
    """Reads running text from left to right; a mark without its partner is text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain: list[str] = []
        self.found: list[Span] = []
        self.open: dict[str, int] = {}  # an open "**" or "*" -> the index of the span that holds its place
        self.missing: dict[str, int] = {}  # a mark -> the place from which it is known not to come any more

    def read(self) -> list[Span]:
        """Read to the end."""
        position = 0
        while match := _SPECIAL.search(self.text, position):
            self.plain.append(self.text[position : match.start()])
            position = self._special(match.start())
        self.plain.append(self.text[position:])
        self._flush()
        return self.found

    def _special(self, at: int) -> int:
        """Handle the special character at a place, and return the place to go on from."""
        char = self.text[at]
        if char == "\n":
            return self._append(Span("break", ""), at + 1)
        if char == "\\":
            escaped = self.text[at + 1 : at + 2]
            if escaped and escaped in "\\`*_{}[]()#+-.!$|<>~&=:":
                self.plain.append(escaped)
                return at + 2
            self.plain.append(char)
            return at + 1
        if char == "`":
            return self._code(at)
        return self._math(at) if char == "$" else self._stars(at)

    def _code(self, at: int) -> int:
        match = _BACKTICKS.match(self.text, at)
        mark = match[0] if match else "`"
        start = at + len(mark)
        end = self._find(mark, start)
        while end >= 0 and self.text[end + len(mark) : end + len(mark) + 1] == "`":
            run = _BACKTICKS.match(self.text, end)
            end = self._find(mark, run.end() if run else end + 1)
        if end < 0:
            self.plain.append(mark)
            return start
        code = self.text[start:end].replace("\n", " ")
        if len(mark) > 1 or (code.startswith(" ") and code.endswith(" ") and code.strip()):
            code = code.strip(" ") or code
        return self._append(Span("code", code), end + len(mark)) if code else self._keep(mark * 2, end + len(mark))

    def _math(self, at: int) -> int:
        if self.text.startswith("$$", at):
            end = self._find("$$", at + 2)
            if end > at + 2:
                return self._append(Span("display", self.text[at + 2 : end].strip()), end + 2)
            return self._keep("$$", at + 2)
        end = self._find("$", at + 1)
        while end > 0 and self.text[end - 1] == "\\":
            end = self._find("$", end + 1)
        latex = self.text[at + 1 : end] if end > 0 else ""
        # "$5 and $6" is money: a formula ends with a space only if it began with one, and no digit follows it.
        lone = latex.endswith(" ") and not latex.startswith(" ")
        if not latex.strip() or lone or self.text[end + 1 : end + 2].isdecimal():
            return self._keep("$", at + 1)
        return self._append(Span("math", latex.strip().replace("\n", " ")), end + 1)

    def _stars(self, at: int) -> int:
        run = _STARS.match(self.text, at)
        length = min(2, run.end() - at if run else 1)
        mark = "*" * length
        before, after = self.text[at - 1 : at], self.text[at + length : at + length + 1]
        if mark in self.open and before.strip() and not (length == 1 and _is_word(after)):
            self._flush()
            start = self.open[mark]
            self.found[start:] = [_styled(span, length) for span in self.found[start + 1 :]]
            # What was opened within and never closed stays as the text that stands in its place.
            self.open = {other: place for other, place in self.open.items() if place < start}
            return at + length
        opens = after.strip() and after != "*" and not (length == 1 and _is_word(before))
        if opens and mark not in self.open and self._find(mark, at + length) > 0:
            self._flush()
            self.open[mark] = len(self.found)
            self.found.append(Span("text", mark))  # taken away again when the mark is closed
            return at + length
        return self._keep(mark, at + length)

    def _find(self, mark: str, start: int) -> int:
        """Find a mark; remember where there is none, so that the whole stays linear."""
        if start >= self.missing.get(mark, len(self.text) + 1):
            return -1
        end = self.text.find(mark, start)
        if end < 0:
            self.missing[mark] = start
        return end

    def _keep(self, text: str, position: int) -> int:
        self.plain.append(text)
        return position

    def _append(self, span: Span, position: int) -> int:
        self._flush()
        self.found.append(span)
        return position

    def _flush(self) -> None:
        text = "".join(self.plain)
        self.plain = []
        if text:
            self.found.append(Span("text", text))


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _styled(span: Span, stars: int) -> Span:
    return Span(span.kind, span.text, span.strong or stars == 2, span.emphasis or stars == 1)
