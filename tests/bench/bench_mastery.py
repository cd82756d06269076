"""How well the estimate of mastery knows simulated learners, however their questions were chosen.

python tests/bench/bench_mastery.py [LEARNERS]

Twelve kinds of learners (``simulated_learners.py``), none of which forgets as the estimate believes, answer questions
chosen in six ways, and by the program's own plan with options on every second day, or always; at 40, 80, 160, 300 and
600 answers the estimate is compared with the truth, which the simulation knows: the expected result of an exam that
offers choices (and one such paper of 100 questions), and the mean chance in each topic. Printed are the mean error
(points of 100), the bias, and how often the 80 % interval holds the truth, by way of choosing and by kind. Leaves with
1 if an interval holds fewer than 75 or more than 85 of 100, or the mean error at 160 answers is 5 points or more under
any way of choosing but FSRS, by which 160 answers have met a fifth of the families only.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parent))

from simulated_learners import CARDS, KINDS, SCHEDULERS, SLOW_KINDS, START, Learner

from quiz.practice.history import Answered
from quiz.practice.mastery import Mastery
from quiz.practice.readiness import result

MARKS = (40, 80, 160, 300, 600)
PER_DAY = (10, 20, 30)
DAYS = 60
WITH_OPTIONS = {"plan, half options": 2, "plan, options": 1}
"""Ways in which the plan's questions are asked as one out of four: on every so-manieth day."""
WAYS = (*SCHEDULERS, *WITH_OPTIONS)
SECTIONS = sorted({card.section for card in CARDS})


class Held:
    """Errors of estimates, and how often the interval held."""

    def __init__(self) -> None:
        self.errors: list[float] = []
        self.inside: list[bool] = []

    def add(self, low: float, value: float, high: float, truth: float) -> None:
        """Take in one estimate, all in points."""
        self.errors.append(value - truth)
        self.inside.append(low <= truth <= high)

    def __str__(self) -> str:
        """Mean error, bias, share held."""
        error = fmean(map(abs, self.errors))
        return f"{error:4.1f} {fmean(self.errors):+5.1f} {100 * fmean(self.inside):4.0f}%"


Found = dict[object, Held]


def follow(kind: tuple[str, str], way: str, seed: int, exams: Found, topics: Found) -> None:
    """Ask one learner, and compare at every mark."""
    scheduler, every = SCHEDULERS["plan" if way in WITH_OPTIONS else way], WITH_OPTIONS.get(way)
    learner, luck = Learner(*kind, 1000 + seed), random.Random(f"order/{seed}")
    history: list[Answered] = []
    marks = list(MARKS)
    for day in range(DAYS):
        now = START + timedelta(days=day)
        options = every is not None and not day % every
        for number, card in enumerate(scheduler(history, PER_DAY[seed % len(PER_DAY)], DAYS - day, now, luck)):
            at = now + timedelta(minutes=2 * number)
            history.append(learner.answer(card, float(day), at, chosen=options))
        if marks and len(history) >= marks[0]:
            mark = marks.pop(0)
            found = Mastery(CARDS, history, now + timedelta(days=1))
            exam, truth = found.exam({}), learner.exam(day + 1.0)
            for key in ((way, mark), (kind, mark), ("all", mark)):
                exams[key].add(100 * exam.low, 100 * exam.value, 100 * exam.high, truth)
            once = result(exam)
            paper = learner.paper(day + 1.0, random.Random(f"paper/{seed}"))
            exams["one paper", mark].add(100 * once.low, 100 * once.value, 100 * once.high, paper)
            for section in SECTIONS:
                topic = found.topic(section)
                truth = 100 * fmean(learner.chance(card, day + 1.0) for card in CARDS if card.section == section)
                for key in ((way, mark), (section, mark), ("all", mark)):
                    topics[key].add(100 * topic.low, 100 * topic.value, 100 * topic.high, truth)
        if not marks:
            return


def show(found: Found, names: list[object]) -> None:
    """Print a table."""
    print(f"{'':28}" + "".join(f"{mark:>10} answers" for mark in MARKS))
    for name in names:
        print(f"  {name!s:26}" + "".join(f"{found[name, mark]!s:>18}" for mark in MARKS))


def main(learners: int) -> int:
    """Print the tables; 1 if an aim is missed."""
    exams: Found = defaultdict(Held)
    topics: Found = defaultdict(Held)
    for kind in KINDS + SLOW_KINDS:
        for way in WAYS:
            for seed in range(learners):
                follow(kind, way, seed, exams, topics)
    print("exam: mean error, bias (points), held by the 80 % interval")
    show(exams, [*WAYS, *KINDS, *SLOW_KINDS, "all", "one paper"])
    print("topics")
    show(topics, [*WAYS, *SECTIONS, "all"])
    far = [name for name in WAYS if name != "FSRS" and fmean(map(abs, exams[name, 160].errors)) >= 5.0]
    missed = [mark for mark in MARKS if not 0.75 <= fmean(exams["all", mark].inside) <= 0.85]
    if far or missed:
        print(f"missed: error at 160 answers {far}, intervals {missed}")
    return 1 if far or missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
