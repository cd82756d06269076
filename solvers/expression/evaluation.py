"""``value``: the number that a tree stands for, exact as long as it can be, at a bounded cost."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from solvers import budget
from solvers.expression.calculus import primed
from solvers.expression.exact_powers import bounded_power, exact_root
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
    Sum,
    Symbol,
)

Value = int | Fraction | float | complex


class Undefined(ArithmeticError):
    """A tree without a value: a division by zero, a name without a number, a size beyond the bounds.

    Attributes:
        reason: ``zero-division``, ``name``, ``too-large``, ``domain`` or ``not-a-number``.
        subject: the name or function that it is about, or ``""``.
    """

    def __init__(self, reason: str, subject: str = "") -> None:
        super().__init__(f"{reason}: {subject}" if subject else reason)
        self.reason = reason
        self.subject = subject


def value(node: Node, values: Mapping[str, Value] | None = None) -> Value:
    """Return the value of an expression: an exact rational where it is one, else a float, or a complex number.

    A real number raised to a fraction with an odd denominator is the real root: ``(-8)^(1/3)`` is -2.

    Args:
        node: the tree of an expression.
        values: a number per name.

    Raises:
        Undefined: see its reasons; also for a tree that is no expression (a tuple, a relation).

    >>> from solvers.expression import read
    >>> value(read("2(x + 1/4)").tree, {"x": Fraction(1, 4)})
    1
    >>> value(read("sqrt(2)").tree)
    1.4142135623730951
    """
    return _evaluate(node, values or {})


def _evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    step = _STEPS.get(type(node))
    if step is None:
        raise Undefined("not-a-number", type(node).__name__)
    try:
        return step(node, values)
    except ZeroDivisionError:
        raise Undefined("zero-division") from None
    except OverflowError:
        raise Undefined("too-large") from None
    except ValueError:
        raise Undefined("domain") from None


def _bounded(result: Value) -> Value:
    """Turn an exact number that has grown too long into a float; refuse what is no number."""
    if type(result) is float:  # most often, and told at once: to ask whether something is a Fraction takes longer
        if result != result:
            raise Undefined("domain")
        return result
    if isinstance(result, Fraction):
        if result.denominator == 1:
            result = result.numerator
        elif max(result.numerator.bit_length(), result.denominator.bit_length()) > budget.BITS:
            return float(result)
    if isinstance(result, int):
        if result.bit_length() > budget.BITS:
            raise Undefined("too-large")
        return result
    if isinstance(result, complex):
        return real_if_close(result)
    if result != result:
        raise Undefined("domain")
    return result


def real_if_close(result: complex) -> float | complex:
    """Return the real part of a complex number without an imaginary one (never ``-0j``)."""
    return result.real if result.imag == 0 else result


def _number(node: Node, values: Mapping[str, Value]) -> Value:
    return node.data  # type: ignore[no-any-return]  # a Number's data is its value


def _symbol(node: Node, values: Mapping[str, Value]) -> Value:
    found = values.get(node.data)
    if found is None:
        raise Undefined("name", node.data)
    return found


def _constant(node: Node, values: Mapping[str, Value]) -> Value:
    known = values.get(node.data)
    if known is not None:
        return known
    return {"pi": math.pi, "e": math.e, "i": 1j, "oo": math.inf}[node.data]


def _sum(node: Node, values: Mapping[str, Value]) -> Value:
    total: Value = 0
    for term in node.args:
        total = _bounded(total + _evaluate(term, values))
    return total


def _product(node: Node, values: Mapping[str, Value]) -> Value:
    total: Value = 1
    for factor in node.args:
        total = _bounded(total * _evaluate(factor, values))
    return total


def _quotient(node: Node, values: Mapping[str, Value]) -> Value:
    above, below = (_evaluate(arg, values) for arg in node.args)
    return divided(above, below)


def divided(above: Value, below: Value) -> Value:
    """Return the quotient, exact for exact numbers.

    Raises:
        ZeroDivisionError: for a zero denominator.
    """
    if type(above) is float or type(below) is float:
        return _bounded(above / below)
    if isinstance(above, (int, Fraction)) and isinstance(below, (int, Fraction)):
        return _bounded(Fraction(above) / below)
    return _bounded(above / below)


def _negative(node: Node, values: Mapping[str, Value]) -> Value:
    return -_evaluate(node.args[0], values)


def _power(node: Node, values: Mapping[str, Value]) -> Value:
    return raised(_evaluate(node.args[0], values), _evaluate(node.args[1], values))


def raised(base: Value, exponent: Value) -> Value:
    """Return ``base**exponent``, exact where it is rational, the real root of a negative number where there is one.

    Raises:
        Undefined: where it is undefined or too large.
    """
    if type(exponent) is not float and isinstance(exponent, (int, Fraction)):
        if type(base) is not float and isinstance(base, (int, Fraction)):
            exact = _exact_power(base, exponent)
            if exact is not None:
                return exact
        if isinstance(exponent, Fraction) and exponent.denominator % 2 and isinstance(base, (int, Fraction, float)):
            magnitude: float = float(base if base > 0 else -base) ** float(exponent)
            return -magnitude if base < 0 and exponent.numerator % 2 else magnitude
    if base == 0 and isinstance(exponent, complex):
        raise Undefined("domain")
    number = complex(base) if isinstance(base, complex) else float(base)
    return _bounded(number ** (exponent if isinstance(exponent, complex) else float(exponent)))


def _exact_power(base: Rational, exponent: Rational) -> Rational | None:
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    if exponent.denominator != 1:
        if base < 0 and exponent.denominator % 2 == 0:
            return None
        root = exact_root(base, exponent.denominator)
        if root is None:
            return None
        base = root
    result = bounded_power(base, exponent.numerator)
    if result is None and abs(exponent.numerator) > budget.BITS * 64 * exponent.denominator:
        raise Undefined("too-large")
    return result


def _call(node: Node, values: Mapping[str, Value]) -> Value:
    name = node.data
    if name == "sum":
        return _counted(node, values)
    if name.endswith("'"):
        try:
            expanded = primed(name, node.args[0])
        except ValueError:
            raise Undefined("not-a-number", name) from None
        return _evaluate(expanded, values)
    function = _FUNCTIONS.get(name)
    if function is None:
        raise Undefined("not-a-number", name)
    return _bounded(function(*(_evaluate(arg, values) for arg in node.args)))


def _counted(node: Node, values: Mapping[str, Value]) -> Value:
    """Return a sum over a range of whole numbers, one term after the other."""
    body, counter, *ends = node.args
    low, high = (_evaluate(end, values) for end in ends)
    if not isinstance(low, int) or not isinstance(high, int):
        raise Undefined("domain", "sum")
    if high - low >= budget.TERMS:
        raise Undefined("too-large", "sum")
    total: Value = 0
    for step in range(low, high + 1):
        total = _bounded(total + _evaluate(_replaced(body, counter, Number(step)), values))
    return total


def _replaced(node: Node, part: Node, other: Node) -> Node:
    if node == part:
        return other
    return node.with_args(tuple(_replaced(arg, part, other) for arg in node.args)) if node.args else node


_STEPS: Final[dict[type[Node], Callable[[Node, Mapping[str, Value]], Value]]] = {
    Number: _number,
    Symbol: _symbol,
    Constant: _constant,
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negative: _negative,
    Power: _power,
    Call: _call,
}


def _real_or_complex(name: str) -> Callable[[Any], Value]:
    """A function of ``math`` that goes to ``cmath`` outside its real domain."""
    real, general = getattr(math, name), getattr(cmath, name)

    def function(argument: Any) -> Value:
        if not isinstance(argument, complex):
            try:
                return float(real(argument))
            except ValueError:
                argument = complex(argument)
        return real_if_close(general(argument))

    return function


_sin, _cos, _tan, _exp = map(_real_or_complex, ("sin", "cos", "tan", "exp"))
_asin, _acos, _atan = map(_real_or_complex, ("asin", "acos", "atan"))
_asinh, _acosh, _atanh = map(_real_or_complex, ("asinh", "acosh", "atanh"))
_sinh, _cosh, _tanh = map(_real_or_complex, ("sinh", "cosh", "tanh"))
_ln = _real_or_complex("log")


def _sqrt(argument: Any) -> Value:
    if isinstance(argument, (int, Fraction)):
        root = exact_root(argument, 2) if argument >= 0 else None
        if root is not None:
            return root
    if isinstance(argument, complex) or argument < 0:
        return real_if_close(cmath.sqrt(argument))
    return math.sqrt(argument)


def _log(argument: Any, base: Any = None) -> Value:
    if argument == 0:
        raise Undefined("domain", "log")
    if base is None:
        return 0 if argument == 1 else _ln(argument)
    if isinstance(argument, (int, Fraction)) and isinstance(base, (int, Fraction)) and argument > 0 and base > 0:
        guess = round(math.log(argument) / math.log(base))
        if bounded_power(base, guess) == argument:
            return guess
    if isinstance(argument, int) and base in (2, 10) and argument > 0:
        return math.log2(argument) if base == 2 else math.log10(argument)
    return divided(_ln(argument), _ln(base))


def _sign(argument: Any) -> Value:
    if isinstance(argument, complex):
        return complex(argument / abs(argument))
    return int(argument > 0) - int(argument < 0)


def _factorial(argument: Any) -> Value:
    if isinstance(argument, int) and argument >= 0:
        if argument > budget.FACTORIAL:
            raise Undefined("too-large", "factorial")
        return math.factorial(argument)
    if isinstance(argument, complex):
        raise Undefined("domain", "factorial")
    return math.gamma(argument + 1)


def _gamma(argument: Any) -> Value:
    if isinstance(argument, complex):
        raise Undefined("domain", "gamma")
    return _factorial(argument - 1) if isinstance(argument, int) and argument > 0 else math.gamma(argument)


def _choices(n: Any, k: Any, ordered: bool) -> Value:
    """Return how many choices of ``k`` out of ``n`` there are, in order or not; by factorials off the whole numbers."""
    if isinstance(n, complex) or isinstance(k, complex):
        raise Undefined("domain", "binomial")
    if isinstance(n, int) and isinstance(k, int) and n >= 0:
        if not 0 <= k <= n:
            return 0
        if min(k, n - k) > budget.FACTORIAL or (ordered and k > budget.FACTORIAL) or n.bit_length() > budget.DIGITS:
            raise Undefined("too-large", "binomial")
        return math.perm(n, k) if ordered else math.comb(n, k)
    below = _factorial(n - k)
    return divided(_factorial(n), below if ordered else below * _factorial(k))


def _sigmoid(argument: Any) -> Value:
    if argument == 0:
        return Fraction(1, 2)
    if isinstance(argument, complex) or argument > 0:
        return divided(1, 1 + _exp(-argument))
    grown = _exp(argument)
    return divided(grown, 1 + grown)


def _softplus(argument: Any) -> Value:
    if isinstance(argument, complex):
        return cmath.log(1 + cmath.exp(argument))
    return max(float(argument), 0.0) + math.log1p(math.exp(-abs(argument)))


def _ordered(function: Callable[..., Any]) -> Callable[..., Value]:
    """A function of real numbers; a complex argument has no order."""

    def checked(*arguments: Any) -> Value:
        if any(isinstance(argument, complex) for argument in arguments):
            raise Undefined("domain")
        return function(*arguments)  # type: ignore[no-any-return]  # a number in, a number out

    return checked


_FUNCTIONS: Final[dict[str, Callable[..., Value]]] = {
    "sin": lambda x: 0 if x == 0 else _sin(x),
    "cos": lambda x: 1 if x == 0 else _cos(x),
    "tan": lambda x: 0 if x == 0 else _tan(x),
    "cot": lambda x: divided(1, _tan(x)),
    "sec": lambda x: divided(1, _cos(x)),
    "csc": lambda x: divided(1, _sin(x)),
    "asin": _asin,
    "acos": _acos,
    "atan": _atan,
    "acot": lambda x: _atan(divided(1, x)),
    "asec": lambda x: _acos(divided(1, x)),
    "acsc": lambda x: _asin(divided(1, x)),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": lambda x: 0 if x == 0 else _tanh(x),
    "coth": lambda x: divided(1, _tanh(x)),
    "sech": lambda x: divided(1, _cosh(x)),
    "csch": lambda x: divided(1, _sinh(x)),
    "asinh": _asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "acoth": lambda x: _atanh(divided(1, x)),
    "asech": lambda x: _acosh(divided(1, x)),
    "acsch": lambda x: _asinh(divided(1, x)),
    "atan2": _ordered(math.atan2),
    "exp": lambda x: 1 if x == 0 else _exp(x),
    "log": _log,
    "sqrt": _sqrt,
    "root": lambda x, n: raised(x, divided(1, n)),
    "abs": abs,
    "sign": _sign,
    "floor": _ordered(math.floor),
    "ceil": _ordered(math.ceil),
    "max": _ordered(lambda *numbers: max(numbers)),
    "min": _ordered(lambda *numbers: min(numbers)),
    "factorial": _factorial,
    "gamma": _gamma,
    "binomial": lambda n, k: _choices(n, k, False),
    "permutations": lambda n, k: _choices(n, k, True),
    "erf": _ordered(math.erf),
    "conjugate": lambda x: x.conjugate(),
    "sigmoid": _sigmoid,
    "relu": _ordered(lambda x: max(x, 0)),
    "leaky_relu": _ordered(lambda x, slope=Fraction(1, 100): x if x > 0 else slope * x),
    "elu": _ordered(lambda x: x if x > 0 else math.expm1(x)),
    "softplus": _softplus,
    "softsign": lambda x: divided(x, 1 + abs(x)),
    "swish": lambda x: x * _sigmoid(x),
    "step": _ordered(lambda x: 1 if x > 0 else 0),
    "percent": lambda x: divided(x, 100),
    "degree": lambda x: x * math.pi / 180,
}


def exact_value(node: Node) -> Rational | None:
    """Return the exact rational value of an expression without names, or ``None`` where it is not known to have one.

    >>> from solvers.expression import read
    >>> exact_value(read("25%").tree), exact_value(read("sqrt(2)").tree)
    (Fraction(1, 4), None)
    """
    try:
        found = _evaluate(node, _NO_CONSTANTS)
    except Undefined:
        return None
    return found if isinstance(found, (int, Fraction)) and _whole_steps(node) else None


def _whole_steps(node: Node) -> bool:
    """Return whether no whole number comes from a rounded one: ``floor(sqrt(2)^2)`` is not known exactly."""
    if isinstance(node, Call) and node.data in _STEPPED:
        return all(exact_value(arg) is not None for arg in node.args)  # which asks the same of what stands inside
    return all(map(_whole_steps, node.args))


_STEPPED: Final = frozenset({"floor", "ceil", "sign", "step", "max", "min", "relu", "leaky_relu", "elu"})


_NO_CONSTANTS: Final[dict[str, Value]] = {}
