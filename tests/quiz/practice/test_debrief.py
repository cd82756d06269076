"""A debriefing: its numbers by topic, time and earlier exams, its misses, and the page that it is printed from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from quiz.courses import open_set
from quiz.model import Form, Place, Response
from quiz.practice.debrief import Calls, debrief, explained, next_steps
from quiz.practice.debrief_page import debrief_page
from quiz.practice.learner_marks import marks_of, put_mark, take_back
from quiz.practice.session import Session
from quiz.practice.store import Store

DAY2 = open_set("day2")
PLACES = (
    Place("conv-output-size", 0), Place("xavier-std", 5), Place("adam-first-step", 5), Place("bn-effects", 0),
    Place("conv-output-floor", 3),
)  # fmt: skip
FORM = Form("day2", "day2", 7, PLACES, 10.0)


CALLS = Calls(
    lambda section: f"quiz run {section}", lambda place: f"quiz explain {place.item}", "quiz review", "again 1"
)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store(tmp_path, now=clock) as found:
        yield found


def exam(store: Store, clock: Clock, *answers: str | None, form: Form = FORM) -> Session:
    session = Session.begin(DAY2, store, form, "[]", exam=True)
    for place, typed in enumerate(answers):
        clock.now += timedelta(seconds=60)
        if typed is not None:
            session.answer(session.question_at(place), Response(typed, 10.0 * (place + 1)))
    session.finish()
    clock.now += timedelta(days=1)
    return session


def test_scores_by_topic_and_time_by_question(store: Store, clock: Clock) -> None:
    session = exam(store, clock, "5x5", None, "12345", "今日は良い天気です", "1x1")
    store.record(session.stored.id, 0, session.given()[0], counted=False)  # answered once more, the day after
    told = debrief(session)
    assert (told.share.right, told.share.asked) == (0, 4), "what is undecided counts for nothing"
    assert [(topic.section, topic.share.asked) for topic in told.topics] == [
        ("initialization", 1), ("optimizers", 1), ("cnn", 2),
    ]  # fmt: skip
    assert [question.elapsed_s for question in told.questions] == [10, 0, 30, 40, 50]
    assert [question.verdict for question in told.questions] == ["wrong", "unanswered", "wrong", "undecided", "wrong"]
    assert [question.number for question in told.misses] == [1, 2, 3, 5]
    assert [topic.section for topic in told.weakest] == ["cnn", "initialization", "optimizers"]
    later = store.session_called(session.stored.id)
    assert later is not None
    assert told.questions == debrief(Session(DAY2, store, later)).questions, "the same on any day"
    assert told.used_s == debrief(Session(DAY2, store, later)).used_s


def test_earlier_exams_stand_beside_it_and_later_ones_do_not(store: Store, clock: Clock) -> None:
    first = exam(store, clock, "7x7", None, None, None, None)
    short = Form("day2", "day2", 8, PLACES[:2], 4.0)
    second = exam(store, clock, "5x5", "1", form=short)
    Session.begin(DAY2, store, FORM, "[]", exam=True)  # one that goes on
    Session.begin(DAY2, store, FORM, "[]", exam=False).finish()  # and practice
    third = exam(store, clock, "7x7", None, None, None, None)
    told = debrief(third)
    assert [(one.session, one.day, one.share.percent) for one in told.earlier] == [
        (second.stored.id, "2026-11-21", 0), (first.stored.id, "2026-11-20", 20),
    ]  # fmt: skip
    before = {topic.section: [share and share.percent for share in topic.before] for topic in told.topics}
    assert before["cnn"] == [0, 50]
    assert before["optimizers"] == [None, 0], "not asked in the short one"
    assert debrief(first).earlier == ()


def test_a_miss_is_explained_for_its_numbers(store: Store, clock: Clock) -> None:
    session = exam(store, clock, "5x5", None, None, None, None)
    told = debrief(session)
    found = explained(session, told.questions[0])
    assert [diagnosis.name for diagnosis in found.diagnoses] == ["padding-forgotten"]
    assert found.key is not None
    assert found.key.en == "7×7"
    assert "7" in found.solution.en
    assert explained(session, told.questions[1]).shown.en == "-"


def test_what_to_do_next_begins_with_what_cost_most(store: Store, clock: Clock) -> None:
    told = debrief(exam(store, clock, "5x5", "1", "1", None, "1x1"))
    steps = [step.en for step in next_steps(told, DAY2.course, CALLS)]
    assert steps[0] == "look again at: Convolutional networks (2 lost): quiz run cnn"
    assert len(told.weakest) == 4
    assert len(steps) == 3 + 2, "the three that cost most, and two more"
    assert steps[-2:] == ["what you missed comes back with new numbers: quiz review", "to see this again: again 1"]
    right = exam(store, clock, "7x7", form=Form("day2", "day2", 1, PLACES[:1], 3.0))
    assert [step.ja for step in next_steps(debrief(right), DAY2.course, CALLS)] == [
        "間違いはありません。", "もう一度見る: again 1",
    ]  # fmt: skip


def test_a_chosen_option_is_told_with_its_text(store: Store, clock: Clock) -> None:
    session = Session.begin(DAY2, store, FORM, "[]", exam=True, choices={})
    session.answer(session.question_at(1), Response("2", 5.0))
    session.finish()
    option = (session.question_at(1).variant.options or ())[1]
    assert explained(session, debrief(session).questions[1]).shown.en == f"(2) {option.text.en}"


def test_marks_stand_until_they_are_taken_back(store: Store, clock: Clock) -> None:
    session = exam(store, clock, "5x5", None, None, None, None)
    number = session.stored.id
    put_mark(store, number, 0, ("conv-output-size", 0), "flag")
    put_mark(store, number, 0, ("conv-output-size", 9), "note", said="of a question like it")
    assert [mark.name for mark in debrief(session).questions[0].marks] == ["flag"]
    take_back(store, number, 0, ("conv-output-size", 0), "flag")
    take_back(store, number, 0, ("conv-output-size", 0), "flag")
    assert [mark.name for mark in marks_of(store, number)] == ["note"]
    assert store._connection.execute("SELECT count(*) FROM marks").fetchone()[0] == 2, "nothing is lost"


@pytest.mark.parametrize("attempt", [True, False])
def test_a_guess_weighs_less_in_the_history(store: Store, clock: Clock, attempt: bool) -> None:
    session = exam(store, clock, "7x7", "99", None, None, None)
    for place, item in ((0, "conv-output-size"), (1, "xavier-std")):
        name = next(entry.uid for entry in store.attempts(session.stored.id) if entry.place == place) if attempt else ""
        put_mark(store, session.stored.id, place, (item, PLACES[place].seed), "guessed", attempt=name)
    put_mark(store, session.stored.id, 2, ("adam-first-step", 5), "guessed", attempt="0" * 32)  # of another try
    found = {one.item: one for one in store.history("day2")}
    assert [found[item].guessed for item in ("conv-output-size", "xavier-std")] == [True, True]
    assert 0 < found["conv-output-size"].evidence < found["xavier-std"].evidence < 1
    take_back(store, session.stored.id, 0, ("conv-output-size", 0), "guessed")
    assert {one.item: one.evidence for one in store.history("day2")}["conv-output-size"] == 1


class Page(HTMLParser):
    """Checks that a page is well formed, and collects its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if "href" in found else []
        assert tag not in ("script", "iframe", "form", "input")
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_says_all_of_it_and_runs_nothing(store: Store, clock: Clock, language: str) -> None:
    exam(store, clock, "7x7", None, None, None, None)
    session = exam(store, clock, "5x5", "<script>alert(1)</script>", None, None, None)
    put_mark(store, session.stored.id, 0, ("conv-output-size", 0), "note", said="<b>see</b> page 7")
    told = debrief(session)
    source = "".join(debrief_page(session, told, language, CALLS))  # type: ignore[arg-type]
    page = Page(source)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert ("得点 0 / 5" if language == "ja" else "score 0 of 5") in page.text
    assert "2026-11-20" in page.text
    assert "5×5" in page.text or "5x5" in page.text
    assert "<b>see</b> page 7" in page.text
    assert "quiz run cnn" in page.text
    assert len(re.findall("quiz explain", page.text)) == len(told.misses)
    assert "@media print" in source
    assert source == "".join(debrief_page(session, told, language, CALLS))  # type: ignore[arg-type]
