"""What every layer promises besides right numbers: arguments untouched, dtype kept, results that stay, clear errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solvers.nn import layers, losses
from solvers.nn.exceptions import LabelError, NetworkError, NotReadyError, ShapeError, SpecificationError
from solvers.nn.gradcheck import spaced
from solvers.nn.layers import Layer

Array = np.ndarray[Any, Any]
IMAGE, ROWS = (3, 4, 5, 6), (4, 5)
MAKERS: dict[str, tuple[Callable[[], Layer], tuple[int, ...]]] = {
    "Dense": (lambda: layers.Dense(5, 3), ROWS),
    "Flatten": (layers.Flatten, IMAGE),
    "Conv2D": (lambda: layers.Conv2D(4, 6, 3, 2, 1, groups=2), IMAGE),
    "Conv2D, 1x1": (lambda: layers.Conv2D(4, 2, 1), IMAGE),
    "ConvTranspose2D": (lambda: layers.ConvTranspose2D(4, 6, 3, 2, 1), IMAGE),
    "MaxPool2D": (lambda: layers.MaxPool2D(2), IMAGE),
    "MaxPool2D, 1x1": (lambda: layers.MaxPool2D(1), IMAGE),
    "AveragePool2D": (lambda: layers.AveragePool2D(3, 2, 1), IMAGE),
    "GlobalAveragePool": (layers.GlobalAveragePool, IMAGE),
    "BatchNorm": (lambda: layers.BatchNorm(5), ROWS),
    "BatchNorm, images": (lambda: layers.BatchNorm(4), IMAGE),
    "LayerNorm": (lambda: layers.LayerNorm(5), ROWS),
    "InstanceNorm": (lambda: layers.InstanceNorm(4), IMAGE),
    "LocalResponseNorm": (layers.LocalResponseNorm, IMAGE),
    "Dropout": (lambda: layers.Dropout(0.5), ROWS),
    "Dropout, inverted": (lambda: layers.Dropout(0.5, "inverted"), IMAGE),
    "Activation": (lambda: layers.Activation(np.sin, np.cos), IMAGE),
    "Residual": (lambda: layers.Residual([layers.Dense(5, 5), layers.ReLU()]), ROWS),
    "Sequential": (lambda: layers.Sequential([layers.Conv2D(4, 2, 3), layers.Flatten(), layers.Dense(24, 2)]), IMAGE),
    **{name: (lambda name=name: layers.activation(name), ROWS) for name in (
        "identity", "step", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu", "softplus", "softmax",
        "log-softmax",
    )},
}  # fmt: skip


def ready(name: str, dtype: Any = np.float32) -> tuple[Layer, Array]:
    make, shape = MAKERS[name]
    return make().initialize(0, dtype), spaced(shape, seed=1).astype(dtype)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("train", [False, True])
def test_arguments_are_never_written_to(name: str, keep: bool, train: bool) -> None:
    layer, x = ready(name)
    for _, leaf in layers.leaves(layer):
        leaf.buffers.keep = keep
    before = x.copy()
    x.flags.writeable = False
    y = layer.forward(x, train)
    dy = np.random.default_rng(2).standard_normal(y.shape).astype(y.dtype)
    dy.flags.writeable = False
    dy_before = dy.copy()
    layer.backward(dy)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(dy, dy_before)


@pytest.mark.parametrize("name", MAKERS)
def test_backward_may_be_called_again(name: str) -> None:
    layer, x = ready(name)
    y = layer.forward(x, True)
    rng = np.random.default_rng(2)
    dy, other = (rng.standard_normal(y.shape).astype(y.dtype) for _ in range(2))

    def gradients(d: Array) -> list[Array]:
        dx = layer.backward(d)
        assert dx is not None
        return [dx.copy(), *(g.copy() for _, leaf in layers.leaves(layer) for g in leaf.grads.values())]

    first, _, third = gradients(dy), gradients(other), gradients(dy)
    for a, b in zip(first, third, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_kept(name: str, dtype: Any) -> None:
    layer, x = ready(name, dtype)
    for train in (True, False):
        y = layer.forward(x, train)
        dx = layer.backward(np.ones_like(y))
        assert dx is not None
        assert y.dtype == dx.dtype == dtype
        assert all(
            v.dtype == dtype for _, leaf in layers.leaves(layer) for v in (*leaf.grads.values(), *leaf.state.values())
        )


@pytest.mark.parametrize("name", MAKERS)
def test_results_stay_what_they_were(name: str) -> None:
    layer, x = ready(name)
    y = layer.forward(x)
    dx = layer.backward(np.ones_like(y))
    assert dx is not None
    kept = y.copy(), dx.copy()
    y2 = layer.forward(x * 3 + 1)
    layer.backward(np.full_like(y2, 2.0))
    np.testing.assert_array_equal(y, kept[0])
    np.testing.assert_array_equal(dx, kept[1])


@pytest.mark.parametrize("name", MAKERS)
def test_kept_memory_changes_nothing(name: str) -> None:
    (fresh, x), (kept, _) = ready(name), ready(name)
    for _, leaf in layers.leaves(kept):
        leaf.buffers.keep = True
    for scale in (1.0, -0.5):
        for batch in (x, x[:2]):
            a, b = (layer.forward(np.float32(scale) * batch, True) for layer in (fresh, kept))
            np.testing.assert_array_equal(a, b)
            dy = np.cos(np.arange(a.size, dtype=np.float32)).reshape(a.shape)
            np.testing.assert_array_equal(fresh.backward(dy), kept.backward(dy))


@pytest.mark.parametrize("name", MAKERS)
def test_the_first_layer_may_skip_its_input_gradient(name: str) -> None:
    layer, x = ready(name)
    y = layer.forward(x, True)
    dy = np.cos(np.arange(y.size, dtype=np.float32)).reshape(y.shape)
    layer.backward(dy)
    wanted = [g.copy() for _, leaf in layers.leaves(layer) for g in leaf.grads.values()]
    result = layer.backward(dy, input_gradient=False)
    assert result is None or not layer.parameter_count()
    for a, b in zip(wanted, (g for _, leaf in layers.leaves(layer) for g in leaf.grads.values()), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("name", [name for name, (_, shape) in MAKERS.items() if shape == IMAGE])
def test_storage_does_not_matter(name: str) -> None:
    layer, x = ready(name, np.float64)
    stored = np.ascontiguousarray(x.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2)
    results = []
    for batch in (x, stored, np.asfortranarray(x)):
        layer.initialize(0, np.float64)
        y = layer.forward(batch, True)
        results.append((y, layer.backward(np.cos(np.arange(y.size)).reshape(y.shape))))
    for y, dx in results[1:]:
        np.testing.assert_allclose(y, results[0][0], rtol=1e-13, atol=1e-13)
        np.testing.assert_allclose(dx, results[0][1], rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("name", MAKERS)
def test_output_shape_is_foretold(name: str) -> None:
    layer, x = ready(name)
    assert layer.output_shape(x.shape[1:]) == layer.forward(x).shape[1:]
    assert layer.parameter_count() == sum(p.size for _, leaf in layers.leaves(layer) for p in leaf.params.values())


@pytest.mark.parametrize("name", MAKERS)
def test_a_gradient_of_another_shape_is_refused(name: str) -> None:
    layer, x = ready(name)
    y = layer.forward(x, True)
    with pytest.raises(ShapeError, match=re.escape(str(y.shape))):
        layer.backward(np.ones((*y.shape, 1), y.dtype))


@pytest.mark.parametrize("name", sorted(set(MAKERS) - {"Sequential", "Residual"}))
def test_backward_before_forward(name: str) -> None:
    with pytest.raises(NotReadyError, match="forward"):
        MAKERS[name][0]().initialize(0).backward(np.ones((2, 2), np.float32))


MESSAGES: list[tuple[Callable[[], object], str]] = [
    (lambda: layers.Dense(784, 40).initialize(0).forward(np.ones((100, 28, 28))),
     "Dense(784 -> 40): input of shape (100, 28, 28), expected (N, 784)"),
    (lambda: layers.Dense(784, 40).forward(np.ones((1, 784))), "Dense(784 -> 40) has no W yet; call initialize(seed)"),
    (lambda: layers.Dense(3, 2).initialize(0).forward(np.ones((0, 3))), "at least one sample"),
    (lambda: layers.Conv2D(3, 8, 5).initialize(0).forward(np.ones((2, 1, 9, 9))),
     "Conv2D(3 -> 8, 5x5): input of shape (2, 1, 9, 9), expected (N, 3, H, W)"),
    (lambda: layers.Conv2D(3, 8, 5).initialize(0).forward(np.ones((2, 3, 4, 9))),
     "Conv2D(3 -> 8, 5x5): image of shape (4, 9), expected at least 5 x 5 after padding (0, 0, 0, 0); the kernel does "
     "not fit"),
    (lambda: layers.Conv2D(3, 8, 3, groups=2), "groups=2 must divide 3 input and 8 output channels"),
    (lambda: layers.Conv2D(3, 8, 0), "kernel must be at least 1, found (0, 0)"),
    (lambda: layers.Conv2D(3, 8, 3, padding=(1, 2, 3)), "padding is one number, two or four"),
    (lambda: layers.Conv2D(3, 8, 3, 2, "same"), 'padding "same" needs stride 1'),
    (lambda: layers.ConvTranspose2D(1, 1, 2, padding=3).initialize(0).forward(np.ones((1, 1, 2, 2))), "cuts off"),
    (lambda: layers.MaxPool2D(5).forward(np.ones((2, 1, 4, 4))), "the kernel does not fit"),
    (lambda: layers.MaxPool2D(2, padding=2), "windows without a single pixel"),
    (lambda: layers.BatchNorm(4).initialize(0).forward(np.ones((1, 4)), True),
     "BatchNorm(4): input of shape (1, 4), expected at least 2 numbers per feature; a batch of one has no variance"),
    (lambda: layers.BatchNorm(4).initialize(0).forward(np.ones((2, 3)), True), "expected (N, 4) or (N, 4, H, W)"),
    (lambda: layers.BatchNorm(4, momentum_of="older"), 'momentum_of is "old" or "new"'),
    (lambda: layers.LayerNorm((3, 4)).initialize(0).forward(np.ones((2, 4, 3))), "expected (N, ..., 3, 4)"),
    (lambda: layers.InstanceNorm(3).initialize(0).forward(np.ones((2, 4, 3, 3))), "expected (N, 3, H, W)"),
    (lambda: layers.Dropout(1.0), "rate must be at least 0 and below 1, found 1.0"),
    (lambda: layers.Dropout(0.5).forward(np.ones((2, 2)), True), "has no random numbers yet"),
    (lambda: layers.activation("swish"), "unknown activation 'swish'; known: identity, step"),
    (lambda: layers.Residual([layers.Dense(3, 4)]).initialize(0).forward(np.ones((2, 3))), "the shortcut's"),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones((5, 3)), np.zeros((5, 1), int)),
     "index labels of shape (5, 1), expected (5,); use labels[:, 0]"),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones((5, 3)), np.zeros((5, 3))), 'use labels="one-hot"'),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0, 3])),
     "found 3, expected integers from 0 to 2"),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0, -1])), "found -1"),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0.0, 1.0])), "of type float64"),
    (lambda: losses.SoftmaxCrossEntropy("one-hot").forward(np.ones((2, 3)), np.array([0, 1])), 'need labels="index"'),
    (lambda: losses.SoftmaxCrossEntropy("one-hot").forward(np.ones((2, 3)), np.ones((2, 3))), "a single 1 per row"),
    (lambda: losses.SoftmaxCrossEntropy().forward(np.ones(3), np.array([0])), "logits of shape (3,), expected (N, K)"),
    (lambda: losses.SquaredError().forward(np.ones((2, 3)), np.ones((2, 1))),
     "targets of shape (2, 1), expected (2, 3)"),
    (lambda: losses.SigmoidCrossEntropy().forward(np.ones((2, 1)), np.ones(2)),
     "labels of shape (2,), expected (2, 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "message"), MESSAGES, ids=[message[:40] for _, message in MESSAGES])
def test_an_error_names_the_layer_and_both_shapes(act: Callable[[], object], message: str) -> None:
    with pytest.raises(NetworkError, match=re.escape(message)):
        act()


def test_kinds_of_errors() -> None:
    assert all(issubclass(kind, NetworkError) for kind in (LabelError, NotReadyError, ShapeError, SpecificationError))
    assert issubclass(NetworkError, ValueError)


def test_a_frozen_mask_is_kept_and_a_free_one_is_not() -> None:
    layer = layers.Dropout(0.5).initialize(3)
    x = np.ones((4, 50), np.float32)
    first = layer.forward(x, True)
    assert not np.array_equal(first, layer.forward(x, True))
    layer.frozen = True
    np.testing.assert_array_equal(layer.forward(x, True), layer.forward(x, True))


@pytest.mark.parametrize("form", ["lecture", "inverted"])
def test_dropout_keeps_the_expectation(form: Any) -> None:
    layer = layers.Dropout(0.3, form).initialize(0)
    x = np.ones((200, 500), np.float32)
    trained, used = layer.forward(x, True).mean(), layer.forward(x, False).mean()
    assert trained == pytest.approx(used, rel=0.01)
    assert used == pytest.approx(0.7 if form == "lecture" else 1.0)


def test_running_statistics_in_three_conventions() -> None:
    x = np.random.default_rng(0).standard_normal((8, 2))
    course = layers.BatchNorm(2).initialize(0, np.float64)
    torch_like = layers.BatchNorm(2, 0.1, momentum_of="new", running_variance="unbiased").initialize(0, np.float64)
    keras = layers.BatchNorm(2, 0.99, 1e-3).initialize(0, np.float64)
    for layer in (course, torch_like, keras):
        layer.forward(x, True)
    np.testing.assert_allclose(course.state["mean"], 0.1 * x.mean(axis=0))
    np.testing.assert_allclose(course.state["variance"], 0.9 + 0.1 * x.var(axis=0))
    np.testing.assert_allclose(torch_like.state["variance"], 0.9 + 0.1 * x.var(axis=0, ddof=1))
    np.testing.assert_allclose(keras.state["variance"], 0.99 + 0.01 * x.var(axis=0))


@pytest.mark.parametrize("dtype", ["<i8", ">i8", "i1", "u1", ">i2", "<u4"])
def test_labels_of_every_integer_type(dtype: str) -> None:
    loss = losses.SoftmaxCrossEntropy()
    y = np.random.default_rng(0).standard_normal((4, 3))
    t = np.array([0, 2, 1, 1])
    assert loss.forward(y, t.astype(dtype)) == loss.forward(y, t)
    with pytest.raises(LabelError, match="found 3"):
        loss.forward(y, np.array([0, 2, 3, 1], dtype))
    if "i" in dtype:
        with pytest.raises(LabelError, match="found -1"):
            loss.forward(y, np.array([0, 2, -1, 1], dtype))
