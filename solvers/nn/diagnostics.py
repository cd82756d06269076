"""What to look at when a network does not learn: activations, gradients, saturated and dead units, symmetry, filters.

All functions return plain numbers and arrays; they do not draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.layers import Conv2D, Layer, ReLU, Sigmoid, Tanh, leaves
from solvers.nn.network import Network

__all__ = [
    "Histogram", "UnitReport", "activation_histograms", "activations", "dead_units", "distinct_units",
    "filter_pictures", "gradient_norms", "histogram", "saturated_units", ]  # fmt: skip


@dataclass(frozen=True)
class Histogram:
    """Counts between edges, with the mean and standard deviation of what was counted."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    mean: float
    std: float


@dataclass(frozen=True)
class UnitReport:
    """For one layer: how many of its units are concerned, of how many, and the share of (sample, unit) pairs."""

    layer: str
    units: int
    of: int
    pairs: float


def histogram(values: Array, low: float, high: float, bins: int = 10) -> Histogram:
    """Count ``values`` in ``bins`` equal parts of ``[low, high]``; what lies outside counts in the outer parts.

    >>> histogram(np.array([0.1, 0.9, 5.0]), 0, 1, 2).counts
    (1, 2)
    """
    counts, edges = np.histogram(np.clip(values, low, high), bins, (low, high))
    return Histogram(
        tuple(float(e) for e in edges), tuple(int(c) for c in counts), float(values.mean()), float(values.std())
    )


def activations(network: Network, x: Array, train: bool = False) -> list[tuple[str, Layer, Array]]:
    """Return each layer's path, the layer, and its output for the batch ``x``.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [3], 2, activation_name='relu')
    >>> [path for path, _, _ in activations(network, np.ones((5, 4), np.float32))]
    ['0', '1', '2']
    """
    found = []
    for index, layer in enumerate(network.layers):
        x = layer.forward(x, train)
        found.append((str(index), layer, x))
    return found


def activation_histograms(network: Network, x: Array, low: float, high: float, bins: int = 10) -> dict[str, Histogram]:
    """Return a histogram of the outputs of every activation layer, by layer path.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [3], 2, activation_name='tanh')
    >>> list(activation_histograms(network, np.ones((5, 4), np.float32), -1, 1))
    ['1 Tanh']
    """
    return {
        f"{path} {layer!r}": histogram(y, low, high, bins)
        for path, layer, y in activations(network, x)
        if hasattr(layer, "derivative")
    }


def gradient_norms(network: Network, x: Array, t: Array) -> dict[str, float]:
    """Return ``||dE/dW||`` of every array that a layer declares as weights, from the input side to the output.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [8, 8], 3, activation_name="sigmoid", init=0.01, dtype=np.float64)
    >>> norms = gradient_norms(network, np.random.default_rng(0).random((5, 4)), np.array([0, 1, 2, 0, 1]))
    >>> list(norms), norms["0.W"] < norms["2.W"] < norms["4.W"]
    (['0.W', '2.W', '4.W'], True)
    """
    network.loss_and_gradient(x, t)
    return {
        f"{path}.{name}": float(np.linalg.norm(layer.grads[name]))
        for path, layer in leaves(network.body)
        for name in layer.weights
    }


def saturated_units(network: Network, x: Array, below: float = 0.0) -> list[UnitReport]:
    """Count sigmoid and tanh units whose derivative is at most ``below`` for every sample of ``x``.

    With the default 0 the derivative must be exactly 0 in the network's own precision: nothing can be learned there.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [3], 2, activation_name='sigmoid')
    >>> network.layers[0].params["b"][:] = [99, 0, 0]
    >>> saturated_units(network, np.zeros((5, 4), np.float32))[0].units
    1
    """
    reports = []
    for path, layer, y in activations(network, x):
        if isinstance(layer, Sigmoid | Tanh):
            slope = y * (1 - y) if isinstance(layer, Sigmoid) else 1 - y * y
            reports.append(_report(path, layer, slope <= below))
    return reports


def dead_units(network: Network, x: Array) -> list[UnitReport]:
    """Count ReLU units that answer 0 to every sample of ``x``: no gradient passes through them.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [3], 2, activation_name='relu')
    >>> network.layers[0].params["b"][:] = [-99, 1, 1]
    >>> dead_units(network, np.zeros((5, 4), np.float32))[0].units
    1
    """
    return [_report(path, layer, y <= 0) for path, layer, y in activations(network, x) if isinstance(layer, ReLU)]


def _report(path: str, layer: Layer, concerned: Array) -> UnitReport:
    units = concerned.reshape(len(concerned), -1)
    return UnitReport(f"{path} {layer!r}", int(units.all(axis=0).sum()), units.shape[1], float(units.mean()))


def distinct_units(weights: Array, tolerance: float = 0.0) -> int:
    """Count the different columns of a weight matrix: 1 means that all units compute the same.

    >>> distinct_units(np.array([[1.0, 1.0, 2.0], [0.0, 0.0, 0.0]]))
    2
    """
    columns = np.round(weights / tolerance) if tolerance else weights
    return int(np.unique(columns, axis=1).shape[1])


def filter_pictures(layer: Conv2D) -> Array:
    """Return the filters' first input channel, each scaled to 0 (its least weight) to 1: ``(outputs, kh, kw)``.

    >>> pictures = filter_pictures(Conv2D(1, 8, 5).initialize(0))
    >>> pictures.shape, float(pictures.min()), float(pictures.max())
    ((8, 5, 5), 0.0, 1.0)
    """
    # The filters of this one kind of layer, by the name that it gives them: whether they decay does not matter here.
    filters = layer.params["W"][:, 0].astype(np.float64)
    low = filters.min(axis=(1, 2), keepdims=True)
    span = filters.max(axis=(1, 2), keepdims=True) - low
    return np.asarray((filters - low) / np.where(span > 0, span, 1))
