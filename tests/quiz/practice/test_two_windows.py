"""Two windows on one session, clocks that jump, names that are no text."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from records import FORM, attempt, raw, record_of

from quiz.model import Form, Outcome, Place
from quiz.practice.store import Store

# -- two windows -------------------------------------------------------------------------------------------------------


def test_a_place_counts_once_whoever_is_first(tmp_path: Path) -> None:
    with Store(tmp_path) as one, Store(tmp_path) as two:
        session = one.begin(FORM, "[]", "d", exam=False)
        first = one.record(session.id, 0, attempt("first"), counted=True)
        second = two.record(session.id, 0, attempt("second"), counted=True)
        other = two.record(session.id, 1, attempt("other"), counted=True)
        assert [two.counts(number) for number in (first, second, other)] == [True, False, True]
        assert one.counted_places(session.id) == {0, 1}
        waiting = two.record(session.id, 0, attempt("later"), counted=False)
        two.settle(waiting, Outcome("correct", 1.0), counted=True)
        two.count(second)
        assert [entry.counted for entry in one.attempts(session.id)] == [True, False, True, False]
        assert one.attempts(session.id)[3].attempt.verdict == "correct", "what became of it is on record"
        one.count(first)
        assert one.counts(first), "what counts goes on counting"


def test_the_file_itself_lets_no_place_count_twice(tmp_path: Path) -> None:
    record_of(tmp_path)
    with pytest.raises(sqlite3.IntegrityError, match="place"):
        raw(tmp_path, "INSERT INTO attempts SELECT 99, session, place, counted, item, seed, response, verdict,"
                      " machine_verdict, score, diagnoses, understood_as, elapsed_s, hints_used, answered_at, 'x'"
                      " FROM attempts WHERE place = 0")  # fmt: skip


def test_the_time_of_two_windows_never_runs_backwards(tmp_path: Path) -> None:
    with Store(tmp_path) as one, Store(tmp_path) as two:
        session = one.begin(FORM, "[]", "d", exam=True)
        one.set_used_s(session.id, 100.0)
        two.set_used_s(session.id, 40.0)
        assert one.used_s(session.id) == 100
        one.finish(session.id)
        ended = raw(tmp_path, "SELECT finished_at FROM sessions")
        two.finish(session.id)
        assert raw(tmp_path, "SELECT finished_at FROM sessions") == ended


def test_the_second_window_is_told_and_goes_on_with_what_is_left(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    command = [sys.executable, "-c", "from quiz.cli import main; main()", "run", "day2", "--seed", "7", "--lang", "en"]
    second = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **run_quiz.environment},
    )
    assert second.stdin is not None
    assert second.stdout is not None
    while b"1/14" not in second.stdout.readline():
        pass
    first = run_quiz("run", "day2", "--seed", "7", "--lang", "en", stdin="2(x+y)\n1\nq\n")
    assert "another window" not in first.stdout
    output, complaint = second.communicate(b"2t\nq\n", timeout=120)
    assert complaint == b""
    shown = output.decode()
    assert "has been answered in another window" in shown
    assert shown.count("another window") == 1
    assert "3/14" in shown, "what the first window has answered isn't asked again"
    counted = raw(tmp_path / "quiz-home", "SELECT place, response, counted FROM attempts ORDER BY id")
    assert counted == [(0, "2(x+y)", 1), (1, "1", 1), (0, "2t", 0)]


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "jumps", [(0, -(10**9), 5), (0, 4 * 10**9, -(4 * 10**9)), (-(3 * 10**10), 0, 1)], ids=["back", "ahead", "from 1075"]
)
def test_a_clock_that_jumps_changes_no_order_and_no_time(tmp_path: Path, jumps: tuple[int, ...]) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)

    def clock() -> datetime:
        return now

    with Store(tmp_path, now=clock) as store:
        sessions = []
        for jump in jumps:
            now += timedelta(seconds=jump)
            sessions.append(store.begin(FORM, "[]", "d", exam=True))
        for number, jump in enumerate(jumps):
            now += timedelta(seconds=jump)
            store.record(sessions[-1].id, 0, attempt(str(number)), counted=True)
            store.set_used_s(sessions[-1].id, 10.0 * number)
        found = store.unfinished("day2", None, "[]")
        assert found == sessions[-1], "the latest is the one that was begun last"
        entries = store.attempts(found.id)
        assert [entry.attempt.response for entry in entries] == ["0", "1", "2"]
        assert [entry.counted for entry in entries] == [True, False, False]
        assert store.used_s(found.id) == 20
        store.finish(found.id)
        assert store.unfinished("day2", None, "[]") == sessions[-2]
    with Store(tmp_path) as store:
        assert len(store.attempts(found.id)) == 3


# -- names that are no text --------------------------------------------------------------------------------------------


def test_a_set_whose_name_is_no_text_is_found_again(tmp_path: Path) -> None:
    form = Form("b\udcffnk", "/home/b\udcffnk", 7, (Place("a", 0),), 1.0)
    with Store(tmp_path) as store:
        session = store.begin(form, '["\udcff"]', "d", exam=False)
        store.record(session.id, 0, attempt("\udcff\x00x"), counted=True)
        found = store.unfinished("/home/b\udcffnk", None, '["\udcff"]')
        assert found is not None
        assert found.id == session.id
        assert store.attempts(session.id)[0].attempt.response == "\\udcff\x00x"
