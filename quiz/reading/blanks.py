"""What stands for an answer that isn't there: nothing, ■■■■, ＿＿, …, a question mark."""

from __future__ import annotations

import re

_BLANK = re.compile(r"[\s■□▓█_＿…‥?？\-－―ー。.]*\Z")


def is_blank(text: str) -> bool:
    """True if nothing is written, or only signs that stand for something taken out.

    >>> is_blank("  "), is_blank("■■■■"), is_blank("…？"), is_blank("-1")
    (True, True, True, False)
    """
    return _BLANK.match(text) is not None
