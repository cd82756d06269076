"""The faults that the training core reports: what was given, where, what was expected, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["DataError", "LabelError", "NetworkError", "NotReadyError", "ShapeError", "SpecificationError"]


class NetworkError(ValueError):
    """Anything that a caller of :mod:`solvers.nn` did wrong; every other error here is one of these."""


class SpecificationError(NetworkError):
    """A name or a number that a layer, optimizer or trainer cannot be built with."""


class NotReadyError(NetworkError):
    """A step was taken too early: ``backward`` before ``forward``, or a layer without parameters."""


class DataError(NetworkError):
    """A file of images, labels or parameters that cannot be read."""


class ShapeError(NetworkError):
    """An array of the wrong shape.

    >>> print(ShapeError("Dense(784 -> 40)", "input", (100, 28, 28), "(N, 784)", "put a Flatten before it"))
    Dense(784 -> 40): input of shape (100, 28, 28), expected (N, 784); put a Flatten before it
    """

    def __init__(self, layer: str, what: str, found: Sequence[int], expected: str, remedy: str = "") -> None:
        """Say which ``layer`` met ``what`` of shape ``found`` where ``expected`` was due."""
        self.layer, self.found, self.expected = layer, tuple(found), expected
        message = f"{layer}: {what} of shape {tuple(found)}, expected {expected}"
        super().__init__(f"{message}; {remedy}" if remedy else message)


class LabelError(NetworkError):
    """Labels that do not fit the loss: their shape, their type, or a class out of range."""
