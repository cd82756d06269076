"""The learner's record: sessions and attempts in SQLite, written the moment they happen.

Every attempt is committed before its verdict is shown, so that a kill at any point loses nothing that was answered.
Nothing in it is ever deleted: a row that comes back damaged from the disk is moved to a table of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from quiz.home import NAME, data_folder
from quiz.language import Text
from quiz.model import Attempt, Form, Outcome
from quiz.practice.history import Answered, Quarter
from quiz.practice.migrations import Tell, new_name, transaction
from quiz.practice.record_answers import SlipShown, history_in, quarters_in, slips_in
from quiz.practice.record_file import examined, open_record, told_faults
from quiz.practice.record_rows import (
    COLUMNS,
    LOST,
    StoredAttempt,
    StoredSession,
    as_written,
    attempt_in,
    damaged_columns,
    session_in,
    storable,
)

__all__ = ["Store", "StoredAttempt", "StoredSession"]

_UNCOUNTED = (
    "NOT EXISTS (SELECT 1 FROM attempts AS other"
    " WHERE other.session = :session AND other.place = :place AND other.counted AND other.id IS NOT :id)"
)
"""True while no other attempt counts at a place: another window may be asking the same session."""


def _clock() -> datetime:
    return datetime.now(UTC)


class Store:
    """The record in one SQLite file.

    ``tell`` says what is found on the way, such as damaged rows. ``now`` is the clock by which attempts are dated;
    nothing is ordered or decided by it, so that it may jump.

    >>> import tempfile
    >>> from quiz.model import Place
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     form = Form("day2", "day2", 7, (Place("conv-output-size", 0),), 3.0)
    ...     session = store.begin(form, "", "digest", exam=False)
    ...     store.unfinished("day2", None, "").id == session.id
    True
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        tell: Tell = lambda message: None,
        now: Callable[[], datetime] = _clock,
    ) -> None:
        self.folder = data_folder() if folder is None else folder
        self.path = self.folder / NAME
        self._tell = tell
        self._now = now
        self._connection = open_record(self.path, tell)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def examined(self) -> list[Text]:
        """Look at all of the record; return what there is to say of it. QuizError where it is damaged."""
        with self._faults():
            return examined(self._connection, self.path)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        with told_faults(self.path):
            yield

    def clock(self) -> datetime:
        """Return the time by the clock of the record."""
        return self._now()

    @contextmanager
    def at_work(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection to another module of this room; what SQLite refuses is told as everywhere."""
        with self._faults():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The same for what is written whole or not at all."""
        with self._faults(), transaction(self._connection):
            yield self._connection

    def now(self) -> str:
        """Return the time as the record keeps it."""
        return self._now().isoformat(timespec="milliseconds")

    # -- sessions ----------------------------------------------------------------------------------------------------

    def begin(
        self,
        form: Form,
        options: str,
        digest: str,
        *,
        exam: bool,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> StoredSession:
        """Record a new session; with ``choices``, one that asks everything as multiple choice."""
        places = json.dumps([[place.item, place.seed] for place in form.places])
        texts = [storable(text) for text in (form.course, form.set_name, options, digest)]
        with self._faults():
            cursor = self._connection.execute(
                "INSERT INTO sessions"
                " (course, set_name, options, digest, seed, exam, minutes, places, started_at, uid, choices)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*texts, form.seed, exam, form.minutes, places, self.now(), new_name(), _choices(choices)),
            )
        return StoredSession(cast(int, cursor.lastrowid), form, options, digest, exam, finished=False, choices=choices)

    def unfinished(self, set_name: str, seed: int | None, options: str) -> StoredSession | None:
        """Return the latest unfinished session of a set that was begun with the same options (and seed, if given)."""
        with self._faults():
            while True:
                row = self._connection.execute(
                    "SELECT * FROM sessions WHERE set_name = ? AND options = ? AND finished_at IS NULL"
                    " AND (? IS NULL OR seed = ?) ORDER BY id DESC LIMIT 1",
                    (storable(set_name), storable(options), seed, seed),
                ).fetchone()
                if row is None:
                    return None
                damaged = damaged_columns("sessions", row)
                if not damaged:
                    return session_in(row)
                self._close_damaged(row, damaged)

    def left_open(self) -> list[StoredSession]:
        """Return the sittings that were left open lately and are sound, whatever their sets, the latest first."""
        with self._faults():
            rows = self._connection.execute(
                "SELECT * FROM sessions WHERE finished_at IS NULL ORDER BY id DESC LIMIT 20"
            ).fetchall()
        return [session_in(row) for row in rows if not damaged_columns("sessions", row)]

    def latest_unfinished(self) -> StoredSession | None:
        """Return the latest of them."""
        return next(iter(self.left_open()), None)

    def used_s(self, session: int) -> float:
        """Return the seconds that a session has taken so far."""
        with self._faults():
            row = self._connection.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
            return 0.0 if "used_s" in damaged_columns("sessions", row) else float(row["used_s"])

    def set_used_s(self, session: int, seconds: float) -> None:
        """Record the seconds that a session has taken so far; another window may have recorded more."""
        with self._faults():
            self._connection.execute("UPDATE sessions SET used_s = max(used_s, ?) WHERE id = ?", (seconds, session))

    def finish(self, session: int) -> None:
        """Record that a session has ended."""
        with self._faults():
            self._connection.execute(
                "UPDATE sessions SET finished_at = ? WHERE id = ? AND finished_at IS NULL", (self.now(), session)
            )

    def session_called(self, number: int) -> StoredSession | None:
        """Return the session of that number; None if there is none, or it is damaged."""
        with self._faults():
            row = self._connection.execute("SELECT * FROM sessions WHERE id = ?", (number,)).fetchone()
        return None if row is None or damaged_columns("sessions", row) else session_in(row)

    def began_at(self, session: int) -> str:
        """Return the time at which a session was begun, as the record keeps it."""
        with self._faults():
            row = self._connection.execute("SELECT started_at FROM sessions WHERE id = ?", (session,)).fetchone()
            return str(row["started_at"])

    def ended_at(self, session: int) -> str | None:
        """Return the time at which a session ended; None while it goes on."""
        with self._faults():
            row = self._connection.execute("SELECT finished_at FROM sessions WHERE id = ?", (session,)).fetchone()
            return None if row["finished_at"] is None else str(row["finished_at"])

    def exams(self, course: str | None = None) -> list[tuple[StoredSession, str]]:
        """Return the exams that were handed in, the latest first, each with the time at which it was begun."""
        with self._faults():
            rows = self._connection.execute(
                "SELECT * FROM sessions WHERE exam AND finished_at IS NOT NULL AND (? IS NULL OR course = ?)"
                " ORDER BY started_at DESC, id DESC",
                (course, course),
            ).fetchall()
        return [(session_in(row), row["started_at"]) for row in rows if not damaged_columns("sessions", row)]

    # -- attempts ----------------------------------------------------------------------------------------------------

    def record(self, session: int, place: int, attempt: Attempt, *, counted: bool, instead: bool = False) -> int:
        """Record one attempt; it is on the disk when this returns. The result names it for :meth:`reassess`.

        A place counts once: where another window has been first, this attempt doesn't count (see :meth:`counts`);
        with ``instead`` it counts, and what counted before doesn't any more.
        """
        values = {
            "id": None, "session": session, "place": place, "counted": counted, "item": storable(attempt.item),
            "seed": attempt.seed, "response": storable(attempt.response), "verdict": attempt.verdict,
            "machine_verdict": attempt.machine_verdict, "score": attempt.score,
            "diagnoses": _names(attempt.diagnoses), "understood_as": storable(attempt.understood_as),
            "elapsed_s": attempt.elapsed_s, "hints_used": attempt.hints_used, "answered_at": self.now(),
            "uid": new_name(),
        }  # fmt: skip
        columns = [name for name in values if name != "counted"]
        with self._faults(), transaction(self._connection):
            if instead:
                self._uncount(session, place)
            cursor = self._connection.execute(
                f"INSERT INTO attempts ({', '.join(columns)}, counted)"
                f" SELECT {', '.join(f':{name}' for name in columns)}, :counted AND {_UNCOUNTED}",
                values,
            )
        return cast(int, cursor.lastrowid)

    def complete(self, attempt: int, whole: Attempt, *, counted: bool, instead: bool = False) -> None:
        """Put a whole answer in the place of one that was recorded while parts of it were missing."""
        values = {
            "id": attempt, "response": storable(whole.response), "verdict": whole.verdict,
            "machine_verdict": whole.machine_verdict, "score": whole.score, "diagnoses": _names(whole.diagnoses),
            "understood_as": storable(whole.understood_as), "elapsed_s": whole.elapsed_s,
            "hints_used": whole.hints_used, "answered_at": self.now(),
        }  # fmt: skip
        changed = ", ".join(f"{name} = :{name}" for name in values if name != "id")
        with self._faults(), transaction(self._connection):
            self._connection.execute(f"UPDATE attempts SET {changed} WHERE id = :id", values)
            if counted:
                self._count(attempt, instead=instead)

    def settle(self, attempt: int, outcome: Outcome, *, counted: bool, instead: bool = False) -> None:
        """Record the outcome of an attempt that was recorded before it was judged, and whether it counts."""
        names = _names(diagnosis.name for diagnosis in outcome.diagnoses)
        with self._faults(), transaction(self._connection):
            self._connection.execute(
                "UPDATE attempts SET verdict = ?, machine_verdict = ?, score = ?, diagnoses = ? WHERE id = ?",
                (outcome.verdict, outcome.verdict, outcome.score, names, attempt),
            )
            if counted:
                self._count(attempt, instead=instead)

    def count(self, attempt: int) -> None:
        """Let an attempt count that was recorded as one that doesn't, unless another is the first at its place."""
        with self._faults(), transaction(self._connection):
            self._count(attempt)

    def _uncount(self, session: int, place: int) -> None:
        self._connection.execute(
            "UPDATE attempts SET counted = 0 WHERE session = ? AND place = ? AND counted", (session, place)
        )

    def _count(self, attempt: int, *, instead: bool = False) -> None:
        row = self._connection.execute("SELECT session, place FROM attempts WHERE id = ?", (attempt,)).fetchone()
        if instead:
            self._uncount(row["session"], row["place"])
        self._connection.execute(
            f"UPDATE attempts SET counted = {_UNCOUNTED} WHERE id = :id",
            {"id": attempt, "session": row["session"], "place": row["place"]},
        )

    def counts(self, attempt: int) -> bool:
        """True if an attempt counts: it was the first at its place."""
        with self._faults():
            row = self._connection.execute("SELECT counted FROM attempts WHERE id = ?", (attempt,)).fetchone()
            return row is not None and bool(row["counted"])

    def name_of(self, attempt: int) -> str:
        """Return the name that an attempt has on every machine; "" for none."""
        with self._faults():
            row = self._connection.execute("SELECT uid FROM attempts WHERE id = ?", (attempt,)).fetchone()
            return "" if row is None else str(row["uid"])

    def counted_places(self, session: int) -> set[int]:
        """Return the places of a session at which an attempt counts, in whatever window it was made."""
        with self._faults():
            rows = self._connection.execute("SELECT place FROM attempts WHERE session = ? AND counted", (session,))
            return {row["place"] for row in rows.fetchall()}

    def reassess(self, attempt: int, score: float) -> None:
        """Record the learner's own verdict on a text; the machine's stays beside it."""
        with self._faults():
            self._connection.execute(
                "UPDATE attempts SET verdict = 'self-assessed', score = ? WHERE id = ?", (score, attempt)
            )

    def attempts(self, session: int) -> list[StoredAttempt]:
        """Return a session's attempts in the order in which they were made; damaged ones are set aside."""
        with self._faults():
            rows = self._connection.execute(
                "SELECT * FROM attempts WHERE session = ? ORDER BY id", (session,)
            ).fetchall()
            sound = []
            for row in rows:
                damaged = damaged_columns("attempts", row)
                if damaged:
                    self._set_aside("attempts", row, damaged)
                else:
                    sound.append(attempt_in(row))
            return sound

    def history(self, course: str) -> list[Answered]:
        """Return the answer to every variant of a course that was ever judged, in the order of the record.

        That is the one that counts, else the first. What is undecided says nothing. A damaged row is passed over here,
        and set aside when its session is opened.
        """
        with self._faults():
            return history_in(self._connection, storable(course))

    def slips(self, course: str) -> dict[tuple[str, str], SlipShown]:
        """Return for each item and slip of a course the answer that has shown it last."""
        with self._faults():
            return slips_in(self._connection, storable(course))

    def quarters(self) -> list[Quarter]:
        """Return what was done in every quarter of an hour, whatever the course; what is damaged says nothing."""
        with self._faults():
            return quarters_in(self._connection)

    # -- rows that came back damaged ---------------------------------------------------------------------------------

    def set_aside_damaged(self) -> None:
        """Look at every row of the record, and set aside what came back damaged."""
        with self._faults():
            for table in COLUMNS:
                rows = self._connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
                for row in rows:
                    if damaged := damaged_columns(table, row):
                        if table == "sessions":
                            self._close_damaged(row, damaged)
                        else:
                            self._set_aside(table, row, damaged)

    def _set_aside(self, table: str, row: sqlite3.Row, damaged: list[str]) -> None:
        with transaction(self._connection):
            moved = self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (row["id"],)).rowcount
            if moved:  # another window may have found it first
                self._keep(table, row, damaged)
        if moved:
            names = ", ".join(damaged)
            what = {"attempts": Text("解答", "attempt"), "marks": Text("印", "mark")}[table]
            self._tell(
                Text(
                    f"学習記録 {self.path} の壊れた{what.ja} 1 件（{names}）を表 set_aside に移しました。"
                    "ほかの記録はそのままです。",
                    f"A damaged {what.en} ({names}) in the record {self.path} was moved to its table set_aside;"
                    " everything else is as it was.",
                )
            )

    def _close_damaged(self, row: sqlite3.Row, damaged: list[str]) -> None:
        """Keep a damaged session apart; its row stays, without what is lost, as its attempts belong to it."""
        with transaction(self._connection):
            self._keep("sessions", row, damaged)
            lost = {**{name: LOST[name] for name in damaged}, "finished_at": self.now()}
            if "uid" in lost:
                lost["uid"] = new_name()
            places = ", ".join(f"{name} = :{name}" for name in lost)
            self._connection.execute(f"UPDATE sessions SET {places} WHERE id = :id", {**lost, "id": row["id"]})
        names = ", ".join(damaged)
        self._tell(
            Text(
                f"学習記録 {self.path} の途中の練習 1 回が壊れていたので（{names}）、続きからは始められません。"
                "元の行は表 set_aside に、解答は記録に残してあります。",
                f"An unfinished session in the record {self.path} is damaged ({names}) and can't go on. The row is kept"
                " in the table set_aside, and its answers stay in the record.",
            )
        )

    def _keep(self, table: str, row: Any, damaged: list[str]) -> None:
        self._connection.execute(
            "INSERT INTO set_aside (from_table, from_id, damaged, content, set_aside_at) VALUES (?, ?, ?, ?, ?)",
            (table, row["id"], json.dumps(damaged), as_written(row), self.now()),
        )


def _choices(own: Mapping[str, tuple[str, ...]] | None) -> str | None:
    if own is None:
        return None
    return json.dumps({storable(item): list(map(storable, slips)) for item, slips in own.items()}, ensure_ascii=False)


def _names(diagnoses: Iterator[str] | tuple[str, ...]) -> str:
    return json.dumps([storable(name) for name in diagnoses], ensure_ascii=False)
