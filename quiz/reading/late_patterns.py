"""Patterns that are made when they are first looked for: the program has a thousand, and a short report meets half.

Making them all took a quarter of the time in which the modules are imported.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what stands for a pattern until something is looked for; from then on it is as fast as the pattern.

    It is no pattern to ``isinstance`` and to the functions of ``re``: its own methods and attributes are used.

    >>> digits = late("[0-9]+")
    >>> digits.pattern, digits.findall("a1b22"), digits.groups
    ('[0-9]+', ['1', '22'], 0)
    """
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    """The source of a pattern, and the methods of the pattern once one of them was asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Make the pattern; what was asked for is found without this the next time."""
        if name.startswith("_"):
            raise AttributeError(name)
        made = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        found = getattr(made, name)
        setattr(self, name, found)
        return found

    def __repr__(self) -> str:
        return f"late({self.pattern!r})"
