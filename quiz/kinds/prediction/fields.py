"""The ``[run]`` table of a question file: which training decides a prediction, and its arguments as formulas."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import Table
from quiz.kinds.options import OptionSpec
from quiz.language import Text

MEASURED = ("outcome", "means")
"""Names that a run gives to options, solutions and messages: the outcome's name, and the mean of each part."""


@dataclass(frozen=True, slots=True)
class RunTask:
    """The training that decides a prediction: a ``@training_run``, and the formulas of its arguments.

    ``expected`` is the outcome that the author has measured: the audit holds it against the run, and counts by it how
    often each option is right. Nothing is judged by it.
    """

    name: str
    arguments: Mapping[str, Formula]
    expected: Formula | None = None


@dataclass(frozen=True, slots=True)
class PredictionFields:
    """A prediction's options, and the run that decides which of them holds."""

    options: tuple[OptionSpec, ...]
    count: int
    run: RunTask


def read_run(table: Table, values: Collection[str]) -> RunTask:
    """Return the run of a ``[run]`` table; faults are noted with their lines."""
    from solvers.practicals.training_runs import run_called, run_names
    from solvers.registry import SolverError

    name = table.string("name") or "?"
    try:
        run = run_called(name)
        parameters = list(run.parameters)
        own = inspect.signature(run.function).parameters
    except SolverError:
        listed = ", ".join(run_names())
        remedy = Text(f"ある学習: {listed}", f"the runs are: {listed}")
        table.fault("name", f"{name} という学習はありません", f"there is no run called {name}", remedy)
        return RunTask(name, {})
    table.refuse_unknown(("name", "expected", *parameters))
    for parameter in parameters:
        if parameter not in table and own[parameter].default is inspect.Parameter.empty:
            remedy = Text(f'{parameter} = "…" を書いてください', f'write {parameter} = "..."')
            ja, en = f"{name} の引数 {parameter} がありません", f"{name} lacks its argument {parameter}"
            table.fault(None, ja, en, remedy)
    formulas = {key: table.formula(key, values) for key in table.data if key not in ("name", "expected")}
    arguments = {key: formula for key, formula in formulas.items() if formula is not None}
    return RunTask(name, arguments, table.formula("expected", values))
