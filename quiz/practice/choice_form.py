"""A form in which everything is asked as multiple choice, as in the real exam, and which slips are offered first.

The form follows from its seed alone; which three slips of a question are offered depends on the learner as well: what
they have answered before, wrongly, is among the options, where the slip is possible with these numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.bank.blueprint import EVERYTHING, BlueprintPlace, QuestionSet, Selection
from quiz.bank.folder import Bank
from quiz.drawing import draw
from quiz.draws import MAX_SEED, Draws
from quiz.forms import make_form
from quiz.kinds.as_choice import as_choice
from quiz.language import Text, counted
from quiz.model import ORIGINAL, Form
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


def choice_form(
    question_set: QuestionSet, history: Sequence[Answered], seed: int, count: int | None, selection: Selection
) -> tuple[Form, Mapping[str, tuple[str, ...]], int]:
    """Return a form that can be asked as multiple choice, the learner's own slips, and how many items it leaves out."""
    seeds = ChoiceSeeds(question_set.bank, question_set.blueprint.name, seed)
    form = make_form(question_set, seed, count=count, selection=selection, seed_of=seeds)
    asked = {place.item for place in form.places}
    # Where so many of a section are asked, another one has taken the place of what was left out.
    wanted = {place.item for place in question_set.blueprint.places if isinstance(place, BlueprintPlace)}
    left_out = len((set(seeds.left_out) - asked) & (wanted if selection == EVERYTHING else set(seeds.left_out)))
    return form, {item: slips for item, slips in own_slips(history).items() if item in asked}, left_out


def left_out_told(count: int) -> Text:
    """Say how many questions can't be asked as multiple choice.

    >>> left_out_told(1).en
    'left out, having no three different wrong answers to choose from: 1 question'
    """
    return Text(
        f"異なる誤答が 3 つ作れない {count} 問は、選択式にできないので除きました",
        f"left out, having no three different wrong answers to choose from: {counted(count, 'question')}",
    )
