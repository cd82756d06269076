"""A session: what counts, what is asked next, how long it has taken, and what is on record when."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quiz.bank.blueprint import QuestionSet, Selection
from quiz.courses import open_set
from quiz.draws import MAX_SEED, Draws
from quiz.forms import make_form
from quiz.kinds import TEMPLATES
from quiz.language import Text
from quiz.model import ORIGINAL, Diagnosis, Form, Outcome, Place, Response
from quiz.practice import session as module
from quiz.practice.session import Session
from quiz.practice.store import Store, StoredSession

# Their original instances have the keys 7×7, 2(x + y) and (2).
ITEMS = ("conv-output-size", "chain-rule-power-linear", "sigmoid-derivative-max")
DIGEST = "digest"


@pytest.fixture(scope="module")
def day2() -> QuestionSet:
    return open_set("day2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record") as opened:
        yield opened


def originals(question_set: QuestionSet, *items: str, seed: int = 7) -> Form:
    return make_form(question_set, seed, selection=Selection(items=items or ITEMS, original=True))


@pytest.fixture
def session(day2: QuestionSet, store: Store) -> Session:
    return Session.begin(day2, store, originals(day2), "[]", exam=False)


class Clock:
    """The time of :mod:`quiz.practice.session`, which goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def answer(session: Session, raw: str, elapsed_s: float = 0.0) -> Outcome:
    question = session.next_question()
    assert question is not None
    return session.answer(question, Response(raw, elapsed_s))


# -- what counts -------------------------------------------------------------------------------------------------------


def test_only_the_first_attempt_at_a_place_counts(session: Session, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    assert [session.answer(question, Response(raw)).verdict for raw in ("5×5", "7×7", "7x7")] == [
        "wrong", "correct", "correct",
    ]  # fmt: skip
    assert [entry.counted for entry in store.attempts(session.stored.id)] == [True, False, False]
    record = session.record()
    assert [attempt["counted"] for attempt in record["attempts"]] == [True, False, False]
    assert (record["score"], record["max_score"], record["answered"], record["questions"]) == (0, 3, 1, 3)
    assert question.tries == 3


def test_what_is_put_right_is_told_beside_the_score(session: Session, day2: QuestionSet, store: Store) -> None:
    first = session.next_question()
    assert first is not None
    for raw in ("5×5", "6×6", "7×7", "7x7"):
        session.answer(first, Response(raw))
    second = session.next_question()
    assert second is not None
    session.answer(second, Response("2(x+y)"))
    session.answer(second, Response("2t"))
    session.answer(second, Response("2(x+y)"))
    third = session.next_question()
    assert third is not None
    session.skip(third, 1.0)
    like_it = session.another(third)
    session.answer(like_it, Response(f"({1 + [one.correct for one in like_it.variant.options or ()].index(True)})"))
    for told in (session, Session(day2, store, session.stored)):
        record = told.record()
        assert record["corrected"] == [{"place": 1, "try": 3}], (
            "neither what was right nor another variant is put right"
        )
        assert [attempt["try"] for attempt in record["attempts"]] == [1, 2, 3, 4, 1, 2, 3, 1, 1]
        assert (record["score"], record["max_score"]) == (1, 3), "the score is that of the first attempts"


def test_a_right_first_attempt_is_not_lost_by_a_wrong_second(session: Session) -> None:
    question = session.next_question()
    assert question is not None
    session.answer(question, Response("7×7"))
    session.answer(question, Response("5×5"))
    assert session.record()["score"] == 1


def test_what_was_counted_in_an_earlier_sitting_counts_for_ever(
    session: Session, day2: QuestionSet, store: Store
) -> None:
    question = session.next_question()
    assert question is not None
    session.answer(question, Response("5×5"))
    again = Session(day2, store, session.stored)
    again.answer(question, Response("7×7"))
    assert [entry.counted for entry in store.attempts(session.stored.id)] == [True, False]
    assert again.record()["score"] == 0
    following = again.next_question()
    assert following is not None
    assert following.place == 1


def test_another_like_this_is_recorded_and_does_not_count(session: Session, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    extra = session.another(question)
    assert extra.extra
    session.skip(extra, 1.0)  # even before the place itself has been answered
    assert session.answered == 0
    following = session.next_question()
    assert following is not None
    assert following.place == 0
    session.answer(question, Response("7×7"))
    assert [entry.counted for entry in store.attempts(session.stored.id)] == [False, True]
    assert (session.record()["score"], session.answered) == (1, 1)


def test_an_extra_attempt_of_an_earlier_sitting_answers_no_place(
    session: Session, day2: QuestionSet, store: Store
) -> None:
    question = session.next_question()
    assert question is not None
    session.skip(session.another(question), 1.0)
    again = Session(day2, store, session.stored)
    assert again.answered == 0
    following = again.next_question()
    assert following is not None
    assert following.place == 0


def test_another_has_other_numbers_and_always_the_same_ones(session: Session, day2: QuestionSet, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    first, alike = session.another(question), Session(day2, store, session.stored).another(question)
    assert first.variant.values == alike.variant.values
    assert (first.variant.item.id, first.place) == ("conv-output-size", 0)
    assert first.variant.seed == 1 + Draws("another/7/0/0").below(MAX_SEED) != ORIGINAL
    session.skip(first, 0.0)
    second = session.another(first)
    assert second.variant.seed == 1 + Draws("another/7/0/1").below(MAX_SEED)
    session.skip(question, 0.0)
    following = session.next_question()
    assert following is not None
    # Attempts at other places are not counted, and each place has its own.
    assert session.another(following).variant.seed == 1 + Draws("another/7/1/0").below(MAX_SEED)


def test_what_can_not_be_read_is_not_recorded(session: Session, store: Store) -> None:
    assert answer(session, "7×((").verdict == "unreadable"
    assert store.attempts(session.stored.id) == []
    assert session.answered == 0
    assert answer(session, "7×7").verdict == "correct"
    assert session.record()["score"] == 1


def test_a_skipped_question_counts_as_nothing(session: Session, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    session.skip(question, 2.5)
    (entry,) = store.attempts(session.stored.id)
    assert (entry.attempt.response, entry.attempt.verdict, entry.attempt.score) == ("", "unanswered", 0)
    assert (entry.counted, entry.attempt.elapsed_s) == (True, 2.5)
    assert session.record()["max_score"] == 3


def test_an_undecided_answer_is_never_counted_as_wrong(day2: QuestionSet, store: Store) -> None:
    form = make_form(day2, 7, selection=Selection(items=("bn-effects", "conv-output-size", "bn-effects")))
    session = Session.begin(day2, store, form, "[]", exam=False)
    assert answer(session, "今日は良い天気です").verdict == "undecided"
    question = session.next_question()
    assert question is not None
    session.skip(question, 0.0)
    record = session.record()
    assert (record["score"], record["max_score"]) == (0, 2)
    outcome = answer(session, "計算量が減る。学習が安定して速くなる。過学習を抑える。")
    assert (outcome.verdict, outcome.score) == ("undecided", 1)
    record = session.record()
    assert (record["score"], record["max_score"]) == (0, 1), "a doubtful text adds no marks either"


def test_the_learner_has_the_last_word_on_a_text(day2: QuestionSet, store: Store) -> None:
    session = Session.begin(day2, store, originals(day2, "bn-effects"), "[]", exam=False)
    question = session.next_question()
    assert question is not None
    session.self_assess(question, 1.0)  # nothing has been answered, so nothing is assessed
    assert session.record()["attempts"] == []
    session.answer(question, Response("今日は良い天気です"))
    session.self_assess(question, 0.5)
    record = session.record()
    (attempt,) = record["attempts"]
    assert (attempt["verdict"], attempt["machine_verdict"], attempt["score"]) == ("self-assessed", "undecided", 0.5)
    assert (record["score"], record["max_score"]) == (0.5, 1)


def test_scores_are_added_and_rounded(session: Session, day2: QuestionSet, store: Store) -> None:
    assert answer(session, "7×7").score == 1
    assert answer(session, "2t").score == 0.5
    assert session.record()["score"] == 1.5
    form = Form("day2", "day2", 1, (Place(ITEMS[0], 0),) * 3, 1.0)
    other = Session.begin(day2, store, form, "[]", exam=False)
    for place in range(3):
        question = other.next_question()
        assert question is not None
        assert question.place == place
        other._record(question, Response("x"), Outcome("partial", 0.11111), counted=True)
    assert other.record()["score"] == 0.3333


# -- what is asked -----------------------------------------------------------------------------------------------------


def test_the_places_are_asked_in_their_order_and_then_none(session: Session) -> None:
    asked = []
    while (question := session.next_question()) is not None:
        asked.append((question.place, question.variant.item.id, question.variant.seed, question.extra))
        session.skip(question, 0.0)
        assert session.answered == len(asked)
    assert asked == [(place, item, ORIGINAL, False) for place, item in enumerate(ITEMS)]


def test_a_question_that_is_left_is_asked_again(session: Session) -> None:
    first, second = session.next_question(), session.next_question()
    assert first is not None
    assert second is not None
    assert first.place == second.place == 0


def test_a_question_shows_its_own_variant(session: Session) -> None:
    question = session.next_question()
    assert question is not None
    assert question.prompt.item == question.variant.item.id == "conv-output-size"
    assert question.variant is question.variant
    assert (question.hints_used, question.tries, question.attempt) == (0, 0, None)


# -- what is on record -------------------------------------------------------------------------------------------------


def test_the_record_says_everything(session: Session, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    question.hints_used = 2
    session.answer(question, Response("５×５", 1.23456))
    record = session.record()
    assert record == {
        "session": session.stored.id,
        "course": "day2",
        "set": "day2",
        "seed": 7,
        "exam": False,
        "attempts": [
            {
                "place": 1,
                "counted": True,
                "try": 1,
                "id": "conv-output-size",
                "seed": ORIGINAL,
                "response": "５×５",
                "verdict": "wrong",
                "machine_verdict": "wrong",
                "score": 0.0,
                "diagnoses": ["padding-forgotten"],
                "understood_as": "5×5",
                "hints_used": 2,
                "elapsed_s": 1.235,
            }
        ],
        "corrected": [],
        "questions": 3,
        "answered": 1,
        "score": 0,
        "max_score": 3,
    }
    assert question.attempt is not None
    other = store.begin(session.form, "[]", DIGEST, exam=True)
    assert store.attempts(other.id) == []


def test_an_exam_is_one_on_record(day2: QuestionSet, store: Store) -> None:
    session = Session.begin(day2, store, originals(day2), "[1]", exam=True)
    assert session.record()["exam"] is True
    assert session.stored.exam
    assert store.unfinished("day2", 7, "[1]") == session.stored


def test_a_finished_session_is_not_resumed_and_keeps_its_time(session: Session, store: Store, clock: Clock) -> None:
    session._began = clock.now
    clock.now += 40
    session.finish()
    assert store.unfinished("day2", 7, "[]") is None
    assert store.used_s(session.stored.id) == 40


def test_a_changed_question_file_is_noticed(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    source = (TEMPLATES / "number.md").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(source.format(id=name), encoding="utf-8")
    form = Form("bank", str(folder), 1, (Place("one", 5),), 2.0)
    session = Session.begin(open_set(str(folder)), store, form, "[]", exam=False)
    assert not session.bank_changed
    (folder / "two.md").write_text(source.format(id="two") + "\n", encoding="utf-8")
    assert not Session(open_set(str(folder)), store, session.stored).bank_changed, "the session doesn't ask that one"
    (folder / "one.md").write_text(source.format(id="one") + "\n", encoding="utf-8")
    assert Session(open_set(str(folder)), store, session.stored).bank_changed


# -- time --------------------------------------------------------------------------------------------------------------


def test_the_time_of_all_sittings_is_added(day2: QuestionSet, store: Store, clock: Clock) -> None:
    session = Session.begin(day2, store, originals(day2), "[]", exam=True)
    clock.now += 100
    assert session.used_s == 100
    session.pause()
    clock.now += 3600  # away from the screen
    again = Session(day2, store, session.stored)
    assert again.used_s == 100
    clock.now += 20.5
    assert again.used_s == 120.5
    again.pause()
    assert store.used_s(session.stored.id) == 120.5


def test_an_answer_records_the_time_so_that_a_kill_does_not_turn_the_clock_back(
    day2: QuestionSet, store: Store, clock: Clock
) -> None:
    session = Session.begin(day2, store, originals(day2), "[]", exam=True)
    clock.now += 61
    answer(session, "7×7")
    assert store.used_s(session.stored.id) == 61
    assert Session(day2, store, session.stored).used_s == 61


def asker_of(session: Session) -> Any:
    from quiz.terminal.conversation import Asker

    screen = SimpleNamespace(language="en", say=lambda *_: None, blank=lambda: None)
    return Asker(session, screen, SimpleNamespace(interactive=False), resume_with="", again="")  # type: ignore[arg-type]


def stored(day2: QuestionSet, store: Store, *, exam: bool, minutes: float = 10.0, used_s: float = 0.0) -> Session:
    form = Form("day2", "day2", 7, (Place("conv-output-size", 0),), minutes)
    kept: StoredSession = store.begin(form, "[]", DIGEST, exam=exam)
    store.set_used_s(kept.id, used_s)
    return Session(day2, store, kept)


def test_an_exam_that_goes_on_has_only_the_time_that_is_left(
    day2: QuestionSet, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(signal, "setitimer"):
        pytest.skip("there are no alarms here")
    timers: list[tuple[float, ...]] = []
    handlers = [signal.getsignal(signal.SIGALRM)]
    monkeypatch.setattr(signal, "setitimer", lambda _, *seconds: timers.append(seconds))
    session = stored(day2, store, exam=True, minutes=10, used_s=125)
    clock.now += 35
    with asker_of(session)._time_limit():
        assert signal.getsignal(signal.SIGALRM) != handlers[0]
    assert timers == [(10 * 60 - 125 - 35, 1), (0,)], (
        "an alarm for what is left, until it is heard, and none afterwards"
    )
    assert signal.getsignal(signal.SIGALRM) == handlers[0]


def test_an_exam_whose_time_is_used_up_asks_nothing_more(day2: QuestionSet, store: Store, clock: Clock) -> None:
    from quiz.terminal.exam_clock import TimeUp

    for used in (600, 601):
        with pytest.raises(TimeUp), asker_of(stored(day2, store, exam=True, used_s=used))._time_limit():
            pytest.fail("it went on")


def test_practice_has_no_time_limit(
    day2: QuestionSet, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "setitimer", lambda *_: pytest.fail("an alarm was set"), raising=False)
    entered = False
    with asker_of(stored(day2, store, exam=False, used_s=6000))._time_limit():
        entered = True
    assert entered


def test_the_alarm_ends_the_reading_of_a_line_and_nothing_else(day2: QuestionSet, store: Store, clock: Clock) -> None:
    from quiz.terminal.exam_clock import TimeUp

    if not hasattr(signal, "setitimer"):
        pytest.skip("there are no alarms here")
    asker = asker_of(stored(day2, store, exam=True))
    with asker._time_limit():
        signal.raise_signal(signal.SIGALRM)  # while an answer is judged: it is judged to its end
        assert asker.clock.over
        with pytest.raises(TimeUp):
            asker._line("answer> ")
        asker.clock.reading = True
        with pytest.raises(TimeUp):
            signal.raise_signal(signal.SIGALRM)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms here")
def test_an_alarm_at_the_very_moment_before_a_line_is_read_is_heard(
    day2: QuestionSet, store: Store, clock: Clock
) -> None:
    from quiz.terminal.exam_clock import ExamClock, TimeUp

    class JustNow(ExamClock):
        """The alarm goes off while it is being noted that a line is read from now on."""

        def __setattr__(self, name: str, value: object) -> None:
            if name == "reading" and value is True:
                signal.raise_signal(signal.SIGALRM)
            super().__setattr__(name, value)

    asker = asker_of(stored(day2, store, exam=True))
    asker.clock = JustNow()
    asker.keyboard = SimpleNamespace(line=lambda _: pytest.fail("it waits for a line, though the time is over"))  # type: ignore[assignment]
    with asker._time_limit(), pytest.raises(TimeUp):
        asker._line("answer> ")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms here")
def test_an_alarm_that_nothing_has_heard_comes_again(
    day2: QuestionSet, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.terminal import exam_clock
    from quiz.terminal.exam_clock import TimeUp

    monkeypatch.setattr(exam_clock, "ALARM_AGAIN_S", 0.05)
    asker = asker_of(stored(day2, store, exam=True, minutes=0.2 / 60))

    def deaf(_: str) -> str:
        handler = signal.signal(signal.SIGALRM, lambda *_: None)
        time.sleep(0.3)
        signal.signal(signal.SIGALRM, handler)
        time.sleep(10)
        return "never"

    asker.keyboard.line = deaf
    with asker._time_limit(), pytest.raises(TimeUp):
        asker._line("answer> ")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there are no alarms here")
def test_neither_is_lost_of_an_alarm_and_ctrl_c_at_once(day2: QuestionSet, store: Store, clock: Clock) -> None:
    from quiz.terminal.exam_clock import TimeUp

    both = {signal.SIGALRM, signal.SIGINT}

    def at_once(_: str) -> str:
        signal.pthread_sigmask(signal.SIG_BLOCK, both)
        for number in both:  # for this thread: another one would hear the first before the second is sent
            signal.pthread_kill(threading.get_ident(), number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, both)
        return "never"

    asker = asker_of(stored(day2, store, exam=True))
    asker.keyboard.line = at_once
    interrupted = False
    with asker._time_limit():
        try:
            asker._line("answer> ")
        except KeyboardInterrupt:
            interrupted = True
        except TimeUp as ended:
            before: BaseException | None = ended
            while before is not None and not interrupted:
                before = before.__context__
                interrupted = isinstance(before, KeyboardInterrupt)
    assert interrupted
    assert asker.clock.over
    assert not asker.clock.reading


def test_an_exam_played_in_two_sittings_ends_at_its_time(run_quiz: Any, tmp_path: Path) -> None:
    """The command line: what the first sitting took is gone from the second."""
    arguments = ("run", "day2", "--item", "conv-output-size", "--seed", "7", "--exam", "--lang", "en")
    run_quiz(*arguments, stdin="q\n")
    with Store(tmp_path / "quiz-home") as store:
        (row,) = store._connection.execute("SELECT id, minutes FROM sessions").fetchall()
        store.set_used_s(row["id"], row["minutes"] * 60)
    done = run_quiz(*arguments, stdin="7x7\n")
    assert "time is up" in done.stdout
    assert "score 0 of 1" in done.stdout


# -- a run that is made after the answer -------------------------------------------------------------------------------


def test_an_answer_that_makes_a_run_is_settled_on_its_own_row(day2: QuestionSet, store: Store) -> None:
    practicals = open_set("practicals")
    form = make_form(practicals, 1, selection=Selection(items=("optimizer-race-run",)))
    session = Session.begin(practicals, store, form, "[]", exam=False)
    question = session.next_question()
    assert question is not None
    assert session.answer(question, Response("?!")).verdict == "unreadable"
    assert store.attempts(session.stored.id) == [], "nothing is recorded of what can't be read"
    outcomes = [session.answer(question, Response(raw)) for raw in ("1", "2", "3")]
    entries = store.attempts(session.stored.id)
    assert [entry.counted for entry in entries] == [True, False, False]
    for entry, outcome in zip(entries, outcomes, strict=True):
        assert (entry.attempt.verdict, entry.attempt.machine_verdict) == (outcome.verdict, outcome.verdict)
        assert entry.attempt.score == outcome.score
        assert entry.attempt.diagnoses == tuple(diagnosis.name for diagnosis in outcome.diagnoses)
    assert sorted(outcome.verdict for outcome in outcomes) == ["correct", "wrong", "wrong"]
    assert any(entry.attempt.diagnoses for entry in entries)


# -- the store beneath it ----------------------------------------------------------------------------------------------


def test_a_recorded_attempt_can_be_read_by_another_connection_at_once(session: Session, store: Store) -> None:
    answer(session, "7×7")
    other = sqlite3.connect(store.path)
    try:
        assert other.execute("SELECT response, counted FROM attempts").fetchall() == [("7×7", 1)]
    finally:
        other.close()


def test_settling_and_reassessing_touch_one_attempt_only(session: Session, store: Store) -> None:
    for raw in ("7×7", "2t", "(2)"):
        answer(session, raw)
    before = store.attempts(session.stored.id)
    diagnoses = (Diagnosis("もう一つ", Text("a", "b")), Diagnosis("slip", Text("a", "b")))
    store.settle(2, Outcome("wrong", 0.25, diagnoses), counted=True)
    after = store.attempts(session.stored.id)
    assert (after[0], after[2]) == (before[0], before[2])
    assert (after[1].attempt.verdict, after[1].attempt.machine_verdict, after[1].attempt.score) == (
        "wrong",
        "wrong",
        0.25,
    )
    assert after[1].attempt.diagnoses == ("もう一つ", "slip")
    assert after[1].attempt.response == "2t"
    store.reassess(3, 0.0)
    last = store.attempts(session.stored.id)
    assert last[:2] == after[:2]
    assert (last[2].attempt.verdict, last[2].attempt.machine_verdict) == ("self-assessed", "correct")


def test_the_time_of_one_session_is_not_that_of_another(store: Store, day2: QuestionSet) -> None:
    form = originals(day2)
    first, second = (store.begin(form, "[]", DIGEST, exam=False) for _ in range(2))
    assert store.used_s(first.id) == 0
    store.set_used_s(first.id, 12.5)
    assert (store.used_s(first.id), store.used_s(second.id)) == (12.5, 0)
    store.finish(first.id)
    assert store.unfinished("day2", 7, "[]") == second


# -- tried out, and counted at the end ---------------------------------------------------------------------------------


def test_what_is_tried_out_is_on_record_and_the_last_counts(session: Session, store: Store) -> None:
    question = session.next_question()
    assert question is not None
    session.count(question)
    assert store.attempts(session.stored.id) == [], "nothing has been tried out"
    for raw in ("5×5", "7×((", "7×7"):
        session.try_out(question, Response(raw))
        assert session.answered == 0
    assert [(e.attempt.response, e.counted) for e in store.attempts(session.stored.id)] == [
        ("5×5", False),
        ("7×7", False),
    ]
    session.count(question)
    assert [entry.counted for entry in store.attempts(session.stored.id)] == [False, True]
    assert session.answered == 1
    assert session.record()["score"] == 1
    session.try_out(question, Response("6×6"))
    session.count(question)
    assert [entry.counted for entry in store.attempts(session.stored.id)] == [False, True, False]


def test_a_place_that_the_form_has_not_counts_for_nothing(session: Session, store: Store, day2: QuestionSet) -> None:
    answer(session, "7×7")
    store._connection.execute("UPDATE attempts SET place = 9")
    again = Session(day2, store, session.stored)
    assert again.answered == 0
    assert again.record()["score"] == 0
    assert answer(again, "7×7").verdict == "correct"
    assert again.record()["score"] == 1


def test_a_clock_that_runs_backwards_takes_no_time_back(session: Session, store: Store, clock: Clock) -> None:
    session._began = clock.now
    clock.now -= 500
    assert session.used_s == 0
    session.pause()
    assert store.used_s(session.stored.id) == 0
