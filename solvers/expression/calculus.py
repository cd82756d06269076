"""Derivatives, substitution and free names: the trees that worked solutions show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from solvers.expression.nodes import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Rational,
    Relation,
    Sum,
    Symbol,
    as_node,
)
from solvers.expression.tidy import add, call, multiply, rebuilt, tidy
from solvers.expression.vocabulary import DERIVATIVE

_E: Final = Constant("e")


def walk(node: Node) -> list[Node]:
    """Return the node and everything below it, from the left."""
    found: list[Node] = []
    stack = [node]
    while stack:
        part = stack.pop()
        found.append(part)
        if part.args:
            stack.extend(part.args[::-1])
    return found


def names_in(node: Node) -> frozenset[str]:
    """Return the names of the symbols in a tree.

    >>> from solvers.expression import read
    >>> sorted(names_in(read("2*x*y + pi").tree))
    ['x', 'y']
    """
    return frozenset(part.name for part in walk(node) if isinstance(part, Symbol))


def functions_in(node: Node) -> frozenset[str]:
    """Return the canonical names of the functions in a tree."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Call))


def substitute(node: Node, values: Mapping[str, Node | Rational]) -> Node:
    """Replace symbols, all at once, and tidy what becomes of it.

    >>> from solvers.expression import read, to_text
    >>> to_text(substitute(read("2*t").tree, {"t": read("x + y").tree}))
    '2·(x + y)'
    """
    nodes = {name: as_node(value) for name, value in values.items()}

    def replace(part: Node) -> Node:
        if isinstance(part, Symbol):
            return nodes.get(part.name, part)
        return rebuilt(part, tuple(replace(arg) for arg in part.args)) if part.args else part

    return replace(node)


def _sigmoid(u: Node) -> Node:
    value = Call("sigmoid", u)
    return value * (1 - value)


# d/du of each function of one variable; the chain rule is applied around it.
_RULES: Final[dict[str, Callable[[Node], Node]]] = {
    "sin": lambda u: Call("cos", u),
    "cos": lambda u: -Call("sin", u),
    "tan": lambda u: 1 / Call("cos", u) ** 2,
    "cot": lambda u: -1 / Call("sin", u) ** 2,
    "sec": lambda u: Call("sec", u) * Call("tan", u),
    "csc": lambda u: -(Call("csc", u) * Call("cot", u)),
    "asin": lambda u: 1 / Call("sqrt", 1 - u**2),
    "acos": lambda u: -1 / Call("sqrt", 1 - u**2),
    "atan": lambda u: 1 / (1 + u**2),
    "acot": lambda u: -1 / (1 + u**2),
    "sinh": lambda u: Call("cosh", u),
    "cosh": lambda u: Call("sinh", u),
    "tanh": lambda u: 1 - Call("tanh", u) ** 2,
    "coth": lambda u: 1 - Call("coth", u) ** 2,
    "asinh": lambda u: 1 / Call("sqrt", u**2 + 1),
    "acosh": lambda u: 1 / (Call("sqrt", u - 1) * Call("sqrt", u + 1)),
    "atanh": lambda u: 1 / (1 - u**2),
    "exp": lambda u: Call("exp", u),
    "log": lambda u: 1 / u,
    "sqrt": lambda u: 1 / (2 * Call("sqrt", u)),
    "abs": lambda u: Call("sign", u),
    "sign": lambda u: Number(0),
    "step": lambda u: Number(0),
    "floor": lambda u: Number(0),
    "ceil": lambda u: Number(0),
    "sigmoid": _sigmoid,
    "relu": lambda u: Call("step", u),
    "softplus": lambda u: Call("sigmoid", u),
    "softsign": lambda u: 1 / (1 + Call("abs", u)) ** 2,
    "swish": lambda u: Call("sigmoid", u) + u * _sigmoid(u),
    "erf": lambda u: 2 / Call("sqrt", Constant("pi")) * Call("exp", -(u**2)),
    "percent": lambda u: Number(Fraction(1, 100)),
}


def derivative(node: Node, name: str) -> Node:
    """Differentiate with respect to a name, and tidy the result without multiplying it out.

    Sum, product, quotient, power and chain rule, and one rule per function; ``step(0) = 0`` is the derivative of ReLU
    at 0, as in the course.

    Args:
        node: an expression (no relation, no tuple).
        name: the variable.

    Raises:
        ValueError: for a function without a rule, or a tree that is not an expression.

    >>> from solvers.expression import read, to_text
    >>> to_text(derivative(read("(x + y)^2").tree, "x"))
    '2·(x + y)'
    >>> to_text(derivative(read("sigmoid(2x)").tree, "x"))
    '2·σ(2·x)·(1 - σ(2·x))'
    """
    return _derivative(tidy(node), name)


def _derivative(node: Node, name: str) -> Node:
    if isinstance(node, Symbol):
        return Number(1 if node.name == name else 0)
    if name not in names_in(node):
        return Number(0)
    if isinstance(node, Sum):
        return add(_derivative(term, name) for term in node.args)
    if isinstance(node, Negative):
        return -_derivative(node.args[0], name)
    if isinstance(node, Product):
        return _product(node.args, name)
    if isinstance(node, Quotient):
        above, below = node.args
        if name not in names_in(below):
            return _derivative(above, name) / below
        return (_derivative(above, name) * below - above * _derivative(below, name)) / below**2
    if isinstance(node, Power):
        return _power(node.args[0], node.args[1], name)
    if isinstance(node, Call):
        return _chain(node, name)
    raise ValueError(f"cannot differentiate a {type(node).__name__}")


def _product(factors: tuple[Node, ...], name: str) -> Node:
    terms = []
    for at, factor in enumerate(factors):
        inner = _derivative(factor, name)
        terms.append(multiply((*factors[:at], inner, *factors[at + 1 :])))
    return add(terms)


def _power(base: Node, exponent: Node, name: str) -> Node:
    if name not in names_in(exponent):
        return exponent * base ** (exponent - 1) * _derivative(base, name)
    inner = _derivative(exponent, name)
    if base == _E:
        return inner * base**exponent
    log = call("log", base)
    if name not in names_in(base):
        return base**exponent * log * inner
    return base**exponent * (inner * log + exponent * _derivative(base, name) / base)


def _chain(node: Call, name: str) -> Node:
    if node.name == "log" and len(node.args) == 2:
        return _derivative(call("log", node.args[0]) / call("log", node.args[1]), name)
    if node.name == "root":
        return _power(node.args[0], 1 / node.args[1], name)
    rule = _RULES.get(node.name)
    if rule is None or len(node.args) != 1:
        raise ValueError(f"no rule for the derivative of {node.name}")
    return _derivative(node.args[0], name) * rule(node.args[0])


def primed(name: str, argument: Node) -> Node:
    """Return the derivative of a function of one variable at an argument: ``σ'(u)``.

    Raises:
        ValueError: for a function without a rule.
    """
    inner = Symbol("\0")
    result: Node = Call(name.rstrip("'"), inner)
    for _ in range(len(name) - len(name.rstrip("'"))):
        result = _derivative(result, "\0")
    return substitute(result, {"\0": argument})


def has_instructions(node: Node) -> bool:
    """Return whether a derivative in a tree is only asked for: ``σ'(x)``, ``d/dx x^2``.

    >>> from solvers.expression import read
    >>> [has_instructions(read(text).tree) for text in ("6tanh'(6x)", "d/dx x^2", "dz/dx = 2x")]
    [True, True, False]
    """
    return any(isinstance(part, Call) and (part.name == DERIVATIVE or part.name[-1] == "'") for part in walk(node))


def carried_out(node: Node) -> Node:
    """Return a tree with its derivatives carried out, but for those of functions without a rule.

    >>> from solvers.expression import read, to_text
    >>> to_text(carried_out(read("d/dx x^2").tree)), to_text(carried_out(read("f'(x)").tree))
    ('2·x', "f'(x)")
    """
    if not node.args:
        return node
    args = tuple(map(carried_out, node.args))
    try:
        if isinstance(node, Call) and node.name == DERIVATIVE and isinstance(args[1], Symbol):
            return derivative(args[0], args[1].name)
        if isinstance(node, Call) and node.name[-1] == "'":
            return primed(node.name, args[0])
    except ValueError:
        pass
    return node.with_args(args)


def sides(node: Relation) -> Iterator[tuple[str, Node, Node]]:
    """Yield each link of a chain of relations: sign, left, right."""
    yield from zip(node.signs, node.args, node.args[1:], strict=False)
