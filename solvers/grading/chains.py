"""Chains of equalities, ``64*5*5 = 1600``: what the chain gives as the answer, and the first link that is false."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from solvers.expression.approximate import Approximator, FloatArithmetic, Unreliable
from solvers.expression.calculus import carried_out, names_in, substitute, walk
from solvers.expression.nodes import Call, Negative, Node, Number, Rational, Relation, Sequence, SetOf, Symbol
from solvers.expression.reading import names_quantity
from solvers.expression.typed import written_digits
from solvers.grading.structures import decide_answers, kind_of

MOST_LINKS: Final = 64
"""A longer chain is not checked; nobody writes one by hand."""
_ROUNDED_FIGURES: Final = 3
"""From so many figures on, a decimal inside a larger expression may be a rounded value on the way (``1.414/2``)."""
_MOST_DECIMALS: Final = 24
_POINTS: Final = (1.3046875, 2.7109375, 0.2265625)


@dataclass(frozen=True, slots=True)
class FalseLink:
    """A link of a chain that does not hold.

    Attributes:
        at: which sign of the chain, counted from 0.
        sign: ``=`` or ``≈``.
        left: the member before the sign.
        right: the member after it.
    """

    at: int
    sign: str
    left: Node
    right: Node


def is_chain(tree: Node) -> bool:
    """Return whether a tree is members joined by ``=`` or ``≈``.

    >>> from solvers.expression import read
    >>> is_chain(read("5 + 3 = 8").tree), is_chain(read("x < 8").tree)
    (True, False)
    """
    return isinstance(tree, Relation) and set(tree.signs) <= {"=", "≈"}


def result_of(chain: Node) -> Node:
    """Return what a chain gives as the answer: its last member joined by ``=``, else its last; no chain is itself.

    >>> from solvers.expression import read, to_text
    >>> [to_text(result_of(read(text).tree)) for text in ("64*5*5 = 1600", "x = 1/3 ≈ 0.333", "2t")]
    ['1600', '1/3', '2·t']
    """
    if not is_chain(chain):
        return chain
    exact = [at for at, sign in enumerate(chain.data, 1) if sign == "="]
    return chain.args[exact[-1] if exact else -1]


def results_of(chain: Node) -> tuple[Node, ...]:
    """Return the members of a chain that may count as its answer: what it gives, its last member, and what is rounded.

    >>> from solvers.expression import read, to_text
    >>> [to_text(result) for result in results_of(read("2/6 = 1/3 = 0.33").tree)]
    ['0.33', '1/3']
    """
    results = [result_of(chain)]
    if is_chain(chain):
        results.append(chain.args[-1])
        if _is_decimal(chain.args[-1]) and not names_quantity(chain.args[-2]):
            results.append(chain.args[-2])
    return tuple(dict.fromkeys(results))


def false_link(
    chain: Node,
    *,
    assume: Mapping[str, str] | None = None,
    meanings: Mapping[str, Node | Rational] | None = None,
    known: Collection[str] | None = None,
    variables: Collection[str] = (),
) -> FalseLink | None:
    """Return the first link of a chain that is certainly false, or ``None`` where there is none.

    First members that only name a quantity (``y``, ``f(x)``, ``w_{t+1}``) are labels, no links, unless a variable.
    A decimal counts for what it is rounded from: always after ``≈``; after ``=`` where it stands alone, or has three
    figures or more.

    Args:
        chain: a ``Relation`` of members joined by ``=`` or ``≈``; any other tree has no links.
        assume: a word of ``identity.DOMAINS`` per name.
        meanings: what names stand for in the members (``t`` for ``x + y``).
        known: the only names that a value can be given to: a link with another one cannot be decided. ``None``: any.
        variables: names that are no labels, since they stand for themselves.

    >>> from solvers.expression import read
    >>> false_link(read("14.25 = 57/4").tree), false_link(read("x = 1/3 = 0.333").tree)
    (None, None)
    >>> found = false_link(read("1 + 5 = 6 = 2*2").tree)
    >>> found.at, found.left, found.right
    (1, Number(6), Product(Number(2), Number(2)))
    """
    if not is_chain(chain) or len(chain.args) > MOST_LINKS:
        return None
    meanings = meanings or {}
    members = [carried_out(substitute(member, meanings) if meanings else member) for member in chain.args]
    for at in range(_labels(chain, {*meanings, *variables}), len(chain.data)):
        sign = chain.data[at]
        if known is not None and not names_in(members[at]) | names_in(members[at + 1]) <= set(known):
            continue
        if _is_false(sign, members[at], members[at + 1], assume or {}):
            return FalseLink(at, sign, chain.args[at], chain.args[at + 1])
    return None


def _labels(chain: Node, variables: Collection[str]) -> int:
    """Return how many members at the beginning only name what is asked; the last member never does."""
    for at, member in enumerate(chain.args[:-1]):
        if not names_quantity(member) or (isinstance(member, Symbol) and member.name in variables):
            return at
    return len(chain.args) - 1


def same_when_rounded(left: Node, right: Node, assume: Mapping[str, str] | None = None) -> bool | None:
    """Return whether two writings have one value, but for the rounding of their decimals; ``None``: not decided.

    >>> from solvers.expression import read
    >>> same_when_rounded(read("0.707").tree, read("1/√2").tree)
    True
    """
    decision = decide_answers(left, right, assume or {})
    if decision.equal is not False:
        return decision.equal
    return not _is_false("≈", left, right, assume or {})


def _is_false(sign: str, left: Node, right: Node, assume: Mapping[str, str]) -> bool:
    """Return whether two members certainly differ, by more than the rounding of their decimals."""
    if decide_answers(left, right, assume).equal is not False:
        return False
    kinds = kind_of(left), kind_of(right)
    if kinds == ("value", "value"):
        return not _equal_when_rounded(sign, left, right)
    if isinstance(left, (Sequence, SetOf)) and type(left) is type(right) and len(left.args) == len(right.args):
        return any(_is_false(sign, a, b, assume) for a, b in zip(left.args, right.args, strict=True))
    return True


def _equal_when_rounded(sign: str, left: Node, right: Node) -> bool:
    """Return whether the rounding of the decimals written explains the gap, wherever it is looked at."""
    names = sorted(names_in(left) | names_in(right))
    shares = [*_roundings(left, sign == "≈" or not _is_decimal(right)), *_roundings(right, True, whole=sign == "≈")]
    if not shares:
        return False
    for shift in range(1 if not names else len(_POINTS)):
        point: dict[str, Any] = {name: _POINTS[(shift + at) % 3] + at // 3 for at, name in enumerate(names)}
        try:
            gap, error = _gap(left, right, point)
            # Every decimal may be off by half a unit of its last place; their effects add up to first order.
            slack = sum(abs(_gap(*_moved(left, right, at, move), point)[0] - gap) for at, move in shares)
        except Unreliable:
            return True  # not decided
        if abs(gap) > slack * (1 + 1e-9) + error:
            return False
    return True


def _gap(left: Node, right: Node, point: Mapping[str, Any]) -> tuple[Any, Any]:
    at = Approximator(FloatArithmetic(), point)
    (first, wrong), (second, error) = at.of(left), at.of(right)
    return first - second, wrong + error


def _roundings(node: Node, alone: bool, *, whole: bool = False) -> Iterator[tuple[Number, Rational]]:
    """Yield the decimals in a member that may be rounded, each with half a unit of its last place.

    Args:
        node: the member.
        alone: whether a decimal that is the whole member counts, however few its figures.
        whole: whether a whole number that is the whole member counts as rounded.
    """
    single = _is_decimal(node) or (whole and _plain(node) is not None)
    decimals = [part for part in walk(node) if isinstance(part, Number) and (part.text or (single and whole))]
    for part in dict.fromkeys(decimals[:_MOST_DECIMALS]):
        places, figures = written_digits(part)
        if places is None or figures is None:
            continue
        if alone if single else figures[1] >= _ROUNDED_FIGURES:
            yield part, Fraction(1, 2 * 10**places)


def _plain(node: Node) -> Number | None:
    """Return the number that a member is but for a sign and a percent sign, or ``None``."""
    while isinstance(node, Negative) or (isinstance(node, Call) and node.name == "percent"):
        node = node.args[0]
    return node if isinstance(node, Number) else None


def _is_decimal(node: Node) -> bool:
    number = _plain(node)
    return number is not None and number.text is not None and number.value.denominator != 1


def _moved(left: Node, right: Node, decimal: Number, move: Rational) -> tuple[Node, Node]:
    """Return both sides with one decimal, wherever it stands, moved by ``move``."""
    other = Number(decimal.value + move)

    def replace(node: Node) -> Node:
        if node == decimal and isinstance(node, Number) and node.text == decimal.text:
            return other
        return node.with_args(tuple(map(replace, node.args))) if node.args else node

    return replace(left), replace(right)
