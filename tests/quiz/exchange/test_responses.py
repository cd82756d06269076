"""Responses -> one for each place of a sheet: whose they are, which are missing, doubled or too many is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.exchange.as_printed import PrintedPlace
from quiz.exchange.responses import Matched, as_text, match_responses

SHEET = {"bank": "day2", "set": "basics", "seed": 5, "digest": "d"}
PLACES = [PrintedPlace(1, "one", 11, "a1"), PrintedPlace(2, "two", 22, "b2"), PrintedPlace(3, "two", 33, "c3")]


def matched(responses: Any) -> Matched:
    return match_responses(responses, SHEET, PLACES, "r.json")


def texts(found: Matched) -> list[str]:
    return [given.text for given in found.given]


def refused(responses: Any) -> str:
    with pytest.raises(QuizError) as caught:
        matched(responses)
    assert "r.json" in caught.value.in_("ja")
    return caught.value.in_("en")


@pytest.mark.parametrize(
    "responses",
    [
        ["x", "y", "z"],
        [{"response": "x"}, {"response": "y"}, "z"],
        {"responses": ["x", "y", "z"], "seed": 5, "bank": "day2"},
        {"items": [{"id": "two", "seed": 33, "response": "z"}, {"id": "one", "response": "x"},
                   {"id": "two", "seed": 22, "digest": "b2", "response": "y"}]},
    ],
)  # fmt: skip
def test_responses_in_order_or_by_name(responses: Any) -> None:
    found = matched(responses)
    assert texts(found) == ["x", "y", "z"]
    assert found.notes == ()
    assert all(given.fault is None for given in found.given)


def test_too_few_are_told_by_question() -> None:
    found = matched(["x"])
    assert texts(found) == ["x", "", ""]
    assert "question 2 [two], 3 [two]" in found.notes[0].en
    assert "問 2 [two]、問 3 [two]" in found.notes[0].ja
    assert "left out" in found.notes[1].en
    named = matched([{"id": "two", "seed": 22, "response": "y"}])
    assert texts(named) == ["", "y", ""]
    assert [note.en for note in named.notes] == ["r.json has no response to: question 1 [one], 3 [two]"]
    assert len(matched([]).notes) == 1


def test_an_entry_without_a_response_is_none() -> None:
    found = matched([{"id": "one", "answer": "x"}, {"id": "two", "seed": 22, "response": "y"}])
    assert texts(found) == ["", "y", ""]
    assert "1 [one]" in found.notes[0].en


def test_too_many_are_refused() -> None:
    assert "4 responses for 3 questions" in refused(["x", "y", "z", "w"])


def test_what_is_not_on_the_sheet_is_named() -> None:
    told = refused([{"id": "one", "response": "x"}, {"id": "two", "seed": 7, "response": "y"}])
    assert "response 2: two (seed 7)" in told
    assert "check that" in told
    assert "another sheet" in refused([{"id": "nine", "seed": 7, "response": "y"}])
    assert "one (seed 11)" in refused([{"id": "one", "seed": 11, "digest": "other", "response": "x"}])
    assert "one (seed True)" in refused([{"id": "one", "seed": True, "response": "x"}])


def test_true_is_no_seed() -> None:
    places = [PrintedPlace(1, "one", 1, "a")]
    assert texts(match_responses([{"id": "one", "seed": 1, "response": "x"}], SHEET, places, "r.json")) == ["x"]
    with pytest.raises(QuizError, match="seed True"):
        match_responses([{"id": "one", "seed": True, "response": "x"}], SHEET, places, "r.json")


@pytest.mark.parametrize(("key", "value"), [("seed", 6), ("bank", "mine"), ("set", "other"), ("digest", "e")])
def test_a_list_that_names_another_sheet_is_refused(key: str, value: Any) -> None:
    told = refused({key: value, "responses": ["x", "y", "z"]})
    assert "another sheet" in told
    assert f"{key} {value}" in told
    assert f"{key} {SHEET[key]}" in told


def test_which_question_is_meant_must_be_plain() -> None:
    assert "any of the questions 2, 3" in refused([{"id": "two", "response": "y"}])
    assert "response 2 has no id" in refused([{"id": "one", "response": "x"}, "y"])


def test_two_responses_to_one_question() -> None:
    found = matched([{"id": "one", "response": "x"}, {"id": "one", "response": "w"}])
    assert "one" in found.notes[1].en
    fault = found.given[0].fault
    assert fault is not None
    assert "x / w" in fault.en
    assert found.given[1].fault is None
    alike = matched([{"id": "one", "response": "x"}, {"id": "one", "response": "x"}])
    assert alike.given[0].fault is None
    assert alike.given[0].text == "x"
    assert "more than one response to: question 1" in alike.notes[1].en


def test_a_question_that_stands_twice_on_a_sheet_takes_two_responses() -> None:
    places = [PrintedPlace(1, "one", 0, "a"), PrintedPlace(2, "one", 0, "a")]
    entries = [{"id": "one", "seed": 0, "response": text} for text in ("x", "y")]
    found = match_responses(entries, SHEET, places, "r.json")
    assert texts(found) == ["x", "y"]
    assert found.notes == ()


@given(st.permutations(PLACES), st.integers(0, 3))
def test_named_responses_reach_their_questions_in_any_order(order: list[PrintedPlace], count: int) -> None:
    entries = [{"id": place.id, "seed": place.seed, "response": f"to {place.number}"} for place in order[:count]]
    if not entries:
        return
    answered = {place.number for place in order[:count]}
    assert texts(matched(entries)) == [f"to {number}" if number in answered else "" for number in (1, 2, 3)]


@pytest.mark.parametrize("responses", ["7", 7, None, {}, {"responses": {"1": "x"}}])
def test_what_is_no_list_is_told(responses: Any) -> None:
    assert "no list of responses" in refused(responses)


@pytest.mark.parametrize("response", [{"text": "7"}, {"ja": 1, "en": 2}, [[[[[[1]]]]]]])
def test_what_is_no_response_is_refused_and_never_taken_for_nothing(response: Any) -> None:
    assert "response 2 can't be read" in refused(["x", response])
    assert "response 1 can't be read" in refused([{"id": "one", "response": response}])


def test_values_as_a_learner_would_type_them() -> None:
    assert as_text([[1, 2], [3, 4]]) == "((1, 2), (3, 4))"
    assert as_text({"ja": "ひし形", "en": "diamond"}) == "ひし形"
    assert [as_text(value) for value in (True, 0.5, 3, None, "")] == ["True", "0.5", "3", "", ""]
