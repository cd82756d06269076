"""Penalties on the weights, and early stopping.

A penalty is added to the loss: ``penalty(w)`` is its value, ``add_gradient(w, g)`` adds its gradient to ``g``. Weight
decay, which shrinks the weights without any penalty, is an option of the optimizers.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import SpecificationError

__all__ = ["L1", "L2", "EarlyStopping", "PNorm", "Regularizer"]


class Regularizer:
    """A function of all weights that is added to the loss.

    Which parameters are weights is what the layers declare (:attr:`~solvers.nn.layers.Layer.weights`): never biases.
    """

    def __init__(self, strength: float) -> None:
        """Take the factor lambda."""
        if not (math.isfinite(strength) and strength >= 0):
            name = type(self).__name__
            raise SpecificationError(f"{name}: the strength must be a finite number >= 0, found {strength}")
        self.strength = strength

    def penalty(self, w: Array) -> float:
        """Return what is added to the loss."""
        raise TypeError("Regularizer is only the pattern of a penalty")

    def add_gradient(self, w: Array, g: Array) -> None:
        """Add the penalty's gradient to ``g`` in place."""
        raise TypeError("Regularizer is only the pattern of a penalty")


class L1(Regularizer):
    """``lambda sum |w|``, with gradient ``lambda sign(w)``: drives weights to exactly 0.

    >>> L1(0.1).penalty(np.array([3.0, -4.0]))
    0.7000000000000001
    """

    def penalty(self, w: Array) -> float:
        """Return ``lambda sum |w|``."""
        return self.strength * float(np.abs(w).sum())

    def add_gradient(self, w: Array, g: Array) -> None:
        """Add ``lambda sign(w)``."""
        g += w.dtype.type(self.strength) * np.sign(w)


class L2(Regularizer):
    """``lambda/2 sum w^2``, with gradient ``lambda w``: the ridge penalty.

    >>> L2(0.1).penalty(np.array([3.0, -4.0]))
    1.25
    """

    def penalty(self, w: Array) -> float:
        """Return ``lambda/2 sum w^2``."""
        return 0.5 * self.strength * float(np.vdot(w, w))

    def add_gradient(self, w: Array, g: Array) -> None:
        """Add ``lambda w``."""
        g += w.dtype.type(self.strength) * w


class PNorm(Regularizer):
    """The slide's literal ``lambda/p ||w||_p`` with ``||w||_p = (sum |w|^p)^(1/p)``.

    For ``p = 1`` it is :class:`L1`. For ``p = 2`` it is *not* the ridge penalty: without the square its gradient is
    ``lambda w / (2 ||w||)``, which does not shrink with the weights. At ``w = 0`` the gradient is taken as 0.

    >>> PNorm(0.1, 2).penalty(np.array([3.0, -4.0]))
    0.25
    """

    def __init__(self, strength: float, p: float = 2.0) -> None:
        """Take lambda and ``p >= 1``."""
        super().__init__(strength)
        if not (math.isfinite(p) and p >= 1):
            raise SpecificationError(f"PNorm: p must be a finite number >= 1, found {p}")
        self.p = p

    def _norm(self, w: Array) -> float:
        largest = float(np.abs(w).max(initial=0.0))
        if largest == 0:
            return 0.0
        return largest * float((np.abs(w / largest) ** self.p).sum() ** (1 / self.p))

    def penalty(self, w: Array) -> float:
        """Return ``lambda/p ||w||_p``."""
        return self.strength / self.p * self._norm(w)

    def add_gradient(self, w: Array, g: Array) -> None:
        """Add ``lambda/p sign(w) (|w| / ||w||_p)^(p - 1)``."""
        norm = self._norm(w)
        if norm:
            g += w.dtype.type(self.strength / self.p) * np.sign(w) * (np.abs(w) / w.dtype.type(norm)) ** (self.p - 1)


class EarlyStopping:
    """Stop when a watched number has not become better for ``patience`` evaluations, and keep the best parameters.

    ``watch`` is ``"test_loss"`` (smaller is better) or ``"test_accuracy"`` (larger is better); an improvement
    counts from ``least`` on.

    >>> stopping = EarlyStopping(patience=2)
    >>> [stopping.update(value, np.zeros(1)) for value in (1.0, 0.5, 0.6, 0.7)]
    [False, False, False, True]
    """

    def __init__(
        self,
        patience: int = 10,
        watch: Literal["test_loss", "test_accuracy"] = "test_loss",
        least: float = 0.0,
    ) -> None:
        """Take how long to wait, what to watch, and what counts as an improvement."""
        if patience < 1:
            raise SpecificationError(f"EarlyStopping: patience must be at least 1, found {patience}")
        if watch not in ("test_loss", "test_accuracy"):
            raise SpecificationError(f'EarlyStopping: watch is "test_loss" or "test_accuracy", found {watch!r}')
        self.patience, self.watch, self.least = patience, watch, least
        self.best = math.inf
        self.waited = 0
        self.best_theta: Array | None = None

    def update(self, value: float, theta: Array) -> bool:
        """Take the newest value and parameters; return whether it is time to stop."""
        score = value if self.watch == "test_loss" else -value
        if score < self.best - self.least:
            self.best, self.waited, self.best_theta = score, 0, theta.copy()
            return False
        self.waited += 1
        return self.waited >= self.patience
