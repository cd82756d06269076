"""Training: batches in, steps made, curves out; resumable to the bit.

One step is one forward and one backward pass. The accuracy on a batch comes from the very outputs the step was computed
from, so it is that of the parameters *before* the step. :mod:`solvers.nn.loop` makes the same steps in fifteen lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from solvers.nn.archive import read_archive, read_text, write_archive
from solvers.nn.arrays import Array
from solvers.nn.data import Dataset, Sampler
from solvers.nn.exceptions import DataError, SpecificationError
from solvers.nn.network import Network, accuracy
from solvers.nn.optimizers import Optimizer
from solvers.nn.regularizers import EarlyStopping, Regularizer
from solvers.nn.schedules import clip_norm, clip_value

__all__ = ["History", "Trainer"]


@dataclass
class History:
    """What happened: the loss of every step, and at each evaluation the accuracies.

    >>> history = History(evaluated=[10, 20], batch_accuracy=[0.1, 0.6], test_accuracy=[0.1, 0.7], test_loss=[2.3, 1.0])
    >>> history.first_above(0.5), history.first_above(0.9)
    (20, None)
    """

    losses: list[float] = field(default_factory=list)
    evaluated: list[int] = field(default_factory=list)
    batch_accuracy: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)
    test_loss: list[float] = field(default_factory=list)

    def first_above(self, accuracy: float) -> int | None:
        """Return the first evaluated iteration whose test accuracy is above ``accuracy``."""
        pairs = zip(self.evaluated, self.test_accuracy, strict=True)
        return next((iteration for iteration, value in pairs if value > accuracy), None)


class Trainer:
    """Trains a network on a data set.

    Every ``evaluate_every`` iterations (an integer), and after the last one of a :meth:`run`, the whole test set is
    evaluated. The same network seed and ``seed`` give the same history, bit for bit, on the same machine.

    >>> from solvers.nn import data, models, optimizers
    >>> train, test = data.synthetic(200, test=50)
    >>> network = models.multi_layer_perceptron(784, [20], 10, seed=0)
    >>> trainer = Trainer(network, optimizers.SGD(0.1), train.flat(), test.flat(), batch_size=20, seed=0)
    >>> history = trainer.run(200)
    >>> len(history.losses), history.evaluated[:2], history.test_accuracy[-1] > 0.9
    (200, [10, 20], True)
    """

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        train: Dataset,
        test: Dataset,
        *,
        batch_size: int = 100,
        sampling: Literal["permutation", "replacement"] = "permutation",
        evaluate_every: int = 10,
        seed: int = 0,
        regularizer: Regularizer | None = None,
        limit_norm: float | None = None,
        limit_value: float | None = None,
        early_stopping: EarlyStopping | None = None,
    ) -> None:
        """Take the parts; ``limit_norm`` and ``limit_value`` clip the gradient."""
        if isinstance(evaluate_every, bool) or not isinstance(evaluate_every, int) or evaluate_every < 1:
            raise SpecificationError(f"evaluate_every is a whole number, at least 1, found {evaluate_every!r}")
        self.network, self.optimizer, self.train, self.test = network, optimizer, train, test
        self.evaluate_every, self.regularizer, self.early_stopping = evaluate_every, regularizer, early_stopping
        self.limit_norm, self.limit_value = limit_norm, limit_value
        self.sampler = Sampler(len(train), batch_size, sampling, seed)
        self.history = History()
        self.iteration = 0
        self.stopped = False
        self._batch: Array | None = None

    def step(self) -> tuple[float, Array, Array]:
        """Make one step; return the loss (penalty included), the outputs of the batch, and its labels."""
        index = self.sampler.next()
        x, t = self._take(index), self.train.t.take(index)
        loss, y = self.network.loss_and_gradient(x, t)
        theta, gradient, weights = self.network.theta, self.network.gradient, self.network.weight_count
        if self.regularizer is not None:
            loss += self.regularizer.penalty(theta[:weights])
            self.regularizer.add_gradient(theta[:weights], gradient[:weights])
        if self.limit_value is not None:
            clip_value(gradient, self.limit_value)
        if self.limit_norm is not None:
            clip_norm(gradient, self.limit_norm)
        self.optimizer.step(theta, gradient, weights)
        self.iteration += 1
        self.history.losses.append(loss)
        return loss, y, t

    def _take(self, index: Array) -> Array:
        """Copy a batch to memory that is used again for every batch of the same size."""
        if self._batch is None or len(self._batch) != len(index):
            self._batch = self.train.x.take(index, axis=0)
            return self._batch
        # The sampler's numbers are in range; with mode="clip" NumPy need not copy twice to be safe.
        return self.train.x.take(index, axis=0, out=self._batch, mode="clip")

    def run(
        self,
        iterations: int,
        *,
        progress: Callable[[int, int, History], None] | None = None,
        checkpoint: str | Path | None = None,
        checkpoint_every: int = 500,
    ) -> History:
        """Train until ``iterations`` steps have been made in all, and return the history.

        ``progress(done, iterations, history)`` is called after each evaluation. With ``checkpoint``, the whole run is
        written to that file every ``checkpoint_every`` iterations and at the end; :meth:`resume` continues from it.
        """
        while self.iteration < iterations and not self.stopped:
            _, y, t = self.step()
            due = self.iteration % self.evaluate_every == 0
            if due or self.iteration == iterations:
                self._evaluate(accuracy(y, t))
                if progress is not None:
                    progress(self.iteration, iterations, self.history)
            if checkpoint is not None and self.iteration % checkpoint_every == 0:
                self.save(checkpoint)
        if self.stopped and self.early_stopping is not None and self.early_stopping.best_theta is not None:
            self.network.theta[:] = self.early_stopping.best_theta
        if checkpoint is not None:
            self.save(checkpoint)
        return self.history

    def _evaluate(self, batch_accuracy: float) -> None:
        loss, test_accuracy = self.network.evaluate(self.test.x, self.test.t)
        history = self.history
        history.evaluated.append(self.iteration)
        history.batch_accuracy.append(batch_accuracy)
        history.test_accuracy.append(test_accuracy)
        history.test_loss.append(loss)
        if self.early_stopping is not None:
            watched = loss if self.early_stopping.watch == "test_loss" else test_accuracy
            self.stopped = self.early_stopping.update(watched, self.network.theta)

    def save(self, path: str | Path) -> None:
        """Write everything that the next step depends on to ``path``."""
        text = json.dumps(
            {
                "iteration": self.iteration,
                "steps": self.optimizer.t,
                "sampler": self.sampler.state(),
                "network": self.network.rng.bit_generator.state,
                "history": asdict(self.history),
                "stopped": self.stopped,
                "waiting": [self.early_stopping.best, self.early_stopping.waited] if self.early_stopping else None,
            }
        )
        write_archive(path, self._arrays(), text)

    def _arrays(self) -> dict[str, Array]:
        self.optimizer.prepare(self.network.theta)
        arrays = self.network.archive() | {f"optimizer/{name}": a for name, a in self.optimizer.state.items()}
        if self.early_stopping is not None:
            best = self.early_stopping.best_theta
            arrays["best"] = self.network.theta.copy() if best is None else best
        return arrays

    def resume(self, path: str | Path) -> None:
        """Take over a run that :meth:`save` wrote; network, optimizer and data must be set up as they were."""
        arrays = read_archive(path, self._arrays())
        try:
            self._take_over(json.loads(read_text(path)), arrays)
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise DataError(f"{path}: its record of the run is damaged ({error})") from error

    def _take_over(self, saved: dict[str, Any], arrays: dict[str, Array]) -> None:
        """Set everything to what a record says; the first fault in it is raised as Python finds it."""
        history = History(**saved["history"])
        if not all(isinstance(value, list) for value in asdict(history).values()):
            raise TypeError("the history is no lists")
        self.sampler.restore(saved["sampler"])
        self.network.rng.bit_generator.state = saved["network"]
        self.iteration, self.optimizer.t = int(saved["iteration"]), int(saved["steps"])
        self.stopped = bool(saved["stopped"])
        if self.early_stopping is not None:
            best, waited = saved["waiting"]
            self.early_stopping.best, self.early_stopping.waited = float(best), int(waited)
            self.early_stopping.best_theta = arrays["best"].copy()
        self.history = history
        self.network.restore(arrays)
        for name, own in self.optimizer.state.items():
            own[...] = arrays[f"optimizer/{name}"]
