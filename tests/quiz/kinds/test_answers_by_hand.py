"""What strangers wrote by hand: right answers are taken, wrong ones never, nobody is called wrong for being right."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds.text.labelled import labelled_answers

CORPUS = Path(__file__).parents[2] / "corpora" / "answers.jsonl"
VERDICTS = {
    "right": {"correct"},
    "unread": {"unreadable", "undecided", "unanswered"},
    "wrong": {"wrong", "partial", "incomplete"},
    "asked": {"unreadable", "undecided", "unanswered"},
    "unclear": {"unreadable", "undecided", "unanswered", "partial", "incomplete"},
}
FOUND = {
    ("zero-init-consequence", "en"): 639,
    ("zero-init-consequence", "ja"): 620,
    ("bn-effects", "en"): 645,
    ("bn-effects", "ja"): 639,
    ("optimizer-traits", "en"): 632,
    ("optimizer-traits", "ja"): 662,
}
"""Facets that are found in the labelled answers to text items: what is read once stays read."""


@cache
def corpus() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found.setdefault(entry["item"], []).append(entry)
    return found


@pytest.mark.parametrize("name", sorted(corpus()))
def test_answers_are_judged_as_people_judge_them(name: str) -> None:
    item = built_in_bank().item(name)
    for entry in corpus()[name]:
        variant = draw(item, entry["seed"])
        for label, verdicts in VERDICTS.items():
            for answer in entry.get(label, ()):
                verdict = grade(variant, answer).verdict
                assert verdict in verdicts, (entry["seed"], label, answer, verdict)


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "lang"), sorted(FOUND))
def test_what_was_found_in_labelled_texts_is_found_again(name: str, lang: str) -> None:
    item = built_in_bank().item(name)
    rubric = item.answer.rubric
    found = 0
    for answer in labelled_answers(item):
        if answer.lang == lang and not answer.unanswered:
            credited, _ = answer.found(rubric)
            assert credited <= answer.facets, answer.answer
            found += len(credited)
    assert found == FOUND[name, lang]  # where it is more, raise the figure
