"""The keys of the optimizer questions against linear algebra, SciPy's filters and exact sums: nothing of solvers/."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant

BANK = built_in_bank()
SEEDS = range(1, 61)


def variants(identifier: str) -> Iterator[Variant]:
    item = BANK.item(identifier)
    return (draw(item, seed) for seed in SEEDS)


def numbers(variant: Variant, *names: str) -> list[float]:
    return [float(variant.values[name]) for name in names]


def test_momentum_is_a_power_of_its_matrix() -> None:
    for variant in variants("momentum-steps"):
        mu, rate, a, start = numbers(variant, "mu", "rate", "curvature", "start")
        update = np.array([[1 - rate * a, mu], [-rate * a, mu]])  # (w, V) -> (w + V', V')
        w, _ = np.linalg.matrix_power(update, variant.values["steps"]) @ [start, 0.0]
        assert float(variant.key) == pytest.approx(w, rel=1e-12)


def test_nesterov_is_a_power_of_its_matrix() -> None:
    for variant in variants("nag-step"):
        mu, rate, a, start = numbers(variant, "mu", "rate", "curvature", "start")
        velocity = np.array([-rate * a, mu * (1 - rate * a)])
        w, _ = np.linalg.matrix_power(np.array([np.array([1, 0]) + velocity, velocity]), 2) @ [start, 0.0]
        assert float(variant.key) == pytest.approx(w, rel=1e-12)


def test_terminal_velocity_is_the_gain_of_a_filter() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("momentum-terminal-velocity"):
        mu, rate, gradient = numbers(variant, "mu", "rate", "gradient")
        velocity = signal.lfilter([-rate], [1, -mu], np.full(4000, gradient))
        assert float(variant.key) == pytest.approx(velocity[-1], rel=1e-9)


def test_adagrad_against_exact_running_sums() -> None:
    from itertools import accumulate

    for variant in variants("adagrad-steps"):
        gradients = variant.values["gradients"]
        sums = list(accumulate(Fraction(gradient) ** 2 for gradient in gradients))
        w = -math.fsum(
            float(variant.values["rate"] * gradient) / (math.sqrt(h) + 1e-7)
            for gradient, h in zip(gradients, sums, strict=True)
        )
        assert variant.key[0] == sums[-1]
        assert variant.key[1] == pytest.approx(w, rel=1e-9)


def test_rmsprop_against_a_filter() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("rmsprop-steps"):
        rate, decay = numbers(variant, "rate", "decay")
        gradients = np.array(variant.values["gradients"], float)
        h = signal.lfilter([1 - decay], [1, -decay], gradients**2)
        w = -(rate * gradients / (np.sqrt(h) + 1e-7)).sum()
        assert np.array(variant.key, float) == pytest.approx([h[-1], w], rel=1e-9)


def test_adam_against_filters() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("adam-steps"):
        gradients = np.array(variant.values["gradients"], float)
        times = np.arange(1, len(gradients) + 1)
        m_hat = signal.lfilter([0.1], [1, -0.9], gradients) / (1 - 0.9**times)
        v_hat = signal.lfilter([0.001], [1, -0.999], gradients**2) / (1 - 0.999**times)
        w = -float(variant.values["rate"]) * (m_hat / (np.sqrt(v_hat) + 1e-8)).sum()
        assert variant.key == pytest.approx((m_hat[-1], v_hat[-1], w), rel=1e-9)


def test_bias_correction_makes_the_average_of_ones_one() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("adam-bias-correction"):
        (beta,) = numbers(variant, "beta")
        average = signal.lfilter([1 - beta], [1, -beta], np.ones(variant.values["step"]))[-1]
        assert variant.key * average == pytest.approx(1, rel=1e-9)


def test_effective_steps_against_a_filter() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in variants("adaptive-effective-step"):
        rate, gradient, decay = numbers(variant, "rate", "gradient", "decay")
        squares = np.full(variant.values["step"], gradient**2)
        adagrad = variant.values["method"] == "adagrad"
        h = np.cumsum(squares) if adagrad else signal.lfilter([1 - decay], [1, -decay], squares)
        assert variant.key == pytest.approx(rate * gradient / math.sqrt(h[-1]), rel=1e-9)


def test_divergence_threshold_is_where_the_spectral_radius_is_one() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    for variant in variants("lr-divergence-threshold"):
        (a,) = numbers(variant, "curvature")
        found = optimize.brentq(lambda rate, a=a: abs(1 - rate * a) - 1, 1.1 / a, 10 / a, xtol=1e-14)
        assert float(variant.key) == pytest.approx(found, rel=1e-9)


def test_the_two_step_form_gives_the_numbers_of_a_run_with_velocity() -> None:
    from solvers.expression import value

    rng = np.random.default_rng(5)
    for variant in variants("momentum-two-step-form"):
        form = variant.values["form"]
        p, old, last, g, mu, named = (float(number) for number in rng.uniform(0.1, 1.0, 6))
        eta = variant.values["c"] * named  # the question multiplies its rate by a number
        against, scaled = form in ("opposite", "unscaled", "averaged-unscaled"), form.endswith("unscaled")
        push = (1 if against else -1) * (1 - mu if form.startswith("averaged") else 1) * (1 if scaled else eta)
        move = (-1 if against else 1) * (eta if scaled else 1)
        before = mu * old + push * last
        w = p + move * before
        wanted = w + move * (mu * before + push * g)
        found = value(variant.key, {"w": w, "p": p, "g": g, "mu": mu, "eta": named})
        assert complex(found).real == pytest.approx(wanted, rel=1e-9), form
