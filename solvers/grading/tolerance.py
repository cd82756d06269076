"""Numeric policies: how near a number must come, how many digits must be right, and how an answer is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solvers.expression.evaluation import Undefined, Value, value
from solvers.expression.nodes import Node, Sequence, SetOf
from solvers.expression.reading import Reading, answer_of
from solvers.expression.typed import written_digits
from solvers.grading.comparison import Comparison
from solvers.grading.slips import number_slips

KINDS: Final = ("relative", "absolute", "decimals", "figures")
MOST_DIGITS: Final = 100
_AMOUNT: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?|\d+/\d+", re.ASCII)
"""A bound as it may be written: of an exponent with more digits nobody could work out the value."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How near a number must come to its reference.

    Attributes:
        kind: ``relative`` (to the reference), ``absolute``, ``decimals`` (places) or ``figures`` (significant).
        amount: the bound, or the number of digits.
        accuracy: digits that must be right where fewer than those written are asked for; 0: none.
        more: whether more digits than ``amount`` may be written.
        strict: whether zeros at the end of a whole number never count (``100`` has one figure, ``100.`` three).
    """

    kind: str
    amount: Fraction
    accuracy: int | None = None
    more: bool = False
    strict: bool = False

    @staticmethod
    def of(spec: object) -> Tolerance:
        """Return the tolerance of a number (relative) or of ``kind:amount[:accuracy]``, with ``+`` (more) or ``!``.

        >>> Tolerance.of(0.01)
        Tolerance(kind='relative', amount=Fraction(1, 100), accuracy=None, more=False, strict=False)
        >>> Tolerance.of("figures:4+").more
        True

        Raises:
            ValueError: for anything else, or a negative bound.
        """
        if isinstance(spec, Tolerance):
            return spec
        if isinstance(spec, (int, float, Fraction)) and not isinstance(spec, bool):
            return Tolerance("relative", Fraction(str(spec)))._checked()
        if not isinstance(spec, str) or len(spec) > 60:
            raise ValueError(f"not a tolerance: {spec!r}")
        kind, colon, rest = spec.strip().partition(":")
        if not colon:
            kind, rest = "relative", kind
        amount, _, accuracy = rest.rstrip("+!").partition(":")
        try:
            if _AMOUNT.fullmatch(amount.strip()) is None:
                raise ValueError(amount)
            return Tolerance(
                kind.strip(),
                Fraction(amount.strip()),
                int(accuracy) if accuracy else None,
                rest.endswith("+"),
                rest.endswith("!"),
            )._checked()
        except (ValueError, ZeroDivisionError):
            raise ValueError(f"not a tolerance: {spec!r}; write for example relative:0.01 or decimals:3") from None

    def _checked(self) -> Tolerance:
        digits = self.kind in ("decimals", "figures")
        too_many = digits and (self.amount.denominator != 1 or self.amount > MOST_DIGITS)
        too_many = too_many or not 0 <= (self.accuracy or 0) <= MOST_DIGITS
        if self.kind not in KINDS or self.amount < 0 or too_many or (self.accuracy is not None and not digits):
            raise ValueError(f"not a tolerance: {self.kind} {self.amount}")
        return self

    def accepts(self, found: Value, reference: Value) -> bool:
        """Return whether a value is near enough, whatever digits were written.

        >>> Tolerance.of("absolute:0.05").accepts(Fraction("1.05"), 1)
        True
        """
        if isinstance(found, complex) or isinstance(reference, complex):
            return abs(complex(found) - complex(reference)) <= float(self.bound(abs(complex(reference))))
        if found in _INFINITIES or reference in _INFINITIES or found != found or reference != reference:
            return found == reference
        true = Fraction(reference)
        gap = abs(Fraction(found) - true)
        if self.kind in ("relative", "absolute"):
            return gap <= self.bound(true)
        unit = self.bound(true) * 2
        nearest = rounded(true, unit)
        if found == nearest:  # of an exact half too, whose rounding is half a unit away
            return True
        return gap * 2 < unit and abs(Fraction(found) - nearest) * 2 <= unit

    def bound(self, reference: Value) -> Fraction:
        """Return the largest difference that is accepted, for a reference."""
        assert not isinstance(reference, complex)
        true = abs(Fraction(reference))
        if self.kind == "relative":
            return self.amount * true
        if self.kind == "absolute":
            return self.amount
        digits = int(self.amount) if self.accuracy is None else self.accuracy
        places = digits if self.kind == "decimals" else digits - 1 - magnitude(true)
        return Fraction(10) ** -places / 2

    def written(self, tree: Node) -> str:
        """Return ``""`` where the digits were written as asked, else what is wrong: ``decimals`` or ``figures``."""
        places, figures = written_digits(tree)
        if self.kind == "decimals":
            wrong = places is None or places < self.amount or (places > self.amount and not self.more)
            return "decimals" if wrong else ""
        if self.kind == "figures":
            if figures is None:
                return "figures"
            low, high = figures
            if self.strict:
                high = low
            return "" if (low <= self.amount <= high) or (self.more and high >= self.amount) else "figures"
        return ""


_INFINITIES: Final = (float("inf"), float("-inf"))


def magnitude(number: Fraction) -> int:
    """Return the exponent of ten of the first significant digit, exactly.

    >>> magnitude(Fraction(999)), magnitude(Fraction(1, 100)), magnitude(Fraction(0))
    (2, -2, 0)
    """
    if not number:
        return 0
    guess = len(str(number.numerator)) - len(str(number.denominator))
    return guess if number >= Fraction(10) ** guess else guess - 1


def rounded(number: Fraction, unit: Fraction) -> Fraction:
    """Return the nearest multiple of ``unit``, halves away from zero.

    >>> rounded(Fraction("0.125"), Fraction("0.01"))
    Fraction(13, 100)
    """
    steps = abs(number) / unit
    whole = int(steps + Fraction(1, 2))
    return (whole if number >= 0 else -whole) * unit


def judged(reading: Reading, reference: Node, spec: object, understood: str) -> Comparison:
    """Judge an answer by a tolerance: the value first, then the digits as written.

    Raises:
        ValueError: for an unknown tolerance.
    """
    from solvers.expression.faults import Unreadable
    from solvers.grading.structures import kind_of

    tolerance = Tolerance.of(spec)
    answer, target = reading.answer, answer_of(reference)
    try:
        near, values = (True, None) if tolerance.accuracy == 0 else _near(answer, target, tolerance)
    except Undefined:  # nothing can be near a reference without a value, and nothing is wrong either
        return Comparison("undecided", "", "no-value", None, understood)
    if near is None:
        fault = Unreadable("wrong-kind", 0, kind_of(answer), kind_of(target), text=reading.text)
        return Comparison("unreadable", "", "wrong-kind", 0, understood, fault)
    if not near:
        slips = number_slips(values[0], values[1], tolerance.accepts) if values else ()
        return Comparison("wrong", "tolerance", "different", None, understood, slips=slips)
    items = answer.args if isinstance(answer, (Sequence, SetOf)) else (answer,)
    for item in items:
        problem = tolerance.written(item)
        if problem:
            return Comparison("incomplete", "tolerance", problem, None, understood, details=(str(tolerance.amount),))
    return Comparison("correct", "tolerance", "equal", None, understood)


def _near(answer: Node, target: Node, tolerance: Tolerance) -> tuple[bool | None, tuple[Value, Value] | None]:
    """Return whether an answer is near its reference (``None``: it has no value), and the two numbers.

    Raises:
        Undefined: where the reference has no value.
    """
    if isinstance(target, (Sequence, SetOf)) or isinstance(answer, (Sequence, SetOf)):
        if type(answer) is not type(target):
            return (None if not isinstance(target, (Sequence, SetOf)) else False), None
        if len(answer.args) != len(target.args):
            return False, None
        return _items_near(answer, target, tolerance), None
    wanted = value(target)
    try:
        found = value(answer)
    except Undefined as problem:
        return (None if problem.reason in ("name", "not-a-number") else False), None
    return tolerance.accepts(found, wanted), (found, wanted)


def _items_near(answer: Node, target: Node, tolerance: Tolerance) -> bool:
    if isinstance(target, Sequence):
        return all(_near(item, other, tolerance)[0] for item, other in zip(answer.args, target.args, strict=True))
    left = list(answer.args)
    for other in target.args:
        match = next((item for item in left if _near(item, other, tolerance)[0]), None)
        if match is None:
            return False
        left.remove(match)
    return True
