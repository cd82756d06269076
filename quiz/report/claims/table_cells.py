"""A row of a table -> what each of its cells says, as a sentence would say it: 「SGD の欠点：谷で振動する」.

The row's first cell or the column's header names what is spoken of, the other one what is told of it. A cell is passed
over where it isn't sure what it tells: where its column holds what somebody measured or got wrong, where it is only a
mark, or a bare number in a table of results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.claims import cell_words as words
from quiz.report.claims.bare_entries import is_entry
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.cell_words import as_range, as_start, as_told
from quiz.report.claims.mentions import BACKGROUND, Mention, Mentions
from quiz.report.frozen import frozen
from quiz.report.listed_tests import asking_column, is_test_header
from quiz.report.tables import Table

MAX_CELL: Final = 600
MAX_NAME: Final = 80
_JAPANESE: Final = late(r"[ぁ-んァ-ヶ一-龠]")
_COUNTED: Final = late(r"(?<![a-zα-ω])\d\Z")
"""A name that ends with its number, pool2: behind it 「の」 would make that a number of something."""


@frozen
class CellStatement:
    """What a cell says: as written, as a sentence, what of that stands above the cell, and the mentions around it."""

    written: str
    text: str
    title: str
    levels: tuple[tuple[Mention, ...], ...]


class TableCells:
    """Reads the rows of the table that was begun last."""

    def __init__(self, spelling: Spelling, mentions: Mentions) -> None:
        self._spelling = spelling
        self._mentions = mentions
        self._header: tuple[str, ...] = ()
        self._skipped: frozenset[int] = frozenset()
        self._measured = self._graded = self._of_weights = False
        self._second = False

    def begin(self, table: Table) -> None:
        """Take a table's header."""
        self._header = tuple(self._spelling(cell[:MAX_NAME]) for cell in table.header)
        asking = asking_column(table.header) if is_test_header(table.header) else None
        slopes = any(map(words.SLOPE.search, (*self._header, self._spelling(table.heading))))
        self._skipped = frozenset(
            at
            for at, cell in enumerate(self._header)
            if at == asking
            or table.is_measured_at(at)
            or words.GOT_WRONG.search(cell)
            or (slopes and _is_unclear(cell))
        )
        self._measured = table.is_measured
        self._graded = any(words.GRADED.fullmatch(cell) for cell in self._header)
        self._of_weights = bool(words.OF_WEIGHTS.search(" ".join((*self._header, self._spelling(table.heading)))))
        self._second = len(self._header) > 2 and words.NAMES_TRAITS.fullmatch(self._header[1]) is not None

    def said(self, cells: Sequence[str], around: Sequence[tuple[Mention, ...]]) -> Iterator[CellStatement]:
        """Yield what the cells of a row say behind its first one; ``around`` are the mentions above the table."""
        if self._graded:
            return
        label = self._spelling(cells[0][:MAX_NAME])
        label = as_start(label) if self._of_weights else label
        bare = self._without_remark(label)
        for at, cell in enumerate(cells[1:], start=1):
            header = self._header[at] if at < len(self._header) else ""
            if at in self._skipped or (self._second and at == 1):
                continue
            text = self._spelling(cell[:MAX_CELL])
            if self._measured and not words.WORD.search(text):
                continue
            own = self._spelling(cells[1][:MAX_NAME]) if self._second else ""
            title = self._title(bare, own, header, around)
            if title is None:
                title = header if is_entry(text) else ""
            elif words.RANGE_TOLD in title:
                text = as_range(text)
            names = (self._mentions.of(name) for name in (label, own, header))
            levels = tuple(level for level in (*names, *around) if level)
            bare_text = words.ASIDE.sub("", text) or text
            if bare_text in words.AFFIRMS and title not in ("", label):
                yield CellStatement(cell, title, "", levels)
            elif not words.MARK.fullmatch(bare_text):
                yield CellStatement(cell, f"{title}:{text}" if title else text, title, levels)

    def _without_remark(self, label: str) -> str:
        """A label without what is only remarked of it: tanh (2nd try); what tells more is kept: Adam (β1)."""
        remark = words.REMARK.search(label)
        if remark is None or words.SYMBOL.search(remark[0]) or self._mentions.of(remark[0]):
            return label
        return label[: remark.start()].rstrip() or label

    def _title(self, label: str, own: str, header: str, around: Sequence[tuple[Mention, ...]]) -> str | None:
        """The name of what is spoken of and the name of what is told of it, in this order.

        None where it isn't sure which is which: where the row's name tells more than a name, and the column's too.
        """
        told = "" if words.GENERIC.fullmatch(header) else as_told(header)
        if own:
            return _together(_together(label, own), told) if self._is_name(label) else None
        if not told or not label:
            return as_told(label) or told
        if self._is_name(label):
            return _together(label, told)
        if self._is_name(header) and not self._acts(label):
            return _together(header, as_told(label))
        if self._acts(label) or self._acts(header) or not words.WORD.search(label) or not any(map(_does, around)):
            return None
        return _together(as_told(label), told)

    def _acts(self, name: str) -> bool:
        """Whether a name mentions something that does anything: a method, no problem or setting."""
        return _does(self._mentions.of(name))

    def _is_name(self, text: str) -> bool:
        """Whether a text is nothing but the name of a thing, or the names of several."""
        mentions = self._mentions.of(text)
        if not any(mention.kind not in BACKGROUND or mention.kind == "problem" for mention in mentions):
            return False
        rest = text
        for mention in reversed(mentions):
            rest = rest[: mention.start] + rest[mention.end :]
        return not words.BESIDE_NAME.sub("", rest)


def _is_unclear(header: str) -> bool:
    """Whether a column beside one of derivatives gives a function at a point, or its derivative there."""
    return words.AT_A_POINT.search(header) is not None and not words.SAYS_WHICH.search(header)


def _does(mentions: Sequence[Mention]) -> bool:
    return any(mention.kind not in BACKGROUND for mention in mentions)


def _together(first: str, second: str) -> str:
    if not first or not second:
        return first or second
    joined = _JAPANESE.search(first + second) and not _COUNTED.search(first)
    return f"{first}の{second}" if joined else f"{first} {second}"
