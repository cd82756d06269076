"""Grading a text as the answer of a variant, and what a report's answer is shown as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.language import Text
from quiz.model import Outcome, Unreadable, Variant
from quiz.report.conclusions import Given
from quiz.report.rows import Row
from quiz.report.variants import OnceByText


def graded(text: str, variant: Variant) -> Outcome:
    """Grade a text as if it were the whole answer."""
    return _outcomes(variant, text)


def _grade(variant: Variant, text: str) -> Outcome:
    from quiz.grading import grade

    return grade(variant, text)


_outcomes = OnceByText(_grade)


def unreadable(reason: Text, remedy: Text | None = None) -> Outcome:
    """Return the outcome of an answer that can't be read, with the reason and what to do."""
    return Outcome("unreadable", 0.0, unreadable=Unreadable(reason, remedy=remedy))


def first_readable(candidates: Iterator[tuple[str, Row]], variant: Variant) -> Given | None:
    """Grade candidates in order; return the first that can be read, else the first."""
    first: Given | None = None
    for text, row in candidates:
        given = Given(text, row, graded(text, variant))
        if given.outcome.verdict not in ("unreadable", "unanswered"):
            return given
        first = first or given
    return first


def shortened(rows: Sequence[Row]) -> str:
    """Return the beginning of an answer as it is shown."""
    return " ".join(row.text.strip() for row in rows[:4])[:200]
