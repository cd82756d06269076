"""Cue cards: by what a report's reader recognizes each item of a bank, so that only those that it meets are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quiz.language import Text
from quiz.model import Item


@dataclass(frozen=True, slots=True)
class CueCard:
    """What tells that a report is about an item, and the item itself once it is asked for.

    ``words``, ``topics``, ``unless``, ``titles`` and ``statements`` are those of its ``[report]``; ``stems`` are its
    two stems, as written.
    """

    id: str
    title: Text
    kind: str
    words: tuple[str, ...]
    topics: tuple[str, ...]
    unless: tuple[str, ...]
    titles: tuple[str, ...]
    statements: tuple[str, ...]
    stems: tuple[str, str]
    open: Callable[[], Item] = field(repr=False, compare=False)

    @property
    def item(self) -> Item:
        """The item; raises :class:`quiz.errors.FileFaults` where its file has changed meanwhile and has faults."""
        return self.open()


Titled = Item | CueCard
"""What is called by its id and its title: an item, or its card where nobody asks for more."""


def cue_card(item: Item) -> CueCard:
    """Return the cue card of an item that has been read."""
    return CueCard(
        item.id,
        item.title,
        item.kind,
        item.report.words,
        item.report.topics,
        item.report.unless,
        item.report.titles,
        item.report.statements,
        (item.stem.ja.source, item.stem.en.source),
        lambda: item,
    )


def as_data(card: CueCard) -> list[Any]:
    """Return a card as plain data, from which :func:`from_data` makes it again."""
    title = [card.title.ja, card.title.en]
    cues = [card.words, card.topics, card.unless, card.titles, card.statements]
    return [card.id, title, card.kind, *cues, card.stems]


def from_data(data: Any, read: Callable[[str], Item]) -> CueCard:
    """Return the card that plain data hold; ``read`` gives the item of an id."""
    identifier, (ja, en), kind, words, topics, unless, titles, statements, (stem, stem_en) = data
    return CueCard(
        identifier,
        Text(ja, en),
        kind,
        tuple(words),
        tuple(topics),
        tuple(unless),
        tuple(titles),
        tuple(statements),
        (stem, stem_en),
        lambda: read(identifier),
    )


def cards_in(data: Any, read: Callable[[str], Item]) -> Mapping[str, CueCard]:
    """Return the cards that were kept, by what they are known as; none where these are no cards."""
    try:
        return {known_as: from_data(one, read) for known_as, one in data.items()}
    except (AttributeError, TypeError, ValueError):
        return {}
