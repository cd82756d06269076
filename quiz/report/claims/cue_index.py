"""Which cues a clause may hold, found by its words at once, so that hardly a pattern is tried in vain.

A course has hundreds of cues, and a clause the words of two or three. Each cue is found by the words of the one of its
terms that is met most seldom; sets of cues are kept as the bits of whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from operator import add

from quiz.bank.claim_files import Claim
from quiz.report.claims.cues import CuePattern

_SHORT_COST = (0, 20, 4)
"""How often a word of so many characters is met, roughly, measured by that of a longer one."""


class CueIndex:
    """The cues of a course's claims by their words and by their claims' subjects."""

    def __init__(self, cues: Sequence[tuple[Claim, CuePattern]]) -> None:
        self._cues: list[tuple[Claim, CuePattern, tuple[tuple[str, ...], ...]]] = []
        self._of_anything = 0  # the cues of claims that name no subject
        self._by_subject: dict[str, int] = {}
        self._anywhere = 0  # the cues that need no word
        by_word: dict[str, int] = {}
        for place, (claim, pattern) in enumerate(cues):
            bit = 1 << place
            for name in claim.subjects:
                self._by_subject[name] = self._by_subject.get(name, 0) | bit
            if not claim.subjects:
                self._of_anything |= bit
            rarest, *others = sorted(filter(None, pattern.needed), key=_cost) or [()]
            self._cues.append((claim, pattern, tuple(others)))
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

    def candidates(self, clause: str, named: Collection[str]) -> Iterator[tuple[Claim, CuePattern]]:
        """Yield the cues, in their order, whose words a clause has and some subject of which is ``named`` around it."""
        wanted = self._of_anything
        for name in named:
            wanted |= self._by_subject.get(name, 0)
        left = self._anywhere
        for pair in self._pairs.intersection(map(add, clause, clause[1:])) | self._signs.intersection(clause):
            for word, cues in self._words[pair]:
                if word in clause:
                    left |= cues
        left &= wanted
        while left:
            lowest = left & -left
            left ^= lowest
            claim, pattern, others = self._cues[lowest.bit_length() - 1]
            for words in others:
                for word in words:
                    if word in clause:
                        break
                else:
                    break
            else:
                yield claim, pattern


def _cost(words: Sequence[str]) -> int:
    """How often one of some words is met, roughly."""
    return sum(_SHORT_COST[len(word)] if len(word) < len(_SHORT_COST) else 1 for word in words)


def _pairs(word: str) -> list[str]:
    """The pairs of characters that stand in a word beside each other; the character of a word of one."""
    return list(map(add, word, word[1:])) or [word]
