"""Signals wait while a pool of processes ends: one that is left half shut ends the program with a traceback."""

from __future__ import annotations

import signal
import sys
from typing import Any

import pytest

from quiz.exchange.compare_rows import answers
from quiz.exchange.held_signals import HELD, signals_held

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def waiting() -> set[signal.Signals]:
    return {signal.Signals(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())}


def test_signals_wait_within_and_no_longer() -> None:
    with signals_held():
        assert set(HELD) <= waiting()
    assert waiting().isdisjoint(HELD)


def test_they_wait_while_rows_are_compared_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[set[signal.Signals]] = []

    class Pool:
        def __init__(self, *_: Any, **__: Any) -> None: ...

        def shutdown(self, **_: Any) -> None:
            held.append(waiting())

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    assert list(answers([], jobs=2)) == []
    assert set(HELD) <= held[0]
    assert waiting().isdisjoint(HELD)
