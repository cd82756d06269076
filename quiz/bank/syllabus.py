"""The syllabus of a course: the headings of its sections, and which questions belong to each.

A heading names tags; the questions of its section that have one of them belong to it. So a new question finds its
heading by itself, and ``quiz check`` tells a heading that nothing belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quiz.bank.cards import Card
from quiz.bank.frontmatter import quoted
from quiz.language import Text

if TYPE_CHECKING:
    from quiz.bank.course import Course

MAX_HEADINGS = 60
MAX_TAGS = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a section, with the tags that bring questions under it."""

    title: Text
    tags: tuple[str, ...]

    def covers(self, card: Card) -> bool:
        """True if a question of the heading's section belongs to it."""
        return bool(set(self.tags) & set(card.tags))


@dataclass(frozen=True, slots=True)
class Covered:
    """A section's headings with the questions of each, and the questions that no heading covers."""

    section: str
    headings: tuple[tuple[Heading, tuple[Card, ...]], ...]
    others: tuple[Card, ...]


def read_headings(
    found: Any, section: str, title: Callable[[Any, str], Text | None], fault: Callable[[str, str, Text], None]
) -> tuple[Heading, ...]:
    """Return a section's ``headings``; ``title`` reads a table's titles, ``fault`` is told of what can't be read."""
    remedy = Text(
        'headings = [{ ja = "…", en = "…", tags = ["…"] }] と書きます',
        'write headings = [{ ja = "...", en = "...", tags = ["..."] }]',
    )
    headings = []
    if not isinstance(found, list) or len(found) > MAX_HEADINGS:
        fault(f"section {section} の headings が読めません", f"can't read the headings of section {section}", remedy)
        return ()
    for entry in found:
        tags = entry.get("tags") if isinstance(entry, dict) and set(entry) <= {"ja", "en", "tags"} else None
        if not (isinstance(tags, list) and 0 < len(tags) <= MAX_TAGS and all(isinstance(tag, str) for tag in tags)):
            shown = quoted(entry)
            fault(f"section {section} の見出しが読めません: {shown}", f"can't read this heading: {shown}", remedy)
            continue
        named = title(entry, f"section {section} headings")
        if named is not None:
            headings.append(Heading(named, tuple(tags)))
    return tuple(headings)


def syllabus(course: Course) -> Iterator[Covered]:
    """Yield each section that has headings, in the course's order, with the questions under each of them."""
    for section, headings in course.syllabus.items():
        cards = [card for card in course.bank.cards.values() if card.section == section]
        under = tuple((heading, tuple(card for card in cards if heading.covers(card))) for heading in headings)
        yield Covered(section, under, _others(cards, headings))


def _others(cards: Sequence[Card], headings: Sequence[Heading]) -> tuple[Card, ...]:
    return tuple(card for card in cards if not any(heading.covers(card) for heading in headings))
