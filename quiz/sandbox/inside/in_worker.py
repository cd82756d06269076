"""What :mod:`child` does, in a worker of a browser: it is given a job, then case after case, and sends values back.

The worker is in a frame of no origin, from which nothing can be reached; it needs no lock of its own. Like the process,
it is sent a case only when the last one has been answered, and whoever started it ends it when its time is up.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any


def taker(send: Callable[[str], object], folder: str) -> Callable[[str], None]:
    """Return what takes one order, as JSON, and answers it by ``send``; the modules beside lie in ``folder``."""
    import numpy  # noqa: F401  # the slow part, before an answer is here

    sys.path.insert(0, folder)
    import child  # type: ignore[import-not-found]  # beside this script, where no package is installed
    import wire  # type: ignore[import-not-found]  # as child

    sys.path.remove(folder)
    for name in ("child", "wire", "in_worker"):
        sys.modules.pop(name, None)  # an answer imports NumPy and Python's own library alone
    for name in ("js", "pyodide_js"):  # the browser's own: there is nothing in it for an answer
        sys.modules[name] = None  # type: ignore[assignment]  # so that importing it fails
    answers: list[Any] = []

    def told(message: Mapping[str, Any]) -> None:
        send(json.dumps(message))

    def take(text: str) -> None:
        order = json.loads(text)
        if "source" in order:
            answers[:] = [child.Answer(order, told, wire)]
            answers[0].count = order["first"]
            answers[0].define(order["nonce"])
        else:
            answers[0].run(order["case"], order["nonce"])

    return take
