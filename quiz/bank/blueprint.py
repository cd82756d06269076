"""A blueprint says what a form must contain; blueprint + seed -> form, always the same one.

A blueprint is a TOML file: a title in both languages and places in order, each an item with its original instance or a
drawn one. A bank without blueprints is asked in the order of its files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank.cards import Card
from quiz.bank.folder import BUILT_IN, Bank, built_in_bank, open_bank, questions_folder
from quiz.drawing import Draws
from quiz.errors import Fault, FileFaults, QuizError
from quiz.language import Text
from quiz.model import ORIGINAL, Form, Place

MAX_COUNT = 100_000
MAX_SEED = 2**32 - 1


@dataclass(frozen=True, slots=True)
class BlueprintPlace:
    """An item, asked as the original test has it or with drawn numbers."""

    item: str
    original: bool


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    """So many items of a topic, chosen by the form's seed among those that stand nowhere else in the blueprint."""

    topic: str
    count: int


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a set contains, in order."""

    name: str
    title: Text
    places: tuple[BlueprintPlace | TopicPlaces, ...]


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


def in_topics(card: Card, topics: Sequence[str]) -> bool:
    """True if the item's section or one of its tags is among ``topics``."""
    return bool({card.section, *card.tags} & set(topics))


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A bank with the blueprint by which it is asked."""

    bank: Bank
    blueprint: Blueprint

    @property
    def name(self) -> str:
        """The name by which the set is opened again, from whatever folder: a blueprint's, or a folder's full path."""
        return self.blueprint.name if self.bank.name == BUILT_IN else str(self.bank.root.resolve())


def open_set(name: str) -> QuestionSet:
    """Return the set of that name: a blueprint of the package, or a folder of question files.

    Raises :class:`quiz.errors.QuizError` with the names that there are.
    """
    path = questions_folder() / "blueprints" / f"{name}.toml"
    if name.replace("-", "").replace("_", "").isalnum() and path.is_file():
        return QuestionSet(built_in_bank(), read_blueprint(path))
    if Path(name).is_dir():
        bank = open_bank(name)
        return QuestionSet(bank, whole_bank(bank))
    import difflib

    names = blueprint_names()
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    raise QuizError(
        Text(f"{name} という問題集もフォルダもありません", f"there is no set and no folder called {name}"),
        remedy=Text(
            f"{near[0]} のことですか" if near else f"ある問題集: {'、'.join(names)}",
            f"did you mean {near[0]}?" if near else f"the sets are: {', '.join(names)}",
        ),
    )


def blueprint_names() -> list[str]:
    """Return the names of the package's sets, the whole course first."""
    names = sorted(path.stem for path in (questions_folder() / "blueprints").glob("*.toml"))
    return sorted(names, key=lambda name: (name != BUILT_IN, name))


def whole_bank(bank: Bank) -> Blueprint:
    """Return a blueprint that asks every item of a bank once, originals as they are."""
    places = tuple(BlueprintPlace(card.id, card.has_original) for card in bank.cards.values())
    return Blueprint(bank.name, Text.both(bank.name), places)


def read_blueprint(path: Path) -> Blueprint:
    """Return the blueprint written in a file; raise :class:`quiz.errors.FileFaults` for what is wrong in it.

    It has a ``title`` and either places (``item`` with ``original``, or ``topic`` with ``count``), or ``section``: all
    items of one section, or ``originals = true``: every original instance.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        ja, en = f"問題集の定義を読めません: {error}", f"can't read the blueprint: {error}"
        raise FileFaults([Fault(path.name, 0, Text(ja, en))]) from None
    faults: list[Fault] = []
    title = data.get("title", {})
    if not isinstance(title, dict) or not title.get("ja") or not title.get("en"):
        faults.append(Fault(path.name, 1, Text("title に ja と en が必要です", "title needs ja and en")))
        title = {"ja": "?", "en": "?"}
    places = _places(data, path.name, faults)
    if not places and not faults:
        faults.append(Fault(path.name, 1, Text("[[place]] がありません", "there is no [[place]]")))
    if faults:
        raise FileFaults(faults)
    return Blueprint(path.stem, Text(str(title["ja"]), str(title["en"])), places)


def _places(data: Mapping[str, Any], path: str, faults: list[Fault]) -> tuple[BlueprintPlace | TopicPlaces, ...]:
    section = data.get("section")
    if isinstance(section, str) or data.get("originals") is True:
        selection = Selection(topics=(section,) if isinstance(section, str) else (), original=section is None)
        cards = sorted(built_in_bank().cards.values(), key=lambda card: (card.section, card.difficulty))
        return tuple(BlueprintPlace(card.id, card.has_original) for card in cards if selection.allows(card))
    entries = data.get("place", [])
    found = [_place(entry, path, faults) for entry in (entries if isinstance(entries, list) else [entries])]
    return tuple(place for place in found if place is not None)


def _place(entry: Any, path: str, faults: list[Fault]) -> BlueprintPlace | TopicPlaces | None:
    match entry:
        case {"item": str(item), **rest} if set(rest) <= {"original"}:
            return BlueprintPlace(item, rest.get("original") is True)
        case {"topic": str(topic), "count": int(count), **rest} if not rest and 1 <= count <= 100:
            return TopicPlaces(topic, count)
    remedy = Text(
        'item = "…"（と original = true）か、topic = "…" と count = 3 を書きます',
        'write item = "..." (and original = true), or topic = "..." and count = 3',
    )
    ja, en = f"[[place]] の書き方が読めません: {entry}", f"can't read this [[place]]: {entry}"
    faults.append(Fault(path, 0, Text(ja, en), remedy))
    return None


def make_form(
    question_set: QuestionSet, seed: int, *, count: int | None = None, selection: Selection = Selection()
) -> Form:
    """Return the form of that seed: the blueprint's places, narrowed, cut or repeated to ``count``.

    When a set is repeated, the later rounds draw new numbers, and leave out the items that have none.
    """
    bank = question_set.bank
    draws = Draws(f"form/{question_set.blueprint.name}/{seed}")
    places = _chosen(question_set, selection, draws)
    if not places:
        raise QuizError(
            Text("この条件に合う問題がありません", "no question fits this selection"),
            remedy=Text("quiz list で分野と id を見られます", "quiz list shows topics and ids"),
        )
    again = [place for place in places if bank.card(place.item).varies] or places
    total = len(places) if count is None else count
    chosen = [
        places[number]
        if number < len(places)
        else BlueprintPlace(again[(number - len(places)) % len(again)].item, False)
        for number in range(total)
    ]
    seats = [_seat(place, selection.original, draws) for place in chosen]
    minutes = sum(bank.card(place.item).minutes for place in seats)
    return Form(question_set.name, seed, tuple(seats), minutes)


def _chosen(question_set: QuestionSet, selection: Selection, draws: Draws) -> list[BlueprintPlace]:
    """Return the places that are selected, those of the blueprint first."""
    bank, listed = question_set.bank, question_set.blueprint.places
    if selection.items:
        there = {place.item: place for place in listed if isinstance(place, BlueprintPlace)}
        return [there.get(name) or BlueprintPlace(bank.card(name).id, False) for name in selection.items]
    named = {place.item for place in listed if isinstance(place, BlueprintPlace)}
    places: list[BlueprintPlace] = []
    for place in listed:
        if isinstance(place, BlueprintPlace):
            places.append(place)
            continue
        taken = named | {other.item for other in places}
        cards = [card for card in bank.cards.values() if card.section == place.topic and card.id not in taken]
        places += [BlueprintPlace(card.id, False) for card in draws.shuffled(cards)[: place.count]]
    if selection == Selection():
        return places
    others = []
    if question_set.blueprint.name == BUILT_IN:
        chosen = {place.item for place in places}
        others = [BlueprintPlace(card.id, card.has_original) for card in bank.cards.values() if card.id not in chosen]
    return [place for place in [*places, *others] if selection.allows(bank.card(place.item))]


def _seat(place: BlueprintPlace, original: bool, draws: Draws) -> Place:
    seed = 1 + draws.below(MAX_SEED)
    return Place(place.item, ORIGINAL if original or place.original else seed)
