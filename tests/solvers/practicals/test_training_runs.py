"""Runs that decide predictions: their outcomes against theory and other implementations, bounds of their arguments."""

from __future__ import annotations

import math

import numpy as np
import pytest

from solvers.practicals.run_plans import best_of
from solvers.practicals.training_runs import CHECK_SEEDS, SEEDS, carry_out, plan_run, run_names
from solvers.registry import SolverError


def test_the_seeds_are_three_and_others_confirm() -> None:
    assert len(SEEDS) >= 3
    assert not set(SEEDS) & set(CHECK_SEEDS)


@pytest.mark.parametrize("kappa", [10, 30, 100])
def test_the_valley_follows_the_spectral_radii(kappa: int) -> None:
    """Steps are log(E)/log(radius²): the slowest factor of gradient descent, the modulus of momentum's roots."""
    rate = 1.9 / kappa
    descent = max(abs(1 - rate), abs(1 - kappa * rate))
    roots = [np.abs(np.roots([1, -(1.9 - rate * c), 0.9])).max() for c in (1, kappa)]
    done = carry_out(plan_run("valley_race", kappa=kappa), SEEDS)
    for mean, radius in zip(done.means, (descent, max(roots)), strict=True):
        assert mean == pytest.approx(math.log(1e-6) / (2 * math.log(radius)), rel=0.35)
    assert done.outcome == ("sgd" if done.means[0] < done.means[1] else "momentum")


@pytest.mark.parametrize("start", [1.5, 1.8, 2.0, -1.8])
@pytest.mark.parametrize("momentum", [0, 0.5, 0.9, 0.97])
def test_the_valley_reached_is_a_minimum_found_by_sympy(momentum: float, start: float) -> None:
    import sympy

    w = sympy.Symbol("w")
    minima = [float(root) for root in sympy.nroots(sympy.diff((w**2 - 1) ** 2 + sympy.Rational(3, 10) * w, w))]
    low, _, high = sorted(minima)
    done = carry_out(plan_run("two_valleys", momentum=momentum, start=start), SEEDS)
    wanted = {"global": low, "local": high}[done.outcome]
    assert all(value == pytest.approx(wanted, abs=1e-6) for value in done.values[0])
    if momentum <= 0.5:
        assert (done.outcome == "local") is (start > 0)


def test_the_norms_are_those_of_the_closed_form() -> None:
    rates = (0.1, 1.0)
    settings = tuple(f"l2 {rate} 400" for rate in rates)
    done = carry_out(plan_run("weight_norms", settings=settings, gap=0.05), SEEDS)
    for part, rate in enumerate(rates):
        for place, seed in enumerate(SEEDS):
            rng = np.random.default_rng(seed)
            x = rng.normal(size=(40, 6))
            t = x @ rng.uniform(0.5, 2.0, 6) + 0.3 * rng.normal(size=40)
            ridge = np.linalg.solve(x.T @ x / 40 + rate * np.eye(6), x.T @ t / 40)
            assert done.values[part][place] == pytest.approx(float(np.linalg.norm(ridge)), rel=1e-3)


def test_layer_gradients_agree_with_finite_differences() -> None:
    from solvers.practicals.network_runs import _trainer

    done = carry_out(plan_run("layer_gradients", layers=3, activation="sigmoid", init="0.01", width=20, factor=5), (1,))
    trainer = _trainer("sigmoid 0.01 20-20", 1, 1)
    network, x, t = trainer.network, trainer.train.x[::8].astype(np.float64), trainer.train.t[::8]
    parameters = [np.array(value, dtype=np.float64) for value in network.parameters().values()]
    weights = [value for value in parameters if value.ndim == 2]

    def loss(ws: list[np.ndarray]) -> float:
        h = x
        for w in ws[:-1]:
            h = 1 / (1 + np.exp(-h @ w))
        u = h @ ws[-1]
        return float(np.mean(np.log(np.exp(u - u.max(1, keepdims=True)).sum(1)) + u.max(1) - u[np.arange(len(t)), t]))

    direction = np.random.default_rng(0).normal(size=weights[2].shape)
    step = 1e-5 * direction
    slope = (loss([*weights[:2], weights[2] + step]) - loss([*weights[:2], weights[2] - step])) / 2e-5
    # A random direction sees the norm times a standard normal number; the norm itself is that of the last layer's run.
    assert abs(slope) <= 5 * 10 ** done.means[2]
    assert done.means[0] < done.means[1] < done.means[2]


def test_progress_reaches_its_end() -> None:
    told: list[tuple[int, int]] = []
    carry_out(plan_run("valley_race", kappa=10), SEEDS, lambda done, total: told.append((done, total)))
    assert told[0] == (0, 6)
    assert told[-1] == (6, 6)


def test_the_same_seeds_give_the_same_run() -> None:
    plan = plan_run("accuracy_race", settings=("relu he 20", "sigmoid xavier 20"), steps=40, gap=0.05)
    assert carry_out(plan, SEEDS) == carry_out(plan, SEEDS)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("accuracy_race", {"settings": ("relu he 40",), "steps": 10, "gap": 0}),
        ("accuracy_race", {"settings": ("relu he 40", "relu he 40"), "steps": 10**9, "gap": 0}),
        ("valley_race", {"kappa": 10**9}),
        ("two_valleys", {"momentum": 2, "start": 0}),
        ("layer_gradients", {"layers": 60, "activation": "relu", "init": "0.1", "width": 20, "factor": 5}),
        ("layer_gradients", {"layers": 3, "activation": "step", "init": "0.1", "width": 20, "factor": 5}),
        ("nothing", {}),
    ],
)
def test_arguments_are_bounded(name: str, arguments: dict[str, object]) -> None:
    with pytest.raises(SolverError):
        plan_run(name, **arguments)


@pytest.mark.parametrize(
    "setting",
    ["relu he", "relu he 9999", "gelu he 40", "relu he 40 extra", "relu 1e9 40", "relu he 40 rate=x", "relu he 40-x",
     "relu 0.1 40 mean=99", "relu he 40 speed=1"],
)  # fmt: skip
def test_settings_are_bounded(setting: str) -> None:
    plan = plan_run("accuracy_race", settings=(setting, setting), steps=10, gap=0)
    with pytest.raises(SolverError):
        carry_out(plan, (1,))


def test_every_run_is_known_by_name() -> None:
    assert {"accuracy_race", "steps_race", "valley_race"} <= set(run_names())
    assert best_of((1.0, 2.0, 1.9), 0.05) == "1"
