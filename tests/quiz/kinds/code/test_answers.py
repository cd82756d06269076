"""Answers as learners write them, kept beside this file: the right ones pass, each wrong one is refused by its name.

``answers/<item>.md`` has a heading for every answer, ``## right: what it is (optimizer = adam)`` or ``## wrong: what is
wrong -> diagnosis``; what stands in brackets says for which drawn values it is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds.code import shrinking
from quiz.model import Variant

pytestmark = pytest.mark.thorough  # every answer is run in a process of its own
FOLDER = Path(__file__).resolve().parent / "answers"
BANK = built_in_bank()
HEADING = re.compile(r"## (right|wrong): (.+?)(?: -> ([\w-]+))?(?: \((\w+) = (\w+)\))?\n```python\n(.*?)\n```\n", re.S)


@dataclass(frozen=True)
class Answer:
    """One answer: what is said of it, the code, the diagnosis that it must get, and for which variants it is meant."""

    item: str
    right: bool
    about: str
    diagnosis: str
    drawn: tuple[str, str]
    code: str


@cache
def answers() -> tuple[Answer, ...]:
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        matches = list(HEADING.finditer(text))
        assert len(matches) == text.count("\n## "), f"{path.name}: a heading that can't be read"
        for match in matches:
            kind, about, diagnosis, name, value, code = match.groups()
            found.append(Answer(path.stem, kind == "right", about, diagnosis or "", (name or "", value or ""), code))
    return tuple(found)


@cache
def variant(item: str, drawn: tuple[str, str], which: int = 0) -> Variant:
    """The first variant of an item with that drawn value; or a later one."""
    seeds = (draw(BANK.item(item), seed) for seed in range(1, 60))
    return [one for one in seeds if not drawn[0] or one.values[drawn[0]] == drawn[1]][which]


def name_of(answer: Answer) -> str:
    return f"{answer.item}: {answer.about}"


@pytest.mark.parametrize("answer", [one for one in answers() if one.right], ids=name_of)
def test_a_right_answer_passes_however_it_is_written(answer: Answer) -> None:
    for which in (0, 1):
        outcome = grade(variant(answer.item, answer.drawn, which), answer.code)
        assert outcome.verdict == "correct", outcome.evidence


@pytest.mark.parametrize("answer", [one for one in answers() if not one.right], ids=name_of)
def test_a_wrong_answer_is_refused_by_its_name(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shrinking, "ROUNDS", 1)  # how small its input becomes is another test's matter
    outcome = grade(variant(answer.item, answer.drawn), answer.code)
    assert (outcome.verdict, outcome.score) == ("wrong", 0)
    assert answer.diagnosis in [diagnosis.name for diagnosis in outcome.diagnoses], outcome.evidence
    for diagnosis in outcome.diagnoses:
        assert diagnosis.message.ja != diagnosis.message.en
    assert outcome.evidence is not None


def test_every_code_item_has_its_answers() -> None:
    items = {path.stem for path in (Path(__file__).resolve().parents[4] / "questions").glob("*/*/*.md")}
    code = {item for item in items if item in BANK.paths and BANK.item(item).kind == "code"}
    counts = Counter((answer.item, answer.right) for answer in answers())
    assert {item for item, _ in counts} == code
    for item in code:
        assert counts[item, True] >= 4
        assert counts[item, False] >= 8
