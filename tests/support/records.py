"""Records to try things on: laid, looked into and damaged past the program that keeps them."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from quiz.model import Attempt, Form, Place
from quiz.practice.store import Store

FORM = Form("day2", "day2", 7, (Place("a", 0), Place("b", 5)), 4.0)
POSIX = pytest.mark.skipif(os.name == "nt", reason="rights and links of POSIX")


def attempt(response: str = "7", verdict: str = "wrong") -> Attempt:
    """Return an attempt at one of the form's questions."""
    return Attempt("a", 0, response, verdict, 0.0, ("slip",), "7", 1.5, verdict, 0)  # type: ignore[arg-type]


def record_of(folder: Path) -> int:
    """Lay a record with one session and two attempts; return the session."""
    with Store(folder) as store:
        session = store.begin(FORM, "[]", "digest", exam=False)
        for place in (0, 1):
            store.record(session.id, place, attempt(str(place)), counted=True)
        return session.id


def raw(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask SQLite itself."""
    connection = sqlite3.connect(folder / "quiz.sqlite3", isolation_level=None)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def mode(path: Path) -> int:
    """Return the rights of a file or folder."""
    return stat.S_IMODE(path.lstat().st_mode)


AGES = {
    "record_b4bfafa.sql": 1, "record_876c022.sql": 2, "record_e8d8044.sql": 3, "record_29c293d.sql": 4,
}  # fmt: skip
"""Records as released programs wrote them, with their versions."""

_OLD = Path(__file__).parent.parent / "quiz" / "practice"


def old_record(folder: Path, name: str) -> list[str]:
    """Lay an old record; return what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "quiz.sqlite3")
    connection.executescript((_OLD / name).read_text(encoding="utf-8"))
    contents = list(connection.iterdump())
    connection.close()
    return contents
