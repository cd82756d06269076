"""Item + seed -> variant: values drawn, key computed, slips computed, options chosen and shuffled.

Draws are made by a counter-based generator of our own (BLAKE2b over item, seed and attempt; whole numbers by
rejection), so that the same item and seed give the same variant on every platform and Python version.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from quiz.bank.formula import Formula, FormulaError, exact
from quiz.bank.template import typeset
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import ORIGINAL, Distractor, DrawRule, Item, Option, OptionSpec, Prompt, Variant

MAX_REDRAWS = 200
MAX_LENGTH = 1_000

Drawn = TypeVar("Drawn")


class Draws:
    """A stream of whole numbers that depends on nothing but its name.

    >>> Draws("conv-output-size/7").below(10) == Draws("conv-output-size/7").below(10)
    True
    """

    def __init__(self, name: str) -> None:
        self._words = self._stream(name.encode())

    @staticmethod
    def _stream(name: bytes) -> Iterator[int]:
        counter = 0
        while True:
            block = hashlib.blake2b(counter.to_bytes(8, "big") + name).digest()
            for start in range(0, 64, 8):
                yield int.from_bytes(block[start : start + 8], "big")
            counter += 1

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to ``bound`` - 1, each equally likely (``bound`` up to 2^63)."""
        limit = (1 << 64) - (1 << 64) % bound
        return next(word for word in self._words if word < limit) % bound

    def pick(self, choices: Sequence[Drawn]) -> Drawn:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def shuffled(self, things: Sequence[Drawn]) -> list[Drawn]:
        """Return the things in a random order (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


class _Rejected(Exception):
    """These values don't make a question; others may."""


def draw(item: Item, seed: int) -> Variant:
    """Return the item's variant for ``seed``; seed 0 is the original instance of an item that has one.

    Raises :class:`quiz.errors.Unanswerable` if no values fit within ``MAX_REDRAWS``, or if the item can't be computed.
    """
    if seed == ORIGINAL and item.original is not None:
        return original(item)
    reasons: Counter[str] = Counter()
    for attempt in range(MAX_REDRAWS):
        draws = Draws(f"{item.id}/{seed}/{attempt}")
        try:
            values = _draw_values(item, draws)
            return _variant(item, seed, values, draws, attempt)
        except _Rejected as rejected:
            reasons[str(rejected)] += 1
    listed = ", ".join(f"{reason} × {count}" for reason, count in reasons.most_common(4))
    raise Unanswerable(
        Text(
            f"{item.path}: {MAX_REDRAWS} 回引き直しても条件を満たす値がありません（{listed}）",
            f"{item.path}: no values fit after {MAX_REDRAWS} draws ({listed})",
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
        return _variant(item, ORIGINAL, _with_lets(item, dict(values)), None, 0)
    except _Rejected as rejected:
        raise Unanswerable(
            Text(
                f"{item.path}: この値では問題になりません（{rejected}）",
                f"{item.path}: no question with these values ({rejected})",
            )
        ) from None


def prompt(variant: Variant) -> Prompt:
    """Return what the learner sees; it never holds the key."""
    item = variant.item
    return Prompt(
        item=item.id,
        seed=variant.seed,
        kind=item.kind,
        minutes=item.minutes,
        stem=_fill(item, "stem", item.stem, variant.values),
        options=None if variant.options is None else tuple(option.text for option in variant.options),
        answer_format=kind_of(item).answer_format(variant),
        hints=tuple(_fill(item, "hint", hint, variant.values) for hint in item.hints),
        start=_start(variant),
    )


def _start(variant: Variant) -> str:
    code = variant.item.code
    if code is None or code.start is None:
        return ""
    try:
        return code.start.fill(variant.values)
    except FormulaError as error:
        raise _broken(variant.item, "code.start", error) from None


def solution(variant: Variant) -> Text:
    """Return the worked solution with this variant's numbers; the run of a prediction is made for it."""
    variant = kind_of(variant.item).settled(variant)
    return _fill(variant.item, "solution", variant.item.solution, {**variant.values, "key": variant.key})


def slips(variant: Variant) -> tuple[Distractor, ...]:
    """Return every computed slip of the variant, those that are no options of it as well."""
    return _slips(variant.item, variant.values, variant.key, separate=False)


def _fill(item: Item, part: str, template: Any, values: Mapping[str, Any]) -> Text:
    try:
        filled: Text = template.fill(values)
    except FormulaError as error:
        raise _broken(item, part, error) from None
    return filled


def _broken(item: Item, part: str, error: FormulaError) -> Unanswerable:
    line = item.lines.get(part)
    place = f"{item.path}:{line}" if line else item.path
    return Unanswerable(Text(f"{place}: {part}: {error.message.ja}", f"{place}: {part}: {error.message.en}"))


def _evaluate(item: Item, part: str, formula: Formula, values: Mapping[str, Any]) -> Any:
    try:
        return formula.value(values)
    except FormulaError as error:
        raise _broken(item, part, error) from None


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
        if not _evaluate(item, "draw.where", condition, values):
            raise _Rejected(f"where: {condition.source}")


def _with_lets(item: Item, values: dict[str, Any]) -> dict[str, Any]:
    values = _base(item) | values
    for name, formula in item.lets.items():
        if name not in values:
            values[name] = _evaluate(item, f"let.{name}", formula, values)
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
        low, high = _evaluate(item, part, rule.low, values), _evaluate(item, part, rule.high, values)
        count = int((high - low) // rule.step) + 1
        if not 1 <= count <= 10**9:
            raise _Rejected(f"{rule.name}: {low}..{high}")

        def one(place: int) -> Any:
            return exact(low + place * rule.step)

    if rule.length is None:
        return one(draws.below(count))
    length = _evaluate(item, part, rule.length, values)
    if not isinstance(length, int) or not 0 <= length <= MAX_LENGTH or (rule.distinct and length > count):
        raise _Rejected(f"{rule.name}: length {length}")
    places: list[int] = []
    while len(places) < length:
        place = draws.below(count)
        if not rule.distinct or place not in places:
            places.append(place)
    return tuple(one(place) for place in places)


# -- key, slips and options --------------------------------------------------------------------------------------------


def _variant(item: Item, seed: int, values: dict[str, Any], draws: Draws | None, redraws: int) -> Variant:
    """Compute key, slips and options; ``draws`` is None for an instance whose options keep their printed order."""
    if item.options:
        return _written(item, seed, values, draws, redraws)
    key = None if item.key is None else _evaluate(item, "key", item.key, values)
    if item.key is not None and not kind_of(item).fits(key):
        raise _broken(item, "key", _unfit(item, key))
    distractors = _slips(item, values, key, separate=draws is not None)
    options = None
    if item.kind in ("choice", "multichoice"):
        distractors, options = _computed_options(item, values, key, distractors, draws)
    return Variant(item, seed, values, key, options, distractors, redraws)


def _slips(item: Item, values: Mapping[str, Any], key: Any, *, separate: bool) -> tuple[Distractor, ...]:
    """Return the slips' values, equal ones joined, without any that equals the key in this instance.

    With ``separate`` the values are refused if one of the item's ``separate`` slips can't be told from the key or from
    another of them; the original instance is kept as it is.
    """
    same = kind_of(item).same
    groups: list[tuple[Any, list[str]]] = []
    dropped = set()
    for slip in item.misconceptions:
        if slip.value is None:
            continue
        part = f"misconception.{slip.name}"
        if slip.when is not None and not _evaluate(item, f"{part}.when", slip.when, {**values, "key": key}):
            dropped.add(slip.name)
            continue
        value = _evaluate(item, f"{part}.value", slip.value, values)
        if not kind_of(item).fits_slip(value):
            raise _broken(item, f"{part}.value", _unfit(item, value))
        if same(item, value, key):
            dropped.add(slip.name)
            continue
        for known, names in groups:
            if same(item, value, known):
                names.append(slip.name)
                break
        else:
            groups.append((value, [slip.name]))
    for name in item.separate if separate else ():
        group = next((names for _, names in groups if name in names), [])
        if len(set(group) & set(item.separate)) != 1:
            raise _Rejected(f"separate: {name}")
    return tuple(Distractor(value, tuple(names)) for value, names in groups)


def _unfit(item: Item, value: Any) -> FormulaError:
    shown = typeset(value, "text") if value is not None else "-"
    return FormulaError(Text(f"{shown} は {item.kind} の答えになりません", f"{shown} is no answer of kind {item.kind}"))


def _computed_options(
    item: Item, values: Mapping[str, Any], key: Any, wrongs: tuple[Distractor, ...], draws: Draws | None
) -> tuple[tuple[Distractor, ...], tuple[Option, ...]]:
    """Return the slips that became options, and the options: the key among slips' values and, if too few, fillers."""
    kind = kind_of(item)
    printed = None if draws is not None or item.original is None else item.original.get("options")
    if printed is not None:
        contents = list(printed)
        if not any(kind.same(item, content, key) for content in contents):
            raise _broken(
                item,
                "original.options",
                FormulaError(Text("正解が選択肢にありません", "the key isn't among the options")),
            )
    else:
        draws = draws or Draws(f"{item.id}/options")
        wrong = [slip.value for slip in draws.shuffled(wrongs)][: item.option_count - 1]
        for formula in item.fill:
            value = _evaluate(item, "fill", formula, values)
            if len(wrong) < item.option_count - 1 and not any(kind.same(item, value, known) for known in [key, *wrong]):
                wrong.append(value)
        if len(wrong) < item.option_count - 1:
            raise _Rejected(f"options: {len(wrong) + 1}")
        contents = _numbers_at_their_labels(draws.shuffled([key, *wrong]))

    def names(content: Any) -> tuple[str, ...]:
        return next((slip.misconceptions for slip in wrongs if kind.same(item, slip.value, content)), ())

    options = tuple(
        Option(_shown(content), content, kind.same(item, content, key), names(content)) for content in contents
    )
    return tuple(slip for slip in wrongs if any(kind.same(item, slip.value, entry) for entry in contents)), options


def _numbers_at_their_labels(contents: list[Any]) -> list[Any]:
    """An option that says 3 stands at (3), so that the answer "3" can mean only one thing."""
    placed = list(contents)
    for content in contents:
        if isinstance(content, int) and 1 <= content <= len(placed):
            here = next(place for place, entry in enumerate(placed) if entry is content)
            placed[here], placed[content - 1] = placed[content - 1], placed[here]
    return placed


def _shown(content: Any) -> Text:
    """Type a computed option: a tree as mathematics, anything else as text."""
    if isinstance(content, Text):
        return content
    plain = isinstance(content, str | int | Fraction | float | tuple)
    return Text.both(typeset(content, "text") if plain else f"${typeset(content, 'math')}$")


def _written(item: Item, seed: int, values: dict[str, Any], draws: Draws | None, redraws: int) -> Variant:
    """Choose among the written options: every right one for a single choice, a mixture for a multiple choice."""
    if item.kind == "prediction":
        return _predicted(item, seed, values, draws, redraws)
    entries = []
    for place, spec in enumerate(item.options):
        code = None if spec.code is None else _fill_code(item, place, spec, values)
        scope = values if code is None else {**values, "code": code}
        holds = _evaluate(item, f"option.{place}.holds", spec.holds, scope)
        if not isinstance(holds, bool):
            raise _broken(
                item,
                f"option.{place}.holds",
                FormulaError(Text("holds が真偽値になりません", "holds isn't true or false")),
            )
        text = _fill(item, f"option.{place}", spec.body, values)
        names = (spec.misconception,) if spec.misconception and not holds else ()
        entries.append(Option(text, text if code is None else code, holds, names))
    right, wrong = [entry for entry in entries if entry.correct], [entry for entry in entries if not entry.correct]
    if not right or not wrong or (item.kind == "choice" and len(right) != 1):
        raise _broken(
            item,
            "option.0",
            FormulaError(
                Text(
                    f"正しい選択肢が {len(right)} 個、誤りが {len(wrong)} 個です",
                    f"{len(right)} options hold, {len(wrong)} don't",
                )
            ),
        )
    options = entries[: item.option_count] if draws is None else _chosen(item, right, wrong, draws)
    contents = tuple(option.content for option in options if option.correct)
    key = contents[0] if item.kind == "choice" else contents
    distractors = tuple(
        Distractor(option.content, option.misconceptions) for option in options if option.misconceptions
    )
    return Variant(item, seed, values, key, tuple(options), distractors, redraws)


def _predicted(item: Item, seed: int, values: dict[str, Any], draws: Draws | None, redraws: int) -> Variant:
    """Lay out the options of a prediction: which of them holds is not known before the run."""
    options = []
    for place, spec in enumerate(item.options):
        text = _fill(item, f"option.{place}", spec.body, values)
        options.append(Option(text, text, False, (spec.misconception,) if spec.misconception else ()))
    shown = tuple(options if draws is None else draws.shuffled(options))
    distractors = tuple(Distractor(option.content, option.misconceptions) for option in shown if option.misconceptions)
    return Variant(item, seed, values, None, shown, distractors, redraws)


def _chosen(item: Item, right: list[Option], wrong: list[Option], draws: Draws) -> list[Option]:
    count = min(item.option_count, len(right) + len(wrong))
    if item.kind == "choice":
        correct = 1
    else:
        least, most = max(1, count - len(wrong)), min(len(right), count - 1)
        correct = least + draws.below(most - least + 1)
    chosen = draws.shuffled(right)[:correct] + draws.shuffled(wrong)[: count - correct]
    return draws.shuffled(chosen)


def _fill_code(item: Item, place: int, spec: OptionSpec, values: Mapping[str, Any]) -> str:
    assert spec.code is not None
    try:
        return spec.code.fill(values)
    except FormulaError as error:
        raise _broken(item, f"option.{place}.code", error) from None
