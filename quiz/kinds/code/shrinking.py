"""Making a failing input smaller: fewer rows, plainer numbers, as long as the answer still fails on it.

Greedy, under a budget of extra runs: in each round the smaller inputs that are one step away are tried. The next one
is what all those steps make together that still fail by themselves, if that fails too, else the smallest of them (the
idea of shrinking is that of QuickCheck and Hypothesis).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.errors import Unanswerable
from quiz.kinds.code.cases import (
    Values,
    bounds_of,
    constant_columns,
    identity_of,
    is_whole,
    same_data,
    shapes_of,
    weight,
)
from quiz.kinds.code.task import CodeTask, InputRule
from quiz.sandbox.inside.wire import apart

ROUNDS = 10
PER_ROUND = 24
CELLS = 8
"""Arrays of up to so many numbers are also made plainer number by number."""

STEEP = 20.0
"""A smaller input may not lead to numbers so many times larger than those that it stands for."""

Shrinking = Generator[list[Values], "list[bool]", None]


class Smallest:
    """The smallest failing case so far; ``candidates`` is driven by whoever can run the answer."""

    def __init__(self, task: CodeTask, case: Values, wanted: Callable[[Values], Values]) -> None:
        self.task, self.case, self.wanted = task, case, wanted
        self.size = _steepness(wanted(case))

    def candidates(self) -> Shrinking:
        """Yield smaller cases to try, and take for each whether it fails in the same way, in the same order."""
        tried: set[tuple[Any, ...]] = set()
        together: Values | None = None
        for _ in range(ROUNDS):
            now = weight(self.case)
            weighed = [(weight(case), case) for case in _smaller(self.task, self.case)]
            steps = [case for size, case in sorted(weighed, key=lambda one: one[0]) if size < now]
            found = []
            for case in steps if together is None or weight(together) >= now else [together, *steps]:
                identity = identity_of(case)
                if identity not in tried and self._possible(case):
                    tried.add(identity)
                    found.append(case)
                if len(found) == PER_ROUND:
                    break
            if not found:
                return
            fails = yield found
            failing = [case for case, failed in zip(found, fails, strict=False) if failed]
            if not failing:
                if together is None:
                    return
                together = None
                continue
            together = _together(self.task, self.case, failing)
            self.case = min(failing, key=weight)

    def _possible(self, case: Values) -> bool:
        """True if the question takes this case, and its result is no steeper than the one it would stand for."""
        if any(
            rule.varied and not constant_columns(self.case[rule.name]) and constant_columns(case[rule.name])
            for rule in self.task.inputs
        ):
            return False
        try:
            return _steepness(self.wanted(case)) <= STEEP * max(self.size, 1.0)
        except (Unanswerable, FormulaError):
            return False


def _together(task: CodeTask, case: Values, others: Sequence[Values]) -> Values | None:
    """Return a case with every change that the others make to its inputs, the first of each; None if there is only one.

    Those of another size are left out: their inputs don't fit these.
    """
    changed: Values = {}
    for other in others:
        if any(other[rule.name] != case[rule.name] for rule in task.sizes):
            continue
        for name, value in other.items():
            if name not in changed and value is not case[name]:
                changed[name] = value
    return {**case, **changed} if len(changed) > 1 else None


def _steepness(values: Any) -> float:
    import numpy as np

    if isinstance(values, Mapping):
        return max((_steepness(part) for part in values.values()), default=0.0)
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        return 0.0
    return float(np.max(np.abs(array), initial=0.0))


def _smaller(task: CodeTask, case: Values) -> Iterator[Values]:
    """Yield cases that are one step smaller: a size, an input, or one number of an input."""
    for rule in task.sizes:
        low, _ = bounds_of(rule, case)
        now = case[rule.name]
        for size in dict.fromkeys((low, (low + now) // 2, now - 1)):
            if size < now:
                others = (_resized(task, {**case, rule.name: size}, last=last) for last in (False, True))
                yield from (other for other in others if other is not None)
    for entry in task.inputs:
        for value in _plainer(entry, case[entry.name]):
            yield {**case, entry.name: value}


def _resized(task: CodeTask, case: Values, *, last: bool) -> Values | None:
    """Cut every input to the shape that the sizes ask for, keeping the first or the last of its numbers.

    None if a size is out of bounds, or an input would grow.
    """
    for rule in task.sizes:
        try:
            low, high = bounds_of(rule, case)
        except FormulaError:
            return None
        case[rule.name] = min(case[rule.name], high)
        if case[rule.name] < low:
            return None
    for entry in task.inputs:
        value = _cut(entry, case[entry.name], shapes_of(entry, case), last)
        if value is None:
            return None
        case[entry.name] = value
    return case


def _cut(rule: InputRule, value: Any, shapes: Mapping[str, tuple[int, ...]], last: bool) -> Any:
    if rule.times and isinstance(value, list):
        parts = [_cut_one(rule, part, shapes, last) for part in value]
        return None if any(part is None for part in parts) else parts
    return _cut_one(rule, value, shapes, last)


def _cut_one(rule: InputRule, value: Any, shapes: Mapping[str, tuple[int, ...]], last: bool) -> Any:
    import numpy as np

    if isinstance(value, Mapping):
        parts = {name: _cut_one(rule, value[name], {"": sides}, last) for name, sides in shapes.items()}
        return None if any(part is None for part in parts.values()) else parts
    sides = shapes[""]
    if not sides or np.shape(value) == sides:
        return value
    if any(side > old for side, old in zip(sides, np.shape(value), strict=True)):
        return None
    if rule.count:
        return np.arange(int(np.prod(sides))).reshape(sides)
    ends = zip(sides, value.shape, strict=True)
    part = value[tuple(slice(old - side, old) if last else slice(side) for side, old in ends)]
    return part.copy() if value.flags.c_contiguous else part


def _plainer(rule: InputRule, value: Any) -> Iterator[Any]:
    """Yield plainer values of an input that are still within its bounds."""
    import numpy as np

    if rule.count:
        return
    if isinstance(value, list | Mapping):
        for plain in _plain_numbers(rule):
            yield _all_plain(value, plain)
    if isinstance(value, list):
        for place, part in enumerate(value):
            for other in _plainer(rule, part):
                yield [*value[:place], other, *value[place + 1 :]]
        return
    if isinstance(value, Mapping):
        for name, part in value.items():
            for other in _plainer(rule, part):
                yield {**value, name: other}
        return
    if not isinstance(value, np.ndarray):
        for plain in _plain_numbers(rule):
            yield int(plain) if is_whole(rule) else float(plain)
        return
    low, high = float(Fraction(rule.low)), float(Fraction(rule.high))
    for plain in _plain_numbers(rule):
        yield _filled(value, np.full(value.shape, float(plain)))
    rounded = np.clip(np.round(np.asarray(value, dtype=float)), np.ceil(low), np.floor(high))
    if np.ceil(low) <= np.floor(high) and not same_data(rounded, value, 1e-9):
        yield _filled(value, rounded)
    if value.size <= CELLS:
        for index in np.ndindex(value.shape):
            for plain in _plain_numbers(rule):
                other = np.array(value, dtype=float)
                other[index] = float(plain)
                yield _filled(value, other)


def _all_plain(value: Any, plain: Any) -> Any:
    """Return arrays in lists and dictionaries, all filled with one number."""
    import numpy as np

    if isinstance(value, list):
        return [_all_plain(part, plain) for part in value]
    if isinstance(value, Mapping):
        return {name: _all_plain(part, plain) for name, part in value.items()}
    return _filled(value, np.full(value.shape, float(plain))) if isinstance(value, np.ndarray) else plain


def _plain_numbers(rule: InputRule) -> list[Any]:
    """The plainest numbers that an input may have: whole ones near 0, else the least."""
    low, high = Fraction(rule.low), Fraction(rule.high)
    return [number for number in (0, 1, -1, 2) if low <= number <= high][:3] or [low]


def _filled(like: Any, numbers: Any) -> Any:
    """Return numbers as an array of the same type, laid out in memory as the other one."""
    plain = numbers.astype(like.dtype)
    return plain if like.flags.c_contiguous else apart(plain)


def drive(smallest: Smallest, fails: Callable[[Values], bool]) -> None:
    """Shrink with a function that runs the answer at once."""
    steps = smallest.candidates()
    try:
        found = next(steps)
        while True:
            found = steps.send([fails(case) for case in found])
    except StopIteration:
        return
