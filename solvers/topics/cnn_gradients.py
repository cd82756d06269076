"""Where the gradient of a convolution's or a pooling's output goes: back into the windows it came from (col2im).

Each output's gradient, times the filter, is added into its window of the input; average pooling is the filter whose
weights are all one quarter. The second computation of the same is a correlation (:mod:`solvers.topics.cnn_values`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from solvers.registry import Between, Real, solver
from solvers.topics.cnn_values import Map, Rows

Step = Annotated[int, Between(1, 16)]


@solver
def scattered(kernel: Map, upstream: Map, stride: Step, overlap: Literal["add", "overwrite"]) -> Rows:
    """Return the gradient at the input of a convolution without padding: upstream[i][j] times the filter per window.

    dX[is + u][js + v] += dY[i][j] K[u][v]. The input is as large as the windows reach. With ``overwrite`` the last
    window wins where several overlap, which is the slip of writing = for +=.

    >>> scattered(((1, 2),), ((10, 100),), 1, "add"), scattered(((1, 2),), ((10, 100),), 1, "overwrite")
    (((10, 120, 200),), ((10, 100, 200),))
    """
    high, wide = len(kernel), len(kernel[0])
    rows, columns = stride * (len(upstream) - 1) + high, stride * (len(upstream[0]) - 1) + wide
    found: list[list[Real]] = [[0] * columns for _ in range(rows)]
    for i, line in enumerate(upstream):
        for j, slope in enumerate(line):
            for u, weights in enumerate(kernel):
                for v, weight in enumerate(weights):
                    row, column = i * stride + u, j * stride + v
                    before = found[row][column] if overlap == "add" else 0
                    found[row][column] = before + slope * weight
    return tuple(map(tuple, found))


@solver
def routed_to_maxima(image: Map, upstream: Map, window: Step, stride: Step) -> Rows:
    """Return the gradient at the input of max pooling: upstream's values at the windows' maxima, added up.

    >>> routed_to_maxima(((1, 9, 2),), ((5, 7),), 1, 1), routed_to_maxima(((1, 2), (9, 3)), ((5,),), 2, 1)
    (((5, 7, 0),), ((0, 0), (5, 0)))
    """
    found: list[list[Real]] = [[0] * len(row) for row in image]
    for i, line in enumerate(upstream):
        for j, slope in enumerate(line):
            places = [(i * stride + u, j * stride + v) for u in range(window) for v in range(window)]
            row, column = max(places, key=lambda place: image[place[0]][place[1]])
            found[row][column] += slope
    return tuple(map(tuple, found))


@solver
def zeros_between(rows: Map, stride: Step) -> Rows:
    """Return the rows with ``stride`` - 1 zeros between neighbours, across and down.

    >>> zeros_between(((1, 2), (3, 4)), 2)
    ((1, 0, 2), (0, 0, 0), (3, 0, 4))
    """
    high, wide = stride * (len(rows) - 1) + 1, stride * (len(rows[0]) - 1) + 1
    return tuple(
        tuple(rows[r // stride][c // stride] if r % stride == c % stride == 0 else 0 for c in range(wide))
        for r in range(high)
    )
