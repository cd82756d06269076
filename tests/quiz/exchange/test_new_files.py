"""Files that are written together: all or none, never half, never over what is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.exchange.new_files import NewFiles
from quiz.language import Text

Then = Mapping[int, Callable[[], object]]


def write(paths: Sequence[Path | None], *, force: bool = False, then: Then | None = None) -> None:
    """Write a line to each file; ``then`` says what happens after so many of them."""
    with NewFiles(paths, force=force) as files:
        for number, path in enumerate(paths):
            with files.writing(path) as file:
                file.write(f"text {number}\n")
                (then or {}).get(number, int)()


def fails() -> None:
    raise QuizError(Text("だめ", "no"))


def interrupted() -> None:
    raise KeyboardInterrupt


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir() if entry.name != "quiz-home"}


def test_all_of_them_are_there_at_the_end_and_none_before(tmp_path: Path) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    with NewFiles(paths, force=False) as files:
        for path in paths:
            with files.writing(path) as file:
                file.write("あ")
        assert not any(path.exists() for path in paths)
    assert [path.read_text(encoding="utf-8") for path in paths] == ["あ", "あ"]
    assert names(tmp_path) == {"a.md", "b.md"}


@pytest.mark.parametrize("fail_at", [0, 1, 2])
def test_a_fault_in_any_of_them_leaves_nothing(tmp_path: Path, fail_at: int) -> None:
    with pytest.raises(QuizError):
        write([tmp_path / "a", tmp_path / "b", tmp_path / "c"], then={fail_at: fails})
    assert names(tmp_path) == set()


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write([tmp_path / "a", tmp_path / "b"], then={1: interrupted})
    assert names(tmp_path) == set()


def test_what_is_there_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("filled in", encoding="utf-8")
    with pytest.raises(QuizError, match=r"already there: .*b") as caught:
        NewFiles([tmp_path / "a", tmp_path / "b"], force=False)  # before anything is made
    assert "--force" in caught.value.in_("ja")
    assert names(tmp_path) == {"b"}
    assert (tmp_path / "b").read_text(encoding="utf-8") == "filled in"


def test_a_file_that_comes_while_we_write_is_kept(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    with pytest.raises(QuizError, match="already there"):
        write([first, second], then={1: lambda: second.write_text("theirs", encoding="utf-8")})
    assert names(tmp_path) == {"b"}
    assert second.read_text(encoding="utf-8") == "theirs"


def test_force_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write([path], force=True)
    assert path.read_text(encoding="utf-8") == "text 0\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {"a"}


def test_what_was_replaced_comes_back_where_a_later_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for path in (first, second):
        path.write_text("old", encoding="utf-8")
    replace, calls = os.replace, []

    def fails_the_second_time(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(1, "not allowed")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fails_the_second_time)
    with pytest.raises(QuizError, match=r"can't write .*b: not allowed"):
        write([first, second], force=True)
    assert [path.read_text(encoding="utf-8") for path in (first, second)] == ["old", "old"]
    assert names(tmp_path) == {"a", "b"}


def test_a_file_system_without_hard_links_works_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a"
    write([path])
    assert path.read_text(encoding="utf-8") == "text 0\n"
    with pytest.raises(QuizError, match="already there"):
        write([path])
    write([path, tmp_path / "b"], force=True)
    assert names(tmp_path) == {"a", "b"}


def test_one_file_can_not_hold_two_things(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a")
    for other in ("a", "../" + tmp_path.name + "/a", "link"):
        with pytest.raises(QuizError, match="named for two files"):
            write([tmp_path / "a", tmp_path / other], force=True)


def test_folders_and_places_that_can_not_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for force in (False, True):
        with pytest.raises(QuizError, match="is a folder"):
            write([tmp_path / "folder"], force=force)
    with pytest.raises(QuizError, match=r"can't write .*absent/a: No such file"):
        write([tmp_path / "b", tmp_path / "absent" / "a"])
    for long in (tmp_path / ("x" * 300), tmp_path / ("x" * 300) / "a"):
        with pytest.raises(QuizError, match=r"can't write .*: File name too long"):
            write([tmp_path / "b", long])
    assert names(tmp_path) == {"folder"}


@pytest.mark.skipif(os.name != "posix", reason="there are no devices to write to")
def test_a_device_is_written_to_without_force() -> None:
    write([Path(os.devnull), Path(os.devnull)])


def test_standard_output_gets_all_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write([None, tmp_path / "key"])
    assert capsys.readouterr().out == "text 0\n"
    with pytest.raises(QuizError):
        write([None, tmp_path / "other"], then={1: fails})
    assert capsys.readouterr().out == ""
    with pytest.raises(QuizError, match="already there"):
        write([None, tmp_path / "key"])
    assert capsys.readouterr().out == ""
