"""One child process: started, given one job, read from under bounds, ended. It never runs a second job.

Used once, a process can't carry anything from one answer to the next; a spare one, started ahead, makes it quick.
"""

from __future__ import annotations

import atexit
import json
import os
import platform
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import IO, Any

from quiz.errors import QuizError
from quiz.language import Text
from quiz.sandbox.inside import seccomp
from quiz.sandbox.launch import Level, launch

FOLDERS = "quiz-answer-"
ABANDONED_AFTER_S = 24 * 60 * 60
"""No answer runs as long; a folder that old belongs to a program that was killed."""

SECONDS_TO_START = 30.0
MAX_REPLY = 8_000_000
MAX_PRINTED = 200_000
KEPT_PRINTED = 2_000


class Flooded(Exception):
    """The child wrote more than it may."""


@cache  # once for the program
def _remove_abandoned() -> None:
    """Remove the folders of this user's earlier programs that were killed before they could."""
    if not hasattr(os, "getuid"):
        return
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(FOLDERS) and entry.is_dir(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                if status.st_uid == os.getuid() and time.time() - status.st_mtime > ABANDONED_AFTER_S:
                    shutil.rmtree(entry.path, ignore_errors=True)


class Child:
    """A process of one level, warming up from the moment it is made."""

    def __init__(self, level: Level) -> None:
        self.level = level
        how = launch(level)
        self.needed = how.needed
        self.locks: tuple[str, ...] = ()
        self.lacking: tuple[str, ...] = ()
        _remove_abandoned()
        self.folder = tempfile.TemporaryDirectory(prefix=FOLDERS, ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            how.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder.name,
            env=how.environment,
            start_new_session=True,
        )
        self.printed = bytearray()
        self.flooded = False
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, daemon=True)
            for target in (self._read_results, self._read_printed, self._write_orders)
        ]
        for thread in self._threads:
            thread.start()
        self.send(how.setup)
        _living.add(self)

    def _read_results(self) -> None:
        stream, left = self._stream(self.process.stdout), MAX_REPLY
        while left > 0:
            line = stream.readline(left)
            if not line:
                break
            left -= len(line)
            self._lines.put(line)
        else:
            self.flooded = True
            self._kill()
        self._lines.put(None)

    def _read_printed(self) -> None:
        stream, count = self._stream(self.process.stderr), 0
        while block := os.read(stream.fileno(), 65_536):
            count += len(block)
            self.printed += block[: max(KEPT_PRINTED - len(self.printed), 0)]
            if count > MAX_PRINTED:
                self.flooded = True
                self._kill()
                return

    def _write_orders(self) -> None:
        """Write what is to be sent, apart from who sends it: a child that doesn't read can make nobody wait."""
        stream = self._stream(self.process.stdin)
        with suppress(OSError, ValueError):  # a child that has died says so by sending nothing
            while (line := self._orders.get()) is not None:
                stream.write(line)
                stream.flush()

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # all three are pipes
        return stream

    def send(self, data: Mapping[str, Any]) -> None:
        """Send one line of JSON to the child."""
        self._orders.put(json.dumps(data).encode() + b"\n")

    def messages(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Yield the child's messages. TimeoutError after ``seconds`` in all; :class:`Flooded` if it wrote too much."""
        until = time.monotonic() + seconds
        while (message := self._next(until)) is not None:
            yield message
        if self.flooded:
            raise Flooded

    def wait_until_ready(self) -> None:
        """Wait until NumPy is imported and the child locked in; :class:`QuizError` where either can't be done."""
        if getattr(self, "_ready", False):
            return
        try:
            message = self._next(time.monotonic() + SECONDS_TO_START)
        except TimeoutError:
            message = None
        if message is None or message.get("ready") is not True:
            said = bytes(self.printed).decode(errors="replace").strip()[-300:]
            raise self._unfit(Text.both(said))
        # It says this before it is sent any code, so it is true.
        self.locks, self.lacking = tuple(message["locks"]), tuple(message["lacking"])
        if absent := [_absent(name) for name in self.needed if name not in self.locks]:
            names = Text("、".join(name.ja for name in absent), ", ".join(name.en for name in absent))
            raise self._unfit(Text(f"かけられない制限: {names.ja}", f"locks that can't be set: {names.en}"))
        self._ready = True

    def _unfit(self, why: Text) -> QuizError:
        self.close()
        return QuizError(
            Text(
                f"コードを実行する環境を用意できません（{self.level}）: {why.ja}",
                f"can't start the process that runs code ({self.level}): {why.en}",
            ),
            remedy=Text("quiz doctor で確かめてください", "see quiz doctor"),
        )

    def _next(self, until: float) -> dict[str, Any] | None:
        try:
            line = self._lines.get(timeout=max(until - time.monotonic(), 0.001))
        except queue.Empty:
            raise TimeoutError from None
        if line is None:
            return None
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            return {}  # forged or cut off: not a message of ours
        return message if isinstance(message, dict) else {}

    def _kill(self) -> None:
        """End the process, and whatever it may have started in its session."""
        with suppress(OSError):
            if hasattr(os, "killpg") and self.process.returncode is None:
                os.killpg(self.process.pid, signal.SIGKILL)
        with suppress(OSError):
            self.process.kill()

    def crashed(self) -> bool:
        """True if the process has been ended by a signal (bubblewrap tells that by a status above 128)."""
        with suppress(subprocess.TimeoutExpired):
            status = self.process.wait(timeout=1)
            return status < 0 or status > 128
        return False

    def close(self) -> None:
        """End the process and free what it held."""
        _living.discard(self)
        self._orders.put(None)
        self._kill()
        self.process.wait()
        # A process that it left behind may still hold the pipes: the threads are not waited for without end.
        for thread in self._threads:
            thread.join(timeout=1)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()
        self.folder.cleanup()


def _absent(lock: str) -> Text:
    """Name a lock that can't be set, and why, where that can be told."""
    if lock == "seccomp" and not seccomp.available():
        machine = platform.machine() or "?"
        return Text(
            f"seccomp（{machine} のシステムコール番号を知りません）",
            f"seccomp (the numbers of the system calls of {machine} aren't known)",
        )
    if lock == "landlock":
        return Text(
            "Landlock（カーネルにないか無効です。Linux 5.13 から使えます）",
            "Landlock (this kernel has none, or it is off; Linux has it since 5.13)",
        )
    return Text.both(lock)


_living: set[Child] = set()


@atexit.register
def _close_all() -> None:
    for child in list(_living):
        child.close()
