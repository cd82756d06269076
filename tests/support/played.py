"""A terminal of the tests' own in which a command is played: what is shown is waited for, what is typed is sent."""

from __future__ import annotations

import os
import re
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pexpect

ANSWER = r"(?:答え|answer)> $"
WISH = r"(?:中断|stop) > $"
PATIENCE = 120
"""Seconds until a test gives up on what never comes; what comes late on a busy machine is no fault."""


CLOCKS = (
    "quiz.commands.data", "quiz.commands.list", "quiz.commands.review", "quiz.commands.run", "quiz.commands.stats",
    "quiz.practice.record_merge", "quiz.practice.store",
)  # fmt: skip
"""The modules that ask what time it is."""


def at(moment: datetime) -> str:
    """Return the lines by which a program begins at a moment, by its own clock, which goes on from there."""
    return f"""
import datetime, importlib, time
begun = time.monotonic()
class Given(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        gone = datetime.timedelta(seconds=time.monotonic() - begun)
        return (datetime.datetime.fromisoformat({moment.isoformat()!r}) + gone).astimezone(tz)
for name in {CLOCKS!r}:
    importlib.import_module(name).datetime = Given
"""


class Terminal:
    """A terminal in which ``quiz run`` is played."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        variables: dict[str, str] | None = None,
        first: str = "",
        errors: Path | None = None,
    ) -> None:
        if errors is not None:  # standard error goes to a file, which outlives the terminal
            first += f"\nimport os; os.dup2(os.open({str(errors)!r}, os.O_WRONLY | os.O_CREAT), 2)"
        environment = {
            **os.environ,
            **(variables or {}),
            "QUIZ_HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "INPUTRC": os.devnull,
        }
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-c", f"{first}\nfrom quiz.cli import main; main()", *arguments],
            env=environment,
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(40, columns),
        )

    def until(self, pattern: str) -> str:
        """Read until the pattern; return what was shown, without colours."""
        self.child.expect(pattern)
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.child.before + self.child.after)
        return shown.replace("\r\n", "\n")

    def type(self, text: str) -> None:
        self.child.send(text + "\r")

    def interrupt(self) -> None:
        """Press Ctrl-C while the program waits for keys."""
        self.wait_until_it_waits()
        self.child.sendintr()

    def wait_until_it_waits(self) -> None:
        """Wait until the program waits for keys, which is a moment after it has shown its prompt.

        A signal between the two is noted by Python and obeyed at the next line: no person is that fast, a test is.
        """
        state = Path(f"/proc/{self.child.pid}/stat")
        until = time.monotonic() + PATIENCE
        while state.exists() and ") S " not in state.read_text() and time.monotonic() < until:
            time.sleep(0.01)  # the kernel tells nobody when a process begins to wait

    def end(self) -> int:
        """Wait until the program has ended by itself; return its exit status."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        status: int = self.child.exitstatus if self.child.exitstatus is not None else 128 + self.child.signalstatus
        return status
