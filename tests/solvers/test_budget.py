"""The bounds of everything: each says what it counts; what exceeds one is found before anything is done with it."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import too_much
from solvers import budget
from solvers.budget import UNITS, Bound, Budget, OverBudget, measured, spend

SOURCE = Path(budget.__file__).read_text(encoding="utf-8")
NINE, THREE = Bound(9, "values"), Bound(3, "levels")


def test_every_bound_has_a_unit_with_words_and_a_reason() -> None:
    body = ast.parse(SOURCE).body
    bounds = [name for name, value in vars(budget).items() if isinstance(value, Bound)]
    assert len(bounds) > 40
    for place, node in enumerate(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in bounds:
            reason = body[place + 1] if place + 1 < len(body) else None
            assert isinstance(reason, ast.Expr), f"{node.target.id} has no reason"
            assert getattr(budget, node.target.id).unit in UNITS
    for unit in UNITS:
        told = too_much(OverBudget(Bound(7, unit)))
        assert "7" in told.ja
        assert "7" in told.en


def test_a_bound_is_the_number_that_it_is() -> None:
    with pytest.raises(OverBudget) as caught:
        Bound(3, "digits").check(4, line=12)
    assert (caught.value.bound, caught.value.line, str(caught.value)) == (3, 12, "more than 3 digits")
    assert f"{Bound(3, 'digits')}" == "3"
    Bound(3, "digits").check(3)


def test_steps_are_taken_from_the_innermost_budget_and_from_none_outside() -> None:
    spend(10**9)
    with Budget(Bound(5, "steps")) as outer:
        spend(3)
        with Budget(Bound(100, "steps")):
            spend(50)
        assert outer.left == 2
        with outer, pytest.raises(OverBudget):
            spend(3)
        outer.left = 1
        spend(1)
    spend(10**9)


def test_a_budget_ends_with_its_work_even_if_that_fails() -> None:
    with pytest.raises(ZeroDivisionError), Budget(Bound(1, "steps")):
        1 / 0  # noqa: B018
    spend(10**9)


def inside(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def test_parts_are_counted_as_often_as_they_stand() -> None:
    pair = (1, 2)
    assert measured((pair, pair), inside, NINE, THREE) == 7
    assert measured(5, inside, NINE, THREE) == 1
    assert measured((), inside, NINE, THREE) == 1
    with pytest.raises(OverBudget, match="9 values"):
        measured((pair, pair, pair), inside, NINE, THREE)
    with pytest.raises(OverBudget, match="3 levels"):
        measured((((1,),),), inside, NINE, THREE)


def test_what_doubles_sixty_times_is_not_gone_through() -> None:
    value: tuple[object, ...] = (1,)
    for _ in range(60):
        value = (value, value)
    with pytest.raises(OverBudget):  # else it never ends
        measured(value, inside, Bound(1_000, "values"), Bound(100, "levels"))


@given(st.recursive(st.integers(), lambda parts: st.lists(parts, max_size=4).map(tuple), max_leaves=30))
def test_measured_counts_every_part(value: object) -> None:
    def count(part: object) -> int:
        return 1 + sum(map(count, inside(part)))

    assert measured(value, inside, Bound(10_000, "values"), Bound(100, "levels")) == count(value)


def test_the_bounds_hold_together() -> None:
    """What one of them allows, another may rely on."""
    assert math.factorial(budget.FACTORIAL).bit_length() <= budget.BITS
    assert 10**budget.EXPONENT < 2**budget.BITS
    assert budget.DRAWN <= budget.ARGUMENTS <= budget.VALUE_PARTS <= budget.CHOICES
    assert budget.REPORT_LINE < budget.REPORT < budget.NOTEBOOK
    assert budget.FORMULA_BRACKETS < budget.FORMULA_DEPTH
    assert budget.QUESTION_FILE > budget.FILLED
