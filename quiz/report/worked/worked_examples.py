"""Rows -> the numbers of worked examples, judged: sentence after sentence, with what stands above each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from quiz.reading.late_patterns import late
from quiz.report.rows import Row
from quiz.report.sentence_ends import SentenceEnds
from quiz.report.sizes.size_statements import BULLET, StatedSize
from quiz.report.sizes.window_trail import Judged
from quiz.report.tables import Table, begins_table, cells_of, is_separator
from quiz.report.worked.activation_values import FunctionReader
from quiz.report.worked.map_values import MapReader
from quiz.report.worked.scale_values import ScaleValueReader
from quiz.report.worked.sentence import Sentence, Verdict
from quiz.report.worked.slope_products import ProductReader
from quiz.report.worked.step_values import StepValueReader
from quiz.report.worked.told_factors import FactorReader
from quiz.report.worked.vector_values import VectorReader

MAX_SENTENCE: Final = 400
MAX_LEAD: Final = 160
MAX_SHOWN: Final = 24
BESIDE: Final = 3
MOST_ENTRIES: Final = 12
_DIGIT: Final = late(r"\d|\b(?:twice|half|double)\b")
_ENDS: Final = SentenceEnds(r"(?<=。)|(?<=[a-z\d)][.!]) (?=[A-Z\"'(`α-ωぁ-んァ-ヶ一-龠])|(?<=．)", ". ", "! ", "．")
_GENERIC: Final = late(r"(?:計算)?(?:値|結果|数値|答え?|解)|values?|results?|answers?|")
_NUMERIC: Final = late(r"-?[\d./]+")


_LEADS_ON: Final = late(
    r"\A[\s,、。;:]*(?:(?:について|に対して|のとき|の場合|ならば?|なので|ので|から|では|には|[をにではがのとも](?![ぁ-ん]))[,、は]?\s*)?"
)
"""What stood between the value before and the words of this one: a statement doesn't begin with it."""
_CUTS: Final = late(r"[、。;]|, ")
_LEANS: Final = late(
    r"(?:この|これ|その|それ|ここで|すると|よって|ゆえに|したがって|従って|だから|なので|つまり|また|"
    r"さらに|次に|続いて|同様に|以上|上の|∴|→|⇒|=>|"
    r"(?:So|Thus|Hence|Therefore|Then|Its|Their|This|These|That|It|Here|Also|Next|Likewise|The same|In this|"
    r"From (?:this|these|here))\b)|\W*[A-Za-zθ^\\{}]{1,16}_\{?\(?\d"
)
"""A row that goes on with what the row before it gave: by its first word, or with a step by its number."""


class Sought(Protocol):
    """A pattern, or one with cues."""

    def search(self, text: str, /) -> re.Match[str] | None:
        """Return the first place that it finds in a text."""


class Reader(Protocol):
    """What judges the sentences of one subject."""

    @property
    def present(self) -> tuple[Sought, ...]:
        """Without a match of each of these in any row there is nothing to judge in a report."""

    def forget(self) -> None:
        """A new section begins."""

    def may_judge(self, raw: str) -> bool:
        """Whether a sentence, not yet respelled, may give or state something."""

    def judge(self, sentence: Sentence) -> Iterator[Verdict]:
        """Yield what becomes of the values of a sentence."""


def worked_values(rows: Sequence[Row]) -> Iterator[StatedSize]:
    """Yield the values that a report works out, in the order of its rows."""
    whole = "\n".join(row.plain for row in rows if row.kind in ("text", "heading"))
    every: tuple[Reader, ...] = (
        VectorReader(), StepValueReader(), FunctionReader(), ProductReader(), ScaleValueReader(), MapReader(),
        FactorReader(),
    )  # fmt: skip
    readers = [reader for reader in every if all(pattern.search(whole) for pattern in reader.present)]
    if not readers:
        return
    for sentence, begins in _sentences(rows):
        if begins:
            for reader in readers:
                reader.forget()
        if not _DIGIT.search(sentence.raw):
            continue
        for reader in readers:
            if reader.may_judge(sentence.raw):
                for verdict in reader.judge(sentence):
                    yield _stated(sentence, verdict)


def _stated(sentence: Sentence, verdict: Verdict) -> StatedSize:
    assert verdict.holds is not None
    value = verdict.value
    label = _LEADS_ON.sub("", _end_of(value.label))
    written = f"{label}{sentence.text[value.start : value.end]}".strip(" ,、。;:")
    place = max(sentence.row.plain.find(value.entries[-1].text), 0)
    judged = Judged(verdict.holds, verdict.claim, verdict.practise, verdict.working)
    return StatedSize(sentence.row, place, written, judged)


def _end_of(label: str) -> str:
    """The end of what stands before a value: from where a part of the sentence begins, else marked as cut off.

    >>> _end_of("-x) なので、f(0)="), _end_of("g(x")
    ('f(0)=', 'g(x')
    """
    end = label[-MAX_SHOWN:]
    if len(label) <= MAX_SHOWN and end.count("(") >= end.count(")"):
        return end
    for sign in _CUTS.finditer(end):
        part = end[sign.end() :]
        if part and part.count("(") == part.count(")"):
            return part
    if end[0].isascii() and end[0].isalnum():
        end = end.partition(" ")[2]  # no half of a word
    return f"…{end.lstrip()}"


def _sentences(rows: Sequence[Row]) -> Iterator[tuple[Sentence, bool]]:
    """Yield the sentences of a report, and whether a section begins with each."""
    headings: list[str] = []
    lead = ""
    entries: list[tuple[int, str]] = []
    header: list[str] = []
    place = group = 0
    measured = False  # the table lists what somebody measured
    headed = apart = False  # nothing has been said yet below a heading; a blank row came before
    while place < len(rows):
        row = rows[place]
        place += 1
        if row.kind == "heading":
            headings, lead, entries, header = [row.plain], "", [], []
            headed = True
            yield Sentence(row.plain, row, group, states=False), True
            continue
        if row.kind == "blank":
            entries, apart = [], True
            continue
        if row.kind != "text" or row.quoted or "(None," in row.text:  # a line of a printed network's summary
            header = header if row.kind == "rule" else []
            continue
        if row.plain.startswith("|"):
            if is_separator(row):
                continue
            cells = cells_of(row)
            if not header or begins_table(rows, place - 1):
                title = headings[0] if headings else ""
                header, measured = cells, Table(place - 1, tuple(cells), (), title, lead).is_measured
                continue
            for text in _cells(header, cells) if not measured else ():
                yield Sentence(text, row, group, (*header, lead, *headings), True, len(header), tabled=True), False
            continue
        header = []
        whole = row.plain
        while row.wraps and place < len(rows) and rows[place].kind == "text" and len(whole) < MAX_SENTENCE:
            row = rows[place]
            whole += (" " if whole[-1:].isascii() else "") + row.plain
            place += 1
        bullet = BULLET.match(whole)
        if apart and not (bullet or headed or _LEANS.match(whole)):
            group += 1
        headed = apart = False
        indent = len(row.line.text) - len(row.line.text.lstrip()) if bullet else -1
        beside = tuple(text for level, text in reversed(entries) if level == indent)[:BESIDE] if bullet else ()
        entries = [entry for entry in entries if entry[0] <= indent] if bullet else []
        parents = tuple(text for level, text in reversed(entries) if level < indent)
        above = (*parents, lead, *headings)
        for piece in _ENDS.split(whole[bullet.end() :] if bullet else whole):
            if not piece.strip() or len(piece) > MAX_SENTENCE:
                continue
            yield Sentence(piece, row, group, above, bullet is not None, len(parents), beside), False
            if not bullet:
                lead = piece[-MAX_LEAD:]
                above = (lead, *above)[:4]
        if bullet:
            entries = [*entries[1 - MOST_ENTRIES :], (indent, whole[bullet.end() :][:MAX_LEAD])]


def _cells(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Yield what a table's row says in each cell behind the first: under its header, beside the row's first cell.

    The header may hold the points at which the row's function is taken: ``| x | 0 | 1 |``.
    """
    lies = len(header) > 2 and header[0] and all(map(_NUMERIC.fullmatch, header[1:]))
    for at, cell in enumerate(cells[1:], start=1):
        if not _DIGIT.search(cell) or len(cell) > MAX_LEAD:
            continue
        name = header[at] if at < len(header) else ""
        if lies and name:
            yield f"{header[0]}={name} → {cells[0]}: {cell}"
        elif _NUMERIC.fullmatch(cells[0]):
            yield f"{header[0]}={cells[0]} → {name}: {cell}"
        elif len(cells) == 2 or _GENERIC.fullmatch(name.lower()):
            yield f"{cells[0]}: {cell}"
        else:
            yield f"{cells[0]} → {name}: {cell}"
