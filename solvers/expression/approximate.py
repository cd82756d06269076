"""Numeric evaluation that carries a bound of its own error, in floats or in mpmath at any precision.

Every step returns a number and an estimate of how wrong it may be, so that a difference between two sides is either
certain, or known to be no more than rounding: cancellation, large arguments and steep functions are seen, not guessed
at.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from hashlib import blake2b
from math import factorial
from typing import Any, Final

from solvers.expression.calculus import primed
from solvers.expression.evaluation import exact_value
from solvers.expression.nodes import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

Approximation = tuple[Any, Any]
"""A real or complex number of the arithmetic, and a bound of its absolute error."""


class Unreliable(ArithmeticError):
    """No trustworthy number: outside the domain, overflow, or all digits lost."""


class FloatArithmetic:
    """Double precision: ``math`` where the result is real, else ``cmath``."""

    epsilon: Any = 2.3e-16
    pi: Any = math.pi
    e: Any = math.e
    infinity: Any = math.inf

    @staticmethod
    def number(value: int | Fraction) -> Any:
        """Convert an exact number."""
        return float(value)

    @staticmethod
    def complex(real: Any, imaginary: Any) -> Any:
        """Build a complex number."""
        return complex(real, imaginary)

    @staticmethod
    def is_complex(value: Any) -> bool:
        """Return whether a number is complex by type."""
        return isinstance(value, complex)

    @staticmethod
    def finite(value: Any) -> bool:
        """Return whether a number is finite."""
        return cmath.isfinite(value)

    def apply(self, name: str, argument: Any) -> Any:
        """Apply an elementary function, in complex numbers where the real one is undefined."""
        if not isinstance(argument, complex):
            try:
                return getattr(math, name)(argument)
            except ValueError:
                if name in ("gamma", "erf"):
                    raise
                argument = complex(argument)
        if name in ("gamma", "erf"):
            raise ValueError(name)
        return getattr(cmath, name)(argument)

    @staticmethod
    def power(base: Any, exponent: Any) -> Any:
        """Return the principal power."""
        return base**exponent

    @staticmethod
    def floor(value: Any) -> Any:
        """Return the floor of a real number."""
        return float(math.floor(value))


class PreciseArithmetic(FloatArithmetic):
    """mpmath with ``digits`` decimal digits, in a context of its own so that no global precision is touched."""

    def __init__(self, digits: int) -> None:
        from mpmath import MPContext

        self.context = MPContext()
        self.context.dps = digits
        self.epsilon = self.context.mpf(10) ** (1 - digits)
        self.pi = +self.context.pi
        self.e = +self.context.e
        self.infinity = self.context.inf

    def number(self, value: int | Fraction) -> Any:  # type: ignore[override]  # it needs its own context
        """Convert an exact number."""
        return self.context.mpf(value.numerator) / value.denominator

    def complex(self, real: Any, imaginary: Any) -> Any:  # type: ignore[override]  # as above
        """Build a complex number."""
        return self.context.mpc(real, imaginary)

    def is_complex(self, value: Any) -> bool:  # type: ignore[override]  # as above
        """Return whether a number is complex by type."""
        return isinstance(value, self.context.mpc)

    def finite(self, value: Any) -> bool:  # type: ignore[override]  # as above
        """Return whether a number is finite."""
        return bool(self.context.isfinite(value))

    @staticmethod
    def power(base: Any, exponent: Any) -> Any:
        """Return the principal power; a tower of powers is refused before its digits are computed."""
        if abs(exponent) > 1e12:
            raise OverflowError
        return base**exponent

    def apply(self, name: str, argument: Any) -> Any:
        """Apply an elementary function; mpmath goes to complex numbers by itself."""
        limit = 1e8 if name in ("exp", "sinh", "cosh") else 1e12
        if name not in ("log", "sqrt") and abs(argument) > limit:
            raise OverflowError
        return getattr(self.context, name)(argument)

    def floor(self, value: Any) -> Any:  # type: ignore[override]  # as above
        """Return the floor of a real number."""
        return self.context.floor(value)


class Approximator:
    """Evaluates trees at one point, in one arithmetic."""

    __slots__ = ("arithmetic", "epsilon", "point")

    def __init__(self, arithmetic: FloatArithmetic, point: Mapping[str, Any]) -> None:
        self.arithmetic = arithmetic
        self.point = point
        self.epsilon = arithmetic.epsilon

    def of(self, node: Node) -> Approximation:
        """Return value and error bound.

        Raises:
            Unreliable: where there is none.

        >>> from solvers.expression import read
        >>> number, error = Approximator(FloatArithmetic(), {"x": 0.5}).of(read("sqrt(x)").tree)
        >>> round(number, 6), error < 1e-15
        (0.707107, True)
        """
        try:
            return self._of(node)
        except (ZeroDivisionError, OverflowError, ValueError, MemoryError, TypeError):
            # TypeError: mpmath and cmath raise it for an order between complex numbers
            raise Unreliable from None

    def _of(self, node: Node) -> Approximation:
        kind = type(node)
        if kind is Number:
            value = self.arithmetic.number(node.data)
            return value, 0 if type(node.data) is int and abs(node.data) < 1 << 52 else self.epsilon * abs(value)
        if kind is Symbol:
            return self.point[node.data], 0
        if kind is Sum:
            return self.sum([self._of(term) for term in node.args])
        if kind is Product:
            result = self._of(node.args[0])
            for factor in node.args[1:]:
                result = self.times(result, self._of(factor))
            return result
        if kind is Quotient:
            return self.over(self._of(node.args[0]), self._of(node.args[1]))
        if kind is Negative:
            value, error = self._of(node.args[0])
            return -value, error
        if kind is Power:
            return self.power(node.args[0], node.args[1])
        if kind is Call:
            return self.call(node.data, node.args)
        if kind is Constant:
            return self.constant(node.data)
        raise Unreliable

    def constant(self, name: str) -> Approximation:
        """Return a constant of the arithmetic."""
        arithmetic = self.arithmetic
        if name == "i":
            return arithmetic.complex(0, 1), 0
        if name == "oo":
            return arithmetic.infinity, 0
        value = arithmetic.pi if name == "pi" else arithmetic.e
        return value, self.epsilon * value

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def sum(self, parts: list[Approximation]) -> Approximation:
        """Add; the largest partial sum bounds the rounding."""
        total, error = parts[0]
        largest = abs(total)
        for value, wrong in parts[1:]:
            total = total + value
            error = error + wrong
            size = abs(total)
            if size > largest:
                largest = size
        return self.snapped(total, error + self.epsilon * largest * len(parts))

    def times(self, left: Approximation, right: Approximation) -> Approximation:
        """Multiply."""
        value = left[0] * right[0]
        error = abs(left[0]) * right[1] + abs(right[0]) * left[1] + left[1] * right[1] + self.epsilon * abs(value)
        return self.snapped(value, error)

    def over(self, above: Approximation, below: Approximation) -> Approximation:
        """Divide, unless the divisor may be zero."""
        size = abs(below[0])
        if size <= 2 * below[1]:
            raise Unreliable
        value = above[0] / below[0]
        return self.snapped(value, (above[1] + abs(value) * below[1]) / (size - below[1]) + self.epsilon * abs(value))

    def snapped(self, value: Any, error: Any) -> Approximation:
        """Refuse what is no number; drop an imaginary part that is mere rounding, so that no cut is jumped."""
        if value != value:
            raise Unreliable
        if self.arithmetic.is_complex(value) and abs(value.imag) <= error:
            return value.real, error
        return value, error

    def power(self, base: Node, exponent: Node) -> Approximation:
        """Raise to a power, by an exactly known exponent where it is one."""
        exact = exponent.data if isinstance(exponent, Number) else None
        if exact is None and exponent.args and not isinstance(exponent, Call):
            exact = exact_value(exponent)
        left = self._of(base)
        if exact is None:
            return self.general_power(left, self._of(exponent))
        return self.exact_power(left, exact)

    def exact_power(self, base: Approximation, exponent: int | Fraction) -> Approximation:
        """A power with an exactly known exponent: the real root of a negative number where the denominator is odd."""
        value, error = base
        size = abs(value)
        if exponent == 0:
            return self.arithmetic.number(1), 0
        if size <= 2 * error or size == 0:
            if exponent < 0 or (error and exponent < 1):
                raise Unreliable
            if size == 0 and not error:
                return self.arithmetic.number(0), 0
        if exponent.denominator == 1:
            result = self.integer_power(value, exponent.numerator)
        elif exponent.denominator % 2 and not self.arithmetic.is_complex(value) and value < 0:
            magnitude = self.arithmetic.power(-value, self.arithmetic.number(exponent))
            result = -magnitude if exponent.numerator % 2 else magnitude
        else:
            result = self.arithmetic.power(value, self.arithmetic.number(exponent))
        growth = abs(self.arithmetic.number(exponent))
        if size <= 2 * error:  # what cancelled to nothing: both the value and the truth lie below this
            return self.snapped(result, 2 * self.arithmetic.power(size + error, growth))
        spread = error / size
        return self.snapped(result, abs(result) * growth * (spread + 2 * self.epsilon) * (1 + growth * spread))

    def integer_power(self, value: Any, exponent: int) -> Any:
        """Raise to a whole power of bounded size."""
        if abs(exponent) > 1 << 24:
            raise Unreliable
        return value**exponent

    def general_power(self, base: Approximation, exponent: Approximation) -> Approximation:
        """Raise to any power: the principal value, unless the exponent turns out to be whole."""
        value, error = base
        size = abs(value)
        if size == 0 and error == 0 and not self.arithmetic.is_complex(exponent[0]) and exponent[0] > exponent[1]:
            return value, error
        if size <= 2 * error:
            raise Unreliable
        if not self.arithmetic.is_complex(exponent[0]) and not self.arithmetic.is_complex(value):
            nearest = round(float(exponent[0])) if abs(exponent[0]) < 1 << 20 else None
            if nearest is not None and abs(exponent[0] - nearest) <= exponent[1]:
                return self.exact_power(base, nearest)
        result = self.arithmetic.power(value, exponent[0])
        log = abs(self.arithmetic.apply("log", value)) + self.epsilon
        relative = abs(exponent[0]) * error / size + log * exponent[1] + self.epsilon * (2 + abs(exponent[0]) * log)
        return self.snapped(result, abs(result) * relative)

    # -- functions ----------------------------------------------------------------------------------------------------

    def call(self, name: str, args: tuple[Node, ...]) -> Approximation:
        """Apply a function by name."""
        slope = _SLOPES.get(name)
        if slope is not None and len(args) == 1:
            return self.smooth(name, slope, self._of(args[0]))
        formula = _FORMULAS.get(name)
        if formula is not None:
            return formula(self, *(self._of(arg) for arg in args))
        if name.endswith("'"):
            return self._of(primed(name, args[0]))
        if name == "root":
            return self.power(args[0], Quotient(Number(1), args[1]))
        if name in ("±", "∓", "union", "intersection", "difference", "softmax", "sum"):
            raise Unreliable
        return self.opaque(name, [self._of(arg) for arg in args])

    def smooth(self, name: str, slope: Callable[[Any, Any], Any], argument: Approximation) -> Approximation:
        """An elementary function: the error is the argument's times the slope, plus rounding."""
        value, error = argument
        if name == "gamma" and not error and value in _SMALL_WHOLE:
            return self.arithmetic.number(factorial(int(value) - 1)), 0
        if name in ("log", "sqrt") and abs(value) <= 2 * error:
            if value == 0 and error == 0 and name == "sqrt":
                return value, 0
            raise Unreliable
        result = self.arithmetic.apply(name, value)
        steep = abs(slope(value, result)) if error else 0
        return self.snapped(result, steep * error * 1.5 + 4 * self.epsilon * abs(result))

    def function(self, name: str, argument: Approximation) -> Approximation:
        """An elementary function of a number in hand."""
        return self.smooth(name, _SLOPES[name], argument)

    def one(self) -> Approximation:
        """The number one."""
        return self.arithmetic.number(1), 0

    def real(self, *arguments: Approximation) -> None:
        """Refuse complex arguments, which have no order."""
        if any(self.arithmetic.is_complex(value) for value, _ in arguments):
            raise Unreliable

    def side(self, argument: Approximation) -> int:
        """Return the sign of a real number, refusing one that may be either."""
        self.real(argument)
        value, error = argument
        if abs(value) <= error:
            if value == 0 and error == 0:
                return 0
            raise Unreliable
        return 1 if value > 0 else -1

    def opaque(self, name: str, arguments: list[Approximation]) -> Approximation:
        """A function that is known by name only: some smooth function, the same one each time."""
        seeds = blake2b(f"{name}/{len(arguments)}".encode(), digest_size=16).digest()
        inner: Approximation = (self.arithmetic.number(Fraction(seeds[0], 256)), 0)
        for seed, argument in zip(seeds[1:], arguments, strict=False):
            inner = self.sum([inner, self.times((self.arithmetic.number(Fraction(seed + 64, 256)), 0), argument)])
        wave = self.function("sin", inner)
        level = (self.arithmetic.number(Fraction(seeds[15] + 300, 256)), 0)
        return self.sum([level, wave])


_SMALL_WHOLE: Final = frozenset(range(1, 20))
"""Where gamma is a whole number that every arithmetic holds exactly."""

# d/dx of each elementary function from its argument x and its value f.
_SLOPES: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "exp": lambda x, f: f,
    "log": lambda x, f: 1 / abs(x),
    "sqrt": lambda x, f: 1 / abs(2 * f),
    "sin": lambda x, f: 1 + abs(f),
    "cos": lambda x, f: 1 + abs(f),
    "tan": lambda x, f: 1 + abs(f) ** 2,
    "asin": lambda x, f: 1 / (abs(1 - x * x) + 1e-300) ** 0.5,
    "acos": lambda x, f: 1 / (abs(1 - x * x) + 1e-300) ** 0.5,
    "atan": lambda x, f: 1 / (abs(1 + x * x) + 1e-300),
    "sinh": lambda x, f: 1 + abs(f),
    "cosh": lambda x, f: 1 + abs(f),
    "tanh": lambda x, f: 1 + abs(f) ** 2,
    "asinh": lambda x, f: 1 / (abs(1 + x * x) + 1e-300) ** 0.5,
    "acosh": lambda x, f: 1 / (abs(x * x - 1) + 1e-300) ** 0.5,
    "atanh": lambda x, f: 1 / (abs(1 - x * x) + 1e-300),
    "gamma": lambda x, f: f * (3 + abs(x)),
    "erf": lambda x, f: 2,
}


def _inverted(name: str) -> Callable[..., Approximation]:
    """``1/f(x)``."""
    return lambda at, x: at.over(at.one(), at.function(name, x))


def _of_inverse(name: str) -> Callable[..., Approximation]:
    """``f(1/x)``."""
    return lambda at, x: at.function(name, at.over(at.one(), x))


def _log(at: Approximator, x: Approximation, base: Approximation | None = None) -> Approximation:
    top = at.function("log", x)
    return top if base is None else at.over(top, at.function("log", base))


def _sigmoid(at: Approximator, x: Approximation) -> Approximation:
    return at.over(at.one(), at.sum([at.one(), at.function("exp", (-x[0], x[1]))]))


def _abs(at: Approximator, x: Approximation) -> Approximation:
    return abs(x[0]), x[1] + at.epsilon * abs(x[0])


def _extreme(sign: int) -> Callable[..., Approximation]:
    def choose(at: Approximator, *arguments: Approximation) -> Approximation:
        at.real(*arguments)
        return max(arguments, key=lambda argument: sign * argument[0])

    return choose


def _floor(at: Approximator, x: Approximation) -> Approximation:
    at.real(x)
    low, high = at.arithmetic.floor(x[0] - x[1]), at.arithmetic.floor(x[0] + x[1])
    if low != high:
        raise Unreliable
    return low, 0


def _ceil(at: Approximator, x: Approximation) -> Approximation:
    value, error = _floor(at, (-x[0], x[1]))
    return -value, error


def _sign(at: Approximator, x: Approximation) -> Approximation:
    return at.arithmetic.number(at.side(x)), 0


def _piecewise(
    positive: Callable[..., Approximation], other: Callable[..., Approximation]
) -> Callable[..., Approximation]:
    def choose(at: Approximator, x: Approximation, *more: Approximation) -> Approximation:
        return (positive if at.side(x) > 0 else other)(at, x, *more)

    return choose


def _zero(at: Approximator, x: Approximation) -> Approximation:
    return at.arithmetic.number(0), 0


def _scaled(value: Fraction) -> Callable[..., Approximation]:
    return lambda at, x: at.times((at.arithmetic.number(value), at.epsilon), x)


def _leak(at: Approximator, x: Approximation, slope: Approximation | None = None) -> Approximation:
    return at.times(slope if slope is not None else (at.arithmetic.number(Fraction(1, 100)), at.epsilon), x)


def _factorial(at: Approximator, x: Approximation) -> Approximation:
    return at.function("gamma", at.sum([x, at.one()]))


def _choices(at: Approximator, n: Approximation, k: Approximation, ordered: bool) -> Approximation:
    if not at.arithmetic.is_complex(n[0]) and not at.arithmetic.is_complex(k[0]):
        whole, chosen = round(n[0]), round(k[0])
        known = abs(n[0] - whole) <= n[1] and abs(k[0] - chosen) <= k[1]
        if known and whole >= 0 and (chosen > whole or (chosen < 0 and not ordered)):
            return at.arithmetic.number(0), 0  # where the factorials below have no value
    rest = _factorial(at, at.sum([n, (-k[0], k[1])]))
    return at.over(_factorial(at, n), rest if ordered else at.times(rest, _factorial(at, k)))


def _softsign(at: Approximator, x: Approximation) -> Approximation:
    return at.over(x, at.sum([at.one(), _abs(at, x)]))


def _softplus(at: Approximator, x: Approximation) -> Approximation:
    return at.function("log", at.sum([at.one(), at.function("exp", x)]))


def _degree(at: Approximator, x: Approximation) -> Approximation:
    return at.over(at.times(x, at.constant("pi")), (at.arithmetic.number(180), 0))


def _conjugate(at: Approximator, x: Approximation) -> Approximation:
    return (x[0].conjugate() if at.arithmetic.is_complex(x[0]) else x[0]), x[1]


_FORMULAS: Final[dict[str, Callable[..., Approximation]]] = {
    "log": _log,
    "cot": _inverted("tan"),
    "sec": _inverted("cos"),
    "csc": _inverted("sin"),
    "coth": _inverted("tanh"),
    "sech": _inverted("cosh"),
    "csch": _inverted("sinh"),
    "acot": _of_inverse("atan"),
    "asec": _of_inverse("acos"),
    "acsc": _of_inverse("asin"),
    "acoth": _of_inverse("atanh"),
    "asech": _of_inverse("acosh"),
    "acsch": _of_inverse("asinh"),
    "abs": _abs,
    "sign": _sign,
    "floor": _floor,
    "ceil": _ceil,
    "max": _extreme(1),
    "min": _extreme(-1),
    "factorial": _factorial,
    "binomial": lambda at, n, k: _choices(at, n, k, False),
    "permutations": lambda at, n, k: _choices(at, n, k, True),
    "sigmoid": _sigmoid,
    "swish": lambda at, x: at.times(x, _sigmoid(at, x)),
    "relu": _piecewise(lambda at, x: x, _zero),
    "leaky_relu": _piecewise(lambda at, x, slope=None: x, _leak),
    "elu": _piecewise(lambda at, x: x, lambda at, x: at.sum([at.function("exp", x), (at.arithmetic.number(-1), 0)])),
    "step": _piecewise(lambda at, x: at.one(), _zero),
    "softplus": _softplus,
    "softsign": _softsign,
    "percent": _scaled(Fraction(1, 100)),
    "degree": _degree,
    "conjugate": _conjugate,
}
