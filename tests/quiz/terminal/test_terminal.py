"""``quiz run`` in a real terminal: line editing with Japanese, diagnosis, caret, Ctrl-C, resume, narrow windows."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from quiz.bank.blueprint import Selection
from quiz.columns import width
from quiz.practice.store import Store

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, WISH, Terminal  # noqa: E402  (only where there are pseudo-terminals)

BACKSPACE, LEFT, RIGHT, HOME = "\x7f", "\x1b[D", "\x1b[C", "\x01"
OPTIONS = json.dumps([None, astuple(Selection()), False])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def recorded(home: Path) -> list[tuple[str, str, str]]:
    with Store(home) as store:
        session = store.unfinished("day2", 7, OPTIONS)
        assert session is not None
        return [(e.attempt.item, e.attempt.response, e.attempt.verdict) for e in store.attempts(session.id)]


def test_a_session_is_played_interrupted_and_resumed(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--seed", "7", "--lang", "ja")
    shown = terminal.until(ANSWER)
    assert "1/" in shown
    assert "経過 0:0" in shown
    assert "h ヒント" in shown

    terminal.type("2(x+")
    shown = terminal.until(ANSWER)
    assert "読み取れません" in shown
    line, caret = next(
        (line, following)
        for line, following in zip(shown.split("\n"), shown.split("\n")[1:], strict=False)
        if following.strip() == "^"
    )
    assert line.strip() == "2(x+"
    assert len(caret) <= len(line) + 1

    # Japanese that is typed, erased and edited in the middle must not be left in the answer or on the screen.
    terminal.type("あいう" + BACKSPACE * 3 + "2t" + LEFT + LEFT + "９" + BACKSPACE + RIGHT + RIGHT)
    shown = terminal.until(WISH)
    assert "代入" in shown
    assert "値は合っています" in shown
    terminal.type("r")
    terminal.until(ANSWER)
    terminal.type("２（ｘ＋ｙ）")
    shown = terminal.until(WISH)
    assert "正解" in shown
    terminal.type("")
    terminal.until(ANSWER)
    assert recorded(home) == [
        ("chain-rule-power-linear", "2t", "incomplete"),
        ("chain-rule-power-linear", "２（ｘ＋ｙ）", "correct"),
    ]
    terminal.interrupt()
    assert terminal.end() == 130
    assert "Traceback" not in terminal.child.before
    assert "quiz run day2" in terminal.child.before

    again = Terminal(home, "run", "day2", "--lang", "en")
    shown = again.until(ANSWER)
    assert "Going on where you stopped (1/" in shown
    assert "2/" in shown
    again.type("q")
    assert again.end() == 0
    assert len(recorded(home)) == 2


def test_a_wrong_answer_names_its_slip_and_the_solution_follows(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "conv-output-size", "--original", "--lang", "ja")
    terminal.until(ANSWER)
    terminal.type("h")
    assert "ヒント 1" in terminal.until(ANSWER)
    terminal.type("５×５")
    shown = terminal.until(WISH)
    assert "不正解" in shown
    assert "パディング" in shown
    assert "7×7" not in shown.split("不正解")[1]
    terminal.type("")
    assert "7×7" in terminal.until(WISH)
    terminal.type("a")
    shown = terminal.until(ANSWER)
    assert "類題" in shown
    terminal.type("s")
    shown = terminal.until("得点.*\n")
    assert "0 / 1" in shown
    assert terminal.end() == 0


@pytest.mark.parametrize("how", ["q", "Ctrl-C", "Ctrl-D", "a, q"])
def test_who_stops_after_the_last_answer_has_nothing_to_go_on_with(home: Path, how: str) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "conv-output-size", "--original", "--lang", "ja")
    terminal.until(ANSWER)
    terminal.type("７×７")
    assert "[Enter] 結果へ" in terminal.until(WISH)
    if how == "Ctrl-C":
        terminal.interrupt()
    elif how == "Ctrl-D":
        terminal.child.sendeof()
    else:
        if how == "a, q":
            terminal.type("a")
            terminal.until(ANSWER)
        terminal.type("q")
    shown = terminal.until("得点.*\n")
    assert "1 / 1" in shown
    assert terminal.end() == (130 if how == "Ctrl-C" else 0)
    assert "再開" not in shown + terminal.child.before
    again = Terminal(home, "run", "day2", "--item", "conv-output-size", "--original", "--lang", "ja")
    assert "続きから" not in again.until(ANSWER)
    again.type("q")
    assert "再開" in again.until("再開できます")
    again.end()


def test_a_text_that_waits_for_its_own_mark_is_something_to_go_on_with(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "bn-effects", "--lang", "ja")
    terminal.until(ANSWER)
    terminal.type("計算量が減る")
    terminal.until(r"自己採点.*> $")
    terminal.type("q")
    assert "再開" in terminal.until("再開できます")
    terminal.end()
    again = Terminal(home, "run", "day2", "--item", "bn-effects", "--lang", "ja")
    assert "自己採点がまだです" in again.until(r"自己採点（.*> $")
    again.type("1")
    again.until("得点")
    again.end()


def test_a_text_is_assessed_by_the_learner(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "bn-effects", "--lang", "ja", "--format", "json")
    terminal.until(ANSWER)
    terminal.type("計算量が減る")
    shown = terminal.until(r"自己採点.*> $")
    assert "模範解答" in shown
    assert "自己採点" in shown
    terminal.type("２")
    terminal.until(WISH)
    terminal.type("")
    assert terminal.end() == 0
    assert '"verdict": "self-assessed"' in terminal.child.before
    assert '"machine_verdict": "undecided"' in terminal.child.before


@pytest.mark.parametrize(("columns", "language"), [(80, "ja"), (80, "en"), (42, "ja"), (42, "en")])
def test_nothing_is_wider_than_the_window(home: Path, columns: int, language: str) -> None:
    terminal = Terminal(home, "run", "day2", "--seed", "3", "--lang", language, columns=columns)
    for _ in range(8):
        shown = terminal.until(ANSWER)
        code = False
        for line in shown.split("\n"):
            code = code or line.startswith("    ")  # program text is shown as it is
            assert code or width(line) <= columns, line
        terminal.type("s")


def test_time_runs_out_in_an_exam(home: Path) -> None:
    with Store(home) as store:
        from quiz.model import Form, Place

        form = Form("day2", "day2", 7, (Place("conv-output-size", 0),), 2 / 60)
        store.begin(form, json.dumps([None, astuple(Selection()), True]), "digest", exam=True)
    terminal = Terminal(home, "run", "day2", "--exam", "--lang", "en")
    shown = terminal.until("time is up")
    assert "Exam" in shown
    terminal.until("score 0 of 1")
    terminal.until("q leave > $")
    terminal.type("q")
    assert terminal.end() == 0


CODE = ("run", "day2", "--item", "impl-minibatch-iterator", "--lang", "en", "--seed", "3")
ITERATOR = [
    "def minibatches(x, t, batch, seed):",
    "    order = np.random.default_rng(seed).permutation(len(x))",
    "    for i in range(0, len(x), batch):",
    "        yield x[order[i:i + batch]], t[order[i:i + batch]]",
]


def test_code_is_typed_line_by_line_and_an_empty_line_ends_it(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *CODE)
    terminal.until(ANSWER)
    for line in ITERATOR:
        terminal.type(line)
        terminal.until(r"\.\.\. $")
    terminal.type("")
    assert "correct" in terminal.until(WISH)
    terminal.type("")
    assert terminal.end() == 0


def test_pasted_code_may_have_empty_lines(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *CODE)
    terminal.until(ANSWER)
    terminal.child.send("\r".join(["import random", "", *ITERATOR[:2], "", *ITERATOR[2:], "."]) + "\r")
    assert "correct" in terminal.until(WISH)
    terminal.type("q")
    assert terminal.end() == 0


def test_code_is_written_in_an_editor(tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    text = "\n".join(ITERATOR)
    editor.write_text(f"import sys\nopen(sys.argv[1], 'w').write({text!r})\n", encoding="utf-8")
    terminal = Terminal(tmp_path / "home", *CODE, variables={"EDITOR": f"{sys.executable} {editor}", "VISUAL": ""})
    terminal.until(ANSWER)
    terminal.type(":e")
    assert "correct" in terminal.until(WISH)
    terminal.type("q")
    assert terminal.end() == 0


def test_an_editor_that_can_not_be_started_is_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *CODE, variables={"EDITOR": "/no/such/editor", "VISUAL": ""})
    terminal.until(ANSWER)
    terminal.type(":e")
    shown = terminal.until(ANSWER)
    assert "Traceback" not in shown
    assert "editor" in shown or "saved" in shown
    terminal.type(":q")
    assert terminal.end() == 0


def test_a_prediction_shows_how_far_it_is(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "run", "day2", "--item", "optimizer-race-run", "--lang", "en")
    terminal.until(ANSWER)
    terminal.type("1")
    assert "[####" in terminal.until(r"6/6")
    shown = terminal.until(WISH)
    assert "mean" in shown
    assert "Traceback" not in shown
    terminal.type("q")
    assert terminal.end() == 0


# -- words at every prompt ---------------------------------------------------------------------------------------------

ONE = ("run", "day2", "--item", "conv-output-size", "--original")
CHOICE = ("run", "day2", "--item", "sigmoid-derivative-max", "--original")


@pytest.mark.parametrize(("columns", "language"), [(80, "ja"), (80, "en"), (40, "ja"), (40, "en")])
def test_every_command_word_is_understood_at_every_prompt(home: Path, columns: int, language: str) -> None:
    ja = language == "ja"
    terminal = Terminal(home, *ONE, "--lang", language, columns=columns)
    stem, hint = ("縦", "ヒント") if ja else ("height", "Hint")
    used, keys = ("解答のあと", "もう一度") if ja else ("after your answer", "show again")
    shown = terminal.until(ANSWER)
    assert keys in shown
    for typed, told in [
        ("ｈ", f"{hint} 1"), ("ヒント", f"{hint} 2"), ("？", keys), ("ヘルプ", keys), ("ｒ", stem), ("もう一度", stem),
        ("：ｒ", stem), ("ｅ", used), ("解説", used), ("ａ", used), ("類題", used),
    ]:  # fmt: skip
        terminal.type(typed)
        shown = terminal.until(ANSWER)
        assert told in " ".join(shown.split()), typed
        assert all(width(line) <= columns for line in shown.split("\n")), typed
    terminal.type("5x5")
    assert keys in terminal.until(WISH)
    for typed, told in [("？", keys), ("ｈ", "ヒントはもう" if ja else "no more hints"), ("xyz", "Enter")]:
        terminal.type(typed)
        shown = terminal.until(WISH)
        assert told in " ".join(shown.split()), typed
        assert all(width(line) <= columns for line in shown.split("\n")), typed
    terminal.type("ｒ")
    assert stem in terminal.until(ANSWER), "the question is shown again before it is asked again"
    terminal.type("7x7")
    terminal.until(WISH)
    for typed, told in [("ｅ", "7×7"), ("解説", "7×7"), ("ｒ", stem), ("?", keys)]:
        terminal.type(typed)
        assert told in terminal.until(WISH), typed
    terminal.type("ａ")
    assert ("類題" if ja else "another") in terminal.until(ANSWER)
    terminal.type("：ｓ")
    assert ("2 回目で正解" if ja else "right at try 2") in " ".join(terminal.until("得点|score").split())
    assert terminal.end() == 0


def test_who_gives_up_is_not_told_how_that_was_read(home: Path) -> None:
    terminal = Terminal(home, *CHOICE, "--lang", "ja")
    terminal.until(ANSWER)
    terminal.type("わからない")
    shown = terminal.until(WISH)
    assert "未解答" in shown
    assert "と読みました" not in shown


def test_a_letter_that_may_be_an_answer_is_a_command_only_with_its_colon(home: Path) -> None:
    terminal = Terminal(home, *CHOICE, "--lang", "en")
    terminal.until(ANSWER)
    terminal.type("a")
    shown = terminal.until(WISH)
    assert "read as (1)" in shown
    assert ":a another" in shown
    terminal.type("a")
    shown = terminal.until(WISH)
    assert "type :a for the command" in shown
    terminal.type("：ａ")
    assert "another 1/1" in terminal.until(ANSWER)
    terminal.type("ｑ")
    assert terminal.end() == 0


def test_surplus_enters_stop_at_a_verdict(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "optimizer-race-run", "--lang", "en")
    terminal.until(ANSWER)
    terminal.child.send("1" + "\r" * 12)  # all of it before the training has ended
    terminal.until(WISH)
    terminal.type("？")
    shown = terminal.until(WISH + "|score")
    assert "h hint" in shown
    assert "score" not in shown, "the verdict has not been passed over"
    terminal.type("ｑ")
    assert terminal.end() == 0


def test_commands_while_code_is_typed_need_their_colon_and_are_no_part_of_it(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, *CODE)
    terminal.until(ANSWER)
    terminal.type(ITERATOR[0])
    for typed, told in [(":h", "Hint 1"), ("ヒント", "Hint 2"), ("：ｒ", "mini-batches"), ("?", ":q stop")]:
        terminal.until(r"\.\.\. $")
        terminal.type(typed)
        assert told in terminal.until(r"\.\.\. $"), typed
        terminal.child.send("\x15")  # nothing is on the line; only the next prompt is waited for
        terminal.type(f"    # {told}")
    for line in ITERATOR[1:]:
        terminal.until(r"\.\.\. $")
        terminal.type(line)
    terminal.until(r"\.\.\. $")
    terminal.type(".")
    assert "correct" in terminal.until(WISH)
    terminal.type("終了")
    assert terminal.end() == 0


def test_the_editor_is_opened_with_what_was_typed_and_again_after_a_verdict(tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\ntext = open(sys.argv[1]).read()\n"
        "open(sys.argv[1], 'w').write(text.replace('pass', 'return []') if 'pass' in text else '"
        + "\\n".join(ITERATOR)
        + "')\n",
        encoding="utf-8",
    )
    terminal = Terminal(tmp_path / "home", *CODE, variables={"EDITOR": f"{sys.executable} {editor}", "VISUAL": ""})
    terminal.until(ANSWER)
    terminal.type("def minibatches(x, t, batch, seed):")
    terminal.until(r"\.\.\. $")
    terminal.type("    pass")
    terminal.until(r"\.\.\. $")
    terminal.type(":e")
    assert "wrong" in terminal.until(WISH)
    terminal.type(":e")
    assert "correct" in terminal.until(WISH)
    terminal.type("q")
    assert terminal.end() == 0


def test_a_learners_own_mark_has_its_commands_too(home: Path) -> None:
    terminal = Terminal(home, "run", "day2", "--item", "bn-effects", "--lang", "en")
    terminal.until(ANSWER)
    terminal.type("計算量が減る")
    mark = r"own mark.*> $"
    terminal.until(mark)
    for typed, told in [
        ("？", "r show again"),
        ("ｒ", "Name two"),
        ("ｈ", "Hint 1"),
        ("ｅ", "See:"),
        ("x", "1, 2 or 3"),
    ]:
        terminal.type(typed)
        assert told in terminal.until(mark), typed
    terminal.type("：ｑ")
    assert terminal.end() == 0


ENDLESS = """
import time
from solvers.practicals import training_runs
training_runs.carry_out = lambda plan, seeds, tell: (tell(1, 6), time.sleep(600))
"""
"""A training that is still going on when it is interrupted, however busy the machine is."""


def test_a_prediction_that_is_interrupted_is_asked_again(home: Path) -> None:
    arguments = ("run", "day2", "--item", "optimizer-race-run", "--lang", "en")
    terminal = Terminal(home, *arguments, first=ENDLESS)
    terminal.until(ANSWER)
    terminal.type("1")
    terminal.until(r"\[[#.]+\] 1/6")
    terminal.child.sendintr()
    assert "0/1" in terminal.until("Resume with")
    assert terminal.end() == 130
    again = Terminal(home, *arguments)
    shown = again.until(ANSWER)
    assert "(0/1 done)" in shown
    assert "1/1" in shown
    again.type("1")
    assert "mean" in again.until(WISH)
    again.type("q")
    assert again.end() == 0
