"""Which colours, and read aloud or not: the option, the reader's environment, NO_COLOR, in this order."""

from __future__ import annotations

import io
import re

import pytest

from quiz.cli import main
from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import Unreadable
from quiz.terminal.look import Look, look
from quiz.terminal.screen import Screen


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, Look("usual", False)),
        ({"NO_COLOR": "1"}, Look(None, False)),
        ({"NO_COLOR": ""}, Look("usual", False)),
        ({"QUIZ_COLOUR": "light"}, Look("light", False)),
        ({"QUIZ_COLOR": "Dark", "NO_COLOR": "1"}, Look("dark", False)),
        ({"QUIZ_COLOUR": "none", "QUIZ_COLOR": "dark"}, Look(None, False)),
        ({"QUIZ_COLOUR": "auto", "NO_COLOR": "1"}, Look(None, False)),
        ({"COLORFGBG": "0;15"}, Look("light", False)),
        ({"QUIZ_PLAIN": "1", "QUIZ_COLOUR": "dark"}, Look(None, True)),
        ({"QUIZ_PLAIN": "0"}, Look("usual", False)),
    ],
)
def test_the_environment_decides(environ: dict[str, str], found: Look) -> None:
    assert look(environ) == found


def test_colours_that_do_not_exist_are_told() -> None:
    with pytest.raises(QuizError, match="QUIZ_COLOUR=blue"):
        look({"QUIZ_COLOUR": "blue"})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def sent(monkeypatch: pytest.MonkeyPatch, *arguments: str, **variables: str) -> str:
    for name in ("NO_COLOR", "QUIZ_COLOUR", "QUIZ_COLOR", "QUIZ_PLAIN", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **variables}.items():
        monkeypatch.setenv(name, value)
    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    with pytest.raises(SystemExit):
        main([*arguments, "--lang", "en"])
    return out.getvalue()


EXPLAIN = ("explain", "conv-output-size")


def test_an_option_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1m" in sent(monkeypatch, *EXPLAIN)
    assert "\x1b[38;5;248m" in sent(monkeypatch, *EXPLAIN, "--colour", "dark", NO_COLOR="1")
    assert "\x1b[38;5;240m" in sent(monkeypatch, *EXPLAIN, "--color", "light", QUIZ_COLOUR="dark")
    for arguments, variables in [
        (("--colour", "none"), {}), (("--plain",), {}), ((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}),
        (("--colour", "auto"), {"NO_COLOR": "1"}), (("--colour=dark",), {"TERM": "dumb"}),
    ]:  # fmt: skip
        assert "\x1b" not in sent(monkeypatch, *EXPLAIN, *arguments, **variables), (arguments, variables)
    assert "\x1b[1m" in sent(monkeypatch, *EXPLAIN), "what one call was told is forgotten in the next"


def test_what_is_read_aloud_holds_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = sent(monkeypatch, "explain", "lasso-graph-choice", "--plain")
    assert not re.search("[\u2800-\u28ff\u2500-\u259f]|---|\\*\\*", shown)
    assert sent(monkeypatch, "explain", "lasso-graph-choice") != shown


def test_a_fault_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_PLAIN", "1")
    out = io.StringIO()
    screen = Screen(out, "en")
    screen.unreadable("2(x+?", Unreadable(Text("だめ", "bad"), 4, Text("直す", "mend it")))
    screen.unreadable("2(x", Unreadable(Text("だめ", "bad"), 3))
    screen.rule()
    assert out.getvalue().split("\n") == [
        "can't read this: bad", "place: character 5, ?", "mend it", "can't read this: bad",
        "place: the end, after 2(x", "",
    ]  # fmt: skip
