"""Marks by the learner on a question as it was asked: a flag, "I guessed", a note, "this verdict is wrong".

A mark is never changed: it stands until it is taken back. So the marks of two machines are joined without a question.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from quiz.outlet.json_text import json_text
from quiz.practice.migrations import new_name
from quiz.practice.record_rows import Mark, MarkName, damaged_columns, mark_in, storable
from quiz.practice.store import Store


def put_mark(
    store: Store,
    session: int,
    place: int,
    asked: tuple[str, int],
    name: MarkName,
    *,
    attempt: str = "",
    said: str = "",
    details: Mapping[str, str] | None = None,
) -> None:
    """Record a mark on a question; ``asked`` is its item and seed, ``attempt`` names the answer that it is about.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from quiz.model import Form, Place
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     form = Form("day2", "day2", 7, (Place("conv-output-size", 0),), 3.0)
    ...     session = store.begin(form, "", "digest", exam=True).id
    ...     put_mark(store, session, 0, ("conv-output-size", 0), "note", said="ask the teacher")
    ...     [(mark.name, mark.said) for mark in marks_of(store, session)]
    [('note', 'ask the teacher')]
    """
    item, seed = asked
    told = {key: storable(text) for key, text in (details or {}).items()}
    with store.at_work() as connection:
        connection.execute(
            "INSERT INTO marks (uid, session, place, item, seed, attempt, mark, said, details, taken_back, marked_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (
                new_name(), session, place, storable(item), seed, attempt, name, storable(said),
                json_text(told, exact=True), store.now(),
            ),
        )  # fmt: skip


def take_back(store: Store, session: int, place: int, asked: tuple[str, int], name: MarkName) -> None:
    """Take back the marks of a name that a question has."""
    with store.at_work() as connection:
        connection.execute(
            "UPDATE marks SET taken_back = 1 WHERE session = ? AND place = ? AND item = ? AND seed = ? AND mark = ?",
            (session, place, storable(asked[0]), asked[1], name),
        )


def marks_of(store: Store, session: int) -> list[Mark]:
    """Return the marks of a session that stand, in the order in which they were made."""
    with store.at_work() as connection:
        rows = connection.execute("SELECT * FROM marks WHERE session = ? ORDER BY marked_at, uid", (session,))
        return _standing(rows.fetchall())


def standing(store: Store) -> list[tuple[str, Mark]]:
    """Return every mark of the record that stands, in the order in which they were made, with its question's course."""
    with store.at_work() as connection:
        rows = connection.execute(
            "SELECT marks.*, sessions.course FROM marks JOIN sessions ON sessions.id = marks.session"
            " ORDER BY marked_at, marks.uid"
        ).fetchall()
    return [(row["course"], mark) for row in rows for mark in _standing([row])]


def disputed(store: Store) -> list[tuple[str, Mark]]:
    """Return every verdict that the learner holds to be wrong, with the course of its question."""
    return [(course, mark) for course, mark in standing(store) if mark.name == "disputed"]


def _standing(rows: Iterable[sqlite3.Row]) -> list[Mark]:
    """Return the sound ones that were not taken back; a damaged one is set aside when the record is looked over."""
    found = [dict(row) for row in rows]
    return [mark_in(row) for row in found if not damaged_columns("marks", row) and not row["taken_back"]]
