"""The record's file: how safely it is written, what it refuses, and that a closed or failed record holds no lock."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import Attempt, Diagnosis, Form, Outcome, Place
from quiz.practice.migrations import MIGRATIONS
from quiz.practice.store import Store

FORM = Form("course", "set", 7, (Place("a", 0), Place("b", 5)), 4.5)
ATTEMPT = Attempt("b", 5, "答え", "wrong", 0.25, ("誤り",), "読んだ", 1.5, "wrong", 2)


def raw(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "quiz.sqlite3", timeout=0)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_every_commit_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        ask = store._connection.execute
        assert ask("PRAGMA synchronous").fetchone()[0] == 2, "FULL: a power cut loses nothing that was told"
        assert ask("PRAGMA journal_mode").fetchone()[0] == "wal", "a reader never waits for the writer"
        assert ask("PRAGMA foreign_keys").fetchone()[0] == 1
        assert ask("PRAGMA busy_timeout").fetchone()[0] >= 5_000, "another window's writing is waited for"
        assert not store._connection.in_transaction
        assert store.folder == tmp_path


def test_an_attempt_of_no_session_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path) as store, pytest.raises(QuizError, match="can't use the record") as caught:
        store.record(99, 0, ATTEMPT, counted=True)
    assert str(store.path) in caught.value.message.ja
    assert caught.value.remedy is not None
    assert "QUIZ_HOME" in caught.value.remedy.en
    assert raw(tmp_path, "SELECT count(*) FROM attempts") == [(0,)]


def test_a_record_is_closed_at_the_end(tmp_path: Path) -> None:
    with Store(tmp_path / "a" / "b") as store:  # the folders are made
        session = store.begin(FORM, "[]", "d", exam=False)
    for use in (lambda: store.attempts(session.id), lambda: store.used_s(session.id), lambda: store.finish(session.id)):
        with pytest.raises(QuizError, match="closed"):
            use()


def test_names_are_written_as_they_are(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session = store.begin(FORM, "[]", "d", exam=True)
        first = store.record(session.id, 1, ATTEMPT, counted=False)
        assert raw(tmp_path, "SELECT diagnoses, counted, place FROM attempts") == [('["誤り"]', 0, 1)]
        store.settle(first, Outcome("partial", 0.5, (Diagnosis("半分", Text("a", "b")),)), counted=True)
        assert raw(tmp_path, "SELECT diagnoses, score FROM attempts") == [('["半分"]', 0.5)]
        assert store.attempts(session.id)[0].counted is True


def test_every_part_of_a_session_comes_back(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        made = [store.begin(FORM, "[1]", "d", exam=exam) for exam in (True, False)]
        assert [one.exam for one in made] == [True, False]
        assert not made[0].finished
        found = store.unfinished("set", 7, "[1]")
        assert found == made[1]
        assert found.form == FORM
        store.finish(made[1].id)
        assert store.unfinished("set", 7, "[1]") == made[0]
        rows = raw(tmp_path, "SELECT id, finished_at IS NULL, started_at FROM sessions ORDER BY id")
        assert [row[:2] for row in rows] == [(made[0].id, 1), (made[1].id, 0)]
        assert all(str(row[2]).endswith("+00:00") for row in rows), "times are those of one zone"


def test_attempts_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session = store.begin(FORM, "[]", "d", exam=False)
        for place in (1, 0, 1):
            store.record(session.id, place, ATTEMPT, counted=True)
        entries = store.attempts(session.id)
        assert [entry.place for entry in entries] == [1, 0, 1]
        assert entries[0].attempt == ATTEMPT


def test_a_failed_migration_lets_go_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path):
        pass
    monkeypatch.setattr(
        "quiz.practice.migrations.MIGRATIONS", (*MIGRATIONS, "CREATE TABLE new (id); CREATE TABLE new (id)")
    )
    with pytest.raises(QuizError, match="can't use the record") as caught:
        Store(tmp_path)
    # What failed is still alive in `caught`, and holds no lock; nothing of the migration is left.
    assert caught.value.remedy is not None
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3", timeout=0)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'new'").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


def test_a_migration_of_several_statements_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path):
        pass
    more = (*MIGRATIONS, "CREATE TABLE one (id); CREATE TABLE two (id);", "ALTER TABLE one ADD COLUMN more;")
    monkeypatch.setattr("quiz.practice.migrations.MIGRATIONS", more)
    for _ in range(2):
        Store(tmp_path).close()
    assert raw(tmp_path, "PRAGMA user_version") == [(len(more),)]
    assert [row[1] for row in raw(tmp_path, "PRAGMA table_info(one)")] == ["id", "more"]
    assert raw(tmp_path, "SELECT count(*) FROM two") == [(0,)]


@pytest.mark.parametrize(("set_name", "course"), [("day2", "day2"), ("/home/x/mybank", "mybank"), ("/", "day2")])
def test_the_course_of_an_older_session(tmp_path: Path, set_name: str, course: str) -> None:
    """What a record without courses called a set was the package's own, or a folder's full path."""
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3")
    for script in MIGRATIONS[:2]:
        connection.executescript(script)
    connection.execute(
        "INSERT INTO sessions (set_name, seed, options, digest, exam, minutes, places, started_at)"
        " VALUES (?, 1, '[]', 'd', 0, 1.0, '[[\"a\", 3]]', '')",
        (set_name,),
    )
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    with Store(tmp_path) as store:
        found = store.unfinished(set_name, 1, "[]")
        assert found is not None
        assert found.form == Form(course, set_name, 1, (Place("a", 3),), 1.0)
        assert store.used_s(found.id) == 0
