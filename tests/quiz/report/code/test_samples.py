"""Reports with planted errors in their code, and with fine code: each error is found, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.code_rules import KEPT, RULES, CodeBook

SAMPLES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "samples.toml").read_text(encoding="utf-8")
)["sample"]  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["name"])
def test_a_sample_breaks_what_it_is_meant_to_break(
    sample: dict[str, Any], judged: Callable[[str], list[CodeFinding]]
) -> None:
    found = [finding for finding in judged(sample["report"]) if finding.verdict != "right"]
    assert sorted(finding.claim for finding in found) == sorted(sample["breaks"])
    for finding in found:
        assert finding.given.rstrip("… ") in finding.row.line.text
        slots = {f"{{{slot}}}" for slot in RULES.get(finding.claim, ())}
        assert not [slot for slot in slots if slot in finding.message.ja + finding.message.en], "not filled"


def test_the_course_says_something_of_every_rule(book: CodeBook) -> None:
    assert set(book.rules) == set(RULES)
    assert {rule.id for rule in book.rules.values() if rule.verdict == "right"} == set(KEPT)
