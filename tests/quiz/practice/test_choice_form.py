"""The exam's twin: topics in the exam's proportions, at its pace, everything multiple choice, the same for a seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quiz.bank.blueprint import read_blueprint
from quiz.courses import open_set
from quiz.drawing import draw
from quiz.errors import FileFaults
from quiz.forms import make_form
from quiz.kinds.as_choice import as_choice
from quiz.model import Response
from quiz.practice.choice_form import ChoiceSeeds, own_slips
from quiz.practice.session import Session
from quiz.practice.store import Store

EXAM = open_set("day2-exam")
PROPORTIONS = {
    "vanishing-gradient": 4, "activations": 2, "initialization": 3, "normalization": 3, "optimizers": 4,
    "regularization": 4, "cnn": 6, "alexnet": 1, "minibatch": 3,
}  # fmt: skip


def form(seed: int, **options: object):  # type: ignore[no-untyped-def]
    return make_form(EXAM, seed, seed_of=ChoiceSeeds(EXAM.bank, "day2-exam", seed), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_form_has_the_exams_proportions_and_its_pace(seed: int) -> None:
    found = form(seed)
    assert Counter(EXAM.bank.card(place.item).section for place in found.places) == PROPORTIONS
    assert found.minutes == 36
    assert len({place.item for place in found.places}) == 30
    for place in found.places:
        assert as_choice(draw(EXAM.bank.item(place.item), place.seed)) is not None
    assert found == form(seed)
    assert found.places != form(seed + 1).places


def test_a_part_of_it_has_its_part_of_the_time() -> None:
    assert form(1, count=10).minutes == 12
    short = form(1, count=10)
    assert len(short.places) == 10
    assert len({EXAM.bank.card(place.item).section for place in short.places}) >= 8, "in the same proportions"
    more = form(1, count=45)
    assert len(more.places) == 45
    assert len({(place.item, place.seed) for place in more.places}) == 45, "a second round has numbers of its own"


def test_what_has_no_three_slips_is_left_out_and_named(tmp_path: Path) -> None:
    day2 = open_set("day2")
    seeds = ChoiceSeeds(day2.bank, "day2", 1)
    found = make_form(day2, 1, seed_of=seeds)
    assert "bn-effects" in seeds.left_out
    assert not {place.item for place in found.places} & set(seeds.left_out)
    # The original of a confirmation test is kept where it has three slips.
    kept = {place.item: place.seed for place in found.places}
    assert kept["minibatch-slice-choice"] == 0


def test_a_session_of_choices_is_drawn_alike_later(tmp_path: Path) -> None:
    """Which slips were the learner's own is kept with it, so that a debrief shows the options that were shown."""
    own = {"conv-output-size": ("padding-forgotten",)}
    conv = make_form(open_set("day2"), 5, count=1, seed_of=lambda place, turn: 3)
    with Store(tmp_path) as store:
        begun = Session.begin(open_set("day2"), store, conv, "[]", exam=True, choices=own)
        question = begun.next_question()
        assert question is not None
        assert len(question.prompt.entries) == 4
        again = store.unfinished("day2", 5, "[]")
        assert again is not None
        assert again.choices == own
        later = Session(open_set("day2"), store, again).question_at(0)
        assert later.prompt == question.prompt


def test_a_question_of_an_exam_has_the_exams_pace(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session = Session.begin(EXAM, store, form(2, count=5), "[]", exam=True, choices={})
        assert {session.question_at(place).prompt.minutes for place in range(5)} == {1.2}
        usual = Session.begin(open_set("day2"), store, form(2, count=5), "[]", exam=True)
        assert {usual.question_at(place).prompt.minutes for place in range(5)} != {1.2}


def test_an_answer_may_be_changed_until_it_is_handed_in(tmp_path: Path) -> None:
    day2 = open_set("day2")
    with Store(tmp_path) as store:
        session = Session.begin(day2, store, make_form(day2, 5, count=3), "[]", exam=True)
        for typed in ("1", "2(x+y)"):
            session.answer(session.question_at(0), Response(typed, 2.0))
        session.skip(session.question_at(1), 1.0)
        assert session.given()[0].response == "2(x+y)"
        assert session.record()["score"] == 1
        assert [entry.counted for entry in store.attempts(session.stored.id)] == [False, True, True]
        assert store.history("day2") == [], "nothing is told of an exam that goes on"
        assert store.slips("day2") == {}
        elsewhere = Session(day2, store, session.stored)
        session.finish()
        assert store.history("day2")[0].score == 1, "the history means the answer that was handed in"
        for window in (session, elsewhere):
            window.answer(window.question_at(0), Response("1", 2.0))
            window.answer(window.question_at(2), Response("1", 2.0))
            assert window.given()[0].response == "2(x+y)"
            assert 2 not in window.given(), "it was handed in"


def test_nothing_counts_after_the_end_of_practice(tmp_path: Path) -> None:
    day2 = open_set("day2")
    with Store(tmp_path) as store:
        session = Session.begin(day2, store, make_form(day2, 5, count=2), "[]", exam=False)
        session.finish()
        session.answer(session.question_at(0), Response("2(x+y)", 2.0))
        assert session.given() == {}


def test_the_history_tells_what_was_chosen_among_options(tmp_path: Path) -> None:
    day2 = open_set("day2")
    with Store(tmp_path) as store:
        for choices in (None, {}):
            conv = make_form(day2, 5, count=1, seed_of=lambda place, turn: 3)
            session = Session.begin(day2, store, conv, "[]", exam=False, choices=choices)
            session.answer(session.question_at(0), Response("1", 2.0))
        assert [one.chosen for one in store.history("day2")] == [False, True]


def test_slips_of_ones_own_are_those_of_the_history() -> None:
    assert own_slips([]) == {}


@pytest.mark.parametrize("written", ["0", '"9"', "true", "601", "inf", "nan", "-3"])
def test_minutes_of_a_blueprint_are_a_time(tmp_path: Path, written: str) -> None:
    (tmp_path / "s.toml").write_text(
        f'minutes = {written}\ntitle = {{ ja = "s", en = "s" }}\noriginals = true\n', encoding="utf-8"
    )
    with pytest.raises(FileFaults) as caught:
        read_blueprint(tmp_path / "s.toml", EXAM.bank)
    assert "above 0, at most 600" in caught.value.in_("en")
    assert "minutes は 0 より大きく" in caught.value.in_("ja")
