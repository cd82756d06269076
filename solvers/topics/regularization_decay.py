"""Whether a gradient with λw added and weights that shrink by 1 - ηλ lead to the same weights (decoupled decay).

Loshchilov, Hutter: Decoupled Weight Decay Regularization (ICLR 2019).
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, Literal

from solvers.registry import Between, solver

Method = Literal["sgd", "sgd-schedule", "momentum", "adagrad", "rmsprop", "adam"]

_RATE, _DECAY, _TINY = 0.1, 0.3, 1e-8
_INERTIA, _MEMORY, _SQUARES = 0.9, 0.8, 0.95
_GRADIENTS = ((1.0, -2.0, 0.5, 1.5), (-0.7, 0.4, 2.0, -1.1), (0.3, 0.3, -0.9, 0.8))
_START = 1.7


@solver
def decay_is_penalty(method: Method, steps: Annotated[int, Between(1, 4)]) -> bool:
    """Return whether both ways give the same weight after so many steps, run on several lists of gradients.

    The states begin at 0; ``sgd-schedule`` halves its rate at every step.

    >>> [decay_is_penalty(method, 1) for method in ("sgd", "momentum", "adam")], decay_is_penalty("momentum", 2)
    ([True, True, False], False)
    """
    return all(
        abs(_run(method, gradients[:steps], added=True) - _run(method, gradients[:steps], added=False)) < 1e-9
        for gradients in _GRADIENTS
    )


def _run(method: Method, gradients: tuple[float, ...], *, added: bool) -> float:
    """Return the weight after steps whose gradient has λw added, or that shrink the weight by 1 - ηλ beside it."""
    weight, velocity, mean, squares = _START, 0.0, 0.0, 0.0
    rate = _RATE
    for step, plain in enumerate(gradients, start=1):
        gradient = plain + _DECAY * weight if added else plain
        kept = weight if added else weight * (1 - rate * _DECAY)
        if method == "momentum":
            velocity = _INERTIA * velocity - rate * gradient
            weight = kept + velocity
        elif method == "adagrad":
            squares += gradient**2
            weight = kept - rate * gradient / (sqrt(squares) + _TINY)
        elif method == "rmsprop":
            squares = _SQUARES * squares + (1 - _SQUARES) * gradient**2
            weight = kept - rate * gradient / (sqrt(squares) + _TINY)
        elif method == "adam":
            mean = _MEMORY * mean + (1 - _MEMORY) * gradient
            squares = _SQUARES * squares + (1 - _SQUARES) * gradient**2
            unbiased, spread = mean / (1 - _MEMORY**step), squares / (1 - _SQUARES**step)
            weight = kept - rate * unbiased / (sqrt(spread) + _TINY)
        else:
            weight = kept - rate * gradient
            rate = rate / 2 if method == "sgd-schedule" else rate
    return weight


@solver
def decay_is_penalty_by_sympy(method: Method, steps: Annotated[int, Between(1, 4)]) -> bool:
    """Return the same from the difference of both weights in symbols: it has to vanish for all gradients.

    Where roots stand in it, it is evaluated for one choice of numbers: where it is not 0 there, it does not vanish.

    >>> decay_is_penalty_by_sympy("momentum", 1), decay_is_penalty_by_sympy("rmsprop", 1)
    (True, False)
    """
    import sympy

    weight, rate, decay = sympy.symbols("w eta lambda", positive=True)
    slopes = sympy.symbols(f"g1:{steps + 1}")
    mu, rho, nu = sympy.Rational(9, 10), sympy.Rational(4, 5), sympy.Rational(19, 20)
    ends = []
    for added in (True, False):
        w, v, m, h, eta = weight, sympy.Integer(0), sympy.Integer(0), sympy.Integer(0), rate
        for number, slope in enumerate(slopes, start=1):
            g = slope + decay * w if added else slope
            shrunk = w if added else (1 - eta * decay) * w
            if method in ("adagrad", "rmsprop", "adam"):
                h = h + g**2 if method == "adagrad" else nu * h + (1 - nu) * g**2
                m = rho * m + (1 - rho) * g if method == "adam" else g
                lift = sympy.sqrt(1 - nu**number) / (1 - rho**number) if method == "adam" else 1
                w = shrunk - eta * lift * m / sympy.sqrt(h)
            elif method == "momentum":
                v = mu * v - eta * g
                w = shrunk + v
            else:
                w = shrunk - eta * g
                eta = eta / 2 if method == "sgd-schedule" else eta
        ends.append(w)
    difference = ends[0] - ends[1]
    if method in ("adagrad", "rmsprop", "adam"):
        numbers = {weight: 2, rate: sympy.Rational(1, 10), decay: sympy.Rational(1, 5)}
        numbers |= {slope: sympy.Rational(3 + 2 * place, 7) for place, slope in enumerate(slopes)}
        return bool(abs(difference.subs(numbers).evalf(30)) < 1e-20)
    return bool(sympy.expand(difference) == 0)
