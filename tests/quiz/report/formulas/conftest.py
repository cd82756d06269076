"""The course's formulas, and a way to read a report that is written in the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.courses import open_course
from quiz.report.documents import Line, Report
from quiz.report.formulas.chain_links import ChainFinding, judge_chains
from quiz.report.formulas.formula_file import load_library
from quiz.report.formulas.formula_verdicts import FormulaFinding, judge_formulas
from quiz.report.formulas.known import Library
from quiz.report.rows import Row, rows_of


def rows_in(source: str) -> list[Row]:
    lines = tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))
    return rows_of(Report("report.md", lines))


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(open_course().root)


@pytest.fixture(scope="session")
def formulas(library: Library) -> Callable[[str], list[FormulaFinding]]:
    return lambda source: judge_formulas(rows_in(source), library)


@pytest.fixture(scope="session")
def chains() -> Callable[[str], list[ChainFinding]]:
    return lambda source: judge_chains(rows_in(source))
