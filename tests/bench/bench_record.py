"""A large record: how long it takes to read its history, to write it out, to take it in, once and again.

python tests/bench/bench_record.py [ATTEMPTS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quiz.model import Attempt, Form, Place
from quiz.practice.record_merge import take_in, written_out
from quiz.practice.store import Store

PLACES = 30


def filled(store: Store, attempts: int) -> None:
    """Record so many attempts, thirty a session, at one stroke."""
    places = tuple(Place(f"item-{number % 150}", number) for number in range(PLACES))
    form = Form("day2", "day2", 7, places, 60.0)
    for _ in range(attempts // PLACES):
        session = store.begin(form, "[]", "digest", exam=False).id
        for number, place in enumerate(places):
            wrong = number % 3 == 0
            slips = ("padding-forgotten",) if wrong else ()
            attempt = Attempt(
                place.item, place.seed, "7x7", "wrong" if wrong else "correct", not wrong, slips, "7×7", 31.5
            )
            store.record(session, number, attempt, counted=True)


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Do some work and say how long it took."""
    begun = time.perf_counter()
    found = work()
    print(f"{what:32} {time.perf_counter() - begun:6.2f} s")
    return found


def main(attempts: int) -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "record.jsonl"
        with Store(folder / "a") as store:
            store._connection.execute("PRAGMA synchronous = OFF")  # only while it is filled
            timed(f"recording {attempts} attempts", lambda: filled(store, attempts))
        with Store(folder / "a") as store, Store(folder / "b") as other:
            timed("history", lambda: store.history("day2"))
            timed("writing it out", lambda: file.write_text("\n".join(written_out(store, "")), encoding="utf-8"))
            print(f"{'size':32} {file.stat().st_size / 1e6:6.1f} MB")
            timed("taking it in", lambda: take_in(other, file))
            timed("taking it in again", lambda: take_in(other, file))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
