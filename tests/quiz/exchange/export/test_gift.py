"""GIFT, read by gift-pegjs, and graded again from what that found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from exported_samples import IN_BOTH, WHOLE, every_question, responses

from quiz.exchange.export.exported_question import ExportedQuestion
from quiz.exchange.export.exporter import ExportedSet
from quiz.exchange.export.gift import Gift
from quiz.interaction import Match, PutInOrder
from quiz.language import Text

ROOT = Path(__file__).resolve().parents[4]
READER = Path(os.environ.get("QUIZ_CONSUMERS", "node_modules")) / "gift-pegjs"
EXPORTER = Gift()
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        shutil.which("node") is None or not READER.is_dir(),
        reason="no reader of GIFT here: npm install gift-pegjs, QUIZ_CONSUMERS",
    ),
]


def read(questions: Sequence[ExportedQuestion], whole: ExportedSet = WHOLE) -> list[dict[str, Any]]:
    script = ROOT / "tests/support/read_gift.cjs"
    done = subprocess.run(
        ["node", str(script), str(READER.resolve())],
        input=EXPORTER.file(questions, whole),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [one for one in found if one["type"] != "Category"]


@cache
def carried(choices: bool = False) -> list[tuple[ExportedQuestion, dict[str, Any]]]:
    questions = [one for one in every_question(choices=choices) if EXPORTER.refused(one) is None]
    in_order = sorted(questions, key=lambda one: (one.section, one.item))
    return list(zip(in_order, read(questions), strict=True))


def mark(there: dict[str, Any], content: tuple[Any, ...]) -> float:
    if there["type"] == "Numerical":
        for choice in there["choices"]:
            number, near = Fraction(str(choice["text"]["number"])), Fraction(str(choice["text"].get("range", 0)))
            if abs(Fraction(content[0]) - number) <= near:
                return float(choice["weight"]) / 100
        return 0
    choices = there["choices"]
    if all(choice["weight"] is None for choice in choices):
        return float(choices[content[0]]["isCorrect"])
    total = sum(float(choices[place]["weight"] or 0) for place in content)
    return 1.0 if total > 99.99 else max(0.0, total / 100)


@pytest.mark.parametrize("choices", [False, True])
def test_the_key_has_full_marks_and_slips_have_none(choices: bool) -> None:
    marked = 0
    for question, there in carried(choices):
        assert f"[{question.item} {question.seed}]" in there["title"]
        if there["type"] not in ("Numerical", "MC"):
            continue
        for given in responses(question.only):
            assert mark(there, given.content) == (1 if given.worth == "full" else 0), (question.id, given)
            marked += 1
    assert marked > 500


def test_pairs_orders_and_what_a_person_grades() -> None:
    kinds = {there["type"] for _, there in carried()}
    assert kinds == {"Numerical", "MC", "Matching", "Essay"}
    for question, there in carried():
        one = question.only.interactions[0]
        if isinstance(one, Match):
            assert sum(bool(pair["subquestion"]["text"]) for pair in there["matchPairs"]) == len(one.left)
        if isinstance(one, PutInOrder):
            places = [pair["subanswer"] for pair in there["matchPairs"]]
            assert places == [str(one.order.index(at) + 1) for at in range(len(one.lines))]
        assert there["globalFeedback"]["text"]


def test_signs_of_the_format_in_a_text_stay_in_it() -> None:
    hostile = "a ~ = # { } : \\ ::x:: // [html] {=1}\n\n$CATEGORY: x\nend"
    question = next(one for one in every_question() if EXPORTER.refused(one) is None and one.only.numbers)
    asked = replace(question.only, stem=Text(hostile, hostile))
    (there,) = read([replace(question, asked=(asked,))])
    assert there["type"] == "Numerical"
    for piece in ("a ~ = # { } : \\ ::x:: // [html] {=1}", "$CATEGORY: x", "end"):
        assert piece in there["stem"]["text"]


def test_both_languages() -> None:
    questions = [one for one in every_question() if EXPORTER.refused(one) is None][:20]
    assert all('lang="ja"' in there["stem"]["text"] for there in read(questions, IN_BOTH))
