"""The loop to be read makes the trainer's steps to the bit, is no longer than it claims, and refuses what is empty."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

import numpy as np
import pytest

from solvers.nn import data, models, optimizers, training_loop
from solvers.nn.exceptions import ShapeError, SpecificationError
from solvers.nn.network import Network
from solvers.nn.schedules import Exponential
from solvers.nn.trainer import Trainer

IMAGES, HELD_BACK = data.synthetic(230, test=50)
CASES: dict[str, tuple[Callable[[], Network], Callable[[], optimizers.Optimizer]]] = {
    "everything that remembers": (
        lambda: models.multi_layer_perceptron(784, [12, 8], 10, batch_norm=True, dropout=0.2, seed=3),
        lambda: optimizers.AdamW(Exponential(0.01, 0.99), weight_decay=0.1),
    ),
    "images": (
        lambda: models.simple_convolutional(filters=3, hidden=8, init="he", seed=3),
        lambda: optimizers.Momentum(0.02, weight_decay=0.01, decay="l2"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_makes_the_trainers_steps(name: str) -> None:
    make_network, make_optimizer = CASES[name]
    looped, trained = make_network(), make_network()
    assert looped.input_shape is not None
    train, test = (s.flat() if len(looped.input_shape) == 1 else s for s in (IMAGES, HELD_BACK))
    start = looped.theta.copy()
    losses = training_loop(looped, make_optimizer(), train, epochs=3, batch_size=50, seed=7)
    trainer = Trainer(trained, make_optimizer(), train, test, batch_size=50, seed=7)
    assert losses == trainer.run(3 * 4).losses  # 180 samples: three batches of 50 and one of 30
    assert (looped.theta != start).mean() > 0.5
    np.testing.assert_array_equal(looped.theta, trained.theta)
    for key, value in trained.layer_state().items():
        np.testing.assert_array_equal(looped.layer_state()[key], value)


def test_one_batch_is_the_textbook_step() -> None:
    """``W <- W - rate x^T (p - onehot) / N`` for one dense layer with softmax, the order of the samples aside."""
    network = models.multi_layer_perceptron(4, [], 3, dtype=np.float64)
    x, t = np.random.default_rng(0).standard_normal((6, 4)), np.arange(6) % 3
    w, b = network.parameters()["0.W"].copy(), network.parameters()["0.b"].copy()
    p = np.exp(x @ w + b)
    p /= p.sum(axis=1, keepdims=True)
    slope = (p - np.eye(3)[t]) / 6
    losses = training_loop(network, optimizers.SGD(0.5), data.Dataset(x, t), batch_size=6)
    assert losses == [pytest.approx(-np.log(p[np.arange(6), t]).mean(), rel=1e-13)]
    np.testing.assert_allclose(network.parameters()["0.W"], w - 0.5 * x.T @ slope, rtol=1e-12)
    np.testing.assert_allclose(network.parameters()["0.b"], b - 0.5 * slope.sum(axis=0), rtol=1e-12, atol=1e-15)


def test_a_generator_goes_on_and_a_seed_repeats() -> None:
    def losses(seed: int | np.random.Generator) -> list[float]:
        return training_loop(models.multi_layer_perceptron(784, [5], 10), optimizers.SGD(0.1), IMAGES.flat(), seed=seed)

    rng = np.random.Generator(np.random.PCG64(1))
    assert losses(1) == losses(1) == losses(rng) != losses(rng)


def test_it_has_fifteen_lines() -> None:
    function = ast.parse(textwrap.dedent(inspect.getsource(training_loop))).body[0]
    assert isinstance(function, ast.FunctionDef)
    first, last = function.body[1].lineno, function.body[-1].end_lineno  # body[0] is the docstring
    assert last is not None
    assert last - first + 1 <= 15


@pytest.mark.parametrize(("epochs", "batch_size", "count"), [(0, 1, 5), (1, 0, 5), (1, -1, 5), (1, 1, 0)])
def test_nothing_is_trained_on_nothing(epochs: int, batch_size: int, count: int) -> None:
    network, samples = models.multi_layer_perceptron(784, [], 10), IMAGES.flat().take(slice(count))
    with pytest.raises(SpecificationError, match=f"{epochs} epochs of {count} samples in batches of {batch_size}"):
        training_loop(network, optimizers.SGD(0.1), samples, epochs=epochs, batch_size=batch_size)


def test_images_for_a_dense_network_are_refused() -> None:
    with pytest.raises(ShapeError, match="reshape it"):
        training_loop(models.multi_layer_perceptron(784, [], 10), optimizers.SGD(0.1), IMAGES)
