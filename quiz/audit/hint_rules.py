"""A hint that is followed leads to an answer that is accepted: what it rounds, or tells to round, may not cost that."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError
from quiz.errors import Unanswerable
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Variant
from solvers.arithmetic.rounding import round_half_away

ROUNDED = re.compile(r"\s*(?:fixed|figures|scientific|round)\((?P<value>.+),\s*\d+\s*\)\s*\Z", re.S)
"""A number that is shown rounded."""

_TOLD = re.compile(r"小数第?\s*(\d{1,2})\s*[位桁]|(\d{1,2})\s*(?:decimals|decimal places)")
_NAME = "rounded_by_the_hint"

Found = tuple[str, Text]


def rounding_faults(variant: Variant) -> Iterator[Found]:
    """Yield each hint whose rounding leads to an answer that is graded otherwise than the key."""
    item = variant.item
    if item.key is None or variant.options is not None:
        return
    for hint in item.hints:
        for source in hint.ja.formulas:
            rounded = ROUNDED.match(source)
            if rounded is not None:
                with suppress(FormulaError, ValueError):  # a formula that can't be filled is told elsewhere
                    shown = Fraction(_number(Formula(source).value(variant.values)))
                    yield from _refused(variant, _computed(variant, rounded["value"].strip(), shown), source)
        told = _TOLD.search(hint.ja.source) or _TOLD.search(hint.en.source)
        if told is not None and item.lets:
            with suppress(FormulaError):
                yield from _refused(variant, _all_rounded(variant, int(told[1] or told[2])), told[0])


def _number(shown: Any) -> str:
    """The number in what is shown: ``1.2e-3`` and ``0.12`` are read as they are."""
    return str(shown).replace("×10^", "e")


def _computed(variant: Variant, source: str, shown: Fraction) -> Any:
    """Return what the key becomes where a value is taken as it is shown; None if the key is not computed from it."""
    item, values = variant.item, dict(variant.values)
    pattern = ast.dump(ast.parse(source, mode="eval").body)
    used = False

    def replaced(formula: Formula) -> Any:
        nonlocal used
        tree = _Replaced(pattern)
        changed = tree.visit(ast.parse(formula.source.strip(), mode="eval").body)
        used = used or tree.count > 0
        return Formula(ast.unparse(changed)).value({**values, _NAME: shown}) if tree.count else formula.value(values)

    if source in values and source not in item.lets:
        values[source] = shown
        used = True
    for name, formula in item.lets.items():
        values[name] = shown if name == source else replaced(formula)
        used = used or name == source
    assert item.key is not None  # asked of no other item
    key = replaced(item.key)
    return key if used else None


class _Replaced(ast.NodeTransformer):
    """Puts a name in the place of every part of a formula that is written like the one looked for."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.count = 0

    def visit(self, node: ast.AST) -> Any:
        """Replace a part, or look for it in its own parts."""
        if isinstance(node, ast.expr) and ast.dump(node) == self.pattern:
            self.count += 1
            return ast.Name(_NAME, ast.Load())
        return self.generic_visit(node)


def _all_rounded(variant: Variant, places: int) -> Any:
    """Return what the key becomes where every value on the way is rounded to so many places."""
    item, values = variant.item, dict(variant.values)
    for name, formula in item.lets.items():
        values[name] = _rounded(formula.value(values), places)
    assert item.key is not None  # asked of no other item
    return item.key.value(values)


def _rounded(value: Any, places: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_rounded(part, places) for part in value)
    return round_half_away(value, places) if isinstance(value, float | Fraction) else value


def _refused(variant: Variant, value: Any, source: str) -> Iterator[Found]:
    kind = kind_of(variant.item)
    if value is None or not kind.fits(value) or kind.same(variant.item, value, variant.key):
        return
    with suppress(Unanswerable):
        typed = kind.typed(variant, value)
        outcome = grade(variant, typed)
        if outcome.verdict not in ("correct", "incomplete"):
            shown = _shown(value)
            key = kind.show(variant.item, variant.key)
            ja = f"ヒントの「{source}」に従うと {shown} になり、{outcome.verdict} です（正解 {key.ja}）"
            en = f'"{source}" of the hint leads to {shown}, which is graded {outcome.verdict} (key {key.en})'
            remedy = (
                "ヒントの桁を増やすか、[answer] の許容を広げてください",
                "give the hint more digits, or [answer] a tolerance",
            )
            yield "hint", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


def _shown(value: Any) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"{float(part):.6g}" if isinstance(part, float | Fraction) else str(part) for part in parts)
