"""What becomes of the output of batch normalization when something before or in it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Annotated, Literal

from solvers.arithmetic.small_arrays import Array, close, normals, uniforms
from solvers.registry import Between, Real, SolverError, solver

Change = Literal["bias", "shift", "scale", "input", "beta", "gamma"]
Phase = Literal["training", "inference"]
Effect = Literal["same", "shifted", "spread", "flipped", "other"]
Amount = Annotated[Real, Between(-100, 100)]


@solver
def batch_norm_effect(change: Change, amount: Amount, phase: Phase) -> Effect:
    """Return what a change does to the output y = γ(u - μ)/σ + β of batch normalization after u = xW.

    "bias" adds the amount to u, "shift" adds it to all inputs, "scale" multiplies W by it, "input" multiplies the
    inputs, "beta" adds it to β, "gamma" multiplies γ. In training μ and σ are those of the changed batch; in inference
    they are kept as they were. The effect, decided on random data: "same"; "shifted", every output grows by the amount;
    "spread", every distance from β is multiplied by it; "flipped", the distances change their sign alone; "other".

    >>> batch_norm_effect("bias", 3, "training"), batch_norm_effect("bias", 3, "inference")
    ('same', 'other')
    >>> batch_norm_effect("scale", -2, "training"), batch_norm_effect("gamma", -2, "inference")
    ('flipped', 'spread')
    """
    return _measured(change, float(amount), phase)


@lru_cache(maxsize=256)
def _measured(change: Change, amount: float, phase: Phase) -> Effect:
    source = Random(11)
    x, weights = 2 * normals(source, 20, 4) + 1, normals(source, 4, 3)
    gain, shift = uniforms(source, 1, 2, 3), normals(source, 3)

    def output(
        x: Array, weights: Array, bias: float, gain: Array, shift: Array, kept: tuple[Array, Array] | None
    ) -> Array:
        u = x @ weights + bias
        mean, deviation = kept or (u.mean(0), u.std(0))
        y: Array = gain * (u - mean) / deviation + shift
        return y

    stored = ((x @ weights).mean(0), (x @ weights).std(0))
    before = output(x, weights, 0.0, gain, shift, stored)
    kept = stored if phase == "inference" else None
    after = {
        "bias": lambda: output(x, weights, amount, gain, shift, kept),
        "shift": lambda: output(x + amount, weights, 0.0, gain, shift, kept),
        "scale": lambda: output(x, amount * weights, 0.0, gain, shift, kept),
        "input": lambda: output(amount * x, weights, 0.0, gain, shift, kept),
        "beta": lambda: output(x, weights, 0.0, gain, shift + amount, kept),
        "gamma": lambda: output(x, weights, 0.0, amount * gain, shift, kept),
    }[change]()
    expectations: Mapping[Effect, Array] = {
        "same": before,
        "shifted": before + amount,
        "spread": shift + amount * (before - shift),
        "flipped": shift - (before - shift),
    }
    return next((effect for effect, expected in expectations.items() if close(after, expected)), "other")


@solver
def batch_norm_effect_exactly(change: Change, amount: Amount, phase: Phase) -> Effect:
    """Decide the same with fractions: the batch (1, 5), W = 3, γ = 5, β = 7; two numbers have σ = half their distance.

    >>> batch_norm_effect_exactly("input", 3, "training"), batch_norm_effect_exactly("input", 3, "inference")
    ('same', 'other')
    """
    by = Fraction(amount)
    if by in (-1, 0, 1):
        raise SolverError("impossible", "batch_norm_effect_exactly", "amount", amount, "2")
    numbers = {"x": Fraction(0), "weight": Fraction(3), "bias": Fraction(0), "gain": Fraction(5), "shift": Fraction(7)}
    added = {"bias": "bias", "shift": "x", "beta": "shift"}
    factors = {"scale": "weight", "gamma": "gain"}
    batch = [Fraction(1), Fraction(5)]

    def normalized(
        values: Mapping[str, Fraction], batch: list[Fraction], mean: Fraction, half: Fraction
    ) -> list[Fraction]:
        u = [values["weight"] * (x + values["x"]) + values["bias"] for x in batch]
        return [values["gain"] * (entry - mean) / half + values["shift"] for entry in u]

    def moments(values: Mapping[str, Fraction], batch: list[Fraction]) -> tuple[Fraction, Fraction]:
        u = [values["weight"] * (x + values["x"]) + values["bias"] for x in batch]
        return (u[0] + u[1]) / 2, abs(u[1] - u[0]) / 2

    stored = moments(numbers, batch)
    before = normalized(numbers, batch, *stored)
    changed, moved = dict(numbers), list(batch)
    if change in added:
        changed[added[change]] += by
    elif change in factors:
        changed[factors[change]] *= by
    else:
        moved = [by * x for x in batch]
    after = normalized(changed, moved, *(stored if phase == "inference" else moments(changed, moved)))
    centre = numbers["shift"]
    found: list[tuple[Effect, list[Fraction]]] = [
        ("same", before),
        ("shifted", [old + by for old in before]),
        ("spread", [centre + by * (old - centre) for old in before]),
        ("flipped", [2 * centre - old for old in before]),
    ]
    return next((effect for effect, expected in found if after == expected), "other")
