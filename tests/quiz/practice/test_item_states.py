"""How far each family is: in progress until it was right on two days, slipping when missed or long ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quiz.bank.cards import Card
from quiz.courses import open_set
from quiz.errors import QuizError
from quiz.language import Text
from quiz.practice.history import Answered
from quiz.practice.item_states import STATES, counted_states, item_states, states_told
from quiz.practice.weak import USUAL_COUNT, weak_form, weakest

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def history(*answers: tuple[float, float], item: str = "a", guessed: bool = False) -> list[Answered]:
    """Return answers as (days ago, score)."""
    return [Answered(item, NOW - timedelta(days=days), score, (), guessed) for days, score in answers]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([(3, 1.0)], "learning"),
        ([(3, 0.0)], "learning"),
        ([(3.02, 1.0), (3.01, 1.0), (3, 1.0)], "learning"),  # one day
        ([(3, 1.0), (1, 1.0)], "sits"),
        ([(9, 0.0), (3, 1.0), (1, 1.0)], "sits"),
        ([(9, 1.0), (3, 0.5), (1, 1.0)], "learning"),  # in parts is not right
        ([(9, 1.0), (3, 1.0), (1, 0.0)], "slipping"),
        ([(9, 1.0), (5, 1.0), (3, 0.0), (1, 1.0)], "slipping"),
        ([(9, 1.0), (5, 1.0), (3, 0.0), (2, 1.0), (1, 1.0)], "sits"),
        ([(400, 1.0), (390, 1.0)], "slipping"),
    ],
)
def test_each_way_has_its_state(answers: list[tuple[float, float]], state: str) -> None:
    assert item_states(history(*answers), NOW) == {"a": state}
    assert item_states(history(*answers)[::-1], NOW) == {"a": state}


def test_guesses_do_not_sit() -> None:
    assert item_states(history((3, 1.0), (1, 1.0), guessed=True), NOW) == {"a": "learning"}


def card(name: str, ideas: str = "") -> Card:
    pairs = tuple((pair.split("=")[0], pair.split("=")[1]) for pair in ideas.split())
    return Card(name, Text.both(name), "number", "cnn", (), 2.0, 2, "", False, True, pairs)


def test_states_are_counted_and_told_in_both_languages() -> None:
    cards = [card("a"), card("b"), card("c")]
    counts = counted_states(cards, item_states(history((3, 1.0), (1, 1.0)), NOW))
    assert (counts["sits"], counts["new"]) == (1, 2)
    assert states_told(counts) == Text("定着 1、未着手 2", "1 settled, 2 new")
    assert list(STATES) == ["sits", "slipping", "learning", "new"]


# -- the weakest -------------------------------------------------------------------------------------------------------


def test_the_weakest_are_those_missed_then_those_long_ago_and_never_those_not_met() -> None:
    cards = [card(name) for name in ("right", "missed", "old", "unmet")]
    answers = [
        *history((2, 1.0), (1, 1.0), item="right"), *history((2, 1.0), (1, 0.0), item="missed"),
        *history((99, 0.0), item="old"),
    ]  # fmt: skip
    assert [one.card.id for one in weakest(cards, answers, NOW)] == ["old", "missed", "right"]


def test_an_open_idea_brings_families_never_met_and_makes_its_own_weaker() -> None:
    cards = [card("shown", "x=pad"), card("unmet", "y=pad"), card("free"), card("other")]
    answers = [
        Answered("shown", NOW - timedelta(days=1), 0.0, ("x",)), Answered("free", NOW - timedelta(days=1), 0.0),
    ]  # fmt: skip
    found = [one.card.id for one in weakest(cards, answers, NOW)]
    assert set(found) == {"shown", "unmet", "free"}
    assert found.index("shown") < found.index("free")


def test_a_form_of_the_weakest_has_fresh_numbers_and_obeys_the_selection() -> None:
    from quiz.bank.blueprint import Selection

    found = open_set("day2")
    cards = list(found.bank.cards.values())
    answers = [one for number, each in enumerate(cards[:30]) for one in history((3, number % 2), item=each.id)]
    form = weak_form(found, answers, NOW, 7, Selection(), None)
    assert len(form.places) == USUAL_COUNT
    assert all(place.seed > 0 for place in form.places)
    missed = {one.item for one in answers if not one.score}
    assert len({place.item for place in form.places} & missed) > USUAL_COUNT / 2
    section = cards[0].section
    narrowed = weak_form(found, answers, NOW, 7, Selection(topics=(section,)), 3)
    assert {found.bank.cards[place.item].section for place in narrowed.places} <= {section}
    with pytest.raises(QuizError, match="none was answered"):
        weak_form(found, [], NOW, 7, Selection(), None)
