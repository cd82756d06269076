"""The mark of a question in the debriefing: of an answer that its learner has marked, by the points that were given."""

from __future__ import annotations

import pytest

from quiz.language import Text
from quiz.model import Attempt, Place, Verdict
from quiz.practice.debrief import AskedQuestion
from quiz.terminal.debrief_view import _mark


@pytest.mark.parametrize(
    ("verdict", "score", "mark"),
    [("self-assessed", 1.0, "✓"), ("self-assessed", 0.5, "△"), ("self-assessed", 0.0, "✗"), ("correct", 1.0, "✓")],
)
def test_a_mark_of_ones_own_is_by_its_points(verdict: Verdict, score: float, mark: str) -> None:
    attempt = Attempt("zero-init-consequence", 1, "text", verdict, score, (), "", 1.0)
    asked = AskedQuestion(1, Place("zero-init-consequence", 1), Text.both("t"), "initialization", 1.0, attempt, 1.0, ())
    assert _mark(asked)[0] == mark
