"""The record is the learner's alone; homes and working folders that can't be."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from records import FORM, POSIX, mode, record_of

from quiz.errors import QuizError
from quiz.home import data_folder, make_private, read_whole, write_whole
from quiz.language import Text
from quiz.practice.store import Store

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


def test_room_is_made_for_what_a_file_holds_not_for_what_it_may(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_bytes(b"x" * 1000)
    tracemalloc.start()
    try:
        assert read_whole(path, 50_000_000) == b"x" * 1000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert read_whole(path, 1000) == b"x" * 1000
    with pytest.raises(OSError, match="too large"):
        read_whole(path, 999)


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="no file here whose size isn't told")
def test_a_file_whose_size_isnt_told_is_read_whole() -> None:
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    assert len(read_whole(path, 100_000)) > 500
    with pytest.raises(OSError, match="too large"):
        read_whole(path, 100)
