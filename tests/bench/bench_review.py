"""What the order of questions is worth: simulated learners before an exam, by scheduler.

python tests/bench/bench_review.py [LEARNERS]

Each learner (``simulated_learners.py``) is asked the same number of questions a day by every scheduler, with the same
luck, and then sits an exam over all families. Printed are the expected scores in per cent, and the difference to
random choice. ``plan`` is the program's own, called as ``quiz review`` calls it.
"""

from __future__ import annotations

import math
import random
import sys
from datetime import timedelta
from pathlib import Path
from statistics import fmean, stdev

sys.path.insert(0, str(Path(__file__).parent))

from simulated_learners import KINDS, SCHEDULERS, START, Learner, Scheduler

from quiz.practice.history import Answered

HORIZONS = ((14, 15), (14, 30), (30, 15), (30, 30), (60, 15), (60, 30))


def expected(kind: tuple[str, str], scheduler: Scheduler, days: int, count: int, seed: int) -> float:
    """Return the exam score of one learner."""
    learner, luck = Learner(*kind, seed), random.Random(f"order/{seed}")
    history: list[Answered] = []
    for day in range(days):
        now = START + timedelta(days=day)
        for number, card in enumerate(scheduler(history, count, days - day, now, luck)):
            history.append(learner.answer(card, float(day), now + timedelta(minutes=2 * number)))
    return learner.score(float(days))


def main(learners: int) -> int:
    """Print a table; 1 if the program's plan is not ahead of every other in the mean, and of random in every kind."""
    failed = 0
    print(f"{learners} learners of each of {len(KINDS)} kinds; difference to random (standard error)")
    for days, count in HORIZONS:
        scores = {
            name: {kind: [expected(kind, one, days, count, seed) for seed in range(learners)] for kind in KINDS}
            for name, one in SCHEDULERS.items()
        }
        means = {name: fmean(fmean(found) for found in by_kind.values()) for name, by_kind in scores.items()}
        print(f"{days} days x {count}: random {means['random']:.1f}")
        for name, by_kind in scores.items():
            pairs = [a - b for kind in KINDS for a, b in zip(by_kind[kind], scores["random"][kind], strict=True)]
            error = stdev(pairs) / math.sqrt(len(pairs)) if len(pairs) > 1 else 0.0
            kinds = " ".join(f"{fmean(by_kind[kind]) - fmean(scores['random'][kind]):+5.1f}" for kind in KINDS)
            print(f"  {name:14} {means[name] - means['random']:+5.1f} ({error:.1f})   by kind {kinds}")
        behind = [name for name in SCHEDULERS if name != "plan" and means[name] >= means["plan"]]
        worse = [kind for kind in KINDS if fmean(scores["plan"][kind]) <= fmean(scores["random"][kind])]
        if behind or worse:
            failed = 1
            print(f"  plan is not ahead of {behind} {worse}")
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
