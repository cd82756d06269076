"""Conditions that decide nothing: a ``where`` that keeps every value, a ``when`` that always holds or never does.

That is proved, not guessed: where the values that a condition is about are few, all of them are tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from quiz.bank.formula import Formula, FormulaError, exact
from quiz.language import Text
from quiz.model import DrawRule, Item
from solvers import budget

_TRIED = 2_000
"""So many combinations of values are tried; more would take longer than the rest of an item's audit."""


def constant_conditions(item: Item) -> Iterator[tuple[str, Text]]:
    """Yield each condition that is the same for every value that can be drawn, with its place."""
    ranges = {rule.name: values for rule in item.draws if (values := _values(rule)) is not None}
    conditions = [("draw.where", condition) for condition in item.where]
    conditions += [(f"misconception.{slip.name}.when", slip.when) for slip in item.misconceptions if slip.when]
    for place, condition in conditions:
        always = _always(item, condition, ranges)
        if always is None:
            continue
        tried = ", ".join(f"{name}: {_shown(ranges[name])}" for name in _drawn_names(item, condition) or ())
        ja = f"{condition.source} はどの値でも {always} です（{tried}） → 条件を直すか、消してください"
        en = f"{condition.source} is {always} for all values ({tried}) → mend the condition, or leave it out"
        yield place, Text(ja, en)


def _values(rule: DrawRule) -> list[Any] | None:
    """All values of a rule that gives one of a few; None for a list, a law, or a range that depends on draws."""
    if rule.length is not None or rule.law is not None or rule.order_of is not None:
        return None
    if rule.choices:
        return list(rule.choices)
    if rule.low is None or rule.high is None or not (rule.low.is_constant and rule.high.is_constant):
        return None
    low, high = rule.low.value({}), rule.high.value({})
    count = int((high - low) / Fraction(rule.step)) + 1
    return [exact(low + place * rule.step) for place in range(count)] if count <= _TRIED else None


def _drawn_names(item: Item, condition: Formula) -> list[str] | None:
    """The drawn values that decide a condition, also by what is let; None if something else does."""
    drawn, waiting, found = {rule.name for rule in item.draws}, set(condition.names), set()
    while waiting:
        name = waiting.pop()
        if name in drawn:
            found.add(name)
        elif name in item.lets:
            waiting |= item.lets[name].names
        elif name not in ("pi", "e"):
            return None
    return [rule.name for rule in item.draws if rule.name in found]


def _always(item: Item, condition: Formula, ranges: Mapping[str, list[Any]]) -> bool | None:
    """What a condition is for every combination of values; None if that differs, or can't be tried."""
    names = _drawn_names(item, condition)
    if not names or any(name not in ranges for name in names):
        return None
    if prod(len(ranges[name]) for name in names) > _TRIED:
        return None
    seen: set[Any] = set()
    for values in product(*(ranges[name] for name in names)):
        try:
            with budget.at_most(budget.EVALUATION):
                seen.add(_decided(item, condition, dict(zip(names, values, strict=True))))
        except FormulaError:
            return None  # told where it is drawn
        if len(seen) > 1:
            return None
    always = seen.pop()
    return always if isinstance(always, bool) else None


def _decided(item: Item, condition: Formula, values: dict[str, Any]) -> Any:
    for name, formula in item.lets.items():
        if formula.names <= values.keys():
            values[name] = formula.value(values)
    return condition.value(values)


def _shown(values: list[Any]) -> str:
    shown = [str(value) for value in values]
    return ", ".join(shown) if len(shown) <= 6 else f"{shown[0]}..{shown[-1]}"
