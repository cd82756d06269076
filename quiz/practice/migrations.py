"""How the record has grown: of every schema that was ever released a numbered migration leads to the next.

Before the first of them a copy of the record, as it was, is laid beside it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePath
from typing import cast

from quiz.language import Text

Tell = Callable[[Text], None]
"""What tells the learner something that was found on the way."""

OURS = 0x7175697A
"""The number by which SQLite's header says that the file is a record of this program ("quiz")."""


def _as_bytes(*columns: str) -> str:
    """SQL for the bytes of columns, which may hold what is no text."""
    return ", ".join(f"CAST({column} AS BLOB)" for column in columns)


MIGRATIONS = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        set_name TEXT NOT NULL,
        seed INTEGER NOT NULL,
        options TEXT NOT NULL,
        digest TEXT NOT NULL,
        exam INTEGER NOT NULL,
        minutes REAL NOT NULL,
        places TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT
    );
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES sessions(id),
        place INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        item TEXT NOT NULL,
        seed INTEGER NOT NULL,
        response TEXT NOT NULL,
        verdict TEXT NOT NULL,
        machine_verdict TEXT,
        score REAL NOT NULL,
        diagnoses TEXT NOT NULL,
        understood_as TEXT NOT NULL,
        elapsed_s REAL NOT NULL,
        hints_used INTEGER NOT NULL,
        answered_at TEXT NOT NULL
    );
    CREATE INDEX attempts_by_session ON attempts(session, place);
    """,
    # The time of all sittings, the reading of solutions included, so that the clock never runs backwards.
    "ALTER TABLE sessions ADD COLUMN used_s REAL NOT NULL DEFAULT 0;",
    # Items are known by course and id. Before, a set was the package's own, or the full path of a folder.
    "ALTER TABLE sessions ADD COLUMN course TEXT NOT NULL DEFAULT 'day2';"
    "UPDATE sessions SET course = folder_name(set_name) WHERE folder_name(set_name) IS NOT NULL;",
    # A place counts once: two windows on one session could count it twice, and the first is the one that counted.
    # Rows that come back damaged from the disk are moved to a table of their own.
    f"""
    UPDATE attempts SET counted = 0 WHERE counted AND EXISTS (
        SELECT 1 FROM attempts AS earlier WHERE earlier.session = attempts.session
        AND earlier.place = attempts.place AND earlier.counted AND earlier.id < attempts.id
    );
    CREATE UNIQUE INDEX attempts_counted_once ON attempts(session, place) WHERE counted;
    CREATE TABLE set_aside (
        id INTEGER PRIMARY KEY,
        from_table TEXT NOT NULL,
        from_id INTEGER NOT NULL,
        damaged TEXT NOT NULL,
        content TEXT NOT NULL,
        set_aside_at TEXT NOT NULL
    );
    PRAGMA application_id = {OURS};
    """,
    # Sessions and answers get a name that is theirs on every machine, so that two histories can be joined. What was
    # recorded before is named by its content: copies of one record give the same names. ``choices`` tells that a
    # session asks everything as multiple choice, and which slips were the learner's own then.
    f"""
    ALTER TABLE sessions ADD COLUMN uid TEXT NOT NULL DEFAULT '';
    ALTER TABLE sessions ADD COLUMN choices TEXT;
    ALTER TABLE attempts ADD COLUMN uid TEXT NOT NULL DEFAULT '';
    UPDATE sessions SET uid = content_name(
        {_as_bytes("set_name", "seed", "options", "digest", "places", "started_at")}
    );
    UPDATE attempts SET uid = content_name(
        (SELECT CAST(uid AS BLOB) FROM sessions WHERE sessions.id = attempts.session),
        {_as_bytes("place", "item", "seed", "response", "answered_at")}
    );
    CREATE UNIQUE INDEX sessions_by_name ON sessions(uid);
    CREATE UNIQUE INDEX attempts_by_name ON attempts(uid);
    CREATE TABLE marks (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        session INTEGER NOT NULL REFERENCES sessions(id),
        place INTEGER NOT NULL,
        item TEXT NOT NULL,
        seed INTEGER NOT NULL,
        attempt TEXT NOT NULL,
        mark TEXT NOT NULL,
        said TEXT NOT NULL,
        details TEXT NOT NULL,
        taken_back INTEGER NOT NULL,
        marked_at TEXT NOT NULL
    );
    CREATE INDEX marks_by_session ON marks(session, place);
    """,
)

MARKED = 4
"""The version since which a record carries :data:`OURS`."""


def latest_version() -> int:
    """Return the version of an up-to-date record."""
    return len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the migration that a record has come to; 0 for an empty one."""
    return cast(int, connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, tell: Tell) -> None:
    """Bring a record up to date, all the way or not at all; tell where its copy lies."""
    if version_of(connection) == latest_version():
        return
    connection.create_function("folder_name", 1, _folder_name)
    connection.create_function("content_name", -1, _ContentNames())
    backup: Path | None = None
    try:
        with transaction(connection):
            # Read again inside: another process may just have done the same.
            before = version_of(connection)
            if 0 < before < latest_version():
                backup = _back_up(path, before)
            for number, script in enumerate(MIGRATIONS[before:], start=before + 1):
                for statement in filter(str.strip, script.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        if backup is not None:  # the record is as it was, and the next try makes another copy
            backup.unlink(missing_ok=True)
        raise
    if backup is not None:
        tell(
            Text(
                f"学習記録を新しい形式に改めました。以前のままの控え: {backup}",
                f"The record was brought to the new format. A copy as it was: {backup}",
            )
        )


def _back_up(path: Path, version: int) -> Path:
    """Lay a copy of the record, as it was last committed, beside it, whole or not at all; never over another."""
    draft, number = path.with_name(f"{path.name}.part"), 1
    draft.unlink(missing_ok=True)  # what a killed program has left
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file is the whole copy
        while (backup := path.with_name(f"{path.name}.v{version}" + (f"-{number}" if number > 1 else ""))).exists():
            number += 1
        draft.rename(backup)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return backup


def _folder_name(set_name: str) -> str | None:
    """Return the last part of a full path; None for the name of a set."""
    path = PurePath(set_name)
    return path.name if path.is_absolute() and path.name else None


class _ContentNames:
    """Names by content; what has the same content is told apart by a number, whichever of the two gets it."""

    def __init__(self) -> None:
        self._met: Counter[tuple[bytes | None, ...]] = Counter()

    def __call__(self, *parts: bytes | None) -> str:
        number = self._met[parts]
        self._met[parts] += 1
        written = b"".join(b"-" if part is None else b"%d:%s" % (len(part), part) for part in (*parts, b"%d" % number))
        return hashlib.sha256(written).hexdigest()[:NAME_LENGTH]


NAME_LENGTH = 32
"""Hexadecimal digits of the name of a session, an answer or a mark: 128 bits."""


def new_name() -> str:
    """Return a name that nothing else on any machine has.

    >>> len(new_name()), new_name() != new_name()
    (32, True)
    """
    return os.urandom(NAME_LENGTH // 2).hex()


def newest_backup(path: Path) -> Path | None:
    """Return the latest copy of the record that lies beside it."""
    with suppress(OSError):
        copies = [entry for entry in path.parent.iterdir() if entry.name.startswith(f"{path.name}.v")]
        return max(copies, key=lambda entry: entry.stat().st_mtime, default=None)
    return None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all of it or nothing, with nobody else writing in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
