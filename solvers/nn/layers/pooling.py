"""Max, average and global average pooling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solvers.nn.arrays import Array, batch_first, batch_last
from solvers.nn.exceptions import SpecificationError
from solvers.nn.layers.base import Layer, Shape
from solvers.nn.layers.window import Padding, Window

__all__ = ["AveragePool2D", "GlobalAveragePool", "MaxPool2D"]


BLOCK_BYTES = 1 << 19
"""How much of the input the backward pass of a max pooling works on at a time."""


class _Pool(Layer):
    """A window that runs over every channel by itself."""

    def __init__(
        self,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] | None,
        padding: Padding,
        dilation: int | Sequence[int],
        ceil: bool,
    ) -> None:
        super().__init__()
        self.window = Window.of(
            type(self).__name__, kernel, kernel if stride is None else stride, padding, dilation, ceil
        )
        reach, pads = self.window.reach, self.window.padding
        if max(pads[0], pads[2]) >= reach[0] or max(pads[1], pads[3]) >= reach[1]:
            raise SpecificationError(f"{self!r}: padding {pads} would leave windows without a single pixel")
        self._x: Array | None = None
        self._y: Array | None = None
        self._out = (0, 0)

    def __repr__(self) -> str:
        kh, kw = self.window.kernel
        return f"{type(self).__name__}({kh}x{kw}, stride {self.window.stride[0]})"

    def output_shape(self, shape: Shape) -> Shape:
        """``(C, H, W)`` becomes ``(C, H', W')``."""
        self._require_sample(shape, ("C", "H", "W"))
        return (shape[0], *self.window.output_size(repr(self), shape[1], shape[2]))

    def _start(self, x: Array) -> Array:
        self._require_batch(x, ("C", "H", "W"))
        self._out = self.window.output_size(repr(self), x.shape[2], x.shape[3])
        self._x = batch_last(x)
        return self._x

    def _empty_dx(self) -> Array:
        """Memory of the padded input's size for its gradient: set to 0, unless every pixel will be written once."""
        channels, height, width, count = self._kept("_x").shape
        rows, columns = self.window.padded_size(height, width, self._out)
        dx = self.buffers.get("dx", (channels, rows, columns, count), self._kept("_x").dtype)
        if not (self.window.disjoint and (rows, columns) == self.window.covered(self._out)):
            dx[:] = 0
        return dx


class MaxPool2D(_Pool):
    """The largest value of every window: ``(N, C, H, W)`` to ``(N, C, H', W')``.

    Padding counts as minus infinity (with 0, a window of negative values would answer 0). The gradient goes to the
    largest value; among equals to the first, in reading order, as in PyTorch.

    >>> MaxPool2D(2).forward(np.arange(16.0).reshape(1, 1, 4, 4))[0, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """

    def __init__(
        self,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: Padding = 0,
        dilation: int | Sequence[int] = 1,
        ceil: bool = False,
    ) -> None:
        """Take the geometry; the stride is the kernel unless given."""
        super().__init__(kernel, stride, padding, dilation, ceil)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the maxima."""
        stored = self._start(x)
        padded = self._padded = self.window.pad(stored, self._out, self.buffers, fill=-np.inf)
        y = self.buffers.get("y", (x.shape[1], *self._out, x.shape[0]), x.dtype)
        kh, kw = self.window.kernel
        np.copyto(y, self.window.tap(padded, 0, 0, self._out))
        for k in range(1, kh * kw):
            np.maximum(y, self.window.tap(padded, k // kw, k % kw, self._out), out=y)
        self._y = y
        return batch_first(y)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy`` at the place of each maximum, 0 elsewhere."""
        y = self._kept("_y")
        self._require_dy(dy, (y.shape[3], *y.shape[:3]))
        if not input_gradient:
            return None
        d, dx = batch_last(dy), self._empty_dx()
        # A few channels at a time: what one kernel position reads, the next ones find in the cache.
        step = max(1, BLOCK_BYTES // max(1, self._padded[0].nbytes))
        for start in range(0, len(y), step):
            block = slice(start, start + step)
            self._scatter(self._padded[block], y[block], d[block], dx[block])
        return batch_first(self.window.crop(dx, *self._kept("_x").shape[1:3]))

    def _scatter(self, padded: Array, y: Array, d: Array, dx: Array) -> None:
        """Send the gradients of some channels to their maxima."""
        kh, kw = self.window.kernel
        waiting = np.ones(y.shape, bool)
        for k in range(kh * kw):
            row, column = divmod(k, kw)
            here = self.window.tap(padded, row, column, self._out) == y
            here &= waiting
            waiting ^= here
            place = self.window.tap(dx, row, column, self._out)
            if self.window.disjoint:
                np.multiply(d, here, out=place)
            else:
                np.add(place, d * here, out=place)


class AveragePool2D(_Pool):
    """The mean of every window; ``count_padding`` says whether padded zeros count among its pixels.

    >>> AveragePool2D(2).forward(np.arange(16.0).reshape(1, 1, 4, 4))[0, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """

    def __init__(
        self,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: Padding = 0,
        dilation: int | Sequence[int] = 1,
        ceil: bool = False,
        count_padding: bool = True,
    ) -> None:
        """Take the geometry; PyTorch counts the padding, Keras does not."""
        super().__init__(kernel, stride, padding, dilation, ceil)
        self.count_padding = count_padding

    def _share(self, height: int, width: int, dtype: np.dtype[np.floating]) -> Array:
        """Return ``1 / (pixels of the window)`` for every output position, ``(1, out_h, out_w, 1)``."""
        counts = []
        for axis, n in enumerate((height, width)):
            before, after = self.window.padding[axis], self.window.padding[axis + 2]
            low, high = (0, n + before + after) if self.count_padding else (before, before + n)
            starts = np.arange(self._out[axis]) * self.window.stride[axis]
            taps = starts[:, None] + np.arange(self.window.kernel[axis]) * self.window.dilation[axis]
            counts.append(((taps >= low) & (taps < high)).sum(axis=1))
        return np.asarray(1 / np.outer(counts[0], counts[1])[None, :, :, None], dtype=dtype)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the means."""
        stored = self._start(x)
        padded = self.window.pad(stored, self._out, self.buffers)
        y = self.buffers.get("y", (x.shape[1], *self._out, x.shape[0]), x.dtype)
        kh, kw = self.window.kernel
        np.copyto(y, self.window.tap(padded, 0, 0, self._out))
        for k in range(1, kh * kw):
            np.add(y, self.window.tap(padded, k // kw, k % kw, self._out), out=y)
        self._y = np.multiply(y, self._share(x.shape[2], x.shape[3], x.dtype), out=y)
        return batch_first(y)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return each gradient, spread evenly over its window."""
        y, x = self._kept("_y"), self._kept("_x")
        self._require_dy(dy, (y.shape[3], *y.shape[:3]))
        if not input_gradient:
            return None
        dx = self._empty_dx()
        d = np.multiply(batch_last(dy), self._share(x.shape[1], x.shape[2], x.dtype))
        kh, kw = self.window.kernel
        for k in range(kh * kw):
            place = self.window.tap(dx, k // kw, k % kw, self._out)
            if self.window.disjoint:
                np.copyto(place, d)
            else:
                np.add(place, d, out=place)
        return batch_first(self.window.crop(dx, x.shape[1], x.shape[2]))


class GlobalAveragePool(Layer):
    """The mean of every channel: ``(N, C, H, W)`` to ``(N, C)``; with ``keep_axes`` to ``(N, C, 1, 1)``.

    >>> GlobalAveragePool().forward(np.arange(8.0).reshape(1, 2, 2, 2))
    array([[1.5, 5.5]])
    """

    def __init__(self, keep_axes: bool = False) -> None:
        """Take whether the two axes of length 1 stay."""
        super().__init__()
        self.keep_axes = keep_axes
        self._x: Array | None = None

    def output_shape(self, shape: Shape) -> Shape:
        """``(C, H, W)`` becomes ``(C,)``."""
        self._require_sample(shape, ("C", "H", "W"))
        return (shape[0], 1, 1) if self.keep_axes else (shape[0],)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the means."""
        self._require_batch(x, ("C", "H", "W"))
        self._x = x
        return np.asarray(x.mean(axis=(2, 3), keepdims=self.keep_axes))

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return each channel's gradient, spread evenly over its pixels."""
        x = self._kept("_x")
        self._require_dy(dy, (*x.shape[:2], 1, 1) if self.keep_axes else x.shape[:2])
        if not input_gradient:
            return None
        share = np.ascontiguousarray(dy.reshape(x.shape[:2]).T) / x.dtype.type(x.shape[2] * x.shape[3])
        stored = np.broadcast_to(share[:, None, None, :], (x.shape[1], x.shape[2], x.shape[3], x.shape[0]))
        return batch_first(np.ascontiguousarray(stored))
