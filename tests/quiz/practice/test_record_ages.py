"""Records of every age come up to date, with a copy beside them."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from records import AGES, mode, old_record, raw

from quiz.errors import QuizError
from quiz.language import Text
from quiz.practice import migrations
from quiz.practice.migrations import MIGRATIONS
from quiz.practice.record_rows import COLUMNS
from quiz.practice.store import Store

# -- records of every age ----------------------------------------------------------------------------------------------


def test_there_is_a_record_of_every_age() -> None:
    assert sorted(AGES.values()) == list(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("name", AGES)
def test_an_old_record_comes_up_to_date_with_a_copy_beside_it(tmp_path: Path, name: str) -> None:
    before = old_record(tmp_path, name)
    columns = ", ".join(column for (column,) in raw(tmp_path, "SELECT name FROM pragma_table_info('attempts')"))
    attempts = raw(tmp_path, f"SELECT {columns} FROM attempts ORDER BY id")
    told: list[Text] = []
    Store(tmp_path, tell=told.append).close()
    assert raw(tmp_path, f"SELECT {columns} FROM attempts ORDER BY id") == attempts
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


@pytest.mark.parametrize("name", AGES)
def test_copies_of_an_old_record_give_their_rows_the_same_names(tmp_path: Path, name: str) -> None:
    """So that two machines on which one record was used find each other's answers."""
    names = []
    for folder in (tmp_path / "here", tmp_path / "there"):
        old_record(folder, name)
        Store(folder).close()
        names.append(
            [raw(folder, f"SELECT uid FROM {table} ORDER BY id") for table in ("sessions", "attempts")],
        )
    assert names[0] == names[1]
    every = [uid for table in names[0] for (uid,) in table]
    assert len(set(every)) == len(every) >= 6
    assert all(len(uid) == 32 for uid in every)


def test_old_rows_that_are_alike_in_all_and_damaged_ones_get_names_of_their_own(tmp_path: Path) -> None:
    old_record(tmp_path, "record_29c293d.sql")
    columns = "session, place, item, seed, verdict, score, diagnoses, understood_as, elapsed_s, hints_used, answered_at"
    raw(
        tmp_path,
        f"INSERT INTO attempts (counted, response, {columns}) SELECT 0, response, {columns} FROM attempts WHERE id = 2",
    )
    raw(tmp_path, "UPDATE attempts SET item = CAST(? AS TEXT) WHERE id = 1", b"\xff")
    raw(tmp_path, "UPDATE attempts SET seed = ? WHERE id = 3", b"\xff")
    Store(tmp_path).close()
    names = [uid for (uid,) in raw(tmp_path, "SELECT uid FROM attempts")]
    assert len(names) == len(set(names)) == 4


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
    for number in range(2):
        path.write_bytes(good)
        if number:
            raw(tmp_path, "PRAGMA user_version = 99")
        else:
            path.write_bytes(b"no database" * 1000)
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
