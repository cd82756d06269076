"""What a report asks for again and again, computed once: a variant of these values, the options that its author wrote.

The reports of a class ask the same few questions with the same numbers, and one report may hold a question many times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from quiz.model import Item, Variant

REMEMBERED = 500
"""Results that are kept; there are no more questions in a course."""

Subject = TypeVar("Subject")
Result = TypeVar("Result")


class Once(Generic[Subject, Result]):
    """A function of one object whose results are kept for that very object.

    >>> counted = Once(len)
    >>> words = ["one", "two"]
    >>> counted(words), counted(words), counted(["three"])
    (2, 2, 1)
    """

    def __init__(self, compute: Callable[[Subject], Result]) -> None:
        self._compute = compute
        self._known: dict[int, tuple[Subject, Result]] = {}  # with the object, so that no other one gets its identity

    def __call__(self, subject: Subject) -> Result:
        """Return what the function gives for the object."""
        known = self._known.get(id(subject))
        if known is not None:
            return known[1]
        result = self._compute(subject)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[id(subject)] = subject, result
        return result


class OnceByText(Generic[Result]):
    """A function of a variant and a text whose results are kept: in a class many give the same answer."""

    def __init__(self, compute: Callable[[Variant, str], Result]) -> None:
        self._compute = compute
        self._known: Once[Variant, dict[str, Result]] = Once(lambda variant: {})

    def __call__(self, variant: Variant, text: str) -> Result:
        """Return what the function gives for that very variant and that text."""
        known = self._known(variant)
        if text not in known:
            result = self._compute(variant, text)
            if len(known) >= REMEMBERED:
                known.clear()
            known[text] = result
        return known[text]


_variants: Once[Item, dict[tuple[tuple[str, Any], ...], Variant]] = Once(lambda item: {})


def variant_of(item: Item, values: Mapping[str, Any]) -> Variant:
    """Return the variant with exactly these values; raise :class:`quiz.errors.Unanswerable` where there is none."""
    from quiz.drawing import instantiate

    known, key = _variants(item), tuple(values.items())
    if key not in known:
        variant = instantiate(item, values)
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = variant
    return known[key]
