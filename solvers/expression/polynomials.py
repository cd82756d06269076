"""Polynomials with rational coefficients, read off a tree within bounds: what the checks of form need, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from typing import Any, Final

from solvers.expression.evaluation import exact_value
from solvers.expression.nodes import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol

Monomial = tuple[tuple[Node, int], ...]
"""Powers of atoms, in a fixed order; an atom is a name, a constant, or anything that is not a polynomial itself."""
Polynomial = dict[Monomial, Fraction]

MOST_TERMS: Final = 200
LARGEST_DEGREE: Final = 40
LARGEST_FACTORED: Final = 24


def polynomial(node: Node) -> Polynomial | None:
    """Return the polynomial that a tree is, multiplied out, or ``None`` where it is none or too large.

    >>> from solvers.expression import read
    >>> sorted(polynomial(read("(x+1)(x-1)").tree).values())
    [Fraction(-1, 1), Fraction(1, 1)]
    >>> polynomial(read("1/x").tree) is None
    True
    """
    if isinstance(node, Number):
        return {(): Fraction(node.value)} if node.value else {}
    if isinstance(node, Sum):
        total: Polynomial | None = {}
        for term in node.args:
            total = _added(total, polynomial(term))
        return total
    if isinstance(node, Negative):
        inner = polynomial(node.args[0])
        return None if inner is None else {monomial: -coefficient for monomial, coefficient in inner.items()}
    if isinstance(node, Product):
        result: Polynomial | None = {(): Fraction(1)}
        for factor in node.args:
            result = _multiplied(result, polynomial(factor))
        return result
    if isinstance(node, Quotient):
        below = polynomial(node.args[1])
        if below is None or set(below) != {()}:
            return None
        return _multiplied(polynomial(node.args[0]), {(): 1 / below[()]})
    if isinstance(node, Power):
        return _power(node)
    if isinstance(node, (Symbol, Constant, Call)):
        return {((node, 1),): Fraction(1)}
    return None


def _power(node: Power) -> Polynomial | None:
    exponent = exact_value(node.args[1])
    if not isinstance(exponent, int):
        return {((node, 1),): Fraction(1)}
    base = polynomial(node.args[0])
    if base is None or exponent < 0 or exponent > LARGEST_DEGREE:
        return None
    result: Polynomial | None = {(): Fraction(1)}
    for _ in range(exponent):
        result = _multiplied(result, base)
    return result


def _added(left: Polynomial | None, right: Polynomial | None) -> Polynomial | None:
    if left is None or right is None:
        return None
    total = dict(left)
    for monomial, coefficient in right.items():
        total[monomial] = total.get(monomial, Fraction(0)) + coefficient
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def _multiplied(left: Polynomial | None, right: Polynomial | None) -> Polynomial | None:
    if left is None or right is None or len(left) * len(right) > 4 * MOST_TERMS:
        return None
    total: Polynomial = {}
    for first, a in left.items():
        for second, b in right.items():
            powers = dict(first)
            for atom, exponent in second:
                powers[atom] = powers.get(atom, 0) + exponent
            monomial = tuple(sorted(powers.items(), key=lambda item: repr(item[0])))
            total[monomial] = total.get(monomial, Fraction(0)) + a * b
    total = {monomial: coefficient for monomial, coefficient in total.items() if coefficient}
    if len(total) > MOST_TERMS or degree(total) > LARGEST_DEGREE:
        return None
    return total


def degree(terms: Polynomial, atom: Node | None = None) -> int:
    """Return the degree in one atom, or the total degree."""
    return max(
        (sum(exponent for part, exponent in monomial if atom is None or part == atom) for monomial in terms), default=0
    )


def integer_content(terms: Polynomial) -> int:
    """Return the greatest common divisor of whole coefficients, 1 where one is a fraction."""
    content = 0
    for coefficient in terms.values():
        if coefficient.denominator != 1:
            return 1
        content = gcd(content, coefficient.numerator)
    return content or 1


def common_atom(terms: Polynomial) -> Node | None:
    """Return an atom that divides every term."""
    monomials = list(terms)
    if not monomials:
        return None
    shared = {atom for atom, _ in monomials[0]}
    for monomial in monomials[1:]:
        shared &= {atom for atom, _ in monomial}
    return min(shared, key=repr, default=None)


def is_irreducible(terms: Polynomial) -> bool:
    """Return whether a primitive polynomial has no factors over the rationals; SymPy factors from degree 2 on.

    One that is too large to be factored in a moment counts as irreducible.
    """
    atoms = sorted({atom for monomial in terms for atom, _ in monomial}, key=repr)
    largest = LARGEST_FACTORED if len(atoms) == 1 else LARGEST_FACTORED // 3
    if degree(terms) <= 1 or degree(terms) > largest or len(terms) > MOST_TERMS // 4:
        return True
    import sympy

    symbols = {atom: sympy.Dummy(f"a{at}") for at, atom in enumerate(atoms)}
    found = sympy.factor_list(_to_sympy(terms, symbols, sympy))
    return int(sum(exponent for _, exponent in found[1])) <= 1


def _to_sympy(terms: Polynomial, symbols: Mapping[Node, Any], sympy: Any) -> Any:
    return sympy.Add(
        *(
            sympy.Rational(coefficient.numerator, coefficient.denominator)
            * sympy.Mul(*(symbols[atom] ** exponent for atom, exponent in monomial))
            for monomial, coefficient in terms.items()
        )
    )
