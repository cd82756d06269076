"""Item + seed -> variant: values drawn, then key, slips and options computed by the item's kind.

The same item and seed give the same variant on every platform and Python version (:mod:`quiz.draws`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError, exact
from quiz.bank.template import BilingualTemplate, typeset
from quiz.draws import Draws
from quiz.errors import Unanswerable, too_much
from quiz.figures.gallery import FIGURE, Picture, places
from quiz.kinds import kind_of
from quiz.kinds.instance import Rejected, broken, decide, evaluate, fill
from quiz.language import Language, Text
from quiz.model import ORIGINAL, BinomialLaw, DrawRule, FigureRule, Item, ItemPart, NormalLaw, Prompt, Variant
from solvers import budget
from solvers.arithmetic.exactness import as_exact, is_number
from solvers.arithmetic.rounding import round_half_away
from solvers.budget import REDRAWS, Budget, OverBudget


def draw(item: Item, seed: int) -> Variant:
    """Return the item's variant for ``seed``; seed 0 is the original instance of an item that has one.

    Raises :class:`quiz.errors.Unanswerable` if no values fit within ``REDRAWS`` draws, or if it can't be computed.
    """
    if seed == ORIGINAL and item.original is not None:
        return original(item)
    reasons: Counter[str] = Counter()
    values: dict[str, Any] = {}
    with Budget(budget.DRAWING):
        for attempt in range(REDRAWS):
            draws = Draws(f"{item.id}/{seed}/{attempt}")
            values = _base(item)
            try:
                _draw_values(item, draws, values)
                return _variant(item, seed, values, draws, attempt)
            except Rejected as rejected:
                reasons[str(rejected)] += 1
    listed = ", ".join(f"{reason} × {count}" for reason, count in reasons.most_common(4))
    raise Unanswerable(
        Text(
            f"{item.path}: {REDRAWS} 回引き直しても条件を満たす値がありません（{listed}）",
            f"{item.path}: no values fit after {REDRAWS} draws ({listed})",
        ),
        remedy=_looser(item, values),
    )


def _looser(item: Item, values: Mapping[str, Any]) -> Text:
    """The remedy where nothing fits, with the values that were drawn last."""
    told = ", ".join(
        f"{rule.name} = {typeset(values[rule.name], 'code')[:40]}" for rule in item.draws if rule.name in values
    )
    return Text(
        "draw の範囲か where・separate をゆるめてください" + (f"（最後に引いた値: {told}）" if told else ""),
        "widen the ranges or loosen where or separate" + (f" (drawn last: {told})" if told else ""),
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
    with budget.at_most(budget.EVALUATION):
        stem = fill(item, "stem", item.stem, variant.values)
        hints = tuple(fill(item, "hint", hint, variant.values) for hint in item.hints)
    return Prompt(
        item=item.id,
        title=item.title,
        seed=variant.seed,
        kind=item.kind,
        minutes=item.minutes,
        stem=stem,
        lists=kind.lists(variant),
        answer_format=kind.answer_format(variant),
        hints=hints,
        start=kind.start(variant),
        pictures=pictures(variant, item.stem, *item.hints),
        parts=tuple(
            replace(prompt(inner), label=part.label, share=_share(item, part))
            for part, inner in zip(item.parts, variant.parts, strict=True)
        ),
        languages=item.languages,
    )


def _share(item: Item, part: ItemPart) -> Text | None:
    """Return what part of a question's points one of its parts counts; None where all count the same."""
    if len({one.points for one in item.parts}) == 1:
        return None
    share = round(100 * part.points / sum(one.points for one in item.parts))
    return Text(f"配点の {share}%", f"{share}% of the points")


_ONLY = {
    "ja": Text("この問題は日本語だけで書かれています", "This question is written in Japanese only"),
    "en": Text("この問題は英語だけで書かれています", "This question is written in English only"),
}


def other_language(shown: Prompt, language: Language) -> Text | None:
    """Return the notice that a question is shown in another language than the reader's; None where it isn't."""
    if language in shown.languages or shown.label:
        return None
    return _ONLY[shown.languages[0]]


def pictures(variant: Variant, *texts: BilingualTemplate) -> dict[str, Picture]:
    """Return the pictures that texts of the item have a place for, by what stands there; without texts, the solution's.

    An author's picture that isn't there or that can't be shown is left out: its caption stands for it, and the audit
    tells why. Raises :class:`quiz.errors.Unanswerable` for a figure that can't be drawn from these values.
    """
    item = variant.item
    found: dict[str, Picture] = {}
    solutions = (*(part.item.solution for part in item.parts), item.solution)
    for text in texts or solutions:
        for source in (text.ja.source, text.en.source):
            for target, _ in places(source):
                if target not in found:
                    picture = _picture(variant, target)
                    found |= {} if picture is None else {target: picture}
    return found


def _picture(variant: Variant, target: str) -> Picture | None:
    # Questions without a picture, nearly all, don't wait for what draws and reads them.
    item = variant.item
    if target.startswith(FIGURE):
        return _figure(item, item.figures[target.removeprefix(FIGURE)], variant.values)
    if item.folder is None:
        return None
    from quiz.figures.own_picture import PictureFault, read_picture

    try:
        return read_picture(item.folder, target)
    except PictureFault:
        return None


def _figure(item: Item, rule: FigureRule, values: Mapping[str, Any]) -> Picture:
    from quiz.bank.figure_tables import figure_values
    from quiz.figures.given import FigureFault, Given
    from quiz.figures.sorts import drawn

    try:
        with Budget(budget.DRAWING):
            return drawn(rule.sort, Given(figure_values(rule, values)))
    except (FigureFault, FormulaError) as error:
        raise broken(item, f"figure.{rule.name}", error.message) from None


def solution(variant: Variant) -> Text:
    """Return the worked solution with this variant's numbers; the run of a prediction is made for it.

    The solutions of a question's parts stand one below the other; then what is said of the whole.
    """
    item = variant.item
    settled = kind_of(item).settled(variant)
    known = {part.name: inner.key for part, inner in zip(item.parts, settled.parts, strict=True)}
    texts = [_part_solution(part, inner) for part, inner in zip(item.parts, settled.parts, strict=True)]
    if not item.parts or item.solution.ja.source:
        texts.append(fill(item, "solution", item.solution, {**settled.values, **known, "key": settled.key}))
    return Text("\n\n".join(text.ja for text in texts), "\n\n".join(text.en for text in texts))


def _part_solution(part: ItemPart, variant: Variant) -> Text:
    values = {**variant.values, part.name: variant.key, "key": variant.key}
    text = fill(part.item, "solution", part.item.solution, values)
    return Text(f"**({part.label})**\n\n{text.ja}", f"**({part.label})**\n\n{text.en}")


# -- values ------------------------------------------------------------------------------------------------------------

_Drawer = Callable[[int], Any]
"""Gives the value at a place of those that are equally likely; what a law gives has no places."""


def _base(item: Item) -> dict[str, Any]:
    values: dict[str, Any] = {"pi": math.pi, "e": math.e}
    if item.symbols:
        from solvers.expression import Symbol

        values.update((name, Symbol(name)) for name in item.symbols)
    return values


def _draw_values(item: Item, draws: Draws, values: dict[str, Any]) -> None:
    """Draw the values and compute what is let, each condition held as soon as its values are there.

    So a let need not cope with values that a condition excludes.
    """
    waiting = list(item.where)
    for rule in item.draws:
        values[rule.name] = _drawn(item, rule, values, draws)
    _require(item, waiting, values)
    for name, formula in item.lets.items():
        values[name] = evaluate(item, f"let.{name}", formula, values)
        _require(item, waiting, values)


def _require(item: Item, waiting: list[Formula], values: Mapping[str, Any]) -> None:
    """Hold the conditions whose values are there, and take them from those that wait."""
    for condition in [condition for condition in waiting if condition.names <= values.keys()]:
        waiting.remove(condition)
        if not decide(item, "draw.where", condition, values):
            raise Rejected(f"where: {condition.source}")


def _with_lets(item: Item, values: dict[str, Any]) -> dict[str, Any]:
    values = _base(item) | values
    for name, formula in item.lets.items():
        if name not in values:
            values[name] = evaluate(item, f"let.{name}", formula, values)
    return values


def _drawn(item: Item, rule: DrawRule, values: Mapping[str, Any], draws: Draws) -> Any:
    if rule.order_of is not None:
        return _order(item, rule, values, draws)
    count, one = _source(item, rule, values, draws)
    length = 1 if rule.length is None else _length(item, rule, rule.length, values)
    rows = 1 if rule.rows is None else _length(item, rule, rule.rows, values)
    if rule.distinct and count and length * rows > count:
        raise Rejected(f"{rule.name}: length {length * rows}")
    try:
        drawn = _several(length * rows, count, one, draws, distinct=rule.distinct)
    except OverBudget as over:
        raise broken(item, f"draw.{rule.name}", too_much(over)) from None
    if rule.length is None:
        return drawn[0]
    if rule.rows is None:
        return drawn
    return tuple(drawn[row * length : (row + 1) * length] for row in range(rows))


def _several(length: int, count: int, one: _Drawer, draws: Draws, *, distinct: bool) -> tuple[Any, ...]:
    """Return so many drawn values; different ones of listed values are different places, of data different values."""
    budget.DRAWN.check(length)
    drawn: list[Any] = []
    taken: set[Any] = set()
    while len(drawn) < length:
        budget.spend(1)
        place = draws.below(count) if count else 0
        value = one(place)
        mark = place if count else value
        if not distinct or mark not in taken:
            drawn.append(value)
            taken.add(mark)
    return tuple(drawn)


def _source(item: Item, rule: DrawRule, values: Mapping[str, Any], draws: Draws) -> tuple[int, _Drawer]:
    """Return how many equally likely values there are, and what gives one; 0 for those of a law."""
    if rule.choices:
        return len(rule.choices), rule.choices.__getitem__
    if isinstance(rule.law, NormalLaw):
        return 0, _normal(item, rule, rule.law, values, draws)
    if isinstance(rule.law, BinomialLaw):
        return 0, _binomial(item, rule, rule.law, values, draws)
    assert rule.low is not None  # a rule has choices, a law, an order or both bounds
    assert rule.high is not None
    part = f"draw.{rule.name}"
    low, high = (_number(item, part, formula, values) for formula in (rule.low, rule.high))
    count = int((high - low) // rule.step) + 1
    if count > budget.DRAW_RANGE:
        found, told = f"{low}..{high}"[:40], too_much(OverBudget(budget.DRAW_RANGE))
        raise broken(item, part, Text(f"{found}: {told.ja}", f"{found}: {told.en}"))
    if count < 1:
        raise Rejected(f"{rule.name}: {low}..{high}"[:60])
    return count, lambda place: exact(low + place * rule.step)


def _length(item: Item, rule: DrawRule, formula: Formula, values: Mapping[str, Any]) -> int:
    length = evaluate(item, f"draw.{rule.name}", formula, values)
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise Rejected(f"{rule.name}: length {typeset(length, 'text')[:20]}")
    return length


def _order(item: Item, rule: DrawRule, values: Mapping[str, Any], draws: Draws) -> Any:
    """Return a list's values in an order of chance."""
    part = f"draw.{rule.name}"
    things = rule.choices
    if not things and rule.order_of is not None:
        things = evaluate(item, part, rule.order_of, values)
    if not isinstance(things, tuple) or not things:
        shown = typeset(things, "text")[:40]
        raise broken(item, part, Text(f"{shown} は並べ替えられません", f"{shown} has no orders: a list was expected"))
    try:
        budget.DRAWN.check(len(things))
    except OverBudget as over:
        raise broken(item, part, too_much(over)) from None
    return tuple(draws.shuffled(things))


def _normal(item: Item, rule: DrawRule, law: NormalLaw, values: Mapping[str, Any], draws: Draws) -> _Drawer:
    """Return what draws a normal number, rounded to the grid and within the bounds."""
    part = f"draw.{rule.name}"
    mean, std = (as_exact(_number(item, part, formula, values)) for formula in (law.mean, law.std))
    if std <= 0:
        found = typeset(std, "text")
        raise broken(item, part, Text(f"std は正の数です（{found} でした）", f"std should be above 0, found {found}"))
    low, high = (None if bound is None else _number(item, part, bound, values) for bound in (rule.low, rule.high))

    def one(place: int) -> Any:
        for _ in range(REDRAWS):
            budget.spend(_NORMAL_STEPS)
            value = exact(round_half_away((mean + std * draws.standard_normal()) / rule.step) * Fraction(rule.step))
            if (low is None or low <= value) and (high is None or value <= high):
                return value
        law_shown = f"mean = {typeset(mean, 'text')}, std = {typeset(std, 'text')}"[:60]
        ja, en = f"{law_shown} の値は from と to の間に入りません", f"no value of {law_shown} lies between from and to"
        raise broken(
            item, part, Text(ja, en), Text("from と to を平均の近くにしてください", "let them lie near the mean")
        )

    return one


def _binomial(item: Item, rule: DrawRule, law: BinomialLaw, values: Mapping[str, Any], draws: Draws) -> _Drawer:
    """Return what counts how often something happens in so many trials."""
    part = f"draw.{rule.name}"
    trials, chance = (_number(item, part, formula, values) for formula in (law.trials, law.chance))
    likely = as_exact(chance)
    if type(trials) is not int or not 0 <= trials <= budget.DRAWN or not 0 <= likely <= 1:
        found = f"n = {typeset(trials, 'text')[:20]}, p = {typeset(chance, 'text')[:20]}"
        limits = f"n: 0..{int(budget.DRAWN)}, p: 0..1"
        raise broken(item, part, Text(f"{found} では引けません（{limits}）", f"can't draw with {found} ({limits})"))
    if likely.denominator > _FINEST_CHANCE:
        likely = likely.limit_denominator(_FINEST_CHANCE)

    def one(place: int) -> Any:
        budget.spend(trials)
        return sum(draws.happens(likely) for _ in range(trials))

    return one


_NORMAL_STEPS = 50
"""What a normal number costs: about fifty microseconds."""
_FINEST_CHANCE = 2**40


def _number(item: Item, part: str, formula: Formula, values: Mapping[str, Any]) -> Any:
    """Return a bound or a law's parameter, which must be a number."""
    value = evaluate(item, part, formula, values)
    if not is_number(value):
        shown = typeset(value, "text")[:40]
        raise broken(item, part, Text(f"{shown} は数ではありません", f"{shown} is no number"))
    return value


def _variant(item: Item, seed: int, values: dict[str, Any], draws: Draws | None, redraws: int) -> Variant:
    """Let the item's kind compute the rest; ``draws`` is None for an instance that keeps its printed order."""
    found = kind_of(item).compute(item, values, draws)
    parts = tuple(replace(part, seed=seed) for part in found.parts)
    return Variant(item, seed, values, found.key, found.options, found.distractors, redraws, found.shown, parts)
