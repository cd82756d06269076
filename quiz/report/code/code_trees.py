"""An expression of printed Python -> a tree that can be compared with a formula: names, numbers, functions, sums.

``self.h[key]`` is the name ``h``, ``grads[key]`` the gradient, ``np.sum(a)`` the sum over the entries of ``a``. What
has no counterpart among formulas makes no tree at all.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.formulas.equations import GRADIENT, TOTAL
from solvers import budget
from solvers.expression import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol

TINY_NAME: Final = "eps"
"""How a number is called that only keeps a division or a logarithm from 0."""
_TINY: Final = 9e-5
MODULES: Final = frozenset({"np", "numpy", "xp", "cp", "cupy", "math", "jnp", "functions", "F", "self", "special"})

_GRADIENT: Final = late(r"(?:self_)?(?:grads?|gradients?|g|d[WwBb]\d{0,2}|grad_\w|d_w|d_W|grad_w|grad_W|dparams?)\Z")
_SCALAR: Final = late(
    r"(?:lr|learning_?rate|eps(?:ilon)?|delta|batch_?size|n|N|size|lam(?:bda)?_?|lmd|reg\w*|weight_decay\w*|decay\w*|rate|"
    r"alpha|beta\d?|gamma|rho|mu|momentum|theta|eta|l[12]\w*|ratio|dropout_ratio|stride|pad|num\w*)\Z"
)
_FUNCTIONS: Final = {
    "sqrt": "sqrt", "exp": "exp", "log": "log", "abs": "abs", "absolute": "abs", "fabs": "abs", "sign": "sign",
    "tanh": "tanh", "sigmoid": "sigmoid", "sinh": "sinh", "cosh": "cosh",
}  # fmt: skip
_PASSED: Final = frozenset({"float", "array", "asarray", "float32", "float64", "astype", "copy", "squeeze"})
_WHOLE: Final = frozenset({"int", "floor"})
_STATISTICS: Final = {"var": "variance", "std": "std", "max": "Qmax", "amax": "Qmax", "mean": "mean"}
_SWITCHES: Final = (ast.Gt, ast.GtE)


class NoFormula(ValueError):
    """An expression that is nothing that a formula states."""


def name_of(node: ast.expr) -> str | None:
    """Return the name by which code speaks of a quantity; None for what has none.

    >>> [name_of(ast.parse(text, mode="eval").body) for text in ("lr", "self.h[key]", "params['W1']", "f(x)")]
    ['lr', 'h', 'W1', None]
    """
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name, value=ast.Name() | ast.Attribute() | ast.Subscript()):
            return name
        case ast.Subscript(value=inside, slice=ast.Constant(value=str(key))):
            return name_of(inside) if is_gradient(name_of(inside)) else key
        case ast.Subscript(
            value=inside, slice=ast.Name() | ast.Constant() | ast.BinOp() | ast.Call() | ast.JoinedStr()
        ):
            return name_of(inside)
    return None


def is_gradient(name: str | None) -> bool:
    """Return whether a name is one that gradients are given."""
    return name is not None and _GRADIENT.match(name) is not None


def symbol_of(name: str) -> Symbol:
    """Return the symbol of a name: one word without a line below, ``Q`` before what is no array."""
    if is_gradient(name):
        return Symbol(GRADIENT)
    bare = name.replace("_", "").lower() if len(name) > 1 else name
    if not bare.isalnum() or bare[0].isdigit():
        raise NoFormula(name)
    return Symbol(f"Q{bare}" if _SCALAR.match(name) else bare)


def tree_of(node: ast.expr, known: Mapping[str, Node] | None = None, words: dict[str, str] | None = None) -> Node:
    """Return the formula that an expression computes.

    ``known`` are names with what they stand for; ``words`` collects how the code calls each name of the tree. Raises
    :class:`NoFormula` for what no formula states.

    >>> from solvers.expression import to_text
    >>> to_text(tree_of(ast.parse("lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)", mode="eval").body))
    'Qlr·grad/(√h + Qeps)'
    """
    if sum(1 for _ in nodes_in(node)) > 4 * budget.PRINTED_NODES:
        raise NoFormula
    return _Reader(known or {}, {} if words is None else words).tree(node)


class _Reader:
    def __init__(self, known: Mapping[str, Node], words: dict[str, str]) -> None:
        self._known = known
        self._words = words

    def tree(self, node: ast.expr) -> Node:
        match node:
            case ast.Constant(value=float() as number) if 0 < number < _TINY:
                return self._symbol(TINY_NAME)
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return _number(number)
            case ast.UnaryOp(op=ast.USub(), operand=inside):
                return Negative(self.tree(inside))
            case ast.BinOp():
                return self._operation(node)
            case ast.Call():
                return self._call(node)
            case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE()], comparators=[ast.Constant(value=0 | 0.0)]):
                return Call("step", self.tree(left))
            case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE()], comparators=[ast.Constant(value=0 | 0.0)]):
                return Call("step", Negative(self.tree(left)))
            case ast.Attribute(attr="T", value=inside):
                return self.tree(inside)
            case ast.Attribute(attr="pi", value=ast.Name(id=module)) if module in MODULES:
                raise NoFormula
        name = name_of(node)
        if name is None:
            raise NoFormula
        if isinstance(node, ast.Name) and name in self._known:
            return self._known[name]
        return self._symbol(name)

    def _symbol(self, name: str) -> Symbol:
        symbol = symbol_of(name)
        self._words.setdefault(symbol.name, name)
        return symbol

    def _operation(self, node: ast.BinOp) -> Node:
        left, right = self.tree(node.left), self.tree(node.right)
        match node.op:
            case ast.Add():
                return Sum(left, right)
            case ast.Sub():
                return Sum(left, Negative(right))
            case ast.Mult():
                return Product(left, right)
            case ast.Div():
                return Quotient(left, right)
            case ast.FloorDiv():
                return Call("floor", Quotient(left, right))
            case ast.Pow():
                return Power(left, right)
        raise NoFormula

    def _call(self, node: ast.Call) -> Node:
        name, owner = called(node)
        arguments = list(node.args)
        if owner is not None:
            arguments.insert(0, owner)
        if name in _FUNCTIONS and len(arguments) == 1:
            return Call(_FUNCTIONS[name], self.tree(arguments[0]))
        if name in _PASSED and arguments:
            return self.tree(arguments[0])
        if name == "reshape" and arguments:
            return self.tree(arguments[0])
        if name in _WHOLE and len(arguments) == 1:
            return Call("floor", self.tree(arguments[0]))
        if name == "square" and len(arguments) == 1:
            return Power(self.tree(arguments[0]), Number(2))
        if name in ("power", "pow") and len(arguments) == 2:
            return Power(self.tree(arguments[0]), self.tree(arguments[1]))
        if name == "sum" and arguments:
            return Call(TOTAL, Symbol("k"), self.tree(arguments[0]))
        if name == "mean" and arguments and not isinstance(arguments[0], ast.Name):
            return Quotient(Call(TOTAL, Symbol("k"), self.tree(arguments[0])), Symbol("n"))
        if name in ("maximum", "minimum") and len(arguments) == 2:
            return Call(name[:3], self.tree(arguments[0]), self.tree(arguments[1]))
        if name == "where" and len(arguments) == 3:
            return self._where(arguments)
        if name in _STATISTICS and arguments:
            word = _STATISTICS[name]
            self._words.setdefault(word, word)
            return Symbol(word)
        raise NoFormula

    def _where(self, arguments: list[ast.expr]) -> Node:
        """``np.where(x > 0, a, b)``: a where x is above 0, b elsewhere."""
        condition = arguments[0]
        if not (
            isinstance(condition, ast.Compare)
            and isinstance(condition.ops[0], _SWITCHES)
            and isinstance(condition.comparators[0], ast.Constant)
            and condition.comparators[0].value == 0
        ):
            raise NoFormula
        switch = Call("step", self.tree(condition.left))
        above, below = self.tree(arguments[1]), self.tree(arguments[2])
        return Sum(Product(switch, above), Product(Sum(Number(1), Negative(switch)), below))


def called(node: ast.Call) -> tuple[str, ast.expr | None]:
    """Return a call's name, and the object whose method it is if that is no module.

    >>> called(ast.parse("np.exp(x)", mode="eval").body)[0], called(ast.parse("x.sum()", mode="eval").body)[1].id
    ('exp', 'x')
    """
    function = node.func
    if isinstance(function, ast.Name):
        return function.id, None
    if not isinstance(function, ast.Attribute):
        return "", None
    owner = function.value
    if isinstance(owner, ast.Name) and owner.id in MODULES:
        return function.attr, None
    if isinstance(owner, ast.Attribute) and owner.attr in ("random", "linalg", "nn", "functional", "special"):
        return function.attr, None
    return function.attr, owner


def paired(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """Return what an assignment assigns to what: ``a, b = c, d`` is two of them.

    >>> assign = ast.parse("a, b = c, d").body[0]
    >>> [(left.id, right.id) for left, right in paired(assign.targets[0], assign.value)]
    [('a', 'c'), ('b', 'd')]
    """
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def _number(number: int | float) -> Node:
    if number != number or number in (float("inf"), float("-inf")) or len(repr(number)) > budget.DIGITS:
        raise NoFormula
    return Number(Fraction(repr(number)))
