"""How large the first weights should be: Xavier and He, and what a given spread does to the signal on its way."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from random import Random
from typing import Annotated, Literal

from solvers.arithmetic.small_arrays import Array, array
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, Real, SolverError, solver

Nodes = Annotated[int, Between(1, 100_000)]
Layers = Annotated[int, Between(1, 50)]
Spread = Annotated[Real, Between(1e-6, 100)]
Rectified = Literal["linear", "relu"]
Activation = Literal["sigmoid", "tanh", "relu"]
Code = Annotated[str, Length(1, 300)]

_DRAWS = re.compile(r"np\.random\.(randn?)\((\d{1,4}), (\d{1,4})\)")


# -- Xavier and He -----------------------------------------------------------------------------------------------------


@solver
def xavier_std(nodes: Nodes) -> float:
    """Return the standard deviation 1/sqrt(n) of Xavier's initialization, n nodes in the previous layer.

    The course's form of Glorot and Bengio (2010), which looks at the previous layer alone.

    >>> xavier_std(100)
    0.1
    """
    return 1 / math.sqrt(nodes)


@solver
def he_std(nodes: Nodes) -> float:
    """Return the standard deviation sqrt(2/n) of He's initialization, n nodes in the previous layer (He et al., 2015).

    >>> he_std(200)
    0.1
    """
    return math.sqrt(2 / nodes)


@solver
def std_that_keeps_signal(nodes: Nodes, activation: Rectified) -> float:
    """Return the spread s of the weights for which a layer keeps the mean square of its input, by bisection.

    The condition is n s² E[f(z)²] = 1 for a standard normal z, with the expectation integrated numerically.

    >>> round(std_that_keeps_signal(200, "relu"), 9), round(std_that_keeps_signal(100, "linear"), 9)
    (0.1, 0.1)
    """
    kept = _mean_square(activation)
    low, high = 0.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if nodes * middle**2 * kept < 1 else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=16)
def _mean_square(activation: Rectified) -> float:
    return _gaussian_mean(lambda z: max(z, 0.0) ** 2 if activation == "relu" else z * z, 1.0)


def _gaussian_mean(function: Callable[[float], float], spread: float) -> float:
    """Return E[function(u)] for u from N(0, spread²): trapezoids from -10 to 10 standard deviations, 0.005 wide."""
    step = 0.005
    total = sum(function(spread * place * step) * math.exp(-((place * step) ** 2) / 2) for place in range(-2000, 2001))
    return total * step / math.sqrt(2 * math.pi)


# -- what a spread does to the signal ----------------------------------------------------------------------------------


@solver
def preactivation_variance(nodes: Nodes, spread: Spread, moment: Spread) -> Real:
    """Return Var(u) = n s² E[x²] for u = sum of w x over n inputs, w independent of x with mean 0 and deviation s.

    >>> preactivation_variance(784, Fraction(1, 100), Fraction(1, 4))
    Fraction(49, 2500)
    """
    return nodes * spread**2 * moment


@solver
def preactivation_variance_by_signs(nodes: Annotated[int, Between(1, 2000)], spread: Spread, moment: Spread) -> Real:
    """Return the same by counting: every weight is +s or -s, every x² is ``moment``, all 2^n choices of signs weighed.

    >>> preactivation_variance_by_signs(784, Fraction(1, 100), Fraction(1, 4))
    Fraction(49, 2500)
    """
    ways, total = 1, 0
    for negative in range(nodes + 1):
        total += ways * (nodes - 2 * negative) ** 2
        ways = ways * (nodes - negative) // (negative + 1)
    return Fraction(total, 2**nodes) * spread**2 * moment


@solver
def depth_signal_factor(
    nodes: Nodes, variance: Annotated[Real, Between(0, 100)], activation: Rectified, layers: Layers
) -> Real:
    """Return how many times its input's mean square a signal has after that many layers: (c n Var(w))^L.

    c is 1/2 for ReLU (half of a symmetric distribution is cut away) and 1 without an activation.

    >>> depth_signal_factor(100, Fraction(1, 100), "relu", 5)
    Fraction(1, 32)
    """
    kept = Fraction(1, 2) if activation == "relu" else Fraction(1)
    return (kept * nodes * variance) ** layers


@solver
def depth_signal_factor_by_quadrature(
    nodes: Nodes, variance: Annotated[Real, Between(0, 100)], activation: Rectified, layers: Layers
) -> float:
    """Return the same layer by layer: the pre-activations are normal, the next mean square is integrated numerically.

    >>> round(depth_signal_factor_by_quadrature(100, Fraction(1, 100), "relu", 5), 9)
    0.03125
    """
    square = 1.0
    for _ in range(layers):
        spread = math.sqrt(nodes * float(variance) * square)
        square = spread**2 * _mean_square(activation)
    return square


# -- code that draws weights -------------------------------------------------------------------------------------------


MEASURED = 4000
"""So many of the weights are drawn to be measured: their deviation is then right to some 1 %."""


@cache
def _sample(generator: str) -> Array:
    source = Random(7)
    return array([source.gauss(0.0, 1.0) if generator == "randn" else source.random() for _ in range(MEASURED)])


def _weights(code: str, sample: Callable[[str], Array]) -> Array | None:
    """Return what ``code`` makes of the numbers that ``sample(generator)`` gives it; None on failure."""
    draws = _DRAWS.findall(code)
    if len(draws) != 1 or int(draws[0][1]) * int(draws[0][2]) > 100_000:
        return None
    try:
        found = run_fragment(_DRAWS.sub("drawn", code), {"drawn": sample(draws[0][0])})
    except FragmentError:
        return None
    return found if isinstance(found, Array) else None


@solver
def draws_weights(code: Code, spread: Spread) -> bool:
    """True if ``code`` draws weights with mean 0 and that standard deviation; it is run and its sample measured.

    >>> draws_weights("np.random.randn(200, 50) / np.sqrt(200)", 200**-0.5)
    True
    >>> draws_weights("np.random.rand(200, 50) / np.sqrt(200)", 200**-0.5)
    False
    """
    weights = _weights(code, _sample)
    if weights is None:
        return False
    return bool(abs(weights.mean()) < 0.2 * float(spread) and abs(weights.std() / float(spread) - 1) < 0.1)


@solver
def draws_weights_by_scale(code: Code, spread: Spread) -> bool:
    """Decide the same from the generator's name and the factor that ``code`` puts on a draw of 1.

    >>> draws_weights_by_scale("np.random.randn(200, 50) / np.sqrt(200)", 200**-0.5)
    True
    """
    found = _weights(code, lambda generator: array([1.0 if generator == "randn" else 0.0]))
    return found is not None and math.isclose(found.data[0], float(spread), rel_tol=1e-9)


@solver
def drawn_mean_and_std(code: Code) -> tuple[float, float]:
    """Return mean and standard deviation that ``code`` gives its weights in theory: randn 0 and 1, rand 1/2 and 1/√12.

    >>> drawn_mean_and_std("np.random.randn(100, 50) / np.sqrt(100)")
    (0.0, 0.1)
    """
    found = _weights(code, lambda generator: array([1.0]))
    if found is None:
        raise SolverError("impossible", "drawn_mean_and_std", "code", code, "np.random.randn(n, m)")
    scale = float(found.data[0])
    return (0.0, scale) if "randn" in code else (scale / 2, scale / math.sqrt(12))


# -- which initialization for which activation -------------------------------------------------------------------------


@solver
def matching_initialization(activation: Activation) -> str:
    """Return the course's rule: "he" for ReLU, "xavier" for the S-shaped sigmoid and tanh.

    >>> matching_initialization("tanh"), matching_initialization("relu")
    ('xavier', 'he')
    """
    return "he" if activation == "relu" else "xavier"


@solver
def matching_initialization_by_signal(activation: Activation) -> str:
    """Derive the same: what share of a small signal around 0 passes, compared with the activation's straight line?

    The share is E[(f(u) - f(0))²] / E[(f'(0) u)²] for a small normal u (the slope from the right). If all of it passes,
    n Var(w) = 1 keeps the signal (Xavier); if half of it does, n Var(w) must be 2 (He). 0 or 1 keep it for no n > 1.

    >>> matching_initialization_by_signal("sigmoid"), matching_initialization_by_signal("relu")
    ('xavier', 'he')
    """
    function: Callable[[float], float] = {
        "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
        "tanh": math.tanh,
        "relu": lambda u: max(u, 0.0),
    }[activation]
    small = 0.001
    slope = (function(1e-6) - function(0.0)) / 1e-6
    share = _gaussian_mean(lambda u: (function(u) - function(0.0)) ** 2, small) / (slope * small) ** 2
    needed = 1 / share
    return "xavier" if abs(needed - 1) < 0.01 else "he" if abs(needed - 2) < 0.01 else "none"


@solver
def kept_share_by_quadrature(
    right: Annotated[Real, Between(-10, 10)], left: Annotated[Real, Between(-10, 10)]
) -> float:
    """Return E[f(u)²]/E[u²] for a normal u with mean 0 and f(u) = right·u for u > 0, left·u for u ≤ 0, by integration.

    >>> round(kept_share_by_quadrature(1, 0), 6)
    0.5
    """
    a, b = float(right), float(left)
    return _gaussian_mean(lambda u: (a * u if u > 0 else b * u) ** 2, 1.0)


# -- fan-in of a convolution -------------------------------------------------------------------------------------------


@solver
def conv_fan_in(channels: Nodes, kernel: Annotated[int, Between(1, 100)]) -> int:
    """Return how many inputs one output of a convolution has: C k².

    >>> conv_fan_in(3, 5)
    75
    """
    return channels * kernel * kernel


@solver
def conv_fan_in_by_windows(
    channels: Annotated[int, Between(1, 512)],
    kernel: Annotated[int, Between(1, 20)],
    side: Annotated[int, Between(1, 64)],
) -> int:
    """Return the same by cutting one window out of a (C, H, W) array and counting its different entries (im2col).

    >>> conv_fan_in_by_windows(3, 5, 28)
    75
    """
    import numpy as np

    if kernel > side:
        raise SolverError("impossible", "conv_fan_in_by_windows", "kernel", kernel, "kernel <= side")
    image = np.arange(channels * side * side).reshape(channels, side, side)
    return len(np.unique(image[:, :kernel, :kernel]))


# -- the distribution of activations -----------------------------------------------------------------------------------


@solver
def activation_shares(
    nodes: Annotated[int, Between(2, 500)], layers: Annotated[int, Between(1, 10)], spread: Spread
) -> tuple[float, float]:
    """Return the shares of a sigmoid network's last outputs that are outside [0.05, 0.95] and within 0.05 of 0.5.

    Every layer has ``nodes`` units, the weights are N(0, spread²), the inputs standard normal (500 samples).

    >>> ends, middle = activation_shares(100, 5, 1)
    >>> ends > 0.5 > middle
    True
    """
    return _run(nodes, layers, float(spread))


@lru_cache(maxsize=64)
def _run(nodes: int, layers: int, spread: float) -> tuple[float, float]:
    """Run the network; return the two shares."""
    import numpy as np

    rng = np.random.default_rng(3)
    outputs = rng.standard_normal((500, nodes))
    for _ in range(layers):
        u = outputs @ (spread * rng.standard_normal((nodes, nodes)))
        outputs = 1 / (1 + np.exp(-u))
    ends, middle = np.abs(outputs - 0.5) > 0.45, np.abs(outputs - 0.5) < 0.05
    return float(ends.mean()), float(middle.mean())


@solver
def activation_shares_by_gaussian(
    nodes: Annotated[int, Between(2, 500)], layers: Annotated[int, Between(1, 10)], spread: Spread
) -> tuple[float, float]:
    """Return the same without a run: u is normal with variance n s² E[h²], taken on from layer to layer by integration.

    >>> ends, middle = activation_shares_by_gaussian(100, 5, 0.01)
    >>> ends < 0.01, middle > 0.99
    (True, True)
    """
    return _expected_shares(nodes, layers, float(spread))


@lru_cache(maxsize=64)
def _deviation(nodes: int, layers: int, spread: float) -> float:
    """Return the standard deviation of the last layer's u, which is normal with variance n s² E[h²]."""

    def squared_sigmoid(u: float) -> float:
        return (1 / (1 + math.exp(-u))) ** 2 if u > -300 else 0.0

    deviation = spread * math.sqrt(nodes)
    for _ in range(layers - 1):
        deviation = spread * math.sqrt(nodes * _gaussian_mean(squared_sigmoid, deviation))
    return deviation


def _expected_shares(nodes: int, layers: int, spread: float) -> tuple[float, float]:
    deviation = _deviation(nodes, layers, spread)

    def within(bound: float) -> float:
        return math.erf(bound / (deviation * math.sqrt(2)))

    return 1 - within(math.log(0.95 / 0.05)), within(math.log(0.55 / 0.45))


@solver
def preactivation_spread(
    nodes: Annotated[int, Between(2, 500)], layers: Annotated[int, Between(1, 10)], spread: Spread
) -> float:
    """Return the standard deviation of the last layer's u in the network of :func:`activation_shares`, in theory.

    >>> preactivation_spread(100, 5, 1) > 5
    True
    """
    return _deviation(nodes, layers, float(spread))


@solver
def weight_shares(nodes: Annotated[int, Between(2, 500)], spread: Spread) -> tuple[float, float]:
    """Return the shares of N(0, spread²) weights, nodes² of them, that lie within 0.05 of 0 and within 0.05 of 1.

    >>> near_zero, near_one = weight_shares(100, 1)
    >>> max(near_zero, near_one) < 0.05
    True
    """
    return _weight_shares(nodes, float(spread))


@lru_cache(maxsize=64)
def _weight_shares(nodes: int, spread: float) -> tuple[float, float]:
    import numpy as np

    weights = spread * np.random.default_rng(5).standard_normal((nodes, nodes))
    return float((np.abs(weights) < 0.05).mean()), float((np.abs(weights - 1) < 0.05).mean())


@solver
def weight_shares_by_gaussian(nodes: Annotated[int, Between(2, 500)], spread: Spread) -> tuple[float, float]:
    """Return the same from the normal distribution function.

    >>> near_zero, near_one = weight_shares_by_gaussian(100, 1)
    >>> max(near_zero, near_one) < 0.05
    True
    """

    def below(bound: float) -> float:
        return (1 + math.erf(bound / (float(spread) * math.sqrt(2)))) / 2

    return below(0.05) - below(-0.05), below(1.05) - below(0.95)
