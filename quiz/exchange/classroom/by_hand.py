"""What a person marks: ``by-hand.csv`` lists the answers that the program leaves to one, with a column for points.

The program writes the list and never the points: whatever was filled in stands there after every later run, and counts
for as long as the answer is the one that it was given for.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.errors import QuizError
from quiz.exchange.classroom.class_folder import Classroom
from quiz.exchange.classroom.tables_in import read_table
from quiz.exchange.classroom.whose_answers import Directory
from quiz.language import Text
from quiz.outlet.csv_text import Cell, csv_text

FILE = "by-hand.csv"
HEAD = ("id", "name", "question", "answer", "of_program", "points", "answer_id")


@dataclass(frozen=True, slots=True)
class HandKey:
    """Whose answer to which question; ``answer`` is its digest, as a spreadsheet may show the answer otherwise."""

    student: str
    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class ToMark:
    """An answer that a person marks, and what the program would give."""

    key: HandKey
    name: str
    answer: str
    suggested: float


def digest(answer: str) -> str:
    """Return what an answer is known by: a spreadsheet doesn't take it for a number, as it would 12 digits or 1e5.

    >>> digest("x") == digest("x"), len(digest("x")), digest("x")[0]
    (True, 12, 'a')
    """
    return "a" + hashlib.sha256(answer.encode("utf-8", "replace")).hexdigest()[:11]


def given_points(room: Classroom) -> dict[HandKey, float]:
    """Return the points that somebody has filled in.

    Raises:
        QuizError: with the line, where that is no number from 0 to 1.
    """
    return {key: points for key, points, _ in _rows(room) if points is not None}


def not_counted(room: Classroom, to_mark: Sequence[ToMark]) -> list[HandKey]:
    """Return whose points don't count: the answer that they were given for is no longer there, or no longer open."""
    now = {one.key for one in to_mark}
    return [key for key, points, _ in _rows(room) if points is not None and key not in now]


def by_hand_csv(room: Classroom, to_mark: Sequence[ToMark]) -> str:
    """Return the list anew: the answers of now with their points, then marked ones that were replaced since."""
    before = _rows(room)
    points = {key: given for key, given, _ in before if given is not None}
    now = {one.key for one in to_mark}
    rows: list[Sequence[Cell]] = [
        (
            one.key.student,
            one.name,
            one.key.item,
            one.answer,
            round(one.suggested, 2),
            points.get(one.key, ""),
            one.key.answer,
        )
        for one in to_mark
    ]
    marked = (cells for key, given, cells in before if given is not None and key not in now)
    rows += [[cells.get(name, "") for name in HEAD] for cells in marked]
    return csv_text([HEAD, *rows])


def _rows(room: Classroom) -> list[tuple[HandKey, float | None, Mapping[str, str]]]:
    """Read the list as it was saved last, perhaps by a spreadsheet that has taken the zeros before an id away."""
    path, directory = room.folder / FILE, Directory(room)
    if not path.is_file():
        return []
    found: list[tuple[HandKey, float | None, Mapping[str, str]]] = []
    for row in read_table(path).rows:
        cells = row.cells
        member = directory.with_id(cells.get("id", ""))
        key = HandKey(
            cells.get("id", "") if member is None else member.student.id,
            cells.get("question", ""),
            cells.get("answer_id", ""),
        )
        found.append((key, _points(cells.get("points", ""), f"{path}:{row.line}"), cells))
    return found


def _points(text: str, where: str) -> float | None:
    written = unicodedata.normalize("NFKC", text).strip().replace(",", ".")
    if not written:
        return None
    try:
        points = float(written)
    except ValueError:
        points = -1.0
    if not 0 <= points <= 1:
        raise QuizError(
            Text(
                f"{where}: points が 0〜1 の数ではありません: {text}",
                f"{where}: points is no number from 0 to 1: {text}",
            )
        )
    return points
