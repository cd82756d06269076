"""The exam's twin in a real terminal: back and forth, flags, notes, the clock, Ctrl-C, handing in, the debriefing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.columns import calls_in, width
from quiz.courses import open_set
from quiz.practice.learner_marks import marks_of
from quiz.practice.session import Session
from quiz.practice.store import Store

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from played import ANSWER, WISH, Terminal  # noqa: E402  (only where there are pseudo-terminals)

OVERVIEW = WISH
DEBRIEF = r"(?:終わる|leave) > $"
EXAM = ("run", "day2-exam", "--exam", "--choices", "--count", "4", "--seed", "3")


def quiz(home: Path, *arguments: str, stdin: str = "", first: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"{first}\nfrom quiz.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QUIZ_HOME": str(home)},
        check=False,
    )


def exam_of(store: Store, number: int = 1) -> Session:
    stored = store.session_called(number)
    assert stored is not None
    return Session(open_set(stored.form.set_name), store, stored)


def places_of(session: Session) -> tuple[list[int], list[int]]:
    """The numbers of the right options, and of the first wrong ones."""
    right, wrong = [], []
    for place in range(len(session.form.places)):
        options = session.question_at(place).variant.options or ()
        right.append(1 + next(index for index, option in enumerate(options) if option.correct))
        wrong.append(1 + next(index for index, option in enumerate(options) if not option.correct))
    return right, wrong


def answers_of(home: Path) -> tuple[list[int], list[int]]:
    with Store(home) as store:
        return places_of(exam_of(store))


def fits(shown: str, columns: int) -> None:
    """Every line fits the screen, but for code, which is shown as it is, and a command that is to be copied."""
    for line in shown.split("\n"):
        copied = any(line[start:end] == line.strip("。 ") for start, end in calls_in(line))
        assert width(line.rstrip()) <= columns or copied or line.startswith("    "), line


@pytest.mark.parametrize(("language", "columns"), [("ja", 80), ("en", 80), ("ja", 40), ("en", 40)])
def test_an_exam_from_the_first_question_to_the_debriefing(tmp_path: Path, language: str, columns: int) -> None:
    home = tmp_path / "a"
    ja = language == "ja"
    terminal = Terminal(home, *EXAM, "--lang", language, columns=columns)
    shown = terminal.until(ANSWER)
    fits(shown, columns)
    assert "1/4" in shown
    assert ("提出" if ja else "turn in") in shown
    assert "4:48" in shown, "four questions at the exam's pace of 72 seconds"
    right, wrong = answers_of(home)

    terminal.type("ｆ" if ja else "f")  # flagged before it is answered
    assert ("旗を立てました" if ja else "flagged") in terminal.until(ANSWER)
    terminal.type(str(wrong[0]))
    shown = terminal.until(ANSWER)
    assert "2/4" in shown
    assert not re.search("不正解|wrong", shown), "no verdict before handing in"
    terminal.type(str(right[1]))
    terminal.until(ANSWER)
    terminal.type("戻る" if ja else "p")
    shown = terminal.until(ANSWER)
    assert "2/4" in shown
    assert (f"いまの解答: {right[1]}" if ja else f"your answer: {right[1]}") in shown
    terminal.type(":1")
    assert "1/4" in terminal.until(ANSWER)
    terminal.type("")  # keeps the answer
    assert "2/4" in terminal.until(ANSWER)
    terminal.type(":9")
    assert ("9 番はありません" if ja else "no question 9") in terminal.until(ANSWER)
    terminal.type("：３" if ja else ":3")
    assert "3/4" in terminal.until(ANSWER)
    terminal.type("勘" if ja else "g")
    terminal.until(ANSWER)
    terminal.type(str(right[2]))
    terminal.until(ANSWER)

    # Ctrl-C, and on: answers, marks and the clock are there.
    terminal.interrupt()
    assert terminal.end() == 130
    again = Terminal(home, *EXAM, "--lang", language, columns=columns)
    shown = again.until(ANSWER)
    assert "4/4" in shown, "at the first question without an answer"
    again.type("一覧" if ja else "o")
    shown = again.until(OVERVIEW)
    fits(shown, columns)
    assert ("解答済み 3/4" if ja else "3/4 answered") in shown
    assert ("旗 1" if ja else "1 flagged") in shown
    again.type("提出" if ja else "t")
    assert ("空欄が 1 問" if ja else "1 still open") in again.until(OVERVIEW)
    again.type("")
    assert "4/4" in again.until(ANSWER)
    again.type(str(wrong[3]))
    again.until(OVERVIEW)
    again.type("1")  # and it can be changed
    assert "1/4" in again.until(ANSWER)
    again.type("o")
    again.until(OVERVIEW)
    again.type("ｔ" if ja else "t")
    shown = again.until(DEBRIEF)
    fits(shown, columns)
    assert ("得点 2 / 4（50%）" if ja else "score 2 of 4 (50%)") in shown
    assert ("分野ごと" if ja else "By topic") in shown
    assert ("[旗]" if ja else "[flag]") in shown
    assert ("[勘]" if ja else "[guess]") in shown

    # A miss with its diagnosis and solution, then once more with the same numbers and with new ones.
    again.type("")
    shown = again.until(DEBRIEF)
    fits(shown, columns)
    assert ("あなたの解答" if ja else "your answer") in shown
    assert ("正解: " if ja else "Answer: ") in shown
    again.type("r")
    again.until(ANSWER)
    again.type(str(right[0]))
    assert re.search("正解|correct", again.until(WISH))
    again.type("")
    again.until(DEBRIEF)
    again.type("類題" if ja else "a")
    shown = again.until(ANSWER)
    assert ("類題" if ja else "another") in shown
    again.type("s")
    again.until(DEBRIEF)
    again.type("メモ" if ja else "n")
    again.until(r"(?:メモ（.*）|note \(.*\))> $")
    again.type("復習する")
    again.until(DEBRIEF)
    again.type("判定が違う" if ja else "w")
    again.until(r"> $")
    again.type("解答は合っているはず")
    again.until(DEBRIEF)
    again.type("q")
    assert again.end() == 0

    with Store(home) as store:
        session = exam_of(store)
        assert session.record()["score"] == 2, "what comes after handing in doesn't change the result"
        marks = {(mark.place, mark.name): mark for mark in marks_of(store, 1)}
        assert set(marks) == {(0, "flag"), (2, "guessed"), (0, "note"), (0, "disputed")}
        assert marks[0, "note"].said == "復習する"
        told = marks[0, "disputed"].details
        assert (told["response"], told["verdict"]) == (str(wrong[0]), "wrong")
        assert len(told["item_digest"]) == 64
        history = {one.item: one for one in store.history("day2")}
        guessed = history[session.form.places[2].item]
        assert guessed.guessed
        assert guessed.evidence < 1


def test_on_one_machine_out_on_another_in_and_on_with_reviewing(tmp_path: Path) -> None:
    """An exam here; there the record comes in, a second exam stands beside it, and the review knows what was missed."""
    here, there = tmp_path / "here", tmp_path / "there"
    quiz(here, *EXAM, "--lang", "en", stdin="1\nf\n1\n1\n1\n")
    file = tmp_path / "record.jsonl"
    assert quiz(here, "data", "export", str(file), "--lang", "en").returncode == 0
    quiz(there, *EXAM[:-1], "4", "--lang", "en", stdin="2\n2\n2\n2\n")
    for _ in range(2):
        done = quiz(there, "data", "import", str(file), "--lang", "en")
        assert done.returncode == 0
    assert "0 answers" in done.stdout
    assert "(6 known already)" in done.stdout
    debriefs = [json.loads(quiz(there, "debrief", number, "--format", "json").stdout) for number in ("1", "2")]
    assert [one["seed"] for one in debriefs] == [4, 3]
    assert [len(one["earlier"]) for one in debriefs] == [1, 0], "the one from here was the earlier"
    assert debriefs[1]["questions"] == json.loads(quiz(here, "debrief", "--format", "json").stdout)["questions"]
    missed = {one["id"] for found in debriefs for one in found["questions"] if one["verdict"] == "wrong"}
    terminal = Terminal(there, "review", "--count", "2", "--lang", "ja", first=TOMORROW)
    shown = terminal.until(ANSWER)
    assert "今日の復習" in shown
    terminal.type("q")
    assert terminal.end() == 0
    planned = json.loads(quiz(there, "review", "--format", "json", "--count", "500", first=TOMORROW).stdout)["next"]
    assert missed <= {row["id"] for row in planned if row["why"] == "missed"}


TOMORROW = """
import datetime
class Tomorrow(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=1)
import quiz.commands.review
quiz.commands.review.datetime = Tomorrow
"""
"""The clock of the review is set to tomorrow, in the test's own process."""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_marks_after_a_verdict(tmp_path: Path, language: str) -> None:
    """At the prompt after a verdict, and at that of one's own mark."""
    ja = language == "ja"
    terminal = Terminal(tmp_path, "run", "day2", "--item", "conv-output-size", "--original", "--lang", language)
    terminal.until(ANSWER)
    terminal.type("g")
    assert ("解答のあと" if ja else "after your answer") in terminal.until(ANSWER), "nothing was guessed yet"
    terminal.type("旗" if ja else "ｆｌａｇ")
    terminal.until(ANSWER)
    terminal.type("7x7")
    terminal.until(WISH)
    for typed in ("勘" if ja else "g", "f"):
        terminal.type(typed)
        terminal.until(WISH)
    terminal.type("ｎ")
    terminal.until(r"(?:メモ（.*）|note \(.*\))> $")
    terminal.type("")
    assert ("何も書きませんでした" if ja else "nothing was written") in terminal.until(WISH)
    terminal.type("q")
    assert terminal.end() == 0
    text = Terminal(tmp_path, "run", "day2", "--item", "bn-effects", "--lang", language)
    text.until(ANSWER)
    text.type("学習が速くなる")
    text.until(r"(?:own mark|自己採点).*> $")
    text.type("メモ" if ja else "note")
    text.until(r"(?:メモ（.*）|note \(.*\))> $")
    text.type("あとで読む")
    text.until(r"(?:own mark|自己採点).*> $")
    text.type("1")
    text.until(WISH)
    text.type("q")
    assert text.end() == 0
    with Store(tmp_path) as store:
        assert [(mark.name, mark.said) for mark in marks_of(store, 1)] == [("guessed", "")], "the flag was taken off"
        assert [(mark.name, mark.said) for mark in marks_of(store, 2)] == [("note", "あとで読む")]


@pytest.mark.parametrize(("language", "columns"), [("ja", 40), ("en", 80)])
def test_an_exam_and_its_debriefing_read_aloud(tmp_path: Path, language: str, columns: int) -> None:
    ja = language == "ja"
    terminal = Terminal(tmp_path, *EXAM, "--plain", "--lang", language, columns=columns)
    whole = terminal.until(ANSWER)
    for typed in ("f", "1", "1", "2"):
        terminal.type(typed)
        whole += terminal.until(ANSWER)
    terminal.type("o")
    overview = terminal.until(r"(?:中断|stop) > $")
    assert (" 4: 空欄" if ja else " 4: open") in overview
    terminal.type("t")
    terminal.until(r"(?:中断|stop) > $")
    terminal.type("t")
    shown = terminal.until(DEBRIEF)
    assert re.search(r"(?:得点|score) \d(?:.|\n)*1\. ", shown), "the score comes before the questions"
    terminal.type("")
    miss = terminal.until(DEBRIEF)
    terminal.type("q")
    assert terminal.end() == 0
    whole += overview + shown + miss
    assert not re.search("\x1b\\[[0-9;]+m|[✓✗△\u2800-\u28ff\u2500-\u259f]|---|\\[Enter\\]", whole)
    fits(whole, columns)


def test_time_that_runs_out_hands_in_what_is_there(tmp_path: Path) -> None:
    first = Terminal(tmp_path, *EXAM, "--lang", "en")
    first.until(ANSWER)
    first.type("1")
    first.until(ANSWER)
    first.interrupt()
    assert first.end() == 130
    with Store(tmp_path) as store:
        store.set_used_s(1, 4.8 * 60 - 2)
    terminal = Terminal(tmp_path, *EXAM, "--lang", "en")
    shown = terminal.until("time is up")
    assert "used 4:46" in shown
    terminal.until(DEBRIEF)
    terminal.type("q")
    assert terminal.end() == 0
    assert "goes on" not in quiz(tmp_path, "debrief", "1", "--lang", "en").stderr
    with Store(tmp_path) as store:
        assert exam_of(store).used_s >= 4.8 * 60
        assert len(exam_of(store).given()) == 1


def test_no_debriefing_before_it_is_handed_in(tmp_path: Path) -> None:
    assert quiz(tmp_path, "debrief", "--lang", "en").stderr.startswith("error: no exam has been handed in yet")
    quiz(tmp_path, *EXAM, "--lang", "en", stdin="1\nq\n")
    done = quiz(tmp_path, "debrief", "1", "--lang", "en")
    assert done.returncode == 2
    assert "verdicts come when it is handed in" in done.stderr
    assert done.stdout == ""
    assert "no session 7" in quiz(tmp_path, "debrief", "7", "--lang", "en").stderr


def test_what_was_passed_over_is_still_open(tmp_path: Path) -> None:
    left = quiz(tmp_path, *EXAM, "--lang", "en", stdin="1\ns\nq\n")
    assert "Recorded so far: 1/" in left.stdout
    assert "(1/" in quiz(tmp_path, "--lang", "en").stdout + left.stdout
    again = quiz(tmp_path, *EXAM, "--lang", "en", stdin="q\n")
    assert "Going on where you stopped (1/" in again.stdout
