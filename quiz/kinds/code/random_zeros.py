"""Properties of results with random zeros, as of dropout: which, how many, and whether they are drawn anew."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from quiz.kinds.code.result_property import ENOUGH, FAR, RARE, Broken, Misfit, property_about
from quiz.language import Text


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
            raise Misfit("shape", Text(ja, f"What is returned has the shape {found}, not {shape} as the input."), case)
        arrays.append(array)
    return arrays


def _zeros(value: Any, like: Any, case: int) -> list[Any]:
    import numpy as np

    return [array == 0 for array in _calls(value, np.shape(like), case)]


@property_about("result", "input")
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


@property_about("result", "share", "input")
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


@property_about("results of several calls", "input")
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


@property_about("results of several calls", "results of another object", "input")
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


@property_about("results of several calls", "input")
def zeros_independent(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Zeros are independent: their counts by row, by column and by call vary as those of independent draws do.

    χ² = Σ (count - n p)²/(n p (1 - p)) over rows, columns or calls, by Wilson and Hilferty's approximation (1931). Of
    an array of more axes the last one is the columns.
    """
    import numpy as np

    squares = dict.fromkeys(("rows", "columns", "calls", "places"), 0.0)
    degrees = dict.fromkeys(squares, 0)
    for case, (y, x) in enumerate(cases):
        sides = np.shape(x)
        shape = (math.prod(sides[:-1]), sides[-1]) if len(sides) > 1 else (0, 0)
        if min(shape) < ENOUGH:
            continue
        zeros = np.stack(_zeros(y, x, case)).reshape(-1, *shape)
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


@property_about("result", "other result")
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
