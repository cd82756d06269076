"""Generic slips: what a wrong answer's difference from the reference looks like. A hint, never a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite, pi
from typing import Final

from solvers.expression.calculus import derivative, names_in, walk
from solvers.expression.evaluation import Undefined, Value, divided, value
from solvers.expression.modular import Fingerprints, NoFingerprint
from solvers.expression.nodes import Call, Negative, Node, Number, Power, Quotient, Sum
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

_POINTS: Final = ((2, 3, 5, 7, 11), (3, 7, 2, 13, 5), (Fraction(1, 2), Fraction(1, 3), Fraction(3, 2), 4, 9))
_MOST_NODES: Final = 120
_PLAIN_FACTOR: Final = 1000


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
    prints = Fingerprints()
    found, wanted = prints.of(answer), prints.of(reference)

    def same(tree: Node, residue: int = found) -> bool:
        try:
            return Fingerprints().of(tree) == residue
        except NoFingerprint:
            return False

    if not names_in(reference) and not names_in(answer):
        yield from number_slips(value(answer), value(reference), _exactly)
        return
    if same(Negative(reference)):
        yield Slip("sign")
        return
    yield from _inner(answer, reference, wanted)
    if found and wanted and same(Quotient(Number(1), reference)):
        yield Slip("reciprocal")
        return
    relation = _constant_relation(answer, reference)
    if relation is not None:
        yield relation
    yield from _terms(reference, same)


def _inner(answer: Node, reference: Node, wanted: int) -> Iterator[Slip]:
    """A factor that is missing and is the derivative of something inside: the chain rule stopped half way."""
    for inside in _insides(reference):
        for name in sorted(names_in(inside)):
            factor = derivative(inside, name)
            if isinstance(factor, Number) and abs(factor.value) in (0, 1):
                continue
            try:
                if Fingerprints().of(answer * factor) == wanted:
                    yield Slip("inner-derivative", to_text(inside))
                    return
            except NoFingerprint:
                continue


def _insides(node: Node) -> Iterator[Node]:
    """Yield what stands inside a power, a function or brackets, where it is more than a name."""
    seen: set[Node] = set()
    for part in walk(node):
        inner = part.args[0] if isinstance(part, (Power, Call)) and part.args else part
        if isinstance(part, Power) and names_in(part.args[1]):
            inner = part.args[1]
        if (inner is not part or isinstance(part, Sum)) and inner.args and inner not in seen:
            seen.add(inner)
            yield inner


def _constant_relation(answer: Node, reference: Node) -> Slip | None:
    """The answer is the reference times or plus one rational constant."""
    names = sorted(names_in(answer) | names_in(reference))
    pairs: list[tuple[Value, Value]] = []
    for row in _POINTS:
        point: dict[str, Value] = {name: row[at % len(row)] + at // len(row) for at, name in enumerate(names)}
        try:
            pairs.append((value(answer, point), value(reference, point)))
        except Undefined:
            continue
        if len(pairs) == 2:
            break
    if len(pairs) < 2 or any(isinstance(side, complex) for pair in pairs for side in pair):
        return None
    if all(wanted != 0 for _, wanted in pairs):
        ratio = _common([divided(found, wanted) for found, wanted in pairs])
        if ratio and _agrees(answer, reference * ratio):
            return Slip("factor", shown_number(ratio))
    gap = _common([found - wanted for found, wanted in pairs])
    return Slip("constant", shown_number(gap)) if gap and _agrees(answer, reference + gap) else None


def _common(values: list[Value]) -> int | Fraction | None:
    """Return the simple rational number that all values are, up to rounding."""
    first = values[0]
    assert not isinstance(first, complex)
    if not -1e6 < first < 1e6:
        return None
    simple = Fraction(first).limit_denominator(_PLAIN_FACTOR)
    close = all(abs(complex(other) - float(simple)) <= 1e-9 * max(1.0, abs(float(simple))) for other in values)
    return simple if close else None


def _agrees(answer: Node, tree: Node) -> bool:
    prints = Fingerprints()
    return prints.of(answer) == prints.of(tree)


def _terms(reference: Node, same: Callable[[Node], bool]) -> Iterator[Slip]:
    """One term of a sum has the other sign, or is missing."""
    if not isinstance(reference, Sum):
        return
    for at, term in enumerate(reference.args):
        others = (*reference.args[:at], *reference.args[at + 1 :])
        if same(Sum(*others, Negative(term))):
            yield Slip("term-sign", to_text(term))
            return
        if same(Sum(*others, Number(0))):
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
