"""Dropout in its two forms."""

from __future__ import annotations

from typing import Literal

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import NotReadyError, SpecificationError
from solvers.nn.layers.base import Layer

__all__ = ["Dropout"]


class Dropout(Layer):
    """Switch each unit off with probability ``rate`` while training (Srivastava et al., 2014); any shape.

    - ``form="lecture"`` (the course, and the paper): training ``y = mask x``; afterwards ``y = (1 - rate) x``.
    - ``form="inverted"`` (PyTorch, Keras, ONNX): training ``y = mask x / (1 - rate)``; afterwards ``y = x``.

    Both have the same expectation in training and use. Backward uses the very mask of the forward pass. With
    ``frozen`` set, the mask of the last step is kept, which a numeric gradient needs.

    >>> layer = Dropout(0.5).initialize(1)
    >>> layer.forward(np.ones((1, 6)), train=True), layer.forward(np.ones((1, 2)))
    (array([[0., 1., 1., 1., 0., 0.]]), array([[0.5, 0.5]]))
    """

    def __init__(self, rate: float = 0.5, form: Literal["lecture", "inverted"] = "lecture") -> None:
        """Take the share of units to drop, ``0 <= rate < 1``, and the form."""
        super().__init__()
        if not 0 <= rate < 1:
            raise SpecificationError(f"Dropout: rate must be at least 0 and below 1, found {rate}")
        if form not in ("lecture", "inverted"):
            raise SpecificationError(f'Dropout: form must be "lecture" or "inverted", found {form!r}')
        self.rate, self.form = rate, form
        self.frozen = False
        self.mask: Array | None = None
        self._factor: Array | float | None = None

    def __repr__(self) -> str:
        """Name the layer with its rate."""
        return f"Dropout({self.rate:g}, {self.form})"

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the masked input while training, the scaled or plain input otherwise."""
        kept = 1 - self.rate
        if not train:
            self._factor = x.dtype.type(kept if self.form == "lecture" else 1)
            return np.asarray(x * self._factor)
        if not (self.frozen and self.mask is not None and self.mask.shape == x.shape):
            if self.rng is None:
                raise NotReadyError(
                    f"{self!r} has no random numbers yet; call initialize(seed) or put it into a Network"
                )
            self.mask = self.rng.random(x.shape, np.float32) >= self.rate
        assert self.mask is not None
        scale = 1.0 if self.form == "lecture" else 1 / kept
        self._factor = self.mask.astype(x.dtype) * x.dtype.type(scale)
        return np.asarray(x * self._factor)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy`` times what ``x`` was multiplied with."""
        if self._factor is None:
            raise NotReadyError(f"{self!r}: backward before forward; call forward(x, train=True) first")
        if isinstance(self._factor, np.ndarray) and self._factor.ndim:
            self._require_dy(dy, self._factor.shape)
        return np.asarray(dy * self._factor) if input_gradient else None
