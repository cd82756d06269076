"""How optimizers move: steps under a constant gradient, steps through a narrow valley, and the valley they end in."""

from __future__ import annotations

from typing import Annotated, Literal

from solvers.registry import Between, Real, solver

Rate = Annotated[Real, Between(1e-6, 10)]
Count = Annotated[int, Between(1, 10_000)]


@solver
def adagrad_step_size(rate: Rate, gradient: Annotated[Real, Between(1e-3, 1000)], step: Count) -> float:
    """Return the size of AdaGrad's step number ``step`` under a constant gradient: ε/√t (h starts at 0).

    >>> adagrad_step_size(0.1, 2, 4)
    0.05
    """
    h = 0.0
    size = 0.0
    for _ in range(step):
        h += float(gradient) ** 2
        size = float(rate) * float(gradient) / h**0.5
    return size


@solver
def rmsprop_step_size(
    rate: Rate,
    gradient: Annotated[Real, Between(1e-3, 1000)],
    step: Count,
    decay: Annotated[Real, Between(0.01, 0.999)],
) -> float:
    """Return the size of RMSProp's step number ``step`` under a constant gradient; it tends to ε.

    >>> round(rmsprop_step_size(0.1, 2, 1000, 0.9), 6)
    0.1
    """
    h = 0.0
    size = 0.0
    for _ in range(step):
        h = float(decay) * h + (1 - float(decay)) * float(gradient) ** 2
        size = float(rate) * float(gradient) / h**0.5
    return size


@solver
def steps_through_valley(
    condition: Annotated[Real, Between(1, 1000)], momentum: Annotated[Real, Between(0, 0.99)]
) -> int:
    """Return the steps until E = (w1² + κ·w2²)/2 falls below 1e-6 from (1, 1), with rate 1.9/κ; 10,000 at most.

    Momentum as in the lecture: V ← μV - ε∇E, w ← w + V, V starting at 0.

    >>> steps_through_valley(100, 0) > steps_through_valley(100, 0.9)
    True
    """
    kappa, mu = float(condition), float(momentum)
    w, v, rate = [1.0, 1.0], [0.0, 0.0], 1.9 / kappa
    for step in range(1, 10_001):
        for axis, curvature in enumerate((1.0, kappa)):
            v[axis] = mu * v[axis] - rate * curvature * w[axis]
            w[axis] += v[axis]
        if (w[0] ** 2 + kappa * w[1] ** 2) / 2 < 1e-6:
            return step
    return 10_000


@solver
def valley_reached(
    momentum: Annotated[Real, Between(0, 0.99)], start: Annotated[Real, Between(-2.5, 2.5)]
) -> Literal["global", "local"]:
    """Return which minimum of (w² - 1)² + 0.3w momentum reaches from ``start`` in 4000 steps of rate 0.01.

    The global minimum is near -1.0355, the local one near 0.9604.

    >>> valley_reached(0.5, 1.5), valley_reached(0.5, -1.8), valley_reached(0.9, -1.8)
    ('local', 'global', 'local')
    """
    w, v = float(start), 0.0
    for _ in range(4000):
        v = float(momentum) * v - 0.01 * (4 * w * (w * w - 1) + 0.3)
        w += v
    return "global" if w < 0 else "local"
