r"""Colours and weights of a terminal: the only escape sequences that may reach it.

Whoever paints has made the text visible before: a stranger's own sequences never look like one of ours.
"""

from __future__ import annotations

import re

from quiz.outlet.visible import visible

CODES = {
    "strong": "1", "dim": "2", "emphasis": "3", "both": "1;3", "bad": "31", "good": "32", "half": "33", "code": "36",
}  # fmt: skip
"""What each style is called in SGR, the terminals' "select graphic rendition"."""

_OURS = re.compile(f"(\x1b\\[(?:0|{'|'.join(CODES.values())})m)")


def paint(text: str, style: str) -> str:
    r"""Return a text in a style; what couldn't be seen in it can be seen now.

    >>> paint("正解", "good")
    '\x1b[32m正解\x1b[0m'
    >>> paint("\x1b[8mhidden", "bad")
    '\x1b[31m\\x1b[8mhidden\x1b[0m'
    """
    return f"\x1b[{CODES[style]}m{visible(text)}\x1b[0m"


def painted(text: str) -> str:
    r"""Return a line of which only our own painting is passed on, and everything else can be seen.

    >>> painted("\x1b[1mok\x1b[0m \x1b]0;title\x07")
    '\x1b[1mok\x1b[0m \\x1b]0;title\\x07'
    """
    parts = _OURS.split(text)
    return "".join(part if place % 2 else visible(part) for place, part in enumerate(parts))
