"""Diagnoses of how a wrong result differs from the right one: its transpose, its negative, twice as large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quiz.kinds.code.cases import Values, numeric
from quiz.kinds.code.failing_cases import condition
from quiz.kinds.code.observed import CLOSE, Seen, equal, has_numbers, told
from quiz.kinds.code.task import CodeTask
from quiz.model import Diagnosis

_Relation = Callable[[Any, Any, Values], bool]


def unlike(seen: Seen) -> Diagnosis | None:
    """How the first wrong result follows from the right one, in every case where it is wrong: others follow from it."""
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
        return None if found is None else _and_where(found, seen)
    return None


def _and_where(found: Diagnosis, seen: Seen) -> Diagnosis:
    """Add where it fails, if that is not everywhere and can be said."""
    where = condition(seen)
    if where is None:
        return found
    return told(found.name, f"{found.message.ja}{where.message.ja}", f"{found.message.en} {where.message.en}")


def _subject(seen: Seen, name: str) -> tuple[str, str]:
    if seen.origin(name):
        return f"`{name}` の変化が", f"The change of `{name}`"
    return (f"`{name}` が", f"`{name}`") if len(seen.task.gives) > 1 else ("結果が", "The result")


def _telling(relation: _Relation, pairs: Sequence[tuple[Any, Any, Values]]) -> bool:
    """True if the relation says something in at least two cases, or in the only one."""
    return len(pairs) == 1 or sum(right.size > 1 for _, right, _ in pairs) >= 2 or relation in (_negative, _not_finite)


def _not_finite(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    return not bool(np.isfinite(got).all()) and bool(np.isfinite(right).all())


def _negative(got: Any, right: Any, case: Values) -> bool:
    return bool(right.any()) and equal(got, -right)


def _transposed(got: Any, right: Any, case: Values) -> bool:
    import itertools

    return right.ndim > 1 and any(
        equal(got, right.transpose(axes)) for axes in itertools.permutations(range(right.ndim))
    )


def _flipped(got: Any, right: Any, case: Values) -> bool:
    import itertools

    import numpy as np

    axes = range(right.ndim)
    return got.shape == right.shape and any(
        equal(got, np.flip(right, chosen))
        for count in range(1, right.ndim + 1)
        for chosen in itertools.combinations(axes, count)
    )


def _whole(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    return any(equal(got, rounded(right)) for rounded in (np.trunc, np.floor, np.round, np.ceil))


def _truth(got: Any, right: Any, case: Values) -> bool:
    return equal(got, (right != 0) * 1.0) and set(got.ravel().tolist()) <= {0.0, 1.0}


def _reshaped(got: Any, right: Any, case: Values) -> bool:
    return got.shape != right.shape and got.size == right.size and equal(got.ravel(), right.ravel())


def _totalled(got: Any, right: Any, case: Values) -> bool:
    import numpy as np

    if got.ndim >= right.ndim and got.size >= right.size:
        return False
    totals = [function(right, axis=axis) for function in (np.sum, np.mean) for axis in (None, *range(right.ndim))]
    return any(equal(np.squeeze(got), np.squeeze(total)) for total in totals)


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
        equal(got, right[tuple(slice(i, i + a) for i, a in zip(start, got.shape, strict=True))])
        for start in itertools.islice(itertools.product(*starts), 200)
    )


def _larger(got: Any, right: Any, case: Values) -> bool:
    return _part(right, got, case)


def _mixed(got: Any, right: Any, case: Values) -> bool:
    """The right numbers stand at wrong places."""
    import numpy as np

    return got.shape == right.shape and got.size > 1 and equal(np.sort(got, axis=None), np.sort(right, axis=None))


def _nothing(got: Any, right: Any, case: Values) -> bool:
    return got.shape == right.shape and bool(right.any()) and not got.any()


def _an_input(got: Any, right: Any, case: Values) -> bool:
    return got.size > 0 and any(
        equal(got, array) for array in map(numeric, case.values()) if array is not None and array.ndim
    )


def _one_channel(got: Any, right: Any, case: Values) -> bool:
    return got.ndim == right.ndim - 1 and any(equal(got, right[..., k]) for k in range(right.shape[-1]))


_Subject = tuple[str, str]


def _relation(tag: str, ja: str, en: str) -> Callable[[_Subject], Diagnosis]:
    return lambda subject: told(tag, f"{subject[0]}{ja}", f"{subject[1]} {en}")


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
        if not np.isfinite(factor) or not equal(got, factor * right):
            return None
        factors.append(factor)
    subject_ja, subject_en = subject
    if len(factors) > 1 and max(factors) - min(factors) <= 1e-6 * abs(factors[0]):
        return told(
            "scaled",
            f"{subject_ja}正しい値の {factors[0]:.4g} 倍になっています。",
            f"{subject_en} is {factors[0]:.4g} times the right one.",
        )
    if len(set(factors)) < 2:
        return None
    for size, sides in _sides(pairs[0][2], task).items():
        values = [_sides(case, task).get(size, sides) for _, _, case in pairs]
        if all(value and abs(factor - value) < 1e-6 * value for factor, value in zip(factors, values, strict=True)):
            return told(
                "times-size",
                f"{subject_ja}正しい値の {size} 倍になっています（平均にするところで合計しています）。",
                f"{subject_en} is {size} times the right one (a sum where a mean is meant).",
            )
        if all(value and abs(factor * value - 1) < 1e-6 for factor, value in zip(factors, values, strict=True)):
            return told(
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
        if not equal(got, right + offset):
            return None
        offsets.append(offset)
    if len(offsets) < 2 or max(offsets) - min(offsets) > CLOSE:
        return None
    ja, en = subject
    return told(
        "shifted",
        f"{ja}正しい値よりいつも {offsets[0]:.4g} だけずれています。",
        f"{en} is always {offsets[0]:.4g} more than the right one.",
    )


def _earlier(seen: Seen, name: str, failing: Sequence[int]) -> Diagnosis | None:
    """A result that is that of an earlier step over again, where it should not be."""
    for other in seen.task.gives[: seen.task.gives.index(name)]:
        if len(failing) > 1 and all(
            has_numbers(seen.value(place, name))
            and equal(seen.value(place, name), seen.value(place, other))
            and not equal(seen.wanted[place][name], seen.wanted[place][other])
            for place in failing
        ):
            return told(
                "earlier-result",
                f"`{name}` が、前の `{other}` と同じままです。呼び出しのたびに計算し直します。",
                f"`{name}` is still the earlier `{other}`: it has to be computed anew at every call.",
            )
    return None
