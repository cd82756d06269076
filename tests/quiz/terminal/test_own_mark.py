"""The learner's own mark for a text: whoever stops before it is given is asked again; nothing shown is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.practice.store import Store

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, WISH, Terminal  # noqa: E402  (only where there are pseudo-terminals)

MARK = r"(?:own mark|自己採点)[^\n]*> $"


def verdicts(home: Path) -> list[tuple[str, str | None, float]]:
    with Store(home) as store:
        entries = store.attempts(1)
        return [(one.attempt.verdict, one.attempt.machine_verdict, one.attempt.score) for one in entries if one.counted]


@pytest.mark.parametrize(("language", "stops"), [("ja", "q"), ("en", "interrupt"), ("en", "q")])
def test_a_mark_that_was_not_given_is_asked_for_when_the_session_goes_on(
    tmp_path: Path, language: str, stops: str
) -> None:
    sitting = ("run", "day2", "--item", "bn-effects", "--item", "conv-output-size", "--seed", "1", "--lang", language)
    terminal = Terminal(tmp_path, *sitting)
    while "学習" not in (shown := terminal.until(ANSWER)) and "learning" not in shown:  # either may come first
        terminal.type("s")
    terminal.type("計算量が減る")
    terminal.until(MARK)
    if stops == "interrupt":
        terminal.interrupt()
        assert terminal.end() == 130
    else:
        terminal.type("q")
        assert terminal.end() == 0
    judged = verdicts(tmp_path)[-1]
    assert judged[0] == judged[1] == "undecided", "on record as the program judged it"

    again = Terminal(tmp_path, *sitting)
    shown = again.until(MARK)
    assert ("自己採点がまだです" if language == "ja" else "waits for your own mark") in shown
    assert "計算量が減る" in shown
    assert ("模範解答" if language == "ja" else "Model answer") in shown
    again.type("2")
    again.until(ANSWER if len(verdicts(tmp_path)) == 1 else r"(?:得点|score)[^\n]*\n")
    assert verdicts(tmp_path)[-1][0] == "self-assessed"
    assert verdicts(tmp_path)[-1][2] == 0.5
    again.child.sendeof()
    again.end()

    third = Terminal(tmp_path, *sitting)
    third.until(rf"{ANSWER}|{WISH}")
    assert ("自己採点がまだ" if language == "ja" else "own mark") not in third.child.before
    third.child.sendeof()
    third.end()


def test_hints_and_time_go_on_where_they_were(tmp_path: Path) -> None:
    sitting = ("run", "day2", "--item", "conv-output-size", "--original", "--lang", "en")
    terminal = Terminal(tmp_path, *sitting)
    terminal.until(ANSWER)
    terminal.type("h")
    first = terminal.until(ANSWER).split("Hint 1")[1].split("\n")[1]
    terminal.interrupt()
    assert terminal.end() == 130
    again = Terminal(tmp_path, *sitting)
    shown = again.until(ANSWER)
    assert "Hint 1" in shown, "what was shown is shown again"
    assert first in shown
    again.type("h")
    assert "Hint 2" in again.until(ANSWER)
    again.type("7x7")
    again.until(WISH)
    again.type("q")
    assert again.end() == 0
    with Store(tmp_path) as store:
        (entry,) = store.attempts(1)
    assert (entry.attempt.verdict, entry.attempt.hints_used) == ("correct", 2)
