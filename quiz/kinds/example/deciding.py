"""Whether a property holds of an answer: exactly over numbers, at many points over a function, or undecided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.bank.formula.function_values import UndefinedHere
from quiz.bank.formula.property import Property, TooNear, Undecidable
from quiz.bank.template import typeset
from quiz.draws import Draws
from quiz.kinds.example.fields import ExampleFields
from quiz.kinds.instance import told_with
from quiz.language import Text
from quiz.model import Variant
from solvers.budget import EVALUATION, Budget, OverBudget

POINTS = 36
ENOUGH = 12
"""A property of a function is tried at so many points, and must hold at so many of them or more."""

_SIMPLE = (0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3, 10, -10)
_PRIMES = (3, 5, 7, 11, 13)


@dataclass(frozen=True, slots=True)
class Decided:
    """Whether a property holds, None if nothing decides it; and why not, where that can be said."""

    holds: bool | None
    why: Text | None = None


_TOO_FEW = Text(
    "この関数は、試した点のほとんどで値を持ちません", "the function has no value at most of the points that were tried"
)
NOWHERE = Text("この関数は、試したどの点でも値を持ちません", "the function has no value at any point that was tried")
"""Why nothing decides of an answer that is no function of real numbers at all."""
_TOO_NEAR = Text("計算の精度では決められません", "the precision of the computation doesn't decide it")


def decide_property(prop: Property | None, variant: Variant, value: Any) -> Decided:
    """Return whether a property holds of an answer's value, within the budget of a formula."""
    fields: ExampleFields = variant.item.answer
    assert prop is not None  # the file was refused without it
    given = dict(
        zip(fields.names, value if isinstance(value, tuple) and len(fields.names) > 1 else (value,), strict=False)
    )
    scope = {**variant.values, **given}
    try:
        with Budget(EVALUATION):
            if fields.variables and prop.names & set(fields.variables):
                return _at_points(prop, variant, scope, typeset(value, "code"))
            return Decided(prop.holds(scope))
    except (Undecidable, UndefinedHere):
        return Decided(None, _TOO_NEAR)
    except FormulaError as error:
        return Decided(None, told_with(error, {name: scope[name] for name in scope if name not in fields.variables}))
    except OverBudget:
        return Decided(None, Text("計算が大きくなりすぎます", "it takes too much to compute"))


def _at_points(prop: Property, variant: Variant, scope: Mapping[str, Any], written: str) -> Decided:
    """Try a property at points of the variables; it fails where it fails at one of them."""
    fields: ExampleFields = variant.item.answer
    draws = Draws(f"{variant.item.id}/{variant.seed}/{written}")
    held = undefined = 0
    near = False
    failed: str | None = None
    for place in range(POINTS):
        point = {name: _point(fields, name, place, draws) for name in fields.variables}
        try:
            if prop.holds({**scope, **point}):
                held += 1
            elif failed is None:
                failed = ", ".join(f"{name} = {typeset(one, 'text')}" for name, one in point.items())
        except TooNear:
            continue
        except Undecidable:
            near = True
        except UndefinedHere:
            undefined += 1
        except FormulaError:  # too much to compute: what has failed has failed
            if failed is None:
                raise
            break
        if failed is not None and (held or place >= ENOUGH):
            break
    if failed is not None:  # what fails everywhere fails for another reason than the point
        told = Text(f"たとえば {failed} で成り立ちません。", f"It fails at {failed}, for one.")
        return Decided(False, told if held else None)
    if undefined == POINTS:
        return Decided(None, NOWHERE)
    if near:
        return Decided(None, _TOO_NEAR)
    return Decided(True) if held >= ENOUGH else Decided(None, _TOO_FEW if undefined else _TOO_NEAR)


def _point(fields: ExampleFields, name: str, place: int, draws: Draws) -> Any:
    """Return a value of a variable: simple ones first, where pieces meet, then fractions, near and far."""
    domain = fields.asked.domain.get(name, "real")
    if place < len(_SIMPLE) and len(fields.variables) == 1:
        value: Any = _SIMPLE[place]
    else:
        below = _PRIMES[draws.below(len(_PRIMES))]
        size = (2, 5, 30)[place % 3]
        value = Fraction(draws.below(2 * size * below + 1) - size * below, below)
        value = value.numerator if value.denominator == 1 else value
    if domain in ("integer", "natural"):
        value = round(value)
    if domain == "unit":
        return Fraction(1 + draws.below(96), 97)
    if domain in ("positive", "nonnegative", "natural", "nonzero", "negative"):
        value = abs(value) or 1
    return -value if domain == "negative" else value
