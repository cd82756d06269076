"""Normalization layers: over which axes they take their means, and how many values they hold."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Annotated, Literal

from solvers.registry import Between, Length, SolverError, solver

Layout = Annotated[str, Length(2, 4)]
Method = Literal["batch", "layer", "instance"]
Short = Literal["BN", "LN", "IN", "GN"]
Channels = Annotated[int, Between(1, 4096)]
Side = Annotated[int, Between(1, 64)]

_KEPT: dict[Method, str] = {"batch": "C", "layer": "N", "instance": "NC"}
"""The axes along which each statistic is one of its own: channels, samples, or both."""


def _axes(places: tuple[int, ...]) -> str:
    return f"axis={places[0]}" if len(places) == 1 else f"axis={places}"


def _refuse_other(function: str, layout: str) -> None:
    if not {"N", "C"} <= set(layout) <= set("NCHW") or len(set(layout)) != len(layout):
        raise SolverError("impossible", function, "layout", layout, "NCHW")


@solver
def averaged_axes(layout: Layout, method: Method) -> str:
    """Write the axes that ``np.mean`` runs over, for a layout given by its letters N, C, H and W.

    >>> averaged_axes("NCHW", "batch"), averaged_axes("NHWC", "instance"), averaged_axes("CN", "layer")
    ('axis=(0, 2, 3)', 'axis=(1, 2)', 'axis=0')
    """
    _refuse_other("averaged_axes", layout)
    places = tuple(place for place, letter in enumerate(layout) if letter not in _KEPT[method])
    if not places:
        raise SolverError("impossible", "averaged_axes", "layout", layout, "H, W")
    return _axes(places)


@solver
def averaged_axes_by_search(layout: Layout, method: Method) -> str:
    """Return the same by trying every choice of axes: exactly one averages as many numbers as the method says.

    With sizes 2, 3, 5, 7 for N, C, H, W every choice averages another number of entries. A batch statistic is that of
    all numbers of a channel, N·H·W; a layer's that of all numbers of a sample, C·H·W; an instance's H·W.

    >>> averaged_axes_by_search("NHWC", "batch")
    'axis=(0, 1, 2)'
    """
    _refuse_other("averaged_axes_by_search", layout)
    sizes = dict(zip("NCHW", (2, 3, 5, 7), strict=True))
    everything = math.prod(sizes[letter] for letter in layout)
    wanted = everything // {"batch": sizes["C"], "layer": sizes["N"], "instance": sizes["N"] * sizes["C"]}[method]
    for count in range(1, len(layout) + 1):
        for places in combinations(range(len(layout)), count):
            if math.prod(sizes[layout[place]] for place in places) == wanted:
                return _axes(places)
    raise SolverError("impossible", "averaged_axes_by_search", "layout", layout, "H, W")


@solver
def layout_shape(layout: Layout) -> str:
    """Write a layout as a shape.

    >>> layout_shape("NCHW")
    '(N, C, H, W)'
    """
    return f"({', '.join(layout)})"


@solver
def norm_layer_values(method: Short, channels: Channels, side: Side, saved: Annotated[int, Between(0, 1)]) -> int:
    """Return how many values a normalization layer learns or, if ``saved`` is 1, keeps for inference in all.

    γ and β belong to the channels, in layer normalization (over C, H and W) to every entry of a sample. Batch
    normalization alone records statistics, a mean and a variance for each channel.

    >>> norm_layer_values("BN", 16, 7, 0), norm_layer_values("BN", 16, 7, 1), norm_layer_values("LN", 16, 7, 1)
    (32, 64, 1568)
    """
    learned = 2 * channels * side * side if method == "LN" else 2 * channels
    return learned + (2 * channels if saved and method == "BN" else 0)


@solver
def norm_layer_values_by_arrays(
    method: Short, channels: Channels, side: Side, saved: Annotated[int, Between(0, 1)]
) -> int:
    """Return the same by counting the entries of the arrays that the layer holds.

    >>> norm_layer_values_by_arrays("GN", 16, 7, 1)
    32
    """
    import numpy as np

    shape = (1, channels, side, side) if method == "LN" else (1, channels, 1, 1)
    arrays = [np.broadcast_to(1.0, shape), np.broadcast_to(0.0, shape)]
    if method == "BN" and saved:
        batch = np.broadcast_to(0.0, (2, channels, side, side))
        arrays += [batch.mean((0, 2, 3)), batch.var((0, 2, 3))]
    return sum(held.size for held in arrays)
