"""Functions of one number: roots, powers, logarithms, the circle. Exact where they can be, else to the last digit.

They are computed by :mod:`decimal` with forty digits, whose square root, exponential and logarithm are correctly
rounded by its specification, and the circle's functions by their series over it: so the float that comes out is the
same on every platform and in every Python version.

A float near a multiple of π/12 is taken for it, as far as twelve digits tell: ``sin(pi / 6)`` is one half.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from math import gcd, isqrt

from solvers import budget
from solvers.arithmetic.exactness import Real, as_exact, given_as
from solvers.arithmetic.no_value import NoValue

_DIGITS = 40
_COST = 40
"""What one function costs, in steps: some tens of microseconds."""
_PI = Decimal(
    "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679821480865"
)
_NEGLIGIBLE = Decimal("1e-46")
_MOST = 10**60
"""The largest angle: beyond it π has too few digits here."""
_LEAST_EXPONENT, _MOST_EXPONENT = -746, 710
"""Beyond them an exponential is 0, or no float."""


def sqrt(value: Real) -> Real:
    """Return the square root.

    >>> sqrt(Fraction(9, 4)), sqrt(2)
    (Fraction(3, 2), 1.4142135623730951)
    """
    if value < 0:
        raise NoValue("negative-root", value)
    exact = as_exact(value)
    above, below = isqrt(exact.numerator), isqrt(exact.denominator)
    if above**2 == exact.numerator and below**2 == exact.denominator:
        return given_as(Fraction(above, below), value)
    return _float(_decimal(exact).sqrt(_context()))


def exp(value: Real) -> Real:
    """Return e to a power.

    >>> exp(0), exp(1)
    (1, 2.718281828459045)
    """
    if value == 0:
        return given_as(Fraction(1), value)
    if value > _MOST_EXPONENT:
        raise NoValue("too-large", value)
    return 0.0 if value < _LEAST_EXPONENT else _float(_exp(as_exact(value)))


def log(value: Real, base: Real | None = None) -> Real:
    """Return the natural logarithm, or that to a base.

    >>> log(1), log(8, 2), log(Fraction(1, 100), 10), log(10)
    (0, 3, -2, 2.302585092994046)
    """
    if value <= 0:
        raise NoValue("log", value)
    if base is None:
        return given_as(Fraction(0), value) if value == 1 else _float(_log(as_exact(value)))
    if base <= 0 or base == 1:
        raise NoValue("log", base)
    whole = _power_of(as_exact(value), as_exact(base))
    if whole is not None:
        return given_as(whole, (value, base))
    return _float(_context().divide(_log(as_exact(value)), _log(as_exact(base))))


def power(base: Real, exponent: Real) -> float:
    """Return a number above 0 to a real power, as a float.

    >>> power(4, 0.5), power(2, Fraction(1, 3))
    (2.0, 1.2599210498948732)
    """
    if base <= 0:
        if base == 0 and exponent > 0:
            return 0.0
        raise NoValue("negative-root" if base < 0 else "pole", base)
    if exponent == Fraction(1, 2):
        return float(sqrt(base))
    size = _context().multiply(_log(as_exact(base)), _decimal(as_exact(exponent)))
    if size > _MOST_EXPONENT:
        raise NoValue("too-large", base)
    return 0.0 if size < _LEAST_EXPONENT else _float(_context().exp(size))


def sin(value: Real) -> Real:
    """Return the sine.

    >>> sin(0), sin(3.141592653589793 / 6), sin(1)
    (0, 0.5, 0.8414709848078965)
    """
    angle = _angle(value)
    if isinstance(angle, int):
        return _of_twelfths(angle, value)
    return _float(_sine(angle))


def cos(value: Real) -> Real:
    """Return the cosine.

    >>> cos(0), cos(3.141592653589793), cos(1)
    (1, -1.0, 0.5403023058681398)
    """
    angle = _angle(value)
    if isinstance(angle, int):
        return _of_twelfths(angle + 6, value)
    return _float(_sine(_PI_CONTEXT.add(angle, _PI_CONTEXT.divide(_PI, 2))))


def tan(value: Real) -> Real:
    """Return the tangent.

    >>> tan(0), tan(3.141592653589793 / 4), tan(1)
    (0, 1.0, 1.5574077246549023)
    """
    angle = _angle(value)
    if isinstance(angle, int):
        if angle % 12 == 6:
            raise NoValue("pole", value)
        if angle % 3 == 0:
            return given_as(Fraction({0: 0, 3: 1, 9: -1}[angle % 12]), value)
        angle = _PI_CONTEXT.divide(_PI_CONTEXT.multiply(_PI, angle), 12)
    quarter = _PI_CONTEXT.add(angle, _PI_CONTEXT.divide(_PI, 2))
    return _float(_context().divide(_sine(angle), _sine(quarter)))


def atan(value: Real) -> Real:
    """Return the angle whose tangent is a number.

    >>> atan(0), atan(1)
    (0, 0.7853981633974483)
    """
    return given_as(Fraction(0), value) if value == 0 else _float(_arc(as_exact(value)))


def asin(value: Real) -> Real:
    """Return the angle whose sine is a number from -1 to 1.

    >>> asin(0), asin(1)
    (0, 1.5707963267948966)
    """
    if not -1 <= value <= 1:
        raise NoValue("range", value)
    if abs(value) == 1:
        return _float(_context().divide(_context().multiply(_PI, _decimal(as_exact(value))), 2))
    exact = as_exact(value)
    return atan(value) if exact == 0 else _float(_arc_of_ratio(_decimal(exact), _decimal(1 - exact**2)))


def acos(value: Real) -> Real:
    """Return the angle whose cosine is a number from -1 to 1.

    >>> acos(1), acos(0)
    (0, 1.5707963267948966)
    """
    if not -1 <= value <= 1:
        raise NoValue("range", value)
    if value == 1:
        return given_as(Fraction(0), value)
    exact = as_exact(value)
    # By the half angle, which keeps its digits near 1: cos(a) = c, tan(a/2)^2 = (1 - c)/(1 + c).
    if exact == -1:
        return _float(_PI)
    half = _arc_root(_decimal((1 - exact) / (1 + exact)))
    return _float(_context().multiply(half, 2))


def sinh(value: Real) -> Real:
    """Return the hyperbolic sine.

    >>> sinh(0), sinh(1)
    (0, 1.1752011936438014)
    """
    return _hyperbolic(value, lambda up, down: _context().divide(_context().subtract(up, down), 2))


def cosh(value: Real) -> Real:
    """Return the hyperbolic cosine.

    >>> cosh(0), cosh(1)
    (1, 1.5430806348152437)
    """
    if value == 0:
        return given_as(Fraction(1), value)
    return _hyperbolic(value, lambda up, down: _context().divide(_context().add(up, down), 2))


def tanh(value: Real) -> Real:
    """Return the hyperbolic tangent.

    >>> tanh(0), tanh(1), tanh(1000)
    (0, 0.7615941559557649, 1.0)
    """
    if not -60 <= value <= 60:
        return 1.0 if value > 0 else -1.0
    context = _context()
    return _hyperbolic(value, lambda up, down: context.divide(context.subtract(up, down), context.add(up, down)))


def sigmoid(value: Real) -> Real:
    """Return 1/(1 + e^-x).

    >>> sigmoid(0), sigmoid(1)
    (Fraction(1, 2), 0.7310585786300049)
    """
    if value == 0:
        return given_as(Fraction(1, 2), value)
    if value < _LEAST_EXPONENT:
        return 0.0
    if value > 60:
        return 1.0
    context = _context()
    return _float(context.divide(1, context.add(1, _exp(-as_exact(value)))))


def relu(value: Real) -> Real:
    """Return a number, or 0 for one below.

    >>> relu(-2), relu(Fraction(1, 2))
    (0, Fraction(1, 2))
    """
    return value if value > 0 else 0


# -- with forty digits -------------------------------------------------------------------------------------------------


def _context(digits: int = _DIGITS) -> Context:
    return Context(prec=digits, Emax=999_999, Emin=-999_999)


_PI_CONTEXT = _context(105)


def _decimal(value: Fraction, digits: int = _DIGITS) -> Decimal:
    budget.spend(_COST)
    return _context(digits).divide(Decimal(value.numerator), Decimal(value.denominator))


def _float(value: Decimal) -> float:
    found = float(value)
    if found in (float("inf"), float("-inf")):
        raise NoValue("too-large", f"{value:.3e}")
    return found


def _exp(value: Fraction) -> Decimal:
    return _context().exp(_decimal(value))


def _log(value: Fraction) -> Decimal:
    """The natural logarithm; near 1 with as many digits more as the number lies near to it."""
    digits = _DIGITS + _closeness(abs(value - 1))
    return _context(digits).ln(_decimal(value, digits))


def _power_of(value: Fraction, base: Fraction) -> Fraction | None:
    """Return the whole exponent by which a base gives a value, if there is one: log(1/8, 2) is -3."""
    if base < 1:
        opposite = _power_of(value, 1 / base)
        return None if opposite is None else -opposite
    if value < 1:
        opposite = _power_of(1 / value, base)
        return None if opposite is None else -opposite
    if gcd(value.numerator, base.numerator) == 1 and value != 1:
        return None
    exponent, reached = 0, Fraction(1)
    while reached < value:
        budget.spend(1)
        reached *= base
        exponent += 1
        if max(reached.numerator.bit_length(), reached.denominator.bit_length()) > budget.BITS:
            return None
    return Fraction(exponent) if reached == value else None


def _angle(value: Real) -> int | Decimal:
    """Return an angle between 0 and 2π, or the multiple of π/12 that it is."""
    if value == 0:
        return 0
    exact = as_exact(value)
    if abs(exact) > _MOST:
        raise NoValue("too-large", value)
    context = _PI_CONTEXT
    angle = _decimal(exact, 105)
    twelfths = context.divide(context.multiply(angle, 12), _PI)
    if isinstance(value, float):
        nearest = twelfths.to_integral_value()
        gap = context.subtract(twelfths, nearest).copy_abs()
        if nearest and gap <= context.multiply(nearest.copy_abs(), Decimal("6e-12")):
            return int(nearest) % 24
    turn = context.multiply(_PI, 2)
    turns = context.divide(angle, turn).to_integral_value(rounding="ROUND_FLOOR")
    return context.subtract(angle, context.multiply(turns, turn))


def _of_twelfths(angle: int, given: Real) -> Real:
    """Return the sine of so many twelfths of π."""
    place, sign = angle % 12, -1 if angle % 24 >= 12 else 1
    halves = {0: 0, 2: 1, 6: 2, 10: 1}.get(place)
    if halves is not None:
        return given_as(Fraction(sign * halves, 2), given)
    return sign * _float(_sine(_PI_CONTEXT.divide(_PI_CONTEXT.multiply(_PI, place), 12)))


def _sine(angle: Decimal) -> Decimal:
    """The series of the sine, of an angle brought between -π/2 and π/2."""
    context = _PI_CONTEXT
    half = context.divide(_PI, 2)
    while angle > half:
        past = angle >= context.multiply(half, 3)
        angle = context.subtract(angle, context.multiply(_PI, 2)) if past else context.subtract(_PI, angle)
    budget.spend(_COST)
    context = _context(_DIGITS + 10)
    angle = context.plus(angle)
    square = context.multiply(angle, angle).copy_negate()
    total = term = angle
    order = 1
    while term.copy_abs() > context.multiply(total.copy_abs(), _NEGLIGIBLE):
        order += 2
        term = context.divide(context.multiply(term, square), order * (order - 1))
        total = context.add(total, term)
    return total


def _arc(value: Fraction) -> Decimal:
    return _arc_of_ratio(_decimal(value), Decimal(1))


def _arc_of_ratio(above: Decimal, below_squared: Decimal) -> Decimal:
    """Return the angle with the tangent above/√below."""
    context = _context(_DIGITS + 10)
    return _arc_series(context.divide(above, below_squared.sqrt(context)))


def _arc_root(squared: Decimal) -> Decimal:
    return _arc_series(squared.sqrt(_context(_DIGITS + 10)))


def _arc_series(tangent: Decimal) -> Decimal:
    """The series of the arc tangent, after the angle has been halved until it is small."""
    context = _context(_DIGITS + 10)
    halvings = 0
    while tangent.copy_abs() > Decimal("0.1"):
        squared = context.multiply(tangent, tangent)
        tangent = context.divide(tangent, context.add(1, context.add(1, squared).sqrt(context)))
        halvings += 1
    budget.spend(_COST)
    square = context.multiply(tangent, tangent).copy_negate()
    total = term = tangent
    order = 1
    while term.copy_abs() > context.multiply(total.copy_abs(), _NEGLIGIBLE):
        order += 2
        term = context.multiply(term, square)
        total = context.add(total, context.divide(term, order))
    return context.multiply(total, 2**halvings)


def _hyperbolic(value: Real, combine: Callable[[Decimal, Decimal], Decimal]) -> Real:
    """Combine e^x and e^-x; near 0, where they cancel, with as many digits more as cancel."""
    if value == 0:
        return given_as(Fraction(0), value)
    if not -_MOST_EXPONENT <= value <= _MOST_EXPONENT:
        raise NoValue("too-large", value)
    exact = as_exact(value)
    digits = _DIGITS + _closeness(exact)
    context = _context(digits)
    up = context.exp(_decimal(exact, digits))
    return _float(combine(up, context.divide(1, up)))


def _closeness(gap: Fraction) -> int:
    """How many digits are lost where two numbers that lie so near to each other are taken from each other."""
    near = max(len(str(gap.denominator)) - len(str(gap.numerator)), 0) if gap else 0
    budget.spend(near)
    return near
