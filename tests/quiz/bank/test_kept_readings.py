"""What is kept of a folder's files: found only while nothing that it was made of has changed, and only if whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from quiz.bank import kept_readings
from quiz.bank.kept_readings import KeptReading, content_of
from quiz.home import data_folder

DATA = {"名前": ["a", 1, None, True], "half": "\ud800"}


def place(*made_of: str, root: str = "notes") -> KeptReading:
    return KeptReading("lengths", Path(root), made_of)


def file() -> Path:
    (found,) = (data_folder() / "readings").iterdir()
    return found


def test_what_was_kept_comes_back_and_nobody_else_may_read_it() -> None:
    assert place("a").recalled() is None
    place("a").keep(DATA)
    assert place("a").recalled() == DATA
    if os.name == "posix":
        assert stat.S_IMODE(file().stat().st_mode) == 0o600
        assert [stat.S_IMODE(path.stat().st_mode) for path in (data_folder(), file().parent)] == [0o700, 0o700]


def test_it_is_found_only_by_all_that_it_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    place("a", "b").keep(DATA)
    for other in (place("a"), place("ab"), place("b", "a"), place("a", "b", root="others"), place("a", "b", "")):
        assert other.recalled() is None
    monkeypatch.setattr(kept_readings, "_program", lambda: "another version of the program")
    assert place("a", "b").recalled() is None


def test_the_program_is_another_one_if_any_of_its_files_is(tmp_path: Path) -> None:
    (tmp_path / "inner" / "__pycache__").mkdir(parents=True)
    module = tmp_path / "inner" / "one.py"
    module.write_text("x = 1\n", encoding="utf-8")
    before = list(kept_readings._modules(str(tmp_path)))
    assert len(before) == 1
    (tmp_path / "inner" / "__pycache__" / "one.py").write_text("", encoding="utf-8")
    assert list(kept_readings._modules(str(tmp_path))) == before
    module.write_text("x = 12\n", encoding="utf-8")
    assert list(kept_readings._modules(str(tmp_path))) != before
    (tmp_path / "two.py").write_text("", encoding="utf-8")
    assert len(list(kept_readings._modules(str(tmp_path)))) == 2


def test_a_program_whose_files_cannot_be_seen_relies_on_nothing_that_was_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fingerprint = kept_readings._program.__wrapped__
    assert fingerprint() == fingerprint()
    monkeypatch.setattr(kept_readings.quiz, "__file__", str(tmp_path / "program.zip" / "quiz" / "__init__.py"))
    assert fingerprint() != fingerprint()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole.replace(b"true", b"null"),
        lambda whole: b"\xff" + whole,
        lambda whole: whole.split(b"\n", 1)[1],
        lambda whole: b"\n\n" + whole.split(b"\n")[2],
    ],
)
def test_a_damaged_file_is_as_good_as_none_and_is_replaced(damage) -> None:  # type: ignore[no-untyped-def]
    place("a").keep(DATA)
    file().write_bytes(damage(file().read_bytes()))
    assert place("a").recalled() is None
    place("a").keep(DATA)
    assert place("a").recalled() == DATA


@pytest.mark.skipif(os.name != "posix", reason="there are no owners")
def test_a_file_that_others_wrote_or_may_write_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    place("a").keep(DATA)
    for mode in (0o620, 0o602):
        file().chmod(mode)
        assert place("a").recalled() is None
    file().chmod(0o600)
    assert place("a").recalled() == DATA
    monkeypatch.setattr(os, "getuid", lambda: file().stat().st_uid + 1)
    assert place("a").recalled() is None


def test_something_else_in_the_place_of_the_file_or_the_folder_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    place("a").keep(DATA)
    name = file()
    name.unlink()
    name.mkdir()
    assert place("a").recalled() is None
    place("a").keep(DATA)
    assert [path.name for path in name.parent.iterdir()] == [name.name], "nothing half-written is left"
    name.rmdir()
    name.parent.rmdir()
    name.parent.write_text("a file", encoding="utf-8")
    place("a").keep(DATA)
    assert place("a").recalled() is None
    monkeypatch.setenv("QUIZ_HOME", "~nobody-of-that-name/home")
    place("a").keep(DATA)
    assert place("a").recalled() is None


def test_no_more_is_kept_or_read_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_readings, "MAX_FILES", 2)
    for number in range(4):
        place("a", root=str(number)).keep(DATA)
        latest = max((data_folder() / "readings").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(latest, (number, number))  # so that each is surely older than the next one
    assert [place("a", root=str(number)).recalled() for number in range(4)] == [None, None, DATA, DATA]
    monkeypatch.setattr(kept_readings, "MAX_BYTES", 10)
    assert place("a", root="3").recalled() is None


def test_the_content_of_a_file_has_a_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    assert content_of(path, 10) == "one.toml:"
    path.write_bytes(b"12345")
    found = content_of(path, 5)
    assert found.startswith("one.toml:")
    assert len(found) > len("one.toml:")
    assert content_of(path, 4) == "one.toml:"
    path.write_bytes(b"12346")
    assert content_of(path, 5) != found
