"""How batch normalization behaves: what it ignores, a batch of one, a training run with and without it."""

from __future__ import annotations

import math
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.arithmetic.small_arrays import close, normals, sqrt
from solvers.budget import COUNTED
from solvers.registry import Between, Length, Real, solver

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Seed = Annotated[int, Between(0, 2**32 - 1)]
Positive = Annotated[Real, Between(0.001, 1000)]
Gain = Annotated[Real, Between(-1000, 1000)]


def batch_normalize(u: NDArray[np.float64], epsilon: float = 1e-7) -> NDArray[np.float64]:
    """Return (u - mean) / sqrt(var + ε) per column, the variance with 1/n (γ = 1, β = 0)."""
    import numpy as np

    return (u - u.mean(0)) / np.sqrt(u.var(0) + epsilon)  # type: ignore[no-any-return]  # NumPy's stubs give Any here


@solver
def batch_norm_ignores_weight_scale(seed: Seed, scale: Positive) -> bool:
    """True if batch normalization gives the same output for weights W and for ``scale`` times W.

    >>> batch_norm_ignores_weight_scale(1, 50)
    True
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    inputs, weights = rng.normal(size=(64, 8)), rng.normal(size=(8, 6))
    first = batch_normalize(inputs @ weights, 0.0)
    second = batch_normalize(inputs @ (float(scale) * weights), 0.0)
    return bool(np.allclose(first, second, rtol=1e-6, atol=1e-9))


@solver
def batch_norm_spread_is_gain(seed: Seed, gain: Positive, shift: Annotated[Real, Between(-1000, 1000)]) -> bool:
    """True if γ·normalized + β has mean β and standard deviation γ: the spread is set, not taken away.

    >>> batch_norm_spread_is_gain(1, 2, -1)
    True
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    output = float(gain) * batch_normalize(3 + 5 * rng.normal(size=(64, 8)), 0.0) + float(shift)
    means_fit = np.allclose(output.mean(0), float(shift), atol=1e-9 * max(1.0, abs(float(shift))))
    return bool(means_fit and np.allclose(output.std(0), float(gain), rtol=1e-9))


@solver
def batch_norm_couples_samples(seed: Seed) -> bool:
    """True if one and the same sample gets different outputs beside different companions in its mini-batch.

    This dependence is the noise to which the regularizing effect of batch normalization is ascribed.

    >>> batch_norm_couples_samples(1)
    True
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    sample = rng.normal(size=(1, 8))
    outputs = [batch_normalize(np.vstack([sample, rng.normal(size=(31, 8))]))[0] for _ in range(2)]
    return bool(np.abs(outputs[0] - outputs[1]).max() > 1e-3)


# -- a batch of one ----------------------------------------------------------------------------------------------------

SingleShape = Annotated[tuple[int, ...], Length(2, 4), Between(1, 64)]
Outcome = Literal["shift", "input", "infinite", "zero", "own"]


@solver
def batch_of_one_gives(outcome: Outcome, shape: SingleShape, gain: Gain, shift: Gain) -> bool:
    """True if batch normalization in training mode turns a batch of one into this, measured on two random inputs.

    "shift": β everywhere, whatever the input; "input": the input itself; "infinite": no finite numbers; "zero": 0
    everywhere; "own": the sample normalized over its own positions, which differ. ε is 1e-7.

    >>> batch_of_one_gives("shift", (1, 8), 2, 3), batch_of_one_gives("own", (1, 8, 4, 4), 2, 3)
    (True, True)
    """
    return _single_outcome(shape, float(gain), float(shift)) == outcome


@lru_cache(maxsize=256)
def _single_outcome(shape: tuple[int, ...], gain: float, shift: float) -> str:
    COUNTED.check(40 * math.prod(shape))  # each is drawn twice, and averaged and compared several times
    source = Random(13)
    axes = tuple(axis for axis in range(len(shape)) if axis != 1)
    outputs, owns = [], []
    for x in (3 * normals(source, *shape) + 2 for _ in range(2)):
        mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
        y = gain * (x - mean) / (variance + 1e-7).each(sqrt) + shift
        if close(y, x):
            return "input"
        outputs.append(y)
        flat = x.reshape(shape[1], -1)
        own = gain * (flat - flat.mean(1, keepdims=True)) / (flat.var(1, keepdims=True) + 1e-7).each(sqrt) + shift
        owns.append(close(y, own.reshape(shape)) and y.max() - y.min() > 0.1)
    if not all(y.each(math.isfinite).all() for y in outputs):
        return "infinite"
    if all(close(y, 0.0) for y in outputs):
        return "zero"
    return "shift" if all(close(y, shift) for y in outputs) else "own" if all(owns) else "other"


@solver
def batch_of_one_gives_by_counting(outcome: Outcome, shape: SingleShape, gain: Gain, shift: Gain) -> bool:
    """Decide the same from how many numbers each mean is taken of: one number is its own mean, so only β is left.

    >>> batch_of_one_gives_by_counting("shift", (1, 8), 2, 3), batch_of_one_gives_by_counting("own", (1, 8, 4, 4), 2, 3)
    (True, True)
    """
    averaged = shape[0] * math.prod(shape[2:])
    if averaged == 1 or gain == 0:
        return outcome == ("shift" if shift != 0 else "zero")
    return outcome == "own" and shape[0] == 1


# -- a training run ----------------------------------------------------------------------------------------------------


@solver
def batch_norm_accuracy(seed: Seed, normalized: bool) -> float:
    """Return the test accuracy, from 0 to 1, of the run of :func:`batch_norm_verdict` with or without normalization.

    What the run of seed 1 gave is kept, so that a worked solution can tell of it at once and where there is no NumPy.

    >>> batch_norm_accuracy(1, True) > batch_norm_accuracy(1, False)
    True
    """
    kept = KEPT_ACCURACIES.get((seed, normalized))
    return _accuracy(seed, normalized) if kept is None else kept


KEPT_ACCURACIES = {(1, True): 1.0, (1, False): 1 / 3}
"""By seed, with and without normalization; a test runs them again."""


@solver
def batch_norm_verdict(seed: Seed) -> str:
    """Train a deep sigmoid network from N(0, 0.01) weights with and without batch normalization; tell which one learns.

    "with", "without" or "same": the one whose test accuracy on three clusters of points is better by at least 0.2.

    >>> batch_norm_verdict(1)
    'with'
    """
    gap = _accuracy(seed, True) - _accuracy(seed, False)
    return "with" if gap >= 0.2 else "without" if gap <= -0.2 else "same"


@lru_cache(maxsize=256)
def _accuracy(seed: int, normalized: bool) -> float:
    """Test accuracy after 300 steps of gradient descent: 20 -> 40 -> 20 -> 3, sigmoid, batches of 50, rate 0.1."""
    import numpy as np

    rng = np.random.default_rng(seed)
    centres = rng.normal(scale=1.5, size=(3, 20))

    def sample(count: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        labels = np.arange(count) % 3
        return centres[labels] + rng.normal(size=(count, 20)), labels

    sizes = (20, 40, 20, 3)
    weights = [0.01 * rng.normal(size=shape) for shape in zip(sizes, sizes[1:], strict=False)]
    biases = [np.zeros(size) for size in sizes[1:]]
    gains, shifts = [np.ones(size) for size in sizes[1:3]], [np.zeros(size) for size in sizes[1:3]]
    inputs, labels = sample(600)
    for _ in range(300):
        batch = rng.permutation(600)[:50]
        _step(inputs[batch], labels[batch], weights, biases, gains, shifts, normalized)
    test_inputs, test_labels = sample(300)
    logits, _ = _forward(test_inputs, weights, biases, gains, shifts, normalized)
    return float((logits.argmax(1) == test_labels).mean())


def _forward(
    inputs: NDArray[np.float64],
    weights: list[NDArray[np.float64]],
    biases: list[NDArray[np.float64]],
    gains: list[NDArray[np.float64]],
    shifts: list[NDArray[np.float64]],
    normalized: bool,
) -> tuple[NDArray[np.float64], list[tuple[NDArray[np.float64], ...]]]:
    """Return the logits and, per hidden layer, (its input, the normalized u, the deviation of u, its output)."""
    import numpy as np

    kept: list[tuple[NDArray[np.float64], ...]] = []
    h = inputs
    for weight, bias, gain, shift in zip(weights, biases, gains, shifts, strict=False):
        u = h @ weight + bias
        deviation = np.sqrt(u.var(0) + 1e-7)
        scaled = batch_normalize(u) if normalized else u
        output = 1 / (1 + np.exp(-(gain * scaled + shift if normalized else u)))
        kept.append((h, scaled, deviation, output))
        h = output
    return h @ weights[-1] + biases[-1], kept


def _step(
    inputs: NDArray[np.float64],
    labels: NDArray[np.int64],
    weights: list[NDArray[np.float64]],
    biases: list[NDArray[np.float64]],
    gains: list[NDArray[np.float64]],
    shifts: list[NDArray[np.float64]],
    normalized: bool,
    rate: float = 0.1,
) -> None:
    """One step of gradient descent on the mean cross-entropy, in place."""
    import numpy as np

    logits, kept = _forward(inputs, weights, biases, gains, shifts, normalized)
    powers = np.exp(logits - logits.max(1, keepdims=True))
    back = (powers / powers.sum(1, keepdims=True) - np.eye(logits.shape[1])[labels]) / len(labels)
    layer_input = kept[-1][3]
    for layer in reversed(range(len(weights))):
        gradient, bias_gradient = layer_input.T @ back, back.sum(0)
        below = back @ weights[layer].T
        weights[layer] -= rate * gradient
        biases[layer] -= rate * bias_gradient
        if layer == 0:
            return
        layer_input, scaled, deviation, output = kept[layer - 1]
        back = below * output * (1 - output)
        if normalized:
            gain_gradient, shift_gradient = (back * scaled).sum(0), back.sum(0)
            back = back * gains[layer - 1]
            back = (back - back.mean(0) - scaled * (back * scaled).mean(0)) / deviation
            gains[layer - 1] -= rate * gain_gradient
            shifts[layer - 1] -= rate * shift_gradient
