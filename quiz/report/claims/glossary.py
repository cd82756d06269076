"""Entries of a glossary in a report -> what they say of a term: ``エポック：…``, ``| epoch | … |``, ``Epoch is …``.

An entry is a line or two cells of which one part is nothing but the name of a term. It is right if the other part has
the words of the term's meaning, and wrong if it has those of what it is easily confused with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from quiz.bank.claim_entries import Judgement, Term
from quiz.reading.late_patterns import late
from quiz.report.claims.altering import IN_EVERY_CASE
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.cue_words import Lexicon, Words
from quiz.report.claims.cues import CuePattern, Sighting
from quiz.report.claims.guards import claims_nothing, is_denied, is_doubted
from quiz.report.cued import begun
from quiz.report.frozen import frozen
from quiz.report.rows import Row

MAX_ENTRY: Final = 400
SHORTEST_WRONG: Final = 5
"""A shorter cell is a name: that of the next column, where the row is a table's head."""
_BULLET: Final = late(r"[\s\-*+・•●■◆○◇※|]*(?:\(?\d{1,2}[.)]\s*)?")
_SIGN: Final = late(
    "|".join(
        (*("とは", ":", "…", r"\.\.\.", "—", "–", "―", "=", "→", r"--?\s"), *begun("means", "stands for", "refers to"))
    )
)
"""What parts a name and its meaning has one of these; where none stands, nothing else is looked for."""
_AFTER_NAME: Final = late(
    r"[\s*_」』】\"”'’]*+(?:[(（][^()（）]{1,30}[)）])?[\s*_」』】\"”'’]*+"
    r"(?:とは[、,]?|:|…+|\.{3,}|[—–―]+|-{1,2}\s|=|→|\b(?:means|stands for|refers to)\b)[\s…]*"
)
_NEXT_NAME: Final = late(r"[、,;；/／。]\s*([^、,;；:：=＝/／。]{1,24}?)\s*(?:[:：=＝→]|とは|は)")
"""Behind what is said of one term the name of the next, and the sign that it is said of."""
_DENIED: Final = late(r"(?<!少)ない(?:こと|もの|の)?\s*\Z|ません|(?<!少)なく|\bnot\b|n't\b")
_SET_ASIDE: Final = late(r"では?な[いく]|じゃない|ではありません|とは限|\b(?:is|are|does|do) not\b|isn't|doesn't")
_SENTENCE: Final = late(r"[。]|(?<=[a-z]{2})\.(?:\s|\Z)")


@frozen
class Entry:
    """What one entry says: the term, in what words, and where these begin in the row's plain text.

    A sign or a cell's border parts them: behind 「は」 or "is" anything may be told of a term, not only what it means.
    """

    term: Term
    meaning: str
    place: int
    more: bool = False
    """Whether the row says something else beside it."""


@frozen
class Defined:
    """A judged entry: the verdict, and what the words were that decided."""

    term: Term
    judgement: Judgement
    written: str
    place: int
    words: tuple[str, ...]


class Glossary:
    """The terms of a course, and what entries say of them."""

    def __init__(self, terms: Sequence[Term], spelling: Spelling, lexicon: Lexicon) -> None:
        self._spelling = spelling
        self._named = {spelling(name).strip(): term for term in terms for name in term.names}
        self._longest = max(map(len, (name for term in terms for name in term.names)), default=0)
        self._means = {term.id: [CuePattern(cue, lexicon) for cue in term.means] for term in terms}
        self._loosely = {term.id: [CuePattern(cue, lexicon) for cue in term.loosely] for term in terms}
        self._never = {term.id: [CuePattern(cue, lexicon) for cue in term.never] for term in terms}
        self._unless = {term.id: Words(term.unless, lexicon) for term in terms if term.unless}

    def read(self, row: Row) -> Iterator[Defined]:
        """Yield what the entries of a row say, as far as it can be judged."""
        if row.kind != "text" or not self._named:
            return
        for entry in self._entries(row):
            said = self._judged(entry)
            if said is not None:
                judgement, text, sighting = said
                written = _SENTENCE.split(entry.meaning, maxsplit=1)[0]
                yield Defined(entry.term, judgement, written, entry.place, sighting.words(text))

    def _judged(self, entry: Entry) -> tuple[Judgement, str, Sighting] | None:
        first, *more = _SENTENCE.split(entry.meaning, maxsplit=1)
        text = self._spelling(first)
        if claims_nothing(text) or _SET_ASIDE.search(text):
            return None
        unless = self._unless.get(entry.term.id)
        if unless is not None and unless.is_in(text):
            return None
        right = _seen(self._means[entry.term.id], text)
        never = _seen(self._never[entry.term.id], text)
        if right is not None and (never is None or not all(never.covers(*span) for span in right.spans)):
            if never is not None or IN_EVERY_CASE.search(text) or is_denied(text, right, strict=True):
                return None
            if entry.more or any(sentence.strip(" |") for sentence in more):
                return None  # what else is said of the term may be wrong, and would be credited along with it
            return "right", text, right
        loose = _seen(self._loosely[entry.term.id], text)
        if loose is not None:
            return None if is_denied(text, loose, strict=True) else ("imprecise", text, loose)
        if never is None or is_denied(text, never, strict=True) or is_doubted(text, never) or _DENIED.search(text):
            return None
        if len(text.strip()) < SHORTEST_WRONG:
            return None
        return "wrong", text, never

    # -- entries ---------------------------------------------------------------------------------------------------

    def _entries(self, row: Row) -> Iterator[Entry]:
        plain = row.plain
        if plain.startswith("|"):
            yield from self._of_cells(plain)
            return
        if not _SIGN.search(plain):
            return
        start = _BULLET.match(plain, 0)
        begin = start.end() if start is not None else 0
        end = begin + self._longest * 2 + 40
        if not _SIGN.search(plain, begin, end):
            return
        for found in _AFTER_NAME.finditer(plain, begin, end):
            if not found[0].strip():
                continue
            term = self._called(plain[begin : found.start()])
            if term is not None:
                meaning = self._up_to_the_next(plain[found.end() : found.end() + MAX_ENTRY])
                yield Entry(term, meaning, found.end())
            return

    def _up_to_the_next(self, meaning: str) -> str:
        """What is said of a term, up to another one that the same line goes on with: 「L1: …、L2: …」."""
        for found in _NEXT_NAME.finditer(meaning):
            if self._called(found[1]) is not None:
                return meaning[: found.start()]
        return meaning

    def _of_cells(self, plain: str) -> Iterator[Entry]:
        """A cell that is a term, with the next one that says anything, or the one before if it is the last."""
        bars = [place for place, sign in enumerate(plain) if sign == "|"] + [len(plain)]
        cells = [(left + 1, plain[left + 1 : right]) for left, right in zip(bars, bars[1:], strict=False)]
        cells = [(place, cell) for place, cell in cells if cell.strip()]
        for at, (_, cell) in enumerate(cells):
            term = self._called(cell)
            if term is None:
                continue
            if at + 1 < len(cells):
                place, meaning = cells[at + 1]
            elif at and len(cells[at - 1][1].strip()) > len(cell.strip()):
                place, meaning = cells[at - 1]
            else:
                continue
            beside = [other for start, other in cells if start != place and other is not cell]
            yield Entry(term, meaning.strip()[:MAX_ENTRY], place, any(len(other.strip()) > 3 for other in beside))

    def _called(self, name: str) -> Term | None:
        bare = name.strip(" *_「」『』【】\"“”'’`")
        return self._named.get(self._spelling(bare).strip()) if 0 < len(bare) <= self._longest + 4 else None


def _seen(patterns: Sequence[CuePattern], text: str) -> Sighting | None:
    return next((found for pattern in patterns if (found := pattern.find(text)) is not None), None)
