"""Attempts to break out, as an answer might make them; a level is what it is because these fail."""

from __future__ import annotations

import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

import quiz
from quiz.sandbox.dialogue import Dialogue, Job, call
from quiz.sandbox.launch import Level
from quiz.sandbox.process import Child

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

def probe(canary, source, port):
    return {
        "read": attempt(lambda: read(canary)),
        "source": attempt(lambda: read(source)),
        "write": attempt(lambda: write(canary)),
        "connect": attempt(lambda: connect(port)),
        "start": attempt(start),
        "fork": attempt(lambda: os._exit(0) if os.fork() == 0 else None),
    }
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a level: the attempts that succeeded, the locks set, what Landlock lacks here."""

    escapes: tuple[str, ...]
    locks: tuple[str, ...]
    lacking: tuple[str, ...]


def tried(level: Level) -> Tried:
    """Let one process of a level try to break out; QuizError if the level can't be started.

    It tries on a file of the learner's, on this program's source, and on a port that listens on this machine.
    """
    with (
        tempfile.TemporaryDirectory(prefix="quiz-probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        canary = Path(folder, "canary")
        canary.write_text("x", encoding="utf-8")
        values = {"canary": str(canary), "source": quiz.__file__, "port": server.getsockname()[1]}
        child = Child(level)
        try:
            child.wait_until_ready()
            job = Job(_SOURCE, call("probe", *values, gives="found"), ("found",))
            done = Dialogue(child, job).run([values], SECONDS)
        finally:
            child.close()
    found = done.cases[0].values if done.cases else None
    escapes = [done.ending] if found is None else [name for name, succeeded in found["found"].items() if succeeded]
    return Tried(tuple(escapes), child.locks, child.lacking)
