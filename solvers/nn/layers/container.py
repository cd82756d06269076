"""Layers made of layers: one after another, and the residual block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Seed, generator
from solvers.nn.exceptions import ShapeError
from solvers.nn.layers.base import Layer, Shape

__all__ = ["Residual", "Sequential", "leaves"]


def leaves(layer: Layer, path: str = "") -> Iterator[tuple[str, Layer]]:
    """Yield every layer that is no container, with its path, as ``("2.0", layer)``, in order of computation.

    >>> from solvers.nn.layers import Dense, ReLU
    >>> [path for path, _ in leaves(Sequential([Dense(2, 2), Residual([Dense(2, 2), ReLU()])]))]
    ['0', '1.0.0', '1.0.1']
    """
    inside = layer.sublayers()
    if not inside:
        yield path, layer
    for index, part in enumerate(inside):
        yield from leaves(part, f"{path}.{index}" if path else str(index))


class _Container(Layer):
    """A layer whose parameters are those of the layers inside."""

    def parameter_count(self) -> int:
        return sum(part.parameter_count() for part in self.sublayers())

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        rng = generator(seed)
        for part in self.sublayers():
            part.initialize(rng, dtype)
        return self


class Sequential(_Container):
    """Layers one after another: ``y = f_n(... f_2(f_1(x)))``.

    >>> from solvers.nn.layers import ReLU, Tanh
    >>> Sequential([ReLU(), Tanh()]).forward(np.array([[-1.0, 0.0]]))
    array([[0., 0.]])
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Take the layers in order of computation."""
        super().__init__()
        self.layers = list(layers)
        # Nothing below the first layer with parameters needs a gradient.
        self._first = next((i for i, layer in enumerate(self.layers) if layer.parameter_count()), len(self.layers))

    def __repr__(self) -> str:
        """List the layers."""
        return f"Sequential([{', '.join(map(repr, self.layers))}])"

    def sublayers(self) -> list[Layer]:
        """Return the layers."""
        return self.layers

    def output_shape(self, shape: Shape) -> Shape:
        """Follow the shape through all layers."""
        for layer in self.layers:
            shape = layer.output_shape(shape)
        return shape

    def forward(self, x: Array, train: bool = False) -> Array:
        """Run all layers."""
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Run all layers backwards; without ``input_gradient``, only down to the first that has parameters."""
        d: Array | None = dy
        for index in range(len(self.layers) - 1, -1, -1):
            if index < self._first and not input_gradient:
                return None
            assert d is not None
            d = self.layers[index].backward(d, input_gradient or index > self._first)
        return d


class Residual(_Container):
    """``y = body(x) + shortcut(x)``; the shortcut is the identity unless a layer is given (He et al., 2016).

    The gradient reaches the layers below by both ways, and so does not vanish with the body's.

    >>> from solvers.nn.layers import ReLU
    >>> Residual([ReLU()]).forward(np.array([[-1.0, 2.0]]))
    array([[-1.,  4.]])
    """

    def __init__(self, body: Sequence[Layer], shortcut: Layer | None = None) -> None:
        """Take the body's layers and, where the shape changes, a layer for the shortcut (such as a 1x1 convolution)."""
        super().__init__()
        self.body, self.shortcut = Sequential(body), shortcut

    def sublayers(self) -> list[Layer]:
        """Return the body and the shortcut."""
        return [self.body] if self.shortcut is None else [self.body, self.shortcut]

    def output_shape(self, shape: Shape) -> Shape:
        """Follow both ways; they must meet."""
        across = shape if self.shortcut is None else self.shortcut.output_shape(shape)
        through = self.body.output_shape(shape)
        if through != across:
            raise ShapeError("Residual", "output of the body", through, f"{across}, the shortcut's")
        return through

    def forward(self, x: Array, train: bool = False) -> Array:
        """Add both ways."""
        across = x if self.shortcut is None else self.shortcut.forward(x, train)
        through = self.body.forward(x, train)
        if through.shape != across.shape:
            raise ShapeError("Residual", "output of the body", through.shape, f"{across.shape}, the shortcut's")
        return np.asarray(through + across)

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Send ``dy`` both ways and add what comes back."""
        through = self.body.backward(dy, input_gradient)
        across = dy if self.shortcut is None else self.shortcut.backward(dy, input_gradient)
        if not input_gradient:
            return None
        assert through is not None
        assert across is not None
        return np.asarray(through + across)
