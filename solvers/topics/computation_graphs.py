"""The backward pass of a small computation graph with a branch: u = x ∘ y, h = ReLU(u), v = p ∘ z, f = h ∘ v.

Each ∘ is an addition, a subtraction or a multiplication, and p is x, y or h, which so leads to f along two paths.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from solvers.registry import Between, Length, Real, solver

Operation = Literal["+", "-", "*"]
Operations = Annotated[tuple[Operation, ...], Length(3, 3)]
Branch = Literal["x", "y", "h"]
Entry = Annotated[Real, Between(-100, 100)]
GraphSlip = Literal["none", "own input", "halves", "one path", "other path", "relu passes", "minus lost"]

_STEP = Fraction(1, 1000)


@solver
def graph_values(operations: Operations, branch: Branch, x: Entry, y: Entry, z: Entry) -> tuple[Real, ...]:
    """Return u, h, v and f.

    >>> graph_values(("+", "*", "-"), "h", 1, 2, 4)
    (3, 3, 12, -9)
    """
    u = _applied(operations[0], x, y)
    h = max(u, 0)
    v = _applied(operations[1], {"x": x, "y": y, "h": h}[branch], z)
    return u, h, v, _applied(operations[2], h, v)


@solver
def graph_gradients(
    operations: Operations, branch: Branch, x: Entry, y: Entry, z: Entry, slip: GraphSlip
) -> tuple[Real, ...]:
    """Return the derivatives of f by x, y and z, found from f backwards, or what a slip makes of them.

    Slips: a multiplication passes each side its own input; an addition splits the gradient in halves; of two paths
    that meet only the one through v counts, or only the other one; ReLU passes everything; a subtraction passes no
    minus.

    >>> graph_gradients(("+", "*", "-"), "h", 1, 2, 4, "none")
    (-3, -3, -3)
    """
    u, h, v, _ = graph_values(operations, branch, x, y, z)
    p = {"x": x, "y": y, "h": h}[branch]
    to_h, to_v = _locals(operations[2], h, v, slip)
    to_p, to_z = (to_v * slope for slope in _locals(operations[1], p, z, slip))
    if branch == "h":
        to_h = _met(to_h, to_p, slip)
    to_u = to_h if u > 0 or slip == "relu passes" else 0
    to_x, to_y = (to_u * slope for slope in _locals(operations[0], x, y, slip))
    if branch == "x":
        to_x = _met(to_x, to_p, slip)
    if branch == "y":
        to_y = _met(to_y, to_p, slip)
    return to_x, to_y, to_z


@solver
def graph_gradients_by_differences(
    operations: Operations, branch: Branch, x: Entry, y: Entry, z: Entry
) -> tuple[Real, ...]:
    """Return the same by central differences, which are exact here: f is at most quadratic in each input.

    That holds while u keeps its sign, so u must not be near 0.

    >>> graph_gradients_by_differences(("+", "*", "-"), "h", 1, 2, 4)
    (Fraction(-3, 1), Fraction(-3, 1), Fraction(-3, 1))
    """
    found = []
    for place in range(3):
        low, high = [x, y, z], [x, y, z]
        low[place] -= _STEP
        high[place] += _STEP
        rise = graph_values(operations, branch, *high)[3] - graph_values(operations, branch, *low)[3]
        found.append(rise / (2 * _STEP))
    return tuple(found)


def _met(straight: Real, through_v: Real, slip: GraphSlip) -> Real:
    """Return what comes back where the path through v meets the other one."""
    return through_v if slip == "one path" else straight if slip == "other path" else straight + through_v


def _applied(operation: Operation, left: Real, right: Real) -> Real:
    return left + right if operation == "+" else left - right if operation == "-" else left * right


def _locals(operation: Operation, left: Real, right: Real, slip: GraphSlip) -> tuple[Real, Real]:
    """Return the local derivatives by the left and by the right input."""
    if operation == "*":
        return (left, right) if slip == "own input" else (right, left)
    if operation == "-":
        return 1, 1 if slip == "minus lost" else -1
    return (Fraction(1, 2), Fraction(1, 2)) if slip == "halves" else (1, 1)
