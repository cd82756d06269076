"""The experiments: each runs, is plain data and the same twice; and the course's results come out, in golden bands."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from solvers.nn.data import mnist_subset
from solvers.nn.exceptions import SpecificationError
from solvers.nn.experiments import EXPERIMENTS, RUNS, Settings, compare, run
from solvers.nn.experiments.runs import Finished, run_one


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_is_plain_data_and_the_same_twice(name: str) -> None:
    settings = Settings(seed=1, iterations=2, data="synthetic")
    told: list[tuple[int, int, str]] = []
    first = run(name, settings, lambda *call: told.append(call))
    text = json.dumps(first.as_data(), allow_nan=False)
    assert json.dumps(run(name, settings).as_data(), allow_nan=False) == text
    assert first.experiment == name
    assert told
    assert told[-1][0] == told[-1][1]
    assert all(len(row) == len(table.columns) for table in first.tables for row in table.rows)


def test_compare_and_its_faults() -> None:
    result = compare(["relu-he", "sigmoid-gauss"], Settings(iterations=3, data="synthetic"))
    assert [curve.label for curve in result.panels[0].curves] == ["relu-he", "sigmoid-gauss"]
    with pytest.raises(SpecificationError, match="no run 'depth' to compare"):
        compare(["depth"], Settings())
    with pytest.raises(SpecificationError, match="no experiment"):
        run("nothing", Settings())
    with pytest.raises(SpecificationError, match="folder of IDX files"):
        run("relu-he", Settings(data="nowhere"))


def test_depth() -> None:
    table, underflow = run("depth", Settings(data="synthetic")).tables
    for hidden, bound, slopes, _, relu in table.rows:
        assert isinstance(hidden, int)
        assert bound == 0.25**hidden
        assert 0 < slopes <= bound  # type: ignore[operator]  # numbers in these columns
        assert relu > 0.1  # type: ignore[operator]
    assert underflow.rows == (("float32", 75), ("float64", 538))


def test_initialization_histograms() -> None:
    rows = run("initialization-histograms", Settings()).tables[0].rows
    last = {row[0]: row for row in rows if row[1] == 5}
    assert last["sigmoid gauss-1"][4] > 0.5  # most outputs near 0 or 1
    assert last["sigmoid gauss-0.01"][3] < 0.02  # crowded at 0.5
    assert 0.1 < last["sigmoid xavier"][3] < 0.2
    assert last["relu gauss-0.01"][3] < 1e-4
    assert last["relu xavier"][3] < last["relu he"][3] / 4
    assert last["relu he"][5] == pytest.approx(0.5, abs=0.1)


def test_valley() -> None:
    ends = {row[0]: row for row in run("optimizers-in-a-valley", Settings()).tables[0].rows}
    assert ends["sgd"][4] > 3 * ends["adagrad"][4]  # SGD's way is long: it zigzags
    assert all(row[3] < 0.2 for row in ends.values())


def once(name: str, seed: int = 0, **changes: object) -> Finished:
    return run_one(name, replace(RUNS[name], **changes), Settings(seed), mnist_subset())


def test_fast_subset_of_the_golden_bands() -> None:
    """One seed each, cut short: the plateau, the quick start, and the saturated sigmoid."""
    stuck = once("sigmoid-gauss", iterations=600)
    assert stuck.history.test_accuracy[-1] == pytest.approx(0.1)
    started = once("relu-he", iterations=200)
    assert started.history.first_above(0.5) in (10, 20, 30)
    assert started.history.test_accuracy[-1] > 0.85
    keras = once("keras-n11", iterations=64)
    assert keras.history.test_accuracy[-1] == pytest.approx(0.1)


def test_the_keras_sample_is_saturated_exactly() -> None:
    """The slope is exactly 0 in float32 for every unit and image, so the hidden layer's gradient is exactly 0."""
    train, test = mnist_subset()
    network = RUNS["keras-n11"].build(train, 0)
    y = network.layers[1].forward(network.layers[0].forward(test.flat().x))
    assert np.all(y * (1 - y) == 0)
    network.loss_and_gradient(test.flat().x, test.t)
    assert np.all(network.layers[0].grads["W"] == 0)


# Accuracy on 1,000 test images after 2,000 iterations, 5 seeds: the mean's band, the band of all, and the iteration at
# which 50 % are passed (None: never).
GOLDEN = {
    "sigmoid-gauss": ((0.1, 0.1), (0.1, 0.1), None),
    "relu-gauss": ((0.89, 0.91), (0.885, 0.915), (600, 850)),
    "sigmoid-xavier": ((0.87, 0.89), (0.86, 0.9), (150, 350)),
    "relu-he": ((0.92, 0.945), (0.91, 0.95), (10, 30)),
    "relu-gauss-30-15": ((0.885, 0.905), (0.87, 0.915), (740, 950)),
    "relu-gauss-60-30": ((0.9, 0.92), (0.895, 0.925), (480, 740)),
    "sigmoid-gauss-40": ((0.895, 0.915), (0.89, 0.92), (220, 320)),
    "keras-n11": ((0.1, 0.1), (0.1, 0.1), None),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GOLDEN)
def test_golden_band(name: str) -> None:
    mean_band, band, passes = GOLDEN[name]
    runs = [once(name, seed) for seed in range(5)]
    found = [f.history.test_accuracy[-1] for f in runs]
    assert mean_band[0] - 1e-9 <= np.mean(found) <= mean_band[1] + 1e-9
    assert band[0] - 1e-9 <= min(found) <= max(found) <= band[1] + 1e-9
    for f in runs:
        first = f.history.first_above(0.5)
        assert first is None if passes is None else first is not None and passes[0] <= first <= passes[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_plateau_escapes_near_8000(seed: int) -> None:
    history = once("plateau", seed).history
    first = history.first_above(0.5)
    assert first is not None
    assert 7000 <= first <= 8500
    early = [a for i, a in zip(history.evaluated, history.test_accuracy, strict=True) if i <= 2500]
    assert max(early) < 0.16
