"""The audit of a course's formulas: each is found in its own passages, and what is wrong with one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit.formula_rules import formula_faults
from quiz.courses import open_course
from quiz.report.formulas.formula_file import FILE, line_of, load_library

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
test = ["円の面積: $y = c r^2$"]
counter = ["円の面積: $y = c r$"]
[[formula.error]]
forms = ["y = c*r"]
message = { ja = "2 乗がありません", en = "the square is missing" }
"""


def told(folder: Path, source: str) -> list[str]:
    (folder / FILE).write_text(source, encoding="utf-8")
    return [f"{formula.id}: {detail.en}" for formula, detail in formula_faults(load_library(folder))]


def test_a_whole_file_has_no_faults(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('test = ["円の面積: $y = c r^2$"]\n', "", "circle: there is no passage under test"),
        ("$y = c r^2$", "$y = c r^3$", 'circle: in "円の面積: $y = c r^3$" it is not found to be right'),
        ("$y = c r^2$", "$y = c r$", 'circle: "円の面積: $y = c r$" is faulted by circle'),
        ("円の面積: $y = c r$", "円の面積: $y = c r^4$", "is not faulted"),
        ('["y = c*r"]', '["y = c*r", "y = r^2*c"]', "is a right form of circle"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    assert any(said in fault for fault in told(tmp_path, WHOLE.replace(old, new)))


def test_the_formulas_of_the_course_are_found_in_their_own_passages() -> None:
    root = open_course().root
    library = load_library(root)
    assert [(formula.id, detail.en) for formula, detail in formula_faults(library)] == []
    assert all(line_of(root / FILE, formula.id) for formula in library.formulas)


def test_a_sisters_error_is_no_right_form_of_it(tmp_path: Path) -> None:
    """Formulas on one topic whose states have other letters are told apart by these."""
    sisters = (
        WHOLE
        + """
[[formula]]
id = "first"
topics = ["area"]
title = { ja = "一", en = "first" }
state = ["m"]
right = ["m = m + grad"]
test = ["円の面積: $m = m + \\\\nabla E$"]
[[formula.error]]
forms = ["m = m + grad^2"]
message = { ja = "2 乗は要りません", en = "there is a square too many" }
[[formula]]
id = "second"
topics = ["area"]
title = { ja = "二", en = "second" }
state = ["v"]
right = ["v = v + grad^2"]
test = ["円の面積: $v = v + (\\\\nabla E)^2$"]
"""
    )
    assert told(tmp_path, sisters) == []
