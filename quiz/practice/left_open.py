"""Questions that were shown and not answered yet: the parts that were, the time and the hints, over all sittings.

Such a question has an attempt that doesn't count and is undecided, which says nothing of the learner; the answer takes
its place when it is given, with all of the time and all of the hints.
"""

from __future__ import annotations

from dataclasses import dataclass

from quiz.practice.record_rows import attempt_in, damaged_columns
from quiz.practice.store import Store


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What there is of a question so far: the attempt that holds it, what was written, seconds, hints."""

    attempt: int
    written: str
    elapsed_s: float
    hints_used: int


def left_open(store: Store, session: int, place: int, item: str, seed: int) -> LeftOpen | None:
    """Return what there is so far of the question at a place; None where nothing is, or it is answered."""
    with store.at_work() as connection:
        row = connection.execute(
            "SELECT * FROM attempts WHERE session = ? AND place = ? AND item = ? AND seed = ?"
            " AND counted = 0 AND verdict = 'undecided' AND machine_verdict = 'undecided'"
            " AND NOT EXISTS (SELECT 1 FROM attempts AS whole WHERE whole.session = attempts.session"
            " AND whole.place = attempts.place AND whole.counted) ORDER BY id DESC LIMIT 1",
            (session, place, item, seed),
        ).fetchone()
    if row is None or damaged_columns("attempts", row):
        return None
    found = attempt_in(row)
    return LeftOpen(found.id, found.attempt.response, found.attempt.elapsed_s, found.attempt.hints_used)


def note_so_far(store: Store, attempt: int, elapsed_s: float, hints_used: int) -> None:
    """Record how long a question has been looked at, and how many hints were shown; never less than before."""
    with store.at_work() as connection:
        connection.execute(
            "UPDATE attempts SET elapsed_s = max(elapsed_s, ?), hints_used = max(hints_used, ?) WHERE id = ?",
            (elapsed_s, hints_used, attempt),
        )


def add_time(store: Store, attempt: int, seconds: float) -> None:
    """Record that an answer was looked at again for so long, and left as it is."""
    with store.at_work() as connection:
        connection.execute("UPDATE attempts SET elapsed_s = round(elapsed_s + ?, 3) WHERE id = ?", (seconds, attempt))
