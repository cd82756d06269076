"""References for layers: activations, the affine layer, dropout, convolution.

A layer is called more than once, with other inputs: what it keeps belongs to its last forward pass.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from solvers.practicals import reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


# -- activations -------------------------------------------------------------------------------------------------------


@reference
def activation_layer(x: Array, dout: Array, x2: Array, dout2: Array, activation: str) -> dict[str, Array]:
    """Return y = f(x) and dx = dout ⊙ f'(x) for sigmoid, tanh or relu (slope 0 at 0), then for x2 and dout2.

    ``dx_again`` is dx of a second backward pass; then another layer, ``two``, takes x and dout while the first one,
    ``one``, goes back once more by dout2.
    """
    import numpy as np

    def one(x: Array, dout: Array) -> tuple[Array, Array]:
        if activation == "sigmoid":
            y = np.exp(-np.logaddexp(0.0, -x))
            return y, dout * y * (1 - y)
        if activation == "tanh":
            y = np.tanh(x)
            return y, dout * (1 - y * y)
        return np.maximum(x, 0.0), dout * (x > 0)

    (y, dx), (y2, dx2) = one(x, dout), one(x2, dout2)
    return {"y": y, "dx": dx, "y2": y2, "dx2": dx2, "dx_again": dx, "y_two": y, "dx_one": dx2, "dx_two": dx}


@reference
def activation_layer_by_elements(x: Array, dout: Array, x2: Array, dout2: Array, activation: str) -> dict[str, Array]:
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

    def all_of(x: Array, dout: Array) -> tuple[Array, Array]:
        pairs = [one(float(value)) for value in np.ravel(x)]
        y = np.array([pair[0] for pair in pairs]).reshape(x.shape)
        return y, np.array([pair[1] for pair in pairs]).reshape(x.shape) * dout

    results = {}
    for tail, (at, upstream) in {"": (x, dout), "2": (x2, dout2), "_two": (x, dout), "_one": (x2, dout2)}.items():
        results[f"y{tail}"], results[f"dx{tail}"] = all_of(at, upstream)
    return {**results, "dx_again": all_of(x, dout)[1]}


# -- affine ------------------------------------------------------------------------------------------------------------


@reference
def affine_layer(
    x: Array,
    W: Array,  # noqa: N803  # the course's name
    b: Array,
    dout: Array,
    x2: Array,
    dout2: Array,
    w2: Array,
    b2: Array,
    dother: Array | None = None,
) -> dict[str, Array]:
    """Return y = xW + b (N, M), dx = dout Wᵀ (N, D), dW = xᵀ dout (D, M), db = Σ dout over the batch (M,).

    Then the same for x2 and dout2, and y of another layer with w2 and b2 for x. With ``dother`` the first layer goes
    back by dout2 once more (``dx_one`` ...), the other one by ``dother``, and ``y_one`` is y of the first once more.
    """
    results = {
        "y": x @ W + b,
        "dx": dout @ W.T,
        "dW": x.T @ dout,
        "db": dout.sum(axis=0),
        "y2": x2 @ W + b,
        "dx2": dout2 @ W.T,
        "dW2": x2.T @ dout2,
        "db2": dout2.sum(axis=0),
        "y_other": x @ w2 + b2,
    }
    if dother is None:
        return results
    again = {"dx_one": "dx2", "dW_one": "dW2", "db_one": "db2", "y_one": "y"}
    return {
        **results,
        **{name: results[earlier] for name, earlier in again.items()},
        "dx_other": dother @ w2.T,
        "dW_other": x.T @ dother,
        "db_other": dother.sum(axis=0),
    }


@reference
def affine_layer_by_differences(
    x: Array,
    W: Array,  # noqa: N803  # the course's name
    b: Array,
    dout: Array,
    x2: Array,
    dout2: Array,
    w2: Array,
    b2: Array,
    dother: Array | None = None,
) -> dict[str, Array]:
    """Compute the same from sums over indices; the gradients are central differences of Σ y ⊙ dout, which is linear."""
    import numpy as np

    def forward(x: Array, w: Array, b: Array) -> Array:
        rows = [
            [sum(x[n, d] * w[d, m] for d in range(w.shape[0])) + b[m] for m in range(w.shape[1])]
            for n in range(x.shape[0])
        ]
        return np.array(rows)

    def slope(place: int, x: Array, dout: Array, w: Array, b: Array) -> Array:
        parts = [np.asarray(part, dtype=float) for part in (x, w, b)]
        gradient = np.zeros_like(parts[place])
        for index in np.ndindex(gradient.shape):
            moved = [part.copy() for part in parts]
            moved[place][index] += 0.5
            upper = (forward(*moved) * dout).sum()
            moved[place][index] -= 1.0
            gradient[index] = upper - (forward(*moved) * dout).sum()
        return gradient

    passes = {"": (x, dout, W, b), "2": (x2, dout2, W, b)}
    results = {"y": forward(x, W, b), "y2": forward(x2, W, b), "y_other": forward(x, w2, b2)}
    if dother is not None:
        passes |= {"_one": passes["2"], "_other": (x, dother, w2, b2)}
        results["y_one"] = forward(x, W, b)
    for tail, values in passes.items():
        results |= {f"{name}{tail}": slope(place, *values) for place, name in enumerate(("dx", "dW", "db"))}
    return results


# -- dropout -----------------------------------------------------------------------------------------------------------


@reference
def dropout_test_output(x: Array, ratio: float, other_ratio: float | None = None) -> dict[str, Array]:
    """Return the test output of the lecture's dropout, x(1 - ratio), before and after training passes.

    What it gives in training is random: that is held against properties, not against values. With ``other_ratio`` also
    that of another layer, and then that of the first one once more.
    """
    results = {"y_test": x * (1.0 - ratio), "y_after": x * (1.0 - ratio)}
    if other_ratio is None:
        return results
    return {**results, "y_two": x * (1.0 - other_ratio), "y_one": x * (1.0 - ratio)}


@reference
def dropout_test_output_by_expectation(x: Array, ratio: float, other_ratio: float | None = None) -> dict[str, Array]:
    """Compute the same as what an element is on average in training: 0 with the chance ``ratio``, else itself."""

    def average(ratio: float) -> Array:
        return ratio * (0 * x) + (1 - ratio) * x

    results = {"y_test": average(ratio), "y_after": average(ratio)}
    return results if other_ratio is None else {**results, "y_two": average(other_ratio), "y_one": average(ratio)}


# -- convolution -------------------------------------------------------------------------------------------------------


@reference
def convolution(
    x: Array,
    W: Array,  # noqa: N803  # the course's name
    b: Array,
    stride: int,
    pad: int,
    x2: Array | None = None,
    w2: Array | None = None,
    b2: Array | None = None,
) -> Array | dict[str, Array]:
    """Return the cross-correlation of x (N, C, H, W) with W (FN, C, FH, FW), plus b: (N, FN, OH, OW).

    With x2, w2 and b2 that of a second call as well, as ``out`` and ``again``.
    """
    out = _convolved(x, W, b, stride, pad)
    if x2 is None or w2 is None or b2 is None:
        return out
    return {"out": out, "again": _convolved(x2, w2, b2, stride, pad)}


def _convolved(x: Array, w: Array, b: Array, stride: int, pad: int) -> Array:
    """OH = ⌊(H + 2·pad - FH)/stride⌋ + 1, OW alike: windows at a distance, all channels and filters by einsum."""
    import numpy as np

    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out: Array = np.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
    return out


@reference
def convolution_by_loops(
    x: Array,
    W: Array,  # noqa: N803  # the course's name
    b: Array,
    stride: int,
    pad: int,
    x2: Array | None = None,
    w2: Array | None = None,
    b2: Array | None = None,
) -> Array | dict[str, Array]:
    """Compute the same by loops over every output, without padding the array: what lies outside counts as 0."""
    out = _convolved_by_loops(x, W, b, stride, pad)
    if x2 is None or w2 is None or b2 is None:
        return out
    return {"out": out, "again": _convolved_by_loops(x2, w2, b2, stride, pad)}


def _convolved_by_loops(x: Array, w: Array, b: Array, stride: int, pad: int) -> Array:
    import numpy as np

    samples, channels, height, width = x.shape
    filters, _, kernel_h, kernel_w = w.shape
    rows, columns = (height + 2 * pad - kernel_h) // stride + 1, (width + 2 * pad - kernel_w) // stride + 1
    out = np.zeros((samples, filters, rows, columns))
    for n, f, i, j in np.ndindex(out.shape):
        total = b[f]
        for c, k, m in np.ndindex(channels, kernel_h, kernel_w):
            row, column = i * stride + k - pad, j * stride + m - pad
            if 0 <= row < height and 0 <= column < width:
                total += x[n, c, row, column] * w[f, c, k, m]
        out[n, f, i, j] = total
    return out
