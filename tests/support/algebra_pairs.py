"""Pairs of an answer and a reference whose verdict is known without the grader: equal by construction, or not by proof.

An equal pair is a tree and the same rewritten by laws that hold wherever both sides are defined. A different one is
such a rewriting with one thing changed, and a proof (``algebra_oracle``) that the change shows; where there is no proof
the oracle does not know, and the pair says so.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from algebra_oracle import Point, differ_at, has_value, proved_different
from algebra_trees import (
    PI,
    STYLES,
    E,
    Tree,
    add,
    decimal,
    div,
    f,
    mul,
    n,
    names,
    neg,
    places,
    power,
    put,
    terminates,
    v,
    writer,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An answer, a reference, and whether they are equal; ``None`` where the oracle does not know."""

    family: str
    answer: str
    reference: str
    equal: bool | None
    assume: Mapping[str, str] = field(default_factory=dict)


def part(source: random.Random, tree: Tree, wanted: Callable[[Tree], bool]) -> tuple[tuple[int, ...], Tree] | None:
    """Draw one of the nodes of a tree that fit."""
    found = [(path, node) for path, node in places(tree) if wanted(node)]
    return source.choice(found) if found else None


# -- laws --------------------------------------------------------------------------------------------------------------

Law = Callable[[random.Random, Tree], Tree | None]


def _is(node: Tree, kind: str) -> bool:
    return bool(node[0] == kind)


def _number(node: Tree) -> bool:
    return bool(node[0] == "n")


def shuffled(source: random.Random, node: Tree) -> Tree | None:
    """The parts of a sum or a product in another order."""
    if node[0] not in "+*":
        return None
    parts = list(node[1:])
    source.shuffle(parts)
    return (node[0], *parts)


def distributed(source: random.Random, node: Tree) -> Tree | None:
    """a(b + c) = ab + ac."""
    if not _is(node, "*"):
        return None
    sums = [at for at in range(1, len(node)) if _is(node[at], "+")]
    if not sums:
        return None
    at = source.choice(sums)
    others = [*node[1:at], *node[at + 1 :]]
    return add(*(mul(*others, term) for term in node[at][1:]))


def factored(source: random.Random, node: Tree) -> Tree | None:
    """A sum, with a number taken out of it."""
    if not _is(node, "+"):
        return None
    by = Fraction(source.choice((2, 3, 5, -1, -2, Fraction(1, 2))))
    terms = [
        n(term[1] / by) if _number(term) else div(term, n(by)) if by > 0 else mul(n(1 / by), term) for term in node[1:]
    ]
    return mul(n(by), add(*terms))


def multiplied(source: random.Random, node: Tree) -> Tree | None:
    """The square of a sum written out, or a whole power as a product."""
    if not (_is(node, "^") and _number(node[2]) and node[2][1] in (2, 3, 4)):
        return None
    base, times = node[1], int(node[2][1])
    if _is(base, "+") and len(base) == 3 and times == 2 and source.random() < 0.7:
        return add(power(base[1], 2), mul(n(2), base[1], base[2]), power(base[2], 2))
    return mul(base, power(base, times - 1)) if times > 2 else mul(base, base)


def split(source: random.Random, node: Tree) -> Tree | None:
    """(a + b)/c = a/c + b/c, or a quotient as a product, or with both its parts multiplied."""
    if not _is(node, "/"):
        return None
    way = source.random()
    if way < 0.4 and _is(node[1], "+"):
        return add(*(div(term, node[2]) for term in node[1][1:]))
    if way < 0.6:
        return mul(node[1], power(node[2], -1))
    if way < 0.8:
        return neg(div(neg(node[1]), node[2])) if source.random() < 0.5 else div(neg(node[1]), neg(node[2]))
    by = n(source.choice((2, 3, 10)))
    return div(mul(by, node[1]), mul(by, node[2]))


def joined(source: random.Random, node: Tree) -> Tree | None:
    """a/b + c/d over one bar."""
    if not (_is(node, "+") and len(node) == 3 and _is(node[1], "/") and _is(node[2], "/")):
        return None
    (_, a, b), (_, c, d) = node[1], node[2]
    return div(add(mul(a, d), mul(b, c)), mul(b, d))


def turned(source: random.Random, node: Tree) -> Tree | None:
    """a - b = -(b - a), and a = -(-a)."""
    if _is(node, "+"):
        return neg(add(*(term[1] if _is(term, "-") else neg(term) for term in node[1:])))
    return None


def padded(source: random.Random, node: Tree) -> Tree | None:
    """A tree with something added and taken away again, or multiplied and divided."""
    by = n(source.randint(2, 9))
    way = source.random()
    if way < 0.4:
        return add(add(node, by), neg(by))
    return div(mul(by, node), by) if way < 0.8 else neg(neg(node))


def renumbered(source: random.Random, node: Tree) -> Tree | None:
    """A number as a sum, a product or a quotient."""
    if not _number(node):
        return None
    value, by = node[1], source.randint(2, 9)
    way = source.random()
    if way < 0.4:
        return add(n(value - by), n(by)) if source.random() < 0.5 else add(n(value + by), neg(n(by)))
    if way < 0.7:
        return div(n(value * by), n(by))
    return mul(n(value / by), n(by))


ALGEBRA: Final[tuple[Law, ...]] = (
    shuffled, shuffled, distributed, distributed, factored, multiplied, split, joined, turned, padded, renumbered,
)  # fmt: skip


def _positive(node: Tree) -> bool:
    """Whether a tree is positive where its names are, and shows it."""
    match node:
        case ("v", _) | ("c", _):
            return True
        case ("n", value):
            return bool(value > 0)
        case ("+" | "*" | "/", *parts):
            return all(map(_positive, parts))
        case ("^", base, _):
            return _positive(base)
        case ("f", "exp" | "sigmoid" | "cosh" | "softplus", _):
            return True
        case ("f", "sqrt", inner):
            return _positive(inner)
    return False


def exponential(source: random.Random, node: Tree) -> Tree | None:
    """Laws of powers and of exp; for positive bases."""
    match node:
        case ("f", "exp", ("+", first, *rest)):
            return mul(f("exp", first), f("exp", add(*rest)))
        case ("f", "exp", ("-", inner)):
            return div(n(1), f("exp", inner))
        case ("f", "exp", ("*", ("n", by), *rest)) if source.random() < 0.5:
            return power(f("exp", mul(*rest)), n(by)) if by.denominator == 1 else None
        case ("f", "exp", inner):
            return power(E, inner)
        case ("^", base, ("+", first, *rest)) if _positive(base):
            return mul(power(base, first), power(base, add(*rest)))
        case ("^", base, ("n", by)) if by < 0:
            return div(n(1), power(base, n(-by)))
        case ("^", ("*", *factors), exponent) if all(map(_positive, factors)):
            return mul(*(power(factor, exponent) for factor in factors))
        case ("^", base, exponent) if _positive(base) and not _number(exponent):
            return f("exp", mul(exponent, f("log", base)))
        case ("f", "sqrt", ("*", *factors)) if all(map(_positive, factors)):
            return mul(*(f("sqrt", factor) for factor in factors))
        case ("f", "sqrt", ("/", top, bottom)) if _positive(top) and _positive(bottom):
            return div(f("sqrt", top), f("sqrt", bottom))
        case ("f", "sqrt", ("n", value)) if value > 0 and source.random() < 0.5:
            by = source.randint(2, 5)
            return div(f("sqrt", n(value * by * by)), n(by))
        case ("f", "sqrt", inner) if _positive(inner):
            return power(inner, n(Fraction(1, 2)))
    return None


def logarithmic(source: random.Random, node: Tree) -> Tree | None:
    """Laws of logarithms of what is positive."""
    match node:
        case ("f", "log", ("*", first, *rest)) if _positive(node[2]):
            return add(f("log", first), f("log", mul(*rest)))
        case ("f", "log", ("/", top, bottom)) if _positive(top) and _positive(bottom):
            return add(f("log", top), neg(f("log", bottom)))
        case ("f", "log", ("^", base, exponent)) if _positive(base):
            return mul(exponent, f("log", base))
        case ("f", "log", ("f", "exp", inner)):
            return inner
        case ("f", "log", ("f", "sqrt", inner)) if _positive(inner):
            return div(f("log", inner), n(2))
        case ("f", "log2" | "log10", inner):
            return div(f("log", inner), f("log", n(int(node[1][3:]))))
        case ("f", "log", inner) if _positive(inner) and source.random() < 0.5:
            return neg(f("log", div(n(1), inner)))
    return None


def trigonometric(source: random.Random, node: Tree) -> Tree | None:
    """Pythagoras, sums, doubles and reflections."""
    match node:
        case ("^", ("f", "sin", x), ("n", two)) if two == 2:
            doubled = div(add(n(1), neg(f("cos", mul(n(2), x)))), n(2))
            return doubled if source.random() < 0.4 else add(n(1), neg(power(f("cos", x), 2)))
        case ("^", ("f", "cos", x), ("n", two)) if two == 2:
            return add(n(1), neg(power(f("sin", x), 2)))
        case ("f", "sin", ("*", ("n", two), x)) if two == 2:
            return mul(n(2), f("sin", x), f("cos", x))
        case ("f", "cos", ("*", ("n", two), x)) if two == 2:
            return add(power(f("cos", x), 2), neg(power(f("sin", x), 2)))
        case ("f", "sin", ("+", a, b)):
            return add(mul(f("sin", a), f("cos", b)), mul(f("cos", a), f("sin", b)))
        case ("f", "cos", ("+", a, b)):
            return add(mul(f("cos", a), f("cos", b)), neg(mul(f("sin", a), f("sin", b))))
        case ("f", "tan", x):
            return div(f("sin", x), f("cos", x))
        case ("f", "cos", x):
            return f("cos", neg(x)) if source.random() < 0.5 else f("sin", add(div(PI, n(2)), neg(x)))
        case ("f", "sin", x):
            return neg(f("sin", neg(x))) if source.random() < 0.5 else f("cos", add(x, neg(div(PI, n(2)))))
    return None


def hyperbolic(source: random.Random, node: Tree) -> Tree | None:
    """tanh, sigmoid, softplus and their kin in terms of each other and of exp."""
    match node:
        case ("f", "tanh", x):
            up, down = f("exp", x), f("exp", neg(x))
            return source.choice(
                (
                    div(add(up, neg(down)), add(up, down)),
                    add(mul(n(2), f("sigmoid", mul(n(2), x))), n(-1)),
                    add(n(1), neg(div(n(2), add(f("exp", mul(n(2), x)), n(1))))),
                    neg(f("tanh", neg(x))),
                    div(f("sinh", x), f("cosh", x)),
                )
            )
        case ("f", "sigmoid", x):
            return source.choice(
                (
                    div(n(1), add(n(1), f("exp", neg(x)))),
                    div(f("exp", x), add(n(1), f("exp", x))),
                    add(n(1), neg(f("sigmoid", neg(x)))),
                    div(add(n(1), f("tanh", div(x, n(2)))), n(2)),
                )
            )
        case ("f", "softplus", x):
            return f("log", add(n(1), f("exp", x))) if source.random() < 0.6 else add(x, f("softplus", neg(x)))
        case ("f", "sinh", x):
            return div(add(f("exp", x), neg(f("exp", neg(x)))), n(2))
        case ("f", "cosh", x):
            return div(add(f("exp", x), f("exp", neg(x))), n(2))
    return None


def piecewise(source: random.Random, node: Tree) -> Tree | None:
    """Functions in pieces in terms of each other; every law holds at the bounds too."""
    match node:
        case ("f", "relu", x):
            return source.choice(
                (f("max", n(0), x), f("max", x, n(0)), div(add(x, f("abs", x)), n(2)), add(x, f("relu", neg(x))))
            )
        case ("f", "abs", x):
            return source.choice(
                (f("max", x, neg(x)), f("abs", neg(x)), add(f("relu", x), f("relu", neg(x))), f("sqrt", power(x, 2)))
            )
        case ("f", "max", x, y):
            return source.choice(
                (
                    f("max", y, x),
                    div(add(x, y, f("abs", add(x, neg(y)))), n(2)),
                    neg(f("min", neg(x), neg(y))),
                    add(y, f("relu", add(x, neg(y)))),
                )
            )
        case ("f", "min", x, y):
            return source.choice(
                (
                    f("min", y, x),
                    div(add(x, y, neg(f("abs", add(x, neg(y))))), n(2)),
                    add(x, y, neg(f("max", x, y))),
                    neg(f("max", neg(x), neg(y))),
                )
            )
        case ("f", "floor", x):
            by = source.randint(1, 5)
            return source.choice((neg(f("ceil", neg(x))), add(f("floor", add(x, n(by))), neg(n(by)))))
        case ("f", "ceil", x):
            by = source.randint(1, 5)
            return source.choice((neg(f("floor", neg(x))), add(f("ceil", add(x, n(-by))), n(by))))
        case ("f", "sign", x):
            return source.choice((neg(f("sign", neg(x))), f("sign", mul(n(source.randint(2, 5)), x))))
        case ("f", "step", x):
            return f("step", mul(n(source.randint(2, 5)), x))
    return None


def combinatorial(source: random.Random, node: Tree) -> Tree | None:
    """Factorials and binomials of whole numbers; the names are at least as large as what is taken from them."""
    match node:
        case ("f", "factorial", ("v", _) as x):
            below = add(x, n(-1))
            return (
                mul(x, f("factorial", below))
                if source.random() < 0.6
                else div(f("factorial", add(x, n(1))), add(x, n(1)))
            )
        case ("f", "binomial", x, k):
            rest = add(x, neg(k))
            ways = [
                div(f("factorial", x), mul(f("factorial", k), f("factorial", rest))),
                f("binomial", x, rest),
            ]
            if k[0] == "v" and x[0] == "v":
                less, fewer = add(x, n(-1)), add(k, n(-1))
                ways += [
                    add(f("binomial", less, fewer), f("binomial", less, k)),
                    div(mul(x, f("binomial", less, fewer)), k),
                ]
            elif k == n(2):
                ways.append(div(mul(x, add(x, n(-1))), n(2)))
            return source.choice(ways)
    return None


def rewritten(source: random.Random, tree: Tree, laws: tuple[Law, ...], steps: int, most: int = 40) -> Tree:
    """The tree after some steps, each a law at a node, drawn among those that fit."""
    for _ in range(steps):
        nodes = list(places(tree))
        if len(nodes) > most:
            break
        for _ in range(6):
            path, node = source.choice(nodes)
            changed = source.choice(laws)(source, node)
            if changed is not None:
                tree = put(tree, path, changed)
                break
    return tree


# -- one thing changed -------------------------------------------------------------------------------------------------

_SWAPS = {
    "sin": "cos", "cos": "sin", "tan": "sin", "max": "min", "min": "max", "floor": "ceil", "ceil": "floor",
    "log": "log2", "log2": "log10", "log10": "log", "tanh": "sigmoid", "sigmoid": "tanh", "sinh": "cosh",
    "cosh": "sinh", "exp": "cosh", "sqrt": "abs", "softplus": "relu", "sign": "step", "step": "sign",
}  # fmt: skip


def mutated(source: random.Random, tree: Tree) -> Tree | None:
    """The tree with a sign, a number, a term, an exponent or a function changed; None where the draw fits nothing."""
    path, node = source.choice(list(places(tree)))
    match node:
        case ("n", value):
            small = value * (1 + Fraction(source.choice((1, -1)), 10**9)) if value else Fraction(1, 10**9)
            choices = (value + 1, value - 1, -value, value * 10, value / 10, small, small)
            return put(tree, path, n(source.choice(choices)))
        case ("v", _):
            return put(tree, path, source.choice((neg(node), add(node, n(Fraction(1, 10))), power(node, 2))))
        case ("+", *parts):
            at = source.randrange(len(parts))
            if source.random() < 0.4:
                return put(tree, path, add(*(parts[:at] + parts[at + 1 :])))
            parts[at] = parts[at][1] if parts[at][0] == "-" else neg(parts[at])
            return put(tree, path, add(*parts))
        case ("*", *parts):
            at = source.randrange(len(parts))
            return put(tree, path, mul(*(parts[:at] + parts[at + 1 :])))
        case ("/", top, bottom):
            return put(tree, path, div(bottom, top))
        case ("^", base, exponent):
            return put(tree, path, power(base, source.choice((add(exponent, n(1)), neg(exponent)))))
        case ("-", inner):
            return put(tree, path, inner)
        case ("f", "relu" | "abs", inner):
            swapped = f("abs" if node[1] == "relu" else "relu", inner)
            return put(tree, path, source.choice((inner, swapped, neg(inner))))
        case ("f", "max" | "min", *parts) if source.random() < 0.5:
            return put(tree, path, source.choice(parts))
        case ("f", name, *parts) if name in _SWAPS:
            return put(tree, path, f(_SWAPS[name], *parts))
    return None


# -- trees of each family ----------------------------------------------------------------------------------------------


def _small(source: random.Random) -> Tree:
    if source.random() < 0.75:
        return n(source.randint(1, 12))
    return n(Fraction(source.randint(1, 30), source.choice((2, 3, 4, 5, 7, 8, 10, 100))))


def _name(source: random.Random, letters: str) -> Tree:
    return v(source.choice(letters))


def _linear(source: random.Random, letters: str) -> Tree:
    term = mul(_small(source), _name(source, letters)) if source.random() < 0.6 else _name(source, letters)
    if source.random() < 0.3:
        return term
    other = _small(source) if source.random() < 0.6 else _name(source, letters)
    return add(term, other if source.random() < 0.6 else neg(other))


def _grown(
    source: random.Random, depth: int, leaf: Callable[[], Tree], more: Callable[[Callable[[], Tree]], Tree]
) -> Tree:
    if depth <= 0 or source.random() < 0.15:
        return leaf()

    def inner() -> Tree:
        return _grown(source, depth - 1, leaf, more)

    return more(inner)


def _arithmetic(source: random.Random, inner: Callable[[], Tree], whole: bool = True) -> Tree:
    way = source.random()
    if way < 0.35:
        return add(inner(), inner() if source.random() < 0.6 else neg(inner()))
    if way < 0.65:
        return mul(inner(), inner())
    if way < 0.8:
        return div(inner(), inner())
    return power(inner(), source.choice((2, 2, 3, -1)) if whole else n(Fraction(1, 2)))


def rational(source: random.Random) -> Tree:
    """A rational function of up to three names."""
    letters = source.choice(("x", "xy", "xya", "wb", "t"))

    def leaf() -> Tree:
        return _linear(source, letters) if source.random() < 0.6 else _name(source, letters)

    return _grown(source, 2, leaf, lambda inner: _arithmetic(source, inner))


def numeric(source: random.Random) -> Tree:
    """A fraction by arithmetic alone."""
    return _grown(source, 2, lambda: _small(source), lambda inner: _arithmetic(source, inner))


def radical(source: random.Random) -> Tree:
    """Sums and products of numbers and roots of numbers."""

    def leaf() -> Tree:
        return f("sqrt", n(source.randint(2, 30))) if source.random() < 0.6 else _small(source)

    return _grown(source, 2, leaf, lambda inner: _arithmetic(source, inner))


def powers(source: random.Random) -> Tree:
    """Powers, roots, logarithms and exp of positive names."""
    letters = source.choice(("x", "xy", "ab"))

    def leaf() -> Tree:
        way = source.random()
        if way < 0.5:
            return _name(source, letters)
        return _small(source) if way < 0.7 else power(_name(source, letters), source.choice((2, 3, n(Fraction(1, 2)))))

    def more(inner: Callable[[], Tree]) -> Tree:
        way = source.random()
        if way < 0.3:
            return f(source.choice(("log", "log", "log2", "log10", "sqrt")), _product_of(source, leaf))
        if way < 0.5:
            return f("exp", _linear(source, letters))
        if way < 0.65:
            return power(leaf(), _linear(source, letters))
        return source.choice((add, mul))(inner(), inner())

    return _grown(source, 2, leaf, more)


def _product_of(source: random.Random, leaf: Callable[[], Tree]) -> Tree:
    way = source.random()
    return mul(leaf(), leaf()) if way < 0.5 else div(leaf(), leaf()) if way < 0.8 else leaf()


def _of_functions(names: tuple[str, ...], letters: str) -> Callable[[random.Random], Tree]:
    def grown(source: random.Random) -> Tree:
        """A sum or a product of such functions."""

        def leaf() -> Tree:
            way = source.random()
            if way < 0.2:
                return _name(source, letters)
            inner = _name(source, letters) if way < 0.6 else _linear(source, letters)
            if way > 0.92:
                inner = mul(n(2), _name(source, letters))
            called = f(source.choice(names), inner)
            return power(called, 2) if source.random() < 0.25 else called

        def more(inner: Callable[[], Tree]) -> Tree:
            way = source.random()
            if way < 0.5:
                return add(inner(), inner() if source.random() < 0.6 else neg(inner()))
            return mul(inner(), inner()) if way < 0.9 else mul(_small(source), inner())

        return _grown(source, 1 if source.random() < 0.7 else 2, leaf, more)

    return grown


trigonometry = _of_functions(("sin", "cos", "tan"), "xy")
neural = _of_functions(("tanh", "sigmoid", "softplus", "sinh", "cosh"), "x")


def pieces(source: random.Random) -> Tree:
    """A function in pieces of one name or two."""
    letters = "x" if source.random() < 0.8 else "xy"

    def bounded() -> Tree:
        number = n(source.randint(-20, 120)) if source.random() < 0.7 else _small(source)
        return number if source.random() < 0.6 else _linear(source, letters)

    def leaf() -> Tree:
        way = source.random()
        x = _linear(source, letters)
        if way < 0.35:
            return f(source.choice(("max", "min")), x, bounded())
        if way < 0.6:
            return f(source.choice(("relu", "abs")), x)
        if way < 0.75:
            return f(source.choice(("floor", "ceil")), div(_name(source, letters), n(source.randint(1, 100))))
        return f(source.choice(("sign", "step")), x) if way < 0.85 else _name(source, letters)

    def more(inner: Callable[[], Tree]) -> Tree:
        way = source.random()
        if way < 0.4:
            return add(inner(), inner() if source.random() < 0.5 else neg(inner()))
        if way < 0.75:
            return f(source.choice(("max", "min", "max")), inner(), bounded())
        return f("relu", inner()) if way < 0.85 else mul(_small(source), inner())

    return _grown(source, source.choice((0, 1, 1, 2)), leaf, more)


def counting(source: random.Random) -> Tree:
    """Factorials and binomials of whole numbers."""
    core = source.choice(
        (
            f("factorial", v("n")),
            f("binomial", v("n"), v("k")),
            f("binomial", v("n"), v("k")),
            f("binomial", v("n"), n(2)),
            div(f("factorial", v("n")), f("factorial", add(v("n"), neg(v("k"))))),
        )
    )
    way = source.random()
    if way < 0.5:
        return core
    return mul(_small(source), core) if way < 0.8 else add(core, v("n"))


# -- points ------------------------------------------------------------------------------------------------------------

_VALUES = [Fraction(*pair) for pair in ((7, 5), (3, 7), (-5, 3), (11, 4), (-2, 9), (17, 3), (1, 13), (-31, 4))]


def points(tree: Tree, kind: str) -> Iterator[Point]:
    """Points at which to look for a difference, in the domain of a family; by the bounds too for one in pieces."""
    found = sorted(names(tree))
    if kind == "counting":
        for top, less in ((9, 4), (7, 2), (12, 5), (6, 6), (5, 1)):
            yield {"n": Fraction(top), "k": Fraction(less)}
        return
    for at in range(5):
        values = [_VALUES[(at + 3 * place) % len(_VALUES)] for place in range(len(found))]
        yield dict(zip(found, map(abs, values) if kind == "powers" else values, strict=True))
    if kind == "pieces":
        numbers = {abs(node[1]) for _, node in places(tree) if node[0] == "n" and abs(node[1]) < 10**6}
        ends = {Fraction(0), Fraction(1000), *list(numbers)[:12]}
        ends |= {one / other for one in list(ends)[:8] for other in list(numbers)[:6] if other}
        for end in sorted(ends)[:60]:
            for x in (end, -end, end + Fraction(1, 7), -end - Fraction(1, 7), end - Fraction(1, 900)):
                yield dict.fromkeys(found, x)


# -- families ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Family:
    """A way of growing trees, the laws that may rewrite them, what is assumed of names, and how often it is drawn."""

    name: str
    weight: int
    grow: Callable[[random.Random], Tree]
    laws: tuple[Law, ...]
    assume: Mapping[str, str] = field(default_factory=dict)
    styles: tuple[str, ...] = STYLES


FAMILIES: Final = (
    Family("numeric", 22, numeric, ALGEBRA),
    Family("rational", 30, rational, ALGEBRA),
    Family("radical", 8, radical, (*ALGEBRA, exponential, exponential)),
    Family(
        "powers", 7, powers, (*ALGEBRA, exponential, exponential, logarithmic, logarithmic, logarithmic),
        dict.fromkeys("xyab", "positive"),
    ),
    Family("trigonometry", 5, trigonometry, (shuffled, distributed, turned, padded, *(trigonometric,) * 6)),
    Family("neural", 5, neural, (shuffled, distributed, turned, padded, exponential, *(hyperbolic,) * 6)),
    Family("pieces", 7, pieces, (shuffled, distributed, turned, padded, *(piecewise,) * 6)),
    Family("counting", 3, counting, (shuffled, *(combinatorial,) * 4), {"n": "natural", "k": "natural"}),
)  # fmt: skip


def tree_pair(source: random.Random, family: Family) -> Pair | None:
    """Return a pair of a family; None where the draw has no value anywhere."""
    tree = family.grow(source)
    where = list(points(tree, family.name))
    if len(list(places(tree))) > 40:
        return None
    fit = next((at for at in where[:8] if has_value(tree, at)), None)
    if fit is None:
        return None
    other = rewritten(source, tree, family.laws, source.choice((0, 1, 2, 3, 5)))
    equal: bool | None = True
    if source.random() < 0.5:
        changed = mutated(source, other)
        if changed is None:
            return None
        if not names(changed) <= names(tree):
            return None
        if family.name == "pieces":
            where += [{**where[0], **at} for at in list(points(changed, family.name))[5:]]
        equal = False if proved_different(tree, changed, where) else None
        if equal is None and not names(tree) and differ_at(tree, changed, {}) is False and has_value(tree, {}):
            equal = True  # what was changed makes no difference, exactly
        other = changed
    elif differ_at(tree, other, fit):
        raise AssertionError(f"a law does not hold: {tree} and {other} at {fit}")
    used = names(tree) | names(other)
    assume = {name: domain for name, domain in family.assume.items() if name in used}
    answer = writer(source, family.styles)(other)
    return Pair(family.name, answer, writer(source, ("ascii", "loose"))(tree), equal, assume)


def tuple_pair(source: random.Random) -> Pair | None:
    """Return a pair of tuples; different ones have an item changed, swapped, left out or added."""
    count = source.randint(2, 4)
    items = [numeric(source) if source.random() < 0.3 else _small(source) for _ in range(count)]
    if source.random() < 0.3:
        items[0] = rational(source)
    where = list(points(add(*items), "rational"))
    if not all(any(has_value(item, at) for at in where) for item in items):
        return None
    others = [rewritten(source, item, ALGEBRA, source.choice((0, 0, 1, 2))) for item in items]
    equal: bool | None = True
    way = source.random()
    if way < 0.2:
        at = source.randrange(count)
        changed = mutated(source, others[at])
        if changed is None or not names(changed) <= names(add(*items)):
            return None
        equal = False if proved_different(items[at], changed, where) else None
        others[at] = changed
    elif way < 0.35:
        equal = False if proved_different(items[0], items[1], where) else None
        others[0], others[1] = others[1], others[0]
    elif way < 0.5:
        others, equal = (others[:-1], False) if count > 2 and source.random() < 0.5 else ([*others, n(1)], False)
    brackets = [("(", ")"), ("", "")] if 2 in (count, len(others)) else [("(", ")"), ("", ""), ("[", "]")]
    left, right = source.choice(brackets)  # [1, 2] is an interval
    write = writer(source, ("ascii", "loose", "latex", "sign", "wide"))
    between = source.choice((", ", ",", "、", ", "))
    answer = left + between.join(map(write, others)) + right
    plain = writer(source, ("ascii",))
    return Pair("tuple", answer, f"({', '.join(map(plain, items))})", equal)


# -- numbers as people write them --------------------------------------------------------------------------------------


def writings(source: random.Random, value: Fraction, *, alone: bool = True, percent: bool = True) -> str:
    """Return one of the usual writings of a fraction, exact; one among others has no commas in it."""
    ways: list[Callable[[], str]] = [lambda: _fraction(source, value), lambda: _sum_of(source, value)]
    size = abs(value)
    if terminates(value) and size.denominator <= 10**14:
        ways += [lambda: _decimal(source, value, grouped=alone)] * 3
        if percent:
            ways.append(lambda: f"{decimal(value * 100)}{source.choice(_PERCENT)}")
        ways.append(lambda: _scientific(source, value))
    if size > 1 and size.denominator > 1:
        ways.append(lambda: _mixed(source, value))
    text = source.choice(ways)()
    if source.random() < 0.12:
        text = text.translate({ord("!") + at: 0xFF01 + at for at in range(94)}) if "\\" not in text else f"${text}$"
    if source.random() < 0.06:
        text = f" {text} "
    return f"+{text}" if source.random() < 0.03 and text[0].isdigit() else text


def _decimal(source: random.Random, value: Fraction, *, grouped: bool = True) -> str:
    text = decimal(value)
    if source.random() < 0.2:
        text += "0" * source.randint(1, 3) if "." in text else ".0"
    whole, dot, rest = text.partition(".")
    if grouped and len(whole.lstrip("-")) > 3 and source.random() < 0.3:
        text = f"{int(whole):,}".replace(",", source.choice((",", ",", "{,}"))) + dot + rest
        if text.startswith("0") or value < 0 <= int(whole):
            text = decimal(value)
    return text.replace("0.", ".", 1) if text.startswith("0.") and source.random() < 0.1 else text


def _scientific(source: random.Random, value: Fraction) -> str:
    up = source.randint(-6, 6)
    mantissa = decimal(value / Fraction(10) ** up)
    high = "".join("⁻" if sign == "-" else chr(_SUPER[int(sign)]) for sign in str(up))
    return source.choice(
        (
            f"{mantissa}e{up}",
            f"{mantissa}×10^{up}",
            f"{mantissa}×10{high}",
            rf"{mantissa} \times 10^{{{up}}}",
            f"{mantissa}*10^({up})",
        )
    )


_PERCENT = ("%", " %", "％", r"\%")
_SUPER = [ord(sign) for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"]


def _fraction(source: random.Random, value: Fraction) -> str:
    by = source.choice((1, 1, 1, 2, 3, 10))
    sign = "-" if value < 0 else ""
    top, bottom = abs(value.numerator) * by, value.denominator * by
    if bottom == 1:
        return f"{sign}{top}"
    return source.choice((f"{sign}{top}/{bottom}", f"{sign}\\frac{{{top}}}{{{bottom}}}", f"{sign}({top}/{bottom})"))


def _mixed(source: random.Random, value: Fraction) -> str:
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    if source.random() < 0.5:
        return f"{sign}{whole} {rest.numerator}/{rest.denominator}"
    return f"{sign}{whole}\\frac{{{rest.numerator}}}{{{rest.denominator}}}"


def _sum_of(source: random.Random, value: Fraction) -> str:
    tree = rewritten(source, n(value), (renumbered,), 1)
    return writer(source, ("ascii", "loose", "latex", "sign"))(tree)


def number_value(source: random.Random) -> Fraction:
    """Draw a number such as answers are."""
    way = source.random()
    if way < 0.3:
        value = Fraction(source.randint(0, 200))
    elif way < 0.4:
        value = Fraction(source.randint(1000, 10**8))
    elif way < 0.7:
        value = Fraction(source.randint(1, 9999), 10 ** source.randint(1, 5))
    else:
        value = Fraction(source.randint(1, 300), source.randint(2, 60))
    return -value if source.random() < 0.25 else value


def near_miss(source: random.Random, value: Fraction) -> Fraction:
    """A number that is not this one: another sign, power of ten, last digit, or all but the same."""
    step = Fraction(1, 10 ** max(len(decimal(value).partition(".")[2]), 0)) if terminates(value) else Fraction(1, 100)
    choices = [value + step, value - step, -value, value * 10, value / 10, value * 100, value + 1]
    choices += [value * (1 + Fraction(1, 10**9)), value * (1 - Fraction(1, 10**9)), value + Fraction(1, 10**12)]
    if value:
        choices.append(1 / value)
    other = source.choice(choices)
    return other if other != value else value + 1


def number_pair(source: random.Random) -> Pair:
    """Return a pair of two numbers as people write them."""
    value = number_value(source)
    equal = source.random() < 0.5
    written = value if equal else near_miss(source, value)
    key = decimal(value) if terminates(value) and source.random() < 0.6 else f"{value.numerator}/{value.denominator}"
    return Pair("number", writings(source, written), key, equal)


# -- sets of numbers ---------------------------------------------------------------------------------------------------

_LINE = [Fraction(at, 8) for at in range(-72, 73)]
Subset = tuple[object, ...]


def _holds(subset: Subset, x: Fraction) -> bool:
    match subset:
        case ("span", low, with_low, high, with_high):
            above = low is None or low < x or (with_low and low == x)  # type: ignore[operator]
            return bool(above and (high is None or x < high or (with_high and x == high)))  # type: ignore[operator]
        case ("points", *members):
            return x in members
        case ("or", *parts):
            return any(_holds(one, x) for one in parts)  # type: ignore[arg-type]
    raise AssertionError(subset)


def _ends(source: random.Random, count: int) -> list[Fraction]:
    return sorted(Fraction(at, 4) for at in source.sample(range(-32, 33), count))


def subset(source: random.Random) -> Subset:
    """Draw an interval, a finite set, or a union of two; every end is a whole quarter between -8 and 8."""
    way = source.random()
    if way < 0.45:
        low, high = _ends(source, 2)
        return ("span", low, source.random() < 0.5, high, source.random() < 0.5)
    if way < 0.65:
        (end,) = _ends(source, 1)
        return (
            ("span", None, False, end, source.random() < 0.5)
            if way < 0.55
            else ("span", end, source.random() < 0.5, None, False)
        )
    if way < 0.8:
        return ("points", *_ends(source, source.randint(1, 4)))
    a, b, c, d = _ends(source, 4)
    if way < 0.9:
        return ("or", ("span", None, False, a, source.random() < 0.5), ("span", c, source.random() < 0.5, None, False))
    return (
        "or",
        ("span", a, source.random() < 0.5, b, source.random() < 0.5),
        ("span", c, source.random() < 0.5, d, True),
    )


def _nudged(source: random.Random, one: Subset) -> Subset:
    """The set with an end moved by a quarter, opened or closed, or a member lost."""
    if one[0] == "or":
        at = source.randrange(1, len(one))
        return (*one[:at], _nudged(source, one[at]), *one[at + 1 :])  # type: ignore[arg-type]
    if one[0] == "points":
        members = list(one[1:])
        at = source.randrange(len(members))
        if len(members) > 1 and source.random() < 0.5:
            del members[at]
        else:
            members[at] = members[at] + Fraction(1, 4)  # type: ignore[operator]
        return ("points", *members)
    name, low, with_low, high, with_high = one
    side = "low" if high is None or (low is not None and source.random() < 0.5) else "high"
    if source.random() < 0.6:
        return (name, low, with_low ^ (side == "low"), high, with_high ^ (side == "high"))  # type: ignore[operator]
    step = Fraction(source.choice((-1, 1)), 4)
    return (name, low + step if side == "low" else low, with_low, high + step if side == "high" else high, with_high)  # type: ignore[operator]


def _as_text(source: random.Random, one: Subset, notation: str) -> str:
    number = writer(source, ("latex",) if notation == "latex" else ("ascii",))

    def end(value: object) -> str:
        return number(n(value))  # type: ignore[arg-type]

    match one:
        case ("or", *parts):
            texts = [_as_text(source, each, notation) for each in parts]  # type: ignore[arg-type]
            return (
                source.choice((" or ", "、または "))
                if notation == "words"
                else r" \cup "
                if notation == "latex"
                else source.choice(("∪", " ∪ ", " U "))
            ).join(texts)
        case ("points", *members):
            shuffled_members = source.sample(members, len(members))
            if notation == "words":
                return source.choice((" or ", " または ")).join(f"x = {end(member)}" for member in shuffled_members)
            left, right = (r"\{", r"\}") if notation == "latex" else "{}"
            return left + ", ".join(map(end, shuffled_members)) + right
        case ("span", low, with_low, high, with_high):
            if notation == "words":
                return _inequality(source, end, one)
            inf = r"\infty" if notation == "latex" else source.choice(("∞", "oo", "inf"))
            left, right = "[" if with_low else "(", "]" if with_high else ")"
            return f"{left}{'-' + inf if low is None else end(low)}, {inf if high is None else end(high)}{right}"
    raise AssertionError(one)


def _inequality(source: random.Random, end: Callable[[object], str], one: Subset) -> str:
    _, low, with_low, high, with_high = one
    less = [source.choice(("<=", "≤", "≦")) if closed else "<" for closed in (with_low, with_high)]
    more = [source.choice((">=", "≥", "≧")) if closed else ">" for closed in (with_low, with_high)]
    flipped = source.random() < 0.3
    if low is None:
        return f"{end(high)} {more[1]} x" if flipped else f"x {less[1]} {end(high)}"
    if high is None:
        return f"{end(low)} {less[0]} x" if flipped else f"x {more[0]} {end(low)}"
    if flipped:
        return f"{end(high)} {more[1]} x {more[0]} {end(low)}"
    if source.random() < 0.2:
        return f"x {more[0]} {end(low)} and x {less[1]} {end(high)}"
    return f"{end(low)} {less[0]} x {less[1]} {end(high)}"


def set_pair(source: random.Random) -> Pair | None:
    """Return a pair of sets of numbers; the oracle asks every eighth, which decides, whether it is in."""
    one = subset(source)
    other = _nudged(source, one) if source.random() < 0.5 else one
    for kind, low, *rest in [other] if other[0] == "span" else [each for each in other[1:] if other[0] == "or"]:  # type: ignore[misc]
        if kind == "span" and low is not None and rest[1] is not None and low >= rest[1]:
            return None  # nothing, or a point: another kind of answer
    equal = all(_holds(one, x) == _holds(other, x) for x in _LINE)
    answer = _as_text(source, other, source.choice(("sets", "words", "latex")))
    reference = _as_text(source, one, source.choice(("sets", "words")))
    if len(one) == 2 and one[0] == "points" and reference.startswith("x"):
        return None  # one number, not a set
    return Pair("set", answer, reference, equal)


def pairs(seed: int) -> Iterator[Pair]:
    """Yield pairs without end; the same seed gives the same ones."""
    source = random.Random(seed)
    others: list[tuple[int, Callable[[], Pair | None]]] = [
        (family.weight, lambda family=family: tree_pair(source, family))
        for family in FAMILIES  # type: ignore[misc]
    ]
    others += [
        (22, lambda: number_pair(source)),
        (6, lambda: tuple_pair(source)),
        (8, lambda: set_pair(source)),
    ]
    weights, makers = [weight for weight, _ in others], [maker for _, maker in others]
    while True:
        pair = source.choices(makers, weights)[0]()
        if pair is not None:
            yield pair
