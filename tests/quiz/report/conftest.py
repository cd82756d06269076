"""A small bank of the tests' own, and a way to check a report that is written in the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.bank.folder import Bank
from quiz.kinds import KINDS
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker

BANK = Path(__file__).parent / "bank"


def report_of(source: str) -> Report:
    return Report("report.md", tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1)))


@pytest.fixture(scope="session")
def checker() -> Checker:
    items, faults = Bank(BANK, "test", KINDS).load_all()
    assert not faults
    return Checker(items)


@pytest.fixture(scope="session")
def check(checker: Checker) -> Callable[[str], list[Finding]]:
    return lambda source: checker.check(report_of(source))
