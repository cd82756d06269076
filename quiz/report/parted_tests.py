"""Tests whose question, options and answer stand in different places under one label: ``[T1]``, ``# T1: (2)``.

Learners who keep a notebook ask in its text and answer in the comments of its code; others print all options in one
table, and number, question and answer in another. What belongs together has the same label, and nothing else tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.question import MAX_ROWS, Question
from quiz.report.rows import Row, cut, plain
from quiz.report.tables import cells_of

LEAST: Final = 3
"""Tests with an answer under their labels: two labels stand beside many things."""
MOST_BELOW: Final = 20
"""Rows below a question that may be its options or its givens."""

_ASKING: Final = late(r"[\[【(<]?\s*(?P<label>[A-Z]{1,2}\d{1,2})\s*[\]】)>.:]+\s*(?P<rest>\S.*)")
_LINK: Final = r"(?:\s*(?:の?(?:答え?|回答|解答)(?:は|:|$)|は|[:=→⇒]|->|=>)\s*|\s+(?:答え?|回答|解答)\s*(?:は|:|$)\s*)"
_ANSWERING: Final = late(rf"(?P<label>[A-Z]{{1,2}}\d{{1,2}}){_LINK}(?P<rest>.*)")
_REMARK: Final = late(r"[A-Z]{1,2}\d{1,2}\s*は")
"""In a sentence it is a label that something is said of; in a comment the answer stands behind it."""
_COMMENT: Final = late(r"\s*#\s*(?P<text>\S.*)")
_BEHIND_CODE: Final = late(r"(?P<code>\S[^#]{1,200}?)\s*#\s*(?:←\s*)?(?P<label>[A-Z]{1,2}\d{1,2})\s*(?P<rest>.*)")
_SAID: Final = late(r"(?:は|:|=|→|⇒|->)\s*(?P<rest>\S.*)")


def labelled_tests(rows: Sequence[Row], known: Callable[[str], bool]) -> tuple[list[Question], frozenset[int]]:
    """Return the tests that answers elsewhere name by their labels, and the identities of all rows that they take up.

    ``known`` tells whether the bank knows a question. There are none unless three tests of one series of labels have
    an answer each.
    """
    asked: dict[str, int] = {}
    for place, row in enumerate(rows):
        found = _ASKING.fullmatch(row.plain) if row.kind == "text" else None
        if found is None or found["label"] in asked or marks.after_question(row.plain) is not None:
            continue  # "Q1." is a mark by itself, and what it asks has its answer below it
        if known(found["rest"]):
            asked[found["label"]] = place
    answers = dict(_answers(rows, asked)) if len(asked) >= LEAST else {}
    if len(answers) < LEAST:
        return [], frozenset()
    taken = {id(row) for found in answers.values() for row, _ in found}
    questions = []
    for label, place in asked.items():
        if label not in answers:
            continue
        begins = _ASKING.fullmatch(rows[place].plain)
        assert begins is not None  # it is one of those found above
        body = list(_below(rows, place, taken))
        taken |= {id(rows[place]), *map(id, body)}
        question = Question(True, True, None, prompt=[cut(rows[place], begins.start("rest"))], body=body)
        question.answer = [answer for _, answer in answers[label] if answer.text.strip()][:MAX_ROWS]
        question.answered = True
        questions.append(question)
    return questions, frozenset(taken)


def _below(rows: Sequence[Row], place: int, taken: Collection[int]) -> Iterator[Row]:
    """The rows below a question up to the next heading, question, answer or code that ran."""
    for row in rows[place + 1 : place + 1 + MOST_BELOW]:
        ends = row.kind in ("heading", "rule", "output") or id(row) in taken or row.line.cell != rows[place].line.cell
        if ends or (row.kind == "text" and _ASKING.fullmatch(row.plain) is not None):
            return
        if row.kind in ("text", "code"):
            yield row


def _answers(rows: Sequence[Row], asked: Mapping[str, int]) -> Iterator[tuple[str, list[tuple[Row, Row]]]]:
    """Each label with its answer: the rows that it stands in, each with what of it answers."""
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row.kind not in ("text", "code"):
            continue
        comment = _COMMENT.fullmatch(row.text) if row.kind == "code" else None
        written = row.plain if row.kind == "text" else plain(comment["text"]) if comment is not None else ""
        found = _ANSWERING.fullmatch(written)
        if found is not None and row.kind == "text" and _REMARK.match(written) is not None:
            found = None
        if found is not None and _is_next(found["label"], asked, seen, place):
            seen.add(found["label"])
            first = (row, _as_text(row, found["rest"]))
            yield found["label"], [first, *_going_on(rows[place + 1 :], row)]
            continue
        code = _BEHIND_CODE.fullmatch(row.text) if row.kind == "code" else None
        if code is not None and _is_next(code["label"], asked, seen, place):
            seen.add(code["label"])
            said = _SAID.fullmatch(code["rest"])
            yield code["label"], [(row, _as_text(row, said["rest"] if said is not None else code["code"]))]


def _is_next(label: str, asked: Mapping[str, int], seen: Collection[str], place: int) -> bool:
    return label in asked and label not in seen and place > asked[label]


def _going_on(rows: Sequence[Row], first: Row) -> Iterator[tuple[Row, Row]]:
    """The rows with which an answer goes on: comments right below a comment, text right below text."""
    last = first
    for row in rows[:MOST_BELOW]:
        follows = row.line.cell == last.line.cell and row.line.number == last.line.number + 1
        if not follows:
            return
        comment = _COMMENT.fullmatch(row.text) if row.kind == "code" else None
        written = row.text if row.kind == "text" else comment["text"] if comment is not None else ""
        if not written or _ANSWERING.fullmatch(plain(written)) or _ASKING.fullmatch(plain(written)):
            return
        yield row, _as_text(row, written)
        last = row


def _as_text(row: Row, written: str) -> Row:
    return replace(row, kind="text", text=written.strip(), plain=plain(written))


# -- options in one table, answers in another --------------------------------------------------------------------------

_NUMBER: Final = r"(?:no\.?\s*|q|問)?\(?(?P<number>\d{1,2}(?:-\d{1,2})?)\)?"
_NUMBER_CELL: Final = late(rf"\s*{_NUMBER}\s*", re.I)
_OPTIONS_OF: Final = late(rf"(?:#+\s*)?[(【\[<]?{_NUMBER}\s*の?選択肢\s*[)】\]>]?\s*:?", re.I)


def options_by_number(rows: Sequence[Row]) -> tuple[dict[str, list[Row]], frozenset[int]]:
    """Return the options that stand by themselves under the number of their question, and the rows that they take up.

    They are the rows of a table whose header is a number and labels (``| No. | (1) | (2) |``), or a list below
    「2-6の選択肢」; and another table asks the question with that number.
    """
    found: dict[str, list[Row]] = {}
    own: dict[str, set[int]] = {}
    numbers = Counter(number_in_table(row) for row in rows if row.kind == "text" and row.plain.startswith("|"))
    labels: list[str] = []
    frame: set[int] = set()  # the header and the line below it
    for place, row in enumerate(rows):
        cells = cells_of(row) if row.kind == "text" else []
        if not cells:
            labels = []
            title = _OPTIONS_OF.fullmatch(row.plain) if row.kind in ("text", "heading") else None
            listed = _list_below(rows[place + 1 :]) if title is not None and numbers[title["number"]] else []
            if title is not None and listed:
                found[title["number"]], own[title["number"]] = listed, {id(row), *map(id, listed)}
        elif len(cells) > 2 and _are_first_labels(cells[1:]):
            labels, frame = cells[1:], {id(row)}
        elif labels and not any(sign.isalnum() for sign in row.plain):
            frame.add(id(row))
        elif labels and len(cells) == len(labels) + 1:
            number = _NUMBER_CELL.fullmatch(cells[0])
            if number is not None and numbers[number["number"]] > 1:
                texts = zip(labels, cells[1:], strict=True)
                found[number["number"]] = [_as_text(row, f"({name.strip('()')}) {text}") for name, text in texts]
                own[number["number"]] = {id(row), *frame}
    return found, frozenset(identity for taken in own.values() for identity in taken)


def _are_first_labels(names: Sequence[str]) -> bool:
    found = [marks.option_at(f"({name.strip('()')}) x") for name in names]
    return [one[1] if one is not None else -1 for one in found] == list(range(len(names)))


def _list_below(rows: Sequence[Row]) -> list[Row]:
    """The rows of a list that begins right below its title, with at most blank rows between."""
    listed: list[Row] = []
    for row in rows[:MOST_BELOW]:
        if row.kind == "blank" and not listed:
            continue
        if row.kind != "text" or not row.plain.startswith(("-", "*", "+", "・", "(", *"123456789アイウエabcd")):
            break
        listed.append(row)
    return listed


def number_in_table(row: Row) -> str | None:
    """Return the number that the first cell of a row's line has, if it has no more."""
    cells = cells_of(replace(row, plain=plain(row.line.text).lstrip()))
    number = _NUMBER_CELL.fullmatch(cells[0]) if len(cells) > 1 else None
    return None if number is None else number["number"]
