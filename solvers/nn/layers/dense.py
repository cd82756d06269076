"""The dense (fully connected, affine) layer, and the flattening that leads from images to it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Seed, batch_first, batch_last
from solvers.nn.initializers import Initializer, initializer
from solvers.nn.layers.base import Layer, Shape
from solvers.nn.product import product

__all__ = ["Dense", "Flatten"]


@lru_cache(maxsize=8)
def _ones(count: int, dtype: np.dtype[Any]) -> Array:
    ones = np.ones(count, dtype)
    ones.flags.writeable = False
    return ones


class Dense(Layer):
    """``y = x W + b`` for ``x`` of shape ``(N, inputs)``, ``W`` of ``(inputs, outputs)``, ``b`` of ``(outputs,)``.

    Backward: ``dW = x^T dy``, ``db = sum over the batch of dy``, ``dx = dy W^T``.

    >>> layer = Dense(2, 3, init="zero").initialize(0)
    >>> layer.params["b"][:] = [1, 2, 3]
    >>> layer.forward(np.ones((1, 2), np.float32))
    array([[1., 2., 3.]], dtype=float32)
    """

    weights = ("W",)

    def __init__(self, inputs: int, outputs: int, init: Initializer | str | float = "he", bias: bool = True) -> None:
        """Take the sizes, the rule for ``W`` (see :func:`solvers.nn.initializers.initializer`); ``b`` starts at 0."""
        super().__init__()
        self.inputs, self.outputs, self.init, self.bias = inputs, outputs, initializer(init), bias
        self._x: Array | None = None

    def __repr__(self) -> str:
        """Name the layer with its sizes."""
        return f"Dense({self.inputs} -> {self.outputs})"

    def parameter_shapes(self) -> dict[str, Shape]:
        """``W`` and, with ``bias``, ``b``."""
        shapes: dict[str, Shape] = {"W": (self.inputs, self.outputs)}
        return shapes | {"b": (self.outputs,)} if self.bias else shapes

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        """Draw ``W``; set ``b`` to 0."""
        super().initialize(seed, dtype)
        assert self.rng is not None
        self.params["W"][:] = self.init.draw((self.inputs, self.outputs), self.inputs, self.outputs, self.rng)
        return self

    def output_shape(self, shape: Shape) -> Shape:
        """``(inputs,)`` becomes ``(outputs,)``."""
        self._require_sample(shape, (self.inputs,))
        return (self.outputs,)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return ``x W + b``."""
        self._require_batch(x, (self.inputs,))
        self._x = x
        weights = self._parameter("W")
        y = product(x, weights, self.buffers.get("y", (x.shape[0], self.outputs), x.dtype))
        if self.bias:
            np.add(y, self.params["b"], out=y)
        return y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Write ``dW`` and ``db``; return ``dx``."""
        x = self._kept("_x")
        self._require_dy(dy, (x.shape[0], self.outputs))
        product(x.T, dy, self._gradient("W"))
        if self.bias:
            # The sum over the batch as a product with ones: for short columns twice as fast as a sum.
            np.matmul(_ones(dy.shape[0], dy.dtype), dy, out=self._gradient("b"))
        if not input_gradient:
            return None
        # Where x came from an image it is stored with the sample last; its gradient goes back the same way.
        if not x.flags.c_contiguous:
            dx = np.matmul(self.params["W"], dy.T, out=self.buffers.get("dx", x.shape[::-1], x.dtype))
            return dx.T
        return np.matmul(dy, self.params["W"].T, out=self.buffers.get("dx", x.shape, x.dtype))


class Flatten(Layer):
    """``(N, C, H, W)`` to ``(N, C*H*W)``, in the order channel, row, column; a view where memory allows.

    >>> Flatten().forward(np.zeros((5, 3, 8, 8))).shape
    (5, 192)
    """

    def __init__(self) -> None:
        super().__init__()
        self._shape: Shape | None = None

    def output_shape(self, shape: Shape) -> Shape:
        """``(C, H, W)`` becomes ``(C*H*W,)``."""
        return (int(np.prod(shape)),)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return all numbers of a sample in one row."""
        self._shape = x.shape
        if x.flags.c_contiguous:
            return x.reshape(x.shape[0], -1)
        return batch_last(x).reshape(-1, x.shape[0]).T

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return the rows to their old shape."""
        self._kept("_shape")
        assert self._shape is not None
        count, *sample = self._shape
        self._require_dy(dy, (count, int(np.prod(sample))))
        if dy.flags.c_contiguous:
            return dy.reshape(self._shape)
        return batch_first(np.ascontiguousarray(dy.T).reshape(*sample, count))
