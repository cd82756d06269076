"""Batch, online and mini-batch learning: what one epoch of each looks like, said by a rule and seen by running it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from solvers.registry import Between, solver

Mode = Literal["batch", "online", "mini-batch"]
Trait = Literal[
    "one-update", "an-update-for-each", "an-update-for-each-batch",
    "all-samples", "one-sample", "some-samples",
    "order-is-nothing", "spreads-most", "spreads-less-than-online",
]  # fmt: skip
Samples = Annotated[int, Between(4, 2000)]
Batch = Annotated[int, Between(2, 500)]

_TRAITS: dict[Mode, tuple[Trait, ...]] = {
    "batch": ("one-update", "all-samples", "order-is-nothing"),
    "online": ("an-update-for-each", "one-sample", "spreads-most"),
    "mini-batch": ("an-update-for-each-batch", "some-samples", "spreads-less-than-online"),
}


@solver
def batch_mode_has(mode: Mode, trait: Trait) -> bool:
    """Return whether a trait is that of batch, online or mini-batch learning.

    >>> batch_mode_has("online", "one-sample"), batch_mode_has("batch", "one-sample")
    (True, False)
    """
    return trait in _TRAITS[mode]


@solver
def batch_mode_has_by_running(mode: Mode, trait: Trait, samples: Samples, batch: Batch) -> bool:
    """Return the same from the updates of one epoch: how many, from how many samples, and how their gradients spread.

    ``batch`` has to be smaller than ``samples``. The gradient of a sample is drawn at random, that of an update is the
    mean of its samples'.

    >>> [batch_mode_has_by_running(mode, "one-update", 100, 8) for mode in ("batch", "online", "mini-batch")]
    [True, False, False]
    """
    return trait in _seen(mode, samples, batch)


@cache
def _seen(mode: Mode, samples: int, batch: int) -> frozenset[Trait]:
    """Return all traits that the updates of one epoch show."""
    import numpy as np

    slopes = np.random.default_rng(samples).normal(size=samples)
    size = {"batch": samples, "online": 1, "mini-batch": batch}[mode]
    updates = [slopes[first : first + size] for first in range(0, samples, size)]
    spread = float(np.std([update.mean() for update in updates]))
    backwards = [slopes[::-1][first : first + size].mean() for first in range(0, samples, size)]
    in_order = np.allclose([update.mean() for update in updates], backwards)
    largest = max(map(len, updates))
    found: dict[Trait, bool] = {
        "one-update": len(updates) == 1,
        "an-update-for-each": len(updates) == samples,
        "an-update-for-each-batch": len(updates) == -(-samples // batch),
        "all-samples": largest == samples,
        "one-sample": largest == 1,
        "some-samples": 1 < largest < samples,
        "order-is-nothing": bool(in_order),
        "spreads-most": spread > 0.8 * float(slopes.std()),
        "spreads-less-than-online": 0 < spread < 0.8 * float(slopes.std()),
    }
    return frozenset(trait for trait, there in found.items() if there)
