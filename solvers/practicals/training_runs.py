"""Training runs that decide predictions: what is run, over which seeds, and what the means say.

A function marked with ``@training_run`` takes bounded arguments, which a question file gives, and returns a
:class:`Plan`; :func:`carry_out` makes its runs, one part and seed after the other, and lets the plan judge the means.

>>> measured = carry_out(plan_run("valley_race", kappa=10), seeds=(1, 2, 3))
>>> measured.outcome, [round(mean) for mean in measured.means]
('sgd', [75, 148])
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from solvers.registry import Solver, SolverError

__all__ = ["Measured", "Plan", "Points", "best_of", "carry_out", "plan_run", "run_names", "training_run"]

SEEDS = (1, 2, 3)
"""The seeds of a run that decides; ``CHECK_SEEDS`` are those by which an audit confirms it."""

CHECK_SEEDS = (11, 12, 13)

Points = tuple[tuple[float, ...], tuple[float, ...]]
Unit = Literal["accuracy", "steps", "number"]


@dataclass(frozen=True)
class Plan:
    """Parts to be compared: ``measure(part, seed)`` gives a value and a curve; ``judge(means)`` names the outcome."""

    labels: tuple[str, ...]
    measure: Callable[[int, int], tuple[float, Points]]
    judge: Callable[[tuple[float, ...]], str]
    unit: Unit = "accuracy"
    axes: tuple[str, str] = ("iteration", "test-accuracy")
    log: str = ""


@dataclass(frozen=True)
class Measured:
    """What was run: for every part its values by seed and their mean, the first seed's curves, and the outcome."""

    outcome: str
    labels: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]
    curves: tuple[Points, ...]
    seeds: tuple[int, ...]
    unit: Unit
    axes: tuple[str, str]
    log: str = field(default="")


def carry_out(plan: Plan, seeds: Sequence[int], progress: Callable[[int, int], None] | None = None) -> Measured:
    """Make all runs of a plan; ``progress`` is told how many of how many are done."""
    total = len(plan.labels) * len(seeds)
    values, curves = [], []
    for part in range(len(plan.labels)):
        found = []
        for place, seed in enumerate(seeds):
            if progress is not None:
                progress(part * len(seeds) + place, total)
            found.append(plan.measure(part, seed))
        values.append(tuple(value for value, _ in found))
        curves.append(found[0][1])
    if progress is not None:
        progress(total, total)
    means = tuple(sum(part) / len(part) for part in values)
    outcome = plan.judge(means)
    return Measured(
        outcome, plan.labels, tuple(values), means, tuple(curves), tuple(seeds), plan.unit, plan.axes, plan.log
    )


_PLANS: dict[str, Solver] = {}


def training_run(function: Callable[..., Plan]) -> Callable[..., Plan]:
    """Register a function that makes a plan from bounded arguments; return it unchanged."""
    _PLANS[function.__name__] = Solver(function.__name__, "runs", function)
    return function


def run_names() -> tuple[str, ...]:
    """Return the names of all runs."""
    _load()
    return tuple(_PLANS)


def _load() -> None:
    """Import the modules that mark the runs: they take their plans from here."""
    for module in ("network_runs", "small_runs"):
        importlib.import_module(f"solvers.practicals.{module}")


def run_called(name: str) -> Solver:
    """Return the registered run; :class:`solvers.registry.SolverError` if there is none of that name."""
    _load()
    if name not in _PLANS:
        raise SolverError("unknown", name, "", name, ", ".join(_PLANS))
    return _PLANS[name]


def plan_run(name: str, **arguments: Any) -> Plan:
    """Return the plan of a run for checked arguments; raises :class:`solvers.registry.SolverError`."""
    plan: Plan = run_called(name)(**arguments)
    return plan


def best_of(means: Sequence[float], gap: float) -> str:
    """Return the place of the largest mean, if it is ahead of every other by more than ``gap``; else "same".

    >>> best_of((0.1, 0.9), 0.05), best_of((0.91, 0.92), 0.05)
    ('1', 'same')
    """
    order = sorted(range(len(means)), key=lambda place: -means[place])
    return str(order[0]) if means[order[0]] - means[order[1]] > gap else "same"
