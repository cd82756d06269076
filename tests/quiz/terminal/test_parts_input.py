"""A question of several parts at the prompt: one after the other, half answered, gone on with, marked by oneself."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import open_course
from quiz.drawing import draw
from tests.conftest import QuizProcess
from tests.support.played import WISH, Terminal

COURSE = str(Path(__file__).resolve().parents[2] / "courses" / "composed")
TWO = ("run", COURSE, "--item", "feature-map-then-weights", "--seed", "3", "--lang", "en")
FOUR = ("run", COURSE, "--item", "one-step-downhill", "--seed", "3", "--lang", "en")
BANK = open_course(COURSE).bank

pytestmark = pytest.mark.thorough


def record(run_quiz: QuizProcess, typed: str, *more: str) -> dict[str, Any]:
    done = run_quiz(*TWO, *more, "--format", "json", stdin=typed)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def key(run_quiz: QuizProcess) -> tuple[int, int]:
    seed = record(run_quiz, "s\ns\n", "--new")["attempts"][0]["seed"]
    side, count = draw(BANK.item("feature-map-then-weights"), seed).key
    return side, count


def test_a_line_for_each_part(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    found = record(run_quiz, f"{key[0]}\n{key[1]}\n", "--new")
    (attempt,) = found["attempts"]
    assert (attempt["verdict"], attempt["response"]) == ("correct", f"(a) {key[0]}\n(b) {key[1]}")
    assert (attempt["counted"], attempt["try"], found["score"]) == (True, 1, 1.0)


def test_all_parts_in_one_line(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    assert record(run_quiz, f"(b) {key[1]} (a) {key[0]}\n", "--new")["score"] == 1.0


@pytest.mark.parametrize(("opening", "closing"), [("(", ") "), ("（", "）")])
def test_a_part_may_be_answered_with_its_own_label(
    run_quiz: QuizProcess, key: tuple[int, int], opening: str, closing: str
) -> None:
    found = record(run_quiz, f"{opening}a{closing}{key[0]}\n{opening}b{closing}{key[1]}\n", "--new")
    (attempt,) = found["attempts"]
    assert (attempt["verdict"], attempt["response"]) == ("correct", f"(a) {key[0]}\n(b) {key[1]}")


def test_the_label_of_another_part_is_not_taken_off(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    found = record(run_quiz, f"(b) {key[1]}\n{key[0]}\ns\n", "--new")["attempts"]
    assert [attempt["response"] for attempt in found] == [f"(a) {key[0]}"]


def test_a_part_that_can_not_be_read_is_asked_again(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    found = record(run_quiz, f"foo\n{key[0]}\n((\n{key[1]}\n", "--new")
    assert [attempt["verdict"] for attempt in found["attempts"]] == ["correct"]


def test_a_part_may_be_left_out_and_all_may(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    half = record(run_quiz, f"s\n{key[1]}\n", "--new")["attempts"][0]
    assert (half["verdict"], half["score"], half["response"]) == ("partial", 0.6, f"(b) {key[1]}")
    none = record(run_quiz, "s\ns\n", "--new")["attempts"][0]
    assert (none["verdict"], none["response"]) == ("unanswered", "")


def test_what_was_answered_before_stopping_is_kept_and_gone_on_with(
    run_quiz: QuizProcess, key: tuple[int, int], tmp_path: Path
) -> None:
    stopped = record(run_quiz, f"{key[0]}\nq\n", "--new")
    (attempt,) = stopped["attempts"]
    assert (attempt["verdict"], attempt["counted"], attempt["response"]) == ("undecided", False, f"(a) {key[0]}")
    assert (stopped["answered"], stopped["score"]) == (0, 0)
    gone_on = record(run_quiz, f"\n{key[1]}\n")
    (attempt,) = gone_on["attempts"]
    assert (attempt["verdict"], attempt["counted"], attempt["try"]) == ("correct", True, 1)
    with sqlite3.connect(tmp_path / "quiz-home" / "quiz.sqlite3") as connection:
        rows = connection.execute("SELECT verdict, machine_verdict FROM attempts ORDER BY id DESC").fetchone()
    assert rows == ("correct", "correct"), "what a half answer was recorded as has gone"


def test_what_is_skipped_after_a_half_answer_is_not_counted_twice(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    record(run_quiz, f"{key[0]}\n", "--new")  # the pipe ends
    found = record(run_quiz, f"{key[0] + 1}\ns\n")
    (attempt,) = found["attempts"]
    assert (attempt["verdict"], attempt["response"]) == ("wrong", f"(a) {key[0] + 1}")


def test_an_answer_that_would_be_taken_for_another_part_is_asked_again(run_quiz: QuizProcess) -> None:
    typed = "w\n1\n1\nit diverges\\\n(b) is small\nit diverges, as (b) is small\n"
    done = run_quiz(*FOUR, "--new", "--format", "json", stdin=typed)
    assert "a line begins like the label of a part" in done.stdout + done.stderr
    assert json.loads(done.stdout)["attempts"][0]["response"].endswith("\n(d) it diverges, as (b) is small")


def test_both_languages_tell_each_part(run_quiz: QuizProcess, key: tuple[int, int]) -> None:
    typed = f"{key[0] + 1}\n1\n"
    english = run_quiz(*TWO, "--new", stdin=typed).stdout
    assert f"(a) ✗ wrong (read as {key[0] + 1})  0/2" in english
    assert "(b) ✗ wrong (read as 1)  0/3" in english
    japanese = run_quiz(*TWO[:-1], "ja", "--new", stdin=typed).stdout
    assert f"(a) ✗ 不正解（{key[0] + 1} と読みました）  0/2" in japanese
    assert "(a)  [配点の 40%]" in japanese


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal that pexpect can open")
def test_the_keyboard_and_ones_own_mark(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "home", *FOUR, "--new")
    terminal.until(r"\(a\) answer> $")
    terminal.type("h")
    assert "composite" in terminal.until(r"\(a\) answer> $")
    terminal.type("")
    assert "goes on to the next part" in terminal.until(r"\(a\) answer> $")
    terminal.type("w")  # a letter of the answer is no command
    terminal.until(r"\(b\) answer> $")
    terminal.type("s")
    terminal.until(r"\(c\) answer> $")
    terminal.type("1")
    terminal.until(r"\(d\) answer> $")
    terminal.type("it diverges somehow")
    shown = terminal.until(r"your own mark .*> $")
    assert "(b) - unanswered" in shown
    assert "Model answer" in shown
    terminal.type("1")
    terminal.until(WISH)
    terminal.type("r")
    terminal.until(r"\(a\) answer \(Enter = w\)> $")
    terminal.type("q")
    assert terminal.end() == 0
    with sqlite3.connect(tmp_path / "home" / "quiz.sqlite3") as connection:
        verdict, score = connection.execute("SELECT verdict, score FROM attempts WHERE counted").fetchone()
    assert verdict == "self-assessed"
    assert score in (round(1 / 7, 4), round(2 / 7, 4))


def test_a_reader_of_another_language_is_told(run_quiz: QuizProcess) -> None:
    japanese = str(Path(COURSE).with_name("japanese"))
    shown = run_quiz("run", japanese, "--item", "median-of-marks", "--lang", "en", stdin="s\n").stdout
    assert "This question is written in Japanese only" in shown
    assert "written in Japanese only" not in run_quiz("explain", "median-of-marks", "--bank", japanese).stdout
    assert (
        "written in Japanese only" in run_quiz("explain", "median-of-marks", "--bank", japanese, "--lang", "en").stdout
    )
    sheet = run_quiz("generate", japanese, "--seed", "1", "--lang", "en").stdout
    assert sheet.count("*This question is written in Japanese only*") == 3
    assert run_quiz("check", japanese, "--seeds", "20").returncode == 0
