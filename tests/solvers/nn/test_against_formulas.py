"""Every layer and optimizer against its formula, number by number in plain Python: oracles that need no other package.

Nothing here is fast, and nothing is shared with the core: what a formula sums over, a loop sums over.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pytest

from solvers.nn import layers, optimizers
from solvers.nn.layers import Layer
from solvers.nn.schedules import Exponential

Array = np.ndarray[Any, Any]
Values = dict[str, Array]
IMAGE, ROWS = (2, 4, 5, 6), (4, 5)
MASK = np.arange(20).reshape(ROWS) % 3 > 0


class Row(NamedTuple):
    """A layer, the shape of a batch for it, and the formula of its output from the batch and what the layer holds."""

    make: Callable[[], Layer]
    shape: tuple[int, ...]
    formula: Callable[[Array, Values], Any]
    train: bool = True


def each(function: Callable[[float], float]) -> Callable[[Array, Values], Array]:
    """See a function of one number as one of every element."""
    return lambda x, v: np.array([function(float(number)) for number in x.ravel()]).reshape(x.shape)


def everywhere(*lengths: int) -> Iterator[tuple[int, ...]]:
    return product(*map(range, lengths))


def at(x: Array, n: int, c: int, i: int, j: int, outside: float) -> float:
    inside = 0 <= i < x.shape[2] and 0 <= j < x.shape[3]
    return float(x[n, c, i, j]) if inside else outside


def convolution(x: Array, v: Values) -> Array:
    """Stride (2, 1), padding 1, 0, 2, 1 (top, left, bottom, right), dilation (1, 2), 2 groups."""
    w, b = v["W"], v["b"]
    rows, columns = (5 + 1 + 2 - 1 * (2 - 1) - 1) // 2 + 1, (6 + 0 + 1 - 2 * (3 - 1) - 1) // 1 + 1
    y = np.zeros((len(x), 6, rows, columns))
    for n, m, i, j in everywhere(*y.shape):
        first = 2 * (m // 3)  # filters 0 to 2 see channels 0 and 1, filters 3 to 5 see channels 2 and 3
        y[n, m, i, j] = b[m] + sum(
            w[m, c, p, q] * at(x, n, first + c, 2 * i + p - 1, j + 2 * q, 0.0) for c, p, q in everywhere(2, 2, 3)
        )
    return y


def transposed(x: Array, v: Values) -> Array:
    """Stride (2, 1), padding 1, 0, 1, 1, one more row at the bottom, 2 groups: every pixel stamps its kernel."""
    w, b = v["W"], v["b"]
    full = np.zeros((len(x), 6, (5 - 1) * 2 + 2 + 1, (6 - 1) * 1 + 3))
    for n, c, i, j in everywhere(*x.shape):
        for m, p, q in everywhere(3, 2, 3):
            full[n, 3 * (c // 2) + m, 2 * i + p, j + q] += x[n, c, i, j] * w[c, m, p, q]
    y = full[:, :, 1 : full.shape[2] - 1, 0 : full.shape[3] - 1]
    return np.array([[y[n, m] + b[m] for m in range(6)] for n in range(len(x))])


def windows(x: Array, outside: float) -> Iterator[tuple[tuple[int, ...], list[float]]]:
    """Yield every place of the output and what the window there holds: 3 x 3, stride 2, padding 1."""
    for n, c, i, j in everywhere(*x.shape[:2], (5 + 2 - 3) // 2 + 1, (6 + 2 - 3) // 2 + 1):
        yield (n, c, i, j), [at(x, n, c, 2 * i + p - 1, 2 * j + q - 1, outside) for p, q in everywhere(3, 3)]


def pooled(x: Array, outside: float, pool: Callable[[list[float]], float]) -> Array:
    y = np.zeros((*x.shape[:2], 3, 3))
    for place, values in windows(x, outside):
        y[place] = pool(values)
    return y


def mean_inside(values: list[float]) -> float:
    return statistics.fmean(value for value in values if not math.isnan(value))


def normalized(numbers: Array, eps: float) -> Array:
    values = [float(number) for number in numbers.ravel()]
    mean, variance = statistics.fmean(values), statistics.pvariance(values)
    return (numbers - mean) / math.sqrt(variance + eps)


def batch_norm(x: Array, v: Values) -> Array:
    return np.stack([v["gamma"][k] * normalized(x[:, k], 1e-6) + v["beta"][k] for k in range(x.shape[1])], axis=1)


def batch_norm_in_use(x: Array, v: Values) -> Array:
    return np.stack(
        [
            v["gamma"][k] * (x[:, k] - v["mean"][k]) / math.sqrt(v["variance"][k] + 1e-6) + v["beta"][k]
            for k in range(x.shape[1])
        ],
        axis=1,
    )


def layer_norm(x: Array, v: Values) -> Array:
    return np.stack([v["gamma"] * normalized(sample, 1e-5) + v["beta"] for sample in x])


def instance_norm(x: Array, v: Values) -> Array:
    return np.stack(
        [[v["gamma"][c] * normalized(image[c], 1e-5) + v["beta"][c] for c in range(len(image))] for image in x]
    )


def local_response_norm(x: Array, v: Values) -> Array:
    y = np.zeros(x.shape)
    for n, c, i, j in everywhere(*x.shape):
        around = sum(x[n, k, i, j] ** 2 for k in (c - 1, c, c + 1) if 0 <= k < x.shape[1])
        y[n, c, i, j] = x[n, c, i, j] / (1.5 + 0.5 * around) ** 0.7
    return y


def softmax(x: Array, v: Values) -> Array:
    return np.array([[math.exp(a) / math.fsum(map(math.exp, row)) for a in row] for row in x])


def dense(x: Array, w: Array, b: Array | float = 0.0) -> Array:
    columns = range(w.shape[1])
    return np.array([[sum(row[k] * w[k, j] for k in range(len(row))) for j in columns] for row in x]) + b


def dropped(form: Any) -> Callable[[], Layer]:
    def make() -> Layer:
        layer = layers.Dropout(0.25, form)
        layer.mask, layer.frozen = MASK, True
        return layer

    return make


LAYERS: dict[str, Row] = {
    "Dense": Row(lambda: layers.Dense(5, 3), ROWS, lambda x, v: dense(x, v["W"], v["b"])),
    "Flatten": Row(
        layers.Flatten, IMAGE,
        lambda x, v: [[x[n, c, i, j] for c, i, j in everywhere(*x.shape[1:])] for n in range(len(x))],
    ),
    "Conv2D": Row(lambda: layers.Conv2D(4, 6, (2, 3), (2, 1), (1, 0, 2, 1), (1, 2), 2), IMAGE, convolution),
    "ConvTranspose2D": Row(
        lambda: layers.ConvTranspose2D(4, 6, (2, 3), (2, 1), (1, 0, 1, 1), (1, 0), 1, 2), IMAGE, transposed
    ),
    "MaxPool2D": Row(lambda: layers.MaxPool2D(3, 2, 1), IMAGE, lambda x, v: pooled(x, -math.inf, max)),
    "AveragePool2D": Row(
        lambda: layers.AveragePool2D(3, 2, 1), IMAGE, lambda x, v: pooled(x, 0.0, statistics.fmean)
    ),
    "AveragePool2D, without padding": Row(
        lambda: layers.AveragePool2D(3, 2, 1, count_padding=False), IMAGE,
        lambda x, v: pooled(x, math.nan, mean_inside),
    ),
    "GlobalAveragePool": Row(
        layers.GlobalAveragePool, IMAGE,
        lambda x, v: [[statistics.fmean(image[c].ravel().tolist()) for c in range(4)] for image in x],
    ),
    "BatchNorm": Row(lambda: layers.BatchNorm(5), ROWS, batch_norm),
    "BatchNorm, images": Row(lambda: layers.BatchNorm(4), IMAGE, batch_norm),
    "BatchNorm, in use": Row(lambda: layers.BatchNorm(4), IMAGE, batch_norm_in_use, train=False),
    "LayerNorm": Row(lambda: layers.LayerNorm(5), ROWS, layer_norm),
    "InstanceNorm": Row(lambda: layers.InstanceNorm(4), IMAGE, instance_norm),
    "LocalResponseNorm": Row(lambda: layers.LocalResponseNorm(3, 0.5, 0.7, 1.5), IMAGE, local_response_norm),
    "Dropout": Row(dropped("lecture"), ROWS, lambda x, v: np.where(MASK, x, 0)),
    "Dropout, in use": Row(dropped("lecture"), ROWS, lambda x, v: 0.75 * x, train=False),
    "Dropout, inverted": Row(dropped("inverted"), ROWS, lambda x, v: np.where(MASK, x / 0.75, 0)),
    "Dropout, inverted, in use": Row(dropped("inverted"), ROWS, lambda x, v: x, train=False),
    "Activation": Row(lambda: layers.Activation(np.sin, np.cos), IMAGE, each(math.sin)),
    "Identity": Row(layers.Identity, IMAGE, lambda x, v: x),
    "Step": Row(layers.Step, IMAGE, each(lambda x: 1.0 if x > 0 else 0.0)),
    "Sigmoid": Row(layers.Sigmoid, IMAGE, each(lambda x: 1 / (1 + math.exp(-x)))),
    "Tanh": Row(layers.Tanh, IMAGE, each(lambda x: (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1))),
    "ReLU": Row(layers.ReLU, IMAGE, each(lambda x: x if x > 0 else 0.0)),
    "LeakyReLU": Row(lambda: layers.LeakyReLU(0.2), IMAGE, each(lambda x: x if x > 0 else 0.2 * x)),
    "ELU": Row(lambda: layers.ELU(0.7), IMAGE, each(lambda x: x if x > 0 else 0.7 * (math.exp(x) - 1))),
    "SELU": Row(
        layers.SELU, IMAGE,
        each(lambda x: 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * (math.exp(x) - 1))),
    ),
    "GELU": Row(layers.GELU, IMAGE, each(lambda x: x * statistics.NormalDist().cdf(x))),
    "GELU, tanh": Row(
        lambda: layers.GELU("tanh"), IMAGE,
        each(lambda x: 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))),
    ),
    "Softplus": Row(layers.Softplus, IMAGE, each(lambda x: math.log(1 + math.exp(x)))),
    "Softmax": Row(layers.Softmax, ROWS, softmax),
    "LogSoftmax": Row(layers.LogSoftmax, ROWS, lambda x, v: np.log(softmax(x, v))),
    "Sequential": Row(
        lambda: layers.Sequential([layers.Dense(5, 4), layers.Tanh(), layers.Dense(4, 2)]), ROWS,
        lambda x, v: dense(each(math.tanh)(dense(x, v["0.W"], v["0.b"]), v), v["2.W"], v["2.b"]),
    ),
    "Residual": Row(
        lambda: layers.Residual([layers.Dense(5, 5), layers.Tanh()]), ROWS,
        lambda x, v: each(math.tanh)(dense(x, v["0.0.W"], v["0.0.b"]), v) + x,
    ),
    "Residual, shortcut": Row(
        lambda: layers.Residual([layers.Dense(5, 3)], layers.Dense(5, 3, bias=False)), ROWS,
        lambda x, v: dense(x, v["0.0.W"], v["0.0.b"]) + dense(x, v["1.W"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("stored", ["C", "batch last"])
def test_layer(name: str, stored: str) -> None:
    row = LAYERS[name]
    layer, rng = row.make().initialize(0, np.float64), np.random.default_rng(1)
    held: Values = {}
    for path, leaf in layers.leaves(layer):
        for key, value in (leaf.params | leaf.state).items():
            value[...] = rng.uniform(0.5, 2, value.shape)  # positive, for a running variance is among them
            held[f"{path}.{key}".lstrip(".")] = value.copy()
    x = 2 * rng.standard_normal(row.shape)
    if stored != "C":
        x = np.ascontiguousarray(np.moveaxis(x, 0, -1)).transpose(x.ndim - 1, *range(x.ndim - 1))
    np.testing.assert_allclose(layer.forward(x, row.train), row.formula(x, held), rtol=1e-12, atol=1e-13)


Step = Callable[[float, float, float, int, dict[str, float]], float]
"""From a parameter, its gradient, the rate, the number of the step (from 1) and what is remembered: the parameter."""


def sgd(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    return w - rate * g


def decoupled(step: Step) -> Step:
    return lambda w, g, rate, t, memory: step(w - rate * 0.1 * w, g, rate, t, memory)


def l2(step: Step) -> Step:
    return lambda w, g, rate, t, memory: step(w, g + 0.1 * w, rate, t, memory)


def momentum(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["v"] = 0.8 * memory.get("v", 0.0) - rate * g
    return w + memory["v"]


def momentum_without_rate(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["v"] = 0.8 * memory.get("v", 0.0) + g
    return w - rate * memory["v"]


def nesterov(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["v"] = 0.8 * memory.get("v", 0.0) - rate * g
    return w + 0.8 * memory["v"] - rate * g


def adagrad(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["h"] = memory.get("h", 0.0) + g**2
    return w - rate * g / (math.sqrt(memory["h"]) + 1e-3)


def adagrad_of_keras(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["h"] = memory.get("h", 0.1) + g**2
    return w - rate * g / math.sqrt(memory["h"] + 1e-3)


def rmsprop(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
    memory["h"] = 0.9 * memory.get("h", 0.0) + 0.1 * g**2
    return w - rate * g / (math.sqrt(memory["h"]) + 1e-3)


def adam(eps_on: str) -> Step:
    def step(w: float, g: float, rate: float, t: int, memory: dict[str, float]) -> float:
        m = memory["m"] = 0.8 * memory.get("m", 0.0) + 0.2 * g
        v = memory["v"] = 0.95 * memory.get("v", 0.0) + 0.05 * g**2
        m_hat, v_hat = m / (1 - 0.8**t), v / (1 - 0.95**t)
        if eps_on == "corrected":
            return w - rate * m_hat / (math.sqrt(v_hat) + 1e-3)
        return w - rate * math.sqrt(1 - 0.95**t) / (1 - 0.8**t) * m / (math.sqrt(v) + 1e-3)

    return step


P = optimizers
OPTIMIZERS: dict[str, tuple[Callable[[Any], optimizers.Optimizer], Step]] = {
    "SGD": (P.SGD, sgd),
    "SGD, decoupled": (lambda r: P.SGD(r, 0.1), decoupled(sgd)),
    "SGD, L2": (lambda r: P.SGD(r, 0.1, "l2"), l2(sgd)),
    "Momentum": (lambda r: P.Momentum(r, 0.8), momentum),
    "Momentum, decoupled": (lambda r: P.Momentum(r, 0.8, weight_decay=0.1), decoupled(momentum)),
    "Momentum, L2": (lambda r: P.Momentum(r, 0.8, weight_decay=0.1, decay="l2"), l2(momentum)),
    "Momentum, without rate": (lambda r: P.Momentum(r, 0.8, "without-rate"), momentum_without_rate),
    "Nesterov": (lambda r: P.Nesterov(r, 0.8), nesterov),
    "AdaGrad": (lambda r: P.AdaGrad(r, 1e-3), adagrad),
    "AdaGrad, Keras": (lambda r: P.AdaGrad(r, 1e-3, "inside", 0.1), adagrad_of_keras),
    "RMSProp": (lambda r: P.RMSProp(r, 0.9, 1e-3), rmsprop),
    "RMSProp, decoupled": (lambda r: P.RMSProp(r, 0.9, 1e-3, weight_decay=0.1), decoupled(rmsprop)),
    "Adam": (lambda r: P.Adam(r, 0.8, 0.95, 1e-3), adam("raw")),
    "Adam, corrected": (lambda r: P.Adam(r, 0.8, 0.95, 1e-3, "corrected"), adam("corrected")),
    "Adam, L2": (lambda r: P.Adam(r, 0.8, 0.95, 1e-3, weight_decay=0.1, decay="l2"), l2(adam("raw"))),
    "AdamW": (lambda r: P.AdamW(r, 0.8, 0.95, 1e-3, 0.1), decoupled(adam("corrected"))),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizer(name: str) -> None:
    """25 steps down a bent valley, the rate falling on the way; each parameter is followed by itself."""
    make, step = OPTIMIZERS[name]
    rates = Exponential(0.1, 0.97)
    w, optimizer = np.array([1.5, -0.7, 0.2]), make(rates)
    exact: list[float] = w.tolist()
    memories: list[dict[str, float]] = [{} for _ in exact]

    def slope(k: int, at: float, t: int) -> float:
        return (k + 1) * at + 0.3 * math.sin(3 * at) + 0.2 * math.cos(t)

    for t in range(25):
        optimizer.step(w, np.array([slope(k, float(w[k]), t) for k in range(3)]))
        exact = [step(exact[k], slope(k, exact[k], t), rates(t), t + 1, memories[k]) for k in range(3)]
        np.testing.assert_allclose(w, exact, rtol=1e-11, atol=1e-13, err_msg=f"step {t + 1}")
