"""A form in which everything is asked as multiple choice, as in the real exam, and which slips are offered first.

The form follows from its seed alone; which three slips of a question are offered depends on the learner as well: what
they have answered before, wrongly, is among the options, where the slip is possible with these numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.bank.blueprint import BlueprintPlace
from quiz.bank.folder import Bank
from quiz.drawing import draw
from quiz.draws import MAX_SEED, Draws
from quiz.kinds.as_choice import as_choice
from quiz.model import ORIGINAL
from quiz.practice.history import Answered

TRIES = 12
"""So many variants are looked at for one with three distinct slips; what has none in them is left out."""


class ChoiceSeeds:
    """Chooses for each item a seed whose variant can be asked as multiple choice; a form is made with it.

    ``left_out`` are the items that had none.
    """

    def __init__(self, bank: Bank, name: str, seed: int) -> None:
        self.left_out: list[str] = []
        self._bank = bank
        self._form = f"{name}/{seed}"
        self._found: dict[tuple[BlueprintPlace, int], int | None] = {}

    def __call__(self, place: BlueprintPlace, turn: int) -> int | None:
        """Return the seed for a place in a round; None where there is none."""
        if (place, turn) not in self._found:
            self._found[place, turn] = self._look(place, turn)
            if self._found[place, turn] is None and place.item not in self.left_out:
                self.left_out.append(place.item)
        return self._found[place, turn]

    def _look(self, place: BlueprintPlace, turn: int) -> int | None:
        if place.item not in self._bank.cards_of([place.item]):
            return None
        item = self._bank.item(place.item)
        draws = Draws(f"choices/{self._form}/{place.item}/{turn}")
        seeds = [1 + draws.below(MAX_SEED) for _ in range(TRIES)]
        if place.original:
            seeds.insert(0, ORIGINAL)
        return next((seed for seed in seeds if as_choice(draw(item, seed)) is not None), None)


def own_slips(history: Sequence[Answered]) -> Mapping[str, tuple[str, ...]]:
    """Return for each item the slips that the learner's answers have shown, the latest first.

    >>> from datetime import UTC, datetime
    >>> day = lambda number: datetime(2026, 11, number, tzinfo=UTC)
    >>> own_slips([Answered("a", day(2), 0.0, ("late",)), Answered("a", day(1), 0.0, ("early", "late"))])
    {'a': ('late', 'early')}
    """
    found: dict[str, dict[str, None]] = {}
    for answered in sorted(history, key=lambda one: one.at, reverse=True):
        for slip in answered.slips:
            found.setdefault(answered.item, {}).setdefault(slip)
    return {item: tuple(slips) for item, slips in found.items()}
