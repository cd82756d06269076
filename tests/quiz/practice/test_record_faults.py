"""A record whose file or whose rows are damaged, or whose disk is full: told, kept, never made worse."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from records import POSIX, mode, raw, record_of

from quiz.errors import QuizError
from quiz.language import Text
from quiz.practice import record_file
from quiz.practice.migrations import MIGRATIONS
from quiz.practice.record_rows import COLUMNS
from quiz.practice.store import Store

# -- files that can't be used ------------------------------------------------------------------------------------------


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _cut_between_pages(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def _overwritten_in_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : len(data) - 100] = bytes(byte ^ 0x5A for byte in data[4096 : len(data) - 100])
    path.write_bytes(data)


def _no_database(path: Path) -> None:
    path.write_bytes(b"somebody may still want this" * 400)


def _another_programs(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (id)")
    connection.commit()
    connection.close()


def _another_programs_of_the_same_version(path: Path) -> None:
    _another_programs(path)
    raw(path.parent, f"PRAGMA user_version = {len(MIGRATIONS)}")


def _without_our_mark(path: Path) -> None:
    raw(path.parent, "PRAGMA application_id = 7")


def _of_a_negative_version(path: Path) -> None:
    raw(path.parent, "PRAGMA user_version = -1")


def _newer(path: Path) -> None:
    raw(path.parent, "PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_truncated, "damaged"),
        (_cut_between_pages, "damaged"),
        (_overwritten_in_the_middle, "damaged"),
        (_no_database, "damaged, or no record"),
        (_another_programs, "another program"),
        (_another_programs_of_the_same_version, "another program"),
        (_without_our_mark, "another program"),
        (_of_a_negative_version, "another program"),
        (_newer, "made by a newer quiz"),
    ],
)
def test_a_file_that_can_not_be_used_is_told_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[Path], None], told: str
) -> None:
    record_of(tmp_path)
    path = tmp_path / "quiz.sqlite3"
    damage(path)
    path.chmod(0o644)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(QuizError, match=told) as caught:
            Store(tmp_path)
        assert str(path) in caught.value.in_("ja")
        assert caught.value.remedy is not None
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["quiz.sqlite3"], "nothing is laid beside it"
    assert os.name == "nt" or mode(path) == 0o644, "what may be another's keeps its rights"


@POSIX
@pytest.mark.parametrize("what", ["folder", "link", "dangling", "pipe"])
def test_what_is_no_file_in_its_place_is_told_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    folder, other = tmp_path / "home", tmp_path / "other.sqlite3"
    record_of(folder)
    path = folder / "quiz.sqlite3"
    path.replace(other)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(other if what == "link" else tmp_path / "nowhere")
    other.chmod(0o644)
    before = other.read_bytes()
    word = {"folder": "a folder", "pipe": "no plain file"}.get(what, "a symbolic link")
    with pytest.raises(QuizError, match=f"there is {word} in its place"):
        Store(folder)
    assert (other.read_bytes(), mode(other)) == (before, 0o644)
    assert not (tmp_path / "nowhere").exists()


@POSIX
@pytest.mark.parametrize("name", ["quiz.sqlite3-wal", "quiz.sqlite3-journal", "quiz.sqlite3-shm"])
def test_a_folder_where_sqlite_keeps_a_file(tmp_path: Path, name: str) -> None:
    record_of(tmp_path)
    (tmp_path / name).mkdir()
    with suppress(QuizError):  # which of them stands in its way is SQLite's own affair
        Store(tmp_path).close()
    (tmp_path / name).rmdir()
    with Store(tmp_path) as store:
        assert store.unfinished("day2", None, "[]") is not None


def test_a_record_that_is_held_by_another_program_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_of(tmp_path)
    monkeypatch.setattr(record_file, "PATIENCE_S", 0.2)
    other = sqlite3.connect(tmp_path / "quiz.sqlite3", isolation_level=None)
    with Store(tmp_path) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QuizError, match="another program keeps it in use"):
            store.finish(1)
        other.execute("ROLLBACK")
        store.finish(1)
    other.close()


NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec"]


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux" or shutil.which("unshare") is None, reason="needs a namespace of its own")
@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("mount -o remount,ro disk", "it can't be opened"),
        ("mount -o remount,ro disk; QUIZ_HOME=$PWD/disk/new", "Read-only file system"),
        ("dd if=/dev/zero of=disk/fill 2>/dev/null || true", "the disk is full"),
        ("dd if=/dev/zero of=disk/fill 2>/dev/null || true; QUIZ_HOME=$PWD/disk/new", "the disk is full"),
    ],
)
def test_a_disk_that_is_full_or_takes_nothing(tmp_path: Path, state: str, told: str) -> None:
    """On a small disk of the test's own, which no other process sees."""
    if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody make a namespace")
    run = f'{sys.executable} -c "from quiz.cli import main; main()" run day2 --seed 7 --lang en'
    script = f"""
        mkdir disk; mount -t tmpfs -o size=200k tmpfs disk; export QUIZ_HOME=$PWD/disk/home
        echo '2t' | {run} >/dev/null
        {state}; export QUIZ_HOME
        status=0; echo '18' | {run} >shown 2>told || status=$?; echo $status
        mount -o remount,rw disk; rm -f disk/fill; QUIZ_HOME=$PWD/disk/home {run} </dev/null
    """
    done = subprocess.run([*NAMESPACE, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("2\n")
    assert told in (tmp_path / "told").read_text(encoding="utf-8")
    assert "Traceback" not in done.stderr + (tmp_path / "told").read_text(encoding="utf-8")
    assert "wrong" not in (tmp_path / "shown").read_text(encoding="utf-8"), "no verdict that isn't on record"
    assert "Going on where you stopped (1/14 done)" in done.stdout, "what was on record still is"


# -- rows that come back damaged ---------------------------------------------------------------------------------------

BAD: dict[str, list[object]] = {
    "text": [b"\xff", b"bytes"],
    "whole": ["x", -1, 1.5, 2**40, b"1"],
    "flag": ["x", 2, -1, 0.5],
    "time": ["x", -1, 9e999, b"", 1e300],
    "share": ["x", 1.5, -0.1],
    "verdict": ["", "right", 5, b"correct"],
    "list": ["", "[", "null", "5", "[5]", "[null]", "[" * 5000, b"[]", 5, '["\\ud800"]'],
    "name": ["", "x", "0" * 31, "A" * 32, 5, b"0"],
    "choices": ["", "[", "[]", "5", '{"a": 1}', '{"a": [1]}', b"{}", 5],
    "places": ["", "[[1", "null", "[[5, 1]]", '[["a"]]', '[["a", true]]', '[["a", -1]]', '["ab"]', '[["a", 1, 2]]'],
}
SHAPES: dict[str, dict[str, str]] = {
    "sessions": {
        "course": "text", "digest": "text", "seed": "whole", "exam": "flag", "minutes": "time", "used_s": "time",
        "places": "places", "started_at": "text", "uid": "name", "choices": "choices",
    },
    "attempts": {
        "place": "whole", "counted": "flag", "item": "text", "seed": "whole", "response": "text", "verdict": "verdict",
        "machine_verdict": "verdict", "score": "share", "diagnoses": "list", "understood_as": "text",
        "elapsed_s": "time", "hints_used": "whole", "answered_at": "text", "uid": "name",
    },
}  # fmt: skip
DAMAGES = [
    (table, column, bad) for table, columns in SHAPES.items() for column, kind in columns.items() for bad in BAD[kind]
]


def test_every_column_is_damaged_once() -> None:
    assert set(SHAPES["attempts"]) == set(COLUMNS["attempts"])
    # By these a session is looked up: with another value it is another session, or a finished one.
    assert set(COLUMNS["sessions"]) - set(SHAPES["sessions"]) == {"set_name", "options", "finished_at"}


@pytest.mark.parametrize(("table", "column", "bad"), DAMAGES)
def test_a_damaged_row_is_set_aside_and_told_and_the_rest_is_kept(
    tmp_path: Path, table: str, column: str, bad: object
) -> None:
    older = record_of(tmp_path)
    latest = record_of(tmp_path)
    before = raw(tmp_path, f"SELECT * FROM {table} ORDER BY id")
    where = "id = 2" if table == "sessions" else "id = 3"
    # A text with bytes that are none can be had only so.
    value = "CAST(? AS TEXT)" if bad == b"\xff" else "?"
    raw(tmp_path, f"UPDATE {table} SET {column} = {value} WHERE {where}", bad)
    told: list[Text] = []
    with Store(tmp_path, tell=told.append) as store:
        for _ in range(2):
            found = store.unfinished("day2", None, "[]")
            assert found is not None
            assert found.id == (older if table == "sessions" else latest)
            assert [entry.attempt.response for entry in store.attempts(older)] == ["0", "1"]
            assert [entry.attempt.response for entry in store.attempts(latest)] == ["0", "1"][table == "attempts" :]
            assert store.used_s(latest) == 0
    assert len(told) == 1, "it is told once"
    assert column in told[0].ja
    assert column in told[0].en
    ((from_table, from_id, columns, content),) = raw(
        tmp_path, "SELECT from_table, from_id, damaged, content FROM set_aside"
    )
    assert (from_table, json.loads(columns)) == (table, [column])
    assert json.loads(content)["id"] == from_id
    after = raw(tmp_path, f"SELECT * FROM {table} ORDER BY id")
    changed = set(before) ^ set(after)
    assert {row[0] for row in changed} == {from_id}, "no other row was touched"
    assert raw(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert raw(tmp_path, "PRAGMA foreign_key_check") == []


def test_a_row_that_another_window_has_set_aside_is_told_there_alone(tmp_path: Path) -> None:
    session = record_of(tmp_path)
    raw(tmp_path, "UPDATE attempts SET score = 'x' WHERE place = 0")
    told: list[Text] = []
    with Store(tmp_path) as one, Store(tmp_path, tell=told.append) as two:
        row = two._connection.execute("SELECT * FROM attempts WHERE place = 0").fetchone()
        one.attempts(session)
        two._set_aside("attempts", row, ["score"])
    assert told == []
    assert raw(tmp_path, "SELECT count(*) FROM set_aside") == [(1,)]


def test_what_was_in_a_damaged_row_can_still_be_read(tmp_path: Path) -> None:
    session = record_of(tmp_path)
    raw(tmp_path, "UPDATE attempts SET diagnoses = ?, score = 'x' WHERE place = 0", b"\x00\xff")
    with Store(tmp_path) as store:
        assert len(store.attempts(session)) == 1
        assert any("set aside: 1" in remark.en for remark in store.examined())
    ((columns, content),) = raw(tmp_path, "SELECT damaged, content FROM set_aside")
    assert json.loads(columns) == ["score", "diagnoses"]
    kept = json.loads(content)
    assert (kept["response"], kept["score"], kept["diagnoses"]) == ("0", "x", {"hex": "00ff"})


def test_a_place_whose_answer_is_lost_is_asked_again(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    home = tmp_path / "quiz-home"
    run_quiz("run", "day2", "--seed", "7", stdin="2t\ns\n")
    raw(home, "UPDATE attempts SET verdict = 'x' WHERE place = 0")
    done = run_quiz("run", "day2", "--seed", "7", "--lang", "en", stdin="q\n")
    assert done.returncode == 0
    assert "A damaged attempt (verdict)" in done.stderr
    assert "(1/14 done)" in done.stdout
    assert "\n1/14 " in done.stdout
    again = run_quiz("run", "day2", "--seed", "7", "--lang", "en", stdin="2t\nq\n")
    assert again.stderr == ""
    assert "(1/14 done)" in again.stdout
    assert "2/14" in again.stdout or "3/14" in again.stdout
