"""How ``quiz run`` is ended from outside: at every prompt, by every way. What was shown is stored; no traceback."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, PATIENCE, WISH, Terminal  # noqa: E402  (only where there are pseudo-terminals)

from quiz.terminal.endings import Endings, interrupts_left_to_another  # noqa: E402

QUIZ = [sys.executable, "-c", "from quiz.cli import main; main()"]
NUMBER = ("run", "day2", "--item", "conv-output-size", "--original", "--lang", "en")
CODE = ("run", "day2", "--item", "impl-minibatch-iterator", "--seed", "3", "--lang", "en")
TEXT = ("run", "day2", "--item", "bn-effects", "--lang", "en")
TRAINING = ("run", "day2", "--item", "optimizer-race-run", "--lang", "en")
ENDLESS = """
import time
from solvers.practicals import training_runs
training_runs.carry_out = lambda plan, seeds, tell: (tell(1, 6), time.sleep(600))
"""
ONE_LINE = "def minibatches(x, t, batch, seed): return []"
MARK = r"own mark.*> $"
NOTE = r"note \(Enter alone: none\)> $"
MORE = r"\.\.\. $"


def _at_the_answer(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *NUMBER, errors=errors)
    terminal.until(ANSWER)
    terminal.child.send("7x")  # half an answer
    return terminal


def _after_an_unreadable_one(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *NUMBER, errors=errors)
    terminal.until(ANSWER)
    terminal.type("7x((")
    terminal.until(ANSWER)
    return terminal


def _after_a_verdict(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *NUMBER, errors=errors)
    terminal.until(ANSWER)
    terminal.type("5x5")
    terminal.until(WISH)
    return terminal


def _in_an_exam(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *NUMBER, "--item", "sigmoid-derivative-max", "--exam", errors=errors)
    terminal.until(ANSWER)
    terminal.type("5x5")
    terminal.until(ANSWER)
    return terminal


def _at_a_line_of_code(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *CODE, errors=errors)
    terminal.until(ANSWER)
    terminal.type(ONE_LINE)
    terminal.until(MORE)
    return terminal


def _at_ones_own_mark(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *TEXT, errors=errors)
    terminal.until(ANSWER)
    terminal.type("it makes training faster")
    terminal.until(MARK)
    return terminal


def _while_it_trains(home: Path, errors: Path) -> Terminal:
    terminal = Terminal(home, *TRAINING, first=ENDLESS, errors=errors)
    terminal.until(ANSWER)
    terminal.type("1")
    terminal.until(r"\[[#.]+\] 1/6")
    return terminal


def _at_the_overview_of_an_exam(home: Path, errors: Path) -> Terminal:
    terminal = _in_an_exam(home, errors)
    terminal.type("o")
    terminal.until(WISH)
    return terminal


def _at_a_note_in_an_exam(home: Path, errors: Path) -> Terminal:
    terminal = _in_an_exam(home, errors)
    terminal.type("n")
    terminal.until(NOTE)
    terminal.child.send("half a no")
    return terminal


def _at_a_note_after_a_verdict(home: Path, errors: Path) -> Terminal:
    terminal = _after_a_verdict(home, errors)
    terminal.type("w")
    terminal.until(r"\(Enter alone will do\)> $")
    return terminal


def _at_the_debriefing(home: Path, errors: Path) -> Terminal:
    terminal = _at_the_overview_of_an_exam(home, errors)
    for _ in range(2):  # a question is open
        terminal.type("t")
        terminal.until(r"(?:stop|leave) > $")
    terminal.type("")
    terminal.until(r"leave > $")
    return terminal


def _once_more_in_the_debriefing(home: Path, errors: Path) -> Terminal:
    terminal = _at_the_debriefing(home, errors)
    terminal.type("r")
    terminal.until(ANSWER)
    return terminal


PROMPTS: list[tuple[Callable[[Path, Path], Terminal], list[tuple[str, int]]]] = [
    (_at_the_answer, []),
    (_after_an_unreadable_one, []),
    (_after_a_verdict, [("5x5", 1)]),
    (_in_an_exam, [("5x5", 1)]),
    (_at_a_line_of_code, [(ONE_LINE, 0)]),
    (_at_ones_own_mark, [("it makes training faster", 1)]),
    (_at_the_overview_of_an_exam, [("5x5", 1)]),
    (_at_a_note_in_an_exam, [("5x5", 1)]),
    (_at_a_note_after_a_verdict, [("5x5", 1)]),
    (_at_the_debriefing, [("5x5", 1)]),
    (_once_more_in_the_debriefing, [("5x5", 1)]),
    (_while_it_trains, [("1", 0)]),
]
"""Each prompt, and what is on record there: the responses, and whether they count."""


def _press_ctrl_c(terminal: Terminal) -> int:
    terminal.interrupt()
    return terminal.end()


def _terminate(terminal: Terminal) -> int:
    terminal.wait_until_it_waits()
    terminal.child.kill(signal.SIGTERM)
    return terminal.end()


def _hang_up(terminal: Terminal) -> int:
    terminal.wait_until_it_waits()
    terminal.child.kill(signal.SIGHUP)
    return terminal.end()


def _close_the_terminal(terminal: Terminal) -> int:
    """Close the window: the program's terminal is gone, and the kernel sends the signal."""
    terminal.wait_until_it_waits()
    os.close(terminal.child.fileno())
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        done, status = os.waitpid(terminal.child.pid, os.WNOHANG)
        if done:
            terminal.child.closed = terminal.child.terminated = True
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    raise AssertionError("it goes on without its terminal")


WAYS = [(_press_ctrl_c, 130), (_terminate, 143), (_hang_up, 129), (_close_the_terminal, 129)]


def recorded(home: Path) -> list[tuple[str, int]]:
    connection = sqlite3.connect(home / "quiz.sqlite3")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT response, counted FROM attempts ORDER BY id").fetchall()
    finally:
        connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("way", "status"), WAYS, ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize(("prompt", "stored"), PROMPTS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_was_shown_is_stored_however_it_ends(
    tmp_path: Path,
    prompt: Callable[[Path, Path], Terminal],
    stored: list[tuple[str, int]],
    way: Callable[[Terminal], int],
    status: int,
) -> None:
    errors = tmp_path / "errors"
    terminal = prompt(tmp_path / "home", errors)
    assert way(terminal) == status
    assert recorded(tmp_path / "home") == stored
    assert set(errors.read_text(encoding="utf-8").split()) <= {"interrupted"}
    if way is not _close_the_terminal:
        assert "Traceback" not in terminal.child.before


@pytest.mark.parametrize(("prompt", "stored"), PROMPTS[:-1], ids=lambda value: getattr(value, "__name__", ""))
def test_the_end_of_the_input_stops_at_every_prompt(
    tmp_path: Path, prompt: Callable[[Path, Path], Terminal], stored: list[tuple[str, int]]
) -> None:
    errors = tmp_path / "errors"
    terminal = prompt(tmp_path / "home", errors)
    if prompt in (_at_the_answer, _at_a_note_in_an_exam):
        terminal.child.send("\x15")  # Ctrl-D deletes a sign where something has been typed
    terminal.wait_until_it_waits()
    terminal.child.sendeof()
    if prompt is _at_a_line_of_code:  # the code ends with it, and is judged
        terminal.until(WISH)
        stored = [(ONE_LINE, 1)]
        terminal.wait_until_it_waits()
        terminal.child.sendeof()
    answered = prompt in (_after_a_verdict, _at_a_line_of_code, _at_a_note_after_a_verdict)  # all that was asked
    if not answered and prompt not in (_at_the_debriefing, _once_more_in_the_debriefing):  # these may be seen again
        assert "Resume with" in terminal.until(r"Resume with.*\n")
    assert terminal.end() == 0
    if answered:
        assert "Resume with" not in terminal.child.before
    assert recorded(tmp_path / "home") == stored
    assert errors.read_text(encoding="utf-8") == ""


def test_ctrl_c_in_the_editor_is_for_the_editor(tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import signal, sys, time\n"
        "def save(*_):\n"
        f"    open(sys.argv[1], 'w').write({ONE_LINE!r})\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGINT, save)\n"
        "print('EDITING', flush=True)\n"
        "time.sleep(600)\n",
        encoding="utf-8",
    )
    terminal = Terminal(tmp_path / "home", *CODE, variables={"EDITOR": f"{sys.executable} {editor}", "VISUAL": ""})
    terminal.until(ANSWER)
    terminal.type(":e")
    terminal.until("EDITING")
    terminal.child.sendintr()
    terminal.until(WISH)
    terminal.type("q")
    assert terminal.end() == 0
    assert recorded(tmp_path / "home") == [(ONE_LINE, 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_was_for_the_editor_is_not_sent_again_when_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda number: True)  # only then are missed signals looked for
    with Endings() as endings:
        with interrupts_left_to_another():
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.5)
        assert endings.signal is None


# -- through pipes -----------------------------------------------------------------------------------------------------


def started(home: Path, *arguments: str, **streams: int) -> subprocess.Popen[bytes]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen([*QUIZ, *arguments], env={**os.environ, "QUIZ_HOME": str(home)}, **pipes)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_seen_enough_is_no_fault_and_what_it_saw_is_stored(tmp_path: Path) -> None:
    process = started(tmp_path, "run", "day2", "--seed", "7", "--lang", "en")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(b"2t\n")
    process.stdin.flush()
    while "right value" not in process.stdout.readline().decode():
        pass
    process.stdout.close()
    process.stdin.write(b"s\n" * 20)
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=PATIENCE) == 0
    process.stderr.close()
    assert recorded(tmp_path)[0] == ("2t", 1)


def test_signals_that_are_to_be_ignored_stay_so(tmp_path: Path) -> None:
    """As under ``nohup``: the session goes on to the end of its input."""
    command = f"trap '' HUP; exec {sys.executable} -c 'from quiz.cli import main; main()' {' '.join(NUMBER)}"
    process = subprocess.Popen(
        ["sh", "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "QUIZ_HOME": str(tmp_path)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    while "conv" not in process.stdout.readline().decode().lower():
        pass
    process.send_signal(signal.SIGHUP)
    output, _ = process.communicate(b"7x7\n", timeout=PATIENCE)
    assert process.returncode == 0
    assert b"correct" in output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("run", "day2"), ("explain", "bn-effects"), ("doctor",)])
def test_a_full_disk_under_the_output_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        process = started(tmp_path, *arguments, "--lang", "en", stdout=full.fileno())
        _, complaint = process.communicate(b"", timeout=PATIENCE)
    assert process.returncode == 2
    assert complaint.decode() == "error: can't write the output: No space left on device\n"


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
@pytest.mark.parametrize("arguments", [("list",), ("run", "day2"), ("run", "day2", "--format", "json"), ("nothing",)])
def test_streams_that_were_never_open_do_no_harm(
    tmp_path: Path, closed: tuple[int, ...], arguments: tuple[str, ...]
) -> None:
    words = " ".join([*QUIZ[:2], f"'{QUIZ[2]}'", *arguments, "--lang", "en", *(f"{number}>&-" for number in closed)])
    done = subprocess.run(
        ["sh", "-c", words], input=b"5\n", capture_output=True, env={**os.environ, "QUIZ_HOME": str(tmp_path)}
    )
    assert done.returncode == (2 if arguments == ("nothing",) else 0)
    assert b"Traceback" not in done.stderr
    if arguments[0] == "run":
        assert len(recorded(tmp_path)) <= 1, "nothing that was printed is in the record's file"
