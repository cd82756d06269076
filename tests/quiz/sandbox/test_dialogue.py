"""One case at a time, with a number that its answer must repeat; a process that doesn't read keeps nobody waiting."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from quiz.sandbox import Job, call, levels, run
from quiz.sandbox.dialogue import Dialogue
from quiz.sandbox.launch import LEVELS, Level

JOB = Job("def f(x): return x", call("f", "x", gives="y"), ("y",))


class FakeChild:
    """Answers each order by what ``reply`` makes of it: any number of messages, or the end."""

    flooded = False
    locks = ("limits",)
    printed = b"said before it ended"

    def __init__(self, reply: Any) -> None:
        self.reply = reply
        self.sent: list[Mapping[str, Any]] = []

    def send(self, order: Mapping[str, Any]) -> None:
        self.sent.append(order)

    def messages(self, seconds: float) -> Iterator[Mapping[str, Any]]:
        answered = 0
        while answered < len(self.sent):
            answered = len(self.sent)
            yield from self.reply(self.sent[-1])

    def crashed(self) -> bool:
        return False

    def close(self) -> None:
        return


def told_by(reply: Any, cases: int = 2) -> tuple[Any, FakeChild]:
    child = FakeChild(reply)
    done = Dialogue(child, JOB).run([{"x": number} for number in range(cases)], 1.0)  # type: ignore[arg-type]  # a stand-in
    return done, child


def honest(order: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "source" in order:
        yield {"nonce": order["nonce"], "defined": True, "printed": ""}
    else:
        yield {"nonce": order["nonce"], "case": order["case"]["x"], "values": {"y": 7}, "changed": []}


def test_the_next_case_is_sent_when_the_last_one_is_answered() -> None:
    done, child = told_by(honest)
    assert done.ending == "done"
    assert [case.values for case in done.cases] == [{"y": 7}, {"y": 7}]
    assert [list(order) for order in child.sent] == [
        ["source", "expression", "steps", "gives", "nonce"], ["case", "nonce"], ["case", "nonce"],
    ]  # fmt: skip
    assert len({order["nonce"] for order in child.sent}) == 3
    child = FakeChild(lambda _: iter(()))
    Dialogue(child, JOB).run([{"x": 0}], 1.0)  # type: ignore[arg-type]  # a stand-in
    assert len(child.sent) == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"case": 0, "values": {"y": 1}},
        {"nonce": "", "case": 0, "values": {"y": 1}},
        {"nonce": None, "case": 0, "values": {"y": 1}},
        {"nonce": "0123456789abcdef", "case": 0, "values": {"y": 1}},
        {"nonce": 5, "defined": True},
        {"defined": True},
        {"raised": {"type": "E", "message": "", "line": 1}},
        {"ready": True, "locks": []},
        {},
    ],
)
def test_what_does_not_repeat_the_number_does_not_count(forged: dict[str, Any]) -> None:
    def reply(order: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        yield forged
        yield from honest(order)

    done, _ = told_by(reply)
    assert done.ending == "done"
    assert done.raised is None
    assert [case.values for case in done.cases] == [{"y": 7}, {"y": 7}]


def test_an_answer_to_the_last_case_is_none_to_the_next() -> None:
    last: list[str] = []

    def reply(order: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if "case" in order and last:
            yield {"nonce": last[0], "case": 1, "values": {"y": "forged"}}
        elif "case" in order:
            last.append(order["nonce"])
            yield from honest(order)
            yield {"nonce": order["nonce"], "case": 1, "values": {"y": "forged"}}
        else:
            yield from honest(order)

    done, _ = told_by(reply)
    assert done.ending == "exited"
    assert [case.values for case in done.cases] == [{"y": 7}, None]


@pytest.mark.parametrize("wrong", [{"case": 1}, {"case": -1}, {"case": "0"}, {"case": None}, {"case": [0]}])
def test_a_case_that_was_not_asked_for_is_none(wrong: dict[str, Any]) -> None:
    def reply(order: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for message in honest(order):
            yield message if "defined" in message else {**message, **wrong}

    done, _ = told_by(reply)
    assert [case.values for case in done.cases] == [None]


def test_an_answer_that_waits_for_the_next_case_waits_in_vain() -> None:
    """It reads the pipe of the cases itself: nothing is in it while it runs."""
    source = "import os, select\ndef f(x):\n    found = []\n    for fd in range(3, 20):\n        try:\n"
    source += "            if select.select([fd], [], [], 0.05)[0]: found.append(os.read(fd, 9999))\n"
    source += "        except OSError: pass\n    return [len(one) for one in found]"
    done = run(Job(source, call("f", "x", gives="y"), ("y",)), [{"x": 1}, {"x": 2}])
    assert [case.values for case in done.cases] == [{"y": []}, {"y": []}]


def test_a_process_that_does_not_read_keeps_nobody_waiting() -> None:
    """It has found its number, forges its result and reads no further: a large case fills the pipe."""
    source = (
        "import gc, json, os, sys\n"
        "def f(x):\n"
        "    frame = sys._getframe()\n"
        "    while 'nonce' not in frame.f_locals: frame = frame.f_back\n"
        "    line = json.dumps({'nonce': frame.f_locals['nonce'], 'case': 0, 'values': {'y': 1}, 'changed': []})\n"
        "    for fd in range(3, 20):\n"
        "        try: os.write(fd, line.encode() + b'\\n')\n"
        "        except OSError: pass\n"
        "    while True: pass\n"
    )
    began = time.monotonic()
    done = run(
        Job(source, call("f", "x", gives="y"), ("y",)), [{"x": "a"}, {"x": [["b" * 1000] * 90] * 9}], seconds=2.0
    )
    assert done.ending == "timeout"
    assert [case.values for case in done.cases] == [{"y": 1}, None]
    assert time.monotonic() - began < 30


ALL_OF_PYTHON = """
import sys
OF_OTHER_SYSTEMS = ("_android", "_apple", "_ios", "_msi", "_overlapped", "_scproxy", "_win", "_wmi", "msilib", "msvcrt",
                    "nt", "win")
SPEAKING = ("antigravity", "idlelib", "lib2to3", "test", "this", "turtledemo")
def missing():
    found = []
    for name in sorted(sys.stdlib_module_names):
        if not name.startswith((*OF_OTHER_SYSTEMS, *SPEAKING)):
            try:
                __import__(name)
            except ImportError as error:
                found.append(name if error.name is None else error.name)
            except Exception as error:
                found.append(f"{name}: {error!r}")
    return found
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no level but the weakest outside of Linux")
@pytest.mark.parametrize("level", LEVELS[:-1])
def test_all_of_pythons_own_library_can_be_imported(level: Level) -> None:
    """What can't be here can't be without a sandbox either: a part that was not built."""
    if not levels.holds(level):
        pytest.skip(f"this machine does not give the level {level}")
    script = f"{ALL_OF_PYTHON}\nimport json\nprint(json.dumps(missing()))"
    outside = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "ignore", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    done = run(Job(ALL_OF_PYTHON, call("missing", gives="y"), ("y",)), [{}], at=level, seconds=60)
    assert done.cases[0].values == {"y": json.loads(outside.stdout)}


@pytest.mark.skipif(sys.platform != "linux", reason="no level but the weakest outside of Linux")
@pytest.mark.parametrize("level", LEVELS[:-1])
def test_numpy_computes(level: Level) -> None:
    """Linear algebra, Fourier transforms, random numbers and sorting: each another library of NumPy's."""
    if not levels.holds(level):
        pytest.skip(f"this machine does not give the level {level}")
    source = (
        "import numpy as np, numpy.fft, numpy.random, numpy.ma, numpy.polynomial\n"
        "def f(n):\n"
        "    a = np.random.default_rng(n).normal(size=(n, n))\n"
        "    u, s, v = np.linalg.svd(a)\n"
        "    near = np.allclose(u * s @ v, a) and np.allclose(np.fft.ifft(np.fft.fft(a)), a)\n"
        "    return bool(near and np.allclose(np.linalg.inv(a) @ a, np.eye(n)) and (np.sort(a) == a).sum() < n * n)\n"
    )
    done = run(Job(source, call("f", "n", gives="y"), ("y",)), [{"n": 3}, {"n": 300}], at=level, seconds=60)
    assert [case.values for case in done.cases] == [{"y": True}, {"y": True}]
