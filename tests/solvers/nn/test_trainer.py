"""Training: one forward per step, bitwise the same from a seed, resumed to the bit; files that are not trusted."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solvers.nn import data, models, optimizers
from solvers.nn.archive import write_archive
from solvers.nn.exceptions import DataError, ShapeError, SpecificationError
from solvers.nn.layers import Dense
from solvers.nn.network import Network
from solvers.nn.regularizers import L1, L2, EarlyStopping, PNorm, Regularizer
from solvers.nn.schedules import Exponential
from solvers.nn.trainer import Trainer

SETS = data.synthetic(230, test=50)


def trainer(seed: int = 0, sampling: Any = "permutation", **changes: Any) -> Trainer:
    """A network with everything that remembers: batch norm, dropout, Adam, a schedule."""
    network = models.multi_layer_perceptron(784, [12, 8], 10, batch_norm=True, dropout=0.2, seed=seed)
    optimizer = optimizers.Adam(Exponential(0.01, 0.99))
    train, test = SETS[0].flat(), SETS[1].flat()
    return Trainer(network, optimizer, train, test, batch_size=50, sampling=sampling, seed=seed, **changes)


@pytest.mark.parametrize("sampling", ["permutation", "replacement"])
def test_the_same_seed_gives_the_same_history_to_the_bit(sampling: Any) -> None:
    first, second, other = trainer(0, sampling), trainer(0, sampling), trainer(1, sampling)
    assert first.run(30) == second.run(30)
    np.testing.assert_array_equal(first.network.theta, second.network.theta)
    assert other.run(30).losses != first.history.losses


@pytest.mark.parametrize("sampling", ["permutation", "replacement"])
@pytest.mark.parametrize("stop", [1, 7, 20])
def test_an_interrupted_run_goes_on_identically(sampling: Any, stop: int, tmp_path: Path) -> None:
    whole = trainer(0, sampling, early_stopping=EarlyStopping(50))
    whole.run(40)
    broken = trainer(0, sampling, early_stopping=EarlyStopping(50))
    with pytest.raises(KeyboardInterrupt):
        _run_until(broken, stop, tmp_path / "run.npz")
    resumed = trainer(5, sampling, early_stopping=EarlyStopping(50))  # another seed: everything comes from the file
    resumed.resume(tmp_path / "run.npz")
    resumed.run(40)
    assert resumed.history.losses == whole.history.losses
    assert resumed.history.test_loss[-1] == whole.history.test_loss[-1]
    np.testing.assert_array_equal(resumed.network.theta, whole.network.theta)
    for name, value in whole.network.layer_state().items():
        np.testing.assert_array_equal(resumed.network.layer_state()[name], value)
    assert resumed.early_stopping is not None
    assert whole.early_stopping is not None
    assert resumed.early_stopping.best == whole.early_stopping.best


def _run_until(broken: Trainer, stop: int, path: Path) -> None:
    """Train with a checkpoint every step, and be interrupted in the middle of a later one."""
    step = broken.network.loss_and_gradient

    def interrupted(x: Any, t: Any) -> Any:
        result = step(x, t)
        if broken.iteration == stop:
            raise KeyboardInterrupt
        return result

    broken.network.loss_and_gradient = interrupted  # type: ignore[method-assign]  # the interruption under test
    broken.run(40, checkpoint=path, checkpoint_every=1)


def test_one_forward_per_step() -> None:
    t = trainer(evaluate_every=100)
    calls = []
    forward = t.network.body.forward
    t.network.body.forward = lambda x, train=False: (calls.append(train), forward(x, train))[1]  # type: ignore[method-assign,func-returns-value]  # counts
    t.run(6)
    assert calls == [True] * 6 + [False]  # six steps, then the test set once at the end


def test_tail_batches_are_exact() -> None:
    t = trainer()
    sizes = [len(t.step()[2]) for _ in range(8)]
    assert sizes == [50, 50, 50, 30] * 2


def test_evaluation_cadence() -> None:
    assert trainer(evaluate_every=7).run(20).evaluated == [7, 14, 20]
    for bad in (0, 2.5, True):
        with pytest.raises(SpecificationError, match="evaluate_every"):
            trainer(evaluate_every=bad)


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    trainer().run(20, progress=lambda done, total, _: told.append((done, total)))
    assert told == [(10, 20), (20, 20)]


@pytest.mark.parametrize("penalty", [L1(0.1), L2(0.1), PNorm(0.1, 2), PNorm(0.1, 3), PNorm(0.1, 1)])
def test_penalties_by_finite_differences(penalty: Regularizer) -> None:
    rng = np.random.default_rng(0)
    w, d = rng.standard_normal(20), rng.standard_normal(20)
    g = np.zeros(20)
    penalty.add_gradient(w, g)
    h = 1e-6
    assert np.dot(g, d) == pytest.approx((penalty.penalty(w + h * d) - penalty.penalty(w - h * d)) / (2 * h), rel=1e-8)


def test_the_slides_norm_is_not_ridge() -> None:
    w = np.array([3.0, 4.0])
    ridge, slide = np.zeros(2), np.zeros(2)
    L2(0.1).add_gradient(w, ridge)
    PNorm(0.1, 2).add_gradient(w, slide)
    np.testing.assert_allclose(ridge, 0.1 * w)
    np.testing.assert_allclose(slide, 0.1 * w / (2 * 5))


def test_weight_decay_apart_from_l2() -> None:
    """For plain SGD both are one; for Adam they are not."""
    for make, same in ((optimizers.SGD, True), (optimizers.Adam, False)):
        results = []
        for decay in ("decoupled", "l2"):
            w, optimizer = np.array([1.0, -2.0]), make(0.1, weight_decay=0.1, decay=decay)  # type: ignore[operator]
            for _ in range(5):
                optimizer.step(w, np.array([0.3, 0.1]))
            results.append(w)
        assert np.allclose(*results) == same


def test_gradient_clipping_limits_the_step() -> None:
    t = trainer(limit_norm=1e-3)
    t.step()
    assert np.linalg.norm(t.network.gradient) == pytest.approx(1e-3, rel=1e-5)
    t = trainer(limit_value=1e-4)
    t.step()
    assert np.abs(t.network.gradient).max() <= np.float32(1e-4)


def test_early_stopping_keeps_the_best() -> None:
    t = trainer(early_stopping=EarlyStopping(2, "test_loss"), evaluate_every=5)
    t.optimizer = optimizers.SGD(3.0)
    t.run(500)
    assert t.stopped
    assert t.iteration < 500
    best = min(t.history.test_loss)
    assert t.history.test_loss.index(best) == len(t.history.test_loss) - 3
    # Running statistics go on while waiting; the parameters are those of the best evaluation.
    assert t.early_stopping is not None
    np.testing.assert_array_equal(t.network.theta, t.early_stopping.best_theta)


def test_optimizers_leave_the_gradient_alone_and_want_one_shape() -> None:
    for name in ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"):
        optimizer, w, g = optimizers.optimizer(name, 0.1), np.ones(5, np.float32), np.ones(5, np.float32)
        optimizer.step(w, g)
        np.testing.assert_array_equal(g, 1)
        assert w.dtype == np.float32
        assert (w < 1).all()
        with pytest.raises(ShapeError):
            optimizer.step(w, np.ones(4, np.float32))
    with pytest.raises(SpecificationError, match="unknown optimizer"):
        optimizers.optimizer("lion", 0.1)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    start, gradients = rng.standard_normal(100), rng.standard_normal((5, 100))
    results = []
    for chunk in (7, 1000):
        monkeypatch.setattr(optimizers, "CHUNK", chunk)
        w, optimizer = start.copy(), optimizers.AdamW(0.1, weight_decay=0.1)
        for g in gradients:
            optimizer.step(w, g, decayed=33)
        results.append(w)
    np.testing.assert_array_equal(*results)


def test_parameters_are_saved_and_loaded(tmp_path: Path) -> None:
    first, second = trainer(0), trainer(1)
    first.run(10)
    first.network.save(tmp_path / "net.npz")
    second.network.load(tmp_path / "net.npz")
    np.testing.assert_array_equal(first.network.predict(SETS[1].flat().x), second.network.predict(SETS[1].flat().x))
    with np.load(tmp_path / "net.npz", allow_pickle=False) as archive:
        assert "parameter/0.W" in archive.files


def test_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    network = trainer().network
    with pytest.raises(DataError, match="no such file"):
        network.load(path)
    path.write_bytes(b"not an archive")
    with pytest.raises(DataError, match=r"not an \.npz file"):
        network.load(path)
    models.multi_layer_perceptron(784, [5], 10).save(path)
    with pytest.raises(DataError, match=r"holds no|expected float32 of shape"):
        network.load(path)
    network.save(path)
    write_archive(path, trainer()._arrays())
    with pytest.raises(DataError, match="holds no run to continue"):
        trainer().resume(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError):
        network.load(path)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    network = Network([Dense(2, 2)], input_shape=(2,))
    path = tmp_path / "net.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name in network.archive():
            content = io.BytesIO()
            np.save(content, np.array([{"evil": 1}], dtype=object), allow_pickle=True)
            archive.writestr(f"{name}.npy", content.getvalue())
    with pytest.raises(DataError, match="is object of shape"):
        network.load(path)


def test_a_header_that_lies_about_its_size(tmp_path: Path) -> None:
    network = Network([Dense(2, 2)], input_shape=(2,))
    path = tmp_path / "net.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in network.archive().items():
            content = io.BytesIO()
            np.lib.format.write_array_header_1_0(
                content, {"descr": "<f4", "fortran_order": False, "shape": array.shape}
            )
            archive.writestr(f"{name}.npy", content.getvalue() + b"\0")
    with pytest.raises(DataError, match="ends after 1 of"):
        network.load(path)


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    trainer().run(3, checkpoint=path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    record = json.loads(parts["text.json"])
    changes: list[dict[str, Any]] = [
        {"sampler": {"before": 3, "position": 0}}, {"sampler": record["sampler"] | {"position": -7}},
        {"history": {"losses": 3}}, {"history": {"other": []}}, {"iteration": "x"}, {"network": {"state": 10**400}},
    ]  # fmt: skip
    for damaged in (b"{", b"[]", b"\xff", b"[" * 200_000, *(json.dumps(record | c).encode() for c in changes)):
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, damaged if name == "text.json" else content)
        with pytest.raises(DataError, match="damaged"):
            trainer().resume(path)


def test_a_network_checks_its_layers_and_its_input() -> None:
    with pytest.raises(ShapeError, match=r"Dense\(30 -> 2\): sample of shape \(20,\), expected \(30\)"):
        Network([Dense(10, 20), Dense(30, 2)], input_shape=(10,))
    network = models.multi_layer_perceptron(784, [5], 10)
    with pytest.raises(ShapeError, match=r"reshape it: x.reshape\(-1, 784\)"):
        network.forward(np.ones((2, 1, 28, 28), np.float32))
    assert network.predict(np.ones((0, 784), np.float32)).shape[0] == 0


def test_memory_given_back_by_predict_is_the_callers() -> None:
    network = models.multi_layer_perceptron(784, [5], 10)
    x = SETS[1].flat().x
    first = network.predict(x)
    kept = first.copy()
    network.predict(x[::-1].copy())
    np.testing.assert_array_equal(first, kept)
