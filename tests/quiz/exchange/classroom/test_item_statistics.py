"""A key is in doubt where the best agree on another answer, be it half right."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from quiz import draw, load_bank
from quiz.exchange.classroom.item_statistics import _suspect
from quiz.exchange.classroom.paper_marks import Marked
from quiz.language import Text
from quiz.model import Diagnosis, Outcome


@dataclass
class Paper:
    """What is asked of a paper here."""

    points: float


def marked(score: float, slip: str = "") -> Marked:
    verdict = "correct" if score == 1 else "partial" if score else "wrong"
    told = (Diagnosis(slip, Text.both(slip)),) if slip else ()
    return Marked("pair", 1, "(1, 2)", draw(load_bank().item("conv1x1-cost"), 1), Outcome(verdict, score, told))


@pytest.mark.parametrize(("score", "slip", "found"), [(0.0, "swap", "swap"), (0.5, "swap", "swap"), (1.0, "", "")])
def test_what_the_best_agree_on_is_doubted_though_a_part_is_right(score: float, slip: str, found: str) -> None:
    best = [(Paper(9 + score), marked(score, slip)) for _ in range(4)]
    rest = [(Paper(2.0), marked(1.0)) for _ in range(8)]
    assert _suspect([*best, *rest], same_numbers=False) == found  # type: ignore[arg-type]  # papers of this test
