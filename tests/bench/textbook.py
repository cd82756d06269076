"""A training core as textbooks write it, to measure against: clear, and slow where the tuned one is fast.

Layers as in the course's notebooks: im2col of the whole batch, no memory kept between steps, a mask for ReLU, a
dictionary of parameters, a forward pass more than needed, and weights from ``randn``, which makes every number float64.
The textbook's errors are left out. ``dtype`` gives the same code at float32, to tell precision from workmanship.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def im2col(x: Array, kh: int, kw: int, stride: int = 1, pad: int = 0) -> Array:
    """Return every window of ``(N, C, H, W)`` as a row."""
    n, c, h, w = x.shape
    oh, ow = (h + 2 * pad - kh) // stride + 1, (w + 2 * pad - kw) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((n, c, kh, kw, oh, ow), x.dtype)
    for i in range(kh):
        for j in range(kw):
            col[:, :, i, j] = img[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(col: Array, shape: tuple[int, ...], kh: int, kw: int, stride: int = 1, pad: int = 0) -> Array:
    """Add the rows back to where their windows lie."""
    n, c, h, w = shape
    oh, ow = (h + 2 * pad - kh) // stride + 1, (w + 2 * pad - kw) // stride + 1
    col = col.reshape(n, oh, ow, c, kh, kw).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((n, c, h + 2 * pad + stride - 1, w + 2 * pad + stride - 1), col.dtype)
    for i in range(kh):
        for j in range(kw):
            img[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride] += col[:, :, i, j]
    return img[:, :, pad : h + pad, pad : w + pad]


class Affine:
    """``x W + b`` on flattened samples."""

    def __init__(self, w: Array, b: Array) -> None:
        self.w, self.b = w, b

    def forward(self, x: Array) -> Array:
        self.shape = x.shape
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.w) + self.b

    def backward(self, dout: Array) -> Array:
        dx = np.dot(dout, self.w.T)
        self.dw = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx.reshape(*self.shape)


class Relu:
    """``max(x, 0)`` with a mask."""

    def forward(self, x: Array) -> Array:
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout: Array) -> Array:
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


class Convolution:
    """Convolution by one matrix product over all windows."""

    def __init__(self, w: Array, b: Array, stride: int = 1, pad: int = 0) -> None:
        self.w, self.b, self.stride, self.pad = w, b, stride, pad

    def forward(self, x: Array) -> Array:
        fn, _, fh, fw = self.w.shape
        n, _, h, w = x.shape
        oh = 1 + (h + 2 * self.pad - fh) // self.stride
        ow = 1 + (w + 2 * self.pad - fw) // self.stride
        self.x = x
        self.col = im2col(x, fh, fw, self.stride, self.pad)
        self.col_w = self.w.reshape(fn, -1).T
        out = np.dot(self.col, self.col_w) + self.b
        return out.reshape(n, oh, ow, -1).transpose(0, 3, 1, 2)

    def backward(self, dout: Array) -> Array:
        fn, c, fh, fw = self.w.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, fn)
        self.db = np.sum(dout, axis=0)
        self.dw = np.dot(self.col.T, dout).transpose(1, 0).reshape(fn, c, fh, fw)
        return col2im(np.dot(dout, self.col_w.T), self.x.shape, fh, fw, self.stride, self.pad)


class Pooling:
    """Max pooling by windows and ``argmax``."""

    def __init__(self, size: int) -> None:
        self.size = size

    def forward(self, x: Array) -> Array:
        n, c, h, w = x.shape
        s = self.size
        col = im2col(x, s, s, s).reshape(-1, s * s)
        self.arg = np.argmax(col, axis=1)
        self.x = x
        return np.max(col, axis=1).reshape(n, h // s, w // s, c).transpose(0, 3, 1, 2)

    def backward(self, dout: Array) -> Array:
        s = self.size
        dout = dout.transpose(0, 2, 3, 1)
        dmax = np.zeros((dout.size, s * s), dout.dtype)
        dmax[np.arange(self.arg.size), self.arg.flatten()] = dout.flatten()
        dmax = dmax.reshape((*dout.shape, s * s))
        dcol = dmax.reshape(dmax.shape[0] * dmax.shape[1] * dmax.shape[2], -1)
        return col2im(dcol, self.x.shape, s, s, s)


class BatchNorm:
    """Batch normalization of rows; images are turned to rows of channels first."""

    def __init__(self, gamma: Array, beta: Array) -> None:
        self.gamma, self.beta = gamma, beta
        self.running_mean, self.running_var = np.zeros_like(beta), np.ones_like(beta)

    def forward(self, x: Array) -> Array:
        self.shape = x.shape
        if x.ndim == 4:
            x = x.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])
        mu = x.mean(axis=0)
        self.xc = x - mu
        var = np.mean(self.xc**2, axis=0)
        self.std = np.sqrt(var + 1e-6)
        self.xn = self.xc / self.std
        self.running_mean = 0.9 * self.running_mean + 0.1 * mu
        self.running_var = 0.9 * self.running_var + 0.1 * var
        return self._shaped(self.gamma * self.xn + self.beta)

    def _shaped(self, rows: Array) -> Array:
        if len(self.shape) == 2:
            return rows
        n, c, h, w = self.shape
        return rows.reshape(n, h, w, c).transpose(0, 3, 1, 2)

    def backward(self, dout: Array) -> Array:
        if dout.ndim == 4:
            dout = dout.transpose(0, 2, 3, 1).reshape(-1, dout.shape[1])
        n = dout.shape[0]
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum((dxn * self.xc) / (self.std * self.std), axis=0)
        dvar = 0.5 * dstd / self.std
        dxc += (2.0 / n) * self.xc * dvar
        return self._shaped(dxc - np.sum(dxc, axis=0) / n)


class SoftmaxWithLoss:
    """Softmax and cross-entropy of one-hot labels."""

    def forward(self, x: Array, t: Array) -> float:
        x = x - np.max(x, axis=1, keepdims=True)
        self.t = t
        self.y = np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)
        index = t.argmax(axis=1)
        return float(-np.sum(np.log(self.y[np.arange(len(t)), index] + 1e-7)) / len(t))

    def backward(self) -> Array:
        return (self.y - self.t) / self.y.dtype.type(len(self.t))


class SGD:
    """Plain steps."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        for key in params:
            params[key] -= self.rate * grads[key]


class Adam:
    """Adam over a dictionary."""

    def __init__(self, rate: float) -> None:
        self.rate, self.t = rate, 0
        self.m: dict[str, Array] = {}
        self.v: dict[str, Array] = {}

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        if not self.m:
            self.m = {k: np.zeros_like(v) for k, v in params.items()}
            self.v = {k: np.zeros_like(v) for k, v in params.items()}
        self.t += 1
        rate = float(self.rate * np.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t))
        for k in params:
            self.m[k] += 0.1 * (grads[k] - self.m[k])
            self.v[k] += 0.001 * (grads[k] ** 2 - self.v[k])
            params[k] -= rate * self.m[k] / (np.sqrt(self.v[k]) + 1e-7)


class Net:
    """Layers in a list, parameters in a dictionary."""

    def __init__(self, layers: list[Any]) -> None:
        self.layers, self.last = layers, SoftmaxWithLoss()
        self.params: dict[str, Array] = {}
        for i, layer in enumerate(layers):
            if hasattr(layer, "w"):
                self.params[f"W{i}"], self.params[f"b{i}"] = layer.w, layer.b

    def predict(self, x: Array) -> Array:
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x: Array, t: Array) -> float:
        return self.last.forward(self.predict(x), t)

    def accuracy(self, x: Array, t: Array) -> float:
        return float(np.sum(self.predict(x).argmax(axis=1) == t.argmax(axis=1)) / len(x))

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        self.loss(x, t)
        d = self.last.backward()
        for layer in reversed(self.layers):
            d = layer.backward(d)
        grads = {}
        for i, layer in enumerate(self.layers):
            if hasattr(layer, "w"):
                grads[f"W{i}"], grads[f"b{i}"] = layer.dw, layer.db
        return grads

    def step(self, x: Array, t: Array, optimizer: Any) -> float:
        """One training step as the notebook makes it: gradient, update, and a second forward pass for the loss."""
        optimizer.update(self.params, self.gradient(x, t))
        return self.loss(x, t)


def mlp(sizes: list[int], rng: np.random.Generator, dtype: str = "f8") -> Net:
    """Return a multi-layer perceptron."""
    layers: list[Any] = []
    for i, (a, b) in enumerate(itertools.pairwise(sizes)):
        if i:
            layers.append(Relu())
        layers.append(Affine((rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(dtype), np.zeros(b, dtype)))
    return Net(layers)


def cnn(rng: np.random.Generator, dtype: str = "f8") -> Net:
    """Return the course's simple convolutional network."""

    def draw(*shape: int) -> Array:
        return (0.01 * rng.standard_normal(shape)).astype(dtype)

    return Net(
        [
            Convolution(draw(30, 1, 5, 5), np.zeros(30, dtype)), Relu(), Pooling(2),
            Affine(draw(4320, 100), np.zeros(100, dtype)), Relu(), Affine(draw(100, 10), np.zeros(10, dtype)),
        ]
    )  # fmt: skip
