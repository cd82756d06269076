"""What choosing questions needs to know of each item, kept beside the record so that a large bank opens at once.

A card is found by the fingerprint of its file's content, so that it can never be stale: a file that was changed in any
way has another fingerprint and is read anew. The cache may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from quiz.errors import QuizError
from quiz.home import data_folder, read_whole, write_whole
from quiz.language import Text
from quiz.model import Item

FORMAT = 4
MAX_BYTES = 50_000_000
MAX_CARDS = 100_000


@dataclass(frozen=True, slots=True)
class Card:
    """An item's title data."""

    id: str
    title: Text
    kind: str
    section: str
    tags: tuple[str, ...]
    minutes: float
    difficulty: int
    source: str
    has_original: bool
    varies: bool
    ideas: tuple[tuple[str, str], ...] = ()
    """The idea behind each slip that has one: (slip, idea)."""


def card_of(item: Item) -> Card:
    """Return the card of an item that has been read."""
    return Card(
        item.id,
        item.title,
        item.kind,
        item.section,
        item.tags,
        item.minutes,
        item.difficulty,
        item.source,
        item.has_original,
        bool(item.draws),
        tuple((slip.name, slip.idea) for slip in item.all_misconceptions if slip.idea),
    )


def cache_path() -> Path:
    """Return the file of the cache."""
    return data_folder() / "cards.json"


def load_cards() -> dict[str, Card]:
    """Return the cached cards by fingerprint; none where there is no cache, or it can't be read."""
    try:
        data = json.loads(read_whole(cache_path(), MAX_BYTES))
        if data["format"] != FORMAT:
            return {}
        return {fingerprint: _card(entry) for fingerprint, entry in data["cards"].items()}
    except (QuizError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # a cache that is absent or damaged is as good as empty


def _card(entry: Mapping[str, Any]) -> Card:
    values = {field.name: entry[field.name] for field in fields(Card)}
    ideas = tuple((slip, idea) for slip, idea in values["ideas"])
    return Card(**{**values, "tags": tuple(values["tags"]), "title": Text(*values["title"]), "ideas": ideas})


def save_cards(cards: Mapping[str, Card]) -> None:
    """Write the cache, all of it or nothing; a folder that can't be written costs time and nothing else."""
    with suppress(QuizError, OSError):
        write_whole(cache_path(), cache_of(cards))


def cache_of(cards: Mapping[str, Card]) -> str:
    """Return what the cache holds of cards by their fingerprints."""
    kept = list(cards.items())[-MAX_CARDS:]
    entries = {key: {**asdict(card), "title": (card.title.ja, card.title.en)} for key, card in kept}
    return json.dumps({"format": FORMAT, "cards": entries}, ensure_ascii=False)
