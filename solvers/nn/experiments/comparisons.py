"""Experiments that train several networks which differ in one thing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.experiments.result import Curve, Panel, Progress, Result, Settings, Table, load_data, numbers
from solvers.nn.experiments.runs import RUNS, Run, run_one, run_several
from solvers.nn.layers import Activation, Sigmoid
from solvers.nn.network import Network

__all__ = [
    "activation_and_initialization", "batch_norm", "dropout", "hidden_sizes", "keras_sample", "learning_rate",
    "optimizers_on_images", "search", "weight_decay",
]  # fmt: skip


def activation_and_initialization(settings: Settings, progress: Progress | None = None) -> Result:
    """Sigmoid and ReLU with N(0, 0.01), Xavier and He: the notebook's runs and the two that its heading announced."""
    names = ("sigmoid-gauss", "relu-gauss", "sigmoid-xavier", "relu-xavier", "sigmoid-he", "relu-he")
    return run_several("activation-and-initialization", {n: RUNS[n] for n in names}, settings, progress)[0]


def hidden_sizes(settings: Settings, progress: Progress | None = None) -> Result:
    """The notebook's other widths, and the sigmoid network with one hidden layer less."""
    names = ("relu-gauss-30-15", "relu-gauss", "relu-gauss-60-30", "sigmoid-gauss", "sigmoid-gauss-40")
    return run_several("hidden-sizes", {n: RUNS[n] for n in names}, settings, progress)[0]


def batch_norm(settings: Settings, progress: Progress | None = None) -> Result:
    """Five layers of 100 at 16 scales of the weights, with and without batch normalization, on 1,000 images."""
    scales = np.logspace(0, -4, 16)
    base = Run((100,) * 5, "relu", rate=0.01, iterations=200, train_only=1000, evaluate_every=20)
    data = load_data(settings)
    each = settings.iterations or base.iterations
    found: dict[bool, list[float]] = {False: [], True: []}
    for index, scale in enumerate(scales):
        for normalized in (False, True):
            done = (2 * index + normalized) * each
            if progress is not None:
                progress(done, 2 * len(scales) * each, "with-bn" if normalized else "without-bn")
            run = replace(base, init=float(scale), batch_norm=normalized)
            found[normalized].append(run_one("", run, settings, data).history.test_accuracy[-1])
    if progress is not None:
        progress(2 * len(scales) * each, 2 * len(scales) * each, "with-bn")
    rows = tuple(
        (float(f"{s:.3g}"), without, with_bn)
        for s, without, with_bn in zip(scales, found[False], found[True], strict=True)
    )
    curves = (
        Curve("without-bn", numbers(scales), numbers(found[False])),
        Curve("with-bn", numbers(scales), numbers(found[True])),
    )
    return Result(
        "batch-norm",
        {"seed": settings.seed, "data": settings.data, "train": 1000, "iterations": each},
        (Table("scales", ("weight-scale", "without-bn", "with-bn"), rows),),
        (Panel("test-accuracy", "weight-scale", "test-accuracy", curves, log="x"),),
    )


def optimizers_on_images(settings: Settings, progress: Progress | None = None) -> Result:
    """Five layers of 100 with ReLU and He, under each optimizer at a usual rate."""
    slow = ("sgd", "momentum", "nesterov", "adagrad")
    base = Run((100,) * 4, "relu", "he", iterations=600, evaluate_every=20)
    names = (*slow, "rmsprop", "adam", "adamw")
    runs = {name: replace(base, optimizer=name, rate=0.01 if name in slow else 0.001) for name in names}
    return run_several("optimizers-on-images", runs, settings, progress)[0]


def weight_decay(settings: Settings, progress: Progress | None = None) -> Result:
    """A network that can learn 300 images by heart, without and with penalties on its weights."""
    base = Run((100,) * 4, "relu", "he", rate=0.03, iterations=1200, train_only=300, evaluate_every=30)
    runs = {
        "no-penalty": base,
        "l1": replace(base, penalty="l1", strength=0.001),
        "l2": replace(base, penalty="l2", strength=0.03),
        "p-norm-2": replace(base, penalty="p-norm", strength=0.03),
    }
    result, finished = run_several("weight-decay", runs, settings, progress)
    weights = [f.network.theta[: f.network.weight_count] for f in finished]
    rows = tuple(
        (f.name, f.train_accuracy, f.history.test_accuracy[-1], float(np.linalg.norm(w)), float((abs(w) < 1e-3).mean()))
        for f, w in zip(finished, weights, strict=True)
    )
    columns = ("run", "train-accuracy", "test-accuracy", "weight-norm", "near-zero")
    return replace(result, tables=(Table("overfitting", columns, rows),))


def dropout(settings: Settings, progress: Progress | None = None) -> Result:
    """A network that can learn 300 images by heart, without and with dropout."""
    base = Run((100,) * 4, "relu", "he", rate=0.03, iterations=1200, train_only=300, evaluate_every=30)
    runs = {"no-dropout": base, "dropout-0.15": replace(base, dropout=0.15), "dropout-0.3": replace(base, dropout=0.3)}
    result, finished = run_several("dropout", runs, settings, progress)
    rows = tuple((f.name, f.train_accuracy, f.history.test_accuracy[-1]) for f in finished)
    return replace(result, tables=(Table("overfitting", ("run", "train-accuracy", "test-accuracy"), rows),))


def learning_rate(settings: Settings, progress: Progress | None = None) -> Result:
    """The same network at rates from far too small to too large."""
    base = Run(activation="relu", init="he", iterations=500, evaluate_every=20)
    runs = {f"rate-{rate:g}": replace(base, rate=rate) for rate in (0.0001, 0.001, 0.01, 0.1, 1.0, 5.0)}
    return run_several("learning-rate", runs, settings, progress)[0]


def search(settings: Settings, progress: Progress | None = None) -> Result:
    """Learning rate and L2 strength drawn log-uniformly: 40 short trials on 500 images, ranked by accuracy."""
    trials, base = 40, Run(activation="relu", init="he", iterations=150, train_only=500, evaluate_every=1000)
    rng = np.random.default_rng(settings.seed)
    data = load_data(settings)
    # Held back from the training images: whoever chooses by the test set has no test set any more.
    train, validation = data[0].split(min(1000, len(data[0]) // 2), settings.seed)
    rows = []
    for trial in range(trials):
        rate, strength = (float(10 ** rng.uniform(low, high)) for low, high in ((-4, 1), (-7, -1)))
        run = replace(base, rate=rate, penalty="l2", strength=strength)
        done = run_one("trial", run, settings, (train, validation))
        rows.append((trial + 1, float(f"{rate:.3g}"), float(f"{strength:.3g}"), done.history.test_accuracy[-1]))
        if progress is not None:
            progress(trial + 1, trials, "trial")
    rows.sort(key=lambda row: -row[3])
    points = (Curve("trial", numbers([row[1] for row in rows]), numbers([row[3] for row in rows])),)
    return Result(
        "hyper-parameter-search",
        {"seed": settings.seed, "data": settings.data, "trials": trials, "train": 500},
        (Table("best-trials", ("trial", "rate", "strength", "validation-accuracy"), tuple(rows[:10])),),
        (Panel("trials", "rate", "validation-accuracy", points, kind="points", log="x"),),
    )


def keras_sample(settings: Settings, progress: Progress | None = None) -> Result:
    """784-128-10 with sigmoid and Adam, all weights from N(1, 1): the sample that does not learn, and its cures."""
    names = [name for name in RUNS if name.startswith("keras-")]
    result, finished = run_several("keras-sample", {name: RUNS[name] for name in names}, settings, progress)
    x = load_data(settings)[1].flat().x
    rows = []
    for name, f in zip(names, finished, strict=True):
        start = RUNS[name].build(load_data(settings)[0], settings.seed)
        rows.append((name, f.history.test_accuracy[-1], f.history.first_above(0.5), *_saturation(start, x)))
    columns = ("run", "test-accuracy", "passes-half", "mean-input", "zero-slope")
    return replace(result, tables=(Table("saturation", columns, tuple(rows)),))


def _saturation(network: Network, x: Array) -> tuple[float, float | None]:
    """Return, before training, the mean input of the hidden units and the share of slopes that are exactly 0."""
    u = x
    for layer in network.layers:
        if isinstance(layer, Activation):
            y = layer.forward(u)
            share = float((y * (1 - y) == 0).mean()) if isinstance(layer, Sigmoid) else None
            return float(f"{float(u.mean()):.4g}"), share
        u = layer.forward(u, train=True)
    return float(u.mean()), None
