"""Long runs of blanks in an answer or a report: they say no more than short ones, and no pattern is to search them."""

from __future__ import annotations

from typing import Final

from quiz.reading.late_patterns import late

MOST: Final = 20
"""Blanks in a row that stay: more of them than anybody types between two values."""
_LONG: Final = late(rf"(?<=\S)\s{{{MOST}}}(\s+)")


def shortened(text: str) -> str:
    """Return a text whose runs of blanks, but for one at its beginning, are at most :data:`MOST` long.

    >>> shortened("7" + " " * 500 + "×7") == "7" + " " * 20 + "×7", shortened("7 × 7")
    (True, '7 × 7')
    """
    return text if len(text) <= MOST else _LONG.sub(lambda run: run[0][:MOST], text)


def column_in(text: str, column: int) -> int:
    """Return at which column of a text stands what stands at a column of it :func:`shortened`.

    >>> column_in("7" + " " * 500 + "×x", 22)
    502
    """
    for run in _LONG.finditer(text):
        if run.start(1) > column:
            break
        column += len(run[1])
    return column
