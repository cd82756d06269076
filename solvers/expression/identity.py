"""Do two expressions stand for the same value, wherever both are real? The ladder from identical trees to 40 digits.

1. the same tree: ``identical``; 2. exact rationals, and fingerprints in a finite field (``modular``): ``exact``;
3. floats with error bounds at points chosen for the declared domains: a difference beyond the bounds decides;
4. agreement is confirmed with 40 digits, then 80: ``numeric``. What none of them decides stays undecided.

A point counts where both sides are real; where there are too few such points, complex values are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import chain, islice
from typing import Any, Final

from solvers.expression.approximate import Approximation, Approximator, FloatArithmetic, PreciseArithmetic, Unreliable
from solvers.expression.calculus import names_in, walk
from solvers.expression.evaluation import Undefined, exact_value, value
from solvers.expression.modular import decide_exactly
from solvers.expression.nodes import Call, Constant, Node, Number, Power, Sum
from solvers.expression.piecewise import Piece, TooManyPieces, has_pieces, pieces
from solvers.expression.polynomials import polynomial

DOMAINS: Final = frozenset(
    {"real", "positive", "negative", "nonnegative", "nonzero", "integer", "natural", "unit", "complex"}
)
"""What may be assumed of a name; ``natural`` is a positive integer, ``unit`` lies strictly between 0 and 1."""

_ENOUGH: Final = 3
_FEW: Final = 20
_MORE: Final = 48
_MANY: Final = 300
_DIGITS: Final = 40


@dataclass(frozen=True, slots=True)
class Decision:
    """``equal`` is ``None`` where nothing decided; ``method`` says how it is known."""

    equal: bool | None
    method: str


IDENTICAL: Final = Decision(True, "identical")
_EXACT: Final = {True: Decision(True, "exact"), False: Decision(False, "exact")}
_NUMERIC: Final = {True: Decision(True, "numeric"), False: Decision(False, "numeric")}
UNDECIDED: Final = Decision(None, "")


def decide(left: Node, right: Node, assume: Mapping[str, str] | None = None) -> Decision:
    """Decide whether two expressions are equal.

    Args:
        left: an expression.
        right: an expression.
        assume: a word of ``DOMAINS`` per name; real where nothing is said.

    >>> from solvers.expression import read
    >>> decide(read("(x+y)^2").tree, read("x^2 + 2xy + y^2").tree)
    Decision(equal=True, method='exact')
    >>> decide(read("sqrt(x^2)").tree, read("x").tree).equal
    False
    >>> decide(read("sqrt(x^2)").tree, read("x").tree, {"x": "positive"})
    Decision(equal=True, method='numeric')
    """
    if left == right:
        return IDENTICAL
    quick = decide_exactly(left, right)
    if quick is not None:
        return _EXACT[quick]
    if has_sums(left) or has_sums(right):
        return _decide_sums(left, right)
    left, right = _without_common_terms(left, right)
    sampler = _Sampler(left, right, assume or {})
    decision = sampler.decide()
    if decision.equal is not False and sampler.names and (has_pieces(left) or has_pieces(right)):
        decision = sampler.by_pieces(decision)
    if decision.equal is None:
        plain = _without_zeros(left), _without_zeros(right)
        if plain != (left, right):
            return decide(*plain, assume)
    return decision


def _without_common_terms(left: Node, right: Node) -> tuple[Node, Node]:
    """Return two sums without the terms that both have: a constant of integration makes every point cost more.

    Only polynomials are dropped, which have a value everywhere: where the rest agrees, the whole does.
    """
    ours, theirs = list(_terms(left)), list(_terms(right))
    common = [term for term in ours if term in theirs and polynomial(term) is not None and not _has_infinity(term)]
    for term in common:
        if term in theirs:
            ours.remove(term)
            theirs.remove(term)
    return (_total(ours), _total(theirs)) if common else (left, right)


def _has_infinity(node: Node) -> bool:
    return any(isinstance(part, Constant) and part.name == "oo" for part in walk(node))


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Sum):
        for term in node.args:
            yield from _terms(term)
    else:
        yield node


def _total(terms: list[Node]) -> Node:
    return Sum(*terms) if len(terms) > 1 else terms[0] if terms else _ZERO


def _without_zeros(node: Node) -> Node:
    """Return a tree with 0 for each sum that cancels: the root of one, approximated, is a root of mere rounding."""
    if not node.args:
        return node
    if isinstance(node, Sum) and decide_exactly(node, _ZERO):
        return _ZERO
    return node.with_args(tuple(map(_without_zeros, node.args)))


_ZERO: Final = Number(0)


def has_sums(node: Node) -> bool:
    """Return whether a sum over a range stands in a tree."""
    return any(isinstance(part, Call) and part.name == "sum" for part in walk(node))


def _decide_sums(left: Node, right: Node) -> Decision:
    """Compare sums over ranges term by term, where the names in the ranges are whole numbers, a dozen of them.

    Two polynomials that agree at more points than their degree are one: of what a person writes, a dozen is enough.
    """
    parts = [part for side in (left, right) for part in walk(side) if isinstance(part, Call) and part.name == "sum"]
    counted = sorted(frozenset[str]().union(*(names_in(end) for part in parts for end in part.args[2:])))
    others = sorted((names_in(left) | names_in(right)) - set(counted))
    counters = {str(part.args[1].data) for part in parts}
    if any(name.partition("_")[2] in counters for name in others):
        return UNDECIDED  # x_k: nothing is known about the terms
    agreed = 0
    for at in range(_SUM_POINTS if counted or others else 1):
        point: dict[str, Any] = {name: at + 1 + 2 * place for place, name in enumerate(counted)}
        row = _ROWS[at % len(_ROWS)]
        point |= {name: Fraction(row[place % len(row)]) + place // len(row) for place, name in enumerate(others)}
        try:
            first: Any = value(left, point)
            second: Any = value(right, point)
        except Undefined:
            continue
        if isinstance(first, complex) or isinstance(second, complex):
            continue
        exact = not isinstance(first, float) and not isinstance(second, float)
        if abs(first - second) > (0 if exact else 1e-9 * max(1.0, float(abs(first)))):
            return _NUMERIC[False]
        agreed += 1
    return _NUMERIC[True] if agreed >= _ENOUGH or (agreed and not counted and not others) else UNDECIDED


_SUM_POINTS: Final = 12

# Real points, one row per point, one value per name (names beyond the row wrap around, shifted). The first rows are
# ordinary and positive, then of mixed sign, near 0, large, negative; the last ones probe cuts of powers and roots:
# halves and small integers, where (-1.5)^2^(1/2) and its like are real. Every column of them has odd and even numbers:
# (-x)^y and x^y agree wherever y is even.
_ROWS: Final = (
    (1.3046875, 0.7109375, 2.2265625, 1.8359375, 0.4140625),
    (-0.8515625, 1.6328125, -1.2109375, 0.5859375, 2.4453125),
    (0.2890625, 0.1640625, 0.3671875, 0.2265625, 0.0859375),
    (-2.3984375, -0.6796875, -1.5390625, -3.1171875, -0.3671875),
    (6.4453125, 4.1328125, 9.7265625, 5.3203125, 7.8671875),
    (0.6171875, -2.7890625, 0.9140625, -0.4453125, 1.3671875),
    (-0.3203125, 0.8203125, -0.5390625, 0.4296875, -0.7109375),
    (23.7265625, 17.3828125, 31.1640625, 12.9453125, 27.6015625),
    (-7.6640625, 5.2421875, 3.8515625, -4.5703125, 6.1171875),
)
_PROBES: Final = (
    (-1.5, 2.0, 0.5, -2.5, 3.0),
    (-2.0, 4.0, 0.25, -0.5, 1.5),
    (-3.0, -2.0, 0.5, 2.0, -1.0),
    (2.0, -1.5, -2.0, 0.5, 4.0),
    (3.0, 2.0, -1.5, -4.0, 0.5),
    (-2.5, -4.0, 1.5, 3.0, 2.0),
    (2.5, 3.0, 5.0, -1.5, 2.0),
    (1.5, 5.0, 3.0, 2.0, -0.5),
)
_INTEGERS: Final = (
    (2, 3, 5, 4, 7),
    (3, 5, 2, 7, 4),
    (-2, 4, -3, 6, 5),
    (5, 2, 8, 3, 6),
    (1, 7, 4, 9, 2),
    (-5, -3, 6, -2, 3),
)
_COMPLEX: Final = (
    (
        1.21875 + 0.5390625j,
        0.6796875 - 1.1171875j,
        -0.8203125 + 0.4609375j,
        1.4453125 + 1.2265625j,
        0.3359375 - 0.7421875j,
    ),
    (
        -0.9453125 + 0.8671875j,
        1.1640625 + 0.3515625j,
        0.5859375 - 0.9609375j,
        -1.3203125 - 0.4296875j,
        0.7890625 + 1.5j,
    ),
    (
        0.4296875 - 2.1171875j,
        -1.6953125 + 0.2734375j,
        2.2578125 + 1.0859375j,
        0.9140625 - 1.5390625j,
        -0.6171875 - 0.6640625j,
    ),
)


_PROBED: Final = frozenset({"sqrt", "root", "log", "factorial", "gamma", "binomial", "permutations"})
_KINKED: Final = frozenset("abs sign max min relu leaky_relu elu step floor ceil softsign sqrt root".split())
"""Functions that are not analytic, or hide a sign: agreement at a few points says little about the rest."""


_BENT: Final = _KINKED - {"floor", "ceil", "sqrt", "root"}


@cache
def _scattered(count: int) -> tuple[tuple[float, ...], ...]:
    """Return further rows of both signs and sizes from 1/32 to 24, by an additive recurrence in each column.

    The numbers are whole multiples of 2^-20, the same on every machine.
    """
    steps = (0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6710436067037893, 0.5497004779019703)
    rows = []
    for at in range(1, count + 1):
        row = []
        for column, step in enumerate(steps):
            place = (0.5 + at * step) % 1.0
            sign = -1 if (at >> column) & 1 else 1
            row.append(sign * round(2.0 ** (9.5 * place - 5.0) * (1 << 20)) / (1 << 20))
        rows.append(tuple(row))
    return tuple(rows)


def _insides_of_kinks(node: Node) -> list[Node]:
    """Return the expressions whose sign decides what a function like ``abs`` gives."""
    found = []
    for part in walk(node):
        if isinstance(part, Call) and part.name in ("max", "min") and len(part.args) == 2:
            found.append(part.args[0] - part.args[1])
        elif isinstance(part, Call) and part.name in _KINKED and part.name not in ("sqrt", "root"):
            found.append(part.args[0])
        elif isinstance(part, Power) or (isinstance(part, Call) and part.name == "sqrt"):
            inner = part.args[0]  # the root of a square is an absolute value
            if isinstance(inner, Power) and inner.args[1] == Number(2):
                found.append(inner.args[0])
    return found


def _sign(node: Node, point: Mapping[str, Any]) -> int:
    """Return the sign of an expression at a point, 0 where it has none."""
    try:
        value, error = Approximator(_FLOATS, point).of(node)
    except Unreliable:
        return 0
    if isinstance(value, complex) or abs(value) <= error:
        return 0
    return 1 if value > 0 else -1


class _Sampler:
    """Compares two expressions at points, first in floats, then precisely."""

    def __init__(self, left: Node, right: Node, assume: Mapping[str, str]) -> None:
        self.left = left
        self.right = right
        self.assume = assume
        self.names = sorted(names_in(left) | names_in(right))

    def decide(self) -> Decision:
        if not self.names:
            return self.constant()
        agreeing: list[dict[str, Any]] = []
        open_points: list[dict[str, Any]] = []
        complex_points: list[dict[str, Any]] = []
        points = self.real_points()
        for point in chain(points, self.sign_points(points)):
            outcome = self.float_outcome(point)
            if outcome == "different":
                return _NUMERIC[False]
            if outcome == "agree":
                agreeing.append(point)
            elif outcome in ("unclear", "tiny"):
                open_points.append(point)
            elif outcome == "complex":
                complex_points.append(point)
        return self.precisely(agreeing, open_points, complex_points)

    def by_pieces(self, sampled: Decision) -> Decision:
        """Look at each piece of functions in pieces and at their bounds, where ``sampled`` found no difference."""
        complex_too = any(self.assume.get(name) == "complex" for name in self.names)
        if complex_too or any(part == Constant("i") for side in (self.left, self.right) for part in walk(side)):
            return sampled  # nothing lies on one side of a bound there
        agreed = 0
        known: dict[tuple[Node, Node], bool | None] = {}
        try:
            for piece in pieces(self.left, self.right, self.assume):
                pair = (piece.left, piece.right)
                if pair not in known:
                    known[pair] = True if piece.left == piece.right else decide_exactly(*pair)
                found = known[pair] if piece.around or known[pair] else self.on_piece(piece)
                if found is None:
                    found = self.on_piece(piece)
                if found is False:
                    return _NUMERIC[False]
                agreed += len(piece.points) if found else 0
        except TooManyPieces:
            return UNDECIDED
        except ValueError:  # a derivative without a rule: nothing is known about its pieces
            return sampled
        return _NUMERIC[True] if agreed >= _ENOUGH or sampled.equal else UNDECIDED

    def on_piece(self, piece: Piece) -> bool | None:
        """Compare at the points of a piece, closely; ``None`` where neither side is real at any of them."""
        inside = _Sampler(piece.left, piece.right, self.assume)
        agreed = None
        for point in piece.points[:_ENOUGH]:
            outcome = _exact_outcome(piece, point)
            if not outcome and piece.around and inside.float_outcome(_in_floats(point)) == "complex":
                continue  # which tells nothing; at a bound alone, a root of rounding might look like one of -1
            outcome = outcome or inside.precise_outcome(dict(point))
            if outcome == "different":
                return False
            if outcome == "agree":
                agreed = True
        return agreed

    def precisely(
        self, agreeing: list[dict[str, Any]], unclear: list[dict[str, Any]], complex_points: list[dict[str, Any]]
    ) -> Decision:
        """Confirm agreement with many digits; look again, that closely, at points where floats could not tell."""
        confirmed = 0
        for point in agreeing[:_ENOUGH] + unclear:
            outcome = self.precise_outcome(point)
            if outcome == "different":
                return _NUMERIC[False]
            if outcome == "agree":
                confirmed += 1
            elif outcome == "complex":
                complex_points.append(point)
            if confirmed >= 2 * _ENOUGH:
                break
        if confirmed >= _ENOUGH:
            return UNDECIDED if self.real_by_chance(agreeing, complex_points) else _NUMERIC[True]
        found = 0
        for point in complex_points + self.complex_points():
            outcome = self.precise_outcome(point)
            if outcome == "complex-different" or outcome == "different":
                return _NUMERIC[False]
            found += outcome in ("complex", "agree")
            if found >= 2 * _ENOUGH:
                break
        return _NUMERIC[True] if found >= _ENOUGH else UNDECIDED

    def real_by_chance(self, agreeing: list[dict[str, Any]], complex_points: list[dict[str, Any]]) -> bool:
        """Return whether the sides are both real at probes alone, and differ where there is nothing special.

        (-x)^(4y) and x^(4y) are equal for whole y, where both are easily looked at, and nearly nowhere else.
        """
        ordinary = self.points(_ROWS)
        if any(point in ordinary for point in agreeing):
            return False
        return any(point in ordinary and self.precise_outcome(point) == "complex-different" for point in complex_points)

    # -- points -------------------------------------------------------------------------------------------------------

    def real_points(self) -> list[dict[str, Any]]:
        """Return the points to try, in order, each name in its domain."""
        if any(self.assume.get(name) == "complex" for name in self.names):
            return []
        rows: list[tuple[float, ...]] = [*_ROWS]
        if self.probes():
            rows += _PROBES
        rows += _scattered(_MORE)[: self.kinked()]
        return self.points(rows)

    def points(self, rows: Iterable[tuple[float, ...]]) -> list[dict[str, Any]]:
        """Return the points of rows, each name in its domain."""
        points = [{name: self.coordinate(row, at, name) for at, name in enumerate(self.names)} for row in rows]
        if any(self.assume.get(name) in ("integer", "natural") for name in self.names):
            points = [self.with_integers(point, at) for at, point in enumerate(points)]
        return points

    def sign_points(self, tried: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield points where what stands inside a kink has the sign that it had at none of the points tried."""
        for inner in dict.fromkeys(_insides_of_kinks(self.left) + _insides_of_kinks(self.right)):
            signs = {_sign(inner, point) for point in tried} - {0}
            if len(signs) == 1:
                others = (
                    point for point in self.points(_scattered(_MANY)[_MORE:]) if _sign(inner, point) not in (0, *signs)
                )
                yield from islice(others, 2)

    def probes(self) -> bool:
        """Return whether a power or a root makes it worthwhile to look at halves and integers."""
        return any(
            (isinstance(part, Power) and not isinstance(part.args[1], Number))
            or (isinstance(part, Call) and part.name in _PROBED)
            for side in (self.left, self.right)
            for part in walk(side)
        )

    def kinked(self) -> int:
        """Return how many further points are needed: many where a sign may hide in a narrow range that no bound tells.

        Where all bends depend on one name, every stretch between two of them is looked at later, by ``by_pieces``.
        """
        parts = [
            part
            for side in (self.left, self.right)
            for part in walk(side)
            if (isinstance(part, Call) and part.name in _KINKED)
            or (isinstance(part, Power) and isinstance(exact_value(part.args[1]), Fraction))
        ]
        if not parts:
            return 0
        bent = all(isinstance(part, Call) and part.name in _BENT for part in parts)
        return _FEW if bent and len(frozenset[str]().union(*map(names_in, parts))) == 1 else _MORE

    def coordinate(self, row: tuple[float, ...], at: int, name: str) -> float:
        """Return a name's value in a row, moved into its domain."""
        value = row[at % len(row)] + (at // len(row)) * 0.1796875
        domain = self.assume.get(name, "real")
        if domain in ("positive", "nonnegative"):
            return abs(value)
        if domain == "negative":
            return -abs(value)
        if domain == "unit":
            value = abs(value)
            return value / (1 + value) if value >= 1 else value
        return value

    def with_integers(self, point: dict[str, Any], at: int) -> dict[str, Any]:
        row = _INTEGERS[at % len(_INTEGERS)]
        for index, name in enumerate(self.names):
            domain = self.assume.get(name)
            if domain in ("integer", "natural"):
                value = row[index % len(row)] + index // len(row) + at // len(_INTEGERS)
                point[name] = float(max(abs(value), 1) if domain == "natural" else value)
        return point

    def complex_points(self) -> list[dict[str, Any]]:
        """Return complex points for names that are not bound to real values."""
        if any(self.assume.get(name, "complex") != "complex" for name in self.names):
            return []
        return [
            {
                name: row[at % len(row)] + (at // len(row)) * (0.1796875 - 0.0703125j)
                for at, name in enumerate(self.names)
            }
            for row in _COMPLEX
        ]

    # -- comparing ----------------------------------------------------------------------------------------------------

    def float_outcome(self, point: dict[str, Any]) -> str:
        """Compare at a point in floats: ``agree``, ``different``, ``complex``, ``tiny`` or ``unclear``."""
        at = Approximator(_FLOATS, point)
        try:
            left = at.of(self.left)
            right = at.of(self.right)
        except Unreliable:
            return "unclear"
        if isinstance(left[0], complex) or isinstance(right[0], complex):
            return "complex"
        return _outcome(_FLOATS, left, right, 1e-7)

    def precise_outcome(self, point: dict[str, Any]) -> str:
        """Compare at a point with 40 digits, with 80 where those are not enough."""
        for digits in (_DIGITS + 10, 2 * _DIGITS + 20):
            arithmetic = precise(digits)
            at = Approximator(
                arithmetic,
                {
                    name: arithmetic.number(value) if isinstance(value, Fraction) else arithmetic.context.convert(value)
                    for name, value in point.items()
                },
            )
            try:
                left = at.of(self.left)
                right = at.of(self.right)
            except Unreliable:
                return "undefined"
            outcome = _outcome(arithmetic, left, right, Fraction(1, 10**_DIGITS))
            not_real = arithmetic.is_complex(left[0]) or arithmetic.is_complex(right[0])
            if outcome == "agree":
                return "complex" if not_real else "agree"
            if outcome == "different":
                return "complex-different" if not_real and not _both_complex_domain(point) else "different"
        return "agree" if outcome == "tiny" and not not_real else "unclear"

    def constant(self) -> Decision:
        """Compare two numbers, exactly where both are known to be rational."""
        known = exact_value(self.left), exact_value(self.right)
        if None not in known:
            return _EXACT[known[0] == known[1]]
        outcome = self.infinite()
        if outcome is not None:
            return _NUMERIC[outcome]
        outcome_ = self.float_outcome({})
        if outcome_ == "different":
            return _NUMERIC[False]
        outcome_ = self.precise_outcome({})
        if outcome_ in ("agree", "complex"):
            return _NUMERIC[True]
        return _NUMERIC[False] if outcome_ in ("different", "complex-different") else UNDECIDED

    def infinite(self) -> bool | None:
        """Compare where an infinity is written: equal infinities agree, one against a number differs."""
        if not (_has_infinity(self.left) or _has_infinity(self.right)):
            return None
        at = Approximator(_FLOATS, {})
        try:
            left, right = at.of(self.left)[0], at.of(self.right)[0]
        except Unreliable:
            return None
        return bool(left == right)


def _in_floats(point: Mapping[str, Fraction]) -> dict[str, Any]:
    return {name: float(coordinate) for name, coordinate in point.items()}


def _exact_outcome(piece: Piece, point: Mapping[str, Fraction]) -> str:
    """Compare at a point in rational numbers, faster than with many digits; ``""`` where they are not enough."""
    try:
        left, right = value(piece.left, point), value(piece.right, point)
    except Undefined as missing:
        return "undefined" if missing.subject == "log" else ""  # the logarithm of 0
    if isinstance(left, (int, Fraction)) and isinstance(right, (int, Fraction)):
        return "agree" if left == right else "different"
    return ""


def _both_complex_domain(point: Mapping[str, Any]) -> bool:
    return any(isinstance(value, complex) for value in point.values())


def _outcome(arithmetic: FloatArithmetic, left: Approximation, right: Approximation, close: Any) -> str:
    """Compare two approximations: certain difference, agreement with digits to spare, or neither."""
    if not (arithmetic.finite(left[0]) and arithmetic.finite(right[0])):
        return "unclear"
    gap = abs(left[0] - right[0])
    wrong = left[1] + right[1]
    size = max(abs(left[0]), abs(right[0]))
    if gap > 16 * wrong:
        return "different"
    if wrong <= arithmetic_close(arithmetic, close) * size or (gap == 0 and wrong == 0):
        return "agree"
    return "tiny" if wrong < arithmetic_close(arithmetic, close) else "unclear"


def arithmetic_close(arithmetic: FloatArithmetic, close: Any) -> Any:
    """Return a closeness in the numbers of an arithmetic."""
    return arithmetic.number(close) if isinstance(close, Fraction) else close


_FLOATS: Final = FloatArithmetic()
_precise: dict[int, PreciseArithmetic] = {}


def precise(digits: int) -> PreciseArithmetic:
    """Return the arithmetic with this many digits, made once."""
    if digits not in _precise:
        _precise[digits] = PreciseArithmetic(digits)
    return _precise[digits]


def rounds_to(node: Node, reference: Number, least: int = 7) -> bool:
    """Return whether an irrational number, rounded or cut off as the decimal ``reference`` was typed, gives it.

    Only for a reference with at least ``least`` digits: ``2^(1/2)`` is 1.41421356, but not 1.4.
    """
    text = (reference.text or "").lstrip("-").lower()
    mantissa, _, exponent = text.partition("e")
    if sum(sign.isdigit() for sign in mantissa.lstrip("0.")) < least or exact_value(node) is not None:
        return False
    places = len(mantissa.partition(".")[2]) - int(exponent or 0)
    arithmetic = precise(_DIGITS + 10)
    try:
        found, _ = Approximator(arithmetic, {}).of(node)
    except Unreliable:
        return False
    if arithmetic.is_complex(found):
        return False
    return bool(abs(found - arithmetic.number(reference.value)) < arithmetic.number(Fraction(10) ** -places))
