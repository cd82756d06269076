"""How long something took, as others write it -> seconds; what can be read in two ways is not read.

``12:34`` may be minutes or hours, and a bare number may be anything: only a unit, or a column that names one, tells.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

LONGEST = 366 * 86_400.0
"""Whatever is longer was no sitting."""

UNITS = {
    "days": 86_400, "day": 86_400, "日": 86_400,
    "hours": 3_600, "hour": 3_600, "hrs": 3_600, "hr": 3_600, "h": 3_600, "時間": 3_600,
    "minutes": 60, "minute": 60, "mins": 60, "min": 60, "m": 60, "分": 60,
    "seconds": 1, "second": 1, "secs": 1, "sec": 1, "s": 1, "秒": 1,
}  # fmt: skip
"""What a unit is called, and its seconds. Moodle writes ``1 hour 5 mins``, in Japanese ``1 時間 5 分``."""

_WORDS = "|".join(sorted(UNITS, key=len, reverse=True))
_PIECE = re.compile(rf"([0-9]{{1,9}}(?:\.[0-9]{{1,6}})?) ?({_WORDS})(?![a-z])[ ,、]*")
_CLOCK = re.compile(r"(?:([0-9]{1,3}) days?, )?([0-9]{1,4}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,6})?)")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


def seconds_in(text: str, unit: str | None = None) -> float | None:
    """Return the seconds that a text tells; ``unit`` is what its column gives numbers in. None where it isn't clear.

    >>> [seconds_in(text) for text in ("1 hour 5 mins", "１２分３４秒", "0:12:34", "90 s")]
    [3900.0, 754.0, 754.0, 90.0]
    >>> seconds_in("12:34"), seconds_in("90"), seconds_in("90", "秒"), seconds_in("5 s 3 min")
    (None, None, 90.0, None)
    """
    written = unicodedata.normalize("NFKC", text).strip().casefold()
    if _NUMBER.fullmatch(written):
        return None if unit is None else _bounded(float(written) * UNITS[unit])
    if (clock := _CLOCK.fullmatch(written)) is not None:
        days, hours, minutes, seconds = clock.groups()
        return _bounded(int(days or 0) * 86_400 + int(hours) * 3_600 + int(minutes) * 60 + float(seconds))
    total, at, last = 0.0, 0, float("inf")
    while (piece := _PIECE.match(written, at)) is not None:
        size = UNITS[piece[2]]
        if size >= last:
            return None
        total, at, last = total + float(piece[1]) * size, piece.end(), size
    return _bounded(total) if at and at == len(written) else None


def _bounded(seconds: float) -> float | None:
    return seconds if seconds <= LONGEST else None


# -- from when to when -------------------------------------------------------------------------------------------------

_MOMENT = re.compile(
    r"(?P<date>\S.{3,30}?)[ t,]+(?P<early>午前|午後)?(?P<hours>[0-9]{1,2}):(?P<minutes>[0-5][0-9])"
    r"(?::(?P<seconds>[0-5][0-9])(?:\.[0-9]{1,6})?)? ?(?P<late>am|pm)?z?"
)
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class _Moment(NamedTuple):
    """A date as it is written, and the time of that day; ``halves`` says whether it is counted in halves of a day."""

    date: str
    time: timedelta
    halves: bool


def between(start: str, end: str) -> float | None:
    """Return the seconds from one moment to another; None where that isn't clear.

    A date whose day and month may be swapped does no harm where both moments have the same.

    >>> between("2/3/26 10:05:12", "2/3/26 10:17:00"), between("2/3/26 23:50:00", "3/3/26 00:10:00")
    (708.0, None)
    >>> between("2026-02-03 23:50:00", "2026年2月4日 0:10"), between("2026/2/3 9:00", "2026/2/3 8:00")
    (1200.0, None)
    """
    one, other = _moment(start), _moment(end)
    if one is None or other is None or one.halves != other.halves:
        return None
    took = other.time - one.time
    if one.date != other.date:
        dates = _day(one.date), _day(other.date)
        if dates[0] is None or dates[1] is None:
            return None
        took += dates[1] - dates[0]
    seconds = took.total_seconds()
    return seconds if 0 <= seconds <= LONGEST else None


def _moment(text: str) -> _Moment | None:
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        return None
    half = {"午前": "am", "午後": "pm"}.get(found["early"] or "", found["late"])
    hours = int(found["hours"])
    if hours > 23 or (half is not None and not 0 <= hours <= 12):
        return None
    if half is not None:
        hours = hours % 12 + (12 if half == "pm" else 0)
    time = timedelta(hours=hours, minutes=int(found["minutes"]), seconds=int(found["seconds"] or 0))
    return _Moment(found["date"].strip(" ,"), time, half is not None)


def _day(date: str) -> datetime | None:
    found = _DATE.fullmatch(date)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return datetime(year, month, day)
    except ValueError:
        return None
