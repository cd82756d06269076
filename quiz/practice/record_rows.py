"""Rows of the record as values: every column is looked at, since a file on a disk may come back damaged.

SQLite keeps any value in any column, so a damaged file that still opens may hold a text for a time, or half a list.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from quiz.draws import MAX_SEED
from quiz.model import Attempt, Form, Place, Verdict
from quiz.practice.migrations import NAME_LENGTH

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
    choices: Mapping[str, tuple[str, ...]] | None = None
    """Where every question is asked as multiple choice: which slips of each item were the learner's own before."""


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """An attempt with its place in the session; only ``counted`` ones make the score.

    ``id`` is its number in this record, ``uid`` its name on every machine.
    """

    place: int
    counted: bool
    attempt: Attempt
    id: int
    uid: str
    answered_at: str


MarkName = Literal["flag", "guessed", "note", "disputed"]
"""What a learner may say of a question: to come back to it; that the answer was a guess; a note; a wrong verdict."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the learner has said of a question at its place in a session.

    ``attempt`` names the answer that it is about, "" where there was none yet. ``said`` are the learner's words,
    ``details`` what a report of a wrong verdict needs besides: the answer, the verdict, the versions.
    """

    session: int
    place: int
    item: str
    seed: int
    attempt: str
    name: MarkName
    said: str
    details: Mapping[str, str]
    uid: str
    marked_at: str


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
    choices = None if row["choices"] is None else json.loads(row["choices"])
    return StoredSession(
        row["id"],
        form,
        row["options"],
        row["digest"],
        bool(row["exam"]),
        row["finished_at"] is not None,
        None if choices is None else {item: tuple(slips) for item, slips in choices.items()},
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
    return StoredAttempt(row["place"], bool(row["counted"]), attempt, row["id"], row["uid"], row["answered_at"])


def mark_in(row: Mapping[str, Any]) -> Mark:
    """Return the mark in a sound row."""
    return Mark(
        row["session"], row["place"], row["item"], row["seed"], row["attempt"], row["mark"], row["said"],
        json.loads(row["details"]), row["uid"], row["marked_at"],
    )  # fmt: skip


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


def is_text(value: Any) -> bool:
    """Whether a column holds a text, whole and without half characters."""
    return isinstance(value, str) and (value.isascii() or _HALF_CHARACTER.search(value) is None)


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


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
        isinstance(entry, list) and len(entry) == 2 and is_text(entry[0]) and _is_whole(entry[1])
        for entry in _list_in(value, [None])
    )


def are_texts(value: Any) -> bool:
    """Whether a column holds a list of texts, as JSON."""
    return all(map(is_text, _list_in(value, [None])))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


_NAME = re.compile(f"[0-9a-f]{{{NAME_LENGTH}}}")


def _are_choices(value: Any) -> bool:
    return value is None or all(
        is_text(item) and isinstance(slips, list) and all(map(is_text, slips))
        for item, slips in _object_in(value).items()
    )


def _are_details(value: Any) -> bool:
    return all(is_text(name) and is_text(text) for name, text in _object_in(value).items())


def _object_in(value: Any) -> dict[Any, Any]:
    """Return the JSON object in a column; for what is none, one that no column may hold."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {None: None}


def _list_in(value: Any, otherwise: list[Any]) -> list[Any]:
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return otherwise
    return found if isinstance(found, list) else otherwise


COLUMNS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "sessions": {
        "course": is_text,
        "set_name": is_text,
        "seed": _is_whole,
        "options": is_text,
        "digest": is_text,
        "exam": _is_flag,
        "minutes": _is_time,
        "used_s": _is_time,
        "places": _are_places,
        "started_at": is_text,
        "uid": _is_name,
        "choices": _are_choices,
        "finished_at": lambda value: value is None or is_text(value),
    },
    "attempts": {
        "place": _is_whole,
        "counted": _is_flag,
        "item": is_text,
        "seed": _is_whole,
        "response": is_text,
        "verdict": VERDICTS.__contains__,
        "machine_verdict": (None, *VERDICTS).__contains__,
        "score": _is_share,
        "diagnoses": are_texts,
        "understood_as": is_text,
        "elapsed_s": _is_time,
        "hints_used": _is_whole,
        "answered_at": is_text,
        "uid": _is_name,
    },
    "marks": {
        "uid": _is_name,
        "place": _is_whole,
        "item": is_text,
        "seed": _is_whole,
        "attempt": lambda value: value == "" or _is_name(value),
        "mark": get_args(MarkName).__contains__,
        "said": is_text,
        "details": _are_details,
        "taken_back": _is_flag,
        "marked_at": is_text,
    },
}
"""What each column may hold."""

LOST: Mapping[str, Any] = {
    **dict.fromkeys(("course", "set_name", "options", "digest", "started_at", "finished_at"), ""),
    **dict.fromkeys(("seed", "exam", "minutes", "used_s"), 0),
    "places": "[]",
    "choices": None,
    "uid": "0" * NAME_LENGTH,
}
"""What stands in a session's row for a value that is lost."""
