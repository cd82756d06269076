"""Training runs that decide predictions: what is run, over which seeds, and what the means say.

A function marked with ``@training_run`` (:mod:`solvers.practicals.run_plans`) takes bounded arguments, which a question
file gives, and returns a plan; :func:`carry_out` makes its runs, one part and seed after the other, and lets the plan
judge the means.

>>> measured = carry_out(plan_run("valley_race", kappa=10), seeds=(1, 2, 3))
>>> measured.outcome, [round(mean) for mean in measured.means]
('sgd', [75, 148])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from solvers.practicals import network_runs, small_runs
from solvers.practicals.run_plans import PLANNING, Plan, Points, Unit
from solvers.registry import Solver, SolverError

__all__ = ["CHECK_SEEDS", "SEEDS", "Measured", "carry_out", "plan_run", "run_called", "run_names"]

SEEDS = (1, 2, 3)
"""The seeds of a run that decides; ``CHECK_SEEDS`` are those by which an audit confirms it."""

CHECK_SEEDS = (11, 12, 13)

PLANNERS = (network_runs, small_runs)
"""The modules whose functions plan runs: importing them registers those."""


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


def run_names() -> tuple[str, ...]:
    """Return the names of all runs."""
    return tuple(PLANNING)


def run_called(name: str) -> Solver:
    """Return the registered run; :class:`solvers.registry.SolverError` if there is none of that name."""
    if name not in PLANNING:
        raise SolverError("unknown", name, "", name, ", ".join(PLANNING))
    return PLANNING[name]


def plan_run(name: str, **arguments: Any) -> Plan:
    """Return the plan of a run for checked arguments; raises :class:`solvers.registry.SolverError`."""
    plan: Plan = run_called(name)(**arguments)
    return plan
