"""Markdown blocks -> lines for a terminal: wrapping, lists, tables, colour, and a pure ASCII mode.

Characters whose width a terminal may draw as one or two columns (σ, ×, ①) are given room for two where lines are
broken, and nothing is drawn that would fall apart if they were wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quiz.columns import line_spans, pad, width
from quiz.figures.gallery import Gallery
from quiz.language import Text
from quiz.outlet.colours import Palette, paint
from quiz.render import markdown as md
from quiz.render import math
from quiz.render.signs import plain_ascii

MIN_WIDTH = 10
"""A narrower screen is treated as this wide."""
MAX_MARKDOWN = 200_000
"""Of a longer text only the beginning is shown."""

Style = str
"""The name of a style of :mod:`quiz.outlet.colours`, or one of these two."""
_PAINTED_AS = {"heading": "strong", "rule": "dim"}


def terminal(
    markdown: str,
    *,
    width: int,
    color: bool,
    ascii: bool,
    pictures: Gallery | None = None,
    palette: Palette = "usual",
    fold_code: bool = False,
    linear: bool = False,
) -> str:
    r"""Typeset a Markdown text for a terminal.

    No line is wider than `width` columns (at least 10) except lines of code, unless those are folded (`fold_code`),
    each rest of a line with a mark before it. With `ascii`, math signs, bullets and rules are ASCII; Japanese text and
    code blocks stay as they are. A picture is drawn with characters where it has such a form, and told in words
    otherwise and with `ascii`. With `linear`, what is to be heard stands one thing a line: nothing is drawn, framed or
    set in columns. Any text gives a result, and what can't be seen in it stands as its escape.

    >>> print(terminal("- 値は $\\frac{1}{2}$", width=40, color=False, ascii=True))
    - 値は 1/2
    """
    if len(markdown) > MAX_MARKDOWN:
        markdown = markdown[:MAX_MARKDOWN] + " ..."
    screen = _Screen(
        max(MIN_WIDTH, width), color and not linear, ascii, pictures or Gallery("ja"), palette, fold_code, linear
    )
    return "\n".join(screen.blocks(md.blocks(markdown)))


@dataclass(frozen=True, slots=True)
class _Screen:
    """The room there is, and how it may be painted."""

    width: int
    color: bool
    ascii: bool
    pictures: Gallery
    palette: Palette = "usual"
    fold_code: bool = False
    linear: bool = False
    ambiguous: Literal[1, 2] = 2  # the width that line breaking gives to σ, × and the like

    def blocks(self, blocks: Sequence[md.Block], *, tight: bool = False) -> list[str]:
        """Typeset blocks, with an empty line between two of them; `tight` leaves it out before a list."""
        lines: list[str] = []
        for block in blocks:
            if lines and not (tight and isinstance(block, md.Items)):
                lines.append("")
            lines += self.block(block)
        return lines

    def block(self, block: md.Block) -> list[str]:
        """Typeset one block."""
        match block:
            case md.Paragraph(spans):
                return self._paragraph(spans)
            case md.Heading(_, spans):
                return self._heading(spans)
            case md.CodeBlock(language, lines):
                return self._code(language, lines)
            case md.Display(latex):
                return self._display(latex)
            case md.Items(items):
                return self._items(items)
            case md.PipeTable():
                return self._table(block)
            case md.PicturePlace():
                return self._picture(block)

    # -- running text --

    def _paragraph(self, spans: Iterable[md.Span]) -> list[str]:
        lines: list[str] = []
        part: list[md.Span] = []
        for span in spans:
            if span.kind in ("display", "break"):
                lines += self._wrapped(part) if part else []
                part = []
                lines += self._display(span.text) if span.kind == "display" else []
            else:
                led = not part and span.text.startswith(" ")
                part.append(replace(span, text=span.text.lstrip(" ")) if led else span)
        return lines + (self._wrapped(part) if part else [])

    def _heading(self, spans: Iterable[md.Span]) -> list[str]:
        bare = [replace(span, strong=False, emphasis=False) if span.strong or span.emphasis else span for span in spans]
        if self.color:
            return self._wrapped(bare, "heading")
        lines = self._wrapped(bare)
        if self.linear:
            return lines
        return [*lines, "-" * max(width(line, ambiguous=2) for line in lines)]

    def _wrapped(self, spans: Sequence[md.Span], style: Style = "") -> list[str]:
        """Break spans into painted lines."""
        text, styles, keep = self._running(spans, style)
        lines = line_spans(text, self.width, keep=keep, ambiguous=self.ambiguous)
        if not self.color:
            return [text[start:stop] for start, stop in lines]
        return self._painted(text, lines, styles)

    def _running(
        self, spans: Sequence[md.Span], style: Style = ""
    ) -> tuple[str, list[tuple[int, Style]], list[tuple[int, int]]]:
        """Give the text of spans, where each style ends, and the stretches that should stay on one line."""
        text = ""
        styles: list[tuple[int, Style]] = []
        keep: list[tuple[int, int]] = []
        if len(spans) == 1 and spans[0].kind == "text" and not (spans[0].strong or spans[0].emphasis):
            text = self._text(spans[0])
            return text, [(len(text), _style(spans[0]) or style)], keep
        starred = not self.color and not self.linear
        stress = [starred and (span.strong or span.emphasis) for span in spans] + [False]
        for index, span in enumerate(spans):
            start = len(text)
            text += self._text(span)
            if span.kind != "text":
                keep.append((start, len(text)))
            # Without colour a stressed stretch stands between two stars, which stay with their letters.
            if stress[index] and not stress[index - 1]:
                text = text[:start] + "*" + text[start:]
                keep.append((start, len(text) if span.kind != "text" else start + 2))
            if stress[index] and not stress[index + 1]:
                text += "*"
                keep.append((start if span.kind != "text" else len(text) - 2, len(text)))
            styles.append((len(text), _style(span) or style))
        return text, styles, keep

    def _painted(self, text: str, lines: list[tuple[int, int]], styles: list[tuple[int, Style]]) -> list[str]:
        painted: list[str] = []
        current = 0
        for start, stop in lines:
            parts: list[str] = []
            position = start
            while position < stop:
                while styles[current][0] <= position:
                    current += 1
                end = min(stop, styles[current][0])
                parts.append(self._paint(text[position:end], styles[current][1]))
                position = end
            painted.append("".join(parts))
        return painted

    def _text(self, span: md.Span) -> str:
        """Give the text of one span as it is shown."""
        if span.kind in ("math", "display"):
            return math.inline(span.text, ascii=self.ascii)
        if span.kind == "code":
            return span.text if self.color or self.linear else f"`{span.text}`"
        return plain_ascii(span.text) if self.ascii else span.text.replace("\u00a0", " ")

    def _paint(self, text: str, style: Style) -> str:
        return paint(text, _PAINTED_AS.get(style, style), self.palette) if self.color and style and text else text

    # -- code --

    def _code(self, language: str, lines: Sequence[str]) -> list[str]:
        """Set a block of code: moved in, coloured where it is Python, folded where that is asked for."""
        if self.linear:
            head = Text(f"コード（{len(lines)} 行）:", f"code, {len(lines)} lines:").in_(self.pictures.language)
            return [head, *lines, Text("コード終わり", "end of code").in_(self.pictures.language)]
        if not self.color and not self.fold_code:
            return ["  " + line if line.strip() else "" for line in lines]
        from quiz.render import code  # where a question has code, and a terminal shows it

        room = self.width - 2
        mark = code.CONTINUED_ASCII if self.ascii else code.CONTINUED
        coloured = self.color and code.is_python(language, lines)
        stretches = code.highlighted(lines) if coloured else [[code.Stretch(line, "code")] for line in lines]
        found: list[str] = []
        for stretch in stretches:
            parts = code.folded(stretch, room, mark) if self.fold_code else [stretch]
            painted = ["  " + "".join(self._paint(text, style) for text, style in part) for part in parts]
            found += [line if line.strip() else "" for line in painted]
        if len(found) > len(lines):
            note = Text(f"（{mark.strip()} は上の行の続き）", f"({mark.strip()} goes on from the line above)")
            found.append(self._paint("  " + note.in_(self.pictures.language), "rule"))
        return found

    # -- pictures --

    def _picture(self, place: md.PicturePlace) -> list[str]:
        drawn = [] if self.ascii or self.linear else self.pictures.characters(place.target, self.width)
        if drawn:
            caption = self._wrapped([md.Span("text", place.caption.strip())]) if place.caption.strip() else []
            return [*caption, *drawn]
        return self._wrapped([md.Span("text", f"[{self.pictures.words(place.target, place.caption)}]")])

    # -- displayed formulas, lists --

    def _display(self, latex: str) -> list[str]:
        if self.linear:
            return list(math.display(latex, ascii=self.ascii))
        folded = (math.fold(line, self.width - 4) for line in math.display(latex, ascii=self.ascii))
        return [("    " + line).rstrip() for lines in folded for line in lines]

    def _items(self, items: Sequence[md.Item]) -> list[str]:
        bullet = "-" if self.ascii or self.linear else "•"
        lines: list[str] = []
        for item in items:
            marker = (item.marker or bullet) + " "
            # A bullet that is drawn wide pushes its own line by one column and no other.
            inner = replace(self, width=self.width - len(marker) - (not self.ascii))
            if inner.width < _NARROWEST_ITEM:
                lines += [marker.rstrip(), *self.blocks(item.blocks, tight=True)]
                continue
            body = inner.blocks(item.blocks, tight=True) or [""]
            lines.append((marker + body[0]).rstrip())
            lines += [" " * len(marker) + line if line else "" for line in body[1:]]
        return lines

    # -- tables --

    def _table(self, table: md.PipeTable) -> list[str]:
        """Set a table: cells apart by `|`, a rule below the header; a list of rows where the screen is too narrow."""
        if self.linear:
            return self._table_as_list(table)
        texts = [[replace(self, color=False)._running(cell)[0] for cell in row] for row in table.rows]
        natural = [max(map(width, column)) for column in zip(*texts, strict=True)]
        # Cells are padded as if σ took one column; where it takes two, its row grows by so much.
        growth = max(width("".join(row), ambiguous=2) - width("".join(row)) for row in texts)
        columns = _shared_out(natural, self.width - 3 * (len(natural) - 1) - growth)
        if columns is None:
            return self._table_as_list(table)
        header, *body = [self._table_row(row, columns, table.alignments) for row in table.rows]
        rule = "-+-".join("-" * room for room in columns)
        return [*header, self._paint(rule, "rule"), *(line for row in body for line in row)]

    def _table_row(
        self, row: Sequence[tuple[md.Span, ...]], columns: Sequence[int], alignments: Sequence[md.Alignment]
    ) -> list[str]:
        cells = [
            replace(self, width=room, color=False, ambiguous=1)._wrapped(cell)
            for cell, room in zip(row, columns, strict=True)
        ]
        height = max(len(cell) for cell in cells)
        lines = []
        for index in range(height):
            parts = []
            for cell, room, align in zip(cells, columns, alignments, strict=True):
                text = cell[index] if index < len(cell) else ""
                parts.append(pad(text, room, align))
            lines.append(" | ".join(parts).rstrip())
        return lines

    def _table_as_list(self, table: md.PipeTable) -> list[str]:
        header, *rows = table.rows
        lines: list[str] = []
        for row in rows:
            if lines:
                lines.append("")
            for name, cell in zip(header, row, strict=True):
                lines += self._wrapped([*name, md.Span("text", ": "), *cell])
        return lines or [line for name in header for line in self._wrapped(name)]


def _style(span: md.Span) -> Style:
    if span.kind == "code":
        return "code"
    if span.strong:
        return "both" if span.emphasis else "strong"
    return "emphasis" if span.emphasis else ""


_NARROWEST_ITEM = 6  # where less is left, an item stands below its marker without indentation
_NARROWEST_COLUMN = 8


def _shared_out(natural: Sequence[int], room: int) -> list[int] | None:
    """Share the room among columns: narrow ones get what they need, wide ones the same share of the rest."""
    if sum(natural) <= room:
        return [max(1, need) for need in natural]
    shares = [0] * len(natural)
    left, waiting = room, sorted(range(len(natural)), key=lambda column: natural[column])
    while waiting:
        column = waiting.pop(0)
        shares[column] = max(1, min(natural[column], left // (len(waiting) + 1)))
        left -= shares[column]
    fits = all(share >= min(need, _NARROWEST_COLUMN) for share, need in zip(shares, natural, strict=True))
    return shares if fits and sum(shares) <= room else None
