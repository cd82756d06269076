"""What strangers wrote to mislead: no right sentence is called wrong, hardly a wrong one is credited."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

from labelled_reports import course_checker

from quiz.report.documents import Line, Report

CORPUS = Path(__file__).parents[3] / "corpora" / "statements.jsonl"
FOUND = {"right": 217, "wrong": 196, "imprecise": 22}
"""Sentences that are found with their verdict: what is read once stays read."""
STILL_CREDITED = 27
"""Wrong sentences of which only what is right is told; the end of most of them is said not to be judged."""


@cache
def told() -> Counter[tuple[str, str]]:
    checker, count = course_checker(), Counter[tuple[str, str]]()
    for written in CORPUS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(written)
        report = Report("x.md", (Line(entry["text"], 1),))
        verdicts = {one.verdict for one in checker.check(report) if one.kind != "answer"}
        count[entry["truth"], "+".join(sorted(verdicts & {"correct", "imprecise", "wrong"}))] += 1
    return count


def test_no_right_sentence_is_called_wrong() -> None:
    assert {said: count for said, count in told().items() if said[0] == "right" and "wrong" in said[1]} == {}


def test_hardly_a_wrong_sentence_is_credited() -> None:
    assert told()["wrong", "correct"] <= STILL_CREDITED


def test_what_was_found_is_found_again() -> None:
    own = {"right": "correct", "wrong": "wrong", "imprecise": "imprecise"}
    found = {
        truth: sum(count for said, count in told().items() if said[0] == truth and verdict in said[1])
        for truth, verdict in own.items()
    }
    assert all(found[truth] >= least for truth, least in FOUND.items()), found
