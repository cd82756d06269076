"""A question that is left open: its time and hints add up over the sittings, and nothing counts before it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.bank.blueprint import QuestionSet, Selection
from quiz.courses import open_set
from quiz.forms import make_form
from quiz.model import Response
from quiz.practice.debrief import debrief
from quiz.practice.goal import how_it_stands
from quiz.practice.session import Session
from quiz.practice.store import Store

ITEMS = ("conv-output-size", "sigmoid-derivative-max")


@pytest.fixture(scope="module")
def day2() -> QuestionSet:
    return open_set("day2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record") as opened:
        yield opened


def begun(day2: QuestionSet, store: Store, *, exam: bool = False) -> Session:
    form = make_form(day2, 7, selection=Selection(items=ITEMS, original=True))
    return Session.begin(day2, store, form, "[]", exam=exam)


def again(session: Session) -> Session:
    """The same session in another sitting."""
    stored = session.store.session_called(session.stored.id)
    assert stored is not None
    return Session(session.question_set, session.store, stored)


def test_time_and_hints_of_all_sittings_are_the_answers(day2: QuestionSet, store: Store) -> None:
    session = begun(day2, store)
    for _ in range(2):
        question = session.next_question()
        assert question is not None
        session.take_up(question)
        question.hints_before, seen = 0, question.hints_before
        question.hints_used = seen or 1  # one hint, in the first sitting
        session.leave(question, 40.0)
        session = again(session)
    question = session.next_question()
    assert question is not None
    assert question.place == 0, "it is asked again"
    session.take_up(question)
    assert (question.spent_s, question.hints_before) == (80.0, 1)
    session.answer(question, Response("5x5", 20.0))
    session.answer(question, Response("7x7", 7.0))
    first, second = [entry.attempt for entry in store.attempts(session.stored.id)]
    assert (first.response, first.elapsed_s, first.hints_used, first.verdict) == ("5x5", 100.0, 1, "wrong")
    assert second.elapsed_s == 7.0, "a second try has its own time"


def test_what_was_only_looked_at_says_nothing(day2: QuestionSet, store: Store) -> None:
    session = begun(day2, store)
    question = session.next_question()
    assert question is not None
    session.leave(question, 0.4)
    assert store.attempts(session.stored.id) == [], "a glance is no time"
    session.leave(question, 300.0)
    assert session.record()["attempts"] == []
    assert session.answered == 0
    assert store.history("day2") == []
    today = how_it_stands(store.quarters(), (), datetime.now(UTC))
    assert (today.done.questions, today.done.minutes) == (0, 0.0)


def test_in_an_exam_every_look_at_a_question_is_time_at_it(day2: QuestionSet, store: Store) -> None:
    session = begun(day2, store, exam=True)
    session.leave(session.question_at(1), 10.0)  # passed over
    first = session.question_at(0)
    session.take_up(first)
    session.answer(first, Response("5x5", 30.0))
    session.leave(session.question_at(0), 5.0)  # looked at once more, and left as it is
    session = again(session)
    changed = session.question_at(0)
    session.take_up(changed)
    assert changed.spent_s == 0.0
    session.answer(changed, Response("7x7", 8.0))
    session.finish()
    session.leave(session.question_at(0), 99.0)  # handed in: no longer its time
    told = debrief(session)
    assert [round(one.elapsed_s) for one in told.questions] == [43, 10]
    assert [one.verdict for one in told.questions] == ["correct", "unanswered"]
