"""Which of many things a text may hold, found by their words at once, so that hardly one is looked for in vain.

A course has hundreds of questions and cues, and a sentence the words of two or three. Each thing is found by the words
of the one of its terms that is met most seldom; sets of things are kept as the bits of whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import add

Term = tuple[str, ...]
"""The words of which one stands in every text that holds a thing; empty where that can't be told."""

_SHORT_COST = (0, 20, 4)
"""How often a word of so many characters is met, roughly, measured by that of a longer one."""


class WordIndex:
    """Things by their words: each as the terms that a text must have a word of.

    >>> index = WordIndex([[("loss", "error")], [("loss",), ("large", "small")]])
    >>> list(index.in_text("a small loss")), list(index.in_text("an error"))
    ([0, 1], [0])
    """

    def __init__(self, things: Iterable[Sequence[Term]]) -> None:
        self._others: list[tuple[Term, ...]] = []
        self._anywhere = 0  # the things that need no word
        by_word: dict[str, int] = {}
        needed = [list(filter(None, terms)) for terms in things]
        # What many things need is much spoken of.
        often = Counter(word for terms in needed for term in terms for word in term)
        for place, terms in enumerate(needed):
            bit = 1 << place
            rarest, *others = sorted(terms, key=lambda term: sum(often[word] * _cost(word) for word in term)) or [()]
            self._others.append(tuple(others))
            if not rarest:
                self._anywhere |= bit
            for word in rarest:
                by_word[word] = by_word.get(word, 0) | bit
        # Each word is looked for where its rarest pair of characters stands.
        common = Counter(pair for word in by_word for pair in _pairs(word))
        self._words: dict[str, list[tuple[str, int]]] = {}
        for word, found in by_word.items():
            rarest_pair = min(_pairs(word), key=lambda pair: common[pair])
            self._words.setdefault(rarest_pair, []).append((word, found))
        self._pairs = frozenset(pair for pair in self._words if len(pair) > 1)
        self._signs = frozenset(pair for pair in self._words if len(pair) == 1)

    def in_text(self, text: str, wanted: int = -1) -> Iterator[int]:
        """Yield the places of the things that have a word of each term in a text; ``wanted``: only these bits."""
        left = self._anywhere
        for pair in self._pairs.intersection(map(add, text, text[1:])) | self._signs.intersection(text):
            for word, things in self._words[pair]:
                if word in text:
                    left |= things
        left &= wanted
        while left:
            lowest = left & -left
            left ^= lowest
            place = lowest.bit_length() - 1
            for words in self._others[place]:
                for word in words:
                    if word in text:
                        break
                else:
                    break
            else:
                yield place


def _cost(word: str) -> int:
    """How often a word is met, roughly, for its length."""
    return _SHORT_COST[len(word)] if len(word) < len(_SHORT_COST) else 1


def _pairs(word: str) -> list[str]:
    """The pairs of characters that stand in a word beside each other; the character of a word of one."""
    return list(map(add, word, word[1:])) or [word]
