"""Speed of the training core against textbook code and PyTorch eager: ``python tests/bench/bench_training_core.py``.

All contestants run in turns in one process with one BLAS thread; a figure is the ratio of the medians. "textbook" is
float64, as the notebooks' weights from ``randn`` make it; "float32" is the same code at float32. ``--json FILE`` writes
the figures, ``--quick`` makes fewer rounds. Where PyTorch is missing its column is empty.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import numpy as np  # noqa: E402  (the number of BLAS threads is read at import)
import textbook  # noqa: E402

from solvers.nn import Trainer, data, models, optimizers  # noqa: E402
from solvers.nn.layers import BatchNorm, Conv2D  # noqa: E402

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None  # type: ignore[assignment]  # its column stays empty

WIDTHS = (9, 11, 8, 10, 9, 8, 9, 9)
WIDTHS = (9, 11, 8, 10, 9, 8, 9, 9)
Work = dict[str, Callable[[], Any]]
TARGETS = {  # (against the textbook, against PyTorch)
    "MLP step": (0.30, 0.45),
    "CNN step": (0.15, 0.9),
    "batch norm, images": (0.20, 1.1),
    "batch norm, rows": (None, 1.1),
    "convolution 16-64": (0.30, 2.0),
    "2,000-iteration run": (0.33, None),
}


def medians(work: Work, rounds: int, repeat: int = 1) -> dict[str, float]:
    """Time every contestant in turns; return the median seconds of each.

    Processor time, unless ``--wall`` is given: with one thread both are the same on an idle machine, and on a busy one
    the processor's is the better measure.
    """
    clock = time.perf_counter if "--wall" in sys.argv else time.process_time
    times: dict[str, list[float]] = {name: [] for name in work}
    for name in work:
        work[name]()
    for _ in range(rounds):
        for name, run in work.items():
            start = clock()
            for _ in range(repeat):
                run()
            times[name].append((clock() - start) / repeat)
    return {name: statistics.median(values) for name, values in times.items()}


def mlp_step() -> tuple[Work, float]:
    rng = np.random.default_rng(0)
    x, t = rng.random((100, 784), np.float32), rng.integers(0, 10, 100)
    one_hot = np.eye(10, dtype="f4")[t]
    books = {dtype: textbook.mlp([784, 40, 20, 10], rng, dtype) for dtype in ("f8", "f4")}
    sgd = textbook.SGD(0.1)
    network, optimizer = models.multi_layer_perceptron(784, [40, 20], 10), optimizers.SGD(0.1)

    def ours() -> None:
        network.loss_and_gradient(x, t)
        optimizer.step(network.theta, network.gradient)

    work: Work = {
        "textbook": lambda: books["f8"].step(x, one_hot, sgd),
        "float32": lambda: books["f4"].step(x, one_hot, sgd),
        "ours": ours,
    }
    if torch is not None:
        module = torch.nn.Sequential(
            torch.nn.Linear(784, 40), torch.nn.ReLU(), torch.nn.Linear(40, 20), torch.nn.ReLU(), torch.nn.Linear(20, 10)
        )
        work["torch"] = torch_step(module, torch.optim.SGD(module.parameters(), 0.1), x, t)
    multiplications = 100 * (784 * 40 * 2 + (40 * 20 + 20 * 10) * 3)
    return work, 2e-9 * multiplications


def torch_step(module: Any, optimizer: Any, x: Any, t: Any) -> Callable[[], None]:
    tx, tt, loss = torch.tensor(x), torch.tensor(t), torch.nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        loss(module(tx), tt).backward()
        optimizer.step()

    return step


def cnn_step() -> tuple[Work, float]:
    rng = np.random.default_rng(0)
    x, t = rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100)
    one_hot = np.eye(10, dtype="f4")[t]
    books = {dtype: (textbook.cnn(rng, dtype), textbook.Adam(0.001)) for dtype in ("f8", "f4")}
    network, optimizer = models.simple_convolutional(), optimizers.Adam(0.001)

    def ours() -> None:
        network.loss_and_gradient(x, t)
        optimizer.step(network.theta, network.gradient)

    work: Work = {
        "textbook": lambda: books["f8"][0].step(x, one_hot, books["f8"][1]),
        "float32": lambda: books["f4"][0].step(x, one_hot, books["f4"][1]),
        "ours": ours,
    }
    if torch is not None:
        nn = torch.nn
        module = nn.Sequential(
            nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4320, 100), nn.ReLU(),
            nn.Linear(100, 10),
        )  # fmt: skip
        work["torch"] = torch_step(module, torch.optim.Adam(module.parameters(), 0.001), x, t)
    multiplications = 100 * (2 * 30 * 25 * 24 * 24 + 3 * (4320 * 100 + 100 * 10))
    return work, 2e-9 * multiplications


def batch_norm(shape: tuple[int, ...]) -> tuple[Work, float]:
    rng = np.random.default_rng(0)
    x, dy = rng.standard_normal(shape).astype("f4"), rng.standard_normal(shape).astype("f4")
    books = {dtype: textbook.BatchNorm(np.ones(shape[1], dtype), np.zeros(shape[1], dtype)) for dtype in ("f8", "f4")}
    dy8 = dy.astype("f8")
    layer = BatchNorm(shape[1]).initialize(0)
    layer.buffers.keep = True
    # Inside a network an image comes stored with the sample last; so it does here.
    stored, dy_stored = (
        (np.ascontiguousarray(a.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2) if a.ndim == 4 else a) for a in (x, dy)
    )
    work: Work = {
        "textbook": lambda: (books["f8"].forward(x), books["f8"].backward(dy8)),
        "float32": lambda: (books["f4"].forward(x), books["f4"].backward(dy)),
        "ours": lambda: (layer.forward(stored, True), layer.backward(dy_stored)),
    }
    if torch is not None:
        module = (torch.nn.BatchNorm2d if len(shape) == 4 else torch.nn.BatchNorm1d)(shape[1])
        work["torch"] = torch_layer(module, x, dy)
    return work, 0.0


def torch_layer(module: Any, x: Any, dy: Any) -> Callable[[], None]:
    tx, tdy = torch.tensor(x, requires_grad=True), torch.tensor(dy)

    def run() -> None:
        tx.grad = None
        module.zero_grad()
        module(tx).backward(tdy)

    return run


def convolution(inputs: int, outputs: int, size: int = 28, count: int = 32) -> tuple[Work, float]:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((count, inputs, size, size)).astype("f4")
    dy = rng.standard_normal((count, outputs, size, size)).astype("f4")
    w = (0.1 * rng.standard_normal((outputs, inputs, 3, 3))).astype("f4")
    books = {dtype: textbook.Convolution(w.astype(dtype), np.zeros(outputs, dtype), 1, 1) for dtype in ("f8", "f4")}
    x8, dy8 = x.astype("f8"), dy.astype("f8")
    layer = Conv2D(inputs, outputs, 3, padding=1).initialize(0)
    layer.buffers.keep = True
    stored, dy_stored = (np.ascontiguousarray(a.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2) for a in (x, dy))
    work: Work = {
        "textbook": lambda: (books["f8"].forward(x8), books["f8"].backward(dy8)),
        "float32": lambda: (books["f4"].forward(x), books["f4"].backward(dy)),
        "ours": lambda: (layer.forward(stored, True), layer.backward(dy_stored)),
    }
    if torch is not None:
        work["torch"] = torch_layer(torch.nn.Conv2d(inputs, outputs, 3, padding=1), x, dy)
    return work, 2e-9 * 3 * count * size * size * inputs * outputs * 9


def training_run(iterations: int) -> tuple[Work, float]:
    train, test = data.mnist_subset()
    train, test = train.flat(), test.flat()
    eye = np.eye(10, dtype="f4")

    def book(dtype: str) -> None:
        rng = np.random.default_rng(0)
        net, sgd = textbook.mlp([784, 40, 20, 10], rng, dtype), textbook.SGD(0.1)
        labels, test_labels = eye[train.t], eye[test.t]
        for i in range(iterations):
            index = rng.choice(len(train), 100)
            x, t = train.x[index], labels[index]
            net.step(x, t, sgd)
            if (i + 1) % 10 == 0:
                net.accuracy(test.x, test_labels)
                net.accuracy(x, t)

    def ours() -> None:
        network = models.multi_layer_perceptron(784, [40, 20], 10, seed=0)
        Trainer(network, optimizers.SGD(0.1), train, test, sampling="replacement").run(iterations)

    return {"textbook": lambda: book("f8"), "float32": lambda: book("f4"), "ours": ours}, 0.0


def gemm_peak(rounds: int) -> float:
    """Return the GFLOP/s of a large float32 matrix product on one thread."""
    a = np.random.default_rng(0).random((1024, 1024), np.float32)
    out = np.empty_like(a)
    return 2e-9 * 1024**3 / medians({"gemm": lambda: np.matmul(a, a, out=out)}, rounds)["gemm"]


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--wall", action="store_true", help="wall-clock instead of processor time")
    parser.add_argument("--json", metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--only", metavar="WORD", default="", help="only rows whose name contains WORD")
    options = parser.parse_args()
    few = options.quick
    jobs: list[tuple[str, str, Callable[[], tuple[Work, float]], int, int]] = [
        ("MLP step", "MLP step", mlp_step, 15 if few else 60, 20),
        ("CNN step", "CNN step", cnn_step, 7 if few else 25, 1),
        ("batch norm, rows", "batch norm (100, 100)", lambda: batch_norm((100, 100)), 15 if few else 60, 20),
        (
            "batch norm, images",
            "batch norm (100, 30, 24, 24)",
            lambda: batch_norm((100, 30, 24, 24)),
            7 if few else 25,
            1,
        ),
        ("convolution 16-64", "convolution 3x3, 16 -> 16", lambda: convolution(16, 16), 7 if few else 25, 1),
        ("convolution 16-64", "convolution 3x3, 16 -> 64", lambda: convolution(16, 64), 5 if few else 15, 1),
        ("convolution 16-64", "convolution 3x3, 64 -> 64", lambda: convolution(64, 64), 5 if few else 9, 1),
        ("2,000-iteration run", "2,000-iteration run", lambda: training_run(500 if few else 2000), 3, 1),
    ]
    peak = gemm_peak(20)
    print(f"GEMM peak (1024^3, float32, one thread): {peak:.0f} GFLOP/s\n")
    head = ("ours ms", "/textbook", "target", "/float32", "/torch", "target", "GFLOP/s", "of peak")
    print(f"{'':30}" + "".join(f"{title:>{width}}" for title, width in zip(head, WIDTHS, strict=True)))
    rows = []
    for kind, name, make, rounds, repeat in jobs:
        if options.only not in name:
            continue
        work, gigaflops = make()
        found = medians(work, rounds, repeat)
        mine, book, other = found["ours"], found["textbook"], found.get("torch")
        targets = TARGETS[kind]
        rate = gigaflops / mine if gigaflops else None
        cells = [
            f"{mine * 1e3:9.3f}",
            f"{mine / book:11.3f}",
            _cell(targets[0], 8),
            _cell(mine / found["float32"], 10, 3),
        ]
        cells.append(_cell(other and mine / other, 9, 3))
        cells += [_cell(targets[1], 8), _cell(rate, 9, 1), _cell(rate and rate / peak, 9)]
        print(f"{name:30}" + "".join(cells), flush=True)
        rows.append({"name": name, "ours_s": mine, "over_textbook": mine / book, "over_torch": other and mine / other})
    if options.json:
        Path(options.json).write_text(json.dumps({"gemm_peak_gflops": peak, "rows": rows}, indent=1), "utf-8")


def _cell(value: float | None, width: int, digits: int = 2) -> str:
    return f"{'':>{width}}" if value is None else f"{value:{width}.{digits}f}"


if __name__ == "__main__":
    main()
