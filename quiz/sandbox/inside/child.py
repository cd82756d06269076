"""The process that runs one answer: gives up its rights, takes a job as JSON, runs the code, sends values back.

It is started as a script with isolated Python. Line by line it is sent a setup, a job, and case after case, the next
one only when the last has been answered: what an answer finds here, in frames, in memory or in a pipe, is its own code
and the case that it is run on, never what is expected or what comes next. Nothing that it sends is trusted: the program
outside takes values from it and compares them itself.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import importlib.abc
import importlib.machinery
import io
import itertools
import json
import os
import random
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

ANSWER = "<answer>"
MAX_MESSAGE = 300
MAX_PRINTED = 2_000


class OnlyNumpy(importlib.abc.MetaPathFinder):
    """Finds NumPy in the folder that it is installed in, and nothing else there.

    The folder itself never stands on the path: what is installed beside NumPy, the references of the questions among
    it, is nothing that an answer may import.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return where NumPy is; None for every other name."""
        return importlib.machinery.PathFinder.find_spec(fullname, [self.folder]) if fullname == "numpy" else None


class Printed(io.TextIOBase):
    """Passes on what is printed, and keeps the beginning, so that it can be shown with the input it belongs to."""

    def __init__(self, through: Any) -> None:
        self.through = through
        self.kept = ""

    def write(self, text: str) -> int:
        """Pass a text on and keep as much of it as is shown."""
        self.kept += text[: max(MAX_PRINTED - len(self.kept), 0)]
        return int(self.through.write(text))

    def flush(self) -> None:
        """Pass on what is held back."""
        self.through.flush()

    def taken(self) -> str:
        """Return what was kept since the last time."""
        kept, self.kept = self.kept, ""
        return kept


def main() -> None:
    """Get ready, give up all rights, wait for the job, run it."""
    # Results leave by a descriptor of their own; what the answer prints goes where errors go, and its input is empty.
    results = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    jobs = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    reading, writing = os.pipe()
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    setup = json.loads(jobs.readline())
    sys.meta_path.append(OnlyNumpy(setup["packages"]))
    import numpy  # noqa: F401  # the slow part, before the job arrives

    beside = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, beside)
    import wire  # type: ignore[import-not-found]  # beside this script, where no package is installed

    locked = _locked(setup)
    sys.path.remove(beside)
    for name in ("landlock", "locks", "seccomp", "wire"):
        sys.modules.pop(name, None)  # an answer imports NumPy and Python's own library alone

    def send(message: Mapping[str, Any]) -> None:
        results.write(json.dumps(message) + "\n")
        results.flush()

    # Before anything of the answer's is here: nobody else can have said it.
    send({"ready": True, **locked})
    if line := jobs.readline():
        job = json.loads(line)
        answer = Answer(job, send, wire)
        if answer.define(job["nonce"]):
            while line := jobs.readline():
                order = json.loads(line)
                answer.run(order["case"], order["nonce"])
    sys.stdout.flush()
    sys.stderr.flush()
    results.flush()
    os._exit(0)


def _locked(setup: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set the locks that the setup asks for; tell which are set, and what a lock of this kernel doesn't cover."""
    import landlock  # type: ignore[import-not-found]  # as wire
    import locks  # type: ignore[import-not-found]  # as wire
    import seccomp  # type: ignore[import-not-found]  # as wire

    wanted, done, lacking = setup["locks"], [], []
    if "limits" in wanted and locks.bound_resources():
        done.append("limits")
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        alone = locks.is_alone(libc)
        if locks.gain_nothing(libc):
            done.append("no_new_privs")
        if locks.drop_capabilities(libc) and alone:
            done.append("capabilities")
        if "landlock" in wanted:
            lacking = landlock.lacking(landlock.version(libc))
            if alone and landlock.restrict(libc, setup["shown"]):
                done.append("landlock")
        if seccomp.restrict(libc):  # last: it refuses what the others need
            done.append("seccomp")
    return {"locks": done, "lacking": lacking}


class Answer:
    """One answer: defined once, then run on case after case."""

    def __init__(self, job: Mapping[str, Any], send: Any, wire: Any) -> None:
        self.job, self.send, self.wire = job, send, wire
        self.names: dict[str, Any] = {}
        self.code: Any = None
        self.count = 0
        self.printed = Printed(sys.stdout)

    def define(self, nonce: str) -> bool:
        """Compile the answer and run its definitions; False, and a message, if that fails."""
        # What the site module would have put there.
        builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]  # to mypy only its Quitter fits
        sys.stdout = self.printed
        _repeatable(0)
        # Running what a learner wrote is what this process is for: it has locked itself in before any of that runs.
        try:
            self.code = compile(self.job["source"], ANSWER, "eval" if self.job["expression"] else "exec")
            self._fresh()
        except BaseException as error:  # whatever the answer does is a result, SystemExit and KeyboardInterrupt as well
            self.send({"nonce": nonce, "raised": _said(error), "printed": self._taken()})
            return False
        self.send({"nonce": nonce, "defined": True, "printed": self._taken()})
        return True

    def _fresh(self) -> None:
        """Define the answer's names anew: what one case leaves in a global or a class is no other case's."""
        import numpy as np

        self.names = {"__name__": "answer", "__builtins__": __builtins__, "np": np}
        if not self.job["expression"]:
            exec(self.code, self.names)  # the learner's code; this process is locked in before it gets here

    def run(self, case: Mapping[str, Any], nonce: str) -> None:
        """Run the answer on a case and send what it gave, what it printed, and which inputs it has changed."""
        _repeatable(self.count + 1)
        message: dict[str, Any]
        try:
            self._fresh()
            self._taken()  # what the definitions print has been told once
            given = {name: self.wire.unpack(value) for name, value in case.items()}
            if self.job["expression"]:
                value = self.wire.pack(eval(self.code, {**self.names, **given}))  # as above: only locked in
                message = {"values": {"value": value}}
            else:
                values, overwritten = _follow(self.job["steps"], self.job["gives"], self.names, given, self.wire)
                message = {"values": values, "changed": overwritten}
            inputs = [name for name, packed in case.items() if self.wire.pack(given[name]) != packed]
            message["changed"] = [*inputs, *message.get("changed", ())]
        except BaseException as error:  # see above
            message = {"raised": _said(error)}
        self.send({"nonce": nonce, "case": self.count, "printed": self._taken(), **message})
        self.count += 1

    def _taken(self) -> str:
        with contextlib.suppress(BaseException):  # the answer may have closed it
            self.printed.flush()
        return self.printed.taken()


def _repeatable(number: int) -> None:
    """Let everything that draws random numbers without a seed draw the same ones whenever the same code is run."""
    import numpy as np

    np.random.seed(number)
    random.seed(number)
    fresh = itertools.count(1_000_003 * number)

    def default_rng(seed: Any = None) -> Any:
        return _DEFAULT_RNG[0](next(fresh) if seed is None else seed)

    if not _DEFAULT_RNG:
        _DEFAULT_RNG.append(np.random.default_rng)
    np.random.default_rng = default_rng


_DEFAULT_RNG: list[Any] = []
"""NumPy's own maker of generators, once it has been replaced."""


def _follow(
    steps: Any, gives: Any, names: dict[str, Any], values: dict[str, Any], wire: Any
) -> tuple[dict[str, Any], list[str]]:
    """Take the steps of a case: construct, call, read; return the packed values under the names in ``gives``.

    With them the names of those results of calls that a later call has written into.
    """
    import numpy as np

    packed: dict[str, Any] = {}
    kept: list[tuple[str, Any, Any]] = []  # what calls have returned, and how that was packed
    made: dict[str, Any] = {}
    for step in steps:
        keywords = {key: _value(values, source) for key, *source in step["with"] if key is not None}
        arguments = [_value(values, source) for key, *source in step["with"] if key is None]
        results = []
        for _ in range(max(step["times"], 1)):
            if step["do"] == "take":
                result = values[step["name"]]
            elif step["do"] == "read":
                result = getattr(made[step["of"]], step["name"])
            elif step["do"] == "method":
                result = getattr(made[step["of"]], step["name"])(*arguments, **keywords)
            else:
                result = names[step["name"]](*arguments, **keywords)
                if step["do"] == "new":
                    made[step["of"]] = made[""] = result
            if step["gives"] is not None:
                # Packed at once: a later step may write into the same array.
                results.append(wire.pack(result))
                if step["do"] in ("call", "method") and isinstance(result, np.ndarray | list):
                    kept.append((step["gives"], result, results[-1]))
        if step["gives"] is not None:
            packed[step["gives"]] = {"list": results} if step["times"] else results[0]
    for name in gives:
        if name not in packed:
            packed[name] = wire.pack(values[name])
    # An input that is handed back is told of as an input.
    given = {id(value) for value in values.values()}
    overwritten = [name for name, result, then in kept if id(result) not in given and wire.pack(result) != then]
    return {name: packed[name] for name in gives}, list(dict.fromkeys(overwritten))


def _value(values: Mapping[str, Any], source: Any) -> Any:
    name, index = source
    return values[name] if index is None else values[name][index]


def _said(error: BaseException) -> dict[str, Any]:
    """Return an exception as data: its type, what it says, the line of the answer where it arose."""
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:  # the answer may define an exception that can't be printed
        message = ""
    line = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == ANSWER:
            line = number
    return {"type": type(error).__name__[:80], "message": message, "line": line}


if __name__ == "__main__":
    main()
