"""The three sums that convolution consists of, each as matrix products over tiles that stay in the cache.

With ``x`` padded, ``w`` of shape ``(M, C/groups, kh, kw)`` and ``y`` of shape ``(M, out_h, out_w, N)``:

- :func:`correlate`: ``y[m, i, j] = sum over c, p, q of w[m, c, p, q] x[c, s i + d p, s j + d q]``;
- :func:`weight_gradient`: ``dw[m, c, p, q] = sum over i, j, n of dy[m, i, j] x[c, s i + d p, s j + d q]``;
- :func:`input_gradient`: ``dx[c, s i + d p, s j + d q] += w[m, c, p, q] dy[m, i, j]``.

What textbooks call ``im2col`` is done one tile of output rows at a time: the columns of a whole batch would be ``kh
kw`` times the size of the image and would be written to main memory only to be read back once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solvers.nn.arrays import Array, Buffers
from solvers.nn.layers.window import Window
from solvers.nn.product import SMALL_PRODUCT

__all__ = ["correlate", "input_gradient", "mirrored", "weight_gradient"]

TILE_BYTES = 1 << 21
"""The columns of one tile take at most this much: little more than a core's second-level cache."""

LEAST_RUN = 400
"""A tile is made small enough for BLAS to multiply without packing, if so many numbers per row are left of it."""

Tile = tuple[slice, slice]


def _tiles(out: tuple[int, int], count: int, inner: int, outer: int, itemsize: int) -> Iterator[Tile]:
    """Cut the output into nearly equal blocks: of whole rows, or of parts of one row where a row alone is too much.

    One position is ``count`` numbers wide; the product has ``inner`` terms per sum and ``outer`` rows.
    """
    rows, columns = out
    numbers = TILE_BYTES // (inner * itemsize)
    small = SMALL_PRODUCT // (inner * outer)
    if LEAST_RUN <= small < numbers:
        numbers = small
    positions = max(1, numbers // count)
    height, width = _even(rows, max(1, positions // columns)), _even(columns, positions)
    for top in range(0, rows, height):
        for left in range(0, columns, width):
            yield slice(top, min(top + height, rows)), slice(left, min(left + width, columns))


def _even(length: int, most: int) -> int:
    """Return the size of the parts that ``length`` falls into if none may be larger than ``most``."""
    return -(-length // -(-length // most))


def _columns(windows: Array, tile: Tile, groups: int, buffers: Buffers) -> Array:
    """Copy one tile's windows to ``(groups, C/groups * kh * kw, positions * N)``; a 1x1 kernel needs no copy."""
    block = windows[:, :, :, tile[0], tile[1]]
    channels, kh, kw, rows, columns, count = block.shape
    shape = (groups, channels // groups * kh * kw, rows * columns * count)
    if (kh, kw) == (1, 1) and block[:, 0, 0].flags.c_contiguous:
        return block.reshape(shape)
    memory = buffers.get("columns", (block.size,), block.dtype)
    np.copyto(memory.reshape(block.shape), block)
    return memory.reshape(shape)


def _by_group(y: Array, tile: Tile, groups: int) -> Array:
    """See one tile of ``(M, out_h, out_w, N)`` as ``(groups, M/groups, positions * N)``, without a copy.

    A tile is whole rows or a part of one row, so its positions lie in one run of memory.
    """
    channels, _, width, count = y.shape
    rows, columns = tile
    start = (rows.start * width + columns.start) * count
    run = (rows.stop - rows.start) * (columns.stop - columns.start) * count
    return y.reshape(channels, -1)[:, start : start + run].reshape(groups, channels // groups, run)


def correlate(padded: Array, weights: Array, bias: Array | None, y: Array, window: Window, buffers: Buffers) -> None:
    """Write the correlation of ``padded`` with ``weights``, plus the bias per channel, to ``y``."""
    channels, out, count = weights.shape[0], (y.shape[1], y.shape[2]), y.shape[3]
    groups = padded.shape[0] // weights.shape[1]
    matrix = weights.reshape(groups, channels // groups, -1)
    windows = window.windows(padded, out)
    for tile in _tiles(out, count, groups * matrix.shape[2], matrix.shape[1], y.itemsize):
        target = _by_group(y, tile, groups)
        np.matmul(matrix, _columns(windows, tile, groups, buffers), out=target)
        if bias is not None:
            np.add(target, bias.reshape(groups, -1, 1), out=target)


def weight_gradient(padded: Array, dy: Array, dw: Array, window: Window, buffers: Buffers) -> None:
    """Write the weights' gradient to ``dw``."""
    channels, out, count = dw.shape[0], (dy.shape[1], dy.shape[2]), dy.shape[3]
    groups = padded.shape[0] // dw.shape[1]
    windows = window.windows(padded, out)
    shape = (groups, channels // groups, dw[0].size)
    # OpenBLAS is much faster where the wider matrix comes first: so the sum may be collected transposed.
    turned = shape[2] > shape[1]
    total = np.zeros((shape[0], shape[2], shape[1]) if turned else shape, dy.dtype)
    for tile in _tiles(out, count, groups * shape[2], shape[1], dy.itemsize):
        columns, d = _columns(windows, tile, groups, buffers), _by_group(dy, tile, groups)
        total += np.matmul(columns, d.transpose(0, 2, 1)) if turned else np.matmul(d, columns.transpose(0, 2, 1))
    dw.reshape(shape)[...] = total.transpose(0, 2, 1) if turned else total


def input_gradient(dy: Array, weights: Array, dx: Array, window: Window, buffers: Buffers) -> None:
    """Write the gradient of the padded input to ``dx``: every window's share is added where the window lies."""
    channels, out, count = weights.shape[0], (dy.shape[1], dy.shape[2]), dy.shape[3]
    groups = dx.shape[0] // weights.shape[1]
    matrix = weights.reshape(groups, channels // groups, -1).transpose(0, 2, 1)
    dx[:] = 0
    kh, kw = window.kernel
    for tile in _tiles(out, count, groups * matrix.shape[1], matrix.shape[2], dy.itemsize):
        d = _by_group(dy, tile, groups)
        memory = buffers.get("column gradients", (groups * matrix.shape[1] * d.shape[2],), dy.dtype)
        shares = np.matmul(matrix, d, out=memory.reshape(groups, matrix.shape[1], d.shape[2]))
        rows, columns = tile[0].stop - tile[0].start, tile[1].stop - tile[1].start
        shares = shares.reshape(dx.shape[0], kh, kw, rows, columns, count)
        left = tile[1].start * window.stride[1]
        for p in range(kh):
            for q in range(kw):
                place = window.tap(dx[:, :, left:], p, q, (rows, columns), tile[0].start)
                np.add(place, shares[:, p, q], out=place)


def mirrored(weights: Array, groups: int) -> Array:
    """Return the weights ``(C, M/groups, kh, kw)`` with which ``dy`` is correlated to give ``dx`` at stride 1.

    Each kernel is turned by 180 degrees, and inputs and outputs change places within their group.

    >>> mirrored(np.arange(4.0).reshape(1, 1, 2, 2), 1)[0, 0]
    array([[3., 2.],
           [1., 0.]])
    """
    channels, inside, kh, kw = weights.shape
    grouped = weights[:, :, ::-1, ::-1].reshape(groups, channels // groups, inside, kh, kw)
    return np.ascontiguousarray(grouped.transpose(0, 2, 1, 3, 4)).reshape(groups * inside, channels // groups, kh, kw)
