"""Keys of the initialization items against SciPy's integrals and distributions and against drawn networks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant
from solvers.topics import initialization_scale as weight_scale

integrate = pytest.importorskip("scipy.integrate")
stats = pytest.importorskip("scipy.stats")

BANK = built_in_bank()
SEEDS = range(1, 41)


def drawn(identifier: str) -> list[Variant]:
    item = BANK.item(identifier)
    return [draw(item, seed) for seed in SEEDS]


def test_xavier_and_he_keep_the_mean_square_of_a_normal_signal() -> None:
    density = stats.norm.pdf
    whole = integrate.quad(lambda z: z**2 * density(z), -20, 20)[0]
    rectified = integrate.quad(lambda z: max(z, 0.0) ** 2 * density(z), -20, 20, points=[0])[0]
    for identifier, kept in (("xavier-std", whole), ("he-std", rectified)):
        for variant in drawn(identifier):
            assert variant.values["before"] * variant.key**2 * kept == pytest.approx(1, rel=1e-7)


@pytest.mark.parametrize(("nodes", "spread", "moment"), [(20, "0.05", "0.25"), (100, "0.1", "2"), (784, "0.01", "1")])
def test_preactivation_variance_is_that_of_drawn_weights(nodes: int, spread: str, moment: str) -> None:
    rng = np.random.default_rng(nodes)
    inputs = rng.normal(size=(20_000, nodes)) * float(moment) ** 0.5
    u = (inputs * rng.normal(scale=float(spread), size=inputs.shape)).sum(1)
    expected = weight_scale.preactivation_variance(nodes, Fraction(spread), Fraction(moment))
    low, high = (19_999 * u.var(ddof=1) / quantile for quantile in stats.chi2.ppf([0.9999, 0.0001], 19_999))
    assert low < float(expected) < high


@pytest.mark.parametrize(
    ("variance", "activation"),
    [(Fraction(1, 200), "relu"), (Fraction(1, 200), "linear"), (Fraction(1, 100), "relu"), (Fraction(1, 50), "linear")],
)
def test_depth_factor_is_that_of_drawn_networks(variance: Fraction, activation: weight_scale.Rectified) -> None:
    rng = np.random.default_rng(8)
    factors = []
    for _ in range(25):
        start = z = rng.normal(size=(20, 200))
        for _ in range(4):
            u = z @ rng.normal(scale=float(variance) ** 0.5, size=(200, 200))
            z = np.maximum(u, 0) if activation == "relu" else u
        factors.append((z**2).mean() / (start**2).mean())
    expected = float(weight_scale.depth_signal_factor(200, variance, activation, 4))
    assert np.mean(factors) == pytest.approx(expected, rel=0.1)


def test_fan_in_counts_the_inputs_that_reach_one_output() -> None:
    signal = pytest.importorskip("scipy.signal")
    for variant in drawn("init-fan-in-conv"):
        channels, kernel, side = (variant.values[name] for name in ("channels", "kernel", "side"))
        output = np.zeros((side - kernel + 1, side - kernel + 1))
        output[1, 2] = 1
        reached = signal.convolve2d(output, np.ones((kernel, kernel)), mode="full")
        assert variant.key == channels * np.count_nonzero(reached.round(6))


@pytest.mark.parametrize("spread", [1.0, 0.01, 0.1])
def test_weight_shares_are_those_of_the_normal_distribution(spread: float) -> None:
    law = stats.norm(scale=spread)
    expected = law.cdf(0.05) - law.cdf(-0.05), law.cdf(1.05) - law.cdf(0.95)
    assert weight_scale.weight_shares_by_gaussian(100, spread) == pytest.approx(expected, abs=1e-9)
    assert weight_scale.weight_shares(100, spread) == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("nodes", [100, 144, 225])
@pytest.mark.parametrize("spread", ["large", "small", "xavier"])
def test_activation_shares_do_not_hang_on_the_seed(nodes: int, spread: str) -> None:
    value = {"large": 1.0, "small": 0.01, "xavier": nodes**-0.5}[spread]
    verdicts = set()
    for seed in range(3):
        rng = np.random.default_rng(100 + seed)
        h = rng.normal(size=(300, nodes))
        for _ in range(5):
            h = stats.logistic.cdf(h @ rng.normal(scale=value, size=(nodes, nodes)))
        verdicts.add((bool((abs(h - 0.5) > 0.45).mean() > 0.5), bool((abs(h - 0.5) < 0.05).mean() > 0.9)))
    ends, middle = weight_scale.activation_shares(nodes, 5, value)
    assert verdicts == {(ends > 0.5, middle > 0.9)}
