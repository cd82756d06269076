"""The entries of ``[draw]``: how each value is drawn. What can never be drawn is told when the file is read.

An entry is a list to choose from, or a table with one of ``choose``, ``from`` and ``to``, ``normal``, ``binomial``,
``permutation``. Bounds may be formulas over values drawn before; those that are numbers are held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError, parts_of
from quiz.bank.frontmatter import Table, frozen, quoted
from quiz.bank.typesetting import typeset
from quiz.errors import too_much
from quiz.language import Text
from quiz.model import BinomialLaw, DrawRule, NormalLaw
from solvers import budget
from solvers.arithmetic.exactness import is_number
from solvers.budget import OverBudget

_WAYS = ("choose", "from", "normal", "binomial", "permutation")
_KEYS = frozenset({*_WAYS, "to", "step", "length", "rows", "distinct"})
_TAKES = {
    "choose": {"length", "rows", "distinct"},
    "from": {"to", "step", "length", "rows", "distinct"},
    "normal": {"from", "to", "step", "length", "rows", "distinct"},
    "binomial": {"length", "rows", "distinct"},
    "permutation": set(),
}
_HOW = Text(
    "choose、from と to、normal、binomial、permutation のどれかで書きます",
    "say it by one of choose, from and to, normal, binomial, permutation",
)
_JAPANESE = re.compile("[\N{HIRAGANA LETTER SMALL A}-\N{KATAKANA LETTER SMALL KE}\u4e00-\u9fff]")


def read_draw(table: Table, name: str, drawn: Collection[str]) -> DrawRule | None:
    """Return how ``name`` is drawn, or None where that can't be read; faults are noted with their lines."""
    value = table.data[name]
    if isinstance(value, list):
        choices = read_choices(table, name, value)
        return None if choices is None else DrawRule(name, choices=choices)
    if not isinstance(value, dict):
        remedy = Text("[1, 2, 3] か { from = 1, to = 9 } と書きます", "write [1, 2, 3] or { from = 1, to = 9 }")
        ja, en = f"{name} の引き方が読めません", f"can't read how {name} is drawn"
        table.fault(name, f"{ja}: {quoted(value)}", f"{en}: {quoted(value)}", remedy)
        return None
    spec = table.table(name)
    spec.refuse_unknown(_KEYS)
    ways = [way for way in _WAYS if way in spec and not (way == "from" and "normal" in spec)]
    if len(ways) > 1:
        listed = ", ".join(ways)
        spec.fault(ways[1], f"{name} の引き方が 2 つあります: {listed}", f"{name} is drawn in two ways: {listed}", _HOW)
        return None
    way = ways[0] if ways else "from"
    for key in sorted(_KEYS & set(spec.data) - {way} - _TAKES[way]):
        spec.fault(key, f"{way} に {key} は書けません", f"{key} doesn't go with {way}")
    return _Reader(spec, name, drawn).read(way)


def read_choices(table: Table, key: str, listed: object, name: str | None = None) -> tuple[Any, ...] | None:
    """Return the values that one is chosen from; pairs of words in two languages become one value each."""
    choices = frozen(listed)
    if not is_small(choices, table, key):
        return None
    if not isinstance(choices, tuple) or not choices or not all(map(_is_drawable, choices)):
        remedy = Text("数か文字列を 1 個以上並べてください", "list one or more numbers or texts")
        table.fault(key, f"{name or key} の候補が読めません", f"can't read the choices of {name or key}", remedy)
        return None
    if not any(map(_is_translated, choices)):
        return choices
    if not all(_is_pair(choice) and not _JAPANESE.search(choice[1]) for choice in choices):
        remedy = Text('どの語も ["味噌", "miso"] のように書きます', 'write every word as ["味噌", "miso"]')
        ja, en = f"{name or key} に訳のない語があります", f"{name or key} has a word without its translation"
        table.fault(key, ja, en, remedy)
        return None
    return tuple(Text(*choice) for choice in choices)


def is_small(value: Any, table: Table, key: str) -> bool:
    """Whether a written value is no larger than what is worked with; else that is noted."""
    try:
        budget.measured(value, parts_of, budget.CHOICES, budget.NESTING)
    except OverBudget as over:
        message, called = too_much(over), table.called(key)
        table.fault(key, f"{called} の{message.ja}", f"{called}: {message.en}")
        return False
    return True


def as_drawn(value: Any, rule: DrawRule) -> Any:
    """Return a value of ``[original]`` as the rule would have drawn it: a word is one value with its translation.

    >>> as_drawn(("味噌", "miso"), DrawRule("w", choices=(Text("味噌", "miso"),)))
    Text(ja='味噌', en='miso')
    """
    for choice in rule.choices:
        if isinstance(choice, Text) and value == (choice.ja, choice.en):
            return choice
    return tuple(as_drawn(part, rule) for part in value) if isinstance(value, tuple) else value


def _is_drawable(value: Any) -> bool:
    """Exact numbers, texts and lists of them can be drawn."""
    if isinstance(value, tuple):
        return all(map(_is_drawable, value))
    return isinstance(value, int | Fraction | str)


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, str) and part.strip() for part in value)
    )


def _is_translated(value: Any) -> bool:
    """A Japanese word with one that has no Japanese letter."""
    return _is_pair(value) and bool(_JAPANESE.search(value[0])) and not _JAPANESE.search(value[1])


class _Reader:
    """Reads one table; numbers that are known already are held against each other."""

    def __init__(self, spec: Table, name: str, drawn: Collection[str]) -> None:
        self.spec = spec
        self.name = name
        self.drawn = drawn

    def read(self, way: str) -> DrawRule | None:
        spec, before = self.spec, len(self.spec.sheet.faults)
        length, rows = spec.formula("length", self.drawn), spec.formula("rows", self.drawn)
        distinct = bool(spec.typed("distinct", bool, Text(" true か false ", "true or false")))
        rule = {
            "choose": self._choice,
            "from": self._range,
            "normal": self._normal,
            "binomial": self._binomial,
            "permutation": self._permutation,
        }[way]()
        if rule is None or len(spec.sheet.faults) > before:
            return None
        rule = DrawRule(
            self.name, rule.choices, rule.low, rule.high, rule.step, length, distinct, rows, rule.law, rule.order_of
        )
        self._hold_lengths(rule)
        return rule

    # -- one way each --------------------------------------------------------------------------------------------------

    def _choice(self) -> DrawRule | None:
        choices = read_choices(self.spec, "choose", self.spec.data["choose"], self.name)
        if choices is None:
            return None
        if self.spec.data.get("distinct") is True and len(set(choices)) < len(choices):
            twice = next(choice for place, choice in enumerate(choices) if choice in choices[:place])
            shown = typeset(twice, "text")
            remedy = Text("どちらかを消してください", "leave one of them out")
            self.spec.fault(
                "choose", f"distinct なのに {shown} が 2 回あります", f"distinct, yet {shown} stands twice", remedy
            )
        return DrawRule(self.name, choices=choices)

    def _range(self) -> DrawRule | None:
        spec = self.spec
        low, high, step = spec.formula("from", self.drawn), spec.formula("to", self.drawn), self._step()
        if ("from" in spec and low is None) or ("to" in spec and high is None):
            return None  # noted with the formula
        if low is None or high is None or step is None:
            ja = f"{self.name} には from と to、正の step が必要です"
            remedy = Text(
                f"{self.name} = {{ from = 1, to = 9, step = 2 }} のように書きます",
                f"write {self.name} = {{ from = 1, to = 9, step = 2 }}",
            )
            spec.sheet.fault(spec.line(), ja, f"{self.name} needs from and to, and a positive step", remedy)
            return None
        least, most = self._number("from", low), self._number("to", high)
        if least is None or most is None:
            return DrawRule(self.name, low=low, high=high, step=step)
        if least > most:
            self._refuse_bounds(least, most)
        elif most - least >= budget.DRAW_RANGE * step:
            told = too_much(OverBudget(budget.DRAW_RANGE))
            shown = f"{self.name}: {typeset(least, 'text')}..{typeset(most, 'text')}"[:80]
            remedy = Text("範囲を狭めるか step を大きくしてください", "narrow the range, or take a larger step")
            spec.fault("to", f"{shown}: {told.ja}", f"{shown}: {told.en}", remedy)
        elif 0 < most - least < step:
            values = f"from = {typeset(least, 'text')}, to = {typeset(most, 'text')}, step = {typeset(step, 'text')}"
            remedy = Text("step を小さくしてください", "take a smaller step")
            ja, en = f"step が範囲より大きいです（{values}）", f"the step is larger than the range ({values})"
            spec.fault("step" if "step" in spec else "to", f"{self.name}: {ja}", f"{self.name}: {en}", remedy)
        return DrawRule(self.name, low=low, high=high, step=step)

    def _normal(self) -> DrawRule | None:
        spec, step = self.spec, self._step()
        law = self._law("normal", ("mean", "std"), Text("mean と std", "mean and std"))
        low, high = spec.formula("from", self.drawn), spec.formula("to", self.drawn)
        if step is None:
            spec.fault("step", f"{self.name} には正の step が必要です", f"{self.name} needs a positive step")
        if law is None or step is None:
            return None
        mean, std = law
        least, most = (
            None if bound is None else self._number(key, bound) for key, bound in (("from", low), ("to", high))
        )
        if least is not None and most is not None and least > most:
            self._refuse_bounds(least, most)
        spread = self._constant("normal", std)
        if spread is not None and (not is_number(spread) or spread <= 0):
            shown = typeset(spread, "text")
            ja, en = f"std は正の数です（{shown} でした）", f"std should be above 0, found {shown}"
            spec.fault("normal", f"{self.name}: {ja}", f"{self.name}: {en}")
        return DrawRule(self.name, low=low, high=high, step=step, law=NormalLaw(mean, std))

    def _binomial(self) -> DrawRule | None:
        law = self._law("binomial", ("n", "p"), Text("n と p", "n and p"))
        if law is None:
            return None
        trials, chance = law
        many, likely = self._constant("binomial", trials), self._constant("binomial", chance)
        if many is not None and (type(many) is not int or not 0 <= many <= budget.DRAWN):
            limit, shown = int(budget.DRAWN), typeset(many, "text")[:40]
            ja, en = f"n は 0 から {limit} の整数です（{shown} でした）", f"n should be 0 to {limit}, found {shown}"
            self.spec.fault("binomial", f"{self.name}: {ja}", f"{self.name}: {en}")
        if likely is not None and (not is_number(likely) or not 0 <= likely <= 1):
            shown = typeset(likely, "text")[:40]
            ja, en = f"p は 0 から 1 の数です（{shown} でした）", f"p should be from 0 to 1, found {shown}"
            self.spec.fault("binomial", f"{self.name}: {ja}", f"{self.name}: {en}")
        return DrawRule(self.name, law=BinomialLaw(trials, chance))

    def _permutation(self) -> DrawRule | None:
        written = self.spec.data["permutation"]
        if isinstance(written, list):
            choices = read_choices(self.spec, "permutation", written, self.name)
            return None if choices is None else DrawRule(self.name, choices=choices, order_of=Formula("[]"))
        order = self.spec.formula("permutation", self.drawn)
        return None if order is None else DrawRule(self.name, order_of=order)

    # -- numbers -------------------------------------------------------------------------------------------------------

    def _step(self) -> Any:
        step = self.spec.data.get("step", 1)
        return step if isinstance(step, int | Fraction) and not isinstance(step, bool) and step > 0 else None

    def _law(self, way: str, keys: tuple[str, str], both: Text) -> tuple[Formula, Formula] | None:
        table = self.spec.table(way)
        table.refuse_unknown(keys)
        first, second = (table.formula(key, self.drawn) for key in keys)
        if first is None or second is None:
            if keys[0] in table and keys[1] in table:
                return None  # noted with the formula
            remedy = Text(f"{way} の表に {both.ja} を書いてください", f"write {both.en} in {way}")
            self.spec.fault(way, f"{self.name} には {both.ja} が必要です", f"{self.name} needs {both.en}", remedy)
            return None
        return first, second

    def _constant(self, key: str, formula: Formula) -> Any:
        """The value of a formula that nothing drawn decides; None for any other, or for one that has no value."""
        if not formula.is_constant:
            return None
        try:
            return formula.value({})
        except FormulaError as error:
            self.spec.fault(key, f"{self.name}: {error.message.ja}", f"{self.name}: {error.message.en}", error.remedy)
            return None

    def _number(self, key: str, formula: Formula) -> Any:
        value = self._constant(key, formula)
        if value is not None and not is_number(value):
            shown = typeset(value, "text")[:40]
            ja, en = f"{key} は数のはずですが、{shown} でした", f"{key} should be a number, found {shown}"
            self.spec.fault(key, f"{self.name}: {ja}", f"{self.name}: {en}")
            return None
        return value

    def _refuse_bounds(self, least: Any, most: Any) -> None:
        values = f"from = {typeset(least, 'text')}, to = {typeset(most, 'text')}"
        remedy = Text("from と to を入れ替えてください", "exchange from and to")
        ja, en = f"from が to より大きいです（{values}）", f"from is larger than to ({values})"
        self.spec.fault("from", f"{self.name}: {ja}", f"{self.name}: {en}", remedy)

    def _hold_lengths(self, rule: DrawRule) -> None:
        """Hold a list's length against the values that there are, as far as both are known."""
        spec = self.spec
        if rule.length is None and (rule.distinct or rule.rows is not None):
            key = "distinct" if rule.distinct else "rows"
            spec.fault(key, f"{self.name}: {key} には length も必要です", f"{self.name}: {key} needs a length as well")
            return
        many: int | None = 1
        for key, formula in (("length", rule.length), ("rows", rule.rows)):
            count = 1 if formula is None else self._constant(key, formula)
            if count is not None and (type(count) is not int or not 0 <= count <= budget.DRAWN):
                shown, limit = typeset(count, "text")[:40], int(budget.DRAWN)
                ja = f"{self.name}: {key} は 0 から {limit} の整数のはずですが、{shown} でした"
                spec.fault(key, ja, f"{self.name}: {key} should be a whole number from 0 to {limit}, found {shown}")
                return
            many = None if many is None or count is None else many * count
        there = len(rule.choices) if rule.choices else self._values_of(rule)
        if rule.distinct and there is not None and many is not None and many > there:
            remedy = Text("length を減らすか候補を増やしてください", "shorten it, or add choices")
            ja = f"{self.name}: 候補が {there} 個で、違うものを {many} 個は引けません"
            en = f"{self.name}: {many} different values can't be drawn from {there} choices"
            spec.fault("length", ja, en, remedy)

    def _values_of(self, rule: DrawRule) -> int | None:
        """How many values a range has; None for a law, and for one that depends on draws."""
        if rule.law is not None or rule.low is None or rule.high is None:
            return None
        low, high = self._constant("from", rule.low), self._constant("to", rule.high)
        return int((high - low) / rule.step) + 1 if is_number(low) and is_number(high) and low <= high else None
