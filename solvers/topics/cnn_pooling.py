"""Pooling: the windows' maxima and means, and where the gradient of max pooling goes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.registry import Between, Real, SolverError, solver
from solvers.topics.cnn_values import Map, Rows, map_window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Window = Annotated[int, Between(1, 16)]
Reduction = Literal["max", "average", "sum", "min"]


@solver
def pooled(image: Map, window: Window, stride: Window, how: Reduction) -> Rows:
    """Return the pooled map: the maximum (mean, sum, minimum) of each window; no padding, incomplete windows dropped.

    >>> pooled(((1, 2, -3, 0), (4, 5, 6, 7), (0, 0, 0, 0), (-1, -2, -3, -8)), 2, 2, "max")
    ((5, 7), (0, 0))
    """
    rows, columns = range(0, len(image) - window + 1, stride), range(0, len(image[0]) - window + 1, stride)
    if not rows or not columns:
        raise SolverError("impossible", "pooled", "window", window, "a window inside the image")
    return tuple(tuple(_reduced(map_window(image, window, row, column), how) for column in columns) for row in rows)


def _reduced(window: Rows, how: Reduction) -> Real:
    values = [value for row in window for value in row]
    if how == "max":
        return max(values)
    if how == "min":
        return min(values)
    total = sum(values)
    if how == "sum" or isinstance(total, float):
        return total if how == "sum" else total / len(values)
    mean = Fraction(total, len(values))
    return int(mean) if mean.denominator == 1 else mean


@solver
def pooled_by_numpy(image: Map, window: Window, stride: Window, how: Literal["max", "average"]) -> Rows:
    """Return the same from NumPy's view of all windows.

    >>> pooled_by_numpy(((1, 2), (3, 5)), 2, 1, "average")
    ((2.75,),)
    """
    import numpy as np

    picture = np.array(image, dtype=np.float64)
    windows = np.lib.stride_tricks.sliding_window_view(picture, (window, window))[::stride, ::stride]
    values = windows.max(axis=(2, 3)) if how == "max" else windows.mean(axis=(2, 3))
    return tuple(tuple(row) for row in values.tolist())


@solver
def clipped_map(image: Map) -> Rows:
    """Return the map with every negative value replaced by 0.

    >>> clipped_map(((-1, 2),))
    ((0, 2),)
    """
    return tuple(tuple(max(value, 0) for value in row) for row in image)


@solver
def max_pool_gradient(image: Map, upstream: Map) -> Rows:
    """Return the gradient at the input of 2x2 max pooling with stride 2: upstream's value at each window's maximum.

    The maximum of each window must be unique; every other pixel gets 0.

    >>> max_pool_gradient(((1, 2), (4, 3)), ((7,),))
    ((0, 0), (7, 0))
    """
    gradient: list[list[Real]] = [[0] * len(row) for row in image]
    for row, values in enumerate(upstream):
        for column, value in enumerate(values):
            places = [(2 * row + down, 2 * column + right) for down in (0, 1) for right in (0, 1)]
            largest = max(places, key=lambda place: image[place[0]][place[1]])
            gradient[largest[0]][largest[1]] = value
    return tuple(tuple(row) for row in gradient)


@solver
def max_pool_gradient_by_differences(image: Map, upstream: Map) -> Rows:
    """Return the same gradient by central differences of L = sum of upstream * pooled image.

    The step is below half the gap between different whole pixels, so no maximum changes its place.

    >>> max_pool_gradient_by_differences(((1, 2), (4, 3)), ((7,),))
    ((0, 0), (7, 0))
    """
    import numpy as np

    picture, weights = np.array(image, dtype=np.float64), np.array(upstream, dtype=np.float64)
    rows, columns = weights.shape

    def loss(values: NDArray[np.float64]) -> float:
        blocks = values[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2)
        return float((blocks.max(axis=(1, 3)) * weights).sum())

    gradient = np.zeros_like(picture)
    for place in np.ndindex(*picture.shape):
        step = np.zeros_like(picture)
        step[place] = 0.25
        gradient[place] = (loss(picture + step) - loss(picture - step)) / 0.5
    return tuple(tuple(int(value) if value.is_integer() else value for value in row) for row in gradient.tolist())


@solver
def spread_gradient(upstream: Map, how: Literal["average", "copy", "corner"]) -> Rows:
    """Return a gradient that doesn't look for maxima: a quarter to each of 2x2 pixels, a copy to each, or the corner's.

    The quarters are what average pooling does.

    >>> spread_gradient(((8,),), "average"), spread_gradient(((8,),), "corner")
    (((2, 2), (2, 2)), ((8, 0), (0, 0)))
    """
    found: list[tuple[Real, ...]] = []
    for values in upstream:
        upper: list[Real] = []
        lower: list[Real] = []
        for value in values:
            share = value / 4 if isinstance(value, float) else Fraction(value, 4)
            part: Real = value if how != "average" else share if share != int(share) else int(share)
            upper += [part, 0 if how == "corner" else part]
            lower += [0, 0] if how == "corner" else [part, part]
        found += [tuple(upper), tuple(lower)]
    return tuple(found)
