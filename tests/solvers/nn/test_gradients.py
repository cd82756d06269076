"""Finite differences over every layer and loss, and the proof that they notice when any one backward pass is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solvers.nn import layers, losses, models
from solvers.nn.exceptions import ShapeError
from solvers.nn.gradcheck import GradientError, check_layer, check_loss, check_network, spaced
from solvers.nn.layers import Layer

Array = np.ndarray[Any, Any]
IMAGE, ROWS = (3, 4, 5, 6), (4, 5)
LAYERS: dict[str, tuple[Callable[[], Layer], tuple[int, ...]]] = {
    "Dense": (lambda: layers.Dense(5, 3), ROWS),
    "Flatten": (lambda: layers.Flatten(), IMAGE),
    "Conv2D": (lambda: layers.Conv2D(4, 6, (2, 3), (2, 1), (1, 0, 2, 1), (1, 2), 2), IMAGE),
    "Conv2D, 1x1": (lambda: layers.Conv2D(4, 2, 1), IMAGE),
    "ConvTranspose2D": (lambda: layers.ConvTranspose2D(4, 6, (2, 3), (2, 1), (1, 0, 1, 1), (1, 0), 1, 2), IMAGE),
    "MaxPool2D": (lambda: layers.MaxPool2D(2), IMAGE),
    "MaxPool2D, overlapping": (lambda: layers.MaxPool2D(3, 2, 1), IMAGE),
    "AveragePool2D": (lambda: layers.AveragePool2D(3, 2, 1, ceil=True, count_padding=False), IMAGE),
    "GlobalAveragePool": (lambda: layers.GlobalAveragePool(), IMAGE),
    "BatchNorm": (lambda: layers.BatchNorm(5), ROWS),
    "BatchNorm, images": (lambda: layers.BatchNorm(4), IMAGE),
    "LayerNorm": (lambda: layers.LayerNorm(5), ROWS),
    "InstanceNorm": (lambda: layers.InstanceNorm(4), IMAGE),
    "LocalResponseNorm": (lambda: layers.LocalResponseNorm(3, 0.5, 0.7, 1.0), IMAGE),
    "Dropout": (lambda: layers.Dropout(0.4), ROWS),
    "Dropout, inverted": (lambda: layers.Dropout(0.4, "inverted"), ROWS),
    "Activation": (lambda: layers.Activation(np.sin, np.cos), ROWS),
    "Identity": (lambda: layers.Identity(), ROWS),
    "Sigmoid": (lambda: layers.Sigmoid(), ROWS),
    "Tanh": (lambda: layers.Tanh(), ROWS),
    "ReLU": (lambda: layers.ReLU(), ROWS),
    "LeakyReLU": (lambda: layers.LeakyReLU(0.1), ROWS),
    "ELU": (lambda: layers.ELU(0.8), ROWS),
    "SELU": (lambda: layers.SELU(), ROWS),
    "GELU": (lambda: layers.GELU(), ROWS),
    "GELU, tanh": (lambda: layers.GELU("tanh"), ROWS),
    "Softplus": (lambda: layers.Softplus(), ROWS),
    "Softmax": (lambda: layers.Softmax(), ROWS),
    "LogSoftmax": (lambda: layers.LogSoftmax(), ROWS),
    "Residual": (lambda: layers.Residual([layers.Dense(5, 5), layers.Tanh()]), ROWS),
    "Residual, shortcut": (lambda: layers.Residual([layers.Dense(5, 3)], layers.Dense(5, 3)), ROWS),
    "Sequential": (lambda: layers.Sequential([layers.Dense(5, 6), layers.Sigmoid(), layers.BatchNorm(6)]), ROWS),
}
# The step's derivative is 0 everywhere: finite differences have nothing to compare (test_functions.py looks at it).
WITHOUT_GRADIENT = {"Step"}


def ready(name: str) -> tuple[Layer, Array]:
    make, shape = LAYERS[name]
    layer = make().initialize(0, np.float64)
    rng = np.random.default_rng(5)
    for _, leaf in layers.leaves(layer):
        for value in leaf.params.values():
            value += 0.3 * rng.standard_normal(value.shape)
    return layer, spaced(shape, seed=1)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("train", [True, False])
def test_layer(name: str, train: bool) -> None:
    layer, x = ready(name)
    check = check_layer(layer, x, train=train)
    assert check.kinks <= check.compared // 10


@pytest.mark.parametrize("name", ["Conv2D", "Conv2D, 1x1", "ConvTranspose2D"])
def test_layer_in_small_tiles(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solvers.nn.layers.correlation.TILE_BYTES", 64)
    check_layer(*ready(name))


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("fault", ["scaled", "shifted", "one sign", "not at all", "no number", "infinite"])
def test_broken_input_gradient_is_noticed(name: str, fault: str) -> None:
    layer, x = ready(name)
    backward = layer.backward

    def broken(dy: Array, input_gradient: bool = True) -> Array | None:
        dx = backward(dy, input_gradient)
        assert dx is not None
        if fault == "scaled":
            return dx * 1.01
        if fault == "shifted":
            return np.roll(dx, 1, axis=1)
        if fault in ("one sign", "no number", "infinite"):
            dx = dx.copy()
            dx[-1] = {"one sign": -dx[-1], "no number": np.nan, "infinite": np.inf}[fault]
            return dx
        return np.zeros_like(dx)

    layer.backward = broken  # type: ignore[method-assign]  # the fault under test
    with pytest.raises(GradientError):
        check_layer(layer, x)


@pytest.mark.parametrize("name", [name for name in LAYERS if ready(name)[0].parameter_count()])
def test_broken_parameter_gradient_is_noticed(name: str) -> None:
    for leaf_index in range(len(list(layers.leaves(ready(name)[0])))):
        for parameter in list(layers.leaves(ready(name)[0]))[leaf_index][1].parameter_shapes():
            layer, x = ready(name)
            leaf = list(layers.leaves(layer))[leaf_index][1]
            backward = leaf.backward

            def broken(dy: Array, input_gradient: bool = True, *, leaf: Any = leaf, backward: Any = backward,
                       parameter: str = parameter) -> Any:  # fmt: skip
                dx = backward(dy, input_gradient)
                leaf.grads[parameter] = leaf.grads[parameter] * 1.01
                return dx

            leaf.backward = broken  # type: ignore[method-assign]  # the fault under test
            with pytest.raises(GradientError, match=parameter):
                check_layer(layer, x)


LOSSES: dict[str, tuple[losses.Loss, Array]] = {
    "squared error": (losses.SquaredError(), np.linspace(0, 1, 20).reshape(4, 5)),
    "squared error, per element": (losses.SquaredError("none", 1, "element"), np.linspace(0, 1, 20).reshape(4, 5)),
    "softmax, index": (losses.SoftmaxCrossEntropy(), np.array([0, 4, 2, 2])),
    "softmax, one-hot": (losses.SoftmaxCrossEntropy("one-hot", "sum"), np.eye(5)[[0, 4, 2, 2]]),
    "softmax, one-hot, mean": (losses.SoftmaxCrossEntropy("one-hot"), np.eye(5)[[0, 4, 2, 2]]),
    "softmax, probability": (losses.SoftmaxCrossEntropy("probability", "none"), np.full((4, 5), 0.2)),
    "softmax, weights": (
        losses.SoftmaxCrossEntropy(weights=np.arange(1, 6) / 5, ignore=4), np.array([0, 4, 2, 2]),
    ),
    "sigmoid": (losses.SigmoidCrossEntropy(), np.eye(5)[[0, 4, 2, 2]]),
    "sigmoid, per element": (losses.SigmoidCrossEntropy("mean", "element"), np.eye(5)[[0, 4, 2, 2]]),
}  # fmt: skip


def test_every_loss_is_checked() -> None:
    assert {type(loss).__name__ for loss, _ in LOSSES.values()} == set(losses.__all__) - {"Loss"}


@pytest.mark.parametrize("name", LOSSES)
def test_loss(name: str) -> None:
    loss, t = LOSSES[name]
    check_loss(loss, spaced((4, 5)), t)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("fault", ["ignores dout", "scaled", "shifted"])
def test_broken_loss_is_noticed(name: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loss, t = LOSSES[name]
    backward = loss.backward

    def broken(dout: float | Array = 1.0) -> Array:
        if fault == "ignores dout":
            return backward(1.0)
        return backward(dout) * 1.01 if fault == "scaled" else np.roll(backward(dout), 1, axis=1)

    monkeypatch.setattr(loss, "backward", broken)
    with pytest.raises(GradientError):
        check_loss(loss, spaced((4, 5)), t)


@pytest.mark.parametrize("name", ["relu", "sigmoid", "gelu"])
@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_network(name: str, batch_norm: bool, dropout: float) -> None:
    network = models.multi_layer_perceptron(
        6, [7, 5], 4, activation_name=name, batch_norm=batch_norm, dropout=dropout, dtype=np.float64
    )
    check_network(network, spaced((8, 6)), np.arange(8) % 4)


def test_convolutional_network() -> None:
    network = models.simple_convolutional(
        (2, 8, 8), filters=3, kernel=3, hidden=5, outputs=4, init="he", dtype=np.float64
    )
    check_network(network, spaced((4, 2, 8, 8)), np.arange(4))
    network = models.deep_convolutional((1, 12, 12), outputs=4, dropout=0.0, dtype=np.float64)
    check_network(network, spaced((3, 1, 12, 12)), np.arange(3), coordinates=3)


def test_a_check_that_proves_nothing_is_refused() -> None:
    with pytest.raises(ShapeError, match="at least 2 samples"):
        check_layer(layers.Dense(3, 2).initialize(0, np.float64), np.ones((1, 3)))
    with pytest.raises(GradientError, match="would prove nothing"):
        check_layer(layers.Step(), spaced((4, 5)))


def test_a_kink_is_left_out() -> None:
    x = spaced((4, 5))
    x[0, 0] = 0.0
    assert check_layer(layers.ReLU(), x, coordinates=20).kinks >= 1
