"""Freshness is what FSRS-6 says, where that is installed, and never outside 0 to 1."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.freshness import Trace

reviews = st.lists(st.tuples(st.booleans(), st.integers(0, 90)), min_size=1, max_size=12)


def after(answers: list[tuple[bool, int]]) -> Trace:
    trace = Trace(right=answers[0][0])
    for right, days in answers[1:]:
        trace.again(right=right, days=days)
    return trace


@given(reviews, st.floats(0, 4000))
def test_a_chance_that_falls_with_the_days(answers: list[tuple[bool, int]], days: float) -> None:
    trace = after(answers)
    assert 0.0 < trace.recall(days + 1) <= trace.recall(days) <= 1.0
    assert trace.recall(-3) == trace.recall(0) == 1.0


@given(reviews, st.integers(0, 11))
def test_right_instead_of_wrong_never_lasts_less(answers: list[tuple[bool, int]], place: int) -> None:
    place %= len(answers)
    better = [*answers[:place], (True, answers[place][1]), *answers[place + 1 :]]
    assert after(better).stability >= after(answers).stability * (1 - 1e-9)


@pytest.mark.skipif(find_spec("fsrs") is None, reason="py-fsrs is not installed")
@given(reviews)
def test_it_is_the_published_model(answers: list[tuple[bool, int]]) -> None:
    fsrs = import_module("fsrs")
    scheduler = fsrs.Scheduler(enable_fuzzing=False, learning_steps=[], relearning_steps=[])
    card, at = fsrs.Card(), datetime(2026, 1, 1, tzinfo=UTC)
    for number, (right, days) in enumerate(answers):
        at += timedelta(days=days if number else 0)
        card, _ = scheduler.review_card(card, fsrs.Rating.Good if right else fsrs.Rating.Again, at)
    assert after(answers).stability == pytest.approx(card.stability)
