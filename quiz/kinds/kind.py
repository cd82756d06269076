"""What every answer kind can do, and the judgement that kinds with one computed key share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.bank.template import typeset
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant


class Kind(ABC):
    """One way of answering: ``read`` and ``judge`` a response, ``same`` for the values it is about, ``show`` one."""

    runs_after_answer = False
    """True if judging makes a run, before which the answer must have been recorded."""

    @abstractmethod
    def answer_format(self, variant: Variant) -> Text:
        """Return one line that tells the learner how to write the answer."""

    @abstractmethod
    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Return what the learner wrote, understood; or why it can't be read, which costs nothing."""

    @abstractmethod
    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Return the judgement of a response that could be read."""

    @abstractmethod
    def fits(self, value: Any) -> bool:
        """True if ``value`` can be a key of this kind."""

    def fits_slip(self, value: Any) -> bool:
        """True if ``value`` can be what a slip leads to; it may be of a form that no key has, such as half a pixel."""
        return self.fits(value)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """True if a learner who answers ``left`` where ``right`` is the key must be marked right."""
        return same_value(left, right)

    def show(self, item: Item, value: Any) -> Text:
        """Return an answer as it is shown, which ``read`` must read back."""
        return Text.both(typeset(value, "text"))

    def settled(self, variant: Variant) -> Variant:
        """Return the variant with its key: itself, but where the key is known only after a run."""
        return variant

    def key_shown(self, variant: Variant) -> Text:
        """Return the variant's key as it is shown."""
        return self.show(variant.item, variant.key)

    def answers(self, variant: Variant) -> Sequence[str]:
        """Return texts that a learner may type for the key; every one must be graded correct."""
        return (self.show(variant.item, variant.key).ja,)

    def nonsense(self, variant: Variant) -> Sequence[str]:
        """Return texts that can't be read as an answer of this kind."""
        return ("えーと…", "((", "?!")


def same_value(left: Any, right: Any) -> bool:
    """Compare two computed values: exactly where both are exact, to 4 significant digits where one is a float.

    >>> same_value(Fraction(1, 4), 0.25), same_value((7, 7), (7, 8)), same_value(0.33333, 1 / 3)
    (True, False, True)
    """
    if isinstance(left, tuple) or isinstance(right, tuple):
        return (
            isinstance(left, tuple)
            and isinstance(right, tuple)
            and len(left) == len(right)
            and all(map(same_value, left, right))
        )
    if _is_number(left) and _is_number(right):
        if isinstance(left, float) or isinstance(right, float):
            return abs(float(left) - float(right)) <= 5e-5 * max(abs(float(left)), abs(float(right)), 1e-12)
        return bool(left == right)
    if isinstance(left, str | bool | Text) or isinstance(right, str | bool | Text):
        return bool(left == right)
    from solvers import compare

    return compare(left, right).verdict == "correct"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)


def diagnose(variant: Variant, names: Sequence[str]) -> tuple[Diagnosis, ...]:
    """Return the named misconceptions with their messages for this variant's numbers.

    A slip that can't be said for these values is named all the same, without its sentence.
    """
    values = {**variant.values, "key": variant.key}
    found = []
    for name in names:
        try:
            message = variant.item.misconception(name).message.fill(values)
        except FormulaError:
            message = Text.both(name)
        found.append(Diagnosis(name, message))
    return tuple(found)
