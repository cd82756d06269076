"""A question's text -> the items that may be asked there, best first: by the words that an item's author gave.

An item's ``[report] words`` must all occur (``a|b`` is one of two); a question that is very like an item's own stem is
found without them. A line under a test's heading need not ask: the words of one of the item's ``topics`` are enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quiz.bank.cue_cards import CueCard
from quiz.model import Item
from quiz.reading.late_patterns import late
from quiz.report.likeness import bigrams, compact, overlap
from quiz.report.word_index import WordIndex

_FORMULA = late(r"\{\{[^{}]*\}\}")
LIKENESS = 0.6
"""The least overlap with the stem for a question that lacks an item's words."""


OWN_WORDS = 0.5
"""The least overlap with the stem for a question that is surely the item's, where it stands under no test's heading."""


LONGEST_TITLE = 40
"""Signs of a test's title: what is longer says something, and is read as such."""
_OF_SOMETHING_ELSE = late(
    r"損失関数|目的関数|更新式|数式|計算式|の式|コード|プログラム|理由|違い|定義|とは|実装|手順|欠点|デメリット|歴史|具体例|結果|考察|要点|"
    r"formula|definition|difference|why|code|implement|drawback|lossfunction|result|discussion|adam\b|dropout|ドロップアウト"
)
"""What a title has whose test is another one than that of its name."""
WHOLE = "="
"""What a title's word begins with that has to be the whole of it."""
_NUMBERING = late(r"^[\s\W]*(?:no\.?\s*)?\d{1,2}(?:-\d{1,2})?[).:、\s]*(?=\D)", re.I)

_BRACKETED = late(r"[(\[【「]([^()\[\]【】「」]+)[)\]】」]")

REMEMBERED = 1_000
"""Texts whose items are remembered: a line is asked about as a question, as one of a list, as what ends the one above,
and again when it is answered."""


@dataclass(frozen=True, slots=True)
class _Entry:
    card: CueCard
    words: tuple[tuple[str, ...], ...]
    topics: tuple[tuple[tuple[str, ...], ...], ...]
    unless: tuple[str, ...]
    titles: tuple[tuple[tuple[str, ...], ...], ...]

    def may_be_in(self, written: str) -> bool:
        """Whether a compact text may ask for the item: it has no word that makes another question of it."""
        return not any(word in written for word in self.unless)

    def is_called(self, written: str) -> bool:
        """Whether a compact text is a title of the item."""
        return self.may_be_in(written) and any(
            all(any(_is_named(word, written) for word in choices) for choices in title) for title in self.titles
        )


class Matcher:
    """Finds items by the text of a question; which they are is told by their cards, before any of them is read."""

    def __init__(self, cards: Iterable[CueCard]) -> None:
        self._entries = [_entry(card) for card in cards]
        self._worded = [place for place, entry in enumerate(self._entries) if entry.words]
        self._by_words = WordIndex(self._entries[place].words for place in self._worded)
        topics = [(topic, place) for place, entry in enumerate(self._entries) for topic in entry.topics]
        self._by_topic = WordIndex(topic for topic, _ in topics)
        self._of_topic = [place for _, place in topics]
        titles = [(title, place) for place, entry in enumerate(self._entries) for title in entry.titles]
        self._by_title = WordIndex([tuple(map(_spellings, title)) for title, _ in titles])
        self._of_title = [place for _, place in titles]
        remembering = lru_cache(REMEMBERED)
        self._places = remembering(self._search)
        self._of_stated = remembering(self._with_topic)
        self._of_called = remembering(self._with_title)

    @cached_property
    def _stems(self) -> Sequence[tuple[frozenset[str], ...]]:
        """The pairs of characters of each item's stems."""
        return [tuple(map(_pairs_of_stem, entry.card.stems)) for entry in self._entries]

    @cached_property
    def _by_length(self) -> Sequence[tuple[frozenset[str], int]]:
        """The pairs of each stem with the place of its item, the fewest first."""
        return sorted(((stem, place) for place, stems in enumerate(self._stems) for stem in stems), key=_length)

    def candidates(self, text: str) -> list[Item]:
        """Return the items whose words the text has, the one whose stem is most like it first."""
        return [self._entries[place].card.item for place in self._places(text)]

    def _search(self, text: str) -> tuple[int, ...]:
        written = compact(text)
        pairs = bigrams(written)
        named = [
            place
            for found in self._by_words.in_text(written)
            if self._entries[place := self._worded[found]].may_be_in(written)
        ]
        likeness = dict.fromkeys(named, 0.0)
        for place in named:
            likeness[place] = max(overlap(pairs, stem) for stem in self._stems[place])
        # A text can only be like one of about its own length: the shorter one may be all in the longer one, no more.
        least = LIKENESS / (2 - LIKENESS) * len(pairs)
        first = bisect_left(self._by_length, least, key=_length)
        for stem, place in self._by_length[first:]:
            if len(stem) * LIKENESS > (2 - LIKENESS) * len(pairs):
                break
            found = overlap(pairs, stem)
            if found >= LIKENESS:
                likeness[place] = max(found, likeness.get(place, 0.0))
        ranked = sorted(
            (-len(self._entries[place].words) if place in named else 0, -like, place)
            for place, like in likeness.items()
        )
        return tuple(place for *_, place in ranked)

    def is_worded_like(self, text: str, item: Item) -> bool:
        """Whether a question is put much as an item's own stem is: nobody asked something of their own."""
        pairs = bigrams(compact(text))
        place = next((at for at, entry in enumerate(self._entries) if entry.card.id == item.id), None)
        return place is not None and any(overlap(pairs, stem) >= OWN_WORDS for stem in self._stems[place])

    def stated_in(self, text: str) -> list[Item]:
        """Return the items of which a line under a test's heading has the topic, though it asks nothing."""
        return [card.item for card in self.cards_stated_in(text)]

    def cards_stated_in(self, text: str) -> Sequence[CueCard]:
        """Return the cards of these items, of which none is read."""
        return self._of_stated(text)

    def _with_topic(self, text: str) -> tuple[CueCard, ...]:
        written = compact(text)
        places = dict.fromkeys(self._of_topic[found] for found in self._by_topic.in_text(written))
        return tuple(self._entries[place].card for place in places if self._entries[place].may_be_in(written))

    def cards_titled(self, text: str) -> Sequence[CueCard]:
        """Return the cards of the items whose test is called by a title, which is no more than a number and a name."""
        return self._of_called(text)

    def _with_title(self, text: str) -> tuple[CueCard, ...]:
        written = compact(_NUMBERING.sub("", text)).strip(":.。、,")
        if (whole := _BRACKETED.fullmatch(written)) is not None:
            written = whole[1]
        if (
            not 0 < len(written) <= LONGEST_TITLE
            or (len(written) > 1 and written.endswith(("?", "か", "。")))
            or _OF_SOMETHING_ELSE.search(written)
        ):
            return ()
        places = dict.fromkeys(self._of_title[found] for found in self._by_title.in_text(written))
        return tuple(self._entries[place].card for place in places if self._entries[place].is_called(written))

    def recognizes(self, text: str) -> bool:
        """True if some item's words all occur in the text, or its stem is very like it."""
        return bool(self._places(text))


def _length(stem: tuple[frozenset[str], int]) -> int:
    return len(stem[0])


def _entry(card: CueCard) -> _Entry:
    words = _choices(card.words)
    topics = tuple(choices for topic in card.topics if (choices := _choices(topic.split("+"))))
    unless = tuple(word for choice in _choices(card.unless) for word in choice)
    titles = tuple(choices for title in card.titles if (choices := _choices(title.split("+"))))
    return _Entry(card, words, topics or ((words,) if words else ()), unless, titles)


def _is_named(word: str, written: str) -> bool:
    return written == word[1:] if word.startswith(WHOLE) else word in written


def _spellings(choices: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.removeprefix(WHOLE) for word in choices)


def _choices(entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """``a|b`` -> (a, b), in compact spelling."""
    choices = (tuple(compact(word) for word in entry.split("|") if compact(word)) for entry in entries)
    return tuple(choice for choice in choices if choice)


def _pairs_of_stem(source: str) -> frozenset[str]:
    return bigrams(compact(_FORMULA.sub(" ", source)))
