"""Are the gradients right? Every analytic derivative is compared with finite differences, in float64.

The scalar that is differentiated is ``s = sum(r * layer(x))`` with a random ``r``, so one number sees all outputs at
once. It is checked along random directions (which see all coordinates at once) and along single coordinates (which
show *which* one is wrong). Central differences have an error of order ``h^2``; two step lengths that disagree reveal
a kink (ReLU at 0, a tie in a maximum), where no derivative exists: such a coordinate is left out and counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from solvers.nn.arrays import Array, Seed, generator
from solvers.nn.exceptions import NetworkError, ShapeError
from solvers.nn.layers import Dropout, Layer, leaves
from solvers.nn.losses import Loss
from solvers.nn.network import Network

__all__ = ["Check", "GradientError", "check_layer", "check_loss", "check_network", "spaced"]

STEP = 1e-5


class GradientError(NetworkError):
    """An analytic gradient that finite differences contradict."""


@dataclass
class Check:
    """What was compared: how many derivatives, how many kinks were left out, the largest relative error, and where."""

    compared: int = 0
    nonzero: int = 0
    kinks: int = 0
    worst: float = 0.0
    where: str = ""
    rows: list[str] = field(default_factory=list)

    def add(self, where: str, analytic: float, numeric: float, scale: float) -> None:
        """Take one comparison; the error is relative to the larger value, and to ``scale`` where both are tiny."""
        error = abs(analytic - numeric) / max(abs(analytic), abs(numeric), scale)
        if not math.isfinite(error):
            error = math.inf  # NaN is neither larger nor smaller than anything, and must not slip through
        self.compared += 1
        self.nonzero += numeric != 0
        if error >= self.worst:
            self.worst, self.where = error, where
        self.rows.append(
            f"{where:<28} analytic {analytic: .10e}   numeric {numeric: .10e}   relative error {error:.1e}"
        )

    def require(self, tolerance: float) -> None:
        """Raise :class:`GradientError` with analytic and numeric values side by side, or if too little was compared."""
        if self.worst > tolerance:
            bad = sorted(self.rows, key=lambda row: -float(row.rsplit(" ", 1)[1]))[:8]
            raise GradientError(
                f"gradient wrong at {self.where}: {self.worst:.1e} > {tolerance:.0e}\n" + "\n".join(bad)
            )
        if self.nonzero < max(2, self.compared // 4):
            raise GradientError(
                f"only {self.nonzero} of {self.compared} derivatives are not 0: the check would prove nothing; "
                "use another input"
            )


def spaced(shape: tuple[int, ...], seed: Seed = 0, span: float = 2.0) -> Array:
    """Return random numbers that keep apart from 0 and from each other, so that no step crosses a kink.

    >>> x = spaced((2, 3))
    >>> bool(np.diff(np.sort(np.abs(x).ravel())).min() > 0.1)
    True
    """
    rng = generator(seed)
    count = int(np.prod(shape))
    sizes = span * (np.arange(count) + 1 + 0.2 * rng.random(count)) / count
    return np.asarray((rng.permutation(sizes) * rng.choice([-1.0, 1.0], count)).reshape(shape))


def check_layer(
    layer: Layer, x: Array, *, train: bool = True, seed: Seed = 0, coordinates: int = 12, tolerance: float = 1e-6
) -> Check:
    """Compare all gradients of a float64 layer at the batch ``x`` (at least 2 samples), and hold them to ``tolerance``.

    Dropout keeps one mask for the whole check.

    >>> from solvers.nn.layers import Dense
    >>> check_layer(Dense(3, 2).initialize(0, np.float64), spaced((4, 3))).worst < 1e-8
    True
    """
    if x.dtype != np.float64 or len(x) < 2:
        raise ShapeError(f"{layer!r} (gradient check)", f"{x.dtype} input", x.shape, "float64, at least 2 samples")
    rng = generator(seed)
    dropouts = [part for _, part in leaves(layer) if isinstance(part, Dropout)]
    y = layer.forward(x, train)
    for dropout in dropouts:
        dropout.frozen = True
    try:
        r = rng.standard_normal(y.shape)
        layer.forward(x, train)
        dx = layer.backward(r)
        assert dx is not None
        pairs = {"x": (x, dx.copy())}
        for path, leaf in leaves(layer):
            for name in leaf.params:
                pairs[f"{path}.{name}".lstrip(".")] = (leaf.params[name], leaf.grads[name].copy())

        def value() -> float:
            return float(np.vdot(r, layer.forward(x, train)))

        check = _compare(pairs, value, rng, coordinates)
    finally:
        for dropout in dropouts:
            dropout.frozen = False
    check.require(tolerance)
    return check


def check_loss(
    loss: Loss, y: Array, t: Array, *, seed: Seed = 0, coordinates: int = 12, tolerance: float = 1e-6
) -> Check:
    """Compare a loss's gradient with finite differences, for a ``dout`` other than 1.

    >>> from solvers.nn.losses import SoftmaxCrossEntropy
    >>> check_loss(SoftmaxCrossEntropy(), spaced((4, 3)), np.array([0, 1, 2, 2])).worst < 1e-7
    True
    """
    rng = generator(seed)
    first = loss.forward(y, t)
    dout: float | Array = 1.7 if isinstance(first, float) else rng.standard_normal(first.shape)
    pairs = {"y": (y, loss.backward(dout).copy())}

    def value() -> float:
        now = loss.forward(y, t)
        return float(np.sum(np.multiply(dout, now)))

    check = _compare(pairs, value, rng, coordinates)
    check.require(tolerance)
    return check


def check_network(
    network: Network, x: Array, t: Array, *, seed: Seed = 0, coordinates: int = 12, tolerance: float = 1e-6
) -> Check:
    """Compare the gradient of a whole float64 network's loss with finite differences.

    >>> from solvers.nn import models
    >>> network = models.multi_layer_perceptron(4, [6], 3, dtype=np.float64)
    >>> check_network(network, spaced((5, 4)), np.array([0, 1, 2, 0, 1])).worst < 1e-6
    True
    """
    if network.dtype != np.float64 or x.dtype != np.float64 or len(x) < 2:
        raise ShapeError("Network (gradient check)", f"{x.dtype} input", x.shape, "float64, at least 2 samples")
    rng = generator(seed)
    dropouts = [part for _, part in network.leaves if isinstance(part, Dropout)]
    network.loss_and_gradient(x, t)
    for dropout in dropouts:
        dropout.frozen = True
    try:
        network.loss_and_gradient(x, t)
        pairs = {
            name: (network.theta[part].reshape(shape), network.gradient[part].reshape(shape).copy())
            for name, (part, shape) in network.names.items()
        }

        def value() -> float:
            return float(network.loss.forward(network.forward(x, True), t))

        check = _compare(pairs, value, rng, coordinates)
    finally:
        for dropout in dropouts:
            dropout.frozen = False
    check.require(tolerance)
    return check


def _compare(
    pairs: dict[str, tuple[Array, Array]], value: Callable[[], float], rng: np.random.Generator, coordinates: int
) -> Check:
    """Differentiate ``value`` along random directions and coordinates of each array, changing it in place and back."""
    check = Check()
    scale = 1e-4 * max(float(np.abs(gradient).max()) for _, gradient in pairs.values()) + 1e-12
    for name, (array, gradient) in pairs.items():
        directions = [(f"{name} along a direction", rng.standard_normal(array.shape)) for _ in range(2)]
        for flat in rng.choice(array.size, min(coordinates, array.size), replace=False):
            unit = np.zeros(array.shape)
            unit.flat[flat] = 1
            index = tuple(int(i) for i in np.unravel_index(int(flat), array.shape))
            directions.append((f"{name}{list(index)}", unit))
        for where, direction in directions:
            analytic = float(np.vdot(gradient, direction))
            slope, bend = _differences(array, direction, value, STEP)
            finer_slope, finer_bend = _differences(array, direction, value, STEP / 4)
            size = max(abs(slope), abs(finer_slope), scale)
            # The bend of a smooth function shrinks with the step; at a kink it is the jump of the derivative.
            if abs(slope - finer_slope) > 1e-4 * size or (finer_bend > 1e-3 * size and finer_bend > 0.6 * bend):
                check.kinks += 1
            else:
                check.add(where, analytic, slope, scale)
    return check


def _differences(array: Array, direction: Array, value: Callable[[], float], h: float) -> tuple[float, float]:
    """Return the central difference of ``value``, and by how much the one-sided ones differ; restore the array."""
    before, here = array.copy(), value()
    array[...] = before + h * direction
    above = value()
    array[...] = before - h * direction
    below = value()
    array[...] = before
    return (above - below) / (2 * h), abs(above - 2 * here + below) / h
