"""What a claim and a formula of one row both say is told once; what they say besides is told too."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report
from quiz.report.findings import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    return course_checker()


def told(checker: Checker, text: str) -> list[tuple[str, str]]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), start=1))
    return [(finding.kind, finding.verdict) for finding in checker.check(Report("report.md", lines))]


def test_an_imprecise_start_is_told_with_the_formula(checker: Checker) -> None:
    assert told(checker, r"AdaGrad: $h_0 = \theta$") == [("formula", "imprecise")]


def test_a_wrong_deviation_is_told_with_the_formula(checker: Checker) -> None:
    assert told(checker, r"Xavier の初期値の標準偏差は $\sigma = \frac{1}{n}$ である。") == [("formula", "wrong")]


def test_what_the_sentence_says_besides_is_told(checker: Checker) -> None:
    found = told(checker, r"シグモイド関数 $f(x) = \frac{1}{1 + e^{-x}}$ は滑らかで、出力は0から1の範囲である。")
    assert ("formula", "correct") in found
    assert ("claim", "correct") in found
