"""Findings about the questions of a sheet of our own that was filled in: their numbers and places are known."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Outcome, Unreadable, Variant
from quiz.report.answer_findings import IS_RUN
from quiz.report.answers import is_blank, read_answer
from quiz.report.finding import Finding
from quiz.report.outcome_words import message_of
from quiz.report.question import Question
from quiz.report.rows import Row

_ELSEWHERE = Text(
    "答えの欄は空ですが、ほかの所に書き込みがあります。「答え:」の後ろに書いてください",
    'the place for the answer is empty, but something is written elsewhere; write it behind "Answer:"',
)

_TWO_ANSWERS = Text(
    "「答え:」が 2 つ以上あり、どれが答えか決められません", "there is more than one answer to this question"
)


def refused_on_sheet(name: str, asked: Row, row: Row, given: str, reason: Text, item: Item | None) -> Finding:
    """Return the finding about a question of a sheet that can't be graded, named, with the reason."""
    return Finding("answer", row, asked, name, given, "undecided", reason, item)


def graded_on_sheet(
    name: str,
    asked: Row,
    rows: Sequence[Row],
    given: str,
    variant: Variant,
    *,
    elsewhere: Row | None,
    second: Row | None,
) -> Finding:
    """Return the finding about a question of a sheet, whose numbers are known: the answer is what stands in its place.

    ``rows`` are those of the answer. Where there is a derivation, the value that it leads to is looked for as in any
    report. ``elsewhere`` is where the learner wrote something besides, ``second`` where another answer stands.
    """
    from quiz.grading import grade

    kind = kind_of(variant.item)
    row = rows[0] if rows else asked
    outcome = Outcome("undecided", 0.0) if kind.runs_code and given.strip() else grade(variant, given)
    note = IS_RUN if outcome.verdict == "undecided" and kind.runs_code else None
    if second is not None:
        row, outcome = second, Outcome("unreadable", 0.0, unreadable=Unreadable(_TWO_ANSWERS))
    elif outcome.verdict == "unanswered" and is_blank(rows) and elsewhere is not None:
        row, outcome = elsewhere, Outcome("unreadable", 0.0, unreadable=Unreadable(_ELSEWHERE))
    elif kind.in_reports in _DERIVED and (outcome.verdict == "unreadable" or "\n" in given):
        found = read_answer(
            Question(True, True, None, "", [], [asked], [], list(rows), answered=True), variant, None, ()
        )
        if found.decided:
            row, given, outcome, note = found.row, found.text, found.outcome, found.note
    untold = kind.runs_code or (kind.runs_after_answer and outcome.verdict == "unanswered")  # no run for nothing
    expected = None if untold else kind.key_shown(kind.settled(variant))
    return Finding(
        "answer", row, asked, name, given, outcome.verdict, message_of(outcome, note), variant.item,
        outcome.understood_as, expected, (), outcome.diagnoses, variant.values,
    )  # fmt: skip


_DERIVED = (InReports.NUMBERS, InReports.SIZE, InReports.FORMULA)
