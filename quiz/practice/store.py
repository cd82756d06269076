"""The learner's record: sessions and attempts in SQLite, written the moment they happen.

Every attempt is committed before the next question is shown, so that a kill at any point loses nothing that was
answered. The schema grows by numbered migrations and nothing in it is ever deleted.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, cast

from quiz.errors import QuizError
from quiz.home import data_folder
from quiz.language import Text
from quiz.model import Attempt, Form, Outcome, Place, Verdict

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
)


_PATIENCE_S = 10.0
"""How long another process is waited for."""


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


class Store:
    """The record in one SQLite file.

    >>> import tempfile
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     form = Form("day2", "day2", 7, (Place("conv-output-size", 0),), 3.0)
    ...     session = store.begin(form, "", "digest", exam=False)
    ...     store.unfinished("day2", None, "").id == session.id
    True
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = data_folder() if folder is None else folder
        self.path = self.folder / "quiz.sqlite3"
        with self._faults():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            _switch_to_wal(self._connection)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._migrate()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what SQLite or the file system refuses, with the file and the way out."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise QuizError(
                Text(f"学習記録 {self.path} を使えません: {error}", f"can't use the record {self.path}: {error}"),
                remedy=Text(
                    "書き込めるフォルダを環境変数 QUIZ_HOME で指定するか、壊れたファイルを別の場所に移してください",
                    "set QUIZ_HOME to a folder that can be written to, or move a damaged file out of the way",
                ),
            ) from None

    def _migrate(self) -> None:
        version = self._version()
        if version == len(MIGRATIONS):
            return
        if version > len(MIGRATIONS):
            raise QuizError(
                Text(
                    f"学習記録 {self.path} は新しい版の quiz で作られています",
                    f"the record {self.path} was made by a newer quiz",
                ),
                remedy=Text("quiz を更新してください", "update quiz"),
            )
        self._connection.create_function("folder_name", 1, _folder_name)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again inside: another process may just have done the same.
            for number, script in enumerate(MIGRATIONS[self._version() :], start=self._version() + 1):
                for statement in filter(str.strip, script.split(";")):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number}")
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def _version(self) -> int:
        return cast(int, self._connection.execute("PRAGMA user_version").fetchone()[0])

    def begin(self, form: Form, options: str, digest: str, *, exam: bool) -> StoredSession:
        """Record a new session."""
        places = json.dumps([[place.item, place.seed] for place in form.places])
        with self._faults():
            cursor = self._connection.execute(
                "INSERT INTO sessions (course, set_name, seed, options, digest, exam, minutes, places, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (form.course, form.set_name, form.seed, options, digest, exam, form.minutes, places, _now()),
            )
        return StoredSession(cast(int, cursor.lastrowid), form, options, digest, exam, finished=False)

    def unfinished(self, set_name: str, seed: int | None, options: str) -> StoredSession | None:
        """Return the latest unfinished session of a set that was begun with the same options (and seed, if given)."""
        with self._faults():
            row = self._connection.execute(
                "SELECT * FROM sessions WHERE set_name = ? AND options = ? AND finished_at IS NULL"
                " AND (? IS NULL OR seed = ?) ORDER BY id DESC LIMIT 1",
                (set_name, options, seed, seed),
            ).fetchone()
            return None if row is None else _session(row)

    def record(self, session: int, place: int, attempt: Attempt, *, counted: bool) -> int:
        """Record one attempt; it is on the disk when this returns. The result names it for :meth:`reassess`."""
        with self._faults():
            cursor = self._connection.execute(
                "INSERT INTO attempts (session, place, counted, item, seed, response, verdict, machine_verdict, score,"
                " diagnoses, understood_as, elapsed_s, hints_used, answered_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    session, place, counted, attempt.item, attempt.seed, attempt.response, attempt.verdict,
                    attempt.machine_verdict, attempt.score, json.dumps(attempt.diagnoses, ensure_ascii=False),
                    attempt.understood_as, attempt.elapsed_s, attempt.hints_used, _now(),
                ),
            )  # fmt: skip
        return cast(int, cursor.lastrowid)

    def settle(self, attempt: int, outcome: Outcome, *, counted: bool) -> None:
        """Record the outcome of an attempt that was recorded before it was judged, and whether it counts."""
        names = json.dumps([diagnosis.name for diagnosis in outcome.diagnoses], ensure_ascii=False)
        with self._faults():
            self._connection.execute(
                "UPDATE attempts SET verdict = ?, machine_verdict = ?, score = ?, diagnoses = ?, counted = ?"
                " WHERE id = ?",
                (outcome.verdict, outcome.verdict, outcome.score, names, counted, attempt),
            )

    def reassess(self, attempt: int, score: float) -> None:
        """Record the learner's own verdict on a text; the machine's stays beside it."""
        with self._faults():
            self._connection.execute(
                "UPDATE attempts SET verdict = 'self-assessed', score = ? WHERE id = ?", (score, attempt)
            )

    def attempts(self, session: int) -> list[StoredAttempt]:
        """Return a session's attempts in the order in which they were made."""
        with self._faults():
            rows = self._connection.execute(
                "SELECT * FROM attempts WHERE session = ? ORDER BY id", (session,)
            ).fetchall()
            return [StoredAttempt(row["place"], bool(row["counted"]), _attempt(row)) for row in rows]

    def used_s(self, session: int) -> float:
        """Return the seconds that a session has taken so far."""
        with self._faults():
            row = self._connection.execute("SELECT used_s FROM sessions WHERE id = ?", (session,)).fetchone()
            return _time(row["used_s"])

    def set_used_s(self, session: int, seconds: float) -> None:
        """Record the seconds that a session has taken so far."""
        with self._faults():
            self._connection.execute("UPDATE sessions SET used_s = ? WHERE id = ?", (seconds, session))

    def finish(self, session: int) -> None:
        """Record that a session has ended."""
        with self._faults():
            self._connection.execute("UPDATE sessions SET finished_at = ? WHERE id = ?", (_now(), session))


def _folder_name(set_name: str) -> str | None:
    """Return the last part of a full path; None for the name of a set."""
    path = PurePath(set_name)
    return path.name if path.is_absolute() and path.name else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; this statement waits for no other process by itself."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _session(row: sqlite3.Row) -> StoredSession:
    places = []
    for entry in _list_in(row["places"]):
        match entry:
            case [str(item), int(seed)]:
                places.append(Place(item, seed))
            case _:
                raise sqlite3.DatabaseError(f"damaged: places of session {row['id']}")
    form = Form(row["course"], row["set_name"], row["seed"], tuple(places), _time(row["minutes"]))
    return StoredSession(
        row["id"], form, row["options"], row["digest"], bool(row["exam"]), row["finished_at"] is not None
    )


def _list_in(column: Any) -> list[Any]:
    """Return the list written in a column; raise :class:`sqlite3.DatabaseError` where there is none."""
    try:
        found = json.loads(column)
    except (ValueError, TypeError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise sqlite3.DatabaseError("damaged: a column that should hold a list")
    return found


def _time(column: Any) -> float:
    """Return the time in a column; raise :class:`sqlite3.DatabaseError` for what is no number."""
    if not isinstance(column, int | float):
        raise sqlite3.DatabaseError("damaged: a column that should hold a time")
    return float(column)


def _attempt(row: Any) -> Attempt:
    return Attempt(
        item=row["item"],
        seed=row["seed"],
        response=row["response"],
        verdict=cast(Verdict, row["verdict"]),
        score=row["score"],
        diagnoses=tuple(map(str, _list_in(row["diagnoses"]))),
        understood_as=row["understood_as"],
        elapsed_s=row["elapsed_s"],
        machine_verdict=cast(Verdict | None, row["machine_verdict"]),
        hints_used=row["hints_used"],
    )
