"""An answer that stands in the line of its question, behind an arrow, a mark, a row of dots or the question's own end.

Only a question with nothing below it is looked at: ``(1) 0.15 (2) 0.25 → (2)``, ``L1 の図はどちら？ 右``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.option_series import may_label, numbers_apart, series_in
from quiz.report.question import Question
from quiz.report.rows import Row, cut

_LEADS: Final = late(
    r"\s*(?:→|⇒|⇨|➡|=>|->|⟶)\s*|[\s。?:]\s*(?:自分の|私の|my\s+)?(?:解答|回答|答え|答|answer|ans\.?)\s*(?:[:.)]|→|は|\s(?=\S))\s*|"
    r"(?<=[\s。?])a\d{0,2}\s*[.:]\s*",
    re.I,
)
_NAMED: Final = late(
    r"(?:→|⇒|⇨|➡|=>|->|⟶)\s*(?:解答|回答|答え|答|answer|ans|a\d{0,2})\s*[.:]\s*"
    r"|(?<=[。?])\s*(?:解答|回答|答え|answer)\s*[.:]\s*",
    re.I,
)
"""A mark that names what is behind it the answer, whatever stands below: 「…は？ → A. 7×7」."""
_LABEL: Final = late(r"[(\[]?\s*(?:\d{1,2}|[a-z]|[ア-コ])\s*[)\]]?[。.]?", re.I)
_DOTS: Final = late(r"\s*(?:(?P<dots>\.{3,}|…+|‥+|・{3,})|:)\s*")
_ASKED: Final = late(r"(?:[?]|か。|よ。|せよ。|なさい。|ください。)\s*")
_GIVES: Final = late(r"=|とする|とします|とせよ|assume|where\b")
_NAMES_MORE: Final = late(
    r"(?:特徴|効果|問題点?|計算|値|サイズ|大きさ|コード|空欄|説明|\d\s?(?:点|つ)|"
    r"\b(?:effects?|features?|traits?|size|output|statements?|blank|code|crop|problem|value|maximum))\W*$",
    re.I,
)
"""With what a name ends that goes on behind a colon: 「BN: 効果 2 点」."""
MAX_SHORT: Final = 60
LONGEST: Final = 1_000
"""Signs of a line in which an answer is looked for."""

Known = Callable[[str], Collection[object]]


def answer_in_line(question: Question, known: Known) -> tuple[Row, list[Row]] | None:
    """Return the last line of a question in two, what asks and the rows that answer; None where it only asks.

    ``known`` gives the items that a text names: what stands before dots has to name one.
    """
    if question.answered or not question.prompt or question.prompt[-1].kind != "text":
        return None
    row = question.prompt[-1]
    if len(row.plain) > LONGEST:
        return None
    found = [sign for sign in _LEADS.finditer(row.plain) if sign.start() > 0]
    ends = bool(found) and (
        _LABEL.fullmatch(row.plain[found[-1].end() :]) is not None or goes_on_listing(row, question.rows_below)
    )
    if question.rows_below and not ends:  # but for an option's label, what stands below may be the answer
        named = next(reversed(list(_NAMED.finditer(row.plain))), None)
        rest = row.plain[named.end() :] if named is not None else ""
        if named is None or named.start() == 0 or not _may_answer(rest) or _offers(rest):
            return None
        return cut(row, 0, named.start()), [cut(row, named.end()), *question.body]
    if found and _may_answer(row.plain[found[-1].end() :]):
        return cut(row, 0, found[-1].start()), [cut(row, found[-1].end())]
    dots = _DOTS.search(row.plain)
    if dots is not None and marks.is_within_brackets(row.plain, dots.start()):
        dots = None  # it tells of what is asked: 「どちらか（左：円、右：ひし形）」
    if dots is not None and dots.start() > 0 and (dots["dots"] or known(row.plain[: dots.start()])):
        rest = row.plain[dots.end() :]
        asks = dots["dots"] is None and _NAMES_MORE.search(rest) is not None
        if _may_answer(rest) and not asks and not _offers(rest) and not _GIVES.search(rest):
            return cut(row, 0, dots.start()), [cut(row, dots.end())]
    asked = [sign for sign in _ASKED.finditer(row.plain) if sign.start() > 0]
    if asked:
        rest = row.plain[asked[-1].end() :]
        if len(rest) <= MAX_SHORT and _may_answer(rest) and not _offers(rest) and not _GIVES.search(rest):
            return cut(row, 0, asked[-1].end()), [cut(row, asked[-1].end())]
    return None


def answers_itself(text: str) -> bool:
    """Return whether an answer stands in a line behind an arrow or a mark.

    >>> answers_itself("シグモイドの微分の最大値 → 0.25"), answers_itself("シグモイドの微分の最大値")
    (True, False)
    """
    found = [sign for sign in _LEADS.finditer(text) if sign.start() > 0]
    return bool(found) and _may_answer(text[found[-1].end() :])


_BULLET: Final = late(r"\s*[-*+•・]\s+")


def goes_on_listing(row: Row, below: Sequence[Row]) -> bool:
    """Return whether an entry of a list is followed by further ones of its own depth, which are no part of it."""
    first = _BULLET.match(row.line.text)
    found = [_BULLET.match(other.line.text) for other in below]
    return first is not None and bool(found) and all(one is not None and one.end() <= first.end() for one in found)


def _may_answer(text: str) -> bool:
    return any(sign.isalnum() for sign in text) and not (marks.asks(text) or "?" in text)


def _offers(text: str) -> bool:
    """Whether a text is options: they belong to the question."""
    return series_in(text) is not None or numbers_apart(text) is not None or may_label([text])
