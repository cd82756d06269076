"""Many responses: rows a second in one process and in two, what each costs, and whether memory stays flat.

    python tests/bench/bench_mass_grading.py [ROWS] [ROUNDS]

The responses are to 100 forms of 40 questions: numbers, shapes, expressions. ``repeated`` are
keys and slips, as a class writes them; ``all different`` are numbers that nobody else wrote, so that every row is
graded. Both ways run in turn. On a machine that does other work the clock says little: beside it stands processor time,
of the process that reads and writes and of those that grade, and the ratio that two free cores would give:
one process over the larger of (all of it in two) / 2 and what reading and writing take by themselves.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from quiz import draw, load_bank
from quiz.exchange.mass_grading import Here, Pool, Processes, grade_stream
from quiz.kinds import kind_of

FORMS, QUESTIONS = 100, 40


def written(path: Path, rows: int, *, repeated: bool) -> None:
    """Write a file of responses."""
    rng = random.Random(1)
    bank = load_bank()
    kinds = ("number", "shape", "expression")
    items = [item for item in bank.items() if item.kind in kinds]
    forms = [[(item, rng.randrange(1, 10**6)) for item in rng.sample(items, QUESTIONS)] for _ in range(FORMS)]
    answers: dict[tuple[str, int], list[str]] = {}
    for form in forms:
        for item, seed in form:
            variant = draw(item, seed)
            kind = kind_of(item)
            slips = [kind.typed(variant, slip.value) for slip in list(kind.slips(variant))[:3]]
            answers[item.id, seed] = [kind.answers(variant)[-1], *slips]
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            item, seed = forms[number // QUESTIONS % FORMS][number % QUESTIONS]
            text = rng.choice(answers[item.id, seed]) if repeated else f"{number + rng.random():.6f}"
            row = {"student": f"s{number // QUESTIONS}", "item": item.id, "seed": seed, "response": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


@dataclass
class Measured:
    """One run: seconds by the clock, processor time of the process that reads and writes, and of the others; memory."""

    clock: float
    own: float
    others: float
    megabytes: float


def measured(path: Path, out: Path, jobs: int) -> Measured:
    """Grade a file in processes begun anew, so that none finds anything graded already."""
    out.unlink(missing_ok=True)
    command = [sys.executable, __file__, "--one", str(path), str(out), str(jobs)]
    return Measured(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def one(path: Path, out: Path, jobs: int) -> Measured:
    """Grade a file here."""
    processes: Processes = Pool(jobs) if jobs > 1 else Here()
    begun = time.perf_counter()
    try:
        with path.open(encoding="utf-8") as lines:
            grade_stream(lines, out, processes, bank=None, ahead=4 * jobs, told=lambda _: None)
    finally:
        processes.close()
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    clock = time.perf_counter() - begun
    peak = max(own.ru_maxrss, others.ru_maxrss) / 1024
    return Measured(clock, own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, peak)


def main(rows: int, rounds: int) -> None:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for repeated in (True, False):
            path = folder / "many.jsonl"
            written(path, rows, repeated=repeated)
            alone: list[Measured] = []
            pair: list[Measured] = []
            for _ in range(rounds):
                alone.append(measured(path, folder / "one", 1))
                pair.append(measured(path, folder / "two", 2))
                assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
            tell("repeated" if repeated else "all different", rows, alone, pair)


def tell(what: str, rows: int, alone: list[Measured], pair: list[Measured]) -> None:
    """Print what was found."""
    single = statistics.median(run.own for run in alone)
    reading = statistics.median(run.own for run in pair)
    grading = statistics.median(run.others for run in pair)
    free = max((reading + grading) / 2, reading, grading / 2)
    by_clock = statistics.median(a.clock / b.clock for a, b in zip(alone, pair, strict=True))
    print(f"{what}: {rows} rows")
    print(f"  one process: {single:.1f} s of processor time, {rows / single:.0f} rows/s")
    print(f"  two: reading and writing {reading:.1f} s, grading {grading:.1f} s in both together")
    print(f"  one over two: {by_clock:.2f} by the clock here, {single / free:.2f} on two free cores")
    print(f"  memory: {max(run.megabytes for run in alone):.0f} MB, {max(run.megabytes for run in pair):.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(asdict(one(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))))
    else:
        main(*map(int, (*sys.argv[1:], *("50000", "3")[len(sys.argv) - 1 :])))
