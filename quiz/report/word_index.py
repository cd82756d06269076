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
_EVERYWHERE_COST = 400
"""How often a digit or a particle is met."""
_REMEMBERED = 64
"""For so many texts it is remembered which words they hold: a sentence is asked of many times in a row."""
_NONE: frozenset[str] = frozenset()


class Vocabulary:
    """Words, of which a text is told those that it holds by one look at its characters, in pairs and threes.

    >>> vocabulary = Vocabulary()
    >>> vocabulary.add(["loss", "error", "a"])
    >>> sorted(vocabulary.held_by("a small loss"))
    ['a', 'loss']
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._sought: dict[str, list[str]] = {}
        self._threes = self._short = _NONE
        self._held: dict[str, frozenset[str]] = {}
        self._last = "", _NONE
        self._ready = False

    @property
    def words(self) -> frozenset[str]:
        """All the words that are looked for."""
        return frozenset(self._words)

    def add(self, words: Iterable[str]) -> None:
        """Let words be among those that are looked for."""
        self._words.update(words)
        self._ready = False

    def held_by(self, text: str) -> frozenset[str]:
        """Return the words that stand in a text."""
        if not self._ready:
            self._make_ready()
        held = self._held.get(text)
        if held is None:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            whole, in_whole = self._last
            if text in whole:  # a clause of the sentence that was asked of before
                held = frozenset([word for word in in_whole if word in text])
            else:
                held = self._look(text)
                self._last = text, held
            self._held[text] = held
        return held

    def _look(self, text: str) -> frozenset[str]:
        pairs = list(map(add, text, text[1:]))
        held = [
            word
            for three in self._threes.intersection(map(add, pairs, text[2:]))
            for word in self._sought[three]
            if word in text
        ]
        held += self._short.intersection(pairs)
        held += self._short.intersection(text)
        return frozenset(held)

    def _make_ready(self) -> None:
        """Let each longer word be looked for where its rarest three characters stand."""
        self._sought, self._held, self._last, self._ready = {}, {}, ("", _NONE), True
        longer = sorted(word for word in self._words if len(word) > 2)
        whole = "\n".join(longer)
        common = Counter(map(add, map(add, whole, whole[1:]), whole[2:]))
        for word in longer:
            threes = [word[place : place + 3] for place in range(len(word) - 2)]
            rarest = min(threes, key=common.__getitem__) if len(threes) > 1 else word
            self._sought.setdefault(rarest, []).append(word)
        self._threes = frozenset(self._sought)
        self._short = frozenset(word for word in self._words if len(word) < 3)


class WordIndex:
    """Things by their words: each as the terms that a text must have a word of.

    >>> index = WordIndex([[("loss", "error")], [("loss",), ("large", "small")]])
    >>> list(index.in_text("a small loss")), list(index.in_text("an error"))
    ([0, 1], [0])
    """

    def __init__(self, things: Iterable[Sequence[Term]], vocabulary: Vocabulary | None = None) -> None:
        """``vocabulary``: that of several indices, so that each text is looked through once."""
        self._vocabulary = vocabulary if vocabulary is not None else Vocabulary()
        self._others: list[tuple[Term, ...]] = []
        self._anywhere = 0  # the things that need no word
        self._by_word: dict[str, int] = {}
        self._rarest = _NONE
        needed = [list(filter(None, terms)) for terms in things]
        # What many things need is much spoken of.
        often = Counter(word for terms in needed for term in terms for word in term)
        self._vocabulary.add(often)
        for place, terms in enumerate(needed):
            bit = 1 << place
            rarest, *others = sorted(terms, key=lambda term: sum(often[word] * cost(word) for word in term)) or [()]
            self._others.append(tuple(others))
            if not rarest:
                self._anywhere |= bit
            for word in rarest:
                self._by_word[word] = self._by_word.get(word, 0) | bit
        self._rarest = frozenset(self._by_word)

    @property
    def words(self) -> frozenset[str] | None:
        """The words of which every text that holds a thing has one; None where there are things that need none."""
        return None if self._anywhere else self._rarest

    def may_be_in(self, text: str) -> int:
        """Return, as bits, the things that have a word of their rarest term in a text."""
        found = self._anywhere
        for word in self._rarest & self._vocabulary.held_by(text):
            found |= self._by_word[word]
        return found

    def any_with(self, held: frozenset[str]) -> bool:
        """Whether any thing has a word of each term among those that a text holds."""
        if self._anywhere and next(self._complete(held, self._anywhere), None) is not None:
            return True
        return any(next(self._complete(held, self._by_word[word]), None) is not None for word in self._rarest & held)

    def in_text(self, text: str, wanted: int = -1) -> Iterator[int]:
        """Yield the places of the things that have a word of each term in a text; ``wanted``: only these bits."""
        return self.among(text, self.may_be_in(text) & wanted)

    def among(self, text: str, left: int) -> Iterator[int]:
        """Yield those of some things that may be in a text that have a word of each term in it."""
        return self._complete(self._vocabulary.held_by(text), left)

    def _complete(self, held: frozenset[str], left: int) -> Iterator[int]:
        while left:
            lowest = left & -left
            left ^= lowest
            place = lowest.bit_length() - 1
            for words in self._others[place]:
                if held.isdisjoint(words):
                    break
            else:
                yield place


def cost(word: str) -> int:
    """How often a word is met, roughly, for its length."""
    if len(word) == 1 and ("0" <= word <= "9" or "ぁ" <= word <= "ん"):
        return _EVERYWHERE_COST
    return _SHORT_COST[len(word)] if len(word) < len(_SHORT_COST) else 1
