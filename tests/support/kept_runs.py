"""Training runs that one test of a run has made are kept for its other tests, in every worker.

A third of the workers' time went into the same predictions: the audit of a question, the report that holds it and the
answers typed at random each trained the same networks again. What is kept is what :func:`_carried_out` gave in this
very run of the tests for the same name, arguments and seeds; nothing outlives it. Processes that a test starts know
nothing of it, and a test of the training itself is marked ``trains`` and gets the function as it is.

A run is one file of JSON in a folder that the workers share, written whole under another name and then renamed: who
finds it finds all of it. Who makes a run holds a file beside it, and a worker that wants the same waits: the audit and
the reports come to the same questions at the same time, and so take turns at their runs instead of making each twice.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from quiz.kinds import prediction
from solvers.practicals.training_runs import Measured

PATIENCE = 120
"""Seconds after which a worker makes a run itself: whoever holds it has been killed."""

CarriedOut = Callable[[str, tuple[tuple[str, Any], ...], tuple[int, ...]], Measured]


def keeping(folder: Path) -> CarriedOut:
    """Return what stands in for ``_carried_out``: it looks into the folder first, and leaves there what it has run."""
    folder.mkdir(exist_ok=True)
    run = prediction._carried_out.__wrapped__

    @lru_cache(maxsize=64)
    def carried_out(name: str, arguments: tuple[tuple[str, Any], ...], seeds: tuple[int, ...]) -> Measured:
        # repr, so that 1, 1.0 and Fraction(1) are the different arguments that they are
        asked = repr((name, arguments, seeds))
        path = folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"
        with held(path.with_suffix(".held")):
            if path.is_file():
                kept = json.loads(path.read_text(encoding="utf-8"))
                assert kept["asked"] == asked
                return measured_from(kept["gave"])
            done = run(name, arguments, seeds)
            written = path.with_suffix(f".{os.getpid()}")
            written.write_text(json.dumps({"asked": asked, "gave": dataclasses.asdict(done)}), encoding="utf-8")
            written.replace(path)
            return done

    return carried_out


@contextmanager
def held(mark: Path) -> Iterator[None]:
    """Have the mark for oneself; where another has it for longer than a run takes, go on without."""
    until, mine = time.monotonic() + PATIENCE, False
    while not mine and time.monotonic() < until:
        try:
            mark.touch(exist_ok=False)
            mine = True
        except (FileExistsError, PermissionError):  # the latter on Windows, while the other removes it
            time.sleep(0.02)
    try:
        yield
    finally:
        if mine:
            mark.unlink()


def measured_from(data: dict[str, Any]) -> Measured:
    """Return what was measured from its JSON, in which tuples have become lists; floats come back as they were."""
    return Measured(**{name: _tuples(value) for name, value in data.items()})


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
