"""Dropout: what a mask leaves, what is expected of it, and how many networks it trains at once."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import factorial
from typing import Annotated, Literal

from solvers.registry import Between, Length, Real, SolverError, solver

Values = Annotated[tuple[Real, ...], Length(1, 50), Between(-1000, 1000)]
Mask = Annotated[tuple[int, ...], Length(1, 50), Between(0, 1)]
Ratio = Annotated[Real, Between(0.01, 0.99)]
Convention = Literal["lecture", "inverted"]
Units = Annotated[int, Between(1, 16)]


@solver
def dropout_forward(values: Values, mask: Mask, ratio: Ratio, convention: Convention) -> tuple[Real, ...]:
    """Return the output in training: x·mask (the course's code), or x·mask/(1 - ratio) (inverted dropout).

    >>> dropout_forward((2, 3), (1, 0), Fraction(1, 2), "inverted")
    (Fraction(4, 1), Fraction(0, 1))
    """
    return scaled(values, 1 if convention == "lecture" else 1 / (1 - Fraction(ratio)), mask)


@solver
def dropout_forward_by_deleting(values: Values, mask: Mask, ratio: Ratio, convention: Convention) -> tuple[float, ...]:
    """Return the same by NumPy: set the dropped places to 0, then divide what is left by the share that is kept.

    >>> dropout_forward_by_deleting((2, 3), (1, 0), 0.5, "inverted")
    (4.0, 0.0)
    """
    import numpy as np

    output = np.array([float(value) for value in values])
    output[np.flatnonzero(np.array(mask) == 0)] = 0.0
    if convention == "inverted":
        output /= 1 - float(ratio)
    return tuple(output.tolist())


@solver
def scaled(values: Values, factor: Annotated[Real, Between(0, 1000)], mask: Mask) -> tuple[Real, ...]:
    """Return factor·x·mask, place by place.

    >>> scaled((2, 3), 2, (1, 0))
    (4, 0)
    """
    if len(values) != len(mask):
        raise SolverError("length", "scaled", "mask", mask, str(len(values)))
    return tuple(value * factor * keep for value, keep in zip(values, mask, strict=True))


@solver
def opposite(mask: Mask) -> tuple[int, ...]:
    """Return the mask with 0 and 1 exchanged.

    >>> opposite((1, 0))
    (0, 1)
    """
    return tuple(1 - keep for keep in mask)


@solver
def dropout_mean(
    value: Annotated[Real, Between(-1000, 1000)],
    ratio: Ratio,
    convention: Convention,
    phase: Literal["training", "inference"],
) -> Real:
    """Return a unit's expected output in training, or its output in inference: equal in both conventions.

    Lecture: x(1 - ratio) in both phases; inverted: x in both.

    >>> fifth = Fraction(1, 5)
    >>> dropout_mean(10, fifth, "lecture", "training"), dropout_mean(10, fifth, "inverted", "inference")
    (Fraction(8, 1), 10)
    """
    keep = 1 - Fraction(ratio)
    if phase == "training":  # kept with probability 1 - ratio, else 0
        return keep * value * (1 if convention == "lecture" else 1 / keep)
    return value * keep if convention == "lecture" else value


@solver
def dropout_mean_by_counting(
    value: Annotated[Real, Between(-1000, 1000)],
    ratio: Ratio,
    convention: Convention,
    phase: Literal["training", "inference"],
) -> float:
    """Return the same from 100 equally likely draws, of which a share ``ratio`` drops the unit.

    Inference must reproduce this mean, so the phase makes no difference; the share must be whole hundredths.

    >>> dropout_mean_by_counting(10, 0.25, "lecture", "inference")
    7.5
    """
    dropped = round(100 * float(ratio))
    if phase not in ("training", "inference") or abs(dropped - 100 * float(ratio)) > 1e-9:
        raise SolverError("impossible", "dropout_mean_by_counting", "ratio", ratio, "whole hundredths")
    kept_output = float(value) if convention == "lecture" else float(value) * 100 / (100 - dropped)
    outputs = [0.0 if draw < dropped else kept_output for draw in range(100)]
    return sum(outputs) / len(outputs)


@solver
def subnetworks(units: Units, counted: Literal["all", "nonempty"]) -> int:
    """Return how many networks dropout makes of a layer: 2^n masks, with or without the one that drops every unit.

    >>> subnetworks(3, "all"), subnetworks(3, "nonempty")
    (8, 7)
    """
    return (1 << units) - (counted == "nonempty")


@solver
def subnetworks_by_listing(units: Units, counted: Literal["all", "nonempty"]) -> int:
    """Return the same by listing every mask.

    >>> subnetworks_by_listing(3, "nonempty")
    7
    """
    return sum(1 for mask in product((0, 1), repeat=units) if counted == "all" or any(mask))


@solver
def orders(units: Units) -> int:
    """Return n!, the number of orders of n units.

    >>> orders(4)
    24
    """
    return factorial(units)
