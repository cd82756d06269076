"""The twins of a fact's sentences: in each its member is replaced by another one of the same closed vocabulary.

They are made by machine of what a course's fact says, so nobody has picked them: whether such a twin is right or wrong
follows from the fact, however odd its grammar may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quiz.bank.claim_entries import Claim, Entity, Fact
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.claim_reader import ClaimReader


class Twin(NamedTuple):
    """A sentence made of another one, and whether it says what holds."""

    fact: Fact
    sentence: str
    holds: bool


def twins_of(fact: Fact, reader: ClaimReader, spelling: Spelling, entities: dict[str, Entity]) -> Iterator[Twin]:
    """Yield the twins of those sentences of a fact that are found to state one of its members, and deny nothing."""
    for sentence in (*fact.tests, *fact.counters):
        if any(sign in sentence for sign in ("ない", " not ")):
            continue
        for stated in reader.of_text(sentence):
            claim = stated.claim
            if not isinstance(claim, Claim) or claim.id != fact.id or not claim.rivals:
                continue
            names = fact.right[claim.subjects[0] if claim.subjects else "any"]
            for said, member in _said(fact, stated.words, spelling):
                yield from _replaced(fact, spelling(sentence), said, member, names, entities)


def _said(fact: Fact, words: tuple[str, ...], spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Yield which of the words found is a member's first term, where the other terms need not change with it."""
    for name, cues in fact.members.items():
        if len(cues) == 1 and len(cues[0]) == 1:
            known = {spelling(word) for word in cues[0][0]}
            yield from ((word, name) for word in words if word in known)


def _replaced(
    fact: Fact, text: str, said: str, member: str, right: tuple[str, ...], entities: dict[str, Entity]
) -> Iterator[Twin]:
    if text.count(said) != 1 or not right:
        return
    english = text.count(" ") >= 3  # canonical Japanese has no blanks
    for name, cues in fact.members.items():
        if name == member or any(len(terms) > 1 for terms in cues):
            continue
        for word in cues[0][0]:
            written = entities[word[1:]].words[0] if word.startswith("@") else word
            if "…" not in written and english == (" " in written or written.isascii()):
                yield Twin(fact, text.replace(said, written), name in right)
