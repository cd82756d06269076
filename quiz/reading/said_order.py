"""Whether an answer that puts things in a row says which comes first, and whether all of it still stands.

What joins two of them may leave that open: a/e and {a, e} at the end of a row give either or both together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from quiz.language import Text

_CLOSING = {")": "(", "]": "[", "}": "{", "」": "「"}


def open_order(text: str, places: Sequence[tuple[int, int]]) -> int | None:
    """Return where a row leaves open which of two comes first; None if it says it of all of them.

    A sign that may join equals (/ | ・) must stand between all of them or none; so must arrows and dashes, but for
    the end of a line and words that say what comes next. Brackets around several hold all of them.

    >>> open_order("a b/c", [(0, 1), (2, 3), (4, 5)]), open_order("a/b/c", [(0, 1), (2, 3), (4, 5)])
    (3, None)
    """
    gaps = [(text[before[1] : after[0]], before[1]) for before, after in pairwise(places)]
    for sign in "/|・":
        if any(sign in gap for gap, _ in gaps) and not all(sign in gap for gap, _ in gaps):
            return next(start + gap.index(sign) for gap, start in gaps if sign in gap)
    if any(_onward().search(gap) for gap, _ in gaps):
        loose = next((start for gap, start in gaps if not (_onward().search(gap) or _leads_on().search(gap))), None)
        if loose is not None:
            return loose
    return _group(text, places)


def _group(text: str, places: Sequence[tuple[int, int]]) -> int | None:
    """Where brackets begin that hold several of the row and not all of it."""
    opened: list[tuple[str, int, int]] = []
    ends = dict(places)
    seen = place = 0
    while place < len(text):
        if place in ends:
            seen, place = seen + 1, ends[place]
            continue
        sign = text[place]
        if sign in _CLOSING.values():
            opened.append((sign, place, seen))
        elif opened and _CLOSING.get(sign) == opened[-1][0]:
            _, start, before = opened.pop()
            if 1 < seen - before < len(places):
                return start
        place += 1
    return None


def struck_out(text: str) -> int | None:
    """Return where something is struck out as in Markdown; None if nothing is.

    >>> struck_out("~~a b~~ b a"), struck_out("a ~ b")
    (0, None)
    """
    found = _struck().search(text)
    return None if found is None else found.start()


STRUCK_OUT = Text("取り消し線のある部分があります", "a part of this is struck out")
OPEN_ORDER = Text(
    "どちらが先かわからない書き方の部分があります", "a part of this doesn't say which of them comes first"
)


@cache
def _onward() -> re.Pattern[str]:
    """An arrow, or a dash or wave that stands for one."""
    return re.compile("[>→⇒⟶⟹⇨➡➜▶↦↓⇓⬇~〜-]")


@cache
def _leads_on() -> re.Pattern[str]:
    """What leads on besides an arrow: the end of a line, a word, the number of a place."""
    return re.compile(r"\n|[ぁ-ん一-龠A-Za-z0-9]")


@cache
def _struck() -> re.Pattern[str]:
    return re.compile("[~〜]{2}")
