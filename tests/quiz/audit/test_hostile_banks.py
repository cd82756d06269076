"""A stranger's file that asks for too much is refused by a budget, in words; ``bench_hostile_banks`` measures it."""

from __future__ import annotations

import pytest
from hostile_banks import Hostile, formulas

from quiz.audit import audit_item
from quiz.audit.formula_forms import same_in_form
from quiz.bank.formula import Formula
from quiz.courses import parse_item
from quiz.drawing import draw, prompt, solution
from quiz.errors import QuizError

pytestmark = pytest.mark.thorough
FILES = list(formulas())
HARMLESS = {"different values out of few", "LaTeX without end"}
"""What may be large and still costs nothing: the first is drawn, the second is a text that can't be read."""


@pytest.mark.parametrize("hostile", FILES, ids=[one.name for one in FILES])
def test_no_file_costs_more_than_its_budget(hostile: Hostile) -> None:
    refused = ""
    item = None
    try:
        item = parse_item(hostile.source, expected_id="hostile", path="hostile.md")
        variant = draw(item, 1)
        prompt(variant), solution(variant)
    except QuizError as error:
        refused = error.in_("en")
    assert bool(refused) is (hostile.name not in HARMLESS)
    if item is None:
        assert "hostile.md:" in refused
        return
    assert ("at most" in refused or "no values fit" in refused) is bool(refused), refused
    assert audit_item(item, 2, hostile.source).defects


def test_formulas_that_double_with_every_let_are_not_compared() -> None:
    """Inlined, the last of forty would have 2**40 parts."""
    lets = "\n".join(['s0 = "a + 1"', *(f's{n} = "s{n - 1} + s{n - 1}"' for n in range(1, 40))])
    source = FILES[0].source.replace("[let]\n", f"[let]\n{lets}\n")
    item = parse_item(source, expected_id="hostile", path="hostile.md")
    assert not same_in_form(Formula("s39"), Formula("s39"), item)
    assert same_in_form(Formula("s5"), Formula("s4 + s4"), item)
