"""im2col: images unfolded into a matrix with a row for each window, its shape, its rows, and the code that makes it.

The order is the textbook's (斎藤, ゼロから作る Deep Learning, 7.4.2): rows run over image, window row, window column;
columns over channel, filter row, filter column.
"""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.arithmetic.small_arrays import Array, arange, array
from solvers.registry import Between, Length, SolverError, solver

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Few = Annotated[int, Between(1, 8)]
Side = Annotated[int, Between(1, 16)]
Padding = Annotated[int, Between(0, 4)]
Code = Annotated[str, Length(1, 200)]


@solver
def im2col_shape_by_running(
    images: Few, channels: Few, height: Side, width: Side, filter_height: Side, filter_width: Side, stride: Side,
    padding: Padding,
) -> tuple[int, int]:  # fmt: skip
    """Return (rows, columns) of im2col's matrix by unfolding an array of that shape.

    >>> im2col_shape_by_running(1, 3, 7, 7, 5, 5, 1, 0)
    (9, 75)
    """
    import numpy as np

    batch = np.zeros((images, channels, height + 2 * padding, width + 2 * padding))
    if filter_height > batch.shape[2] or filter_width > batch.shape[3]:
        raise SolverError("impossible", "im2col_shape_by_running", "filter_height", filter_height, "a filter that fits")
    matrix = _unfolded(batch, filter_height, filter_width, stride)
    return matrix.shape[0], matrix.shape[1]


def _unfolded(batch: NDArray[np.float64], height: int, width: int, stride: int) -> NDArray[np.float64]:
    """A row for each window, cut out one after another."""
    import numpy as np

    rows = [
        image[:, top : top + height, left : left + width].ravel()
        for image in batch
        for top in range(0, batch.shape[2] - height + 1, stride)
        for left in range(0, batch.shape[3] - width + 1, stride)
    ]
    return np.array(rows)


@solver
def numbered_channels(height: Side, width: Side) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Return an image of 2 channels whose pixels are numbered 1, 2, 3, ... row by row, channel by channel.

    >>> numbered_channels(1, 3)
    (((1, 2, 3),), ((4, 5, 6),))
    """
    starts = [[(channel * height + row) * width + 1 for row in range(height)] for channel in range(2)]
    return tuple(tuple(tuple(range(start, start + width)) for start in channel) for channel in starts)


@solver
def im2col_row(
    height: Side, width: Side, index: Annotated[int, Between(0, 200)],
    order: Literal["channel-row-column", "row-column-channel", "channel-column-row"] = "channel-row-column",
) -> tuple[int, ...]:  # fmt: skip
    """Return row ``index`` (from 0) of im2col for one image of 2 channels numbered 1, 2, 3, ..., 2x2 filter, stride 1.

    The pixel in channel c, row y, column x (from 0) is chw + yw + x + 1. ``order`` says what runs slowest first;
    the textbook's im2col runs channel, row, column.

    >>> im2col_row(4, 4, 0), im2col_row(4, 4, 4)[:4]
    ((1, 2, 5, 6, 17, 18, 21, 22), (6, 7, 10, 11))
    """
    top, left = divmod(index, width - 1)
    if min(height, width) < 2 or top > height - 2:
        raise SolverError("impossible", "im2col_row", "index", index, "index < (height-1)*(width-1)")

    def pixel(channel: int, down: int, right: int) -> int:
        return channel * height * width + (top + down) * width + left + right + 1

    pair = (0, 1)
    if order == "row-column-channel":
        return tuple(pixel(channel, down, right) for down in pair for right in pair for channel in pair)
    if order == "channel-column-row":
        return tuple(pixel(channel, down, right) for channel in pair for right in pair for down in pair)
    return tuple(pixel(channel, down, right) for channel in pair for down in pair for right in pair)


@solver
def im2col_row_by_running(height: Side, width: Side, index: Annotated[int, Between(0, 200)]) -> tuple[int, ...]:
    """Return the same row from the textbook's way: fill a six-dimensional array, transpose, reshape.

    >>> im2col_row_by_running(4, 4, 0)
    (1, 2, 5, 6, 17, 18, 21, 22)
    """
    image = (arange(2 * height * width) + 1).reshape(1, 2, height, width)
    matrix = _blocks(image, 2, 2).transpose(0, 4, 5, 1, 2, 3).reshape((height - 1) * (width - 1), -1)
    if index >= len(matrix):
        raise SolverError("impossible", "im2col_row_by_running", "index", index, "index < (height-1)*(width-1)")
    return tuple(matrix[index])


def _blocks(batch: Array, height: int, width: int) -> Array:
    """The textbook's array ``col`` (N, C, filter_h, filter_w, out_h, out_w) before its axes are put in order."""
    images, channels, rows, columns = batch.shape
    out_height, out_width = rows - height + 1, columns - width + 1
    planes = [batch.data[start : start + rows * columns] for start in range(0, batch.size, rows * columns)]
    data = [
        entry
        for plane in planes
        for y in range(height)
        for x in range(width)
        for down in range(y, y + out_height)
        for entry in plane[down * columns + x : down * columns + x + out_width]
    ]
    return Array(data, (images, channels, height, width, out_height, out_width))


_STATEMENT = re.compile(r"col(?:\.transpose\((\d(?:, \d){5})\))?\.reshape\(N\*out_h\*out_w, -1\)")


def _run(code: str, col: Array) -> Array | None:
    """What the statement makes of ``col``; None where it can't be run."""
    read = _STATEMENT.fullmatch(code)
    axes = tuple(int(axis) for axis in read[1].split(", ")) if read and read[1] else tuple(range(6))
    if read is None or sorted(axes) != list(range(6)):
        return None
    images, _, _, _, out_height, out_width = col.shape
    return col.transpose(axes).reshape(images * out_height * out_width, -1)


def _batch(images: int, channels: int, height: int, width: int) -> Array:
    count = images * channels * height * width
    return array([place * 7 % 31 for place in range(count)]).reshape(images, channels, height, width)


@solver
def is_im2col_code(
    code: Code, images: Few, channels: Few, height: Side, width: Side, filter_height: Side, filter_width: Side
) -> bool:
    """True if ``col.transpose(...).reshape(N*out_h*out_w, -1)`` makes matrix times filters equal the convolution.

    The convolution (2 filters, stride 1, no padding) is computed window by window.

    >>> is_im2col_code("col.transpose(0, 4, 5, 1, 2, 3).reshape(N*out_h*out_w, -1)", 2, 2, 4, 5, 2, 3)
    True
    >>> is_im2col_code("col.reshape(N*out_h*out_w, -1)", 2, 2, 4, 5, 2, 3)
    False
    """
    col, weights, direct = _convolved(images, channels, height, width, filter_height, filter_width)
    matrix = _run(code, col)
    return matrix is not None and (matrix @ weights).tolist() == direct


@lru_cache(maxsize=16)
def _convolved(
    images: int, channels: int, height: int, width: int, filter_height: int, filter_width: int
) -> tuple[Array, Array, list[list[int]]]:
    """An example's ``col``, its 2 filters as columns, and its convolution; all options of a variant share it."""
    batch = _batch(images, channels, height, width)
    length = channels * filter_height * filter_width
    filters = [[place**2 % 13 for place in range(start, start + length)] for start in (0, length)]
    direct = [
        [
            sum(map(operator.mul, batch[image, :, y : y + filter_height, x : x + filter_width].data, kernel))
            for kernel in filters
        ]
        for image in range(images)
        for y in range(height - filter_height + 1)
        for x in range(width - filter_width + 1)
    ]
    return _blocks(batch, filter_height, filter_width), array(filters).T, direct


@solver
def is_im2col_code_by_windows(
    code: Code, images: Few, channels: Few, height: Side, width: Side, filter_height: Side, filter_width: Side
) -> bool:
    """Decide the same by comparing the rows with the windows cut out of the images.

    >>> is_im2col_code_by_windows("col.transpose(0, 4, 5, 2, 3, 1).reshape(N*out_h*out_w, -1)", 2, 2, 4, 5, 2, 3)
    False
    """
    import numpy as np

    batch = arange(images * channels * height * width).reshape(images, channels, height, width)
    matrix = _run(code, _blocks(batch, filter_height, filter_width))
    if matrix is None:
        return False
    return bool(np.array_equal(matrix.tolist(), _unfolded(np.array(batch.tolist()), filter_height, filter_width, 1)))


# -- the axes of the unfolded array ------------------------------------------------------------------------------------

Axis = Literal["N", "C", "kh", "kw", "OH", "OW"]
SixAxes = Annotated[tuple[Axis, ...], Length(6, 6)]
FilterAxes = Annotated[tuple[Axis, ...], Length(3, 3)]


@solver
def unfolding_transpose(order: SixAxes, filter_order: FilterAxes) -> tuple[int, ...]:
    """Return the arguments of transpose that put an unfolded array's axes into rows of windows.

    First the axes that number the rows, image and position (N, OH, OW); then those within a row, in the order in which
    a filter is laid out. ``order`` are the array's axes as they stand.

    >>> unfolding_transpose(("N", "C", "kh", "kw", "OH", "OW"), ("C", "kh", "kw"))
    (0, 4, 5, 1, 2, 3)
    """
    return tuple(order.index(axis) for axis in ("N", "OH", "OW", *filter_order))


@solver
def unfolding_transpose_by_search(order: SixAxes, filter_order: FilterAxes) -> tuple[int, ...]:
    """Return the same by trying all 720 orders: one alone makes matrix times filters equal the convolution.

    >>> unfolding_transpose_by_search(("N", "OH", "OW", "C", "kh", "kw"), ("C", "kh", "kw"))
    (0, 1, 2, 3, 4, 5)
    """
    found = _fitting_orders(tuple(order), tuple(filter_order))
    if len(found) != 1:
        raise SolverError("impossible", "unfolding_transpose_by_search", "order", order, "N, C, kh, kw, OH, OW")
    return found[0]


@lru_cache(maxsize=32)
def _fitting_orders(order: tuple[Axis, ...], filter_order: tuple[Axis, ...]) -> list[tuple[int, ...]]:
    from itertools import permutations

    import numpy as np

    sizes = {"N": 2, "C": 2, "kh": 3, "kw": 2, "OH": 2, "OW": 4}
    rng = np.random.default_rng(5)
    images = rng.integers(0, 50, (2, 2, 4, 5))
    kernels = rng.integers(0, 50, (3, 2, 3, 2))
    windows = np.lib.stride_tricks.sliding_window_view(images, (3, 2), axis=(2, 3))  # N, C, OH, OW, kh, kw
    direct = np.einsum("ncyxhw,fchw->nyxf", windows, kernels).reshape(-1, 3)
    col = windows.transpose([("N", "C", "OH", "OW", "kh", "kw").index(axis) for axis in order])
    laid = kernels.transpose(0, *(1 + ("C", "kh", "kw").index(axis) for axis in filter_order)).reshape(3, -1)
    rows = sizes["N"] * sizes["OH"] * sizes["OW"]
    return [
        axes
        for axes in permutations(range(6))
        if np.prod([col.shape[axis] for axis in axes[:3]]) == rows
        and np.array_equal(col.transpose(axes).reshape(rows, -1) @ laid.T, direct)
    ]
