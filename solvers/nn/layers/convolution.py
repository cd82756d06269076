"""Convolution and transposed convolution in two dimensions, with stride, padding per side, dilation and groups.

What deep learning calls convolution is a cross-correlation: the kernel is not mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Seed, batch_first, batch_last, pair
from solvers.nn.exceptions import ShapeError, SpecificationError
from solvers.nn.initializers import Initializer, initializer
from solvers.nn.layers.base import Layer, Shape
from solvers.nn.layers.correlation import correlate, input_gradient, mirrored, weight_gradient
from solvers.nn.layers.window import Padding, Window

__all__ = ["Conv2D", "ConvTranspose2D"]


class _Kernel(Layer):
    """What both convolutions share: channels, window, weights and the bias per output channel."""

    weights = ("W",)

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int | Sequence[int],
        stride: int | Sequence[int],
        padding: Padding,
        dilation: int | Sequence[int],
        groups: int,
        init: Initializer | str | float,
        bias: bool,
    ) -> None:
        super().__init__()
        self.inputs, self.outputs, self.groups, self.bias = inputs, outputs, groups, bias
        self.window = Window.of(type(self).__name__, kernel, stride, padding, dilation)
        if groups < 1 or inputs % groups or outputs % groups:
            raise SpecificationError(
                f"{self!r}: groups={groups} must divide {inputs} input and {outputs} output channels"
            )
        self.init = initializer(init)
        self._padded: Array | None = None
        self._input_shape: Shape = ()
        self._output_shape: Shape = ()

    def __repr__(self) -> str:
        kh, kw = self.window.kernel
        return f"{type(self).__name__}({self.inputs} -> {self.outputs}, {kh}x{kw})"

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        super().initialize(seed, dtype)
        assert self.rng is not None
        area = self.window.kernel[0] * self.window.kernel[1]
        fan_in, fan_out = self.inputs // self.groups * area, self.outputs // self.groups * area
        self.params["W"][:] = self.init.draw(self.params["W"].shape, fan_in, fan_out, self.rng)
        return self

    def _require_image(self, x: Array) -> None:
        self._require_batch(x, (self.inputs, "H", "W"))

    def _stored_dy(self, dy: Array) -> Array:
        self._kept("_padded")
        self._require_dy(dy, self._output_shape)
        return batch_last(dy)


class Conv2D(_Kernel):
    """Convolution: ``(N, inputs, H, W)`` to ``(N, outputs, H', W')`` with ``W`` of ``(outputs, inputs/groups, kh,
    kw)``.

    ``y[n, m, i, j] = b[m] + sum over c, p, q of W[m, c, p, q] x[n, c, s i + d p - top, s j + d q - left]``,
    ``H' = floor((H + top + bottom - d (kh - 1) - 1) / s) + 1`` (Dumoulin and Visin, 2016).

    >>> layer = Conv2D(1, 1, kernel=2, init=0.0).initialize(0)
    >>> layer.params["W"][:] = 1
    >>> layer.forward(np.arange(9, dtype=np.float32).reshape(1, 1, 3, 3))[0, 0]
    array([[ 8., 12.],
           [20., 24.]], dtype=float32)
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: Padding = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        init: Initializer | str | float = "he",
        bias: bool = True,
    ) -> None:
        """Take channels and geometry; ``padding`` is a number, ``(rows, columns)``, four sides, or ``"same"``."""
        super().__init__(inputs, outputs, kernel, stride, padding, dilation, groups, init, bias)

    def parameter_shapes(self) -> dict[str, Shape]:
        """``W`` and, with ``bias``, ``b``."""
        shapes: dict[str, Shape] = {"W": (self.outputs, self.inputs // self.groups, *self.window.kernel)}
        return shapes | {"b": (self.outputs,)} if self.bias else shapes

    def output_shape(self, shape: Shape) -> Shape:
        """``(inputs, H, W)`` becomes ``(outputs, H', W')``."""
        self._require_sample(shape, (self.inputs, "H", "W"))
        return (self.outputs, *self.window.output_size(repr(self), shape[1], shape[2]))

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the convolution of every image with every filter."""
        self._require_image(x)
        out = self.window.output_size(repr(self), x.shape[2], x.shape[3])
        weights = self._parameter("W")
        self._padded = self.window.pad(batch_last(x), out, self.buffers)
        y = self.buffers.get("y", (self.outputs, *out, x.shape[0]), x.dtype)
        correlate(self._padded, weights, self.params.get("b"), y, self.window, self.buffers)
        self._input_shape, self._output_shape = x.shape, (x.shape[0], self.outputs, *out)
        return batch_first(y)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Write ``dW`` and ``db``; return ``dx``."""
        d = self._stored_dy(dy)
        padded = self._kept("_padded")
        weight_gradient(padded, d, self._gradient("W"), self.window, self.buffers)
        if self.bias:
            np.add.reduce(d.reshape(self.outputs, -1), axis=1, out=self._gradient("b"))
        return self._input_gradient(d, padded.shape) if input_gradient else None

    def _input_gradient(self, d: Array, padded: Shape) -> Array:
        """Return ``dx``: a correlation of ``dy`` where the stride is 1, a sum of overlapping shares otherwise."""
        count, channels, height, width = self._input_shape
        back = self.window.backwards()
        if back is not None:
            wide = back.pad(d, (height, width), self.buffers, name="padded dy")
            dx = self.buffers.get("dx", (channels, height, width, count), d.dtype)
            correlate(wide, mirrored(self.params["W"], self.groups), None, dx, back, self.buffers)
            return batch_first(dx)
        dx = self.buffers.get("dx", padded, d.dtype)
        input_gradient(d, self.params["W"], dx, self.window, self.buffers)
        return batch_first(self.window.crop(dx, height, width))


class ConvTranspose2D(_Kernel):
    """Transposed convolution: ``(N, inputs, H, W)`` to ``(N, outputs, H', W')``, the input gradient of a convolution.

    ``W`` has the shape ``(inputs, outputs/groups, kh, kw)``; every input pixel stamps ``x W`` onto the output, ``s``
    pixels from its neighbour, and ``padding`` is cut off:
    ``H' = (H - 1) s + d (kh - 1) + 1 + output_padding - top - bottom`` (Dumoulin and Visin, 2016).

    >>> layer = ConvTranspose2D(1, 1, kernel=2, stride=2, init=0.0).initialize(0)
    >>> layer.params["W"][:] = 1
    >>> layer.forward(np.array([[[[1.0, 2.0]]]], np.float32))[0, 0]
    array([[1., 1., 2., 2.],
           [1., 1., 2., 2.]], dtype=float32)
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: Padding = 0,
        output_padding: int | Sequence[int] = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        init: Initializer | str | float = "he",
        bias: bool = True,
    ) -> None:
        """Take channels and geometry; ``output_padding`` adds rows and columns at the bottom and right."""
        super().__init__(inputs, outputs, kernel, stride, padding, dilation, groups, init, bias)
        self.output_padding = pair(output_padding)

    def parameter_shapes(self) -> dict[str, Shape]:
        """``W`` and, with ``bias``, ``b``."""
        shapes: dict[str, Shape] = {"W": (self.inputs, self.outputs // self.groups, *self.window.kernel)}
        return shapes | {"b": (self.outputs,)} if self.bias else shapes

    def output_shape(self, shape: Shape) -> Shape:
        """``(inputs, H, W)`` becomes ``(outputs, H', W')``."""
        self._require_sample(shape, (self.inputs, "H", "W"))
        full, pads = self._full_size(shape[1], shape[2]), self.window.padding
        size = (full[0] - pads[0] - pads[2], full[1] - pads[1] - pads[3])
        if min(size) < 1:
            raise ShapeError(repr(self), "image", shape[1:], f"one that is larger than the padding {pads} cuts off")
        return (self.outputs, *size)

    def _full_size(self, height: int, width: int) -> tuple[int, int]:
        """Return the size before the padding is cut off."""
        reach, stride, extra = self.window.reach, self.window.stride, self.output_padding
        return (height - 1) * stride[0] + reach[0] + extra[0], (width - 1) * stride[1] + reach[1] + extra[1]

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the sum of all stamps."""
        self._require_image(x)
        _, height, width = self.output_shape(x.shape[1:])
        self._padded = batch_last(x)
        stamped = self.buffers.get("y", (self.outputs, *self._full_size(*x.shape[2:]), x.shape[0]), x.dtype)
        input_gradient(self._padded, self._parameter("W"), stamped, self.window, self.buffers)
        y = self.window.crop(stamped, height, width)
        if self.bias:
            np.add(y, self.params["b"][:, None, None, None], out=y)
        self._output_shape = (x.shape[0], self.outputs, height, width)
        return batch_first(y)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Write ``dW`` and ``db``; return ``dx``, a plain convolution of ``dy``."""
        d = self._stored_dy(dy)
        x = self._kept("_padded")
        full = self._full_size(x.shape[1], x.shape[2])
        padded = self.buffers.get("padded", (self.outputs, *full, x.shape[3]), d.dtype)
        padded[:] = 0
        self.window.crop(padded, d.shape[1], d.shape[2])[:] = d
        # With the roles of image and output exchanged, dW is the weight gradient of a convolution from dy to x.
        weight_gradient(padded, x, self._gradient("W"), self.window, self.buffers)
        if self.bias:
            np.add.reduce(d.reshape(self.outputs, -1), axis=1, out=self._gradient("b"))
        if not input_gradient:
            return None
        dx = self.buffers.get("dx", x.shape, d.dtype)
        correlate(padded, self.params["W"], None, dx, self.window, self.buffers)
        return batch_first(dx)
