"""Where a question stands in a report and the row that answers it, however the two are marked.

Besides what `quiz.report.structure` has found: a heading that asks above a paragraph, a bullet that asks with its
answer indented below, both sides of a flash card, one who asks and another who answers, 「…とは？」 before an arrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.asked.asked_statements import asked_text
from quiz.report.frozen import frozen
from quiz.report.question import Question
from quiz.report.rows import Row

MAX_QUESTION: Final = 160
_ASKS: Final = late(r"(?:\?|(?:です|ます|でしょう|だろう|の)か[。]?|とは)\s*(?:\([^()]{1,30}\))?\s*[」』*_]*\s*\Z")
_BULLET: Final = late(r"\s*(?:[-*+](?=\s)|[•・■◆◇○●▪□※]|\(?\d{1,2}[.)](?![\d。]))\s*")
"""A sign without a blank behind it is that of a number: 「-1」."""
_LABEL: Final = late(
    r"(?:表面?|おもて|問い?|質問|疑問|front|question|q\d{0,2}|先輩|後輩|先生|生徒|友人|友達|同僚|自分|teacher|student|tutor|me)\s*(?:[:.)]|\s)\s*",
    re.I,
)
_ANSWER_LABEL: Final = late(
    r"(?:裏面?|うら|答え?|解答|回答|back|answer|a\d{0,2}|先輩|後輩|先生|生徒|友人|友達|同僚|自分|teacher|student|tutor|me)\s*(?:[:.)]|\s)\s*",
    re.I,
)
_ARROW: Final = late(r"(?P<asked>[^→⇒]{4,160}?\?\s*[」』]?)\s*(?:→|⇒|->|=>|—|--|:|=)\s*(?P<given>\S.*)")


@frozen
class Pair:
    """A question's words, and the row that answers it from the place ``start`` of its plain text on."""

    asked: str
    row: Row
    start: int


def pairs_in(rows: Sequence[Row], questions: Sequence[Question]) -> Iterator[Pair]:
    """Yield the questions of a report with their answers; of one row no more than one."""
    order = {id(row.line): place for place, row in enumerate(rows)}
    known: set[int] = set()
    for question in questions:
        pair = _of_question(question, rows, order)
        if pair is not None and id(pair.row.line) not in known:
            known.add(id(pair.row.line))
            yield pair
    for place, row in enumerate(rows):
        pair = _beside(row) or _below(rows, place)
        if pair is not None and id(pair.row.line) not in known:
            known.add(id(pair.row.line))
            yield pair


def _of_question(question: Question, rows: Sequence[Row], order: dict[int, int]) -> Pair | None:
    """The pair of a question that has been found with its answer's mark, or in a quotation right below it."""
    if question.states or not question.prompt:
        return None
    below = question.answer if question.answered else [row for row in question.body if row.quoted][:1]
    first = next((row for row in below if row.plain.strip()), None)
    if first is None or first.kind != "text":
        return None
    row = rows[order[id(first.line)]]
    start = row.plain.find(first.plain) if row.kind == "text" else -1
    asked = asked_text(question.prompt)
    return Pair(asked, row, start + _mark(first.plain)) if start >= 0 and asked else None


def _mark(text: str) -> int:
    bullet = _BULLET.match(text)
    return bullet.end() if bullet is not None else 0


def _beside(row: Row) -> Pair | None:
    """A question with its answer in the same row."""
    if row.kind != "text" or "?" not in row.plain:
        return None
    found = _ARROW.fullmatch(row.plain)
    if found is None:
        return None
    asked = _asked(found["asked"])
    return Pair(asked, row, found.start("given")) if asked else None


def _below(rows: Sequence[Row], place: int) -> Pair | None:
    """A question that the next row answers: one of its kind, marked as an answer, deeper, or below a heading."""
    row = rows[place]
    if row.kind not in ("text", "heading") or len(row.plain) > MAX_QUESTION or not _ASKS.search(row.plain):
        return None
    asked = _asked(row.plain)
    following = next((one for one in rows[place + 1 : place + 4] if one.kind != "blank"), None)
    if not asked or following is None or following.kind != "text" or following.line.cell != row.line.cell:
        return None
    text = following.plain
    bullet = _mark(text)
    mark = marks.after_answer(text[bullet:])
    label = _ANSWER_LABEL.match(text, bullet)
    if row.kind == "heading":
        start = 0 if mark is None else bullet + mark
        return None if _ASKS.search(text) or (bullet and mark is None) else Pair(asked, following, start)
    if mark is not None:
        return Pair(asked, following, bullet + mark)
    apart = _LABEL.match(row.plain, _mark(row.plain))
    if apart is not None and label is not None and label[0] != apart[0]:
        return Pair(asked, following, label.end())
    deeper = _depth(following) > _depth(row) and _mark(row.plain) > 0
    return Pair(asked, following, bullet) if deeper and not _ASKS.search(text) else None


def _asked(text: str) -> str:
    """A question's words, without its bullet and its label."""
    bare = text[_mark(text) :].strip(" *_")
    label = _LABEL.match(bare)
    return (bare[label.end() :] if label is not None else bare[marks.after_question(bare) or 0 :]).strip(" *_「」『』")


def _depth(row: Row) -> int:
    written = row.line.text
    return len(written) - len(written.lstrip())
