"""How weights start: one small class per rule, and the fan of a weight array that the rules depend on.

``fan_in`` is the number of inputs that one output sums over, ``fan_out`` the number of outputs that one input reaches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from solvers.nn.arrays import Array
from solvers.nn.exceptions import SpecificationError

__all__ = [
    "Constant", "He", "HeUniform", "Initializer", "Lecture", "Normal", "Xavier", "XavierUniform", "initializer",
]  # fmt: skip


class Initializer:
    """A rule that draws weights from the fans of their layer."""

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Return float64 weights of ``shape``."""
        raise TypeError("Initializer is only the pattern of a rule")


@dataclass(frozen=True)
class Constant(Initializer):
    """Every weight is ``value``. With it all units of a layer compute, and for ever learn, the same.

    >>> Constant(0.0).draw((2, 2), 2, 2, np.random.default_rng(0)).tolist()
    [[0.0, 0.0], [0.0, 0.0]]
    """

    value: float = 0.0

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Return the constant."""
        return np.full(shape, self.value, np.float64)


@dataclass(frozen=True)
class Normal(Initializer):
    """``N(mean, std^2)``, whatever the size of the layer.

    >>> float(Normal(std=0.01).draw((1000, 100), 1000, 100, np.random.default_rng(0)).std().round(4))
    0.01
    """

    mean: float = 0.0
    std: float = 0.01

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw from the normal distribution."""
        return self.mean + self.std * rng.standard_normal(shape)


@dataclass(frozen=True)
class Lecture(Initializer):
    """The course's form, ``N(0, 1) * gain / sqrt(fan_in)``: gain 1 is its "Xavier", gain sqrt(2) its "He".

    >>> float(Lecture().draw((400, 100), 400, 100, np.random.default_rng(0)).std().round(3))
    0.05
    """

    gain: float = 1.0

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw standard normal numbers and scale them by the previous layer's size."""
        return (self.gain / math.sqrt(fan_in)) * rng.standard_normal(shape)


@dataclass(frozen=True)
class Xavier(Initializer):
    """``N(0, 2 / (fan_in + fan_out))`` as published (Glorot and Bengio, 2010).

    >>> float(Xavier().draw((300, 500), 300, 500, np.random.default_rng(0)).std().round(3))
    0.05
    """

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw from the normal distribution."""
        return math.sqrt(2 / (fan_in + fan_out)) * rng.standard_normal(shape)


@dataclass(frozen=True)
class XavierUniform(Initializer):
    """``U(-a, a)`` with ``a = sqrt(6 / (fan_in + fan_out))``; Keras's default for a dense layer.

    >>> bool(abs(XavierUniform().draw((10, 14), 10, 14, np.random.default_rng(0))).max() <= 0.5)
    True
    """

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw from the uniform distribution."""
        bound = math.sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-bound, bound, shape)


@dataclass(frozen=True)
class He(Initializer):
    """``N(0, 2 / fan_in)``, which keeps the second moment through a ReLU (He et al., 2015).

    >>> float(He().draw((800, 100), 800, 100, np.random.default_rng(0)).std().round(3))
    0.05
    """

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw from the normal distribution."""
        return math.sqrt(2 / fan_in) * rng.standard_normal(shape)


@dataclass(frozen=True)
class HeUniform(Initializer):
    """``U(-a, a)`` with ``a = sqrt(6 / fan_in)``.

    >>> bool(abs(HeUniform().draw((24, 10), 24, 10, np.random.default_rng(0))).max() <= 0.5)
    True
    """

    def draw(self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
        """Draw from the uniform distribution."""
        bound = math.sqrt(6 / fan_in)
        return rng.uniform(-bound, bound, shape)


_BY_NAME: dict[str, Initializer] = {
    "zero": Constant(0.0),
    "xavier": Lecture(1.0),
    "sigmoid": Lecture(1.0),
    "he": Lecture(math.sqrt(2)),
    "relu": Lecture(math.sqrt(2)),
    "lecture": Lecture(1.0),
    "glorot": Xavier(),
    "glorot-uniform": XavierUniform(),
    "he-normal": He(),
    "he-uniform": HeUniform(),
}


def initializer(rule: Initializer | str | float) -> Initializer:
    """Read a rule: an ``Initializer``, a name, or a number, which is the standard deviation (as in the notebooks).

    ``"xavier"`` and ``"he"`` are the course's forms, ``1/sqrt(n)`` and ``sqrt(2/n)``; ``"glorot"`` and
    ``"glorot-uniform"`` are the published Xavier rules with both fans.

    >>> initializer(0.01), initializer("Xavier")
    (Normal(mean=0.0, std=0.01), Lecture(gain=1.0))
    """
    if isinstance(rule, Initializer):
        return rule
    if isinstance(rule, str):
        found = _BY_NAME.get(rule.lower())
        if found is None:
            raise SpecificationError(f"unknown initializer {rule!r}; known: {', '.join(_BY_NAME)}, or a number (std)")
        return found
    if not (math.isfinite(rule) and rule >= 0):
        raise SpecificationError(f"a standard deviation must be a finite number >= 0, found {rule}")
    return Normal(0.0, float(rule))
