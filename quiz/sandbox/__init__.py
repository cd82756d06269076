"""Runs a learner's code in a process that can do no harm, and brings back what it computed, as data.

>>> done = run(Job("def twice(x):\\n    return 2 * x", call("twice", "x", gives="y"), ("y",)), [{"x": 21}])
>>> done.cases[0].values
{'y': 42}

Nothing that the code prints or sends decides anything: whoever called compares the values. :mod:`quiz.sandbox.levels`
says how strongly the process is held here.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError, refusal
from quiz.sandbox.dialogue import Case, Dialogue, Job, Raised, Run, Step, call
from quiz.sandbox.launch import Level
from quiz.sandbox.levels import level
from quiz.sandbox.process import Child

if TYPE_CHECKING:
    from quiz.sandbox.elsewhere import Elsewhere

__all__ = [
    "Case",
    "Job",
    "Kept",
    "Raised",
    "Run",
    "Step",
    "call",
    "level",
    "prepare",
    "prepare_in_background",
    "run",
    "run_elsewhere",
]

SECONDS = 6.0
FURTHER_SECONDS = 1.0
"""What further cases may take, all of them together."""

_spare: dict[Level, Child] = {}
_taking = threading.Lock()


def prepare(at: Level | None = None) -> None:
    """Start a process ahead, so that it is warm when an answer arrives; does nothing where it can't be started."""
    if _elsewhere:
        return
    at = at or level()
    with _taking:
        if at not in _spare or _spare[at].process.poll() is not None:
            try:
                _spare[at] = Child(at)
            except (OSError, QuizError):
                return  # run will say why


def prepare_in_background() -> None:
    """Do the same while the caller goes on: the learner is still reading.

    One thread does it and never ends: bubblewrap ends a process together with the *thread* that has started it.
    """
    global _starter
    with _taking:
        if _starter is None:
            _starter = threading.Thread(target=_start_on_request, daemon=True)
            _starter.start()
    _requests.put(None)


_requests: queue.SimpleQueue[None] = queue.SimpleQueue()
_starter: threading.Thread | None = None


def _start_on_request() -> None:
    while True:
        _requests.get()
        with suppress(Exception):  # it is only made ready: whatever is wrong is said when something is run
            prepare()
            import numpy  # noqa: F401  # the inputs will need it, and importing it takes a while


Further = Callable[[Sequence[Case]], Sequence[Mapping[str, Any]]]
"""Takes what the last cases gave and returns the next ones to try; none to end."""


def run(
    job: Job,
    cases: Sequence[Mapping[str, Any]],
    *,
    at: Level | None = None,
    seconds: float | None = None,
    further: Further | None = None,
) -> Run:
    """Run a job on every case, under a limit for all of them together.

    ``at`` is the level of isolation, by default the strongest that holds here; ``seconds`` is by default ``SECONDS``.
    ``further`` is asked for more cases, to be tried in the same process, once all have been run; what these gave is
    told to it alone, and they have ``FURTHER_SECONDS`` in all.
    Raises :class:`QuizError` only if no process can be started; whatever the code does is in the result.
    """
    dialogue = _begun(job, at)
    try:
        done = dialogue.run(cases, SECONDS if seconds is None else seconds)
        if further is not None and done.ending == "done":
            _run_further(dialogue, further)
        return done
    finally:
        dialogue.child.close()


class Kept:
    """A process that keeps one job and is asked for case after case, until it is closed or has ended."""

    def __init__(self, job: Job, at: Level | None = None) -> None:
        self._dialogue = _begun(job, at)

    def run(self, cases: Sequence[Mapping[str, Any]], seconds: float) -> Run:
        """Run the job on these cases, under a limit for all of them together."""
        return self._dialogue.run(cases, seconds)

    def close(self) -> None:
        """End the process."""
        self._dialogue.child.close()


_elsewhere: list[Elsewhere] = []


def run_elsewhere(runner: Elsewhere) -> None:
    """Let everything be run by ``runner`` from here on: where no process can be started, as in a browser."""
    _elsewhere[:] = [runner]


def _begun(job: Job, at: Level | None) -> Dialogue:
    """Return a job with the process that it is given to."""
    return _elsewhere[0].begun(job) if _elsewhere else Dialogue(_ready(at or level()), job)


def _ready(at: Level) -> Child:
    """Return a process that waits for its job: the spare one, or a new one; the next spare one is started."""
    with _taking:
        child = _spare.pop(at, None)
    if child is None or child.process.poll() is not None:
        if child is not None:
            child.close()
        child = _start(at)
    prepare(at)
    try:
        child.wait_until_ready()
    except BaseException:
        child.close()
        raise
    return child


def _run_further(dialogue: Dialogue, further: Further) -> None:
    """Send batch after batch until none is wanted, the time is up, or the process is no longer there."""
    until = time.monotonic() + FURTHER_SECONDS
    last: Sequence[Case] = dialogue.cases
    while batch := further(last):
        before = len(dialogue.cases)
        done = dialogue.run(batch, max(until - time.monotonic(), 0.0))
        last = dialogue.cases[before:]
        if done.ending != "done":
            return


def _start(at: Level) -> Child:
    from quiz.language import Text

    try:
        return Child(at)
    except OSError as error:
        why = refusal(error)
        raise QuizError(
            Text(f"コードを実行するプロセスを始められません: {why.ja}", f"can't start a process to run code: {why.en}")
        ) from None
