"""``quiz stats`` in a real terminal: colour there and nowhere else, and no line wider than the window."""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.columns import width
from quiz.courses import open_set
from quiz.model import Attempt, Form, Place
from quiz.practice.store import Store

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

CARDS = list(open_set("day2").bank.cards.values())
SGR = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two hundred answers, topics well known and not."""
    folder = tmp_path_factory.mktemp("home")
    for number, card in enumerate(CARDS * 2):
        at = datetime.now(UTC) - timedelta(hours=600 - 2 * number)
        with Store(folder, now=lambda at=at: at) as store:  # type: ignore[misc]  # mypy can't type a default
            form = Form("day2", "day2", number, (Place(card.id, number + 1),), 3.0)
            session = store.begin(form, "", "", exam=False).id
            right = card.section != "cnn"
            verdict = "correct" if right else "wrong"
            store.record(
                session, 0, Attempt(card.id, number + 1, "1", verdict, float(right), (), "1", 60.0, verdict, 0),
                counted=True,
            )  # fmt: skip
    return folder


def shown(home: Path, columns: int, *arguments: str, **environment: str) -> str:
    """Return what a terminal of so many columns is sent."""
    variables = {**os.environ, "QUIZ_HOME": str(home), "TERM": "xterm-256color", **environment}
    variables.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None
    program = ["-c", "from quiz.cli import main; main()", "stats", *arguments]
    child = pexpect.spawn(
        sys.executable, program, env=variables, encoding="utf-8", dimensions=(60, columns), timeout=60
    )
    written: str = child.read()
    child.close()
    assert child.exitstatus == 0
    return written.replace("\r\n", "\n")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_window(home: Path, columns: int, language: str) -> None:
    written = shown(home, columns, "--lang", language, "--exam-date", "2099-02-19")
    lines = [SGR.sub("", line) for line in written.split("\n")]
    assert max(map(width, lines)) < columns
    assert "2099-02-19" in written


def test_colour_says_again_what_the_numbers_say_where_it_is_wanted(home: Path) -> None:
    written = shown(home, 80, "--lang", "en")
    assert "\x1b[31m" in written, "below the pass mark"
    assert "\x1b[32m" in written, "above it"
    plain = shown(home, 80, "--lang", "en", NO_COLOR="1")
    assert "\x1b" not in plain
    assert SGR.sub("", written) == plain
    assert "\x1b" not in shown(home, 80, "--lang", "en", TERM="dumb")
