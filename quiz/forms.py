"""Blueprint + seed -> form: which items are asked, in which order, with which seeds; always the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from quiz.bank.blueprint import EVERYTHING, BlueprintPlace, QuestionSet, Selection
from quiz.bank.topics import refuse_unknown_topics
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import ORIGINAL, Form, Place

MAX_COUNT = 100_000

SeedOf = Callable[[BlueprintPlace, int], int | None]
"""Gives the seed with which an item is asked in a round (0 for the first); None where it can't be asked."""


def make_form(
    question_set: QuestionSet,
    seed: int,
    *,
    count: int | None = None,
    selection: Selection = EVERYTHING,
    seed_of: SeedOf | None = None,
) -> Form:
    """Return the form of that seed: the blueprint's places, narrowed, cut or repeated to ``count``.

    An item whose file can't be read is left out; the bank tells of it. When a set is repeated, the later rounds draw
    new numbers, and leave out the items that have none. ``seed_of`` chooses the seeds where not every variant will do;
    what it has none for is left out, and another item of the section takes its place.
    """
    bank = question_set.bank
    refuse_unknown_topics(question_set.course, selection.topics)
    own = f"{question_set.course.id}/"  # an item may be named with its course
    selection = replace(selection, items=tuple(name.removeprefix(own) for name in selection.items))
    draws = Draws(f"form/{question_set.blueprint.name}/{seed}")
    places = _chosen(question_set, selection, draws, seed_of)
    cards = bank.cards_of(place.item for place in places)  # all at once: one writing of the cache
    places = [place for place in places if place.item in cards]
    if not places:
        raise QuizError(
            Text("この条件に合う問題がありません", "no question fits this selection"),
            remedy=Text(
                "条件を減らしてみてください。quiz list で分野と id を見られます",
                "narrow it by less; quiz list shows topics and ids",
            ),
        )
    if count is not None and count < len(places) and question_set.blueprint.minutes is not None:
        # A shorter exam is one in the same proportions.
        places = [places[(2 * number + 1) * len(places) // (2 * count)] for number in range(count)]
    again = [place for place in places if cards[place.item].varies] or places
    total = len(places) if count is None else count
    chosen = [
        places[number]
        if number < len(places)
        else BlueprintPlace(again[(number - len(places)) % len(again)].item, False)
        for number in range(total)
    ]
    seats = [_seat(place, selection.original, draws) for place in chosen]
    if seed_of is not None:
        rounds = [0 if number < len(places) else (number - len(places)) // len(again) + 1 for number in range(total)]
        found = [seed_of(place, turn) for place, turn in zip(chosen, rounds, strict=True)]
        seats = [Place(place.item, at) for place, at in zip(chosen, found, strict=True) if at is not None]
    minutes = question_set.blueprint.minutes_for(len(seats))
    if minutes is None:
        minutes = sum(cards[place.item].minutes for place in seats)
    return Form(question_set.course.id, question_set.name, seed, tuple(seats), minutes)


def _chosen(
    question_set: QuestionSet, selection: Selection, draws: Draws, seed_of: SeedOf | None
) -> list[BlueprintPlace]:
    """Return the places that are selected and can be asked, those of the blueprint first."""

    def can_be_asked(place: BlueprintPlace) -> bool:
        return seed_of is None or seed_of(place, 0) is not None

    return [place for place in _listed(question_set, selection, draws, can_be_asked) if can_be_asked(place)]


def _listed(
    question_set: QuestionSet, selection: Selection, draws: Draws, can_be_asked: Callable[[BlueprintPlace], bool]
) -> list[BlueprintPlace]:
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
        cards = [card for card in bank.cards.values() if card.section == place.section and card.id not in taken]
        shuffled = (BlueprintPlace(card.id, False) for card in draws.shuffled(cards))
        places += islice(filter(can_be_asked, shuffled), place.count)
    if selection == EVERYTHING:
        return places
    others = []
    if question_set.whole:
        chosen = {place.item for place in places}
        others = [BlueprintPlace(card.id, card.has_original) for card in bank.cards.values() if card.id not in chosen]
    return [place for place in [*places, *others] if (card := bank.cards.get(place.item)) and selection.allows(card)]


def _seat(place: BlueprintPlace, original: bool, draws: Draws) -> Place:
    seed = 1 + draws.below(MAX_SEED)
    return Place(place.item, ORIGINAL if original or place.original else seed)
