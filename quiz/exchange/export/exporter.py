"""What every export format is: which questions it carries, what it loses of one, and the file that it makes of all.

A format never drops anything in silence: what it can't carry it refuses with a reason, what it changes it tells.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import ClassVar

from quiz.exchange.export.exported_question import Asked, ExportedQuestion, Number, Slip
from quiz.interaction import EnterNumber
from quiz.language import Language, Text


@dataclass(frozen=True, slots=True)
class ExportedSet:
    """What is said of the whole: its names, its seed, and the languages that the texts are written in, first one first.

    ``id`` is the same whenever the same set of the same course is exported.
    """

    id: str
    title: Text
    course: str
    seed: int
    languages: tuple[Language, ...]
    minutes: float


class Exporter(ABC):
    """A format."""

    ending: ClassVar[str]
    """How its files end."""

    is_text: ClassVar[bool] = False
    """True if a file of it is UTF-8 text, which standard output may be sent."""

    remark: ClassVar[Text | None] = None
    """What is to be told of the format itself, whatever is exported."""

    def refused(self, question: ExportedQuestion) -> Text | None:
        """Return why this question can't be carried; None if it can."""
        return None

    def lost(self, question: ExportedQuestion) -> Iterator[Text]:
        """Yield what is otherwise than here with a question that is carried."""
        return iter(())

    def unavailable(self) -> Text | None:
        """Return which optional library is missing; None if none is."""
        return None

    def key_file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes | None:
        """Return the keys and solutions apart; None for a format that has them in the file itself."""
        return None

    @abstractmethod
    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the file with these questions, all of which it carries."""


# -- what several formats lose -----------------------------------------------------------------------------------------

BY_HAND = Text("人が採点します", "graded by a person there")
PART_BY_PART = Text("数ごとに採点されます", "each number is marked by itself there")
NO_FOLLOWING = Text(
    "前の答えから続けて計算した値は正解になりません", "what follows from a wrong earlier part isn't credited there"
)
NO_PARTS = Text("小問のある問題は入りません", "questions of several parts have no place there")
INEXACT = Text(
    "正解が有限小数でなく、許容範囲もありません", "the key is no finite decimal, and no other value is accepted"
)
IN_WORDS = Text("図は言葉で入ります", "pictures become words there")


# -- numbers -----------------------------------------------------------------------------------------------------------

_DIGITS = 15
_ROUNDED = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)


def decimal(value: Number) -> str:
    """Return a number in plain digits, exactly where that takes at most 15 of them.

    >>> decimal(Fraction(1, 80)), decimal(1e-05), decimal(-7), decimal(Fraction(1, 3))
    ('0.0125', '0.00001', '-7', '0.333333333333333')
    """
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    rounded = _ROUNDED.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    written = f"{rounded:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def is_decimal(number: EnterNumber) -> bool:
    """Return whether a number can be asked for where only decimals are read and compared.

    >>> is_decimal(EnterNumber(Fraction(1, 3), Fraction(0))), is_decimal(EnterNumber(1 / 3, Fraction(1, 2000)))
    (False, True)
    """
    exact = Fraction(str(number.key)) if isinstance(number.key, float) else Fraction(number.key)
    return number.margin > 0 or Fraction(decimal(number.key)) == exact


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A wrong value with the slips that lead to it; an answer as far from it as ``margin`` is taken for it."""

    value: Number
    margin: Fraction
    slips: tuple[Slip, ...]


def wrong_numbers(asked: Asked, place: int) -> list[WrongNumber]:
    """Return the wrong values of one of the numbers with the slips that lead there, none that would be right.

    A slip of several numbers is told at those that it makes wrong. A value that no decimal is equal to is known by its
    first digits, where that is far enough from the key.
    """
    number = asked.numbers[place]
    key = Fraction(decimal(number.key))
    found: dict[Fraction, tuple[Number, list[Slip]]] = {}
    for slip in asked.slips:
        if not slip.numbers:
            continue
        value = slip.numbers[place]
        exact = Fraction(decimal(value))
        if abs(exact - key) > 2 * number.margin:
            found.setdefault(exact, (value, []))[1].append(slip)
    return [
        WrongNumber(value, _margin(number, value, abs(exact - key)), tuple(slips))
        for exact, (value, slips) in found.items()
    ]


def _margin(number: EnterNumber, value: Number, away: Fraction) -> Fraction:
    if number.margin > 0 or is_decimal(EnterNumber(value, Fraction(0))):
        return number.margin
    return min(abs(Fraction(decimal(value))) / 200, away / 3)
