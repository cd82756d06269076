"""Learning rates that change on the way, and gradient clipping.

A schedule is called with the number of steps already made (0 before the first) and returns the rate of the next one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import SpecificationError

__all__ = [
    "Cosine", "Exponential", "InverseTime", "Schedule", "StepDecay", "Warmup", "clip_norm", "clip_value",
]  # fmt: skip

Schedule = Callable[[int], float]


@dataclass(frozen=True)
class StepDecay:
    """``rate factor^floor(t / every)``.

    >>> StepDecay(0.1, 0.5, every=100)(250)
    0.025
    """

    rate: float
    factor: float
    every: int

    def __call__(self, t: int) -> float:
        """Return the rate after ``t`` steps."""
        return self.rate * float(self.factor ** (t // self.every))


@dataclass(frozen=True)
class Exponential:
    """``rate factor^t``.

    >>> Exponential(0.1, 0.5)(2)
    0.025
    """

    rate: float
    factor: float

    def __call__(self, t: int) -> float:
        """Return the rate after ``t`` steps."""
        return self.rate * float(self.factor**t)


@dataclass(frozen=True)
class InverseTime:
    """``rate / (1 + decay t)``, the decay of Keras's old optimizers and of PyTorch's ``Adagrad``.

    >>> InverseTime(0.1, 0.5)(2)
    0.05
    """

    rate: float
    decay: float

    def __call__(self, t: int) -> float:
        """Return the rate after ``t`` steps."""
        return self.rate / (1 + self.decay * t)


@dataclass(frozen=True)
class Cosine:
    """Half a cosine from ``rate`` down to ``least`` in ``steps`` steps, then ``least`` (Loshchilov and Hutter, 2016).

    >>> Cosine(0.1, steps=100)(50)
    0.05
    """

    rate: float
    steps: int
    least: float = 0.0

    def __call__(self, t: int) -> float:
        """Return the rate after ``t`` steps."""
        share = min(t, self.steps) / self.steps
        return self.least + (self.rate - self.least) * (1 + math.cos(math.pi * share)) / 2


@dataclass(frozen=True)
class Warmup:
    """Rise in ``steps`` equal steps to what ``then`` says, and follow it.

    >>> [Warmup(4, Exponential(0.4, 1.0))(t) for t in (0, 1, 4)]
    [0.1, 0.2, 0.4]
    """

    steps: int
    then: Schedule

    def __call__(self, t: int) -> float:
        """Return the rate after ``t`` steps."""
        return self.then(t) * min(1.0, (t + 1) / self.steps)


def clip_norm(gradient: Array, limit: float) -> float:
    """Shorten ``gradient`` *in place* to Euclidean length ``limit`` if it is longer; return its length before.

    >>> g = np.array([3.0, 4.0])
    >>> clip_norm(g, 1.0), g
    (5.0, array([0.6, 0.8]))
    """
    _require_positive(limit)
    length = math.sqrt(float(np.vdot(gradient, gradient)))
    if length > limit:
        gradient *= gradient.dtype.type(limit / length)
    return length


def clip_value(gradient: Array, limit: float) -> None:
    """Hold every component of ``gradient`` between ``-limit`` and ``limit``, *in place*.

    >>> g = np.array([3.0, -0.5])
    >>> clip_value(g, 1.0); g
    array([ 1. , -0.5])
    """
    _require_positive(limit)
    np.clip(gradient, -limit, limit, out=gradient)


def _require_positive(limit: float) -> None:
    if not limit > 0:
        raise SpecificationError(f"a gradient is clipped to a positive limit, found {limit}")
