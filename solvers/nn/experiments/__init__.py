"""The experiments of the seed notebooks and the course, by name; each takes :class:`Settings` and returns a ``Result``.

>>> result = run("optimizers-in-a-valley", Settings())
>>> result.tables[0].rows[0][0], round(result.tables[0].rows[0][3], 3)
('sgd', 0.013)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from solvers.nn.exceptions import SpecificationError
from solvers.nn.experiments import comparisons, inspections
from solvers.nn.experiments.result import Curve, Panel, Picture, Progress, Result, Settings, Table
from solvers.nn.experiments.runs import RUNS, Run, run_several

__all__ = [
    "EXPERIMENTS", "RUNS", "Curve", "Panel", "Picture", "Progress", "Result", "Run", "Settings", "Table",
    "compare", "run",
]  # fmt: skip

Experiment = Callable[[Settings, Progress | None], Result]


def _single(name: str, settings: Settings, progress: Progress | None = None) -> Result:
    return run_several(name, {name: RUNS[name]}, settings, progress)[0]


EXPERIMENTS: dict[str, Experiment] = {
    "activation-and-initialization": comparisons.activation_and_initialization,
    "hidden-sizes": comparisons.hidden_sizes,
    "depth": inspections.depth,
    "initialization-histograms": inspections.initialization_histograms,
    "keras-sample": comparisons.keras_sample,
    "batch-norm": comparisons.batch_norm,
    "optimizers-in-a-valley": inspections.valley,
    "optimizers-on-images": comparisons.optimizers_on_images,
    "learning-rate": comparisons.learning_rate,
    "weight-decay": comparisons.weight_decay,
    "dropout": comparisons.dropout,
    "hyper-parameter-search": comparisons.search,
    "small-cnn": inspections.small_cnn,
    "filters": inspections.filters,
    **{name: partial(_single, name) for name in RUNS},
}
"""Every experiment by name: first those that compare, then the single runs."""


def run(name: str, settings: Settings, progress: Progress | None = None) -> Result:
    """Run an experiment by name."""
    try:
        experiment = EXPERIMENTS[name]
    except KeyError:
        raise SpecificationError(f"no experiment {name!r}; known: {', '.join(EXPERIMENTS)}") from None
    return experiment(settings, progress)


def compare(names: Sequence[str], settings: Settings, progress: Progress | None = None) -> Result:
    """Run single runs by name, on the same data and from the same seed, with their curves laid over each other.

    >>> result = compare(["relu-he", "sigmoid-he"], Settings(iterations=20, data="synthetic"))
    >>> [curve.label for curve in result.panels[0].curves]
    ['relu-he', 'sigmoid-he']
    """
    for name in names:
        if name not in RUNS:
            raise SpecificationError(f"no run {name!r} to compare; known: {', '.join(RUNS)}")
    return run_several("compare", {name: RUNS[name] for name in names}, settings, progress)[0]
