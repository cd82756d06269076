"""Signs that are written in place of others: of all that there are a text has few, and is looked through for those."""

from __future__ import annotations

from collections.abc import Mapping


class Signs:
    """What is written for each of some signs; none of those that are written may be another one's sign.

    It does what ``str.translate`` does, which takes ten times as long for a Japanese text.

    >>> Signs({"、": ",", "$": ""}).written_in("$x$、y")
    'x,y'
    """

    __slots__ = ("_ascii", "_pairs")

    def __init__(self, written: Mapping[str, str]) -> None:
        assert written.keys().isdisjoint("".join(written.values()))
        self._pairs = tuple(written.items())
        self._ascii = tuple(pair for pair in self._pairs if pair[0].isascii())

    def written_in(self, text: str) -> str:
        """Return a text with the other signs in it."""
        for sign, other in self._ascii if text.isascii() else self._pairs:
            if sign in text:
                text = text.replace(sign, other)
        return text
