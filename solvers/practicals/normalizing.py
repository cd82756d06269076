"""References for batch normalization, with the conventions of the course: variance by 1/N, ε inside the root."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from solvers.practicals import reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

EPSILON = 1e-7


@reference
def batch_norm_layer(
    x: Array,
    x2: Array,
    x0: Array,
    x_test: Array,
    gamma: Array,
    beta: Array,
    dout: Array,
    dout2: Array,
    momentum: float,
    gamma2: Array | None = None,
    beta2: Array | None = None,
    momentum2: float | None = None,
) -> dict[str, Array]:
    """Return what a layer gives over two training steps, with test outputs before, between and after them.

    dx = γ/(Nσ)·(N dout - Σdout - x̂ Σ(dout ⊙ x̂)), sums over the batch (Ioffe and Szegedy, 2015); the running statistics
    begin at 0 and are momentum·running + (1 - momentum)·batch. ``y_other`` is a test output of another, new layer,
    which with ``gamma2``, ``beta2`` and ``momentum2`` is trained on x (``_two``) before the first one goes back by
    dout2 once more (``_one``).
    """
    import numpy as np

    running = [np.zeros_like(beta, dtype=float), np.zeros_like(beta, dtype=float)]

    def test(x: Array, gamma: Array = gamma, beta: Array = beta) -> Array:
        y: Array = gamma * (x - running[0]) / np.sqrt(running[1] + EPSILON) + beta
        return y

    def step(
        x: Array, dout: Array, tail: str, gamma: Array = gamma, beta: Array = beta, momentum: float = momentum
    ) -> dict[str, Array]:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        deviation = np.sqrt(variance + EPSILON)
        normal = (x - mean) / deviation
        count = len(x)
        dx = gamma / (count * deviation) * (count * dout - dout.sum(0) - normal * (dout * normal).sum(0))
        for place, value in enumerate((mean, variance)):
            running[place] = momentum * running[place] + (1 - momentum) * value
        return {
            f"y{tail}": gamma * normal + beta,
            f"dx{tail}": dx,
            f"dgamma{tail}": (dout * normal).sum(0),
            f"dbeta{tail}": dout.sum(0),
        }

    fresh = test(x0)
    result = {"y_before": fresh, **step(x, dout, ""), "y_test": test(x_test), **step(x2, dout2, "2")}
    result |= {"y_test2": test(x_test), "y_again": test(x_test)}
    if gamma2 is None or beta2 is None or momentum2 is None:
        return {**result, "y_other": fresh.copy()}
    running[:] = [np.zeros_like(beta2, dtype=float), np.zeros_like(beta2, dtype=float)]
    result["y_other"] = test(x0, gamma2, beta2)
    result |= step(x, dout, "_two", gamma2, beta2, momentum2)
    result["y_end"] = test(x_test, gamma2, beta2)
    return {**result, **_once_more(result)}


def _once_more(result: dict[str, Array]) -> dict[str, Array]:
    """What the first layer gives again, after the other one has been used: what it gave for x2 and dout2."""
    again = {"dx_again": "dx2", "y_one": "y_again"}
    again |= {f"{name}_one": f"{name}2" for name in ("dx", "dgamma", "dbeta")}
    return {name: result[earlier].copy() for name, earlier in again.items()}


@reference
def batch_norm_layer_by_jacobian(
    x: Array,
    x2: Array,
    x0: Array,
    x_test: Array,
    gamma: Array,
    beta: Array,
    dout: Array,
    dout2: Array,
    momentum: float,
    gamma2: Array | None = None,
    beta2: Array | None = None,
    momentum2: float | None = None,
) -> dict[str, Array]:
    """Compute the same feature by feature; dx from the Jacobian ∂x̂_i/∂x_j = (δ_ij - 1/N - x̂_i x̂_j/N)/σ, as a matrix.

    The running statistics are sums of the batches' ones, the newest times 1 - momentum, the one before once more
    times momentum.
    """
    import numpy as np

    def moments(column: Array) -> tuple[float, float]:
        mean = math.fsum(column) / len(column)
        return mean, math.fsum((value - mean) ** 2 for value in column) / len(column)

    def test(
        x: Array, batches: list[Array], gamma: Array = gamma, beta: Array = beta, momentum: float = momentum
    ) -> Array:
        y = np.zeros(x.shape)
        for d in range(x.shape[1]):
            weights = [(1 - momentum) * momentum**age for age in range(len(batches))][::-1]
            found = [moments(batch[:, d]) for batch in batches]
            mean = math.fsum(w * m for w, (m, _) in zip(weights, found, strict=True))
            scale = (math.fsum(w * v for w, (_, v) in zip(weights, found, strict=True)) + EPSILON) ** 0.5
            y[:, d] = gamma[d] * (x[:, d] - mean) / scale + beta[d]
        return y

    def step(x: Array, dout: Array, tail: str, gamma: Array = gamma, beta: Array = beta) -> dict[str, Array]:
        y, dx = np.zeros(x.shape), np.zeros(x.shape)
        dgamma, dbeta = np.zeros(gamma.shape), np.zeros(beta.shape)
        count = len(x)
        for d in range(x.shape[1]):
            mean, variance = moments(x[:, d])
            deviation = (variance + EPSILON) ** 0.5
            normal = np.array([(value - mean) / deviation for value in x[:, d]])
            jacobian = (np.eye(count) - 1 / count - np.outer(normal, normal) / count) / deviation
            y[:, d] = gamma[d] * normal + beta[d]
            dx[:, d] = gamma[d] * (jacobian.T @ dout[:, d])
            dgamma[d], dbeta[d] = normal @ dout[:, d], dout[:, d].sum()
        return {f"y{tail}": y, f"dx{tail}": dx, f"dgamma{tail}": dgamma, f"dbeta{tail}": dbeta}

    result = {
        "y_before": test(x0, []),
        **step(x, dout, ""),
        "y_test": test(x_test, [x]),
        **step(x2, dout2, "2"),
        "y_test2": test(x_test, [x, x2]),
        "y_again": test(x_test, [x, x2]),
    }
    if gamma2 is None or beta2 is None or momentum2 is None:
        return {**result, "y_other": test(x0, [])}
    result |= {"y_other": test(x0, [], gamma2, beta2), **step(x, dout, "_two", gamma2, beta2)}
    result["y_end"] = test(x_test, [x], gamma2, beta2, momentum2)
    return {**result, **_once_more(result)}
