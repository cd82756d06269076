"""What a formula computes with: values in one form, arithmetic, comparisons, positions; each is paid for."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from quiz.bank.formula.refusals import FormulaError
from quiz.language import Text
from solvers import budget
from solvers.arithmetic.elementary import power
from solvers.arithmetic.exactness import is_number

Value = Any  # int | Fraction | float | bool | str | Text | tuple[Value, ...] | solvers.expression.Node | PowerOfTen

_SMALL = 2**62
_TREE_STEPS = 20
"""What an operation on expressions costs besides the parts of the result."""


def exact(value: Value) -> Value:
    """Return a value in the one form that it has on every platform and Python version.

    A whole Fraction becomes an int. A float is rounded to 12 significant digits: the last of its 16 depend on the
    machine's mathematics library and on the order in which Python adds. Lists are treated entry by entry.

    >>> exact(Fraction(6, 3)), exact(0.1 + 0.2), exact((1, 2 / 3))
    (2, 0.3, (1, 0.666666666667))
    """
    kind = type(value)
    if kind is int or kind is str:
        return value
    if kind is float:
        return float(f"{value:.12g}")
    if kind is Fraction:
        return value.numerator if value.denominator == 1 else value
    return tuple(map(exact, value)) if kind is tuple else value


def bits_of(value: Value) -> int:
    """Return how many bits an exact number has; 0 for anything else."""
    if isinstance(value, Fraction):
        return value.numerator.bit_length() + value.denominator.bit_length()
    return value.bit_length() if isinstance(value, int) else 0


def parts_of(value: Value) -> tuple[Value, ...]:
    """Return the values in a list, the nodes in an expression; a long text counts as a part every fifty characters."""
    if isinstance(value, str):
        return (None,) * (len(value) // 50)
    if isinstance(value, Text):
        return (value.ja, value.en)
    return value if isinstance(value, tuple) else getattr(value, "args", ())


def whole(value: Value) -> Value:
    """Return a list or an expression that is no larger than what is worked with, and pay for its parts."""
    budget.spend(budget.measured(value, parts_of, budget.VALUE_PARTS, budget.VALUE_DEPTH))
    return value


def is_expression(value: Value) -> bool:
    """True for an expression with letters in it."""
    return hasattr(value, "args") and not isinstance(value, tuple)


def shown(value: Value) -> str:
    """Return a value as a fault quotes it."""
    text = repr(value) if isinstance(value, str) else value.ja if isinstance(value, Text) else _plainly(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _plainly(value: Value) -> str:
    """A list as an author writes it."""
    return f"[{', '.join(map(shown, value[:20]))}]" if isinstance(value, tuple) else str(value)


def _bounded(value: Value) -> Value:
    bits = bits_of(value)
    budget.BITS.check(bits)
    budget.spend(bits // 256)
    if isinstance(value, float) and not math.isfinite(value):
        raise FormulaError(Text("有限の数になりません", "the value is not a finite number"))
    return exact(value)


# -- arithmetic --------------------------------------------------------------------------------------------------------


def _tree(operation: Callable[[Value, Value], Value], left: Value, right: Value) -> Value:
    """Return the expression that an operation on expressions builds: tidying it takes as long as many sums."""
    budget.spend(_TREE_STEPS)
    return whole(operation(left, right))


def _divide(left: Value, right: Value) -> Value:
    if isinstance(left, int) and isinstance(right, int):
        return Fraction(left, right)
    return left / right


def _power(base: Value, exponent: Value) -> Value:
    if is_number(base) and is_number(exponent):
        exponent = exact(exponent)
        if isinstance(exponent, int):
            budget.BITS.check(abs(exponent) * max(bits_of(base), 1))
            if isinstance(base, float):
                return _float_power(base, exponent)
            return Fraction(base) ** exponent if exponent < 0 else base**exponent
        if base < 0:
            raise FormulaError(
                Text("負の数の実数乗は計算できません", "a negative number has no real power"),
                remedy=Text(
                    "底が 0 以上になる条件を where に書いてください", "let a where keep the base at 0 or above"
                ),
            )
        return power(base, exponent)
    return base**exponent


def _float_power(base: float, exponent: int) -> float:
    """A float to a whole power, for which Python would ask the machine's mathematics library."""
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    size = power(abs(base), exponent) if base else float(exponent == 0)
    return -size if base < 0 and exponent % 2 else size


_REMEDIES = {
    "list": Text(
        "リストは [x * 2 for x in xs] のように 1 つずつ計算するか、@ で行列の積にします",
        "compute entry by entry, [x * 2 for x in xs], or write a product of matrices with @",
    ),
    "text": Text("文字列は join(['a', 'b']) でつなぎます", "texts are joined by join(['a', 'b'])"),
}


def _arithmetic(operation: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    def apply(left: Value, right: Value) -> Value:
        if type(left) is int and type(right) is int:  # nearly all arithmetic is this
            value = operation(left, right)
            return value if type(value) is int and -_SMALL < value < _SMALL else _bounded(value)
        if is_number(left) and is_number(right):
            return _bounded(operation(left, right))
        if is_expression(left) and (is_expression(right) or is_number(right)):
            return _tree(operation, left, right)
        if is_number(left) and is_expression(right):
            return _tree(operation, left, right)
        kinds = {type(left), type(right)}
        remedy = _REMEDIES["list"] if tuple in kinds else _REMEDIES["text"] if kinds & {str, Text} else None
        raise FormulaError(
            Text(
                f"{shown(left)} と {shown(right)} は計算できません",
                f"can't compute with {shown(left)} and {shown(right)}",
            ),
            remedy=remedy,
        )

    return apply


def _matrix_product(left: Value, right: Value) -> Value:
    from solvers.arithmetic.matrices import product_of_matrices

    return whole(exact(product_of_matrices(left, right)))


BINARY: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: _arithmetic(operator.add),
    ast.Sub: _arithmetic(operator.sub),
    ast.Mult: _arithmetic(operator.mul),
    ast.Div: _arithmetic(_divide),
    ast.FloorDiv: _arithmetic(operator.floordiv),
    ast.Mod: _arithmetic(operator.mod),
    ast.Pow: _arithmetic(_power),
    ast.MatMult: _matrix_product,
}


def negated(value: Value) -> Value:
    """Return the value with the other sign; a list or a text has none."""
    if is_number(value) or is_expression(value):
        return -value
    raise FormulaError(Text(f"{shown(value)} に - はつけられません", f"{shown(value)} has no minus"))


# -- comparisons -------------------------------------------------------------------------------------------------------


def _pay(value: Value) -> None:
    if isinstance(value, tuple | str):
        budget.spend(budget.measured(value, parts_of, budget.VALUE_PARTS, budget.VALUE_DEPTH))


def same(left: Value, right: Value) -> bool:
    """True for equal values; a word with its translation equals either of its forms."""
    _pay(left)
    if isinstance(left, Text) and isinstance(right, str):
        return right in (left.ja, left.en)
    if isinstance(right, Text) and isinstance(left, str):
        return left in (right.ja, right.en)
    return bool(left == right)


def _holds(values: Value, part: Value) -> bool:
    if isinstance(values, str) and isinstance(part, str):
        budget.spend(len(values) // 50)
        return part in values
    if not isinstance(values, tuple):
        raise FormulaError(Text(f"in の右はリストです: {shown(values)}", f"in needs a list, found {shown(values)}"))
    budget.spend(len(values))
    return any(same(part, value) for value in values)


def _ordered(test: Callable[[Value, Value], Any]) -> Callable[[Value, Value], bool]:
    def compare(left: Value, right: Value) -> bool:
        alike = is_number(left) and is_number(right)
        if not alike and not (isinstance(left, str | tuple) and type(left) is type(right)):
            raise FormulaError(
                Text(
                    f"{shown(left)} と {shown(right)} の大小は比べられません",
                    f"{shown(left)} and {shown(right)} have no order",
                )
            )
        _pay(left)
        return bool(test(left, right))

    return compare


COMPARISONS: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: same,
    ast.NotEq: lambda left, right: not same(left, right),
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.In: lambda left, right: _holds(right, left),
    ast.NotIn: lambda left, right: not _holds(right, left),
}


# -- positions ---------------------------------------------------------------------------------------------------------


def taken(values: Value, places: tuple[Value, ...]) -> Value:
    """Return what stands at a position of a list or a text; with two, of the rows and then of each row.

    >>> taken(((1, 2), (3, 4)), (slice(None), 1))
    (2, 4)
    """
    first, *rest = places
    if isinstance(values, Text):  # a pair of words, as the file lists it
        values = (values.ja, values.en)
    if not isinstance(values, tuple | str):
        raise FormulaError(
            Text(f"[ ] はリストの番号にだけ使えます: {shown(values)}", f"[ ] only takes a list, found {shown(values)}")
        )
    if isinstance(first, slice):
        found = values[first]
        return whole(tuple(taken(row, tuple(rest)) for row in found) if rest else found)
    if type(first) is not int:
        raise FormulaError(
            Text(f"[ ] の中の番号は整数です: {shown(first)}", f"a position is a whole number, found {shown(first)}")
        )
    if not -len(values) <= first < len(values):
        raise FormulaError(
            Text(
                f"番号 {first} はありません（{len(values)} 個のリストの番号は 0 から {len(values) - 1} までです）",
                f"there is no position {first} (a list of {len(values)} has the positions 0 to {len(values) - 1})",
            )
            if values
            else Text("空のリストに番号はありません", "an empty list has no positions"),
            remedy=Text("番号かリストの長さを直してください", "mend the position, or the length of the list"),
        )
    return taken(values[first], tuple(rest)) if rest else values[first]


def slice_of(*bounds: Value) -> slice:
    """Return a slice of positions; each bound is a whole number or absent."""
    for bound in bounds:
        if bound is not None and type(bound) is not int:
            raise FormulaError(
                Text(f"[ : ] の番号は整数です: {shown(bound)}", f"a slice takes whole numbers, found {shown(bound)}")
            )
    if len(bounds) == 3 and bounds[2] == 0:
        raise FormulaError(Text("[ : : ] の間隔が 0 です", "the step of a slice is 0"))
    return slice(*bounds)
