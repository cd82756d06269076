"""Plans of runs: what is measured for each part and seed, what the means say, and which functions plan.

A function marked with ``@training_run`` takes bounded arguments, which a question file gives, and returns a
:class:`Plan`. :mod:`solvers.practicals.training_runs` carries plans out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from solvers.registry import Solver

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


PLANNING: dict[str, Solver] = {}
"""The registered functions, by name."""


def training_run(function: Callable[..., Plan]) -> Callable[..., Plan]:
    """Register a function that makes a plan from bounded arguments; return it unchanged."""
    PLANNING[function.__name__] = Solver(function.__name__, "runs", function)
    return function


def best_of(means: Sequence[float], gap: float) -> str:
    """Return the place of the largest mean, if it is ahead of every other by more than ``gap``; else "same".

    >>> best_of((0.1, 0.9), 0.05), best_of((0.91, 0.92), 0.05)
    ('1', 'same')
    """
    order = sorted(range(len(means)), key=lambda place: -means[place])
    return str(order[0]) if means[order[0]] - means[order[1]] > gap else "same"
