"""Which exchange of names turns one expression into another: found by what each name does to the value.

Trying every exchange of six names takes 720 comparisons. Instead, each name gets a fingerprint: the value where it has
one number and all others another. Names can only stand for each other where their fingerprints agree, so that mostly
one exchange is left, and :func:`solvers.expression.identity.decide` has the last word on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from solvers.expression.calculus import names_in, substitute
from solvers.expression.evaluation import Undefined, Value, value
from solvers.expression.identity import IDENTICAL, UNDECIDED, Decision, decide
from solvers.expression.nodes import Node, Symbol

MOST_NAMES: Final = 8
_MOST_TRIALS: Final = 60
_PROBES: Final = ((1.3046875, 0.7109375), (0.4140625, 2.2265625))
_FIXED: Final = (1.8359375, 0.5859375, 3.1171875, 0.2890625, 2.6640625, 1.1015625)
_CLOSE: Final = 1e-9
_SAMPLES: Final = 24
_ENOUGH: Final = 5

_Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Fingerprint:
    """An expression, the names of it that stand for themselves, its value, and the names that may be exchanged.

    ``whole`` is the value where all of these ``free`` names have the same number, at each of two such points.
    """

    node: Node
    fixed: frozenset[str]
    whole: _Row
    free: tuple[str, ...]

    @cached_property
    def names(self) -> Mapping[str, _Row]:
        """The values that tell the names apart, looked at only where another expression may be the same one."""
        constants = {name: _constant(name) for name in self.fixed}
        return {
            name: tuple(
                _at(self.node, constants | dict.fromkeys(self.free, other) | {name: own}) for own, other in _PROBES
            )
            for name in self.free[: MOST_NAMES + 1]
        }


def fingerprint(node: Node, fixed: Collection[str] = ()) -> Fingerprint:
    """Return an expression's fingerprint; names in ``fixed`` may not be exchanged.

    >>> from solvers.expression import read
    >>> sorted(fingerprint(read("a - b*c").tree, ["c"]).names)
    ['a', 'b']
    """
    present = names_in(node)
    kept = sorted(present & frozenset(fixed))
    # Fixed names have values of their own, the same ones wherever the same names are fixed.
    constants: dict[str, Value] = {name: _constant(name) for name in kept}
    free = sorted(present - frozenset(kept))
    whole = tuple(_at(node, constants | dict.fromkeys(free, other)) for _, other in _PROBES)
    return Fingerprint(node, frozenset(kept), whole, tuple(free))


def _constant(name: str) -> float:
    """Return a number that belongs to a fixed name, the same in every run."""
    place = sum(ord(sign) * (at + 1) for at, sign in enumerate(name))
    return _FIXED[place % len(_FIXED)] + place % 97 / 128


def _at(node: Node, point: Mapping[str, Value]) -> Value | None:
    try:
        return value(node, point)
    except Undefined:
        return None


def renaming(
    ours: Fingerprint,
    theirs: Fingerprint,
    assume: Mapping[str, str] | None = None,
    usual: Mapping[str, Collection[str]] | None = None,
    *,
    thorough: bool = True,
) -> tuple[dict[str, str], Decision] | None:
    """Return the names of ``ours`` with those of ``theirs`` that they stand for, and how the equality is known.

    Args:
        ours: an expression.
        theirs: the expression that it may be, in other letters.
        assume: a word of ``identity.DOMAINS`` per name of ``theirs``.
        usual: the names of ``theirs`` that a name of ``ours`` usually stands for; they are tried first.
        thorough: whether equality is to be decided, as for an answer that is graded; else agreement at two dozen points
            is enough, which takes a hundredth of the time for what is in pieces.

    >>> from solvers.expression import read
    >>> found = renaming(fingerprint(read("p q^2 - p").tree), fingerprint(read("b(a^2 - 1)").tree))
    >>> sorted(found[0].items())
    [('p', 'b'), ('q', 'a')]
    """
    if not may_be_renamed(ours, theirs):
        return None
    choices = {}
    for name, own in ours.names.items():
        likely = (usual or {}).get(name, ())
        possible = [other for other, row in theirs.names.items() if _agree(own, row)]
        choices[name] = sorted(possible, key=lambda other: (other not in likely, other))
    for at, pairs in enumerate(_matchings(choices)):
        if at >= _MOST_TRIALS:
            return None
        exchanged = substitute(ours.node, {old: Symbol(new) for old, new in pairs.items()})
        compare = decide if thorough else _sampled
        decision = compare(exchanged, theirs.node, assume or {})
        if decision.equal:
            return pairs, decision
    return None


def may_be_renamed(ours: Fingerprint, theirs: Fingerprint) -> bool:
    """Return whether two expressions have as many names, and the same value where all of these have the same.

    >>> from solvers.expression import read
    >>> may_be_renamed(*(fingerprint(read(text).tree) for text in ("p + q", "a + b")))
    True
    >>> may_be_renamed(*(fingerprint(read(text).tree) for text in ("p + q", "a*b")))
    False
    """
    alike = len(ours.free) == len(theirs.free) <= MOST_NAMES and ours.fixed == theirs.fixed
    return alike and _agree(ours.whole, theirs.whole)


def _sampled(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    """Compare at points of both signs and several sizes; undecided where too few of them have a value."""
    if left == right:
        return IDENTICAL
    names = tuple(sorted(names_in(left) | names_in(right)))
    positive = frozenset(name for name in names if assume.get(name) == "positive")
    agreed = 0
    for point, second in zip(_points(names, positive), _values(right, names, positive), strict=True):
        first = None if second is None else _at(left, point)
        if first is None or second is None:
            continue
        if not _near(first, second):
            return Decision(False, "numeric")
        agreed += 1
    return Decision(True, "numeric") if agreed >= min(_ENOUGH, 1 + len(names) * _ENOUGH) else UNDECIDED


@lru_cache(maxsize=1024)
def _points(names: tuple[str, ...], positive: frozenset[str]) -> tuple[Mapping[str, Value], ...]:
    """The points at which expressions with these names are compared."""
    points: list[Mapping[str, Value]] = []
    for row in range(_SAMPLES if names else 1):
        point: dict[str, Value] = {}
        for at, name in enumerate(names):
            number = ((row * 29 + at * 17 + row * at * 5) % 61 - 30.5) / (4 + row % 5)
            point[name] = abs(number) if name in positive else number
        points.append(point)
    return tuple(points)


@lru_cache(maxsize=1024)
def _values(node: Node, names: tuple[str, ...], positive: frozenset[str]) -> tuple[Value | None, ...]:
    """The values of an expression at these points: a known one is compared with many others."""
    return tuple(_at(node, point) for point in _points(names, positive))


def _matchings(choices: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """Yield the ways of giving each name a partner of its own, the names with the fewest choices first."""
    order = sorted(choices, key=lambda name: (len(choices[name]), name))

    def extended(at: int, taken: dict[str, str]) -> Iterator[dict[str, str]]:
        if at == len(order):
            yield dict(taken)
            return
        for partner in choices[order[at]]:
            if partner not in taken.values():
                taken[order[at]] = partner
                yield from extended(at + 1, taken)
                del taken[order[at]]

    return extended(0, {})


def _agree(ours: _Row, theirs: _Row) -> bool:
    """Return whether two rows may be those of equal expressions; where one has no value, nothing is known."""
    return all(a is None or b is None or _near(a, b) for a, b in zip(ours, theirs, strict=True))


def _near(first: Any, second: Any) -> bool:
    """Return whether two numbers, real or complex, are equal but for rounding."""
    return bool(abs(first - second) <= _CLOSE * (1 + abs(first)))
