"""Reports with planted errors in their code, and with fine code: each error is found, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.report.code.code_findings import CodeFinding
from quiz.report.code.code_rules import RULES, CodeBook

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


def test_every_rule_has_a_sample_and_a_text(book: CodeBook) -> None:
    assert set(book.rules) == set(RULES)
    assert set(RULES) <= {rule for sample in SAMPLES for rule in sample["breaks"]}


def test_every_slot_of_a_text_is_one_that_its_rule_fills(book: CodeBook) -> None:
    for rule in book.rules.values():
        texts = [rule.message, *([rule.expected] if rule.expected is not None else [])]
        for text in (words for both in texts for words in (both.ja, both.en)):
            rest = text
            for slot in RULES[rule.id]:
                rest = rest.replace(f"{{{slot}}}", "")
            assert "{" not in rest, f"{rule.id}: {text}"


def test_what_a_rule_trains_is_in_the_bank(book: CodeBook) -> None:
    from quiz.courses import open_course

    known = set(open_course().bank.paths)
    assert {rule.practise for rule in book.rules.values() if rule.practise is not None} <= known
