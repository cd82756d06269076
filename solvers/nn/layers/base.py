"""What every layer is: parameters, gradients, a forward and a backward pass, and a shape that it can foretell."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Buffers, Seed, generator
from solvers.nn.exceptions import NotReadyError, ShapeError

__all__ = ["Layer"]

Shape = tuple[int, ...]


class Layer:
    """A differentiable function with parameters.

    The contract, which :mod:`solvers.nn.gradcheck` and the tests hold every layer to:

    - ``forward(x, train)`` returns ``y`` and keeps what ``backward`` needs. ``backward(dy)`` takes ``dE/dy`` and
      returns ``dE/dx``; it *writes* the derivative by each parameter to ``grads`` under the parameter's name and may be
      called again, with the same or another ``dy``. With ``input_gradient=False`` it returns ``None`` and spares the
      work.
    - ``weights`` declares which parameters are weights, whatever they are called: those, and no others, are shrunk by
      weight decay and punished by a penalty. A layer that declares none has none.
    - Arguments are never written to, and results have the dtype of ``x``.
    - ``output_shape(shape)`` says, without computing, what shape one sample leaves with; it raises ``ShapeError``.

    A layer of one's own, ``y = kernel x + shift``, whose kernel decays and whose shift does not:

    >>> class Gain(Layer):
    ...     weights = ("kernel",)
    ...     def parameter_shapes(self):
    ...         return {"shift": (1,), "kernel": (1,)}
    ...     def forward(self, x, train=False):
    ...         self.x = x
    ...         return x * self._parameter("kernel") + self._parameter("shift")
    ...     def backward(self, dy, input_gradient=True):
    ...         self._gradient("kernel")[:] = np.sum(dy * self.x)
    ...         self._gradient("shift")[:] = np.sum(dy)
    ...         return dy * self.params["kernel"]
    >>> from solvers.nn import Network, optimizers
    >>> network = Network([Gain()], input_shape=(1,))
    >>> network.theta[:] = 1  # and the gradient is 0: what moves is what decays
    >>> optimizers.SGD(rate=0.5, weight_decay=0.5).step(network.theta, network.gradient, network.weight_count)
    >>> {name: float(value[0]) for name, value in network.parameters().items()}
    {'0.kernel': 0.75, '0.shift': 1.0}
    """

    weights: tuple[str, ...] = ()
    """The names of the parameters that decay, ``w <- w - rate weight_decay w``, and that a penalty such as
    ``lambda/2 sum w^2`` is taken of. Biases, and the scale and shift of a normalization, are not among them: each acts
    on one variable alone, so that leaving it free adds little variance and shrinking it may underfit (Goodfellow,
    Bengio and Courville, 2016, section 7.1). A name that is no parameter of the layer is refused by
    :class:`~solvers.nn.network.Network`."""

    def __init__(self) -> None:
        """Start without parameters; :meth:`initialize` draws them."""
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}
        self.state: dict[str, Array] = {}
        self.buffers = Buffers()
        self.rng: np.random.Generator | None = None

    def __repr__(self) -> str:
        """Name the layer as errors name it."""
        return type(self).__name__

    def parameter_shapes(self) -> dict[str, Shape]:
        """Name the parameters and their shapes; known before they are drawn."""
        return {}

    def parameter_count(self) -> int:
        """Count the trainable numbers."""
        return sum(int(np.prod(shape)) for shape in self.parameter_shapes().values())

    def initialize(self, seed: Seed = 0, dtype: DTypeLike = np.float32) -> Self:
        """Draw the parameters in a fixed order from ``seed`` (an integer or a ``Generator``) and return the layer."""
        self.rng = generator(seed)
        self.params = {name: np.zeros(shape, dtype) for name, shape in self.parameter_shapes().items()}
        self.grads = {}
        return self

    def output_shape(self, shape: Shape) -> Shape:
        """Return the shape of one output sample for input samples of ``shape``."""
        return shape

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the layer's output for the batch ``x``."""
        raise TypeError(f"{type(self).__name__} is only the pattern of a layer")

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        """Take ``dE/dy``, write the parameters' gradients, and return ``dE/dx``."""
        raise TypeError(f"{type(self).__name__} is only the pattern of a layer")

    def sublayers(self) -> list[Layer]:
        """List the layers inside a container, in order of computation."""
        return []

    def _require_batch(self, x: Array, sample: tuple[int | str, ...]) -> None:
        """Refuse an input whose shape is not ``(N, *sample)``; a string in ``sample`` names a free length."""
        if x.shape[1:] == sample and x.shape[0]:
            return
        fits = x.ndim == len(sample) + 1 and all(
            isinstance(want, str) or want == have for want, have in zip(sample, x.shape[1:], strict=False)
        )
        if not fits:
            raise ShapeError(repr(self), "input", x.shape, f"(N, {', '.join(map(str, sample))})")
        if x.shape[0] == 0:
            raise ShapeError(repr(self), "input", x.shape, "at least one sample")

    def _require_sample(self, shape: Shape, sample: tuple[int | str, ...]) -> None:
        """Refuse the shape of one sample, as :meth:`_require_batch` does for a batch."""
        fits = len(shape) == len(sample) and all(
            isinstance(want, str) or want == have for want, have in zip(sample, shape, strict=False)
        )
        if not fits:
            raise ShapeError(repr(self), "sample", shape, f"({', '.join(map(str, sample))})")

    def _require_dy(self, dy: Array, shape: Shape) -> None:
        """Refuse a gradient whose shape is not that of the output."""
        if dy.shape != shape:
            raise ShapeError(repr(self), "output gradient", dy.shape, str(shape))

    def _kept(self, name: str) -> Array:
        """Return what ``forward`` kept under ``name``, or say that it has not run."""
        value: Array | None = getattr(self, name, None)
        if value is None:
            raise NotReadyError(f"{self!r}: backward before forward; call forward(x, train=True) first")
        return value

    def _parameter(self, name: str) -> Array:
        """Return a parameter, or say that none have been drawn."""
        try:
            return self.params[name]
        except KeyError:
            raise NotReadyError(f"{self!r} has no {name} yet; call initialize(seed) or put it into a Network") from None

    def _gradient(self, name: str) -> Array:
        """Return the memory of a parameter's gradient, made on first use."""
        found = self.grads.get(name)
        if found is None:
            found = self.grads[name] = np.zeros_like(self.params[name])
        return found
