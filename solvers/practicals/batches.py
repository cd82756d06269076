"""References for mini-batches: an iterator over shuffled pairs, and what must hold of any such iterator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solvers.practicals import JudgementError, reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.int64]


@reference
def minibatches(x: Array, t: Array, batch: int, seed: int) -> dict[str, list[Any]]:
    """Return two runs of an iterator: lists of pairs (x of the batch, t of the batch), shuffled, none left out."""
    import numpy as np

    order = np.random.default_rng(seed).permutation(len(x))
    parts = [order[start : start + batch] for start in range(0, len(x), batch)]
    pairs = [(x[part], t[part]) for part in parts]
    return {"first": pairs, "again": list(pairs)}


@reference
def minibatches_by_sorting(x: Array, t: Array, batch: int, seed: int) -> dict[str, list[Any]]:
    """Compute such a list in another way: sort the samples by random keys and take them one by one."""
    import random

    import numpy as np

    source = random.Random(seed)
    order = sorted(range(len(x)), key=lambda _: source.random())
    pairs: list[Any] = []
    while order:
        taken, order = order[:batch], order[batch:]
        pairs.append((np.array([x[i] for i in taken]), np.array([t[i] for i in taken])))
    return {"first": pairs, "again": pairs}


@reference
def minibatch_statements(x: Array, t: Array, batch: int, first: Any, again: Any) -> dict[str, Any]:
    """Say of any mini-batch iterator's pairs what must hold, in whatever order they come.

    x has the rows [2k, 2k + 1] and t = k, so that pairs can be told to belong together.
    """
    import numpy as np

    pairs, more = _pairs(first, x.shape[1:], "first"), _pairs(again, x.shape[1:], "again")
    rows = [row for part, _ in pairs for row in part.tolist()]
    labels = [label for _, part in pairs for label in part.tolist()]
    same = len(pairs) == len(more) and all(
        np.array_equal(a[0], b[0]) and np.array_equal(a[1], b[1]) for a, b in zip(pairs, more, strict=True)
    )
    return {
        "sizes-of-x": [len(part) for part, _ in pairs],
        "sizes-of-t": [len(part) for _, part in pairs],
        "every-sample-once": sorted(row[0] // 2 if row else -1 for row in rows) == list(range(len(t))),
        "every-label-once": sorted(labels) == list(range(len(t))),
        "belong-together": [row[0] // 2 if row else -1 for row in rows] == labels,
        # Eight samples or more stay in their order by accident less than once in 40,000 times.
        "shuffled": len(t) < 8 or labels != list(range(len(t))),
        "same-seed-same-order": same,
    }


def _pairs(value: Any, rest: tuple[int, ...], name: str) -> list[tuple[Any, Any]]:
    import numpy as np

    if not isinstance(value, list | tuple):
        raise JudgementError(f"{name}: {getattr(value, 'kind', type(value).__name__)}, not (x, t), (x, t) ...")
    pairs = []
    for entry in value:
        if not isinstance(entry, list | tuple) or len(entry) != 2:
            raise JudgementError(f"{name}: not a pair (x, t)")
        try:
            part, labels = np.asarray(entry[0], dtype=float), np.asarray(entry[1], dtype=float)
        except (TypeError, ValueError):
            raise JudgementError(f"{name}: not arrays") from None
        if part.ndim != 1 + len(rest) or part.shape[1:] != rest or labels.ndim != 1:
            raise JudgementError(f"{name}: shapes {part.shape}, {labels.shape}")
        pairs.append((part, labels))
    return pairs
