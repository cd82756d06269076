"""What may be said of a thing, and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Direction:
    """What may be said of a thing: its Japanese words, its English verbs, adjectives and nouns ("_" for a space)."""

    meaning: str
    ja: str
    verbs: str = ""
    adjectives: str = ""
    nouns: str = ""
