"""A network: layers, a loss, and all parameters in one flat vector."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.archive import read_archive, write_archive
from solvers.nn.arrays import Array, Seed, generator
from solvers.nn.exceptions import DataError, LabelError, ShapeError, SpecificationError
from solvers.nn.layers import Layer, Sequential, leaves
from solvers.nn.losses import Loss, SoftmaxCrossEntropy

__all__ = ["Network"]


class Network:
    """Layers one after another, trained to make a loss small.

    ``theta`` holds every parameter and ``gradient`` every derivative, as flat vectors of which the layers' arrays are
    views: first what the layers declare as their ``weights`` (the first ``weight_count`` values, on which penalties and
    weight decay act), then biases and scales. ``input_shape`` is the shape of one sample; with it the layers are
    checked against each other at once.

    >>> from solvers.nn.layers import Dense, ReLU
    >>> network = Network([Dense(4, 8), ReLU(), Dense(8, 3)], input_shape=(4,), seed=0)
    >>> network.forward(np.ones((2, 4), np.float32)).shape, network.theta.size
    ((2, 3), 67)
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: Loss | None = None,
        input_shape: tuple[int, ...] | None = None,
        seed: Seed = 0,
        dtype: DTypeLike = np.float32,
    ) -> None:
        """Take the layers, draw their parameters from ``seed``, and gather them in ``theta``."""
        self.body = Sequential(layers)
        self.loss = loss if loss is not None else SoftmaxCrossEntropy()
        self.input_shape = input_shape
        self.dtype = np.dtype(dtype)
        if input_shape is not None:
            self.body.output_shape(input_shape)
        self.rng = generator(seed)
        self.body.initialize(self.rng, dtype)
        self._gather()

    @property
    def layers(self) -> list[Layer]:
        """The layers in order of computation."""
        return self.body.layers

    def _gather(self) -> None:
        """Move all parameters into one vector and give the layers views of it."""
        self.leaves = list(leaves(self.body))
        for _, layer in self.leaves:
            _require_declared(layer)
        places = [(path, layer, name) for path, layer in self.leaves for name in layer.params]
        places.sort(key=lambda place: place[2] not in place[1].weights)
        self.theta = np.concatenate([layer.params[name].reshape(-1) for _, layer, name in places] or [np.empty(0)])
        self.theta = self.theta.astype(self.dtype, copy=False)
        self.gradient = np.zeros_like(self.theta)
        self.weight_count = sum(layer.params[name].size for _, layer, name in places if name in layer.weights)
        self.names: dict[str, tuple[slice, tuple[int, ...]]] = {}
        start = 0
        for path, layer, name in places:
            shape = layer.params[name].shape
            part = slice(start, start + layer.params[name].size)
            layer.params[name] = self.theta[part].reshape(shape)
            layer.grads[name] = self.gradient[part].reshape(shape)
            self.names[f"{path}.{name}"] = (part, shape)
            start = part.stop
        self._buffers = [layer.buffers for _, layer in self.leaves] + [self.loss.buffers]

    def _reuse(self, keep: bool) -> None:
        """Let the layers keep their memory from call to call while what they return goes nowhere else."""
        for buffers in self._buffers:
            buffers.keep = keep

    def _require_input(self, x: Array) -> None:
        if self.input_shape is not None and x.shape[1:] != self.input_shape:
            remedy = ""
            if x.ndim > 1 and np.prod(x.shape[1:]) == np.prod(self.input_shape):
                remedy = f"reshape it: x.reshape(-1, {', '.join(map(str, self.input_shape))})"
            raise ShapeError("Network", "input", x.shape, f"(N, {', '.join(map(str, self.input_shape))})", remedy)

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the outputs (logits, for a classifier) of a batch."""
        self._require_input(x)
        return self.body.forward(x, train)

    def loss_and_gradient(self, x: Array, t: Array) -> tuple[float, Array]:
        """Return the loss of a batch and its outputs, and write the loss's derivative to ``gradient``.

        One forward and one backward pass. The outputs are valid until the next call.
        """
        self._require_input(x)
        self._reuse(True)
        try:
            y = self.body.forward(x, True)
            loss = self.loss.forward(y, t)
            self.body.backward(self.loss.backward(), input_gradient=False)
        finally:
            self._reuse(False)
        return float(loss), y

    def predict(self, x: Array, batch_size: int = 500) -> Array:
        """Return the outputs of any number of samples, computed in batches of ``batch_size``."""
        self._require_input(x)
        self._reuse(True)
        try:
            parts = [self.body.forward(x[i : i + batch_size], False).copy() for i in range(0, len(x), batch_size)]
        finally:
            self._reuse(False)
        return np.concatenate(parts) if parts else np.empty((0,), x.dtype)

    def accuracy(self, x: Array, t: Array) -> float:
        """Return the share of samples whose largest output is at their label (class numbers, or one-hot rows)."""
        return accuracy(self.predict(x), t)

    def evaluate(self, x: Array, t: Array) -> tuple[float, float]:
        """Return mean loss and accuracy over any number of samples."""
        y = self.predict(x)
        return float(self.loss.forward(y, t)), accuracy(y, t)

    def parameters(self) -> dict[str, Array]:
        """Return every parameter by name, such as ``"0.W"`` (layer 0); views, not copies."""
        return {name: self.theta[part].reshape(shape) for name, (part, shape) in self.names.items()}

    def layer_state(self) -> dict[str, Array]:
        """Return what layers remember besides parameters, such as ``"1.mean"`` of a batch normalization."""
        return {f"{path}.{name}": value for path, layer in self.leaves for name, value in layer.state.items()}

    def save(self, path: str | Path) -> None:
        """Write parameters and layer state to an ``.npz`` file (arrays only, no code)."""
        write_archive(path, self.archive())

    def load(self, path: str | Path) -> None:
        """Read what :meth:`save` wrote; the file must fit this network name by name and shape by shape."""
        self.restore(read_archive(path, self.archive()))

    def archive(self) -> dict[str, Array]:
        """Return all arrays that make up the network, by name."""
        found = {f"parameter/{name}": value for name, value in self.parameters().items()}
        return found | {f"state/{name}": value for name, value in self.layer_state().items()}

    def restore(self, arrays: dict[str, Array]) -> None:
        """Take over arrays named as :meth:`archive` names them."""
        for name, own in self.archive().items():
            if name not in arrays:
                raise DataError(f"{name} is missing; this network needs {', '.join(self.archive())}")
            own[...] = arrays[name]


def _require_declared(layer: Layer) -> None:
    """Refuse weights that a layer declares and does not have: a slip of the pen would switch their decay off."""
    # ("kernel") is a text and not a tuple of one name; read letter by letter it would name other parameters.
    if isinstance(layer.weights, str):
        raise SpecificationError(f'{layer!r}: weights is a tuple of names, ("{layer.weights}",), found a text')
    for name in layer.weights:
        if name not in layer.params:
            known = ", ".join(layer.params) or "none"
            raise SpecificationError(f"{layer!r}: declares the weights {name!r}, but its parameters are {known}")


def accuracy(y: Array, t: Array) -> float:
    """Return the share of rows of ``y`` whose largest value is at the label.

    >>> accuracy(np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([1, 1]))
    0.5
    """
    labels = t.argmax(axis=1) if t.ndim == 2 and t.shape == y.shape else t
    if labels.shape != (len(y),):
        raise LabelError(f"accuracy: labels of shape {t.shape}, expected ({len(y)},) or {y.shape}")
    return float(np.count_nonzero(y.argmax(axis=1) == labels)) / len(y)
