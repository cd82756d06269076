"""The same item and seed give the same variant, byte for byte, on every platform and in every version of the engine.

``same_variants.json`` holds for each item the hash of its file and of its variants at seeds 0 to 3 (stem, options,
key, distractors, hints, solution). A question whose file has changed is another question: its row is then written anew,
by ``python tests/test_same_variants.py``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt, solution
from quiz.exchange.sheet import plain
from quiz.kinds import kind_of
from quiz.model import Item

RECORDED = Path(__file__).with_name("same_variants.json")
BANK = built_in_bank()


def fingerprint(item: Item) -> str:
    """Return the hash of an item's variants at seeds 0 to 3; a prediction's solution would need its training."""
    whole = hashlib.sha256()
    for seed in range(4):
        variant = draw(item, seed)
        shown = prompt(variant)
        parts: dict[str, Any] = {
            "stem": plain(shown.stem),
            "lists": [[[entry.label, plain(entry.text)] for entry in entries] for entries in shown.lists],
            "hints": [plain(hint) for hint in shown.hints],
            "start": shown.start,
            "key": plain(variant.key),
            "distractors": [[plain(slip.value), list(slip.misconceptions)] for slip in variant.distractors],
            "solution": None if kind_of(item).runs_after_answer else plain(solution(variant)),
        }
        whole.update(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode())
    return whole.hexdigest()


def rows() -> dict[str, dict[str, str]]:
    found = {}
    for identifier, path in sorted(BANK.paths.items()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found[identifier] = {
            "file": hashlib.sha256(content).hexdigest(),
            "variants": fingerprint(BANK.item(identifier)),
        }
    return found


@pytest.mark.parametrize("identifier", sorted(BANK.paths))
def test_variants_are_what_they_were(identifier: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert identifier in recorded, "write the rows anew: python tests/test_same_variants.py"
    row = recorded[identifier]
    content = BANK.paths[identifier].read_bytes().replace(b"\r\n", b"\n")
    assert row["file"] == hashlib.sha256(content).hexdigest(), "the question has changed: write its row anew"
    assert row["variants"] == fingerprint(BANK.item(identifier)), "the file is the same, and its variants are not"


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(rows(), indent=1) + "\n", encoding="utf-8")
