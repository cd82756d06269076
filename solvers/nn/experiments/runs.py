"""Single training runs under speaking names: those of the seed notebooks, and what they are compared with."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from solvers.nn.data import Dataset
from solvers.nn.experiments.result import Curve, Panel, Progress, Result, Settings, Table, load_data, numbers
from solvers.nn.initializers import Initializer, Normal
from solvers.nn.models import deep_convolutional, multi_layer_perceptron, simple_convolutional
from solvers.nn.network import Network
from solvers.nn.optimizers import optimizer
from solvers.nn.regularizers import L1, L2, PNorm, Regularizer
from solvers.nn.trainer import History, Trainer

__all__ = ["RUNS", "Finished", "Run", "run_one", "run_several"]


@dataclass(frozen=True)
class Run:
    """How one network is built and trained. The defaults are those of the course's notebooks.

    With ``convolutions`` it is the course's simple or deep convolutional network, which has sizes of its own.
    """

    hidden: tuple[int, ...] = (40, 20)
    activation: str = "sigmoid"
    init: Initializer | str | float = 0.01
    optimizer: str = "sgd"
    rate: float = 0.1
    iterations: int = 2000
    batch_size: int = 100
    sampling: Literal["permutation", "replacement"] = "replacement"
    evaluate_every: int = 10
    batch_norm: bool = False
    dropout: float = 0.0
    penalty: str = ""
    strength: float = 0.0
    train_only: int | None = None
    convolutions: Literal[0, 1, 6] = 0

    def build(self, train: Dataset, seed: int) -> Network:
        """Return the network, its weights drawn from ``seed``."""
        if self.convolutions:
            channels, height, width = train.x.shape[1:]
            network = simple_convolutional if self.convolutions == 1 else deep_convolutional
            return network((channels, height, width), init=self.init, seed=seed)
        inputs = int(train.x[0].size)
        return multi_layer_perceptron(
            inputs, self.hidden, 10, activation_name=self.activation, init=self.init, batch_norm=self.batch_norm,
            dropout=self.dropout, seed=seed,
        )  # fmt: skip

    def regularizer(self) -> Regularizer | None:
        """Return the penalty on the weights, if any."""
        kinds = {"l1": L1, "l2": L2, "p-norm": PNorm}
        return kinds[self.penalty](self.strength) if self.penalty else None


@dataclass(frozen=True)
class Finished:
    """A run that has ended: its network, its history, and its accuracy on all of the training set."""

    name: str
    run: Run
    network: Network
    history: History
    train_accuracy: float
    seconds: float


_N11 = Normal(1.0, 1.0)
_KERAS = Run(
    hidden=(128,), init=_N11, optimizer="adam", rate=0.001, iterations=320, batch_size=128, sampling="permutation",
    evaluate_every=8,
)  # fmt: skip

RUNS: dict[str, Run] = {
    "sigmoid-gauss": Run(),
    "relu-gauss": Run(activation="relu"),
    "sigmoid-xavier": Run(init="xavier"),
    "relu-he": Run(activation="relu", init="he"),
    "sigmoid-he": Run(init="he"),
    "relu-xavier": Run(activation="relu", init="xavier"),
    "relu-gauss-30-15": Run(hidden=(30, 15), activation="relu"),
    "relu-gauss-60-30": Run(hidden=(60, 30), activation="relu"),
    "sigmoid-gauss-40": Run(hidden=(40,)),
    "sigmoid-gauss-bn": Run(batch_norm=True),
    "plateau": Run(iterations=9000, evaluate_every=100),
    "keras-n11": _KERAS,
    "keras-n01": replace(_KERAS, init=Normal(0.0, 1.0)),
    "keras-gauss": replace(_KERAS, init=0.01),
    "keras-xavier": replace(_KERAS, init="xavier"),
    "keras-he": replace(_KERAS, init="he"),
    "keras-n11-relu": replace(_KERAS, activation="relu"),
    "keras-n11-bn": replace(_KERAS, batch_norm=True),
    "cnn": Run(
        activation="relu", convolutions=1, optimizer="adam", rate=0.001, iterations=240, sampling="permutation",
        evaluate_every=20,
    ),
    "cnn-deep": Run(
        activation="relu", init="he", convolutions=6, optimizer="adam", rate=0.001, iterations=400,
        sampling="permutation", evaluate_every=40,
    ),
}  # fmt: skip
"""The runs of the notebooks by name; ``keras-...`` is the blog's program of 10 epochs with batches of 128."""


def run_one(
    name: str, run: Run, settings: Settings, data: tuple[Dataset, Dataset], progress: Progress | None = None
) -> Finished:
    """Train one network; the settings' seed draws its weights and its batches.

    >>> settings = Settings(iterations=50, data="synthetic")
    >>> run_one("quick", Run(activation="relu", init="he"), settings, load_data(settings)).train_accuracy > 0.9
    True
    """
    train, test = data
    if run.train_only is not None and run.train_only < len(train):
        _, train = train.split(run.train_only, settings.seed)
    if not run.convolutions:
        train, test = train.flat(), test.flat()
    network = run.build(train, settings.seed)
    trainer = Trainer(
        network, optimizer(run.optimizer, run.rate), train, test, batch_size=min(run.batch_size, len(train)),
        sampling=run.sampling, evaluate_every=run.evaluate_every, seed=settings.seed, regularizer=run.regularizer(),
    )  # fmt: skip

    def tell(done: int, total: int, history: History) -> None:
        if progress is not None:
            progress(done, total, name)

    start = time.perf_counter()
    # A rate that is too large is an experiment, not an accident: its numbers leave the range and the history shows it.
    with np.errstate(over="ignore", invalid="ignore"):
        history = trainer.run(settings.iterations or run.iterations, progress=tell)
        train_accuracy = network.accuracy(train.x, train.t)
    return Finished(name, run, network, history, train_accuracy, time.perf_counter() - start)


def run_several(
    experiment: str, runs: dict[str, Run], settings: Settings, progress: Progress | None = None
) -> tuple[Result, list[Finished]]:
    """Train several networks on the same data, and lay their curves over each other."""
    data = load_data(settings)
    total = sum(settings.iterations or run.iterations for run in runs.values())
    before = 0
    finished = []
    for name, run in runs.items():

        def tell(done: int, _: int, key: str, before: int = before) -> None:
            if progress is not None:
                progress(before + done, total, key)

        finished.append(run_one(name, run, settings, data, tell))
        before += settings.iterations or run.iterations
    return _overlaid(experiment, settings, data, finished), finished


def _overlaid(experiment: str, settings: Settings, data: tuple[Dataset, Dataset], finished: list[Finished]) -> Result:
    rows = tuple(
        (
            f.name, f.history.test_accuracy[-1], f.train_accuracy, f.history.first_above(0.5), f.history.losses[-1],
            len(f.history.losses),
        )
        for f in finished
    )  # fmt: skip
    columns = ("run", "test-accuracy", "train-accuracy", "passes-half", "last-loss", "iterations")
    curves = tuple(Curve(f.name, numbers(f.history.evaluated), numbers(f.history.test_accuracy)) for f in finished)
    losses = tuple(Curve(f.name, numbers(f.history.evaluated), numbers(f.history.test_loss)) for f in finished)
    return Result(
        experiment,
        {"seed": settings.seed, "data": settings.data, "train": len(data[0]), "test": len(data[1])},
        (Table("runs", columns, rows),),
        (
            Panel("test-accuracy", "iteration", "test-accuracy", curves),
            Panel("test-loss", "iteration", "test-loss", losses),
        ),
    )
