"""What an entry of a list or a cell of a table is: a name, of which something is said above it, or a sentence."""

from __future__ import annotations

from typing import Final

from quiz.reading.late_patterns import late

MAX_LABEL: Final = 30
STATES: Final = late(r"[^:]の[^:]{1,12}は[^:]*\d|→[^→]*も")
"""What an entry says by itself: 「σ(x)の最大値は0.25」."""
PREDICATE: Final = late(r"(?:る|た|い|だ|す|う|く|ない|です|ます|である|こと|可能|必要)[。.]?\Z")


def is_entry(text: str) -> bool:
    """Whether an entry is a name and no sentence: what is said of it stands above.

    >>> is_entry("ラッソ回帰"), is_entry("重みが小さくなる")
    (True, False)
    """
    return len(text) <= MAX_LABEL and not PREDICATE.search(text) and not STATES.search(text)
