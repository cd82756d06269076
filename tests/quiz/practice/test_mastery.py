"""The estimate of mastery: shares stay shares, right answers never lower it, practised ones don't judge the others."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.bank.cards import Card
from quiz.kinds import guess_of, kind_called, kind_names
from quiz.language import Text
from quiz.practice.ability import Abilities, Tally
from quiz.practice.history import Answered
from quiz.practice.mastery import Estimate, Mastery

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def card(name: str, section: str, kind: str = "number", difficulty: int = 2) -> Card:
    return Card(name, Text.both(name), kind, section, (), 2.0, difficulty, "", False, True)


CARDS = [
    card(f"{topic}-{number}", topic, kind, difficulty)
    for topic in ("cnn", "init", "opt")
    for number, (kind, difficulty) in enumerate((("number", 1), ("choice", 2), ("number", 3), ("number", 5)))
]
TOPICS = ("cnn", "init", "opt")


def answered(
    item: str, days_ago: float, score: float = 1.0, *slips: str, guessed: bool = False, chosen: bool = False
) -> Answered:
    return Answered(item, NOW - timedelta(days=days_ago), score, slips, guessed, chosen)


answers = st.builds(
    answered,
    st.sampled_from([one.id for one in CARDS]),
    st.floats(0.01, 120),
    st.sampled_from([0.0, 0.5, 1.0]),
    chosen=st.booleans(),
)
histories = st.lists(answers, max_size=25)


def every(found: Mastery) -> list[Estimate]:
    return [*map(found.topic, TOPICS), found.overall({}), found.exam({}), found.exam_on(NOW + timedelta(9), 5.0, {})]


@given(histories)
def test_whatever_was_answered_shares_are_shares_and_intervals_hold_them(history: list[Answered]) -> None:
    found = Mastery(CARDS, history, NOW)
    for one in CARDS:
        assert 0.0 <= found.chance(one.id) <= 1.0
        assert 0.0 <= found.known(one.id) <= 1.0
    for estimate in every(found):
        assert 0.0 <= estimate.low <= estimate.value <= estimate.high <= 1.0
        assert math.isfinite(estimate.deviation)
        assert estimate.low < estimate.high


def not_below(before: Mastery, after: Mastery) -> None:
    for one in CARDS:
        assert after.chance(one.id) >= before.chance(one.id) - 1e-6
    for topic in TOPICS:
        assert after.topic(topic).value >= before.topic(topic).value - 1e-6
    assert after.overall({}).value >= before.overall({}).value - 1e-6


@given(histories, st.sampled_from([one.id for one in CARDS]))
def test_another_right_answer_lowers_nothing(history: list[Answered], item: str) -> None:
    not_below(Mastery(CARDS, history, NOW), Mastery(CARDS, [*history, answered(item, 0.0)], NOW))


@given(st.lists(answers, min_size=1, max_size=25), st.data())
def test_had_an_answer_been_right_nothing_would_be_lower(history: list[Answered], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(history) - 1))
    better = [*history[:place], history[place]._replace(score=1.0), *history[place + 1 :]]
    not_below(Mastery(CARDS, history, NOW), Mastery(CARDS, better, NOW))


@given(histories)
def test_the_order_in_which_the_record_tells_them_changes_nothing(history: list[Answered]) -> None:
    unlike = {(one.item, one.at): one for one in history}
    kept = list(unlike.values())
    there, back = Mastery(CARDS, kept, NOW), Mastery(CARDS, kept[::-1], NOW)
    for one in CARDS:
        assert there.chance(one.id) == pytest.approx(back.chance(one.id), abs=1e-9)


def test_practised_families_do_not_judge_the_others() -> None:
    """Ten right answers to one family, none of which was the first, say nothing of those never met."""
    missed_once = [answered("cnn-0", 30, 0.0)]
    practised = [*missed_once, *(answered("cnn-0", 20 - days) for days in range(10))]
    before, after = Mastery(CARDS, missed_once, NOW), Mastery(CARDS, practised, NOW)
    assert after.chance("cnn-2") == pytest.approx(before.chance("cnn-2"), abs=1e-9)
    assert after.chance("cnn-0") > before.chance("cnn-0") + 0.2


def test_what_was_met_fades_with_the_days_and_what_was_not_stays() -> None:
    history = [answered("cnn-0", 1), answered("init-0", 1, 0.0)]
    soon, late = Mastery(CARDS, history, NOW), Mastery(CARDS, history, NOW + timedelta(days=90))
    assert late.chance("init-0") < soon.chance("init-0")
    assert late.chance("opt-0") == pytest.approx(soon.chance("opt-0"), abs=1e-9)


def test_a_right_answer_shows_more_where_it_can_hardly_be_guessed() -> None:
    typed = Mastery(CARDS, [answered("cnn-0", 1)], NOW)
    cards = [*CARDS[1:], card("cnn-0", "cnn", "choice", 1)]
    chosen = Mastery(cards, [answered("cnn-0", 1)], NOW)
    assert typed.chance("cnn-2") > chosen.chance("cnn-2") > Mastery(CARDS, [], NOW).chance("cnn-2")


def test_a_right_answer_with_options_shows_less_and_a_wrong_one_more() -> None:
    """Somebody who doesn't know is right by chance in one of four, whatever the question's own kind."""

    def after(score: float, *, chosen: bool, practised: bool) -> float:
        first = [answered("cnn-0", 20, 0.0)] if practised else []
        return Mastery(CARDS, [*first, answered("cnn-0", 1, score, chosen=chosen)], NOW).chance("cnn-2")

    assert after(1.0, chosen=False, practised=False) > after(1.0, chosen=True, practised=False)
    assert after(0.0, chosen=False, practised=False) > after(0.0, chosen=True, practised=False)
    assert after(1.0, chosen=True, practised=False) > Mastery(CARDS, [], NOW).chance("cnn-2")
    met = [answered("cnn-0", 20, 0.0), answered("cnn-2", 20, 0.0)]
    typed, chosen = (Mastery(CARDS, [*met, answered("cnn-0", 1, chosen=one)], NOW) for one in (False, True))
    assert typed.chance("cnn-2") > chosen.chance("cnn-2") > Mastery(CARDS, met, NOW).chance("cnn-2")


def test_wrong_options_do_not_tell_of_somebody_who_makes_slips() -> None:
    """Each wrong option is a slip: the options of an exam are no more dangerous for whoever has picked one."""
    typed = [answered(one.id, 2, 0.0) for one in CARDS]
    picked = [answered(one.id, 1, 0.0, "slip", chosen=True) for one in CARDS]
    unnamed = [one._replace(slips=()) for one in picked]
    assert Mastery(CARDS, typed + picked, NOW).exam({}) == Mastery(CARDS, typed + unnamed, NOW).exam({})


def test_a_guess_says_less_than_an_answer() -> None:
    sure = Mastery(CARDS, [answered("cnn-0", 1)], NOW).chance("cnn-2")
    guess = Mastery(CARDS, [answered("cnn-0", 1, guessed=True)], NOW).chance("cnn-2")
    assert sure > guess > Mastery(CARDS, [], NOW).chance("cnn-2")


def test_a_guess_in_practice_says_less_of_what_was_met() -> None:
    first = answered("cnn-0", 20, 0.0)
    sure = Mastery(CARDS, [first, answered("cnn-0", 1)], NOW).chance("cnn-0")
    assert sure > Mastery(CARDS, [first, answered("cnn-0", 1, guessed=True)], NOW).chance("cnn-0")


def test_what_was_right_long_ago_is_known_no_worse_than_what_was_never_met() -> None:
    cards = [card(f"all-{number}", "all") for number in range(30)]
    found = Mastery(cards, [answered(one.id, 100) for one in cards[1:]], NOW)
    assert found.chance("all-1") >= found.chance("all-0") > 0.8


def test_one_family_is_less_sure_than_the_mean_of_many() -> None:
    few, many = (Mastery([card(f"all-{number}", "all") for number in range(count)], [], NOW) for count in (1, 50))
    assert few.topic("all").deviation > many.topic("all").deviation + 0.02


def test_topics_tell_of_each_other_but_most_of_themselves() -> None:
    found = Mastery(CARDS, [answered(f"cnn-{number}", 1) for number in range(4)], NOW)
    assert found.topic("cnn").value > found.topic("opt").value > Mastery(CARDS, [], NOW).topic("opt").value
    assert found.topic("opt").deviation > found.topic("cnn").deviation


def test_more_answers_make_the_interval_narrower() -> None:
    history = [answered(one.id, day, float(day % 2)) for one in CARDS for day in range(1, 9)]
    few, many = Mastery(CARDS, [], NOW), Mastery(CARDS, history, NOW)
    assert many.overall({}).deviation < 0.6 * few.overall({}).deviation
    assert many.topic("opt").deviation < few.topic("opt").deviation


def test_slips_make_the_options_of_an_exam_dangerous() -> None:
    wrong = [answered(one.id, 2, 0.0) for one in CARDS]
    named = [answered(one.id, 2, 0.0, "slip") for one in CARDS]
    assert Mastery(CARDS, named, NOW).exam({}).value < Mastery(CARDS, wrong, NOW).exam({}).value


def test_the_exam_weighs_topics() -> None:
    history = [answered(one.id, 1, float(one.section == "cnn")) for one in CARDS]
    found = Mastery(CARDS, history, NOW)
    assert found.exam({"cnn": 3.0}).value > found.exam({}).value > found.exam({"cnn": 0.0}).value
    assert found.exam(dict.fromkeys(TOPICS, 0.0)).value == 0.0


def test_practice_until_the_exam_is_worth_more_than_none() -> None:
    history = [answered(one.id, 9, 1.0) for one in CARDS[:6]]
    found, exam = Mastery(CARDS, history, NOW), NOW + timedelta(days=30)
    idle, some, much = (found.exam_on(exam, daily, {}).value for daily in (0.0, 0.2, 5.0))
    assert idle < some < much
    assert idle < found.exam({}).value


def test_answers_to_questions_that_are_gone_count_for_nothing() -> None:
    assert Mastery(CARDS, [answered("gone", 1)], NOW).answers == 0


tallies = st.lists(
    st.tuples(st.sampled_from(TOPICS), st.floats(-1, 1.5), st.sampled_from([0.02, 0.25]), st.integers(0, 400),
              st.floats(0, 1)),
    max_size=9,
)  # fmt: skip


@settings(max_examples=60)
@given(tallies)
def test_skills_rest_where_nothing_pulls(rows: list[tuple[str, float, float, int, float]]) -> None:
    by_topic: dict[str, list[Tally]] = {topic: [] for topic in TOPICS}
    for topic, difficulty, guess, count, share in rows:
        by_topic[topic].append(Tally(difficulty, guess, count, count * share))
    found = Abilities(by_topic)
    for topic in TOPICS:
        pull = found._pull(topic) - found._differences[topic] / 0.35
        assert pull == pytest.approx(0.0, abs=1e-4)
    assert found.uncertainty(dict.fromkeys(TOPICS, 1 / 3)) <= 1.2


def test_each_kind_says_how_easily_it_is_guessed() -> None:
    for name in kind_names():
        assert guess_of(name) == kind_called(name).guessed, name
    assert guess_of("choice") > guess_of("number")
