"""Activation functions: values, slopes and their largest, backward passes; exactly, by differences and on a grid."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, Literal

from solvers.expression import Matrix, Node, Number, call
from solvers.registry import Between, Length, Real, SolverError, solver
from solvers.topics.formatting import rounded

Scale = Annotated[Real, Between(0.01, 100)]
Point = Annotated[Real, Between(-300, 300)]
Signal = Annotated[tuple[Real, ...], Length(1, 100), Between(-1e6, 1e6)]
Slope = Annotated[Real, Between(0, 1)]
ReluSlip = Literal["times-input", "zero-is-positive", "by-gradient", "no-mask", "no-leak"]
SoftmaxSlip = Literal["no-mean", "reversed", "sigmoid-style", "log-only"]
Pair = Annotated[tuple[Real, Real], Between(-1000, 1000)]
Samples = Annotated[tuple[tuple[Real, Real], ...], Length(1, 100)]
Rows = Annotated[tuple[tuple[Real, ...], ...], Length(1, 20)]
Labels = Annotated[tuple[int, ...], Length(1, 20), Between(0, 19)]
Named = Literal["sigmoid", "steep-sigmoid", "tanh", "flat-tanh", "relu", "leaky-relu", "softplus", "step"]


@solver
def sigmoid_of(argument: Node) -> Node:
    """Return the expression σ(argument), for a question that shows it.

    >>> from solvers.expression import read, to_text
    >>> to_text(3 * sigmoid_of(read("2*x + 1").tree))
    '3·σ(2·x + 1)'
    """
    return call("sigmoid", argument)


@solver
def sigmoid_max_slope(amplitude: Scale, gain: Scale) -> Real:
    """Return the largest derivative of L·σ(kx + b): Lk/4.

    With s = σ(kx + b) the derivative is Lk·s(1 - s); the parabola s - s² has its vertex at s = 1/2.

    >>> sigmoid_max_slope(1, 1), sigmoid_max_slope(2, 3)
    (Fraction(1, 4), Fraction(3, 2))
    """
    vertex = Fraction(1, 2)
    return amplitude * gain * (vertex - vertex**2)


@solver
def sigmoid_max_slope_on_grid(amplitude: Scale, gain: Scale, shift: Annotated[Real, Between(-10, 10)]) -> float:
    """Return the same from differences of L·σ(kx + b) on a fine grid around its centre.

    >>> round(sigmoid_max_slope_on_grid(2, 3, -1), 6)
    1.5
    """
    import numpy as np

    centre, spacing = -float(shift) / float(gain), 1e-3 / float(gain)
    x = centre + spacing * np.arange(-2000, 2001)
    y = float(amplitude) / (1 + np.exp(-(float(gain) * x + float(shift))))
    return float(np.gradient(y, spacing).max())


def _sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u))


@solver
def sigmoid_at(u: Point) -> float:
    """Return σ(u) = 1/(1 + e^(-u)).

    >>> sigmoid_at(0)
    0.5
    """
    return _sigmoid(float(u))


@solver
def sigmoid_slope(u: Point) -> float:
    """Return σ'(u) = σ(u)(1 - σ(u)).

    >>> sigmoid_slope(0)
    0.25
    """
    s = _sigmoid(float(u))
    return s * (1 - s)


@solver
def sigmoid_slope_by_differences(u: Point) -> float:
    """Return σ'(u) as a central difference of σ with h = 1e-5.

    >>> round(sigmoid_slope_by_differences(0), 8)
    0.25
    """
    h = 1e-5
    return (_sigmoid(float(u) + h) - _sigmoid(float(u) - h)) / (2 * h)


@solver
def tanh_slope(x: Point) -> float:
    """Return tanh'(x) = 4σ(2x)(1 - σ(2x)), from tanh(x) = 2σ(2x) - 1.

    >>> tanh_slope(0)
    1.0
    """
    return 4 * sigmoid_slope(2 * x)


@solver
def tanh_slope_by_identity(x: Point) -> float:
    """Return the same as 1 - tanh²(x), with the hyperbolic tangent of the standard library.

    >>> tanh_slope_by_identity(0)
    1.0
    """
    return 1 - math.tanh(float(x)) ** 2


@solver
def tanh_at(x: Point) -> float:
    """Return tanh(x).

    >>> tanh_at(0)
    0.0
    """
    return math.tanh(float(x))


# -- ReLU --------------------------------------------------------------------------------------------------------------


@solver
def leaky_relu_gradients(inputs: Signal, upstream: Signal, slope: Slope) -> tuple[Real, ...]:
    """Return dout·f'(x), element by element, for f(x) = x where x > 0, else slope·x (slope 0: plain ReLU).

    At x = 0 the derivative is that of the lower branch, as in ``out[x <= 0] = 0`` of the course's code.

    >>> leaky_relu_gradients((2, 0, -1), (5, 5, 5), 0)
    (5, 0, 0)
    """
    _refuse_lengths("leaky_relu_gradients", inputs, upstream)
    return tuple(g if x > 0 else slope * g for x, g in zip(inputs, upstream, strict=True))


@solver
def leaky_relu_gradients_by_differences(inputs: Signal, upstream: Signal, slope: Slope) -> tuple[Real, ...]:
    """Return the same from differences of Σ dout·f(x), taken to the left: exact, and the convention at the kink.

    >>> leaky_relu_gradients_by_differences((2, 0, -1), (5, 5, 5), 0)
    (Fraction(5, 1), Fraction(0, 1), Fraction(0, 1))
    """
    _refuse_lengths("leaky_relu_gradients_by_differences", inputs, upstream)
    h = Fraction(1, 1000)

    def loss(values: tuple[Real, ...]) -> Real:
        return sum((g * (max(v, 0) + slope * min(v, 0)) for v, g in zip(values, upstream, strict=True)), Fraction(0))

    return tuple(
        (loss(inputs) - loss((*inputs[:place], x - h, *inputs[place + 1 :]))) / h for place, x in enumerate(inputs)
    )


@solver
def leaky_relu_backward_slip(inputs: Signal, upstream: Signal, slope: Slope, slip: ReluSlip) -> tuple[Real, ...]:
    """Return what a backward pass with one slip gives.

    ``times-input`` multiplies by x instead of 1, ``zero-is-positive`` lets x = 0 pass, ``by-gradient`` looks at the
    sign of the incoming gradient, ``no-mask`` passes everything, ``no-leak`` gives 0 on the lower branch.

    >>> leaky_relu_backward_slip((2, 0, -1), (5, -5, 5), 0, "by-gradient")
    (5, 0, 5)
    """
    _refuse_lengths("leaky_relu_backward_slip", inputs, upstream)
    pairs = list(zip(inputs, upstream, strict=True))
    match slip:
        case "times-input":
            return tuple(x * g if x > 0 else slope * g for x, g in pairs)
        case "zero-is-positive":
            return tuple(g if x >= 0 else slope * g for x, g in pairs)
        case "by-gradient":
            return tuple(g if g > 0 else slope * g for _, g in pairs)
        case "no-mask":
            return upstream
        case "no-leak":
            return tuple(g if x > 0 else 0 for x, g in pairs)


def _refuse_lengths(function: str, inputs: tuple[Real, ...], upstream: tuple[Real, ...]) -> None:
    if len(inputs) != len(upstream):
        raise SolverError("impossible", function, "upstream", len(upstream), "len(upstream) == len(inputs)")


@solver
def leaky_relu_values(inputs: Signal, slope: Slope) -> tuple[Real, ...]:
    """Return f(x) = x where x > 0, else slope·x, element by element.

    >>> leaky_relu_values((2, 0, -1), 0)
    (2, 0, 0)
    """
    return tuple(x if x > 0 else slope * x for x in inputs)


@solver
def normal_cdf(z: Annotated[Real, Between(-10, 10)]) -> float:
    """Return Φ(z), the distribution function of the standard normal: (1 + erf(z/√2))/2.

    >>> normal_cdf(0)
    0.5
    """
    return (1 + math.erf(float(z) / math.sqrt(2))) / 2


@solver
def normal_table(z: Annotated[Real, Between(-10, 10)]) -> Real:
    """Return Φ(z) as a printed table has it: an exact number of 4 decimals.

    >>> normal_table(1)
    Fraction(8413, 10000)
    """
    return Fraction(rounded(normal_cdf(z), 4))


@solver
def normal_density(z: Annotated[Real, Between(-10, 10)]) -> float:
    """Return φ(z) = e^(-z²/2)/√(2π), the density of the standard normal.

    >>> round(normal_density(0), 4)
    0.3989
    """
    return math.exp(-(float(z) ** 2) / 2) / math.sqrt(2 * math.pi)


@solver
def relu_zero_fraction(mean: Annotated[Real, Between(-10, 10)], deviation: Annotated[Real, Between(0.1, 10)]) -> float:
    """Return the probability that ReLU(u) is exactly 0 for u ~ N(mean, deviation²): P(u ≤ 0) = Φ(-mean/deviation).

    >>> relu_zero_fraction(0, 2)
    0.5
    """
    return normal_cdf(-mean / deviation)


@solver
def relu_zero_fraction_by_sampling(
    mean: Annotated[Real, Between(-10, 10)], deviation: Annotated[Real, Between(0.1, 10)]
) -> float:
    """Return the share of exact zeros among the ReLU outputs of 1,000,000 normal samples (seed 0).

    >>> abs(relu_zero_fraction_by_sampling(0, 2) - 0.5) < 0.002
    True
    """
    import numpy as np

    samples = np.random.default_rng(0).normal(float(mean), float(deviation), 1_000_000)
    return float((np.maximum(samples, 0) == 0).mean())


@solver
def largest_response(samples: Samples, weights: Pair) -> Real:
    """Return the largest w·x over the samples.

    >>> largest_response(((0, 1), (2, 1)), (1, -1))
    1
    """
    return max(x * weights[0] + y * weights[1] for x, y in samples)


@solver
def active_samples(samples: Samples, weights: Pair, bias: Real) -> int:
    """Return on how many samples ReLU(w·x + b) isn't 0.

    >>> active_samples(((0, 1), (2, 1)), (1, -1), 0)
    1
    """
    return sum(x * weights[0] + y * weights[1] + bias > 0 for x, y in samples)


@solver
def is_dead_unit(samples: Samples, weights: Pair, bias: Real) -> bool:
    """Return whether w·x + b is at most 0 on every sample, so that the unit's output and gradient are always 0.

    >>> is_dead_unit(((0, 1), (2, 1)), (1, -1), -1), is_dead_unit(((0, 1), (2, 1)), (1, -1), 0)
    (True, False)
    """
    return all(x * weights[0] + y * weights[1] + bias <= 0 for x, y in samples)


@solver
def is_dead_unit_by_gradient(samples: Samples, weights: Pair, bias: Real) -> bool:
    """Return whether weights and bias get no gradient: differences of Σ ReLU(w·x + b) to the left are all 0.

    Every incoming gradient is 1; each weight's share is x times that of the sample.

    >>> is_dead_unit_by_gradient(((0, 1), (2, 1)), (1, -1), -1)
    True
    """
    h = Fraction(1, 1000)

    def total(first: Real, second: Real, shift: Real) -> Real:
        return sum((max(x * first + y * second + shift, Fraction(0)) for x, y in samples), Fraction(0))

    first, second = weights
    here = total(first, second, bias)
    moved = (total(first - h, second, bias), total(first, second - h, bias), total(first, second, bias - h))
    return all(there == here for there in moved)


# -- softmax and cross-entropy -----------------------------------------------------------------------------------------


@solver
def softmax_rows(logits: Rows) -> tuple[tuple[float, ...], ...]:
    """Return softmax of each row: e^(u_k) / Σ e^(u_j).

    >>> softmax_rows(((0, 0, 0, 0),))
    ((0.25, 0.25, 0.25, 0.25),)
    """
    found = []
    for row in logits:
        top = max(row)
        powers = [math.exp(float(u - top)) for u in row]
        whole = sum(powers)
        found.append(tuple(power / whole for power in powers))
    return tuple(found)


@solver
def one_hot_rows(labels: Labels, classes: Annotated[int, Between(2, 20)]) -> tuple[tuple[int, ...], ...]:
    """Return the one-hot rows of class numbers 0, 1, ...

    >>> one_hot_rows((2, 0), 3)
    ((0, 0, 1), (1, 0, 0))
    """
    return tuple(tuple(int(place == label) for place in range(classes)) for label in labels)


@solver
def softmax_ce_gradient(logits: Rows, targets: Rows) -> tuple[tuple[float, ...], ...]:
    """Return ∂L/∂u = (softmax(u) - d)/N for the mean cross-entropy L of N rows u with one-hot targets d.

    >>> softmax_ce_gradient(((0, 0), (0, 0)), ((1, 0), (0, 1)))
    ((-0.25, 0.25), (0.25, -0.25))
    """
    count = len(logits)
    return tuple(
        tuple((p - float(d)) / count for p, d in zip(*pair, strict=True))
        for pair in zip(softmax_rows(logits), targets, strict=True)
    )


@solver
def softmax_ce_gradient_by_differences(logits: Rows, targets: Rows) -> tuple[tuple[float, ...], ...]:
    """Return the same from central differences (h = 1e-5) of the mean cross-entropy.

    >>> [round(entry, 6) for entry in softmax_ce_gradient_by_differences(((0, 0),), ((1, 0),))[0]]
    [-0.5, 0.5]
    """
    import numpy as np

    u, d = np.array(logits, float), np.array(targets, float)

    def loss(values: Any) -> float:
        return float((np.log(np.exp(values).sum(1)) - (d * values).sum(1)).mean())

    gradient, h = np.zeros_like(u), 1e-5
    for place in np.ndindex(u.shape):
        step = np.zeros_like(u)
        step[place] = h
        gradient[place] = (loss(u + step) - loss(u - step)) / (2 * h)
    return tuple(tuple(map(float, row)) for row in gradient)


@solver
def softmax_ce_slip(probabilities: Rows, targets: Rows, slip: SoftmaxSlip) -> tuple[tuple[float, ...], ...]:
    """Return the gradient that one slip gives, from the rows p of softmax and the one-hot targets d.

    ``no-mean`` forgets to divide by N, ``reversed`` takes d - p, ``sigmoid-style`` p(1 - p), ``log-only`` -d/p.

    >>> softmax_ce_slip(((0.5, 0.5),), ((1, 0),), "log-only")
    ((-2.0, 0.0),)
    """
    rules: dict[str, Callable[[float, float, int], float]] = {
        "no-mean": lambda p, d, n: p - d,
        "reversed": lambda p, d, n: (d - p) / n,
        "sigmoid-style": lambda p, d, n: p * (1 - p) / n,
        "log-only": lambda p, d, n: -d / p / n if d else 0.0,
    }
    rule, count = rules[slip], len(targets)
    return tuple(
        tuple(rule(float(p), float(d), count) for p, d in zip(*pair, strict=True))
        for pair in zip(probabilities, targets, strict=True)
    )


@solver
def shown_rows(rows: Rows, digits: Annotated[int, Between(0, 6)]) -> Node:
    """Return rows of numbers as a matrix with that many decimals, for a question that shows it.

    >>> from solvers.expression import to_text
    >>> to_text(shown_rows(((1, 0.25),), 2))
    '[[1.00, 0.25]]'
    """
    entries = [rounded(entry, digits) for row in rows for entry in row]
    numbers = tuple(Number(Fraction(entry), str(abs(entry))) for entry in entries)
    return Matrix((len(rows), len(rows[0])), numbers)


# -- derivatives of activation functions -------------------------------------------------------------------------------

# name: (LaTeX, gain k of f(kx), largest slope of f itself)
_FUNCTIONS: dict[str, tuple[str, Fraction, Fraction]] = {
    "sigmoid": (r"\sigma(x)", Fraction(1), Fraction(1, 4)),
    "steep-sigmoid": (r"\sigma(4x)", Fraction(4), Fraction(1, 4)),
    "tanh": (r"\tanh(x)", Fraction(1), Fraction(1)),
    "flat-tanh": (r"\tanh\left(\frac{x}{2}\right)", Fraction(1, 2), Fraction(1)),
    "relu": (r"\mathrm{ReLU}(x)", Fraction(1), Fraction(1)),
    "leaky-relu": (r"\mathrm{LeakyReLU}(x)", Fraction(1), Fraction(1)),
    "softplus": (r"\log(1+e^{x})", Fraction(1), Fraction(1)),
    "step": (r"\mathrm{step}(x)", Fraction(1), Fraction(0)),
}


@solver
def activation_latex(name: Named) -> str:
    r"""Return a function as LaTeX.

    >>> activation_latex("steep-sigmoid")
    '\\sigma(4x)'
    """
    return _FUNCTIONS[name][0]


@solver
def activation_gain(name: Named) -> Real:
    """Return the factor k inside f(kx).

    >>> activation_gain("steep-sigmoid")
    Fraction(4, 1)
    """
    return _FUNCTIONS[name][1]


@solver
def base_slope_supremum(name: Named) -> Real:
    """Return the largest slope of f itself, without the factor inside.

    >>> base_slope_supremum("steep-sigmoid")
    Fraction(1, 4)
    """
    return _FUNCTIONS[name][2]


@solver
def slope_supremum(name: Named) -> Real:
    """Return sup |d/dx f(kx)| = k·sup |f'|, where f has a derivative: sup of s(1 - s), 1 - tanh², 1, σ or 0.

    >>> [slope_supremum(name) for name in ("sigmoid", "steep-sigmoid", "flat-tanh")]
    [Fraction(1, 4), Fraction(1, 1), Fraction(1, 2)]
    """
    _, gain, base = _FUNCTIONS[name]
    return gain * base


@solver
def slope_supremum_on_grid(name: Named) -> float:
    """Return the largest difference quotient on a fine grid of -20..20, on both sides of 0 but not across it.

    >>> round(slope_supremum_on_grid("flat-tanh"), 4), slope_supremum_on_grid("step")
    (0.5, 0.0)
    """
    import numpy as np

    functions: dict[str, Callable[[Any], Any]] = {
        "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
        "steep-sigmoid": lambda x: 1 / (1 + np.exp(-4 * x)),
        "tanh": np.tanh,
        "flat-tanh": lambda x: np.tanh(x / 2),
        "relu": lambda x: np.maximum(x, 0),
        "leaky-relu": lambda x: np.where(x > 0, x, 0.01 * x),
        "softplus": lambda x: np.log1p(np.exp(x)),
        "step": lambda x: (x > 0).astype(float),
    }
    right = np.linspace(1e-6, 20, 20_001)
    slopes = [np.diff(functions[name](x)) / np.diff(x) for x in (right, -right[::-1])]
    return float(max(slope.max() for slope in slopes))
