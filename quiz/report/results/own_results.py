"""Rows -> what a report says of its own results, held against its own tables; and the laws that it makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.claims.guards import claims_nothing
from quiz.report.cued import Cued
from quiz.report.results.general_laws import LAW, is_general_law
from quiz.report.results.own_tables import OwnTable, own_tables, sections
from quiz.report.results.table_claims import clauses_in, judged_by
from quiz.report.results.table_places import placed_by
from quiz.report.rows import Row
from quiz.report.sentence_ends import SentenceEnds

NEAR: Final = 30
"""For how many rows below it a table is spoken of, within its section."""
NEAR_RESULT: Final = 8
MAX_ROW: Final = 500
_ENDS: Final = SentenceEnds(r"(?<=[。!?？])|(?<=[a-z\d)%][.!]) (?=[A-Z])|(?<=[a-z)\d]\?) ", "!", "?", "？", ". ")
_RESULT: Final = Cued(
    late(
        r"(?:正解率|精度|正答率|accuracy|回で|エポックで|iterations|epochs)[^。]{0,20}(?:0\.\d|"
        r"\d{2}(?:\.\d)?\s?%)|(?:回で|epochs?:?|"
        r"iterations:?)\s?0\.\d",
        re.I,
    ),
    *("0.", "%"),
)
_QUOTED: Final = late(r"「[^」]*」|“[^”]*”|\"[^\"]*\"")
_DOUBTED: Final = late(
    r"かもしれ|だろう|でしょう|と思|予想|仮説|はず|もし|仮に|試していな|期待|\b(?:perhaps|maybe|might|may|"
    r"would|expect|expected|thought|"
    r"believed?|hope|if|i assumed|claims?|"
    r"said|says|insists?)\b"
)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A statement about the report's own results, judged by its own table, or as a law that is made of it."""

    row: Row
    written: str
    verdict: Literal["right", "imprecise", "wrong"]
    claim: str
    told: Text


def may_have_results(rows: Sequence[Row]) -> bool:
    """Whether a report has any table of numbers, or says what accuracy it reached."""
    return any(
        (
            (text := row.line.text)
            and ("|" in text or "  " in text or _RESULT.search(text))
            and any(sign.isdigit() for sign in text[-8:])
        )
        or text.count("0.") > 2
        for row in rows
    )


def own_results(rows: Sequence[Row]) -> Iterator[OwnResult]:
    """Yield what a report says of its own results, in the order of its rows."""
    if not may_have_results(rows):
        return
    tables = own_tables(rows)
    headings = list(sections(rows))
    last_result = -NEAR
    for place, row in enumerate(rows):
        if row.kind != "text" or row.quoted or len(row.text) > MAX_ROW or row.text.startswith("|"):
            continue
        table = _table_for(tables, place, headings[place])
        if _RESULT.search(row.text):
            last_result = place
        near = table is not None or (0 <= place - last_result <= NEAR_RESULT and headings[place] <= last_result)
        if not near:
            continue
        for sentence in _ENDS.split(normalize(row.text)):
            bare = _QUOTED.sub("…", sentence.replace("`", "")).strip(" -*・")
            lower = bare.lower()
            if len(bare) < 5 or claims_nothing(lower) or _DOUBTED.search(lower):
                continue
            if is_general_law(bare, tabled=table is not None):
                yield OwnResult(row, bare, "imprecise", "law-from-runs", LAW)
            elif table is not None:
                yield from _by_table(row, bare, table)


def _table_for(tables: Sequence[OwnTable], place: int, heading: int) -> OwnTable | None:
    """The last table above a row, within its section and not far."""
    above = [table for table in tables if table.end <= place and table.heading == heading and place - table.end <= NEAR]
    return above[-1] if above else None


def _by_table(row: Row, sentence: str, table: OwnTable) -> Iterator[OwnResult]:
    for clause, before in clauses_in(sentence):
        judged = placed_by(table, clause) or judged_by(table, clause, before)
        if judged is not None:
            yield OwnResult(row, clause, judged.verdict, "own-table", judged.told)
