"""Dataclasses as rows of plain data, and made of such again: how what was read of a file is kept for the next time.

How a field is written follows from the type that it is declared with; one of a type that nobody knows here is refused
when the program is imported, and not when a row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from quiz.language import Text


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Way:
    """How the values of one type are written as plain data, and made of them again."""

    write: Callable[[Any], Any] = _same
    make: Callable[[Any], Any] = _same

    def or_none(self) -> Way:
        """Return the way for a value that may be missing."""
        return Way(
            lambda value: None if value is None else self.write(value),
            lambda data: None if data is None else self.make(data),
        )

    def each(self) -> Way:
        """Return the way for several values in a tuple."""
        if self is AS_IT_IS:
            return Way(list, tuple)
        return Way(lambda values: list(map(self.write, values)), lambda data: tuple(map(self.make, data)))

    def by_name(self) -> Way:
        """Return the way for a mapping of names."""
        return Way(
            lambda values: {name: self.write(value) for name, value in values.items()},
            lambda data: {name: self.make(value) for name, value in data.items()},
        )


AS_IT_IS = Way()
_WORDS = AS_IT_IS.each()
_SET = Way(sorted, frozenset)
_TEXT = Way(lambda text: [text.ja, text.en], lambda data: Text(*data))

PLAIN: Mapping[str, Way] = {
    **dict.fromkeys(("str", "str | None", "int", "bool"), AS_IT_IS),
    "Text": _TEXT,
    "Text | None": _TEXT.or_none(),
    "frozenset[str]": _SET,
    "tuple[str, ...]": _WORDS,
    "tuple[tuple[str, ...], ...]": _WORDS.each(),
    "Mapping[str, tuple[str, ...]]": _WORDS.by_name(),
    "Mapping[str, frozenset[str]]": _SET.by_name(),
    "Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]]": _WORDS.each().each().by_name(),
}
"""The ways of the types that many have, by how they are written in a declaration."""


def row_of(kind: type, ways: Mapping[str, Way]) -> Way:
    """Return the way for a dataclass, as a row of its fields; KeyError for a field of a type that has no way.

    >>> @dataclass
    ... class Point:
    ...     x: int
    ...     names: tuple[str, ...]
    >>> way = row_of(Point, PLAIN)
    >>> way.write(Point(1, ("a",))), way.make([1, ["a"]])
    ([1, ['a']], Point(x=1, names=('a',)))
    """
    names = [field.name for field in fields(kind)]
    known = [ways[str(field.type)] for field in fields(kind)]

    def write(entry: Any) -> list[Any]:
        return [way.write(getattr(entry, name)) for way, name in zip(known, names, strict=True)]

    def make(row: Any) -> Any:
        return kind(*(way.make(value) for way, value in zip(known, row, strict=True)))

    return Way(write, make)
