"""Smaller inputs: as small as the fault allows, within their bounds, under a budget, never another fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds.code.cases import Values, cases_of, constant_columns, is_plain, task_of
from quiz.kinds.code.expectations import expected
from quiz.kinds.code.shrinking import PER_ROUND, ROUNDS, Smallest, drive
from quiz.model import Variant

BANK = built_in_bank()


def shrunk(variant: Variant, fails: Callable[[Values], bool], at: int = -1) -> tuple[Values, int]:
    """Shrink the first case from the end (or from a place) that fails; return it and how many were tried."""
    case = next(one for one in cases_of(variant)[at::-1] if is_plain(one) and fails(one))
    smallest = Smallest(task_of(variant), case, lambda one: expected(variant, one))
    asked = 0

    def counted(one: Values) -> bool:
        nonlocal asked
        asked += 1
        return fails(one)

    drive(smallest, counted)
    return smallest.case, asked


@pytest.mark.parametrize("identifier", ["impl-affine-gradcheck", "impl-conv-im2col", "impl-optimizer"])
def test_an_input_that_always_fails_becomes_the_smallest_of_all(identifier: str) -> None:
    variant = draw(BANK.item(identifier), 1)
    task = task_of(variant)
    case, asked = shrunk(variant, lambda _: True)
    assert asked <= ROUNDS * PER_ROUND
    for rule in task.sizes:
        assert rule.low is not None
        assert case[rule.name] == rule.low.value(case)
    for entry in task.inputs:
        for array in leaves(case[entry.name]):
            assert set(np.ravel(array).tolist()) == {max(0.0, float(entry.low))}


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in leaves(part)]
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, list) else [value]


def test_what_makes_it_fail_is_kept_and_all_else_becomes_plain() -> None:
    variant = draw(BANK.item("impl-affine-gradcheck"), 2)
    case, _ = shrunk(variant, lambda one: len(one["x"]) > 2 and bool((one["W"] < -1).any()))
    assert case["x"].shape == (3, 2)
    assert not case["x"].any()
    assert not case["b"].any()
    assert (case["W"] < -1).sum() == 1
    assert (case["W"] == 0).sum() == case["W"].size - 1


def test_the_last_numbers_are_kept_as_well_as_the_first() -> None:
    variant = draw(BANK.item("impl-penalty-gradient"), 1)
    case, _ = shrunk(variant, lambda one: bool((one["param"][-1] < -1).any()))
    assert case["param"].shape == (1, 2)


def test_sizes_and_inputs_stay_within_their_bounds_and_fit_each_other() -> None:
    variant = draw(BANK.item("impl-crop-expression"), 3)
    seen: list[Values] = []

    def fails(one: Values) -> bool:
        seen.append(one)
        return one["width"] > 1

    case, _ = shrunk(variant, fails)
    assert (case["height"], case["width"], case["top"]) == (1, 2, 0)
    for one in seen:
        rows, columns, channels = one["image"].shape
        assert (rows, columns, channels) == (one["rows"], one["columns"], one["channels"])
        assert one["image"].ravel().tolist() == list(range(one["image"].size)), "it counts as before"
        assert one["top"] + one["height"] <= rows
        assert one["left"] + one["width"] <= columns


def test_columns_that_must_vary_go_on_to_vary() -> None:
    variant = draw(BANK.item("impl-batchnorm"), 1)
    case, _ = shrunk(variant, lambda _: True)
    assert not constant_columns(case["x"])
    assert not constant_columns(case["x2"])
    assert case["x"].shape == (3, 1)


def test_a_slice_stays_a_slice() -> None:
    variant = draw(BANK.item("impl-penalty-gradient"), 1)
    case, _ = shrunk(variant, lambda one: not one["param"].flags.c_contiguous)
    assert not case["param"].flags.c_contiguous
    assert not case["param"].any()


def test_what_never_fails_again_stays_as_it_is() -> None:
    variant = draw(BANK.item("impl-penalty-gradient"), 1)
    first = cases_of(variant)[-1]
    smallest = Smallest(task_of(variant), first, lambda one: expected(variant, one))
    drive(smallest, lambda _: False)
    assert smallest.case is first
