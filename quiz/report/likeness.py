"""One compact spelling for comparing what a report says with what an item's author wrote: no spaces, no markup."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.reading.written_signs import Signs

_FRACTION = late(r"\\[dt]?frac\{([^{}]{1,80})\}\{([^{}]{1,80})\}")
_COMMANDS = {r"\times": "×", r"\partial": "∂", r"\cdot": "·", r"\sigma": "σ", r"\lambda": "λ"}
_SPACING = late(r"\\(?:mathrm|displaystyle|left|right|quad|qquad|text|[,;:! ])")
_DROPPED = Signs(dict.fromkeys("$`*{}\\\u3000 \t\n\r「」『』\"'“”", ""))
_SAME = Signs({"、": ",", "､": ",", "×": "x", "✕": "x", "∗": "*", "·": "・", "⋅": "・"})
_STAR = late(r"(?<=\d)\s*\*\s*(?=\d)")
_BETWEEN_NUMBERS = late(r"\s(?<=\d\s)\s*(?=\d)")  # two numbers stay two
# 「フィルター」 and 「フィルタ」: the long vowel at a word's end is a matter of style.
_LONG_END = late(r"(?<=[ァ-ヺ])ー(?![ァ-ヺー])")

_BULLET = late(r"\s*(?:[・•●■◆*]\s*|[-+]\s+)(?=\S)")


def without_bullet(text: str) -> str:
    """Return a line without the bullet before it; a minus sign that touches its number stays.

    >>> without_bullet("- 7×7"), without_bullet("・0.25"), without_bullet("-7")
    ('7×7', '0.25', '-7')
    """
    return text[found.end() :] if (found := _BULLET.match(text)) else text


def compact(text: str) -> str:
    """Return a text without spaces, emphasis and formula signs, small letters, in one spelling.

    >>> compact("フィルターを **8×8，** に"), compact(r"$\\frac{dz}{dx}$ を")
    ('フィルタを8x8,に', 'dz/dxを')
    """
    return _compact(text) if len(text) <= 200 else _compact.__wrapped__(text)


@lru_cache(maxsize=8192)
def _compact(text: str) -> str:
    if "\\" in text:
        text = _FRACTION.sub(r"\1/\2", text)
        for command, sign in _COMMANDS.items():
            text = text.replace(command, sign)
        text = _SPACING.sub("", text)
    folded = _SAME.written_in(normalize(text).lower())
    if "*" in folded:
        folded = _STAR.sub("x", folded)
    folded = _DROPPED.written_in(_BETWEEN_NUMBERS.sub(",", folded))
    return _LONG_END.sub("", folded) if "ー" in folded else folded


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a compact text, without punctuation."""
    bare = re.sub(r"[\W_]+", "", text)
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1))


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how much two sets of pairs share: 2·|common| / (|left| + |right|), from 0 to 1 (Dice)."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
