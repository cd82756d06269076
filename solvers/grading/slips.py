"""Generic slips: what a wrong answer's difference from the reference looks like. A hint, never a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite, pi
from typing import Final

from solvers.expression.calculus import derivative, names_in, walk
from solvers.expression.evaluation import Undefined, Value, divided, value
from solvers.expression.modular import OUTER, Fingerprints, NoFingerprint, inverse
from solvers.expression.nodes import Call, Node, Number, Power, Sum
from solvers.expression.printing import shown_number, to_text

SLIPS: Final = {
    "sign": "the opposite of the reference",
    "factor": "the reference times a constant",
    "reciprocal": "one over the reference",
    "constant": "the reference plus a constant",
    "inner-derivative": "the reference without the derivative of an inner function",
    "term-sign": "one term has the other sign",
    "missing-term": "one term is missing",
    "power-of-ten": "the decimal point is elsewhere",
    "percent": "a percentage for a fraction, or a fraction for a percentage",
    "degrees": "degrees for radians, or radians for degrees",
    "rounding": "rounded too early, or not finely enough",
}
"""Every code of ``Slip`` with what it means."""

_MOST_NODES: Final = 120
_PLAIN: Final = 1000
"""Largest numerator and denominator of a constant that is worth mentioning."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip's code and what it is about, as text: the factor, the constant, the inner function."""

    code: str
    about: str = ""


def expression_slips(answer: Node, reference: Node) -> tuple[Slip, ...]:
    """Return the slips that turn the reference into the answer, the most telling first.

    >>> from solvers.expression import read
    >>> expression_slips(read("-2x").tree, read("2x").tree)
    (Slip(code='sign', about=''),)
    >>> expression_slips(read("2(3x+1)").tree, read("6(3x+1)").tree)
    (Slip(code='inner-derivative', about='3·x + 1'), Slip(code='factor', about='1/3'))
    """
    if len(walk(answer)) + len(walk(reference)) > _MOST_NODES:
        return ()
    try:
        return tuple(_slips(answer, reference))
    except (NoFingerprint, Undefined, ValueError, OverflowError, ZeroDivisionError):
        return ()


def _slips(answer: Node, reference: Node) -> Iterator[Slip]:
    if not names_in(reference) and not names_in(answer):
        yield from number_slips(value(answer), value(reference), _exactly)
        return
    prints = Fingerprints()
    found, wanted = prints.of(answer), prints.of(reference)
    if (found + wanted) % OUTER == 0:
        yield Slip("sign")
        return
    yield from _inner(reference, found, wanted, prints)
    if found * wanted % OUTER == 1:
        yield Slip("reciprocal")
        return
    factor = simple_fraction(found * inverse(wanted, OUTER)) if wanted else None
    gap = simple_fraction(found - wanted)
    if factor:
        yield Slip("factor", shown_number(factor))
    elif gap:
        yield Slip("constant", shown_number(gap))
    yield from _terms(reference, found - wanted, prints)


def _inner(reference: Node, found: int, wanted: int, prints: Fingerprints) -> Iterator[Slip]:
    """A factor that is missing and is the derivative of something inside: the chain rule stopped half way."""
    for inside in _insides(reference):
        for name in sorted(names_in(inside)):
            factor = derivative(inside, name)
            if isinstance(factor, Number) and abs(factor.value) in (0, 1):
                continue
            try:
                residue = prints.of(factor)
            except NoFingerprint:
                continue
            if (found * residue - wanted) % OUTER == 0:
                yield Slip("inner-derivative", to_text(inside))
                return


def simple_fraction(residue: int) -> int | Fraction | None:
    """Return the small fraction that a residue stands for, or ``None``: a random residue is none, but once in 10^10.

    The fraction with numerator and denominator up to 1000 is found by Euclid's algorithm (rational reconstruction;
    P. S. Wang, "A p-adic algorithm for univariate partial fractions", 1981).

    >>> simple_fraction(3 * pow(7, -1, OUTER)), simple_fraction(-5), simple_fraction(123456789)
    (Fraction(3, 7), -5, None)
    """
    previous, current = (OUTER, 0), (residue % OUTER, 1)
    while current[0] > _PLAIN:
        steps = previous[0] // current[0]
        previous, current = current, (previous[0] - steps * current[0], previous[1] - steps * current[1])
    numerator, denominator = current
    if not 0 < abs(denominator) <= _PLAIN:
        return None
    fraction = Fraction(numerator, denominator)
    return fraction.numerator if fraction.denominator == 1 else fraction


def _insides(node: Node) -> Iterator[Node]:
    """Yield what stands inside a power, a function or brackets, where it is more than a name."""
    seen: set[Node] = {node}
    for part in walk(node):
        inner = part.args[0] if isinstance(part, (Power, Call)) and part.args else part
        if isinstance(part, Power) and names_in(part.args[1]):
            inner = part.args[1]
        if (inner is not part or isinstance(part, Sum)) and inner.args and inner not in seen:
            seen.add(inner)
            yield inner


def _terms(reference: Node, gap: int, prints: Fingerprints) -> Iterator[Slip]:
    """One term of a sum has the other sign, or is missing."""
    if not isinstance(reference, Sum):
        return
    for term in reference.args:
        residue = prints.of(term)
        if not residue or isinstance(term, Number):
            continue
        if (gap + 2 * residue) % OUTER == 0:
            yield Slip("term-sign", to_text(term))
            return
        if (gap + residue) % OUTER == 0:
            yield Slip("missing-term", to_text(term))
            return


def _exactly(found: Value, wanted: Value) -> bool:
    if isinstance(found, (int, Fraction)) and isinstance(wanted, (int, Fraction)):
        return found == wanted
    return abs(complex(found) - complex(wanted)) <= 1e-9 * abs(complex(wanted))


def number_slips(found: Value, reference: Value, accepts: Callable[[Value, Value], bool]) -> tuple[Slip, ...]:
    """Return the slips between two numbers, near enough as ``accepts`` says.

    >>> number_slips(Fraction(25), Fraction(1, 4), _exactly)
    (Slip(code='percent', about=''),)
    >>> number_slips(-3, 3, _exactly)
    (Slip(code='sign', about=''),)
    """
    if isinstance(found, complex) or isinstance(reference, complex) or not found or not reference:
        return ()
    try:
        if not (isfinite(found) and isfinite(reference)):
            return ()
    except OverflowError:  # an exact number beyond every float
        return ()
    if accepts(-found, reference):
        return (Slip("sign"),)
    for power in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
        if accepts(divided(found, Fraction(10) ** power), reference):
            return (Slip("percent") if abs(power) == 2 else Slip("power-of-ten", str(power)),)
    if accepts(divided(1, found), reference):
        return (Slip("reciprocal"),)
    turn = 180 / pi
    if accepts(float(found) * turn, reference) or accepts(float(found) / turn, reference):
        return (Slip("degrees"),)
    slips = _small_factors(found, reference, accepts)
    if slips:
        return slips
    if abs(float(found) - float(reference)) <= 0.02 * abs(float(reference)) and not isinstance(found, int):
        return (Slip("rounding"),)
    return ()


def _small_factors(found: Value, reference: Value, accepts: Callable[[Value, Value], bool]) -> tuple[Slip, ...]:
    for factor in (Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 3), Fraction(4), Fraction(1, 4)):
        if accepts(divided(found, factor), reference):
            return (Slip("factor", shown_number(factor)),)
    return ()
