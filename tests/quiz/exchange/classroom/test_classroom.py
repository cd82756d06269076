"""A class from its roster to its report, played by students whose abilities, slips and copying are known."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import html5lib
import pytest
from simulated_class import Truth, roster, simulate, table

from quiz.courses import open_set
from quiz.exchange.classroom.class_folder import Classroom, latest, open_class
from quiz.exchange.classroom.form_ids import SIGNS, form_id, is_form_id, read_form_id
from quiz.model import Misconception

pytestmark = pytest.mark.thorough

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run_here: Run) -> Run:
    """``quiz class`` in a folder of this test's own."""
    return partial(run_here, "class")


def made(run: Run, students: int, *more: object) -> Classroom:
    Path("roster.csv").write_text(roster(students), encoding="utf-8")
    code, out, err = run("new", "c", "--roster", "roster.csv", "--set", "day2-exam", "--seed", 1, *more)
    assert code == 0, err
    assert f"{students} students" in out
    return open_class(Path("c"))


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def played(run: Run, students: int, truth_of: Callable[[Classroom], Truth], *more: object) -> tuple[Classroom, Truth]:
    room = made(run, students, *more)
    truth = truth_of(room)
    Path("answers.csv").write_text(table(room, truth), encoding="utf-8")
    code, _, err = run("collect", "c", "answers.csv")
    assert code == 0, err
    return room, truth


def slips_of(name: str) -> tuple[Misconception, ...]:
    return open_set("day2-exam").bank.item(name).all_misconceptions


FEW = ("--count", 6, "--kind", "number")


def test_from_the_roster_to_the_report(run: Run) -> None:
    room, truth = played(run, 12, lambda room: simulate(room, 5), *FEW)
    assert len(room.forms) == 12
    assert len({tuple(place.item for place in one.form.places) for one in room.forms.values()}) > 3, "in other orders"
    assert all({place.item for place in one.form.places} == set(room.items) for one in room.forms.values())
    code, out, _ = run("grade", "c")
    assert code == 0
    assert "12 papers" in out
    marks = {row["id"]: row for row in rows_of("c/marks.csv")}
    for student, right in truth.right.items():
        assert float(marks[student]["points"]) == pytest.approx(right, abs=0.01), student
    for member in room.members:
        page = Path(f"c/feedback/{member.form}.html").read_text(encoding="utf-8")
        html5lib.HTMLParser(strict=True).parse(page)
        assert member.student.name not in page, "it says no name"
        assert page.count("<strong>Key</strong>") == page.count("<strong>Solution</strong>") == 6
        assert f"{round(float(marks[member.student.id]['points']), 1):g} / 6" in page
    code, out, _ = run("report", "c")
    assert code == 0
    report = Path("c/report.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(report)
    rows = rows_of("c/report.csv")
    assert len(rows) == 6
    ideas = open_set("day2-exam").course.ideas
    slips = {name.partition(":")[0] for row in rows for name in row["slips"].split()}
    behind = {slip.idea for row in rows for slip in slips_of(row["item"]) if slip.name in slips and slip.idea}
    assert behind
    assert all(escape(ideas[idea].en, quote=False) in report for idea in behind), "a teacher reads words, not names"


def test_sheets_hold_no_key_and_name_their_form(run: Run) -> None:
    room = made(run, 3, *FEW)
    for one in room.forms.values():
        page = Path(f"c/sheets/{one.id}.html").read_text(encoding="utf-8")
        assert one.id in page
        assert "Answers and solutions" not in page
        assert "Answers and solutions" in Path(f"c/keys/{one.id}.html").read_text(encoding="utf-8")
        sheet = json.loads(Path(f"c/forms/{one.id}.json").read_text(encoding="utf-8"))
        assert [(entry["id"], entry["seed"]) for entry in sheet["items"]] == [
            (place.item, place.seed) for place in one.form.places
        ]
        assert all("key" not in entry for entry in sheet["items"])


def test_everything_can_be_run_again_and_only_adds(run: Run) -> None:
    room, _ = played(run, 4, lambda room: simulate(room, 5), *FEW)
    before = Path("c/answers.jsonl").read_bytes()
    code, out, _ = run("collect", "c", "answers.csv")
    assert (code, "0 new answers" in out) == (0, True)
    assert Path("c/answers.jsonl").read_bytes() == before
    changed = Path("answers.csv").read_text(encoding="utf-8").replace(",", ",x", 1).splitlines()
    first = room.members[0].student.id
    Path("later.csv").write_text(f"id,1\n{first},777\n", encoding="utf-8")
    assert changed
    code, _, err = run("collect", "c", "later.csv")
    assert code == 2
    assert "another answer to question 1" in err
    assert latest(Path("c"))[first, 1].answer != "777"
    assert run("collect", "c", "later.csv", "--replace")[0] == 0
    assert latest(Path("c"))[first, 1].answer == "777"
    assert Path("c/answers.jsonl").read_bytes().startswith(before), "nothing is lost"
    assert run("grade", "c")[0] == run("grade", "c")[0] == 0


def test_a_question_taken_out_is_given_to_all_and_told(run: Run) -> None:
    room, _ = played(run, 6, lambda room: simulate(room, 5), *FEW)
    assert run("grade", "c")[0] == 0
    before = {row["id"]: row for row in rows_of("c/marks.csv")}
    code, out, _ = run("grade", "c", "--void", room.items[0])
    assert code == 0
    after = {row["id"]: row for row in rows_of("c/marks.csv")}
    assert all(row[room.items[0]] == "1.0" for row in after.values())
    told = rows_of("c/changes.csv")
    wrong = [student for student, row in before.items() if row[room.items[0]] != "1.0"]
    assert {row["id"] for row in told} == set(wrong)
    assert wrong
    assert "changed since last time" in out
    code, _, err = run("grade", "c", "--void", "no-such")
    assert code == 2
    assert "no question no-such" in err


@pytest.mark.parametrize("text", ["id,name,1\ns001,誰か,5\n", "id,1\nzzz,5\n", "name,1\n誰か,5\n", "id,99\ns001,5\n"])
def test_what_is_in_doubt_is_not_taken(run: Run, text: str) -> None:
    made(run, 3, *FEW)
    Path("a.csv").write_text(text, encoding="utf-8")
    code, _, err = run("collect", "c", "a.csv")
    assert code == 2
    assert "a.csv:2" in err
    assert latest(Path("c")) == {}


def test_two_of_one_name_are_told_apart_by_their_form(run: Run) -> None:
    Path("roster.csv").write_text("id,name\n1,鈴木 一\n2,鈴木　一\n3,佐藤\n", encoding="utf-8")
    assert run("new", "c", "--roster", "roster.csv", "--set", "day2", "--seed", 1, *FEW)[0] == 0
    room = open_class(Path("c"))
    Path("a.csv").write_text(f"氏名,用紙,問1\n鈴木一,,5\n鈴木 一,{room.members[1].form.lower()},7\n", encoding="cp932")
    code, _, err = run("collect", "c", "a.csv")
    assert code == 2
    assert "2 students fit" in err
    assert {key: one.answer for key, one in latest(Path("c")).items()} == {("2", 1): "7"}


def test_a_row_for_each_answer_and_filled_in_sheets(run: Run) -> None:
    room = made(run, 3, *FEW)
    Path("long.csv").write_text("id;question;answer\ns001;Q1;5\ns001;問2;0,5\n", encoding="utf-8")
    assert run("collect", "c", "long.csv")[0] == 0
    form = room.members[1].form
    sheet = Path(f"c/forms/{form}.md").read_text(encoding="utf-8")
    Path("filled.md").write_text(sheet.replace("Answer:", "Answer: 42", 1), encoding="utf-8")
    data = json.loads(Path(f"c/forms/{room.members[2].form}.json").read_text(encoding="utf-8"))
    data["items"][1]["response"] = [1, 2]
    Path("filled.json").write_text(json.dumps(data), encoding="utf-8")
    code, _, err = run("collect", "c", "filled.md", "filled.json")
    assert code == 0, err
    assert {key: one.answer for key, one in latest(Path("c")).items()} == {
        ("s001", 1): "5",
        ("s001", 2): "0,5",
        ("s002", 1): "42",
        ("s003", 2): "(1, 2)",
    }


def test_a_workbook(run: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    made(run, 2, *FEW)
    book = openpyxl.Workbook()
    book.active.append(["id", "1", "2"])
    book.active.append(["s001", 7.0, "7×5"])
    book.save("a.xlsx")
    assert run("collect", "c", "a.xlsx")[0] == 0
    assert [one.answer for one in latest(Path("c")).values()] == ["7", "7×5"]


def test_a_wrong_key_and_a_copied_paper_are_found(run: Run) -> None:
    def truth(room: Classroom) -> Truth:
        ids = [member.student.id for member in room.members]
        return simulate(room, 7, wrong_key=room.items[3], copies={ids[7]: ids[3]})

    room, _ = played(run, 30, truth, "--count", 14, "--kind", "number")
    code, out, _ = run("report", "c")
    assert code == 0
    assert room.items[3] in out
    assert "papers too alike: 1 pair" in out
    page = Path("c/report.html").read_text(encoding="utf-8")
    assert room.members[7].student.name in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name\nA\n", "no column id"),
        ("id,name\n1,A\n1,B\n", "roster.csv:3"),
        ("id,name\n,A\n", "roster.csv:2"),
        ("", "empty"),
        ("id,id\n1,2\n", "two columns"),
        ("id,name\n", "lists nobody"),
    ],
)
def test_a_roster_that_cannot_be_used(run: Run, text: str, told: str) -> None:
    Path("roster.csv").write_text(text, encoding="utf-8")
    code, _, err = run("new", "c", "--roster", "roster.csv", "--set", "day2")
    assert code == 2
    assert told in err
    assert not Path("c").exists()


def test_a_folder_that_is_no_class_or_damaged(run: Run) -> None:
    code, _, err = run("grade", "nowhere")
    assert code == 2
    assert "no folder of a class" in err
    made(run, 2, *FEW)
    Path("c/class.json").write_text('{"format": 1}', encoding="utf-8")
    code, _, err = run("report", "c")
    assert code == 2
    assert "damaged" in err
    code, _, err = run("new", "c", "--roster", "roster.csv", "--set", "day2")
    assert "damaged" in err
    Path("c/class.json").unlink()
    code, _, err = run("new", "c", "--roster", "roster.csv", "--set", "day2")
    assert code == 2
    assert "isn't empty" in err


def test_a_damaged_line_of_answers_loses_no_other(run: Run) -> None:
    played(run, 2, lambda room: simulate(room, 5), *FEW)
    whole = Path("c/answers.jsonl").read_text(encoding="utf-8")
    Path("c/answers.jsonl").write_text(whole + '{"student": "s0', encoding="utf-8")
    count = len(latest(Path("c")))
    Path("a.csv").write_text("id,1\ns001,777\n", encoding="utf-8")
    assert run("collect", "c", "a.csv", "--replace")[0] == 0
    assert len(latest(Path("c"))) == count
    assert latest(Path("c"))["s001", 1].answer == "777"


def test_fewer_forms_are_dealt_round(run: Run) -> None:
    room = made(run, 5, *FEW, "--forms", 2)
    assert [member.form for member in room.members][:2] * 2 == [member.form for member in room.members][:4]
    assert len(set(room.feedback_names().values())) == 5


def test_one_wrong_sign_or_two_swapped_make_no_id() -> None:
    for number in range(30):
        written = form_id(7, number)
        assert is_form_id(written)
        signs = written.replace("-", "")
        for place in range(len(signs)):
            for other in SIGNS:
                if other != signs[place]:
                    assert read_form_id(signs[:place] + other + signs[place + 1 :]) is None
        for place in range(len(signs) - 1):
            swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
            assert swapped == signs or read_form_id(swapped) is None


def test_what_a_person_has_to_judge_counts_for_nothing_until_then(run: Run) -> None:
    room = made(run, 2, "--item", "bn-effects")
    Path("a.csv").write_text(
        "id,1\ns001,=学習が速くなる\ns002,学習が速く安定し、過学習も抑えられる\n", encoding="utf-8"
    )
    assert run("collect", "c", "a.csv")[0] == 0
    code, out, _ = run("grade", "c")
    assert (code, "1 answer left for a person" in out) == (0, True)
    row, other = rows_of("c/marks.csv")
    assert (float(row["points"]), row["open"], row["bn-effects"]) == (0, "1", "?")
    assert (other["points"], other["open"]) == ("1.0", "0"), "all that is asked for was found"
    assert "Your teacher will mark this" in Path(f"c/feedback/{room.members[0].form}.html").read_text(encoding="utf-8")
    fill_in("s001", "０．７")
    assert run("grade", "c")[0] == 0
    assert rows_of("c/marks.csv")[0]["points"] == "0.7"
    assert run("grade", "c")[0] == 0, "what was filled in stays"
    assert [one["points"] for one in rows_of("c/by-hand.csv")] == ["0.7"]
    Path("a.csv").write_text("id,1\ns001,過学習が減る\n", encoding="utf-8")
    assert run("collect", "c", "a.csv", "--replace")[0] == 0
    assert run("grade", "c")[0] == 0
    assert rows_of("c/marks.csv")[0]["bn-effects"] == "?", "another answer has no points yet"
    assert [one["points"] for one in rows_of("c/by-hand.csv")] == ["", "0.7"], "and nothing is lost"
    fill_in("s001", "2")
    code, _, err = run("grade", "c")
    assert code == 2
    assert "by-hand.csv:2" in err


def fill_in(student: str, points: str) -> None:
    """Fill in the points of the first answer of a student, as a teacher does in a spreadsheet."""
    rows = rows_of("c/by-hand.csv")
    next(row for row in rows if row["id"] == student)["points"] = points
    with Path("c/by-hand.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.slow
def test_two_hundred_students(run: Run) -> None:
    def truth(room: Classroom) -> Truth:
        ids = [member.student.id for member in room.members]
        return simulate(room, 11, wrong_key=room.items[3], copies={ids[7]: ids[3]})

    room, known = played(run, 200, truth, "--count", 20, "--kind", "number")
    assert run("grade", "c")[0] == 0
    marks = {row["id"]: float(row["points"]) for row in rows_of("c/marks.csv")}
    assert all(marks[student] == pytest.approx(right, abs=0.01) for student, right in known.right.items())
    _, out, _ = run("report", "c")
    assert f"keys to be looked at: {room.items[3]}" in out
    assert "papers too alike: 1 pair" in out
    shutil.rmtree("c")
