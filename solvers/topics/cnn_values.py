"""The values that a convolution computes: feature maps, several channels, the gradient of a filter, its matrix.

"Convolution" is what deep learning calls so: the filter is laid on the image without being turned (cross-correlation),
and a bias is added once to each output. A map is a tuple of rows; keys are computed exactly, in plain Python, and the
second computations by NumPy.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.registry import Between, Length, Numbers, Real, SolverError, solver

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Rows = tuple[tuple[Real, ...], ...]
Map = Annotated[tuple[tuple[Real, ...], ...], Length(1, 64)]
Maps = Annotated[tuple[tuple[tuple[Real, ...], ...], ...], Length(1, 16)]
Stride = Annotated[int, Between(1, 64)]
Padding = Annotated[int, Between(0, 16)]
Side = Annotated[int, Between(1, 64)]
Place = Annotated[int, Between(0, 64)]
FewPixels = Annotated[int, Between(2, 12)]


# -- writing maps ------------------------------------------------------------------------------------------------------


@solver
def rows_of(values: Numbers, columns: Side) -> Rows:
    """Return the values as rows of ``columns`` numbers each.

    >>> rows_of((1, 2, 3, 4), 2)
    ((1, 2), (3, 4))
    """
    if len(values) % columns:
        raise SolverError("impossible", "rows_of", "columns", columns, "a number of columns that divides the length")
    return tuple(tuple(values[start : start + columns]) for start in range(0, len(values), columns))


@solver
def maps_of(values: Numbers, rows: Side, columns: Side) -> tuple[Rows, ...]:
    """Return the values as maps of ``rows`` by ``columns`` numbers, one after another: the channels of an image.

    >>> maps_of((1, 2, 3, 4), 1, 2)
    (((1, 2),), ((3, 4),))
    """
    whole = rows_of(values, columns)
    if len(whole) % rows:
        raise SolverError("impossible", "maps_of", "rows", rows, "a number of rows that divides")
    return tuple(whole[start : start + rows] for start in range(0, len(whole), rows))


@solver
def map_table(names: Annotated[tuple[str, ...], Length(1, 16)], maps: Maps) -> str:
    """Write maps side by side, each below its name, in columns for a code block; one name numbers several maps.

    >>> print(map_table(("X", "K"), (((1, -2), (10, 3)), ((0,),))))
    X         K
     1  -2    0
    10   3
    >>> print(map_table(("X",), (((1,),), ((2,),))))
    X1    X2
    1     2
    """
    if len(names) == 1 and len(maps) > 1:
        names = tuple(f"{names[0]}{number}" for number in range(1, len(maps) + 1))
    blocks = [[name, *_lines(rows)] for name, rows in zip(names, maps, strict=True)]
    height = max(map(len, blocks))
    widths = [max(map(len, block)) for block in blocks]
    padded = [block + [""] * (height - len(block)) for block in blocks]
    rows = zip(*padded, strict=True)
    lines = ("    ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _lines(rows: Rows) -> list[str]:
    """The rows with their numbers right-aligned."""
    texts = [[_plain(number) for number in row] for row in rows]
    width = max(len(text) for row in texts for text in row)
    return ["  ".join(text.rjust(width) for text in row) for row in texts]


def _plain(number: Real) -> str:
    """A number as text: a fraction that ends as a decimal, another as 2/3."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    if Fraction(exact * 10**6).denominator == 1:
        return f"{float(exact):.6f}".rstrip("0")
    return f"{exact.numerator}/{exact.denominator}"


@solver
def tap_products(window: Map, kernel: Map) -> str:
    r"""Write the sum of products of a window and a filter, in LaTeX, row after row.

    >>> tap_products(((3, 0),), ((1, -2),))
    '3 \\times 1 + 0 \\times (-2)'
    """
    pairs = zip(_flat(window), _flat(kernel), strict=True)
    return " + ".join(rf"{_in_product(pixel)} \times {_in_product(weight)}" for pixel, weight in pairs)


def _in_product(number: Real) -> str:
    return f"({_plain(number)})" if number < 0 else _plain(number)


def _flat(rows: Rows) -> list[Real]:
    return [number for row in rows for number in row]


# -- one channel -------------------------------------------------------------------------------------------------------


@solver
def padded_map(image: Map, padding: Padding) -> Rows:
    """Return the map with ``padding`` rows and columns of zeros on each of its four sides.

    >>> padded_map(((5,),), 1)
    ((0, 0, 0), (0, 5, 0), (0, 0, 0))
    """
    if not padding:
        return image
    width = _width("padded_map", image) + 2 * padding
    sides = (0,) * padding
    border = ((0,) * width,) * padding
    return border + tuple(sides + row + sides for row in image) + border


@solver
def map_window(
    image: Map, size: Side, row: Annotated[int, Between(0, 64)], column: Annotated[int, Between(0, 64)]
) -> Rows:
    """Return the square window of ``size`` whose upper left pixel is at ``row`` and ``column`` (from 0).

    >>> map_window(((1, 2, 3), (4, 5, 6), (7, 8, 9)), 2, 1, 0)
    ((4, 5), (7, 8))
    """
    if row + size > len(image) or column + size > _width("map_window", image):
        raise SolverError("impossible", "map_window", "size", size, "a window inside the image")
    return tuple(line[column : column + size] for line in image[row : row + size])


@solver
def correlate(image: Map, kernel: Map, stride: Stride, padding: Padding, bias: Real) -> Rows:
    """Return the convolution's output: at each window the sum of pixel times weight, plus the bias.

    y[i][j] = sum_uv x[is + u][js + v] k[u][v] + b over the zero-padded image (Goodfellow et al. 2016, section 9.1).

    >>> correlate(((1, 2, 3), (4, 5, 6), (7, 8, 9)), ((1, 0), (0, -1)), 1, 0, 10)
    ((6, 6), (6, 6))
    """
    picture = padded_map(image, padding)
    height, width = len(kernel), _width("correlate", kernel)
    taps = [(down, right, weight) for down, row in enumerate(kernel) for right, weight in enumerate(row) if weight]
    rows = range(0, len(picture) - height + 1, stride)
    columns = range(0, _width("correlate", picture) - width + 1, stride)
    if not rows or not columns:
        raise SolverError("impossible", "correlate", "kernel", (height, width), "a filter inside the padded image")
    return tuple(
        tuple(
            bias + sum([picture[row + down][column + right] * weight for down, right, weight in taps])
            for column in columns
        )
        for row in rows
    )


@solver
def correlate_by_im2col(image: Map, kernel: Map, stride: Stride, padding: Padding, bias: Real) -> Rows:
    """Return the same as one product of matrices: a row for each window, times the filter as a column.

    >>> correlate_by_im2col(((1, 2, 3), (4, 5, 6), (7, 8, 9)), ((1, 0), (0, -1)), 1, 0, 10)
    ((6, 6), (6, 6))
    """
    return correlate_channels_by_im2col((image,), (kernel,), stride, padding, bias)


@solver
def rotated_map(rows: Map) -> Rows:
    """Return the map turned by 180 degrees.

    >>> rotated_map(((1, 2), (3, 4)))
    ((4, 3), (2, 1))
    """
    return tuple(row[::-1] for row in rows[::-1])


@solver
def transposed_map(rows: Map) -> Rows:
    """Return the map with rows and columns exchanged.

    >>> transposed_map(((1, 2), (3, 4)))
    ((1, 3), (2, 4))
    """
    return tuple(zip(*rows, strict=True))


@solver
def scaled_map(rows: Map, factor: Real, shift: Real) -> Rows:
    """Return factor * value + shift for each value of the map.

    >>> scaled_map(((1, 2),), 3, -1)
    ((2, 5),)
    """
    return tuple(tuple(factor * number + shift for number in row) for row in rows)


# -- several channels --------------------------------------------------------------------------------------------------


@solver
def channel_maps(channels: Maps, kernels: Maps) -> tuple[Rows, ...]:
    """Return, for each channel, the map that its part of the filter gives alone (stride 1, no padding, no bias).

    >>> channel_maps((((1, 2), (3, 4)), ((5, 6), (7, 8))), (((1, 0), (0, 1)), ((0, 1), (0, 0))))
    (((5,),), ((6,),))
    """
    if len(channels) != len(kernels):
        raise SolverError("impossible", "channel_maps", "kernels", len(kernels), "a filter part for each channel")
    return tuple(correlate(image, kernel, 1, 0, 0) for image, kernel in zip(channels, kernels, strict=True))


@solver
def joined_maps(maps: Maps, how: Literal["sum", "mean", "maximum"], bias: Real) -> Rows:
    """Return one map: at each place the sum (or mean, or maximum) over the given maps, plus the bias.

    >>> joined_maps((((5, 1),), ((6, 2),)), "sum", 1)
    ((12, 4),)
    """

    def join(values: tuple[Real, ...]) -> Real:
        if how == "maximum":
            return max(values) + bias
        return (sum(values) if how == "sum" else Fraction(sum(values), len(values))) + bias  # type: ignore[arg-type]  # keys are exact: no float comes here

    return tuple(tuple(join(places) for places in zip(*rows, strict=True)) for rows in zip(*maps, strict=True))


@solver
def correlate_channels_by_im2col(channels: Maps, kernels: Maps, stride: Stride, padding: Padding, bias: Real) -> Rows:
    """Return the output of one filter over all channels as a product of matrices (NumPy).

    >>> correlate_channels_by_im2col((((1, 2), (3, 4)), ((5, 6), (7, 8))), (((1, 0),), ((0, 1),)), 1, 0, 1)
    ((8,), (12,))
    """
    import numpy as np

    picture = np.pad(_array(channels), ((0, 0), (padding, padding), (padding, padding)))
    weights = _array(kernels)
    _, height, width = weights.shape
    windows = np.lib.stride_tricks.sliding_window_view(picture, (height, width), axis=(1, 2))[:, ::stride, ::stride]
    rows, columns = windows.shape[1:3]
    matrix = windows.transpose(1, 2, 0, 3, 4).reshape(rows * columns, -1)
    return _rows((matrix @ weights.reshape(-1) + float(bias)).reshape(rows, columns))


# -- backwards and as a matrix -----------------------------------------------------------------------------------------


@solver
def filter_gradient_by_differences(image: Map, upstream: Map, size: FewPixels) -> tuple[Real, ...]:
    """Return dW, row after row, and then db of a convolution (stride 1, no padding), raising each parameter by 1.

    The loss L = sum of upstream * output is linear in weights and bias, so the difference is exactly the derivative.

    >>> filter_gradient_by_differences(((1, 2), (3, 4)), ((5,),), 2)
    (5, 10, 15, 20, 5)
    """
    import numpy as np

    outputs = _array(upstream)

    def loss(weights: NDArray[np.float64], bias: float) -> float:
        windows = np.lib.stride_tricks.sliding_window_view(_array(image), weights.shape)
        return float(((windows * weights).sum(axis=(2, 3)) + bias).ravel() @ outputs.ravel())

    nothing = np.zeros((size, size))
    raised = np.eye(size * size).reshape(-1, size, size)
    gradient = [loss(weights, 0.0) - loss(nothing, 0.0) for weights in raised]
    return _rows(np.array([[*gradient, loss(nothing, 1.0) - loss(nothing, 0.0)]]))[0]


@solver
def convolution_matrix_size(height: FewPixels, width: FewPixels, kernel: FewPixels) -> tuple[int, int, int]:
    """Return (rows, columns, non-zero entries) of the matrix M with y = M x, for a filter without zeros.

    The matrix is built (stride 1, no padding), checked against the convolution of an image of ones to n, and counted.

    >>> convolution_matrix_size(3, 3, 2)
    (4, 9, 16)
    """
    import numpy as np

    if kernel > min(height, width):
        raise SolverError("impossible", "convolution_matrix_size", "kernel", kernel, "kernel <= min(height, width)")
    weights = np.arange(1.0, kernel * kernel + 1).reshape(kernel, kernel)
    rows, columns = height - kernel + 1, width - kernel + 1
    matrix = np.zeros((rows * columns, height * width))
    for row in range(rows):
        for column in range(columns):
            seen = np.zeros((height, width))
            seen[row : row + kernel, column : column + kernel] = weights
            matrix[row * columns + column] = seen.ravel()
    image = np.arange(float(height * width))
    windows = np.lib.stride_tricks.sliding_window_view(image.reshape(height, width), (kernel, kernel))
    assert np.array_equal(matrix @ image, (windows * weights).sum(axis=(2, 3)).ravel())
    return matrix.shape[0], matrix.shape[1], int(np.count_nonzero(matrix))


@solver
def border_values_by_running(side: FewPixels, value: Real) -> tuple[Real, Real, Real]:
    """Return (corner, edge, inside) after a 3x3 filter of ones over a constant image with zero padding 1.

    >>> border_values_by_running(4, 2)
    (8, 12, 18)
    """
    import numpy as np

    if side < 3:
        raise SolverError("impossible", "border_values_by_running", "side", side, "side >= 3")
    picture = np.pad(np.full((side, side), float(value)), 1)
    windows = np.lib.stride_tricks.sliding_window_view(picture, (3, 3))
    output = _rows(windows.sum(axis=(2, 3)))
    return output[0][0], output[0][1], output[1][1]


def _width(function: str, rows: Rows) -> int:
    """The length of the rows, which must all be alike and not enormous."""
    width = len(rows[0])
    if not 1 <= width <= 64 or any(len(row) != width for row in rows):
        raise SolverError("impossible", function, "rows", width, "rows of one length, up to 64")
    return width


def _array(nested: Rows | tuple[Rows, ...]) -> NDArray[np.float64]:
    import numpy as np

    try:
        return np.array(nested, dtype=np.float64)
    except ValueError:
        raise SolverError("impossible", "feature_maps", "rows", "", "rows of one length") from None


def _rows(array: NDArray[np.float64]) -> Rows:
    """A NumPy map as rows of exact numbers: whole ones as int."""
    return tuple(tuple(int(value) if value.is_integer() else value for value in row) for row in array.tolist())
