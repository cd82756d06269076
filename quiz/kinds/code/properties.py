"""Properties of results that are not the same for every right answer: random zeros, shuffled mini-batches.

A question names them in ``holds``, ``zeros_share(y, ratio, x)``, with results of its steps, inputs and sizes. They are
held against all cases together, so that chance is judged by exact bounds and not by the luck of one draw: a right
answer fails less than once in ten million times, and always or never does so, since what is drawn without a seed is
drawn alike in every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quiz.kinds.code.mini_batches import batches_cut, each_once, other_order, paired, same_order, shuffled
from quiz.kinds.code.random_zeros import (
    zero_or_same,
    zeros_differ,
    zeros_independent,
    zeros_new,
    zeros_same,
    zeros_share,
)
from quiz.kinds.code.result_property import Broken, Misfit

PROPERTIES = {
    one.name: one
    for one in (
        zero_or_same,
        zeros_share,
        zeros_new,
        zeros_differ,
        zeros_independent,
        zeros_same,
        batches_cut,
        each_once,
        paired,
        shuffled,
        same_order,
        other_order,
    )
}
"""The closed list, by the name that a question file writes."""


def broken(name: str, cases: Sequence[tuple[Any, ...]]) -> Broken | None:
    """Return how a property is broken by the values of all cases; None if it holds.

    >>> import numpy as np
    >>> broken("zeros_same", [(np.array([0, 2]), np.array([0, 5]))]) is None
    True
    >>> broken("zeros_same", [(np.array([0, 2]), np.array([4, 0]))]).name
    'other-zeros'
    """
    try:
        return PROPERTIES[name].check(cases)
    except Misfit as error:
        return Broken(error.name, error.said, error.case)
