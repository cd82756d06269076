"""Traits of ridge and lasso regression, each measured on fits to data.

The objectives are ‖y - Xw - b‖² + λ‖w‖² (ridge) and ‖y - Xw - b‖² + λΣ|w| (lasso), without a penalty on b. Both are
solved from the centred Gram matrix: ridge directly, lasso by coordinate descent (Friedman, Hastie, Tibshirani 2010).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Literal, assert_never

from solvers.arithmetic.small_arrays import Array, array, identity, normals, solved
from solvers.registry import solver

Method = Literal["ridge", "lasso"]
Trait = Literal[
    "vanish", "nonlinear at 0", "bias penalized", "outputs penalized", "some exactly 0", "all exactly 0",
    "least squares at 0", "training error falls", "closed form", "units matter", "unique", "penalty falls",
]  # fmt: skip
Fit = Callable[[Array, Array, float], tuple[Array, float]]
"""Features, targets and λ -> weights and offset."""

RATES = tuple(10.0**power for power in range(-2, 7))
MODERATE = 20.0


@lru_cache(maxsize=1)
def _data() -> tuple[Array, Array]:
    """Forty samples of four features, two of which hardly matter, with noise and an offset."""
    source = Random(8)
    features = normals(source, 40, 4) + 1.0
    return features, features @ array([2.0, 0.4, -1.0, 0.1]) + 3.0 + 0.3 * normals(source, 40)


@solver
def linear_trait(method: Method, trait: Trait) -> bool:
    """Return whether the trait is one of the method, measured on 40 samples.

    >>> linear_trait("ridge", "some exactly 0"), linear_trait("lasso", "some exactly 0")
    (False, True)
    """
    return _has(trait, method, iterated=False)


@solver
def linear_trait_by_iteration(method: Method, trait: Trait) -> bool:
    """Return the same from fits by NumPy: least squares with rows added for ridge, proximal gradient for lasso.

    >>> linear_trait_by_iteration("ridge", "closed form"), linear_trait_by_iteration("lasso", "closed form")
    (True, False)
    """
    return _has(trait, method, iterated=True)


@lru_cache(maxsize=64)
def _has(trait: Trait, method: Method, *, iterated: bool) -> bool:
    ways: dict[Method, tuple[Fit, Fit]] = {"ridge": (_ridge, _ridge_by_rows), "lasso": (_lasso, _lasso_by_thresholds)}
    fit = ways[method][iterated]
    features, targets = _data()
    level = float(targets.mean())
    weights, offset = fit(features, targets, MODERATE)
    if trait == "vanish":
        largest = [float(max(map(abs, fit(features, targets, rate)[0].data))) for rate in RATES]
        return largest[-1] < 1e-4 and all(after <= before for before, after in zip(largest, largest[1:], strict=False))
    if trait == "nonlinear at 0":
        first, second = normals(Random(9), 2, 4)
        w, b = fit(features, targets, 0.0)
        both = float(first @ w + b) + float(second @ w + b)
        return abs(both - float((first + second) @ w + b) - b) > 1e-9
    if trait == "bias penalized":  # without a penalty on b, moving the targets moves b alone, and by as much
        moved, risen = fit(features, targets + 5.0, MODERATE)
        return not (_close(moved, weights) and math.isclose(risen, offset + 5, abs_tol=1e-6))
    if trait == "outputs penalized":  # a penalty on the outputs would pull their mean to 0
        return abs(float((features @ weights + offset).mean()) - level) > 1e-6
    if trait == "some exactly 0" or trait == "all exactly 0":
        zeros = [sum(weight == 0 for weight in fit(features, targets, rate)[0].data) for rate in (*RATES, MODERATE)]
        return any(0 < count < 4 for count in zeros) if trait == "some exactly 0" else 4 in zeros
    if trait == "least squares at 0":
        design = array([[*row, 1.0] for row in features.tolist()])
        least = solved(design.T @ design, design.T @ targets)
        w, b = fit(features, targets, 0.0)
        return _close(array([*w.data, b]), least)
    if trait == "training error falls":
        errors = [_error(features, targets, *fit(features, targets, rate)) for rate in RATES]
        return all(after < before for before, after in zip(errors, errors[1:], strict=False))
    if trait == "closed form":  # (XᵀX + cI)w = Xᵀy: what is left of the gradient is c times w
        centred = features - features.mean(0)
        left = (centred.T @ (targets - level - centred @ weights)).data
        shares = [
            gradient / weight if weight else math.inf for gradient, weight in zip(left, weights.data, strict=True)
        ]
        return max(shares) < math.inf and max(shares) - min(shares) < 1e-6 * abs(max(shares))
    if trait == "units matter":
        other = features * array([10.0, 1.0, 1.0, 1.0])
        w, b = fit(other, targets, MODERATE)
        return not _close(other @ w + b, features @ weights + offset)
    if trait == "unique":  # a column twice: may weight move from one to the other at no cost?
        doubled = array([[*row, row[0]] for row in features.tolist()])
        w, b = fit(doubled, targets, MODERATE)
        cost = _objective(method, doubled, targets, w, b)
        room = abs(w.data[0] + w.data[4]) / 4
        shifts = [array([by, 0.0, 0.0, 0.0, -by]) for by in (-room, room)]
        return all(_objective(method, doubled, targets, w + shift, b) > cost + 1e-6 for shift in shifts)
    if trait == "penalty falls":
        sizes = [_penalty(method, fit(features, targets, rate)[0]) for rate in RATES]
        return all(after <= before for before, after in zip(sizes, sizes[1:], strict=False))
    assert_never(trait)


def _close(one: Array, other: Array) -> bool:
    return all(abs(a - b) < 1e-5 * max(1.0, abs(b)) for a, b in zip(one.data, other.data, strict=True))


def _penalty(method: Method, weights: Array) -> float:
    return math.fsum(abs(weight) if method == "lasso" else weight * weight for weight in weights.data)


def _error(features: Array, targets: Array, weights: Array, offset: float) -> float:
    return math.fsum(miss * miss for miss in (targets - features @ weights - offset).data)


def _objective(method: Method, features: Array, targets: Array, weights: Array, offset: float) -> float:
    return _error(features, targets, weights, offset) + MODERATE * _penalty(method, weights)


def _centred(features: Array, targets: Array) -> tuple[Array, Array, Array, float]:
    """Return the Gram matrix and Xᵀy of centred data, and the means."""
    centre, level = features.mean(0), float(targets.mean())
    centred = features - centre
    return centred.T @ centred, centred.T @ (targets - level), centre, level


def _ridge(features: Array, targets: Array, rate: float) -> tuple[Array, float]:
    gram, slopes, centre, level = _centred(features, targets)
    weights = solved(gram + rate * identity(len(slopes)), slopes)
    return weights, level - float(centre @ weights)


def _lasso(features: Array, targets: Array, rate: float) -> tuple[Array, float]:
    gram, slopes, centre, level = _centred(features, targets)
    rows, count = gram.tolist(), len(slopes)
    weights = [0.0] * count
    for _ in range(1500):
        before = list(weights)
        for place in range(count):
            rest = slopes.data[place] - sum(rows[place][k] * weights[k] for k in range(count) if k != place)
            weights[place] = math.copysign(max(abs(rest) - rate / 2, 0.0), rest) / rows[place][place]
            weights[place] += 0.0  # no -0.0
        if weights == before:
            break
    return array(weights), level - float(centre @ array(weights))


def _ridge_by_rows(features: Array, targets: Array, rate: float) -> tuple[Array, float]:
    """Least squares with a row √λ·e for every weight, whose target is 0."""
    import numpy as np

    x, y = np.array(features.tolist()), np.array(targets.tolist())
    count = x.shape[1]
    design = np.vstack(
        [np.column_stack([x, np.ones(len(x))]), np.column_stack([rate**0.5 * np.eye(count), np.zeros(count)])]
    )
    solution = np.linalg.lstsq(design, np.concatenate([y, np.zeros(count)]), rcond=None)[0]
    return array(solution[:-1].tolist()), float(solution[-1])


def _lasso_by_thresholds(features: Array, targets: Array, rate: float) -> tuple[Array, float]:
    """Proximal gradient descent (ISTA) on centred data."""
    import numpy as np

    x, y = np.array(features.tolist()), np.array(targets.tolist())
    centred, level = x - x.mean(0), y.mean()
    step = 1 / (2 * np.linalg.eigvalsh(centred.T @ centred)[-1])
    weights = np.zeros(x.shape[1])
    for _ in range(20_000):
        moved = weights + step * 2 * centred.T @ (y - level - centred @ weights)
        before, weights = weights, np.sign(moved) * np.maximum(np.abs(moved) - step * rate, 0)
        if np.array_equal(weights, before):
            break
    return array(weights.tolist()), float(level - x.mean(0) @ weights)
