"""One job given to one process: what is sent, case after case, and what is taken from the answers.

:class:`Job` and :class:`Step` say what to run, :class:`Run` and :class:`Case` what came of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from quiz.sandbox.inside.wire import WireError, pack, unpack
from quiz.sandbox.process import Flooded

MAX_PRINTED = 2_000

Ending = Literal["done", "raised", "timeout", "flooded", "exited", "crashed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: ``new`` constructs, ``call`` calls a function, ``method`` and ``read`` use what was made.

    ``take`` takes a value as it stands at that time. ``arguments`` are (keyword or None, name of a value, index into it
    or None); ``gives`` names the result, a list of the results of all calls if there are so many ``times``. ``of`` is
    the name of the object that is made or used; "" is no name where one is made, and the latest one where it is used.
    """

    do: Literal["new", "call", "method", "read", "take"]
    name: str
    arguments: tuple[tuple[str | None, str, int | None], ...] = ()
    gives: str | None = None
    times: int = 0
    of: str = ""


def call(function: str, *names: str, gives: str) -> tuple[Step, ...]:
    """Return the steps of a plain call of a function."""
    return (Step("call", function, tuple((None, name, None) for name in names), gives),)


@dataclass(frozen=True, slots=True)
class Job:
    """Code to run: a definition with the steps to take on each case, or an expression over the case's values.

    ``trusted`` code is the program's own: a process that ran nothing else is as good as a fresh one.
    """

    source: str
    steps: tuple[Step, ...] = ()
    gives: tuple[str, ...] = ("value",)
    expression: bool = False
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception of the answer's: its type, what it said, and the line of the answer."""

    type: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """What one case gave: values by name, or an exception; neither if the code ended or had to be ended in it.

    ``changed`` names the values of the case that the code has written into, and the results of earlier calls that later
    ones have written into; ``printed`` is the beginning of what it printed in this case.
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


def job_data(job: Job) -> dict[str, Any]:
    """Return what a process is told of a job."""
    steps = [
        {
            "do": step.do,
            "name": step.name,
            "with": [list(part) for part in step.arguments],
            "gives": step.gives,
            "times": step.times,
            "of": step.of,
        }
        for step in job.steps
    ]
    return {"source": job.source, "expression": job.expression, "steps": steps, "gives": list(job.gives)}


class Peer(Protocol):
    """What a dialogue is held with: a process, or what stands for one."""

    printed: bytearray
    flooded: bool
    locks: tuple[str, ...]

    def send(self, data: Mapping[str, Any]) -> None:
        """Send an order."""

    def messages(self, seconds: float) -> Iterator[Mapping[str, Any]]:
        """Yield what is sent back. TimeoutError after ``seconds`` in all; :class:`Flooded` if it is too much."""

    def crashed(self) -> bool:
        """True if it was ended from without."""

    def close(self) -> None:
        """End it."""


class Dialogue:
    """Sends a process its job, then case after case, and gathers what it answers.

    A case is sent only when the last one has been answered, so that nothing can be read ahead. Any message may be
    forged: one counts only if it repeats the number that came with what it answers, and then as data.
    """

    def __init__(self, child: Peer, job: Job) -> None:
        self.child, self.job = child, job
        self.cases: list[Case] = []
        self.defined = False
        self.raised: Raised | None = None
        self.printed = ""
        self._nonce = ""

    def run(self, cases: Sequence[Mapping[str, Any]], seconds: float) -> Run:
        """Send the job, unless it has been sent, and these cases; return what became of them."""
        first, ending = len(self.cases), self._ending(cases, self.child.messages(seconds))
        if ending in ("timeout", "flooded", "exited", "crashed") and len(self.cases) < first + len(cases):
            self.cases.append(Case())
        return Run(ending, tuple(self.cases[first:]), self.raised, self._outside(), self.child.locks)

    def _ending(self, cases: Sequence[Mapping[str, Any]], messages: Iterator[Mapping[str, Any]]) -> Ending:
        try:
            if not self.defined:
                self._send(job_data(self.job))
                self.defined = self._answered(messages, self._take_definition)
            if self.raised is not None:
                return "raised"
            for case in cases if self.defined else ():
                self._send({"case": {name: pack(value) for name, value in case.items()}})
                if not self._answered(messages, self._take_case):
                    break
            else:
                if self.defined:
                    return "done"
        except TimeoutError:
            return "timeout"
        except Flooded:
            return "flooded"
        if self.child.flooded:
            return "flooded"
        return "crashed" if self.child.crashed() else "exited"

    def _send(self, order: dict[str, Any]) -> None:
        self._nonce = os.urandom(8).hex()
        self.child.send({**order, "nonce": self._nonce})

    def _answered(self, messages: Iterator[Mapping[str, Any]], take: Callable[[Mapping[str, Any]], bool]) -> bool:
        """Read until what was sent is answered; False if the process ends before."""
        return any(message.get("nonce") == self._nonce and take(message) for message in messages)

    def _take_definition(self, message: Mapping[str, Any]) -> bool:
        self.printed = _text(message.get("printed"))
        if "raised" in message:
            self.raised = _raised(message["raised"])
        return self.raised is not None or message.get("defined") is True

    def _take_case(self, message: Mapping[str, Any]) -> bool:
        if message.get("case") != len(self.cases):
            return False
        self.cases.append(self._case(message))
        return True

    def _outside(self) -> str:
        """What was printed outside of any case; of a process that told nothing, what came out of it."""
        if self.printed or self.cases:
            return self.printed
        self.child.close()
        return bytes(self.child.printed).decode("utf-8", errors="replace")

    def _case(self, message: Mapping[str, Any]) -> Case:
        printed = _text(message.get("printed"))
        if "raised" in message:
            return Case(raised=_raised(message["raised"]), printed=printed)
        values, changed = message.get("values"), message.get("changed")
        if not isinstance(values, dict) or set(values) != set(self.job.gives):
            return Case(raised=Raised("WireError", "", None), printed=printed)
        try:
            given = {name: unpack(values[name]) for name in self.job.gives}
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
