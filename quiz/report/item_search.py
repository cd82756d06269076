"""A question's text -> the items that may be asked there, best first: by the words that an item's author gave.

An item's ``[report] words`` must all occur (``a|b`` is one of two); a question that is very like an item's own stem is
found without them. A line under a test's heading need not ask: the words of one of the item's ``topics`` are enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.bank.template import Template
from quiz.model import Item
from quiz.report.likeness import bigrams, compact, overlap
from quiz.report.word_index import WordIndex

LIKENESS = 0.6
"""The least overlap with the stem for a question that lacks an item's words."""


REMEMBERED = 1_000
"""Texts whose items are remembered: a question is asked for when it is found, and again when it is answered."""


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    words: tuple[tuple[str, ...], ...]
    topics: tuple[tuple[tuple[str, ...], ...], ...]
    stems: tuple[frozenset[str], ...]


class Matcher:
    """Finds items by the text of a question."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._entries = [_entry(item) for item in items]
        self._worded = [place for place, entry in enumerate(self._entries) if entry.words]
        self._by_words = WordIndex(self._entries[place].words for place in self._worded)
        topics = [(topic, entry.item) for entry in self._entries for topic in entry.topics]
        self._by_topic = WordIndex(topic for topic, _ in topics)
        self._of_topic = [item for _, item in topics]
        self._stems = sorted(
            ((stem, place) for place, entry in enumerate(self._entries) for stem in entry.stems), key=_length
        )
        self._found: dict[str, tuple[Item, ...]] = {}

    def candidates(self, text: str) -> list[Item]:
        """Return the items whose words the text has, the one whose stem is most like it first."""
        known = self._found.get(text)
        if known is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            known = self._found[text] = self._search(compact(text))
        return list(known)

    def _search(self, written: str) -> tuple[Item, ...]:
        pairs = bigrams(written)
        named = [self._worded[found] for found in self._by_words.in_text(written)]
        likeness = dict.fromkeys(named, 0.0)
        for place in named:
            likeness[place] = max(overlap(pairs, stem) for stem in self._entries[place].stems)
        # A text can only be like one of about its own length: the shorter one may be all in the longer one, no more.
        least = LIKENESS / (2 - LIKENESS) * len(pairs)
        first = bisect_left(self._stems, least, key=_length)
        for stem, place in self._stems[first:]:
            if len(stem) * LIKENESS > (2 - LIKENESS) * len(pairs):
                break
            found = overlap(pairs, stem)
            if found >= LIKENESS:
                likeness[place] = max(found, likeness.get(place, 0.0))
        ranked = sorted(
            (-len(self._entries[place].words) if place in named else 0, -like, place)
            for place, like in likeness.items()
        )
        return tuple(self._entries[place].item for *_, place in ranked)

    def stated_in(self, text: str) -> list[Item]:
        """Return the items of which a line under a test's heading has the topic, though it asks nothing."""
        found = (self._of_topic[place] for place in self._by_topic.in_text(compact(text)))
        return list({item.id: item for item in found}.values())

    def recognizes(self, text: str) -> bool:
        """True if some item's words all occur in the text, or its stem is very like it."""
        return bool(self.candidates(text))


def _length(stem: tuple[frozenset[str], int]) -> int:
    return len(stem[0])


def _entry(item: Item) -> _Entry:
    words = _choices(item.report.words)
    topics = tuple(choices for topic in item.report.topics if (choices := _choices(topic.split("+"))))
    return _Entry(item, words, topics or ((words,) if words else ()), (_stem(item.stem.ja), _stem(item.stem.en)))


def _choices(entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """``a|b`` -> (a, b), in compact spelling."""
    choices = (tuple(compact(word) for word in entry.split("|") if compact(word)) for entry in entries)
    return tuple(choice for choice in choices if choice)


def _stem(template: Template) -> frozenset[str]:
    return bigrams(compact(re.sub(r"\{\{[^{}]*\}\}", " ", template.source)))
