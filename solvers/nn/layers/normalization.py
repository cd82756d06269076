"""Batch, layer and instance normalization, and the local response normalization of AlexNet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Self

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Seed, batch_first, batch_last
from solvers.nn.exceptions import NotReadyError, ShapeError, SpecificationError
from solvers.nn.layers.base import Layer, Shape

__all__ = ["BatchNorm", "InstanceNorm", "LayerNorm", "LocalResponseNorm"]

BLOCK_BYTES = 1 << 18
"""How much of the input is normalized at a time: little enough to stay in the cache through all passes over it."""


class _Scaled(Layer):
    """A normalization that ends with ``gamma x_hat + beta``."""

    def __init__(self, shape: Shape, eps: float) -> None:
        super().__init__()
        self.shape, self.eps = shape, eps

    def parameter_shapes(self) -> dict[str, Shape]:
        return {"gamma": self.shape, "beta": self.shape}

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        super().initialize(seed, dtype)
        self.params["gamma"][:] = 1
        return self


class BatchNorm(_Scaled):
    """Normalize every feature over the batch, or every channel over batch and pixels (Ioffe and Szegedy, 2015).

    ``x_hat = (x - mean) / sqrt(variance + eps)``, ``y = gamma x_hat + beta`` for ``(N, features)`` or
    ``(N, features, H, W)``. While training, mean and (biased) variance are the batch's; otherwise the running ones.
    Backward, with ``m`` numbers per feature: ``dx = gamma / sqrt(variance + eps) (dy - mean(dy) - x_hat mean(dy
    x_hat))``.

    Conventions that differ between programs:

    - ``momentum`` weighs the old running value (course, Keras), or with ``momentum_of="new"`` the new one (PyTorch);
    - the running variance collects the ``"biased"`` (course, Keras) or the ``"unbiased"`` estimate (PyTorch).

    >>> layer = BatchNorm(1).initialize(0, np.float64)
    >>> layer.forward(np.array([[1.0], [3.0]]), train=True).round(3)
    array([[-1.],
           [ 1.]])
    """

    def __init__(
        self,
        features: int,
        momentum: float = 0.9,
        eps: float = 1e-6,
        momentum_of: Literal["old", "new"] = "old",
        running_variance: Literal["biased", "unbiased"] = "biased",
    ) -> None:
        """Take the number of features or channels and the conventions; the course's are the defaults."""
        super().__init__((features,), eps)
        if momentum_of not in ("old", "new") or running_variance not in ("biased", "unbiased"):
            raise SpecificationError(
                'BatchNorm: momentum_of is "old" or "new", running_variance "biased" or "unbiased"; '
                f"found {momentum_of!r} and {running_variance!r}"
            )
        self.features = features
        self.keep = momentum if momentum_of == "old" else 1 - momentum
        self.running_variance = running_variance
        self._centred: Array | None = None
        self._inverse: Array | None = None
        self._batch_statistics = False
        self._input_shape: Shape = ()

    def __repr__(self) -> str:
        """Name the layer with its size."""
        return f"BatchNorm({self.features})"

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        """Set ``gamma`` to 1, ``beta`` to 0, the running mean to 0 and the running variance to 1."""
        super().initialize(seed, dtype)
        self.state = {"mean": np.zeros(self.features, dtype), "variance": np.ones(self.features, dtype)}
        return self

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape unchanged."""
        if len(shape) not in (1, 3) or shape[0] != self.features:
            raise ShapeError(repr(self), "sample", shape, f"({self.features},) or ({self.features}, H, W)")
        return shape

    def _rows(self, name: str | None, x: Array) -> Array:
        """See ``x``, or new memory like it, as one row per feature: ``(features, numbers per feature)``."""
        if x.ndim == 2:
            return x.T if name is None else self.buffers.get(name, x.shape, x.dtype).T
        if name is None:
            return batch_last(x).reshape(self.features, -1)
        return self.buffers.get(name, (self.features, x.size // self.features), x.dtype)

    def _unrows(self, rows: Array) -> Array:
        """See such rows in the shape of the input again."""
        if len(self._input_shape) == 2:
            return rows.T
        count, channels, height, width = self._input_shape
        return batch_first(rows.reshape(channels, height, width, count))

    def _blocks(self, rows: Array) -> Iterator[slice]:
        """Cut the features into blocks that stay in the cache."""
        step = max(1, BLOCK_BYTES // max(1, rows.shape[1] * rows.itemsize))
        for start in range(0, self.features, step):
            yield slice(start, start + step)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the normalized batch; while training, update the running statistics."""
        if x.ndim not in (2, 4) or x.shape[1] != self.features:
            raise ShapeError(repr(self), "input", x.shape, f"(N, {self.features}) or (N, {self.features}, H, W)")
        numbers = x.size // self.features
        if train and numbers < 2:
            raise ShapeError(
                repr(self), "input", x.shape, "at least 2 numbers per feature",
                "a batch of one has no variance: train with larger batches, or call forward with train=False",
            )  # fmt: skip
        gamma, beta = self._parameter("gamma"), self._parameter("beta")
        rows, y, centred = self._rows(None, x), self._rows("y", x), self._rows("centred", x)
        inverse = np.empty((self.features, 1), x.dtype)
        for block in self._blocks(rows):
            c = centred[block]
            if train:
                mean = np.add.reduce(rows[block], axis=1, keepdims=True)
                mean /= numbers
                np.subtract(rows[block], mean, out=c)
                variance = np.einsum("ij,ij->i", c, c)[:, None]
                variance /= numbers
                self._collect(block, mean[:, 0], variance[:, 0], numbers)
            else:
                np.subtract(rows[block], self.state["mean"][block, None], out=c)
                variance = self.state["variance"][block, None]
            inverse[block] = 1 / np.sqrt(variance + x.dtype.type(self.eps))
            np.multiply(c, gamma[block, None] * inverse[block], out=y[block])
            np.add(y[block], beta[block, None], out=y[block])
        self._centred, self._inverse, self._batch_statistics = centred, inverse, train
        self._input_shape = x.shape
        return self._unrows(y)

    def _collect(self, block: slice, mean: Array, variance: Array, numbers: int) -> None:
        """Move the running statistics towards those of this batch."""
        if self.running_variance == "unbiased":
            variance = variance * (numbers / (numbers - 1))
        for running, new in ((self.state["mean"], mean), (self.state["variance"], variance)):
            running[block] = self.keep * running[block] + (1 - self.keep) * new

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Write ``dgamma`` and ``dbeta``; return ``dx``."""
        centred, inverse = self._kept("_centred"), self._kept("_inverse")
        self._require_dy(dy, self._input_shape)
        dgamma, dbeta = self._gradient("gamma"), self._gradient("beta")
        rows, dx = self._rows(None, dy), self._rows("dx", dy)
        numbers = rows.shape[1]
        for block in self._blocks(rows):
            d, c, inv = rows[block], centred[block], inverse[block]
            total = np.add.reduce(d, axis=1, keepdims=True)
            along = np.einsum("ij,ij->i", d, c)[:, None] * inv
            dbeta[block], dgamma[block] = total[:, 0], along[:, 0]
            if not input_gradient:
                continue
            scale = self.params["gamma"][block, None] * inv
            if self._batch_statistics:
                target = np.multiply(c, along * inv / -numbers, out=dx[block])
                np.add(target, d, out=target)
                np.subtract(target, total / numbers, out=target)
                np.multiply(target, scale, out=target)
            else:
                np.multiply(d, scale, out=dx[block])
        return self._unrows(dx) if input_gradient else None


class _PerSample(_Scaled):
    """Normalization over some axes of each sample: ``gamma`` and ``beta`` are spread over ``x`` by broadcasting."""

    def __init__(self, shape: Shape, eps: float) -> None:
        super().__init__(shape, eps)
        self._hat: Array | None = None
        self._inverse: Array | None = None

    def _axes(self, x: Array) -> tuple[int, ...]:
        raise NotReadyError("a per-sample normalization must say which axes it normalizes")

    def _spread(self, parameter: Array) -> Array:
        return parameter

    def forward(self, x: Array, train: bool = False) -> Array:
        axes = self._axes(x)
        mean = x.mean(axis=axes, keepdims=True)
        centred = x - mean
        variance = np.mean(centred * centred, axis=axes, keepdims=True)
        self._inverse = np.asarray(1 / np.sqrt(variance + x.dtype.type(self.eps)))
        self._hat = centred * self._inverse
        gamma, beta = self._spread(self._parameter("gamma")), self._spread(self._parameter("beta"))
        return np.asarray(self._hat * gamma + beta)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        hat, inverse = self._kept("_hat"), self._kept("_inverse")
        self._require_dy(dy, hat.shape)
        axes = self._axes(hat)
        gamma = self._spread(self.params["gamma"])
        # The parameters are shared along every axis that they do not have: sum over those.
        shared = tuple(i for i in range(hat.ndim) if i < hat.ndim - gamma.ndim or gamma.shape[i - hat.ndim] == 1)
        self._gradient("gamma")[...] = (dy * hat).sum(axis=shared).reshape(self.shape)
        self._gradient("beta")[...] = dy.sum(axis=shared).reshape(self.shape)
        if not input_gradient:
            return None
        d = dy * gamma
        mean_d = d.mean(axis=axes, keepdims=True)
        mean_along = (d * hat).mean(axis=axes, keepdims=True)
        return np.asarray((d - mean_d - hat * mean_along) * inverse)


class LayerNorm(_PerSample):
    """Normalize all numbers of a sample, or of its last axes (Ba, Kiros and Hinton, 2016).

    ``shape`` is that of the normalized axes, and of ``gamma`` and ``beta``: ``(N, ..., *shape)``.

    >>> LayerNorm(2).initialize(0, np.float64).forward(np.array([[1.0, 3.0]])).round(3)
    array([[-1.,  1.]])
    """

    def __init__(self, shape: int | Sequence[int], eps: float = 1e-5) -> None:
        """Take the shape of the normalized axes."""
        super().__init__((shape,) if isinstance(shape, int) else tuple(shape), eps)

    def __repr__(self) -> str:
        """Name the layer with its shape."""
        return f"LayerNorm({', '.join(map(str, self.shape))})"

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape unchanged."""
        if shape[-len(self.shape) :] != self.shape:
            raise ShapeError(repr(self), "sample", shape, f"(..., {', '.join(map(str, self.shape))})")
        return shape

    def _axes(self, x: Array) -> tuple[int, ...]:
        if x.ndim <= len(self.shape) or x.shape[x.ndim - len(self.shape) :] != self.shape:
            raise ShapeError(repr(self), "input", x.shape, f"(N, ..., {', '.join(map(str, self.shape))})")
        return tuple(range(x.ndim - len(self.shape), x.ndim))


class InstanceNorm(_PerSample):
    """Normalize each channel of each image over its pixels (Ulyanov, Vedaldi and Lempitsky, 2016).

    >>> InstanceNorm(1).initialize(0, np.float64).forward(np.array([[[[1.0, 3.0]]]])).round(3)
    array([[[[-1.,  1.]]]])
    """

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        """Take the number of channels."""
        super().__init__((channels,), eps)
        self.channels = channels

    def __repr__(self) -> str:
        """Name the layer with its size."""
        return f"InstanceNorm({self.channels})"

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape unchanged."""
        self._require_sample(shape, (self.channels, "H", "W"))
        return shape

    def _axes(self, x: Array) -> tuple[int, ...]:
        self._require_batch(x, (self.channels, "H", "W"))
        return (2, 3)

    def _spread(self, parameter: Array) -> Array:
        return parameter[:, None, None]


class LocalResponseNorm(Layer):
    """Divide each value by a power of the energy in its neighbouring channels (Krizhevsky et al., 2012).

    ``y_c = x_c / (k + alpha sum over the size channels around c of x^2)^beta`` as published; with ``mean=True`` alpha
    is divided by ``size``, as in ONNX and PyTorch.

    >>> LocalResponseNorm(size=1, alpha=1.0, beta=1.0, k=1.0).forward(np.full((1, 1, 1, 1), 2.0)).item()
    0.4
    """

    def __init__(
        self, size: int = 5, alpha: float = 1e-4, beta: float = 0.75, k: float = 2.0, mean: bool = False
    ) -> None:
        """Take the published constants unless told otherwise."""
        super().__init__()
        if size < 1:
            raise SpecificationError(f"LocalResponseNorm: size must be at least 1, found {size}")
        self.size, self.alpha, self.beta, self.k = size, alpha / size if mean else alpha, beta, k
        self._x: Array | None = None
        self._base: Array | None = None

    def _neighbours(self, values: Array, mirrored: bool = False) -> Array:
        """Sum over the channels around each one; ``mirrored`` for the backward pass, where an even size differs."""
        before, after = (self.size - 1) // 2, self.size // 2
        if mirrored:
            before, after = after, before
        total = np.zeros_like(values)
        channels = values.shape[0]
        for shift in range(-min(before, channels - 1), min(after, channels - 1) + 1):
            low, high = max(0, -shift), min(channels, channels - shift)
            total[low:high] += values[low + shift : high + shift]
        return total

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the normalized images."""
        self._require_batch(x, ("C", "H", "W"))
        self._x = batch_last(x)
        self._base = x.dtype.type(self.k) + x.dtype.type(self.alpha) * self._neighbours(self._x * self._x)
        return batch_first(self._x * self._base ** x.dtype.type(-self.beta))

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy base^-beta - 2 alpha beta x`` times the neighbours' sum of ``dy x base^(-beta - 1)``."""
        x, base = self._kept("_x"), self._kept("_base")
        self._require_dy(dy, (x.shape[3], *x.shape[:3]))
        if not input_gradient:
            return None
        d = batch_last(dy)
        power = base ** x.dtype.type(-self.beta)
        spread = self._neighbours(d * x * power / base, mirrored=True)
        return batch_first(d * power - x.dtype.type(2 * self.alpha * self.beta) * x * spread)
