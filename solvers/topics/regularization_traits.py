"""The traits of ridge regression, and where the region of a constraint is touched."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.arithmetic.small_arrays import Array, array, identity, norm, normals, solved, uniforms
from solvers.registry import Between, Real, solver

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

Norm = Literal["l1", "l2"]
Point = Annotated[tuple[Real, Real], Between(-1000, 1000)]
Seed = Annotated[int, Between(0, 2**32 - 1)]


# -- ridge regression --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _data(seed: int) -> tuple[Array, Array]:
    """Forty samples of five features with a linear target, noise and an offset."""
    source = Random(seed)
    features = normals(source, 40, 5) + 1.0
    target = features @ uniforms(source, 0.5, 2.0, 5) + 3.0 + 0.1 * normals(source, 40)
    return features, target


def _numpy_data(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same for NumPy."""
    import numpy as np

    features, target = _data(seed)
    return np.array(features.tolist()), np.array(target.tolist())


@lru_cache(maxsize=64)
def _ridge(seed: int, rate: float) -> tuple[Array, float]:
    """Return weights and offset that minimise ‖y - Xw - b‖² + λ‖w‖²: centre, then (XᵀX + λI)⁻¹Xᵀy."""
    features, target = _data(seed)
    centre, level = features.mean(0), float(target.mean())
    centred = features - centre
    weights = solved(centred.T @ centred + rate * identity(features.shape[1]), centred.T @ (target - level))
    return weights, level - float(centre @ weights)


@solver
def ridge_weights_vanish(seed: Seed) -> bool:
    """True if the ridge solution's norm falls strictly with the rate and tends to 0 without reaching it.

    >>> ridge_weights_vanish(1)
    True
    """
    norms = [norm(_ridge(seed, 10.0**power)[0]) for power in range(-2, 9)]
    return all(after < before for before, after in zip(norms, norms[1:], strict=False)) and 0 < norms[-1] < 1e-4


@solver
def ridge_weights_vanish_by_svd(seed: Seed) -> bool:
    """Decide the same along the singular directions: each component is d/(d² + λ) times a constant.

    >>> ridge_weights_vanish_by_svd(1)
    True
    """
    import numpy as np

    features, target = _numpy_data(seed)
    left, singular, _ = np.linalg.svd(features - features.mean(0), full_matrices=False)
    components = left.T @ (target - target.mean())
    norms = [float(np.linalg.norm(singular / (singular**2 + 10.0**power) * components)) for power in range(-2, 9)]
    return bool(np.all(np.diff(norms) < 0)) and 0 < norms[-1] < 1e-4


@solver
def ridge_is_nonlinear_at_zero(seed: Seed) -> bool:
    """True if ridge regression with rate 0 predicts anything but a straight (affine) function of the inputs.

    An affine function gives f(a) + f(b) = f(a + b) + f(0).

    >>> ridge_is_nonlinear_at_zero(1)
    False
    """
    weights, offset = _ridge(seed, 0.0)
    first, second = normals(Random(seed + 1), 2, 5)

    def predict(inputs: Array) -> float:
        return float(inputs @ weights + offset)

    return abs(predict(first) + predict(second) - predict(first + second) - predict(0 * first)) > 1e-9


@solver
def ridge_is_nonlinear_at_zero_by_curvature(seed: Seed) -> bool:
    """Decide the same from the least-squares fit's second differences along a line, which vanish for a straight one.

    >>> ridge_is_nonlinear_at_zero_by_curvature(1)
    False
    """
    import numpy as np

    features, target = _numpy_data(seed)
    solution = np.linalg.lstsq(np.column_stack([features, np.ones(len(features))]), target, rcond=None)[0]
    start, direction = np.random.default_rng(seed + 2).normal(size=(2, 5))
    along = np.array([start + step * direction for step in range(-3, 4)])
    return bool(np.abs(np.diff(along @ solution[:-1] + solution[-1], 2)).max() > 1e-9)


@solver
def ridge_zeroes_weights(seed: Seed) -> bool:
    """True if one of the rates 0.01, 0.1 ... 1e8 makes some ridge weight exactly 0, as the lasso would.

    >>> ridge_zeroes_weights(1)
    False
    """
    return any((_ridge(seed, 10.0**power)[0] == 0).any() for power in range(-2, 9))


@solver
def ridge_zeroes_weights_by_svd(seed: Seed) -> bool:
    """Decide the same from the solution along the singular directions, as far as 1e-12 of the unpenalised weights.

    >>> ridge_zeroes_weights_by_svd(1)
    False
    """
    import numpy as np

    features, target = _numpy_data(seed)
    left, singular, right = np.linalg.svd(features - features.mean(0), full_matrices=False)
    components = left.T @ (target - target.mean())
    largest = float(np.abs(right.T @ (components / singular)).max())
    paths = [right.T @ (singular / (singular**2 + 10.0**power) * components) for power in range(-2, 9)]
    return any(bool((np.abs(weights) < 1e-12 * largest).any()) for weights in paths)


@solver
def ridge_minimises(seed: Seed, penalty: Literal["weights", "weights and bias", "outputs"]) -> bool:
    """True if the ridge solution is the minimum of the squared error plus a penalty on what is named.

    "outputs" stands for a penalty on a layer's outputs, as one might put on a hidden layer, instead of the weights.

    >>> ridge_minimises(1, "weights"), ridge_minimises(1, "weights and bias"), ridge_minimises(1, "outputs")
    (True, False, False)
    """
    features, target = _data(seed)
    rate = 10.0
    weights, offset = _ridge(seed, rate)

    def objective(point: Array) -> float:
        w, b = point[:-1], point[-1]
        outputs = features @ w + b
        punished = {"weights": w, "weights and bias": point, "outputs": outputs}[penalty]
        return float(((target - outputs) ** 2).sum() + rate * (punished**2).sum())

    return _is_stationary(objective, array([*weights, offset]))


@solver
def ridge_minimises_by_solving(seed: Seed, penalty: Literal["weights", "weights and bias", "outputs"]) -> bool:
    """Decide the same by solving the normal equations of the named objective and comparing the weights and the offset.

    With A = [X 1]: (AᵀA + λD)z = Aᵀy, D = diag(1 ... 1, 0) or I; for the outputs (1 + λ)AᵀAz = Aᵀy.

    >>> ridge_minimises_by_solving(1, "weights"), ridge_minimises_by_solving(1, "weights and bias")
    (True, False)
    """
    import numpy as np

    features, target = _numpy_data(seed)
    rate = 10.0
    design = np.column_stack([features, np.ones(len(features))])
    gram = design.T @ design
    punished = {"weights": np.diag([1.0] * 5 + [0.0]), "weights and bias": np.eye(6), "outputs": gram}[penalty]
    solution = np.linalg.solve(gram + rate * punished, design.T @ target)
    weights, offset = _ridge(seed, rate)
    return bool(np.allclose(solution, [*weights, offset], rtol=1e-8, atol=1e-8))


def _is_stationary(objective: Callable[[Array], float], point: Array) -> bool:
    """True if the central differences of ``objective`` at ``point`` vanish, measured against those one unit away."""

    def slopes(at: Array) -> Array:
        steps = 1e-5 * identity(len(at))
        return array([(objective(at + step) - objective(at - step)) / 2e-5 for step in steps])

    return norm(slopes(point)) < 1e-4 * norm(slopes(point + 1.0))


# -- constraint regions ------------------------------------------------------------------------------------------------


@solver
def is_unit_ball(shape: Literal["circle", "diamond"], norm: Norm) -> bool:
    """True if the shape, of radius 1, is the region where that norm of (w1, w2) is at most 1: every grid point agrees.

    Those of one quadrant are looked at: neither shape nor norm heeds a sign.

    >>> is_unit_ball("diamond", "l1"), is_unit_ball("circle", "l1")
    (True, False)
    """
    side = [place / 40 for place in range(49)]
    for w1, w2 in product(side, side):
        size = w1 + w2 if norm == "l1" else math.hypot(w1, w2)
        inside = w1**2 + w2**2 <= 1 if shape == "circle" else w2 <= 1 - w1
        if abs(size - 1) > 1e-9 and (size <= 1) != inside:
            return False
    return True


@solver
def is_unit_ball_by_bounds(shape: Literal["circle", "diamond"], norm: Norm) -> bool:
    """Decide the same from the norm along the shape's outline, which must be 1 all around.

    >>> is_unit_ball_by_bounds("diamond", "l1"), is_unit_ball_by_bounds("circle", "l1")
    (True, False)
    """
    import numpy as np

    around = np.linspace(0, 4, 401)
    if shape == "circle":
        outline = np.stack([np.cos(np.pi * around / 2), np.sin(np.pi * around / 2)])
    else:
        corners = np.array([[1, 0, -1, 0, 1], [0, 1, 0, -1, 0]], dtype=float)
        outline = np.stack([np.interp(around, range(5), row) for row in corners])
    return bool(np.allclose(np.linalg.norm(outline, ord=1 if norm == "l1" else 2, axis=0), 1))


@solver
def is_contact_point(point: Point, centre: Point, region: Norm) -> bool:
    """True if ``point`` is where the circles around ``centre`` first touch the region |w1| + |w2| ≤ 1 or w1² + w2² ≤ 1.

    The centre lies outside. For the circle the contact is c/‖c‖; for the diamond it is the projection onto the edge of
    the centre's quadrant, cut off at the corners.

    >>> is_contact_point((1, 0), (2, 0.5), "l1"), is_contact_point((1, 0), (2, 0.5), "l2")
    (True, False)
    """
    c1, c2 = float(centre[0]), float(centre[1])
    if region == "l2":
        length = (c1 * c1 + c2 * c2) ** 0.5
        contact = (c1 / length, c2 / length)
    else:
        along = min(max((abs(c1) - abs(c2) + 1) / 2, 0.0), 1.0)
        contact = (along if c1 >= 0 else -along, (1 - along) if c2 >= 0 else along - 1)
    return all(abs(float(part) - best) < 1e-3 for part, best in zip(point, contact, strict=True))


@solver
def is_contact_point_by_search(point: Point, centre: Point, region: Norm) -> bool:
    """Decide the same by searching the whole boundary for the point nearest to the centre.

    >>> is_contact_point_by_search((1, 0), (2, 0.5), "l1")
    True
    """
    import numpy as np

    angles = np.linspace(0, 2 * np.pi, 40_001)
    boundary = np.stack([np.cos(angles), np.sin(angles)])
    if region == "l1":
        boundary = boundary / np.abs(boundary).sum(0)
    distances = ((boundary - np.array([[float(centre[0])], [float(centre[1])]])) ** 2).sum(0)
    nearest = boundary[:, int(distances.argmin())]
    return bool(np.all(np.abs(nearest - np.array([float(part) for part in point])) < 2e-3))
