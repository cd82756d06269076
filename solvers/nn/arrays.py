"""The array type, and the one convention of memory that the whole training core rests on.

Images are *indexed* ``(N, C, H, W)`` as in PyTorch and in the course, but *stored* with the sample index last, as
``(C, H, W, N)``. A pixel of all images of a batch then lies in one run of memory, so that windows, pooling and
statistics over a channel read long runs and no layer has to transpose. :func:`batch_last` and :func:`batch_first`
go from one view to the other; neither copies an array that is already stored this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["Array", "Buffers", "Seed", "batch_first", "batch_last", "generator", "pair"]

Array = NDArray[Any]
Seed = int | np.random.Generator


def batch_last(x: Array) -> Array:
    """See ``(N, ...)`` as ``(..., N)``, contiguous in memory; copies only if it is stored differently.

    >>> batch_last(np.zeros((5, 3, 8, 9))).shape
    (3, 8, 9, 5)
    """
    return np.ascontiguousarray(x.transpose(*range(1, x.ndim), 0))


def batch_first(x: Array) -> Array:
    """See ``(..., N)`` as ``(N, ...)``: a view, never a copy.

    >>> batch_first(np.zeros((3, 8, 9, 5))).shape
    (5, 3, 8, 9)
    """
    return x.transpose(x.ndim - 1, *range(x.ndim - 1))


def generator(seed: Seed) -> np.random.Generator:
    """Return a ``Generator``, made from an integer seed where one is given (PCG64: the same on every platform).

    >>> bool(generator(7).integers(100) == generator(generator(7)).integers(100))
    True
    """
    return seed if isinstance(seed, np.random.Generator) else np.random.Generator(np.random.PCG64(seed))


def pair(value: int | Sequence[int]) -> tuple[int, int]:
    """Read ``3`` as ``(3, 3)`` and ``(3, 5)`` as itself.

    >>> pair(3), pair([3, 5])
    ((3, 3), (3, 5))
    """
    if isinstance(value, int | np.integer):
        return int(value), int(value)
    first, second = value
    return int(first), int(second)


class Buffers:
    """Memory for results: fresh for every call, or kept from step to step while a network trains.

    A layer that is used by hand must not overwrite what it returned before, so ``keep`` is off. A training step hands
    its intermediate results to nobody; there the same memory serves every step, which spares the operating system
    from mapping megabytes anew each time.

    >>> buffers = Buffers()
    >>> buffers.get("y", (2, 3), np.float32) is buffers.get("y", (2, 3), np.float32)
    False
    >>> buffers.keep = True
    >>> buffers.get("y", (2, 3), np.float32) is buffers.get("y", (2, 3), np.float32)
    True
    """

    __slots__ = ("_kept", "keep")

    def __init__(self) -> None:
        """Start empty, with ``keep`` off."""
        self.keep = False
        self._kept: dict[tuple[str, tuple[int, ...]], Array] = {}

    def get(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        """Return uninitialized memory for the result called ``name``."""
        if not self.keep:
            return np.empty(shape, dtype)
        found = self._kept.get((name, shape))
        if found is None or found.dtype != dtype:
            found = self._kept[name, shape] = np.empty(shape, dtype)
        return found

    def clear(self) -> None:
        """Give all kept memory back."""
        self._kept.clear()
