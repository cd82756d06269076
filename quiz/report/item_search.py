"""A question's text -> the items that may be asked there, best first: by the words that an item's author gave.

An item's ``[report] words`` must all occur (``a|b`` is one of two); a question that is very like an item's own stem is
found without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.bank.template import Template
from quiz.model import Item
from quiz.report.likeness import bigrams, compact, overlap

LIKENESS = 0.6
"""The least overlap with the stem for a question that lacks an item's words."""


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    words: tuple[tuple[str, ...], ...]
    stems: tuple[frozenset[str], ...]


class Matcher:
    """Finds items by the text of a question."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._entries = [_entry(item) for item in items]

    def candidates(self, text: str) -> list[Item]:
        """Return the items whose words the text has, the one whose stem is most like it first."""
        written = compact(text)
        pairs = bigrams(written)
        found = []
        for place, entry in enumerate(self._entries):
            named = bool(entry.words) and all(any(word in written for word in choice) for choice in entry.words)
            likeness = max(overlap(pairs, stem) for stem in entry.stems)
            if named or likeness >= LIKENESS:
                found.append((-len(entry.words) if named else 0, -likeness, place, entry.item))
        return [item for *_, item in sorted(found, key=lambda entry: entry[:3])]

    def recognizes(self, text: str) -> bool:
        """True if some item's words all occur in the text, or its stem is very like it."""
        return bool(self.candidates(text))


def _entry(item: Item) -> _Entry:
    words = tuple(tuple(compact(word) for word in entry.split("|") if compact(word)) for entry in item.report.words)
    return _Entry(item, tuple(choice for choice in words if choice), (_stem(item.stem.ja), _stem(item.stem.en)))


def _stem(template: Template) -> frozenset[str]:
    return bigrams(compact(re.sub(r"\{\{[^{}]*\}\}", " ", template.source)))
