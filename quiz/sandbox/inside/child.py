"""The process that runs one answer: takes a job as JSON, gives up its rights, runs the code, sends values back.

It is started as a script with isolated Python; ``argv[1]`` is the setup as JSON. Nothing it sends is trusted: the
program outside takes values from it and compares them itself.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
import traceback
from collections.abc import Mapping
from typing import Any

ANSWER = "<answer>"
MAX_MESSAGE = 300


def main() -> None:
    """Get ready, wait for the job, run it."""
    setup = json.loads(sys.argv[1])
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.path.append(setup["packages"])
    # Results leave by a descriptor of their own; what the answer prints goes where errors go, and its input is empty.
    results = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    jobs = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
    reading, writing = os.pipe()
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    import numpy  # noqa: F401  # the slow part, before the job arrives
    import wire  # type: ignore[import-not-found]  # beside this script as well
    from locks import lock  # type: ignore[import-not-found]  # beside this script, where no package is installed

    def send(message: Mapping[str, Any]) -> None:
        results.write(json.dumps(message) + "\n")
        results.flush()

    send({"ready": True})
    line = jobs.readline()
    if not line:
        os._exit(0)  # nobody wants anything run
    job = json.loads(line)
    jobs.close()
    send({"locks": lock(setup["locks"], setup["readable"])})
    _run(job, send, wire)
    sys.stdout.flush()
    sys.stderr.flush()
    results.flush()
    os._exit(0)


def _run(job: Mapping[str, Any], send: Any, wire: Any) -> None:
    """Define the answer, then run it on every case, and send what each gave."""
    names: dict[str, Any] = {"__name__": "answer", "__builtins__": __builtins__}
    import numpy as np

    names["np"] = np
    builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]  # what the site module would have put there
    expression = job["expression"]
    # Running what a learner wrote is what this process is for: it has locked itself in before any of that runs.
    try:
        code = compile(job["source"], ANSWER, "eval" if expression else "exec")
        if not expression:
            exec(code, names)
    except BaseException as error:  # whatever the answer does is a result, SystemExit and KeyboardInterrupt as well
        send({"raised": _said(error)})
        return
    send({"defined": True})
    for number, case in enumerate(job["cases"]):
        np.random.seed(number + 1)
        try:
            given = {name: wire.unpack(value) for name, value in case.items()}
            if expression:
                message = {"values": {"value": wire.pack(eval(code, {**names, **given}))}}
            else:
                message = {"values": _follow(job["steps"], job["gives"], names, given, wire)}
        except BaseException as error:  # see above
            message = {"raised": _said(error)}
        send({"case": number, **message})


def _follow(steps: Any, gives: Any, names: dict[str, Any], values: dict[str, Any], wire: Any) -> dict[str, Any]:
    """Take the steps of a case: construct, call, read; return the packed values under the names in ``gives``."""
    packed: dict[str, Any] = {}
    made: Any = None
    for step in steps:
        keywords = {key: _value(values, source) for key, *source in step["with"] if key is not None}
        arguments = [_value(values, source) for key, *source in step["with"] if key is None]
        if step["do"] == "read":
            result = getattr(made, step["name"])
        elif step["do"] == "method":
            result = getattr(made, step["name"])(*arguments, **keywords)
        else:
            result = names[step["name"]](*arguments, **keywords)
            if step["do"] == "new":
                made = result
        if step["gives"] is not None:
            # Packed at once: a later step may write into the same array.
            packed[step["gives"]] = wire.pack(result)
    for name in gives:
        if name not in packed:
            packed[name] = wire.pack(values[name])
    return packed


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
