"""The terminal and files of text: lines stay lines, nothing unseen passes, and what can't be written is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import Fault, FileFaults, QuizError
from quiz.language import Text
from quiz.outlet.streams import Gate, columns_of, fitting, note, note_fault, progress, tell, tell_json, text_file

FULL = Path("/dev/full")
has_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")


@given(st.lists(hostile_texts, max_size=4))
def test_behind_a_gate_everything_is_seen(parts: list[str]) -> None:
    file = io.StringIO()
    Gate(file).writelines(parts)
    assert not unseen(file.getvalue())


@pytest.mark.parametrize(("say", "stream"), [(tell, "out"), (note, "err")])
def test_a_line_is_one_line_whatever_is_in_it(say, stream, capsys) -> None:  # type: ignore[no-untyped-def]
    say("a\nerror: forged\x1b[2J", "b")
    assert getattr(capsys.readouterr(), stream) == "a\\nerror: forged\\x1b[2J\nb\n"


def test_no_line_is_an_empty_one(capsys: pytest.CaptureFixture[str]) -> None:
    tell()
    assert capsys.readouterr().out == "\n"


def test_json_is_written_whole(capsys: pytest.CaptureFixture[str]) -> None:
    tell_json({"a": "\x1b\u202e"})
    assert capsys.readouterr().out == '{\n  "a": "\\u001b\\u202e"\n}\n'


@given(hostile_texts, hostile_texts, hostile_texts)
def test_no_name_in_a_fault_begins_a_line(path: str, found: str, remedy: str) -> None:
    message = Text(f"見つかりません {found}.", f"not found: {found}.")
    error = QuizError(message, remedy=Text(f"直す {remedy}.", f"mend {remedy}."))
    for fault in (error, FileFaults([Fault(path, 3, message, error.remedy)])):
        for language in ("ja", "en"):
            first, *others = fault.in_(language).split("\n")
            assert not unseen(first)
            assert all(line.startswith("  ") for line in others)
            assert not unseen("".join(others))


def test_the_name_of_a_file_is_no_picture_of_it() -> None:
    assert Fault("a\n    b.md", 2, Text("だめ", "bad\n    x\n    ^")).in_("en") == "a\\n    b.md:2: bad\n    x\n    ^"


def test_a_fault_is_written_with_its_remedy_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    note_fault(QuizError(Text("だめ", "bad"), remedy=Text("直す", "mend")), "en", "error: ")
    assert capsys.readouterr().err == "error: bad\n  → mend\n"


def test_a_line_that_changes_is_one_line() -> None:
    screen = io.StringIO()
    progress("1/2 a\nb\x1b]0;x\x07", screen)
    progress("", screen)
    assert screen.getvalue() == "\r1/2 a\\nb\\x1b]0;x\\x07\x1b[K\r\x1b[K"


@has_full
def test_a_full_disk_is_told() -> None:
    with pytest.raises(QuizError) as told, text_file(FULL, "w") as file:
        file.write("x")
    assert "/dev/full" in told.value.in_("ja")
    assert "can't write /dev/full: " in told.value.in_("en")


def test_a_file_that_is_there_is_not_begun(tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError), text_file(path, "x") as file:
        file.write("theirs")
    assert path.read_text(encoding="utf-8") == "mine"


def run(code: str, home: Path, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a program that holds back what it writes, as programs do."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environment["QUIZ_HOME"] = str(home)
    command = [sys.executable, "-c", code]
    return subprocess.run(command, stderr=subprocess.PIPE, timeout=60, check=False, env=environment, **streams)


COMMAND = "from quiz.cli import main; main([{}, '--lang', 'en'])"


@pytest.mark.thorough
@pytest.mark.parametrize("where", ["fail()", "import threading\nthreading.Thread(target=fail).start()"])
def test_a_fault_of_the_program_itself_is_told_as_one_and_steers_no_terminal(where: str, tmp_path: Path) -> None:
    code = "from quiz.outlet.streams import show_own_faults\nshow_own_faults('en')\n"
    done = run(f"{code}def fail():\n    raise ValueError('\\x1b[2J')\n{where}", tmp_path)
    told = done.stderr.decode()
    assert done.returncode == (where == "fail()")
    assert told.startswith("this is a fault of the program itself; please report it with what follows:\nTraceback")
    assert told.endswith("ValueError: \\x1b[2J\n")


class NarrowTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("short", ["short"]),
        ("  the learning rate is 0.001 and the batch has 128 images", [
            "  the learning rate is 0.001 and the", "    batch has 128 images"]),
        ("http://127.0.0.1:40123/?token=0123456789abcdef0123456789", [
            "http://127.0.0.1:40123/?token=0123456789abcdef0123456789"]),
        ("    2(x+y) + 3(x+y) + 4(x+y) + 5(x+y) +", ["    2(x+y) + 3(x+y) + 4(x+y) + 5(x+y) +"]),
    ],
)  # fmt: skip
def test_a_line_is_broken_where_a_terminal_would_tear_it_and_whole_in_a_pipe(
    line: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert fitting(line, NarrowTerminal()) == shown
    assert fitting(line, io.StringIO()) == [line]


@pytest.mark.parametrize(
    ("variable", "columns"), [("40", 40), ("0", None), ("", None), ("wide", None), ("４０", None), ("-3", None)]
)
def test_columns_may_be_told_for_a_pipe(variable: str, columns: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", variable)
    assert columns_of(io.StringIO()) == columns
