"""The time that an exam allows: an alarm that ends the reading of an answer, and nothing else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from quiz.terminal.interruptions import TimeUp
from quiz.terminal.screen import Keyboard

ALARM_AGAIN_S = 1.0
"""How long after an exam's time is over it is said again, until it has been heard."""


class ExamClock:
    """Knows whether the time is over and whether a line is being read; without a limit, time never is."""

    def __init__(self) -> None:
        self.over = False
        self.reading = False

    def line(self, keyboard: Keyboard, question: str) -> str:
        """Read a line; the alarm may end the reading with TimeUp."""
        self.reading = True
        try:
            # Asked after that is set: an alarm in between would neither end the reading nor be seen.
            if self.over:
                raise TimeUp
            return keyboard.line(question)
        finally:
            self.reading = False

    @contextmanager
    def limit(self, left: float) -> Iterator[None]:
        """End the question on the screen when so many seconds are over; where there are no alarms, after it."""
        if left <= 0:
            raise TimeUp
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            yield
            return

        def heard(signal_number: int, frame: Any) -> None:
            self.over = True
            if self.reading:
                raise TimeUp

        before = signal.signal(signal.SIGALRM, heard)
        # It is repeated: one that comes while another signal is obeyed, or just before the keyboard is waited for, ends
        # no reading.
        signal.setitimer(signal.ITIMER_REAL, left, ALARM_AGAIN_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
