"""The functions of the course, each beside its derivative, for arrays of any shape.

Every function keeps the dtype of its argument (integers are read as float64) and never overflows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np

from solvers.nn.arrays import Array

__all__ = ["FUNCTIONS", "erf", "log_softmax", "log_softmax_jacobian_product", "softmax", "softmax_jacobian_product"]


def _floating(x: Array) -> Array:
    """See integers as float64 and leave floating-point arrays as they are."""
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def identity(x: Array) -> Array:
    """``f(x) = x``.

    >>> identity(np.array([-2.0]))
    array([-2.])
    """
    return _floating(x).copy()


def d_identity(x: Array) -> Array:
    """``f'(x) = 1``.

    >>> d_identity(np.array([-2.0]))
    array([1.])
    """
    return np.ones_like(_floating(x))


def step(x: Array) -> Array:
    """``f(x) = 1 if x > 0 else 0``.

    >>> step(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 1.])
    """
    x = _floating(x)
    return np.asarray(x > 0).astype(x.dtype)


def d_step(x: Array) -> Array:
    """``f'(x) = 0``, which is why a network of steps cannot learn by gradients.

    >>> d_step(np.array([3.0]))
    array([0.])
    """
    return np.zeros_like(_floating(x))


def sigmoid(x: Array, out: Array | None = None) -> Array:
    """``f(x) = 1 / (1 + exp(-x))``; ``out`` may name the array to write to.

    The argument is held above -87 (float32) or -708 (float64), where the value is the smallest normal number anyway:
    so ``exp`` cannot overflow, and small values keep all their digits.

    >>> sigmoid(np.array([-1e4, 0.0, 1e4])).round(9)
    array([0. , 0.5, 1. ])
    """
    x = _floating(x)
    y = np.maximum(x, x.dtype.type(-87 if x.dtype.itemsize == 4 else -708 if x.dtype.itemsize == 8 else -9), out=out)
    y = np.negative(y, out=out)
    y = np.exp(y, out=out)
    y = np.add(y, y.dtype.type(1), out=out)
    return np.asarray(np.reciprocal(y, out=out))


def d_sigmoid(x: Array) -> Array:
    """``f'(x) = f(x) (1 - f(x))``, at most 1/4, at ``x = 0``.

    >>> float(d_sigmoid(np.array(0.0)))
    0.25
    """
    y = sigmoid(x)
    return np.asarray(y * (1 - y))


def tanh(x: Array) -> Array:
    """``f(x) = tanh(x)``.

    >>> tanh(np.array([0.0]))
    array([0.])
    """
    return np.asarray(np.tanh(_floating(x)))


def d_tanh(x: Array) -> Array:
    """``f'(x) = 1 - f(x)^2``.

    >>> d_tanh(np.array([0.0]))
    array([1.])
    """
    y = tanh(x)
    return np.asarray(1 - y * y)


def relu(x: Array) -> Array:
    """``f(x) = max(x, 0)``.

    >>> relu(np.array([-1.0, 2.0]))
    array([0., 2.])
    """
    x = _floating(x)
    return np.asarray(np.maximum(x, x.dtype.type(0)))


def d_relu(x: Array) -> Array:
    """``f'(x) = 1 if x > 0 else 0``; the value 0 at ``x = 0`` is a convention.

    >>> d_relu(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 1.])
    """
    return step(x)


def leaky_relu(x: Array, slope: float = 0.01) -> Array:
    """``f(x) = x if x > 0 else slope x`` (Maas, Hannun and Ng, 2013).

    >>> leaky_relu(np.array([-1.0, 2.0]))
    array([-0.01,  2.  ])
    """
    x = _floating(x)
    return np.asarray(np.where(x > 0, x, x.dtype.type(slope) * x))


def d_leaky_relu(x: Array, slope: float = 0.01) -> Array:
    """``f'(x) = 1 if x > 0 else slope``.

    >>> d_leaky_relu(np.array([-1.0, 2.0]))
    array([0.01, 1.  ])
    """
    x = _floating(x)
    return np.asarray(np.where(x > 0, x.dtype.type(1), x.dtype.type(slope)))


def elu(x: Array, alpha: float = 1.0) -> Array:
    """``f(x) = x if x > 0 else alpha (exp(x) - 1)`` (Clevert, Unterthiner and Hochreiter, 2015).

    >>> elu(np.array([-1.0])).round(4)
    array([-0.6321])
    """
    x = _floating(x)
    return np.asarray(np.where(x > 0, x, x.dtype.type(alpha) * np.expm1(np.minimum(x, 0))))


def d_elu(x: Array, alpha: float = 1.0) -> Array:
    """``f'(x) = 1 if x > 0 else alpha exp(x)``.

    >>> d_elu(np.array([-1.0])).round(4)
    array([0.3679])
    """
    x = _floating(x)
    return np.asarray(np.where(x > 0, x.dtype.type(1), x.dtype.type(alpha) * np.exp(np.minimum(x, 0))))


SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def selu(x: Array, alpha: float = SELU_ALPHA, scale: float = SELU_SCALE) -> Array:
    """``f(x) = scale elu(x, alpha)``, which keeps mean 0 and variance 1 (Klambauer et al., 2017).

    >>> selu(np.array([1.0])).round(4)
    array([1.0507])
    """
    x = _floating(x)
    return np.asarray(x.dtype.type(scale) * elu(x, alpha))


def d_selu(x: Array, alpha: float = SELU_ALPHA, scale: float = SELU_SCALE) -> Array:
    """``f'(x) = scale elu'(x, alpha)``.

    >>> d_selu(np.array([1.0])).round(4)
    array([1.0507])
    """
    x = _floating(x)
    return np.asarray(x.dtype.type(scale) * d_elu(x, alpha))


def softplus(x: Array) -> Array:
    """``f(x) = log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))``.

    >>> softplus(np.array([0.0])).round(4)
    array([0.6931])
    """
    x = _floating(x)
    return np.asarray(np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))))


def d_softplus(x: Array) -> Array:
    """``f'(x) = sigmoid(x)``.

    >>> d_softplus(np.array([0.0])).round(4)
    array([0.5])
    """
    return sigmoid(x)


@cache
def _erf_coefficients() -> tuple[Array, Array]:
    """Chebyshev coefficients that give erf to the last digits of float64, computed from ``math.erf`` and ``math.erfc``.

    Two smooth functions are fitted: ``erf(x) / x`` in ``x^2`` for ``|x| < 1``; and, for ``1 <= x <= 6`` (where erf is
    1), ``log(erfc(x) / t) + x^2`` in ``t = 2 / (2 + x)``, after Numerical Recipes, 3rd edition, section 6.2.2.
    """
    nodes = np.cos(np.pi * (np.arange(24) + 0.5) / 24)
    near = [math.erf(x) / x for x in np.sqrt((nodes + 1) / 2).tolist()]
    low, high = _T_RANGE
    far = []
    for t in ((high + low + (high - low) * nodes) / 2).tolist():
        x = 2 / t - 2
        far.append(math.log(math.erfc(x) / t) + x * x)
    fit = np.polynomial.chebyshev.chebfit
    return fit(nodes, near, 23), fit(nodes, far, 23)


_T_RANGE = (2 / (2 + 6.0), 2 / (2 + 1.0))


def erf(x: Array) -> Array:
    """The error function ``2/sqrt(pi) * integral from 0 to x of exp(-u^2) du``, to about 1e-15.

    >>> bool(erf(np.array(0.5)).round(14) == round(math.erf(0.5), 14))
    True
    """
    x = _floating(x)
    near, far = _erf_coefficients()
    # float32 has its last digit long before the last term.
    terms = 24 if x.dtype.itemsize > 4 else 10
    evaluate = np.polynomial.chebyshev.chebval
    inner = np.clip(x, -1, 1)
    small = inner * evaluate(2 * inner * inner - 1, near[:terms])
    a = np.clip(np.abs(x), 1, 6)
    t = 2 / (2 + a)
    low, high = _T_RANGE
    large = 1 - t * np.exp(evaluate((2 * t - (high + low)) / (high - low), far[:terms]) - a * a)
    return np.asarray(np.where(np.abs(x) < 1, small, np.copysign(large, x)), dtype=x.dtype)


def gelu(x: Array, approximate: str = "none") -> Array:
    """``f(x) = x Phi(x)`` with the normal distribution function ``Phi`` (Hendrycks and Gimpel, 2016).

    ``approximate="tanh"`` is ``x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))``, the form of many older programs.

    >>> gelu(np.array([1.0])).round(4)
    array([0.8413])
    """
    x = _floating(x)
    if approximate == "tanh":
        inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)
        return np.asarray(0.5 * x * (1 + np.tanh(inner)))
    return np.asarray(0.5 * x * (1 + erf(x * x.dtype.type(math.sqrt(0.5)))))


def d_gelu(x: Array, approximate: str = "none") -> Array:
    """``f'(x) = Phi(x) + x phi(x)``, or the derivative of the ``tanh`` form.

    >>> d_gelu(np.array([0.0])).round(4)
    array([0.5])
    """
    x = _floating(x)
    if approximate == "tanh":
        c = math.sqrt(2 / math.pi)
        th = np.tanh(c * (x + 0.044715 * x * x * x))
        return np.asarray(0.5 * (1 + th) + 0.5 * x * (1 - th * th) * c * (1 + 3 * 0.044715 * x * x))
    density = np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)
    return np.asarray(0.5 * (1 + erf(x * x.dtype.type(math.sqrt(0.5)))) + x * density)


def log_softmax(x: Array, axis: int = -1) -> Array:
    """``f(x)_i = x_i - log(sum_j exp(x_j))``, with the maximum subtracted first.

    >>> log_softmax(np.array([1000.0, 1000.0]))
    array([-0.69314718, -0.69314718])
    """
    x = _floating(x)
    shifted = x - x.max(axis=axis, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True)))


def softmax(x: Array, axis: int = -1) -> Array:
    """``f(x)_i = exp(x_i) / sum_j exp(x_j)``, with the maximum subtracted first.

    >>> softmax(np.array([0.0, 0.0, 1000.0]))
    array([0., 0., 1.])
    """
    x = _floating(x)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(e / e.sum(axis=axis, keepdims=True))


def softmax_jacobian_product(y: Array, dy: Array, axis: int = -1) -> Array:
    """``dx = y (dy - sum_j dy_j y_j)``: the Jacobian ``diag(y) - y y^T`` applied to ``dy``, from the output.

    >>> softmax_jacobian_product(np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    array([ 0.25, -0.25])
    """
    return np.asarray(y * (dy - (dy * y).sum(axis=axis, keepdims=True)))


def log_softmax_jacobian_product(y: Array, dy: Array, axis: int = -1) -> Array:
    """``dx = dy - softmax(x) sum_j dy_j``, from the output ``y = log softmax(x)``.

    >>> log_softmax_jacobian_product(np.log([0.5, 0.5]), np.array([1.0, 0.0]))
    array([ 0.5, -0.5])
    """
    return np.asarray(dy - np.exp(y) * dy.sum(axis=axis, keepdims=True))


FUNCTIONS: dict[str, tuple[Callable[..., Array], Callable[..., Array]]] = {
    "identity": (identity, d_identity),
    "step": (step, d_step),
    "sigmoid": (sigmoid, d_sigmoid),
    "tanh": (tanh, d_tanh),
    "relu": (relu, d_relu),
    "leaky-relu": (leaky_relu, d_leaky_relu),
    "elu": (elu, d_elu),
    "selu": (selu, d_selu),
    "gelu": (gelu, d_gelu),
    "softplus": (softplus, d_softplus),
}
"""Every elementwise function with its derivative, by name."""
