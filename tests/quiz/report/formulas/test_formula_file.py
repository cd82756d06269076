"""The file of a course's formulas: what is wrong with one is told with its place, and a course without it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.courses import open_course
from quiz.errors import FileFaults
from quiz.report.formulas.formula_file import FILE, load_library

WHOLE = """
format_version = 1
[[topic]]
id = "area"
words = ["円の面積", "area of a circle"]
[[formula]]
id = "circle"
topics = ["area"]
title = { ja = "円の面積", en = "the area of a circle" }
right = ["y = c*r^2"]
[[formula.error]]
forms = ["y = c*r"]
message = { ja = "2 乗がありません", en = "the square is missing" }
"""


def faults(folder: Path, source: str) -> list[str]:
    (folder / FILE).write_text(source, encoding="utf-8")
    with pytest.raises(FileFaults) as refused:
        load_library(folder)
    return [fault.message.en for fault in refused.value.faults]


def test_a_course_without_the_file_has_no_formulas(tmp_path: Path) -> None:
    assert load_library(tmp_path).formulas == ()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    assert [formula.id for formula in load_library(tmp_path).formulas] == ["circle"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format_version = 1", "format_version = 9", "format_version: should be 1"),
        ('topics = ["area"]', 'topics = ["volume"]', "formula circle: there is no topic volume"),
        ('"y = c*r^2"', '"y = = r"', "formula circle: this is no formula that can be compared: y = = r"),
        ('right = ["y = c*r^2"]', "right = []", "formula circle: at least one form is needed"),
        ('"the square is missing"', "3", "formula circle.error 1.message: needs ja and en"),
        ('forms = ["y', 'verdict = "false"\nforms = ["y', "formula circle.error 1: verdict is wrong or imprecise"),
        ('["円の面積", "area of a circle"]', "3", "topic area.words: should be a list of texts"),
        ("[[topic]]", "[topic]", "topic: should be a list of tables"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in faults(tmp_path, WHOLE.replace(old, new))


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    assert "can't read the formulas" in faults(tmp_path, "[[")[0]


def test_every_formula_of_the_course_names_a_question_that_there_is() -> None:
    course = open_course()
    for formula in load_library(course.root).formulas:
        assert formula.practise is None or formula.practise in course.bank.paths, formula.id
