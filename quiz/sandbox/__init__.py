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
from collections.abc import Callable, Iterable, Mapping, Sequence
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
FURTHER_SECONDS = 1.0
"""What further cases may take, all of them together."""

MAX_PRINTED = 2_000

Ending = Literal["done", "raised", "timeout", "flooded", "exited", "crashed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: ``new`` constructs, ``call`` calls a function, ``method`` and ``read`` use what was made.

    ``take`` takes a value as it stands at that time. ``arguments`` are (keyword or None, name of a value, index into it
    or None); ``gives`` names the result, a list of the results of all calls if there are so many ``times``.
    """

    do: Literal["new", "call", "method", "read", "take"]
    name: str
    arguments: tuple[tuple[str | None, str, int | None], ...] = ()
    gives: str | None = None
    times: int = 0


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
    """What one case gave: values by name, or an exception; neither if the code ended or had to be ended in it.

    ``changed`` names the values of the case that the code has written into, ``printed`` is the beginning of what it
    printed in this case.
    """

    values: Mapping[str, Any] | None = None
    raised: Raised | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a job: how it ended, the cases that were begun, an exception of the definition, what it printed.

    ``ending`` is ``raised`` if the definition itself failed, ``exited`` if the process ended before all was done, and
    ``crashed`` if the system ended it. ``printed`` is what was printed outside of any case.
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
    at = at or level()
    with _taking:
        child = _spare.pop(at, None)
    if child is None or child.process.poll() is not None:
        if child is not None:
            child.close()
        child = _start(at)
    prepare(at)
    data = {**_data(job, cases), "further": further is not None}
    try:
        reader = _Reader(job.gives)
        done = reader.read(child, child.run(data, SECONDS if seconds is None else seconds), len(cases))
        if further is not None and done.ending == "done":
            _run_further(child, reader, further)
        return done
    finally:
        child.close()


def _run_further(child: Child, reader: _Reader, further: Further) -> None:
    """Send case after case until none is wanted, the time is up, or the process is no longer there."""
    until = time.monotonic() + FURTHER_SECONDS
    last: Sequence[Case] = reader.cases
    while batch := further(last):
        child.send({"cases": [_packed(case) for case in batch]})
        before = len(reader.cases)
        done = reader.read(child, child.messages(max(until - time.monotonic(), 0.0)), len(batch))
        last = reader.cases[before:]
        if done.ending != "done":
            return


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
        {
            "do": step.do,
            "name": step.name,
            "with": [list(part) for part in step.arguments],
            "gives": step.gives,
            "times": step.times,
        }
        for step in job.steps
    ]
    return {
        "source": job.source, "expression": job.expression, "steps": steps, "gives": list(job.gives),
        "cases": [_packed(case) for case in cases],
    }  # fmt: skip


def _packed(case: Mapping[str, Any]) -> dict[str, Any]:
    return {name: pack(value) for name, value in case.items()}


class _Reader:
    """Gathers the messages of one process; every one of them may be forged."""

    def __init__(self, gives: Sequence[str]) -> None:
        self.gives = tuple(gives)
        self.cases: list[Case] = []
        self.wanted = 0
        self.raised: Raised | None = None
        self.locks: tuple[str, ...] = ()
        self.printed = ""

    def read(self, child: Child, messages: Iterable[Mapping[str, Any]], count: int) -> Run:
        """Read until ``count`` more cases have been told, or no more will be."""
        ending: Ending = "exited"
        first, self.wanted = len(self.cases), len(self.cases) + count
        try:
            for message in messages:
                self._take(message)
                if self.raised is not None:
                    ending = "raised"
                    break
                if len(self.cases) == self.wanted:
                    ending = "done"
                    break
        except TimeoutError:
            ending = "timeout"
        except Flooded:
            ending = "flooded"
        if ending == "exited" and child.flooded:
            ending = "flooded"
        if ending == "exited" and child.crashed():
            ending = "crashed"
        if ending in ("timeout", "flooded", "exited", "crashed") and len(self.cases) < self.wanted:
            self.cases.append(Case())
        return Run(ending, tuple(self.cases[first:]), self.raised, self._outside(child), self.locks)

    def _outside(self, child: Child) -> str:
        """What was printed outside of any case; of a process that told nothing, what came out of it."""
        if self.printed or self.cases:
            return self.printed
        child.close()
        return bytes(child.printed).decode("utf-8", errors="replace")

    def _take(self, message: Mapping[str, Any]) -> None:
        locks = message.get("locks")
        if isinstance(locks, list):
            self.locks = tuple(str(name) for name in locks)
        elif "case" not in message:
            self.printed = self.printed or _text(message.get("printed"))
            if "raised" in message:
                self.raised = _raised(message["raised"])
        elif message.get("case") == len(self.cases) and len(self.cases) < self.wanted:
            self.cases.append(self._case(message))

    def _case(self, message: Mapping[str, Any]) -> Case:
        printed = _text(message.get("printed"))
        if "raised" in message:
            return Case(raised=_raised(message["raised"]), printed=printed)
        values, changed = message.get("values"), message.get("changed")
        if not isinstance(values, dict) or set(values) != set(self.gives):
            return Case(raised=Raised("WireError", "", None), printed=printed)
        try:
            given = {name: unpack(values[name]) for name in self.gives}
        except (WireError, RecursionError) as error:
            return Case(raised=Raised("ValueError", str(error)[:300], None), printed=printed)
        names = tuple(str(name)[:80] for name in changed) if isinstance(changed, list) else ()
        return Case(given, changed=names, printed=printed)


def _text(data: Any) -> str:
    return data[:MAX_PRINTED] if isinstance(data, str) else ""


def _raised(data: Any) -> Raised:
    if not isinstance(data, dict):
        return Raised("Exception", "", None)
    line = data.get("line")
    return Raised(
        str(data.get("type"))[:80], str(data.get("message"))[:300], line if type(line) is int and line > 0 else None
    )
