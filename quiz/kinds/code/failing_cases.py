"""Diagnoses of where an answer fails: a condition outside of which every case is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.kinds.code.cases import Values, is_plain
from quiz.kinds.code.observed import Seen, told
from quiz.kinds.code.task import CodeTask
from quiz.model import Diagnosis


@dataclass(frozen=True)
class _Condition:
    """Something that is true of some cases."""

    name: str
    ja: str
    en: str
    holds: Callable[[Values], bool]


MOST = 0.75
OUTSIDE = 2
"""A condition explains the failing cases if most of the cases that meet it fail, and several others are right."""

_SPECIAL = (
    "whole-arrays",
    "apart",
    "other-axes",
    "one-axis",
    "more-axes",
    "large-numbers",
    "small-numbers",
    "all-equal",
)
"""Conditions that few cases meet: where one of them explains all, nothing else has to be said."""


def special_condition(seen: Seen) -> Diagnosis | None:
    """Return a condition that few cases meet, where it explains every failing one."""
    return condition(seen, [one for one in _conditions(seen.task) if one.name in _SPECIAL])


def condition(seen: Seen, conditions: Sequence[_Condition] | None = None) -> Diagnosis | None:
    """A condition outside of which every case is right, and inside of which most are wrong."""
    count = len(seen.given)
    best: tuple[float, _Condition] | None = None
    for condition in _conditions(seen.task) if conditions is None else conditions:
        inside = [condition.holds(seen.trial.cases[place]) for place in range(count)]
        failing = sum(not right for right in seen.right)
        if not failing or any(not right and not within for right, within in zip(seen.right, inside, strict=True)):
            continue
        share = failing / sum(inside)
        enough = 1 if condition.name in _SPECIAL else OUTSIDE
        if share >= MOST and count - sum(inside) >= enough and (best is None or share > best[0] + 1e-9):
            best = (share, condition)
    if best is None:
        return None
    condition = best[1]
    return told(
        f"only-{condition.name}",
        f"試した入力のうち、{condition.ja}ときにだけ間違えます。ほかの入力では合っています。",
        f"Of the inputs tried it fails only where {condition.en}; on the others it is right.",
    )


def _conditions(task: CodeTask) -> Iterator[_Condition]:
    """The conditions that are looked at: what is special about an input, a size, or two sizes."""
    if any(entry.any_axes for entry in task.inputs):
        ja, en = "入力の軸が 1 つか 3 つの", "the inputs have one axis or three"
        yield _Condition("other-axes", ja, en, lambda case: not is_plain(case))
    for entry in task.inputs:
        for name, ja, en, test in _OF_ARRAYS:
            if not (entry.count and name in ("zeros", "negative")):
                yield _Condition(name, ja.format(entry.name), en.format(entry.name), _some(entry.name, test))
    names = [rule.name for rule in task.sizes]
    for size in names:
        for name, ja, en, holds in _OF_SIZES:
            yield _Condition(name, ja.format(size), en.format(size), _of_one(size, holds))
    for place, one in enumerate(names):
        for two in names[place + 1 :]:
            for name, ja, en, differ in _OF_TWO_SIZES:
                yield _Condition(name, ja.format(one, two), en.format(one, two), _of_two(one, two, differ))


def _some(name: str, test: Callable[[Any], bool]) -> Callable[[Values], bool]:
    return lambda case: any(test(array) for array in _arrays(case[name]))


def _of_one(size: str, test: Callable[[int], bool]) -> Callable[[Values], bool]:
    return lambda case: test(case[size])


def _of_two(one: str, two: str, test: Callable[[int, int], bool]) -> Callable[[Values], bool]:
    return lambda case: test(case[one], case[two])


_OF_ARRAYS: tuple[tuple[str, str, str, Callable[[Any], bool]], ...] = (
    ("whole-arrays", " `{}` が整数の配列の", "`{}` is an array of whole numbers",
     lambda array: array.dtype.kind == "i"),
    ("apart", " `{}` がスライスなどで作られた（メモリ上で連続でない）配列の",
     "`{}` is a slice whose numbers lie apart in memory", lambda array: not array.flags.c_contiguous),
    ("all-equal", " `{}` の値がすべて同じ", "all values of `{}` are the same",
     lambda array: array.size > 1 and array.min() == array.max()),
    ("one-axis", " `{}` の軸が 1 つの", "`{}` has one axis", lambda array: array.ndim == 1),
    ("more-axes", " `{}` の軸が 3 つ以上の", "`{}` has three axes or more", lambda array: array.ndim > 2),
    ("large-numbers", " `{}` に絶対値が 50 以上の数がある", "`{}` holds numbers of 50 or more in size",
     lambda array: bool((abs(array) >= 50).any())),
    ("small-numbers", " `{}` の数の絶対値がどれも 0.01 未満の", "all numbers in `{}` are less than 0.01 in size",
     lambda array: 0 < abs(array).max(initial=0) < 0.01),
    ("zeros", " `{}` に 0 が含まれる", "`{}` contains a 0", lambda array: bool((array == 0).any())),
    ("negative", " `{}` に負の値が含まれる", "`{}` contains a negative number", lambda array: bool((array < 0).any())),
)  # fmt: skip
_OF_SIZES: tuple[tuple[str, str, str, Callable[[int], bool]], ...] = (
    ("empty", " {} が 0 の", "{} is 0", lambda size: size == 0),
    ("one", " {} が 1 の", "{} is 1", lambda size: size == 1),
    ("several", " {} が 2 以上の", "{} is 2 or more", lambda size: size > 1),
    ("odd", " {} が奇数の", "{} is odd", lambda size: size % 2 == 1),
    ("even", " {} が偶数の", "{} is even", lambda size: size % 2 == 0),
    ("positive", " {} が 0 でない", "{} is not 0", lambda size: size > 0),
)
_OF_TWO_SIZES: tuple[tuple[str, str, str, Callable[[int, int], bool]], ...] = (
    ("not-square", " {} と {} が違う", "{} and {} differ", lambda one, two: one != two),
    ("remainder", " {} が {} で割り切れない", "{1} does not divide {0}", lambda one, two: two > 0 and one % two != 0),
)


def _arrays(value: Any) -> list[Any]:
    import numpy as np

    if isinstance(value, Mapping):
        return [array for part in value.values() for array in _arrays(part)]
    if isinstance(value, list):
        return [array for part in value for array in _arrays(part)]
    return [value] if isinstance(value, np.ndarray) else []
