"""A blueprint says what a form must contain: a set's TOML file, one section of a course, or the whole of a bank.

A file has a title in both languages and places in order: an item with its original instance or drawn numbers, or so
many items of a section; or it takes every original instance (``originals = true``). ``minutes`` is the time for all of
it, where that is not what its items take together: in an exam an answer is chosen, not written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quiz.bank.cards import Card
from quiz.bank.course import Course, read_title
from quiz.bank.folder import Bank
from quiz.bank.front_lines import LineIndex
from quiz.bank.frontmatter import quoted
from quiz.bank.itemfile import MAX_TITLE
from quiz.bank.toml_faults import unreadable_toml
from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults, too_much
from quiz.language import Text
from quiz.model import Form, Item
from solvers import budget
from solvers.budget import OverBudget

_KEYS = frozenset({"title", "place", "originals", "minutes"})
MAX_MINUTES = 600


@dataclass(frozen=True, slots=True)
class BlueprintPlace:
    """An item, asked as the original test has it or with drawn numbers."""

    item: str
    original: bool


@dataclass(frozen=True, slots=True)
class SectionPlaces:
    """So many items of a section, chosen by the form's seed among those that stand nowhere else in the blueprint."""

    section: str
    count: int


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a set contains, in order."""

    name: str
    title: Text
    places: tuple[BlueprintPlace | SectionPlaces, ...]
    minutes: float | None = None

    @property
    def questions(self) -> int:
        """How many questions it asks.

        >>> Blueprint("exam", Text.both("Exam"), (SectionPlaces("cnn", 6), BlueprintPlace("a", False))).questions
        7
        """
        return sum(place.count if isinstance(place, SectionPlaces) else 1 for place in self.places)

    def minutes_for(self, count: int) -> float | None:
        """Return the time for so many of its places; None where that is what the items take.

        >>> places = (SectionPlaces("cnn", 6), BlueprintPlace("a", False))
        >>> Blueprint("exam", Text.both("Exam"), places, 14).minutes_for(3)
        6.0
        """
        if self.minutes is None:
            return None
        return round(self.minutes * count / self.questions, 1)

    def paced(self, item: Item, form: Form) -> Item:
        """Return a question as a form asks it: an exam has a pace of its own, whatever it takes elsewhere."""
        if self.minutes is None or not form.places:
            return item
        return replace(item, minutes=round(form.minutes / len(form.places), 1))


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line narrows a set to; each empty field allows everything.

    The course's whole set is narrowed from the whole bank, its own places first; any other set from its places alone.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    original: bool = False

    def allows(self, card: Card) -> bool:
        """True if an item with this card is selected."""
        return (
            (not self.original or card.has_original)
            and (not self.items or card.id in self.items)
            and (not self.topics or in_topics(card, self.topics))
            and (not self.kinds or card.kind in self.kinds)
            and (not self.difficulties or card.difficulty in self.difficulties)
        )


EVERYTHING = Selection()
"""The selection that narrows nothing."""


def in_topics(card: Card, topics: Sequence[str]) -> bool:
    """True if the item's section or one of its tags is among ``topics``."""
    return bool({card.section, *card.tags} & set(topics))


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A course with the blueprint by which it is asked."""

    course: Course
    blueprint: Blueprint
    name: str
    """The name by which the set is opened again, from whatever folder."""

    @property
    def bank(self) -> Bank:
        """The items of the course."""
        return self.course.bank

    @property
    def whole(self) -> bool:
        """True for the set that stands for the whole course: a selection then takes items from all of its bank."""
        return self.blueprint.name == self.course.default_set


def blueprint_of(course: Course, name: str) -> Blueprint | None:
    """Return the blueprint of a set or of a section of a course; None if it has neither of that name."""
    path = course.set_path(name)
    if path is not None:
        return read_blueprint(path, course.bank)
    if course.sections is not None and name in course.sections:
        return section_blueprint(course, name)
    return None


def whole_bank(course: Course) -> Blueprint:
    """Return a blueprint that asks every item of a course once, originals as they are."""
    places = tuple(BlueprintPlace(card.id, card.has_original) for card in course.bank.cards.values())
    return Blueprint(course.bank.name, course.title, places)


def section_blueprint(course: Course, section: str) -> Blueprint:
    """Return a blueprint that asks every item of a section or with its name for a tag, the easier ones first."""
    cards = sorted(course.bank.cards.values(), key=lambda card: (card.section, card.difficulty))
    places = tuple(BlueprintPlace(card.id, card.has_original) for card in cards if in_topics(card, [section]))
    return Blueprint(section, course.section_title(section), places)


def read_blueprint(path: Path, bank: Bank) -> Blueprint:
    """Return the blueprint written in a file; raise :class:`quiz.errors.FileFaults` for what is wrong in it."""
    shown = bank.shown(path)
    try:
        data = read_toml(path)
    except OverBudget as over:
        raise FileFaults([Fault(path.name, over.line, too_much(over))]) from None
    except (OSError, ValueError) as error:
        raise FileFaults([unreadable_toml(path, shown, error)]) from None
    faults: list[Fault] = []
    for key in sorted(set(data) - _KEYS):
        remedy = Text(f"使える項目: {', '.join(sorted(_KEYS))}", f"the keys are: {', '.join(sorted(_KEYS))}")
        faults.append(
            Fault(
                shown, set_lines(path).at(key), Text(f"{key} という項目はありません", f"there is no key {key}"), remedy
            )
        )
    title = read_title(data.get("title"), bank.languages)
    if title is None:
        ja = f"title に ja と en が必要です（1 行、{MAX_TITLE} 文字まで）"
        en = f"title needs ja and en, one line of at most {MAX_TITLE} characters each"
        remedy = Text('title = { ja = "…", en = "…" } と書きます', 'write title = { ja = "...", en = "..." }')
        faults.append(Fault(shown, set_lines(path).at("title"), Text(ja, en), remedy))
    minutes = data.get("minutes")
    if minutes is not None and not (type(minutes) in (int, float) and 0 < minutes <= MAX_MINUTES):
        ja = f"minutes は 0 より大きく {MAX_MINUTES} 以下の数です: {quoted(minutes)}"
        en = f"minutes should be a number above 0, at most {MAX_MINUTES}, found {quoted(minutes)}"
        remedy = Text("制限時間を分で書きます（例: minutes = 36）", "write the time in minutes: minutes = 36")
        faults.append(Fault(shown, set_lines(path).at("minutes"), Text(ja, en), remedy))
        minutes = None
    places = _places(data, path, bank, faults)
    if not places and not faults:
        remedy = Text('[[place]] の下に item = "…" と書きます', 'write item = "..." below [[place]]')
        faults.append(Fault(shown, 1, Text("[[place]] がありません", "there is no [[place]]"), remedy))
    missing = [place.item for place in places if isinstance(place, BlueprintPlace) and place.item not in bank.paths]
    bank.leave_out(path, *(Fault(shown, 0, *_missing(item)) for item in missing))
    if faults or title is None:
        raise FileFaults(faults)
    return Blueprint(path.stem, title, places, minutes)


def set_lines(path: Path) -> LineIndex:
    """Return where each key of a set's file stands, of the place number n ``("place", n, "item")``."""
    return LineIndex(path.read_bytes()[: budget.TOML_FILE].decode("utf-8-sig", errors="replace"), 1)


def _missing(item: str) -> tuple[Text, Text]:
    ja, en = f"{item} という問題はありません", f"there is no question {item}"
    return Text(ja, en), Text("quiz list で一覧を見られます", "quiz list shows them all")


def _places(
    data: Mapping[str, Any], path: Path, bank: Bank, faults: list[Fault]
) -> tuple[BlueprintPlace | SectionPlaces, ...]:
    if data.get("originals") is True:
        cards = sorted(bank.cards.values(), key=lambda card: (card.section, card.difficulty))
        return tuple(BlueprintPlace(card.id, True) for card in cards if card.has_original)
    entries = data.get("place", [])
    entries = entries if isinstance(entries, list) else [entries]
    found = [_place(entry, path, bank, faults, number) for number, entry in enumerate(entries)]
    return tuple(place for place in found if place is not None)


def _place(
    entry: Any, path: Path, bank: Bank, faults: list[Fault], number: int
) -> BlueprintPlace | SectionPlaces | None:
    match entry:
        case {"item": str(item), **rest} if set(rest) <= {"original"}:
            return BlueprintPlace(item, rest.get("original") is True)
        case {"section": str(section), "count": int(count), **rest} if not rest and 1 <= count <= 100:
            return SectionPlaces(section, count)
    remedy = Text(
        'item = "…"（と original = true）か、section = "…" と count = 3 を書きます',
        'write item = "..." (and original = true), or section = "..." and count = 3',
    )
    ja, en = f"[[place]] の書き方が読めません: {quoted(entry)}", f"can't read this [[place]]: {quoted(entry)}"
    faults.append(Fault(bank.shown(path), set_lines(path).at("place", number), Text(ja, en), remedy))
    return None
