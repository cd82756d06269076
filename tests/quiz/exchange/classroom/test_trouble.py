"""A class with trouble: rosters and tables as spreadsheets leave them. Each is told; nothing is lost or guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quiz.exchange.classroom.class_folder import Classroom, latest, open_class

pytestmark = pytest.mark.thorough

Run = Callable[..., tuple[int, str, str]]
FEW = ("--set", "day2", "--seed", 1, "--count", 3, "--kind", "number")
ROSTER = "id,name\n001,佐藤 花子\n002,鈴木 一郎\n003,高橋 健\n004,田中 愛\n"


@pytest.fixture
def run(run_here: Run) -> Run:
    """``quiz class`` in a folder of this test's own."""
    return partial(run_here, "class")


@pytest.fixture
def room(run: Run) -> Classroom:
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    assert run("new", "c", "--roster", "roster.csv", *FEW)[0] == 0
    return open_class(Path("c"))


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def collect(run: Run, text: str | bytes, name: str = "a.csv", *more: object) -> tuple[int, str]:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    code, out, err = run("collect", "c", name, *more)
    return code, out + err


def answers() -> dict[tuple[str, int], str]:
    return {key: one.answer for key, one in latest(Path("c")).items()}


# -- rosters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffid,name\n001,佐藤 花子\n002,鈴木\n".encode(),
        "学籍番号,氏名\n００１,佐藤 花子\n002,鈴木\n".encode("cp932"),
        "id;name\r\n001;佐藤 花子\r\n002;鈴木\r\n".encode(),
        "sep=;\r\nid;name\r\n001;佐藤 花子\r\n002;鈴木\r\n".encode(),
        "id\tname\n001\t佐藤 花子\n002\t鈴木\n".encode("utf-16"),
        "\n番号,氏名\n\n001,佐藤 花子\n,,\n002,鈴木\n\n".encode(),
        "ID,姓,名\n001,佐藤,花子\n002,鈴木,\n".encode(),
        "id,name,\n001,佐藤 花子,a note without a head\n002,鈴木,\n".encode(),
    ],
)
def test_a_roster_as_spreadsheets_save_it(run: Run, data: bytes) -> None:
    Path("roster.csv").write_bytes(data)
    code, _, err = run("new", "c", "--roster", "roster.csv", *FEW)
    assert code == 0, err
    found = [member.student for member in open_class(Path("c")).members]
    assert [one.name for one in found] == ["佐藤 花子", "鈴木"]
    assert found[1].id == "002"
    assert Path("c/roster.csv").read_bytes() == data, "as it was given"


def test_all_that_is_wrong_with_a_roster_is_told_at_once(run: Run) -> None:
    Path("roster.csv").write_text("id,name\n１,A\n,B\n1,C\n2,D\n2,E\n3,F,G\n", encoding="utf-8")
    code, _, err = run("new", "c", "--roster", "roster.csv", *FEW)
    assert code == 2
    assert [line in err for line in ("csv:3:", "csv:4:", "csv:6:", "csv:7:")] == [True] * 4, err
    assert not Path("c").exists()


# -- answers -----------------------------------------------------------------------------------------------------------


def test_zeros_before_an_id_that_a_spreadsheet_took_away(run: Run, room: Classroom) -> None:
    code, told = collect(run, "id,1\n1,5\n２,6\n12,7\n")
    assert code == 2
    assert answers() == {("001", 1): "5", ("002", 1): "6"}
    assert "a.csv:4: no student has the id 12" in told


def test_where_two_ids_are_one_number_neither_is_guessed(run: Run) -> None:
    Path("roster.csv").write_text("id,name\n07,A\n007,B\n", encoding="utf-8")
    assert run("new", "c", "--roster", "roster.csv", *FEW)[0] == 0
    code, _ = collect(run, "id,1\n7,5\n007,6\n")
    assert code == 2
    assert answers() == {("007", 1): "6"}


def test_what_is_near_is_suggested_and_not_taken(run: Run, room: Classroom) -> None:
    form = room.members[1].form
    other = "A" if form[2] != "A" else "B"
    mistyped = form[:2] + other + form[3:]
    code, told = collect(run, f"name,form,1\n鈴木 一朗,,5\n,{mistyped},6\n佐藤 花子,{form},7\n")
    assert code == 2
    assert 'nobody is called "鈴木 一朗" (is it 鈴木 一郎?)' in told
    assert f"{mistyped} is no id of a form (is it {form}?)" in told
    assert "a.csv:4" in told
    assert answers() == {}


def test_id_and_form_of_two_students_are_told_with_what_belongs_together(run: Run, room: Classroom) -> None:
    code, told = collect(run, f"id,form,1\n004,{room.members[0].form},5\n")
    assert code == 2
    assert f"the id 004 is that of 田中 愛 with form {room.members[3].form}, but {room.members[0].form}" in told
    assert answers() == {}


def test_columns_that_were_not_read_and_questions_without_one(run: Run, room: Classroom) -> None:
    code, told = collect(run, "Timestamp,id,Q1. How large is it?,2\nnow,001,5,6\n")
    assert code == 2
    assert "columns that were not read: Timestamp\n" in told
    assert "questions without a column: 1, 3" in told
    assert 'the column "Q1. How large is it?" was not read' in told
    assert answers() == {("001", 2): "6"}


def test_a_comma_within_an_answer_moves_nothing(run: Run, room: Classroom) -> None:
    code, told = collect(run, 'id,1,2,3\n001,7,5,6,9\n002,"7,5",6,9\n')
    assert code == 2
    assert 'a.csv:2: "9" stands beyond the last column' in told
    assert answers() == {("002", 1): "7,5", ("002", 2): "6", ("002", 3): "9"}


@pytest.mark.parametrize("cell", ["1月4日", "4-Jan", "2026/1/4", "2026-01-04 00:00:00"])
def test_an_answer_that_a_spreadsheet_made_a_date(run: Run, room: Classroom, cell: str) -> None:
    code, told = collect(run, f"id,1,2\n001,{cell},1/4\n")
    assert code == 2
    assert "the answer to question 1 is a date" in told
    assert answers() == {("001", 2): "1/4"}


def test_two_answers_of_one_student_and_lines_as_they_stand(run: Run, room: Classroom) -> None:
    code, told = collect(run, 'id,1,2\n001,"5\nand more",6\n\n001,5,6\n')
    assert code == 2
    assert "a.csv:5: 001 has another answer to question 1 (a.csv:2)" in told
    assert answers() == {("001", 1): "5\nand more", ("001", 2): "6"}


def test_a_file_that_cannot_be_read_hides_no_other(run: Run, room: Classroom) -> None:
    Path("a.csv").write_text("id,1\n001,5\nx,6\n", encoding="utf-8")
    Path("empty.csv").write_text("\n", encoding="utf-8")
    Path("b.csv").write_text("id,1\n002,7\n", encoding="utf-8")
    code, _, err = run("collect", "c", "a.csv", "missing.csv", "empty.csv", "b.csv")
    assert code == 2
    assert all(name in err for name in ("a.csv:3", "missing.csv", "empty.csv is empty")), err
    assert answers() == {("001", 1): "5", ("002", 1): "7"}


def test_a_sheets_name_names_a_student_as_a_whole(run: Run) -> None:
    Path("roster.csv").write_text("id,name\n1,A\n2,B\n12,C\n", encoding="utf-8")
    assert run("new", "c", "--roster", "roster.csv", *FEW, "--forms", 1)[0] == 0
    sheet = next(Path("c/forms").glob("*.md")).read_text(encoding="utf-8").replace("Answer:", "Answer: 42", 1)
    for name, student in (("2026.md", None), ("form-12.md", "12"), ("1 copy.md", "1")):
        Path(name).write_text(sheet, encoding="utf-8")
        code, _, _ = run("collect", "c", name)
        assert (code == 0) == (student is not None), name
    assert {student for student, _ in answers()} == {"12", "1"}


# -- who has handed in nothing -----------------------------------------------------------------------------------------


def test_who_has_handed_in_nothing_has_no_mark_and_sees_no_solution(run: Run, room: Classroom) -> None:
    code, told = collect(run, "id,1,2,3\n001,5,6,7\n002,5,6,7\n")
    assert code == 0
    assert "without answers (2): 003 高橋 健, 004 田中 愛" in told
    code, out, _ = run("grade", "c", "--void", room.items[0])
    assert code == 0
    assert "without answers (2)" in out
    assert f"taken out: {room.items[0]}" in out
    marks = {row["id"]: row for row in rows_of("c/marks.csv")}
    assert [marks[student]["answered"] for student in ("001", "003")] == ["3", "0"]
    assert marks["003"]["points"] == marks["003"][room.items[0]] == "", "not even what was taken out"
    assert float(marks["001"][room.items[0]]) == 1
    assert len(list(Path("c/feedback").iterdir())) == 2
    assert collect(run, "id,1\n003,5\n", "late.csv")[0] == 0
    assert run("grade", "c")[0] == 0
    assert float(rows_of("c/marks.csv")[2][room.items[0]]) == 1
    assert len(list(Path("c/feedback").iterdir())) == 3


def test_a_question_is_counted_again(run: Run, room: Classroom) -> None:
    assert collect(run, "id,1,2,3\n001,5,6,7\n002,5,6,7\n")[0] == 0
    assert run("grade", "c")[0] == 0
    before = Path("c/marks.csv").read_bytes()
    for _ in range(2):
        assert run("grade", "c", "--void", room.items[1])[0] == 0
    assert Path("c/marks.csv").read_bytes() != before
    assert run("grade", "c", "--unvoid", room.items[1])[0] == 0
    assert Path("c/marks.csv").read_bytes() == before
    assert open_class(Path("c")).void == ()


# -- what a person marks -----------------------------------------------------------------------------------------------


def test_points_that_a_spreadsheet_has_saved_count(run: Run, room: Classroom) -> None:
    assert collect(run, "id,1\n001,ほげ\n002,ふが\n")[0] == 0
    assert run("grade", "c")[0] == 0
    rows = rows_of("c/by-hand.csv")
    assert len(rows) == 2
    for row in rows:
        assert not row["answer_id"].replace("e", "", 1).isdigit(), "no spreadsheet takes it for a number"
        row["id"], row["points"] = row["id"].lstrip("0"), "0,5"
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    Path("c/by-hand.csv").write_bytes(file.getvalue().encode("cp932"))
    assert run("grade", "c")[0] == 0
    assert [row["points"] for row in rows_of("c/marks.csv")[:2]] == ["0.5", "0.5"]
    assert collect(run, "id,1\n002,ほげほげ\n", "b.csv", "--replace")[0] == 0
    _, out, _ = run("grade", "c")
    assert "1 mark in c/by-hand.csv not counted" in out
    assert "1 answer left for a person" in out
    assert [row["points"] for row in rows_of("c/by-hand.csv")] == ["0.5", "", "0.5"]


def test_a_file_that_is_no_table_is_told_with_its_remedy_on_a_line_of_its_own(run: Run, room: Classroom) -> None:
    code, said = collect(run, b"%PDF-1.7\n\xb5\xb5\x81\xff\xfe\x00\xd8")
    assert code == 2
    assert "\\n" not in said
    assert "\n  → " in said


def test_a_form_may_be_headed_as_the_sheet_calls_it(run: Run, room: Classroom) -> None:
    member = room.members[1]
    assert collect(run, f"用紙の番号,氏名,問1\n{member.form},{member.student.name},7\n")[0] == 0
    assert answers() == {(member.student.id, 1): "7"}


def test_the_call_that_is_advised_for_collecting_works(run: Run, room: Classroom) -> None:
    code, _, err = run("collect", "c")
    assert code == 2
    advised = err.partition("quiz class ")[2].split()
    assert run(*advised)[0] == 0
