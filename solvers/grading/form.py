"""Is an answer in the form that was asked for? Judged apart from value: a right value in another form is incomplete.

A form's check returns what is still to be done, as codes (``CODES``); nothing means that the form is there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from math import gcd
from typing import Final

from solvers.expression.calculus import names_in, walk
from solvers.expression.evaluation import exact_value
from solvers.expression.nodes import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol
from solvers.expression.polynomials import common_atom, degree, integer_content, is_irreducible, polynomial
from solvers.expression.tidy import tidy

CODES: Final = {
    "product-of-sums": "a product or power of a sum is not multiplied out",
    "not-a-product": "a sum that can still be factored",
    "common-factor": "a factor that all terms share",
    "not-a-polynomial": "a factor with a fraction in it",
    "several-fractions": "more than one fraction, or a fraction beside other terms",
    "fraction-in-fraction": "a fraction inside a fraction",
    "not-lowest": "a fraction that can be cancelled",
    "signs": "more minus signs than needed in a fraction",
    "root-below": "a root or an imaginary unit in a denominator",
    "not-partial": "a fraction that can be split further",
    "not-combined": "two fractions with the same denominator",
    "several-squares": "the variable occurs outside the one square",
    "not-a-square": "the part with the variable is no square of a linear expression",
    "like-terms": "terms that can be gathered",
    "not-folded": "numbers that can be computed, or 0 and 1 that can be left out",
    "foreign-name": "a name that should have been substituted",
    "order-of-terms": "not the expression as it was asked for",
    "not-tidy": "a double sign or an empty factor",
    "not-carried-out": "a derivative that is only asked for: a prime, d/dx",
    "false-link": "a chain of equalities with a link that does not hold",
    "unsolved": "an inequality or equation in which the name does not stand alone",
}
"""Every code of a shortcoming with what it means to a programmer."""

_ROOTS: Final = frozenset({"sqrt", "root"})


def shortcomings(answer: Node, form: str, reference: Node, variable: str | None = None) -> tuple[str, ...]:
    """Return what keeps an answer from having a form, each code once, in the order of ``FORMS``' check.

    Args:
        answer: the answer's tree as it was written.
        form: a key of ``FORMS`` or one of its other names; ``in terms of x, y`` names the names that may occur.
        reference: the reference's tree: the forms ``same`` and ``substituted`` look at it.
        variable: the name or expression that the form is about; all of them where it is ``None``.

    Raises:
        ValueError: for an unknown form.

    >>> from solvers.expression import read
    >>> tree = read("x*(2x + 6)").tree
    >>> shortcomings(tree, "factored", tree)
    ('common-factor',)
    >>> shortcomings(read("2t").tree, "in terms of x, y", tree)
    ('foreign-name',)
    """
    names = terms_of(form)
    if names is not None:
        return ("foreign-name",) if names_in(answer) - names else ()
    check = FORMS.get(canonical_form(form))
    if check is None:
        raise ValueError(f"unknown form {form!r}; known are {', '.join(FORMS)} and 'in terms of x, y'")
    return tuple(dict.fromkeys(check(answer, reference, _atom(variable))))


def canonical_form(form: str) -> str:
    """Return a form's own name for any of its spellings.

    >>> canonical_form("FacForm"), canonical_form("single fraction")
    ('factored', 'single-fraction')
    """
    plain = form.strip().lower().replace("_", "-").replace(" ", "-")
    return _OTHER_NAMES.get(plain, plain)


def terms_of(form: str) -> frozenset[str] | None:
    """Return the names of ``in terms of x, y``, or ``None`` for another form."""
    words = form.strip()
    for opening in ("in terms of ", "in-terms-of:", "in:"):
        if words.lower().startswith(opening):
            return frozenset(
                name.strip() for name in words[len(opening) :].replace(" and ", ",").split(",") if name.strip()
            )
    return None


def _atom(variable: str | None) -> Node | None:
    if not variable:
        return None
    from solvers.expression.reading import read

    return read(variable, trusted=True).tree


# -- pieces of a tree -------------------------------------------------------------------------------------------------


def _terms(node: Node) -> Iterator[Node]:
    """Yield the terms of a sum, through brackets and signs."""
    if isinstance(node, Sum):
        for term in node.args:
            yield from _terms(term)
    elif isinstance(node, Negative) and isinstance(node.args[0], Sum):
        yield from _terms(node.args[0])
    else:
        yield node


def _factors(node: Node) -> Iterator[tuple[Node, int]]:
    """Yield the factors of a product with their whole exponents; a divisor has a negative one."""
    if isinstance(node, Product):
        for factor in node.args:
            yield from _factors(factor)
    elif isinstance(node, Negative):
        yield from _factors(node.args[0])
    elif isinstance(node, Quotient):
        yield from _factors(node.args[0])
        for base, exponent in _factors(node.args[1]):
            yield base, -exponent
    elif isinstance(node, Power):
        exponent_ = exact_value(node.args[1])
        if isinstance(exponent_, int):
            for base, inner in _factors(node.args[0]):
                yield base, inner * exponent_
        else:
            yield node, 1
    else:
        yield node, 1


def _contains(node: Node, atom: Node | None) -> bool:
    """Return whether the variable (any name, where none is given) occurs in a tree."""
    if atom is None:
        return bool(names_in(node))
    return any(part == atom for part in walk(node))


def _below(node: Node) -> Iterator[Node]:
    """Yield every denominator."""
    for part in walk(node):
        if isinstance(part, Quotient):
            yield part.args[1]
        elif isinstance(part, Power):
            exponent = exact_value(part.args[1])
            if exponent is not None and exponent < 0:
                yield part.args[0]


# -- forms ------------------------------------------------------------------------------------------------------------


def _expanded(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """No product and no power of a sum is left."""
    for part in walk(answer):
        if isinstance(part, Product):
            loose = any(isinstance(factor, Sum) or _sum_power(factor) for factor in part.args)
        elif isinstance(part, (Negative, Quotient)):
            loose = isinstance(part.args[0], Sum)
        else:
            loose = _sum_power(part)
        if loose:
            yield "product-of-sums"


def _sum_power(node: Node) -> bool:
    if not (isinstance(node, Power) and isinstance(node.args[0], (Sum, Product, Quotient))):
        return False
    exponent = exact_value(node.args[1])
    return isinstance(exponent, int) and exponent > 1


def _factored(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """A product of factors that have no factors themselves, over the rationals; whole numbers may stand as they are."""
    for factor, exponent in _factors(answer):
        if not isinstance(factor, Sum):
            continue
        if exponent < 0:
            continue
        terms = polynomial(factor)
        if terms is None:
            yield "not-a-polynomial"
        elif integer_content(terms) > 1 or common_atom(terms) is not None:
            yield "common-factor"
        elif len(terms) != len(list(_terms(factor))):
            yield "like-terms"
        elif not is_irreducible(terms):
            yield "not-a-product"


def _single_fraction(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """One fraction, with none inside it and nothing beside it."""
    node = answer
    while isinstance(node, Negative):
        node = node.args[0]
    if isinstance(node, Quotient):
        if any(_is_fraction(part) for side in node.args for part in walk(side)):
            yield "fraction-in-fraction"
    elif isinstance(node, Product):
        fractions = [factor for factor in node.args if _is_fraction(factor)]
        if any(_is_fraction(part) for factor in fractions for arg in factor.args for part in walk(arg)):
            yield "fraction-in-fraction"
        elif len(fractions) > 1 or any(
            _is_fraction(part) for factor in node.args if factor not in fractions for part in walk(factor)
        ):
            yield "several-fractions"
    elif isinstance(node, Sum) and any(_is_fraction(part) for part in walk(node)):
        yield "several-fractions"


def _is_fraction(node: Node) -> bool:
    if isinstance(node, Power):
        exponent = exact_value(node.args[1])
        return exponent is not None and exponent < 0
    return isinstance(node, Quotient)


def _lowest_terms(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """Every fraction of whole numbers is cancelled, with one sign at most, and no root below the line."""
    for part in walk(answer):
        if isinstance(part, Negative) and isinstance(part.args[0], Quotient) and _signs(part.args[0]):
            yield "signs"
        if isinstance(part, Quotient):
            above, below = (_whole_content(side) for side in part.args)
            if _signs(part) > 1:
                yield "signs"
            if gcd(above, below) > 1 or (below == 1 and part.args[1] == Number(1)):
                yield "not-lowest"
    for part in _below(answer):
        if any(_is_root(inner) for inner in walk(part)):
            yield "root-below"


def _signs(fraction: Node) -> int:
    return sum(isinstance(side, Negative) or (isinstance(side, Number) and side.value < 0) for side in fraction.args)


def _whole_content(node: Node) -> int:
    """Return the whole number that a side of a fraction carries as a factor (0 for 0)."""
    terms = polynomial(node)
    if terms is None:
        return 1
    return integer_content(terms) if terms else 0


def _is_root(node: Node) -> bool:
    if isinstance(node, Power):
        exponent = exact_value(node.args[1])
        return isinstance(exponent, Fraction)
    return (isinstance(node, Call) and node.name in _ROOTS) or node == Constant("i")


def _partial_fractions(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """A polynomial plus fractions over powers of one irreducible factor each, every numerator of lower degree."""
    variable = atom if atom is not None else _only_name(answer)
    seen: set[tuple[Node, int]] = set()
    for term in _split_terms(answer):
        if isinstance(term, Product) and any(_split(factor, variable) for factor in term.args):
            yield "not-partial"
            continue
        below = [(base, -exponent) for base, exponent in _factors(term) if exponent < 0 and _contains(base, variable)]
        if not below:
            continue
        above = [base for base, exponent in _factors(term) for _ in range(min(exponent, 4))]
        numerator = polynomial(Product(*above, Number(1), Number(1)))
        base, exponent = below[0]
        denominator = polynomial(base)
        if len(below) > 1 or numerator is None or denominator is None:
            yield "not-partial"
            continue
        too_high = variable is not None and degree(numerator, variable) >= degree(denominator, variable)
        splits = not is_irreducible(_primitive(denominator)) or common_atom(denominator) not in (None, base)
        if too_high or splits:
            yield "not-partial"
        elif (base, exponent) in seen:
            yield "not-combined"
        seen.add((base, exponent))


def _split(factor: Node, variable: Node | None) -> bool:
    """Return whether a factor is a sum with fractions in the variable, which should stand as terms of the answer."""
    return isinstance(factor, Sum) and any(_contains(below, variable) for below in _below(factor))


def _split_terms(node: Node) -> Iterator[Node]:
    """Yield the terms of a sum, and of a constant times a sum."""
    for term in _terms(node):
        if isinstance(term, Product):
            sums = [factor for factor in term.args if isinstance(factor, Sum)]
            constants = [factor for factor in term.args if not names_in(factor)]
            if len(sums) == 1 and len(constants) == len(term.args) - 1:
                for part in _terms(sums[0]):
                    yield Product(*constants, part)
                continue
        yield term


def _primitive(terms: dict[tuple[tuple[Node, int], ...], Fraction]) -> dict[tuple[tuple[Node, int], ...], Fraction]:
    content = integer_content(terms)
    return {monomial: coefficient / content for monomial, coefficient in terms.items()}


def _only_name(node: Node) -> Node | None:
    names = names_in(node)
    return Symbol(next(iter(names))) if len(names) == 1 else None


def _completed_square(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """The variable occurs in one square of a linear expression only, with a factor before and a constant after."""
    variable = atom if atom is not None else _only_name(answer)
    with_variable = [term for term in _terms(answer) if _contains(term, variable)]
    if len(with_variable) > 1:
        yield "several-squares"
        return
    for term in with_variable:
        squares = [(base, exponent) for base, exponent in _factors(term) if _contains(base, variable)]
        if len(squares) != 1 or squares[0][1] not in (1, 2):
            yield "not-a-square"
            continue
        inside = polynomial(squares[0][0])
        linear = inside is not None and variable is not None and _degree_in(inside, variable) == 1
        if not linear or (squares[0][1] == 1 and isinstance(squares[0][0], Sum)):
            yield "not-a-square"


def _degree_in(terms: dict[tuple[tuple[Node, int], ...], Fraction], variable: Node) -> int:
    """Return the degree in the variable, which may itself be a power (``x^2``)."""
    if isinstance(variable, Power):
        exponent = exact_value(variable.args[1])
        if isinstance(exponent, int) and exponent > 0:
            exponents = {power for monomial in terms for atom, power in monomial if atom == variable.args[0]}
            return max(exponents, default=0) // exponent if all(power % exponent == 0 for power in exponents) else -1
    return degree(terms, variable)


def _simplified(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """Like terms gathered, numbers computed, fractions cancelled, no empty factors."""
    seen = set()
    for part in walk(answer):
        if isinstance(part, Sum):
            keys = [_term_key(term) for term in _terms(part)]
            seen.update(["like-terms"] if len(set(keys)) < len(keys) else [])
        if isinstance(part, (Sum, Product)) and any(isinstance(arg, Number) and arg.value == 0 for arg in part.args):
            seen.add("not-folded")
        if isinstance(part, Product) and any(arg in (Number(1), Number(-1)) for arg in part.args):
            seen.add("not-folded")
        if isinstance(part, Product) and _repeated(part):
            seen.add("like-terms")
        if isinstance(part, Power) and part.args[1] in (Number(0), Number(1)):
            seen.add("not-folded")
        if isinstance(part, Negative) and isinstance(part.args[0], Negative):
            seen.add("not-tidy")
    yield from sorted(seen)
    yield from (code for code in _lowest_terms(answer, reference, atom) if code != "root-below")


def _term_key(term: Node) -> object:
    """What two like terms share: the term without its rational coefficient."""
    terms = polynomial(term)
    if terms is not None and len(terms) == 1:
        return next(iter(terms))
    return tidy(term if not isinstance(term, Negative) else term.args[0])


def _repeated(product: Product) -> bool:
    """Return whether numbers stand side by side, or one name twice."""
    numbers = sum(
        isinstance(factor, Number) or (isinstance(factor, Quotient) and not names_in(factor)) for factor in product.args
    )
    bases = [factor.args[0] if isinstance(factor, Power) else factor for factor in product.args if names_in(factor)]
    return numbers > 1 or len(set(bases)) < len(bases)


def _substituted(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """Only the reference's names occur."""
    if names_in(answer) - names_in(reference):
        yield "foreign-name"


def _same(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """The reference itself, up to the order and the grouping of sums and products."""
    if _regrouped(answer) != _regrouped(reference):
        yield "order-of-terms"


def _as_written(answer: Node, reference: Node, atom: Node | None) -> Iterator[str]:
    """The reference itself, sign for sign."""
    if answer != reference:
        yield "order-of-terms"


def _regrouped(node: Node) -> object:
    """Return a tree's shape with sums, and products with their divisors, as unordered collections of parts."""
    if isinstance(node, Sum):
        return "sum", _counted(_regrouped(term) for term in _terms_signed(node))
    if isinstance(node, (Product, Quotient, Negative)) or (isinstance(node, Number) and node.value < 0):
        above: list[object] = []
        below: list[object] = []
        _sides(node, above, below)
        return "product", _counted(above), _counted(below)
    if isinstance(node, Call) and node.name == "exp":
        return "power", Constant("e"), _regrouped(node.args[0])
    if isinstance(node, Power):
        return "power", _regrouped(node.args[0]), _regrouped(node.args[1])
    if node.args:
        return type(node).__name__, node.data, tuple(_regrouped(arg) for arg in node.args)
    return node


def _terms_signed(node: Node) -> Iterator[Node]:
    for term in node.args:
        if isinstance(term, Sum):
            yield from _terms_signed(term)
        else:
            yield term


def _sides(node: Node, above: list[object], below: list[object]) -> None:
    if isinstance(node, Negative) or (isinstance(node, Number) and node.value < 0):
        above.append("minus")
        _sides(node.args[0] if isinstance(node, Negative) else Number(-node.value), above, below)
    elif isinstance(node, Product):
        for factor in node.args:
            _sides(factor, above, below)
    elif isinstance(node, Quotient):
        _sides(node.args[0], above, below)
        _sides(node.args[1], below, above)
    else:
        above.append(_regrouped(node))


def _counted(parts: Collection[object] | Iterator[object]) -> tuple[object, ...]:
    return tuple(sorted(parts, key=repr))


Check = Callable[[Node, Node, Node | None], Iterator[str]]

FORMS: Final[dict[str, Check]] = {
    "expanded": _expanded,
    "factored": _factored,
    "single-fraction": _single_fraction,
    "lowest-terms": _lowest_terms,
    "partial-fractions": _partial_fractions,
    "completed-square": _completed_square,
    "simplified": _simplified,
    "substituted": _substituted,
    "same": _same,
    "as-written": _as_written,
}
"""Name of a form -> its check."""

_OTHER_NAMES: Final = {
    "facform": "factored",
    "factorized": "factored",
    "factorised": "factored",
    "singlefrac": "single-fraction",
    "lowestterms": "lowest-terms",
    "partfrac": "partial-fractions",
    "compsquare": "completed-square",
    "equalcomass": "same",
    "casequal": "as-written",
    "simplify": "simplified",
}
