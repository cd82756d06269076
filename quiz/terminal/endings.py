"""How the program is ended from outside: signals, a closed pipe, a closed terminal, streams that were never open."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What the system, or a terminal that is closed, ends a program with."""


_HEARD_WITHIN_S = 0.2
"""How long it takes at most until a signal is obeyed, unless it has been missed."""


class Ended(KeyboardInterrupt):
    """The program is to end now: whatever is under way is left as after Ctrl-C."""


class Endings:
    """While it lasts, signals that end the program are raised as :class:`Ended`, and noted in ``signal``.

    A signal may arrive while a library is busy, which makes an error of its own of it, or nothing; it is noted all the
    same. Signals that whoever started the program has set to be ignored stay so, as under ``nohup``. ``of_process``
    tells that the process is over then.

    >>> with Endings() as endings:
    ...     endings.signal is None
    True
    """

    def __init__(self, *, of_process: bool = False) -> None:
        self.signal: int | None = None
        self._of_process = of_process
        self._before: dict[int, Any] = {}
        self._sent_again = False
        self._told_by: int | None = None
        self._terminals = [number for number in range(3) if os.isatty(number)]

    def __enter__(self) -> Endings:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, *ENDING_SIGNALS):
                usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
                if signal.getsignal(number) == usual:
                    self._before[number] = signal.signal(number, self._end)
            self._listen()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._told_by is not None:
            signal.set_wakeup_fd(-1)
            os.close(self._told_by)
        if not self._of_process:
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def over(self) -> None:
        """From now on nothing is left to be interrupted: a further signal ends the process without a word."""
        for number in self._before:
            signal.signal(number, signal.SIG_DFL)

    def _listen(self) -> None:
        """Let a thread see that no signal is missed.

        One that comes at the moment before the keyboard is waited for is noted by Python, which obeys it when a key has
        been pressed; sent once more, it is obeyed at once.
        """
        if 0 not in self._terminals or not hasattr(signal, "pthread_kill"):
            return
        reading, self._told_by = os.pipe()
        os.set_blocking(self._told_by, False)
        signal.set_wakeup_fd(self._told_by, warn_on_full_buffer=False)
        threading.Thread(target=self._send_again, args=(reading,), daemon=True).start()

    def _send_again(self, reading: int) -> None:
        while told := os.read(reading, 1):
            if signal.getsignal(told[0]) != self._end:  # it is no ending, such as an alarm
                continue
            time.sleep(_HEARD_WITHIN_S)
            if self.signal is None:
                self._sent_again = True
                signal.pthread_kill(threading.main_thread().ident or 0, told[0])
        os.close(reading)

    def _end(self, number: int, frame: FrameType | None) -> None:
        if self._sent_again and self.signal is not None:
            self._sent_again = False  # it has been heard in between
            return
        self.signal = number
        raise KeyboardInterrupt if number == signal.SIGINT else Ended

    @property
    def from_outside(self) -> bool:
        """True if the program was ended by another than the learner, who may stop a part of it with Ctrl-C."""
        return self.signal in ENDING_SIGNALS

    def is_closed(self, error: OSError) -> bool:
        """True for the error of a pipe or a terminal that has been closed."""
        gone = any(not os.isatty(number) for number in self._terminals)
        return isinstance(error, BrokenPipeError) or (error.errno in (errno.EIO, errno.ENXIO) and gone)


@contextmanager
def interrupts_left_to_another() -> Iterator[None]:
    """While another program has the terminal, such as an editor, Ctrl-C is for it alone: both of us are told of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A handler that does nothing, and not "ignore", which the other would inherit.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    # The thread that sends missed signals once more is told of none: it may look only when the other has ended.
    told_by = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(told_by, warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, before)
