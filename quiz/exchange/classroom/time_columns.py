"""Which columns of a table tell how long a paper or an answer took, and what they tell in a row.

Moodle has ``Time taken`` (``Duration`` in later versions); web forms have when somebody began and ended; a table of
one's own may have ``seconds``, or ``1 (s)``, ``問1（秒）`` beside each question. When something was handed in alone
tells nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from quiz.exchange.classroom.durations import LONGEST, UNITS, between, seconds_in
from quiz.exchange.classroom.tables_in import folded
from quiz.language import Text

DURATIONS = ("time taken", "duration", "elapsed time", "time spent", "所要時間", "解答時間", "回答時間", "受験時間")
STARTS = ("start time", "started on", "started", "開始時刻", "開始日時", "開始時間")
ENDS = (
    "completion time",
    "end time",
    "completed",
    "finished",
    "完了時刻",
    "完了日時",
    "完了時間",
    "終了時刻",
    "終了日時",
)

_BY_UNIT = {
    **dict.fromkeys(("seconds", "secs", "sec", "elapsed_s", "elapsed s", "time_s", "秒", "秒数"), "s"),
    **dict.fromkeys(("minutes", "mins", "min", "分", "分数"), "min"),
}
"""Headings that are a unit and nothing else."""

_IN_BRACKETS = re.compile(rf"(.+?) ?[(\[]({'|'.join(UNITS)})[)\]]")
_BEHIND = re.compile(rf"(.+?) ({'|'.join(UNITS)})")
_UNNAMED = frozenset(map(folded, (*DURATIONS, "time", "時間")))

Told = float | Text
"""Seconds, or why they can't be told."""


class TimeColumns:
    """The columns of a table that tell times."""

    def __init__(self, columns: Sequence[str], question_number: Callable[[str], int | None]) -> None:
        """``question_number`` reads which question a heading names."""
        self._whole: list[tuple[str, str | None]] = []
        self._by_question: list[tuple[str, int, str]] = []
        self._start = _called(columns, STARTS)
        self._end = _called(columns, ENDS)
        for column in columns:
            heading = unicodedata.normalize("NFKC", column).strip().casefold()
            found = _IN_BRACKETS.fullmatch(heading) or _BEHIND.fullmatch(heading)
            if folded(column) in map(folded, DURATIONS):
                self._whole.append((column, None))
            elif heading in _BY_UNIT:
                self._whole.append((column, _BY_UNIT[heading]))
            elif found is not None and folded(found[1]) in _UNNAMED:
                self._whole.append((column, found[2]))
            elif found is not None and (number := question_number(found[1])) is not None:
                self._by_question.append((column, number, found[2]))

    @property
    def names(self) -> frozenset[str]:
        """The columns that are read for times."""
        both = {self._start, self._end} if self._start and self._end else set()
        named = (*(column for column, _ in self._whole), *(column for column, _, _ in self._by_question))
        return frozenset({*named, *(name for name in both if name)})

    def of_row(self, cells: Mapping[str, str]) -> Told | None:
        """Return what a row took as a whole: a paper, or an answer where a row is one; None if it says nothing."""
        for column, unit in self._whole:
            if (told := _told(cells.get(column, ""), unit)) is not None:
                return told
        if self._start is None or self._end is None:
            return None
        start, end = cells.get(self._start, ""), cells.get(self._end, "")
        if not start or not end:
            return None
        seconds = between(start, end)
        return seconds if seconds is not None else not_a_time(f"{start} – {end}")

    def of_questions(self, cells: Mapping[str, str]) -> Iterator[tuple[int, Told]]:
        """Yield what single questions of a row took, where it has columns for that."""
        for column, number, unit in self._by_question:
            if (told := _told(cells.get(column, ""), unit)) is not None:
                yield number, told


def seconds_of(value: object) -> Told | None:
    """Return the seconds that an entry of JSON tells.

    >>> seconds_of(12.5), seconds_of(None), seconds_of(-1).en
    (12.5, None, '"-1" is no time that can be read (write 12 min 34 s, or 0:12:34)')
    """
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST:
        return float(value)
    return not_a_time(str(value)[:40])


def not_a_time(text: str) -> Text:
    """Return that a text tells no time."""
    return Text(
        f"「{text}」を時間として読めません（12分34秒、0:12:34 のように書いてください）",
        f'"{text}" is no time that can be read (write 12 min 34 s, or 0:12:34)',
    )


def _told(text: str, unit: str | None) -> Told | None:
    if text.strip() in ("", "-"):
        return None
    seconds = seconds_in(text, unit)
    return not_a_time(text[:40]) if seconds is None else seconds


def _called(columns: Sequence[str], names: Sequence[str]) -> str | None:
    wanted = {folded(name) for name in names}
    return next((column for column in columns if folded(column) in wanted), None)
