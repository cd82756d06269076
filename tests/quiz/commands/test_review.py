"""``quiz review``: today's questions from the record, each with its reason, none twice a day."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import open_set
from quiz.practice.history import Answered, moment
from quiz.practice.review import Knowledge, Reason
from quiz.practice.review_words import habits, why_said

SET = open_set("day2")
pytestmark = pytest.mark.thorough


def listed(run_quiz: Any, *arguments: str) -> list[dict[str, Any]]:
    done = run_quiz("review", *arguments, "--format", "json", "--lang", "en")
    assert done.returncode == 0
    found: list[dict[str, Any]] = json.loads(done.stdout)["next"]
    return found


def test_a_list_asks_nothing(run_quiz) -> None:  # type: ignore[no-untyped-def]
    rows = listed(run_quiz, "--count", "5", "--seed", "1")
    assert len(rows) == 5
    assert {row["why"] for row in rows} == {"new"}
    assert listed(run_quiz, "--count", "5", "--seed", "1") == rows
    assert sum(row["minutes"] for row in listed(run_quiz, "--minutes", "10")) <= 10


def test_the_list_keeps_its_contract(run_quiz) -> None:  # type: ignore[no-untyped-def]
    arguments = ("review", "--minutes", "9", "--exam-date", "2099-02-19", "--format", "json")
    told = json.loads(run_quiz(*arguments).stdout)
    assert (told["goal_minutes"], told["goal_questions"], told["exam_date"]) == (9.0, None, "2099-02-19")
    assert (told["course"], told["set"]) == ("day2", "day2")
    for row in told["next"]:
        assert (row["item"], row["reason"], row["idea"], row["days"]) == (row["id"], "unseen", None, 0)
        assert row["priority"] > 0


def test_new_begins_another_review_as_the_line_on_resuming_says(run_quiz) -> None:  # type: ignore[no-untyped-def]
    assert "1/3" in run_quiz("review", "--count", "3", "--seed", "1", "--lang", "en").stdout
    assert "Add --new to start afresh" in run_quiz("review", "--count", "3", "--lang", "en").stdout
    afresh = run_quiz("review", "--count", "3", "--new", "--lang", "en")
    assert afresh.returncode == 0
    assert "Add --new" not in afresh.stdout
    assert "1/3" in afresh.stdout


def test_what_was_answered_today_is_done_for_today(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("review", "--count", "3", "--seed", "1", "--lang", "en", stdin="s\ns\n")
    assert "Today's review - 3 questions" in done.stdout
    assert done.stdout.count("not asked before") == 3
    assert "Resume with quiz review day2 --count 3" in done.stdout
    again = run_quiz("review", "--count", "3", "--lang", "en", stdin="s\n")
    assert "3/3" in again.stdout
    assert not re.search(r"^1/3 ", again.stdout, re.M), "it goes on at the third"
    first = {row["id"] for row in listed(run_quiz, "--count", "500", "--seed", "1")}
    assert len(first) == len(SET.bank.cards) - 3


def test_nothing_is_left(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "one.md").write_text(SET.bank.source("conv-output-size").replace("conv-output-size", "one"), "utf-8")
    assert run_quiz("review", str(bank), stdin="s\n").returncode == 0
    done = run_quiz("review", str(bank), "--lang", "en")
    assert (done.returncode, "all for today" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [("--minutes", "3", "--count", "2"), ("--exam-date", "soon"), ("--exam-date", "2020-02-19"), ("--count", "0")],
)
def test_what_cannot_be_meant_is_told(run_quiz, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    for language in ("ja", "en"):
        done = run_quiz("review", *arguments, "--lang", language)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("new"), "not asked before"),
        (Reason("missed", 0), "missed today; the numbers are new"),
        (Reason("missed", 1), "missed yesterday; the numbers are new"),
        (Reason("due", 0), "last right today"),
        (Reason("due", 9), "last right 9 days ago"),
        (Reason("idea", 0, "padding-once", "conv-output-size"),
         'your answer to "Output size of a convolution" fits "the padding counted on one side": does it show here?'),
    ],
)  # fmt: skip
def test_each_reason_is_told(reason: Reason, said: str) -> None:
    assert why_said(reason, SET).en == said
    assert "0 日" not in why_said(reason, SET).ja


def test_a_habit_is_told_from_two_questions_on_and_again_when_it_sits() -> None:
    cards = list(SET.bank.cards.values())
    having = [card for card in cards if "padding-once" in dict(card.ideas).values()][:2]
    wrong = [
        Answered(card.id, moment(f"2026-11-0{day}T00:00:00"), 0.0, (_slip(card.ideas),))
        for day, card in enumerate(having, start=1)
    ]
    asked = {card.id: Reason("new") for card in having}
    words = "the padding counted on one side"
    assert habits(Knowledge(cards, wrong[:1]), asked, SET) == []
    assert words in habits(Knowledge(cards, wrong), asked, SET)[0].en
    right = [Answered(having[0].id, moment(f"2026-11-1{day}T00:00:00"), 1.0) for day in range(4)]
    told = [said.en for said in habits(Knowledge(cards, [*wrong, *right]), asked, SET) if words in said.en]
    assert "sits now" in told[0]


def _slip(ideas: tuple[tuple[str, str], ...]) -> str:
    return next(slip for slip, idea in ideas if idea == "padding-once")
