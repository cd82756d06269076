"""Fingerprints: a tree evaluated in a finite field, so that equal rational functions are recognised exactly and fast.

The evaluation is a homomorphism of expressions: names go to random-looking residues, ``exp`` to a power of a
generator (its argument lives in a second field whose size divides the group's order, so ``exp(a)·exp(b) = exp(a +
b)`` holds), sines and hyperbolic functions to their formulas in ``exp``, every other function to a residue that
depends on its argument alone. Two expressions with one fingerprint are therefore equal wherever both are defined, but
for a chance of about 2^-50 (Schwartz-Zippel; after G. Gonnet, "Determining equivalence of expressions in random
polynomial time", STOC 1984). Two *rational* expressions with different fingerprints are different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from solvers.expression.calculus import primed
from solvers.expression.evaluation import exact_value
from solvers.expression.nodes import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

INNER: Final = 18014398509482329
"""The inner field's size, a prime that is 1 modulo 4: arguments of ``exp`` are evaluated in it."""
OUTER: Final = 72057594037929317
"""The outer field's size, the prime 4 * INNER + 1."""
GENERATOR: Final = 16
"""An element of order INNER in the outer field."""
ROOTS: Final = {OUTER: 7620611858790104, INNER: 15741766313293346}
"""A square root of -1 in each field: the imaginary unit."""

_LARGEST_EXPONENT: Final = 1 << 40


class NoFingerprint(Exception):
    """A tree that has none: a division by zero, an infinity, something that is not an expression."""


class Fingerprints:
    """Evaluates trees in the two fields; ``rational`` tells whether only field operations have been needed so far."""

    __slots__ = ("_known", "rational")

    def __init__(self) -> None:
        self.rational = True
        self._known: dict[Node, int] = {}

    def of(self, node: Node, field: int = OUTER) -> int:
        """Return the residue of a tree.

        Raises:
            NoFingerprint: where it has none.

        >>> from solvers.expression import read
        >>> prints = Fingerprints()
        >>> prints.of(read("(x + y)^2").tree) == prints.of(read("x^2 + 2xy + y^2").tree)
        True
        """
        kind = type(node)
        if kind is Number:
            value: int | Fraction = node.data
            if isinstance(value, int):
                return value % field
            return value.numerator * inverse(value.denominator, field) % field
        if kind is Symbol:
            return _variable(node.data, field)
        args = node.args
        if kind is Sum:
            total = 0
            for term in args:
                total += self.of(term, field)
            return total % field
        if kind is Product:
            total = 1
            for factor in args:
                total = total * self.of(factor, field) % field
            return total
        if kind is Quotient:
            return self.of(args[0], field) * inverse(self.of(args[1], field), field) % field
        if kind is Negative:
            return -self.of(args[0], field) % field
        if kind is Power:
            return self.power(args[0], args[1], field)
        if kind is Call:
            if field != OUTER:
                return self.call(node.data, args, field)
            residue = self._known.get(node)
            if residue is None:
                residue = self._known[node] = self.call(node.data, args, field)
            return residue
        if kind is Constant:
            return self.constant(node.data, field)
        raise NoFingerprint

    def constant(self, name: str, field: int) -> int:
        """Return the residue of a constant: ``i`` squares to -1, ``e`` is ``exp(1)``, ``pi`` is transcendental."""
        if name == "i":
            return ROOTS[field]
        if name == "oo":
            raise NoFingerprint
        self.rational = False
        return self.exp(1, field) if name == "e" else _variable("\0pi", field)

    def exp(self, argument: int, field: int) -> int:
        """Return ``exp`` of an argument that was evaluated in the inner field."""
        self.rational = False
        return raised(argument) if field == OUTER else hashed("exp", (argument,), field)

    def power(self, base: Node, exponent: Node, field: int) -> int:
        """Return the residue of a power: repeated multiplication, or ``exp(exponent * log(base))``."""
        if isinstance(exponent, Number):
            value = exponent.value
        else:
            found = exact_value(exponent) if not isinstance(exponent, Symbol) else None
            if found is None:
                return self.exp(self.of(exponent, INNER) * self.log(base), field)
            value = found
        if type(value) is int:
            if abs(value) > _LARGEST_EXPONENT:
                raise NoFingerprint
            residue = self.of(base, field)
            if value < 0:
                residue, value = inverse(residue, field), -value
            elif value == 0 and residue == 0:
                raise NoFingerprint
            return pow(residue, value, field)
        return self.root(base, Fraction(value), field)

    def root(self, base: Node, exponent: Fraction, field: int) -> int:
        """Return the residue of a fractional power: exact where rational, else known by base and exponent alone."""
        number = exact_value(Power(base, Number(exponent))) if not base.args or isinstance(base, Quotient) else None
        if number is not None:
            return self.of(Number(number), field)
        self.rational = False
        return hashed("root", (self.of(base, field), exponent.numerator, exponent.denominator), field)

    def log(self, node: Node) -> int:
        """Return the logarithm of a base in the inner field, 1 for ``e``."""
        if isinstance(node, Constant) and node.name == "e":
            return 1
        return hashed("log", (self.of(node, INNER),), INNER)

    def call(self, name: str, args: tuple[Node, ...], field: int) -> int:
        """Return the residue of a function applied."""
        rule = _RULES.get(name) if field == OUTER or name not in _CIRCULAR else None
        if rule is not None:
            return rule(self, args, field) % field
        if name.endswith("'"):
            try:
                return self.of(primed(name, args[0]), field)
            except ValueError:
                pass
        if name in ("±", "∓", "union", "intersection", "difference", "sum"):
            raise NoFingerprint
        self.rational = False
        exact = exact_value(Call(name, *args)) if all(not arg.args for arg in args) else None
        if exact is not None:
            return self.of(Number(exact), field)
        residues = [self.of(arg, field) for arg in args]
        return hashed(name, sorted(residues) if name in ("max", "min") else residues, field)


@lru_cache(maxsize=1024)
def raised(argument: int) -> int:
    """Return the generator's power: ``exp`` of a residue of the inner field."""
    return pow(GENERATOR, argument, OUTER)


def inverse(residue: int, field: int) -> int:
    """Return the inverse of a residue.

    Raises:
        NoFingerprint: for zero.
    """
    try:
        return pow(residue, -1, field)
    except ValueError:
        raise NoFingerprint from None


def hashed(name: str, parts: Iterable[int], field: int) -> int:
    """Return a residue that depends on a name and residues alone, the same on every machine."""
    text = f"{name}:{':'.join(map(str, parts))}:{field}"
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big") % field


_variables: dict[tuple[str, int], int] = {}


def _variable(name: str, field: int) -> int:
    known = _variables.get((name, field))
    if known is None:
        known = hashed("name " + name, (), field)
        if len(_variables) < 4096:
            _variables[name, field] = known
    return known


def _circular(prints: Fingerprints, args: tuple[Node, ...], field: int, unit: int) -> tuple[int, int]:
    """Return ``exp(unit * u)`` and its inverse; ``unit`` is 1, or i for the circular functions."""
    power = prints.exp(unit * prints.of(args[0], INNER) % INNER, field)
    return power, raised(-unit * prints.of(args[0], INNER) % INNER)


def _half(field: int) -> int:
    """Return one half: both fields are odd."""
    return (field + 1) // 2


def _sin(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    power, opposite = _circular(prints, args, field, ROOTS[INNER])
    return (power - opposite) * _half(field) * -ROOTS[field]


def _cos(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    power, opposite = _circular(prints, args, field, ROOTS[INNER])
    return (power + opposite) * _half(field)


def _sinh(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    power, opposite = _circular(prints, args, field, 1)
    return (power - opposite) * _half(field)


def _cosh(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    power, opposite = _circular(prints, args, field, 1)
    return (power + opposite) * _half(field)


def _sigmoid(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    power = prints.exp(prints.of(args[0], INNER), field)
    return power * inverse(1 + power, field)


Rule = Callable[[Fingerprints, tuple[Node, ...], int], int]


def _ratio(above: Rule | None, below: Rule) -> Rule:
    def rule(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
        top = 1 if above is None else above(prints, args, field)
        return top * inverse(below(prints, args, field), field) % field

    return rule


def _swish(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.of(args[0], field) * _sigmoid(prints, args, field) % field


def _softplus(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    prints.rational = False
    inner = prints.exp(prints.of(args[0], INNER), field)
    return hashed("log", (1 + inner,), field)


def _log(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    prints.rational = False
    logs = []
    for arg in args:
        if isinstance(arg, Constant) and arg.name == "e":
            logs.append(1)
            continue
        residue = prints.of(arg, field)
        logs.append(0 if residue == 1 else hashed("log", (residue,), field))
    if len(logs) == 1:
        return logs[0]
    exact = exact_value(Call("log", *args))
    return prints.of(Number(exact), field) if exact is not None else logs[0] * inverse(logs[1], field) % field


def _root(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.power(args[0], Quotient(Number(1), args[1]), field)


def _sqrt(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.root(args[0], Fraction(1, 2), field)


def _percent(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.of(args[0], field) * inverse(100, field) % field


def _degree(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.of(args[0], field) * prints.constant("pi", field) * inverse(180, field) % field


def _exp(prints: Fingerprints, args: tuple[Node, ...], field: int) -> int:
    return prints.exp(prints.of(args[0], INNER), field)


_RULES: Final[dict[str, Rule]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "root": _root,
    "sigmoid": _sigmoid,
    "swish": _swish,
    "softplus": _softplus,
    "sin": _sin,
    "cos": _cos,
    "tan": _ratio(_sin, _cos),
    "cot": _ratio(_cos, _sin),
    "sec": _ratio(None, _cos),
    "csc": _ratio(None, _sin),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _ratio(_sinh, _cosh),
    "coth": _ratio(_cosh, _sinh),
    "sech": _ratio(None, _cosh),
    "csch": _ratio(None, _sinh),
    "percent": _percent,
    "degree": _degree,
}
_CIRCULAR: Final = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"])
"""Functions that need ``exp(-u) = 1/exp(u)``, which holds in the outer field only; in the inner they are hashed."""


def decide_exactly(left: Node, right: Node) -> bool | None:
    """Return whether two expressions have one fingerprint; None where their fingerprints don't tell.

    >>> from solvers.expression import read
    >>> [decide_exactly(read("2(x+y)").tree, read(other).tree) for other in ("2x+2y", "2x", "sqrt(x)")]
    [True, False, None]
    """
    prints = Fingerprints()
    try:
        same = prints.of(left) == prints.of(right)
    except (NoFingerprint, RecursionError):
        return None
    return same if same or prints.rational else None
