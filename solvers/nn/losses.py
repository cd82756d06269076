"""The losses: a number to make small, and its gradient with respect to the network's output.

Cross-entropies take *logits*, the numbers before softmax or sigmoid: their logarithms are then exact sums, nothing
overflows, and no small constant has to be hidden inside a logarithm.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import numpy as np

from solvers.nn.arrays import Array, Buffers
from solvers.nn.exceptions import LabelError, NotReadyError, ShapeError, SpecificationError

__all__ = ["Loss", "SigmoidCrossEntropy", "SoftmaxCrossEntropy", "SquaredError"]

Reduction = Literal["mean", "sum", "none"]


@cache
def _unsigned(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return the unsigned type of the same size and byte order."""
    return np.dtype(dtype.str.replace("i", "u"))


class Loss:
    """``forward(y, t)`` returns the loss, ``backward(dout)`` its gradient with respect to ``y``, times ``dout``."""

    def __init__(self, reduction: Reduction) -> None:
        """Take how the samples' losses are put together."""
        if reduction not in ("mean", "sum", "none"):
            raise SpecificationError(
                f'{type(self).__name__}: reduction is "mean", "sum" or "none", found {reduction!r}'
            )
        self.reduction = reduction
        self.buffers = Buffers()
        self._gradient: Array | None = None

    def forward(self, y: Array, t: Array) -> float | Array:
        """Return the loss of the outputs ``y`` against the targets ``t``."""
        raise TypeError(f"{type(self).__name__} is only the pattern of a loss")

    def backward(self, dout: float | Array = 1.0) -> Array:
        """Return ``dout dE/dy``; ``dout`` has one number per element where the reduction is ``"none"``."""
        if self._gradient is None:
            raise NotReadyError(f"{type(self).__name__}: backward before forward")
        if isinstance(dout, float | int):
            if dout == 1 and self.buffers.keep:
                return self._gradient
            dout = self._gradient.dtype.type(dout)
        return np.asarray(self._gradient * dout)


class SquaredError(Loss):
    """``E = factor sum (y - t)^2``, divided by the number of samples (``"mean"``) or of elements (``per="element"``).

    The course's form is ``factor=1/2`` with the mean over the samples; PyTorch's ``MSELoss`` and Keras's
    ``mean_squared_error`` are ``factor=1, per="element"``.

    >>> loss = SquaredError()
    >>> loss.forward(np.array([[1.0, 2.0]]), np.array([[0.0, 0.0]])), loss.backward()
    (2.5, array([[1., 2.]]))
    """

    def __init__(
        self, reduction: Reduction = "mean", factor: float = 0.5, per: Literal["sample", "element"] = "sample"
    ) -> None:
        """Take the factor and what a mean is taken over."""
        super().__init__(reduction)
        if per not in ("sample", "element"):
            raise SpecificationError(f'SquaredError: per is "sample" or "element", found {per!r}')
        self.factor, self.per = factor, per

    def forward(self, y: Array, t: Array) -> float | Array:
        """Return the squared error; targets have the outputs' shape."""
        if y.shape != np.shape(t):
            raise ShapeError("SquaredError", "targets", np.shape(t), f"{y.shape}, the outputs' shape")
        difference = y - t
        parts = 1
        if self.reduction == "mean":
            parts = y.shape[0] if self.per == "sample" else y.size
        self._gradient = np.asarray(difference * y.dtype.type(2 * self.factor / parts))
        if self.reduction == "none":
            return np.asarray(y.dtype.type(self.factor) * difference * difference)
        return float(self.factor * np.vdot(difference, difference) / parts)


class SoftmaxCrossEntropy(Loss):
    """``E = -sum_k t_k log softmax(y)_k`` from logits ``y`` of shape ``(N, K)``, with gradient ``softmax(y) - t``.

    ``labels`` says what ``t`` is: ``"index"``, class numbers ``(N,)``; ``"one-hot"``, rows with a single 1 ``(N, K)``;
    ``"probability"``, rows that sum to 1. ``weights`` (one per class) and ``ignore`` (a class number to leave out)
    act as in ONNX and PyTorch: a mean is divided by the sum of the weights of the samples that count.

    >>> loss = SoftmaxCrossEntropy()
    >>> loss.forward(np.zeros((1, 4)), np.array([2])), loss.backward()
    (1.3862943611198906, array([[ 0.25,  0.25, -0.75,  0.25]]))
    """

    def __init__(
        self,
        labels: Literal["index", "one-hot", "probability"] = "index",
        reduction: Reduction = "mean",
        weights: Array | None = None,
        ignore: int | None = None,
    ) -> None:
        """Take the label mode and the rarer options."""
        super().__init__(reduction)
        if labels not in ("index", "one-hot", "probability"):
            raise SpecificationError(
                f'SoftmaxCrossEntropy: labels is "index", "one-hot" or "probability", found {labels!r}'
            )
        if labels != "index" and (weights is not None or ignore is not None):
            raise SpecificationError('SoftmaxCrossEntropy: weights and ignore need labels="index"')
        self.labels, self.weights, self.ignore = labels, weights, ignore

    def forward(self, y: Array, t: Array) -> float | Array:
        """Return the cross-entropy."""
        if y.ndim != 2:
            raise ShapeError("SoftmaxCrossEntropy", "logits", y.shape, "(N, K)")
        t = np.asarray(t)
        weights = self._check(y, t)
        parts = self._parts(y, weights)
        # Classes are few and samples many: with the classes along the first axis, each step is one run over memory.
        shifted = self.buffers.get("shifted", y.shape[::-1], y.dtype)
        np.copyto(shifted, y.T)
        np.subtract(shifted, np.maximum.reduce(shifted, axis=0), out=shifted)
        gradient = np.exp(shifted, out=self.buffers.get("gradient", shifted.shape, y.dtype))
        total = np.add.reduce(gradient, axis=0)
        losses = np.log(total)
        total *= y.dtype.type(parts)
        np.divide(gradient, total, out=gradient)
        share = y.dtype.type(1 / parts)
        if self.labels != "index":
            losses -= np.einsum("ji,ij->i", shifted, t)
            gradient -= t.T * share
        else:
            # One number per sample of two matrices, found by its place in their memory.
            kept = t if weights is None else np.where(weights > 0, t, 0)
            # (Labels of 64 bits are no places where memory is counted by 32, as in a browser.)
            places = (kept * len(y) + np.arange(len(y))).astype(np.intp, copy=False)
            losses -= shifted.reshape(-1).take(places)
            gradient.reshape(-1)[places] -= share
            if weights is not None:
                losses *= weights
                gradient *= weights
        gradient = gradient.T
        self._gradient = gradient
        return np.asarray(losses) if self.reduction == "none" else float(np.add.reduce(losses)) / parts

    def _parts(self, y: Array, weights: Array | None) -> float:
        """Return what the sum of the losses is divided by."""
        if self.reduction != "mean":
            return 1.0
        return float(len(y)) if weights is None else float(weights.sum())

    def backward(self, dout: float | Array = 1.0) -> Array:
        """Return ``dout (softmax(y) - t)``, over the number of samples for a mean."""
        return super().backward(dout[:, None] if isinstance(dout, np.ndarray) and dout.ndim == 1 else dout)

    def _check(self, y: Array, t: Array) -> Array | None:
        """Refuse labels that do not fit; return each sample's weight, or ``None`` where all weigh the same."""
        classes = y.shape[1]
        if self.labels != "index":
            self._check_rows(y, t)
            return None
        where = "SoftmaxCrossEntropy: index labels"
        if t.shape != (len(y),):
            remedy = {(len(y), 1): "; use labels[:, 0]", y.shape: '; for one-hot rows use labels="one-hot"'}
            raise LabelError(f"{where} of shape {t.shape}, expected ({len(y)},){remedy.get(t.shape, '')}")
        if t.dtype.kind not in "iu":
            raise LabelError(f"{where} of type {t.dtype}, expected integers from 0 to {classes - 1}")
        plain = self.weights is None and self.ignore is None
        counted = t if self.ignore is None else t[t != self.ignore]
        # Seen as unsigned, a negative number is a huge one: a single comparison finds both kinds of fault.
        if counted.size and np.maximum.reduce(counted.view(_unsigned(counted.dtype))) >= classes:
            outside = counted[(counted < 0) | (counted >= classes)][0]
            raise LabelError(f"{where}: found {outside}, expected integers from 0 to {classes - 1}")
        if plain:
            return None
        weights = np.zeros(len(y), y.dtype)
        weights[slice(None) if self.ignore is None else t != self.ignore] = (
            1 if self.weights is None else self.weights[counted]
        )
        return weights

    def _check_rows(self, y: Array, t: Array) -> None:
        """Refuse one-hot or probability labels that do not fit."""
        where = f"SoftmaxCrossEntropy: {self.labels} labels"
        if t.shape != y.shape:
            raise LabelError(f'{where} of shape {t.shape}, expected {y.shape}; class numbers (N,) need labels="index"')
        if self.labels == "one-hot" and not (
            np.count_nonzero(t) == len(y) and bool(np.all(np.maximum.reduce(t, axis=1) == 1))
        ):
            raise LabelError(f'{where} must have a single 1 per row; soft labels need labels="probability"')


class SigmoidCrossEntropy(Loss):
    """``E = -t log sigmoid(y) - (1 - t) log(1 - sigmoid(y))`` from logits, for 0/1 targets of the outputs' shape.

    Computed as ``max(y, 0) - y t + log(1 + exp(-|y|))``; gradient ``sigmoid(y) - t``. A mean is taken over the samples
    (sum over a sample's outputs), or with ``per="element"`` over all numbers, as in PyTorch and Keras.

    >>> SigmoidCrossEntropy().forward(np.array([[0.0]]), np.array([[1.0]]))
    0.6931471805599453
    """

    def __init__(self, reduction: Reduction = "mean", per: Literal["sample", "element"] = "sample") -> None:
        """Take what a mean is taken over."""
        super().__init__(reduction)
        if per not in ("sample", "element"):
            raise SpecificationError(f'SigmoidCrossEntropy: per is "sample" or "element", found {per!r}')
        self.per = per

    def forward(self, y: Array, t: Array) -> float | Array:
        """Return the cross-entropy."""
        from solvers.nn.functions import sigmoid

        if y.shape != np.shape(t):
            raise LabelError(
                f"SigmoidCrossEntropy: labels of shape {np.shape(t)}, expected {y.shape}, the outputs' shape"
            )
        losses = np.maximum(y, 0) - y * t + np.log1p(np.exp(-np.abs(y)))
        parts = 1
        if self.reduction == "mean":
            parts = y.shape[0] if self.per == "sample" else y.size
        self._gradient = np.asarray((sigmoid(y) - t) * y.dtype.type(1 / parts))
        return np.asarray(losses) if self.reduction == "none" else float(losses.sum() / parts)
