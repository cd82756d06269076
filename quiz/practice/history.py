"""What a learner has answered so far, over all sessions: the ground of reviews, statistics and forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from operator import itemgetter
from typing import NamedTuple

GUESSED_RIGHT, GUESSED_WRONG = 0.25, 0.5
"""A right guess says little: with four options one in four is right by chance. A wrong one says that it wasn't known,
and less about which slip is behind it: those who don't know hit a slip by chance (half, as for choices in general)."""


class Answered(NamedTuple):
    """The first answer to one variant: which family (item), when, what it was worth (0 to 1), which slips it shows.

    A second try at the same numbers is feedback, and tells nothing of what is remembered; in an exam, where an answer
    may be changed until it is handed in, the last one is meant. ``guessed`` is the learner's own word; ``chosen`` tells
    that the question was asked as one out of four, whatever its kind; ``seconds`` is how long it took, 0 where that
    tells nothing. A tuple, since a record of years has many.
    """

    item: str
    at: datetime
    score: float
    slips: tuple[str, ...] = ()
    guessed: bool = False
    chosen: bool = False
    seconds: float = 0.0

    @property
    def evidence(self) -> float:
        """How much this answer tells of what the learner knows, from 0 to 1; an estimate weighs it by this.

        >>> now = datetime(2026, 11, 26, tzinfo=UTC)
        >>> Answered("a", now, 1.0).evidence, Answered("a", now, 1.0, guessed=True).evidence
        (1.0, 0.25)
        """
        if not self.guessed:
            return 1.0
        return GUESSED_RIGHT if self.right else GUESSED_WRONG

    @property
    def right(self) -> bool:
        """Whether the answer was right in all that was asked."""
        return self.score >= 1.0

    @property
    def day(self) -> date:
        """The day on the learner's own calendar."""
        return self.at.astimezone().date()


def by_family(history: Iterable[Answered]) -> Mapping[str, list[Answered]]:
    """Return the answers of each family, in the order of time."""
    families: dict[str, list[Answered]] = {}
    for answered in sorted(history, key=itemgetter(1)):
        item = answered[0]
        if item in families:
            families[item].append(answered)
        else:
            families[item] = [answered]
    return families


class LocalDay(NamedTuple):
    """A day of the learner's calendar, and the moments between which it lies."""

    day: date
    begins: datetime
    ends: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.begins <= at < self.ends


def local_day(at: datetime, hour: int = 0, zone: tzinfo | None = None) -> LocalDay:
    """Return the day of a moment where days begin at an hour, on the learner's own clock (or in a zone).

    To ask the calendar costs more than to compare: who has many moments asks again for those out of the day only.

    >>> found = local_day(datetime(2026, 11, 26, 3, 59, tzinfo=UTC), 4, UTC)
    >>> found.day.isoformat(), found.begins.isoformat(), found.holds(found.ends)
    ('2026-11-25', '2026-11-25T04:00:00+00:00', False)
    """
    day = (at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=hour)).date()
    begins, ends = (datetime.combine(each, time(hour), zone).astimezone(UTC) for each in (day, day + timedelta(days=1)))
    return LocalDay(day, begins, ends)


READING_S = 600.0
"""Between two answers of a sitting, so long at most is time for reading what came of the first; more is a break."""
LONGEST_S = 900.0
"""An answer stands for no more than this: nobody thinks longer about one, and a window may be left open overnight."""
QUARTER_S = 900
"""The clocks of all zones differ by multiples of it: a quarter of an hour lies within one day anywhere."""


class Quarter(NamedTuple):
    """What was done in a quarter of an hour: the time at questions and with what came of them, and the questions.

    A question that was answered again with the same numbers is one, and one that was skipped none.
    """

    begins: datetime
    seconds: float
    questions: int


NEVER = datetime.fromtimestamp(0, UTC)
LAST_YEAR = 9998
"""The next one ends nowhere: a calendar of another zone can't tell its last day."""


def moment(text: str) -> datetime:
    """Return the time that a record holds; the beginning of time for one that is damaged.

    >>> moment("2026-11-26T08:00:00.000+00:00").year, moment("?").year, moment("9999-12-31").year
    (2026, 1970, 1970)
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found if NEVER.year < found.year <= LAST_YEAR else NEVER
