"""Grading: what counts as nothing written, what is too long, and what is said while a run is being made."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import _read, awaiting, grade
from quiz.model import Outcome, Parsed, Response
from solvers.budget import ANSWER

BANK = built_in_bank()
CONV = draw(BANK.item("conv-output-size"), 0)
CHOICE = draw(BANK.item("bn-invariance"), 0)
TEXT = draw(BANK.item("bn-effects"), 0)
CODE = draw(BANK.item("impl-minibatch-iterator"), 1)

NOTHING = [
    "",
    " ",
    "\n\t",
    "　",
    "■■■",
    "□",
    "▓▓",
    "____",
    "＿",
    "……",
    "…",
    "‥",
    "?",
    "？？",
    "-",
    "－",
    "―",
    "ーー",
    "。",
    "...",
]


@pytest.mark.parametrize("raw", NOTHING)
def test_nothing_written_is_unanswered(raw: str) -> None:
    assert grade(CONV, raw) == Outcome("unanswered", 0.0)
    assert awaiting(CONV, Response(raw)) is None


@pytest.mark.parametrize("raw", ["■7×7", "7×7…", "?x", "((", "0"])
def test_what_holds_anything_else_is_read(raw: str) -> None:
    assert grade(CONV, raw).verdict != "unanswered"


def test_what_can_not_be_read_says_why_and_costs_nothing() -> None:
    outcome = grade(CONV, "7×((")
    assert (outcome.verdict, outcome.score, outcome.diagnoses) == ("unreadable", 0, ())
    assert outcome.unreadable is not None
    assert outcome.unreadable.column is not None


def test_an_answer_may_have_ten_thousand_characters_and_no_more() -> None:
    assert ANSWER == 10_000
    source = "def minibatches(x, t, batch, seed):\n    return []\n"
    for length, verdict in ((10_000, "wrong"), (10_001, "unreadable")):
        outcome = grade(CODE, source + "#" * (length - len(source)))
        assert (outcome.verdict, outcome.score) == (verdict, 0)
        assert awaiting(CODE, Response(source + "#" * (length - len(source)))) == (
            Outcome("undecided", 0.0, understood_as="minibatches (3)") if verdict == "wrong" else None
        )
    too_long = grade(CODE, " " * 10_001)
    assert too_long.unreadable is not None
    assert "10000" in too_long.unreadable.reason.en
    assert "10000" in too_long.unreadable.reason.ja
    assert too_long.score == 0


def test_a_response_and_its_text_are_judged_alike() -> None:
    for raw in ("7×7", "5×5", "", "(("):
        assert grade(CONV, Response(raw, 3.5)) == grade(CONV, raw)
    assert (grade(CONV, "７×７").verdict, grade(CONV, "７×７").score) == ("correct", 1)


def test_while_a_run_is_made_an_answer_is_undecided() -> None:
    variant = draw(BANK.item("optimizer-race-run"), 1)
    assert awaiting(variant, Response("2")) == Outcome("undecided", 0.0, understood_as="(2)")
    assert awaiting(variant, Response("?!")) is None
    assert awaiting(variant, Response("99")) is None
    assert awaiting(TEXT, Response("学習が安定する")) == Outcome("undecided", 0.0, understood_as="学習が安定する")


def test_the_longest_answer_is_read_whatever_it_is_filled_with() -> None:
    assert grade(CHOICE, "(1)".ljust(10_000)).verdict != "unreadable"
    assert grade(CHOICE, "(1)".ljust(10_001)) == grade(CONV, " " * 10_001)
    assert grade(CONV, "わかりません") == grade(CONV, "I don't know") == Outcome("unanswered", 0.0)


def test_an_answer_is_as_long_as_it_is_when_written_out() -> None:
    sign = "\ufdfa"  # one sign that stands for eighteen
    assert grade(CONV, sign * 600).unreadable is not None
    told = grade(CHOICE, sign * 600).unreadable
    assert told is not None
    assert "10000" in told.reason.en
    shorter = grade(CHOICE, sign * 500).unreadable
    assert shorter is not None
    assert "10000" not in shorter.reason.en


def test_behind_a_long_run_of_blanks_the_fault_is_where_it_was_typed() -> None:
    for blanks in (1, 20, 21, 300):
        outcome = grade(CONV, "7" + " " * blanks + "ほげ")
        assert outcome.unreadable is not None
        assert outcome.unreadable.column == 1 + blanks


def test_in_code_no_blank_is_taken_away() -> None:
    parsed = _read('def minibatches(x, t, batch, seed):\n    return "a' + " " * 40 + 'b"', CODE)
    assert isinstance(parsed, Parsed)
    assert " " * 40 in str(parsed.content)
