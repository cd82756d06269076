"""What a kind computes for one set of values: formulas evaluated, texts filled, slips gathered; faults say where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.frontmatter import BASE_NAMES
from quiz.bank.typesetting import typeset
from quiz.errors import Unanswerable, with_remedy
from quiz.language import Text
from quiz.model import Distractor, Item, Option, Variant

_TOLD = 8
_QUOTED = 60
"""How many values a fault tells, and how many signs of each."""


class Rejected(Exception):
    """These values don't make a question; others may."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a kind finds for a variant: the key, the distractors, the options in order, what else it lays out; parts."""

    key: Any
    distractors: tuple[Distractor, ...] = ()
    options: tuple[Option, ...] | None = None
    shown: Any = None
    parts: tuple[Variant, ...] = ()


def broken(item: Item, part: str, message: Text, remedy: Text | None = None) -> Unanswerable:
    """Return the fault of an item's part, with the line at which it stands."""
    line = item.lines.get(part)
    place = f"{item.path}:{line}" if line else item.path
    return Unanswerable(Text(f"{place}: {part}: {message.ja}", f"{place}: {part}: {message.en}"), remedy=remedy)


def with_values(error: FormulaError, values: Mapping[str, Any]) -> Text:
    """Return what is wrong with a formula, and the values that it was about.

    >>> error = FormulaError(Text("0 で割っています", "division by zero")).of(frozenset({"n"}))
    >>> with_values(error, {"m": 1, "n": 3}).en
    'division by zero, with n = 3'
    """
    names = [name for name in values if name in error.names and name not in BASE_NAMES][:_TOLD]
    if not names:
        return error.message
    told = ", ".join(f"{name} = {typeset(values[name], 'code')[:_QUOTED]}" for name in names)
    return Text(f"{error.message.ja}（{told} のとき）", f"{error.message.en}, with {told}")


def told_with(error: FormulaError, values: Mapping[str, Any]) -> Text:
    """Return the same and what its author can do, as the audit tells it."""
    return with_remedy(with_values(error, values), error.remedy)


def _refused(item: Item, part: str, error: FormulaError, values: Mapping[str, Any]) -> Unanswerable:
    return broken(item, part, with_values(error, values), error.remedy)


def unfit(item: Item, part: str, value: Any) -> Unanswerable:
    """Return the fault of a value that can't be an answer of the item's kind."""
    shown = typeset(value, "text") if value is not None else "-"
    ja, en = f"{shown} は {item.kind} の答えになりません", f"{shown} is no answer of kind {item.kind}"
    remedy = Text("式を直すか、kind を変えてください", "mend the formula, or choose another kind")
    return broken(item, part, Text(ja, en), remedy)


def evaluate(item: Item, part: str, formula: Formula, values: Mapping[str, Any]) -> Any:
    """Return a formula's value; raise :class:`Unanswerable` with its place where it has none."""
    try:
        return formula.value(values)
    except FormulaError as error:
        raise _refused(item, part, error, values) from None


def decide(item: Item, part: str, formula: Formula, values: Mapping[str, Any]) -> bool:
    """Return whether a condition holds; raise :class:`Unanswerable` with its place where it is neither true nor false.

    A number or a list is no condition: ``n`` for ``n > 3`` would hold in every variant, and nobody would notice.
    """
    value = evaluate(item, part, formula, values)
    if isinstance(value, bool):
        return value
    shown = typeset(value, "text")[:_QUOTED] if value is not None else "-"
    ja, en = f"{formula.source} は真偽値ではなく {shown} です", f"{formula.source} isn't true or false, but {shown}"
    remedy = Text("== や < で比べる式にしてください", "compare it with something, by == or <")
    raise broken(item, part, Text(ja, en), remedy)


def fill(item: Item, part: str, template: Any, values: Mapping[str, Any]) -> Any:
    """Return a template's text; raise :class:`Unanswerable` with its place where a formula in it has no value."""
    try:
        return template.fill(values)
    except FormulaError as error:
        raise _refused(item, part, error, values) from None


class JudgesSlips(Protocol):
    """The part of a kind that tells its values apart."""

    def fits_slip(self, value: Any) -> bool:
        """True if ``value`` can be what a slip leads to."""

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """True if ``left`` is right where ``right`` is the key."""


def slips_of(
    kind: JudgesSlips, item: Item, values: Mapping[str, Any], key: Any, *, separate: bool
) -> tuple[Distractor, ...]:
    """Return the slips' values, equal ones joined, without any that equals the key in this instance.

    With ``separate`` the values are refused if one of the item's ``separate`` slips can't be told from the key or from
    another of them; the original instance is kept as it is. A slip whose ``when`` doesn't hold can't be made with these
    values: there is nothing to be told apart, and they are kept, else the condition would decide what is drawn.
    """
    groups: list[tuple[Any, list[str]]] = []
    impossible: set[str] = set()
    for slip in item.misconceptions:
        if slip.value is None:
            continue
        part = f"misconception.{slip.name}"
        if slip.when is not None and not decide(item, f"{part}.when", slip.when, {**values, "key": key}):
            impossible.add(slip.name)
            continue
        value = evaluate(item, f"{part}.value", slip.value, values)
        if not kind.fits_slip(value):
            raise unfit(item, f"{part}.value", value)
        if kind.same(item, value, key):
            continue
        for known, names in groups:
            if kind.same(item, value, known):
                names.append(slip.name)
                break
        else:
            groups.append((value, [slip.name]))
    for name in item.separate if separate else ():
        group = next((names for _, names in groups if name in names), [])
        if name not in impossible and len(set(group) & set(item.separate)) != 1:
            raise Rejected(f"separate: {name}")
    return tuple(Distractor(value, tuple(names)) for value, names in groups)
