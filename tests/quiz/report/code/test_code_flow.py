"""Statements -> formulas: what is put in, what is folded, what can't be told."""

from __future__ import annotations

import ast

import pytest

from quiz.report.code.code_flow import Step, steps_of
from solvers.expression import to_text


def steps(code: str) -> list[Step]:
    return steps_of(ast.parse(code))


def test_names_that_were_assigned_before_are_put_in() -> None:
    last = steps("s = 1 / (1 + np.exp(-x))\ny = s * (1 - s)")[-1]
    assert to_text(last.right) == "s·(1 - s)"
    assert to_text(last.whole).count("exp(-x)") == 2


def test_what_a_branch_or_a_loop_changes_is_not_put_in() -> None:
    last = steps("s = a * x\nif flag:\n    s = b * x\ny = s + 1")[-1]
    assert to_text(last.whole) == "s + 1"
    assert last.open
    assert to_text(steps("s = a\nfor i in r:\n    s = s * a\ny = s")[-1].whole) == "s"


def test_decaying_and_adding_is_one_update() -> None:
    found = steps("h *= rho\nh += (1 - rho) * g ** 2")
    assert [(step.left, step.updates, to_text(step.right)) for step in found] == [
        ("h", True, "h·Qrho + (1 - Qrho)·grad²")
    ]


def test_decaying_alone_is_an_update_of_its_own() -> None:
    assert [to_text(step.right) for step in steps("h *= rho\nx = h + 1")] == ["h·Qrho", "h + 1"]


def test_each_of_several_names_is_a_step() -> None:
    assert [(step.left, to_text(step.right)) for step in steps("v, w = mu * v, w + v")] == [
        ("v", "Qmu·v"),
        ("w", "w + v"),
    ]
    assert steps("a, b = f(x)") == []
    assert steps("a, b = 1, 2, 3") == []


def test_a_step_knows_where_it_stands() -> None:
    found = steps("class A:\n    def f(self):\n        self.x = self.y + 1\n        return self.x")
    assert [(step.line, step.left, step.scope) for step in found] == [(3, "x", ("A", "f")), (4, None, ("A", "f"))]


@pytest.mark.parametrize(
    ("code", "is_open"),
    [
        ("y = a * x", False),
        ("s = f(x)[0]\ny = s * x", True),
        ("s = a if b else c\ny = s * x", True),
        ("N, C, H, W = img.shape\ny = H + 1", False),
        ("h = rho * h + g\ny = h + 1", False),
    ],
)
def test_a_step_is_open_where_a_value_cannot_be_told(code: str, is_open: bool) -> None:
    assert steps(code)[-1].open == is_open
