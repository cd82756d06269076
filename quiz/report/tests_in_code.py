"""Tests that a program holds: under a comment that names one (``# 例題: ランダムクロップ``), with a line pointed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.rows import Row, plain

_COMMENT: Final = late(r"\s*#+\s*(?P<text>\S.*)")


def commented_test(rows: Sequence[Row]) -> Row | None:
    """Return the words of the comment that a program begins with, as a row of text, where they name a test.

    >>> from quiz.report.documents import Line
    >>> def first(text: str) -> Row | None: return commented_test([Row(Line(text, 1), "code", text, "")])
    >>> first("# 例題：ランダムクロップ").plain, first("# ランダムクロップ"), first("x = 1")
    ('ランダムクロップ', None, None)
    """
    comment = _COMMENT.fullmatch(rows[0].text) if rows and rows[0].kind == "code" else None
    text = plain(comment["text"]) if comment is not None else ""
    end = marks.after_test_title(text) if text else None
    if end is None or not text[end:].strip():
        return None
    named = text[end:].strip()
    return replace(rows[0], kind="text", text=named, plain=named)


def pointed_at(rows: Sequence[Row]) -> list[Row]:
    """Return the lines, of text or of a program, that are pointed at as the answer, without the sign that does so.

    >>> from quiz.report.documents import Line
    >>> [row.plain for row in pointed_at([Row(Line("", 1), "code", "x = 0  # ← 自分の答え", "")])]
    ['x = 0']
    """
    found = []
    for row in rows:
        if row.kind in ("text", "code") and (end := marks.pointed_at(row.text)) is not None:
            found.append(_as_text(row, row.text[:end].strip()))
    return found


def _as_text(row: Row, written: str) -> Row:
    return replace(row, kind="text", text=written, plain=plain(written))


_MARKED: Final = late(
    r"\s*#\s*(?:(?:←|⇐|⬅|<-+)|(?:空欄|穴埋め|blank\b|fill(?:ed)?[ -]in\b)|[(（]?[あ-こ][)）]?\s*(?:\Z|[、。:：]))", re.I
)
"""The comment beside a line that fills a blank: ``# ←(L1) …``, ``# 空欄(え)``, ``# お``."""
_BEGINS: Final = late(r"\s*(?:def|class|for|while)\s")


def answers_in_program(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the lines of a program that fill a blank, as their comments say, each behind what it belongs to.

    That is the program from the last function or loop on, or from the line before that filled another blank.
    """
    found: list[tuple[Row, Row]] = []
    start = 0
    for place, row in enumerate(rows):
        if row.kind != "code":
            return []
        if _BEGINS.match(row.text):
            start = place
        end = _filled_at(row.text)
        if end is None:
            continue
        program = "\n".join(one.text for one in rows[start : place + 1])
        written = row.text[:end].strip()
        first = rows[start]
        found.append(
            (
                replace(first, kind="text", text=program, plain=program),
                replace(row, kind="text", text=written, plain=written),
            )
        )
        start = place + 1
    return found


def _filled_at(text: str) -> int | None:
    """Where the code of a line ends that fills a blank; None for any other line."""
    if "#" not in text:
        return None
    mark = _MARKED.search(text)
    return mark.start() if mark is not None and text[: mark.start()].strip() else None
