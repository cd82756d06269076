"""What the findings of a report come to: tests that the bank knows and doesn't, what is right, what to practise."""

from __future__ import annotations

from collections.abc import Callable

from quiz.report.finding import Finding
from quiz.report.overview import overview, to_practise

SLOPE = "問）連鎖律を使い、dz/dx を求めよ。\nz = t^2\nt = x + y\n\n答）"
OTHER = "## 確認テスト\n問）明日の天気を答えよ。\n\n答）晴れ\n\n"


def test_tests_are_counted_by_what_the_bank_knows(check: Callable[[str], list[Finding]]) -> None:
    found = overview(check(f"{SLOPE}2\n\n{OTHER}{SLOPE}2(x+y)\n"))
    assert (found.tests, found.known, found.right) == (3, 2, 1)
    assert ["天気" in finding.question for finding in found.unknown] == [True]
    assert all(finding.item is not None for finding in found.groups["answers"])
    data = found.as_data()
    assert (data["tests"], data["in_bank"], data["right"]) == (3, 2, 1)
    assert data["groups"] == {"answers": {"wrong": 1, "correct": 1}}
    assert [each["line"] for each in data["not_in_bank"]] == [found.unknown[0].row.line.number]


def test_what_was_wrong_is_practised_once(check: Callable[[str], list[Finding]]) -> None:
    found = check(f"{SLOPE}2\n\n{SLOPE}3\n\n{SLOPE}2(x+y)\n")
    assert [item.id for item in to_practise(found)] == ["slope"]
    assert to_practise(check(f"{SLOPE}2(x+y)\n")) == []
    assert to_practise(check(f"{SLOPE}\n")) == []  # nothing was answered: nothing was wrong
