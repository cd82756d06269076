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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from quiz.errors import QuizError
from quiz.sandbox.inside.wire import WireError, pack, unpack
from quiz.sandbox.launch import Level
from quiz.sandbox.levels import level
from quiz.sandbox.process import Child, Flooded

__all__ = ["Case", "Job", "Raised", "Run", "Step", "call", "level", "prepare", "prepare_in_background", "run"]

SECONDS = 6.0

Ending = Literal["done", "raised", "timeout", "flooded", "exited"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: ``new`` constructs, ``call`` calls a function, ``method`` and ``read`` use what was made.

    ``arguments`` are (keyword or None, name of a value, index into it or None); ``gives`` names the result.
    """

    do: Literal["new", "call", "method", "read"]
    name: str
    arguments: tuple[tuple[str | None, str, int | None], ...] = ()
    gives: str | None = None


def call(function: str, *names: str, gives: str) -> tuple[Step, ...]:
    """Return the steps of a plain call of a function."""
    return (Step("call", function, tuple((None, name, None) for name in names), gives),)


@dataclass(frozen=True, slots=True)
class Job:
    """Code to run: a definition with the steps to take on each case, or an expression over the case's values."""

    source: str
    steps: tuple[Step, ...] = ()
    gives: tuple[str, ...] = ("value",)
    expression: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception of the answer's: its type, what it said, and the line of the answer."""

    type: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """What one case gave: values by name, or an exception; neither if the code ended or had to be ended in it."""

    values: Mapping[str, Any] | None = None
    raised: Raised | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a job: how it ended, the cases that were begun, an exception of the definition, what it printed.

    ``ending`` is ``raised`` if the definition itself failed; ``exited`` if the process ended before all was done.
    """

    ending: Ending
    cases: tuple[Case, ...] = ()
    raised: Raised | None = None
    printed: str = ""
    locks: tuple[str, ...] = field(default=())


_spare: dict[Level, Child] = {}
_taking = threading.Lock()


def prepare(at: Level | None = None) -> None:
    """Start a process ahead, so that it is warm when an answer arrives; does nothing where it can't be started."""
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


def run(job: Job, cases: Sequence[Mapping[str, Any]], *, at: Level | None = None, seconds: float | None = None) -> Run:
    """Run a job on every case, under a limit for all of them together.

    ``at`` is the level of isolation, by default the strongest that holds here; ``seconds`` is by default ``SECONDS``.
    Raises :class:`QuizError` only if no process can be started; whatever the code does is in the result.
    """
    at = at or level()
    with _taking:
        child = _spare.pop(at, None)
    if child is None or child.process.poll() is not None:
        if child is not None:
            child.close()
        child = _start(at)
    prepare(at)
    try:
        return _Reader(len(cases), job.gives).read(child, _data(job, cases), SECONDS if seconds is None else seconds)
    finally:
        child.close()


def _start(at: Level) -> Child:
    from quiz.language import Text

    try:
        return Child(at)
    except OSError as error:
        message = error.strerror or str(error)
        raise QuizError(
            Text(
                f"コードを実行するプロセスを始められません: {message}", f"can't start a process to run code: {message}"
            )
        ) from None


def _data(job: Job, cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    steps = [
        {"do": step.do, "name": step.name, "with": [list(part) for part in step.arguments], "gives": step.gives}
        for step in job.steps
    ]
    packed = [{name: pack(value) for name, value in case.items()} for case in cases]
    return {
        "source": job.source, "expression": job.expression, "steps": steps, "gives": list(job.gives), "cases": packed,
    }  # fmt: skip


class _Reader:
    """Gathers the messages of one run; every one of them may be forged."""

    def __init__(self, count: int, gives: Sequence[str]) -> None:
        self.count = count
        self.gives = tuple(gives)
        self.cases: list[Case] = []
        self.raised: Raised | None = None
        self.locks: tuple[str, ...] = ()

    def read(self, child: Child, data: Mapping[str, Any], seconds: float) -> Run:
        ending: Ending = "exited"
        try:
            for message in child.run(data, seconds):
                self._take(message)
                if self.raised is not None:
                    ending = "raised"
                    break
                if len(self.cases) == self.count:
                    ending = "done"
                    break
        except TimeoutError:
            ending = "timeout"
        except Flooded:
            ending = "flooded"
        if ending == "exited" and child.flooded:
            ending = "flooded"
        if ending in ("timeout", "flooded", "exited") and len(self.cases) < self.count:
            self.cases.append(Case())
        child.close()
        printed = bytes(child.printed).decode("utf-8", errors="replace")
        return Run(ending, tuple(self.cases), self.raised, printed, self.locks)

    def _take(self, message: Mapping[str, Any]) -> None:
        locks = message.get("locks")
        if isinstance(locks, list):
            self.locks = tuple(str(name) for name in locks)
        elif "case" not in message and "raised" in message:
            self.raised = _raised(message["raised"])
        elif message.get("case") == len(self.cases) and len(self.cases) < self.count:
            self.cases.append(self._case(message))

    def _case(self, message: Mapping[str, Any]) -> Case:
        if "raised" in message:
            return Case(raised=_raised(message["raised"]))
        values = message.get("values")
        if not isinstance(values, dict) or set(values) != set(self.gives):
            return Case(raised=Raised("WireError", "", None))
        try:
            return Case({name: unpack(values[name]) for name in self.gives})
        except (WireError, RecursionError) as error:
            return Case(raised=Raised("ValueError", str(error)[:300], None))


def _raised(data: Any) -> Raised:
    if not isinstance(data, dict):
        return Raised("Exception", "", None)
    line = data.get("line")
    return Raised(
        str(data.get("type"))[:80], str(data.get("message"))[:300], line if type(line) is int and line > 0 else None
    )
