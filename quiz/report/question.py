"""What a report asks and answers at one place: the rows of a question, and how it is known to be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quiz.report.rows import Row

MAX_ROWS = 400
"""Rows of one question and its answer: what comes after belongs to neither."""


def paragraph_ends(rows: Sequence[Row]) -> int:
    """Return how many rows belong to the first paragraph: up to a blank line, or to where another cell begins."""
    for place in range(1, len(rows)):
        above, row = rows[place - 1].line, rows[place].line
        if row.cell != above.cell or row.number > above.number + 1:
            return place
    return len(rows)


@dataclass(slots=True)
class Question:
    """A question found in a report.

    ``before`` is the paragraph before it (what 「以下は…」 speaks of), ``prompt`` the sentences that ask, ``body`` what
    follows up to the answer's mark, ``answer`` what follows the mark. Without a mark, ``answered`` is False and the
    answer is somewhere in ``body``; ``hinted`` says that the mark is no more than an arrow or the letter A, which a
    mark that names the answer overrules; ``own`` that the mark says whose answer it is, ``official`` that it is that
    of the right answer; what is right, where the learner's own is told, stands ``beside``. ``marked`` says that the
    question has a mark of its own, ``tested`` that it stands under a test's heading, ``page`` the number of the slide
    that is named above it, ``section`` the heading above it that is no test's (and in a line below, 例題 for a test of
    that sort). ``states`` says that it asks nothing but is a line under a test's heading with the words of a question:
    a topic, which has its answer below it (``titled``), or the answer in a sentence. ``loosely`` says that
    a mere name is all that makes it one, which the report doesn't call a test.
    """

    marked: bool
    tested: bool
    page: int | None
    section: str = ""
    before: list[Row] = field(default_factory=list)
    prompt: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    answer: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    answered: bool = False
    hinted: bool = False
    closed: bool = False
    own: bool = False
    official: bool = False
    loosely: bool = False
    states: bool = False
    titled: bool = False

    @property
    def place(self) -> Row:
        """The row at which the question begins."""
        return (self.prompt or self.body or self.answer)[0]

    @property
    def rows_below(self) -> list[Row]:
        """What follows the sentences that ask."""
        return [*self.body, *self.answer]

    @property
    def answer_paragraph(self) -> list[Row]:
        """What follows the answer's mark up to the first blank line: the report may go on about something else."""
        return self.answer[: paragraph_ends(self.answer)]

    @property
    def rows(self) -> list[Row]:
        """Every row that belongs to the question or its answer."""
        return [*self.prompt, *self.body, *self.answer]
