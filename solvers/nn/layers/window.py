"""Where a sliding window goes: output sizes, padding, and views of every window without a copy.

Shared by convolution and pooling. Arrays here are stored with the sample last, ``(C, H, W, N)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided

from solvers.nn.arrays import Array, Buffers, pair
from solvers.nn.exceptions import ShapeError, SpecificationError

__all__ = ["Padding", "Window"]

Padding = int | str | Sequence[int]


@dataclass(frozen=True)
class Window:
    """A kernel's size, stride, dilation and padding ``(top, left, bottom, right)``.

    One side's output length is ``floor((n + before + after - dilation (k - 1) - 1) / stride) + 1``
    (Dumoulin and Visin, 2016); with ``ceil`` the last, partly filled window counts as well if it starts inside.

    >>> Window.of("Conv", kernel=3, stride=2, padding=1).output_size("Conv", 8, 8)
    (4, 4)
    """

    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int, int, int] = (0, 0, 0, 0)
    dilation: tuple[int, int] = (1, 1)
    ceil: bool = False

    @classmethod
    def of(
        cls,
        layer: str,
        kernel: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: Padding = 0,
        dilation: int | Sequence[int] = 1,
        ceil: bool = False,
    ) -> Window:
        """Read what a person writes: an ``int`` for both sides, two for rows and columns, four for each side.

        ``padding="same"`` keeps the size of the image at stride 1; an odd remainder goes to the bottom and right.
        """
        k, s, d = pair(kernel), pair(stride), pair(dilation)
        for what, two in (("kernel", k), ("stride", s), ("dilation", d)):
            if min(two) < 1:
                raise SpecificationError(f"{layer}: {what} must be at least 1, found {two}")
        if isinstance(padding, str):
            if padding != "same" or s != (1, 1):
                raise SpecificationError(f'{layer}: padding "same" needs stride 1; found {padding!r} at stride {s}')
            total = [d[i] * (k[i] - 1) for i in (0, 1)]
            sides = (total[0] // 2, total[1] // 2, total[0] - total[0] // 2, total[1] - total[1] // 2)
        elif isinstance(padding, int | np.integer) or len(padding) == 2:
            sides = pair(padding) * 2
        elif len(padding) == 4:
            sides = (int(padding[0]), int(padding[1]), int(padding[2]), int(padding[3]))
        else:
            raise SpecificationError(f"{layer}: padding is one number, two or four, found {tuple(padding)}")
        if min(sides) < 0:
            raise SpecificationError(f"{layer}: padding must not be negative, found {sides}")
        return cls(k, s, sides, d, ceil)

    @property
    def reach(self) -> tuple[int, int]:
        """Height and width that one window covers, holes included: ``dilation (k - 1) + 1``."""
        return self.dilation[0] * (self.kernel[0] - 1) + 1, self.dilation[1] * (self.kernel[1] - 1) + 1

    @property
    def disjoint(self) -> bool:
        """Whether no pixel lies in two windows."""
        return self.stride[0] >= self.reach[0] and self.stride[1] >= self.reach[1]

    def covered(self, out: tuple[int, int]) -> tuple[int, int] | None:
        """Return the size that windows side by side fill without a gap; ``None`` where they leave gaps."""
        if self.stride != self.kernel or self.dilation != (1, 1):
            return None
        return out[0] * self.kernel[0], out[1] * self.kernel[1]

    def output_size(self, layer: str, height: int, width: int) -> tuple[int, int]:
        """Return the height and width of the output, or say that the kernel does not fit."""
        sizes = []
        for axis, n in enumerate((height, width)):
            free = n + self.padding[axis] + self.padding[axis + 2] - self.reach[axis]
            if free < 0:
                needed = " x ".join(str(r) for r in self.reach)
                raise ShapeError(
                    layer, "image", (height, width), f"at least {needed} after padding {self.padding}",
                    "the kernel does not fit: use a smaller kernel or more padding",
                )  # fmt: skip
            count = free // self.stride[axis] + 1
            if self.ceil and free % self.stride[axis] and count * self.stride[axis] < n + self.padding[axis]:
                count += 1
            sizes.append(count)
        return sizes[0], sizes[1]

    def padded_size(self, height: int, width: int, out: tuple[int, int]) -> tuple[int, int]:
        """Return the height and width that all windows together cover, at least the padded image."""
        rows = max(height + self.padding[0] + self.padding[2], (out[0] - 1) * self.stride[0] + self.reach[0])
        columns = max(width + self.padding[1] + self.padding[3], (out[1] - 1) * self.stride[1] + self.reach[1])
        return rows, columns

    def pad(self, x: Array, out: tuple[int, int], buffers: Buffers, fill: float = 0.0, name: str = "padded") -> Array:
        """Return ``x`` with its border of ``fill``, in the memory called ``name``; ``x`` itself where it needs none."""
        channels, height, width, count = x.shape
        rows, columns = self.padded_size(height, width, out)
        if (rows, columns) == (height, width):
            return x
        top, left = self.padding[:2]
        padded = buffers.get(name, (channels, rows, columns, count), x.dtype)
        padded[:, :top] = fill
        padded[:, top + height :] = fill
        padded[:, top : top + height, :left] = fill
        padded[:, top : top + height, left + width :] = fill
        padded[:, top : top + height, left : left + width] = x
        return padded

    def crop(self, padded: Array, height: int, width: int) -> Array:
        """See the image inside its border."""
        top, left = self.padding[:2]
        return padded[:, top : top + height, left : left + width]

    def backwards(self) -> Window | None:
        """Return the window in which ``dx`` is a correlation of ``dy``: at stride 1, unless the border is too wide."""
        rows, columns = self.reach[0] - 1, self.reach[1] - 1
        top, left, bottom, right = self.padding
        border = (rows - top, columns - left, rows - bottom, columns - right)
        if self.stride != (1, 1) or min(border) < 0:
            return None
        return Window(self.kernel, (1, 1), border, self.dilation)

    def windows(self, padded: Array, out: tuple[int, int]) -> Array:
        """See every window: ``(C, kh, kw, out_h, out_w, N)``, a view that overlaps itself; only read from it."""
        channels, _, _, count = padded.shape
        c, h, w, n = padded.strides
        shape = (channels, *self.kernel, *out, count)
        strides = (c, h * self.dilation[0], w * self.dilation[1], h * self.stride[0], w * self.stride[1], n)
        return as_strided(padded, shape, strides, writeable=False)

    def tap(self, padded: Array, row: int, column: int, out: tuple[int, int], first_row: int = 0) -> Array:
        """See, for kernel position ``(row, column)``, the pixel it meets in each window: ``(C, out_h, out_w, N)``."""
        top = row * self.dilation[0] + first_row * self.stride[0]
        left = column * self.dilation[1]
        bottom = top + (out[0] - 1) * self.stride[0] + 1
        right = left + (out[1] - 1) * self.stride[1] + 1
        return padded[:, top : bottom : self.stride[0], left : right : self.stride[1]]
