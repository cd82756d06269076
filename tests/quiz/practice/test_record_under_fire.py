"""Short trials of the record under fire; the long ones are in ``tests/bench/record_trials.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from record_under_fire import first_starts, kills, writers

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]


def test_forty_kills_lose_nothing_that_was_shown(tmp_path: Path) -> None:
    figures = kills(tmp_path / "home", 40, seed=2)
    assert figures["shown"] >= 10, "they must have been killed at work"


def test_four_writers_lose_nothing_that_was_shown(tmp_path: Path) -> None:
    assert writers(tmp_path / "home", 10.0)["on record"] >= 20, "they must have been at work"


def test_first_starts_at_once_all_succeed(tmp_path: Path) -> None:
    assert first_starts(tmp_path / "home", 24)["failed"] == 0
