"""Building trees as a person would write them: no ``1*x``, no ``x + 0``, numbers folded and in front.

A product is held as a coefficient and powers of bases; equal bases are gathered, nothing is ever multiplied out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from fractions import Fraction

from solvers import budget
from solvers.expression import nodes as n
from solvers.expression.exact_powers import bounded_power, exact_root
from solvers.expression.nodes import Call, Negative, Node, Number, Power, Product, Quotient, Rational, Sum

ZERO = Number(0)
ONE = Number(1)


class _Factors:
    """A product while it is being gathered: coefficient, whether it was typed as a decimal, and powers of bases."""

    __slots__ = ("coefficient", "decimal", "powers")

    def __init__(self) -> None:
        self.coefficient: Rational = 1
        self.decimal = False
        self.powers: dict[Node, Node] = {}

    def take(self, node: Node, exponent: int = 1) -> None:
        """Multiply by ``node**exponent`` (exponent 1 or -1)."""
        if isinstance(node, Number):
            if exponent < 0 and node.value == 0:
                self._power(node, n.Number(-1))
                return
            self.coefficient = exact(self.coefficient * (node.value if exponent > 0 else 1 / Fraction(node.value)))
            self.decimal = self.decimal or node.text is not None
        elif isinstance(node, Negative):
            self.coefficient = -self.coefficient
            self.take(node.args[0], exponent)
        elif isinstance(node, Product):
            for factor in node.args:
                self.take(factor, exponent)
        elif isinstance(node, Quotient):
            self.take(node.args[0], exponent)
            self.take(node.args[1], -exponent)
        elif isinstance(node, Power):
            base, power_ = node.args
            self._power(base, power_ if exponent > 0 else negate(power_))
        else:
            self._power(node, Number(exponent))

    def _power(self, base: Node, exponent: Node) -> None:
        known = self.powers.get(base)
        self.powers[base] = exponent if known is None else add((known, exponent))

    def build(self) -> Node:
        """Return the tree: one fraction, the coefficient in front, the sign outside."""
        if self.coefficient == 0 and not any(isinstance(base, Number) for base in self.powers):
            return ZERO
        above: list[Node] = []
        below: list[Node] = []
        for base, exponent in self.powers.items():
            opposite = _opposite(exponent)
            if opposite is None:
                factor = power(base, exponent)
                if factor != ONE:
                    above.append(factor)
            else:
                below.append(power(base, opposite))
        return _signed_fraction(self.coefficient, self.decimal, above, below)


def exact(value: Rational) -> Rational:
    """Return a whole fraction as an ``int``."""
    return value.numerator if value.denominator == 1 else value


def _signed_fraction(coefficient: Rational, decimal: bool, above: list[Node], below: list[Node]) -> Node:
    magnitude = exact(coefficient if coefficient >= 0 else -coefficient)
    text = decimal_text(magnitude) if decimal and magnitude.denominator != 1 else None
    if not above and not below:
        return number(coefficient, decimal)
    if text is not None:
        above.insert(0, Number(magnitude, text))
    else:
        if magnitude.numerator != 1 or not above:
            above.insert(0, Number(magnitude.numerator))
        if magnitude.denominator != 1:
            below.insert(0, Number(magnitude.denominator))
    if not above:
        above.append(ONE)
    top = above[0] if len(above) == 1 else Product(*above)
    node = top if not below else Quotient(top, below[0] if len(below) == 1 else Product(*below))
    return Negative(node) if coefficient < 0 else node


def _opposite(exponent: Node) -> Node | None:
    """Return the opposite of a negative numeric exponent, else ``None`` (``e^(-x)`` stays above the line)."""
    return Number(-exponent.value) if isinstance(exponent, Number) and exponent.value < 0 else None


def decimal_text(value: Rational) -> str | None:
    """Return the exact decimal expansion, or ``None`` where it does not end (or is unreasonably long).

    >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(1, 3))
    ('0.125', None)
    """
    denominator = value.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    places = max(twos, fives)
    if denominator != 1 or places > budget.SHOWN_PLACES:
        return None
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def number(value: Rational, decimal: bool = False) -> Number:
    """Return a number, written as a decimal where it came from decimals and its expansion ends."""
    return Number(value, decimal_text(value) if decimal and value.denominator != 1 else None)


def add(terms: Iterable[Node]) -> Node:
    """Add: flatten, fold the numbers, gather equal terms (``x + x`` is ``2*x``).

    >>> from solvers.expression.nodes import Symbol
    >>> x = Symbol("x")
    >>> add((x, x, Number(2), Number(-2)))
    Product(Number(2), Symbol('x'))
    """
    order: dict[Node, tuple[Rational, bool]] = {}
    for term in terms:
        _gather(term, 1, order)
    kept = [_scaled(term, coefficient, decimal) for term, (coefficient, decimal) in order.items() if coefficient != 0]
    if not kept:
        return ZERO
    if isinstance(kept[0], Negative):  # y - x rather than -x + y
        kept.sort(key=lambda term: isinstance(term, Negative))
    return kept[0] if len(kept) == 1 else Sum(*kept)


def _gather(term: Node, sign: int, order: dict[Node, tuple[Rational, bool]]) -> None:
    if isinstance(term, Sum):
        for part in term.args:
            _gather(part, sign, order)
        return
    if isinstance(term, Negative) and isinstance(term.args[0], Sum):
        _gather(term.args[0], -sign, order)
        return
    coefficient, decimal, base = _split(term)
    old, was_decimal = order.get(base, (0, False))
    order[base] = (old + sign * coefficient, was_decimal or decimal)


def _split(term: Node) -> tuple[Rational, bool, Node]:
    """Split a term into its rational coefficient and the rest."""
    if isinstance(term, Negative):
        coefficient, decimal, rest = _split(term.args[0])
        return -coefficient, decimal, rest
    if isinstance(term, Product) and isinstance(term.args[0], Number):
        rest = term.args[1] if len(term.args) == 2 else Product(*term.args[1:])
        return term.args[0].value, term.args[0].text is not None, rest
    if isinstance(term, Quotient) and isinstance(term.args[1], Number) and term.args[1].value != 0:
        coefficient, decimal, rest = _split(term.args[0])
        return Fraction(coefficient) / term.args[1].value, decimal, rest
    if isinstance(term, Number):
        return term.value, term.text is not None, ONE
    return 1, False, term


def _scaled(term: Node, coefficient: Rational, decimal: bool) -> Node:
    if term == ONE:
        return number(coefficient, decimal)
    if coefficient == 1:
        return term
    factors = _Factors()
    factors.coefficient = coefficient
    factors.decimal = decimal
    factors.take(term)
    return factors.build()


def multiply(factors: Iterable[Node]) -> Node:
    """Multiply: flatten, fold the numbers to the front, gather equal bases.

    >>> from solvers.expression.nodes import Symbol
    >>> t = Symbol("t")
    >>> multiply((Number(3), Power(t, Number(2)), Number(2)))
    Product(Number(6), Power(Symbol('t'), Number(2)))
    """
    gathered = _Factors()
    for factor in factors:
        gathered.take(factor)
    return gathered.build()


def divide(numerator: Node, denominator: Node) -> Node:
    """Divide, as one fraction; a zero denominator stays visible."""
    gathered = _Factors()
    gathered.take(numerator)
    gathered.take(denominator, -1)
    return gathered.build()


def negate(node: Node) -> Node:
    """Return the opposite."""
    if isinstance(node, Negative):
        return node.args[0]
    if isinstance(node, Number):
        return number(-node.value, node.text is not None)
    return Negative(node)


def power(base: Node, exponent: Node) -> Node:
    """Raise to a power; numbers are folded while they stay small."""
    if isinstance(exponent, Number):
        if exponent.value == 1:
            return base
        if exponent.value == 0 and not (isinstance(base, Number) and base.value == 0):
            return ONE
        if isinstance(exponent.value, int):
            if isinstance(base, Number):
                folded = bounded_power(base.value, exponent.value)
                if folded is not None:
                    return number(folded, base.text is not None)
            if isinstance(base, Power) and isinstance(base.args[1], Number):
                return power(base.args[0], Number(exact(base.args[1].value * exponent.value)))
            if exponent.value < 0:
                return divide(ONE, power(base, Number(-exponent.value)))
            if isinstance(base, Negative) and exponent.value % 2 == 0:
                return power(base.args[0], exponent)
    if base == ONE:
        return ONE
    return Power(base, exponent)


def call(name: str, *args: Node) -> Node:
    """Apply a function; the few values that everybody knows are folded (``exp(0)``, ``log(1)``, ``sqrt(9)``)."""
    if len(args) == 1 and isinstance(args[0], Number):
        value = args[0].value
        if value == 0 and name in ("sin", "tan", "sinh", "tanh", "sqrt", "abs", "relu", "atan", "asin"):
            return ZERO
        if value == 0 and name in ("exp", "cos", "cosh"):
            return ONE
        if value == 0 and name == "sigmoid":
            return Number(Fraction(1, 2))
        if value == 1 and name == "log":
            return ZERO
        if name == "sqrt":
            root = exact_root(value, 2)
            if root is not None:
                return number(root, args[0].text is not None)
        if name == "abs":
            return number(value if value >= 0 else -value, args[0].text is not None)
        if name == "relu":
            return args[0] if value > 0 else ZERO
    return Call(name, *args)


def tidy(node: Node) -> Node:
    """Rebuild a tree with the rules of this module, from the leaves up.

    >>> from solvers.expression import read, to_text
    >>> to_text(tidy(read("1*x + 0 + 2*3*t**1").tree))
    'x + 6·t'
    """
    if not node.args:
        return node
    return rebuilt(node, tuple(tidy(arg) for arg in node.args))


def rebuilt(node: Node, args: tuple[Node, ...]) -> Node:
    """Return ``node`` over new children, tidily."""
    if isinstance(node, Sum):
        return add(args)
    if isinstance(node, Product):
        return multiply(args)
    if isinstance(node, Quotient):
        return divide(*args)
    if isinstance(node, Power):
        return power(*args)
    if isinstance(node, Negative):
        return multiply((Number(-1), args[0])) if not isinstance(args[0], Sum) else negate(args[0])
    if isinstance(node, Call):
        return call(node.name, *args)
    return node.with_args(args)


n.build_with(sys.modules[__name__])
