"""Judging where no process can be started: broken off, run elsewhere, begun anew, and as right as by a process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from quiz import sandbox
from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.model import Outcome, Response, Variant
from quiz.sandbox.elsewhere import Elsewhere, Wanted
from quiz.sandbox.levels import level
from quiz.sandbox.process import Child

ITEMS = ("impl-activation-layer", "impl-dropout", "impl-minibatch-iterator", "impl-crop-expression")


class Runner:
    """Carries out orders as a page does, in a process instead of a frame; it keeps none between two orders."""

    def __init__(self) -> None:
        self.orders: list[dict[str, Any]] = []

    def run(self, order: dict[str, Any]) -> dict[str, Any]:
        order = json.loads(json.dumps(order))  # plain data, or nothing
        self.orders.append(order)
        child = Child(level())
        child.wait_until_ready()
        messages = child.messages(order["seconds"])
        told: dict[str, Any] = {"ending": "done", "definition": None, "cases": []}

        def ask(message: dict[str, Any], nonce: str) -> dict[str, Any] | None:
            child.send({**message, "nonce": nonce})
            return next((found for found in messages if found.get("nonce") == nonce), None)

        try:
            told["definition"] = ask(json.loads(order["job"]), "d")
            if told["definition"] is None or "raised" in told["definition"]:
                told["ending"] = "raised" if told["definition"] else "exited"
                return told
            for number, case in enumerate(order["cases"]):
                found = ask({"case": case}, f"c{number}")
                if found is None:
                    told["ending"] = "exited"
                    return told
                told["cases"].append({**found, "case": found["case"] + order["first"]})
        except TimeoutError:
            told["ending"] = "timeout"
        finally:
            child.close()
        return told


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    runner = Elsewhere()
    sandbox.run_elsewhere(runner)
    yield runner
    sandbox._elsewhere.clear()


def judged(elsewhere: Elsewhere, variant: Variant, answer: str) -> tuple[Outcome, Runner]:
    runner = Runner()
    for _ in range(60):
        try:
            outcome = grade(variant, Response(answer))
        except Wanted as wanted:
            elsewhere.told(wanted.order["name"], runner.run(wanted.order))
            continue
        elsewhere.forget()
        return outcome, runner
    raise AssertionError("it wants more and more")


def natively(variant: Variant, answer: str) -> Outcome:
    kept = list(sandbox._elsewhere)
    sandbox._elsewhere.clear()
    try:
        return grade(variant, Response(answer))
    finally:
        sandbox._elsewhere[:] = kept


@pytest.mark.thorough
@pytest.mark.parametrize("name", ITEMS)
def test_it_is_judged_as_by_a_process(elsewhere: Elsewhere, name: str) -> None:
    variant = draw(built_in_bank().item(name), 3)
    answers = list(kind_of(variant.item).answers(variant)[:1])
    answers += [slip.own.fill(variant.values) for slip in variant.item.misconceptions if slip.own is not None][:2]
    for answer in answers:
        outcome, _ = judged(elsewhere, variant, answer)
        assert outcome == natively(variant, answer)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda right: right + "\nimport os\nos._exit(0)\n", "wrong"),
        (lambda right: "raise ValueError('no')\n" + right, "wrong"),
        (lambda right: right + "\nprint('printed')\n", "correct"),
    ],
)
def test_what_happens_is_told_as_by_a_process(elsewhere: Elsewhere, change: Any, verdict: str) -> None:
    variant = draw(built_in_bank().item("impl-dropout"), 3)
    answer = change(kind_of(variant.item).answers(variant)[0])
    outcome, _ = judged(elsewhere, variant, answer)
    assert outcome.verdict == verdict
    assert outcome == natively(variant, answer)


def test_a_verdict_is_only_found_with_a_run(elsewhere: Elsewhere) -> None:
    variant = draw(built_in_bank().item("impl-dropout"), 3)
    right = kind_of(variant.item).answers(variant)[0]
    with pytest.raises(Wanted) as wanted:
        grade(variant, Response(right))
    order = wanted.value.order
    assert not order["trusted"]
    assert right.strip() in json.loads(order["job"])["source"]
    assert "expected" not in json.dumps(order)


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"ending": "done"},
        {"ending": "done", "definition": {"defined": True}, "cases": "none"},
        {"ending": "done", "definition": {"defined": True}, "cases": [7, None, {"case": 5}]},
        {
            "ending": "done",
            "definition": {"defined": True},
            "cases": [{"case": 0, "values": {"y": {"array": [1]}}}] * 99,
        },
        {"ending": "correct", "definition": {"defined": True}, "cases": []},
        {"ending": "timeout", "definition": None, "cases": []},
    ],
)
def test_what_is_forged_makes_nothing_right(elsewhere: Elsewhere, forged: dict[str, Any]) -> None:
    variant = draw(built_in_bank().item("impl-dropout"), 3)
    right = kind_of(variant.item).answers(variant)[0]
    for _ in range(60):
        try:
            outcome = grade(variant, Response(right))
        except Wanted as wanted:
            elsewhere.told(wanted.order["name"], forged)
            continue
        break
    assert outcome.verdict == "wrong"


@pytest.mark.thorough
def test_the_programs_own_code_is_known_by_its_orders(elsewhere: Elsewhere) -> None:
    variant = draw(built_in_bank().item("impl-dropout"), 3)
    slip = next(slip.own for slip in variant.item.misconceptions if slip.own is not None)
    wrong = slip.fill(variant.values) + "\n# mine\n"
    _, runner = judged(elsewhere, variant, wrong)
    assert [order["trusted"] for order in runner.orders[:1]] == [False]
    assert all(order["trusted"] for order in runner.orders if "# mine" not in order["job"])
    assert not any(order["trusted"] for order in runner.orders if "# mine" in order["job"])
