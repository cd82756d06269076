"""The engine: a message in, a message out, over the record of the terminal; nothing that a page sends breaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.practice.store import Store
from quiz.web.engine import ROOMS, Engine, Reply

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, now=lambda: NOW) as opened:
        yield opened


def engine(store: Store, language: Any = "en") -> Engine:
    return Engine(store, language, lambda markdown, drawn, language: markdown, seed=lambda: 7, now=lambda: NOW)


def right_answer(reply: Reply) -> str:
    question = reply["question"]
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


def begun(store: Store, name: str = "activations", **more: Any) -> tuple[Engine, Reply]:
    made = engine(store)
    reply = made.reply({"do": "start", "set": name, **more})
    assert reply["stage"] == "question", reply
    return made, reply


def test_the_first_screen_names_the_sets(store: Store) -> None:
    reply = engine(store).reply({"do": "hello", "language": "ja"})
    assert reply["stage"] == "start"
    wanted = {"name": "day2", "title": "深層学習 Day 2 確認テスト", "questions": 14}
    assert wanted in [{key: one[key] for key in wanted} for one in reply["sets"]]
    json.dumps(reply)


def test_a_session_from_the_first_question_to_the_result(store: Store) -> None:
    made, reply = begun(store, count=3)
    assert (reply["session"]["place"], reply["session"]["count"]) == (1, 3)
    for number in range(3):
        told = made.reply({"do": "answer", "text": right_answer(reply), "elapsed": 2.5})
        assert told["stage"] == "answered"
        assert told["outcome"]["verdict"] == "correct"
        assert not told["may_retry"]
        solved = made.reply({"do": "solution"})
        assert solved["solution"]
        assert solved["key"]
        reply = made.reply({"do": "next"})
        assert reply["stage"] == ("question" if number < 2 else "result")
    assert (reply["score"], reply["most"]) == (3, 3)
    assert [row["label"] for row in reply["rows"]] == ["correct"] * 3
    assert reply["weak"] == []
    assert made.reply({"do": "next"})["error"]["message"] == "no set is open"


def test_what_cant_be_read_is_asked_again_and_costs_nothing(store: Store) -> None:
    made, _ = begun(store, "cnn")
    reply = made.reply({"do": "answer", "text": "((("})
    assert reply["stage"] == "question"
    assert reply["unreadable"]["reason"]
    assert reply["session"]["answered"] == 0
    assert made.reply({"do": "answer", "text": "  "})["error"]["message"] == "the answer is empty"


def test_the_solution_comes_after_the_answer(store: Store) -> None:
    made, _ = begun(store)
    assert "error" in made.reply({"do": "solution"})
    assert "error" in made.reply({"do": "another"})
    reply = made.reply({"do": "skip", "elapsed": 1})
    assert reply["stage"] == "solution"
    assert "error" in made.reply({"do": "retry"})
    assert made.reply({"do": "next"})["session"]["place"] == 2


def test_hints_come_one_by_one(store: Store) -> None:
    made, reply = begun(store)
    count = reply["question"]["hints"]
    assert count > 0
    left = [made.reply({"do": "hint"})["hints"] for _ in range(count)]
    assert left == list(range(count - 1, -1, -1))
    assert "error" in made.reply({"do": "hint"})
    assert made.reply({"do": "question"})["question"]["hints"] == 0


def test_a_wrong_answer_may_be_put_right_and_the_first_one_counts(store: Store) -> None:
    made, reply = begun(store, "cnn")
    while reply["question"]["kind"] != "number":
        made.reply({"do": "skip"})
        reply = made.reply({"do": "next"})
    place, right = reply["session"]["place"], right_answer(reply)
    told = made.reply({"do": "answer", "text": re.sub(r"\d+", "7777", right)})
    assert told["outcome"]["verdict"] == "wrong"
    assert told["may_retry"]
    made.reply({"do": "retry"})
    assert made.reply({"do": "answer", "text": right})["outcome"]["verdict"] == "correct"
    while (reply := made.reply({"do": "next"}))["stage"] == "question":
        made.reply({"do": "skip"})
    assert [number for number, row in enumerate(reply["rows"], start=1) if row["put_right"]] == [place]
    assert reply["score"] < 1


def test_another_question_has_other_numbers_and_doesnt_count(store: Store) -> None:
    made, reply = begun(store, count=2)
    made.reply({"do": "skip"})
    other = made.reply({"do": "another"})
    assert other["question"]["extra"]
    assert other["question"]["item"] == reply["question"]["item"]
    assert other["question"]["seed"] != reply["question"]["seed"]
    made.reply({"do": "answer", "text": right_answer(other)})
    assert made.reply({"do": "next"})["session"]["place"] == 2


def test_a_session_goes_on_where_it_was_left(store: Store) -> None:
    made, _ = begun(store, "day2")
    made.reply({"do": "skip"})
    assert made.reply({"do": "stop"})["stage"] == "start"
    _, reply = begun(store, "day2")
    assert reply["session"]["answered"] == 1
    _, fresh = begun(store, "day2", fresh=True)
    assert fresh["session"]["answered"] == 0


def test_the_terminals_session_goes_on_here(store: Store) -> None:
    from dataclasses import astuple

    from quiz.bank.blueprint import Selection
    from quiz.courses import open_set
    from quiz.forms import make_form
    from quiz.practice.session import Session

    question_set = open_set("day2")
    form = make_form(question_set, 3)
    options = json.dumps([None, astuple(Selection()), False])
    session = Session.begin(question_set, store, form, options, exam=False)
    question = session.next_question()
    assert question is not None
    session.skip(question, 1)
    _, reply = begun(store, "day2")
    assert (reply["session"]["seed"], reply["session"]["answered"]) == (3, 1)


def test_the_learner_has_the_last_word_on_a_text(store: Store) -> None:
    made, reply = begun(store, "normalization")
    while reply["question"]["kind"] != "text":
        made.reply({"do": "skip"})
        reply = made.reply({"do": "next"})
        if reply["stage"] != "question":
            pytest.fail("the section has a text question")
    told = made.reply({"do": "answer", "text": "I am not sure, but training gets faster and more stable."})
    assert told["model_answer"]
    assert made.reply({"do": "assess", "halves": 1}) == {"version": 2, "stage": "assessed", "halves": 1}
    assert "error" in made.reply({"do": "assess", "halves": 7})
    assert store.attempts(1)[-1].attempt.score == 0.5


def test_a_review_asks_what_was_never_asked_and_says_when_there_is_nothing(store: Store) -> None:
    made = engine(store)
    reply = made.reply({"do": "review", "minutes": 5})
    assert reply["stage"] == "question"
    assert reply["session"]["title"] == "Today's review"


def test_how_an_answer_would_be_read(store: Store) -> None:
    made, reply = begun(store, "cnn")
    while reply["question"]["kind"] not in ("number", "shape"):
        made.reply({"do": "skip"})
        reply = made.reply({"do": "next"})
    right = right_answer(reply)
    assert made.reply({"do": "read", "text": right})["read_as"]
    assert made.reply({"do": "read", "text": "((("})["read_as"] == ""
    assert reply["session"]["answered"] == made.reply({"do": "question"})["session"]["answered"]


def test_languages_change_at_any_message(store: Store) -> None:
    made, _ = begun(store, "day2")
    japanese = made.reply({"do": "question", "language": "ja"})
    english = made.reply({"do": "question", "language": "en"})
    assert japanese["question"]["stem"] != english["question"]["stem"]
    assert made.reply({"do": "question", "language": "fr"})["question"]["stem"] == english["question"]["stem"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "hello",
        {},
        {"do": 3},
        {"do": "drop"},
        {"do": "hello", "version": 1},
        {"do": "start", "set": "/etc"},
        {"do": "start", "set": "../questions"},
        {"do": "start", "set": "no-such-set"},
        {"do": "start", "set": ["day2"]},
        {"do": "start", "count": -1},
        {"do": "start", "count": True},
        {"do": "start", "fresh": "yes"},
        {"do": "answer", "text": "1"},
        {"do": "answer", "text": "x" * 70_000},
        {"do": "skip", "elapsed": -5},
        {"do": "next"},
    ],
)
def test_what_cant_be_done_is_told_in_both_languages(store: Store, message: object) -> None:
    for language in ("ja", "en"):
        reply = engine(store, language).reply(message)
        assert reply["error"]["message"]
        assert (language == "en") == reply["error"]["message"].isascii()


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(st.integers(), max_size=2)
)
COMMANDS = "hello start review question read answer hint solution assess another retry skip next stop".split()
MESSAGES = st.fixed_dictionaries(
    {"do": st.sampled_from(COMMANDS)},
    optional={
        "set": st.sampled_from(["activations", "day2", "nothing"]) | VALUES,
        "text": st.text(max_size=20) | VALUES,
        "count": VALUES,
        "halves": VALUES,
        "elapsed": VALUES,
        "language": VALUES,
        "fresh": VALUES,
        "minutes": VALUES,
    },
)


@pytest.mark.thorough
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MESSAGES, max_size=12))
def test_no_order_of_messages_breaks_it(tmp_path_factory: pytest.TempPathFactory, messages: list[Any]) -> None:
    with Store(tmp_path_factory.mktemp("record")) as store:
        made = engine(store)
        for message in messages:
            reply = made.reply(message)
            assert ("stage" in reply) != ("error" in reply)
            json.dumps(reply, allow_nan=False)


def test_every_rooms_commands_are_known_before_it_is_imported() -> None:
    for room, names in ROOMS.items():
        assert tuple(import_module(f"quiz.web.{room}").COMMANDS) == names
