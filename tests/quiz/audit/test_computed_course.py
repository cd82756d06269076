"""A course that only formulas can say, without a solver of its own: each question audited, its keys against oracles."""

from __future__ import annotations

import hashlib
import math
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from quiz.audit import audit_item
from quiz.courses import open_course
from quiz.drawing import draw, prompt
from quiz.exchange.sheet import plain
from quiz.model import Variant
from quiz.render import terminal

COURSE = open_course(str(Path(__file__).resolve().parents[2] / "courses" / "computed"))
QUESTIONS = sorted(COURSE.bank.paths)
SEEDS = range(1, 41)


@pytest.mark.thorough
@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_passes_the_audit(name: str) -> None:
    report = audit_item(COURSE.bank.item(name), 300)
    assert [defect.detail.en for defect in report.defects] == []
    assert len(report.measures.distinct) >= 36


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_needs_a_solver_of_a_topic(name: str) -> None:
    item = COURSE.bank.item(name)
    for formula in (item.key, item.check, *item.lets.values()):
        assert formula is not None
        assert not formula.calls


def values_of(variant: Variant) -> dict[str, Any]:
    return {name: value for name, value in variant.values.items() if name not in ("pi", "e")}


def entropy(v: dict[str, Any]) -> Any:
    p, q = np.array(v["counts"]) / sum(v["counts"]), np.array(v["others"]) / sum(v["others"])
    return stats.entropy(p, base=2), stats.entropy(p, q, base=2)


def intersection(v: dict[str, Any]) -> Any:
    boxes = [
        {(x, y) for x in range(a, a + w) for y in range(b, b + h)}
        for a, b, w, h in zip(v["left"], v["top"], v["width"], v["height"], strict=True)
    ]
    return (len(boxes[0] & boxes[1]) / len(boxes[0] | boxes[1]),)


def contribution(v: dict[str, Any]) -> Any:
    first, second = v["variances"]
    values = np.linalg.eigvalsh(np.array([[first, v["shared"]], [v["shared"], second]], dtype=float))
    return (max(values) / sum(values),)


def shares(v: dict[str, Any]) -> Any:
    (hit, missed), (alarm, rest) = v["table"]
    return 100 * hit / (hit + alarm), 100 * hit / (hit + missed), 100 * (hit + rest) / (hit + missed + alarm + rest)


ORACLES = {
    "entropy-of-counts": entropy,
    "softmax-temperature": lambda v: special.softmax(np.array(v["logits"], dtype=float) / float(v["temperature"])),
    "bleu-brevity": lambda v: (min(1.0, math.exp(1 - v["reference"] / v["candidate"])),),
    "box-iou": intersection,
    "pca-contribution": contribution,
    "sample-of-heights": lambda v: (statistics.mean(v["heights"]), stats.sem([float(h) for h in v["heights"]])),
    "confusion-percent": shares,
}


@pytest.mark.parametrize("name", ORACLES)
def test_a_key_is_what_another_library_says(name: str) -> None:
    for seed in SEEDS:
        variant = draw(COURSE.bank.item(name), seed)
        key = variant.key if isinstance(variant.key, tuple) else (variant.key,)
        wanted = ORACLES[name](values_of(variant))
        assert [float(part) for part in key] == pytest.approx([float(part) for part in wanted], rel=1e-9)


def test_a_table_of_drawn_data_is_a_table_on_the_screen() -> None:
    variant = draw(COURSE.bank.item("sample-of-heights"), 3)
    shown = terminal(prompt(variant).stem.en, width=100, color=False, ascii=False)
    row = next(line for line in shown.splitlines() if "cm" not in line and "." in line)
    assert [float(cell) for cell in row.replace("│", "|").split("|") if cell.strip()] == [
        float(height) for height in variant.values["heights"]
    ]


def test_words_are_options_in_both_languages() -> None:
    variant = draw(COURSE.bank.item("greedy-word"), 1)
    texts = {(option.text.ja, option.text.en) for option in variant.options or ()}
    assert len(texts) == 4
    assert texts <= {("味噌", "miso"), ("酢", "vinegar"), ("塩", "salt"), ("砂糖", "sugar"), ("ケフィア", "kefir")}


def test_keys_and_texts_are_the_same_on_every_machine() -> None:
    """Nothing of a mathematics library is in them: the digest was made on Linux with Python 3.11."""
    whole = hashlib.sha256()
    for name in QUESTIONS:
        for seed in SEEDS:
            variant = draw(COURSE.bank.item(name), seed)
            whole.update(repr((name, seed, plain(variant.key), prompt(variant).stem.en)).encode())
    assert whole.hexdigest() == "ca5e0c931b0e53edc4cec315f7508a1e3b1bf44cb851fb65a1ae0838844381b2"
