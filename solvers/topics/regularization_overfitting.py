"""What widens the gap between training and test error, and what narrows it: seen in small regressions that are run.

Points of a smooth curve with noise are fitted by a polynomial under a weak L2 penalty, together with a few inputs that
have nothing to do with the target. Each change is made by itself; the gap is the median over many data sets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.registry import Between, SolverError, solver

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Change = Literal[
    "degree", "more-data", "less-data", "stronger-penalty", "no-penalty", "noisier-labels",
    "more-irrelevant", "no-irrelevant", "jittered-copies", "early-stop",
]  # fmt: skip

REPETITIONS = 120
TEST_POINTS = 400
CLEAR = 0.05
"""By such a share the median gap has to move before a change counts."""


@dataclass(frozen=True)
class _Setting:
    """How a data set is made and fitted."""

    points: int = 20
    degree: int = 6
    penalty: float = 1e-4
    noise: float = 0.3
    irrelevant: int = 3
    copies: int = 0
    stops_early: bool = False


_BASE = _Setting()


def _changed(change: Change, amount: int) -> _Setting:
    """Return the setting after a change: a degree, a multiple or a percentage of the data, or what has no size."""
    if change == "degree":
        return replace(_BASE, degree=amount)
    if change == "more-data":
        return replace(_BASE, points=amount * _BASE.points)
    if change == "less-data":
        return replace(_BASE, points=round(amount * _BASE.points / 100))
    return _WITHOUT_SIZE[change]


_WITHOUT_SIZE: dict[str, _Setting] = {
    "stronger-penalty": replace(_BASE, penalty=0.003),
    "no-penalty": replace(_BASE, penalty=1e-9),
    "noisier-labels": replace(_BASE, noise=0.6),
    "more-irrelevant": replace(_BASE, irrelevant=7),
    "no-irrelevant": replace(_BASE, irrelevant=0),
    "jittered-copies": replace(_BASE, copies=5),
    "early-stop": replace(_BASE, stops_early=True),
}


@solver
def overfitting_moves(change: Change, amount: Annotated[int, Between(0, 100)] = 0) -> int:
    """Return 1 if a change widens the gap between test and training error, -1 if it narrows it, 0 if neither clearly.

    ``amount`` is the degree (6 without a change), how many times the data, or a percentage of them.

    >>> overfitting_moves("less-data", 70), overfitting_moves("more-data", 4), overfitting_moves("degree", 3)
    (1, -1, -1)
    """
    if change in ("degree", "more-data", "less-data") and amount < 1:
        raise SolverError("impossible", "overfitting_moves", "amount", amount, "an amount of at least 1")
    before, after = _gap(_BASE), _gap(_changed(change, amount))
    return 1 if after > before * (1 + CLEAR) else -1 if after < before * (1 - CLEAR) else 0


@cache
def _gap(setting: _Setting) -> float:
    """Return the median of test error less training error over the repetitions."""
    import numpy as np

    return float(np.median([_one_gap(setting, np.random.default_rng(seed)) for seed in range(REPETITIONS)]))


def _one_gap(setting: _Setting, draws: np.random.Generator) -> float:
    import numpy as np

    def sample(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        x = draws.uniform(-1, 1, count)
        others = draws.normal(size=(count, setting.irrelevant))
        return x, others, np.sin(np.pi * x) + setting.noise * draws.normal(size=count)

    def features(x: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
        powers = np.vander(x, setting.degree + 1, increasing=True)
        return np.concatenate([powers, others], axis=1)

    x, others, t = sample(setting.points)
    plain = features(x, others)
    seen, wanted = plain, t
    if setting.copies:  # each copy has its inputs moved a little, and the same target
        moved = [
            features(x + 0.1 * draws.normal(size=x.shape), others + 0.3 * draws.normal(size=others.shape))
            for _ in range(setting.copies)
        ]
        seen, wanted = np.concatenate([plain, *moved]), np.tile(t, setting.copies + 1)
    unseen_x, unseen_others, unseen_t = sample(TEST_POINTS)
    unseen = features(unseen_x, unseen_others)
    if setting.stops_early:
        held_x, held_others, held_t = sample(TEST_POINTS)
        weights = _descended(seen, wanted, features(held_x, held_others), held_t)
    else:
        size = seen.shape[1]
        curvature = seen.T @ seen / len(seen) + setting.penalty * np.eye(size)
        weights = np.asarray(np.linalg.solve(curvature, seen.T @ wanted / len(seen)), dtype=np.float64)
    return float(np.mean((unseen @ weights - unseen_t) ** 2) - np.mean((plain @ weights - t) ** 2))


def _descended(
    seen: NDArray[np.float64], wanted: NDArray[np.float64], held: NDArray[np.float64], held_t: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weights at the least error on held-out data along gradient descent from 0."""
    import numpy as np

    weights: NDArray[np.float64] = np.zeros(seen.shape[1])
    best, least = weights.copy(), np.inf
    rate = 1 / np.linalg.eigvalsh(seen.T @ seen / len(seen))[-1]
    for _ in range(60):
        for _ in range(10):
            weights = weights - rate * seen.T @ (seen @ weights - wanted) / len(seen)
        error = float(np.mean((held @ weights - held_t) ** 2))
        if error < least:
            best, least = weights.copy(), error
    return best
