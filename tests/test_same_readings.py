"""What somebody wrote is read as it was read: the corpora's answers, the labelled texts, pairs of formulas.

That answers are judged rightly is tested elsewhere. Here nothing is said to be right: each outcome is held to what it
was, with all that it tells (how it was understood, which fault at which column, which diagnosis), and each sentence of
a text to the statements that were found in it, of which a verdict shows the least part. ``same_readings.json`` holds
four digits of a hash for each, in the order of its corpus. Whoever changes how something is read looks at what is
listed as changed, and writes the file anew: ``python tests/test_same_readings.py``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.text.labelled import labelled_files, read_labelled
from quiz.kinds.text.rubric import statements
from solvers import compare
from solvers.grading.form import FORMS

RECORDED = Path(__file__).with_name("same_readings.json")
CORPORA = Path(__file__).parent / "corpora"
BANK = built_in_bank()
DIGITS = 4
FORMULAS = ("equivalence", "form", "numeric", "japanese", "latex", "hostile")
TOLERANCES = ("relative:0.01", "absolute:0.05", "decimals:2", "figures:3")
NEIGHBOURS = 3
"""Rows behind a row whose references its answer is set against as well: what is wrong is read, too."""

pytestmark = pytest.mark.thorough


def told(thing: Any) -> Any:
    """What an outcome tells, as JSON takes it: the same on every platform and in every version of Python."""
    if thing is None or isinstance(thing, str | bool | int):
        return thing
    if isinstance(thing, float | Fraction):
        return f"{float(thing):.9g}"
    if is_dataclass(thing):
        return [told(getattr(thing, field.name)) for field in fields(thing) if field.name not in ("fault", "place")]
    if isinstance(thing, Mapping):
        return sorted([told(key), told(value)] for key, value in thing.items())
    if isinstance(thing, set | frozenset):
        return sorted(map(str, thing))
    if isinstance(thing, tuple | list):
        return [told(one) for one in thing]
    return type(thing).__name__


def hashed(found: Any) -> str:
    return hashlib.sha256(json.dumps(told(found), ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:DIGITS]


def writings(answer: str) -> tuple[str, ...]:
    """An answer, the same with an unknown word within it, written twice, and backwards."""
    middle = len(answer) // 2
    return answer, f"{answer[:middle]} zz {answer[middle:]}", f"{answer}, {answer}", answer[::-1]


@cache
def by_hand() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in (CORPORA / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if not kind_of(BANK.item(entry["item"])).runs_code:
            found.setdefault(entry["item"], []).append(entry)
    return found


def answers(name: str) -> Iterator[tuple[str, str]]:
    """Yield the answers by hand to an item, each with the hash of what becomes of it."""
    item = BANK.item(name)
    for entry in by_hand()[name]:
        variant = draw(item, entry["seed"])
        for label in ("right", "unread", "wrong", "asked", "unclear"):
            for answer in entry.get(label, ()):
                yield f"seed {entry['seed']}: {answer}", hashed([grade(variant, each) for each in writings(answer)])


@cache
def texts() -> dict[str, Path]:
    found = {}
    for name, path in BANK.paths.items():
        if path.with_suffix(".answers.toml").is_file():
            found |= {file.stem: file for file in labelled_files(BANK.paths[name]) if file.is_file()}
    return found


def sentences(stem: str) -> Iterator[tuple[str, str]]:
    """Yield the labelled answers of a file, each with the hash of what it states."""
    rubric = BANK.item(stem.split(".")[0]).answer.rubric
    for labelled in read_labelled(texts()[stem], rubric):
        yield labelled.answer, hashed(statements(labelled.answer, rubric))


def pairs(corpus: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of formulas, each with the hash of what comes of their comparison."""
    rows = [json.loads(line) for line in (CORPORA / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines()]
    forms = sorted(FORMS)
    for place, row in enumerate(rows):
        student, found = row["student"], []
        for other in rows[place : place + 1 + NEIGHBOURS]:
            found.append(compared(student, other["reference"]))
        found.append(compared(student, row["reference"], form=forms[place % len(forms)]))
        found.append(compared(student, row["reference"], tolerance=TOLERANCES[place % len(TOLERANCES)]))
        found.append(compared(row["reference"], student))
        yield f"{student} | {row['reference']}", hashed(found)


def compared(student: str, reference: str, **options: Any) -> Any:
    try:
        return compare(student, reference, **options)
    except ValueError as refused:  # a reference that can't be read, a form that the pair can't have
        return type(refused).__name__


def everything() -> dict[str, Iterator[tuple[str, str]]]:
    found = {f"answers: {name}": answers(name) for name in sorted(by_hand())}
    found |= {f"texts: {stem}": sentences(stem) for stem in sorted(texts())}
    return found | {f"formulas: {corpus}": pairs(corpus) for corpus in FORMULAS}


@pytest.mark.parametrize("name", sorted(everything()))
def test_what_was_written_is_read_as_it_was(name: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    now = list(everything()[name])
    before = [recorded[name][at : at + DIGITS] for at in range(0, len(recorded.get(name, "")), DIGITS)]
    assert len(now) == len(before), "the corpus has changed: python tests/test_same_readings.py"
    changed = [written for (written, found), known in zip(now, before, strict=True) if found != known]
    assert changed == [], "read otherwise than before; if all of them are meant so: python tests/test_same_readings.py"


if __name__ == "__main__":
    whole = {name: "".join(found for _, found in rows) for name, rows in everything().items()}
    RECORDED.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
