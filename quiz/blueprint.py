"""A blueprint says what a form must contain; blueprint + seed -> form, always the same one.

A blueprint is a TOML file: a title in both languages and places in order, each an item with its original instance or a
drawn one. A bank without blueprints is asked in the order of its files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank import BUILT_IN, Bank, built_in_bank, open_bank, questions_folder
from quiz.cards import Card
from quiz.drawing import Draws
from quiz.errors import Fault, FileFaults, QuizError
from quiz.model import ORIGINAL, Form, Place
from quiz.text import Text

MAX_COUNT = 100_000
MAX_SEED = 2**32 - 1


@dataclass(frozen=True, slots=True)
class BlueprintPlace:
    """An item, asked as the original test has it or with drawn numbers."""

    item: str
    original: bool


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a set contains, in order."""

    name: str
    title: Text
    places: tuple[BlueprintPlace, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line narrows a set to: topics, items, originals only."""

    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    original: bool = False


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
    """Return the blueprint written in a file; raise :class:`quiz.errors.FileFaults` for what is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        ja, en = f"問題集の定義を読めません: {error}", f"can't read the blueprint: {error}"
        raise FileFaults([Fault(path.name, 0, Text(ja, en))]) from None
    title, places = data.get("title", {}), data.get("place", [])
    faults = []
    if not isinstance(title, dict) or not title.get("ja") or not title.get("en"):
        faults.append(Fault(path.name, 1, Text("title に ja と en が必要です", "title needs ja and en")))
    if not isinstance(places, list) or not places:
        faults.append(Fault(path.name, 1, Text("[[place]] がありません", "there is no [[place]]")))
    read = [place for entry in places if (place := _place(entry, path.name, faults)) is not None]
    if faults:
        raise FileFaults(faults)
    return Blueprint(path.stem, Text(title["ja"], title["en"]), tuple(read))


def _place(entry: Any, path: str, faults: list[Fault]) -> BlueprintPlace | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("item"), str) or set(entry) - {"item", "original"}:
        ja, en = f"[[place]] の書き方が読めません: {entry}", f"can't read this [[place]]: {entry}"
        faults.append(
            Fault(path, 0, Text(ja, en), Text('item = "…" と original = true', 'item = "..." and original = true'))
        )
        return None
    return BlueprintPlace(entry["item"], entry.get("original", False) is True)


def make_form(
    question_set: QuestionSet, seed: int, *, count: int | None = None, selection: Selection = Selection()
) -> Form:
    """Return the form of that seed: the blueprint's places, narrowed, cut or repeated to ``count``.

    When a set is repeated, the later rounds draw new numbers for every place that has any.
    """
    places = [place for place in question_set.blueprint.places if _selected(question_set.bank, place, selection)]
    places += _missing_items(question_set.bank, places, selection)
    if not places:
        raise QuizError(
            Text("この条件に合う問題がありません", "no question fits this selection"),
            remedy=Text("quiz list で分野と id を見られます", "quiz list shows topics and ids"),
        )
    total = len(places) if count is None else count
    draws = Draws(f"form/{question_set.blueprint.name}/{seed}")
    chosen = [_seeded(places[number % len(places)], number // len(places), selection, draws) for number in range(total)]
    minutes = sum(question_set.bank.card(place.item).minutes for place in chosen)
    return Form(question_set.name, seed, tuple(chosen), minutes)


def _selected(bank: Bank, place: BlueprintPlace, selection: Selection) -> bool:
    card = bank.card(place.item)
    if selection.original and not card.has_original:
        return False
    if selection.items and card.id not in selection.items:
        return False
    return not selection.topics or in_topics(card, selection.topics)


def in_topics(card: Card, topics: Sequence[str]) -> bool:
    """True if the item's section or one of its tags is among ``topics``."""
    return bool({card.section, *card.tags} & set(topics))


def _missing_items(bank: Bank, places: Sequence[BlueprintPlace], selection: Selection) -> list[BlueprintPlace]:
    """An item that is asked for by its id is asked even where the blueprint leaves it out."""
    there = {place.item for place in places}
    return [BlueprintPlace(bank.card(name).id, False) for name in selection.items if name not in there]


def _seeded(place: BlueprintPlace, round_number: int, selection: Selection, draws: Draws) -> Place:
    seed = 1 + draws.below(MAX_SEED)
    original = selection.original or (place.original and round_number == 0)
    return Place(place.item, ORIGINAL if original else seed)
