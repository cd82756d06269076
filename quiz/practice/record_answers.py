"""What the record tells of answers: the one to each variant, and what was done in each quarter of an hour.

A record of years has a hundred thousand answers and is read at every start. Whatever SQLite can look at where it lies
is looked at there, since to carry a text over costs more than to compare it (``tests/bench/bench_statistics.py``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from quiz.bank.uncollected import uncollected
from quiz.practice.history import LONGEST_S, QUARTER_S, READING_S, Answered, Quarter, moment
from quiz.practice.record_rows import MAX_TIME, VERDICTS, are_texts, is_text

_TELLS_SOMETHING = sorted(set(VERDICTS) - {"undecided", "unreadable"})
_SAME_VARIANT = (
    "other.session = one.session AND other.place = one.place AND other.seed IS one.seed AND other.item IS one.item"
)

ANSWERED = f"""
SELECT id, session, CASE WHEN typeof(item) = 'text' THEN item END,
       CASE WHEN verdict IN ({", ".join(map(repr, _TELLS_SOMETHING))}) AND typeof(answered_at) = 'text'
                 AND score BETWEEN 0 AND 1 THEN score + 0.0 END,
       nullif(diagnoses, '[]'), answered_at,
       CASE WHEN verdict != 'unanswered' AND elapsed_s BETWEEN 0 AND {MAX_TIME!r} THEN elapsed_s + 0.0 ELSE 0.0 END,
       CASE WHEN NOT counted THEN (
           SELECT other.id FROM attempts AS other WHERE {_SAME_VARIANT} AND other.counted AND other.id > one.id
       ) END
FROM attempts AS one
WHERE counted OR NOT EXISTS (SELECT 1 FROM attempts AS other WHERE {_SAME_VARIANT} AND other.id < one.id)
ORDER BY id
"""
"""The rows for :func:`answers_in`: of every variant the first answer, and the one that counts where that is another;
NULL stands for what is damaged or says nothing."""

GUESSED = """
SELECT attempts.id FROM marks JOIN attempts
ON attempts.session = marks.session AND attempts.place = marks.place
AND attempts.item = marks.item AND attempts.seed = marks.seed AND marks.attempt IN ('', attempts.uid)
WHERE mark = 'guessed' AND NOT taken_back
"""
"""The numbers of the answers that the learner calls guesses; a mark that names no answer means all at its place."""


TOLD = "NOT (exam AND finished_at IS NULL)"
"""SQL for a session whose verdicts may be told: those of an exam are told once it has been turned in."""


def history_in(connection: sqlite3.Connection, course: str) -> list[Answered]:
    """Return the answer to every variant of a course that was ever judged, in the order of the record."""

    def numbers(query: str, *given: str) -> set[int]:
        return {row[0] for row in connection.execute(query, given)}

    ours = numbers(f"SELECT id FROM sessions WHERE course = ? AND {TOLD}", course)
    chosen = numbers("SELECT id FROM sessions WHERE choices IS NOT NULL")
    guessed = numbers(GUESSED)
    cursor, lenient = connection.cursor(), connection.text_factory
    cursor.row_factory = None
    with uncollected():
        try:
            connection.text_factory = str  # nearly all texts are sound, and cost less so
            return answers_in(cursor.execute(ANSWERED), ours, chosen, guessed)
        except sqlite3.OperationalError:
            connection.text_factory = lenient
            return answers_in(cursor.execute(ANSWERED), ours, chosen, guessed)
        finally:
            connection.text_factory = lenient


def answers_in(
    rows: Iterable[Sequence[Any]], ours: Container[int], chosen: Container[int] = (), guessed: Container[int] = ()
) -> list[Answered]:
    """Return what attempts tell of the learner, one for each variant, but for damaged and unjudged ones.

    ``ours`` are the sessions that matter, ``chosen`` those that asked everything as multiple choice, ``guessed`` the
    answers that were guesses. Of a variant it is the answer that counts, else the first, in the place of the first. A
    record of years is read at every start: one loop, in which whatever repeats (names, lists of slips) is looked at
    once.

    >>> at = "2026-11-26T08:00:00.000+00:00"
    >>> rows = [
    ...     (1, 7, "pooling", 0.0, None, at, 9.0, 3), (2, 7, "conv-output-size", None, None, at, 2.0, None),
    ...     (3, 7, "pooling", 0.5, '["stride-one"]', at, 12.5, None),
    ... ]
    >>> [(one.item, one.score, one.slips) for one in answers_in(rows, {7})]
    [('pooling', 0.5, ('stride-one',))]
    """
    found: list[Answered | None] = []
    counts_instead: dict[int, int] = {}
    make = tuple.__new__  # without the call that a named tuple makes of itself
    for number, session, item, score, diagnoses, at, seconds, counted in rows:
        if session not in ours:
            continue
        family, slips = _name_in(item), () if diagnoses is None else _slips_in(diagnoses)
        answer = None
        if score is not None and slips is not None and family is not None:
            parts = (family, moment(at), score, slips, number in guessed, session in chosen, seconds)
            answer = make(Answered, parts)
        if counted is not None:
            counts_instead[counted] = len(found)
            found.append(None)
        elif number in counts_instead:
            found[counts_instead[number]] = answer
        else:
            found.append(answer)
    return [answer for answer in found if answer is not None]


@dataclass(frozen=True, slots=True)
class SlipShown:
    """The answer that has shown a slip last: the numbers of its question, what was written, whether as one of four."""

    seed: int
    response: str
    chosen: bool


SLIPS = """
SELECT session, item, seed, response, diagnoses FROM attempts
WHERE diagnoses != '[]' AND typeof(item) = 'text' AND typeof(seed) = 'integer' AND typeof(response) = 'text'
ORDER BY id
"""
"""The rows for :func:`slips_in`."""


def slips_in(connection: sqlite3.Connection, course: str) -> dict[tuple[str, str], SlipShown]:
    """Return for each item and slip of a course the answer that has shown it last."""
    ours = dict(
        connection.execute(f"SELECT id, choices IS NOT NULL FROM sessions WHERE course = ? AND {TOLD}", (course,))
    )
    found: dict[tuple[str, str], SlipShown] = {}
    for session, item, seed, response, diagnoses in connection.execute(SLIPS):
        names = _slips_in(diagnoses) if session in ours and is_text(item) and is_text(response) else None
        for name in names or ():
            found[item, name] = SlipShown(seed, response, bool(ours[session]))
    return found


@cache
def _slips_in(diagnoses: Any) -> tuple[str, ...] | None:
    return tuple(json.loads(diagnoses)) if are_texts(diagnoses) else None


@cache
def _name_in(value: Any) -> str | None:
    """Return a family's name, one and the same text for each of its answers; None for what is none."""
    return value if is_text(value) else None


_AT = "CAST(round(julianday({}.answered_at) * 86400000.0) AS INTEGER) / 1000 - 210866760000"
"""SQL for the second since 1970 (Julian day 2440587.5): days as a number tell the millisecond, and are found
in half the time of a text."""

_LEFT_OPEN = "{0}.verdict = 'undecided' AND {0}.machine_verdict = 'undecided' AND NOT {0}.counted"
"""SQL for an attempt that holds what there is so far of a question, which is no question that was done."""

QUARTERS = f"""
SELECT at / :quarter AS quarter,
       total(CASE WHEN at - before BETWEEN took AND took + :reading THEN at - before ELSE took END),
       sum(first)
FROM (
    SELECT min(max(one.elapsed_s, 0.0), :longest) AS took, {_AT.format("one")} AS at, {_AT.format("before")} AS before,
           one.verdict != 'unanswered' AND NOT ({_LEFT_OPEN.format("one")}) AND NOT EXISTS (
               SELECT 1 FROM attempts AS earlier WHERE earlier.session = one.session AND earlier.place = one.place
               AND earlier.id < one.id AND earlier.item = one.item AND earlier.seed = one.seed
               AND earlier.verdict != 'unanswered' AND NOT ({_LEFT_OPEN.format("earlier")})
           ) AS first
    FROM attempts AS one LEFT JOIN attempts AS before ON before.id = one.id - 1 AND before.session = one.session
    WHERE typeof(one.elapsed_s) IN ('real', 'integer') AND typeof(one.answered_at) = 'text'
    AND NOT (one.verdict = 'undecided' AND one.response = '')
    LIMIT -1
)
WHERE at BETWEEN 0 AND 253370764800
GROUP BY quarter ORDER BY quarter
"""
"""Added up where they lie, by rows that are found by their numbers: a hundred thousand are no wait
(``tests/bench/bench_goal.py``). What was only looked at comes in when it is answered, with all of its time. The limit,
which is none, keeps SQLite from finding every time anew wherever it is used."""


def quarters_in(connection: sqlite3.Connection) -> list[Quarter]:
    """Return what was done in every quarter of an hour, whatever the course; what is damaged says nothing."""
    given = {"reading": READING_S, "longest": LONGEST_S, "quarter": QUARTER_S}
    with uncollected():
        rows = connection.execute(QUARTERS, given).fetchall()
        return [Quarter(datetime.fromtimestamp(QUARTER_S * row[0], UTC), row[1], row[2]) for row in rows]
