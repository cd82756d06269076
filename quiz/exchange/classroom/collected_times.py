"""How long papers and answers took, as they were collected: ``times.jsonl`` in the folder of a class, which only grows.

A time belongs to a paper (question 0) or to one question of it. It is taken only together with answers that were taken:
the time of an answer that was refused is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.bounded_json import parse_json
from quiz.exchange.classroom.durations import LONGEST
from quiz.outlet.json_text import json_text

FILE = "times.jsonl"
WHOLE = 0
"""In place of a question's number: the paper as a whole."""


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """Seconds that a student took for a question (from 1) or the whole paper, and where that was found."""

    student: str
    question: int
    seconds: float
    source: str


def collected_times(folder: Path) -> dict[tuple[str, int], TimeTaken]:
    """Return the time that counts of each student and question: the last one. A damaged line is passed over."""
    path = folder / FILE
    found: dict[tuple[str, int], TimeTaken] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", errors="replace") as file:
        for one in _read(file):
            found[one.student, one.question] = one
    return found


def _read(lines: Iterable[str]) -> Iterator[TimeTaken]:
    for line in lines:
        try:
            data = parse_json(line)
            one = TimeTaken(data["student"], data["question"], float(data["seconds"]), data["source"])
            texts = isinstance(one.student, str) and isinstance(one.source, str)
            if texts and type(one.question) is int and 0 <= one.seconds <= LONGEST:
                yield one
        except (ValueError, KeyError, TypeError, RecursionError):
            continue


def time_line(one: TimeTaken) -> str:
    """Return the line of a time."""
    return json_text(
        {"student": one.student, "question": one.question, "seconds": round(one.seconds, 3), "source": one.source}
    )
