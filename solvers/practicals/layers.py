"""References for layers: activations, the affine layer, dropout, convolution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from solvers.practicals import JudgementError, reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


# -- activations -------------------------------------------------------------------------------------------------------


@reference
def activation_layer(x: Array, dout: Array, activation: str) -> dict[str, Array]:
    """Return y = f(x) and dx = dout ⊙ f'(x) for sigmoid, tanh or relu (slope 0 at 0); shapes as ``x``."""
    import numpy as np

    if activation == "sigmoid":
        y = np.exp(-np.logaddexp(0.0, -x))
        return {"y": y, "dx": dout * y * (1 - y)}
    if activation == "tanh":
        y = np.tanh(x)
        return {"y": y, "dx": dout * (1 - y * y)}
    return {"y": np.maximum(x, 0.0), "dx": dout * (x > 0)}


@reference
def activation_layer_by_elements(x: Array, dout: Array, activation: str) -> dict[str, Array]:
    """Compute the same number by number with the functions of :mod:`math`, slopes from hyperbolic identities."""
    import numpy as np

    def one(value: float) -> tuple[float, float]:
        if activation == "relu":
            return (value, 1.0) if value > 0 else (0.0, 0.0)
        # sigmoid(x) = (1 + tanh(x/2))/2, and tanh' = 1/cosh²; beyond 300 the square leaves the range of floats.
        scale = 0.5 if activation == "sigmoid" else 1.0
        slope = 0.0 if abs(value) > 300 else math.cosh(scale * value) ** -2
        height = math.tanh(scale * value)
        return ((1 + height) / 2, slope / 4) if activation == "sigmoid" else (height, slope)

    pairs = [one(float(value)) for value in np.ravel(x)]
    y = np.array([pair[0] for pair in pairs]).reshape(x.shape)
    return {"y": y, "dx": np.array([pair[1] for pair in pairs]).reshape(x.shape) * dout}


# -- affine ------------------------------------------------------------------------------------------------------------


@reference
def affine_layer(x: Array, W: Array, b: Array, dout: Array) -> dict[str, Array]:  # noqa: N803  # the course's name
    """Return y = xW + b (N, M), dx = dout Wᵀ (N, D), dW = xᵀ dout (D, M), db = Σ dout over the batch (M,)."""
    return {"y": x @ W + b, "dx": dout @ W.T, "dW": x.T @ dout, "db": dout.sum(axis=0)}


@reference
def affine_layer_by_differences(x: Array, W: Array, b: Array, dout: Array) -> dict[str, Array]:  # noqa: N803
    """Compute the same from sums over indices; the gradients are central differences of Σ y ⊙ dout, which is linear."""
    import numpy as np

    def forward(x: Array, w: Array, b: Array) -> Array:
        rows = [
            [sum(x[n, d] * w[d, m] for d in range(w.shape[0])) + b[m] for m in range(w.shape[1])]
            for n in range(x.shape[0])
        ]
        return np.array(rows)

    def slope(place: int) -> Array:
        parts = [x, W, b]
        gradient = np.zeros_like(parts[place])
        for index in np.ndindex(gradient.shape):
            moved = [part.copy() for part in parts]
            moved[place][index] += 0.5
            upper = (forward(*moved) * dout).sum()
            moved[place][index] -= 1.0
            gradient[index] = upper - (forward(*moved) * dout).sum()
        return gradient

    return {"y": forward(x, W, b), "dx": slope(0), "dW": slope(1), "db": slope(2)}


# -- dropout -----------------------------------------------------------------------------------------------------------


@reference
def dropout_layer(x: Array, dout: Array, ratio: float) -> dict[str, Array]:
    """Return a training pass, its gradient and the test output of the lecture's dropout (test output x(1 - ratio))."""
    import numpy as np

    mask = np.random.default_rng(0).random(x.shape) > ratio
    return {"y": x * mask, "dx": dout * mask, "y_test": x * (1.0 - ratio)}


@reference
def dropout_layer_by_choice(x: Array, dout: Array, ratio: float) -> dict[str, Array]:
    """Compute the same with a mask of another kind: exactly the share ``ratio`` of the units is dropped."""
    import numpy as np

    kept = np.ones(x.size)
    kept[: round(ratio * x.size)] = 0
    keep = np.random.default_rng(1).permutation(kept).reshape(x.shape)
    return {"y": np.where(keep == 1, x, 0.0), "dx": np.where(keep == 1, dout, 0.0), "y_test": x - ratio * x}


@reference
def dropout_statements(x: Array, dout: Array, ratio: float, y: Any, dx: Any, y_test: Any) -> dict[str, Any]:
    """Say of any dropout's outputs what must hold, however its mask was drawn; ``x`` and ``dout`` have no zeros.

    The share of zeros may differ from ``ratio`` by five standard deviations of a binomial share.
    """
    import numpy as np

    y, dx, y_test = (_array_like(value, x.shape, name) for name, value in (("y", y), ("dx", dx), ("y_test", y_test)))
    dropped = y == 0
    spread = 5 * math.sqrt(ratio * (1 - ratio) / x.size)
    return {
        "test-output": y_test,
        "kept-are-unchanged": bool(np.allclose(y[~dropped], x[~dropped])),
        "share-of-zeros": bool(abs(float(dropped.mean()) - ratio) <= spread),
        "same-mask-backwards": bool(((dx == 0) == dropped).all()),
        "gradient-of-kept": bool(np.allclose(dx[~dropped], dout[~dropped])),
    }


def _array_like(value: Any, shape: tuple[int, ...], name: str) -> Any:
    import numpy as np

    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise JudgementError(f"{name}: {type(value).__name__}") from None
    if array.shape != shape:
        raise JudgementError(f"{name}: shape {array.shape}, not {shape}")
    return array


# -- convolution -------------------------------------------------------------------------------------------------------


@reference
def convolution(x: Array, W: Array, b: Array, stride: int, pad: int) -> Array:  # noqa: N803
    """Return the cross-correlation of x (N, C, H, W) with W (FN, C, FH, FW), plus b: (N, FN, OH, OW).

    OH = ⌊(H + 2·pad - FH)/stride⌋ + 1, OW alike. One window position at a time, all channels and filters by einsum.
    """
    import numpy as np

    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out: Array = np.einsum("nchwij,fcij->nfhw", windows, W) + b[:, None, None]
    return out


@reference
def convolution_by_loops(x: Array, W: Array, b: Array, stride: int, pad: int) -> Array:  # noqa: N803
    """Compute the same by loops over every output, without padding the array: what lies outside counts as 0."""
    import numpy as np

    samples, channels, height, width = x.shape
    filters, _, kernel_h, kernel_w = W.shape
    rows, columns = (height + 2 * pad - kernel_h) // stride + 1, (width + 2 * pad - kernel_w) // stride + 1
    out = np.zeros((samples, filters, rows, columns))
    for n, f, i, j in np.ndindex(out.shape):
        total = b[f]
        for c, k, m in np.ndindex(channels, kernel_h, kernel_w):
            row, column = i * stride + k - pad, j * stride + m - pad
            if 0 <= row < height and 0 <= column < width:
                total += x[n, c, row, column] * W[f, c, k, m]
        out[n, f, i, j] = total
    return out
