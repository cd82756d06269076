"""What running an answer costs: first and later runs at each level, and the run of every prediction.

python tests/bench/bench_sandbox.py
"""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from quiz import sandbox
from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import prediction
from quiz.sandbox.launch import LEVELS
from quiz.sandbox.levels import holds

RUNS = 9
JOB = sandbox.Job("def f(x):\n    return np.exp(x)", sandbox.call("f", "x", gives="y"), ("y",))


def main() -> None:
    """Print both tables."""
    print(f"{'level':12} {'first ms':>9} {'later ms':>9} {'cold ms':>9}")
    for level in LEVELS:
        if level != "limits" and not holds(level):
            print(f"{level:12} not given here")
            continue
        first = _timed(level)
        later = []
        for _ in range(RUNS):
            time.sleep(0.6)  # a learner needs longer than this to change anything
            later.append(_timed(level))
        cold = [_timed(level) for _ in range(RUNS)]
        print(f"{level:12} {first:9.0f} {statistics.median(later):9.0f} {statistics.median(cold):9.0f}")
    print(f"\n{'prediction':28} {'variant':>8} {'seconds':>8}")
    bank = built_in_bank()
    for card in bank.cards.values():
        if card.kind == "prediction":
            _runs_of(card.id)


def _timed(level: sandbox.Level) -> float:
    began = time.perf_counter()
    sandbox.run(JOB, [{"x": 1.0}], at=level)
    return 1000 * (time.perf_counter() - began)


def _runs_of(identifier: str) -> None:
    item, seen = built_in_bank().item(identifier), set()
    for seed in range(1, 30):
        variant = draw(item, seed)
        values = tuple(variant.values.items())
        if values in seen:
            continue
        seen.add(values)
        prediction._carried_out.cache_clear()
        began = time.perf_counter()
        prediction.measured(variant)
        print(f"{identifier:28} {seed:8} {time.perf_counter() - began:8.2f}")


if __name__ == "__main__":
    main()
