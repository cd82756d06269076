"""What a wrong answer in code has done wrong, read from what it gives: facts that hold on every input it was tried on.

None of it looks at how the answer is written. Each diagnosis is a statement about results (an input was written into,
an argument makes no difference, the second call is wrong, the result is the transpose, it fails where n is odd) and
is told only if all cases agree with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quiz.kinds.code.cases import Trial, Values, numeric, same_data
from quiz.kinds.code.fields import CONSTANTS, CodeTask
from quiz.language import Text
from quiz.model import Diagnosis

if TYPE_CHECKING:
    from quiz.sandbox import Step

_CLOSE = 1e-6


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


def diagnoses_of(
    task: CodeTask, trial: Trial, wanted: Sequence[Values], given: Sequence[Given]
) -> tuple[Diagnosis, ...]:
    """Return what is wrong, the most telling statement first; none if nothing can be said of all cases."""
    seen = _Seen(task, trial, wanted, given)
    for look in (
        _changed,
        _shared,
        _unmoved,
        _ignored,
        _where_special,
        _unlike,
        _later,
        _where,
        _some_right,
        _how_many,
    ):
        found = look(seen)
        if found is not None:
            return (found,)
    return ()


class _Seen:
    """The cases that ended with values, and which of their results are wrong."""

    def __init__(self, task: CodeTask, trial: Trial, wanted: Sequence[Values], given: Sequence[Given]) -> None:
        self.task, self.trial, self.wanted, self.given = task, trial, wanted, given
        self.right = [is_right(task, one, right) for one, right in zip(given, wanted, strict=False)]
        self.wrong = [differing(task, one, right) for one, right in zip(given, wanted, strict=False)]
        self.all_end = len(given) == len(trial.cases) and all(one.values is not None for one in given)

    def failing(self) -> list[int]:
        return [place for place, right in enumerate(self.right) if not right]

    def value(self, place: int, name: str) -> Any:
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


def _said(name: str, ja: str, en: str) -> Diagnosis:
    return Diagnosis(name, Text(ja, en))


# -- what it does to its inputs, and what it takes from them -----------------------------------------------------------


def _changed(seen: _Seen) -> Diagnosis | None:
    names = list(dict.fromkeys(name for one in seen.given for name in one.changed))
    if not names:
        return None
    shown = ", ".join(f"`{name}`" for name in names)
    return _said(
        "changes-input",
        f"渡された {shown} の中身を書き換えています。呼び出した側のデータも変わるので、新しい配列を作ります。",
        f"It writes into {shown}, and so changes the caller's data. Make a copy, or a new array.",
    )


def _unmoved(seen: _Seen) -> Diagnosis | None:
    """Inputs that should be updated in place are as they were, in every case."""
    names = [name for name in seen.task.gives if seen.origin(name)]
    if (
        not names
        or not seen.all_end
        or any(
            not _equal(seen.value(place, name), seen.trial.cases[place].get(seen.origin(name)))
            for name in names
            for place in range(len(seen.given))
        )
    ):
        return None
    return _said(
        "not-updated",
        f"{_listed(names)} が呼び出しの前のままです。渡された辞書や配列そのものを更新します。",
        f"{_listed(names)}: nothing has changed. Update the very dictionary or array that is passed in.",
    )


def _ignored(seen: _Seen) -> Diagnosis | None:
    """Arguments that make no difference: cases that differ in one of them alone give the same, and should not."""
    same: dict[str, list[bool]] = {}
    for pair in seen.trial.pairs:
        if max(pair.one, pair.other) >= len(seen.given):
            continue
        telling = [
            name
            for name in seen.task.gives
            if not same_data(seen.wanted[pair.one][name], seen.wanted[pair.other][name], 10 * seen.task.tolerance)
        ]
        if telling:
            results = [(seen.value(pair.one, name), seen.value(pair.other, name)) for name in telling]
            # What is nowhere a number says nothing of an argument (None is None).
            same.setdefault(pair.argument, []).append(
                all(_has_numbers(one) and same_data(one, other, _CLOSE) for one, other in results)
            )
    found = [name for name, pairs in same.items() if all(pairs) and len(pairs) > 1]
    if not found:
        return None
    if len(found) == len(same) > 1:
        return _said(
            "ignores-everything",
            "どの引数を変えても同じ結果になります。",
            "The result is the same whatever the arguments are.",
        )
    shown = ", ".join(f"`{name}`" for name in found)
    return _said(
        "ignores-" + "-".join(found),
        f"{shown} を変えても結果が変わりません。使われていないか、決まった値に置き換わっています。",
        f"{shown} makes no difference to the result: it is not used, or a fixed value stands for it.",
    )


def _has_numbers(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_numbers(part) for part in value.values())
    array = numeric(value)
    return array is not None and array.size > 0


# -- how the result differs --------------------------------------------------------------------------------------------

_Relation = Callable[[Any, Any, Values], bool]


def _unlike(seen: _Seen) -> Diagnosis | None:
    """How a wrong result follows from the right one, in every case where it is wrong."""
    if not seen.all_end:
        return None
    places = seen.failing()
    for name in seen.task.gives:
        failing = [place for place in places if name in seen.wrong[place]]
        pairs = [(*seen.numbers(place, name), seen.trial.cases[place]) for place in failing]
        if not pairs or any(one is None or other is None for one, other, _ in pairs):
            continue
        subject = _subject(seen, name)
        related = (
            said(subject)
            for relation, said in _RELATIONS
            if all(relation(got, right, case) for got, right, case in pairs) and _telling(relation, pairs)
        )
        found = next(related, None)
        found = found or _factor(subject, pairs, seen.task) or _offset(subject, pairs) or _earlier(seen, name, failing)
        if found is not None:
            return _and_where(found, seen)
    return None


def _and_where(found: Diagnosis, seen: _Seen) -> Diagnosis:
    """Add where it fails, if that is not everywhere and can be said."""
    where = _where(seen)
    if where is None:
        return found
    return _said(found.name, f"{found.message.ja}{where.message.ja}", f"{found.message.en} {where.message.en}")


def _subject(seen: _Seen, name: str) -> tuple[str, str]:
    if seen.origin(name):
        return f"`{name}` の変化が", f"The change of `{name}`"
    return (f"`{name}` が", f"`{name}`") if len(seen.task.gives) > 1 else ("結果が", "The result")


def _telling(relation: _Relation, pairs: Sequence[tuple[Any, Any, Values]]) -> bool:
    """True if the relation says something in at least two cases, or in the only one."""
    return len(pairs) == 1 or sum(right.size > 1 for _, right, _ in pairs) >= 2 or relation in (_negative, _not_finite)


def _equal(one: Any, other: Any) -> bool:
    return same_data(one, other, _CLOSE)


def _not_finite(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    return not bool(np.isfinite(got).all()) and bool(np.isfinite(right).all())


def _negative(got: Any, right: Any, case: Values) -> bool:
    return bool(right.any()) and _equal(got, -right)


def _transposed(got: Any, right: Any, case: Values) -> bool:
    import itertools

    return right.ndim > 1 and any(
        _equal(got, right.transpose(axes)) for axes in itertools.permutations(range(right.ndim))
    )


def _flipped(got: Any, right: Any, case: Values) -> bool:
    import itertools

    import numpy as np

    axes = range(right.ndim)
    return got.shape == right.shape and any(
        _equal(got, np.flip(right, chosen))
        for count in range(1, right.ndim + 1)
        for chosen in itertools.combinations(axes, count)
    )


def _whole(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    return any(_equal(got, rounded(right)) for rounded in (np.trunc, np.floor, np.round, np.ceil))


def _truth(got: Any, right: Any, case: Values) -> bool:
    return _equal(got, (right != 0) * 1.0) and set(got.ravel().tolist()) <= {0.0, 1.0}


def _reshaped(got: Any, right: Any, case: Values) -> bool:
    return got.shape != right.shape and got.size == right.size and _equal(got.ravel(), right.ravel())


def _totalled(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    if got.ndim >= right.ndim and got.size >= right.size:
        return False
    totals = [function(right, axis=axis) for function in (np.sum, np.mean) for axis in (None, *range(right.ndim))]
    return any(_equal(np.squeeze(got), np.squeeze(total)) for total in totals)


def _part(got: Any, right: Any, case: Values) -> bool:
    """The result is a piece of the right one, a leading or a later one."""
    import itertools

    if (
        got.ndim != right.ndim
        or got.size >= right.size
        or any(a > b for a, b in zip(got.shape, right.shape, strict=True))
    ):
        return False
    starts = [range(b - a + 1) for a, b in zip(got.shape, right.shape, strict=True)]
    return any(
        _equal(got, right[tuple(slice(i, i + a) for i, a in zip(start, got.shape, strict=True))])
        for start in itertools.islice(itertools.product(*starts), 200)
    )


def _larger(got: Any, right: Any, case: Values) -> bool:
    return _part(right, got, case)


def _mixed(got: Any, right: Any, case: Values) -> bool:
    """The right numbers stand at wrong places."""
    import numpy as np

    return got.shape == right.shape and got.size > 1 and _equal(np.sort(got, axis=None), np.sort(right, axis=None))


def _nothing(got: Any, right: Any, case: Values) -> bool:
    return got.shape == right.shape and bool(right.any()) and not got.any()


def _an_input(got: Any, right: Any, case: Values) -> bool:
    return got.size > 0 and any(
        _equal(got, array) for array in map(numeric, case.values()) if array is not None and array.ndim
    )


def _one_channel(got: Any, right: Any, case: Values) -> bool:
    return got.ndim == right.ndim - 1 and any(_equal(got, right[..., k]) for k in range(right.shape[-1]))


_Subject = tuple[str, str]


def _relation(tag: str, ja: str, en: str) -> Callable[[_Subject], Diagnosis]:
    return lambda subject: _said(tag, f"{subject[0]}{ja}", f"{subject[1]} {en}")


_RELATIONS: tuple[tuple[_Relation, Callable[[_Subject], Diagnosis]], ...] = (
    (_not_finite, _relation(
        "not-finite", "計算できない値（nan や inf）を含んでいます。0 で割っていないか確かめます。",
        "has values that are no numbers (nan, inf): see whether it divides by 0.",
    )),
    (_negative, _relation("negative", "正しい値の符号を逆にしたものです。", "has the wrong sign everywhere.")),
    (_nothing, _relation("all-zero", "すべて 0 です。", "is 0 everywhere.")),
    (_transposed, _relation(
        "transposed", "正しい結果の軸を入れ替えたもの（転置）です。", "is the right one with its axes swapped."
    )),
    (_flipped, _relation(
        "flipped", "正しい結果を逆の順に並べたものです。", "is the right one in reverse order."
    )),
    (_reshaped, _relation(
        "shape", "数は合っていますが、配列の形が違います。", "has the right numbers in an array of another shape."
    )),
    (_one_channel, _relation(
        "one-channel", "最後の軸のうち 1 つだけを取り出したものです。", "is one slice of the last axis only."
    )),
    (_part, _relation("cut-off", "正しい結果の一部しかありません。", "is only a part of the right one.")),
    (_larger, _relation(
        "too-much", "正しい結果を含んでいますが、余分な行や列があります。", "is the right one and more around it."
    )),
    (_totalled, _relation(
        "totalled", "合計や平均にまとめられています。", "has been summed or averaged."
    )),
    (_truth, _relation(
        "truth-values", "0 かどうかだけを表す値になっています。", "tells only whether the right one is 0."
    )),
    (_whole, _relation(
        "whole-numbers", "整数に丸められています（整数型の配列や // での割り算）。",
        "has been cut to whole numbers (an integer array, or a division by //).",
    )),
    (_an_input, _relation(
        "input-returned", "入力の 1 つとまったく同じです。", "is just one of the inputs."
    )),
    (_mixed, _relation(
        "mixed-up", "数は合っていますが、並ぶ位置が違います（軸や reshape の順）。",
        "has the right numbers at wrong places (axes, or the order of a reshape).",
    )),
)  # fmt: skip


def _factor(subject: _Subject, pairs: Sequence[tuple[Any, Any, Values]], task: CodeTask) -> Diagnosis | None:
    """A result that is too large or too small by one factor: the same one always, or a size of the case."""
    import numpy as np

    factors = []
    for got, right, _ in pairs:
        if got.shape != right.shape or not right.any() or not got.any():
            return None
        top = int(np.argmax(np.abs(right)))
        factor = float(got.ravel()[top] / right.ravel()[top])
        if not np.isfinite(factor) or not _equal(got, factor * right):
            return None
        factors.append(factor)
    subject_ja, subject_en = subject
    if len(factors) > 1 and max(factors) - min(factors) <= 1e-6 * abs(factors[0]):
        return _said(
            "scaled",
            f"{subject_ja}正しい値の {factors[0]:.4g} 倍になっています。",
            f"{subject_en} is {factors[0]:.4g} times the right one.",
        )
    if len(set(factors)) < 2:
        return None
    for size, sides in _sides(pairs[0][2], task).items():
        values = [_sides(case, task).get(size, sides) for _, _, case in pairs]
        if all(value and abs(factor - value) < 1e-6 * value for factor, value in zip(factors, values, strict=True)):
            return _said(
                "times-size",
                f"{subject_ja}正しい値の {size} 倍になっています（平均にするところで合計しています）。",
                f"{subject_en} is {size} times the right one (a sum where a mean is meant).",
            )
        if all(value and abs(factor * value - 1) < 1e-6 for factor, value in zip(factors, values, strict=True)):
            return _said(
                "over-size",
                f"{subject_ja}正しい値を {size} で割ったものになっています（合計するところで平均しています）。",
                f"{subject_en} is the right one divided by {size} (a mean where a sum is meant).",
            )
    return None


def _sides(case: Values, task: CodeTask) -> dict[str, int]:
    """The sizes of a case, by their names."""
    return {rule.name: case[rule.name] for rule in task.sizes}


def _offset(subject: _Subject, pairs: Sequence[tuple[Any, Any, Values]]) -> Diagnosis | None:
    """A result that differs by one and the same number everywhere."""
    offsets = []
    for got, right, _ in pairs:
        if got.shape != right.shape or not right.size:
            return None
        offset = float((got - right).ravel()[0])
        if not _equal(got, right + offset):
            return None
        offsets.append(offset)
    if len(offsets) < 2 or max(offsets) - min(offsets) > _CLOSE:
        return None
    ja, en = subject
    return _said(
        "shifted",
        f"{ja}正しい値よりいつも {offsets[0]:.4g} だけずれています。",
        f"{en} is always {offsets[0]:.4g} more than the right one.",
    )


def _earlier(seen: _Seen, name: str, failing: Sequence[int]) -> Diagnosis | None:
    """A result that is that of an earlier step over again, where it should not be."""
    for other in seen.task.gives[: seen.task.gives.index(name)]:
        if len(failing) > 1 and all(
            _has_numbers(seen.value(place, name))
            and _equal(seen.value(place, name), seen.value(place, other))
            and not _equal(seen.wanted[place][name], seen.wanted[place][other])
            for place in failing
        ):
            return _said(
                "earlier-result",
                f"`{name}` が、前の `{other}` と同じままです。呼び出しのたびに計算し直します。",
                f"`{name}` is still the earlier `{other}`: it has to be computed anew at every call.",
            )
    return None


# -- when and where it fails -------------------------------------------------------------------------------------------


def _wrong_results(seen: _Seen) -> list[str]:
    """The results that are wrong in any case, in the order of the steps; none where a case has no values."""
    if any(one.values is None for one in seen.given):
        return []
    return sorted({name for names in seen.wrong for name in names}, key=seen.position)


def _shared(seen: _Seen) -> Diagnosis | None:
    """The first object is right everywhere, and a later one is not."""
    wrong = _wrong_results(seen)
    made = [place for place, step in enumerate(seen.task.steps) if step.do == "new"]
    if not wrong or len(made) < 2 or seen.position(wrong[0]) < made[1]:
        return None
    if not any(seen.position(name) < made[1] for name in seen.task.gives):
        return None
    return _said(
        "shared-between-objects",
        "1 つ目のオブジェクトは正しく動きますが、2 つ目から違います。値は（クラスでなく）self に持たせます。",
        "The first object works, the second doesn't: what it keeps belongs to `self`, not to the class.",
    )


def _later(seen: _Seen) -> Diagnosis | None:
    """The first call of a method is right everywhere, and a later one is not."""
    wrong = _wrong_results(seen)
    if not wrong:
        return None
    name = wrong[0]
    before = [one for one in seen.task.gives if seen.position(one) < seen.position(name)]
    steps = seen.task.steps
    same = [one for one in before if _call(steps[seen.position(one)]) == _call(steps[seen.position(name)])]
    same += [one for one in before if seen.origin(one) and seen.origin(one) == seen.origin(name)]
    if not same:
        return None
    return _said(
        "later-call",
        f"`{same[-1]}` は合っていますが、後の呼び出しの `{name}` から違います。"
        "呼び出しのあいだに残す値と、毎回新しくする値を確かめます。",
        f"`{same[-1]}` is right, and `{name}`, of a later call, is not: see which values must stay between calls and "
        "which must be new each time.",
    )


def _call(step: Step) -> tuple[object, ...]:
    """What a step calls, and in which mode: ``forward(x, True)`` is another call than ``forward(x, False)``."""
    return (step.do, step.name, *(name for _, name, _ in step.arguments if name in CONSTANTS))


@dataclass(frozen=True)
class _Condition:
    """Something that is true of some cases."""

    name: str
    ja: str
    en: str
    holds: Callable[[Values], bool]


MOST = 0.75
OUTSIDE = 3
"""A condition explains the failing cases if most of the cases that meet it fail, and several others are right."""

_SPECIAL = ("whole-arrays", "apart", "all-equal")
"""Conditions that few cases meet: where one of them explains all, nothing else has to be said."""


def _where_special(seen: _Seen) -> Diagnosis | None:
    return _where(seen, [one for one in _conditions(seen.task) if one.name in _SPECIAL])


def _where(seen: _Seen, conditions: Sequence[_Condition] | None = None) -> Diagnosis | None:
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
    return _said(
        f"only-{condition.name}",
        f"試した入力のうち、{condition.ja}ときにだけ間違えます。ほかの入力では合っています。",
        f"Of the inputs tried it fails only where {condition.en}; on the others it is right.",
    )


def _conditions(task: CodeTask) -> Iterator[_Condition]:
    """The conditions that are looked at: what is special about an input, a size, or two sizes."""
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


def _some_right(seen: _Seen) -> Diagnosis | None:
    """Which results are right everywhere and which are not, where the question compares several."""
    wrong = {name for names in seen.wrong for name in names}
    right = [name for name in seen.task.gives if name not in wrong]
    if not right or not wrong or not seen.all_end:
        return None
    first = next(name for name in seen.task.gives if name in wrong)
    return _said(
        f"wrong-{first}",
        f"{_listed(right)} は合っていますが、{_listed(name for name in seen.task.gives if name in wrong)} が違います。",
        f"Right: {_listed(right)}. Wrong: {_listed(name for name in seen.task.gives if name in wrong)}.",
    )


def _how_many(seen: _Seen) -> Diagnosis | None:
    """How many of the inputs it fails on, where there is nothing better to say."""
    if not seen.all_end:
        return None  # what happened says it
    failing, count = len(seen.failing()), len(seen.given)
    return _said(
        "differs",
        f"試した {count} 個の入力のうち {failing} 個で、結果が違います。",
        f"The result is wrong on {failing} of the {count} inputs that were tried.",
    )


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)
