"""Keys of the normalization items against SciPy's z-scores, filters and derivatives, and PyTorch where it is there."""

from __future__ import annotations

import statistics
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant
from solvers.topics import normalization_behaviour as normalization
from solvers.topics import normalization_values as normalization_layers

stats = pytest.importorskip("scipy.stats")
signal = pytest.importorskip("scipy.signal")
optimize = pytest.importorskip("scipy.optimize")

batches = st.lists(st.integers(-5, 9), min_size=3, max_size=5).map(tuple)

BANK = built_in_bank()
SEEDS = range(1, 41)


def drawn(identifier: str) -> list[Variant]:
    item = BANK.item(identifier)
    return [draw(item, seed) for seed in SEEDS]


def test_batch_norm_is_a_scaled_z_score() -> None:
    for variant in drawn("bn-forward-vector"):
        batch, gain, shift = (variant.values[name] for name in ("batch", "gain", "shift"))
        assert variant.key == pytest.approx(float(gain) * stats.zscore(batch) + shift, abs=1e-6)
        slips = {name: slip.value for slip in variant.distractors for name in slip.misconceptions}
        expected = float(gain) * stats.zscore(batch, ddof=1) + shift
        assert slips["unbiased-variance"] == pytest.approx(expected, abs=1e-6)


@given(batches)
def test_moments_are_those_of_the_statistics_module(batch: tuple[int, ...]) -> None:
    exact = [Fraction(value) for value in batch]
    assert normalization_layers.batch_mean(batch) == statistics.mean(exact)
    assert normalization_layers.batch_variance(batch) == statistics.pvariance(exact)


def test_backward_is_the_derivative() -> None:
    for variant in drawn("bn-backward-dx"):
        batch, upstream, gain = (variant.values[name] for name in ("batch", "upstream", "gain"))
        jacobian = optimize.approx_fprime(np.array(batch, float), stats.zscore, 1e-7)
        expected = float(gain) * np.array(upstream) @ jacobian
        assert variant.key == pytest.approx(expected, abs=1e-4)
        assert sum(variant.key) == pytest.approx(0, abs=1e-9)


def test_layer_norm_is_the_z_score_of_a_row() -> None:
    for variant in drawn("layernorm-forward"):
        table, index = np.array(variant.values["matrix"]), variant.values["row"] - 1
        assert variant.key == pytest.approx(stats.zscore(table, axis=1)[index], abs=1e-9)
        slips = {name: slip.value for slip in variant.distractors for name in slip.misconceptions}
        assert slips["batch-axis"] == pytest.approx(stats.zscore(table, axis=0)[index], abs=1e-9)


def test_running_mean_is_a_first_order_filter() -> None:
    for variant in drawn("bn-running-stats"):
        momentum, start, means = (variant.values[name] for name in ("momentum", "start", "means"))
        m = float(momentum)
        expected, _ = signal.lfilter([1 - m], [1, -m], means, zi=[m * start])
        assert float(variant.key) == pytest.approx(expected[-1])
        assert [float(value) for value in variant.values["path"]] == pytest.approx(expected)


def test_output_moments_are_those_of_a_batch() -> None:
    for variant in drawn("bn-output-moments"):
        variance, epsilon, gain, shift = (
            float(variant.values[name]) for name in ("variance", "epsilon", "gain", "shift")
        )
        batch = 5 + stats.zscore([0, 1, 1, 3, 7, 8, 8]) * variance**0.5
        output = [gain * (x - statistics.fmean(batch)) / (variance + epsilon) ** 0.5 + shift for x in batch]
        found = [float(part) for part in variant.key]
        assert found == pytest.approx([statistics.fmean(output), statistics.pvariance(output)])


def test_forward_and_backward_are_those_of_pytorch() -> None:
    torch = pytest.importorskip("torch")
    for variant in drawn("bn-backward-dx"):
        batch, upstream, gain = (variant.values[name] for name in ("batch", "upstream", "gain"))
        x = torch.tensor(batch, dtype=torch.float64, requires_grad=True)
        weight = torch.tensor([float(gain)], dtype=torch.float64)
        y = torch.nn.functional.batch_norm(x[:, None], None, None, weight, training=True, eps=1e-14)[:, 0]
        y.backward(torch.tensor(upstream, dtype=torch.float64))
        assert y.tolist() == pytest.approx(normalization_layers.batch_norm_forward(batch, gain, 0))
        assert variant.key == pytest.approx(x.grad.tolist())


@pytest.mark.parametrize("shape", [(8, 16), (4, 3, 7, 7), (100, 32, 14, 14)])
def test_parameters_and_statistics_are_those_of_pytorch(shape: tuple[int, ...]) -> None:
    nn = pytest.importorskip("torch.nn")
    layer = nn.BatchNorm1d(shape[1]) if len(shape) == 2 else nn.BatchNorm2d(shape[1])
    assert normalization_layers.batch_norm_parameters(shape) == sum(entry.numel() for entry in layer.parameters())


@pytest.mark.parametrize("method", ["BN", "LN", "IN", "GN"])
def test_statistics_are_counted_by_what_moves_together(method: normalization_layers.Method) -> None:
    """Two entries share a mean if changing one changes the normalized value of the other: count the classes."""
    shape, groups = (2, 6, 2, 2), 3
    cells = list(np.ndindex(*shape))

    def same(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        sample, channel = one[0] == other[0], one[1] == other[1]
        group = one[1] // 2 == other[1] // 2
        return {"BN": channel, "LN": sample, "IN": sample and channel, "GN": sample and group}[method]

    classes: list[tuple[int, ...]] = []
    for cell in cells:
        if not any(same(cell, known) for known in classes):
            classes.append(cell)
    assert normalization_layers.norm_statistics(method, shape, groups) == len(classes)


@pytest.mark.parametrize("shape", [(1, 8), (1, 3, 4, 4)])
def test_a_batch_of_one_in_pytorch(shape: tuple[int, ...]) -> None:
    torch = pytest.importorskip("torch")
    x = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    if len(shape) == 2:
        axes: tuple[int, ...] = (0,)
        output = 2 * (x - x.mean(axes)) / torch.sqrt(x.var(axes, unbiased=False) + 1e-7) + 3
        assert bool((output == 3).all()) == normalization.batch_of_one_gives("shift", shape, 2, 3)
    else:
        batch, instance = torch.nn.BatchNorm2d(3), torch.nn.InstanceNorm2d(3)
        agree = bool(torch.allclose(batch(x), instance(x), atol=1e-5))
        assert agree == normalization.batch_of_one_gives("own", shape, 2, 3)
