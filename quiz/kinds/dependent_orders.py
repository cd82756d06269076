"""Which orders of some lines keep what each line needs before it: all of them, the only one, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quiz.bank.template import BilingualTemplate


@dataclass(frozen=True, slots=True)
class Dependency:
    """One line must come before another, and why: the sentence that a learner who turns them round is told."""

    first: str
    then: str
    why: BilingualTemplate


def all_before(names: Sequence[str], dependencies: Sequence[Dependency]) -> dict[str, frozenset[str]]:
    """Return for each line every line that must come before it, over any number of steps (Warshall)."""
    before = {name: {one.first for one in dependencies if one.then == name} for name in names}
    for between in names:
        for name in names:
            if between in before[name]:
                before[name] |= before[between]
    return {name: frozenset(found) for name, found in before.items()}


def only_order(names: Sequence[str], after: Mapping[str, frozenset[str]]) -> tuple[str, ...] | None:
    """Return the only order of the lines that keeps all dependencies; None if there are several, or none.

    >>> only_order(["b", "a"], {"a": frozenset(), "b": frozenset({"a"})})
    ('a', 'b')
    """
    left, order = set(names), []
    while left:
        free = [name for name in left if not after[name] & left]
        if len(free) != 1:
            return None
        order.append(free[0])
        left.remove(free[0])
    return tuple(order)


def unordered(names: Sequence[str], after: Mapping[str, frozenset[str]]) -> tuple[str, str]:
    """Return two lines of which either could come before the other, where the order isn't the only one."""
    pairs = combinations(names, 2)
    return next((one, other) for one, other in pairs if one not in after[other] and other not in after[one])


def orders(names: Sequence[str], after: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Yield every order that keeps all dependencies, by trying each line first."""
    if not names:
        yield ()
    for place, name in enumerate(names):
        rest = [*names[:place], *names[place + 1 :]]
        if not after[name].intersection(rest):
            yield from ((name, *order) for order in orders(rest, after))
