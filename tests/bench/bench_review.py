"""What the order of questions is worth: simulated learners before an exam, by scheduler.

python tests/bench/bench_review.py [LEARNERS]

Each learner (``simulated_learners.py``) is asked the same number of questions a day by every scheduler, with the same
luck, and then sits an exam over all families. Printed are the expected scores in per cent, and the difference to
random choice. ``plan`` is the program's own, called as ``quiz review`` calls it. Last comes what it is worth to weigh
the plan where the exam has proportions of its own.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import fmean, stdev

sys.path.insert(0, str(Path(__file__).parent))

from simulated_learners import KINDS, NO_WEIGHTS, SCHEDULERS, START, Learner, Scheduler, own_for

from quiz.bank.blueprint import Blueprint, SectionPlaces
from quiz.courses import open_set
from quiz.language import Text
from quiz.practice.exam_weights import exam_weights, planning_weights
from quiz.practice.history import Answered

HORIZONS = ((14, 15), (14, 30), (30, 15), (30, 30), (60, 15), (60, 30))


EXAM = {
    "vanishing-gradient": 4, "activations": 2, "initialization": 3, "normalization": 3, "optimizers": 4,
    "regularization": 4, "cnn": 6, "alexnet": 1, "minibatch": 3,
}  # fmt: skip
"""The questions of each section in an exam with proportions of its own."""


def expected(
    kind: tuple[str, str], scheduler: Scheduler, days: int, count: int, seed: int,
    weights: Mapping[str, float] = NO_WEIGHTS,
) -> float:  # fmt: skip
    """Return the exam score of one learner."""
    learner, luck = Learner(*kind, seed), random.Random(f"order/{seed}")
    history: list[Answered] = []
    for day in range(days):
        now = START + timedelta(days=day)
        for number, card in enumerate(scheduler(history, count, days - day, now, luck)):
            history.append(learner.answer(card, float(day), now + timedelta(minutes=2 * number)))
    return learner.score(float(days), weights)


def weighing(learners: int) -> None:
    """Print what it is worth to weigh the plan by the exam's proportions."""
    places = tuple(SectionPlaces(section, count) for section, count in EXAM.items())
    weighed = replace(open_set("day2"), blueprint=Blueprint("exam", Text.both("exam"), places))
    exam, own = exam_weights(weighed), own_for(planning_weights(weighed))
    for days, count in HORIZONS[:3]:
        gains = [
            expected(kind, own, days, count, seed, exam) - expected(kind, SCHEDULERS["plan"], days, count, seed, exam)
            for kind in KINDS
            for seed in range(learners)
        ]
        error = stdev(gains) / math.sqrt(len(gains))
        print(f"{days} days x {count}, exam by blueprint: plan weighed by it {fmean(gains):+.1f} ({error:.1f})")


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
    weighing(learners)
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
