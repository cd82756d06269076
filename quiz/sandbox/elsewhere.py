"""Where no process can be started, as in a browser: what is to be run is asked of whoever holds the program.

Judging is broken off by :class:`Wanted`, and begun anew once the runs that it wanted have been made. They are kept
until the verdict is found, so that each time it comes further; and since it draws nothing at random, it wants the same
each time. What a run brings back passes through the same :class:`Dialogue` as what a process sends, and counts as much.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quiz.sandbox.dialogue import Dialogue, Ending, Job, Run, job_data
from quiz.sandbox.inside.wire import pack
from quiz.sandbox.process import Flooded

ENDINGS: tuple[Ending, ...] = ("done", "raised", "timeout", "flooded", "exited", "crashed")


class Wanted(BaseException):
    """Something has to be run first. It is no fault that anybody may pass over, and never a verdict."""

    def __init__(self, order: dict[str, Any]) -> None:
        super().__init__(order["name"])
        self.order = order


class Elsewhere:
    """Remembers what has been run for the verdict that is looked for; ``told`` takes a further run."""

    def __init__(self) -> None:
        self.runs: dict[str, Mapping[str, Any]] = {}

    def begun(self, job: Job) -> Dialogue:
        """Return the dialogue of a job, which takes its answers from what was run."""
        return _AskedElsewhere(self, job)

    def told(self, name: str, run: Mapping[str, Any]) -> None:
        """Take what has come of an order: how it ended, and what was sent."""
        self.runs[name] = run

    def forget(self) -> None:
        """Forget the runs: a verdict has been found."""
        self.runs.clear()


class _Told:
    """Stands where a process would: sends nothing, and repeats what was told of a run."""

    def __init__(self) -> None:
        self.flooded = False
        self.locks: tuple[str, ...] = ()
        self.printed = bytearray()
        self._nonce: Any = None
        self._messages: list[Any] = []
        self._ending = "done"

    def take(self, run: Mapping[str, Any], *, defined: bool) -> None:
        """Take what a run brought back; its definition once, however often it was made."""
        sent = run.get("cases")
        self._messages = list(sent) if isinstance(sent, list) else []
        if not defined:
            self._messages.insert(0, run.get("definition"))
        self._ending = str(run.get("ending"))
        self.flooded = self._ending == "flooded"

    def send(self, data: Mapping[str, Any]) -> None:
        """Note the number by which an answer is known: who ran it has seen that the answers repeated theirs."""
        self._nonce = data["nonce"]

    def messages(self, seconds: float) -> Iterator[Mapping[str, Any]]:
        """Yield what was sent, and then end as it did."""
        while self._messages:
            message = self._messages.pop(0)
            if isinstance(message, dict):
                yield {**message, "nonce": self._nonce}
        if self._ending == "timeout":
            raise TimeoutError
        if self.flooded:
            raise Flooded

    def crashed(self) -> bool:
        """True if it was ended from without."""
        return self._ending == "crashed"

    def close(self) -> None:
        """Nothing is held."""


class _AskedElsewhere(Dialogue):
    """A dialogue whose every batch of cases is run elsewhere, as one order."""

    def __init__(self, elsewhere: Elsewhere, job: Job) -> None:
        self._told = _Told()
        super().__init__(self._told, job)
        self._elsewhere = elsewhere
        self._so_far: list[Any] = [job_data(job)]

    def run(self, cases: Sequence[Mapping[str, Any]], seconds: float) -> Run:
        """Return what became of these cases, or raise :class:`Wanted`."""
        packed = [{name: pack(value) for name, value in case.items()} for case in cases]
        batches = [*self._so_far, packed]
        name = hashlib.sha256(json.dumps(batches).encode()).hexdigest()
        run = self._elsewhere.runs.get(name)
        if run is None:
            order = {
                "name": name,
                "job": json.dumps(self._so_far[0]),
                "trusted": self.job.trusted,
                "first": len(self.cases),
                "cases": packed,
                "seconds": seconds,
            }
            raise Wanted(order)
        self._so_far = batches
        self._told.take(run, defined=self.defined)
        return super().run(cases, seconds)
