"""A day's goal and a streak that forgives: days by the learner's clock, past midnight too, and the file of settings."""

from __future__ import annotations

import json
import stat
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.practice.goal import (
    SETTINGS,
    Change,
    Day,
    Goal,
    Streak,
    goal_on,
    goals,
    how_it_stands,
    learning_day,
    set_goal,
    streak,
)
from quiz.practice.history import Quarter

TOKYO = ZoneInfo("Asia/Tokyo")
TODAY = date(2026, 11, 26)
ENOUGH = Day(20.0, 9)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-26T18:59:59+00:00", 26),  # 03:59 in Tokyo on the 27th
        ("2026-11-26T19:00:00+00:00", 27),
        ("2026-11-26T15:30:00+00:00", 26),  # past midnight
        ("2026-11-26T02:00:00+00:00", 26),
    ],
)
def test_a_day_ends_at_four_in_the_morning(at: str, day: int) -> None:
    assert learning_day(datetime.fromisoformat(at), TOKYO) == date(2026, 11, day)


def test_a_day_on_which_the_clocks_change_is_one_day() -> None:
    paris = ZoneInfo("Europe/Paris")
    night = [datetime(2026, 3, 29, hour, 30, tzinfo=UTC).astimezone(paris) for hour in range(5)]
    assert [learning_day(at, paris).day for at in night] == [28, 28, 29, 29, 29]  # 1:30, 3:30, 4:30 ...


# -- the streak --------------------------------------------------------------------------------------------------------


def before(*days_ago: int) -> dict[date, Day]:
    return {TODAY - timedelta(days=ago): ENOUGH for ago in days_ago}


@pytest.mark.parametrize(
    ("done", "days", "forgiven"),
    [
        ((), 0, 0),
        ((0,), 1, 0),
        ((1,), 1, 0),  # today is not over
        ((2,), 1, 1),
        ((3,), 0, 0),  # two days missed
        ((0, 1, 2, 4, 5), 5, 1),
        ((0, 1, 3, 4, 6), 4, 1),  # a second day within seven
        ((0, 2, 3, 4, 5, 6, 7, 9), 8, 2),  # seven days apart: no seven in a row hold both
        ((0, 2, 3, 4, 5, 6, 8), 6, 1),
    ],
)
def test_one_day_in_seven_may_be_missed(done: tuple[int, ...], days: int, forgiven: int) -> None:
    found = streak(before(*done), (), TODAY)
    assert (found.days, found.forgiven) == (days, forgiven)


def longest(done: set[int]) -> int:
    """The days of the longest stretch until today, told from the definition: by trying every beginning."""
    best = 0
    for begin in range(61):
        if begin not in done:
            continue
        missed = [day for day in range(1, begin + 1) if day not in done]
        if all(sum(first <= day < first + 7 for day in missed) <= 1 for first in range(1, begin + 1)):
            best = max(best, len([day for day in done if day <= begin]))
    return best


@given(st.sets(st.integers(0, 40)))
def test_the_streak_is_the_longest_with_one_missed_day_in_seven(done: set[int]) -> None:
    assert streak(before(*done), (), TODAY).days == longest(done)


@given(st.sets(st.integers(1, 40)))
def test_a_rest_that_is_allowed_ends_nothing(done: set[int]) -> None:
    days = before(*done)
    now, tomorrow = streak(days, (), TODAY), streak(days, (), TODAY + timedelta(days=1))
    assert now.may_rest == (tomorrow.days == now.days > 0)


def test_a_new_goal_judges_no_day_before_it() -> None:
    days = {TODAY - timedelta(days=ago): Day(12.0, 5) for ago in range(5)}
    changes = [
        Change(TODAY - timedelta(days=10), Goal(10)),
        Change(TODAY - timedelta(days=1), Goal(30)),
        Change(TODAY, None),
    ]
    assert goal_on(changes, TODAY - timedelta(days=11)) is None
    assert streak(days, changes, TODAY) == Streak(4, 1, may_rest=False)
    assert streak(days, changes[:1], TODAY).days == 5


def test_how_it_stands_past_midnight() -> None:
    evening = datetime(2026, 11, 26, 23, 50, tzinfo=TOKYO)
    done = [Quarter(evening, 600.0, 1), Quarter(evening + timedelta(hours=1), 300.0, 1)]
    late = how_it_stands(done, [Change(TODAY, Goal(15))], evening + timedelta(hours=2), TOKYO)
    assert (late.done, late.reached, late.streak.days) == (Day(15.0, 2), True, 1)
    next_day = how_it_stands(done, [Change(TODAY, Goal(15))], evening + timedelta(hours=5), TOKYO)
    assert (next_day.done, next_day.reached, next_day.streak.days) == (Day(), False, 1)


# -- the file ----------------------------------------------------------------------------------------------------------


def test_goals_are_kept_with_the_days_from_which_they_hold(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert goals(home) == []
    set_goal(home, Goal(15), TODAY - timedelta(days=3))
    set_goal(home, Goal(20), TODAY)
    set_goal(home, Goal(8, "questions"), TODAY)  # the last word of a day
    assert goals(home) == [Change(TODAY - timedelta(days=3), Goal(15)), Change(TODAY, Goal(8, "questions"))]
    set_goal(home, None, TODAY + timedelta(days=1))
    assert goal_on(goals(home), TODAY + timedelta(days=2)) is None
    if sys.platform != "win32":
        assert stat.S_IMODE((home / SETTINGS).stat().st_mode) == 0o600
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_other_settings_stay(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text('{"theme": "勾配"}', encoding="utf-8")
    set_goal(tmp_path, Goal(5), TODAY)
    assert json.loads((tmp_path / SETTINGS).read_text(encoding="utf-8"))["theme"] == "勾配"


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{", '{"goals": 3}', '{"goals": [3]}', '{"goals": [{"minutes": 5}]}', "[" * 50_000,
        '{"goals": [{"since": "2026-11-26", "minutes": 0}]}', '{"goals": [{"since": "2026-11-26", "minutes": true}]}',
        '{"goals": [{"since": "2026-13-26", "minutes": 5}]}', '{"goals": [{"since": 1, "minutes": 5}]}',
        '{"goals": [{"since": "2026-11-26", "questions": 1e9}]}', '{"x": "' + "a" * 100_001 + '"}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_and_kept(content: str, tmp_path: Path) -> None:
    path = tmp_path / SETTINGS
    path.write_text(content, encoding="utf-8")
    for use in (lambda: goals(tmp_path), lambda: set_goal(tmp_path, Goal(5), TODAY)):
        with pytest.raises(QuizError, match=SETTINGS):
            use()
    assert path.read_text(encoding="utf-8") == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(QuizError, match="home"):
        set_goal(tmp_path / "home", Goal(5), TODAY)
