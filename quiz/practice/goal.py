"""A day's goal, and the streak of days on which it was reached, which forgives a day off now and then.

A day of learning ends at four in the morning of the learner's own clock: who practises past midnight has done it that
day. (What a review calls today is the calendar's day: there it only keeps a question from coming twice.) The goal lies
in a small file beside the record, with the days from which each goal held, so that a new goal judges no day before it.

Nothing here reads a clock: the moment and the record's answers are given.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Literal, NamedTuple

from quiz.errors import QuizError, refusal
from quiz.home import one_at_a_time, read_whole, write_whole
from quiz.language import Text
from quiz.practice.history import LocalDay, Quarter, local_day

DAY_BEGINS = 4
"""The hour at which a day of learning begins."""
FORGIVING = 7
"""In so many days in a row one may be missed."""

SETTINGS = "settings.json"
MAX_BYTES = 100_000
MAX_CHANGES = 1_000
MOST: Mapping[str, int] = {"minutes": 600, "questions": 500}
"""A goal beyond this is a slip of the finger."""

Unit = Literal["minutes", "questions"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a learner wants to do every day."""

    amount: int
    unit: Unit = "minutes"


class Change(NamedTuple):
    """From a day on this is the goal; None is no goal."""

    since: date
    goal: Goal | None


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a day."""

    minutes: float = 0.0
    questions: int = 0

    def reaches(self, goal: Goal | None) -> bool:
        """Whether this is enough; without a goal, one question is.

        >>> Day(14.2, 6).reaches(Goal(15)), Day(14.2, 6).reaches(Goal(6, "questions")), Day(0.5, 1).reaches(None)
        (False, True, True)
        """
        if goal is None:
            return self.questions >= 1
        return (self.minutes if goal.unit == "minutes" else self.questions) >= goal.amount


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row on which the goal was reached, the missed ones among them that are forgiven, and what today does.

    ``may_rest``: tomorrow it would have as many days still, though nothing more were done today.
    """

    days: int = 0
    forgiven: int = 0
    may_rest: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """How it stands: the goal, what was done so far, whether that is enough, and the streak."""

    goal: Goal | None
    done: Day
    reached: bool
    streak: Streak


def learning_day(at: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of learning that a moment belongs to, on the learner's own clock (or in a zone).

    >>> from datetime import UTC
    >>> [learning_day(datetime(2026, 11, 26, hour, 59, tzinfo=UTC), UTC).day for hour in (3, 4, 23)]
    [25, 26, 26]
    """
    return local_day(at, DAY_BEGINS, zone).day


def days_of(quarters: Iterable[Quarter], zone: tzinfo | None = None) -> dict[date, Day]:
    """Return what was done on each day."""
    minutes: defaultdict[date, float] = defaultdict(float)
    asked: defaultdict[date, int] = defaultdict(int)
    today: LocalDay | None = None
    for begins, seconds, questions in quarters:
        if today is None or not today.holds(begins):
            today = local_day(begins, DAY_BEGINS, zone)
        minutes[today.day] += seconds / 60
        asked[today.day] += questions
    return {day: Day(minutes[day], asked[day]) for day in minutes}


def goal_on(changes: Sequence[Change], day: date) -> Goal | None:
    """Return the goal of a day."""
    return next((change.goal for change in reversed(changes) if change.since <= day), None)


def streak(days: Mapping[date, Day], changes: Sequence[Change], today: date) -> Streak:
    """Return the streak that has not ended today: in any seven days in a row of it, one at most was missed.

    Today is never a missed day, as it is not over.

    >>> from datetime import date
    >>> done = {date(2026, 11, day): Day(20.0, 9) for day in (20, 21, 23, 24, 25)}
    >>> streak(done, (), date(2026, 11, 26))
    Streak(days=5, forgiven=1, may_rest=False)
    """

    def reached(day: date) -> bool:
        return days.get(day, Day()).reaches(goal_on(changes, day))

    found, forgiven = _behind(reached, today, missed=None)
    rested, _ = _behind(reached, today, missed=today)
    return Streak(found, forgiven, may_rest=rested == found > 0)


def _behind(reached: Callable[[date], bool], today: date, missed: date | None) -> tuple[int, int]:
    """Count the days of a streak that ends today, and the forgiven ones among them.

    ``missed`` is today where it is taken for a missed day.
    """
    found = pending = forgiven = 0
    if missed is None and reached(today):
        found = 1
    day = today
    while True:
        day -= timedelta(days=1)
        if reached(day):
            found += 1
            forgiven, pending = forgiven + pending, 0
        elif missed is not None and (missed - day).days < FORGIVING:
            return found, forgiven
        else:
            missed, pending = day, pending + 1


def how_it_stands(
    quarters: Iterable[Quarter], changes: Sequence[Change], now: datetime, zone: tzinfo | None = None
) -> Today:
    """Return the goal of today, what was done so far, and the streak."""
    days, day = days_of(quarters, zone), learning_day(now, zone)
    done, goal = days.get(day, Day()), goal_on(changes, day)
    return Today(goal, done, done.reaches(goal), streak(days, changes, day))


# -- the file of settings ----------------------------------------------------------------------------------------------


def goals(folder: Path) -> list[Change]:
    """Return the goals that were set, in their order; none where there is no file of settings.

    Raises:
        QuizError: the file can't be read, or is none of ours.
    """
    return _changes(_settings(folder), folder / SETTINGS)


def set_goal(folder: Path, goal: Goal | None, day: date) -> None:
    """Let a goal hold from a day on; what else the file of settings holds stays."""
    _change_goals(folder, lambda before: [*(change for change in before if change.since < day), Change(day, goal)])


def join_goals(folder: Path, others: Sequence[Change]) -> int:
    """Take in the goals of another machine; return how many of them were not here.

    Where both have one from the same day, the same one of the two stays on either machine: minutes over questions over
    none, and more over less.
    """
    here: set[Change] = set()

    def joined(before: Sequence[Change]) -> list[Change]:
        here.update(before)
        found: dict[date, Change] = {}
        for change in (*before, *others):
            known = found.setdefault(change.since, change)
            found[change.since] = max(known, change, key=lambda one: _rank(one.goal))
        return sorted(found.values(), key=lambda change: change.since)

    if others:
        _change_goals(folder, joined)
    return len(set(others) - here)


def _rank(goal: Goal | None) -> tuple[bool, bool, int]:
    return (False, False, 0) if goal is None else (True, goal.unit == "minutes", goal.amount)


def _change_goals(folder: Path, changed: Callable[[Sequence[Change]], Sequence[Change]]) -> None:
    path = folder / SETTINGS
    try:
        with one_at_a_time(folder):
            settings = _settings(folder)
            before = _changes(settings, path)
            after = changed(before)[-MAX_CHANGES:]
            if list(after) != before:
                settings["goals"] = [as_entry(change) for change in after]
                write_whole(path, json.dumps(settings, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} に書けません: {why.ja}", f"can't write {path}: {why.en}")) from None


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / SETTINGS
    try:
        found = json.loads(read_whole(path, MAX_BYTES))
    except FileNotFoundError:
        return {}
    except OSError as error:
        why = refusal(error)
        raise QuizError(Text(f"{path} を読めません: {why.ja}", f"can't read {path}: {why.en}")) from None
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(found, dict):
        raise _damaged(path)
    return found


def _changes(settings: Mapping[str, Any], path: Path) -> list[Change]:
    entries = settings.get("goals", [])
    if not isinstance(entries, list):
        raise _damaged(path)
    try:
        found = [change_in(entry) for entry in entries]
    except (KeyError, TypeError, ValueError):
        raise _damaged(path) from None
    return sorted(found, key=lambda change: change.since)


def change_in(entry: Mapping[str, Any]) -> Change:
    """Return the change that an entry tells; ValueError, KeyError or TypeError for what is none.

    >>> change_in({"since": "2026-11-26", "minutes": 15})
    Change(since=datetime.date(2026, 11, 26), goal=Goal(amount=15, unit='minutes'))
    """
    return Change(date.fromisoformat(entry["since"]), _goal(entry))


def _goal(entry: Mapping[str, Any]) -> Goal | None:
    for unit in ("minutes", "questions"):
        amount = entry.get(unit)
        if amount is not None:
            if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= MOST[unit]:
                raise ValueError
            return Goal(amount, "minutes" if unit == "minutes" else "questions")
    return None


def as_entry(change: Change) -> dict[str, Any]:
    """Return a change as it is written down: from which day on, and how many minutes or questions, if any."""
    entry: dict[str, Any] = {"since": change.since.isoformat()}
    return entry if change.goal is None else {**entry, change.goal.unit: change.goal.amount}


def _damaged(path: Path) -> QuizError:
    return QuizError(
        Text(f"{path} は設定のファイルとして読めません", f"{path} can't be read as the settings"),
        remedy=Text(
            "直すか、ほかの場所へ移してください（学習記録には関わりません）",
            "mend it, or move it away; the record doesn't depend on it",
        ),
    )
