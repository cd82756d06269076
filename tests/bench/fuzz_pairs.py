"""Whether the grader is right: pairs of an answer and a reference against an oracle that decides both directions.

python tests/bench/fuzz_pairs.py [PAIRS] [SEED] [PROCESSES]

An eighth of them are answers to items of the bank. Printed are, by family of pair, how many right ones were refused and
wrong ones accepted, how many could not be read or decided, and the first examples of each. Exit code 1 where a verdict
is false. The generator and the oracle (``tests/support/algebra_*.py``) use nothing of the grader's.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from algebra_pairs import pairs  # found by the path above
from item_pairs import item_pairs
from pair_verdicts import FALSE, HEADINGS, Judged, judged_item, judged_pair

CHUNK = 4000
EXAMPLES = 12

Tally = tuple[Counter[tuple[str, str]], dict[tuple[str, str], list[str]], float]


def chunk(seed: int) -> Tally:
    """Judge the pairs of one seed."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[str]] = {}
    grading = 0.0

    def count(judged: Judged) -> None:
        where = judged.family, judged.state
        counts[where] += 1
        if judged.state not in ("right", "unknown") and len(found := examples.setdefault(where, [])) < EXAMPLES:
            found.append(judged.shown)

    for pair in islice(pairs(seed), CHUNK - CHUNK // 8):
        began = time.perf_counter()
        judged = judged_pair(pair)
        grading += time.perf_counter() - began
        count(judged)
    for answer in islice(item_pairs(seed), CHUNK // 8):
        count(judged_item(answer))
    return counts, examples, grading


def main() -> None:
    """Run the fuzz and print the figures."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    processes = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    began = time.perf_counter()
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[str]] = {}
    grading = 0.0
    seeds = range(seed * 10**6, seed * 10**6 + -(-total // CHUNK))
    with ProcessPoolExecutor(processes) as pool:
        for done, (found, shown, seconds) in enumerate(pool.map(chunk, seeds), 1):
            counts += found
            grading += seconds
            for where, texts in shown.items():
                examples.setdefault(where, []).extend(texts)
            if done % 25 == 0:
                false = sum(number for (_, state), number in counts.items() if state in FALSE)
                print(f"{done * CHUNK:9} pairs, {time.perf_counter() - began:5.0f} s, {false} false", flush=True)
    print(f"\n{'family':18}{'pairs':>9}" + "".join(f"{heading:>15}" for heading in HEADINGS))
    for family in [*sorted({family for family, _ in counts}), "all"]:
        row = {
            state: sum(c for (name, s), c in counts.items() if s == state and family in (name, "all"))
            for state in HEADINGS
        }
        print(f"{family:18}{sum(row.values()):9}" + "".join(f"{row[state]:15}" for state in HEADINGS))
    for (family, state), texts in sorted(examples.items()):
        print(f"\n{family}: {state}")
        for text in texts[:EXAMPLES]:
            print(f"  {text}")
    print(f"\n{sum(counts.values())} pairs in {time.perf_counter() - began:.0f} s, {grading:.0f} s of them compare()")
    sys.exit(any(state in FALSE for _, state in counts))


if __name__ == "__main__":
    main()
