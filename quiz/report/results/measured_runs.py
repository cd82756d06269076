"""The runs of the lab that a report's results are held against: trained once for each seed, and what they measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LAST = 10
"""So many of the last mini-batches show between what values the accuracy of a single one moves."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run with one seed: its curve of the test accuracy, and the accuracies at its end.

    ``train`` is the share of the whole training set, ``batch`` the lowest and the highest of the last mini-batches.
    """

    seed: int
    evaluated: tuple[int, ...]
    curve: tuple[float, ...]
    train: float
    batch: tuple[float, float]

    @property
    def test(self) -> float:
        """The test accuracy at the end."""
        return self.curve[-1]

    def passes(self, accuracy: float) -> float:
        """Return at which step the test accuracy is first above a value; infinity if it never is.

        >>> Measured(0, (10, 20), (0.1, 0.4), 0.4, (0.3, 0.5)).passes(0.3)
        20
        """
        pairs = zip(self.evaluated, self.curve, strict=True)
        return next((step for step, value in pairs if value > accuracy), float("inf"))


Telling = Callable[[int, int, str], None]
"""Called with runs done (in thousandths), runs in all (in thousandths), and the name of what is running."""


def measured_runs(
    names: Iterable[str], seeds: int, tell: Telling | None = None
) -> Iterator[tuple[str, list[Measured]]]:
    """Train runs of the lab by name with the seeds 0, 1, ...; yield each as soon as its last seed is done.

    Whoever stops asking (Ctrl-C) has what was yielded before.
    """
    from solvers.nn.experiments import RUNS, Settings
    from solvers.nn.experiments.result import load_data
    from solvers.nn.experiments.runs import run_one

    wanted = list(dict.fromkeys(names))
    for number, name in enumerate(wanted):
        found = []
        for seed in range(seeds):
            before = number * seeds + seed

            def progress(done: int, total: int, key: str, before: int = before) -> None:
                if tell is not None:
                    tell(1000 * before + 1000 * done // max(total, 1), 1000 * seeds * len(wanted), key)

            settings = Settings(seed)
            finished = run_one(name, RUNS[name], settings, load_data(settings), progress)
            history = finished.history
            last = history.batch_accuracy[-LAST:]
            found.append(
                Measured(
                    seed,
                    tuple(history.evaluated),
                    tuple(float(value) for value in history.test_accuracy),
                    float(finished.train_accuracy),
                    (float(min(last)), float(max(last))),
                )
            )
        yield name, found
