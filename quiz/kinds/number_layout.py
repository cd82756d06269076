"""The layout of numbers: one alone, a tuple, or a matrix as a tuple of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def is_matrix(key: Any) -> bool:
    """True for a tuple of rows."""
    return isinstance(key, tuple) and any(isinstance(row, tuple) for row in key)


def parts_of(value: Any) -> tuple[Any, ...]:
    """The numbers of a value, a matrix row after row."""
    if not isinstance(value, tuple):
        return (value,)
    return tuple(part for row in value for part in (row if isinstance(row, tuple) else (row,)))


def shaped_like(like: Any, numbers: Sequence[Any]) -> Any:
    """Return numbers alone, as a tuple or as rows, as a value has them.

    >>> shaped_like(((1, 2), (3, 4)), [5, 6, 7, 8])
    ((5, 6), (7, 8))
    """
    if not isinstance(like, tuple):
        return numbers[0]
    rest = iter(numbers)
    return tuple(tuple(next(rest) for _ in row) if isinstance(row, tuple) else next(rest) for row in like)


def laid_out(texts: Sequence[str], like: Any) -> str:
    """Join the numbers' texts as the value has them: alone, as a tuple, or as rows."""
    if not isinstance(like, tuple):
        return texts[0]
    if not is_matrix(like):
        return f"({', '.join(texts)})"
    rest = iter(texts)
    rows = [f"[{', '.join(next(rest) for _ in row)}]" if isinstance(row, tuple) else next(rest) for row in like]
    return f"[{', '.join(rows)}]"
