"""Properties of results that are not the same for every right answer: random zeros, shuffled mini-batches.

A question names them in ``holds``, ``zeros_share(y, ratio, x)``, with results of its steps, inputs and sizes. They are
held against all cases together, so that chance is judged by exact bounds and not by the luck of one draw: a right
answer fails less than once in ten million times, and always or never does so, since what is drawn without a seed is
drawn alike in every run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.language import Text

RARE = 1e-9
"""A count whose tail of the binomial distribution is rarer than this is no accident."""

FAR = 6.5
"""Standard deviations that no sum of chance reaches."""

ENOUGH = 20
"""From so many numbers on, two random patterns are not the same by accident; so are orders of ``LONG`` samples."""

LONG = 8


@dataclass(frozen=True)
class Broken:
    """A property that does not hold: the name of what is wrong, and what to say of it.

    ``case`` is the first case that shows it by itself; None if all show it together. ``measured`` are the numbers that
    tell this mistake from another that breaks the same property; ``lines`` show them.
    """

    name: str
    said: Text
    case: int | None = None
    measured: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Property:
    """How a property is checked; ``values`` says what it is about."""

    values: tuple[str, ...]
    check: Callable[[Sequence[tuple[Any, ...]]], Broken | None]

    @property
    def count(self) -> int:
        """How many values it is about."""
        return len(self.values)


PROPERTIES: dict[str, Property] = {}
"""The closed list, by the name that a question file writes."""


def broken(name: str, cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Return how a property is broken by the values of all cases; None if it holds.

    >>> import numpy as np
    >>> broken("zeros_same", [(np.array([0, 2]), np.array([0, 5]))]) is None
    True
    >>> broken("zeros_same", [(np.array([0, 2]), np.array([4, 0]))]).name
    'other-zeros'
    """
    try:
        return PROPERTIES[name].check(cases)
    except _Misfit as error:
        return Broken(error.name, error.said, error.case)


class _Misfit(Exception):
    """What an answer gave is not of the kind that the property is about."""

    def __init__(self, name: str, said: Text, case: int) -> None:
        super().__init__(name)
        self.name, self.said, self.case = name, said, case


_Check = Callable[[Sequence[tuple[Any, ...]]], Broken | None]


def _property(*values: str) -> Callable[[_Check], _Check]:
    def register(check: _Check) -> _Check:
        PROPERTIES[check.__name__] = Property(values, check)
        return check

    return register


# -- random zeros ------------------------------------------------------------------------------------------------------


def _calls(value: Any, shape: tuple[int, ...] | None, case: int) -> list[Any]:
    """Return the arrays of one call or of several; they must have the shape of what was put in."""
    import numpy as np

    arrays = []
    for one in value if isinstance(value, list) and shape is not None and len(value) != 0 else [value]:
        try:
            array = np.asarray(one, dtype=float)
        except (TypeError, ValueError):
            array = None
        if array is None or (shape is not None and array.shape != shape):
            found = "-" if array is None else str(array.shape)
            ja = f"返り値の形が入力と同じ {shape} ではなく {found} です。"
            raise _Misfit("shape", Text(ja, f"What is returned has the shape {found}, not {shape} as the input."), case)
        arrays.append(array)
    return arrays


def _zeros(value: Any, like: Any, case: int) -> list[Any]:
    import numpy as np

    return [array == 0 for array in _calls(value, np.shape(like), case)]


@_property("result", "input")
def zero_or_same(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Every number of the result is 0 or that of the input at its place."""
    import numpy as np

    for case, (y, x) in enumerate(cases):
        for array in _calls(y, np.shape(x), case):
            kept = array != 0
            if not np.allclose(array[kept], x[kept], rtol=1e-6):
                factor = float(np.median(array[kept] / x[kept])) if kept.any() else 0.0
                return Broken(
                    "kept-changed",
                    Text(
                        "0 にしなかった要素の値が、もとの値から変わっています。残す要素はそのまま返します。",
                        "The elements that are not 0 differ from those that were put in; what is kept stays as it is.",
                    ),
                    case,
                    (factor,),
                )
    return None


@_property("result", "share", "input")
def zeros_share(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Zeros are as frequent as ``share`` says, for each of its values; exact bounds of the binomial distribution."""
    counts: dict[float, list[int]] = {}
    for case, (y, share, x) in enumerate(cases):
        for zeros in _zeros(y, x, case):
            count = counts.setdefault(round(float(share), 6), [0, 0])
            count[0] += int(zeros.sum())
            count[1] += int(zeros.size)
    found = sorted(counts.items())
    if all(_tail(zeros, total, share) >= RARE for share, (zeros, total) in found):
        return None
    measured = tuple(zeros / max(total, 1) for _, (zeros, total) in found)
    lines = tuple(f"p = {share:g}: {zeros} / {total} = {zeros / max(total, 1):.3f}" for share, (zeros, total) in found)
    if max(measured) == 0:
        return Broken(
            "no-zeros", Text("どの要素も 0 になっていません。", "No element becomes 0."), None, measured, lines
        )
    swapped = all(_tail(total - zeros, total, share) >= RARE for share, (zeros, total) in found)
    always = sum(zeros for _, (zeros, _) in found) / max(sum(total for _, (_, total) in found), 1)
    constant = len(found) > 1 and all(_tail(zeros, total, always) >= RARE for _, (zeros, total) in found)
    if swapped:
        ja = "0 にする割合と残す割合が逆です。"
        return Broken("share-swapped", Text(ja, "The share of zeros and the share that is kept are swapped."), None,
                      measured, lines)  # fmt: skip
    if constant:
        ja = f"0 になる割合がいつも約 {always:.2f} で、渡された割合によって変わりません。"
        en = f"The share of zeros is always about {always:.2f}, whatever share was asked for."
        return Broken("share-fixed", Text(ja, en), None, measured, lines)
    ja = "0 になる要素の割合が、求められた割合と偶然とはいえないほど違います。"
    en = "The share of zeros differs from what was asked for by more than chance allows."
    return Broken("share", Text(ja, en), None, measured, lines)


@_property("results of several calls", "input")
def zeros_new(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """The calls do not all draw the same zeros."""
    for case, (y, x) in enumerate(cases):
        patterns = [zeros for zeros in _zeros(y, x, case) if zeros.size >= ENOUGH and zeros.any() and not zeros.all()]
        if len(patterns) > 1 and len({zeros.tobytes() for zeros in patterns}) == 1:
            ja = "呼ぶたびに新しく引くはずの 0 の位置が、前の呼び出しと同じです（固定した種や、乱数によらないマスク）。"
            en = (
                "The zeros stand where they stood in the call before: they must be drawn anew every time (a fixed "
                "seed, or a mask without chance)."
            )
            return Broken("same-zeros", Text(ja, en))
    return None


@_property("results of several calls", "results of another object", "input")
def zeros_differ(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Two objects draw different zeros: the first call of one is unlike the first call of the other."""
    import numpy as np

    for case, (one, other, x) in enumerate(cases):
        first, second = _zeros(one, x, case)[0], _zeros(other, x, case)[0]
        if first.size >= ENOUGH and first.any() and not first.all() and np.array_equal(first, second):
            ja = "2 つのレイヤが同じ位置を 0 にしています。種を固定すると、どのレイヤのマスクも同じになります。"
            en = "Two layers set the same elements to 0: with a fixed seed every layer draws the same mask."
            return Broken("same-zeros-in-two", Text(ja, en))
    return None


@_property("results of several calls", "input")
def zeros_independent(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Zeros are independent: their counts by row, by column and by call vary as those of independent draws do.

    χ² = Σ (count - n p)²/(n p (1 - p)) over rows, columns or calls, by Wilson and Hilferty's approximation (1931).
    """
    import numpy as np

    squares = dict.fromkeys(("rows", "columns", "calls", "places"), 0.0)
    degrees = dict.fromkeys(squares, 0)
    for case, (y, x) in enumerate(cases):
        shape = np.shape(x)
        if len(shape) != 2 or min(shape) < ENOUGH:
            continue
        zeros = np.stack(_zeros(y, x, case))
        p = float(zeros.mean())  # whether it is the right one is another property
        if not 0 < p < 1:
            continue
        counts = {
            "rows": (zeros.sum(axis=2).ravel(), shape[1]),
            "columns": (zeros.sum(axis=1).ravel(), shape[0]),
            "calls": (zeros.sum(axis=(1, 2)), shape[0] * shape[1]),
            "places": (zeros.sum(axis=0).ravel(), len(zeros)),
        }
        for name, (found, size) in counts.items():
            squares[name] += float((((found - size * p) ** 2) / (size * p * (1 - p))).sum())
            degrees[name] += len(found)
    far = {name: _spread(squares[name], count) for name, count in degrees.items() if count}
    said = {
        "columns": Text(
            "どの行（データ）でも同じ列が 0 になっています。マスクはすべての要素について別々に引きます。",
            "The same columns are 0 in every row (sample): draw the mask for each element by itself.",
        ),
        "rows": Text(
            "行（データ）がまるごと 0 になっています。マスクはすべての要素について別々に引きます。",
            "Whole rows (samples) are 0: draw the mask for each element by itself.",
        ),
        "places": Text(
            "何度呼んでも、0 になりやすい要素となりにくい要素が決まっています。どの要素も毎回独立に引きます。",
            "Over many calls some elements are 0 too often and others too seldom: draw each of them anew every time.",
        ),
    }
    for name, message in said.items():
        if far.get(name, 0) > FAR:
            return Broken(f"{name}-together", message)
    if min(far.values(), default=0) < -FAR:
        ja = "0 になる個数がいつも同じです。要素ごとに独立に引けば、個数は毎回少しずつ変わります。"
        en = "The number of zeros is always the same; if each element is drawn by itself, it varies from call to call."
        return Broken("count-fixed", Text(ja, en))
    return None


@_property("result", "other result")
def zeros_same(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """The zeros of the one result stand where those of the other do (of its last call, if there were several)."""
    import numpy as np

    bad: int | None = None
    none, first_call = True, True
    for case, (one, other) in enumerate(cases):
        calls = other if isinstance(other, list) and other and np.ndim(other) > np.ndim(one) else [other]
        last, first = (_calls(call, None, case)[0] == 0 for call in (calls[-1], calls[0]))
        zeros = _zeros(one, last, case)[0]
        none, first_call = none and not zeros.any(), first_call and len(calls) > 1 and np.array_equal(zeros, first)
        if bad is None and not np.array_equal(zeros, last):
            bad = case
    if bad is None:
        return None
    if none:
        ja = "逆伝播でどの要素も 0 になっていません。順伝播（学習時）のマスクを掛けます。"
        return Broken("gradient-not-masked", Text(ja, "No element of the gradient is 0: multiply it by the mask of the "
                      "forward pass in training."), bad)  # fmt: skip
    if first_call:
        ja = "逆伝播が最初の順伝播のマスクを使っています。直前の順伝播（学習時）のマスクを使います。"
        en = "The backward pass uses the mask of the first forward pass; it needs that of the last one in training."
        return Broken("mask-of-first-call", Text(ja, en), bad)
    ja = "逆伝播で 0 になる要素が、直前の順伝播（学習時）で 0 にした要素と違います。同じマスクを使います。"
    en = "The zeros of the gradient are not those of the last forward pass in training; the same mask is needed."
    return Broken("other-zeros", Text(ja, en), bad)


def _tail(count: int, total: int, share: float) -> float:
    """Return the smaller tail of the binomial distribution at a count: exact, up to rounding.

    >>> _tail(0, 4, 0.5)
    0.0625
    """
    if total == 0:
        return 1.0
    if not 0 < share < 1:
        return float(count == (total if share >= 1 else 0))
    import numpy as np

    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, total + 1)))])
    k = np.arange(total + 1)
    chances = np.exp(logs[-1] - logs - logs[::-1] + k * math.log(share) + (total - k) * math.log1p(-share))
    below, above = (float(part.sum()) for part in (chances[: count + 1], chances[count:]))
    return round(min(below, above), 15)


def _spread(square: float, count: int) -> float:
    """Return a χ² of so many degrees of freedom in standard deviations."""
    return (math.pow(square / count, 1 / 3) - (1 - 2 / (9 * count))) / math.sqrt(2 / (9 * count))


# -- mini-batches ------------------------------------------------------------------------------------------------------

_Pairs = list[tuple[Any, Any]]


def _pairs(value: Any, x: Any, t: Any, case: int) -> _Pairs:
    import numpy as np

    def misfit(ja: str, en: str) -> _Misfit:
        return _Misfit("not-pairs", Text(ja, en), case)

    if not isinstance(value, list | tuple):
        kind = getattr(value, "kind", type(value).__name__)
        raise misfit(
            f"返り値が（x の一部, t の一部）の組の並びではなく {kind} です（None なら return や yield がありません）。",
            f"What is returned is {kind}, not pairs (part of x, part of t); None: return or yield is missing.",
        )
    pairs = []
    for entry in value:
        if not isinstance(entry, list | tuple) or len(entry) != 2:
            raise misfit(
                "（x の一部, t の一部）の組でないものがあります。", "Not everything is a pair (part of x, part of t)."
            )
        try:
            part, labels = (np.asarray(side, dtype=float) for side in entry)
        except (TypeError, ValueError):
            raise misfit("組の中身が数の配列ではありません。", "A pair holds something else than arrays.") from None
        wanted = (np.ndim(x), np.shape(x)[1:], np.ndim(t), np.shape(t)[1:])
        if (part.ndim, part.shape[1:], labels.ndim, labels.shape[1:]) != wanted:
            raise misfit(
                f"組の配列の形が {part.shape} と {labels.shape} で、x と t の行を取り出したものではありません。",
                f"A pair has the shapes {part.shape} and {labels.shape}: these are no rows of x and t.",
            )
        pairs.append((part, labels))
    return pairs


def _rows(parts: Sequence[Any]) -> Iterator[tuple[float, ...]]:
    import numpy as np

    for part in parts:
        for row in part:
            yield tuple(np.ravel(row).tolist())


def _places(data: Any) -> Mapping[tuple[float, ...], int]:
    """Return where each row of the data stands; the rows of a question's inputs are all different (``count``)."""
    import numpy as np

    return {row: place for place, row in enumerate(_rows([np.asarray(data, dtype=float)]))}


@_property("batches", "x", "t", "batch size")
def batches_cut(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Every batch but the last has the batch size, the last has what is left, and x and t are cut alike."""
    bad: list[tuple[int, list[int], list[int], list[int]]] = []
    for case, (first, x, t, size) in enumerate(cases):
        pairs = _pairs(first, x, t, case)
        whole, left = divmod(len(x), int(size))
        wanted = [int(size)] * whole + [left] * (left > 0)
        found, labels = [len(part) for part, _ in pairs], [len(part) for _, part in pairs]
        if not found == wanted == labels:
            bad.append((case, wanted, found, labels))
    if not bad:
        return None
    case, wanted, found, labels = bad[0]
    lines = (f"x: {found}", f"t: {labels}", f"=> {wanted}")
    name, said = next((name, said) for name, said, holds in _CUT_WRONGLY if all(holds(*one[1:]) for one in bad))
    return Broken(name, said, case, tuple(float(length) for one in bad for length in one[2]), lines)


_Sizes = list[int]
_CUT_WRONGLY: tuple[tuple[str, Text, Callable[[_Sizes, _Sizes, _Sizes], bool]], ...] = (
    (
        "last-batch-missing",
        Text("最後の端数のバッチがありません。", "The last, smaller batch is missing."),
        lambda wanted, found, labels: found == labels == wanted[:-1],
    ),
    (
        "empty-batch",
        Text("空のバッチがあります。", "There is an empty batch."),
        lambda wanted, found, labels: 0 in found and [size for size in found if size] == wanted,
    ),
    (
        "batches-overlap",
        Text("バッチの大きさの合計がデータ数を超えています。", "The batches hold more than there are samples."),
        lambda wanted, found, labels: max(sum(found), sum(labels)) > sum(wanted),
    ),
    (
        "batch-sizes",
        Text("バッチの大きさが求めたものと違います。", "The batches don't have the size that was asked for."),
        lambda wanted, found, labels: True,
    ),
)


@_property("batches", "x", "t")
def each_once(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Every sample of x and every label of t comes exactly once."""
    for case, (first, x, t) in enumerate(cases):
        pairs = _pairs(first, x, t, case)
        for parts, data, name in (([p for p, _ in pairs], x, "x"), ([p for _, p in pairs], t, "t")):
            if sorted(_rows(parts)) != sorted(_places(data)):
                ja = f"{name} に、2 回以上出るデータや出ないデータがあります。1 エポックでは 1 回ずつ使います。"
                en = f"Some samples of {name} come twice or not at all; an epoch uses each of them once."
                return Broken("not-each-once", Text(ja, en), case)
    return None


@_property("batches", "x", "t")
def paired(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Each row of x comes with its own label."""
    bad: int | None = None
    kept = True
    for case, (first, x, t) in enumerate(cases):
        pairs = _pairs(first, x, t, case)
        rows, labels = _places(x), _places(t)
        order = [rows.get(row, -1) for row in _rows([part for part, _ in pairs])]
        of_labels = [labels.get(row, -2) for row in _rows([part for _, part in pairs])]
        kept = kept and of_labels == sorted(of_labels)
        if bad is None and order != of_labels:
            bad = case
    if bad is None:
        return None
    ja = "x と t の組が対応していません。x の各行には、もとの同じ番号の t を組にします。"
    en = "x and t no longer belong together: each row of x goes with the t of the same number."
    return Broken("not-paired", Text(ja, en), bad, (float(kept),))


@_property("batches", "x", "t")
def shuffled(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """The order is one of chance: not the original, reversed, rotated, or shuffled in blocks or within blocks alone.

    Over all cases, neighbours that keep the same distance are counted (a random order of n samples keeps the commonest
    distance seldom), and places are held against the original ones (Spearman's ρ, variance 1/(n - 1)).
    """
    import numpy as np

    kept, neighbours, drift = 0, 0, 0.0
    together: list[int] = []
    seen: list[tuple[int, str]] = []
    for case, (first, x, t) in enumerate(cases):
        batches = _pairs(first, x, t, case)
        places = _places(x)
        order = np.array([places.get(row, -1) for row in _rows([part for part, _ in batches])])
        n = len(order)
        if n < LONG or n != len(x):
            continue
        steps = np.diff(order)
        cuts = np.cumsum([len(part) for part, _ in batches])[:-1]
        together += np.delete(steps, cuts - 1).tolist()
        kept += int(max(np.unique(steps % n, return_counts=True)[1]))
        neighbours += n - 1
        drift += float(np.corrcoef(order, np.arange(n))[0, 1]) * math.sqrt(n - 1)
        seen.append((case, next((name for name, fixed in _FIXED_ORDERS.items() if fixed(steps, n)), "")))
    fixed = [(case, name) for case, name in seen if name]
    if not seen:
        return None
    if len(fixed) == len(seen):  # one fixed order, of which the original one may be a special case
        names = {name for _, name in fixed}
        others = names - {"order-kept"} or names
        return _fixed_order(others.pop() if len(others) == 1 else "fixed-steps", fixed[0][0])
    if together and together.count(1) > 0.9 * len(together):
        ja = "バッチの中の並びがもとのままです。バッチの順だけでなく、データ全体の順序をシャッフルします。"
        en = "Within the batches the order is the original one: shuffle the samples, not only the batches."
        return Broken("blocks-kept", Text(ja, en), seen[0][0])
    if abs(drift) / math.sqrt(len(seen)) > FAR or kept > 0.45 * neighbours:
        ja = "もとの並びの傾向が残っています（一部だけ、またはバッチの中だけの並べ替え）。全体をシャッフルします。"
        en = (
            "The order still follows the original one (only a part, or each batch by itself, is shuffled). Shuffle all."
        )
        return Broken("partly-shuffled", Text(ja, en), seen[0][0])
    return _fixed_order(fixed[0][1], fixed[0][0]) if fixed else None


def _fixed_order(name: str, case: int) -> Broken:
    return Broken(name, _FIXED_SAID[name], case)


_FIXED_ORDERS: dict[str, Callable[[Any, int], bool]] = {
    "order-kept": lambda steps, n: bool((steps == 1).all()),
    "reversed": lambda steps, n: bool((steps == -1).all()),
    "rotated": lambda steps, n: bool((steps % n == 1).all()),
    "fixed-steps": lambda steps, n: len(set((steps % n).tolist())) == 1,
}
_FIXED_SAID = {
    "order-kept": Text(
        "データがもとの順序のままです。seed で決まる順序にシャッフルします。",
        "The data keep their original order: shuffle them, in an order that the seed decides.",
    ),
    "reversed": Text(
        "順序が逆になっているだけです。seed で決まる順序にシャッフルします。",
        "The order is only reversed: shuffle, in an order that the seed decides.",
    ),
    "rotated": Text(
        "始まりの位置がずれただけで、並びはもとのままです。シャッフルします。",
        "The order only begins at another place: shuffle.",
    ),
    "fixed-steps": Text(
        "決まった間隔で取り出しているだけです。シャッフルします。",
        "The samples are taken at a fixed distance: shuffle.",
    ),
}


def _order(first: Any, case: int, x: Any, t: Any) -> list[Any]:
    return [(part.tolist(), labels.tolist()) for part, labels in _pairs(first, x, t, case)]


@_property("batches", "batches with the same seed", "x", "t")
def same_order(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Called again with the same seed, the batches are the same."""
    for case, (first, again, x, t) in enumerate(cases):
        if _order(first, case, x, t) != _order(again, case, x, t):
            ja = "同じ seed で呼び直すと順序が変わります。乱数の種に seed を使います。"
            en = "Called again with the same seed, the order is another: seed the random numbers with it."
            return Broken("not-repeatable", Text(ja, en), case)
    return None


@_property("batches", "batches with another seed", "x", "t")
def other_order(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """With another seed, the order is another one."""
    for case, (first, other, x, t) in enumerate(cases):
        if len(x) >= LONG and _order(first, case, x, t) == _order(other, case, x, t):
            ja = "seed を変えても順序が同じです。引数 seed が使われていません。"
            en = "Another seed gives the same order: the argument seed is not used."
            return Broken("seed-ignored", Text(ja, en), case)
    return None
