"""References for answers in code, against what nobody here wrote, or against numeric derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solvers.practicals import JudgementError, find_reference, near, reference_names
from solvers.topics.minibatch_broken_loop import (
    FAULTY,
    PROGRAM,
    _is_whole,
    _run,
    loop_faulty_line,
    loop_faulty_line_by_reading,
)

RNG = np.random.default_rng(0)


def slopes(function: Callable[[np.ndarray], np.ndarray], at: np.ndarray, upstream: np.ndarray) -> np.ndarray:
    """Central differences of Σ function(x) ⊙ upstream."""
    found = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        step = np.zeros_like(at)
        step[index] = 1e-6
        found[index] = ((function(at + step) - function(at - step)) * upstream).sum() / 2e-6
    return found


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("name", ["activation_layer", "activation_layer_by_elements"])
def test_activations_have_their_slopes(activation: str, name: str) -> None:
    layer = find_reference(name)
    x, dout = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))

    def forward(at: np.ndarray) -> np.ndarray:
        y: np.ndarray = layer({"x": at, "dout": dout, "activation": activation})["y"]
        return y

    given = layer({"x": x, "dout": dout, "activation": activation})
    assert np.allclose(given["dx"], slopes(forward, x, dout), atol=1e-6)


@pytest.mark.parametrize("name", ["batch_norm_layer", "batch_norm_layer_by_jacobian"])
def test_batch_normalization_has_its_slopes(name: str) -> None:
    layer = find_reference(name)
    case: dict[str, Any] = {
        "x": RNG.normal(size=(5, 3)), "gamma": RNG.normal(size=3), "beta": RNG.normal(size=3),
        "dout": RNG.normal(size=(5, 3)), "x_test": RNG.normal(size=(2, 3)), "momentum": 0.9,
    }  # fmt: skip
    given = layer(case)
    for gradient, variable in (("dx", "x"), ("dgamma", "gamma"), ("dbeta", "beta")):

        def forward(at: np.ndarray, variable: str = variable) -> np.ndarray:
            y: np.ndarray = layer({**case, variable: at})["y"]
            return y

        assert np.allclose(given[gradient], slopes(forward, case[variable], case["dout"]), atol=1e-6)
    assert np.allclose(given["y"].mean(0), case["beta"])


def test_convolution_is_scipys_correlation() -> None:
    signal = pytest.importorskip("scipy.signal", reason="the oracle is SciPy")
    x, w, b = RNG.normal(size=(2, 3, 6, 7)), RNG.normal(size=(4, 3, 3, 2)), RNG.normal(size=4)
    for name in ("convolution", "convolution_by_loops"):
        for stride, pad in ((1, 0), (2, 1)):
            given = find_reference(name)({"x": x, "W": w, "b": b, "stride": stride, "pad": pad})
            padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
            for n, f in np.ndindex(2, 4):
                wanted = sum(signal.correlate(padded[n, c], w[f, c], mode="valid") for c in range(3)) + b[f]
                assert np.allclose(given[n, f], wanted[::stride, ::stride])


@pytest.mark.parametrize("name", ["optimizer_updates", "optimizer_updates_in_closed_form"])
@pytest.mark.parametrize("kind", ["momentum", "adagrad", "rmsprop", "adam"])
def test_optimizers_are_those_of_the_training_core(name: str, kind: str) -> None:
    from solvers.nn import optimizers

    core = {
        "momentum": optimizers.Momentum(0.1, 0.9),
        "adagrad": optimizers.AdaGrad(0.1),
        "rmsprop": optimizers.RMSProp(0.1, 0.99),
        "adam": optimizers.Adam(0.1, eps=1e-8, eps_on="corrected"),
    }[kind]
    start = RNG.normal(size=6)
    grads = [RNG.normal(size=6) for _ in range(5)]
    theta = start.copy()
    for gradient in grads:
        core.step(theta, gradient.copy(), 6)
    case = {"params": {"w": start}, "grads": [{"w": g} for g in grads], "rate": 0.1, "optimizer": kind}
    assert np.allclose(find_reference(name)(case)["w"], theta, rtol=1e-9, atol=1e-11)


def test_a_judge_refuses_what_is_of_another_kind() -> None:
    case = {"x": np.arange(6).reshape(3, 2), "t": np.arange(3), "batch": 2, "again": []}
    for first in (3, [1], [(1, 2, 3)], [(np.zeros((1, 9)), np.zeros(1))], [("a", "b")]):
        with pytest.raises(JudgementError):
            find_reference("minibatch_statements")({**case, "first": first})


def test_references_are_found_by_name_and_near_names_are_told() -> None:
    assert "batch_norm_layer" in reference_names()
    assert "batch_norm_layer" in near("batchnorm_layer")
    with pytest.raises(KeyError):
        find_reference("nothing")


@pytest.mark.thorough
@pytest.mark.parametrize("fault", FAULTY)
def test_one_line_mends_the_loop_for_every_seed_that_is_drawn(fault: str) -> None:
    for seed in range(1, 14):
        assert loop_faulty_line(fault, seed) == loop_faulty_line_by_reading(fault) == FAULTY[fault][0]  # type: ignore[arg-type]  # a fault's name
        assert not _is_whole(_run(fault, 0, seed))
        assert _is_whole(_run(fault, FAULTY[fault][0], seed))


def test_the_program_that_is_shown_is_the_one_that_is_run() -> None:
    """Every faulty line differs from the right one, and both are the texts of their operations."""
    for line, text in FAULTY.values():
        assert PROGRAM[line - 1] != text
        assert PROGRAM[line - 1].split("=")[0].split()[0] == text.split("=")[0].split()[0]
