"""Functions in pieces (``abs``, ``max``, ``relu``, ``floor`` ...): where the pieces meet, and what holds on each.

Two expressions with such functions are equal when they are equal on every piece and at every bound. Here the bounds are
collected, from the innermost function outwards: exactly where the argument is a polynomial with rational roots, by
bracketing elsewhere. On a piece every such function is one of its branches, so that what is left is an expression
without kinks. Of several names, lines through their space are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Any, Final

from solvers.expression.approximate import Approximator, FloatArithmetic, PreciseArithmetic, Unreliable
from solvers.expression.calculus import names_in, primed, walk
from solvers.expression.evaluation import Undefined, value
from solvers.expression.nodes import Call, Negative, Node, Number, Power, Product, Quotient, Rational, Sum, Symbol
from solvers.expression.polynomials import degree, polynomial

Point = dict[str, Fraction]

MOST_BOUNDS: Final = 240
"""Most bounds on one line; what has more is not decided by its pieces."""
MOST_LINES: Final = 12
_MOST_BOUNDS_IN_ALL: Final = 1600
_MOST_SEARCHES: Final = 160
"""Most expressions whose zeros are searched for, since no formula gives them."""
_MOST_SWITCHES: Final = 40
_STEPS_LOOKED_AT: Final = 4
"""So many steps of a floor are looked at on either side of where it begins, and of where its argument is 0."""
_MOST_BENDS: Final = 16
"""Most places of one line at which the steps of every floor are looked at again."""
_HALF: Final = Number(Fraction(1, 2))
_FAR: Final = tuple(Fraction(number, 128) for number in (963, 7077, 129215, 12799097))
_INSIDE: Final = tuple(Fraction(number, 128) for number in (53, 93, 15))
_GRID: Final = 32
_MOST_ROOTS: Final = 24
"""Most sign changes of one expression that are used; those nearest to 0 come first."""
_HALVINGS: Final = 64
_CLOSE: Final = Fraction(1, 10**12)


class TooManyPieces(ArithmeticError):
    """More bounds than are looked at."""


class _Unresolved(ArithmeticError):
    """No branch is known at this point: nothing real stands there, or its sign cannot be told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What two expressions are near some points, or at one.

    Attributes:
        left: the first expression, each function replaced by its branch.
        right: the second.
        points: points of the piece, by name.
        around: whether the branches hold all around the points; else at the points alone (a bound, a whole number).
    """

    left: Node
    right: Node
    points: tuple[Point, ...]
    around: bool


# -- branches ---------------------------------------------------------------------------------------------------------


def _exact_floor(found: Any) -> int:
    if isinstance(found, (int, Fraction)):
        return floor(found)
    if isinstance(found, complex) or abs(found) > 1e12 or abs(found - round(found)) < 1e-6:
        raise _Unresolved
    return floor(float(found))


def _extreme(args: tuple[Node, ...], at: _Branches, sign: int) -> Node:
    best = args[0]
    for arg in args[1:]:
        if at.sign(Sum(arg, Negative(best))) == sign:
            best = arg
    return best


_LOCAL: Final[dict[str, Callable[[tuple[Node, ...], _Branches], Node]]] = {
    "abs": lambda args, at: (Negative(args[0]), Number(0), args[0])[at.sign(args[0]) + 1],
    "sign": lambda args, at: Number(at.sign(args[0])),
    "step": lambda args, at: Number(1 if at.sign(args[0]) > 0 else 0),
    "relu": lambda args, at: args[0] if at.sign(args[0]) > 0 else Number(0),
    "leaky_relu": lambda args, at: (
        args[0] if at.sign(args[0]) > 0 else Product(args[1] if len(args) == 2 else Number(Fraction(1, 100)), args[0])
    ),
    "elu": lambda args, at: args[0] if at.sign(args[0]) > 0 else Sum(Call("exp", args[0]), Number(-1)),
    "floor": lambda args, at: Number(_exact_floor(at.number(args[0]))),
    "ceil": lambda args, at: Number(-_exact_floor(at.number(Negative(args[0])))),
    "max": lambda args, at: _extreme(args, at, 1),
    "min": lambda args, at: _extreme(args, at, -1),
}
"""Function -> its branch, given its arguments without kinks, at a point."""


def has_pieces(node: Node) -> bool:
    """Return whether a function in pieces stands in a tree.

    >>> from solvers.expression import read
    >>> has_pieces(read("max(0, x)").tree), has_pieces(read("exp(x)").tree)
    (True, False)
    """
    return any(isinstance(part, Call) and part.name.rstrip("'") in _IN_PIECES for part in walk(node))


_IN_PIECES: Final = frozenset(_LOCAL) | {"softsign"}


def _written_out(node: Node) -> Node:
    """Return a tree with primes and ``softsign`` written out, and the root of a square as an absolute value."""
    if not node.args:
        return node
    args = tuple(map(_written_out, node.args))
    if isinstance(node, Call):
        if node.name.endswith("'"):
            return _written_out(primed(node.name, args[0]))
        if node.name == "softsign":
            return Quotient(args[0], Sum(Number(1), Call("abs", args[0])))
        if node.name == "sqrt" and isinstance(args[0], Power) and args[0].args[1] == Number(2):
            return Call("abs", args[0].args[0])
    return node.with_args(args)


class _Branches:
    """Chooses the branches at one point."""

    __slots__ = ("at_bound", "point")

    def __init__(self, point: Mapping[str, Fraction]) -> None:
        self.point = point
        self.at_bound = False

    def number(self, node: Node) -> Any:
        try:
            return value(node, self.point)
        except Undefined:
            raise _Unresolved from None

    def sign(self, node: Node) -> int:
        """Return the sign of an expression without kinks, and note where it is 0 at this point alone."""
        found = self.number(node)
        if isinstance(found, complex):
            raise _Unresolved
        if not isinstance(found, (int, Fraction)):
            return _certain_sign(node, self.point)
        if not found and polynomial(node) != {}:
            self.at_bound = True
        return int(found > 0) - int(found < 0)

    def of(self, node: Node) -> Node:
        if not node.args:
            return node
        args = tuple(map(self.of, node.args))
        if isinstance(node, Call) and node.name in _LOCAL:
            return _LOCAL[node.name](args, self)
        return node.with_args(args)


_FLOATS: Final = FloatArithmetic()
_precise: list[PreciseArithmetic] = []


def _certain_sign(node: Node, point: Mapping[str, Fraction]) -> int:
    """Return the sign of an irrational number, with floats where they suffice, else with 50 digits."""
    if not _precise:
        _precise.append(PreciseArithmetic(50))
    for arithmetic in (_FLOATS, _precise[0]):
        try:
            found, error = Approximator(
                arithmetic, {name: arithmetic.number(coordinate) for name, coordinate in point.items()}
            ).of(node)
        except Unreliable:
            continue
        if not arithmetic.is_complex(found) and abs(found) > 2 * error:
            return 1 if found > 0 else -1
    raise _Unresolved


# -- lines ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """Points ``base + t * direction``."""

    base: tuple[Fraction, ...]
    direction: tuple[int, ...]
    names: tuple[str, ...]

    def point(self, t: Fraction) -> Point:
        return {name: base + t * step for name, base, step in zip(self.names, self.base, self.direction, strict=True)}

    def along(self, node: Node) -> Node:
        """Return an expression as one of ``t`` alone."""
        if isinstance(node, Symbol):
            at = self.names.index(node.name)
            moved = Product(Number(self.direction[at]), _T) if self.direction[at] != 1 else _T
            return Sum(Number(self.base[at]), moved) if self.base[at] else moved
        return node.with_args(tuple(map(self.along, node.args))) if node.args else node


_T: Final = Symbol("\0t")


def _lines(names: tuple[str, ...], whole: bool, slanted: bool) -> Iterator[_Line]:
    """Yield lines: the axis itself for one name; of several, slanted ones and such as only one name moves along.

    Args:
        names: the names of both expressions.
        whole: whether the lines lead through whole numbers.
        slanted: whether the slanted ones are enough, since all bends depend on one name alone.
    """
    if len(names) == 1:
        yield _Line((Fraction(0),), (1,), names)
        return
    slants = ((1, 2, -3, 5, -2), (2, -1, 1, -3, 4), (1, 1, 1, 1, 1), (1, -1, 1, -1, 1), (-3, 1, 2, 1, -1))
    bases = ((0, 0, 0, 0, 0), (3, -5, 2, -1, 7), (-2, 7, -4, 3, 1), (11, 4, -9, 6, -5))
    count = len(names)
    part = 1 if whole else 3
    row = [
        _Line(
            tuple(Fraction(bases[(at + 1) % 4][place % 5], part) for place in range(count)),
            tuple(slants[at][place % 5] + place // 5 for place in range(count)),
            names,
        )
        for at in range(len(slants))
    ]
    if slanted:
        yield from row
        return
    for place in range(count):
        for base in bases:
            direction = tuple(int(other == place) for other in range(count))
            row.append(_Line(tuple(Fraction(base[other % 5], part) for other in range(count)), direction, names))
    chosen = min(len(row), MOST_LINES)
    yield from (row[at * len(row) // chosen] for at in range(chosen))


# -- bounds -----------------------------------------------------------------------------------------------------------


class _Bounds:
    """The bounds on one line, in order; those known exactly are told from those only approximated."""

    def __init__(self, searches: list[int]) -> None:
        self.searches = searches
        self.exact: set[Fraction] = set()
        self.all: list[Fraction] = []

    def add(self, found: list[tuple[Fraction, bool]]) -> None:
        for bound, exactly in found:
            if exactly:
                self.exact.add(bound)
        every = sorted({*self.all, *(bound for bound, _ in found)} | self.exact)
        kept: list[Fraction] = []
        for bound in every:  # the same root found twice, once approximately, is one bound
            if kept and bound - kept[-1] <= _CLOSE * (1 + abs(bound)):
                if bound in self.exact and kept[-1] not in self.exact:
                    kept[-1] = bound
                elif bound in self.exact:
                    kept.append(bound)
                continue
            kept.append(bound)
        if len(kept) > MOST_BOUNDS:
            raise TooManyPieces
        self.all = kept

    def zeros(self, node: Node, low: Fraction | None, high: Fraction | None) -> list[tuple[Fraction, bool]]:
        """Return the zeros of an expression of ``t`` without kinks in an open interval, each with whether it is exact.

        Raises:
            TooManyPieces: when zeros have been searched for too often.
        """
        found = _formula_zeros(node)
        if found is None:
            self.searches[0] -= 1
            if self.searches[0] < 0:
                raise TooManyPieces
            found = _bracketed(node, low, high)
        return [(at, exact) for at, exact in found if (low is None or low < at) and (high is None or at < high)]

    def cells(self) -> Iterator[tuple[Fraction | None, Fraction | None]]:
        """Yield the open intervals between neighbours; ``None`` is an infinite end."""
        ends: list[Fraction | None] = [None, *self.all, None]
        yield from zip(ends, ends[1:], strict=False)


def _inside(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return points of an open interval, an inner one first."""
    if low is not None and high is not None:
        return [low + (high - low) * share for share in _INSIDE]
    if low is None and high is None:
        return [*_INSIDE, *(sign * far for far in _FAR for sign in (1, -1))]
    if high is None:
        assert low is not None
        return [low + step for step in (*_INSIDE[:1], *_FAR)]
    return [high - step for step in (*_INSIDE[:1], *_FAR)]


def _formula_zeros(node: Node) -> list[tuple[Fraction, bool]] | None:
    """Return the zeros of a polynomial of degree 2 at most in ``t``, or ``None`` where it is none."""
    terms = polynomial(node)
    if terms is None or not all(len(monomial) <= 1 and (not monomial or monomial[0][0] == _T) for monomial in terms):
        return None
    constant, linear, square = (terms.get(((_T, at),) if at else (), Fraction(0)) for at in range(3))
    order = degree(terms)
    if order > 2:
        return None
    if order == 2:
        return _quadratic(square, linear, constant)
    return [(-constant / linear, True)] if order else []


def _quadratic(a: Fraction, b: Fraction, c: Fraction) -> list[tuple[Fraction, bool]]:
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    scale = 10**40
    top, bottom = isqrt(inside.numerator), isqrt(inside.denominator)
    exact = top * top == inside.numerator and bottom * bottom == inside.denominator
    root = Fraction(top, bottom) if exact else Fraction(isqrt(int(inside * scale * scale)), scale)
    return [((-b - root) / (2 * a), exact), ((-b + root) / (2 * a), exact)]


def _bracketed(node: Node, low: Fraction | None, high: Fraction | None) -> list[tuple[Fraction, bool]]:
    """Return the places where an expression changes its sign on a grid, by halving; whole ones are recognized."""
    if low is not None and high is not None:
        grid = [low + (high - low) * Fraction(at, _GRID) for at in range(_GRID + 1)]
    else:
        reach = [Fraction(quarters * 2**at, 1 << 8) for at in range(11 + 6) for quarters in (4, 5, 6, 7)]
        if low is None and high is None:
            grid = [-step for step in reversed(reach)] + [Fraction(0)] + reach
        else:
            grid = [low + step for step in [Fraction(0), *reach]] if low is not None else []
            grid = grid or [high - step for step in [*reversed(reach), Fraction(0)] if high is not None]
    found: list[tuple[Fraction, bool]] = []
    before: tuple[Fraction, int] | None = None
    for at in grid:
        sign = _rough_sign(node, at)
        if sign == 0:
            found.append((at, True))
        elif sign is not None and before is not None and before[1] not in (0, sign):
            found.append(_halved(node, before[0], at, before[1]))
        before = None if sign is None else (at, sign)
    return sorted(found, key=lambda root: abs(root[0]))[:_MOST_ROOTS]


def _rough_sign(node: Node, at: Fraction) -> int | None:
    try:
        found = value(node, {_T.name: at})
    except Undefined:
        return None
    return None if isinstance(found, complex) else (found > 0) - (found < 0)


def _halved(node: Node, low: Fraction, high: Fraction, sign: int) -> tuple[Fraction, bool]:
    for _ in range(_HALVINGS):
        middle = Fraction(float((low + high) / 2))
        if not low < middle < high:
            break
        found = _rough_sign(node, middle)
        if found is None:
            break
        if found == sign:
            low = middle
        else:
            high = middle
    simple = ((low + high) / 2).limit_denominator(1000)
    try:
        if abs(simple - low) < _CLOSE * (1 + abs(low)) and value(node, {_T.name: simple}) == 0:
            return simple, True
    except Undefined:
        pass
    return (low + high) / 2, False


def _conditions(
    switch: Call, args: tuple[Node, ...], line: _Line, places: tuple[Fraction, ...], reach: int
) -> Iterator[Node]:
    """Yield the expressions of ``t`` at whose zeros a function in pieces changes its branch.

    Of a floor these are endlessly many: ``reach`` of them are yielded on either side of 0, and of each of the places.
    """
    if switch.name in ("max", "min"):
        for at, first in enumerate(args):
            for second in args[at + 1 :]:
                yield line.along(first - second)
    elif switch.name in ("floor", "ceil"):
        inner = line.along(args[0])
        terms = polynomial(inner)
        few = terms is None or degree(terms) > 2  # whose zeros are searched for, which takes its time
        reach = 1 if few else reach
        steps = {*range(-reach, reach + 1)}
        for place in places:
            try:
                here = _exact_floor(value(inner, {_T.name: place}))
            except (Undefined, _Unresolved):
                continue
            steps.update(range(here - reach, here + reach + 1))
        for step in sorted(steps):
            yield Sum(inner, Number(-step))
    else:
        yield line.along(args[0])


# -- pieces -----------------------------------------------------------------------------------------------------------


def pieces(left: Node, right: Node, assume: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the pieces of two expressions: the inside of each, and each bound that is known exactly.

    Raises:
        TooManyPieces: where there are more bounds than are looked at.
        ValueError: for a function whose derivative is written with a prime and not known.

    >>> from solvers.expression import read, to_text
    >>> for piece in pieces(read("abs(x)").tree, read("x").tree, {}):
    ...     print(to_text(piece.left), piece.around)
    -x True
    x True
    0 False
    """
    left, right = _written_out(left), _written_out(right)
    names = tuple(sorted(names_in(left) | names_in(right)))
    whole = any(assume.get(name) in ("integer", "natural") for name in names)
    switches = [part for side in (left, right) for part in _inner_first(side)]
    if len(switches) > _MOST_SWITCHES:
        raise TooManyPieces
    searches, total = [_MOST_SEARCHES], 0
    bending = frozenset[str]().union(*map(names_in, switches))
    for line in _lines(names, whole, len(bending) == 1):
        bounds = _bounds(list(dict.fromkeys(switches)), line, assume, searches)
        total += len(bounds.all)
        if total > _MOST_BOUNDS_IN_ALL:
            raise TooManyPieces
        yield from _on_line(left, right, line, bounds, assume, whole)


def _inner_first(node: Node) -> list[Call]:
    found = [part for part in reversed(walk(node)) if isinstance(part, Call) and part.name in _LOCAL]
    return sorted(found, key=_height)


def _height(node: Node) -> int:
    return 1 + max(map(_height, node.args), default=0)


def _bounds(switches: list[Call], line: _Line, assume: Mapping[str, str], searches: list[int]) -> _Bounds:
    bounds = _Bounds(searches)
    for place, name in enumerate(line.names):
        ends = {"positive": (0,), "nonnegative": (0,), "negative": (0,), "nonzero": (0,), "unit": (0, 1)}
        if line.direction[place]:
            bounds.add(
                [((end - line.base[place]) / line.direction[place], True) for end in ends.get(assume.get(name, ""), ())]
            )
    stepped = any(switch.name in _STEPPED for switch in switches)
    bends = _bends(switches, line, searches) if stepped and len(switches) > 1 else []
    _collect(bounds, switches, line, bends, _STEPS_LOOKED_AT)
    return bounds


def _bends(switches: list[Call], line: _Line, searches: list[int]) -> list[Fraction]:
    """Return about where functions other than floors change their branch, each floor taken for its argument.

    ``max(floor(x/17), 10)`` bends about 170: only the steps of the floor near there tell it from its like.
    """
    smooth: dict[Call, None] = {}
    for switch in switches:
        args = tuple(map(_without_steps, switch.args))
        if switch.name not in _STEPPED or args != switch.args:
            smooth[Call(switch.name, *args)] = None
    bends = _Bounds(searches)
    _collect(bends, list(smooth), line, [], 1)
    if len(bends.all) > _MOST_BENDS:
        raise TooManyPieces
    return bends.all


_STEPPED: Final = frozenset({"floor", "ceil"})


def _without_steps(node: Node) -> Node:
    """Return a tree with the middle of its steps in place of each floor: the argument, but for half a step."""
    if not node.args:
        return node
    args = tuple(map(_without_steps, node.args))
    if isinstance(node, Call) and node.name in _STEPPED:
        return Sum(args[0], Negative(_HALF) if node.name == "floor" else _HALF)
    return node.with_args(args)


def _collect(bounds: _Bounds, switches: list[Call], line: _Line, bends: list[Fraction], steps: int) -> None:
    """Add the bounds of functions in pieces, inner ones first."""
    seen: set[Node] = set()
    for switch in switches:
        found: list[tuple[Fraction, bool]] = []
        nested = any(map(has_pieces, switch.args))
        for low, high in bounds.cells() if nested else [(None, None)]:
            near = _inside(low, high)[0]
            branches = _Branches(line.point(near))
            try:
                args = tuple(map(branches.of, switch.args))
            except _Unresolved:
                continue
            near = Fraction(0) if low is None and high is None else near
            within = [at for at in bends if (low is None or low < at) and (high is None or at < high)]
            for condition in _conditions(switch, args, line, (near, *within), steps):
                if nested or condition not in seen:
                    found += bounds.zeros(condition, low, high)
                seen.add(condition)
        bounds.add(found)


def _allowed(point: Point, assume: Mapping[str, str]) -> bool:
    return all(_TESTS[assume.get(name, "real")](coordinate) for name, coordinate in point.items())


_TESTS: Final[dict[str, Callable[[Rational], bool]]] = {
    "real": lambda x: True,
    "complex": lambda x: True,
    "positive": lambda x: x > 0,
    "negative": lambda x: x < 0,
    "nonnegative": lambda x: x >= 0,
    "nonzero": lambda x: x != 0,
    "integer": lambda x: x.denominator == 1,
    "natural": lambda x: x.denominator == 1 and x > 0,
    "unit": lambda x: 0 < x < 1,
}


def _on_line(
    left: Node, right: Node, line: _Line, bounds: _Bounds, assume: Mapping[str, str], whole: bool
) -> Iterator[Piece]:
    for low, high in bounds.cells():
        places = _whole_inside(low, high) if whole else _inside(low, high)
        points = [point for point in map(line.point, places) if _allowed(point, assume)]
        yield from _pieces_at(left, right, points, not whole)
    for bound in sorted(bounds.exact):
        point = line.point(bound)
        if _allowed(point, assume):
            yield from _pieces_at(left, right, [point], False)


def _whole_inside(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """Return whole numbers of an open interval: its first, its last, some between."""
    first = None if low is None else Fraction(floor(low) + 1)
    last = None if high is None else Fraction(ceil(high) - 1)
    if first is not None and last is not None:
        return sorted({first, first + (last - first) // 2, last}) if first <= last else []
    steps = [Fraction(step) for step in (0, 1, 2, 3, 7, 10, 57, 1000)]
    if first is not None:
        return [first + step for step in steps]
    return [
        (last if last is not None else Fraction(0)) + sign * step
        for step in steps
        for sign in (-1, 1)
        if last is None or sign < 0
    ]


def _pieces_at(left: Node, right: Node, points: list[Point], around: bool) -> Iterator[Piece]:
    """Yield what the expressions are at points, those with the same branches together."""
    gathered: dict[tuple[Node, Node, bool], list[Point]] = {}
    for point in points:
        branches = _Branches(point)
        try:
            key = branches.of(left), branches.of(right), around and not branches.at_bound
        except _Unresolved:
            continue
        gathered.setdefault(key, []).append(point)
    for (first, second, open_), found in gathered.items():
        yield Piece(first, second, tuple(found), open_)
