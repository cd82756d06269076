"""Experiments that look inside: activations, gradients by depth, the paths of optimizers, filters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solvers.nn import optimizers
from solvers.nn.arrays import Array
from solvers.nn.diagnostics import activations, filter_pictures, gradient_norms, histogram
from solvers.nn.experiments.result import Curve, Panel, Picture, Progress, Result, Settings, Table, load_data, numbers
from solvers.nn.experiments.runs import RUNS, run_one
from solvers.nn.functions import d_sigmoid
from solvers.nn.layers import Activation, Conv2D, Layer
from solvers.nn.models import multi_layer_perceptron

__all__ = ["depth", "filters", "initialization_histograms", "small_cnn", "valley"]


def depth(settings: Settings, progress: Progress | None = None) -> Result:
    """The bound 0.25^N beside what is measured: slopes along the layers, and gradients at the first of N layers."""
    train, _ = load_data(settings)
    batch = train.flat().take(np.arange(0, len(train), max(1, len(train) // 100))[:100])
    x = batch.x.astype(np.float64)
    deepest = 12
    rows = []
    for hidden in range(1, deepest + 1):
        norms = []
        for name, init in (("sigmoid", "xavier"), ("relu", "he")):
            widths = (50,) * hidden
            network = multi_layer_perceptron(
                x.shape[1], widths, 10, activation_name=name, init=init, seed=settings.seed, dtype=np.float64
            )
            found = list(gradient_norms(network, x, batch.t).values())
            norms.append(found[0] / found[-1])
            if name == "sigmoid":
                slopes = _mean_slopes(network.layers, x)
        rows.append((hidden, 0.25**hidden, float(np.prod(slopes)), *norms))
        if progress is not None:
            progress(hidden, deepest, "depth")
    columns = ("hidden-layers", "bound", "slopes", "ratio-sigmoid-xavier", "ratio-relu-he")
    xs = numbers([row[0] for row in rows])
    curves = tuple(Curve(key, xs, numbers([row[i] for row in rows])) for i, key in enumerate(columns) if i)
    underflow = tuple((np.dtype(kind).name, _first_zero(kind)) for kind in (np.float32, np.float64))
    return Result(
        "depth",
        {"seed": settings.seed, "data": settings.data, "width": 50},
        (Table("by-depth", columns, tuple(rows)), Table("underflow", ("dtype", "first-zero"), underflow)),
        (Panel("by-depth", "hidden-layers", "factor", curves, log="y"),),
    )


def _mean_slopes(layers: list[Layer], x: Array) -> list[float]:
    """Return the mean of sigmoid' of every hidden layer for a batch."""
    slopes = []
    for layer in layers:
        if isinstance(layer, Activation):
            slopes.append(float(d_sigmoid(x).mean()))
        x = layer.forward(x)
    return slopes


def _first_zero(kind: type[np.floating]) -> int:
    """Return the first N for which 0.25^N, multiplied up in this type, is exactly 0: an underflow."""
    value, n = kind(1), 0
    while value != 0:
        value, n = kind(value * kind(0.25)), n + 1
    return n


def initialization_histograms(settings: Settings, progress: Progress | None = None) -> Result:
    """Outputs of five layers of 100 for standard normal input: where do the activations lie?"""
    rng = np.random.default_rng(settings.seed)
    x = rng.standard_normal((1000, 100))
    choices: list[tuple[str, str, float | str]] = [
        ("sigmoid", "gauss-1", 1.0), ("sigmoid", "gauss-0.01", 0.01), ("sigmoid", "xavier", "xavier"),
        ("relu", "gauss-0.01", 0.01), ("relu", "xavier", "xavier"), ("relu", "he", "he"),
    ]  # fmt: skip
    rows, panels = [], []
    for index, (name, label, init) in enumerate(choices):
        network = multi_layer_perceptron(
            100, (100,) * 5, 10, activation_name=name, init=init, seed=settings.seed, dtype=np.float64
        )
        curves = []
        hidden = [y for _, layer, y in activations(network, x) if isinstance(layer, Activation)]
        for number, y in enumerate(hidden, 1):
            h = histogram(y, 0, 1, 20)
            outside = float(((y < 0.05) | (y > 0.95)).mean())
            rows.append((f"{name} {label}", number, h.mean, h.std, outside, float((y == 0).mean())))
            centres = [(a + b) / 2 for a, b in zip(h.edges, h.edges[1:], strict=False)]
            curves.append(Curve(f"layer-{number}", numbers(centres), numbers(np.array(h.counts) / y.size)))
        panels.append(Panel(f"{name} {label}", "activation", "share", tuple(curves), kind="bar"))
        if progress is not None:
            progress(index + 1, len(choices), label)
    columns = ("setting", "layer", "mean", "std", "outside", "zeros")
    return Result(
        "initialization-histograms",
        {"seed": settings.seed},
        (Table("activations", columns, tuple(rows)),),
        tuple(panels),
    )


def valley(settings: Settings, progress: Progress | None = None) -> Result:
    """The ways of the optimizers through the valley E = x^2/20 + y^2 from (-7, 2), 30 steps each."""
    steps = settings.iterations or 30
    choices: dict[str, Callable[[], optimizers.Optimizer]] = {
        "sgd": lambda: optimizers.SGD(0.95),
        "momentum": lambda: optimizers.Momentum(0.1),
        "nesterov": lambda: optimizers.Nesterov(0.1),
        "adagrad": lambda: optimizers.AdaGrad(1.5),
        "rmsprop": lambda: optimizers.RMSProp(0.3),
        "adam": lambda: optimizers.Adam(0.3),
        "adamw": lambda: optimizers.AdamW(0.3),
    }
    rows, curves, heights = [], [], []
    slope = np.array([0.1, 2.0])
    for index, (name, make) in enumerate(choices.items()):
        w, way, optimizer = np.array([-7.0, 2.0]), [(-7.0, 2.0)], make()
        for _ in range(steps):
            optimizer.step(w, slope * w)
            way.append((float(w[0]), float(w[1])))
        points = np.array(way)
        energy = points[:, 0] ** 2 / 20 + points[:, 1] ** 2
        length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
        rows.append((name, float(w[0]), float(w[1]), float(energy[-1]), length))
        curves.append(Curve(name, numbers(points[:, 0]), numbers(points[:, 1])))
        heights.append(Curve(name, numbers(np.arange(steps + 1)), numbers(np.maximum(energy, 1e-12))))
        if progress is not None:
            progress(index + 1, len(choices), name)
    return Result(
        "optimizers-in-a-valley",
        {"steps": steps},
        (Table("ends", ("optimizer", "x", "y", "height", "length"), tuple(rows)),),
        (
            Panel("heights", "step", "height", tuple(heights), log="y"),
            Panel("ways", "x", "y", tuple(curves)),
        ),
    )


def small_cnn(settings: Settings, progress: Progress | None = None) -> Result:
    """A small convolutional network beside the best dense one."""
    from solvers.nn.experiments.runs import run_several

    return run_several("small-cnn", {"cnn": RUNS["cnn"], "relu-he": RUNS["relu-he"]}, settings, progress)[0]


def filters(settings: Settings, progress: Progress | None = None) -> Result:
    """The 30 filters of the first layer before and after training."""
    data = load_data(settings)
    run = RUNS["cnn"]
    before = _first_filters(run.build(data[0], settings.seed).layers)
    total = settings.iterations or run.iterations
    done = run_one("cnn", run, settings, data, progress)
    after = _first_filters(done.network.layers)
    pictures = [
        Picture(f"{when} {number}", tuple(numbers(row) for row in image))
        for when, images in (("before", before), ("after", after))
        for number, image in enumerate(images, 1)
    ]
    roughness = [float(np.mean([_neighbour_correlation(image) for image in images])) for images in (before, after)]
    rows = (("before", roughness[0], None), ("after", roughness[1], done.history.test_accuracy[-1]))
    return Result(
        "filters",
        {"seed": settings.seed, "data": settings.data, "iterations": total},
        (Table("filters", ("when", "neighbour-correlation", "test-accuracy"), rows),),
        (),
        tuple(pictures),
    )


def _first_filters(layers: list[Layer]) -> Array:
    return next(filter_pictures(layer) for layer in layers if isinstance(layer, Conv2D))


def _neighbour_correlation(image: Array) -> float:
    """Return the correlation of pixels with their neighbours: about 0 for noise, towards 1 for edges and blobs."""
    centred = image - image.mean()
    variance = float((centred**2).mean()) or 1.0
    across = float((centred[:, 1:] * centred[:, :-1]).mean()) + float((centred[1:] * centred[:-1]).mean())
    return across / (2 * variance)
