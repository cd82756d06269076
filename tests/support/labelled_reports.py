"""Study reports of our own in ``tests/quiz/report/claims/reports/``, whose statements are labelled where they stand.

A line ends with what is to be found in it: ``@@right``, ``@@imprecise``, ``@@wrong``, or ``@@none`` for what states
nothing that can be judged (a question, a quotation, what was once believed, another subject). The reports of ``held``
were written first and are not read while claims are written: they tell how well what was never seen is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.code.code_rules import load_code_book
from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.formulas.formula_file import load_library

REPORTS = Path(__file__).parents[1] / "quiz/report/claims/reports"
PARTS = ("known", "held")
VERDICTS = {"right": "correct", "imprecise": "imprecise", "wrong": "wrong", "none": "none"}
_LABEL = re.compile(r"\s*@@(\w+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled line: where it is, the verdict that it should get, and those that it got."""

    place: str
    text: str
    label: str
    found: frozenset[str]

    @property
    def hit(self) -> bool:
        """Whether the statement was found with its verdict."""
        return VERDICTS[self.label] in self.found

    @property
    def falsely_wrong(self) -> bool:
        """Whether what isn't wrong is called so."""
        return self.label != "wrong" and "wrong" in self.found

    @property
    def falsely_right(self) -> bool:
        """Whether what is wrong is called nothing but right."""
        return self.label == "wrong" and self.found == {"correct"}


def paths(part: str) -> list[Path]:
    """The reports of one part."""
    return sorted((REPORTS / part).glob("*.md"))


def labelled(path: Path) -> tuple[Report, dict[int, str]]:
    """A report as a learner would hand it in, and the labels by the number of the line."""
    lines, labels = [], {}
    for number, written in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        mark = _LABEL.search(written)
        if mark:
            labels[number] = mark[1]
        lines.append(Line(_LABEL.sub("", written), number))
    return Report(path.name, tuple(lines)), labels


def judged(path: Path, checker: Checker) -> Iterator[Judged]:
    """Hold what is found in a report against its labels."""
    report, labels = labelled(path)
    found: dict[int, set[str]] = {}
    for finding in checker.check(report):
        found.setdefault(finding.row.line.number, set()).add(finding.verdict)
    for line in report.lines:
        verdicts = frozenset(found.get(line.number, ()))
        if line.number in labels or "wrong" in verdicts:
            yield Judged(f"{path.stem}:{line.number}", line.text.strip(), labels.get(line.number, "none"), verdicts)


@cache
def course_checker() -> Checker:
    """What checks a report against everything that the built-in course knows; made once, as checking leaves it so."""
    course = open_course()
    items, faults = course.bank.load_all()
    assert not faults
    return Checker(items, read_claims(course.root), load_library(course.root), load_code_book(course.root))
