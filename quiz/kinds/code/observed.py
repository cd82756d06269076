"""What the cases gave on which an answer in code was tried, held against what was wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.kinds.code.cases import Trial, Values, numeric, same_data
from quiz.kinds.code.task import CodeTask
from quiz.language import Text
from quiz.model import Diagnosis

CLOSE = 1e-6
"""How far apart two results may be that say the same."""


@dataclass(frozen=True)
class Given:
    """What one case gave: values by name, or the word for what happened instead; inputs that were written into."""

    values: Values | None = None
    word: str = ""
    changed: tuple[str, ...] = ()
    printed: str = ""


def differing(task: CodeTask, given: Given, wanted: Values) -> list[str]:
    """Return the names of the compared results that are not as wanted, in the order of the question's list."""
    if given.values is None:
        return list(wanted)
    return [name for name in task.gives if not same_data(given.values.get(name), wanted[name], task.tolerance)]


def is_right(task: CodeTask, given: Given, wanted: Values) -> bool:
    """True if a case gave what was wanted and left its inputs alone."""
    return given.values is not None and not given.changed and not differing(task, given, wanted)


class Seen:
    """The cases that ended with values, and which of their results are wrong."""

    def __init__(self, task: CodeTask, trial: Trial, wanted: Sequence[Values], given: Sequence[Given]) -> None:
        self.task, self.trial, self.wanted, self.given = task, trial, wanted, given
        self.right = [is_right(task, one, right) for one, right in zip(given, wanted, strict=False)]
        self.wrong = [differing(task, one, right) for one, right in zip(given, wanted, strict=False)]
        self.all_end = len(given) == len(trial.cases) and all(one.values is not None for one in given)

    def failing(self) -> list[int]:
        """Return the places of the cases that are not right."""
        return [place for place, right in enumerate(self.right) if not right]

    def value(self, place: int, name: str) -> Any:
        """Return a result of a case; None where there is none."""
        values = self.given[place].values
        return None if values is None else values.get(name)

    def numbers(self, place: int, name: str) -> tuple[Any, Any]:
        """Return a result and what was wanted as arrays; of an input that is to be updated, how much it changes."""
        got, right = self.value(place, name), self.wanted[place][name]
        start = self.trial.cases[place].get(self.origin(name))
        if isinstance(right, Mapping) != isinstance(got, Mapping) or (
            isinstance(right, Mapping) and set(got) != set(right)
        ):
            return None, None
        pair = [_flat(got), _flat(right)]
        if start is not None and all(one is not None for one in pair):
            begin = _flat(start)
            pair = [one - begin if one.shape == begin.shape else None for one in pair]
        return pair[0], pair[1]

    def origin(self, name: str) -> str:
        """Return the input whose state a result is; "" for a result of a call."""
        step = next((step for step in self.task.steps if step.gives == name), None)
        if step is None:
            return name if self.task.name else ""
        return step.name if step.do == "take" else ""

    def position(self, name: str) -> int:
        """Return the place of the step after which a result stands."""
        steps = self.task.steps
        given = next((place for place, step in enumerate(steps) if step.gives == name), None)
        used = [place for place, step in enumerate(steps) if name in {part for _, part, _ in step.arguments}]
        return given if given is not None else max(used, default=0)


def _flat(value: Any) -> Any:
    """Return a value as one array; the arrays of a dictionary one after the other."""
    import numpy as np

    if not isinstance(value, Mapping):
        return numeric(value)
    parts = [numeric(value[name]) for name in sorted(value)]
    if not parts or any(part is None for part in parts):
        return None
    return np.concatenate([part.ravel() for part in parts])


def told(name: str, ja: str, en: str) -> Diagnosis:
    """Return a diagnosis that says this."""
    return Diagnosis(name, Text(ja, en))


def listed(names: Iterable[str]) -> str:
    """Return names as messages list them."""
    return ", ".join(f"`{name}`" for name in names)


def equal(one: Any, other: Any) -> bool:
    """True for values that are the same but for rounding."""
    return same_data(one, other, CLOSE)


def has_numbers(value: Any) -> bool:
    """True for an array, or for what holds one."""
    if isinstance(value, Mapping):
        return any(has_numbers(part) for part in value.values())
    array = numeric(value)
    return array is not None and array.size > 0
