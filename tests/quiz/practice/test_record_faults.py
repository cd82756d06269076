"""The record when its file, its folder, its rows or the clock are not as they should be; and records of every age."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.home import data_folder, make_private, read_whole, write_whole
from quiz.language import Text
from quiz.model import Attempt, Form, Outcome, Place
from quiz.practice import migrations, record_file
from quiz.practice.migrations import MIGRATIONS
from quiz.practice.record_rows import COLUMNS
from quiz.practice.store import Store

FORM = Form("day2", "day2", 7, (Place("a", 0), Place("b", 5)), 4.0)
HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="rights and links of POSIX")


def attempt(response: str = "7", verdict: str = "wrong") -> Attempt:
    return Attempt("a", 0, response, verdict, 0.0, ("slip",), "7", 1.5, verdict, 0)  # type: ignore[arg-type]


def record_of(folder: Path) -> int:
    """Lay a record with one session and two attempts; return the session."""
    with Store(folder) as store:
        session = store.begin(FORM, "[]", "digest", exam=False)
        for place in (0, 1):
            store.record(session.id, place, attempt(str(place)), counted=True)
        return session.id


def raw(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "quiz.sqlite3", isolation_level=None)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


# -- for the learner alone ---------------------------------------------------------------------------------------------


@POSIX
def test_folder_and_files_are_the_learners_alone(tmp_path: Path) -> None:
    before = os.umask(0)  # nothing else holds others off
    try:
        folder = tmp_path / "a" / "home"
        with Store(folder) as store:
            session = store.begin(FORM, "[]", "d", exam=False)
            assert {mode(path) for path in folder.iterdir()} == {0o600}, "what SQLite keeps beside it as well"
            store.finish(session.id)
        write_whole(folder / "courses.json", "[]")
    finally:
        os.umask(before)
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {"quiz.sqlite3": 0o600, "courses.json": 0o600}


@POSIX
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o755, 0o644), (0o700, 0o644), (0o755, 0o600), (0o770, 0o660)])
def test_what_others_could_read_is_narrowed_and_told_once(tmp_path: Path, folder_mode: int, file_mode: int) -> None:
    folder = tmp_path / "home"
    record_of(folder)
    (folder / "courses.json").write_text("{}", encoding="utf-8")
    (folder / "courses.json").chmod(0o644)
    (folder / "quiz.sqlite3").chmod(file_mode)
    folder.chmod(folder_mode)
    told: list[Text] = []
    for _ in range(2):
        Store(folder, tell=told.append).close()
        assert mode(folder) == 0o700
        assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert len(told) == 1
    assert str(folder) in told[0].ja
    assert str(folder) in told[0].en


@POSIX
@pytest.mark.parametrize("sticky", [False, True])
def test_a_folder_that_is_not_the_records_own_keeps_its_rights(tmp_path: Path, sticky: bool) -> None:
    """``QUIZ_HOME=/tmp``: nobody else must be shut out of it."""
    folder = tmp_path / "shared"
    record_of(folder)
    if not sticky:
        (folder / "courses-of-mine.md").write_text("x", encoding="utf-8")
        (folder / "courses-of-mine.md").chmod(0o644)
    folder.chmod(0o1777 if sticky else 0o755)
    Store(folder).close()
    assert mode(folder) == (0o1777 if sticky else 0o755)
    assert sticky or mode(folder / "courses-of-mine.md") == 0o644
    assert mode(folder / "quiz.sqlite3") == 0o600


@POSIX
def test_a_new_record_in_an_open_folder_is_not_worth_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    told: list[Text] = []
    Store(folder, tell=told.append).close()
    assert (mode(folder), told) == (0o700, [])


# -- places that can't be ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("~no-such-user/x", "no user ~no-such-user"),
        ("{tmp}/file", "Not a directory|there is a file"),
        ("{tmp}/file/below", "Not a directory|there is a file"),
        ("{tmp}/" + "x" * 300, "too long"),
        ("{tmp}" + "/x" * 5000, "too long"),
        ("/dev/null/x", "Not a directory|there is a file"),
    ],
)
@POSIX
def test_a_home_that_can_not_be_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, told: str
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("QUIZ_HOME", given.replace("{tmp}", str(tmp_path)))
    with pytest.raises(QuizError, match=told) as caught:
        Store()
    assert caught.value.remedy is not None
    assert "QUIZ_HOME" in caught.value.remedy.ja
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("given", ["", "   "])
def test_an_empty_home_is_none_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("QUIZ_HOME", given)
    folder = data_folder()
    monkeypatch.delenv("QUIZ_HOME")
    assert folder == data_folder()
    assert folder.is_absolute()


def test_a_home_is_a_full_path_and_one_of_a_lost_working_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", "records/mine")
    assert data_folder() == tmp_path / "records" / "mine"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QUIZ_HOME", "~/records")
    if os.name != "nt":
        assert data_folder() == tmp_path / "records"

    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)
    assert data_folder() == tmp_path / "records", "a full path needs no working folder"
    monkeypatch.setenv("QUIZ_HOME", "records")
    with pytest.raises(QuizError, match="working folder, which is gone"):
        data_folder()


def test_nobody_without_a_home_folder_gets_a_record_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUIZ_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: Path("~/.local/share/quiz"))
    with pytest.raises(QuizError, match="no home folder"):
        data_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep a working folder from being removed")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("run", "day2", "--seed", "7"), 0),
        (("list",), 0),
        (("explain", "conv-output-size"), 0),
        (("generate", "day2"), 0),
        (("course", "list"), 0),
        (("course", "add", "."), 2),
        (("new", "my-question"), 2),
        (("run", "./bank"), 2),
    ],
)
def test_a_working_folder_that_is_gone(run_quiz, tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:  # type: ignore[no-untyped-def]  # a fixture
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f'rmdir "$0"; exec {sys.executable} -c "from quiz.cli import main; main()" "$@"'
    done = subprocess.run(
        ["sh", "-c", command, str(gone), *arguments, "--lang", "en"],
        cwd=gone,
        env={**os.environ, **run_quiz.environment},
        input=b"",
        capture_output=True,
    )
    assert done.returncode == status, done.stderr
    assert b"Traceback" not in done.stderr
    assert (b"error" in done.stderr) == (status == 2)


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


# -- records of every age ----------------------------------------------------------------------------------------------

AGES = {"record_b4bfafa.sql": 1, "record_876c022.sql": 2, "record_e8d8044.sql": 3}
"""Records as released programs wrote them, with their versions."""


def old_record(folder: Path, name: str) -> list[str]:
    """Lay an old record; return what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "quiz.sqlite3")
    connection.executescript((HERE / name).read_text(encoding="utf-8"))
    contents = list(connection.iterdump())
    connection.close()
    return contents


def test_there_is_a_record_of_every_age() -> None:
    assert sorted(AGES.values()) == list(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("name", AGES)
def test_an_old_record_comes_up_to_date_with_a_copy_beside_it(tmp_path: Path, name: str) -> None:
    before = old_record(tmp_path, name)
    attempts = raw(tmp_path, "SELECT * FROM attempts ORDER BY id")
    told: list[Text] = []
    Store(tmp_path, tell=told.append).close()
    assert raw(tmp_path, "SELECT * FROM attempts ORDER BY id") == attempts
    assert raw(tmp_path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert raw(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    copy = tmp_path / f"quiz.sqlite3.v{AGES[name]}"
    assert str(copy) in told[-1].en
    assert os.name == "nt" or mode(copy) == 0o600
    connection = sqlite3.connect(copy)
    assert list(connection.iterdump()) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (AGES[name],)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",), "it can be read where nobody may write"
    connection.close()
    told.clear()
    with Store(tmp_path, tell=told.append) as store:
        unfinished = store.unfinished("day2", 5, raw(tmp_path, "SELECT options FROM sessions WHERE seed = 5")[0][0])
        assert unfinished is not None
        assert unfinished.form.course == "day2"
        assert store.attempts(unfinished.id)[0].attempt.item == "chain-rule-power-linear"
    assert told == []
    files = {entry.name for entry in tmp_path.iterdir()}
    assert files == {"quiz.sqlite3", copy.name}, "a copy is one file, and is made once"


@pytest.mark.parametrize("name", AGES)
def test_an_old_record_looks_like_a_new_one(tmp_path: Path, name: str) -> None:
    old_record(tmp_path / "old", name)
    shapes = []
    for folder in (tmp_path / "old", tmp_path / "new"):
        Store(folder).close()
        shapes.append(
            {table: sorted(raw(folder, f"SELECT name FROM pragma_table_info('{table}')")) for table in COLUMNS}
            | {"all": sorted(raw(folder, "SELECT type, name, tbl_name FROM sqlite_master"))}
            | {"mark": raw(folder, "PRAGMA application_id")}
        )
    assert shapes[0] == shapes[1]
    assert {table: {name for (name,) in shapes[0][table]} - {"id", "session"} for table in COLUMNS} == {
        table: set(columns) for table, columns in COLUMNS.items()
    }, "every column is looked at"


def test_an_old_record_of_a_version_that_never_was(tmp_path: Path) -> None:
    before = old_record(tmp_path, "record_876c022.sql")
    raw(tmp_path, "PRAGMA user_version = -2")
    with pytest.raises(QuizError, match="another program"):
        Store(tmp_path)
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3")
    assert list(connection.iterdump()) == before
    connection.close()


def test_a_place_that_counted_twice_counts_once_and_nothing_is_lost(tmp_path: Path) -> None:
    old_record(tmp_path, "record_e8d8044.sql")
    columns = "session, place, item, seed, verdict, score, diagnoses, understood_as, elapsed_s, hints_used, answered_at"
    for counted, response in ((1, "second"), (0, "third"), (1, "fourth")):
        raw(
            tmp_path,
            f"INSERT INTO attempts (counted, response, {columns}) SELECT ?, ?, {columns} FROM attempts WHERE id = 2",
            counted,
            response,
        )
    Store(tmp_path).close()
    assert raw(tmp_path, "SELECT response, counted FROM attempts WHERE session = 2 ORDER BY id") == [
        ("2t", 1), ("second", 0), ("third", 0), ("fourth", 0),
    ]  # fmt: skip
    assert raw(tmp_path, "SELECT sum(counted) FROM attempts WHERE session <> 2") == [(2,)]


def test_no_copy_replaces_another(tmp_path: Path) -> None:
    old_record(tmp_path, "record_b4bfafa.sql")
    (tmp_path / "quiz.sqlite3.v1").write_text("an earlier one", encoding="utf-8")
    Store(tmp_path).close()
    assert (tmp_path / "quiz.sqlite3.v1").read_text(encoding="utf-8") == "an earlier one"
    assert (tmp_path / "quiz.sqlite3.v1-2").is_file()


def test_a_migration_that_fails_leaves_the_record_as_it_was_and_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_record(tmp_path, "record_876c022.sql")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS[:3], "CREATE TABLE sessions (id)"))
    for _ in range(2):
        with pytest.raises(QuizError, match="already exists"):
            Store(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["quiz.sqlite3"]
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3")
    assert list(connection.iterdump()) == before
    connection.close()


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old_record(tmp_path, "record_876c022.sql")

    def full(path: Path, version: int) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "_back_up", full)
    with pytest.raises(QuizError, match="No space left"):
        Store(tmp_path)
    connection = sqlite3.connect(tmp_path / "quiz.sqlite3")
    assert list(connection.iterdump()) == before
    connection.close()


def test_a_copy_is_named_where_the_record_is_damaged_newer_or_gone(tmp_path: Path) -> None:
    old_record(tmp_path, "record_b4bfafa.sql")
    Store(tmp_path).close()
    path = tmp_path / "quiz.sqlite3"
    good = path.read_bytes()
    for damage in (_no_database, _newer):
        path.write_bytes(good)
        damage(path)
        with pytest.raises(QuizError) as caught:
            Store(tmp_path)
        assert "quiz.sqlite3.v1" in caught.value.in_("en")
        assert "quiz.sqlite3.v1" in caught.value.in_("ja")
    told: list[Text] = []
    path.write_bytes(b"")
    Store(tmp_path, tell=told.append).close()
    path.unlink()
    Store(tmp_path, tell=told.append).close()
    assert ["quiz.sqlite3.v1" in message.en and "is empty" in message.en for message in told] == [True, True]


# -- rows that come back damaged ---------------------------------------------------------------------------------------

BAD: dict[str, list[object]] = {
    "text": [b"\xff", b"bytes"],
    "whole": ["x", -1, 1.5, 2**40, b"1"],
    "flag": ["x", 2, -1, 0.5],
    "time": ["x", -1, 9e999, b"", 1e300],
    "share": ["x", 1.5, -0.1],
    "verdict": ["", "right", 5, b"correct"],
    "list": ["", "[", "null", "5", "[5]", "[null]", "[" * 5000, b"[]", 5, '["\\ud800"]'],
    "places": ["", "[[1", "null", "[[5, 1]]", '[["a"]]', '[["a", true]]', '[["a", -1]]', '["ab"]', '[["a", 1, 2]]'],
}
SHAPES: dict[str, dict[str, str]] = {
    "sessions": {
        "course": "text", "digest": "text", "seed": "whole", "exam": "flag", "minutes": "time", "used_s": "time",
        "places": "places", "started_at": "text",
    },
    "attempts": {
        "place": "whole", "counted": "flag", "item": "text", "seed": "whole", "response": "text", "verdict": "verdict",
        "machine_verdict": "verdict", "score": "share", "diagnoses": "list", "understood_as": "text",
        "elapsed_s": "time", "hints_used": "whole", "answered_at": "text",
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
        two._set_aside_attempt(row, ["score"])
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


# -- two windows -------------------------------------------------------------------------------------------------------


def test_a_place_counts_once_whoever_is_first(tmp_path: Path) -> None:
    with Store(tmp_path) as one, Store(tmp_path) as two:
        session = one.begin(FORM, "[]", "d", exam=False)
        first = one.record(session.id, 0, attempt("first"), counted=True)
        second = two.record(session.id, 0, attempt("second"), counted=True)
        other = two.record(session.id, 1, attempt("other"), counted=True)
        assert [two.counts(number) for number in (first, second, other)] == [True, False, True]
        assert one.counted_places(session.id) == {0, 1}
        waiting = two.record(session.id, 0, attempt("later"), counted=False)
        two.settle(waiting, Outcome("correct", 1.0), counted=True)
        two.count(second)
        assert [entry.counted for entry in one.attempts(session.id)] == [True, False, True, False]
        assert one.attempts(session.id)[3].attempt.verdict == "correct", "what became of it is on record"
        one.count(first)
        assert one.counts(first), "what counts goes on counting"


def test_the_file_itself_lets_no_place_count_twice(tmp_path: Path) -> None:
    record_of(tmp_path)
    with pytest.raises(sqlite3.IntegrityError):
        raw(tmp_path, "INSERT INTO attempts SELECT 99, session, place, counted, item, seed, response, verdict,"
                      " machine_verdict, score, diagnoses, understood_as, elapsed_s, hints_used, answered_at"
                      " FROM attempts WHERE place = 0")  # fmt: skip


def test_the_time_of_two_windows_never_runs_backwards(tmp_path: Path) -> None:
    with Store(tmp_path) as one, Store(tmp_path) as two:
        session = one.begin(FORM, "[]", "d", exam=True)
        one.set_used_s(session.id, 100.0)
        two.set_used_s(session.id, 40.0)
        assert one.used_s(session.id) == 100
        one.finish(session.id)
        ended = raw(tmp_path, "SELECT finished_at FROM sessions")
        two.finish(session.id)
        assert raw(tmp_path, "SELECT finished_at FROM sessions") == ended


def test_the_second_window_is_told_and_goes_on_with_what_is_left(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    command = [sys.executable, "-c", "from quiz.cli import main; main()", "run", "day2", "--seed", "7", "--lang", "en"]
    second = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **run_quiz.environment},
    )
    assert second.stdin is not None
    assert second.stdout is not None
    while b"1/14" not in second.stdout.readline():
        pass
    first = run_quiz("run", "day2", "--seed", "7", "--lang", "en", stdin="2(x+y)\n1\nq\n")
    assert "another window" not in first.stdout
    output, complaint = second.communicate(b"2t\nq\n", timeout=120)
    assert complaint == b""
    shown = output.decode()
    assert "has been answered in another window" in shown
    assert shown.count("another window") == 1
    assert "3/14" in shown, "what the first window has answered isn't asked again"
    counted = raw(tmp_path / "quiz-home", "SELECT place, response, counted FROM attempts ORDER BY id")
    assert counted == [(0, "2(x+y)", 1), (1, "1", 1), (0, "2t", 0)]


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "jumps", [(0, -(10**9), 5), (0, 4 * 10**9, -(4 * 10**9)), (-(3 * 10**10), 0, 1)], ids=["back", "ahead", "from 1075"]
)
def test_a_clock_that_jumps_changes_no_order_and_no_time(tmp_path: Path, jumps: tuple[int, ...]) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)

    def clock() -> datetime:
        return now

    with Store(tmp_path, now=clock) as store:
        sessions = []
        for jump in jumps:
            now += timedelta(seconds=jump)
            sessions.append(store.begin(FORM, "[]", "d", exam=True))
        for number, jump in enumerate(jumps):
            now += timedelta(seconds=jump)
            store.record(sessions[-1].id, 0, attempt(str(number)), counted=True)
            store.set_used_s(sessions[-1].id, 10.0 * number)
        found = store.unfinished("day2", None, "[]")
        assert found == sessions[-1], "the latest is the one that was begun last"
        entries = store.attempts(found.id)
        assert [entry.attempt.response for entry in entries] == ["0", "1", "2"]
        assert [entry.counted for entry in entries] == [True, False, False]
        assert store.used_s(found.id) == 20
        store.finish(found.id)
        assert store.unfinished("day2", None, "[]") == sessions[-2]
    with Store(tmp_path) as store:
        assert len(store.attempts(found.id)) == 3


# -- names that are no text --------------------------------------------------------------------------------------------


def test_a_set_whose_name_is_no_text_is_found_again(tmp_path: Path) -> None:
    form = Form("b\udcffnk", "/home/b\udcffnk", 7, (Place("a", 0),), 1.0)
    with Store(tmp_path) as store:
        session = store.begin(form, '["\udcff"]', "d", exam=False)
        store.record(session.id, 0, attempt("\udcff\x00x"), counted=True)
        found = store.unfinished("/home/b\udcffnk", None, '["\udcff"]')
        assert found is not None
        assert found.id == session.id
        assert store.attempts(session.id)[0].attempt.response == "\\udcff\x00x"


# -- files beside the record -------------------------------------------------------------------------------------------


@POSIX
def test_files_beside_the_record_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "home" / "list.json"
    before = os.umask(0)
    write_whole(path, "お\udcff")
    os.umask(before)
    assert mode(path.parent) == 0o700
    assert read_whole(path, 100) == "お\udcff".encode("utf-8", "surrogatepass")
    with pytest.raises(OSError, match="too large"):
        read_whole(path, 5)
    assert mode(path) == 0o600

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "other")
    assert [entry.name for entry in path.parent.iterdir()] == ["list.json"]
    assert read_whole(path, 100) == "お\udcff".encode("utf-8", "surrogatepass")
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match=r"not a plain file|Is a directory"):
            read_whole(place, 10)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        make_private(tmp_path / "file")
