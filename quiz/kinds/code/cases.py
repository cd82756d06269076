"""The inputs that an answer in code is tried on, smallest first, and how what it gives is compared."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.errors import Unanswerable
from quiz.kinds.code.task import CodeTask, InputRule
from quiz.language import Text
from quiz.model import DrawRule, Variant
from quiz.sandbox.inside.wire import Other, apart

DRAWN = 14
"""Cases drawn for every variant, besides the edges that the question names."""

MAX_ELEMENTS = 20_000
LARGE = 1000
PAIRS = 3
"""Cases for every argument that differ from another in it alone; in one of them some of its numbers are 0."""

TRIES = 6
"""How often another value of an argument is drawn, until it is another one."""

AXES = "number of axes"
"""The name, which no size can have, of how many axes the inputs of a case have for which any number will do."""

OTHER_AXES = (1, 3)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases, by their places, that differ in one argument alone."""

    argument: str
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What an answer is tried on: the cases, the smallest first, and those that differ in one argument alone."""

    cases: tuple[Values, ...]
    pairs: tuple[Pair, ...]

    def only(self, places: Sequence[int]) -> Trial:
        """Return some of the cases as a trial, by their places in order."""
        new = {place: count for count, place in enumerate(places)}
        pairs = [one for one in self.pairs if one.one in new and one.other in new]
        moved = tuple(Pair(one.argument, new[one.one], new[one.other]) for one in pairs)
        return Trial(tuple(self.cases[place] for place in places), moved)


def is_plain(case: Values) -> bool:
    """True if the inputs have as many axes as the question's shapes say."""
    return AXES not in case


def task_of(variant: Variant) -> CodeTask:
    """Return the variant's task; every item of the kind has one."""
    task: CodeTask = variant.item.answer
    return task


# -- drawing -----------------------------------------------------------------------------------------------------------


def trial_of(variant: Variant) -> Trial:
    """Return what the variant's answers are tried on; the same for the same variant.

    A quarter of the drawn cases is small and has whole numbers, so that a failing one can be followed by hand. For
    every argument of the code there is a case that differs from another in this argument alone. Raises
    :class:`Unanswerable` where an input can't be drawn: that is a fault of the question's.
    """
    try:
        return _drawn(variant)
    except FormulaError as error:
        raise broken_part(variant, "code.input", error.message) from None


def cases_of(variant: Variant) -> tuple[Values, ...]:
    """Return the values of every case, by name, the smallest case first."""
    return trial_of(variant).cases


def broken_part(variant: Variant, part: str, message: Text) -> Unanswerable:
    """Return the fault of a question whose code can't be tried: the key of its file, and what is wrong there."""
    place = f"{variant.item.path}:{variant.item.lines.get(part, variant.item.lines.get('code', 0))}: {part}"
    return Unanswerable(Text(f"{place}: {message.ja}", f"{place}: {message.en}"))


def _drawn(variant: Variant) -> Trial:
    task = task_of(variant)
    # Only random() of the generator is promised to stay the same in every version of Python.
    source = random.Random(f"{variant.item.id}/{variant.seed}/cases")
    base = base_of(variant)
    found = []
    for edge in task.edges:
        sizes = {name: side for name, side in edge.items() if isinstance(side, int)}
        found.append(_case(task, base, sizes, source, 1.0, {k: str(v) for k, v in edge.items() if k not in sizes}))
    for rule in task.inputs:
        special: list[str | Fraction] = [*rule.edges, *map(Fraction, rule.scales)]
        found += [_case(task, base, {}, source, 0.5, {rule.name: one}) for one in special]
        # One number is always whole or side by side with itself: the largest of a few.
        found += [
            max((_case(task, base, {}, source, 1.0, {rule.name: form}) for _ in range(3)), key=weight)
            for form in rule.forms
        ]
    if any(rule.any_axes for rule in task.inputs):
        found += [_case(task, {**base, AXES: axes}, {}, source, 1.0, {}) for axes in OTHER_AXES]
    for number in range(DRAWN):
        found.append(_case(task, base, {}, source, min(1.0, (number + 1) / (DRAWN / 2)), {}, whole=number < DRAWN / 4))
    varied: list[tuple[str, Values, Values]] = []
    for name in task.arguments:
        for centre in found[-1 : -DRAWN // 2 : -1]:
            count = sum(one == name for one, _, _ in varied)
            other = None if count == PAIRS else _with_another(task, centre, name, source, plain=count == PAIRS - 1)
            if other is not None:
                varied.append((name, centre, other))
    cases = sorted([*found, *(other for _, _, other in varied)], key=weight)
    places = {id(case): place for place, case in enumerate(cases)}
    pairs = tuple(Pair(name, places[id(one)], places[id(other)]) for name, one, other in varied)
    return Trial(tuple(cases), pairs)


def base_of(variant: Variant) -> Values:
    """Return the values that every case of a variant has: those that were drawn for it, and the constants."""
    plain = {name: _plain(value) for name, value in variant.values.items()}
    return {"True": True, "False": False, **plain}


def bounds_of(rule: DrawRule, values: Mapping[str, Any]) -> tuple[int, int]:
    """Return from where to where a size is drawn, given the sizes before it."""
    assert rule.low is not None  # the reader of the table gives both
    assert rule.high is not None
    return _side(rule.low.value(values)), _side(rule.high.value(values))


def shapes_of(rule: InputRule, values: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the sides of each array of an input, by its name, given the sizes."""
    shapes = {name: tuple(_side(side.value(values)) for side in sides) for name, sides in rule.shapes.items()}
    if rule.any_axes and AXES in values:
        axes = values[AXES]
        return {name: ((2,) * axes + sides)[-axes:] for name, sides in shapes.items()}
    return shapes


def _with_another(task: CodeTask, case: Values, name: str, source: random.Random, *, plain: bool) -> Values | None:
    """Return a case that differs in one argument alone; None where the others can't stay as they are."""
    rules = {rule.name: rule for rule in task.sizes}
    inputs = {rule.name: rule for rule in task.inputs}
    for _ in range(TRIES):
        values = dict(case)
        if name in rules:
            low, high = bounds_of(rules[name], values)
            values[name] = low + int(source.random() * (high - low + 1))
            if not _fits(task, values) or any(shapes_of(rule, values) != shapes_of(rule, case) for rule in task.inputs):
                continue
        else:
            values[name], _ = _input(inputs[name], values, source, None, False)
            if plain and Fraction(inputs[name].low) <= 0 <= Fraction(inputs[name].high):
                values[name] = _with_zeros(values[name])
        if not same_data(values[name], case[name], 1e-9):
            return values
    return None


def _with_zeros(value: Any) -> Any:
    """Return an array whose first half is 0, and anything else as it is."""
    import numpy as np

    if not isinstance(value, np.ndarray):
        return value
    array = value.copy()
    array.flat[: array.size // 2] = 0
    return array


def _fits(task: CodeTask, values: Mapping[str, Any]) -> bool:
    """True if every size is within its bounds."""
    for rule in task.sizes:
        low, high = bounds_of(rule, values)
        if not low <= values[rule.name] <= high:
            return False
    return True


def _case(
    task: CodeTask,
    base: Mapping[str, Any],
    fixed: Mapping[str, int],
    source: random.Random,
    growth: float,
    special: Mapping[str, str | Fraction],
    *,
    whole: bool = False,
) -> Values:
    values = dict(base)
    for rule in task.sizes:
        low, high = bounds_of(rule, values)
        span = int((high - low) * growth) + 1 if high >= low else 1
        values[rule.name] = fixed.get(rule.name, low + int(source.random() * span))
    total = 0
    for entry in task.inputs:
        values[entry.name], count = _input(entry, values, source, special.get(entry.name), whole)
        total += count
        if total > MAX_ELEMENTS:
            raise FormulaError(_too_large(entry.name))
    return values


def _too_large(name: str) -> Text:
    return Text(f"入力 {name} が大きすぎます", f"the input {name} is too large")


def _side(value: Any) -> int:
    if not isinstance(value, int | Fraction) or isinstance(value, bool) or value != int(value) or not 0 <= value <= 256:
        raise FormulaError(Text(f"大きさが整数ではありません: {value}", f"a size isn't a whole number: {value}"))
    return int(value)


def _input(
    rule: InputRule, values: Mapping[str, Any], source: random.Random, special: str | Fraction | None, whole: bool
) -> tuple[Any, int]:
    """Return the value of one input, drawn, of a special kind or of another scale, and the count of its elements."""
    shapes = shapes_of(rule, values)
    count = sum(_product(sides) for sides in shapes.values()) * max(rule.times, 1)
    if count > MAX_ELEMENTS:
        raise FormulaError(_too_large(rule.name))

    def one() -> Any:
        arrays = {name: _array(rule, sides, source, special, whole) for name, sides in shapes.items()}
        return arrays.get("", arrays)

    return ([one() for _ in range(rule.times)] if rule.times else one()), count


def _product(sides: Sequence[int]) -> int:
    result = 1
    for side in sides:
        result *= side
    return result


def _array(
    rule: InputRule, sides: tuple[int, ...], source: random.Random, special: str | Fraction | None, whole: bool
) -> Any:
    import numpy as np

    count = _product(sides)
    scale = float(special) if isinstance(special, Fraction) else None
    constants = None
    if isinstance(special, str):
        constants = {"zeros": (0.0,), "ones": (1.0,), "large": (-LARGE, LARGE)}.get(special)
    if rule.count:
        numbers: list[Any] = list(range(count))
    elif constants is not None:
        numbers = [constants[place % len(constants)] for place in range(count)]
    else:
        numbers = _numbers(rule, count, source, whole or special == "whole")
    if scale is not None:
        numbers = [number * scale for number in numbers]
    if not sides:
        return numbers[0]
    whole_numbers = scale is None and (rule.count or is_whole(rule) or special == "whole")
    dtype = np.int64 if whole_numbers else np.float64
    array = np.array(numbers, dtype=dtype).reshape(sides)
    if rule.varied and constants is None:
        low, high = (array.dtype.type(bound * (scale or 1)) for bound in (rule.low, rule.high))
        for column in constant_columns(array):
            array[(0, *column)] = low if array[(0, *column)] != low else high
    return apart(array) if special == "apart" else array


def constant_columns(array: Any) -> list[tuple[int, ...]]:
    """Return the columns (indices of all axes but the first) that hold one number over and over.

    >>> import numpy as np
    >>> constant_columns(np.array([[1, 2], [1, 3]]))
    [(0,)]
    """
    import numpy as np

    if array.ndim < 2 or len(array) < 2:
        return []
    return [tuple(map(int, index)) for index in np.argwhere((array == array[:1]).all(axis=0))]


def _numbers(rule: InputRule, count: int, source: random.Random, whole: bool) -> list[Any]:
    low, high, step = Fraction(rule.low), Fraction(rule.high), Fraction(rule.step)
    if whole and not is_whole(rule) and high - low >= 2:
        step, low = Fraction(1), Fraction(int(low))
    steps = min(int((high - low) / step) + 1, MAX_ELEMENTS)
    choices = [int(low + place * step) if is_whole(rule) else float(low + place * step) for place in range(steps)]
    return [choices[int(source.random() * steps)] for _ in range(count)]


def is_whole(rule: InputRule) -> bool:
    """True if an input has whole numbers in every case."""
    return all(Fraction(value).denominator == 1 for value in (rule.low, rule.high, rule.step))


def _plain(value: Any) -> Any:
    """Exact numbers become the numbers of a program."""
    if isinstance(value, Fraction):
        return float(value)
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def weight(case: Values) -> tuple[int, float]:
    """Return how large a case is: its elements, then their size."""
    import numpy as np

    count, total = 0, 0.0
    for leaf in _leaves(case):
        if isinstance(leaf, np.ndarray):
            count += leaf.size
            total += float(np.abs(leaf).sum())
        elif isinstance(leaf, int | float):
            count += 1
            total += abs(leaf)
    return count, total


def identity_of(value: Any) -> tuple[Any, ...]:
    """Return what is equal for equal cases alone, down to the last bit of their arrays."""
    import numpy as np

    if isinstance(value, Mapping):
        return tuple((name, identity_of(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(identity_of(part) for part in value)
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.flags.c_contiguous, value.tobytes())
    return (value,)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


# -- comparing ---------------------------------------------------------------------------------------------------------


def same_data(left: Any, right: Any, tolerance: float) -> bool:
    """True if two values of the sandbox are equal up to ``tolerance``, whatever containers and types hold them.

    >>> same_data((1, [2.0, 3.0]), [1, (2, 3.0000001)], 1e-6), same_data({"W": 1}, {"w": 1}, 1e-6)
    (True, False)
    """
    import numpy as np

    if isinstance(left, Mapping) or isinstance(right, Mapping):
        if not (isinstance(left, Mapping) and isinstance(right, Mapping)) or set(left) != set(right):
            return False
        return all(same_data(left[key], right[key], tolerance) for key in left)
    if isinstance(left, str | Other) or isinstance(right, str | Other) or left is None or right is None:
        return type(left) is type(right) and bool(left == right)
    one, other = numeric(left), numeric(right)
    if one is not None and other is not None:
        if one.shape != other.shape:
            return False
        with np.errstate(all="ignore"):
            near = np.abs(one - other) <= tolerance * (1 + np.abs(other))
        alike = (one == other) | (np.isnan(one) & np.isnan(other)) | (near & np.isfinite(other))
        return bool(alike.all())
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same_data(a, b, tolerance) for a, b in zip(left, right, strict=True))
    return False


def numeric(value: Any) -> Any:
    """Return a value as an array of numbers; None if it isn't one."""
    import numpy as np

    if isinstance(value, str | Mapping | Other) or value is None:
        return None
    try:
        array = np.asarray(value)
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except (ValueError, TypeError, OverflowError):
        return None  # lists of different lengths: no array
