r"""Colours and weights of a terminal: the only escape sequences that may reach it.

Whoever paints has made the text visible before: a stranger's own sequences never look like one of ours. A colour never
says what no word or mark says: green is right, red wrong, yellow in between, and code has colours of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from quiz.outlet.visible import visible

Palette = Literal["usual", "light", "dark"]
"""The terminal's own sixteen colours, or colours that are readable on a light or a dark ground."""

CODES = {
    "strong": "1", "dim": "2", "emphasis": "3", "both": "1;3", "bad": "31", "good": "32", "half": "33", "code": "36",
    "keyword": "35", "string": "36", "comment": "2", "defined": "1",
}  # fmt: skip
"""What each style is called in SGR, the terminals' "select graphic rendition"."""

PALETTES: Mapping[Palette, Mapping[str, str]] = {
    "usual": CODES,
    "light": {
        **CODES,
        "dim": "38;5;240", "bad": "38;5;124", "good": "38;5;22", "half": "38;5;94", "code": "38;5;24",
        "keyword": "38;5;90", "string": "38;5;24", "comment": "38;5;240",
    },
    "dark": {
        **CODES,
        "dim": "38;5;248", "bad": "38;5;210", "good": "38;5;114", "half": "38;5;221", "code": "38;5;117",
        "keyword": "38;5;176", "string": "38;5;117", "comment": "38;5;248",
    },
}  # fmt: skip
"""The styles of each palette; ``38;5;n`` is one of the 256 colours that a terminal of this century knows."""

_OURS = re.compile(
    f"(\x1b\\[(?:0|{'|'.join(sorted({code for codes in PALETTES.values() for code in codes.values()}))})m)"
)


def palette_of(environ: Mapping[str, str]) -> Palette:
    """Return the palette for a terminal that tells what its ground is (``COLORFGBG``), else its own colours.

    >>> palette_of({"COLORFGBG": "15;0"}), palette_of({"COLORFGBG": "0;default;15"}), palette_of({})
    ('dark', 'light', 'usual')
    """
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if ground in ("7", "15"):
        return "light"
    return "dark" if ground in ("0", "1", "2", "3", "4", "5", "6", "8") else "usual"


def paint(text: str, style: str, palette: Palette = "usual") -> str:
    r"""Return a text in a style; what couldn't be seen in it can be seen now.

    >>> paint("正解", "good"), paint("正解", "good", "light")
    ('\x1b[32m正解\x1b[0m', '\x1b[38;5;22m正解\x1b[0m')
    >>> paint("\x1b[8mhidden", "bad")
    '\x1b[31m\\x1b[8mhidden\x1b[0m'
    """
    return f"\x1b[{PALETTES[palette][style]}m{visible(text)}\x1b[0m"


def painted(text: str) -> str:
    r"""Return a line of which only our own painting is passed on, and everything else can be seen.

    >>> painted("\x1b[1mok\x1b[0m \x1b]0;title\x07")
    '\x1b[1mok\x1b[0m \\x1b]0;title\\x07'
    """
    parts = _OURS.split(text)
    return "".join(part if place % 2 else visible(part) for place, part in enumerate(parts))
