"""Tables of responses that Moodle and Canvas export, for forms that we exported to them.

Moodle's has ``Response 1``, ``Response 2``, … and, if it was told to show them, ``Question 1``, …; Canvas' has a column
for each question, headed by a number and its text. The slots there need not be in the order of our form: which question
a column is follows from its text alone, and a column whose text isn't known is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quiz.exchange.classroom.rosters import FAMILY_NAMES, GIVEN_NAMES
from quiz.exchange.classroom.tables_in import ReadTable, TableRow, folded
from quiz.language import LANGUAGES, Text

_RESPONSE = re.compile(r"(?:response|解答|回答) ?([0-9]{1,4})", re.I)
_QUESTION = re.compile(r"(?:question|問題|問) ?([0-9]{1,4})", re.I)
_CANVAS = re.compile(r"[0-9]{1,12}: (.+)", re.S)
_EMBEDDED = re.compile(r"([^\W\d_][^0-9:;]{0,20}?)([0-9]{1,3}) ?:([^;:]{0,60})")
"""``part 1: 7``: what Moodle writes of one field of a question with several."""
_ID = ("id number", "sis_id", "idナンバー", "id")
_NAME = ("name", "氏名")
NOTHING = ("-", "")
"""How Moodle writes that nothing was answered."""

ENOUGH = 12
"""So many letters and digits tell one question's text from another's."""


@dataclass(frozen=True, slots=True)
class LmsRow:
    """A student's row: what is known of the student, and texts of questions with the answers to them."""

    row: TableRow
    id: str
    names: tuple[str, ...]
    """How the name may be written: the family name first, or last."""
    answers: tuple[tuple[str, str], ...]


def lms_rows(table: ReadTable) -> Iterator[LmsRow] | Text | None:
    """Return the rows of a table of Moodle's or Canvas'; why it can't be used; None if it is neither's."""
    by_fold = {folded(column): column for column in table.columns}
    responses = {found[1]: column for column in table.columns if (found := _RESPONSE.fullmatch(column.strip()))}
    if responses and any(folded(name) in by_fold for name in (*FAMILY_NAMES, *GIVEN_NAMES)):
        questions = {found[1]: column for column in table.columns if (found := _QUESTION.fullmatch(column.strip()))}
        if not set(responses) <= set(questions):
            return Text(
                "Moodle の表に問題文の列がありません（「Question text」を表示にして書き出してください）",
                "Moodle's table lacks the questions: export it again with the question text shown",
            )
        return _moodle(table, by_fold, [(questions[number], responses[number]) for number in responses])
    canvas = [(column, found[1]) for column in table.columns if (found := _CANVAS.fullmatch(column))]
    if canvas and folded("name") in by_fold and folded("section") in by_fold:
        return _rows(table, by_fold, lambda row: [(text, row.cells.get(column, "")) for column, text in canvas])
    return None


def _moodle(table: ReadTable, by_fold: dict[str, str], columns: Sequence[tuple[str, str]]) -> Iterator[LmsRow]:
    def answers(row: TableRow) -> list[tuple[str, str]]:
        return [(row.cells.get(question, ""), row.cells.get(response, "")) for question, response in columns]

    return _rows(table, by_fold, answers)


def _rows(
    table: ReadTable, by_fold: dict[str, str], answers_of: Callable[[TableRow], list[tuple[str, str]]]
) -> Iterator[LmsRow]:
    for row in table.rows:

        def cell(names: Sequence[str], row: TableRow = row) -> str:
            return next((row.cells.get(by_fold[folded(name)], "") for name in names if folded(name) in by_fold), "")

        family, given = cell(FAMILY_NAMES), cell(GIVEN_NAMES)
        whole = cell(_NAME)
        names = tuple(
            dict.fromkeys(name for name in (whole, f"{family} {given}".strip(), f"{given} {family}".strip()) if name)
        )
        answers = tuple((text, answer) for text, answer in answers_of(row) if answer.strip() not in NOTHING)
        if answers and (names or cell(_ID)):
            yield LmsRow(row, cell(_ID), names, answers)


def of_embedded(response: str) -> str | None:
    """Return the numbers that were typed into a question's embedded fields, in one line; None if it isn't all of that.

    Moodle writes ``part 1: 7; part 2: 5``, its word for a part in its own language. Where a field is empty, or a comma
    in it could part two numbers as well as a number's places, nobody can tell what was meant.

    >>> of_embedded("part 1: 7; part 2: 5"), of_embedded("部件1: 0.5; 部件2: -3")
    ('7, 5', '0.5, -3')
    >>> of_embedded("part 1: 7; part 2: "), of_embedded("part 1: 1,5; part 2: 2"), of_embedded("7 x 5")
    (None, None, None)
    """
    found = [_EMBEDDED.fullmatch(one.strip()) for one in response.split(";")]
    fields = [(one[1].strip(), int(one[2]), one[3].strip()) for one in found if one is not None]
    if len(fields) < 2 or len(fields) != len(found) or len({word for word, _, _ in fields}) > 1:
        return None
    if [number for _, number, _ in fields] != list(range(1, len(fields) + 1)):
        return None
    values = [value for _, _, value in fields]
    return ", ".join(values) if all(value and not set(value) & set(",、，") for value in values) else None


def signs(text: str) -> str:
    """Return what is left of a text in every program that shows it: its letters and digits, without any formula's.

    >>> signs("値は $x^2$ です。"), signs("<p>値は \\\\(x^2\\\\) です。</p>")
    ('値はです', '値はです')
    """
    bare = re.sub(r"\$\$?[^$]{0,2000}\$\$?|\\\([\s\S]{0,2000}?\\\)|\\\[[\s\S]{0,2000}?\\\]|<[^<>]{0,500}>", " ", text)
    return "".join(sign for sign in bare if sign.isalnum())


class QuestionTexts:
    """Finds which question of a form a text is, as another program shows it."""

    def __init__(self, stems: Sequence[Text]) -> None:
        self._signs = [[signs(stem.in_(language)) for language in LANGUAGES] for stem in stems]

    def number(self, text: str) -> int | None:
        """Return the one question (from 1) whose text this begins with or holds; None where none or several fit."""
        shown = signs(text)
        fitting = [
            number
            for number, written in enumerate(self._signs, start=1)
            if any(len(one) >= ENOUGH and one in shown for one in written)
        ]
        return fitting[0] if len(fitting) == 1 else None
