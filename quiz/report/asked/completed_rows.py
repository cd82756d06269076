"""The rows of a report, with the sentence of question and answer where the answer stands.

Whatever reads the statements of a report then reads an answer like any other sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.asked.asked_statements import completed, says_nothing
from quiz.report.asked.pairs import pairs_in
from quiz.report.question import Question
from quiz.report.rows import Row

_END: Final = late(r"。|(?<=[A-Za-z\d)])\.(?=\s+[A-Z]|\s*\Z)|!(?=\s|\Z)")


def completed_rows(rows: Sequence[Row], questions: Sequence[Question]) -> list[Row]:
    """Return the rows; where an answer and its question make a sentence, that stands there instead of the answer.

    >>> from quiz.report.documents import Line, Report
    >>> from quiz.report.rows import rows_of
    >>> lines = ("- ストライドとは?", "  - フィルタを動かす幅。図で見た。")
    >>> found = completed_rows(rows_of(Report("", tuple(Line(text, at) for at, text in enumerate(lines)))), [])
    >>> found[1].plain, found[1].asked
    ('ストライドとは、フィルタを動かす幅。図で見た。', 'ストライドとは、...。')
    """
    instead: dict[int, Row] = {}
    for pair in pairs_in(rows, questions):
        written = pair.row.plain[pair.start :].strip(" *_")
        end = _END.search(written)
        first, rest = (written[: end.start()], written[end.end() :]) if end is not None else (written, "")
        if says_nothing(first):  # nor is what stands behind it said of the question
            instead[id(pair.row.line)] = replace(pair.row, text="", plain="")
            continue
        whole = completed(pair.asked, first.strip(" *_"))
        if whole is not None:
            text = (
                f"{whole.text}{rest}"
                if whole.text.endswith("。")
                else f"{whole.text}{' ' * bool(rest.strip())}{rest.strip()}"
            )
            instead[id(pair.row.line)] = replace(pair.row, text=text, plain=text, asked=whole.hollow)
    return [instead.get(id(row.line), row) for row in rows] if instead else list(rows)
