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


class Practised(NamedTuple):
    """One answer in the record: of which sitting, to what, when, after how long, and whether anything was answered."""

    session: int
    question: object
    at: datetime
    elapsed_s: float
    answered: bool


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
