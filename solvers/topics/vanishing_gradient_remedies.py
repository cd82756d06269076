"""Which changes keep a deep sigmoid network's gradient from vanishing: measured at the first layer, at the start."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Annotated, Any, Literal

from solvers.arithmetic.small_arrays import Array, array, exp, identity, log, norm, normals, sqrt
from solvers.registry import Between, solver

Remedy = Literal[
    "relu", "init", "batch-norm", "residual", "smaller-rate", "more-epochs", "deeper", "sigmoid-output", "zero-weights"
]
Hidden = Annotated[int, Between(2, 12)]
ENOUGH = 10


class _DeepNetwork:
    """Six inputs -> ``hidden`` layers of 8 units -> 3 classes, for one batch of 24 samples (seed 0).

    Plain: sigmoid units, weights from N(0, 0.01²), no biases, softmax and mean cross-entropy; a remedy changes one
    thing.
    """

    def __init__(self, remedy: str, hidden: int) -> None:
        self.remedy = remedy
        layers = hidden + 4 if remedy == "deeper" else hidden
        source = Random(0)
        self.inputs = normals(source, 24, 6)
        self.targets = identity(3)[[source.randrange(3) for _ in range(24)]]
        sizes = [6, *[8] * layers, 3]
        deviations = [1 / math.sqrt(n) if remedy == "init" else 0.01 for n in sizes]
        self.weights = [
            normals(source, before, after) * (0 if remedy == "zero-weights" else deviation)
            for before, after, deviation in zip(sizes, sizes[1:], deviations, strict=False)
        ]

    def activation(self, u: Any) -> Any:
        """ReLU or sigmoid of a number, which may be complex: its real part decides."""
        return (u if u.real > 0 else 0.0) if self.remedy == "relu" else 1 / (1 + exp(-u))

    def forward(self, weights: list[Array]) -> tuple[Any, list[tuple[Any, ...]]]:
        """Return the mean error and, for each layer, (its input, its pre-activation, the deviations, its output)."""
        signal, tape = self.inputs, []
        for place, weight in enumerate(weights[:-1]):
            raw, deviation = signal @ weight, None
            u = raw
            if self.remedy == "batch-norm":
                deviation = (((raw - raw.mean(0)) ** 2).mean(0) + 1e-7).each(sqrt)
                u = (raw - raw.mean(0)) / deviation
            out = u.each(self.activation)
            tape.append((signal, u, deviation, out))
            signal = signal + out if self.remedy == "residual" and place else out
        u = signal @ weights[-1]
        tape.append((signal, u, None, None))
        if self.remedy == "sigmoid-output":
            return (((1 / (1 + (-u).each(exp)) - self.targets) ** 2).sum(1) / 2).mean(), tape
        return (u.each(exp).sum(1).each(log) - (self.targets * u).sum(1)).mean(), tape

    def first_gradient(self) -> float:
        """Return the norm of the first weights' gradient, by back-propagation."""
        tape = self.forward(self.weights)[1]
        u = tape[-1][1]
        if self.remedy == "sigmoid-output":
            y = 1 / (1 + (-u).each(exp))
            error = (y - self.targets) * y * (1 - y)
        else:
            powers = u.each(exp)
            error = powers / powers.sum(1, keepdims=True) - self.targets
        back = (error / len(u)) @ self.weights[-1].T
        for place in reversed(range(len(self.weights) - 1)):
            _, u, deviation, out = tape[place]
            local = back * ((u > 0) if self.remedy == "relu" else out * (1 - out))
            if deviation is not None:
                local = (local - local.mean(0) - u * (local * u).mean(0)) / deviation
            if place == 0:
                return norm(self.inputs.T @ local)
            through = local @ self.weights[place].T
            back = back + through if self.remedy == "residual" else through
        raise AssertionError("a network has at least one hidden layer")

    def first_gradient_by_complex_step(self) -> float:
        """Return the same norm, each entry by a complex step through the forward pass alone."""
        step, entries = 1e-30, []
        for place in range(self.weights[0].size):
            first = self.weights[0].each(complex)
            first.data[place] += step * 1j
            entries.append(self.forward([first, *self.weights[1:]])[0].imag / step)
        return norm(array(entries))


@cache
def _first_gradient(remedy: str, hidden: int, *, by_complex_step: bool = False) -> float:
    network = _DeepNetwork(remedy, hidden)
    measure: Callable[[], float] = network.first_gradient_by_complex_step if by_complex_step else network.first_gradient
    return measure()


@solver
def remedy_gain(remedy: Remedy, hidden: Hidden) -> float:
    """Return by what factor a change makes the first layer's gradient larger in a deep sigmoid network at its start.

    See :class:`_DeepNetwork`; ``smaller-rate`` and ``more-epochs`` change nothing that enters this gradient.

    >>> remedy_gain("smaller-rate", 4), remedy_gain("zero-weights", 4)
    (1.0, 0.0)
    """
    return _first_gradient(remedy, hidden) / _first_gradient("none", hidden)


@solver
def is_remedy(remedy: Remedy, hidden: Hidden) -> bool:
    """Return whether the change makes the first layer's gradient at least 10 times as large.

    >>> [is_remedy(name, 4) for name in ("relu", "init", "batch-norm", "residual", "deeper")]
    [True, True, True, True, False]
    """
    return remedy_gain(remedy, hidden) >= ENOUGH


@solver
def is_remedy_by_complex_step(remedy: Remedy, hidden: Hidden) -> bool:
    """Return the same with gradients taken by complex steps instead of back-propagation.

    >>> is_remedy_by_complex_step("relu", 3)
    True
    """
    plain = _first_gradient("none", hidden, by_complex_step=True)
    return _first_gradient(remedy, hidden, by_complex_step=True) >= ENOUGH * plain
