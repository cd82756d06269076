"""Draws that depend on nothing but a name: the same on every platform and in every version of Python.

They are made by a counter-based generator of our own: BLAKE2b over the name and a counter, whole numbers by rejection.
Normal numbers come from whole ones alone, by comparisons (Karney, "Sampling exactly from the normal distribution",
2016, algorithm N), so that no logarithm of some machine's library decides a question's data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

MAX_SEED = 2**32 - 1

_FINE = 2**53
_FINEST = 2**62

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

    def happens(self, chance: Fraction) -> bool:
        """Return whether something of that chance, a fraction with a denominator up to 2^63, happens.

        >>> draws = Draws("coin")
        >>> sum(draws.happens(Fraction(1, 4)) for _ in range(1000))
        269
        """
        return self.below(chance.denominator) < chance.numerator

    def standard_normal(self) -> Fraction:
        """Return a number of the normal distribution with mean 0 and standard deviation 1, to 53 binary places.

        >>> draws = Draws("noise")
        >>> [round(float(draws.standard_normal()), 3) for _ in range(3)]
        [-0.576, -1.718, -1.504]
        """
        while True:
            whole = 0
            while self._decays(Fraction(1, 2)):
                whole += 1
            if not all(self._decays(Fraction(1, 2)) for _ in range(whole * (whole - 1))):
                continue
            part = Fraction(self.below(_FINE), _FINE)
            if all(self._decays(part * (2 * whole + part) / (2 * whole + 2)) for _ in range(whole + 1)):
                return (whole + part) * (1 if self.below(2) else -1)

    def _decays(self, rate: Fraction) -> bool:
        """Return True with the probability exp(-rate), for a rate from 0 to 1 (von Neumann).

        Numbers are drawn while each is smaller than the one before, the first than the rate; how many that are is even
        with that probability.
        """
        count, word = 0, self.below(_FINEST)
        if word * rate.denominator >= rate.numerator * _FINEST:
            return True
        while True:
            count += 1
            following = self.below(_FINEST)
            if following >= word:
                return count % 2 == 0
            word = following
