"""Patterns that every sentence is held against, tried only where one of their cues or first letters stands.

To see that a word isn't there takes a hundredth of the time that a pattern takes to find nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from quiz.reading.late_patterns import late


def latin(*words: str) -> list[str]:
    r"""Return the patterns of whole English words, each with its first letter before what is asked of its beginning.

    Where every alternative of a pattern begins with a letter, the places at which none of those letters stands are
    passed over at once; that isn't so for what begins with ``\\b``.

    >>> found = re.compile("|".join(latin("not", "no(?:ne|body)")))
    >>> bool(found.search("勾配はnot 0")), bool(found.search("knot, another"))
    (True, False)
    """
    return [rf"{word[0]}(?a:(?<!\w{word[0]}){word[1:]}\b)" for word in words]


def begun(*words: str) -> list[str]:
    r"""Return the patterns of words that begin where no other one goes on, first letters first as in :func:`latin`.

    ``\\w`` is what the whole pattern takes it for, and nothing is asked of where a word ends.

    >>> found = re.compile("|".join(begun("take back", "at first ")))
    >>> bool(found.search("they take back")), bool(found.search("that first "))
    (True, False)
    """
    return [rf"{word[0]}(?<!\w{word[0]}){word[1:]}" for word in words]


def either(japanese: str, english: str = "") -> re.Pattern[str]:
    r"""Return the pattern of words in Japanese, and of whole ones in English: alternatives, first letters first.

    >>> found = either("速い|早い", "fast(?:er)?|(?:very )?quick")
    >>> [bool(found.search(text)) for text in ("早い", "a faster one", "quick", "breakfast")]
    [True, True, True, False]
    """
    words = _alternatives(english)
    lettered = [word for word in words if word[0].isascii() and word[0].isalpha()]
    others = "|".join(word for word in words if word not in lettered)
    return late("|".join(filter(None, (japanese, *latin(*lettered), others and rf"(?a:\b(?:{others})\b)"))))


def _alternatives(source: str) -> list[str]:
    """The alternatives of a pattern, cut where no bracket is open."""
    found, depth = [""], 0
    for sign in source:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return list(filter(None, found))


_NOWHERE: Iterator[re.Match[str]] = iter(())


class Cued:
    """A pattern with ``cues``, of which one stands in every text in which it finds something.

    >>> found = Cued(re.compile(r"(\\d+)個|(\\d+) pieces"), "個", "pieces")
    >>> bool(found.search("3個")), bool(found.search("3枚"))
    (True, False)
    """

    __slots__ = ("cues", "pattern")

    def __init__(self, pattern: re.Pattern[str], *cues: str) -> None:
        self.pattern = pattern
        self.cues = cues

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place that the pattern finds in a text, or from ``start`` up to ``end``."""
        for cue in self.cues:
            if cue in text:
                return self.pattern.search(text, start, end)
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return every place that the pattern finds in a text."""
        for cue in self.cues:
            if cue in text:
                return self.pattern.finditer(text)
        return _NOWHERE

    def sub(self, written: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with something else written in place of what the pattern finds."""
        for cue in self.cues:
            if cue in text:
                return self.pattern.sub(written, text)
        return text
