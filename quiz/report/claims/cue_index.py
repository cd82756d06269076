"""Which cues a clause may hold, found by its words at once, so that hardly a pattern is tried in vain.

A course has hundreds of cues, and a clause the words of two or three. Each word of any cue is looked for once; which
cues then have a word for each of their terms is a matter of sets, kept as the bits of whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from operator import add

from quiz.bank.claim_files import Claim
from quiz.report.claims.cues import CuePattern


class CueIndex:
    """The cues of a course's claims by their words and by their claims' subjects."""

    def __init__(self, cues: Sequence[tuple[Claim, CuePattern]]) -> None:
        self._cues = tuple(cues)
        self._of_anything = 0  # the cues of claims that name no subject
        self._by_subject: dict[str, int] = {}
        by_word: dict[str, dict[int, int]] = {}
        terms = max((len(pattern.needed) for _, pattern in cues), default=0)
        self._unneeded = [0] * terms  # for each place of a term: the cues that need no word there
        for place, (claim, pattern) in enumerate(cues):
            bit = 1 << place
            for name in claim.subjects:
                self._by_subject[name] = self._by_subject.get(name, 0) | bit
            if not claim.subjects:
                self._of_anything |= bit
            for term in range(terms):
                words = pattern.needed[term] if term < len(pattern.needed) else ()
                if not words:
                    self._unneeded[term] |= bit
                for word in words:
                    found = by_word.setdefault(word, {})
                    found[term] = found.get(term, 0) | bit
        # Each word is looked for where its rarest pair of characters stands.
        common = Counter(pair for word in by_word for pair in _pairs(word))
        self._words: dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]] = {}
        for word, found in by_word.items():
            rarest = min(_pairs(word), key=lambda pair: common[pair])
            self._words.setdefault(rarest, []).append((word, tuple(found.items())))
        self._pairs = frozenset(self._words)

    def candidates(self, clause: str, named: Collection[str]) -> Iterator[tuple[Claim, CuePattern]]:
        """Yield the cues, in their order, whose words a clause has and some subject of which is ``named`` around it."""
        left = self._of_anything
        for name in named:
            left |= self._by_subject.get(name, 0)
        present = list(self._unneeded)
        for pair in self._pairs & {*clause, *map(add, clause, clause[1:])}:
            for word, terms in self._words[pair]:
                if word in clause:
                    for term, cues in terms:
                        present[term] |= cues
        for cues in present:
            left &= cues
        while left:
            lowest = left & -left
            yield self._cues[lowest.bit_length() - 1]
            left ^= lowest


def _pairs(word: str) -> list[str]:
    """The pairs of characters that stand in a word beside each other; the character of a word of one."""
    return list(map(add, word, word[1:])) or [word]
