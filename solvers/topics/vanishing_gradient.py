"""How gradients shrink and grow on their way back through layers: products of local slopes, and where they reach 0."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Literal

from solvers.expression.printing import shown_number
from solvers.registry import Between, Length, Real, SolverError, solver
from solvers.topics.formatting import rounded

Factor = Annotated[Real, Between(-100, 100)]
Layers = Annotated[int, Between(1, 100)]
Share = Annotated[Real, Between(0.01, 0.99)]
Weights = Annotated[tuple[Real, ...], Length(1, 20), Between(-100, 100)]
Place = Annotated[Real, Between(-50, 50)]
Output = Literal["identity", "squared", "cross-entropy"]


VANISHED, EXPLODED = 0.9, 1.1


def _sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u))


def _slope(u: float) -> float:
    return _sigmoid(u) * (1 - _sigmoid(u))


def _complex_sigmoid(u: complex) -> complex:
    import cmath

    return 1 / (1 + cmath.exp(-u))


@solver
def in_scientific(value: Real, digits: Annotated[int, Between(1, 12)]) -> str:
    r"""Write a number for a formula with that many significant digits: 0.0123, 1.23 \times 10^-7.

    >>> in_scientific(0.012345, 3), in_scientific(1.2345e-7, 3), in_scientific(1.25, 3)
    ('0.0123', '1.23 \\times 10^{-7}', '1.25')
    """
    if value == 0:
        return "0"
    mantissa, _, power = f"{float(value):.{digits - 1}e}".partition("e")
    exponent = int(power)
    if -3 <= exponent < 6:
        return f"{rounded(value, max(digits - 1 - exponent, 0)):f}"
    return rf"{mantissa} \times 10^{{{exponent}}}"


@solver
def as_factor(value: Real) -> str:
    """Write an exact number as a factor of a product or a later term of a sum: a negative one in brackets.

    >>> as_factor(Fraction(1, 4)), as_factor(Fraction(-3, 2))
    ('0.25', '(-1.5)')
    """
    written = shown_number(value)
    return f"({written})" if value < 0 else written


@solver
def rounded_row(values: Weights, digits: Annotated[int, Between(0, 12)]) -> str:
    """Write numbers in order, each rounded to that many decimals.

    >>> rounded_row((0.5, -1/3), 3)
    '(0.500, -0.333)'
    """
    return f"({', '.join(f'{rounded(value, digits):f}' for value in values)})"


# -- one product -------------------------------------------------------------------------------------------------------


@solver
def gradient_and_step(outer: Factor, inner: Factor, rate: Factor) -> tuple[Real, Real]:
    """Return (∂E/∂w, η ∂E/∂w) for ∂E/∂h = outer and ∂h/∂w = inner: the gradient is the product, the step η times it.

    >>> gradient_and_step(Fraction(1, 100), Fraction(2, 100), Fraction(1, 10))
    (Fraction(1, 5000), Fraction(1, 50000))
    """
    gradient = outer * inner
    return gradient, rate * gradient


@solver
def gradient_and_step_by_running(outer: Factor, inner: Factor, rate: Factor) -> tuple[Real, Real]:
    """Return the same from E(h) = outer·h and h(w) = inner·w: a central difference, and a step of gradient descent.

    >>> gradient_and_step_by_running(Fraction(1, 100), Fraction(2, 100), Fraction(1, 10))
    (Fraction(1, 5000), Fraction(1, 50000))
    """

    def error(w: Real) -> Real:
        hidden = inner * w
        return outer * hidden

    before, h = Fraction(1), Fraction(1, 1000)
    gradient = (error(before + h) - error(before - h)) / (2 * h)
    after = before - rate * gradient
    return gradient, before - after


# -- depth -------------------------------------------------------------------------------------------------------------


@solver
def depth_below(bound: Share, threshold: Annotated[Real, Between(1e-12, 0.5)]) -> int:
    """Return the smallest N with bound^N < threshold: log(threshold)/log(bound), rounded up, one more on equality.

    The logarithms give the neighbourhood, exact powers decide.

    >>> depth_below(Fraction(1, 4), Fraction(1, 1000)), depth_below(Fraction(1, 10), Fraction(1, 100))
    (5, 3)
    """
    exact, limit = Fraction(bound), Fraction(threshold)
    depth = max(math.ceil(math.log(threshold) / math.log(bound)) - 1, 1)
    while exact**depth >= limit:
        depth += 1
    return depth


@solver
def depth_below_by_loop(bound: Share, threshold: Annotated[Real, Between(1e-12, 0.5)]) -> int:
    """Return the same by multiplying until the product is small enough.

    >>> depth_below_by_loop(Fraction(1, 4), Fraction(1, 1000))
    5
    """
    product, depth = Fraction(1), 0
    while product >= threshold:
        product *= Fraction(bound)
        depth += 1
    return depth


@solver
def natural_log_over(bound: Share, threshold: Annotated[Real, Between(1e-12, 0.5)]) -> int:
    """Return -ln(threshold)/bound, rounded up: the logarithm of the bound was forgotten.

    >>> natural_log_over(Fraction(1, 4), Fraction(1, 1000))
    28
    """
    return math.ceil(-math.log(threshold) / float(bound))


# -- a factor per layer ------------------------------------------------------------------------------------------------


@solver
def layer_factor(weight: Factor, place: Place) -> float:
    """Return w·σ'(u), by which a gradient is multiplied in one layer a = σ(u), u = w·a' + b.

    >>> layer_factor(4, 0)
    1.0
    """
    return float(weight) * _slope(float(place))


@solver
def steady_weight(place: Place) -> Real:
    """Return the weight, to one decimal, with which w·σ'(u) is nearest to 1.

    >>> steady_weight(0)
    4
    """
    tenths = round(10 / _slope(float(place)))
    return Fraction(tenths, 10) if tenths % 10 else tenths // 10


@solver
def fate_of_gradient(factor: Annotated[Real, Between(0, 1000)], layers: Layers) -> int:
    """Return -1 if factor^layers is below 0.9 (the gradient vanishes), 1 if it is above 1.1 (it explodes), else 0.

    >>> fate_of_gradient(0.5, 4), fate_of_gradient(1.01, 4), fate_of_gradient(1.5, 4)
    (-1, 0, 1)
    """
    product = float(factor) ** layers
    return int(product > EXPLODED) - int(product < VANISHED)


@solver
def is_layer_factor(claimed: Real, weight: Factor, place: Place) -> bool:
    """Return whether a claimed factor is w·σ'(u).

    >>> is_layer_factor(1, 4, 0), is_layer_factor(2, 4, 0)
    (True, False)
    """
    return math.isclose(claimed, layer_factor(weight, place), rel_tol=1e-9)


@solver
def is_layer_factor_by_running(claimed: Real, weight: Factor, place: Place, layers: Layers) -> bool:
    """Return whether claimed^L is the derivative of a chain of L such layers, by a complex step through the chain.

    Every layer's bias is set so that its pre-activation is ``place``.

    >>> is_layer_factor_by_running(1, 4, 0, 5)
    True
    """
    step = 1e-30
    signal = complex(0.5, step)
    for _ in range(layers):
        bias = float(place) - float(weight) * signal.real
        signal = _complex_sigmoid(float(weight) * signal + bias)
    return math.isclose(float(claimed) ** layers, signal.imag / step, rel_tol=1e-6)


@solver
def stacked_factor(factor: Factor, layers: Layers) -> float:
    """Return factor^layers, as a floating-point number.

    >>> stacked_factor(Fraction(1, 2), 3)
    0.125
    """
    return float(Fraction(factor) ** layers)


@solver
def residual_gradient_by_running(slope: Factor, layers: Layers) -> float:
    """Return dy/dx of L blocks y = x + slope·x, as the difference of the outputs for x = 1 and x = 0.

    >>> residual_gradient_by_running(Fraction(1, 2), 2)
    2.25
    """

    def through(signal: Fraction) -> Fraction:
        for _ in range(layers):
            signal = signal + Fraction(slope) * signal
        return signal

    return float(through(Fraction(1)) - through(Fraction(0)))


# -- a chain of units --------------------------------------------------------------------------------------------------


@solver
def chain_signals(start: Place, weights: Weights, biases: Weights) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return (u_1 .. u_L) and (a_1 .. a_L) of the chain a_l = σ(u_l), u_l = w_l a_(l-1) + b_l, a_0 = ``start``.

    >>> chain_signals(1, (0, 0), (0, 0))
    ((0.0, 0.0), (0.5, 0.5))
    """
    _refuse_lengths("chain_signals", weights, biases)
    signal, before, after = float(start), [], []
    for weight, bias in zip(weights, biases, strict=True):
        before.append(float(weight) * signal + float(bias))
        signal = _sigmoid(before[-1])
        after.append(signal)
    return tuple(before), tuple(after)


@solver
def slopes_of_outputs(outputs: Weights) -> tuple[float, ...]:
    """Return σ'(u) = a(1 - a) for outputs a = σ(u).

    >>> slopes_of_outputs((0.5, 0.25))
    (0.25, 0.1875)
    """
    return tuple(float(a * (1 - a)) for a in outputs)


@solver
def chain_gradient(start: Place, weights: Weights, biases: Weights) -> float:
    """Return ∂a_L/∂w_1 = a_0 · Π σ'(u_l) · Π_(l ≥ 2) w_l of that chain.

    >>> chain_gradient(1, (0, 2), (0, 0)) == 1 * _slope(0) * 2 * _slope(1)
    True
    """
    gradient = float(start)
    for place, slope in enumerate(slopes_of_outputs(chain_signals(start, weights, biases)[1])):
        gradient *= slope * (float(weights[place]) if place else 1)
    return gradient


@solver
def chain_gradient_by_complex_step(start: Place, weights: Weights, biases: Weights) -> float:
    """Return the same as the imaginary part of a_L, over h, for w_1 + ih (h = 1e-30): exact, without the chain rule.

    Source: Squire, Trapp: Using complex variables to estimate derivatives of real functions (SIAM Rev. 40, 1998).

    >>> round(chain_gradient_by_complex_step(1, (0, 0), (0, 0)), 6)
    0.0
    """
    _refuse_lengths("chain_gradient_by_complex_step", weights, biases)
    step, signal = 1e-30, complex(float(start))
    for place, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        signal = _complex_sigmoid(complex(float(weight), 0 if place else step) * signal + float(bias))
    return signal.imag / step


def _refuse_lengths(function: str, weights: tuple[Real, ...], biases: tuple[Real, ...]) -> None:
    if len(weights) != len(biases):
        raise SolverError("impossible", function, "biases", len(biases), "len(biases) == len(weights)")


@solver
def sigmoid_factor_count(hidden: Annotated[int, Between(1, 20)], output: Output) -> int:
    """Return how many factors σ' are left in ∂E/∂W^(1) behind that many sigmoid layers.

    One for each hidden layer; one more for a sigmoid output with the squared error. With cross-entropy the output's σ'
    cancels: ∂E/∂u = y - t.

    >>> [sigmoid_factor_count(3, output) for output in ("identity", "squared", "cross-entropy")]
    [3, 4, 3]
    """
    return hidden + (output == "squared")


@solver
def sigmoid_factor_count_by_running(hidden: Annotated[int, Between(1, 20)], output: Output) -> int:
    """Return the same from the order in which a real gradient falls with σ'.

    A chain of units, all weights 1, has its biases set so that every pre-activation is c, and its target so that the
    error at the output stays about 1. ∂E/∂w_1 is taken by a complex step for c = 8 and c = 10; the count is the slope
    of its logarithm over that of σ'(c).

    >>> sigmoid_factor_count_by_running(3, "squared")
    4
    """
    import cmath

    def gradient(c: float) -> float:
        step, signal = 1e-30, complex(1.0)
        for place in range(hidden):
            weight = complex(1.0, 0 if place else step)
            signal = _complex_sigmoid(weight * signal + (c - signal.real))
        u = signal + (c - signal.real)
        if output == "identity":
            error = (u - (c - 1)) ** 2 / 2
        elif output == "squared":
            error = _complex_sigmoid(u) ** 2 / 2
        else:
            error = -cmath.log(1 - _complex_sigmoid(u))
        return error.imag / step

    return round(math.log(gradient(8) / gradient(10)) / math.log(_slope(8) / _slope(10)))


# -- floating point ----------------------------------------------------------------------------------------------------

# significant bits, exponent of the smallest positive number (subnormal), of the smallest normal one, of the epsilon
