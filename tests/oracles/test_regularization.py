"""The keys of the regularization questions against SciPy, statistics and brute force: nothing of solvers/."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant

BANK = built_in_bank()
SEEDS = range(1, 41)


def variants(identifier: str) -> Iterator[Variant]:
    item = BANK.item(identifier)
    return (draw(item, seed) for seed in SEEDS)


def numbers(variant: Variant, *names: str) -> list[float]:
    return [float(variant.values[name]) for name in names]


def array(variant: Variant, name: str) -> np.ndarray:
    return np.array(variant.values[name], float)


def test_norms_against_a_distance() -> None:
    distance = pytest.importorskip("scipy.spatial.distance")
    for variant in variants("lp-norm-value"):
        vector = array(variant, "vector")
        assert float(variant.key) == pytest.approx(distance.minkowski(vector, 0 * vector, variant.values["power"]))


def test_penalised_losses_against_weighted_sums() -> None:
    for variant in variants("regularized-loss-value"):
        loss, strength = numbers(variant, "loss", "strength")
        weights = [float(weight) for weight in variant.values["weights"]]
        size = math.dist(weights, [0.0] * len(weights))
        penalty = strength * (math.fsum(map(abs, weights)) if variant.values["norm"] == "l1" else size**2 / 2)
        assert float(variant.key) == pytest.approx(loss + penalty, rel=1e-12)


def test_elastic_net_against_scipy_differences() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    for variant in variants("elastic-net-gradient"):
        l1, l2 = numbers(variant, "l1", "l2")
        weights = array(variant, "weights")

        def penalty(w: np.ndarray, l1: float = l1, l2: float = l2) -> float:
            return float(l1 * np.linalg.norm(w, 1) + l2 / 2 * np.linalg.norm(w) ** 2)

        assert np.array(variant.key, float) == pytest.approx(optimize.approx_fprime(weights, penalty, 1e-7), abs=1e-5)


def test_the_slope_of_the_norm_against_scipy_differences() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    from solvers.expression import value

    for variant in variants("norm-penalty-gradient"):
        (strength,) = numbers(variant, "strength")
        point = np.array([0.7, 1.9])
        slopes = optimize.approx_fprime(point, lambda w, s=strength: s / 2 * math.hypot(*w), 1e-7)
        found = value(variant.key, {"w1": point[0], "w2": point[1]})
        assert complex(found).real == pytest.approx(slopes[variant.values["place"] - 1], rel=1e-5)


def test_weight_decay_against_a_power_of_its_matrix() -> None:
    for variant in variants("l2-update-step"):
        weight, gradient, rate, decay = numbers(variant, "weight", "gradient", "rate", "decay")
        update = np.array([[1 - rate * decay, -rate * gradient], [0.0, 1.0]])  # on (w, 1)
        moved = np.linalg.matrix_power(update, variant.values["steps"]) @ [weight, 1.0]
        assert float(variant.key) == pytest.approx(moved[0], rel=1e-12)


def test_soft_threshold_against_a_minimiser() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    for variant in itertools.islice(variants("l1-soft-threshold"), 15):
        (strength,) = numbers(variant, "strength")
        for z, weight in zip(array(variant, "targets"), variant.key, strict=False):

            def cost(w: float, z: float = z, strength: float = strength) -> float:
                return (w - z) ** 2 / 2 + strength * abs(w)

            found = optimize.minimize_scalar(cost, bounds=(-4, 4), method="bounded", options={"xatol": 1e-9})
            assert float(weight) == pytest.approx(found.x, abs=1e-5)
        assert variant.key[4] == sum(abs(z) <= strength for z in array(variant, "targets"))


def test_ridge_against_a_minimiser() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    for variant in itertools.islice(variants("ridge-closed-form"), 20):
        design = np.column_stack([array(variant, "first"), array(variant, "second")])
        data = (design, array(variant, "target"), *numbers(variant, "strength"))
        options = {"xatol": 1e-9, "fatol": 1e-12}
        found = optimize.minimize(_penalised_error, np.zeros(2), args=data, method="Nelder-Mead", options=options)
        assert np.array(variant.key, float) == pytest.approx(found.x, abs=1e-6)


def _penalised_error(w: np.ndarray, design: np.ndarray, target: np.ndarray, strength: float) -> float:
    return float(((target - design @ w) ** 2).sum() + strength * w @ w)


def test_dropout_means_against_a_simulation() -> None:
    rng = np.random.default_rng(7)
    kept = rng.random(200_000)
    for variant in variants("dropout-expectation"):
        value, ratio = numbers(variant, "value", "ratio")
        outputs = value * (kept > ratio) / (1 if variant.values["convention"] == "lecture" else 1 - ratio)
        mean = statistics.fmean(outputs)
        asked = [mean, statistics.pvariance(outputs, mean), float(outputs.max()), mean][variant.values["asked"]]
        assert float(variant.key) == pytest.approx(asked, rel=0.02)


def test_dropout_outputs_against_masked_arrays() -> None:
    for variant in variants("dropout-forward"):
        (ratio,) = numbers(variant, "ratio")
        kept = np.ma.masked_array(array(variant, "inputs"), mask=1 - array(variant, "mask"))
        output = kept.filled(0.0) if variant.values["convention"] == "lecture" else (kept / (1 - ratio)).filled(0.0)
        assert np.array(variant.key, float) == pytest.approx(output)


def test_subnetworks_against_the_sets_of_kept_units() -> None:
    for variant in variants("dropout-subnetworks"):
        units = variant.values["first"] + variant.values["second"]
        assert variant.key == sum(math.comb(units, kept) for kept in range(units + 1))


def test_early_stopping_against_a_search_for_the_first_full_window() -> None:
    for variant in variants("early-stopping"):
        losses, patience = array(variant, "losses"), variant.values["patience"]
        lowest = np.minimum.accumulate(losses)
        new = np.flatnonzero(np.append(True, losses[1:] < lowest[:-1]))
        gaps = np.diff(np.append(new, len(losses)))
        best = new[np.flatnonzero(gaps > patience)[0]]
        assert variant.key == (best + 1, best + 1 + patience)


def test_adamw_against_filters() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("decoupled-weight-decay"):
        weight, gradient, rate, decay = numbers(variant, "weight", "gradient", "rate", "decay")
        m = signal.lfilter([0.1], [1, -0.9], [gradient])[0] / (1 - 0.9)
        v = signal.lfilter([0.001], [1, -0.999], [gradient**2])[0] / (1 - 0.999)
        wanted = (1 - rate * decay) * weight - rate * m / (math.sqrt(v) + 1e-8)
        assert float(variant.key) == pytest.approx(wanted, rel=1e-6)
