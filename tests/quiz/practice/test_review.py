"""What comes next: coverage first, then what is likely missed and long ago; a family once a day; ideas carry over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.cards import Card
from quiz.language import Text
from quiz.model import Attempt, Form, Place
from quiz.practice.history import Answered, moment
from quiz.practice.review import Day, Knowledge, Reason, chances, places, plan
from quiz.practice.store import Store

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def card(name: str, section: str = "cnn", *, minutes: float = 2.0, difficulty: int = 2, ideas: str = "") -> Card:
    """Return a card; ``ideas`` is like "slip=idea slip=idea"."""
    pairs = tuple((pair.split("=")[0], pair.split("=")[1]) for pair in ideas.split())
    return Card(name, Text.both(name), "number", section, (), minutes, difficulty, "", False, True, pairs)


def answered(item: str, days_ago: float, score: float = 1.0, *slips: str) -> Answered:
    return Answered(item, NOW - timedelta(days=days_ago), score, slips)


def asked(cards: list[Card], history: list[Answered], count: int = 99, **day: object) -> list[str]:
    return [one.card.id for one in plan(cards, history, Day(NOW, count, **day), 1)]  # type: ignore[arg-type]


CARDS = [card(f"{topic}-{number}", topic) for topic in ("cnn", "init", "opt") for number in range(4)]


def test_whatever_was_never_asked_comes_first() -> None:
    history = [answered("cnn-0", 30, 0.0), answered("init-1", 20, 0.0)]
    order = asked(CARDS, history)
    assert set(order) == {one.id for one in CARDS}
    first, last = order[:10], order[10:]
    assert set(last) == {"cnn-0", "init-1"}
    assert len({name.split("-")[0] for name in first[:3]}) == 3, "topics are mixed from the start"


def test_a_missed_one_comes_before_a_right_one_of_the_same_age_and_an_older_before_a_younger() -> None:
    cards = CARDS[:4]
    history = [answered("cnn-0", 5), answered("cnn-1", 5, 0.0), answered("cnn-2", 25), answered("cnn-3", 1, 0.0)]
    assert asked(cards, history) == ["cnn-2", "cnn-1", "cnn-0", "cnn-3"]


def test_a_family_comes_once_a_day() -> None:
    assert asked(CARDS[:2], [answered("cnn-0", 0.01, 0.0)]) == ["cnn-1"]
    assert asked(CARDS[:1], [answered("cnn-0", 0.01)]) == []


def test_a_clock_that_was_set_back_loses_nothing() -> None:
    assert asked(CARDS[:1], [answered("cnn-0", -3, 0.0)]) == ["cnn-0"]
    (only,) = plan(CARDS[:1], [answered("cnn-0", -3, 0.0)], Day(NOW, 1), 1)
    assert only.priority > 0
    assert only.reason == Reason("missed", 0)


def test_with_time_for_many_passes_half_is_new_until_all_are_seen() -> None:
    history = [answered(f"cnn-{number}", 9, 0.0) for number in range(4)]
    late, soon = date(2027, 6, 1), date(2026, 11, 29)
    assert sorted(name.startswith("cnn") for name in asked(CARDS, history, 4, exam=late)) == [False, False, True, True]
    assert not any(name.startswith("cnn") for name in asked(CARDS, history, 4, exam=soon))
    assert not any(name.startswith("cnn") for name in asked(CARDS, history, 4))


def test_minutes_are_kept_and_short_ones_come_sooner_where_they_count() -> None:
    cards = [card("long", minutes=10), card("short", minutes=1)]
    history = [answered("long", 9, 0.0), answered("short", 9, 0.0)]
    by_minutes = plan(cards, history, Day(NOW, minutes=5.0), 1)
    assert [one.card.id for one in by_minutes] == ["short"]
    assert {one.card.id for one in plan(cards, history, Day(NOW, minutes=11.0), 1)} == {"short", "long"}
    assert [one.card.id for one in plan(cards[:1], history, Day(NOW, minutes=1.0), 1)] == ["long"], "one at least"


def test_where_time_is_too_short_for_all_a_third_goes_to_what_was_seen_a_week_ago() -> None:
    cards = [card(f"{topic}-{number}", topic) for topic in ("seen", "a", "b") for number in range(8)]
    ripe = [answered(f"seen-{number}", 8 if number else 6, 0.0) for number in range(8)]  # seen-0 is not ripe yet
    scarce, enough = NOW.date() + timedelta(days=2), NOW.date() + timedelta(days=3)  # 9 a day, 16 unseen: 18 and 27

    def seen(exam: date | None, history: list[Answered] = ripe, count: int = 9) -> list[bool]:
        return [name.startswith("seen") for name in asked(cards, history, count, exam=exam)]

    assert sum(seen(scarce)) == 3
    assert "seen-0" not in asked(cards, ripe, 16, exam=scarce)
    assert sum(seen(enough)) == sum(seen(None)) == 0
    assert sum(seen(scarce, [answered(f"seen-{number}", 6, 0.0) for number in range(8)])) == 0
    assert asked(cards, ripe[1:2], 16, exam=NOW.date() + timedelta(days=1)).count("seen-1") == 1


def test_topics_come_in_the_exams_proportions() -> None:
    order = asked(CARDS, [], 5, weights={"opt": 3.0})
    assert sum(name.startswith("opt") for name in order) == 3


def test_an_idea_that_showed_once_brings_other_families_that_could_show_it() -> None:
    cards = [card("a", ideas="x=pad"), card("b", ideas="y=pad"), card("c", ideas="z=other")]
    history = [answered("a", 1, 0.0, "x"), answered("b", 6), answered("c", 6)]
    known = Knowledge(cards, history)
    chance = chances(cards, history, known, NOW)
    assert chance["b"] < chance["c"]
    assert known.reason(cards[1], NOW) == Reason("idea", 6, "pad", "a")
    assert known.reason(cards[2], NOW) == Reason("due", 6)
    assert asked(cards, history)[0] == "b"


def test_a_slip_that_was_picked_from_options_is_half_a_sign() -> None:
    """Whoever doesn't know picks one of the slips by chance; two such signs are one that was written."""
    cards = [card(name, ideas="x=pad") for name in "abcd"]
    written = [answered(name, 3, 0.0, "x") for name in "abcd"]
    picked = [one._replace(chosen=True) for one in written]

    def pad(history: list[Answered]) -> tuple[float, str | None]:
        idea = Knowledge(cards, history).ideas["pad"]
        return idea.e, idea.state

    assert 0 < pad(picked[:1])[0] < pad(written[:1])[0]
    assert [pad(written[:count])[1] for count in (1, 2)] == ["once", "tendency"]
    assert [pad(picked[:count])[1] for count in (1, 2, 3, 4)] == ["once", "once", "once", "tendency"]
    assert pad([picked[0], written[0], written[1]])[1] == "tendency", "the surer sign counts"
    by_kind = [replace(one, kind="choice") for one in cards]
    assert Knowledge(by_kind, written[:1]).ideas["pad"].e == pad(picked[:1])[0]


def test_an_unseen_family_with_a_suspected_idea_leads_its_topic() -> None:
    cards = [card("a", ideas="x=pad"), *(card(f"u{number}", difficulty=1) for number in range(5))]
    hard = card("z", difficulty=5, ideas="q=pad")
    assert asked([*cards, hard], [answered("a", 2, 0.0, "x")])[0] == "z"


def test_right_answers_unlearn_an_idea() -> None:
    cards = [card("a", ideas="x=pad"), card("b", ideas="y=pad")]
    wrong = answered("a", 9, 0.0, "x")
    doubt = [
        Knowledge(cards, [wrong, *(answered("b", 8 - n) for n in range(right))]).ideas["pad"] for right in range(5)
    ]
    assert [idea.e for idea in doubt] == sorted((idea.e for idea in doubt), reverse=True)
    assert [idea.right_since for idea in doubt] == [0, 1, 2, 3, 4]
    assert Knowledge(cards, [wrong, answered("b", 5)]).suspected(cards[1]) is None


def test_the_same_slip_without_an_idea_tells_nothing_of_others() -> None:
    cards = [card("a"), card("b")]
    known = Knowledge(cards, [answered("a", 1, 0.0, "x"), answered("b", 1)])
    assert known.ideas == {}


histories = st.lists(
    st.builds(
        answered,
        st.sampled_from([one.id for one in CARDS]),
        st.floats(-5, 90),
        st.sampled_from([0.0, 0.5, 1.0]),
    ),
    max_size=30,
)


@given(histories, st.integers(1, 20), st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2027, 5, 1))))
def test_any_history_gives_a_plan(history: list[Answered], count: int, exam: date | None) -> None:
    found = plan(CARDS, history, Day(NOW, count, exam=exam), 3)
    names = [one.card.id for one in found]
    today = NOW.astimezone().date()
    free = {one.id for one in CARDS} - {one.item for one in history if one.day == today}
    assert len(names) == len(set(names))
    assert set(names) <= free | {
        one.item for one in history if max(other.at for other in history if other.item == one.item) != one.at
    }
    assert found == plan(CARDS, list(reversed(history)), Day(NOW, count, exam=exam), 3) or _ties(history)
    assert all(one.priority >= 0 for one in found)


def _ties(history: list[Answered]) -> bool:
    times = [(one.item, one.at) for one in history]
    return len(set(times)) < len(times)


def test_every_family_has_fresh_numbers() -> None:
    planned = plan(CARDS, [], Day(NOW, 12), 1)
    first, second = places(planned, 1), places(planned, 2)
    assert [place.item for place in first] == [place.item for place in second]
    assert not {place.seed for place in first} & {place.seed for place in second}
    assert first == places(planned, 1)


def attempt(item: str, seed: int, verdict: str, score: float, *slips: str) -> Attempt:
    return Attempt(item, seed, "x", verdict, score, slips, "x", 1.0, verdict, 0)  # type: ignore[arg-type]


def test_the_record_tells_the_first_answer_to_each_variant(tmp_path: Path) -> None:
    with Store(tmp_path, now=lambda: NOW) as store:
        form = Form("day2", "day2", 1, (Place("a", 1), Place("b", 2)), 3.0)
        session = store.begin(form, "", "", exam=False).id
        store.record(session, 0, attempt("a", 1, "wrong", 0.0, "slip"), counted=True)
        store.record(session, 0, attempt("a", 1, "correct", 1.0), counted=False)  # a second try
        store.record(session, 0, attempt("a", 7, "correct", 1.0), counted=False)  # another like this
        store.record(session, 1, attempt("b", 2, "undecided", 0.0), counted=True)
        other = store.begin(Form("other", "other", 1, (Place("c", 1),), 3.0), "", "", exam=False).id
        store.record(other, 0, attempt("c", 1, "correct", 1.0), counted=True)
        assert store.history("day2") == [
            Answered("a", NOW, 0.0, ("slip",), seconds=1.0),
            Answered("a", NOW, 1.0, seconds=1.0),
        ]
        assert [one.item for one in store.history("other")] == ["c"]
        store._connection.execute(
            "UPDATE attempts SET diagnoses = '[', answered_at = 'x' WHERE item = 'a' AND seed = 1"
        )
        assert store.history("day2") == [Answered("a", NOW, 1.0, seconds=1.0)]


def test_the_answer_that_counts_is_told_and_no_time_of_a_question_left_out(tmp_path: Path) -> None:
    with Store(tmp_path, now=lambda: NOW) as store:
        session = store.begin(Form("day2", "day2", 1, (Place("a", 1), Place("b", 2)), 3.0), "", "", exam=False).id
        store.record(session, 0, attempt("a", 1, "wrong", 0.0, "slip"), counted=False)  # tried out
        store.record(session, 0, attempt("a", 1, "correct", 1.0), counted=True)
        store.record(session, 0, attempt("a", 1, "wrong", 0.0), counted=False)
        store.record(session, 1, attempt("b", 2, "unanswered", 0.0), counted=True)
        assert store.history("day2") == [Answered("a", NOW, 1.0, seconds=1.0), Answered("b", NOW, 0.0)]


def test_a_guess_says_less_of_an_idea() -> None:
    cards = [card("a", ideas="x=pad"), card("b", ideas="y=pad")]
    shown, told = answered("a", 9, 0.0, "x"), answered("a", 9, 0.0, "x")._replace(guessed=True)
    assert 0 < Knowledge(cards, [told]).ideas["pad"].e < Knowledge(cards, [shown]).ideas["pad"].e
    right, luck = answered("b", 5), answered("b", 5)._replace(guessed=True)
    sure, lucky = (Knowledge(cards, [shown, after]).ideas["pad"] for after in (right, luck))
    assert sure.e < lucky.e < Knowledge(cards, [shown]).ideas["pad"].e
    assert (sure.right_since, lucky.right_since) == (1, 0)


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "9" * 99])
def test_a_damaged_time_is_long_ago(text: str) -> None:
    assert moment(text).year == 1970
