"""Item + seed -> variant: values drawn, then key, slips and options computed by the item's kind.

The same item and seed give the same variant on every platform and Python version (:mod:`quiz.draws`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

from quiz.bank.figure_tables import figure_values
from quiz.bank.formula import Formula, FormulaError, exact
from quiz.bank.template import BilingualTemplate, typeset
from quiz.draws import Draws
from quiz.errors import Unanswerable, too_much
from quiz.figures.given import FigureFault, Given
from quiz.figures.own_picture import PictureFault, read_picture
from quiz.figures.picture import FIGURE, Figure, Picture, places
from quiz.figures.sorts import drawn as drawn_figure
from quiz.kinds import kind_of
from quiz.kinds.instance import Rejected, broken, decide, evaluate, fill
from quiz.language import Text
from quiz.model import ORIGINAL, DrawRule, FigureRule, Item, Prompt, Variant
from solvers import budget
from solvers.budget import REDRAWS, Budget, OverBudget


def draw(item: Item, seed: int) -> Variant:
    """Return the item's variant for ``seed``; seed 0 is the original instance of an item that has one.

    Raises :class:`quiz.errors.Unanswerable` if no values fit within ``REDRAWS`` draws, or if it can't be computed.
    """
    if seed == ORIGINAL and item.original is not None:
        return original(item)
    reasons: Counter[str] = Counter()
    with Budget(budget.DRAWING):
        for attempt in range(REDRAWS):
            draws = Draws(f"{item.id}/{seed}/{attempt}")
            try:
                values = _draw_values(item, draws)
                return _variant(item, seed, values, draws, attempt)
            except Rejected as rejected:
                reasons[str(rejected)] += 1
    listed = ", ".join(f"{reason} × {count}" for reason, count in reasons.most_common(4))
    raise Unanswerable(
        Text(
            f"{item.path}: {REDRAWS} 回引き直しても条件を満たす値がありません（{listed}）",
            f"{item.path}: no values fit after {REDRAWS} draws ({listed})",
        ),
        remedy=Text("draw の範囲か where・separate をゆるめてください", "widen the ranges or loosen where or separate"),
    )


def original(item: Item) -> Variant:
    """Return the instance of the real confirmation test, its options in their printed order."""
    if item.original is None:
        raise Unanswerable(Text(f"{item.id} には元の問題がありません", f"{item.id} has no original instance"))
    return instantiate(item, {name: value for name, value in item.original.items() if name != "options"})


def instantiate(item: Item, values: Mapping[str, Any]) -> Variant:
    """Return the variant with exactly these drawn values (or lets), as a study report may show it.

    A let that is given is taken as it is; where every draw that it needs is absent, that is all right. Slips that
    coincide with the key are dropped, as everywhere. Raises :class:`quiz.errors.Unanswerable`.
    """
    try:
        with Budget(budget.DRAWING):
            return _variant(item, ORIGINAL, _with_lets(item, dict(values)), None, 0)
    except Rejected as rejected:
        raise Unanswerable(
            Text(
                f"{item.path}: この値では問題になりません（{rejected}）",
                f"{item.path}: no question with these values ({rejected})",
            )
        ) from None


def prompt(variant: Variant) -> Prompt:
    """Return what the learner sees; it never holds the key."""
    item, kind = variant.item, kind_of(variant.item)
    return Prompt(
        item=item.id,
        title=item.title,
        seed=variant.seed,
        kind=item.kind,
        minutes=item.minutes,
        stem=fill(item, "stem", item.stem, variant.values),
        lists=kind.lists(variant),
        answer_format=kind.answer_format(variant),
        hints=tuple(fill(item, "hint", hint, variant.values) for hint in item.hints),
        start=kind.start(variant),
        pictures=pictures(variant, item.stem, *item.hints),
    )


def pictures(variant: Variant, *texts: BilingualTemplate) -> dict[str, Picture]:
    """Return the pictures that texts of the item have a place for, by what stands there; without texts, the solution's.

    An author's picture that isn't there or that can't be shown is left out: its caption stands for it, and the audit
    tells why. Raises :class:`quiz.errors.Unanswerable` for a figure that can't be drawn from these values.
    """
    item = variant.item
    found: dict[str, Picture] = {}
    for text in texts or (item.solution,):
        for source in (text.ja.source, text.en.source):
            for target, _ in places(source):
                if target in found:
                    continue
                if target.startswith(FIGURE):
                    found[target] = _figure(item, item.figures[target.removeprefix(FIGURE)], variant.values)
                elif item.folder is not None:
                    with suppress(PictureFault):
                        found[target] = read_picture(item.folder, target)
    return found


def _figure(item: Item, rule: FigureRule, values: Mapping[str, Any]) -> Figure:
    try:
        with Budget(budget.DRAWING):
            return drawn_figure(rule.sort, Given(figure_values(rule, values)))
    except (FigureFault, FormulaError) as error:
        raise broken(item, f"figure.{rule.name}", error.message) from None


def solution(variant: Variant) -> Text:
    """Return the worked solution with this variant's numbers; the run of a prediction is made for it."""
    settled = kind_of(variant.item).settled(variant)
    text: Text = fill(settled.item, "solution", settled.item.solution, {**settled.values, "key": settled.key})
    return text


# -- values ------------------------------------------------------------------------------------------------------------


def _base(item: Item) -> dict[str, Any]:
    values: dict[str, Any] = {"pi": math.pi, "e": math.e}
    if item.symbols:
        from solvers.expression import Symbol

        values.update((name, Symbol(name)) for name in item.symbols)
    return values


def _draw_values(item: Item, draws: Draws) -> dict[str, Any]:
    values = _base(item)
    for rule in item.draws:
        values[rule.name] = _drawn(item, rule, values, draws)
    # Conditions on drawn values come first, so that a let need not cope with values that they exclude.
    early = [condition for condition in item.where if condition.names.isdisjoint(item.lets)]
    late = [condition for condition in item.where if not condition.names.isdisjoint(item.lets)]
    _require(item, early, values)
    values = _with_lets(item, values)
    _require(item, late, values)
    return values


def _require(item: Item, conditions: Sequence[Formula], values: Mapping[str, Any]) -> None:
    for condition in conditions:
        if not decide(item, "draw.where", condition, values):
            raise Rejected(f"where: {condition.source}")


def _with_lets(item: Item, values: dict[str, Any]) -> dict[str, Any]:
    values = _base(item) | values
    for name, formula in item.lets.items():
        if name not in values:
            values[name] = evaluate(item, f"let.{name}", formula, values)
    return values


def _drawn(item: Item, rule: DrawRule, values: Mapping[str, Any], draws: Draws) -> Any:
    part = f"draw.{rule.name}"
    if rule.choices:
        count = len(rule.choices)

        def one(place: int) -> Any:
            return rule.choices[place]
    else:
        assert rule.low is not None  # itemfile gives choices or both bounds
        assert rule.high is not None
        low, high = (_bound(item, part, formula, values) for formula in (rule.low, rule.high))
        count = int((high - low) // rule.step) + 1
        if count > budget.DRAW_RANGE:
            found, told = f"{low}..{high}"[:40], too_much(OverBudget(budget.DRAW_RANGE))
            raise broken(item, part, Text(f"{found}: {told.ja}", f"{found}: {told.en}"))
        if count < 1:
            raise Rejected(f"{rule.name}: {low}..{high}"[:60])

        def one(place: int) -> Any:
            return exact(low + place * rule.step)

    if rule.length is None:
        return one(draws.below(count))
    length = evaluate(item, part, rule.length, values)
    if not isinstance(length, int) or length < 0 or (rule.distinct and length > count):
        raise Rejected(f"{rule.name}: length {typeset(length, 'text')[:20]}")
    places: list[int] = []
    taken: set[int] = set()
    try:
        budget.DRAWN.check(length)
        while len(places) < length:
            budget.spend(1)
            place = draws.below(count)
            if not rule.distinct or place not in taken:
                places.append(place)
                taken.add(place)
    except OverBudget as over:
        raise broken(item, part, too_much(over)) from None
    return tuple(one(place) for place in places)


def _bound(item: Item, part: str, formula: Formula, values: Mapping[str, Any]) -> Any:
    """Return ``from`` or ``to``, which must be a number."""
    value = evaluate(item, part, formula, values)
    if isinstance(value, bool) or not isinstance(value, int | Fraction | float):
        shown = typeset(value, "text")[:40]
        raise broken(item, part, Text(f"{shown} は数ではありません", f"{shown} is no number"))
    return value


def _variant(item: Item, seed: int, values: dict[str, Any], draws: Draws | None, redraws: int) -> Variant:
    """Let the item's kind compute the rest; ``draws`` is None for an instance that keeps its printed order."""
    found = kind_of(item).compute(item, values, draws)
    return Variant(item, seed, values, found.key, found.options, found.distractors, redraws, found.shown)
