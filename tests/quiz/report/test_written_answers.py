"""Small reports with planted answers: each is found, and graded as a careful tutor would; see written/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker

WRITTEN = [
    report
    for file in sorted((Path(__file__).parent / "written").glob("answers_*.toml"))
    for report in tomllib.loads(file.read_text(encoding="utf-8"))["report"]
]
SHORT = [
    (question["name"], question["asked"], answer, verdicts)
    for question in tomllib.loads(
        (Path(__file__).parent / "written" / "short_answers.toml").read_text(encoding="utf-8")
    )["question"]
    for answer, verdicts in question["answers"]
]


@pytest.fixture(scope="module")
def built_in() -> Checker:
    return Checker(built_in_bank().load_all()[0])


def answers_in(checker: Checker, source: str) -> list[Finding]:
    lines = tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))
    return [finding for finding in checker.check(Report("written.md", lines)) if finding.kind == "answer"]


@pytest.mark.parametrize("report", WRITTEN, ids=lambda report: report["name"])
def test_answers_are_found_and_graded(built_in: Checker, report: dict[str, Any]) -> None:
    expected = dict(entry.split(": ") for entry in report["expect"])
    found = {finding.item.id: finding for finding in answers_in(built_in, report["source"]) if finding.item is not None}
    assert set(found) == set(expected)
    for item, verdicts in expected.items():
        assert found[item].verdict in verdicts.split("|"), found[item].message.ja


@pytest.mark.parametrize("report", WRITTEN, ids=lambda report: report["name"])
def test_what_is_not_judged_says_why_and_what_to_do(built_in: Checker, report: dict[str, Any]) -> None:
    for finding in answers_in(built_in, report["source"]):
        if finding.verdict in ("undecided", "unreadable") and finding.item is not None:
            assert len(finding.message.ja) > 15
            assert len(finding.message.en) > 30


@pytest.mark.parametrize(("name", "asked", "answer", "verdicts"), SHORT, ids=[f"{row[0]}: {row[2]}" for row in SHORT])
def test_short_answers(built_in: Checker, name: str, asked: str, answer: str, verdicts: str) -> None:
    (finding,) = answers_in(built_in, f"{asked}\n{answer}\n")
    assert finding.verdict in verdicts.split("|"), finding.message.ja


def test_names_are_given_once() -> None:
    names = [report["name"] for report in WRITTEN]
    assert len(set(names)) == len(names) >= 60
    assert sum(bool(report.get("unread")) for report in WRITTEN) * 3 >= len(names) - 3
