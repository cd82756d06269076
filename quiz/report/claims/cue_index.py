"""The cues of a course's claims, found by their words and by their claims' subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quiz.bank.claim_entries import Claim
from quiz.report.claims.cues import CuePattern
from quiz.report.claims.mentions import Mention
from quiz.report.word_index import Vocabulary, WordIndex


class CueIndex:
    """The cues of a course's claims by their words and by their claims' subjects."""

    def __init__(self, cues: Sequence[tuple[Claim, CuePattern]], vocabulary: Vocabulary | None = None) -> None:
        """``vocabulary``: that of the cues' words, if they share one."""
        self._cues = cues
        self._by_words = WordIndex((pattern.needed for _, pattern in cues), vocabulary)
        self._of_anything = 0  # the cues of claims that name no subject, as bits
        self._by_subject: dict[str, int] = {}
        for place, (claim, _) in enumerate(cues):
            for name in claim.subjects:
                self._by_subject[name] = self._by_subject.get(name, 0) | 1 << place
            if not claim.subjects:
                self._of_anything |= 1 << place

    def any_with(self, held: frozenset[str]) -> bool:
        """Whether any cue has a word of each of its terms among those of the vocabulary that a text holds."""
        return self._by_words.any_with(held)

    def candidates(self, clause: str, near: Iterable[Iterable[Mention]]) -> Iterator[tuple[Claim, CuePattern]]:
        """Yield the cues, in their order, whose words a clause has and some subject of which stands ``near`` it."""
        found = self._by_words.may_be_in(clause)
        if not found:
            return
        wanted = self._of_anything
        for name in {mention.name for level in near for mention in level}:
            wanted |= self._by_subject.get(name, 0)
        for place in self._by_words.among(clause, found & wanted):
            yield self._cues[place]
