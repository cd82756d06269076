"""Activation functions at a point: slopes and their maxima, exactly and on a grid."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from solvers.expression import Node, call
from solvers.registry import Between, Real, solver

Scale = Annotated[Real, Between(0.01, 100)]


@solver
def sigmoid_of(argument: Node) -> Node:
    """Return the expression σ(argument), for a question that shows it.

    >>> from solvers.expression import read, to_text
    >>> to_text(3 * sigmoid_of(read("2*x + 1").tree))
    '3·σ(2·x + 1)'
    """
    return call("sigmoid", argument)


@solver
def sigmoid_max_slope(amplitude: Scale, gain: Scale) -> Real:
    """Return the largest derivative of L·σ(kx + b): Lk/4.

    With s = σ(kx + b) the derivative is Lk·s(1 - s); the parabola s - s² has its vertex at s = 1/2.

    >>> sigmoid_max_slope(1, 1), sigmoid_max_slope(2, 3)
    (Fraction(1, 4), Fraction(3, 2))
    """
    vertex = Fraction(1, 2)
    return amplitude * gain * (vertex - vertex**2)


@solver
def sigmoid_max_slope_on_grid(amplitude: Scale, gain: Scale, shift: Annotated[Real, Between(-10, 10)]) -> float:
    """Return the same from differences of L·σ(kx + b) on a fine grid around its centre.

    >>> round(sigmoid_max_slope_on_grid(2, 3, -1), 6)
    1.5
    """
    import numpy as np

    centre, spacing = -float(shift) / float(gain), 1e-3 / float(gain)
    x = centre + spacing * np.arange(-2000, 2001)
    y = float(amplitude) / (1 + np.exp(-(float(gain) * x + float(shift))))
    return float(np.gradient(y, spacing).max())
