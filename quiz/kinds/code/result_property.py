"""What a property of results is, how it is found broken, and from where on something is no accident."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.language import Text

RARE = 1e-9
"""A count whose tail of the binomial distribution is rarer than this is no accident."""

FAR = 6.5
"""Standard deviations that no sum of chance reaches."""

ENOUGH = 20
"""From so many numbers on, two random patterns are not the same by accident; so are orders of ``LONG`` samples."""

LONG = 8


@dataclass(frozen=True)
class Broken:
    """A property that does not hold: the name of what is wrong, and what to say of it.

    ``case`` is the first case that shows it by itself; None if all show it together. ``measured`` are the numbers that
    tell this mistake from another that breaks the same property; ``lines`` show them.
    """

    name: str
    said: Text
    case: int | None = None
    measured: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Property:
    """How a property is checked; ``values`` says what it is about, ``name`` how a question file calls it."""

    name: str
    values: tuple[str, ...]
    check: Callable[[Sequence[tuple[Any, ...]]], Broken | None]

    @property
    def count(self) -> int:
        """How many values it is about."""
        return len(self.values)


class Misfit(Exception):
    """What an answer gave is not of the kind that the property is about."""

    def __init__(self, name: str, said: Text, case: int) -> None:
        super().__init__(name)
        self.name, self.said, self.case = name, said, case


def property_about(*values: str) -> Callable[[Callable[[Sequence[tuple[Any, ...]]], Broken | None]], Property]:
    """Return what makes a property of the function that checks it, named as the function is."""
    return lambda check: Property(check.__name__, values, check)
