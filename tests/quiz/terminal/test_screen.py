"""The screen: whatever is shown, no sequence but its own reaches the terminal; a caret stands where it should."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import Unreadable
from quiz.outlet.colours import PALETTES
from quiz.terminal.code_input import edited
from quiz.terminal.screen import Screen

OURS = re.compile(
    "\x1b\\[(?:" + "|".join({"0"} | {code for codes in PALETTES.values() for code in codes.values()}) + ")m"
)


class Terminal(io.StringIO):
    """A terminal that shows colours."""

    def isatty(self) -> bool:
        return True


def shown(use, *, colour: bool = True, ascii_only: bool = False) -> str:  # type: ignore[no-untyped-def]
    """Return what a screen is sent."""
    out = Terminal() if colour else io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NO_COLOR", raising=False)
        patch.setenv("TERM", "xterm")
        use(Screen(out, "en", ascii_only=ascii_only))
    return out.getvalue()


@given(hostile_texts, st.booleans(), st.booleans())
def test_nothing_but_our_own_painting_reaches_a_terminal(text: str, colour: bool, ascii_only: bool) -> None:
    def use(screen: Screen) -> None:
        screen.say(text, "good")
        screen.say(text)
        screen.markdown(text)
        screen.markdown(f"**{text}** `{text}`", lead=text)
        screen.verbatim(text)
        screen.prompt(text)
        screen.fault(QuizError(Text(f"x {text}", f"x {text}"), remedy=Text(f"y {text}", f"y {text}")))
        screen.unreadable(text, Unreadable(Text(f"z {text}", f"z {text}"), min(3, len(text))))

    sent = shown(use, colour=colour, ascii_only=ascii_only)
    assert not unseen(OURS.sub("", sent) if colour else sent)
    assert "\x1b[31m" not in sent  # which these styles don't use


@pytest.mark.parametrize(
    ("raw", "column", "picture"),
    [
        ("2(x+", 4, ["    2(x+", "        ^"]),
        ("２（ｘ", 2, ["    ２（ｘ", "        ^"]),
        ("a\x1b[2Jb", 5, ["    a\\x1b[2Jb", "            ^"]),
        ("first\nsecond!", 12, ["    second!", "          ^"]),
        ("a\tb", 2, ["    a b", "      ^"]),
    ],
)
def test_a_caret_stands_under_its_place(raw: str, column: int, picture: list[str]) -> None:
    sent = shown(lambda screen: screen.unreadable(raw, Unreadable(Text("だめ", "bad"), column)), colour=False)
    assert sent.split("\n")[:2] == picture


def test_an_editor_that_cannot_be_started_or_saves_other_bytes_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such\x1b[2J\nprogram")
    with pytest.raises(QuizError) as told:
        edited("x = 1")
    assert not unseen(told.value.in_("en"))
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\npathlib.Path(sys.argv[-1]).write_bytes(b'x = 1  # \\x93\\xfa')", encoding="utf-8"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    with pytest.raises(QuizError, match="isn't UTF-8"):
        edited("x = 2")
