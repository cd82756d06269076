"""Numbers that reports of our own work out, labelled line by line; those of ``held`` were written before any rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_reports import course_checker, judged

from quiz.report.findings import Checker

pytestmark = pytest.mark.thorough
WORKED = Path(__file__).parent / "worked"
PATHS = sorted(WORKED.glob("*/*.md"))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return course_checker()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_line_is_found_with_its_verdict_and_nothing_else_is_called_wrong(path: Path, checker: Checker) -> None:
    found = list(judged(path, checker))
    assert [one for one in found if one.falsely_wrong or one.falsely_right] == []
    assert [one for one in found if one.label != "none" and not one.hit] == []


def test_the_reports_have_lines_of_each_kind(checker: Checker) -> None:
    labels = [one.label for path in PATHS for one in judged(path, checker)]
    assert labels.count("right") > 40
    assert labels.count("wrong") > 25
