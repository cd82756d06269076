"""Readiness: nothing below 40 answers, words below 150, a number where half of the families have been seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.practice.mastery import Estimate
from quiz.practice.readiness import PASS_MARK, Readiness, passing, readiness, result


def at(value: float, deviation: float = 0.05) -> Estimate:
    return Estimate.around(value, deviation)


@pytest.mark.parametrize(
    ("answers", "seen", "said", "number"),
    [(0, 0, False, False), (39, 39, False, False), (40, 40, True, False), (149, 120, True, False),
     (150, 72, True, False), (150, 73, True, True), (9000, 146, True, True)],
)  # fmt: skip
def test_a_number_is_said_only_where_it_means_something(answers: int, seen: int, said: bool, number: bool) -> None:
    found = readiness(at(0.7), answers, seen, 146)
    assert (found.level != "unknown") is said
    assert (found.probability is not None) is number
    assert (found.result is not None) is number


@pytest.mark.parametrize(
    ("value", "level"), [(0.4, "far"), (0.61, "below"), (PASS_MARK, "open"), (0.69, "above"), (0.9, "safe")]
)
def test_the_words_go_with_the_probability(value: float, level: str) -> None:
    found = readiness(at(value), 50, 50, 146)
    assert found.level == level
    assert found.words.ja
    assert found.words != Readiness("unknown").words


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.3))
def test_who_expects_more_is_likelier_to_pass(one: float, other: float, deviation: float) -> None:
    low, high = sorted((passing(at(one, deviation)), passing(at(other, deviation))))
    assert 0.0 <= low <= high <= 1.0
    assert (passing(at(one, deviation)) <= passing(at(other, deviation))) or one >= other


def test_uncertainty_draws_the_probability_to_the_middle_and_luck_widens_the_result() -> None:
    assert 0.5 < passing(at(0.75, 0.2)) < passing(at(0.75, 0.02)) < 1.0
    assert result(at(0.7)).low < at(0.7).low
    assert result(at(0.7)).value == 0.7
