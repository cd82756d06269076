"""Runs of small problems: a valley, two valleys, a linear fit. They take no images and hardly any time."""

from __future__ import annotations

import math
from typing import Annotated

from solvers.practicals.run_plans import Plan, Points, best_of, training_run
from solvers.registry import Between, Length, Real, SolverError

LIMIT = 20_000
"""A descent that has not arrived after so many steps never will."""

Fit = Annotated[str, Length(3, 20)]


@training_run
def valley_race(
    kappa: Annotated[int, Between(2, 1000)],
    factor: Annotated[Real, Between(0.01, 3)] = 1.9,
    momentum: Annotated[Real, Between(0, 0.999)] = 0.9,
) -> Plan:
    """Compare gradient descent and momentum in the valley E = (w₁² + κw₂²)/2, both with the rate factor/κ.

    The value is the count of steps until E < 10⁻⁶; a seed draws the start, each coordinate from 0.8 to 1.2. The outcome
    is "sgd" or "momentum" if its mean is smaller by more than 10 %, "diverges" if gradient descent alone never gets
    there (its value is then the limit of 20,000 steps), else "same".
    """
    import random

    rate = float(factor) / kappa

    def measure(part: int, seed: int) -> tuple[float, Points]:
        source = random.Random(seed)
        w, v = [0.8 + 0.4 * source.random(), 0.8 + 0.4 * source.random()], [0.0, 0.0]
        errors: list[float] = []
        while len(errors) <= LIMIT:
            error = (w[0] ** 2 + kappa * w[1] ** 2) / 2
            errors.append(error)
            if error < 1e-6:
                break
            if error > 1e9:
                return float(LIMIT), (tuple(map(float, range(len(errors)))), tuple(errors))
            slopes = (w[0], kappa * w[1])
            for place in (0, 1):
                v[place] = (float(momentum) * v[place] if part else 0.0) - rate * slopes[place]
                w[place] += v[place]
        return float(len(errors) - 1), (tuple(map(float, range(len(errors)))), tuple(errors))

    def judge(means: tuple[float, ...]) -> str:
        if means[0] >= LIMIT > means[1]:
            return "diverges"
        return {"0": "sgd", "1": "momentum"}.get(best_of([-math.log(mean) for mean in means], -math.log(0.9)), "same")

    return Plan(("SGD", "momentum"), measure, judge, unit="steps", axes=("step", "E"), log="y")


@training_run
def two_valleys(momentum: Annotated[Real, Between(0, 0.999)], start: Annotated[Real, Between(-3, 3)]) -> Plan:
    """Run momentum in E = (w² - 1)² + 0.3w, whose global minimum is near -1.04 and a local one near 0.96.

    The rate is 0.01 and there are 4000 steps; a seed moves the start by at most 0.01. The value is the w reached. The
    outcome is "global", "local", or "mixed" if the mean is near neither.
    """
    import random

    def measure(part: int, seed: int) -> tuple[float, Points]:
        w, v = float(start) + 0.02 * (random.Random(seed).random() - 0.5), 0.0
        path = [w]
        for _ in range(4000):
            v = float(momentum) * v - 0.01 * (4 * w * (w * w - 1) + 0.3)
            w += v
            path.append(w)
        return w, (tuple(map(float, range(200))), tuple(path[:200]))

    def judge(means: tuple[float, ...]) -> str:
        return "global" if means[0] < -1.0 else "local" if means[0] > 0.9 else "mixed"

    return Plan((f"μ = {float(momentum):g}",), measure, judge, unit="number", axes=("step", "w"))


@training_run
def weight_norms(settings: Annotated[tuple[Fit, ...], Length(2, 4)], gap: Annotated[Real, Between(0, 1)]) -> Plan:
    """Fit a linear model in several ways and compare the norms of its weights.

    A way is "l2 0.1 400", "l1 0.5 400" or "none 0 20": the penalty (λ/2)‖w‖² or λΣ|w| or none, its λ, and the steps of
    gradient descent from 0 at the rate 0.05 (for l1 with the proximal step). 40 samples of 6 features, a linear target
    with noise. The outcome is the place of the smallest norm, if it is smaller than every other by more than the share
    ``gap``, or "same".
    """
    ways = [_way(setting) for setting in settings]

    def measure(part: int, seed: int) -> tuple[float, Points]:
        import numpy as np

        rng = np.random.default_rng(seed)
        x = rng.normal(size=(40, 6))
        t = x @ rng.uniform(0.5, 2.0, 6) + 0.3 * rng.normal(size=40)
        penalty, rate, steps = ways[part]
        w, norms = np.zeros(6), []
        for _ in range(steps):
            w = w - 0.05 * (x.T @ (x @ w - t) / len(x) + (rate * w if penalty == "l2" else 0))
            if penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - 0.05 * rate, 0)
            norms.append(float(np.linalg.norm(w)))
        every = max(steps // 50, 1)
        return norms[-1], (tuple(map(float, range(1, steps + 1, every))), tuple(norms[::every]))

    def judge(means: tuple[float, ...]) -> str:
        return best_of([-math.log(max(mean, 1e-9)) for mean in means], -math.log1p(-float(gap)))

    return Plan(settings, measure, judge, unit="number", axes=("step", "norm"))


def _way(setting: str) -> tuple[str, float, int]:
    """Return the penalty, its λ and the number of steps of a way to fit."""
    try:
        penalty, rate, steps = setting.split()
        found = penalty, float(rate), int(steps)
    except ValueError:
        found = "?", 0.0, 0
    if found[0] not in ("l1", "l2", "none") or not 0 <= found[1] <= 100 or not 1 <= found[2] <= 5000:
        raise SolverError("impossible", "weight_norms", "settings", setting, "l2 0.1 400")
    return found
