"""An exam on a page: back and forth, changed answers, a clock, handing in; then its debriefing, nothing before."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.blueprint import Selection
from quiz.courses import add_course, built_in_bank, open_course, open_set
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.kinds.as_choice import as_choice
from quiz.practice import session as session_module
from quiz.practice.choice_form import choice_form
from quiz.practice.session import Session
from quiz.practice.store import Store
from quiz.web.engine import AWAY_S, Engine, Reply

COURSES = Path(__file__).parents[2] / "courses"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


class Clock:
    """The seconds that a machine counts, as the test says."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(session_module.time, "monotonic", made.monotonic)
    assert time.monotonic() == made.seconds
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, now=lambda: NOW) as opened:
        yield opened


def engine(store: Store) -> Engine:
    return Engine(store, "en", lambda markdown, drawn, language: markdown, seed=lambda: 7, now=lambda: NOW)


def begun(store: Store, **more: Any) -> tuple[Engine, Reply]:
    made = engine(store)
    reply = made.reply({"do": "exam", "set": "day2-exam", "count": 4, **more})
    assert reply["stage"] == "exam-question", reply
    return made, reply


def answers(reply: Reply) -> tuple[str, str]:
    """Return the right answer to a question of an exam of choices, and a wrong one."""
    question = reply["question"]
    variant = as_choice(draw(built_in_bank().item(question["item"]), question["seed"]), ())
    assert variant is not None
    right = kind_of(variant.item).answers(variant)[0]
    wrong = next(entry["label"] for entry in question["lists"][0] if entry["label"] not in (right, f"({right})"))
    labels = [entry["label"] for entry in question["lists"][0]]
    return labels[[option.correct for option in variant.options or ()].index(True)], wrong


def test_any_question_in_any_order_and_answers_that_change(store: Store) -> None:
    made, reply = begun(store, choices=True)
    right, wrong = answers(reply)
    assert reply["question"]["sort"] == "one"
    assert reply["question"]["hints"] == 0
    reply = made.reply({"do": "exam-answer", "text": wrong, "go": 3, "elapsed": 20})
    assert (reply["session"]["place"], reply["session"]["answered"]) == (3, 1)
    reply = made.reply({"do": "exam-answer", "text": "", "go": 1, "elapsed": 4})
    assert (reply["session"]["place"], reply["given"]) == (1, wrong)
    reply = made.reply({"do": "exam-answer", "text": right, "elapsed": 10})
    assert (reply["session"]["place"], reply["given"]) == (1, right)
    assert [one["answered"] for one in reply["overview"]] == [True, False, False, False]
    told = made.reply({"do": "hand-in", "sure": True})
    assert told["stage"] == "debriefing"
    assert told["questions"][0]["style"] == "good"
    assert told["questions"][0]["seconds"] == 30
    assert (told["score"], told["most"], told["misses"]) == (1, 4, [2, 3, 4])


def test_nothing_is_told_of_an_answer_before_it_is_handed_in(store: Store) -> None:
    made, reply = begun(store, choices=True)
    right, _ = answers(reply)
    told = made.reply({"do": "exam-answer", "text": right})
    assert not {"outcome", "key", "solution", "diagnoses"} & set(json.dumps(told).replace('"', " ").split())
    for name in ("answer", "hint", "solution", "another", "retry", "skip", "next", "assess"):
        assert "error" in made.reply({"do": name, "text": right, "halves": 1}), name
    assert "error" in made.reply({"do": "debrief", "session": reply["session"]["id"]})
    assert "error" in made.reply({"do": "again"})
    assert "error" in made.reply({"do": "mark", "mark": "disputed"})


def test_what_cant_be_read_is_told_and_left_only_when_that_is_sure(store: Store) -> None:
    made, reply = begun(store)
    while reply["question"]["sort"] != "line":
        reply = made.reply({"do": "exam-answer", "go": reply["session"]["place"] + 1})
    place = reply["session"]["place"]
    told = made.reply({"do": "exam-answer", "text": "(((", "go": 1})
    assert told["session"]["place"] == place
    assert told["unreadable"]["reason"]
    assert told["session"]["answered"] == 0
    assert made.reply({"do": "exam-answer", "text": "(((", "go": 1, "sure": True})["session"]["place"] == 1


def test_open_questions_are_told_before_it_is_handed_in(store: Store) -> None:
    made, _ = begun(store, choices=True)
    told = made.reply({"do": "hand-in"})
    assert (told["stage"], told["open"]) == ("exam-overview", 4)
    assert made.reply({"do": "exam-answer", "go": 2})["session"]["place"] == 2
    assert made.reply({"do": "hand-in", "sure": True})["stage"] == "debriefing"
    assert "error" in made.reply({"do": "exam-answer", "text": "1"})


def test_an_exam_goes_on_where_it_was_left(store: Store) -> None:
    made, reply = begun(store, choices=True)
    _, wrong = answers(reply)
    made.reply({"do": "exam-answer", "text": wrong, "go": 2})
    started = made.reply({"do": "stop"})
    (left,) = started["open"]
    assert (left["done"], left["count"], left["exam"]) == (1, 4, True)
    for message in ({"do": "resume", "session": left["session"]}, {"do": "exam", "count": 4, "choices": True}):
        again = engine(store).reply(message)
        assert (again["stage"], again["session"]["place"]) == ("exam-question", 2)
        assert again["session"]["id"] == reply["session"]["id"]
    assert engine(store).reply({"do": "exam", "count": 4, "choices": True, "fresh": True})["session"]["answered"] == 0


def test_an_answer_as_the_terminal_writes_it_is_the_one_that_is_shown(store: Store) -> None:
    made, reply = begun(store, choices=True)
    right, _ = answers(reply)
    made.reply({"do": "exam-answer", "text": right.strip("()"), "elapsed": 9})
    assert made.reply({"do": "exam-answer", "text": right, "go": 1})["given"] == right
    assert len(store.attempts(reply["session"]["id"])) == 1


def test_parts_that_were_answered_count_when_it_is_handed_in(store: Store) -> None:
    add_course(str(COURSES / "composed"))
    made = engine(store)
    reply = made.reply({"do": "exam", "set": "composed"})
    while reply["question"]["item"] != "attention-in-order":
        reply = made.reply({"do": "exam-answer", "go": reply["session"]["place"] + 1})
    variant = draw(open_course("composed").bank.item("attention-in-order"), reply["question"]["seed"])
    order = kind_of(variant.parts[0].item).answers(variant.parts[0])[-1]
    made.reply({"do": "keep", "answers": [order, "", ""]})
    told = made.reply({"do": "hand-in", "sure": True})
    row = told["questions"][reply["session"]["place"] - 1]
    assert (row["style"], told["score"]) == ("half", 0.5)


@pytest.mark.parametrize("choices", [True, False])
def test_the_terminals_exam_goes_on_here(store: Store, choices: bool) -> None:
    question_set = open_set("day2-exam")
    options = json.dumps([4, astuple(Selection()), True, *["choices"] * choices])  # as quiz run knows it
    own: dict[str, tuple[str, ...]] | None = {} if choices else None
    form = choice_form(question_set, [], 5, 4, Selection())[0]
    session = Session.begin(question_set, store, form, options, exam=True, choices=own)
    reply = engine(store).reply({"do": "exam", "count": 4, "choices": choices})
    assert (reply["session"]["id"], reply["session"]["seed"]) == (session.stored.id, 5)


def test_the_clock_ends_an_exam_and_takes_what_was_being_written(store: Store, clock: Clock) -> None:
    made, reply = begun(store, choices=True)
    right, _ = answers(reply)
    limit = reply["session"]["minutes"] * 60
    assert reply["session"]["left_s"] == limit
    for _ in range(int(limit // 10) - 1):
        clock.seconds += 10
        assert made.reply({"do": "exam-time"})["stage"] == "time"
    assert 0 < made.reply({"do": "exam-time"})["left_s"] <= 20
    clock.seconds += 22
    told = made.reply({"do": "hand-in", "text": right, "sure": True, "elapsed": limit})
    assert (told["stage"], told["time_over"], told["score"]) == ("debriefing", True, 1)


def test_what_comes_long_after_the_end_counts_no_more(store: Store, clock: Clock) -> None:
    made, reply = begun(store, choices=True)
    right, _ = answers(reply)
    for _ in range(int(reply["session"]["minutes"] * 60 // 50) + 2):
        clock.seconds += 50
        made._wake()
    told = made.reply({"do": "exam-answer", "text": right, "go": 2})
    assert (told["stage"], told["time_over"], told["score"]) == ("debriefing", True, 0)


def test_the_clock_stands_still_while_the_page_is_away(store: Store, clock: Clock) -> None:
    made, reply = begun(store, choices=True)
    clock.seconds += 30
    left = made.reply({"do": "exam-time"})["left_s"]
    assert left == reply["session"]["left_s"] - 30
    clock.seconds += AWAY_S + 100_000
    assert made.reply({"do": "exam-time"})["left_s"] == left


def test_a_debriefing_explains_each_miss_and_asks_it_again(store: Store) -> None:
    made, reply = begun(store, choices=True)
    right, wrong = answers(reply)
    made.reply({"do": "exam-answer", "text": wrong, "go": 2, "elapsed": 100})
    made.reply({"do": "mark", "mark": "flag"})
    made.reply({"do": "mark", "mark": "note", "said": "ask the teacher"})
    told = made.reply({"do": "hand-in", "sure": True})
    assert {mark["mark"] for mark in told["questions"][1]["marks"]} == {"flag", "note"}
    assert sum(topic["most"] for topic in told["topics"]) == 4
    assert [topic["weak"] for topic in told["topics"]].count(1) == 1
    number = told["session"]
    shown = made.reply({"do": "debrief-question", "session": number, "number": 1})
    assert wrong in shown["answer"]
    assert (
        shown["chosen"] == [entry["label"] for entry in shown["question"]["lists"][0] if entry["label"] == wrong] != []
    )
    assert made.reply({"do": "debrief-question", "session": number, "number": 2})["chosen"] == []
    made.reply({"do": "debrief-question", "session": number, "number": 1})
    assert shown["key"]
    assert shown["solution"]
    assert shown["misses"] == [1, 2, 3, 4]
    assert made.reply({"do": "mark", "mark": "disputed", "said": "no"})["marks"][0]["mark"] == "disputed"
    same = made.reply({"do": "again"})
    assert same["question"]["seed"] == reply["question"]["seed"]
    assert same["session"]["over"]
    assert made.reply({"do": "answer", "text": right})["outcome"]["verdict"] == "correct"
    back = made.reply({"do": "next"})
    assert (back["stage"], back["score"]) == ("debriefing", 0)
    made.reply({"do": "debrief-question", "session": number, "number": 1})
    assert made.reply({"do": "again", "fresh": True})["question"]["seed"] != reply["question"]["seed"]


def test_a_later_exam_stands_beside_the_earlier_one(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for _ in range(2):
            made, _ = begun(store, choices=True)
            told = made.reply({"do": "hand-in", "sure": True})
        assert [exam["percent"] for exam in told["earlier"]] == [0]
        assert all(topic["before"] == [0] for topic in told["topics"])
        assert engine(store).reply({"do": "debrief"})["session"] == told["session"]
        assert engine(store).reply({"do": "statistics"})["stage"] == "statistics"


@pytest.mark.parametrize(
    "message",
    [
        {"do": "exam", "set": "/etc"}, {"do": "exam", "set": "nothing"}, {"do": "exam-answer", "text": "1"},
        {"do": "hand-in"}, {"do": "exam-time"}, {"do": "debrief"}, {"do": "debrief", "session": 99},
        {"do": "debrief-question", "number": 1}, {"do": "again"}, {"do": "resume", "session": 5},
    ],
)  # fmt: skip
def test_what_cant_be_done_is_told(store: Store, message: dict[str, Any]) -> None:
    assert re.search("[a-z]", engine(store).reply(message)["error"]["message"])


def test_a_folder_that_a_record_names_is_no_set(store: Store, tmp_path: Path) -> None:
    number = begun(store, choices=True)[1]["session"]["id"]
    with store.at_work() as connection:
        connection.execute("UPDATE sessions SET set_name = ?", (str(tmp_path),))
    for message in ({"do": "resume", "session": number}, {"do": "hello"}):
        told = engine(store).reply(message)
        assert "error" in told or told["open"] == []
    with store.at_work() as connection:
        connection.execute("UPDATE sessions SET finished_at = '2026-11-26'")
    assert engine(store).reply({"do": "debrief"})["error"]["message"] == "there is no such set"
