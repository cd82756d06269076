"""Questions of every family as exporters get them, and responses whose mark is known from the key alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from quiz import draw, load_bank
from quiz.exchange.export.exported_question import Asked, ExportedQuestion, exported
from quiz.exchange.export.exporter import ExportedSet
from quiz.interaction import ChooseOne, ChooseSeveral, Match, PutInOrder
from quiz.kinds import kind_of
from quiz.language import Text

SEEDS = (3, 4, 5)
WHOLE = ExportedSet("day2/all", Text("すべて", "All"), "day2", 1, ("en",), 100)
IN_BOTH = ExportedSet("day2/all", Text("すべて", "All"), "day2", 1, ("ja", "en"), 100)


@cache
def every_question(seeds: tuple[int, ...] = SEEDS, choices: bool = False) -> tuple[ExportedQuestion, ...]:
    """Every question that needs no training run, with each of the seeds."""
    items = [item for item in load_bank().items() if not kind_of(item).runs_after_answer]
    found = (exported("day2", draw(item, seed), choices=choices) for item in items for seed in seeds)
    return tuple(question for question in found if question is not None)


@dataclass(frozen=True)
class Given:
    """A response to what is asked: numbers, places of options, partners, or an order; and what it is worth."""

    content: tuple[float | Fraction | int, ...]
    worth: str
    """``full`` or ``none``."""


def responses(asked: Asked) -> Iterator[Given]:
    """Yield responses to one thing that is asked whose marks are certain."""
    one = asked.interactions[0]
    if asked.numbers:
        keys = [_exact(number.key) for number in asked.numbers]
        yield Given(tuple(keys), "full")
        for sign in (1, -1):
            inside = [
                key + sign * number.margin * Fraction(999, 1000)
                for key, number in zip(keys, asked.numbers, strict=True)
            ]
            outside = [
                key + sign * (number.margin * Fraction(1001, 1000) or Fraction(1, 100))
                for key, number in zip(keys, asked.numbers, strict=True)
            ]
            yield Given(tuple(inside), "full")
            yield Given(tuple(outside), "none")
        for slip in asked.slips:
            if slip.numbers and all(
                abs(_exact(value) - key) > 2 * number.margin
                for value, key, number in zip(slip.numbers, keys, asked.numbers, strict=True)
            ):
                yield Given(tuple(map(_exact, slip.numbers)), "none")
        return
    match one:
        case ChooseOne(options):
            for place, option in enumerate(options):
                yield Given((place,), "full" if option.correct else "none")
        case ChooseSeveral(options):
            yield Given(tuple(place for place, option in enumerate(options) if option.correct), "full")
            yield Given(tuple(place for place, option in enumerate(options) if not option.correct), "none")
        case Match(_, _, partners):
            yield Given(partners, "full")
        case PutInOrder(_, order):
            yield Given(order, "full")
            yield Given(order[1:] + order[:1], "none")
        case _:
            return


def _exact(value: int | float | Fraction) -> Fraction:
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
