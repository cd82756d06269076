"""How long a large record takes: 100,000 attempts, opened, scheduled, shown as statistics.

python tests/bench/bench_statistics.py [ATTEMPTS]

The record is written once, over two years of days, into a folder of its own. Printed are the seconds of each command as
a process of its own (the best of three, and the time that the processor worked); a session goes to its first question.
Leaves with 1 if a command takes a second or more of the processor.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.courses import built_in_bank
from quiz.practice.store import Store

COMMANDS = (
    ("stats",), ("stats", "--format", "json"), ("stats", "--html", "page.html", "--force"), ("list",),
    ("review", "--format", "json"), ("review", "--count", "5"), ("run", "day2", "--new"), (),
)  # fmt: skip
LIMIT_S = 1.0
PER_SESSION = 20


def fill(folder: Path, attempts: int) -> None:
    """Write a record of so many attempts."""
    with Store(folder) as store:
        path = store.path
    cards, luck = list(built_in_bank().cards.values()), random.Random(1)
    start = datetime.now(UTC) - timedelta(days=730)
    connection = sqlite3.connect(path)
    sessions, rows = [], []
    began = start
    for number in range(attempts):
        session, place = divmod(number, PER_SESSION)
        if not place:
            began = start + timedelta(days=730 * number / attempts)
            sessions.append((session + 1, began.isoformat(), began.isoformat(), f"{session:032x}"))
        when = began + timedelta(minutes=2 * place)
        card = luck.choice(cards)
        right = luck.random() < 0.6
        slips = [luck.choice(card.ideas)[0]] if card.ideas and not right and luck.random() < 0.5 else []
        verdict = "correct" if right else "wrong"
        rows.append(
            (session + 1, place, card.id, number, verdict, float(right), json.dumps(slips),
             round(luck.uniform(20, 300), 3), when.isoformat(timespec="milliseconds"), f"{number:032x}")
        )  # fmt: skip
    with connection:
        connection.executemany(
            "INSERT INTO sessions (id, set_name, seed, options, digest, exam, minutes, places, started_at, finished_at,"
            " course, uid) VALUES (?, 'day2', 1, '', '', 0, 20, '[]', ?, ?, 'day2', ?)",
            sessions,
        )
        connection.executemany(
            "INSERT INTO attempts (session, place, counted, item, seed, response, verdict, machine_verdict, score,"
            " diagnoses, understood_as, elapsed_s, hints_used, answered_at, uid)"
            " VALUES (?, ?, 1, ?, ?, '1', ?, NULL, ?, ?, '1', ?, 0, ?, ?)",
            rows,
        )
    connection.close()


def timed(folder: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return seconds by the wall and of the processor: the best of three."""
    environment = {**os.environ, "QUIZ_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    best = []
    for _ in range(3):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "quiz", *arguments], cwd=folder, env=environment, check=True, capture_output=True,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best.append((time.perf_counter() - began, worked))
    return min(wall for wall, _ in best), min(worked for _, worked in best)


def main(attempts: int) -> int:
    """Print a line for each command; 1 if one of them takes a second."""
    slow = False
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), attempts)
        for arguments in COMMANDS:
            wall, worked = timed(Path(name), arguments)
            print(f"quiz {' '.join(arguments):32} {wall:5.2f} s, processor {worked:5.2f} s")
            slow |= worked >= LIMIT_S
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
