"""Responses that learning systems export, for a form that was exported to them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from moodle_reader import read_moodle

from quiz.courses import open_set
from quiz.drawing import draw
from quiz.exchange.classroom.class_folder import Classroom, latest, open_class
from quiz.exchange.classroom.collected_times import WHOLE, collected_times
from quiz.exchange.export.exported_question import exported
from quiz.exchange.export.exporter import decimal
from quiz.interaction import EnterNumber

pytestmark = pytest.mark.thorough

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run_here: Run) -> Run:
    """The command line in a folder of this test's own."""
    return run_here


@pytest.fixture
def room(run: Run) -> Classroom:
    Path("roster.csv").write_text("id,name\ns1,Sato Aiko\ns2,Suzuki Ken\n", encoding="utf-8")
    few = ("--seed", 1, "--count", 6, "--kind", "number", "--forms", 1)
    made = run("class", "new", "c", "--roster", "roster.csv", "--set", "day2-exam", *few)
    assert made[0] == 0
    return open_class(Path("c"))


def moodle_texts(run: Run, form: str) -> list[str]:
    """The questions as Moodle has them after an import, in its own order."""
    code, _, err = run("export", f"c/forms/{form}.json", "--to", "moodle-xml", "-o", "m.xml")
    assert code == 0, err
    return [one.text for one in read_moodle(Path("m.xml").read_text(encoding="utf-8"))]


def write(rows: Sequence[Sequence[str]]) -> None:
    with Path("r.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_moodles_columns_are_told_by_their_questions(run: Run, room: Classroom) -> None:
    form = room.members[0].form
    texts = moodle_texts(run, form)
    assert len(texts) == 6
    head = ["Last name", "First name", "ID number", "Email address", "Status", "Time taken"]
    for number in range(1, 7):
        head += [f"Question {number}", f"Response {number}"]
    row = ["Sato", "Aiko", "", "a@example.org", "Finished", "1 hour 2 mins"]
    for number, text in enumerate(texts):
        row += [text, str(100 + number) if number != 2 else "-"]
    write([head, row, ["Nobody", "Known", *row[2:]]])
    code, _, err = run("class", "collect", "c", "r.csv")
    assert code == 2
    assert "nobody is called" in err
    found = latest(Path("c"))
    assert sorted(one.answer for one in found.values()) == ["100", "101", "103", "104", "105"]
    assert {one.student for one in found.values()} == {"s1"}
    assert {key: one.seconds for key, one in collected_times(Path("c")).items()} == {("s1", WHOLE): 3720}
    order = [place.item for place in room.forms[form].form.places]
    assert sorted(order) == sorted(room.items)
    for one in found.values():
        asked = texts[int(one.answer) - 100]
        again = moodle_texts_of(run, form, order[one.question - 1])
        assert asked == again


def moodle_texts_of(run: Run, form: str, item: str) -> str:
    (found,) = [one.text for one in read_moodle(Path("m.xml").read_text(encoding="utf-8")) if f"[{item} " in one.name]
    return found


def test_without_the_questions_nothing_is_guessed(run: Run, room: Classroom) -> None:
    write([["Surname", "First name", "Response 1"], ["Sato", "Aiko", "7"]])
    code, _, err = run("class", "collect", "c", "r.csv")
    assert code == 2
    assert "question text shown" in err
    assert latest(Path("c")) == {}


def test_canvas_heads_its_columns_by_the_questions(run: Run, room: Classroom) -> None:
    texts = moodle_texts(run, room.members[0].form)
    head = ["name", "id", "sis_id", "section", "attempt"]
    row = ["Suzuki Ken", "991", "s2", "A", "1"]
    for number, text in enumerate(texts):
        head += [f"{4000 + number}: {text}", "1.0"]
        row += [str(200 + number), "0"]
    write([head, row])
    code, _, err = run("class", "collect", "c", "r.csv")
    assert code == 0, err
    assert sorted(one.answer for one in latest(Path("c")).values()) == [str(200 + number) for number in range(6)]


def test_a_question_of_another_sheet_is_told(run: Run, room: Classroom) -> None:
    write(
        [
            ["Surname", "First name", "Question 1", "Response 1"],
            ["Sato", "Aiko", "<p>What is the capital of the country of France?</p>", "Paris"],
        ]
    )
    code, _, err = run("class", "collect", "c", "r.csv")
    assert code == 2
    assert "is no question of form" in err


def test_what_was_typed_into_several_fields_is_graded(run: Run) -> None:
    """Moodle writes ``part 1: 7; part 2: 5``; a comma within a field could mean two things, and is left to a person."""
    Path("roster.csv").write_text("id,name\ns1,Sato Aiko\ns2,Suzuki Ken\n", encoding="utf-8")
    asked = ("zero-init-gradients", "conv-output-size", "pool-values", "minibatch-slice-indices")
    chosen = [argument for item in asked for argument in ("--item", item)]
    assert (
        run("class", "new", "c", "--roster", "roster.csv", "--set", "day2", "--seed", 4, "--forms", 1, *chosen)[0] == 0
    )
    room = open_class(Path("c"))
    form = room.members[0].form
    texts = moodle_texts(run, form)
    course = open_set("day2")
    variants = [draw(course.bank.item(place.item), place.seed) for place in room.forms[form].form.places]
    questions = [exported(course.course.id, variant) for variant in variants]
    keys = [
        [decimal(field.key) for one in question.asked for field in one.interactions if isinstance(field, EnterNumber)]
        for question in questions
        if question is not None
    ]
    assert len(keys) == len(texts) == len(asked)
    assert all(len(fields) > 1 for fields in keys)
    head, row, other = ["Surname", "First name"], ["Sato", "Aiko"], ["Suzuki", "Ken"]
    for number, variant in enumerate(variants):
        (text,) = [text for text in texts if text == moodle_texts_of(run, form, variant.item.id)]
        head += [f"Question {number}", f"Response {number}"]
        row += [text, "; ".join(f"part {place}: {key}" for place, key in enumerate(keys[number], start=1))]
        other += [text, "; ".join(f"part {place}: 0,5" for place in range(1, len(keys[number]) + 1))]
    write([head, row, other])
    assert run("class", "collect", "c", "r.csv")[0] == 0
    assert run("class", "grade", "c")[0] == 0
    with Path("c/marks.csv").open(encoding="utf-8-sig") as file:
        right, unclear = csv.DictReader(file)
    assert float(right["points"]) == len(asked)
    assert unclear["open"] == str(len(asked)), "what can't be told is a person's to mark"
