"""Formulas about an answer: whether a property holds of what a learner gave, or that this can't be decided.

They are formulas like all others, but for two things. The answer may be a function, which is called by its name:
``f(-x) == -f(x)``. And a comparison knows what it can't know: numbers that are exact are compared exactly, others count
as equal within the precision that they are computed with, and what is neither equal nor clearly different is undecided.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from quiz.bank.formula import Formula
from quiz.bank.formula.compiler import Compiler, Environment, Evaluator
from quiz.bank.formula.function_values import value_at
from quiz.bank.formula.operations import COMPARISONS, Value, is_expression
from quiz.bank.formula.refusals import FormulaError
from quiz.language import Text
from solvers.arithmetic.exactness import is_number

_NEAR, _FAR = 1e-11, 1e-8
"""Shares of the larger number: what is less apart is equal, what is more apart is different."""
_NOTHING, _SOMETHING = 1e-11, 1e-7
"""The same for what is compared with zero: the difference of two large numbers has lost its last digits."""


class Undecidable(Exception):
    """Two numbers are too near each other to be told apart, and too far from each other to be equal."""


class TooNear(Undecidable):
    """Which of two numbers is larger can't be told at this point, as of e^(-30) and 0; at others it may be plain."""


class Property(Formula):
    """A condition on an answer; ``functions`` are the names that stand for functions, each with its variables.

    >>> positive = Property("a*a > 0")
    >>> positive.holds({"a": 3}), positive.holds({"a": 0})
    (True, False)
    >>> from solvers.expression import read
    >>> odd = Property("f(-x) == -f(x)", {"f": ("x",)})
    >>> odd.holds({"f": read("x^3 + x").tree, "x": 2}), odd.holds({"f": read("x^2").tree, "x": 2})
    (True, False)
    """

    __slots__ = ("functions",)

    def __init__(self, source: str, functions: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.functions = functions or {}
        super().__init__(source)

    def compiler(self, written: str) -> Compiler:
        """Return a compiler that knows the answer's functions."""
        return _PropertyCompiler(written, self.functions)

    def holds(self, environment: Environment) -> bool:
        """Return whether the property holds.

        Raises :class:`Undecidable`, :class:`UndefinedHere`, and :class:`FormulaError` where it has no value at all.
        """
        value = self.value(environment)
        if isinstance(value, bool):
            return value
        raise FormulaError(Text(f"{self.source} は真偽値ではありません", f"{self.source} isn't true or false"))


class _PropertyCompiler(Compiler):
    def __init__(self, source: str, functions: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(source)
        self.functions = functions

    def comparison(self, sign: type[ast.cmpop]) -> Callable[[Value, Value], bool] | None:
        """Return the test of a sign of comparison, with care for numbers that are not exact."""
        test, careful = COMPARISONS.get(sign), _CAREFUL.get(sign)
        if test is None or careful is None:
            return test

        def compare(left: Value, right: Value) -> bool:
            inexact = isinstance(left, float) or isinstance(right, float)
            if not (inexact and is_number(left) and is_number(right)):
                return test(left, right)
            return careful(left, right)

        return compare

    def _call(self, node: ast.Call) -> Evaluator:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        variables = self.functions.get(name)
        if variables is None:
            return super()._call(node)
        if node.keywords or len(node.args) != len(variables):
            listed = ", ".join(variables)
            ja, en = f"{name} には {len(variables)} 個の値を渡します", f"{name} takes {len(variables)} values"
            raise FormulaError(Text(ja, en), node.col_offset, Text(f"{name}({listed})", f"{name}({listed})"))
        self.names.add(name)
        arguments = [self.compile(argument) for argument in node.args]
        return lambda environment: _value_at(
            environment[name], dict(zip(variables, [one(environment) for one in arguments], strict=True))
        )


def _are_equal(left: Any, right: Any) -> bool | None:
    """Whether two numbers are equal as far as they were computed; None where that can't be told."""
    gap, size = abs(float(left) - float(right)), max(abs(float(left)), abs(float(right)))
    if gap <= max(_NEAR * size, _NOTHING):
        return True
    return False if gap >= max(_FAR * size, _SOMETHING) else None


def _equally(left: Any, right: Any) -> bool:
    equal = _are_equal(left, right)
    if equal is None:
        raise Undecidable
    return equal


def _below(left: Any, right: Any) -> bool:
    """Whether one is less than another: of two that are very near, it can't be told."""
    if left >= right:
        return False
    if _are_equal(left, right) is not False:
        raise TooNear
    return True


def _not_above(left: Any, right: Any) -> bool:
    """Whether one is at most another, which is true of equal ones."""
    equal = left <= right or _are_equal(left, right)
    if equal is None:
        raise TooNear
    return bool(equal)


_CAREFUL: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: _equally,
    ast.NotEq: lambda left, right: not _equally(left, right),
    ast.LtE: _not_above,
    ast.GtE: lambda left, right: _not_above(right, left),
    ast.Lt: _below,
    ast.Gt: lambda left, right: _below(right, left),
}


def _value_at(function: Value, point: Mapping[str, Any]) -> Value:
    if not is_expression(function) and not is_number(function):
        raise FormulaError(Text("この答えは関数ではありません", "the answer is no function"))
    if not all(is_number(one) for one in point.values()):
        raise FormulaError(Text("関数の値は数についてだけ求められます", "a function has values at numbers only"))
    return value_at(function, point)
