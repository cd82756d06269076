"""Where the sentences of a text end: behind each ``。``, and where a reader's own pattern says so.

Five readers cut every row into sentences, each by a pattern of its own, which is tried only where one of its signs
stands: to cut a text at ``。`` alone takes a tenth of the time.
"""

from __future__ import annotations

import re


class SentenceEnds:
    """A pattern of ends with the ``signs`` of which one stands wherever it ends a sentence but behind ``。``.

    >>> ends = SentenceEnds(r"(?<=。)|(?<=[a-z]\\.) ", ". ")
    >>> ends.split("速い。遅い"), ends.split("It is fast. 遅い。")
    (['速い。', '遅い'], ['It is fast.', '遅い。', ''])
    """

    __slots__ = ("pattern", "signs")

    def __init__(self, source: str, *signs: str) -> None:
        self.pattern = re.compile(source)
        self.signs = signs

    def split(self, text: str) -> list[str]:
        """Return the sentences of a text; behind an end that is the last sign of all stands an empty one."""
        for sign in self.signs:
            if sign in text:
                return self.pattern.split(text)
        *ended, rest = text.split("。")
        return [*[f"{sentence}。" for sentence in ended], rest] if ended else [text]
