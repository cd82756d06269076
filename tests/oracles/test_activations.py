"""The keys of the activation questions against mpmath, SciPy and NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant
from solvers.expression import value

BANK = built_in_bank()
SEEDS = range(1, 61)


def variants(identifier: str) -> Iterator[Variant]:
    item = BANK.item(identifier)
    return (draw(item, seed) for seed in SEEDS)


def test_relu_against_a_numerical_gradient() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    for variant in variants("relu-forward-backward"):
        inputs, upstream = (np.array(variant.values[name], float) for name in ("inputs", "upstream"))
        slope = float(variant.values["slope"])

        def loss(x: Any, upstream: Any = upstream, slope: float = slope) -> float:
            return float(upstream @ np.where(x > 0, x, slope * x))

        away = inputs != 0
        found = optimize.approx_fprime(inputs, loss, 1e-7)
        assert np.array(variant.key, float)[away] == pytest.approx(found[away], abs=1e-5)
        assert np.array(variant.key, float)[~away] == pytest.approx(slope * upstream[~away])


def test_tanh_against_mpmath() -> None:
    for variant in variants("tanh-sigmoid-relation"):
        with mpmath.workdps(30):
            assert variant.key == pytest.approx(float(mpmath.sech(float(variant.values["point"])) ** 2), rel=1e-12)


def test_symbolic_derivatives_against_mpmath() -> None:
    functions = {
        "swish": lambda x, b: x / (1 + mpmath.exp(-b * x)),
        "softplus": lambda x, b: mpmath.log(1 + mpmath.exp(b * x)) / b,
        "tanh": lambda x, b: mpmath.tanh(b * x),
    }
    for variant in variants("activation-derivative-symbolic"):
        function, beta = functions[variant.values["name"]], variant.values["beta"]
        for x in (-1.1, 0.2, 0.7):
            with mpmath.workdps(30):
                slope = mpmath.diff(lambda at, f=function, b=beta: f(at, b), x)
            assert float(value(variant.key, {"x": x})) == pytest.approx(float(slope), rel=1e-9)  # type: ignore[arg-type]  # real


def test_softmax_gradient_against_mpmath() -> None:
    softmax = pytest.importorskip("scipy.special").softmax
    for variant in variants("softmax-ce-gradient"):
        logits = np.array(variant.values["logits"], float)
        targets = np.array(variant.values["targets"], float)
        assert np.array(variant.key) == pytest.approx((softmax(logits, axis=1) - targets) / len(logits), abs=1e-12)

        row, right = logits[0], int(targets[0].argmax())

        def loss(*u: Any, right: int = right) -> Any:
            return mpmath.log(mpmath.fsum(mpmath.exp(part) for part in u)) - u[right]

        for place in range(3):
            order = tuple(int(other == place) for other in range(3))
            with mpmath.workdps(30):
                slope = mpmath.diff(loss, tuple(map(float, row)), order)
            assert variant.key[0][place] == pytest.approx(float(slope) / len(logits), abs=1e-9)


def test_zero_fraction_against_scipy() -> None:
    norm = pytest.importorskip("scipy.stats").norm
    for variant in variants("relu-sparsity-fraction"):
        mean, deviation = (float(variant.values[name]) for name in ("mean", "deviation"))
        assert variant.key == pytest.approx(norm.cdf(0, loc=mean, scale=deviation), rel=1e-12)


def test_dead_units_against_numpy() -> None:
    for variant in variants("dead-relu-units"):
        samples = np.array(variant.values["samples"])
        for option in variant.options or ():
            numbers = [int(part) for part in _numbers(option.text.en)]
            assert option.correct == bool((samples @ numbers[:2] + numbers[2] <= 0).all())


def _numbers(text: str) -> list[str]:
    import re

    return re.findall(r"-?\d+", text)


def test_largest_slopes_against_optimization() -> None:
    optimize, special = pytest.importorskip("scipy.optimize"), pytest.importorskip("scipy.special")
    smooth = {
        "sigmoid": special.expit,
        "steep-sigmoid": lambda x: special.expit(4 * x),
        "tanh": np.tanh,
        "flat-tanh": lambda x: np.tanh(x / 2),
        "softplus": lambda x: np.logaddexp(0, x),
    }
    for variant in variants("activation-derivative-range"):
        for name, key in zip(variant.values["names"], variant.key, strict=True):
            if name in smooth:
                function = smooth[name]

                def negative_slope(x: Any, f: Any = function) -> float:
                    return float(f(x - 1e-5) - f(x + 1e-5)) / 2e-5

                found = -optimize.minimize_scalar(negative_slope, bounds=(-20, 22), method="bounded").fun
                assert found == pytest.approx(float(key), abs=1e-4), name
            else:
                assert key == (0 if name == "step" else 1)


def test_coinciding_slips_are_as_frequent_as_measured() -> None:
    """Shares of the catalogue (over a few hundred random instances, its own ranges)."""
    from solvers.topics.activations import leaky_relu_backward_slip, leaky_relu_gradients, relu_zero_fraction

    means, deviations = (0, -0.5, 0.5, -1, 1), (0.5, 1, 2)
    half = [relu_zero_fraction(mean, deviation) == 0.5 for mean in means for deviation in deviations]
    assert sum(half) / len(half) == pytest.approx(0.2)
    draws, same, count = np.random.default_rng(0), {"zero-is-positive": 0, "no-leak": 0}, 0
    while count < 4000:
        inputs = tuple(map(int, draws.integers(-4, 5, 5)))
        upstream = tuple(map(int, draws.integers(-3, 4, 5)))
        if not min(inputs) < 0 < max(inputs):
            continue
        count += 1
        slope = float(draws.choice([0, 0.01, 0.1]))
        key = leaky_relu_gradients(inputs, upstream, slope)
        for slip in same:
            same[slip] += leaky_relu_backward_slip(inputs, upstream, slope, slip) == key  # type: ignore[arg-type]  # a literal
    assert same["zero-is-positive"] / count == pytest.approx(0.639, abs=0.05)
    assert same["no-leak"] / count == pytest.approx(0.321, abs=0.05)
