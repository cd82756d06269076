"""How long a class took: read where it is clear, told where it isn't, held against the plan, never guessed."""

from __future__ import annotations

import csv
import json
import random
import statistics
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.exchange.classroom.class_folder import Classroom, open_class
from quiz.exchange.classroom.collected_times import WHOLE, collected_times
from quiz.exchange.classroom.durations import between, seconds_in
from quiz.exchange.classroom.time_statistics import spread

pytestmark = pytest.mark.thorough

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run_here: Run) -> Run:
    """``quiz class`` in a folder of this test's own."""
    return partial(run_here, "class")


@pytest.fixture
def room(run: Run) -> Classroom:
    """Four students with three questions each."""
    Path("roster.csv").write_text("id,name\n001,佐藤 花子\n002,鈴木\n003,高橋\n004,田中\n", encoding="utf-8")
    made = ("new", "c", "--roster", "roster.csv", "--set", "day2", "--seed", 1, "--count", 3, "--kind", "number")
    assert run(*made)[0] == 0
    return open_class(Path("c"))


def collected(run: Run, text: str, name: str = "a.csv") -> tuple[int, str]:
    Path(name).write_text(text, encoding="utf-8")
    code, out, err = run("collect", "c", name)
    return code, out + err


def known() -> dict[tuple[str, int], float]:
    return {key: one.seconds for key, one in collected_times(Path("c")).items()}


# -- reading -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_a_time_is_read_in_whatever_way_it_is_written(hours: int, minutes: int, seconds: int) -> None:
    whole = 3600 * hours + 60 * minutes + seconds
    assert seconds_in(f"{hours}:{minutes:02}:{seconds:02}") == whole
    assert seconds_in(f"{hours} hours {minutes} mins {seconds} secs") == whole
    assert seconds_in(f"{hours}時間{minutes}分{seconds}秒") == whole
    assert seconds_in(f"{hours} h {minutes} min {seconds} s") == whole
    assert seconds_in(str(whole), "s") == whole
    assert seconds_in(str(whole)) is None, "a bare number may be anything"
    assert seconds_in(f"{minutes:02}:{seconds:02}") is None, "minutes, or hours"
    assert seconds_in(f"{minutes} mins {hours} hours") is None


@given(st.text(max_size=30))
def test_whatever_is_written_ends_in_seconds_or_in_nothing(text: str) -> None:
    found = seconds_in(text)
    assert found is None or found >= 0
    assert between(text, text) in (None, 0)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)), st.integers(0, 200_000))
def test_from_when_to_when(start: datetime, seconds: int) -> None:
    start = start.replace(microsecond=0)
    end = start + timedelta(seconds=seconds)
    assert between(str(start), str(end)) == seconds
    assert between(f"{start:%Y/%m/%d %H:%M:%S}", f"{end:%Y年%m月%d日 %H:%M:%S}") == seconds
    american = between(f"{start:%m/%d/%Y %I:%M:%S %p}", f"{end:%m/%d/%Y %I:%M:%S %p}")
    assert american == (seconds if start.date() == end.date() else None), "which is the day isn't known"
    if seconds:
        assert between(str(end), str(start)) is None


# -- collected ---------------------------------------------------------------------------------------------------------


def test_a_column_of_the_paper_and_columns_of_questions(run: Run, room: Classroom) -> None:
    code, told = collected(run, "id,1,2,3,所要時間,1 (秒),問3（分）\n001,5,6,,12分34秒,95,2\n002,1,1,1,-,,\n")
    assert code == 0, told
    assert known() == {("001", WHOLE): 754, ("001", 1): 95}, "a question without an answer has no time"
    assert "2 times" in told
    before = Path("c/times.jsonl").read_bytes()
    assert collected(run, Path("a.csv").read_text(encoding="utf-8"))[0] == 0
    assert Path("c/times.jsonl").read_bytes() == before, "nothing is written twice"


@pytest.mark.parametrize("cell", ["12:34", "90", "about an hour", "5 min 2 h"])
def test_what_is_not_clear_is_told_and_the_answers_are_taken(run: Run, room: Classroom, cell: str) -> None:
    code, told = collected(run, f"id,1,Time taken\n001,5,{cell}\n")
    assert code == 2
    assert "no time that can be read" in told
    assert "1 new answer;" in told
    assert known() == {}


def test_start_and_end_of_a_web_form(run: Run, room: Classroom) -> None:
    head = "Start time,Completion time,Email,学籍番号,1"
    code, told = collected(
        run, f"{head}\n2/24/26 10:05:12,2/24/26 10:17:12,a@b,1,5\n2/24/26 23:59:00,2/25/26 0:10:00,c@d,2,7\n"
    )
    assert code == 2
    assert "a.csv:3" in told
    assert known() == {("001", WHOLE): 720}
    assert "columns that were not read: Email" in told
    code, told = collected(run, "Timestamp,id,1\n2026/02/24 10:05:12,3,7\n", "b.csv")
    assert code == 0, "when it was handed in alone tells nothing, and is no fault"
    assert len(known()) == 1


def test_a_row_for_each_answer_json_lines_and_sheets(run: Run, room: Classroom) -> None:
    assert collected(run, "id;question;answer;seconds\n001;1;5;40\n001;2;0,5;80.5\n")[0] == 0
    item = room.form_of(room.members[1]).form.places[2].item
    rows = [
        {"id": "002", "item": item, "response": [1, 2], "seconds": 33},
        {"id": "002", "item": "no-such", "response": 1},
    ]
    code, told = collected(run, "\n".join(map(json.dumps, rows)), "a.jsonl")
    assert code == 2
    assert "a.jsonl:2" in told
    sheet = json.loads(Path(f"c/forms/{room.members[2].form}.json").read_text(encoding="utf-8"))
    for place, (answer, seconds) in enumerate([("7", 12), ("8", 30.5), ("9", -4)]):
        sheet["items"][place] |= {"response": answer, "elapsed_s": seconds}
    code, told = collected(run, json.dumps(sheet), "s.json")
    assert code == 2
    assert '"-4" is no time' in told
    assert known() == {("001", 1): 40, ("001", 2): 80.5, ("002", 3): 33, ("003", 1): 12, ("003", 2): 30.5}


def test_the_time_of_a_refused_attempt_is_nobodys(run: Run, room: Classroom) -> None:
    assert collected(run, "id,1,2,Time taken\n001,5,6,10 mins\n")[0] == 0
    code, told = collected(run, "id,1,2,Time taken\n001,5,7,20 mins\n", "b.csv")
    assert (code, "another answer" in told, "another time" in told) == (2, True, False)
    assert known() == {("001", WHOLE): 600}
    code, told = collected(run, "id,1,2,Time taken\n001,5,6,20 mins\n", "b.csv")
    assert (code, "another time" in told) == (2, True)
    assert known() == {("001", WHOLE): 600}
    assert run("collect", "c", "b.csv", "--replace")[0] == 0
    assert known() == {("001", WHOLE): 1200}


# -- reported ----------------------------------------------------------------------------------------------------------


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_report_holds_times_against_the_plan(run: Run, room: Classroom) -> None:
    planned = room.forms[room.members[0].form].form.minutes
    times = {"001": round(30 * planned), "002": round(90 * planned)}
    told = "".join(f"{student},5,6,7,{seconds},,,\n" for student, seconds in times.items())
    # Of 003 every question is known, of 004 one is missing: only the sum of the first is the time of a paper.
    assert collected(run, f"id,1,2,3,seconds,1 s,2 s,3 s\n{told}003,5,6,7,,10,20,31\n004,5,6,7,,40,50,\n")[0] == 0
    code, out, _ = run("report", "c")
    assert code == 0
    assert "known of 3 papers" in out
    found = {row["id"]: row for row in rows_of("c/times.csv")}
    assert {student: float(row["minutes"]) for student, row in found.items()} == {
        "001": pytest.approx(times["001"] / 60, abs=0.005),
        "002": pytest.approx(times["002"] / 60, abs=0.005),
        "003": pytest.approx(61 / 60, abs=0.005),
    }
    assert {float(row["planned_minutes"]) for row in found.values()} == {planned}
    by_item = {row["item"]: row for row in rows_of("c/report.csv")}
    places = {member.student.id: room.form_of(member).form.places for member in room.members}
    expected: dict[str, list[float]] = {}
    for student, own in (("003", (10, 20, 31)), ("004", (40, 50))):
        for place, seconds in zip(places[student], own, strict=False):
            expected.setdefault(place.item, []).append(seconds)
    for item, row in by_item.items():
        assert int(row["times"]) == len(expected[item])
        assert float(row["median_s"]) == pytest.approx(statistics.median(expected[item]), abs=0.05)
    page = Path("c/report.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "3 of 4 papers" in page
    assert "planned" in page


def test_where_nothing_is_known_one_line_says_so(run: Run, room: Classroom) -> None:
    assert collected(run, "id,1\n001,5\n")[0] == 0
    code, out, _ = run("report", "c")
    assert (code, out.count("nothing is known")) == (0, 1)
    assert Path("c/report.html").read_text(encoding="utf-8").count("Nothing is known") == 1
    assert not Path("c/times.csv").exists()
    assert all(row["times"] == "0" and row["median_s"] == "" for row in rows_of("c/report.csv"))


def test_quartiles_are_those_of_another_library() -> None:
    rng = random.Random(3)
    for count in range(2, 40):
        values = [rng.uniform(5, 500) for _ in range(count)]
        found = spread(values)
        assert found is not None
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        assert (found.low, found.median, found.high) == pytest.approx((low, median, high))
        assert (found.count, found.least, found.most) == (count, min(values), max(values))
