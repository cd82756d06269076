"""Every item, many seeds, every way to write its answer: what is refused though right, accepted though wrong.

python tests/bench/forms_of_every_item.py [SEEDS] [ITEM ...]

Counted by kind and form of writing (``tests/support/item_forms.py``), with examples. Exit code 1 where a right answer
was refused or a wrong one accepted.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from item_forms import KINDS, forms_of  # found by the path above
from item_pairs import answered

from quiz.courses import built_in_bank
from quiz.drawing import draw

EXAMPLES = 4
STATES = ("right", "refused", "unreadable", "wrong", "accepted", "half accepted")

Where = tuple[str, str, str]


def of_item(identifier: str, seeds: int) -> tuple[Counter[Where], dict[Where, list[str]]]:
    """Count what became of every form of an item's answers."""
    counts: Counter[Where] = Counter()
    examples: dict[Where, list[str]] = {}
    item = built_in_bank().item(identifier)
    for seed in range(1, seeds + 1):
        variant = draw(item, seed)
        for form in forms_of(variant):
            state, told = answered(variant, form.text, form.right)
            where = (item.kind, form.name, state)
            counts[where] += 1
            if state not in ("right", "wrong") and len(found := examples.setdefault(where, [])) < EXAMPLES:
                found.append(f"{form.text!r}   {identifier} seed {seed}: {told}")
    return counts, examples


def main() -> None:
    """Print the tables."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    wanted = sys.argv[2:] or [item.id for item in built_in_bank().items() if item.kind in KINDS]
    began = time.perf_counter()
    counts: Counter[Where] = Counter()
    examples: dict[Where, list[str]] = {}
    with ProcessPoolExecutor(2) as pool:
        for found, shown in pool.map(of_item, wanted, [seeds] * len(wanted), chunksize=4):
            counts += found
            for where, texts in shown.items():
                examples.setdefault(where, []).extend(texts)
    print(f"{'kind':12}{'form':26}" + "".join(f"{state:>14}" for state in STATES))
    for kind, form in [*sorted({where[:2] for where in counts}), *((kind, "all") for kind in KINDS), ("all", "all")]:
        row = [
            sum(c for w, c in counts.items() if w[2] == s and kind in (w[0], "all") and form in (w[1], "all"))
            for s in STATES
        ]
        print(f"{kind:12}{form:26}" + "".join(f"{number:14}" for number in row))
    for where, texts in sorted(examples.items()):
        print(f"\n{' / '.join(where)}: {counts[where]}")
        step = max(1, len(texts) // EXAMPLES)
        for text in texts[::step][:EXAMPLES]:
            print(f"  {text}")
    print(f"\n{sum(counts.values())} answers to {len(wanted)} items in {time.perf_counter() - began:.0f} s")
    sys.exit(any(state in ("refused", "accepted") for _, _, state in counts))


if __name__ == "__main__":
    main()
