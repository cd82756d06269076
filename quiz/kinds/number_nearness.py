"""How near a typed number must come to the key: by the decimals or digits asked for, or exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from solvers.grading.tolerance import Tolerance

if TYPE_CHECKING:
    from quiz.kinds.number_fields import NumberFields
    from quiz.model import Item
    from solvers.expression.typed import TypedNumber

DEFAULT = Tolerance.of("relative:0.001")
"""For a key that no finite decimal equals, where the item asks for no particular precision."""


_tolerance = lru_cache(maxsize=256)(Tolerance.of)


def tolerance_of(item: Item, key: Any) -> Tolerance | None:
    """Return how near an answer must come; None where it must be equal."""
    policy: NumberFields = item.answer
    if policy.decimals is not None:
        return _tolerance(f"decimals:{policy.decimals}+")
    if policy.significant is not None:
        return _tolerance(f"figures:{policy.significant}+")
    if policy.relative is not None:
        return Tolerance.of(policy.relative)
    if policy.absolute is not None:
        return _tolerance(f"absolute:{policy.absolute}")
    return None if isinstance(key, int | Fraction) and _terminates(Fraction(key)) else DEFAULT


def _terminates(number: Fraction) -> bool:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def accepts(item: Item, value: Any, key: Any) -> bool:
    """True if a value is as near to the key as the item asks, or equal where it must be."""
    tolerance = tolerance_of(item, key)
    if value == key:
        return True
    if tolerance is None:
        # An answer such as √4/8 has a floating-point value though it is exact.
        return isinstance(value, float) and abs(value - float(key)) <= 1e-12 * max(abs(float(key)), 1e-12)
    # A value that lies halfway may be rounded either way; only near the bound do floats not suffice to tell.
    bound = _bound(tolerance, key)
    try:
        found, wanted, limit = float(value), float(key), float(bound)
    except OverflowError:  # a number beyond all floats is near no key
        return False
    gap = abs(found - wanted)
    if abs(gap - limit) > 0.001 * limit + 1e-15 * max(abs(found), abs(wanted)):
        return gap < limit
    # The key 0.2075 of a cosine may be the float a little below it, of which 0.208 is more than half a unit away.
    slack = Fraction(1e-14) * max(abs(Fraction(value)), abs(Fraction(key))) if isinstance(key, float) else 0
    return abs(Fraction(value) - Fraction(key)) <= bound + slack


@lru_cache(maxsize=4096)
def _bound(tolerance: Tolerance, key: Any) -> Fraction:
    return tolerance.bound(key)


def rounds_to(number: TypedNumber, key: Any) -> bool:
    """True if the learner rounded the right value to fewer decimals than were asked for."""
    places = number.places
    if not places or isinstance(number.value, complex) or number.figures is None or number.figures[1] < 2:
        return False  # 0.2 for 0.2055 is no rounding, but a guess
    return abs(Fraction(number.value) - Fraction(key)) * 2 <= Fraction(1, 10**places)
