"""What a learner has answered so far, over all sessions: the ground of reviews, statistics and forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Answered:
    """The first answer to one variant: which family (item), when, what it was worth (0 to 1), which slips it shows.

    A second try at the same numbers is feedback, and tells nothing of what is remembered.
    """

    item: str
    at: datetime
    score: float
    slips: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer was right in all that was asked."""
        return self.score >= 1.0

    @property
    def day(self) -> date:
        """The day on the learner's own calendar."""
        return self.at.astimezone().date()


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


def moment(text: str) -> datetime:
    """Return the time that a record holds; the beginning of time for one that is damaged.

    >>> moment("2026-11-26T08:00:00.000+00:00").year, moment("?").year
    (2026, 1970)
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
