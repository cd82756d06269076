"""What the views around a question are told: first screen, goal, statistics, marks, parts, and the record as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.courses import add_course, built_in_bank, open_course
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.practice.record_merge import written_out
from quiz.practice.store import Store
from quiz.web.engine import Engine, Reply

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
COURSES = Path(__file__).parents[2] / "courses"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record", now=lambda: NOW) as opened:
        yield opened


def engine(store: Store, language: Any = "en") -> Engine:
    return Engine(store, language, lambda markdown, drawn, language: markdown, seed=lambda: 7, now=lambda: NOW)


def right_answer(reply: Reply, course: str | None = None) -> str:
    question = reply["question"]
    bank = built_in_bank() if course is None else open_course(course).bank
    variant = draw(bank.item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


def played(store: Store, name: str = "activations", count: int = 3) -> Engine:
    made = engine(store)
    reply = made.reply({"do": "start", "set": name, "count": count})
    while reply["stage"] == "question":
        made.reply({"do": "answer", "text": right_answer(reply), "elapsed": 20})
        reply = made.reply({"do": "next"})
    return made


# -- the first screen --------------------------------------------------------------------------------------------------


def test_an_empty_record_is_told_where_to_begin(store: Store) -> None:
    reply = engine(store).reply({"do": "hello"})
    assert (reply["new"], reply["open"], reply["today"], reply["exams"]) == (True, [], [], 0)
    assert reply["first"] in [one["name"] for one in reply["sets"]]
    assert reply["review"]["questions"] > 0


def test_sets_and_sections_are_told_with_how_far_they_are(store: Store) -> None:
    made = played(store)
    reply = made.reply({"do": "stop"})
    (course,) = reply["courses"]
    sections = {one["name"]: one for one in course["sections"]}
    counts = {one["state"]: one["count"] for one in sections["activations"]["states"]}
    assert counts == {"learning": 3, "new": sections["activations"]["questions"] - 3}
    exam = next(one for one in course["sets"] if one["exam"])
    assert (exam["name"], exam["questions"], exam["minutes"]) == ("day2-exam", 30, 36)
    assert not reply["new"]


def test_what_was_left_open_goes_on_by_its_number(store: Store) -> None:
    made = engine(store)
    made.reply({"do": "start", "set": "cnn"})
    made.reply({"do": "skip"})
    made.reply({"do": "start", "set": "activations"})
    made.reply({"do": "review"})
    made.reply({"do": "skip"})
    reply = made.reply({"do": "stop"})
    review, practice = reply["open"]
    assert (review["title"], practice["done"]) == ("Today's review", 1)
    again = engine(store).reply({"do": "resume", "session": practice["session"]})
    assert (again["session"]["id"], again["session"]["place"]) == (practice["session"], 2)
    again = engine(store).reply({"do": "resume", "session": review["session"]})
    assert again["session"]["title"] == "Today's review"
    assert again["question"]["why"] == "not asked before"


def test_yesterdays_review_is_over(store: Store) -> None:
    made = engine(store)
    made.reply({"do": "review"})
    made.reply({"do": "skip"})
    assert made.reply({"do": "hello"})["open"]
    later = Engine(store, "en", lambda text, drawn, language: text, now=lambda: NOW + timedelta(days=1))
    assert later.reply({"do": "hello"})["open"] == []


def test_a_reload_finds_the_question_with_what_came_of_it(store: Store) -> None:
    made = engine(store)
    reply = made.reply({"do": "start", "set": "activations"})
    number = reply["session"]["id"]
    made.reply({"do": "hint"})
    again = made.reply({"do": "resume", "session": number})
    assert again["question"]["at"] == reply["question"]["at"]
    assert again["question"]["hints"] == reply["question"]["hints"] - 1
    made.reply({"do": "answer", "text": right_answer(reply)})
    made.reply({"do": "solution"})
    again = made.reply({"do": "resume", "session": number})
    assert [then["stage"] for then in again["then"]] == ["answered", "solution"]


def test_the_goal_of_a_day_is_that_of_the_terminal(store: Store) -> None:
    from quiz.practice.goal import goals

    made = engine(store)
    assert made.reply({"do": "goal", "unit": "questions", "amount": 3})["goal"]["said"] == "3 questions a day"
    assert [change.goal.amount for change in goals(store.folder) if change.goal] == [3]
    assert made.reply({"do": "hello"})["review"]["ask"] == {"count": 3}
    played(store)
    assert "reached" in made.reply({"do": "hello"})["today"][0]
    assert "amount" not in made.reply({"do": "goal", "unit": "minutes"})["goal"]
    assert "error" in made.reply({"do": "goal", "unit": "minutes", "amount": 9999})
    assert "error" in made.reply({"do": "goal", "unit": "pages", "amount": 1})


# -- statistics --------------------------------------------------------------------------------------------------------


def test_statistics_are_those_of_the_terminal_with_pictures(store: Store) -> None:
    made = played(store)
    reply = made.reply({"do": "statistics", "exam_date": "2027-02-19"})
    assert (reply["stage"], reply["attempts"]) == ("statistics", 3)
    assert "3 answers" in reply["answers"]
    assert any("2027-02-19" in said for said in reply["outlook"])
    topic = next(one for one in reply["topics"] if one["set"] == "activations")
    assert (topic["seen"], topic["answers"]) == (3, 3)
    for chart in (topic["chart"], reply["calendar"]):
        assert chart.startswith("<svg ")
        assert 'role="img"' in chart
        assert "<title>" in chart
    assert reply["trend"] is None
    assert made.reply({"do": "statistics", "exam_date": "2020-01-01"})["error"]["remedy"]
    for wrong in ("soon", "2027-2-1", 5, "20270219"):
        assert "error" in made.reply({"do": "statistics", "exam_date": wrong})
    assert engine(store).reply({"do": "statistics"})["outlook"] == []


def test_statistics_of_an_empty_record(store: Store) -> None:
    assert engine(store).reply({"do": "statistics"})["attempts"] == 0


# -- marks -------------------------------------------------------------------------------------------------------------


def test_marks_are_put_and_taken_back_and_listed(store: Store) -> None:
    made = engine(store)
    reply = made.reply({"do": "start", "set": "activations"})
    assert [one["mark"] for one in made.reply({"do": "mark", "mark": "flag"})["marks"]] == ["flag"]
    assert made.reply({"do": "mark", "mark": "flag"})["marks"] == []
    assert "error" in made.reply({"do": "mark", "mark": "guessed"})
    assert "error" in made.reply({"do": "mark", "mark": "note", "said": "  "})
    assert "error" in made.reply({"do": "mark", "mark": "note", "said": "x" * 5000})
    assert "error" in made.reply({"do": "mark", "mark": "star"})
    made.reply({"do": "mark", "mark": "note", "said": "<b>σ</b>"})
    made.reply({"do": "answer", "text": right_answer(reply)})
    made.reply({"do": "mark", "mark": "guessed"})
    told = made.reply({"do": "mark", "mark": "disputed", "said": "why?"})
    assert {one["mark"] for one in told["marks"]} == {"note", "guessed", "disputed"}
    listed = made.reply({"do": "marks"})["marks"]
    assert {one["said"] for one in listed} == {"", "why?", "<b>σ</b>"}
    report = next(one for one in listed if one["report"])
    assert report["details"]["verdict"] == "correct"
    assert (
        made.reply({"do": "start", "set": report["set"], "item": report["item"]})["question"]["item"] == report["item"]
    )
    assert store.history("day2")[0].guessed


# -- parts -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def parts(store: Store) -> tuple[Engine, Reply]:
    add_course(str(COURSES / "composed"))
    made = engine(store)
    reply = made.reply({"do": "start", "set": "composed", "item": "attention-in-order"})
    assert reply["stage"] == "question", reply
    return made, reply


def test_each_part_says_how_it_is_answered(parts: tuple[Engine, Reply]) -> None:
    _, reply = parts
    assert [part["sort"] for part in reply["question"]["parts"]] == ["order", "pairs", "several"]
    assert all(part["label"] and part["stem"] and part["how"] for part in reply["question"]["parts"])


def test_answers_to_parts_are_judged_and_kept_on_the_way(parts: tuple[Engine, Reply], store: Store) -> None:
    made, reply = parts
    variant = draw(open_course("composed").bank.item("attention-in-order"), reply["question"]["seed"])
    right = [kind_of(part.item).answers(part)[-1] for part in variant.parts]
    assert made.reply({"do": "keep", "answers": [right[0], "?!", ""]})["stage"] == "kept"
    again = engine(store).reply({"do": "start", "set": "composed", "item": "attention-in-order"})
    assert again["question"]["earlier"] == [right[0], "", ""]
    told = made.reply({"do": "answer", "answers": [right[0], "?!", right[2]]})
    assert told["unreadable"]["part"] == 1
    told = made.reply({"do": "answer", "answers": right, "elapsed": 5})
    assert told["outcome"]["verdict"] == "correct"
    assert [part["style"] for part in told["parts"]] == ["good"] * 3
    for wrong in (["1"], ["1", "2", 3], "123", [None] * 3):
        assert "error" in made.reply({"do": "answer", "answers": wrong})


def test_an_answer_that_looks_like_another_part_is_not_taken_for_it(store: Store) -> None:
    add_course(str(COURSES / "composed"))
    made = engine(store)
    reply = made.reply({"do": "start", "set": "composed", "item": "one-step-downhill"})
    count = len(reply["question"]["parts"])
    answers = ["18*w - 42", "1", "", "It grows\n(a) 3"][:count]
    assert made.reply({"do": "answer", "answers": answers})["error"]["remedy"]
    assert made.reply({"do": "read", "part": 0, "text": "2x"})["stage"] == "reading"
    assert "error" in made.reply({"do": "read", "part": count, "text": "2x"})


# -- the record as a file ----------------------------------------------------------------------------------------------


def taken(made: Engine, lines: str, piece: int = 1000) -> Reply:
    for number, begins in enumerate(range(0, len(lines) or 1, piece)):
        reply = made.reply({"do": "import-piece", "number": number, "text": lines[begins : begins + piece]})
        assert reply == {"version": 2, "stage": "piece", "number": number}
    return made.reply({"do": "import", "name": "record.jsonl"})


def test_a_record_goes_to_another_page_and_back_without_doubles(store: Store, tmp_path: Path) -> None:
    made = played(store)
    made.reply({"do": "start", "set": "cnn"})
    made.reply({"do": "mark", "mark": "note", "said": "勾配 <script>"})
    made.reply({"do": "skip"})
    exported = made.reply({"do": "export"})
    assert exported["name"] == "quiz-record-2026-11-26.jsonl"
    assert exported["lines"].splitlines()[1:] == list(written_out(store, "0"))[1:]
    with Store(tmp_path / "other") as other:
        there = engine(other)
        reply = taken(there, exported["lines"])
        assert (reply["new"]["sessions"], reply["new"]["attempts"], reply["new"]["marks"]) == (2, 4, 1)
        assert reply["said"].startswith("taken in: 2 sessions, 4 answers, 1 mark")
        again = taken(there, exported["lines"])["new"]
        assert again == {"sessions": 0, "attempts": 0, "marks": 0, "set_aside": 0, "goals": 0}
        assert there.reply({"do": "export"})["lines"].splitlines()[1:] == exported["lines"].splitlines()[1:]
        (left,) = there.reply({"do": "hello"})["open"]
        assert there.reply({"do": "resume", "session": left["session"]})["stage"] == "question"


def test_a_file_that_is_none_changes_nothing(store: Store) -> None:
    made = played(store)
    before = list(written_out(store, "0"))[1:]
    lines = made.reply({"do": "export"})["lines"]
    cut = "\n".join(lines.splitlines()[:-1]) + "\n"
    for wrong in ("", "{}", "hello", "SQLite format 3\0...", cut, lines.replace('"activations"', '"\ud800"')):
        told = taken(made, wrong)
        assert told["error"]["message"].startswith("record.jsonl:"), told
        assert "nothing was taken in" in told["error"]["remedy"]
    assert list(written_out(store, "0"))[1:] == before


def test_the_pieces_of_a_file_come_in_order(store: Store) -> None:
    made = engine(store)
    assert "error" in made.reply({"do": "import-piece", "number": 1, "text": "x"})
    made.reply({"do": "import-piece", "number": 0, "text": "x"})
    assert "error" in made.reply({"do": "import-piece", "number": 2, "text": "x"})
    assert "error" in made.reply({"do": "import-piece", "number": 1, "text": "x" * 70_000})
    assert made.reply({"do": "import-piece", "number": 0, "text": "y"})["stage"] == "piece"
    assert made.pieces == ["y"]


# -- anything at all ---------------------------------------------------------------------------------------------------

VALUES = (
    st.none() | st.booleans() | st.integers(-1, 40) | st.floats() | st.text(max_size=9) | st.lists(st.text(max_size=3))
)
COMMANDS = (
    "hello start review resume question read keep answer hint solution assess another retry skip next stop goal mark"
    " marks exam exam-answer exam-time hand-in debrief debrief-question again statistics export import-piece import"
).split()
MESSAGES = st.fixed_dictionaries(
    {"do": st.sampled_from(COMMANDS)},
    optional={
        **dict.fromkeys(("text", "answers", "item", "said", "exam_date", "name", "language", "part"), VALUES),
        "set": st.sampled_from(["activations", "day2-exam", "composed"]) | VALUES,
        **dict.fromkeys(("count", "session", "number", "go", "amount", "halves"), st.integers(0, 4) | VALUES),
        **dict.fromkeys(("choices", "sure", "fresh"), st.booleans() | VALUES),
        "unit": st.sampled_from(["minutes", "questions"]) | VALUES,
        "mark": st.sampled_from(["flag", "guessed", "note", "disputed"]) | VALUES,
        "elapsed": st.floats(0, 100) | VALUES,
    },
)


@pytest.mark.thorough
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(MESSAGES, max_size=14))
def test_no_order_of_messages_breaks_it(tmp_path_factory: pytest.TempPathFactory, messages: list[Any]) -> None:
    with Store(tmp_path_factory.mktemp("record")) as store:
        made = engine(store)
        assert set(COMMANDS) == set(made.commands)
        for message in messages:
            reply = made.reply(message)
            assert ("stage" in reply) != ("error" in reply)
            json.dumps(reply, allow_nan=False)
