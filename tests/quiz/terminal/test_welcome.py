"""``quiz`` alone: what it offers on an empty record and on one in use, in a pipe and at a keyboard."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.cli import main
from quiz.columns import width
from quiz.model import Attempt, Form, Place
from quiz.practice.goal import Goal, learning_day, set_goal
from quiz.practice.store import Store

LEAVE = r"(?:終わる|leave) > $"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def in_a_pipe(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert not ended.value.code
    return " ".join(capsys.readouterr().out.split())


def left_open(home: Path, *, days_ago: int = 0, options: object = None) -> None:
    """A sitting of two questions of which one was answered wrong."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    form = Form("day2", "day2", 7, (Place("conv-output-size", 0), Place("he-std", 5)), 4.0)
    with Store(home, now=lambda: at) as store:
        session = store.begin(form, json.dumps(options or [2, [[], [], [], [], False], False]), "digest", exam=False)
        attempt = Attempt("conv-output-size", 0, "5x5", "wrong", 0.0, (), "5×5", 60.0, "wrong")
        store.record(session.id, 0, attempt, counted=True)


def test_an_empty_record_gets_one_thing_to_begin_with(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = in_a_pipe(capsys, "--lang", "en")
    assert "quiz run day2-short begin here: 6 questions" in shown
    assert "quiz --help" in shown
    assert "[Enter]" not in shown, "a pipe is only told"
    assert not home.exists(), "nothing is written for it"


def test_a_record_in_use_is_told_what_is_open_and_due(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_open(home)
    shown = in_a_pipe(capsys, "--lang", "en")
    assert re.search(r'left open: "[^"]+" \(1/2 done\): quiz run day2 --count 2', shown)
    assert re.search(r"today's review: \d+ questions, about [\d.]+ min \(\d+ new\): quiz review", shown)
    assert "today: 1 question, 1 minute 1 day in a row" in shown
    assert "quiz goal 15" in shown
    assert "begin here" not in shown


def test_what_was_missed_is_counted_and_the_goal_is_the_measure(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_open(home, days_ago=3)
    set_goal(home, Goal(4, "questions"), learning_day(datetime.now(UTC)))
    shown = in_a_pipe(capsys, "--lang", "ja")
    assert re.search(r"今日の復習: 4 問・約 [\d.]+ 分（.*）: quiz review --count 4", shown)
    assert "今日は 4 問の目標のうち 0 問、あと 4 問です" in shown
    assert "quiz goal 15" not in shown


@pytest.mark.parametrize("options", [["review", "2020-01-01", None, None, "None"], ["of", "another", "kind"]])
def test_a_sitting_that_cannot_be_taken_up_is_not_offered(
    options: object, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left_open(home, options=options)
    assert "left open" not in in_a_pipe(capsys, "--lang", "en")


def test_a_damaged_record_or_setting_is_told_and_no_traceback(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_open(home)
    (home / "settings.json").write_text("[", encoding="utf-8")
    shown = in_a_pipe(capsys, "--lang", "en")
    assert "settings.json" in shown.replace(" ", "")
    assert "quiz review" in shown
    (home / "settings.json").unlink()
    (home / "quiz.sqlite3").write_bytes(b"no record at all, but some bytes of another program" * 100)
    shown = in_a_pipe(capsys, "--lang", "en")
    assert "quiz.sqlite3" in shown.replace(" ", "")
    assert "begin here" not in shown


# -- at a keyboard -----------------------------------------------------------------------------------------------------

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
at_a_keyboard = pytest.mark.skipif(not hasattr(pexpect, "spawn"), reason="there are no pseudo-terminals here")


@at_a_keyboard
@pytest.mark.parametrize(("columns", "language"), [(40, "ja"), (40, "en"), (80, "ja"), (200, "en")])
def test_enter_begins_and_then_goes_on(home: Path, columns: int, language: str) -> None:
    from played import ANSWER, Terminal

    terminal = Terminal(home, "--lang", language, columns=columns)
    shown = terminal.until(LEAVE)
    terminal.type("x")
    shown += "\n" + terminal.until(LEAVE)
    assert ("示されたキー" if language == "ja" else "a key shown") in " ".join(shown.split())
    terminal.type("")
    shown += "\n" + terminal.until(ANSWER)
    assert "1/6" in shown
    terminal.type("1")
    terminal.until("> $")
    terminal.interrupt()
    assert terminal.end() == 130

    again = Terminal(home, "--lang", language, columns=columns)
    shown += "\n" + again.until(LEAVE)
    again.type("？")
    shown += "\n" + again.until(LEAVE)
    assert "quiz lab" in shown
    again.type("ｃ")
    shown += "\n" + again.until(ANSWER)
    assert ("前回の続き" if language == "ja" else "where you stopped") in " ".join(shown.split())
    again.type("q")
    assert again.end() == 0
    assert not [line for line in shown.split("\n") if width(line, ambiguous=2) > columns]


@at_a_keyboard
def test_the_key_r_begins_todays_review_and_the_end_of_the_input_leaves(home: Path) -> None:
    from played import ANSWER, Terminal

    left_open(home)
    terminal = Terminal(home, "--lang", "en")
    terminal.until(LEAVE)
    terminal.type("r")
    assert "Today's review" in terminal.until(ANSWER)
    terminal.type("q")
    assert terminal.end() == 0
    leaving = Terminal(home, "--lang", "en")
    leaving.until(LEAVE)
    leaving.child.sendeof()
    assert leaving.end() == 0


@at_a_keyboard
def test_a_terminal_that_is_dumb_and_no_colour_get_the_same_words(home: Path) -> None:
    from played import Terminal

    left_open(home)
    for variables in ({"TERM": "dumb"}, {"NO_COLOR": "1"}, {"QUIZ_PLAIN": "1"}):
        terminal = Terminal(home, "--lang", "en", variables=variables)
        shown = terminal.until(LEAVE)
        assert "left open" in shown
        assert not re.search("\x1b\\[[0-9;]*m", shown)
        terminal.type("q")
        assert terminal.end() == 0
    assert os.environ["QUIZ_HOME"] == str(home)
