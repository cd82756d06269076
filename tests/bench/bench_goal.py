"""How long it takes to say how today stands, with a record of many answers.

    python tests/bench/bench_goal.py [ANSWERS]

The record is made in a folder of its own: sittings of ten questions, spread over four hundred days. Medians of five.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from quiz.model import Form, Place
from quiz.practice.goal import how_it_stands
from quiz.practice.store import Store

DAYS, EACH = 400, 10
_INSERT = (
    "INSERT INTO attempts (session, place, counted, item, seed, response, verdict, machine_verdict, score, diagnoses,"
    " understood_as, elapsed_s, hints_used, answered_at)"
    " VALUES (?, ?, 1, 'conv-output-size', ?, 'x', 'wrong', 'wrong', 0.0, '[]', '', 30.0, 0, ?)"
)


def filled(store: Store, answers: int) -> None:
    form = Form("day2", "day2", 7, tuple(Place("conv-output-size", seed) for seed in range(EACH)), 3.0)
    begin, sittings = datetime.now(UTC) - timedelta(days=DAYS), answers // EACH
    store._connection.execute("BEGIN")
    for number in range(sittings):
        session = store.begin(form, "[]", "", exam=False)
        for place in range(EACH):
            at = begin + timedelta(days=DAYS * number / sittings, minutes=place)
            row = (session.id, place, EACH * number + place, at.isoformat(timespec="milliseconds"))
            store._connection.execute(_INSERT, row)
    store._connection.execute("COMMIT")


def main() -> None:
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        filled(store, answers)
        times = []
        for _ in range(5):
            began = time.perf_counter()
            quarters = store.quarters()
            read = time.perf_counter()
            today = how_it_stands(quarters, (), datetime.now(UTC))
            times.append((read - began, time.perf_counter() - read))
    reading, judging = (1000 * median(parts) for parts in zip(*times, strict=True))
    print(f"{answers} answers, {len(quarters)} quarters, {today.streak.days} days in a row")
    print(f"{reading:8.1f} ms  added up in the record")
    print(f"{judging:8.1f} ms  days, goal and streak")


if __name__ == "__main__":
    main()
