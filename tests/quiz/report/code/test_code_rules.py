"""The file of a course's rules for code: what is read, what is refused, what a course without one gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.errors import FileFaults
from quiz.language import Text
from quiz.report.code.code_findings import judge_code
from quiz.report.code.code_rules import CodeBook, filled, load_code_book
from quiz.report.documents import Line, Report
from quiz.report.formulas.known import Library
from quiz.report.rows import rows_of

RULE = '[[rule]]\nid = "relu-mask"\nmessage = { ja = "{mask} が逆", en = "{mask} is turned" }\n'
CODE = "class ReLU:\n    def f(self, x):\n        m = x > 0\n        x[m] = 0"


def book_of(text: str, folder: Path) -> CodeBook:
    (folder / "code.toml").write_text(text, encoding="utf-8")
    return load_code_book(folder)


def found_by(book: CodeBook) -> list[str]:
    lines = tuple(Line(text, at, 1, True) for at, text in enumerate(CODE.split("\n"), start=1))
    return [finding.message.en for finding in judge_code(rows_of(Report("n.ipynb", lines)), Library(), book)]


def test_a_rule_of_the_file_is_on_and_says_what_it_says(tmp_path: Path) -> None:
    assert found_by(book_of("format_version = 1\n" + RULE, tmp_path)) == ["m is turned."]


def test_a_rule_that_is_left_out_is_off(tmp_path: Path) -> None:
    other = RULE.replace("relu-mask", "unused-draw")
    assert found_by(book_of("format_version = 1\n" + other, tmp_path)) == []


def test_a_course_without_the_file_has_no_checks(tmp_path: Path) -> None:
    assert found_by(load_code_book(tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RULE, "format_version"),
        ("format_version = 1\n" + RULE.replace("relu-mask", "no-such"), "is no rule"),
        ("format_version = 1\n" + RULE + RULE, "stands there twice"),
        ("format_version = 1\n" + RULE.replace(', en = "{mask} is turned"', ""), "ja and en"),
        ("format_version = 1\n" + RULE + 'verdict = "fine"\n', "wrong or imprecise"),
        ("format_version = 1\nrule = 3\n", "list of tables"),
        ("format_version = ", "can't read"),
    ],
    ids=["version", "unknown", "twice", "one language", "verdict", "no list", "no TOML"],
)
def test_a_file_with_a_fault_is_refused_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FileFaults) as raised:
        book_of(text, tmp_path)
    assert told in raised.value.faults[0].message.en
    assert raised.value.faults[0].message.ja


def test_slots_are_filled_in_both_languages() -> None:
    text = filled(Text("{a} と {b}", "{a} and {b}"), {"a": "W1", "b": Text("バイアス", "the bias")})
    assert (text.ja, text.en) == ("W1 と バイアス", "W1 and the bias")
