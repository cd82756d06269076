"""The networks: published counts, shapes, and what diagnostics say about them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solvers.nn import diagnostics, initializers, models
from solvers.nn.layers import Conv2D, Dense, Sequential, leaves


def test_alexnet_as_published() -> None:
    shapes, shape = [], (3, 227, 227)
    layers = models.alexnet_layers()
    for layer in layers:
        shape = layer.output_shape(shape)  # type: ignore[assignment]  # images first, rows at the end
        if isinstance(layer, Conv2D | Dense):
            shapes.append((shape, layer.parameter_count()))
    assert shapes == [
        ((96, 55, 55), 34_944), ((256, 27, 27), 307_456), ((384, 13, 13), 885_120), ((384, 13, 13), 663_936),
        ((256, 13, 13), 442_624), ((4096,), 37_752_832), ((4096,), 16_781_312), ((1000,), 4_097_000),
    ]  # fmt: skip
    assert sum(count for _, count in shapes) == 60_965_224


@pytest.mark.slow
def test_alexnet_forward() -> None:
    network = Sequential(models.alexnet_layers()).initialize(0)
    y = network.forward(np.random.default_rng(0).random((2, 3, 227, 227), np.float32))
    assert y.shape == (2, 1000)
    assert np.isfinite(y).all()


@pytest.mark.parametrize(
    ("hidden", "count"), [([40, 20], 32_430), ([30, 15], 24_175), ([60, 30], 49_240), ([128], 101_770)]
)
def test_parameter_counts_of_the_notebooks(hidden: list[int], count: int) -> None:
    assert models.multi_layer_perceptron(784, hidden, 10).theta.size == count


NORMAL, UNIFORM, ALL_THE_SAME = 3.0, 1.8, 0.0
INITIALIZERS: dict[str, tuple[Any, float, float, float]] = {
    "number": (0.01, 0, 0.01, NORMAL),
    "xavier": ("xavier", 0, 1 / 20, NORMAL),
    "sigmoid": ("sigmoid", 0, 1 / 20, NORMAL),
    "he": ("he", 0, np.sqrt(2) / 20, NORMAL),
    "relu": ("relu", 0, np.sqrt(2) / 20, NORMAL),
    "lecture": ("lecture", 0, 1 / 20, NORMAL),
    "glorot": ("glorot", 0, np.sqrt(2 / 1000), NORMAL),
    "glorot-uniform": ("glorot-uniform", 0, np.sqrt(2 / 1000), UNIFORM),
    "he-normal": ("he-normal", 0, np.sqrt(2 / 400), NORMAL),
    "he-uniform": ("he-uniform", 0, np.sqrt(2 / 400), UNIFORM),
    "zero": ("zero", 0, 0, ALL_THE_SAME),
    "normal": (initializers.Normal(1, 2), 1, 2, NORMAL),
    "constant": (initializers.Constant(3), 3, 0, ALL_THE_SAME),
}
"""The rule, and of its 240,000 weights (400 inputs, 600 outputs) the mean, the standard deviation and the kurtosis."""


@pytest.mark.parametrize("name", INITIALIZERS)
def test_initial_weights_have_their_moments(name: str) -> None:
    rule, mean, std, kurtosis = INITIALIZERS[name]
    w = Dense(400, 600, rule).initialize(0, np.float64).params["W"]
    assert w.mean() == pytest.approx(mean, abs=5 * max(std, 1e-12) / np.sqrt(w.size))
    assert w.std() == pytest.approx(std, rel=0.01, abs=1e-12)
    # The fourth moment tells the bell from the box: both may have the same spread.
    assert ((w - mean) ** 4).mean() == pytest.approx(kurtosis * std**4, abs=5 * np.sqrt(96 / w.size) * std**4)


def test_the_fan_of_a_convolution_counts_its_window_and_groups() -> None:
    w = Conv2D(64, 128, 5, groups=2, init="he").initialize(0, np.float64).params["W"]
    assert w.std() == pytest.approx(np.sqrt(2 / (32 * 25)), rel=0.02)


def test_unknown_rules_are_named() -> None:
    for bad in ("orthogonal", -1.0, float("nan")):
        with pytest.raises(ValueError, match=r"initializer|deviation"):
            initializers.initializer(bad)


def test_zero_weights_leave_one_distinct_unit() -> None:
    """What the confirmation test asks: every unit of a layer computes, and for ever learns, the same."""
    network = models.multi_layer_perceptron(6, [5], 3, activation_name="sigmoid", init="zero", dtype=np.float64)
    x, t = np.random.default_rng(0).random((20, 6)), np.arange(20) % 3
    for _ in range(50):
        network.loss_and_gradient(x, t)
        network.theta -= 0.5 * network.gradient
    assert np.abs(network.layers[0].params["W"]).max() > 0
    assert diagnostics.distinct_units(network.layers[0].params["W"], 1e-12) == 1
    drawn = models.multi_layer_perceptron(6, [5], 3, activation_name="sigmoid", init=0.01, dtype=np.float64)
    assert diagnostics.distinct_units(drawn.layers[0].params["W"], 1e-12) == 5


def test_saturated_and_dead_units() -> None:
    network = models.multi_layer_perceptron(4, [3], 2, activation_name="sigmoid")
    network.layers[0].params["b"][:] = [200, 0, -200]
    x = np.random.default_rng(0).random((10, 4), np.float32)
    assert diagnostics.saturated_units(network, x)[0].units == 1  # 1 - y is 0 at once; y itself shrinks without end
    assert diagnostics.saturated_units(network, x, below=1e-6)[0].units == 2
    network = models.multi_layer_perceptron(4, [3], 2, activation_name="relu")
    network.layers[0].params["b"][:] = [-200, 0, 200]
    report = diagnostics.dead_units(network, x)[0]
    assert report.units >= 1
    assert report.of == 3


def test_the_gradient_vanishes_with_sigmoid_and_not_with_relu() -> None:
    rng = np.random.default_rng(0)
    x, t = rng.random((50, 30)), np.arange(50) % 10
    ratios = {}
    for name, init in (("sigmoid", "xavier"), ("relu", "he")):
        network = models.multi_layer_perceptron(30, [30] * 8, 10, activation_name=name, init=init, dtype=np.float64)
        norms = list(diagnostics.gradient_norms(network, x, t).values())
        assert len(norms) == 9
        ratios[name] = norms[0] / norms[-1]
    assert ratios["sigmoid"] < 1e-3
    assert ratios["relu"] > 0.1


def test_histograms_and_filters() -> None:
    network = models.simple_convolutional()
    x = np.random.default_rng(0).random((5, 1, 28, 28), np.float32)
    found = diagnostics.activation_histograms(network, x, 0, 1, 5)
    assert list(found) == ["2 ReLU", "5 ReLU"]
    assert sum(next(iter(found.values())).counts) == 5 * 30 * 12 * 12
    convolution = network.layers[0]
    assert isinstance(convolution, Conv2D)
    pictures = diagnostics.filter_pictures(convolution)
    assert pictures.shape == (30, 5, 5)
    assert (pictures.min(), pictures.max()) == (0, 1)


def test_deep_network_learns_shapes() -> None:
    network = models.deep_convolutional()
    assert network.forward(np.zeros((2, 1, 28, 28), np.float32)).shape == (2, 10)
    assert len(list(leaves(network.body))) == len(network.layers)
