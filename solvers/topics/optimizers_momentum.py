"""How optimizers move: momentum and Nesterov's method on a parabola, the limits of the learning rate, two valleys."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Literal

from solvers import expression
from solvers.expression import Node
from solvers.registry import Between, Length, Real, solver
from solvers.topics.formatting import rounded

Rate = Annotated[Real, Between(1e-6, 10)]
Momentum = Annotated[Real, Between(-0.999, 0.999)]
Curvature = Annotated[Real, Between(1e-3, 1000)]
Weight = Annotated[Real, Between(-1000, 1000)]
Few = Annotated[int, Between(1, 50)]
Row = tuple[Real, ...]
Behaviour = Literal["monotone", "oscillating", "diverging", "running away"]


# -- writing a calculation down ----------------------------------------------------------------------------------------


@solver
def trimmed(value: Real, digits: Annotated[int, Between(0, 12)]) -> str:
    """Write a number with at most that many decimals, without zeros at the end.

    >>> trimmed(Fraction(1, 2), 4), trimmed(2 / 3, 4), trimmed(-1, 4)
    ('0.5', '0.6667', '-1')
    """
    written = f"{rounded(value, digits):f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


@solver
def significant(value: Real, digits: Annotated[int, Between(1, 12)]) -> str:
    """Write a number with that many significant digits, zeros at the end included.

    >>> significant(10.5, 4), significant(0.034567, 3), significant(Fraction(-99999, 100), 4), significant(0, 3)
    ('10.50', '0.0346', '-1000', '0')
    """
    if value == 0:
        return "0"
    for _ in range(2):  # rounding 999.99 up makes one digit more
        places = digits - 1 - math.floor(math.log10(abs(float(value))))
        value = Fraction(rounded(value, places)) if places >= 0 else value
    return f"{rounded(value, max(places, 0)):f}"


@solver
def bracketed(value: Real) -> str:
    """Write a number as a factor: a negative one in brackets, with eight decimals at most.

    >>> bracketed(Fraction(1, 2)), bracketed(-3)
    ('0.5', '(-3)')
    """
    written = trimmed(value, 8)
    return f"({written})" if written.startswith("-") else written


@solver
def written_steps(
    names: Annotated[tuple[str, ...], Length(1, 8)],
    rows: Annotated[tuple[Row, ...], Length(1, 50)],
    digits: Annotated[int, Between(0, 12)],
) -> str:
    r"""Write a calculation as a numbered Markdown list: for each step the values by their (LaTeX) names.

    >>> print(written_steps(("g", "w"), ((2, Fraction(4, 5)), (1, Fraction(1, 3))), 4))
    1. $g=2,\; w=0.8$
    2. $g=1,\; w\approx 0.3333$
    """

    def one(name: str, value: Real) -> str:
        text = trimmed(value, digits)
        exact = isinstance(value, int | Fraction) and Fraction(text) == value
        close = isinstance(value, float) and abs(float(text) - value) <= 1e-12 * max(1.0, abs(value))
        return f"{name}={text}" if exact or close else rf"{name}\approx {text}"

    lines = [r",\; ".join(one(name, value) for name, value in zip(names, row, strict=True)) for row in rows]
    return "\n".join(f"{number}. ${line}$" for number, line in enumerate(lines, start=1))


# -- momentum ----------------------------------------------------------------------------------------------------------


@solver
def momentum_path(
    momentum: Momentum,
    rate: Rate,
    curvature: Curvature,
    start: Weight,
    steps: Few,
    reach: Annotated[Real, Between(-1, 1)] = 0,
) -> tuple[Row, ...]:
    """Return (gradient, V, w) after each step of V ← μV - ε∇E(w + reach·V), w ← w + V on E = a·w²/2, with V = 0 first.

    ``reach`` 0 is momentum (Polyak 1964), ``reach`` μ Nesterov's accelerated gradient (Sutskever et al. 2013).

    >>> momentum_path(Fraction(1, 2), Fraction(1, 10), 1, 10, 2)
    ((10, Fraction(-1, 1), Fraction(9, 1)), (Fraction(9, 1), Fraction(-7, 5), Fraction(38, 5)))
    """
    rows: list[Row] = []
    w: Real = start
    v: Real = 0
    for _ in range(steps):
        gradient = curvature * (w + reach * v)
        v = momentum * v - rate * gradient
        w = w + v
        rows.append((gradient, v, w))
    return tuple(rows)


@solver
def momentum_weight(momentum: Momentum, rate: Rate, curvature: Curvature, start: Weight, steps: Few) -> Real:
    """Return w after ``steps`` steps of momentum on E = a·w²/2.

    >>> momentum_weight(Fraction(1, 2), Fraction(1, 10), 1, 10, 2)
    Fraction(38, 5)
    """
    return momentum_path(momentum, rate, curvature, start, steps)[-1][2]


@solver
def momentum_weight_by_heavy_ball(
    momentum: Momentum, rate: Rate, curvature: Curvature, start: Weight, steps: Few
) -> Real:
    """Return the same without a velocity, from the last two weights: w ← w + μ(w - w_before) - ε∇E.

    >>> momentum_weight_by_heavy_ball(Fraction(1, 2), Fraction(1, 10), 1, 10, 2)
    Fraction(38, 5)
    """
    before: Real = start
    now: Real = start
    for _ in range(steps):
        before, now = now, now + momentum * (now - before) - rate * curvature * now
    return now


@solver
def nag_weight(momentum: Momentum, rate: Rate, curvature: Curvature, start: Weight, steps: Few) -> Real:
    """Return w after ``steps`` steps of Nesterov's accelerated gradient on E = a·w²/2.

    >>> nag_weight(Fraction(1, 2), Fraction(1, 10), 1, 10, 2)
    Fraction(153, 20)
    """
    return momentum_path(momentum, rate, curvature, start, steps, momentum)[-1][2]


@solver
def nag_weight_by_lookahead(momentum: Momentum, rate: Rate, curvature: Curvature, start: Weight, steps: Few) -> Real:
    """Return the same in Nesterov's own form: w' = y - ε∇E(y), y' = w' + μ(w' - w), y = w first.

    >>> nag_weight_by_lookahead(Fraction(1, 2), Fraction(1, 10), 1, 10, 2)
    Fraction(153, 20)
    """
    w: Real = start
    y: Real = start
    for _ in range(steps):
        after = y - rate * curvature * y
        w, y = after, after + momentum * (after - w)
    return w


@solver
def momentum_without_velocity(
    form: Literal["step", "opposite", "unscaled", "averaged", "averaged-unscaled"],
    now: Node,
    before: Node,
    gradient: Node,
    momentum: Node,
    rate: Node,
) -> Node:
    """Return the next weight with the velocity eliminated by SymPy from two updates in a row, in one of these forms.

    step V = μV - ηg, w + V; opposite V = μV + ηg, w - V; unscaled V = μV + g, w - ηV; averaged V = μV - (1-μ)ηg, w + V;
    averaged-unscaled V = μV + (1-μ)g, w - ηV.

    >>> from solvers.expression import Symbol, to_text
    >>> to_text(momentum_without_velocity("step", *map(Symbol, ("w", "p", "g", "mu", "eta"))))
    '-η·g - μ·p + μ·w + w'
    """
    import sympy

    w, p, g, mu, eta = (expression.to_sympy(name) for name in (now, before, gradient, momentum, rate))
    old, new, after = sympy.symbols("old new after")
    velocity, move = {
        "step": (mu * old - eta * g, 1),
        "opposite": (mu * old + eta * g, -1),
        "unscaled": (mu * old + g, -eta),
        "averaged": (mu * old - (1 - mu) * eta * g, 1),
        "averaged-unscaled": (mu * old + (1 - mu) * g, -eta),
    }[form]
    equations = [w - (p + move * old), new - velocity, after - (w + move * new)]
    found = sympy.expand(sympy.solve(equations, [old, new, after], dict=True)[0][after])
    names = [name for node in (now, before, gradient, momentum, rate) for name in expression.names_in(node)]
    return expression.read(str(found), names=names).tree


@solver
def terminal_velocity(momentum: Annotated[Real, Between(0, 0.999)], rate: Rate, gradient: Weight) -> Real:
    """Return the limit of V ← μV - εg under a constant gradient: -εg/(1 - μ).

    >>> terminal_velocity(Fraction(9, 10), Fraction(1, 10), 2)
    Fraction(-2, 1)
    """
    return -rate * gradient / (1 - Fraction(momentum))


@solver
def terminal_velocity_by_steps(momentum: Annotated[Real, Between(0, 0.999)], rate: Rate, gradient: Weight) -> float:
    """Return V after 5000 steps.

    >>> round(terminal_velocity_by_steps(0.9, 0.1, 2), 9)
    -2.0
    """
    v, mu, push = 0.0, float(momentum), float(rate) * float(gradient)
    for _ in range(5000):
        v = mu * v - push
    return v


# -- the learning rate on a parabola -----------------------------------------------------------------------------------


@solver
def divergence_threshold(curvature: Curvature) -> Real:
    """Return the learning rate above which gradient descent on E = a·w²/2 diverges: |1 - εa| > 1, so ε > 2/a.

    >>> divergence_threshold(5)
    Fraction(2, 5)
    """
    return 2 / Fraction(curvature)


@solver
def divergence_threshold_by_bisection(curvature: Curvature) -> float:
    """Return the same by running gradient descent with ever closer rates.

    >>> round(divergence_threshold_by_bisection(5), 6)
    0.4
    """
    a = float(curvature)
    low, high = 0.0, 10 / a
    for _ in range(40):
        middle = (low + high) / 2
        w = 1.0
        for _ in range(60):
            w -= middle * a * w
        low, high = (low, middle) if abs(w) > 1 else (middle, high)
    return (low + high) / 2


@solver
def descent_behaviour(rate: Rate, curvature: Curvature) -> Behaviour:
    """Return how w ← (1 - εa)w moves, from the sign and the size of its factor.

    >>> descent_behaviour(0.1, 2), descent_behaviour(0.9, 2), descent_behaviour(1.1, 2)
    ('monotone', 'oscillating', 'diverging')
    """
    factor = 1 - rate * curvature
    if abs(factor) >= 1:
        return "diverging" if factor < 0 else "running away"
    return "oscillating" if factor < 0 else "monotone"


@solver
def descent_behaviour_by_running(rate: Rate, curvature: Curvature) -> Behaviour:
    """Return the same from 40 steps of gradient descent from w = 1: does the sign change, does the distance shrink?

    >>> descent_behaviour_by_running(0.1, 2), descent_behaviour_by_running(1.1, 2)
    ('monotone', 'diverging')
    """
    path = [1.0]
    for _ in range(40):
        path.append(path[-1] - float(rate) * float(curvature) * path[-1])
    crosses = any(before * after < 0 for before, after in zip(path, path[1:], strict=False))
    if abs(path[-1]) > abs(path[0]):
        return "diverging" if crosses else "running away"
    return "oscillating" if crosses else "monotone"


# -- two valleys -------------------------------------------------------------------------------------------------------


@solver
def steps_through_valley(
    condition: Annotated[Real, Between(1, 1000)], momentum: Annotated[Real, Between(0, 0.99)]
) -> int:
    """Return the steps until E = (w1² + κ·w2²)/2 falls below 1e-6 from (1, 1), with rate 1.9/κ; 10,000 at most.

    Momentum as in the lecture: V ← μV - ε∇E, w ← w + V, V starting at 0.

    >>> steps_through_valley(100, 0) > steps_through_valley(100, 0.9)
    True
    """
    kappa, mu = float(condition), float(momentum)
    w, v, rate = [1.0, 1.0], [0.0, 0.0], 1.9 / kappa
    for step in range(1, 10_001):
        for axis, curvature in enumerate((1.0, kappa)):
            v[axis] = mu * v[axis] - rate * curvature * w[axis]
            w[axis] += v[axis]
        if (w[0] ** 2 + kappa * w[1] ** 2) / 2 < 1e-6:
            return step
    return 10_000


@solver
def valley_reached(
    momentum: Annotated[Real, Between(0, 0.99)], start: Annotated[Real, Between(-2.5, 2.5)]
) -> Literal["global", "local"]:
    """Return which minimum of (w² - 1)² + 0.3w momentum reaches from ``start`` in 4000 steps of rate 0.01.

    The global minimum is near -1.0355, the local one near 0.9604.

    >>> valley_reached(0.5, 1.5), valley_reached(0.5, -1.8), valley_reached(0.9, -1.8)
    ('local', 'global', 'local')
    """
    w, v = float(start), 0.0
    for _ in range(4000):
        v = float(momentum) * v - 0.01 * (4 * w * (w * w - 1) + 0.3)
        w += v
    return "global" if w < 0 else "local"
