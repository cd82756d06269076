"""Activation layers: the functions of :mod:`solvers.nn.functions` with the derivative taken from what is at hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solvers.nn import functions as f
from solvers.nn.arrays import Array
from solvers.nn.exceptions import SpecificationError
from solvers.nn.layers.base import Layer

__all__ = [
    "ELU", "GELU", "SELU", "Activation", "Identity", "LeakyReLU", "LogSoftmax", "ReLU", "Sigmoid", "Softmax",
    "Softplus", "Step", "Tanh", "activation",
]  # fmt: skip


class Activation(Layer):
    """``y = f(x)`` element by element, with ``dx = dy f'(x)``; any shape.

    >>> layer = Activation(f.softplus, f.d_softplus)
    >>> layer.forward(np.array([[0.0]])).round(4), layer.backward(np.array([[1.0]]))
    (array([[0.6931]]), array([[0.5]]))
    """

    def __init__(self, function: Callable[[Array], Array], derivative: Callable[[Array], Array]) -> None:
        """Take ``f`` and ``f'``."""
        super().__init__()
        self.function, self.derivative = function, derivative
        self._x: Array | None = None
        self._y: Array | None = None

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return ``f(x)``."""
        self._x = x
        self._y = self.function(x)
        return self._y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy f'(x)``."""
        x = self._kept("_x")
        self._require_dy(dy, x.shape)
        return np.asarray(dy * self.derivative(x)) if input_gradient else None

    def _like(self, name: str, x: Array) -> Array:
        """Memory for a result that is stored the way ``x`` is (sample last, if ``x`` is an image stored so)."""
        if x.flags.c_contiguous:
            return self.buffers.get(name, x.shape, x.dtype)
        axes = tuple(int(i) for i in np.argsort([-abs(s) for s in x.strides], kind="stable"))
        stored = self.buffers.get(name, tuple(x.shape[i] for i in axes), x.dtype)
        return stored.transpose(tuple(int(i) for i in np.argsort(axes)))


class Identity(Activation):
    """``y = x``.

    >>> Identity().forward(np.array([[-2.0]]))
    array([[-2.]])
    """

    def __init__(self) -> None:
        super().__init__(f.identity, f.d_identity)


class Step(Activation):
    """``y = 1 if x > 0 else 0``; its derivative is 0 everywhere, so nothing below it learns.

    >>> Step().forward(np.array([[-2.0, 3.0]]))
    array([[0., 1.]])
    """

    def __init__(self) -> None:
        super().__init__(f.step, f.d_step)


class Sigmoid(Activation):
    """``y = 1 / (1 + exp(-x))``, with the derivative from the output: ``dx = dy y (1 - y)``.

    >>> Sigmoid().forward(np.array([[0.0]]))
    array([[0.5]])
    """

    def __init__(self) -> None:
        super().__init__(f.sigmoid, f.d_sigmoid)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the sigmoid, computed in place of its own buffer."""
        self._x = x
        self._y = f.sigmoid(x, out=self._like("y", x))
        return self._y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy (1 - y) y``."""
        y = self._kept("_y")
        self._require_dy(dy, y.shape)
        if not input_gradient:
            return None
        dx: Array = np.subtract(y.dtype.type(1), y, out=self._like("dx", y))
        np.multiply(dx, y, out=dx)
        return np.multiply(dx, dy, out=dx)


class Tanh(Activation):
    """``y = tanh(x)``, with ``dx = dy (1 - y^2)``.

    >>> Tanh().forward(np.array([[0.0]]))
    array([[0.]])
    """

    def __init__(self) -> None:
        super().__init__(f.tanh, f.d_tanh)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return ``tanh(x)``."""
        self._x = x
        self._y = np.tanh(x, out=self._like("y", x))
        return self._y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy (1 - y^2)``."""
        y = self._kept("_y")
        self._require_dy(dy, y.shape)
        if not input_gradient:
            return None
        dx = np.multiply(y, y, out=self._like("dx", y))
        np.subtract(y.dtype.type(1), dx, out=dx)
        return np.multiply(dx, dy, out=dx)


class ReLU(Activation):
    """``y = max(x, 0)``, with ``dx = dy`` where ``y > 0`` and 0 elsewhere (0 at ``x = 0``).

    >>> layer = ReLU()
    >>> layer.forward(np.array([[-1.0, 2.0]])), layer.backward(np.array([[5.0, 5.0]]))
    (array([[0., 2.]]), array([[0., 5.]]))
    """

    def __init__(self) -> None:
        super().__init__(f.relu, f.d_relu)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return ``max(x, 0)``."""
        self._x = x
        self._y = np.maximum(x, x.dtype.type(0), out=self._like("y", x))
        return self._y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Return ``dy`` times the mask ``y > 0``: a product, for writing through a mask is many times slower."""
        y = self._kept("_y")
        self._require_dy(dy, y.shape)
        if not input_gradient:
            return None
        return np.multiply(dy, y > 0, out=self._like("dx", y))


class LeakyReLU(Activation):
    """``y = x if x > 0 else slope x``.

    >>> LeakyReLU(0.1).forward(np.array([[-1.0, 2.0]]))
    array([[-0.1,  2. ]])
    """

    def __init__(self, slope: float = 0.01) -> None:
        """Take the slope below 0."""
        super().__init__(lambda x: f.leaky_relu(x, slope), lambda x: f.d_leaky_relu(x, slope))


class ELU(Activation):
    """``y = x if x > 0 else alpha (exp(x) - 1)``.

    >>> ELU().forward(np.array([[-1.0, 2.0]])).round(4)
    array([[-0.6321,  2.    ]])
    """

    def __init__(self, alpha: float = 1.0) -> None:
        """Take the depth of the negative side."""
        super().__init__(lambda x: f.elu(x, alpha), lambda x: f.d_elu(x, alpha))


class SELU(Activation):
    """``y = scale elu(x, alpha)``.

    >>> SELU().forward(np.array([[1.0]])).round(4)
    array([[1.0507]])
    """

    def __init__(self, alpha: float = f.SELU_ALPHA, scale: float = f.SELU_SCALE) -> None:
        """Take the published constants unless told otherwise."""
        super().__init__(lambda x: f.selu(x, alpha, scale), lambda x: f.d_selu(x, alpha, scale))


class GELU(Activation):
    """``y = x Phi(x)``, exact or with ``approximate="tanh"``.

    >>> GELU().forward(np.array([[1.0]])).round(4)
    array([[0.8413]])
    """

    def __init__(self, approximate: str = "none") -> None:
        """Take ``"none"`` (exact) or ``"tanh"``."""
        if approximate not in ("none", "tanh"):
            raise SpecificationError(f'GELU: approximate must be "none" or "tanh", found {approximate!r}')
        super().__init__(lambda x: f.gelu(x, approximate), lambda x: f.d_gelu(x, approximate))


class Softplus(Activation):
    """``y = log(1 + exp(x))``.

    >>> Softplus().forward(np.array([[0.0]])).round(4)
    array([[0.6931]])
    """

    def __init__(self) -> None:
        super().__init__(f.softplus, f.d_softplus)


class _AlongAxis(Layer):
    """A function that mixes the elements along one axis; its derivative is a matrix, applied from the output."""

    def __init__(
        self, function: Callable[[Array, int], Array], product: Callable[[Array, Array, int], Array], axis: int
    ) -> None:
        super().__init__()
        self.function, self.product, self.axis = function, product, axis
        self._y: Array | None = None

    def forward(self, x: Array, train: bool = False) -> Array:
        self._y = self.function(x, self.axis)
        return self._y

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        y = self._kept("_y")
        self._require_dy(dy, y.shape)
        return self.product(y, dy, self.axis) if input_gradient else None


class Softmax(_AlongAxis):
    """``y_i = exp(x_i) / sum_j exp(x_j)`` along ``axis`` (1, the classes or channels).

    >>> Softmax().forward(np.zeros((1, 4)))
    array([[0.25, 0.25, 0.25, 0.25]])
    """

    def __init__(self, axis: int = 1) -> None:
        """Take the axis that sums to 1."""
        super().__init__(f.softmax, f.softmax_jacobian_product, axis)


class LogSoftmax(_AlongAxis):
    """``y_i = x_i - log sum_j exp(x_j)`` along ``axis`` (1, the classes or channels).

    >>> LogSoftmax().forward(np.zeros((1, 4))).round(4)
    array([[-1.3863, -1.3863, -1.3863, -1.3863]])
    """

    def __init__(self, axis: int = 1) -> None:
        """Take the axis whose exponentials sum to 1."""
        super().__init__(f.log_softmax, f.log_softmax_jacobian_product, axis)


_BY_NAME: dict[str, Callable[[], Layer]] = {
    "identity": Identity,
    "step": Step,
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "relu": ReLU,
    "leaky-relu": LeakyReLU,
    "elu": ELU,
    "selu": SELU,
    "gelu": GELU,
    "softplus": Softplus,
    "softmax": Softmax,
    "log-softmax": LogSoftmax,
}


def activation(name: str) -> Layer:
    """Return a new activation layer by name.

    >>> activation("relu")
    ReLU
    """
    try:
        return _BY_NAME[name.lower()]()
    except KeyError:
        raise SpecificationError(f"unknown activation {name!r}; known: {', '.join(_BY_NAME)}") from None
