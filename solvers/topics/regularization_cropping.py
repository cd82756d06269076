"""Cutting a rectangle out of images, whatever the order of their axes: which slices do it."""

from __future__ import annotations

import math
from typing import Annotated, Any

from solvers.arithmetic.small_arrays import Array, arange
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Length, SolverError, solver

Code = Annotated[str, Length(1, 300)]
Layout = Annotated[str, Length(3, 4)]

_SIDES = {"N": 2, "C": 3, "H": 5, "W": 7}
_SPANS = {"N": (0, 2), "C": (0, 3), "H": (1, 4), "W": (2, 6)}
"""A small case stands for all: the sizes of the axes, and what is to be taken of each (top 1, bottom 4, left 2 ...)."""


def _sizes(function: str, layout: str) -> tuple[int, ...]:
    if not {"C", "H", "W"} <= set(layout) <= set(_SIDES) or len(set(layout)) != len(layout):
        raise SolverError("impossible", function, "layout", layout, "HWC")
    return tuple(_SIDES[letter] for letter in layout)


def _cut(code: str, sizes: tuple[int, ...]) -> tuple[Array, Array | None]:
    """Return an array whose entries count its numbers, and what ``code`` cuts out of it."""
    image = arange(math.prod(sizes)).reshape(*sizes)
    (top, bottom), (left, right) = _SPANS["H"], _SPANS["W"]
    try:
        value = run_fragment(code, {"image": image, "top": top, "bottom": bottom, "left": left, "right": right})
    except FragmentError:
        return image, None
    return image, value if isinstance(value, Array) else None


@solver
def crops(code: Code, layout: Layout) -> bool:
    """True if ``code`` cuts rows top..bottom and columns left..right of ``image``, and keeps all the rest.

    ``layout`` are the axes in their order, of N, C, H and W. The comparison is with a cut made number by number.

    >>> crops("image[top:bottom, left:right, :]", "HWC"), crops("image[top:bottom, left:right, :]", "CHW")
    (True, False)
    """
    image, value = _cut(code, _sizes("crops", layout))
    wanted = _picked(image.tolist(), [range(*_SPANS[letter]) for letter in layout])
    return value is not None and value.tolist() == wanted


def _picked(nested: Any, ranges: list[range]) -> Any:
    return [_picked(nested[place], ranges[1:]) for place in ranges[0]] if ranges else nested


@solver
def crops_by_shape(code: Code, layout: Layout) -> bool:
    """Decide the same from the shape of the cut and its two corner entries.

    >>> crops_by_shape("image[left:right, top:bottom, :]", "HWC")
    False
    """
    image, value = _cut(code, _sizes("crops_by_shape", layout))
    spans = [_SPANS[letter] for letter in layout]
    if value is None or value.shape != tuple(stop - start for start, stop in spans):
        return False
    first, last = tuple(start for start, _ in spans), tuple(stop - 1 for _, stop in spans)
    corners = value[(0,) * len(layout)], value[(-1,) * len(layout)]
    return bool(corners == (image[first], image[last]))
