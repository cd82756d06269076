"""Trials of the record: kills at random moments, many writers, many first starts. What was shown must be there.

Each returns its figures and raises AssertionError where something is lost. The short runs are tests, the long ones
``tests/bench/record_trials.py``.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from quiz.verdicts import WORDINGS

QUIZ = [sys.executable, "-c", "from quiz.cli import main; main()"]
SHORT_KINDS = ("--kind", "number", "--kind", "choice", "--kind", "multichoice", "--kind", "shape")
RECORDED = [wording for verdict, wording in WORDINGS.items() if verdict not in ("unreadable", "unanswered")]
VERDICT = re.compile("|".join(rf"^{re.escape(f'{w.mark} {w.label.en}')}" for w in RECORDED), re.M)
"""A line by which a verdict is shown that must be on record by then."""


class Player:
    """``quiz run`` through pipes: it is given an answer after the other, and what it shows is kept."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*QUIZ, "run", "day2", "--lang", "en", *arguments],
            env={**os.environ, "QUIZ_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._shown: list[bytes] = []
        self._told: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._read, args=(self.process.stdout, self._shown)),
            threading.Thread(target=self._read, args=(self.process.stderr, self._told)),
            threading.Thread(target=self._answer),
        ]
        self._enough = threading.Event()
        for thread in self._threads:
            thread.start()

    def _read(self, stream: object, into: list[bytes]) -> None:
        for line in stream:  # type: ignore[attr-defined]  # a pipe
            into.append(line)

    def _answer(self) -> None:
        """Answer with a number: right or wrong, it is judged. What can't be read is passed over after it."""
        assert self.process.stdin is not None
        try:
            while not self._enough.is_set():
                seen = len(self._shown)
                self.process.stdin.write(b"1\ns\n")
                self.process.stdin.flush()
                while len(self._shown) == seen and not self._enough.is_set():  # no more than is used up
                    time.sleep(0.001)
            self.process.stdin.write(b"q\n")
            self.process.stdin.close()
        except OSError:  # it has been killed, or has come to its end
            return

    def waits_for_its_first_question(self) -> None:
        """Return once something is shown, or the process has ended."""
        while not self._shown and self.process.poll() is None:
            time.sleep(0.001)

    def kill(self) -> None:
        """End it without a warning."""
        self.process.kill()

    def stop(self) -> None:
        """Let it come to its end."""
        self._enough.set()

    def wait(self) -> int:
        """Wait until it has ended; return the exit status."""
        status = self.process.wait(timeout=300)
        self._enough.set()
        for thread in self._threads:
            thread.join(timeout=60)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]  # all three are pipes
        return status

    @property
    def verdicts(self) -> int:
        """How many verdicts it has shown."""
        return len(VERDICT.findall(b"".join(self._shown).decode(errors="replace")))

    @property
    def told(self) -> str:
        """What it has said on standard error."""
        return b"".join(self._told).decode(errors="replace")


def answers_on_record(home: Path) -> int:
    """Return how many answers, skips left out, are on record; the file passes its checks and no place counts twice."""
    connection = sqlite3.connect(home / "quiz.sqlite3", timeout=30)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM set_aside").fetchone() == (0,)
        twice = "SELECT count(*) FROM attempts WHERE counted GROUP BY session, place HAVING count(*) > 1"
        assert connection.execute(twice).fetchall() == []
        found: int = connection.execute("SELECT count(*) FROM attempts WHERE verdict <> 'unanswered'").fetchone()[0]
        return found
    finally:
        connection.close()


def kills(home: Path, count: int, seed: int) -> dict[str, int]:
    """Kill ``count`` sessions at random moments, from before the first question on; each resumes where it can."""
    moments = random.Random(seed)
    shown = before = early = 0
    for number in range(count):
        player = Player(home, "--seed", "7", "--count", "300", *SHORT_KINDS)
        if number % 4:
            player.waits_for_its_first_question()
            time.sleep(moments.uniform(0, 1.2))
        else:  # while it starts, and makes or opens the record
            time.sleep(moments.uniform(0.05, 0.6))
        player.kill()
        assert player.wait() in (-9, 0), player.told
        assert player.told == "", player.told
        if not (home / "quiz.sqlite3").exists():
            early += 1
            assert player.verdicts == 0
            continue
        on_record = answers_on_record(home) if (home / "quiz.sqlite3").stat().st_size else 0
        assert on_record - before >= player.verdicts, (
            f"kill {number}: {player.verdicts} shown, {on_record - before} kept"
        )
        shown, before = shown + player.verdicts, on_record
    return {"kills": count, "before there was a record": early, "shown": shown, "on record": before}


def writers(home: Path, seconds: float) -> dict[str, int]:
    """Let four programs write at once for so long, two of them always in one session and two in another."""
    until = time.monotonic() + seconds
    ended: list[tuple[int, int, str]] = []

    def write(pair: int) -> None:
        number = 0
        while time.monotonic() < until:
            number += 1
            player = Player(home, "--seed", str(1000 * pair + number), "--count", "200", *SHORT_KINDS)
            while player.process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            player.stop()
            ended.append((player.wait(), player.verdicts, player.told))

    threads = [threading.Thread(target=write, args=(pair,)) for pair in (1, 2, 1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((status, told) == (0, "") for status, _, told in ended), ended
    shown, on_record = sum(verdicts for _, verdicts, _ in ended), answers_on_record(home)
    assert on_record >= shown
    return {"writers": len(threads), "sittings": len(ended), "shown": shown, "on record": on_record}


def first_starts(home: Path, count: int) -> dict[str, int]:
    """Start ``count`` programs at once where there is no record yet; each answers one question of its own session."""
    processes = [
        subprocess.Popen(
            [*QUIZ, "run", "day2", "--item", "conv-output-size", "--original", "--seed", str(number), "--lang", "en"],
            env={**os.environ, "QUIZ_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(1, count + 1)
    ]
    ended: list[tuple[int, bytes, bytes]] = []

    def play(process: subprocess.Popen[bytes]) -> None:
        output, complaint = process.communicate(b"7x7\n", timeout=300)
        ended.append((process.returncode, output, complaint))

    threads = [threading.Thread(target=play, args=(process,)) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = [complaint.decode() for status, _, complaint in ended if status or complaint]
    assert not failed, failed
    shown = sum(len(VERDICT.findall(output.decode())) for _, output, _ in ended)
    on_record = answers_on_record(home)
    assert shown == on_record == count
    return {"first starts": len(ended), "failed": len(failed), "shown": shown, "on record": on_record}
