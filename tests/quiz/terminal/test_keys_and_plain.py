"""At each prompt its keys stand on the screen; the form that is read aloud has the verdict first and draws nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.columns import width

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, WISH, Terminal  # noqa: E402  (only where there are pseudo-terminals)

ONE = ("run", "day2", "--item", "conv-output-size", "--original", "--lang", "en")


def last_screen(shown: str) -> str:
    """The lines since the last thing that was typed."""
    return " ".join(re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", shown).split())


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_key_is_shown_at_every_prompt(tmp_path: Path, columns: int) -> None:
    terminal = Terminal(tmp_path, *ONE, columns=columns)
    shown = last_screen(terminal.until(ANSWER))
    for key in ("h hint", "s skip", "r show again", "q stop", "? help"):
        assert key in shown
    terminal.type("h")
    terminal.until(ANSWER)
    terminal.type("h")
    terminal.until(ANSWER)
    terminal.type("r")
    assert "h hint" not in last_screen(terminal.until(ANSWER)), "no hint is left"
    terminal.type("5x5")
    shown = last_screen(terminal.until(WISH))
    for key in ("[Enter] explain", "s skip", "r show again", "a another", "? help", "q stop"):
        assert key in shown
    terminal.type("r")
    assert "s skip" in last_screen(terminal.until(ANSWER)), "asked again with its keys"
    terminal.type("7x7")
    shown = last_screen(terminal.until(WISH))
    for key in ("[Enter] result", "e explain", "a another"):
        assert key in shown
    assert "s skip" not in shown, "Enter does that now"
    terminal.type("q")
    assert terminal.end() == 0


def test_the_editor_and_a_learners_own_mark_have_their_keys(tmp_path: Path) -> None:
    code = Terminal(tmp_path / "a", "run", "day2", "--item", "impl-minibatch-iterator", "--lang", "en")
    assert ":e editor" in last_screen(code.until(ANSWER))
    code.type(":q")
    assert code.end() == 0
    text = Terminal(tmp_path / "b", "run", "day2", "--item", "bn-effects", "--lang", "en")
    text.until(ANSWER)
    text.type("it gets faster")
    shown = last_screen(text.until(r"own mark.*> $"))
    for key in ("s skip", "r show again", "e explain", "q stop", "? help"):
        assert key in shown
    text.type("q")
    assert text.end() == 0


def test_an_exam_shows_its_keys_and_no_hint(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *ONE, "--exam")
    shown = last_screen(terminal.until(ANSWER))
    assert "s skip r show again f flag" in shown
    assert "q stop ? help" in shown
    assert "h hint" not in shown
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.parametrize(("columns", "language"), [(40, "ja"), (80, "en")])
def test_what_is_read_aloud(tmp_path: Path, columns: int, language: str) -> None:
    arguments = ("run", "day2", "--item", "conv-output-size", "--original", "--plain", "--lang", language)
    terminal = Terminal(tmp_path, *arguments, columns=columns)
    begin = terminal.until(ANSWER)
    assert ("問題 1/1: 畳み込みの出力サイズ" if language == "ja" else "Question 1/1: Output size") in begin
    terminal.type("5x5")
    verdict = terminal.until("(?:中断|stop) > $")
    first = verdict.split("\n")[1].strip()  # after the echo
    assert first.startswith("不正解" if language == "ja" else "wrong")
    terminal.type("")
    terminal.until("> $")
    terminal.type("")
    end = terminal.until("(?:得点|score)[^\n]*\n.*(?:復習|look again)[^\n]*\n")
    assert re.search("(?:得点 0 / 1|score 0 of 1)(.|\n)*1\\. ", end), "the score comes before the places"
    assert terminal.end() == 0
    whole = begin + verdict + end
    assert not re.search("\x1b\\[[0-9;]+m|[✓✗△•\u2800-\u28ff\u2500-\u259f]|---", whole)
    assert all(width(line, ambiguous=2) <= columns for line in whole.split("\n"))


def test_the_goal_is_told_at_the_end_of_a_sitting(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from quiz.practice.goal import Goal, learning_day, set_goal

    set_goal(tmp_path, Goal(1, "questions"), learning_day(datetime.now(UTC)))
    terminal = Terminal(tmp_path, *ONE)
    terminal.until(ANSWER)
    terminal.type("7x7")
    terminal.until(WISH)
    terminal.type("")
    shown = terminal.until("in a row")
    assert "today's goal is reached: 1 question of 1" in shown
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("language", "head"), [("ja", "類題 1/1: 畳み込みの"), ("en", "Question 1/1 in other numbers: Output size")]
)
def test_another_like_it_is_read_aloud_as_such(tmp_path: Path, language: str, head: str) -> None:
    terminal = Terminal(tmp_path, "run", "day2", "--item", "conv-output-size", "--plain", "--lang", language)
    terminal.until(ANSWER)
    terminal.type("5x5")
    terminal.until(WISH)
    terminal.type("a")
    assert f"\n{head}" in terminal.until(ANSWER)
    terminal.type("q")
    assert terminal.end() == 0
