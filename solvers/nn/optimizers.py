"""The optimizers: each turns a gradient into a step of the parameters.

All parameters of a network are one flat vector, so that an optimizer is a handful of array operations. They run over
the vector in chunks that stay in the cache: Adam touches four arrays, and would otherwise fetch each from main memory
a dozen times. Where programs disagree, the convention has a name; the defaults are the course's.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import ShapeError, SpecificationError
from solvers.nn.schedules import Schedule

__all__ = ["SGD", "AdaGrad", "Adam", "AdamW", "Momentum", "Nesterov", "Optimizer", "RMSProp", "optimizer"]

CHUNK = 1 << 15
"""Values per chunk: at float32, four arrays and a scratch of it fill about half of a second-level cache."""


class Optimizer:
    """``step(theta, gradient)`` moves ``theta`` in place, and never touches ``gradient``.

    ``rate`` is a number or a :data:`~solvers.nn.schedules.Schedule`. ``weight_decay`` shrinks the weights: with
    ``decay="decoupled"`` directly, ``w <- w - rate weight_decay w`` (Loshchilov and Hutter, 2017); with
    ``decay="l2"`` by adding ``weight_decay w`` to the gradient, as ``weight_decay`` of PyTorch's ``SGD`` and ``Adam``
    does. For plain SGD both are the same; for optimizers with a memory they are not.
    """

    slots: tuple[str, ...] = ()
    initial: float = 0.0

    def __init__(
        self,
        rate: float | Schedule,
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take what all optimizers share."""
        if not callable(rate) and not (math.isfinite(rate) and rate >= 0):
            raise SpecificationError(f"{type(self).__name__}: the rate must be a finite number >= 0, found {rate}")
        if decay not in ("decoupled", "l2"):
            raise SpecificationError(f'{type(self).__name__}: decay is "decoupled" or "l2", found {decay!r}')
        self.rate, self.weight_decay, self.decay = rate, weight_decay, decay
        self.t = 0
        self.state: dict[str, Array] = {}
        self._scratch = np.empty((3, 0))

    def next_rate(self) -> float:
        """Return the rate of the step to come."""
        return float(self.rate(self.t)) if callable(self.rate) else self.rate

    def step(self, theta: Array, gradient: Array, decayed: int | None = None) -> None:
        """Move ``theta`` (contiguous, any shape) in place; weight decay acts on its first ``decayed`` values (all)."""
        if theta.shape != gradient.shape:
            raise ShapeError(type(self).__name__, "gradient", gradient.shape, f"{theta.shape}, the parameters' shape")
        w, g = theta.reshape(-1), gradient.reshape(-1)
        if not theta.flags.c_contiguous:
            raise ShapeError(type(self).__name__, "parameters", theta.shape, "contiguous memory")
        self.prepare(w)
        rate = self.next_rate()
        self.t += 1
        boundary = (w.size if decayed is None else decayed) if self.weight_decay else 0
        for start in range(0, boundary, CHUNK):
            self._chunk(w, g, slice(start, min(start + CHUNK, boundary)), rate, True)
        for start in range(boundary, w.size, CHUNK):
            self._chunk(w, g, slice(start, min(start + CHUNK, w.size)), rate, False)

    def _chunk(self, w: Array, g: Array, part: slice, rate: float, shrink: bool) -> None:
        """Move the values of ``part``, with or without weight decay."""
        scratch = self._scratch[:, : part.stop - part.start]
        slots = [self.state[name][part] for name in self.slots]
        gradient = self._decay(w[part], g[part], rate, scratch[2]) if shrink else g[part]
        self._update(w[part], gradient, rate, slots, scratch)

    def prepare(self, w: Array) -> None:
        """Make the state and the scratch on the first step, or for another vector."""
        if self._scratch.dtype != w.dtype or self._scratch.shape[1] < min(CHUNK, w.size):
            self._scratch = np.empty((3, min(CHUNK, w.size)), w.dtype)
        for name in self.slots:
            if name not in self.state:
                self.state[name] = np.full(w.size, self.initial, w.dtype)
            elif self.state[name].size != w.size:
                raise ShapeError(type(self).__name__, "parameters", w.shape, f"{self.state[name].shape}, as before")

    def _decay(self, w: Array, g: Array, rate: float, scratch: Array) -> Array:
        """Apply the weight decay and return the gradient to go on with."""
        if self.decay == "l2":
            np.multiply(w, w.dtype.type(self.weight_decay), out=scratch)
            return np.add(scratch, g, out=scratch)
        np.multiply(w, w.dtype.type(1 - rate * self.weight_decay), out=w)
        return g

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        """Move one chunk; ``scratch[0]`` and ``scratch[1]`` are free memory of its size."""
        raise TypeError("Optimizer is only the pattern of an optimizer")


class SGD(Optimizer):
    """``w <- w - rate g``.

    >>> w = np.array([1.0]); SGD(0.5).step(w, np.array([1.0])); w
    array([0.5])
    """

    def __init__(
        self, rate: float | Schedule = 0.01, weight_decay: float = 0.0, decay: Literal["decoupled", "l2"] = "decoupled"
    ) -> None:
        """Take the rate."""
        super().__init__(rate, weight_decay, decay)

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        np.multiply(g, w.dtype.type(rate), out=scratch[0])
        np.subtract(w, scratch[0], out=w)


class Momentum(Optimizer):
    """A velocity that remembers former gradients (Polyak, 1964).

    - ``velocity="with-rate"`` (course, Keras): ``v <- mu v - rate g``, ``w <- w + v``;
    - ``velocity="without-rate"`` (PyTorch, ONNX): ``v <- mu v + g``, ``w <- w - rate v``.

    Both are the same path while the rate is constant; when it changes, the first keeps the steps of the old rate in its
    velocity. With ``nesterov`` the step is taken as if from the point ahead: ``w <- w + mu v - rate g`` (with the new
    v), or ``w <- w - rate (g + mu v)``. ``dampening`` scales ``g`` by ``1 - dampening`` from the second step on
    (PyTorch).

    >>> w, optimizer = np.array([1.0]), Momentum(0.5, 0.5)
    >>> for _ in range(2): optimizer.step(w, np.array([1.0]))
    >>> w
    array([-0.25])
    """

    slots = ("v",)

    def __init__(
        self,
        rate: float | Schedule = 0.01,
        momentum: float = 0.9,
        velocity: Literal["with-rate", "without-rate"] = "with-rate",
        nesterov: bool = False,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take the rate, ``mu`` and the conventions."""
        super().__init__(rate, weight_decay, decay)
        if velocity not in ("with-rate", "without-rate"):
            raise SpecificationError(f'Momentum: velocity is "with-rate" or "without-rate", found {velocity!r}')
        self.momentum, self.velocity, self.nesterov, self.dampening = momentum, velocity, nesterov, dampening

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        (v,), number = slots, w.dtype.type
        inside = -rate if self.velocity == "with-rate" else 1.0
        outside = 1.0 if self.velocity == "with-rate" else -rate
        fresh = 1 - self.dampening if self.t > 1 else 1.0
        np.multiply(v, number(self.momentum), out=v)
        np.multiply(g, number(inside * fresh), out=scratch[0])
        np.add(v, scratch[0], out=v)
        if self.nesterov:
            np.multiply(v, number(self.momentum * outside), out=scratch[0])
            np.add(w, scratch[0], out=w)
            np.multiply(g, number(inside * outside), out=scratch[0])
        else:
            np.multiply(v, number(outside), out=scratch[0])
        np.add(w, scratch[0], out=w)


class Nesterov(Momentum):
    """:class:`Momentum` with ``nesterov=True`` (Nesterov, 1983; in this form Sutskever et al., 2013).

    >>> w = np.array([1.0]); Nesterov(0.5, 0.5).step(w, np.array([1.0])); w
    array([0.25])
    """

    def __init__(
        self,
        rate: float | Schedule = 0.01,
        momentum: float = 0.9,
        velocity: Literal["with-rate", "without-rate"] = "with-rate",
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take the rate, ``mu`` and the conventions."""
        super().__init__(rate, momentum, velocity, True, 0.0, weight_decay, decay)


class _Rooted(Optimizer):
    """A step that is divided by the root of collected squares, with eps inside or outside the root."""

    def __init__(
        self,
        rate: float | Schedule,
        eps: float,
        eps_at: Literal["outside", "inside"],
        weight_decay: float,
        decay: Literal["decoupled", "l2"],
    ) -> None:
        super().__init__(rate, weight_decay, decay)
        if eps_at not in ("outside", "inside"):
            raise SpecificationError(f'{type(self).__name__}: eps_at is "outside" or "inside", found {eps_at!r}')
        self.eps, self.eps_at = eps, eps_at

    def _divide(self, w: Array, g: Array, rate: float, h: Array, scratch: Array) -> None:
        """``w <- w - rate g / (sqrt(h) + eps)``, or ``/ sqrt(h + eps)``."""
        root, number = scratch[0], w.dtype.type
        if self.eps_at == "inside":
            np.sqrt(np.add(h, number(self.eps), out=root), out=root)
        else:
            np.add(np.sqrt(h, out=root), number(self.eps), out=root)
        np.divide(g, root, out=root)
        np.multiply(root, number(rate), out=root)
        np.subtract(w, root, out=w)


class AdaGrad(_Rooted):
    """``h <- h + g^2``, ``w <- w - rate g / (sqrt(h) + eps)`` (Duchi, Hazan and Singer, 2011).

    Keras starts ``h`` at ``initial=0.1`` and puts eps inside the root: ``eps_at="inside"``.

    >>> w = np.array([1.0]); AdaGrad(0.5, eps=0.0).step(w, np.array([10.0])); w
    array([0.5])
    """

    slots = ("h",)

    def __init__(
        self,
        rate: float | Schedule = 0.01,
        eps: float = 1e-7,
        eps_at: Literal["outside", "inside"] = "outside",
        initial: float = 0.0,
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take the rate and the conventions."""
        super().__init__(rate, eps, eps_at, weight_decay, decay)
        self.initial = initial

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        np.multiply(g, g, out=scratch[0])
        np.add(slots[0], scratch[0], out=slots[0])
        self._divide(w, g, rate, slots[0], scratch)


class RMSProp(_Rooted):
    """``h <- rho h + (1 - rho) g^2``, ``w <- w - rate g / (sqrt(h) + eps)`` (Tieleman and Hinton, 2012).

    >>> w = np.array([1.0]); RMSProp(0.5, rho=0.75, eps=0.0).step(w, np.array([10.0])); w
    array([0.])
    """

    slots = ("h",)

    def __init__(
        self,
        rate: float | Schedule = 0.01,
        rho: float = 0.99,
        eps: float = 1e-7,
        eps_at: Literal["outside", "inside"] = "outside",
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take the rate, the memory ``rho`` and the conventions."""
        super().__init__(rate, eps, eps_at, weight_decay, decay)
        self.rho = rho

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        (h,), number = slots, w.dtype.type
        np.multiply(h, number(self.rho), out=h)
        np.multiply(g, number(1 - self.rho), out=scratch[0])
        np.multiply(scratch[0], g, out=scratch[0])
        np.add(h, scratch[0], out=h)
        self._divide(w, g, rate, h, scratch)


class Adam(Optimizer):
    """Running means of ``g`` and ``g^2``, corrected for their start at 0 (Kingma and Ba, 2014).

    ``m <- beta1 m + (1 - beta1) g``, ``v <- beta2 v + (1 - beta2) g^2``, then

    - ``eps_on="raw"`` (course, Keras, "efficient version" of the paper):
      ``w <- w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + eps)``;
    - ``eps_on="corrected"`` (PyTorch, algorithm 1): ``w <- w - rate m_hat / (sqrt(v_hat) + eps)`` with
      ``m_hat = m / (1 - beta1^t)``, ``v_hat = v / (1 - beta2^t)``.

    >>> w = np.array([1.0]); Adam(0.5, eps=0.0).step(w, np.array([10.0])); w
    array([0.5])
    """

    slots = ("m", "v")

    def __init__(
        self,
        rate: float | Schedule = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-7,
        eps_on: Literal["raw", "corrected"] = "raw",
        weight_decay: float = 0.0,
        decay: Literal["decoupled", "l2"] = "decoupled",
    ) -> None:
        """Take the rate, the memories and the convention."""
        super().__init__(rate, weight_decay, decay)
        if eps_on not in ("raw", "corrected"):
            raise SpecificationError(f'{type(self).__name__}: eps_on is "raw" or "corrected", found {eps_on!r}')
        self.beta1, self.beta2, self.eps, self.eps_on = beta1, beta2, eps, eps_on

    def _update(self, w: Array, g: Array, rate: float, slots: list[Array], scratch: Array) -> None:
        (m, v), root, number = slots, scratch[0], w.dtype.type
        np.multiply(m, number(self.beta1), out=m)
        np.multiply(g, number(1 - self.beta1), out=root)
        np.add(m, root, out=m)
        np.multiply(v, number(self.beta2), out=v)
        np.multiply(g, number(1 - self.beta2), out=root)
        np.multiply(root, g, out=root)
        np.add(v, root, out=v)
        root_of_correction = math.sqrt(1 - self.beta2**self.t)
        # sqrt(v_hat) + eps = (sqrt(v) + eps sqrt(1 - beta2^t)) / sqrt(1 - beta2^t): both forms differ in eps alone.
        eps = self.eps * root_of_correction if self.eps_on == "corrected" else self.eps
        np.add(np.sqrt(v, out=root), number(eps), out=root)
        np.divide(m, root, out=root)
        np.multiply(root, number(rate * root_of_correction / (1 - self.beta1**self.t)), out=root)
        np.subtract(w, root, out=w)


class AdamW(Adam):
    """:class:`Adam` with decoupled weight decay, in PyTorch's conventions (Loshchilov and Hutter, 2017).

    >>> w = np.array([1.0]); AdamW(0.5, weight_decay=0.2).step(w, np.array([0.0])); w
    array([0.9])
    """

    def __init__(
        self,
        rate: float | Schedule = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        weight_decay: float = 0.01,
        eps_on: Literal["raw", "corrected"] = "corrected",
    ) -> None:
        """Take the rate, the memories and the decay."""
        super().__init__(rate, beta1, beta2, eps, eps_on, weight_decay, "decoupled")


_BY_NAME: dict[str, type[SGD | Momentum | Nesterov | AdaGrad | RMSProp | Adam | AdamW]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adam": Adam,
    "adamw": AdamW,
}


def optimizer(name: str, rate: float | Schedule) -> Optimizer:
    """Return a new optimizer by name, with the defaults of its class.

    >>> type(optimizer("adam", 0.001)).__name__
    'Adam'
    """
    try:
        return _BY_NAME[name.lower()](rate)
    except KeyError:
        raise SpecificationError(f"unknown optimizer {name!r}; known: {', '.join(_BY_NAME)}") from None
