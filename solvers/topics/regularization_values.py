"""What a weight penalty costs and does: norms, penalised losses, their gradients, shrunken steps and solutions."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Literal

from solvers.expression import Node
from solvers.registry import Between, Length, Real, SolverError, solver
from solvers.topics.vectors import inner_product

Norm = Literal["l1", "l2"]
Weights = Annotated[tuple[Real, ...], Length(1, 20), Between(-1000, 1000)]
Value = Annotated[Real, Between(-1000, 1000)]
Strength = Annotated[Real, Between(-100, 100)]
Rate = Annotated[Real, Between(1e-6, 10)]
Steps = Annotated[int, Between(1, 50)]


def _sign(value: Real) -> int:
    return (value > 0) - (value < 0)


def _size(value: Real) -> Real:
    return -value if value < 0 else value


# -- norms and penalised losses ----------------------------------------------------------------------------------------


@solver
def power_sum(weights: Weights, power: Annotated[int, Between(1, 10)]) -> Real:
    """Return Σ|w|^p.

    >>> power_sum((3, -4), 2)
    25
    """
    return sum(_size(weight) ** power for weight in weights)


@solver
def lp_norm(weights: Weights, power: Annotated[int, Between(1, 10)]) -> Real:
    """Return the p-norm (Σ|w|^p)^(1/p), exactly where it is a whole number.

    >>> lp_norm((3, -4), 2), round(lp_norm((1, -2), 2), 4)
    (5, 2.2361)
    """
    total = power_sum(weights, power)
    root = math.pow(total, 1 / power)
    whole = round(root)
    return whole if whole**power == total else root


@solver
def lp_norm_by_numpy(weights: Weights, power: Annotated[int, Between(1, 10)]) -> float:
    """Return the same by NumPy's norm.

    >>> lp_norm_by_numpy((3, -4), 2)
    5.0
    """
    import numpy as np

    return float(np.linalg.norm(np.array([float(weight) for weight in weights]), ord=power))


@solver
def signed_root_of_powers(weights: Weights, power: Annotated[int, Between(1, 10)]) -> Real:
    """Return the p-th root of Σw^p with the sign kept: what is left of the p-norm without its absolute values.

    >>> signed_root_of_powers((3, -4), 1), round(signed_root_of_powers((1, -2), 3), 4)
    (-1, -1.9129)
    """
    total = sum(weight**power for weight in weights)
    return total if power == 1 else _sign(total) * math.pow(abs(total), 1 / power)


@solver
def penalized_loss(loss: Value, weights: Weights, strength: Strength, norm: Norm) -> Real:
    """Return E + λΣ|w| (L1) or E + (λ/2)Σw² (L2).

    >>> penalized_loss(1, (3, -4), 2, "l1"), penalized_loss(1, (3, -4), 2, "l2")
    (15, Fraction(26, 1))
    """
    if norm == "l1":
        return loss + strength * power_sum(weights, 1)
    return loss + Fraction(1, 2) * strength * power_sum(weights, 2)


@solver
def penalized_loss_by_slopes(loss: Value, weights: Weights, strength: Strength, norm: Norm) -> float:
    """Return the same by adding up the penalty's slope, λ·sign(w) or λw, along the way from 0 to the weights.

    >>> round(penalized_loss_by_slopes(1, (3, -4), 2, "l2"), 9)
    26.0
    """
    import numpy as np

    along = (np.arange(1000) + 0.5) / 1000
    total = float(loss)
    for weight in map(float, weights):
        slope = np.sign(weight * along) if norm == "l1" else weight * along
        total += float(strength) * weight * float(slope.mean())
    return total


# -- gradients ---------------------------------------------------------------------------------------------------------


@solver
def elastic_net_gradient(weights: Weights, l1: Strength, l2: Strength) -> tuple[Real, ...]:
    """Return the gradient of λ1·Σ|w| + (λ2/2)·Σw²: λ1·sign(w) + λ2·w (0 counts as its own sign).

    >>> elastic_net_gradient((2, -3), 1, 10)
    (21, -31)
    """
    return tuple(l1 * _sign(weight) + l2 * weight for weight in weights)


@solver
def elastic_net_gradient_by_differences(weights: Weights, l1: Strength, l2: Strength) -> tuple[float, ...]:
    """Return the same by central differences of the penalty.

    >>> [round(slope, 6) for slope in elastic_net_gradient_by_differences((2, -3), 1, 10)]
    [21.0, -31.0]
    """
    import numpy as np

    w, step = np.array([float(weight) for weight in weights]), 1e-4

    def penalty(at: object) -> float:
        values = np.asarray(at)
        return float(float(l1) * np.abs(values).sum() + float(l2) / 2 * (values**2).sum())

    around = step * np.eye(len(w))
    return tuple((penalty(w + move) - penalty(w - move)) / (2 * step) for move in around)


@solver
def elastic_net_gradient_unsigned(weights: Weights, l1: Strength, l2: Strength) -> tuple[Real, ...]:
    """Return λ1·|w| + λ2·w: the gradient with the absolute value in the place of its derivative.

    >>> elastic_net_gradient_unsigned((2, -3), 1, 10)
    (22, -27)
    """
    return tuple(l1 * _size(weight) + l2 * weight for weight in weights)


@solver
def norm_slope(strength: Strength, weight: Node, first: Node, second: Node) -> Node:
    """Return the derivative of (λ/2)·√(w² + u²) with respect to w, one of the two: λw/(2√(w² + u²)).

    >>> from solvers.expression import read, to_text
    >>> to_text(norm_slope(3, read("u").tree, read("w").tree, read("u").tree))
    '3·u/(2·√(w² + u²))'
    """
    from solvers.expression import call

    return weight * Fraction(strength) / (2 * call("sqrt", first**2 + second**2))


# -- steps with a penalty ----------------------------------------------------------------------------------------------


@solver
def decayed_weight(weight: Value, gradient: Value, rate: Rate, decay: Strength, steps: Steps) -> Real:
    """Return w after ``steps`` steps w ← w - η(g + λw) under a constant gradient g.

    >>> decayed_weight(2, 1, Fraction(1, 10), Fraction(1, 2), 2)
    Fraction(161, 100)
    """
    for _ in range(steps):
        weight = weight - rate * (gradient + decay * weight)
    return weight


@solver
def decayed_weight_by_series(weight: Value, gradient: Value, rate: Rate, decay: Strength, steps: Steps) -> float:
    """Return the same in closed form: (1-ηλ)^T·w - ηg·Σ(1-ηλ)^i, i = 0 ... T-1.

    >>> round(decayed_weight_by_series(2, 1, 0.1, 0.5, 2), 9)
    1.61
    """
    keep = 1 - float(rate) * float(decay)
    return keep**steps * float(weight) - float(rate) * float(gradient) * sum(keep**power for power in range(steps))


@solver
def decay_path(
    weight: Value, gradient: Value, rate: Rate, decay: Strength, steps: Steps
) -> tuple[tuple[Real, Real], ...]:
    """Return (g + λw, new w) for each of the steps.

    >>> decay_path(2, 1, Fraction(1, 10), Fraction(1, 2), 1)
    ((Fraction(2, 1), Fraction(9, 5)),)
    """
    rows: list[tuple[Real, Real]] = []
    for _ in range(steps):
        total = gradient + decay * weight
        weight = weight - rate * total
        rows.append((total, weight))
    return tuple(rows)


@solver
def l1_decayed_weight(weight: Value, gradient: Value, rate: Rate, decay: Strength, steps: Steps) -> Real:
    """Return w after ``steps`` steps w ← w - η(g + λ·sign(w)) under a constant gradient g.

    >>> l1_decayed_weight(2, 1, Fraction(1, 10), Fraction(1, 2), 2)
    Fraction(17, 10)
    """
    for _ in range(steps):
        weight = weight - rate * (gradient + decay * _sign(weight))
    return weight


# -- solutions with a penalty ------------------------------------------------------------------------------------------


@solver
def soft_threshold(targets: Weights, strength: Strength) -> tuple[Real, ...]:
    """Return the weights that minimise ½(w - z)² + λ|w| for each z, sign(z)·max(|z| - λ, 0), then how many are 0.

    >>> soft_threshold((3, -1, 2), 2)
    (1, 0, 0, 2)
    """
    weights = tuple(_sign(target) * max(_size(target) - strength, 0) for target in targets)
    return (*weights, weights.count(0))


@solver
def soft_threshold_by_search(targets: Weights, strength: Strength) -> tuple[Real, ...]:
    """Return the same by trying every hundredth from -5 to 5.

    >>> soft_threshold_by_search((3, -1, 2), 2)
    (1.0, 0.0, 0.0, 2)
    """
    import numpy as np

    grid = np.arange(-500, 501) / 100
    z = np.array([float(target) for target in targets])[:, None]
    weights = grid[((grid - z) ** 2 / 2 + float(strength) * np.abs(grid)).argmin(axis=1)].tolist()
    return (*weights, weights.count(0.0))


@solver
def threshold_slip(
    targets: Weights, strength: Strength, slip: Literal["ridge", "hard", "no clip", "half"]
) -> tuple[Real, ...]:
    """Return what other rules make of the z, and how many are 0.

    Ridge z/(1+λ), hard threshold (z where |z| > λ), no clipping sign(z)·(|z| - λ), or half the threshold.

    >>> threshold_slip((3, -1, 2), 2, "hard"), threshold_slip((3, -1), 2, "no clip")
    ((3, 0, 0, 2), (1, 1, 0))
    """
    if slip == "half":
        return soft_threshold(targets, strength * Fraction(1, 2))
    weights: list[Real] = []
    for target in targets:
        if slip == "ridge":
            weights.append(target / (1 + Fraction(strength)))
        elif slip == "hard":
            weights.append(target if _size(target) > strength else 0)
        else:
            weights.append(_sign(target) * (_size(target) - strength))
    return (*weights, weights.count(0))


@solver
def ridge_solution(first: Weights, second: Weights, target: Weights, strength: Strength) -> tuple[Real, Real]:
    """Return the w of (XᵀX + λI)w = Xᵀy for two features, without an intercept, by Cramer's rule.

    >>> ridge_solution((1, 0), (0, 1), (2, 4), 1)
    (Fraction(1, 1), Fraction(2, 1))
    """
    a, b, c = inner_product(first, first) + strength, inner_product(first, second), inner_product(second, second)
    c += strength
    p, q = inner_product(first, target), inner_product(second, target)
    determinant = Fraction(a * c - b * b)
    if determinant == 0:
        raise SolverError("impossible", "ridge_solution", "strength", strength, "XᵀX + λI with a determinant")
    return (c * p - b * q) / determinant, (a * q - b * p) / determinant


@solver
def ridge_solution_by_least_squares(
    first: Weights, second: Weights, target: Weights, strength: Annotated[Real, Between(0, 100)]
) -> tuple[float, float]:
    """Return the same as the plain least-squares fit to the data with the rows √λ·I and targets 0 added.

    >>> [round(weight, 9) for weight in ridge_solution_by_least_squares((1, 0), (0, 1), (2, 4), 1)]
    [1.0, 2.0]
    """
    import numpy as np

    features = np.array([first, second], dtype=float).T
    design = np.vstack([features, float(strength) ** 0.5 * np.eye(2)])
    weights = np.linalg.lstsq(design, np.append(np.array(target, dtype=float), [0.0, 0.0]), rcond=None)[0]
    return float(weights[0]), float(weights[1])
