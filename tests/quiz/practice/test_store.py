"""The learner's record: nothing that was answered is lost, whatever happens to the process or the file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.home import data_folder
from quiz.model import Attempt, Form, Place
from quiz.practice import record_file
from quiz.practice.history import Quarter
from quiz.practice.migrations import MIGRATIONS
from quiz.practice.store import Store

FORM = Form("day2", "day2", 7, (Place("a", 0), Place("b", 5)), 4.0)


def attempt(response: str, verdict: str = "wrong", score: float = 0.0) -> Attempt:
    return Attempt("a", 0, response, verdict, score, ("slip", "もう一つ"), "読んだ", 1.5, verdict, 1)  # type: ignore[arg-type]


def test_a_session_comes_back_as_it_was(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session = store.begin(FORM, "[]", "digest", exam=True)
        store.record(session.id, 0, attempt("７×７"), counted=True)
    with Store(tmp_path) as store:
        found = store.unfinished("day2", 7, "[]")
        assert found == session
        (entry,) = store.attempts(session.id)
        assert entry.attempt == attempt("７×７")
        assert (entry.place, entry.counted) == (0, True)


def test_only_a_session_begun_alike_is_resumed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        first = store.begin(FORM, "[]", "d", exam=False)
        assert store.unfinished("day2", None, "[]") == first
        assert store.unfinished("day2", 8, "[]") is None
        assert store.unfinished("day2", None, "[3]") is None
        assert store.unfinished("other", None, "[]") is None
        second = store.begin(FORM, "[]", "d", exam=False)
        assert store.unfinished("day2", None, "[]") == second
        store.finish(second.id)
        assert store.unfinished("day2", None, "[]") == first


def test_the_learners_own_verdict_keeps_the_machines(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session = store.begin(FORM, "[]", "d", exam=False)
        store.reassess(store.record(session.id, 0, attempt("text", "partial", 0.5), counted=True), 1.0)
        (entry,) = store.attempts(session.id)
        assert (entry.attempt.verdict, entry.attempt.machine_verdict, entry.attempt.score) == (
            "self-assessed",
            "partial",
            1,
        )


def test_a_kill_loses_nothing_already_recorded(tmp_path: Path) -> None:
    """A child records attempts and tells each number only afterwards; it is killed without warning."""
    script = (
        "import sys; from pathlib import Path; from quiz.practice.store import Store; from quiz.model import *\n"
        f"store = Store(Path({str(tmp_path)!r})); form = Form('day2', 'day2', 1, (Place('a', 0),), 1.0)\n"
        "session = store.begin(form, '', 'd', exam=False)\n"
        "for n in range(10_000):\n"
        "    store.record(session.id, n, Attempt('a', 0, str(n), 'wrong', 0.0, (), '', 0.0), counted=True)\n"
        "    print(n, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == "20":
            child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            break
    told = [20, *(int(line) for line in child.stdout if line.strip())]
    child.wait()
    child.stdout.close()
    with Store(tmp_path) as store:
        session = store.unfinished("day2", None, "")
        assert session is not None
        responses = [entry.attempt.response for entry in store.attempts(session.id)]
    assert responses[: max(told) + 1] == [str(number) for number in range(max(told) + 1)]


def test_an_older_record_grows_and_a_newer_one_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        path = store.path
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(QuizError, match="newer"):
        Store(tmp_path)


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "quiz.sqlite3"
    path.write_bytes(b"this is no database, but somebody may still want it" * 100)
    before = path.read_bytes()
    with pytest.raises(QuizError, match="can't use the record"):
        Store(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file permissions that bind this user")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(QuizError, match="can't use the record"):
        Store(tmp_path / "new")


def test_the_folder_is_the_one_that_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "日本語"))
    assert data_folder() == tmp_path / "日本語"
    with Store() as store:
        assert store.path.is_file()
    monkeypatch.delenv("QUIZ_HOME")
    assert data_folder().name == "quiz"


# -- migrations --------------------------------------------------------------------------------------------------------


def record_of_876c022(folder: Path) -> None:
    """Lay a record as commit 876c022 wrote it: two open sessions of the package, one of a folder, one finished."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "quiz.sqlite3")
    connection.executescript((Path(__file__).parent / "record_876c022.sql").read_text(encoding="utf-8"))
    connection.close()


def test_a_record_without_courses_is_given_them(tmp_path: Path) -> None:
    record_of_876c022(tmp_path)
    with Store(tmp_path) as store:
        found = store.unfinished("day2", 5, "[null, [[], [], [], [], false], false]")
        assert found is not None
        assert (found.form.course, found.form.set_name, len(found.form.places)) == ("day2", "day2", 14)
        assert [entry.attempt.response for entry in store.attempts(found.id)] == ["2(x+y)", "(2)"]
        exam = store.unfinished("cnn", None, "[null, [[], [], [], [], false], true]")
        assert exam is not None
        assert (exam.form.course, exam.exam) == ("day2", True)
        folder = store.unfinished("/home/learner/mybank", 4, "[null, [[], [], [], [], false], false]")
        assert folder is not None
        assert folder.form.course == "mybank"
    with Store(tmp_path) as store:  # a second opening changes nothing
        again = store.unfinished("day2", 5, "[null, [[], [], [], [], false], false]")
        assert again == found


def test_a_session_begun_at_876c022_goes_on(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    record_of_876c022(tmp_path / "quiz-home")
    done = run_quiz("run", "day2", "--seed", "5", "--lang", "en", stdin="I can not say that\nq\n")
    assert done.returncode == 0, done.stderr
    assert "Going on where you stopped (2/14 done)" in done.stdout
    assert "Recorded so far: 3/14" in done.stdout
    with Store(tmp_path / "quiz-home") as store:
        session = store.unfinished("day2", 5, "[null, [[], [], [], [], false], false]")
        assert session is not None
        assert [entry.place for entry in store.attempts(session.id)] == [0, 1, 2]


def test_many_first_starts_at_once_make_one_record(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from quiz.practice.store import Store\n"
        f"sys.stdin.read(1); Store(Path({str(tmp_path)!r})).close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("x")
        process.stdin.flush()
    for process in started:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_of_876c022(tmp_path)
    monkeypatch.setattr("quiz.practice.migrations.MIGRATIONS", (*MIGRATIONS, "CREATE TABLE sessions (id INTEGER)"))
    with pytest.raises(QuizError, match="can't use the record"):
        Store(tmp_path)
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3")
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    assert "course" not in [row[1] for row in connection.execute("PRAGMA table_info(sessions)")]
    connection.close()


def test_a_first_start_waits_for_another_process(tmp_path: Path) -> None:
    """SQLite refuses the change to WAL at once while another process writes; it has to be tried again."""
    other = sqlite3.connect(tmp_path / "quiz.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    release.start()
    try:
        with Store(tmp_path) as store:
            assert store.unfinished("day2", None, "") is None
    finally:
        release.join()
        other.close()


class Refusing:
    """A connection that refuses its first statements with an error of SQLite, as two first starts at once meet it."""

    def __init__(self, code: int, times: int) -> None:
        self.code, self.times, self.asked = code, times, 0

    def execute(self, statement: str) -> None:
        self.asked += 1
        if self.asked <= self.times:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = self.code
            raise error


def test_the_switch_to_wal_is_tried_again_while_another_process_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Refusing(sqlite3.SQLITE_BUSY, 3)
    record_file._switch_to_wal(busy)  # type: ignore[arg-type]  # all that is asked of a connection
    assert busy.asked == 4
    full = Refusing(sqlite3.SQLITE_FULL, 3)
    with pytest.raises(sqlite3.OperationalError):
        record_file._switch_to_wal(full)  # type: ignore[arg-type]  # as above
    assert full.asked == 1, "what waiting can't mend is told at once"
    monkeypatch.setattr(record_file, "PATIENCE_S", 0.05)
    with pytest.raises(sqlite3.OperationalError):
        record_file._switch_to_wal(Refusing(sqlite3.SQLITE_BUSY, 1000))  # type: ignore[arg-type]  # as above


BEGIN = datetime(2026, 11, 26, 10, tzinfo=UTC)


def practised(folder: Path, *entries: tuple[float, float, str, str]) -> list[Quarter]:
    """What is told of answers of one sitting: minutes after ten o'clock, seconds taken, question, verdict."""
    clock = [BEGIN]
    with Store(folder, now=lambda: clock[0]) as store:
        session = store.begin(Form("day2", "day2", 7, (Place("a", 1), Place("b", 1)), 4.0), "[]", "", exam=False)
        for after, took, question, verdict in entries:
            clock[0] = BEGIN + timedelta(minutes=after)
            attempt = Attempt(question, 1, "x", verdict, 0.0, (), "", took)  # type: ignore[arg-type]
            store.record(session.id, ord(question), attempt, counted=False)
        return store.quarters()


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        # reading what came of an answer is time, a break is none
        ([(1, 60, "a", "wrong"), (4, 60, "b", "wrong"), (60, 120, "c", "correct")], [(0, 240, 2), (60, 120, 1)]),
        ([(600, 36_000, "a", "wrong")], [(600, 900, 1)]),  # a window left open
        ([(10, 60, "a", "wrong"), (2, 60, "b", "wrong")], [(0, 120, 2)]),  # a clock that is set back
        ([(1, -60, "a", "wrong")], [(0, 0, 1)]),
        ([(1, 60, "a", "wrong"), (2, 60, "a", "correct")], [(0, 120, 1)]),  # the same numbers again
        ([(1, 10, "a", "unanswered"), (5, 60, "a", "correct")], [(0, 250, 1)]),  # skipped, then answered
        ([(1, 10, "b", "unanswered")], [(0, 10, 0)]),
    ],
)
def test_what_was_done_in_each_quarter_of_an_hour(
    entries: list[tuple[float, float, str, str]], told: list[tuple[int, float, int]], tmp_path: Path
) -> None:
    found = practised(tmp_path, *entries)
    assert found == [Quarter(BEGIN + timedelta(minutes=after), float(took), asked) for after, took, asked in told]


def test_damaged_answers_say_nothing(tmp_path: Path) -> None:
    practised(tmp_path, (1, 60, "a", "wrong"), (2, 60, "b", "wrong"), (3, 60, "c", "wrong"), (4, 60, "d", "wrong"))
    with Store(tmp_path) as store:
        assert store.clock().tzinfo is not None
        for item, column, value in [("a", "elapsed_s", "long"), ("b", "answered_at", "then"), ("c", "answered_at", 7)]:
            store._connection.execute(f"UPDATE attempts SET {column} = ? WHERE item = ?", (value, item))
        assert [(quarter.seconds, quarter.questions) for quarter in store.quarters()] == [(60.0, 1)]


def test_the_latest_sitting_that_is_open_and_sound(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert store.latest_unfinished() is None
        sessions = [
            store.begin(Form("day2", name, 7, (Place("a", 1),), 4.0), "[]", "", exam=False) for name in ("x", "y", "z")
        ]
        store.finish(sessions[2].id)
        found = store.latest_unfinished()
        assert found is not None
        assert found.form.set_name == "y"
        store._connection.execute("UPDATE sessions SET places = '[[' WHERE id = ?", (sessions[1].id,))
        found = store.latest_unfinished()
        assert found is not None
        assert found.form.set_name == "x"
