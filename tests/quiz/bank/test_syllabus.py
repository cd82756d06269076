"""The syllabus: every heading of the course has families, what finds none is a defect, and the table shows it all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.audit.syllabus_rules import syllabus_faults
from quiz.bank.course import read_course
from quiz.bank.syllabus import syllabus
from quiz.cli import main
from quiz.courses import open_course
from quiz.errors import FileFaults
from quiz.kinds import KINDS

DAY2 = open_course(None)
COURSE = """format_version = 1
id = "small"
version = "1"
licence = "MIT"
title = {{ ja = "小さな講座", en = "Small" }}

[[section]]
id = "sums"
ja = "足し算"
en = "Sums"
headings = [
{headings}
]
"""
ITEM = """+++
id = "add"
kind = "number"
title = { ja = "和", en = "A sum" }
section = "sums"
minutes = 1
difficulty = 1
tags = ["adding"]
key = "a + b"
check = "b + a*1"
[draw]
a = { from = 1, to = 90 }
b = { from = 1, to = 90 }
+++
# ja
{{a}} と {{b}} の和はいくつですか。
## 解説
${{a}} + {{b}} = {{key}}$
# en
What is the sum of {{a}} and {{b}}?
## Solution
${{a}} + {{b}} = {{key}}$
"""


def course(folder: Path, *headings: str) -> Path:
    (folder / "sums").mkdir(parents=True)
    (folder / "sums" / "add.md").write_text(ITEM, encoding="utf-8")
    (folder / "course.toml").write_text(COURSE.format(headings=",\n".join(headings)), encoding="utf-8")
    return folder


def test_no_heading_of_day_2_is_without_a_family_and_no_family_without_a_heading() -> None:
    assert list(DAY2.syllabus) == list(DAY2.sections or {}), "a section without headings"
    assert list(syllabus_faults(DAY2)) == []
    for covered in syllabus(DAY2):
        assert [heading.title.en for heading, cards in covered.headings if not cards] == []
        assert [card.id for card in covered.others] == [], covered.section


def test_a_heading_that_finds_nothing_is_a_defect(tmp_path: Path) -> None:
    root = course(
        tmp_path / "c",
        '{ ja = "和", en = "Adding", tags = ["adding"] }',
        '{ ja = "差", en = "Subtracting", tags = ["subtracting"] }',
        '{ ja = "積", en = "Adding again", tags = ["adding", "addding"] }',
    )
    told = [detail.en for section, detail in syllabus_faults(open_course(str(root)))]
    assert told == [
        'the heading "Subtracting" has no question → tag a question of section sums with subtracting, or delete the '
        "heading",
        "no question of section sums has the tag addding → adding",
    ]


def test_quiz_check_tells_it_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path / "c", '{ ja = "差", en = "Subtracting", tags = ["subtracting"] }')
    with pytest.raises(SystemExit) as ended:
        main(["check", str(root), "--seeds", "5", "--lang", "en"])
    assert ended.value.code == 1
    assert "course.toml:8: [syllabus] small: the heading" in capsys.readouterr().out


@pytest.mark.parametrize(
    "heading", ["3", '{ ja = "和", en = "Sums" }', '{ ja = "和", en = "Sums", tags = [] }', '{ tags = ["a"] }',
                '{ ja = "和", en = "Sums", tags = [1] }', '{ ja = "和", en = "Sums", tags = ["a"], more = 1 }'],
)  # fmt: skip
def test_a_heading_that_cannot_be_read_is_a_fault(tmp_path: Path, heading: str) -> None:
    with pytest.raises(FileFaults):
        read_course(course(tmp_path / "c", heading), KINDS)


def test_the_table_shows_every_heading_with_its_families(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["list", "--syllabus", "--format", "json", "--lang", "en"])
    assert ended.value.code == 0
    table = json.loads(capsys.readouterr().out)["syllabus"]
    by_title = {heading["title"]["en"]: heading["items"] for row in table for heading in row["headings"]}
    assert "nag-step" in by_title["Nesterov's accelerated gradient"]
    assert set(DAY2.bank.cards) == {name for items in by_title.values() for name in items}
    with pytest.raises(SystemExit):
        main(["list", "--syllabus", "--topic", "alexnet", "--lang", "ja"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "AlexNet"
    assert any(line.startswith("  AlexNet のパラメータ数 (2 問): ") for line in lines)


def test_a_course_without_headings_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    root = course(tmp_path / "c")
    (root / "course.toml").write_text(
        (root / "course.toml").read_text(encoding="utf-8").partition("headings")[0], encoding="utf-8"
    )
    with pytest.raises(SystemExit) as ended:
        main(["list", str(root), "--syllabus", "--lang", "en"])
    assert ended.value.code == 2
    assert "this course has no headings of a syllabus" in capsys.readouterr().err
