"""``--exam-date``: the day of the exam, which is still to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from quiz.errors import QuizError
from quiz.language import Text
from quiz.terminal.command import option

_TEXT = Text("試験の日（例 2027-02-19）", "the day of the exam, like 2027-02-19")


def exam_date_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--exam-date``, passed on as ``exam``: None where it isn't given."""
    return option("--exam-date", "exam", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), text=_TEXT)(function)


def exam_day(exam: datetime | None, now: datetime) -> date | None:
    """Return the day of the exam; None where none was given.

    Raises:
        QuizError: it is past.
    """
    if exam is None:
        return None
    day = exam.date()
    if day < now.astimezone().date():
        raise QuizError(
            Text(f"--exam-date の {day} はもう過ぎています", f"--exam-date {day} is past"),
            remedy=Text("これからの日付を指定してください", "give a day that is still to come"),
        )
    return day
