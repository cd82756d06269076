"""Orders that are written in other ways than as a row of letters: a=3, b=1; 平均(e) → 割る(d).

Each is read whole: every line has one place, and words beside a letter are those of its line, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.shortened_options import words_stand_in

_LONGEST: Final = 400
_NEXT: Final = late(r"\s*(?:→|⇒|=+>|-+>|[,、;。\n]|>)\s*")
_KANJI: Final = "一二三四五六七八九"


def placed(text: str, letters: str, lines: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the letters of all lines in their order; None if an answer doesn't place each of them once.

    Args:
        text: the answer in one spelling, without fillers.
        letters: the letters of the lines.
        lines: the texts of each line.

    >>> lines = [("divide", "割る"), ("take the mean", "平均")]
    >>> placed("a=2, b=1", "ab", lines), placed("mean (b) → divide (a)", "ab", lines)
    (['b', 'a'], ['b', 'a'])
    >>> placed("a=1, b=1", "ab", lines), placed("a=2", "ab", lines), placed("mean (a) → divide (b)", "ab", lines)
    (None, None, None)
    """
    if len(text) > _LONGEST:
        return None
    text = text.lower().strip(" \t\r\n.。")
    found = _by_number(text, letters) or _with_words(text, letters, lines)
    return found if found is not None and sorted(found) == sorted(letters) else None


@cache
def _place(letters: str) -> re.Pattern[str]:
    return re.compile(
        rf"[(\[]?([{letters}])[)\]]?\s*(?:=|:|は|が)\s*(?:第\s*)?([0-9]|[{_KANJI}])\s*(?:番目|番)?\s*(?:[,、;。\n]\s*|\s+|\Z)"
    )


def _by_number(text: str, letters: str) -> list[str] | None:
    """Read a letter with its place, for all of them: a=5, b=3."""
    places: dict[int, str] = {}
    at = 0
    while at < len(text):
        found = _place(letters).match(text, at)
        if found is None:
            return None
        place = int(found[2]) if found[2].isascii() else _KANJI.index(found[2]) + 1
        if place in places:
            return None
        places[place] = found[1]
        at = found.end()
    return [places[place] for place in sorted(places)] if sorted(places) == [*range(1, len(letters) + 1)] else None


def _with_words(text: str, letters: str, lines: Sequence[Sequence[str]]) -> list[str] | None:
    """Read each letter in brackets behind words of its line, or with words of its line in brackets behind it."""
    found: list[str] = []
    pieces = _NEXT.split(text)
    for piece in pieces:
        match = re.fullmatch(rf"(?P<words>[^()]+?)\s*[(\[](?P<letter>[{letters}])[)\]]", piece) or re.fullmatch(
            rf"[(\[]?(?P<letter>[{letters}])[)\]]?\s*[(\[](?P<words>[^()]+)[)\]]", piece
        )
        if match is None:
            return None
        line = lines[letters.index(match["letter"])]
        if not any(words_stand_in(match["words"], said) for said in line):
            return None
        found.append(match["letter"])
    return found
