"""``record``: a frozen dataclass that is made in a sixth of the time, for what there are tens of thousands of.

A frozen dataclass calls ``object.__setattr__`` for each field of each that is made. That nobody changes a record is
held by the type checker alone, which takes it for a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def record(made: type[Made]) -> type[Made]:
    """Make a dataclass with slots and a hash; the type checker takes it for a frozen one.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0), hash(Point(1)) == hash(Point(1, 0)), hasattr(Point(1), "__dict__")
    (True, True, False)
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
