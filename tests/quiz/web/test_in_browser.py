"""The engine of the static page: what it can't do by itself it asks for, and what can't be judged costs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz import sandbox
from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.kinds import kind_of
from quiz.web.in_browser import BrowserEngine
from quiz.web.messages import VERSION


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path))
    yield
    sandbox._elsewhere.clear()


class Page:
    def __init__(self, numpy: bool) -> None:
        self.seen: list[tuple[int, int]] = []
        self.engine = BrowserEngine("en", numpy, lambda done, most: self.seen.append((done, most)))

    def send(self, **message: Any) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.engine.answer(json.dumps({"version": VERSION, **message})))
        return told

    def asked(self, kind: str) -> dict[str, Any]:
        name = "practicals" if kind == "code" else "optimizers"  # whose training takes no time
        reply = self.send(do="start", set=name, seed=5)
        while reply["question"]["kind"] != kind:
            if "unavailable" in reply["question"]:
                reply = self.send(do="pass")
                continue
            told = self.send(do="skip")
            while "package" in told:
                self.engine.has(told["package"], True)
                told = self.send(do="skip")
            reply = self.send(do="next")
        return reply["question"]


def right_answer(question: dict[str, Any]) -> str:
    variant = draw(built_in_bank().item(question["item"]), question["seed"])
    return kind_of(variant.item).answers(variant)[0]


@pytest.mark.parametrize("kind", ["code", "prediction"])
def test_without_numpy_it_says_so_and_goes_on(kind: str) -> None:
    page = Page(numpy=False)
    question = page.asked(kind)
    assert "quiz run" in question["unavailable"]
    told = page.send(do="answer", text="1" if kind == "prediction" else right_answer(question))
    assert "error" in told
    reply = page.send(do="pass", at=question["at"])
    assert reply["stage"] in ("question", "result")
    entries = page.engine.engine.store.attempts(1)
    left = [entry for entry in entries if entry.attempt.item == question["item"]]
    assert [entry.attempt.verdict for entry in left] == ["undecided"]


def test_what_is_left_counts_for_nothing() -> None:
    page = Page(numpy=False)
    reply = page.send(do="start", set="practicals", seed=5)
    count, left = reply["session"]["count"], 0
    while reply["stage"] == "question":
        if "unavailable" in reply["question"]:
            reply, left = page.send(do="pass"), left + 1
        else:
            assert "error" in page.send(do="pass")
            page.send(do="skip")
            reply = page.send(do="next")
    assert left > 5
    assert (reply["stage"], reply["score"], reply["most"]) == ("result", 0, count - left)


def test_only_a_question_that_cant_be_judged_is_left() -> None:
    page = Page(numpy=True)
    question = page.asked("code")
    assert "unavailable" not in question
    assert "error" in page.send(do="pass")
    assert not page.engine.engine.store.attempts(1)


@pytest.mark.thorough
def test_code_is_judged_once_it_was_run() -> None:
    page = Page(numpy=True)
    question = page.asked("code")
    while question["sort"] != "code":  # an expression needs no frame
        told = page.send(do="skip")
        while "package" in told:
            page.engine.has(told["package"], True)
            told = page.send(do="skip")
        question = page.send(do="next")["question"]
    assert question["runs"] == "code"
    answer = {"do": "answer", "text": right_answer(question)}
    page.engine.has("numpy", True)
    told = page.send(**answer)
    order = told["wanted"]
    assert set(order) == {"name", "job", "trusted", "first", "cases", "seconds"}
    page.engine.told(order["name"], json.dumps({"ending": "timeout", "definition": None, "cases": []}))
    assert page.send(**answer)["outcome"]["verdict"] == "wrong"
    assert [entry.attempt.verdict for entry in page.engine.engine.store.attempts(1)][-1] == "wrong"


def test_what_cant_be_loaded_or_started_is_told_and_costs_nothing() -> None:
    page = Page(numpy=True)
    question = page.asked("code")
    answer = {"do": "answer", "text": right_answer(question)}
    before = len(page.engine.engine.store.attempts(1))
    assert page.send(**answer) == {"package": "numpy"}
    page.engine.has("numpy", False)
    told = page.send(**answer)
    assert "NumPy" in told["error"]["message"]
    assert told["error"]["remedy"]
    assert page.send(**answer) == {"package": "numpy"}  # it is tried again
    assert len(page.engine.engine.store.attempts(1)) == before


class ExamPage(Page):
    """An exam at the place of a question whose key a run gives, or that is judged by running code."""

    def __init__(self, kind: str) -> None:
        super().__init__(numpy=True)
        reply = self.send(do="exam", set="optimizers" if kind == "prediction" else "practicals", seed=1)
        while reply["question"]["kind"] != kind:
            reply = self.move(reply)
        self.question, self.place = reply["question"], reply["session"]["place"]

    def move(self, reply: dict[str, Any]) -> dict[str, Any]:
        return self.send(do="exam-answer", text="", go=reply["session"]["place"] + 1)


def test_in_an_exam_nothing_is_loaded_to_go_on() -> None:
    page = ExamPage("prediction")
    assert page.send(do="exam-answer", text="", go=1)["session"]["place"] == 1
    page.send(do="exam-answer", go=page.place)
    assert page.send(do="hand-in", sure=True)["stage"] == "debriefing"


@pytest.mark.parametrize("kind", ["code", "prediction"])
@pytest.mark.parametrize("message", [{"do": "exam-answer", "go": 1}, {"do": "hand-in", "sure": True}])
def test_in_an_exam_an_answer_waits_for_what_judges_it(kind: str, message: dict[str, Any]) -> None:
    page = ExamPage(kind)
    text = "1" if kind == "prediction" else right_answer(page.question)
    assert page.send(**message, text=text) == {"package": "numpy"}
    assert not page.engine.engine.store.attempts(1)
    page.engine.has("numpy", False)
    assert "NumPy" in page.send(**message, text=text)["error"]["message"]
    assert not page.engine.engine.store.attempts(1)


def test_a_debriefing_makes_the_run_that_its_key_comes_from() -> None:
    page = ExamPage("prediction")
    page.send(do="hand-in", sure=True)
    seen = {"do": "debrief-question", "number": page.place}
    assert page.send(**seen) == {"package": "numpy"}
    page.engine.has("numpy", False)
    told = page.send(**seen)  # without it the question is shown all the same
    assert (told["stage"], told["key"]) == ("debriefed", None)
    needed = []
    while "package" in (told := page.send(**seen)):
        needed.append(told["package"])
        page.engine.has(told["package"], True)
    assert needed == ["numpy", "training"]
    assert told["key"]
    assert told["solution"]


def test_what_is_skipped_is_left_once() -> None:
    page = Page(numpy=True)
    page.asked("prediction")
    before = len(page.engine.engine.store.attempts(1))
    page.engine._here.clear()
    assert page.send(do="skip") == {"package": "numpy"}
    page.engine.has("numpy", False)
    assert page.send(do="skip")["key"] is None
    assert len(page.engine.engine.store.attempts(1)) == before + 1


@pytest.mark.thorough
def test_a_prediction_tells_how_far_it_is() -> None:
    page = Page(numpy=True)
    page.asked("prediction")
    answer = {"do": "answer", "text": "1"}
    needed = []
    while "package" in (told := page.send(**answer)):
        needed.append(told["package"])
        page.engine.has(told["package"], True)
    assert set(needed) <= {"numpy", "training"}
    assert told["stage"] == "answered"
    assert page.seen[-1][0] == page.seen[-1][1] > 0


def test_the_frame_gets_the_sandboxs_own_modules() -> None:
    inside = json.loads(BrowserEngine.inside())
    assert set(inside) == {"child.py", "wire.py", "in_worker.py"}
    for source in inside.values():
        compile(source, "inside", "exec")
