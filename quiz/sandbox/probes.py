"""Attempts to break out, as an answer might make them; a level is what it is because these fail."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

from quiz.sandbox.launch import Level
from quiz.sandbox.process import Child, Flooded

SECONDS = 20.0

_SOURCE = """
import os, socket, subprocess, sys

def attempt(what):
    try:
        what()
        return True
    except BaseException:
        return False

def read(path):
    with open(path) as file:
        file.read()

def write(path):
    with open(path, "w") as file:
        file.write("x")

def connect(port):
    socket.create_connection(("127.0.0.1", port), 2).close()

def start():
    subprocess.run([sys.executable, "-c", ""], check=True)

def probe(canary, port):
    return {
        "read": attempt(lambda: read(canary)),
        "write": attempt(lambda: write(canary)),
        "connect": attempt(lambda: connect(port)),
        "start": attempt(start),
        "fork": attempt(lambda: os._exit(0) if os.fork() == 0 else None),
    }
"""


def escapes(level: Level) -> list[str]:
    """Return the names of the attempts that succeed at a level; QuizError if the level can't be started.

    The canary is a file of the learner's, and a port that listens on this machine.
    """
    with (
        tempfile.TemporaryDirectory(prefix="quiz-probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        canary = Path(folder, "canary")
        canary.write_text("x", encoding="utf-8")
        job = {
            "expression": False,
            "source": _SOURCE,
            "steps": [{"do": "call", "name": "probe", "with": [[None, "canary", None], [None, "port", None]],
                       "gives": "found", "times": 0}],
            "gives": ["found"],
            "cases": [{"canary": str(canary), "port": server.getsockname()[1]}],
        }  # fmt: skip
        return _found(level, job)


def _found(level: Level, job: dict[str, object]) -> list[str]:
    child = Child(level)
    try:
        messages = list(child.run(job, SECONDS))
    except (TimeoutError, Flooded):
        return ["time"]
    finally:
        child.close()
    for message in messages:
        if message.get("case") == 0 and "values" in message:
            return [str(name) for name, succeeded in message["values"]["found"]["dict"] if succeeded]
    return ["ended"]
