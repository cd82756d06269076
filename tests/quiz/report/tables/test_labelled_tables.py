"""Tables of our own, labelled row by row: nothing right is called wrong in them, and most rows are found.

Those of ``held`` were written before tables were read, and stayed unread while that was built.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from labelled_reports import course_checker, judged, labelled

from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.rows import rows_of
from quiz.report.tables import MOST_COLUMNS, table_at
from quiz.report.webpage import lines_of_html

TABLES = Path(__file__).parent
PATHS = sorted(TABLES.glob("*/*.md"))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return course_checker()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_right_is_called_wrong_and_nothing_wrong_right(path: Path, checker: Checker) -> None:
    found = list(judged(path, checker))
    assert [one for one in found if one.falsely_wrong or one.falsely_right] == []
    assert [one for one in found if one.label == "none" and one.found] == []


@pytest.mark.parametrize(("part", "least"), [("known", 1.0), ("held", 0.95)])
def test_most_rows_are_found_with_their_verdict(part: str, least: float, checker: Checker) -> None:
    found = [one for path in PATHS if path.parent.name == part for one in judged(path, checker)]
    stated = [one for one in found if one.label != "none"]
    missed = [one for one in stated if not one.hit]
    assert len(missed) <= (1 - least) * len(stated), missed


def as_page(lines: Sequence[str]) -> str:
    """A report's lines as a page, its tables with names of columns in ``th``."""
    shown: list[str] = []
    for at, line in enumerate(lines):
        text = html.escape(line)
        if re.fullmatch(r"\|[-:| ]+\|", line):
            continue
        if line.startswith("|"):
            named = at + 1 < len(lines) and re.fullmatch(r"\|[-:| ]+\|", lines[at + 1])
            tag = "th" if named else "td"
            cells = "".join(f"<{tag}>{cell.strip()}</{tag}>" for cell in text[1:-1].split("|"))
            first = at == 0 or not lines[at - 1].startswith("|")
            last = at + 1 == len(lines) or not lines[at + 1].startswith("|")
            shown.append(f"{'<table>' * first}<tr>{cells}</tr>{'</table>' * last}")
        elif line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            shown.append(f"<h{level}>{text.lstrip('# ')}</h{level}>")
        else:
            shown.append(f"<p>{text}</p>" if text else "")
    return "\n".join(shown)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_with_the_same_tables_is_read_alike(path: Path, checker: Checker) -> None:
    report, _ = labelled(path)
    page = lines_of_html(as_page([line.text.rstrip() for line in report.lines]))
    found = checker.check(Report("page", tuple(Line(line.text, line.number, code=line.code) for line in page)))
    expected = checker.check(report)
    assert [(one.claim, one.verdict, one.given) for one in found] == [
        (one.claim, one.verdict, one.given) for one in expected
    ]


@pytest.mark.parametrize(("columns", "rows"), [(MOST_COLUMNS, 1), (MOST_COLUMNS + 1, 0)])
def test_a_table_of_very_many_columns_is_passed_over(columns: int, rows: int) -> None:
    cells = "|".join(map(str, range(columns)))
    lines = (f"|{cells}|", "|" + "---|" * columns, f"|{cells}|")
    report = Report("r", tuple(Line(line, number) for number, line in enumerate(lines, 1)))
    assert len(table_at(rows_of(report), 0).body) == rows


def test_a_table_ends_where_the_next_begins() -> None:
    lines = ["| a | b |", "|---|---|", "| 1 | 2 |", "| c | d |", "|---|---|", "| 3 | 4 |"]
    rows = rows_of(Report("x", tuple(Line(line, number) for number, line in enumerate(lines, start=1))))
    assert table_at(rows, 0).body == ((2, ("1", "2")),)
    assert table_at(rows, 3).body == ((5, ("3", "4")),)
