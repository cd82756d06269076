"""Draws that depend on nothing but a name: the same on every platform and in every version of Python.

They are made by a counter-based generator of our own: BLAKE2b over the name and a counter, whole numbers by rejection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

MAX_SEED = 2**32 - 1

Drawn = TypeVar("Drawn")


class Draws:
    """A stream of whole numbers that depends on nothing but its name.

    >>> Draws("conv-output-size/7").below(10) == Draws("conv-output-size/7").below(10)
    True
    """

    def __init__(self, name: str) -> None:
        self._words = self._stream(name.encode())

    @staticmethod
    def _stream(name: bytes) -> Iterator[int]:
        counter = 0
        while True:
            block = hashlib.blake2b(counter.to_bytes(8, "big") + name).digest()
            for start in range(0, 64, 8):
                yield int.from_bytes(block[start : start + 8], "big")
            counter += 1

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to ``bound`` - 1, each equally likely (``bound`` up to 2^63)."""
        limit = (1 << 64) - (1 << 64) % bound
        return next(word for word in self._words if word < limit) % bound

    def pick(self, choices: Sequence[Drawn]) -> Drawn:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def shuffled(self, things: Sequence[Drawn]) -> list[Drawn]:
        """Return the things in a random order (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
