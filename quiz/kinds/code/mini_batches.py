"""Properties of mini-batches: how they are cut, whether each sample comes once with its label, and their order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from quiz.kinds.code.result_property import FAR, LONG, RARE, Broken, Misfit, property_about
from quiz.language import Text

_MANY = 20
"""There are enough orders of so many samples."""

_Pairs = list[tuple[Any, Any]]


def _pairs(value: Any, x: Any, t: Any, case: int) -> _Pairs:
    import numpy as np

    def misfit(ja: str, en: str) -> Misfit:
        return Misfit("not-pairs", Text(ja, en), case)

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
    """Return where each row of the data stands, the last of several that are alike."""
    import numpy as np

    return {row: place for place, row in enumerate(_rows([np.asarray(data, dtype=float)]))}


@property_about("batches", "x", "t", "batch size")
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


@property_about("batches", "x", "t")
def each_once(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Every sample of x and every label of t comes exactly once, or as often as it is there."""
    import numpy as np

    for case, (first, x, t) in enumerate(cases):
        pairs = _pairs(first, x, t, case)
        for parts, data, name in (([p for p, _ in pairs], x, "x"), ([p for _, p in pairs], t, "t")):
            if sorted(_rows(parts)) != sorted(_rows([np.asarray(data, dtype=float)])):
                ja = f"{name} に、2 回以上出るデータや出ないデータがあります。1 エポックでは 1 回ずつ使います。"
                en = f"Some samples of {name} come twice or not at all; an epoch uses each of them once."
                return Broken("not-each-once", Text(ja, en), case)
    return None


@property_about("batches", "x", "t")
def paired(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Each row of x comes with its own label; the labels are all different (``count``), rows of x may be alike."""
    import numpy as np

    bad: int | None = None
    kept = True
    for case, (first, x, t) in enumerate(cases):
        pairs = _pairs(first, x, t, case)
        data, labels = list(_rows([np.asarray(x, dtype=float)])), _places(t)
        of_labels = [labels.get(row, -1) for row in _rows([part for _, part in pairs])]
        kept = kept and of_labels == sorted(of_labels)
        own = [data[place] if place >= 0 else None for place in of_labels]
        if bad is None and list(_rows([part for part, _ in pairs])) != own:
            bad = case
    if bad is None:
        return None
    ja = "x と t の組が対応していません。x の各行には、もとの同じ番号の t を組にします。"
    en = "x and t no longer belong together: each row of x goes with the t of the same number."
    return Broken("not-paired", Text(ja, en), bad, (float(kept),))


@property_about("batches", "x", "t")
def shuffled(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """The order is one of chance: not the original, reversed, rotated, or shuffled in blocks or within blocks alone.

    Over all cases, neighbours that keep the same distance are counted (a random order of n samples keeps the commonest
    distance seldom), and places are held against the original ones (Spearman's ρ, variance 1/(n - 1)). No sample stays
    at its place in every order: of one of n samples that is so once in n times.
    """
    import numpy as np

    kept, neighbours, drift = 0, 0, 0.0
    together: list[int] = []
    seen: list[tuple[int, str]] = []
    orders = set[tuple[int, ...]]()
    for case, (first, x, t) in enumerate(cases):
        batches = _pairs(first, x, t, case)
        places = _places(x)
        order = np.array([places.get(row, -1) for row in _rows([part for part, _ in batches])])
        n = len(order)
        if n < LONG or n != len(x) or tuple(order.tolist()) in orders:
            continue  # the same order again says nothing more
        orders.add(tuple(order.tolist()))
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
    # Of n samples there are up to n² such orders: some come up by accident where there are few samples.
    lengths = [len(cases[case][1]) for case, _ in fixed]
    if math.prod(n**2 / math.factorial(min(n, _MANY)) for n in lengths) < RARE:
        return _fixed_order(fixed[0][1], fixed[0][0])
    unmoved = _unmoved(list(orders))
    if unmoved is None:
        return None
    ja = f"{unmoved.ja}のデータが、どの seed でも動きません。すべてのデータをシャッフルします。"
    en = f"The {unmoved.en} sample never moves, whatever the seed: shuffle them all."
    return Broken("sample-unmoved", Text(ja, en), seen[0][0], (float(unmoved.en == "first"),))


def _unmoved(orders: Sequence[tuple[int, ...]]) -> Text | None:
    """Return which sample, the first or the last, stands at its own place in all of these different orders.

    None if neither does, or if that may be an accident.
    """
    if math.prod(1 / len(order) for order in orders) >= RARE:
        return None
    if all(order[0] == 0 for order in orders):
        return Text("最初", "first")
    return Text("最後", "last") if all(order[-1] == len(order) - 1 for order in orders) else None


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


@property_about("batches", "batches with the same seed", "x", "t")
def same_order(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Called again with the same seed, the batches are the same."""
    found = [
        case
        for case, (first, again, x, t) in enumerate(cases)
        if _order(first, case, x, t) != _order(again, case, x, t)
    ]
    if not found:
        return None
    ja = "同じ seed で呼び直すと順序が変わります。乱数の種に seed を使います。"
    en = "Called again with the same seed, the order is another: seed the random numbers with it."
    return Broken("not-repeatable", Text(ja, en), found[0], (len(found) / len(cases),))


@property_about("batches", "batches with another seed", "x", "t")
def other_order(cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """With another seed, the order is another one."""
    same: dict[str, int] = {}
    tried = set[str]()
    chance = 1.0
    for case, (first, other, x, t) in enumerate(cases):
        order = _order(first, case, x, t)
        if len(x) < LONG or str(order) in tried:
            continue
        tried.add(str(order))
        if order == _order(other, case, x, t):
            same[str(order)] = case
            chance /= math.factorial(min(len(x), _MANY))
    if chance >= RARE:
        return None
    if len(same) == len(tried):
        ja = "seed を変えても順序が同じです。引数 seed が使われていません。"
        en = "Another seed gives the same order: the argument seed is not used."
        return Broken("seed-ignored", Text(ja, en), min(same.values()))
    ja = "違う seed なのに、順序が同じになることがあります。seed はそのまま（割ったり丸めたりせずに）乱数の種にします。"
    en = (
        "Some different seeds give the same order: seed the random numbers with the seed itself, not with a part of it."
    )
    return Broken("seeds-merged", Text(ja, en), min(same.values()))
