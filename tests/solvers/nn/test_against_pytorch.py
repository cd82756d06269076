"""Gradients and optimizer trajectories against PyTorch, in float64 and at equal conventions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solvers.nn import layers, losses, optimizers, schedules
from solvers.nn.exceptions import ShapeError
from solvers.nn.gradcheck import spaced
from solvers.nn.layers import Layer

Array = np.ndarray[Any, Any]

# Two tables stand above the line that skips, so that test_oracle_rows.py can read them without PyTorch; F, T and torch
# are looked up only when a row is used.
ACTIVATIONS: dict[str, tuple[Layer, Callable[[Any], Any]]] = {
    "identity": (layers.Identity(), lambda x: x * 1),
    "sigmoid": (layers.Sigmoid(), lambda x: torch.sigmoid(x)),
    "tanh": (layers.Tanh(), lambda x: torch.tanh(x)),
    "relu": (layers.ReLU(), lambda x: F.relu(x)),
    "leaky-relu": (layers.LeakyReLU(0.2), lambda x: F.leaky_relu(x, 0.2)),
    "elu": (layers.ELU(0.7), lambda x: F.elu(x, 0.7)),
    "selu": (layers.SELU(), lambda x: F.selu(x)),
    "gelu": (layers.GELU(), lambda x: F.gelu(x)),
    "gelu-tanh": (layers.GELU("tanh"), lambda x: F.gelu(x, approximate="tanh")),
    "softplus": (layers.Softplus(), lambda x: F.softplus(x, threshold=1000)),
    "softmax": (layers.Softmax(), lambda x: F.softmax(x, 1)),
    "log-softmax": (layers.LogSoftmax(), lambda x: F.log_softmax(x, 1)),
}

P = optimizers
TRAJECTORIES: dict[str, tuple[Callable[[Any], optimizers.Optimizer], Callable[[Any], Any]]] = {
    "SGD": (P.SGD, lambda p: T.SGD(p, 1.0)),
    "SGD, L2": (lambda r: P.SGD(r, 0.1, "l2"), lambda p: T.SGD(p, 1.0, weight_decay=0.1)),
    "momentum": (lambda r: P.Momentum(r, 0.9, "without-rate"), lambda p: T.SGD(p, 1.0, 0.9)),
    "momentum, dampened": (
        lambda r: P.Momentum(r, 0.9, "without-rate", dampening=0.3), lambda p: T.SGD(p, 1.0, 0.9, dampening=0.3),
    ),
    "momentum, L2": (
        lambda r: P.Momentum(r, 0.9, "without-rate", weight_decay=0.1, decay="l2"),
        lambda p: T.SGD(p, 1.0, 0.9, weight_decay=0.1),
    ),
    "Nesterov": (lambda r: P.Nesterov(r, 0.9, "without-rate"), lambda p: T.SGD(p, 1.0, 0.9, nesterov=True)),
    "AdaGrad": (lambda r: P.AdaGrad(r, 1e-10), lambda p: T.Adagrad(p, 1.0)),
    "AdaGrad, initial": (
        lambda r: P.AdaGrad(r, 1e-10, initial=0.1), lambda p: T.Adagrad(p, 1.0, initial_accumulator_value=0.1),
    ),
    "RMSProp": (lambda r: P.RMSProp(r, 0.95, 1e-8), lambda p: T.RMSprop(p, 1.0, 0.95, 1e-8)),
    "Adam": (lambda r: P.Adam(r, eps=1e-8, eps_on="corrected"), lambda p: T.Adam(p, 1.0)),
    "Adam, L2": (
        lambda r: P.Adam(r, eps=1e-8, eps_on="corrected", weight_decay=0.1, decay="l2"),
        lambda p: T.Adam(p, 1.0, weight_decay=0.1),
    ),
    "AdamW": (lambda r: P.AdamW(r, weight_decay=0.1), lambda p: T.AdamW(p, 1.0, weight_decay=0.1)),
}  # fmt: skip

torch = pytest.importorskip("torch", reason='the extra "oracle" is not installed: pip install -e ".[oracle]"')
torch.set_num_threads(1)
F, T = torch.nn.functional, torch.optim

MANY = settings(max_examples=60, deadline=None, derandomize=True)


def close(ours: Array | None, theirs: Any, what: str) -> None:
    assert ours is not None
    assert ours.dtype == np.float64
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-9, atol=1e-9, err_msg=what)


def same(layer: Layer, x: Array, theirs: Callable[..., Any], names: dict[str, str], train: bool = True) -> None:
    """Hold output and every gradient of ``layer`` against those of ``theirs(x, **parameters)``."""
    rng = np.random.default_rng(x.size)
    for value in layer.params.values():
        value[...] = rng.standard_normal(value.shape)
    tx = torch.tensor(x, requires_grad=True)
    tensors = {key: torch.tensor(layer.params[name], requires_grad=True) for key, name in names.items()}
    expected = theirs(tx, **tensors)
    y = layer.forward(x, train)
    close(y, expected, "output")
    dy = rng.standard_normal(y.shape)
    expected.backward(torch.tensor(dy))
    close(layer.backward(dy), tx.grad, "dx")
    for key, name in names.items():
        close(layer.grads[name], tensors[key].grad, f"d{name}")


def build(make: Callable[[], Layer]) -> Layer:
    return make().initialize(0, np.float64)


@st.composite
def convolutions(draw: st.DrawFn) -> dict[str, Any]:
    groups = draw(st.integers(1, 3))
    return {
        "inputs": groups * draw(st.integers(1, 3)),
        "outputs": groups * draw(st.integers(1, 3)),
        "kernel": (draw(st.integers(1, 3)), draw(st.integers(1, 4))),
        "stride": (draw(st.integers(1, 3)), draw(st.integers(1, 3))),
        "padding": tuple(draw(st.integers(0, 2)) for _ in range(4)),
        "dilation": (draw(st.integers(1, 2)), draw(st.integers(1, 3))),
        "groups": groups,
        "bias": draw(st.booleans()),
        "size": (draw(st.integers(1, 9)), draw(st.integers(1, 9))),
        "count": draw(st.integers(1, 3)),
    }


@pytest.mark.parametrize(("tile", "run"), [(64, 400), (1 << 21, 400), (1 << 21, 1)])
def test_convolution(tile: int, run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solvers.nn.layers.correlation.TILE_BYTES", tile)
    monkeypatch.setattr("solvers.nn.layers.correlation.LEAST_RUN", run)

    @MANY
    @given(convolutions())
    def check(c: dict[str, Any]) -> None:
        size, count = c.pop("size"), c.pop("count")
        layer = build(lambda: layers.Conv2D(**c))
        x = np.random.default_rng(1).standard_normal((count, c["inputs"], *size))
        try:
            layer.output_shape(x.shape[1:])
        except ShapeError:
            assume(False)
        top, left, bottom, right = c["padding"]

        def theirs(tx: Any, weight: Any, bias: Any = None) -> Any:
            padded = F.pad(tx, (left, right, top, bottom))
            return F.conv2d(padded, weight, bias, c["stride"], 0, c["dilation"], c["groups"])

        same(layer, x, theirs, {"weight": "W", "bias": "b"} if c["bias"] else {"weight": "W"})

    check()


@MANY
@given(convolutions(), st.integers(0, 2), st.integers(0, 2))
def test_transposed_convolution(c: dict[str, Any], extra_rows: int, extra_columns: int) -> None:
    size, count = c.pop("size"), c.pop("count")
    extra = (min(extra_rows, max(c["stride"][0], c["dilation"][0]) - 1),
             min(extra_columns, max(c["stride"][1], c["dilation"][1]) - 1))  # fmt: skip
    layer = build(lambda: layers.ConvTranspose2D(output_padding=extra, **c))
    x = np.random.default_rng(1).standard_normal((count, c["inputs"], *size))
    try:
        layer.output_shape(x.shape[1:])
    except ShapeError:
        assume(False)
    top, left, bottom, right = c["padding"]

    def theirs(tx: Any, weight: Any, bias: Any = None) -> Any:
        y = F.conv_transpose2d(tx, weight, bias, c["stride"], 0, extra, c["groups"], c["dilation"])
        return y[:, :, top : y.shape[2] - bottom, left : y.shape[3] - right]

    same(layer, x, theirs, {"weight": "W", "bias": "b"} if c["bias"] else {"weight": "W"})


@st.composite
def poolings(draw: st.DrawFn) -> dict[str, Any]:
    kernel = (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    return {
        "kernel": kernel,
        "stride": (draw(st.integers(1, 3)), draw(st.integers(1, 3))),
        "padding": (draw(st.integers(0, kernel[0] // 2)), draw(st.integers(0, kernel[1] // 2))),
        "ceil": draw(st.booleans()),
    }


@MANY
@given(poolings(), st.integers(1, 9), st.integers(1, 9), st.integers(1, 2), st.booleans())
def test_max_pooling(p: dict[str, Any], height: int, width: int, dilation: int, ties: bool) -> None:
    layer = layers.MaxPool2D(dilation=dilation, **p)
    x = np.random.default_rng(1).integers(0, 3, (2, 3, height, width)) * 1.0 if ties else spaced((2, 3, height, width))
    try:
        layer.output_shape(x.shape[1:])
    except ShapeError:
        assume(False)
    same(layer, x, lambda tx: F.max_pool2d(tx, p["kernel"], p["stride"], p["padding"], dilation, p["ceil"]), {})


@MANY
@given(poolings(), st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_average_pooling(p: dict[str, Any], height: int, width: int, count_padding: bool) -> None:
    layer = layers.AveragePool2D(count_padding=count_padding, **p)
    x = np.random.default_rng(1).standard_normal((2, 3, height, width))
    try:
        layer.output_shape(x.shape[1:])
    except ShapeError:
        assume(False)
    same(layer, x, lambda tx: F.avg_pool2d(tx, p["kernel"], p["stride"], p["padding"], p["ceil"], count_padding), {})


@MANY
@given(st.integers(1, 5), st.integers(1, 6), st.integers(1, 5))
def test_dense(count: int, inputs: int, outputs: int) -> None:
    x = np.random.default_rng(1).standard_normal((count, inputs))
    same(build(lambda: layers.Dense(inputs, outputs)), x, lambda tx, w, b: tx @ w + b, {"w": "W", "b": "b"})


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("shape", [(6, 5), (2, 5), (4, 3, 5, 6), (1, 3, 2, 2), (100, 3, 30, 30)])
def test_batch_norm(shape: tuple[int, ...], train: bool) -> None:
    layer = build(lambda: layers.BatchNorm(shape[1], 0.2, 1e-3, momentum_of="new", running_variance="unbiased"))
    layer.state["mean"][:] = np.arange(shape[1]) / 3
    layer.state["variance"][:] = 1 + np.arange(shape[1])
    mean, variance = torch.tensor(layer.state["mean"]), torch.tensor(layer.state["variance"])
    x = 3 + 2 * np.random.default_rng(1).standard_normal(shape)

    def theirs(tx: Any, g: Any, b: Any) -> Any:
        return F.batch_norm(tx, mean, variance, g, b, train, 0.2, 1e-3)

    same(layer, x, theirs, {"g": "gamma", "b": "beta"}, train)
    close(layer.state["mean"], mean, "running mean")
    close(layer.state["variance"], variance, "running variance")


@pytest.mark.parametrize(("shape", "normalized"), [((4, 5), (5,)), ((2, 3, 4), (3, 4)), ((2, 3, 4, 5), (5,))])
def test_layer_norm(shape: tuple[int, ...], normalized: tuple[int, ...]) -> None:
    x = np.random.default_rng(1).standard_normal(shape)
    layer = build(lambda: layers.LayerNorm(normalized))
    same(layer, x, lambda tx, g, b: F.layer_norm(tx, normalized, g, b), {"g": "gamma", "b": "beta"})


def test_instance_norm() -> None:
    x = np.random.default_rng(1).standard_normal((2, 3, 4, 5))
    layer = build(lambda: layers.InstanceNorm(3))
    same(layer, x, lambda tx, g, b: F.instance_norm(tx, weight=g, bias=b), {"g": "gamma", "b": "beta"})


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("channels", [1, 4, 7])
def test_local_response_norm(size: int, channels: int) -> None:
    x = 3 * np.random.default_rng(1).standard_normal((2, channels, 3, 4))
    layer = layers.LocalResponseNorm(size, 0.5, 0.7, 1.5, mean=True)
    # PyTorch puts the longer half of an even window before the channel, ONNX after it: mirror the channels for it.
    turned = x[:, ::-1].copy() if size % 2 == 0 else x
    tx = torch.tensor(turned, requires_grad=True)
    expected = F.local_response_norm(tx, size, 0.5, 0.7, 1.5)
    y = layer.forward(x)
    dy = np.random.default_rng(2).standard_normal(y.shape)
    expected.backward(torch.tensor(dy[:, ::-1].copy() if size % 2 == 0 else dy))
    flip = (lambda a: torch.flip(a, [1])) if size % 2 == 0 else (lambda a: a)
    close(y, flip(expected), "output")
    close(layer.backward(dy), flip(tx.grad), "dx")


@pytest.mark.parametrize("keep", [True, False])
def test_global_average_pool(keep: bool) -> None:
    x = np.random.default_rng(1).standard_normal((2, 3, 4, 5))
    same(layers.GlobalAveragePool(keep), x, lambda tx: tx.mean((2, 3), keepdim=keep), {})


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("stored", ["C", "batch last"])
def test_activation(name: str, stored: str) -> None:
    layer, theirs = ACTIVATIONS[name]
    x = spaced((3, 4, 2, 5), span=12)
    if stored != "C":
        x = np.ascontiguousarray(x.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2)
    same(layer, x, theirs, {})


def test_residual_block() -> None:
    layer = build(lambda: layers.Residual([layers.Dense(3, 4), layers.Tanh()], layers.Dense(3, 4, bias=False)))
    x = np.random.default_rng(1).standard_normal((5, 3))
    y, dy = layer.forward(x, True), np.random.default_rng(2).standard_normal((5, 4))
    (_, body), _, (_, shortcut) = layers.leaves(layer)
    tx = torch.tensor(x, requires_grad=True)
    w, b, s = (torch.tensor(a, requires_grad=True) for a in (body.params["W"], body.params["b"], shortcut.params["W"]))
    expected = torch.tanh(tx @ w + b) + tx @ s
    expected.backward(torch.tensor(dy))
    close(y, expected, "output")
    close(layer.backward(dy), tx.grad, "dx")
    close(body.grads["W"], w.grad, "body dW")
    close(shortcut.grads["W"], s.grad, "shortcut dW")


def same_loss(loss: losses.Loss, y: Array, t: Array, theirs: Callable[[Any, Any], Any]) -> None:
    ty = torch.tensor(y, requires_grad=True)
    expected = theirs(ty, torch.tensor(t))
    value = np.asarray(loss.forward(y, t))
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-9, atol=1e-9)
    dout = np.random.default_rng(3).standard_normal(value.shape) if value.ndim else np.asarray(-2.5)
    expected.backward(torch.tensor(dout))
    close(loss.backward(dout if dout.ndim else float(dout)), ty.grad, "gradient")


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_losses(reduction: Any, scale: float) -> None:
    rng = np.random.default_rng(1)
    y, t = scale * rng.standard_normal((6, 4)), np.array([0, 3, 1, 1, 2, 0])
    weights, one_hot = rng.random(4), np.eye(4)[t]
    soft = rng.random((6, 4))
    soft /= soft.sum(axis=1, keepdims=True)
    ce = losses.SoftmaxCrossEntropy
    same_loss(ce("index", reduction), y, t, lambda a, b: F.cross_entropy(a, b, reduction=reduction))
    same_loss(ce("one-hot", reduction), y, one_hot, lambda a, b: F.cross_entropy(a, b, reduction=reduction))
    same_loss(ce("probability", reduction), y, soft, lambda a, b: F.cross_entropy(a, b, reduction=reduction))
    same_loss(
        ce("index", reduction, weights, ignore=1), y, t,
        lambda a, b: F.cross_entropy(a, b, torch.tensor(weights), ignore_index=1, reduction=reduction),
    )  # fmt: skip
    same_loss(
        losses.SquaredError(reduction, 1.0, "element"), y, soft, lambda a, b: F.mse_loss(a, b, reduction=reduction)
    )
    same_loss(
        losses.SigmoidCrossEntropy(reduction, "element"), y, soft,
        lambda a, b: F.binary_cross_entropy_with_logits(a, b, reduction=reduction),
    )  # fmt: skip


RATES: dict[str, schedules.Schedule] = {
    "steps": schedules.StepDecay(0.02, 0.5, 60),
    "warm-up and cosine": schedules.Warmup(20, schedules.Cosine(0.02, 180, 0.001)),
}


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("name", TRAJECTORIES)
def test_trajectory(name: str, rates: str) -> None:
    """200 steps on an ill-conditioned quadratic with a curved term, the rate changing on the way."""
    ours, theirs = TRAJECTORIES[name]
    schedule = RATES[rates]
    rng = np.random.default_rng(0)
    curvature, start = np.logspace(-1, 1, 40), rng.standard_normal(40)
    w = start.copy()
    tw = torch.tensor(start.copy(), requires_grad=True)
    optimizer, reference = ours(schedule), theirs([tw])
    for t in range(200):
        optimizer.step(w, curvature * w + 0.1 * np.sin(3 * w) + 0.01 * np.cos(t))
        with torch.no_grad():
            tw.grad = torch.tensor(curvature) * tw + 0.1 * torch.sin(3 * tw) + 0.01 * np.cos(t)
        reference.param_groups[0]["lr"] = schedule(t)
        reference.step()
        np.testing.assert_allclose(w, tw.detach().numpy(), rtol=1e-12, atol=1e-12, err_msg=f"step {t}")


def test_gradient_clipping() -> None:
    g = np.random.default_rng(0).standard_normal(50)
    tg = torch.zeros(50, dtype=torch.float64, requires_grad=True)
    tg.grad = torch.tensor(g.copy())
    norm = torch.nn.utils.clip_grad_norm_([tg], 0.5)
    assert schedules.clip_norm(g, 0.5) == pytest.approx(float(norm), rel=1e-12)
    np.testing.assert_allclose(g, tg.grad.numpy(), rtol=1e-5)  # PyTorch adds 1e-6 to the norm that it divides by
