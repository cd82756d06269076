"""References for answers in code, against what nobody here wrote, or against numeric derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solvers.practicals import find_reference, near, reference_names
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
    x2, dout2 = RNG.normal(size=(2, 5)), RNG.normal(size=(2, 5))
    case: dict[str, Any] = {"x": x, "dout": dout, "x2": x2, "dout2": dout2, "activation": activation}

    def forward(at: np.ndarray) -> np.ndarray:
        y: np.ndarray = layer({**case, "x": at, "dout": np.ones(at.shape)})["y"]
        return y

    given = layer(case)
    assert np.allclose(given["dx"], slopes(forward, x, dout), atol=1e-6)
    assert np.allclose(given["dx2"], slopes(forward, x2, dout2), atol=1e-6)
    assert np.allclose(given["y2"], forward(x2))


@pytest.mark.parametrize("name", ["affine_layer", "affine_layer_by_differences"])
def test_the_affine_layer_has_its_slopes_in_both_calls(name: str) -> None:
    layer = find_reference(name)
    case: dict[str, Any] = {
        "x": RNG.normal(size=(3, 2)), "W": RNG.normal(size=(2, 4)), "b": RNG.normal(size=4),
        "dout": RNG.normal(size=(3, 4)), "x2": RNG.normal(size=(5, 2)), "dout2": RNG.normal(size=(5, 4)),
        "w2": RNG.normal(size=(2, 3)), "b2": RNG.normal(size=3),
    }  # fmt: skip
    given = layer(case)
    for tail in ("", "2"):
        for gradient, variable in (("dx", f"x{tail}"), ("dW", "W"), ("db", "b")):

            def forward(at: np.ndarray, variable: str = variable, tail: str = tail) -> np.ndarray:
                y: np.ndarray = layer({**case, variable: at})[f"y{tail}"]
                return y

            assert np.allclose(given[gradient + tail], slopes(forward, case[variable], case[f"dout{tail}"]), atol=1e-6)
    assert np.allclose(given["y_other"], case["x"] @ case["w2"] + case["b2"])


@pytest.mark.parametrize("name", ["batch_norm_layer", "batch_norm_layer_by_jacobian"])
def test_batch_normalization_has_its_slopes(name: str) -> None:
    layer = find_reference(name)
    case: dict[str, Any] = {
        "x": RNG.normal(size=(5, 3)), "gamma": RNG.normal(size=3), "beta": RNG.normal(size=3),
        "dout": RNG.normal(size=(5, 3)), "x_test": RNG.normal(size=(2, 3)), "momentum": 0.9,
        "x2": RNG.normal(size=(4, 3)), "dout2": RNG.normal(size=(4, 3)), "x0": np.zeros((2, 3)),
    }  # fmt: skip
    given = layer(case)
    for tail in ("", "2"):
        for gradient, variable in (("dx", f"x{tail}"), ("dgamma", "gamma"), ("dbeta", "beta")):

            def forward(at: np.ndarray, variable: str = variable, tail: str = tail) -> np.ndarray:
                y: np.ndarray = layer({**case, variable: at})[f"y{tail}"]
                return y

            wanted = slopes(forward, case[variable], case[f"dout{tail}"])
            assert np.allclose(given[gradient + tail], wanted, atol=1e-6)
        assert np.allclose(given[f"y{tail}"].mean(0), case["beta"])


@pytest.mark.parametrize("name", ["batch_norm_layer", "batch_norm_layer_by_jacobian"])
def test_the_running_statistics_begin_at_0_and_are_carried_from_batch_to_batch(name: str) -> None:
    """By hand, with γ = 1 and β = 0: means 2 and 4, variances 1 and 4, momentum 1/2."""
    case: dict[str, Any] = {
        "x": np.array([[1.0], [3.0]]), "x2": np.array([[2.0], [6.0]]), "x0": np.zeros((1, 1)),
        "x_test": np.ones((1, 1)),
        "gamma": np.ones(1), "beta": np.zeros(1), "dout": np.ones((2, 1)), "dout2": np.ones((2, 1)), "momentum": 0.5,
    }  # fmt: skip
    given = find_reference(name)(case)
    assert given["y_before"] == given["y_other"] == 0
    assert np.allclose(given["y_test"], 0.0)  # mean 1
    # The mean is (1 + 4)/2, the variance (1/2 + 4)/2.
    assert np.allclose(given["y_test2"], (1 - 2.5) / 2.25**0.5)
    assert np.allclose(given["y_again"], given["y_test2"])


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
    case = {
        "params": {"w": start}, "grads": [{"w": g} for g in grads], "rate": 0.1, "optimizer": kind,
        "more": {"u": start}, "more_grads": [{"u": g} for g in grads], "more_rate": 0.1,
    }  # fmt: skip
    given = find_reference(name)(case)
    assert np.allclose(given["params"]["w"], theta, rtol=1e-9, atol=1e-11)
    assert np.allclose(given["more"]["u"], theta, rtol=1e-9, atol=1e-11)
    one = find_reference(name)({**case, "grads": case["grads"][:1]})
    assert np.allclose(given["after_one"]["w"], one["params"]["w"])


@pytest.mark.parametrize("name", ["dropout_test_output", "dropout_test_output_by_expectation"])
def test_dropout_scales_at_test_time(name: str) -> None:
    given = find_reference(name)({"x": np.array([[1.0, -4.0]]), "ratio": 0.25})
    assert given["y_test"].tolist() == given["y_after"].tolist() == [[0.75, -3.0]]


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
