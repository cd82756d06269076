"""Rows of the record as values: every column is looked at, since a file on a disk may come back damaged.

SQLite keeps any value in any column, so a damaged file that still opens may hold a text for a time, or half a list.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from quiz.draws import MAX_SEED
from quiz.model import Attempt, Form, Place, Verdict
from quiz.practice.history import Answered, moment

VERDICTS = get_args(Verdict)
MAX_TIME = 1e9
"""Seconds or minutes; more of them than in thirty years were never measured."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it was begun: its form, and the command-line options that made it."""

    id: int
    form: Form
    options: str
    digest: str
    exam: bool
    finished: bool


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """An attempt with its place in the session; only ``counted`` ones make the score."""

    place: int
    counted: bool
    attempt: Attempt


def storable(text: str) -> str:
    r"""Return a text without half characters, which SQLite can't keep: names of files may hold them.

    >>> storable("b\udcff/最適化")
    'b\\udcff/最適化'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def session_in(row: Mapping[str, Any]) -> StoredSession:
    """Return the session in a sound row."""
    places = tuple(Place(item, seed) for item, seed in json.loads(row["places"]))
    form = Form(row["course"], row["set_name"], row["seed"], places, float(row["minutes"]))
    return StoredSession(
        row["id"], form, row["options"], row["digest"], bool(row["exam"]), row["finished_at"] is not None
    )


def attempt_in(row: Mapping[str, Any]) -> StoredAttempt:
    """Return the attempt in a sound row."""
    attempt = Attempt(
        item=row["item"],
        seed=row["seed"],
        response=row["response"],
        verdict=row["verdict"],
        score=float(row["score"]),
        diagnoses=tuple(json.loads(row["diagnoses"])),
        understood_as=row["understood_as"],
        elapsed_s=float(row["elapsed_s"]),
        machine_verdict=row["machine_verdict"],
        hints_used=row["hints_used"],
    )
    return StoredAttempt(row["place"], bool(row["counted"]), attempt)


_SAYS_NOTHING = frozenset({"undecided", "unreadable"})


def answered_in(row: Mapping[str, Any]) -> Answered | None:
    """Return what an attempt tells of the learner; None for one that tells nothing or is damaged."""
    sound = COLUMNS["attempts"]
    names = ("item", "verdict", "score", "diagnoses", "answered_at")
    if row["verdict"] in _SAYS_NOTHING or not all(sound[name](row[name]) for name in names):
        return None
    return Answered(row["item"], moment(row["answered_at"]), float(row["score"]), tuple(json.loads(row["diagnoses"])))


def damaged_columns(table: str, row: Mapping[str, Any]) -> list[str]:
    """Return the columns of a row that hold what was never written there.

    >>> sound = {**LOST, "places": '[["conv-output-size", 0]]'}
    >>> damaged_columns("sessions", sound), damaged_columns("sessions", {**sound, "exam": 7, "places": "[["})
    ([], ['exam', 'places'])
    """
    return [name for name, sound in COLUMNS[table].items() if not sound(row[name])]


def as_written(row: Mapping[str, Any]) -> str:
    """Return a row as JSON, with whatever it holds; bytes are written in hexadecimal digits."""
    return json.dumps(dict(row), default=lambda value: {"hex": bytes(value).hex()})


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MAX_SEED


def _is_flag(value: Any) -> bool:
    return type(value) is int and value in (0, 1)


def _is_time(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and 0 <= value <= MAX_TIME


def _is_share(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1


def _are_places(value: Any) -> bool:
    return all(
        isinstance(entry, list) and len(entry) == 2 and _is_text(entry[0]) and _is_whole(entry[1])
        for entry in _list_in(value, [None])
    )


def _are_texts(value: Any) -> bool:
    return all(map(_is_text, _list_in(value, [None])))


def _list_in(value: Any, otherwise: list[Any]) -> list[Any]:
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return otherwise
    return found if isinstance(found, list) else otherwise


COLUMNS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "sessions": {
        "course": _is_text,
        "set_name": _is_text,
        "seed": _is_whole,
        "options": _is_text,
        "digest": _is_text,
        "exam": _is_flag,
        "minutes": _is_time,
        "used_s": _is_time,
        "places": _are_places,
        "started_at": _is_text,
        "finished_at": lambda value: value is None or _is_text(value),
    },
    "attempts": {
        "place": _is_whole,
        "counted": _is_flag,
        "item": _is_text,
        "seed": _is_whole,
        "response": _is_text,
        "verdict": VERDICTS.__contains__,
        "machine_verdict": (None, *VERDICTS).__contains__,
        "score": _is_share,
        "diagnoses": _are_texts,
        "understood_as": _is_text,
        "elapsed_s": _is_time,
        "hints_used": _is_whole,
        "answered_at": _is_text,
    },
}
"""What each column may hold."""

LOST: Mapping[str, Any] = {
    **dict.fromkeys(("course", "set_name", "options", "digest", "started_at", "finished_at"), ""),
    **dict.fromkeys(("seed", "exam", "minutes", "used_s"), 0),
    "places": "[]",
}
"""What stands in a session's row for a value that is lost."""
