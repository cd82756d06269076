"""What was answered: each variant's answer whatever the record holds, and days by the learner's own calendar."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quiz.model import Form, Place
from quiz.practice.goal import DAY_BEGINS, Day, days_of
from quiz.practice.history import Answered, LocalDay, Quarter, by_family, local_day, moment
from quiz.practice.record_answers import quarters_in
from quiz.practice.store import Store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
AT = NOW.isoformat(timespec="milliseconds")

# -- the answer to each variant ----------------------------------------------------------------------------------------

Row = tuple[Any, ...]
"""Session, place, item, seed, counted, verdict, score, diagnoses, time, seconds, and whether it is called a guess."""

rows = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.sampled_from(["a", "b", b"a", b"\xff"]), st.integers(1, 2),
        st.booleans(),
        st.sampled_from(["correct", "wrong", "wrong", "undecided", "unreadable", "unanswered", "?", b"wrong"]),
        st.sampled_from([0.0, 1.0, 0.5, 0, 7.0, "x", -1]),
        st.sampled_from(["[]", '["slip"]', '["slip", "other"]', "[", "[1]", b"[]"]),
        st.sampled_from([AT, "2026-11-25T09:00:00+09:00", "2026-11-25", "?", b"7"]),
        st.sampled_from([0.0, 12.5, 30, "long", -3.0, math.inf]),
        st.booleans(),
    ),
    max_size=8,
)  # fmt: skip


def told(kept: Sequence[Row]) -> list[Answered]:
    """What the history is by its definition: the answer that counts, else the first, in the place of the first."""
    found: dict[Row, Answered | None] = {}
    for session, place, item, seed, counted, verdict, score, diagnoses, at, seconds, guess in kept:
        variant = (session, place, item, seed)
        if session == 2 or (variant in found and not counted):  # the last session is one of another course
            continue
        sound = (
            isinstance(item, str) and isinstance(at, str) and score in (0, 0.5, 1)
            and diagnoses not in ("[", "[1]", b"[]")
            and verdict in ("correct", "wrong", "unanswered")
        )  # fmt: skip
        took = float(seconds) if verdict != "unanswered" and seconds in (0, 12.5, 30) else 0.0
        found[variant] = (
            Answered(item, moment(at), float(score), tuple(json.loads(diagnoses)), guess, session == CHOSEN, took)
            if sound
            else None
        )
    return [answered for answered in found.values() if answered is not None]


def once_counted(given: Sequence[Row]) -> list[Row]:
    """Let no two answers count at one place, as the record does not."""
    counts: set[tuple[int, int]] = set()
    kept = []
    for row in given:
        counted = row[4] and row[:2] not in counts
        counts |= {row[:2]} if counted else set()
        kept.append((*row[:4], counted, *row[5:]))
    return kept


CHOSEN = 1
"""The session that asked everything as multiple choice; the one after it is of another course."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, now=lambda: NOW) as store:
        for number, course in enumerate(("day2", "day2", "other")):
            form = Form(course, course, 1, (Place("a", 1), Place("b", 1)), 3.0)
            store.begin(form, "", "", exam=False, choices={} if number == CHOSEN else None)
        yield store


def insert(store: Store, number: int, row: Row) -> None:
    session, place, item, seed, counted, verdict, *rest, guess = row
    as_text = "CAST(? AS TEXT)" if item == b"\xff" else "?"  # no UTF-8, as a damaged disk leaves it
    store._connection.execute(
        "INSERT INTO attempts (session, place, item, seed, counted, verdict, score, diagnoses, answered_at, elapsed_s,"
        f" response, understood_as, hints_used, uid) VALUES (?, ?, {as_text}, ?, ?, ?, ?, ?, ?, ?, '', '', 0, ?)",
        (session + 1, place, item, seed, counted, verdict, *rest, f"{number:032x}"),
    )
    if guess:
        store._connection.execute(
            "INSERT INTO marks (uid, session, place, item, seed, attempt, mark, said, details, taken_back, marked_at)"
            " VALUES (?, ?, ?, ?, ?, ?, 'guessed', '', '{}', 0, '')",
            (f"{number:032x}", session + 1, place, item, seed, f"{number:032x}"),
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
@example(
    [
        (0, 0, "a", 1, False, "wrong", 0.0, "[]", AT, 12.5, True),
        (0, 0, "b", 1, False, "wrong", 0.0, '["slip"]', AT, 12.5, False),
        (0, 0, "a", 1, False, "wrong", 0.5, "[]", AT, 12.5, False),
        (0, 0, "a", 1, True, "correct", 1.0, "[]", AT, 12.5, False),
        (0, 0, "a", 1, False, "wrong", 0.0, "[]", AT, 12.5, False),
    ]
)
def test_the_history_is_what_its_definition_says(empty: Store, given_rows: list[Row]) -> None:
    kept = once_counted(given_rows)
    with empty.writing() as connection:
        connection.execute("DELETE FROM attempts")
        connection.execute("DELETE FROM marks")
        for number, row in enumerate(kept):
            insert(empty, number, row)
    assert empty.history("day2") == told(kept)


def test_a_question_is_done_once_it_is_answered_not_when_it_is_begun(empty: Store) -> None:
    def questions() -> int:
        with empty.at_work() as connection:
            return sum(quarter.questions for quarter in quarters_in(connection))

    insert(empty, 0, (0, 0, "a", 1, False, "undecided", 0.0, "[]", AT, 12.5, False))
    empty._connection.execute("UPDATE attempts SET machine_verdict = 'undecided', response = 'begun'")
    assert questions() == 0
    insert(empty, 1, (0, 0, "a", 1, True, "correct", 1.0, "[]", AT, 12.5, False))
    assert questions() == 1
    insert(empty, 2, (0, 0, "a", 1, False, "wrong", 0.0, "[]", AT, 12.5, False))
    assert questions() == 1


def test_a_guess_that_names_no_answer_means_all_at_its_place_until_it_is_taken_back(empty: Store) -> None:
    for number, seed in enumerate((1, 2)):
        insert(empty, number, (0, 0, "a", seed, False, "wrong", 0.0, "[]", AT, 1.0, seed == 1))
    empty._connection.execute("UPDATE marks SET attempt = ''")
    assert [one.guessed for one in empty.history("day2")] == [True, False]
    empty._connection.execute("UPDATE marks SET taken_back = 1")
    assert [one.guessed for one in empty.history("day2")] == [False, False]


def test_after_a_damaged_text_others_are_read_as_ever(empty: Store) -> None:
    insert(empty, 1, (0, 0, b"\xff", 1, True, "wrong", 0.0, "[]", AT, 1.0, False))
    insert(empty, 2, (0, 1, "a", 1, True, "wrong", 0.0, "[]", AT, 1.0, False))
    assert [one.item for one in empty.history("day2")] == ["a"]
    assert empty._connection.execute("SELECT item FROM attempts").fetchone()[0] == "\udcff"


def test_families_are_told_in_the_order_of_time() -> None:
    history = [Answered(item, NOW - timedelta(days=days), 1.0) for item, days in [("a", 1), ("b", 5), ("a", 3)]]
    found = by_family(history)
    assert {item: [one.at.day for one in answers] for item, answers in found.items()} == {"b": [21], "a": [23, 25]}


# -- days --------------------------------------------------------------------------------------------------------------

zones = st.sampled_from(
    ["UTC", "Asia/Tokyo", "Asia/Kathmandu", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
     "Europe/Paris", "Pacific/Apia", "Africa/Cairo", "Atlantic/Azores", "Asia/Beirut"]
).map(ZoneInfo)  # fmt: skip
moments = st.datetimes(datetime(2008, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def by_the_calendar(at: datetime, hour: int, zone: ZoneInfo) -> date:
    return (at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=hour)).date()


@given(moments, st.sampled_from([0, DAY_BEGINS]), zones, st.lists(st.floats(-40, 40), min_size=1))
def test_a_day_holds_the_moments_of_its_date_and_no_others(
    at: datetime, hour: int, zone: ZoneInfo, hours: list[float]
) -> None:
    found = local_day(at, hour, zone)
    assert found.day == by_the_calendar(at, hour, zone)
    assert found.holds(at)
    for each in hours:
        other = at + timedelta(hours=each)
        assert found.holds(other) == (by_the_calendar(other, hour, zone) == found.day)
    assert not found.holds(found.ends)
    assert found.holds(found.ends - timedelta(microseconds=1))


def test_a_day_on_the_clock_of_the_machine() -> None:
    found = local_day(NOW)
    assert isinstance(found, LocalDay)
    assert found.day == NOW.astimezone().date()
    assert found.begins <= NOW < found.ends <= found.begins + timedelta(hours=25)


@given(st.lists(st.tuples(moments, st.integers(0, 900), st.integers(0, 9))), zones)
def test_what_was_done_is_added_up_by_day(done: list[tuple[datetime, int, int]], zone: ZoneInfo) -> None:
    quarters = [Quarter(begins, 60.0 * seconds, questions) for begins, seconds, questions in done]
    found = days_of(quarters, zone)
    assert sum(day.questions for day in found.values()) == sum(questions for _, _, questions in done)
    for date_, day in found.items():
        mine = [one for one in quarters if by_the_calendar(one.begins, DAY_BEGINS, zone) == date_]
        assert day == Day(sum(one.seconds for one in mine) / 60, sum(one.questions for one in mine))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00", "1969-01-01"])
def test_a_time_that_no_calendar_can_tell_is_damaged(text: str) -> None:
    assert moment(text).year == 1970
    assert local_day(moment(text)).day.year in (1969, 1970)
