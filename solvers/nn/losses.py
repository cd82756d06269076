"""The losses: a number to make small, and its gradient with respect to the network's output.

Cross-entropies take *logits*, the numbers before softmax or sigmoid: their logarithms are then exact sums, nothing
overflows, and no small constant has to be hidden inside a logarithm.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from solvers.nn.arrays import Array, Buffers
from solvers.nn.errors import LabelError, NotReadyError, ShapeError, SpecificationError

__all__ = ["Loss", "SigmoidCrossEntropy", "SoftmaxCrossEntropy", "SquaredError"]

Reduction = Literal["mean", "sum", "none"]


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
            dout = self._gradient.dtype.type(dout)
        return np.multiply(self._gradient, dout, out=self.buffers.get("dx", self._gradient.shape, self._gradient.dtype))


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
        count = y.shape[0]
        weights = self._check(y, np.asarray(t))
        shifted = np.subtract(
            y, np.maximum.reduce(y, axis=1, keepdims=True), out=self.buffers.get("s", y.shape, y.dtype)
        )
        gradient = np.exp(shifted, out=self.buffers.get("p", y.shape, y.dtype))
        total = np.add.reduce(gradient, axis=1, keepdims=True)
        np.divide(gradient, total, out=gradient)
        log_total = np.log(total[:, 0])
        if self.labels == "index":
            rows = np.arange(count)
            kept = np.where(weights > 0, t, 0) if self.ignore is not None else t
            losses = log_total - shifted[rows, kept]
            gradient[rows, kept] -= 1
            if self.weights is not None or self.ignore is not None:
                losses = losses * weights
                np.multiply(gradient, weights[:, None], out=gradient)
        else:
            losses = log_total - np.einsum("ij,ij->i", shifted, t)
            np.subtract(gradient, t, out=gradient)
        self._gradient = gradient
        if self.reduction == "none":
            return np.asarray(losses)
        parts = count
        if self.reduction == "mean":
            if self.weights is not None or self.ignore is not None:
                parts = weights.sum()
            np.multiply(gradient, y.dtype.type(1 / parts), out=gradient)
        return float(np.add.reduce(losses) / (parts if self.reduction == "mean" else 1))

    def backward(self, dout: float | Array = 1.0) -> Array:
        """Return ``dout (softmax(y) - t)``, over the number of samples for a mean."""
        return super().backward(dout[:, None] if isinstance(dout, np.ndarray) and dout.ndim == 1 else dout)

    def _check(self, y: Array, t: Array) -> Array:
        """Refuse labels that do not fit, and return each sample's weight."""
        count, classes = y.shape
        where = "SoftmaxCrossEntropy"
        if self.labels != "index":
            if t.shape != y.shape:
                raise LabelError(f'{where}: {self.labels} labels of shape {t.shape}, expected {y.shape}; class numbers '
                                 f'(N,) need labels="index"')  # fmt: skip
            if self.labels == "one-hot" and not (
                np.count_nonzero(t) == count and np.all(np.maximum.reduce(t, axis=1) == 1)
            ):
                raise LabelError(f'{where}: one-hot labels must have a single 1 per row; use labels="probability"')
            return t
        if t.shape != (count,):
            remedy = ""
            if t.shape == (count, 1):
                remedy = "; use labels[:, 0]"
            elif t.shape == y.shape:
                remedy = '; for one-hot rows use labels="one-hot"'
            raise LabelError(f"{where}: index labels of shape {t.shape}, expected ({count},){remedy}")
        if t.dtype.kind not in "iu":
            raise LabelError(f"{where}: index labels of type {t.dtype}, expected integers from 0 to {classes - 1}")
        if self.weights is None and self.ignore is None:
            # Seen as unsigned, a negative number is a huge one: one comparison finds both.
            if t.size and int(np.maximum.reduce(t.view(f"u{t.itemsize}"))) >= classes:
                raise LabelError(f"{where}: a label of {_outside(t, classes)}, expected classes 0 to {classes - 1}")
            return t
        counted = np.ones(count, bool) if self.ignore is None else t != self.ignore
        if np.any((t[counted] < 0) | (t[counted] >= classes)):
            raise LabelError(f"{where}: a label of {_outside(t[counted], classes)}, expected 0 to {classes - 1}")
        weights = np.zeros(count, y.dtype)
        weights[counted] = 1 if self.weights is None else self.weights[t[counted]]
        return weights


def _outside(t: Array, classes: int) -> int:
    """Return the first label that is no class."""
    return int(t[(t < 0) | (t >= classes)][0])


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
