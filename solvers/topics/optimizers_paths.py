"""The paths of four optimizers through a long valley, E = x²/20 + y², and telling from a path which one made it.

SGD, momentum, AdaGrad and Adam with their usual formulas; every state begins at 0 (Duchi et al. 2011; Kingma, Ba 2015).
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, Literal

from solvers.registry import Between, Length, Real, SolverError, solver

Method = Literal["sgd", "momentum", "adagrad", "adam"]
Point = Annotated[tuple[Real, ...], Length(2, 2), Between(-1000, 1000)]
Path = Annotated[tuple[tuple[Real, ...], ...], Length(3, 200)]

_INERTIA, _MEMORY, _SQUARES, _TINY = 0.9, 0.9, 0.999, 1e-7
DIGITS = 4
"""Decimals of a point of a path."""
_READ, _CLEAR = 5, 0.05
"""A path is told from its first moves, where the gradient is not so small that the rounding of points counts."""


@solver
def descent_path(
    method: Method, start: Point, rate: Annotated[Real, Between(0.0001, 10)], steps: Annotated[int, Between(2, 100)]
) -> tuple[tuple[float, ...], ...]:
    """Return the points of a run, the first one being its start.

    >>> descent_path("sgd", (10, 1), 0.5, 2), descent_path("adagrad", (10, 1), 0.5, 2)[1]
    (((10.0, 1.0), (9.5, 0.0), (9.025, 0.0)), (9.5, 0.5))
    """
    place, speed = [float(start[0]), float(start[1])], [0.0, 0.0]
    mean, squares = [0.0, 0.0], [0.0, 0.0]
    eta = float(rate)
    found = [tuple(place)]
    for step in range(1, steps + 1):
        for axis, slope in enumerate(_slopes(place)):
            if method == "sgd":
                place[axis] -= eta * slope
            elif method == "momentum":
                speed[axis] = _INERTIA * speed[axis] - eta * slope
                place[axis] += speed[axis]
            elif method == "adagrad":
                squares[axis] += slope * slope
                place[axis] -= eta * slope / (sqrt(squares[axis]) + _TINY)
            else:
                mean[axis] = _MEMORY * mean[axis] + (1 - _MEMORY) * slope
                squares[axis] = _SQUARES * squares[axis] + (1 - _SQUARES) * slope * slope
                unbiased, spread = mean[axis] / (1 - _MEMORY**step), squares[axis] / (1 - _SQUARES**step)
                place[axis] -= eta * unbiased / (sqrt(spread) + _TINY)
        found.append((round(place[0], DIGITS) + 0.0, round(place[1], DIGITS) + 0.0))
    return tuple(found)


@solver
def path_method(points: Path) -> str:
    """Return which of the four methods made a path, from its points alone.

    Moves in proportion to the gradient all along are SGD's. A first move of equal length on both axes is AdaGrad's or
    Adam's; AdaGrad's moves times √Σg² stay in proportion to the gradient. Momentum is what remains.

    >>> [path_method(descent_path(name, (7, 2), rate, 9)) for name, rate in (("sgd", 0.9), ("adam", 0.3))]
    ['sgd', 'adam']
    """
    places = [(float(x), float(y)) for x, y in points[: _READ + 1]]
    steps = [
        (axis, places[number + 1][axis] - place[axis], _slopes(list(place))[axis])
        for number, place in enumerate(places[:-1])
        for axis in (0, 1)
    ]
    seen = [(move, slope) for _, move, slope in steps if abs(slope) > _CLEAR]
    if len(seen) < _READ or not steps[0][1]:
        raise SolverError("impossible", "path_method", "points", places[0], "a path that begins off the axes")
    if _alike([-move / slope for move, slope in seen]):
        return "sgd"
    if abs(abs(steps[0][1]) - abs(steps[1][1])) > 0.01 * abs(steps[0][1]):
        return "momentum"
    rates, squares = [], [0.0, 0.0]
    for axis, move, slope in steps:
        squares[axis] += slope**2
        if abs(slope) > _CLEAR:
            rates.append(-move * sqrt(squares[axis]) / slope)
    return "adagrad" if _alike(rates) else "adam"


def _slopes(place: list[float]) -> tuple[float, float]:
    return place[0] / 10, 2 * place[1]


def _alike(values: list[float]) -> bool:
    return max(values) - min(values) < 0.02 * abs(max(values))
