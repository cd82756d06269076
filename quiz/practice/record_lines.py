"""The record as text, to be carried to another machine: JSON Lines, one thing a line, documented here.

The first line is the header: ``{"line": "header", "format": "quiz-record", "schema": 2, "program": "0.2.0",
"written_at": "...", "sessions": 2, "attempts": 9, "marks": 1, "set_aside": 0, "goals": 1}``; the counts tell a file
that was cut. Schema 1 had no goals; it is read as well.
Then come, each after what it refers to:

- ``session``: ``id`` (32 hexadecimal digits, its own on every machine), ``course``, ``set_name``, ``seed``, ``options``
  (the command-line options that made it, as JSON in a text), ``digest`` (of its question files), ``exam``, ``minutes``,
  ``used_s``, ``places`` (``[["conv-output-size", 5], ...]``: item and seed), ``choices`` (null, or for each item the
  slips that were the learner's own when everything was asked as multiple choice), ``started_at``, ``finished_at``;
- ``attempt``: ``id``, ``session``, ``place`` (from 0), ``counted``, ``item``, ``seed``, ``response``, ``verdict``,
  ``machine_verdict``, ``score`` (0 to 1), ``diagnoses``, ``understood_as``, ``elapsed_s``, ``hints_used``,
  ``answered_at``;
- ``mark``: ``id``, ``session``, ``place``, ``item``, ``seed``, ``attempt`` (the id of the answer it is about, or ""),
  ``mark`` ("flag", "guessed", "note", "disputed"), ``said``, ``details``, ``taken_back``, ``marked_at``;
- ``set-aside``: a row that came back damaged from a disk: ``from_table``, ``from_id``, ``damaged`` (its columns),
  ``content`` (all that it held, as JSON in a text), ``set_aside_at``;
- ``goal``: a day's goal: ``since`` (the day from which it holds), ``minutes`` or ``questions`` (the other is null; both
  are, where the goal was taken away).

Times are ISO 8601 in UTC. All keys of a line are there, and no others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from quiz.bank.bounded_json import parse_json
from quiz.errors import too_much
from quiz.language import Text
from quiz.outlet.json_text import json_text
from quiz.practice.goal import MOST
from quiz.practice.record_rows import COLUMNS
from solvers.budget import OverBudget

FORMAT, SCHEMA = "quiz-record", 2
MAX_LINE = 8_000_000
"""Characters: a session of a hundred thousand places has as many."""

LineKind = Literal["header", "session", "attempt", "mark", "set-aside", "goal"]

TABLES: Mapping[LineKind, str] = {
    "session": "sessions",
    "attempt": "attempts",
    "mark": "marks",
    "set-aside": "set_aside",
}
"""The table of the record that each kind of line comes from; goals lie beside it."""

_TRUE_OR_FALSE = frozenset({"exam", "counted", "taken_back"})
_AS_JSON = frozenset({"places", "choices", "diagnoses", "details", "damaged"})
"""Columns of SQLite hold these as 0 and 1, and as JSON in a text."""


class LineFault(Exception):
    """What is wrong with a line, at which column (1-based)."""

    def __init__(self, message: Text, column: int = 1) -> None:
        super().__init__(f"column {column}: {message.en}")
        self.message = message
        self.column = column


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _text(value: Any) -> bool:
    return COLUMNS["attempts"]["item"](value)


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _amount(unit: str) -> Callable[[Any], bool]:
    return lambda value: value is None or (type(value) is int and 1 <= value <= MOST[unit])


_NAMED: Mapping[str, Callable[[Any], bool]] = {"session": COLUMNS["attempts"]["uid"]}
_SOUND: Mapping[LineKind, Mapping[str, Callable[[Any], bool]]] = {
    "session": COLUMNS["sessions"],
    "attempt": {**COLUMNS["attempts"], **_NAMED},
    "mark": {**COLUMNS["marks"], **_NAMED},
    "set-aside": {
        "from_table": ("sessions", "attempts", "marks").__contains__,
        "from_id": _whole,
        "damaged": COLUMNS["attempts"]["diagnoses"],
        "content": _text,
        "set_aside_at": _text,
    },
    "goal": {"since": _day, **{unit: _amount(unit) for unit in MOST}},
    "header": {
        "format": lambda value: value == FORMAT,
        "schema": _whole,
        "program": _text,
        "written_at": _text,
        **dict.fromkeys((*TABLES.values(), "goals"), _whole),
    },
}
"""What may stand in a line, by the column of the record that it goes to."""


def line_of(kind: LineKind, row: Mapping[str, Any]) -> str:
    r"""Return a line for a sound row, whose ``session`` is the name of one.

    >>> line_of("set-aside", {"from_table": "attempts", "from_id": 3, "damaged": '["score"]', "content": "{}",
    ...                       "set_aside_at": "2026-11-26T08:00:00.000+00:00"})[:58]
    '{"line": "set-aside", "from_table": "attempts", "from_id":'
    """
    found: dict[str, Any] = {"line": kind}
    for column in _SOUND[kind]:
        value = row[column]
        if column in _TRUE_OR_FALSE:
            value = bool(value)
        elif column in _AS_JSON and value is not None:
            value = json.loads(value)
        found["id" if column == "uid" else column] = value
    return json_text(found, exact=True)


def read_line(line: str) -> tuple[LineKind, dict[str, Any]]:
    """Return what kind of line this is, and the values of its columns; raise :class:`LineFault`.

    >>> read_line('{"line": "session"')
    Traceback (most recent call last):
    quiz.practice.record_lines.LineFault: column 19: this is no JSON
    """
    found = _parsed(line)
    kind = next((known for known in _SOUND if known == found.get("line")), None)
    if kind is None:
        listed = ", ".join(_SOUND)
        raise LineFault(
            Text(f"line は次のどれかのはずです: {listed}", f"line should be one of {listed}"), _column(line, "line")
        )
    values = {("uid" if key == "id" else key): value for key, value in found.items() if key != "line"}
    if kind == "header" and values.get("schema") == 1:
        values.setdefault("goals", 0)
    for key in values:
        if key not in _SOUND[kind]:
            raise LineFault(Text(f"{key} という項目はありません", f"there is no key {key}"), _column(line, key))
    row: dict[str, Any] = {}
    for column, sound in _SOUND[kind].items():
        key = "id" if column == "uid" else column
        if column not in values:
            raise LineFault(Text(f"{key} がありません", f"{key} is missing"))
        row[column] = _stored(column, values[column])
        if not sound(row[column]):
            shown = json_text(values[column])[:40]
            message = Text(f"{key} の値が正しくありません: {shown}", f"this can't be the {key}: {shown}")
            raise LineFault(message, _column(line, key))
    return kind, row


def _parsed(line: str) -> dict[str, Any]:
    try:
        found = parse_json(line)
    except OverBudget as over:
        raise LineFault(too_much(over)) from None
    except json.JSONDecodeError as error:
        raise LineFault(Text("JSON として読めません", "this is no JSON"), error.colno) from None
    if not isinstance(found, dict):
        raise LineFault(Text("{…} の形のはずです", "this should be an object, {...}"))
    return found


def _stored(column: str, value: Any) -> Any:
    """Return a value as its column holds it; what is of another type stays, and is found to be none."""
    if column in _TRUE_OR_FALSE:
        return int(value) if isinstance(value, bool) else None
    if column in _AS_JSON:
        return None if value is None else json_text(value, exact=True)
    return value


def _column(line: str, key: str) -> int:
    """Return where the value of a key stands, from 1; 1 where it doesn't."""
    found = re.search(rf'"{re.escape(key)}"\s*:\s*', line)
    return found.end() + 1 if found else 1
