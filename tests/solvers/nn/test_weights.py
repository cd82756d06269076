"""Which parameters decay and are penalised: those that a layer declares, under any name, and never a bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solvers.nn import data, diagnostics, layers, optimizers, regularizers
from solvers.nn.exceptions import SpecificationError
from solvers.nn.layers import Layer
from solvers.nn.network import Network
from solvers.nn.regularizers import L1, L2, PNorm, Regularizer
from solvers.nn.trainer import Trainer

Array = np.ndarray[Any, Any]
RATE, DECAY = 0.05, 0.4


class Misnamed(Layer):
    """``y = x kernel + W``: its weight is not called W, and what is called W is its bias."""

    weights: tuple[str, ...] = ("kernel",)

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.shapes = {"W": (outputs,), "kernel": (inputs, outputs)}

    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        return self.shapes

    def forward(self, x: Array, train: bool = False) -> Array:
        self.x = x
        return x @ self._parameter("kernel") + self._parameter("W")

    def backward(self, dy: Array, input_gradient: bool = True) -> Array | None:
        self._gradient("kernel")[:] = self.x.T @ dy
        self._gradient("W")[:] = dy.sum(axis=0)
        return dy @ self.params["kernel"].T


WEIGHTS = {"0.W", "3.W", "6.W", "8.0.0.W", "8.1.W", "9.kernel"}
"""The weights of :func:`network`, written by hand."""


def network() -> Network:
    """Return every layer that has parameters, none of them 0: a penalty on a bias of 0 would show nowhere."""
    parts = [
        layers.Conv2D(1, 2, 2), layers.InstanceNorm(2), layers.Tanh(), layers.ConvTranspose2D(2, 2, 2),
        layers.LayerNorm(3), layers.Flatten(), layers.Dense(18, 4), layers.BatchNorm(4),
        layers.Residual([layers.Dense(4, 3)], layers.Dense(4, 3, bias=False)), Misnamed(3, 3),
    ]  # fmt: skip
    made = Network(parts, input_shape=(1, 3, 3), dtype=np.float64)
    rng = np.random.default_rng(1)
    made.theta[:] = rng.uniform(0.2, 1, made.theta.size) * rng.choice([-1.0, 1.0], made.theta.size)
    return made


def step(optimizer: optimizers.Optimizer, regularizer: Regularizer | None = None) -> tuple[float, Network]:
    """Return the loss of one step of training on :func:`network`, and the network after it."""
    made = network()
    rng = np.random.default_rng(2)
    samples = data.Dataset(rng.standard_normal((6, 1, 3, 3)), np.arange(6) % 3)
    loss, _, _ = Trainer(made, optimizer, samples, samples, batch_size=6, regularizer=regularizer).step()
    return loss, made


def gradients(made: Network) -> dict[str, Array]:
    return {name: made.gradient[part].reshape(shape) for name, (part, shape) in made.names.items()}


def test_every_layer_with_parameters_is_here_and_declares_its_weights() -> None:
    made = network()
    exported = [kind for name in layers.__all__ if isinstance(kind := getattr(layers, name), type)]
    assert {k for k in exported if k.parameter_shapes is not Layer.parameter_shapes} == {
        type(leaf) for _, leaf in made.leaves if leaf.params and not isinstance(leaf, Misnamed)
    }
    assert {name for name, (part, _) in made.names.items() if part.start < made.weight_count} == WEIGHTS
    assert made.weight_count == 2 * 4 + 2 * 2 * 4 + 18 * 4 + 2 * 4 * 3 + 3 * 3
    assert set(made.parameters()) > WEIGHTS
    assert np.abs(made.theta).min() > 0.1


PENALTIES: dict[str, tuple[Regularizer, Callable[[Array], float], Callable[[Array], Array]]] = {
    "L1": (L1(0.3), lambda w: 0.3 * np.abs(w).sum(), lambda w: 0.3 * np.sign(w)),
    "L2": (L2(0.3), lambda w: 0.15 * (w**2).sum(), lambda w: 0.3 * w),
    "PNorm": (
        PNorm(0.3, 2), lambda w: 0.15 * np.sqrt((w**2).sum()), lambda w: 0.15 * w / np.sqrt((w**2).sum()),
    ),
    "PNorm, p = 3": (
        PNorm(0.3, 3), lambda w: 0.1 * np.cbrt((np.abs(w) ** 3).sum()),
        lambda w: 0.1 * np.sign(w) * w**2 / np.cbrt((np.abs(w) ** 3).sum()) ** 2,
    ),
}  # fmt: skip


def test_every_penalty_is_here() -> None:
    exported = {name for name in regularizers.__all__ if issubclass(getattr(regularizers, name), Regularizer)}
    assert exported - {"Regularizer"} == {name.split(",")[0] for name in PENALTIES}


@pytest.mark.parametrize("name", PENALTIES)
def test_a_penalty_acts_on_weights_and_not_on_biases(name: str) -> None:
    penalty, value, slope = PENALTIES[name]
    plain_loss, plain = step(optimizers.SGD(0.0))
    loss, punished = step(optimizers.SGD(0.0), penalty)
    # A norm is one of all weights together.
    every = np.concatenate([plain.parameters()[name].ravel() for name in plain.names if name in WEIGHTS])
    assert loss - plain_loss == pytest.approx(value(every), rel=1e-12)
    expected, place = slope(every), 0
    before, after = gradients(plain), gradients(punished)
    for parameter in plain.names:
        if parameter in WEIGHTS:
            size = before[parameter].size
            due = expected[place : place + size].reshape(before[parameter].shape)
            np.testing.assert_allclose(after[parameter] - before[parameter], due, rtol=1e-10, atol=1e-13)
            place += size
        else:
            np.testing.assert_array_equal(after[parameter], before[parameter], err_msg=parameter)
    assert place == every.size


MAKERS: dict[str, Callable[..., optimizers.Optimizer]] = {
    name: getattr(optimizers, name) for name in optimizers.__all__ if name not in ("Optimizer", "optimizer")
}
FORMS = [(name, decay) for name in MAKERS for decay in ("decoupled", "l2") if (name, decay) != ("AdamW", "l2")]


@pytest.mark.parametrize(("name", "decay"), FORMS)
def test_weight_decay_shrinks_weights_and_not_biases(name: str, decay: str) -> None:
    def made(strength: float) -> optimizers.Optimizer:
        form = {} if name == "AdamW" else {"decay": decay}
        return MAKERS[name](RATE, weight_decay=strength, **form)

    start, (_, plain), (_, decayed) = network().parameters(), step(made(0.0)), step(made(DECAY))
    slopes, found = gradients(decayed), decayed.parameters()
    for parameter, before in start.items():
        w, g = before.copy(), slopes[parameter].copy()
        if parameter in WEIGHTS:
            if decay == "l2":
                g += DECAY * w
            else:
                w *= 1 - RATE * DECAY
        made(0.0).step(w, g)
        np.testing.assert_allclose(found[parameter], w, rtol=1e-13, atol=1e-15, err_msg=parameter)
        if parameter not in WEIGHTS:
            np.testing.assert_array_equal(found[parameter], plain.parameters()[parameter], err_msg=parameter)
        elif decay == "decoupled":
            assert (found[parameter] != plain.parameters()[parameter]).all()


def test_diagnostics_follow_the_declaration() -> None:
    norms = diagnostics.gradient_norms(network(), np.random.default_rng(2).random((6, 1, 3, 3)), np.arange(6) % 3)
    assert set(norms) == WEIGHTS
    assert min(norms.values()) > 0


def test_a_declaration_that_names_no_parameter_is_refused() -> None:
    layer = Misnamed(3, 3)
    layer.weights = ("kernel", "krenel")
    with pytest.raises(SpecificationError, match=r"Misnamed: declares the weights 'krenel', .* are W, kernel"):
        Network([layer])
    layer.weights = "kernel"  # type: ignore[assignment]  # the slip under test: a tuple of one name without its comma
    with pytest.raises(SpecificationError, match=r'Misnamed: weights is a tuple of names, \("kernel",\), found a text'):
        Network([layer])
    bare = layers.ReLU()
    bare.weights = ("W",)
    with pytest.raises(SpecificationError, match="ReLU: declares the weights 'W', but its parameters are none"):
        Network([bare])


def test_a_layer_that_declares_nothing_has_no_weights() -> None:
    layer = Misnamed(3, 3)
    layer.weights = ()
    assert Network([layer]).weight_count == 0
