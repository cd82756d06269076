"""How fast the bank is opened, drawn from and graded, item by item, in one process.

python tests/bench/bench_bank.py [SECONDS-PER-ITEM]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from statistics import median

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt
from quiz.grading import grade
from quiz.kinds import kind_of


def main() -> None:
    budget = float(sys.argv[1]) if len(sys.argv) > 1 else 0.3
    built_in_bank().cards  # fills the cache  # noqa: B018
    began = time.perf_counter()
    bank = built_in_bank()
    count = len(bank.cards)
    print(f"{1000 * (time.perf_counter() - began):8.1f} ms to open the bank of {count} items by its cards")
    began = time.perf_counter()
    items = list(bank.items())
    print(f"{1000 * (time.perf_counter() - began):8.1f} ms to read all {count} files")
    rates = defaultdict(list)
    grading = []
    for item in items:
        draw(item, 1)
        seed, began = 0, time.perf_counter()
        while time.perf_counter() - began < budget:
            seed += 1
            prompt(draw(item, seed))
        rate = seed / (time.perf_counter() - began)
        rates[item.kind].append(rate)
        variant = draw(item, 1)
        for answer in kind_of(item).answers(variant):
            took = []
            for _ in range(50):
                began = time.perf_counter()
                grade(variant, answer)
                took.append(time.perf_counter() - began)
            grading.append(median(took))
        print(f"{rate:10.0f} variants/s  {item.kind:11} {item.id}")
    for kind, found in sorted(rates.items()):
        print(f"{median(found):10.0f} variants/s median, {min(found):8.0f} least: {kind} ({len(found)} items)")
    grading.sort()
    at = grading[int(0.99 * (len(grading) - 1))]
    print(f"grading the key: median {1e6 * median(grading):.0f} us, 99th percentile {1e6 * at:.0f} us")


if __name__ == "__main__":
    main()
