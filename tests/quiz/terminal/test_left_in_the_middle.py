"""An answer of several lines that is left in the middle: what was typed is kept, shown again, and counts in an exam."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quiz.courses import open_set
from quiz.forms import make_form
from quiz.model import Response
from quiz.practice.record_answers import quarters_in
from quiz.practice.session import Session
from quiz.practice.store import Store, StoredAttempt

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, Terminal  # noqa: E402  (only where there are pseudo-terminals)

OWN_MARK = r"Enter = \d\) > $"
MORE = r"\.\.\. $"
TEXT = ("run", "day2", "--item", "bn-effects", "--seed", "3", "--lang", "en")
CODE = ("run", "practicals", "--item", "impl-optimizer", "--seed", "3", "--lang", "en")


def attempts(home: Path) -> list[StoredAttempt]:
    with Store(home) as store:
        return list(store.attempts(1))


def left(home: Path, arguments: tuple[str, ...], *lines: str, last: str = "") -> str:
    """Type some lines of an answer, and leave it: by Ctrl-C, or by a command."""
    terminal = Terminal(home, *arguments)
    terminal.until(ANSWER)
    for line in lines:
        terminal.type(line)
        terminal.until(MORE)
    if last:
        terminal.type(last)
    else:
        terminal.interrupt()
    return str(terminal.child.read())


@pytest.mark.parametrize("last", ["", ":q"])
def test_lines_of_a_text_are_kept_shown_again_and_become_the_answer(tmp_path: Path, last: str) -> None:
    left(tmp_path, TEXT, "- learning gets faster", "- it ", last=last)
    (kept,) = attempts(tmp_path)
    assert (kept.attempt.response, kept.attempt.verdict, kept.counted) == (
        "- learning gets faster\n- it ",
        "undecided",
        False,
    )
    terminal = Terminal(tmp_path, *TEXT)
    shown = terminal.until(ANSWER)
    assert "without handing it in" in shown
    assert "  - learning gets faster\n" in shown
    terminal.type("Training gets faster, and overfitting is reduced.")
    terminal.until(OWN_MARK)
    (whole,) = attempts(tmp_path)
    assert (whole.attempt.verdict, whole.counted, whole.id) == ("correct", True, kept.id)


def test_lines_that_are_skipped_are_not_kept(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *TEXT)
    terminal.until(ANSWER)
    terminal.type("- learning gets faster")
    terminal.until(MORE)
    terminal.type(":s")
    assert terminal.end() == 0
    assert [(one.attempt.response, one.attempt.verdict) for one in attempts(tmp_path)] == [("", "unanswered")]


def test_what_was_written_of_a_text_counts_when_an_exam_is_handed_in(tmp_path: Path) -> None:
    question_set = open_set("day2")
    form = make_form(question_set, 3)
    place = next(at for at, one in enumerate(form.places) if one.item == "bn-effects")
    with Store(tmp_path) as store:
        session = Session.begin(question_set, store, form, "", exam=True)
        question = session.question_at(place)
        session.keep_half(question, Response("It speeds up training.\nIt reduces overfitting."))
        session.hand_in()
        (given,) = [one for one in store.attempts(session.stored.id) if one.counted and one.place == place]
    assert (given.attempt.verdict, given.attempt.response.count("\n")) == ("correct", 1)


def test_code_that_was_begun_is_shown_again_and_the_answer_takes_its_place(tmp_path: Path) -> None:
    left(tmp_path, CODE, "class Momentum:", "    def __init__(self):")
    for _ in range(2):  # who looks at it and leaves again loses nothing
        terminal = Terminal(tmp_path, *CODE)
        shown = terminal.until(ANSWER)
        assert "  class Momentum:\n      def __init__(self):\n" in shown
        assert ":e opens it in an editor" in shown
        time.sleep(1.1)  # less is but a glance
        terminal.interrupt()
        terminal.child.read()
    assert [one.attempt.response.split("\n")[0] for one in attempts(tmp_path)] == ["class Momentum:"]


def test_code_whose_run_is_interrupted_is_kept(tmp_path: Path) -> None:
    lines = ("def minibatches(*given, **named):", "    while True:", "        pass")
    terminal = Terminal(tmp_path, *CODE[:3], "impl-minibatch-iterator", *CODE[4:])
    terminal.until(ANSWER)
    for line in lines:
        terminal.type(line)
        terminal.until(MORE)
    terminal.type(".")
    time.sleep(1)  # it is being run
    terminal.child.sendintr()
    terminal.child.read()
    assert [one.attempt.response for one in attempts(tmp_path)] == ["\n".join(lines)]


def test_what_was_only_begun_is_no_question_that_was_done(tmp_path: Path) -> None:
    shown = left(tmp_path, TEXT, "- learning gets faster")
    assert "today: 1 question" not in shown
    with Store(tmp_path) as store, store.at_work() as connection:
        assert [quarter.questions for quarter in quarters_in(connection)] == [0]
    terminal = Terminal(tmp_path, *TEXT)
    terminal.until(ANSWER)
    terminal.type("Training gets faster, and overfitting is reduced.")
    terminal.until(OWN_MARK)
    with Store(tmp_path) as store, store.at_work() as connection:
        assert [quarter.questions for quarter in quarters_in(connection)] == [1]
