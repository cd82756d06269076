"""The course's rules for code, and a way to read a report that is written in the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.courses import open_course
from quiz.report.code.code_findings import CodeFinding, judge_code
from quiz.report.code.code_rules import CodeBook, load_code_book
from quiz.report.documents import Line, Report
from quiz.report.formulas.formula_file import load_library
from quiz.report.rows import Row, rows_of

Judged = Callable[[str], list[CodeFinding]]


def rows_in(source: str) -> list[Row]:
    """The rows of a report in Markdown."""
    return rows_of(Report("report.md", tuple(Line(text, at) for at, text in enumerate(source.split("\n"), start=1))))


def cell_of(source: str) -> list[Row]:
    """The rows of a notebook's code cell."""
    lines = tuple(Line(text, at, 1, True) for at, text in enumerate(source.split("\n"), start=1))
    return rows_of(Report("report.ipynb", lines))


@pytest.fixture(scope="session")
def book() -> CodeBook:
    return load_code_book(open_course().root)


@pytest.fixture(scope="session")
def judged(book: CodeBook) -> Judged:
    """The findings of a report in Markdown."""
    library = load_library(open_course().root)
    return lambda source: judge_code(rows_in(source), library, book)


@pytest.fixture(scope="session")
def in_cell(book: CodeBook) -> Judged:
    """The findings of a notebook's code cell."""
    library = load_library(open_course().root)
    return lambda source: judge_code(cell_of(source), library, book)


@pytest.fixture(scope="session")
def broken(in_cell: Judged) -> Callable[[str], list[str]]:
    """What is objected to in a cell of code: rules and formulas, in order."""
    return lambda source: [found.claim for found in in_cell(source) if found.verdict != "right"]


@pytest.fixture(scope="session")
def right(in_cell: Judged) -> Callable[[str], list[str]]:
    """The formulas that a cell of code has right, in order."""
    return lambda source: [found.claim for found in in_cell(source) if found.verdict == "right"]
