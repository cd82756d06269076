"""Blueprint + seed -> form: which items are asked, in which order, with which seeds; always the same ones."""

from __future__ import annotations

from dataclasses import replace

from quiz.bank.blueprint import EVERYTHING, BlueprintPlace, QuestionSet, Selection
from quiz.draws import MAX_SEED, Draws
from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import ORIGINAL, Form, Place

MAX_COUNT = 100_000


def make_form(
    question_set: QuestionSet, seed: int, *, count: int | None = None, selection: Selection = EVERYTHING
) -> Form:
    """Return the form of that seed: the blueprint's places, narrowed, cut or repeated to ``count``.

    An item whose file can't be read is left out; the bank tells of it. When a set is repeated, the later rounds draw
    new numbers, and leave out the items that have none.
    """
    bank = question_set.bank
    own = f"{question_set.course.id}/"  # an item may be named with its course
    selection = replace(selection, items=tuple(name.removeprefix(own) for name in selection.items))
    draws = Draws(f"form/{question_set.blueprint.name}/{seed}")
    places = _chosen(question_set, selection, draws)
    cards = bank.cards_of(place.item for place in places)  # all at once: one writing of the cache
    places = [place for place in places if place.item in cards]
    if not places:
        raise QuizError(
            Text("この条件に合う問題がありません", "no question fits this selection"),
            remedy=Text("quiz list で分野と id を見られます", "quiz list shows topics and ids"),
        )
    again = [place for place in places if cards[place.item].varies] or places
    total = len(places) if count is None else count
    chosen = [
        places[number]
        if number < len(places)
        else BlueprintPlace(again[(number - len(places)) % len(again)].item, False)
        for number in range(total)
    ]
    seats = [_seat(place, selection.original, draws) for place in chosen]
    minutes = sum(cards[place.item].minutes for place in seats)
    return Form(question_set.course.id, question_set.name, seed, tuple(seats), minutes)


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
        cards = [card for card in bank.cards.values() if card.section == place.section and card.id not in taken]
        places += [BlueprintPlace(card.id, False) for card in draws.shuffled(cards)[: place.count]]
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
