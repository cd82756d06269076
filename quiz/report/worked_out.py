"""What is worked out of all rows of a report at once, though several readers ask for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from quiz.report.rows import Row

_Found = TypeVar("_Found")


def once(work: Callable[[Sequence[Row]], _Found]) -> Callable[[Sequence[Row]], _Found]:
    """Return a function that works something out of a report's rows once, and remembers it until it is asked of others.

    Rows are never changed, and neither is what was found to be.

    >>> count = once(lambda rows: [len(rows)])
    >>> rows: list[Row] = []
    >>> count(rows) is count(rows), count(rows) is count([])
    (True, False)
    """
    kept: list[tuple[Sequence[Row], _Found]] = []

    @wraps(work)
    def found(rows: Sequence[Row]) -> _Found:
        for known, before in kept:
            if known is rows:
                return before
        result = work(rows)
        kept[:] = [(rows, result)]
        return result

    return found
