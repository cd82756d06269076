"""The two sides of a link of a chain: with what is known of their names put in, compared, and how they differ.

Derivations repeat their steps: what the same sides say, with the same words, is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, isfinite
from typing import Final

from quiz.language import Text
from quiz.report.formulas.meanings import Definition, UnknownMeaning, is_known_derivative, known_value
from solvers.expression import Node, Undefined, to_text, value
from solvers.expression.calculus import derivative, functions_in, names_in, substitute, walk
from solvers.expression.evaluation import Value, exact_value
from solvers.expression.identity import decide
from solvers.expression.nodes import Call, Number, Product, Relation
from solvers.expression.tidy import tidy
from solvers.grading.chains import false_link

MOST_SHOWN: Final = 24
"""A number of more characters is told with six digits."""
LARGEST_FACTOR: Final = 10**6
"""A larger one tells nobody what went wrong."""
_SMALL: Final = "epsilon"
_UNDECIDED: Final = (UnknownMeaning, Undefined, ValueError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Said:
    """What a name was said to be, wherever that was; ``tree`` is None where it can't be known."""

    name: str
    tree: Node | None
    parameter: str


def used_names(*trees: Node) -> set[str]:
    """Return the names whose meaning a link is about, those in derivatives among them."""
    found: set[str] = set()
    for tree in trees:
        for name in names_in(tree):
            above, divided, below = name.partition("/")
            found |= {above[1:], below[1:]} if divided else {name}
        found |= {name.rstrip("'") for name in functions_in(tree)}
    return found


def said_of(known: Mapping[str, Definition], *trees: Node) -> tuple[Said, ...]:
    """Return what was said of the names that a link is about, and of those that are needed for it, by name."""
    found: dict[str, Said] = {}
    unseen = used_names(*trees)
    while unseen:
        name = unseen.pop()
        definition = known.get(name)
        if definition is not None and name not in found:
            found[name] = Said(name, definition.tree, definition.parameter)
            unseen |= used_names(definition.tree) if definition.tree is not None else set()
    return tuple(found[name] for name in sorted(found))


def _values(left: Node, right: Node, said: Sequence[Said]) -> tuple[Node, Node]:
    """Return both sides with what is known put in; raise :class:`UnknownMeaning` where that is in doubt."""
    known = {one.name: Definition(one.tree, 0, one.parameter) for one in said}
    return known_value(left, known), known_value(right, known)


@lru_cache(maxsize=2048)
def is_slip(left: Node, right: Node, said: tuple[Said, ...]) -> bool:
    """Return whether two sides differ by nothing but a sign or a factor."""
    try:
        return _ratio(*_values(left, right, said)) is not None
    except _UNDECIDED:
        return False


def leaves_out_what_is_small(left: Node, right: Node) -> bool:
    """Return whether two sides are the same to the first order in ε, as may be meant: ``(a + ε)^2 = a^2 + 2aε``."""
    if _SMALL not in names_in(left):
        return False
    try:
        slopes = derivative(left, _SMALL), derivative(right, _SMALL)
    except _UNDECIDED:
        return False
    near = [tuple(substitute(side, {_SMALL: 0}) for side in sides) for sides in ((left, right), slopes)]
    return all(compared(first, second, ()) for first, second in near)


@lru_cache(maxsize=2048)
def compared(left: Node, right: Node, said: tuple[Said, ...]) -> bool | None:
    """Compare two members with what is known put in; None where letters are only on one side, or nothing is known."""
    try:
        first, second = _values(left, right, said)
        names = names_in(first), names_in(second)
        assume = dict.fromkeys(names[0] | names[1], "positive")
        if not names[0] and not names[1]:
            computed = isinstance(left, Call) or _is_derivative_of(left, said)
            return _equal_numbers(first, second, computed=computed)
        decision = decide(first, second, assume)
        if decision.equal is not False:
            return decision.equal
        if names[0] != names[1]:
            return None
        found = false_link(Relation(("=",), (first, second)), assume=assume, variables=names[0])
        return False if found is not None else None
    except _UNDECIDED:
        return None


def _is_derivative_of(tree: Node, said: Sequence[Said]) -> bool:
    return is_known_derivative(tree, {one.name: Definition(one.tree, 0, one.parameter) for one in said})


def _equal_numbers(first: Node, second: Node, *, computed: bool) -> bool | None:
    """Compare numbers: rounded decimals, results rounded to a whole number, and sizes (``112×112``) are no errors.

    Two bare numbers are compared only where one of them was ``computed``, from a derivative or a function.
    """
    a, b = value(first), value(second)
    if any(map(_is_beyond_floats, (a, b))):
        return True if isinstance(a, int | Fraction) and a == b else None
    if false_link(Relation(("=",), (first, second))) is None:
        return True
    if any(
        isinstance(part, Call) and part.name in ("percent", "degree", "floor", "ceil")
        for n in (first, second)
        for part in walk(n)
    ):
        return None
    if isinstance(a, complex) or isinstance(b, complex) or not (computed or first.args or second.args):
        return None
    for one, other in ((a, b), (b, a)):
        if isinstance(one, (int, Fraction)) and one in (floor(other), ceil(other)):
            return None
    for node, other in ((first, b), (second, a)):
        if isinstance(node, Product) and node.args[0] == Number(Fraction(other) if isinstance(other, int) else 0):
            return None
    return False


def _is_beyond_floats(number: Value) -> bool:
    """Whether a number is ∞, or too large or too small for a float: nothing that compares floats can tell of it."""
    if isinstance(number, complex):
        return False
    try:
        near = float(number)
    except OverflowError:
        return True
    return not isfinite(near) or (near == 0 and number != 0)


@lru_cache(maxsize=2048)
def told(left: Node, right: Node, said: tuple[Said, ...]) -> tuple[str, str, Text]:
    """Return how a link that doesn't hold is shown, what its left-hand side comes to, and what is said of it."""
    first, second = map(tidy, _values(left, right, said))
    ja, en = _difference(first, second)
    shown = f"{to_text(left)} = {to_text(right)}"
    expected = _shown_value(first)
    if len(expected) > len(shown) + MOST_SHOWN:  # worked out, it would be longer than anybody reads
        expected = to_text(left)
    message = Text(
        f"この等号は成り立ちません: {shown}。{ja}。左辺を計算すると {expected} です。",
        f"This equality does not hold: {shown}. {en}. The left-hand side is {expected}.",
    )
    return shown, expected, message


def _shown_value(node: Node) -> str:
    """Show what a side is: a number as one, anything else as it stands."""
    if names_in(node):
        return to_text(node)
    exact = exact_value(node)
    if exact is not None:
        whole = exact.denominator == 1 or exact.denominator > 1000
        shown = to_text(Number(exact)) if whole else str(float(exact))
        if len(shown) <= MOST_SHOWN:
            return shown
        return to_text(node) if _is_beyond_floats(exact) else f"{float(exact):.6g}"
    found = value(node)
    return f"{found:.6g}" if isinstance(found, float) else to_text(node)


def _difference(first: Node, second: Node) -> tuple[str, str]:
    """Name how two sides differ: by the sign, a factor, a term, upside down."""
    ratio = _ratio(first, second)
    if ratio == -1:
        return "符号が逆です", "The sign is flipped"
    if ratio is not None and names_in(first):
        return f"右辺を {ratio} 倍すると等しくなります", f"The right-hand side would have to be multiplied by {ratio}"
    gap = _constant(second - first)
    if gap is not None and names_in(first):
        return f"右辺は {gap} だけ違います", f"The right-hand side is off by {gap}"
    if _constant(first * second) == 1:
        return "逆数になっています", "It is upside down"
    return "両辺の値が違います", "The two sides have different values"


def _ratio(first: Node, second: Node) -> Fraction | None:
    """Return the number that a side is a multiple of the other by; None where it is none."""
    return None if second == Number(0) else _constant(first / second)


def _constant(node: Node) -> Fraction | None:
    """Return the simple fraction that an expression is wherever it is looked at; None where it is none."""
    names = sorted(names_in(node))
    found: set[Fraction | None] = set()
    for row in range(4):
        try:
            number = value(node, {name: 0.7 + 0.31 * at + 0.57 * row for at, name in enumerate(names)})
        except Undefined:
            return None
        found.add(None if isinstance(number, complex) else _simple(number))
    return found.pop() if len(found) == 1 else None


def _simple(number: float | Fraction) -> Fraction | None:
    """Return a fraction of small numbers that a float stands for; None where there is none, as for ∞."""
    if isinstance(number, float) and not isfinite(number):
        return None
    exact = Fraction(number)
    found = exact.limit_denominator(24)
    near = abs(found - exact) * 10**9 < max(Fraction(1), abs(exact))
    return found if near and abs(found) < LARGEST_FACTOR else None
