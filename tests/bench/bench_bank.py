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

SEEDS = range(1, 6)
REPEATS = 10


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
    grading: dict[str, list[float]] = defaultdict(list)
    for item in items:
        draw(item, 1)
        seed, began = 0, time.perf_counter()
        while time.perf_counter() - began < budget:
            seed += 1
            prompt(draw(item, seed))
        rate = seed / (time.perf_counter() - began)
        rates[item.kind].append(rate)
        kind = kind_of(item)
        runs = kind.runs_code or kind.runs_after_answer
        for seed in SEEDS[:1] if runs else SEEDS:
            variant = draw(item, seed)
            for answer in kind.answers(variant):
                took = []
                for _ in range(1 if runs else REPEATS):
                    began = time.perf_counter()
                    grade(variant, answer)
                    took.append(time.perf_counter() - began)
                grading[item.kind].append(median(took))
        print(f"{rate:10.0f} variants/s  {item.kind:11} {item.id}")
    for name, found in sorted(rates.items()):
        print(f"{median(found):10.0f} variants/s median, {min(found):8.0f} least: {name} ({len(found)} items)")
    print("grading what each item promises to read (kind.answers):")
    grading["all"] = [one for times in grading.values() for one in times]
    for name, times in sorted(grading.items()):
        took = sorted(times)
        last = took[int(0.99 * (len(took) - 1))]
        print(
            f"{1e6 * median(took):10.0f} us median, {1e6 * last:8.0f} us 99th percentile: {name} ({len(took)} answers)"
        )


if __name__ == "__main__":
    main()
