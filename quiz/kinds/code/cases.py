"""The inputs that an answer in code is tried on, smallest first, and how what it gives is compared and shown."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.errors import Unanswerable
from quiz.kinds.code.fields import CodeTask, InputRule
from quiz.language import Text
from quiz.model import Variant
from quiz.sandbox.inside.wire import Other

DRAWN = 14
"""Cases drawn for every variant, besides the edges that the question names."""

MAX_ELEMENTS = 20_000
LARGE = 1000
NO_VALUE = ""
"""The name under which a judge's complaint stands, where an answer gave nothing that can be judged."""

SHOWN = 260
MOST_SHOWN = 60

Values = dict[str, Any]


def task_of(variant: Variant) -> CodeTask:
    """Return the variant's task; every item of the kind has one."""
    task: CodeTask = variant.item.answer
    return task


# -- drawing -----------------------------------------------------------------------------------------------------------


def cases_of(variant: Variant) -> list[Values]:
    """Return the values of every case, by name, the smallest case first; the same for the same variant.

    A quarter of the drawn cases is small and has whole numbers, so that a failing one can be followed by hand. Raises
    :class:`Unanswerable` where an input can't be drawn: that is a fault of the question's.
    """
    try:
        return _drawn(variant)
    except FormulaError as error:
        raise _broken(variant, "code.input", error.message) from None


def _broken(variant: Variant, part: str, message: Text) -> Unanswerable:
    place = f"{variant.item.path}:{variant.item.lines.get(part, variant.item.lines.get('code', 0))}: {part}"
    return Unanswerable(Text(f"{place}: {message.ja}", f"{place}: {message.en}"))


def _drawn(variant: Variant) -> list[Values]:
    task = task_of(variant)
    # Only random() of the generator is promised to stay the same in every version of Python.
    source = random.Random(f"{variant.item.id}/{variant.seed}/cases")
    base: Values = {"True": True, "False": False}
    base |= {name: _plain(value) for name, value in variant.values.items()}
    found = [_case(task, base, edge, source, 1.0, None) for edge in task.edges]
    for rule in task.inputs:
        found += [_case(task, base, {}, source, 0.5, (rule.name, edge)) for edge in rule.edges]
    for number in range(DRAWN):
        found.append(
            _case(task, base, {}, source, min(1.0, (number + 1) / (DRAWN / 2)), None, whole=number < DRAWN / 4)
        )
    return sorted(found, key=_weight)


def _case(
    task: CodeTask,
    base: Mapping[str, Any],
    fixed: Mapping[str, int],
    source: random.Random,
    growth: float,
    edge: tuple[str, str] | None,
    *,
    whole: bool = False,
) -> Values:
    values = dict(base)
    for rule in task.sizes:
        assert rule.low is not None  # itemcode gives both
        assert rule.high is not None
        low, high = _side(rule.low.value(values)), _side(rule.high.value(values))
        span = int((high - low) * growth) + 1 if high >= low else 1
        values[rule.name] = fixed.get(rule.name, low + int(source.random() * span))
    total = 0
    for entry in task.inputs:
        special = edge[1] if edge is not None and edge[0] == entry.name else None
        values[entry.name], count = _input(entry, values, source, special, whole)
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
    rule: InputRule, values: Mapping[str, Any], source: random.Random, edge: str | None, whole: bool
) -> tuple[Any, int]:
    """Return the value of one input and the count of its elements."""
    shapes = {name: tuple(_side(side.value(values)) for side in sides) for name, sides in rule.shapes.items()}
    count = sum(_product(sides) for sides in shapes.values()) * max(rule.times, 1)
    if count > MAX_ELEMENTS:
        raise FormulaError(_too_large(rule.name))

    def one() -> Any:
        arrays = {name: _array(rule, sides, source, edge, whole) for name, sides in shapes.items()}
        return arrays.get("", arrays)

    return ([one() for _ in range(rule.times)] if rule.times else one()), count


def _product(sides: Sequence[int]) -> int:
    result = 1
    for side in sides:
        result *= side
    return result


def _array(rule: InputRule, sides: tuple[int, ...], source: random.Random, edge: str | None, whole: bool) -> Any:
    import numpy as np

    count = _product(sides)
    if rule.count:
        numbers: list[Any] = list(range(count))
    elif edge is not None:
        numbers = [{"zeros": 0.0, "ones": 1.0}.get(edge, (-LARGE, LARGE)[place % 2]) for place in range(count)]
    else:
        numbers = _numbers(rule, count, source, whole)
    if not sides:
        return numbers[0]
    return np.array(numbers, dtype=np.int64 if rule.count or _is_whole(rule) else np.float64).reshape(sides)


def _numbers(rule: InputRule, count: int, source: random.Random, whole: bool) -> list[Any]:
    low, high, step = Fraction(rule.low), Fraction(rule.high), Fraction(rule.step)
    if whole and not _is_whole(rule) and high - low >= 2:
        step, low = Fraction(1), Fraction(int(low))
    steps = min(int((high - low) / step) + 1, MAX_ELEMENTS)
    choices = [int(low + place * step) if _is_whole(rule) else float(low + place * step) for place in range(steps)]
    return [choices[int(source.random() * steps)] for _ in range(count)]


def _is_whole(rule: InputRule) -> bool:
    return all(Fraction(value).denominator == 1 for value in (rule.low, rule.high, rule.step))


def _plain(value: Any) -> Any:
    """Exact numbers become the numbers of a program."""
    if isinstance(value, Fraction):
        return float(value)
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _weight(case: Values) -> tuple[int, float]:
    """How large a case is: its elements, then their size."""
    import numpy as np

    arrays = [np.asarray(leaf) for leaf in _leaves(case) if isinstance(leaf, np.ndarray | int | float)]
    return sum(a.size for a in arrays), float(sum(np.abs(a.astype(float)).sum() for a in arrays))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


# -- what is expected --------------------------------------------------------------------------------------------------


def expected(variant: Variant, case: Values, *, check: bool = False) -> Values:
    """Return what a right answer gives for a case, from the reference (or from its independent second).

    Raises :class:`Unanswerable` where the question's inputs are not what the reference takes.
    """
    from solvers.practicals import find_reference

    task = task_of(variant)
    name = task.check if check else task.reference
    try:
        given = find_reference(name)(copy.deepcopy(case))
        values = given if len(task.gives) > 1 else {task.gives[0]: given}
        statements = judged(task, case, {wanted: values[wanted] for wanted in task.gives})
        if NO_VALUE in statements:
            raise ValueError(statements[NO_VALUE])
        return statements
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        message = f"{name}: {type(error).__name__}: {error}"[:200]
        raise _broken(
            variant,
            "code.check" if check else "code.reference",
            Text(f"この入力では計算できません: {message}", f"it can't be computed for these inputs: {message}"),
        ) from None


def judged(task: CodeTask, case: Values, values: Mapping[str, Any]) -> Values:
    """Return what is compared: the values, or the statements that the question's judge makes about them."""
    if task.judge is None:
        return dict(values)
    from solvers.practicals import find_reference

    try:
        statements: Values = find_reference(task.judge)({**copy.deepcopy(case), **values})
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return {NO_VALUE: str(error)[:200]}  # what an answer gave may be anything
    return statements


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
        return one.shape == other.shape and bool(
            np.allclose(one, other, rtol=tolerance, atol=tolerance, equal_nan=True)
        )
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


# -- showing -----------------------------------------------------------------------------------------------------------


def show_data(value: Any) -> str:
    """Write a value in one line, short, as Python has it.

    >>> show_data({"W": [1.0, 0.123456789]})
    "{'W': [1, 0.1235]}"
    """
    text = _written(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def _written(value: Any) -> str:
    import numpy as np

    if isinstance(value, np.ndarray):
        if value.size > MOST_SHOWN:
            return f"[{', '.join(map(_written, value.ravel()[:8].tolist()))}, ...] (shape {value.shape})"
        return _written(value.tolist()) + (f" (shape {value.shape})" if value.size == 0 else "")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, Other):
        return f"<{value.kind}>"
    if isinstance(value, float | np.floating):
        return f"{float(value):.4g}"
    return repr(value.item() if isinstance(value, np.generic) else value)


def shape_of(value: Any) -> str | None:
    """Return the shape of an array as it is written; None for anything else."""
    array = numeric(value) if not isinstance(value, Mapping) else None
    return None if array is None or array.ndim == 0 else str(array.shape)
