"""Sets of real numbers by their meaning: intervals, inequalities, finite sets, unions, "and" and "or" are one thing.

A set is a question that can be asked of a place: is it in? Between the end points of both sets nothing changes, so two
sets are the same when they give the same answer at every end point and between any two neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from solvers.expression.approximate import Approximator, Unreliable
from solvers.expression.calculus import names_in, walk
from solvers.expression.evaluation import exact_value
from solvers.expression.identity import decide, precise
from solvers.expression.nodes import (
    Call,
    Compound,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sequence,
    SetOf,
    Sum,
    Symbol,
)
from solvers.expression.polynomials import polynomial

_SET_CALLS: Final = frozenset({"union", "intersection", "difference"})
_ORDER: Final = frozenset({"<", ">", "<=", ">=", "≠", "∈"})
_MOST_ENDS: Final = 64
_MOST_BARS: Final = 4
_DIGITS: Final = 50


class NoSubsetError(ValueError):
    """A tree that is no set of real numbers in one name, as far as is looked at."""


@dataclass(frozen=True, slots=True)
class _End:
    """An end point: its tree, its exact value where it has one, and itself with 50 digits."""

    node: Node
    exact: Fraction | None
    near: Any


Asked = Callable[[int], bool]
"""Whether a place is in the set. Places are numbered: end points are odd, the gaps beside them even."""


def is_subset(node: Node) -> bool:
    """Return whether a tree says which numbers are meant, beyond naming one: a set, an inequality, alternatives.

    >>> from solvers.expression import read
    >>> [is_subset(read(text).tree) for text in ("{1, 2}", "x < 1", "x = 1 or x = 2", "x = 1", "(1, 2)")]
    [True, True, True, False, False]
    """
    if node.scalar:
        return False
    if isinstance(node, (SetOf, Compound)) or (isinstance(node, Call) and node.name in _SET_CALLS):
        return True
    return isinstance(node, Relation) and not _ORDER.isdisjoint(node.signs)


def same_subset(left: Node, right: Node, assume: Mapping[str, str]) -> bool | None:
    """Return whether two trees are the same set of real numbers; ``None`` where one is no such set, or in doubt.

    Args:
        left: an interval, a set, an inequality, an equation, or several of them joined.
        right: another.
        assume: a word of ``identity.DOMAINS`` per name.

    >>> from solvers.expression import read
    >>> same_subset(read("-3 <= x and x <= 3").tree, read("[-3, 3]").tree, {})
    True
    >>> same_subset(read("x < 5").tree, read("(-oo, 5]").tree, {})
    False
    """
    names = names_in(left) | names_in(right)
    if len(names) > 1 or any(assume.get(name) in ("integer", "natural", "complex") for name in names):
        return None
    line = _Line()
    try:
        domain = line.domain(next((assume[name] for name in names if name in assume), "real"))
        sets = [line.subset(side) for side in (left, right)]
        places = line.places()
    except NoSubsetError:
        return None
    first, second, inside = sets[0](places), sets[1](places), domain(places)
    try:
        return all(first(place) == second(place) for place in range(2 * len(places) + 1) if inside(place))
    except NoSubsetError:
        return None


def is_solved(node: Node) -> bool:
    """Return whether every inequality and equation of a tree has its name alone on a side, bare or in bars.

    >>> from solvers.expression import read
    >>> [is_solved(read(text).tree) for text in ("x < 3", "|x - 1| < 3", "x^2 < 9", "(0, 1)")]
    [True, True, False, True]
    """
    for part in walk(node):
        if isinstance(part, Relation) and not {"∈"} & set(part.signs):
            for member in part.args:
                bare = member.args[0] if isinstance(member, Call) and member.name == "abs" else member
                if names_in(member) and not _is_linear(bare):
                    return False
    return True


def _is_linear(node: Node) -> bool:
    """Return whether an expression is linear in what has a name in it, whatever constants stand beside that."""
    constants: dict[Node, Node] = {}
    terms = polynomial(_multiplied_by(node, constants))
    return terms is not None and all(
        sum(exponent for atom, exponent in monomial if names_in(atom) and atom not in constants) <= 1
        for monomial in terms
    )


Places = Mapping["_End", int]
_Set = Callable[[Places], Asked]
"""A set, once its end points have been put in order with those of the other."""


class _Line:
    """The real line with the end points of the sets on it."""

    def __init__(self) -> None:
        self.ends: list[_End] = []

    # -- end points ---------------------------------------------------------------------------------------------------

    def end(self, node: Node) -> _End:
        """Return the end point that a constant is.

        Raises:
            NoSubsetError: where it is no real number.
        """
        if names_in(node) or not node.scalar:
            raise NoSubsetError
        exact = exact_value(node)
        arithmetic = precise(_DIGITS)
        if exact is not None:
            near = arithmetic.number(exact)
        else:
            try:
                near, _ = Approximator(arithmetic, {}).of(node)
            except Unreliable:
                raise NoSubsetError from None
            if arithmetic.is_complex(near) or not arithmetic.finite(near):
                raise NoSubsetError
        for known in self.ends:
            if self.equal(known, exact, near, node):
                return known
        if len(self.ends) >= _MOST_ENDS:
            raise NoSubsetError
        found = _End(node, None if exact is None else Fraction(exact), near)
        self.ends.append(found)
        return found

    @staticmethod
    def equal(known: _End, exact: Any, near: Any, node: Node) -> bool:
        if known.exact is not None and exact is not None:
            return bool(known.exact == exact)
        if abs(known.near - near) > precise(_DIGITS).number(Fraction(1, 10**30)) * (1 + abs(near)):
            return False
        decision = decide(known.node, node).equal
        if decision is None:
            raise NoSubsetError
        return decision

    def places(self) -> Places:
        """Return the place of each end point, in order: 1, 3, 5 ..."""
        return {end: 2 * at + 1 for at, end in enumerate(sorted(self.ends, key=lambda end: end.near))}

    # -- sets ---------------------------------------------------------------------------------------------------------

    def subset(self, node: Node) -> _Set:
        """Return the set that a tree is.

        Raises:
            NoSubsetError: where it is none.
        """
        if isinstance(node, Relation):
            return self.relation(node)
        if isinstance(node, Compound):
            return _joined([self.subset(part) for part in node.args], all if node.data == "and" else any)
        if isinstance(node, SetOf):
            return _joined([self.point(branch) for item in node.args for branch in _branches(item)], any)
        if isinstance(node, Sequence):
            return self.sequence(node)
        if isinstance(node, Call) and node.name in _SET_CALLS:
            parts = [self.subset(part) for part in node.args]
            if node.name == "difference":
                return _joined([parts[0], *map(_outside, parts[1:])], all)
            return _joined(parts, any if node.name == "union" else all)
        if any(isinstance(part, Call) and part.name in ("±", "∓") for part in walk(node)):
            return _joined([self.point(branch) for branch in _branches(node)], any)
        raise NoSubsetError

    def sequence(self, node: Sequence) -> _Set:
        """Return an interval, or what is listed with commas: numbers, or statements about the name."""
        if node.data != ("", ""):
            if len(node.args) != 2 or node.data[0] not in "([" or node.data[1] not in ")]":
                raise NoSubsetError
            return self.interval(node.args[0], node.data[0] == "[", node.args[1], node.data[1] == "]")
        if all(item.scalar and not names_in(item) for item in node.args):
            return _joined([self.point(item) for item in node.args], any)
        parts = [self.subset(item) for item in node.args]
        if all(isinstance(item, Relation) and item.signs == ("=",) for item in node.args):
            return _joined(parts, any)
        if not all(isinstance(item, Relation) for item in node.args):
            raise NoSubsetError
        return _listed(parts)

    def point(self, node: Node) -> _Set:
        end = self.end(node)
        return lambda places: lambda place: place == places[end]

    def interval(self, low: Node | None, with_low: bool, high: Node | None, with_high: bool) -> _Set:
        """Return the numbers between two ends; an infinite one is ``None`` or written."""
        first = None if low is None or _infinite(low) == -1 else self.end(low)
        last = None if high is None or _infinite(high) == 1 else self.end(high)

        def at(places: Places) -> Asked:
            start = -1 if first is None else places[first] + (not with_low)
            stop = 10**6 if last is None else places[last] - (not with_high)
            return lambda place: start <= place <= stop

        return at

    def domain(self, word: str) -> _Set:
        """Return the numbers that are allowed at all."""
        zero, one = Number(0), Number(1)
        if word in ("positive", "nonnegative"):
            return self.interval(zero, word == "nonnegative", None, False)
        if word == "negative":
            return self.interval(None, False, zero, False)
        if word == "unit":
            return self.interval(zero, False, one, False)
        return _outside(self.point(zero)) if word == "nonzero" else self.interval(None, False, None, False)

    # -- relations ----------------------------------------------------------------------------------------------------

    def relation(self, node: Relation) -> _Set:
        """Return the numbers for which every link of a chain holds."""
        parts: list[_Set] = []
        for at, sign in enumerate(node.signs):
            left, right = node.args[at], node.args[at + 1]
            if sign == "∈":
                if not isinstance(left, Symbol):
                    raise NoSubsetError
                parts.append(self.subset(right))
            elif sign in ("=", "≠") and _branches(right) != [right]:
                points = _joined([self.link(left, "=", branch) for branch in _branches(right)], any)
                parts.append(points if sign == "=" else _outside(points))
            else:
                parts.append(self.link(left, sign, right))
        return _joined(parts, all)

    def link(self, left: Node, sign: str, right: Node) -> _Set:
        """Return the numbers for which ``left`` stands in a relation to ``right``."""
        if not (left.scalar and right.scalar) or sign == "≈":
            raise NoSubsetError
        for side in (left, right):
            infinite = _infinite(side)
            if infinite and names_in(right if side is left else left):
                smaller = sign in ("<", "<=") if side is right else sign in (">", ">=")
                holds = sign == "≠" or (smaller if infinite == 1 else not smaller and sign != "=")
                return _joined([], all if holds else any)
        return self.solved(Sum(left, Negative(right)), sign, 0)

    def solved(self, difference: Node, sign: str, depth: int) -> _Set:
        """Return where an expression of one name is below, above or at 0."""
        bars = next((part for part in walk(difference) if isinstance(part, Call) and part.name == "abs"), None)
        if bars is not None and names_in(bars):
            if depth == _MOST_BARS:
                raise NoSubsetError
            inner = bars.args[0]
            above = self.solved(_without(difference, bars, inner), sign, depth + 1)
            below = self.solved(_without(difference, bars, Negative(inner)), sign, depth + 1)
            positive = self.solved(inner, ">=", depth + 1)
            return _joined([_joined([positive, above], all), _joined([_outside(positive), below], all)], any)
        coefficients = _coefficients(difference)
        if len(coefficients) == 1:
            return _joined([], all if self.holds(coefficients[0], sign) else any)
        leading = self.sign(coefficients[-1])
        if not leading:
            raise NoSubsetError
        roots = self.roots(coefficients)
        zero = _joined([self.point(root) for root in roots], any)
        if sign in ("=", "≠"):
            return zero if sign == "=" else _outside(zero)
        if len(coefficients) == 2:
            strictly_below = self.interval(None, False, roots[0], False)
            if leading < 0:
                strictly_below = self.interval(roots[0], False, None, False)
        elif len(roots) == 2:
            between = self.interval(roots[0], False, roots[1], False)
            strictly_below = between if leading > 0 else _joined([_outside(between), _outside(zero)], all)
        else:
            strictly_below = _joined([], any) if leading > 0 else _outside(zero)
        with_zero = _joined([strictly_below, zero], any)
        return {"<": strictly_below, "<=": with_zero, ">": _outside(with_zero), ">=": _outside(strictly_below)}[sign]

    def roots(self, coefficients: list[Node]) -> list[Node]:
        """Return the real zeros of a polynomial of degree 1 or 2, in order."""
        if len(coefficients) == 2:
            return [Negative(Quotient(coefficients[0], coefficients[1]))]
        c, b, a = coefficients
        inside = b * b - 4 * a * c
        sign = self.sign(inside)
        if sign < 0:
            return []
        middle = Negative(Quotient(b, 2 * a))
        if not sign:
            return [middle]
        step = Quotient(Call("sqrt", inside), Call("abs", 2 * a))
        return [Sum(middle, Negative(step)), Sum(middle, step)]

    def sign(self, node: Node) -> int:
        """Return the sign of a constant."""
        end, zero = self.end(node), self.end(Number(0))
        return 0 if end is zero else (1 if end.near > 0 else -1)

    def holds(self, node: Node, sign: str) -> bool:
        found = self.sign(node)
        return {"<": found < 0, "<=": found <= 0, ">": found > 0, ">=": found >= 0, "=": found == 0, "≠": found != 0}[
            sign
        ]


def _joined(parts: list[_Set], how: Callable[[Iterator[bool]], bool]) -> _Set:
    """Return what is in all of the parts, or in any; of none, everything or nothing."""

    def at(places: Places) -> Asked:
        asked = [part(places) for part in parts]
        return lambda place: how(each(place) for each in asked)

    return at


def _outside(part: _Set) -> _Set:
    def at(places: Places) -> Asked:
        asked = part(places)
        return lambda place: not asked(place)

    return at


def _listed(parts: list[_Set]) -> _Set:
    """Return what inequalities between commas mean: ``x<1, 2<x`` both ranges, ``1<x, x<2`` what is in both."""
    some, every = _joined(parts, any), _joined(parts, all)

    def at(places: Places) -> Asked:
        in_some, in_every = some(places), every(places)
        line = range(2 * len(places) + 1)
        if not any(map(in_every, line)):
            return in_some
        return in_every if all(map(in_some, line)) else _doubtful

    return at


def _doubtful(place: int) -> bool:
    raise NoSubsetError


def _branches(node: Node) -> list[Node]:
    """Return the two values of ``±``, or the one that a tree is."""
    signs = [part for part in walk(node) if isinstance(part, Call) and part.name in ("±", "∓")]
    if not signs:
        return [node]

    def branch(part: Node, up: bool) -> Node:
        if isinstance(part, Call) and part.name in ("±", "∓"):
            inner = branch(part.args[0], up)
            return inner if (part.name == "±") == up else Negative(inner)
        return part.with_args(tuple(branch(arg, up) for arg in part.args)) if part.args else part

    return [branch(node, True), branch(node, False)]


def _infinite(node: Node) -> int:
    """Return 1 for ∞, -1 for -∞, else 0."""
    inner = node.args[0] if isinstance(node, Negative) else node
    return (1 if inner is node else -1) if inner == Constant("oo") else 0


def _without(node: Node, part: Node, other: Node) -> Node:
    if node == part:
        return other
    return node.with_args(tuple(_without(arg, part, other) for arg in node.args)) if node.args else node


def _coefficients(node: Node) -> list[Node]:
    """Return the coefficients of a polynomial of degree 2 at most in its one name, the constant first.

    Raises:
        NoSubsetError: where it is none.
    """
    inverses: dict[Node, Node] = {}
    terms = polynomial(_multiplied_by(node, inverses))
    if terms is None:
        raise NoSubsetError
    gathered: dict[int, list[Node]] = {}
    for monomial, coefficient in terms.items():
        order, factors = 0, [Number(coefficient)]
        rest: list[Node] = []
        for atom, exponent in monomial:
            if atom in inverses:
                rest.append(Power(inverses[atom], Number(exponent)))
            elif isinstance(atom, Symbol):
                order = exponent
            elif names_in(atom):
                raise NoSubsetError
            else:
                rest.append(atom if exponent == 1 else Power(atom, Number(exponent)))
        every = [*factors, *rest]
        gathered.setdefault(order, []).append(every[0] if len(every) == 1 else Product(*every))
    if max(gathered, default=0) > 2:
        raise NoSubsetError
    row = [gathered.get(order, [Number(0)]) for order in range(max(gathered, default=0) + 1)]
    return [terms_[0] if len(terms_) == 1 else Sum(*terms_) for terms_ in row]


def _multiplied_by(node: Node, inverses: dict[Node, Node]) -> Node:
    """Return an expression that is multiplied by 1/√2 where it is divided by √2: a name for each such constant."""
    if not node.args:
        return node
    args = tuple(_multiplied_by(arg, inverses) for arg in node.args)
    if isinstance(node, Quotient) and not names_in(node.args[1]) and exact_value(node.args[1]) is None:
        name = Symbol(repr(node.args[1]))
        inverses[name] = Quotient(Number(1), node.args[1])
        return Product(args[0], name)
    return node.with_args(args)
