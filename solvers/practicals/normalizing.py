"""References for batch normalization, with the conventions of the course: variance by 1/N, ε inside the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.practicals import reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

EPSILON = 1e-7


@reference
def batch_norm_layer(
    x: Array, gamma: Array, beta: Array, dout: Array, x_test: Array, momentum: float
) -> dict[str, Array]:
    """Return y, dx, dgamma, dbeta of one training step from running statistics 0 and 0, and the test output after it.

    dx = γ/(Nσ)·(N dout - Σdout - x̂ Σ(dout ⊙ x̂)), sums over the batch (Ioffe and Szegedy, 2015); the running statistics
    are momentum·running + (1 - momentum)·batch.
    """
    import numpy as np

    mean, variance = x.mean(axis=0), x.var(axis=0)
    deviation = np.sqrt(variance + EPSILON)
    normal = (x - mean) / deviation
    count = len(x)
    dx = gamma / (count * deviation) * (count * dout - dout.sum(0) - normal * (dout * normal).sum(0))
    running = (1 - momentum) * mean, (1 - momentum) * variance
    y_test = gamma * (x_test - running[0]) / np.sqrt(running[1] + EPSILON) + beta
    return {
        "y": gamma * normal + beta,
        "dx": dx,
        "dgamma": (dout * normal).sum(0),
        "dbeta": dout.sum(0),
        "y_test": y_test,
    }


@reference
def batch_norm_layer_by_jacobian(
    x: Array, gamma: Array, beta: Array, dout: Array, x_test: Array, momentum: float
) -> dict[str, Array]:
    """Compute the same feature by feature; dx from the Jacobian ∂x̂_i/∂x_j = (δ_ij - 1/N - x̂_i x̂_j/N)/σ, as a matrix."""
    import numpy as np

    y, dx, y_test = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x_test)
    dgamma, dbeta = np.zeros_like(gamma), np.zeros_like(beta)
    count = len(x)
    for d in range(x.shape[1]):
        column = x[:, d]
        mean = float(sum(column)) / count
        variance = float(sum((value - mean) ** 2 for value in column)) / count
        deviation = (variance + EPSILON) ** 0.5
        normal = np.array([(value - mean) / deviation for value in column])
        jacobian = (np.eye(count) - 1 / count - np.outer(normal, normal) / count) / deviation
        y[:, d] = gamma[d] * normal + beta[d]
        dx[:, d] = gamma[d] * (jacobian.T @ dout[:, d])
        dgamma[d], dbeta[d] = normal @ dout[:, d], dout[:, d].sum()
        scale = ((1 - momentum) * variance + EPSILON) ** 0.5
        y_test[:, d] = gamma[d] * (x_test[:, d] - (1 - momentum) * mean) / scale + beta[d]
    return {"y": y, "dx": dx, "dgamma": dgamma, "dbeta": dbeta, "y_test": y_test}
