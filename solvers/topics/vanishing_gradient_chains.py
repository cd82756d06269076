"""The gradient on its way back through many equal layers: the slope of a chain of activations, by differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from solvers.registry import Between, Real, solver

Activation = Literal["sigmoid", "tanh", "relu", "leaky-relu"]

_FUNCTIONS: Mapping[Activation, Callable[[float], float]] = {
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)),
    "tanh": math.tanh,
    "relu": lambda u: max(u, 0.0),
    "leaky-relu": lambda u: max(0.1 * u, u),
}


@solver
def chain_factor_by_differences(
    activation: Activation,
    weight: Annotated[Real, Between(-100, 100)],
    place: Annotated[Real, Between(-10, 10)],
    layers: Annotated[int, Between(1, 40)],
) -> float:
    """Return the size of the slope of ``layers`` layers a = f(wa' + b), in each of which u = wa' + b is ``place``.

    The slope of one layer is a central difference in a'; they are multiplied. Leaky ReLU has the slope 0.1 below 0.

    >>> round(chain_factor_by_differences("relu", -2, 1, 3), 6)
    8.0
    """
    function, w, u = _FUNCTIONS[activation], float(weight), float(place)
    step = 1e-5
    slope = (function(u + w * step) - function(u - w * step)) / (2 * step)
    return abs(slope) ** layers
