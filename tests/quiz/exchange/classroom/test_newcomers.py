"""A class whose roster grows: who is new gets a form, and what was handed out, filled in or collected stays."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quiz.courses import open_set
from quiz.errors import QuizError
from quiz.exchange.classroom import newcomers
from quiz.exchange.classroom.class_folder import Classroom, open_class
from quiz.exchange.classroom.newcomers import refuse_other
from quiz.exchange.classroom.rosters import Student

pytestmark = pytest.mark.thorough

Run = Callable[..., tuple[int, str, str]]
FEW = ("--set", "day2", "--seed", 1, "--count", 3, "--kind", "number")
ROSTER = "id,name\n001,佐藤 花子\n002,鈴木 一郎\n003,\n"
GROWN = "id,name\n001,佐藤 花子\n003,高橋 健\n004,田中 愛\n"


@pytest.fixture
def run(run_here: Run) -> Run:
    """``quiz class`` in a folder of this test's own."""
    return partial(run_here, "class")


def made(run: Run, *more: object) -> Classroom:
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    assert run("new", "c", "--roster", "roster.csv", *FEW, *more)[0] == 0
    Path("grown.csv").write_text(GROWN, encoding="utf-8")
    return open_class(Path("c"))


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path("c").rglob("*") if path.is_file()}


def test_the_same_command_again_changes_nothing(run: Run) -> None:
    made(run)
    before = contents()
    code, out, err = run("new", "c", "--roster", "roster.csv", *FEW)
    assert (code, err) == (0, "")
    assert "0 new students, 0 new forms; 3 students in all" in out
    assert contents() == before


def test_a_roster_without_names_takes_none_away(run: Run) -> None:
    before = made(run).members
    Path("ids.csv").write_text("id\n001\n002\n003\n", encoding="utf-8")
    code, out, _ = run("new", "c", "--roster", "ids.csv")
    assert (code, "named as the roster has them" in out) == (0, False)
    assert open_class(Path("c")).members == before


def test_more_forms_than_students_are_the_forms_of_all(run: Run) -> None:
    room = made(run, "--forms", 9)
    refuse_other(room, None, None, 9, None)
    with pytest.raises(QuizError):
        refuse_other(room, None, None, 2, None)


def test_two_forms_never_have_one_id(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    room = made(run)
    taken = next(iter(room.forms.values()))
    monkeypatch.setattr(newcomers, "another_form", lambda *given: taken)
    with pytest.raises(QuizError):
        newcomers.grown(room, open_set("day2"), [Student("009", "")])


def test_who_is_new_gets_a_form_and_nothing_else_is_touched(run: Run) -> None:
    room = made(run)
    Path("c/answers.csv").write_text("id,1\n001,half filled in\n", encoding="utf-8")
    before = contents()
    code, out, _ = run("new", "c", "--roster", "grown.csv", "--lang", "ja")
    assert code == 0
    assert ["1 人を加えました" in out, "残しました: 002 鈴木 一郎" in out, "合わせました: 003 高橋 健" in out] == [
        True
    ] * 3
    after = contents()
    assert {name for name in before if after[name] != before[name]} == {"c/class.json"}
    assert Path("c/roster-2.csv").read_text(encoding="utf-8") == GROWN
    grown = open_class(Path("c"))
    assert [(one.student.id, one.student.name) for one in grown.members] == [
        ("001", "佐藤 花子"), ("002", "鈴木 一郎"), ("003", "高橋 健"), ("004", "田中 愛"),
    ]  # fmt: skip
    assert [one.form for one in grown.members[:3]] == [one.form for one in room.members]
    form = grown.members[3].form
    assert form not in room.forms
    assert grown.items == room.items
    for name in (f"c/sheets/{form}.html", f"c/forms/{form}.json", f"c/forms/{form}.md", f"c/keys/{form}.json"):
        assert name in after
    with Path("c/answers-2.csv").open(encoding="utf-8-sig") as file:
        assert [(row["id"], row["form"]) for row in csv.DictReader(file)] == [("004", form)]
    Path("late.csv").write_text("id,1,2,3\n004,1,2,3\n", encoding="utf-8")
    assert run("collect", "c", "late.csv")[0] == 0
    assert run("grade", "c")[0] == 0


def test_where_forms_are_shared_newcomers_share_them_too(run: Run) -> None:
    room = made(run, "--forms", 2)
    code, out, _ = run("new", "c", "--roster", "grown.csv")
    assert (code, "1 new student in" in out or "1 new student," in out) == (0, True)
    grown = open_class(Path("c"))
    assert grown.forms == room.forms
    assert grown.members[3].form == grown.members[1].form


@pytest.mark.parametrize(
    ("option", "value"), [("--set", "cnn"), ("--seed", 2), ("--count", 4), ("--forms", 2)], ids=lambda value: str(value)
)
def test_another_class_isnt_made_of_it(run: Run, option: str, value: object) -> None:
    made(run)
    before = contents()
    code, _, err = run("new", "c", "--roster", "grown.csv", option, value)
    assert code == 2
    assert f"another class already ({option}" in err
    assert contents() == before


def test_a_workbook_is_kept_as_one(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="an extra")
    book = openpyxl.Workbook()
    for row in (("id", "name"), (1, "佐藤 花子"), (2, "鈴木 一郎")):
        book.active.append(row)
    book.save("roster.xlsx")
    assert run("new", "c", "--roster", "roster.xlsx", *FEW)[0] == 0
    assert Path("c/roster.xlsx").read_bytes() == Path("roster.xlsx").read_bytes()
    assert not Path("c/roster.csv").exists()
