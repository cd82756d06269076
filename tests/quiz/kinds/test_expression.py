"""Expressions: equal or not, in the form that was asked for, with what may stand in an answer."""

from __future__ import annotations

from typing import Any

import pytest

from quiz.courses import parse_item
from quiz.drawing import instantiate
from quiz.errors import FileFaults
from quiz.grading import grade
from quiz.interaction import EnterExpression
from quiz.kinds import kind_of
from quiz.kinds.expression import KIND
from quiz.language import Text
from quiz.model import Item, Outcome, Variant
from solvers.expression import read

SOURCE = """+++
id = "e"
kind = "expression"
section = "s"
minutes = 1
difficulty = 1
symbols = ["x", "y", "t"]
key = "a * (x + y)"
check = "a * x + a * y"
[draw]
a = { from = 2, to = 9 }
%s
[misconception.one]
value = "a * x + y"
ja = "一"
en = "one"
[misconception.two]
value = "x + y"
ja = "二"
en = "two"
+++
# ja
{{a}}
## 解説
{{key}}
# en
{{a}}
## Solution
{{key}}
"""
PLAIN = '[answer]\nvariables = ["x", "y"]\n'


def item(answer: str = PLAIN) -> Item:
    return parse_item(SOURCE % answer, expected_id="e", path="e.md")


def variant(answer: str = PLAIN) -> Variant:
    return instantiate(item(answer), {"a": 2})


def graded(raw: str, answer: str = PLAIN) -> Outcome:
    return grade(variant(answer), raw)


@pytest.mark.parametrize(
    ("raw", "verdict", "score", "names"),
    [
        ("2x+2y", "correct", 1, []),
        ("2x+y", "wrong", 0, ["one"]),
        ("x+y", "wrong", 0, ["two"]),
        ("「2(x+y)」", "correct", 1, []),
        ("答えは『2x+2y』です。", "correct", 1, []),
        ("『2x+2y", "unreadable", 0, []),
        ("-2(x+y)", "wrong", 0, ["slip-sign"]),
        ("2(x+t)", "unreadable", 0, []),
        ("2(x+", "unreadable", 0, []),
        ("(x, y)", "unreadable", 0, []),
        ("x^2+7", "wrong", 0, []),
        ("2(x+y) または 2x+2y", "correct", 1, []),
        ("2(x+y) or 2x+2y", "correct", 1, []),
        ("2(x+y) or 2x+2y or 2*x+y*2", "correct", 1, []),
        ("2(x+y), 2x+2y", "unreadable", 0, []),
        ("2(x+y) or 2x+y", "unreadable", 0, []),
        ("2x+y または 2(x+y)", "unreadable", 0, []),
        ("2(x+y) または 2(x+", "unreadable", 0, []),
        ("x+y または y+x", "wrong", 0, ["two"]),
        ("xとyの和の2倍", "correct", 1, []),
        ("xとyの差の2倍", "wrong", 0, []),
        ("xとyの積", "wrong", 0, []),
    ],
)
def test_verdicts(raw: str, verdict: str, score: float, names: list[str]) -> None:
    outcome = graded(raw)
    assert (outcome.verdict, outcome.score) == (verdict, score)
    assert [one.name for one in outcome.diagnoses if one.certain or one.name == "slip-sign"] == names
    assert (outcome.unreadable is not None) == (verdict == "unreadable")


def test_another_kind_of_answer_is_told_as_such() -> None:
    outcome = graded("(x, y)")
    assert outcome.unreadable is not None
    assert outcome.unreadable.reason.en


def test_a_form_that_was_asked_for() -> None:
    factored = PLAIN + 'form = "factored"\n'
    assert graded("2(x+y)", factored).verdict == "correct"
    outcome = graded("2x+2y", factored)
    assert (outcome.verdict, outcome.score) == ("incomplete", 0.5)
    assert [(one.name, one.certain) for one in outcome.diagnoses] == [("form", True)]
    assert outcome.understood_as == "2·x + 2·y"
    assert graded("2x+y", factored).verdict == "wrong"
    assert graded("2x+2y").verdict == "correct"


MEANT = PLAIN + 'intermediate = { t = "x + y" }\n'


def test_what_was_not_put_in_is_told() -> None:
    outcome = graded("2t", MEANT)
    assert (outcome.verdict, outcome.score, outcome.understood_as) == ("incomplete", 0.5, "2·t")
    (diagnosis,) = outcome.diagnoses
    assert diagnosis.name == "not-substituted"
    assert (
        diagnosis.message.en
        == "The value is right, but t is left in it. Put in t = x + y to get an expression in x, y."
    )
    assert "t = x + y を代入し、x, y の式" in diagnosis.message.ja
    assert [one.name for one in graded("t", MEANT).diagnoses] == ["two"]
    assert graded("3t", MEANT).verdict == "wrong"
    assert graded("2(x+y)", MEANT).verdict == "correct"


def test_a_domain_that_a_variable_has() -> None:
    positive = PLAIN + 'domain = { x = "positive" }\n'
    assert graded("2(sqrt(x^2)+y)", positive).verdict == "correct"
    assert graded("2(sqrt(x^2)+y)").verdict == "wrong"
    assert item(positive).answer.domain == {"x": "positive"}


def test_what_can_not_be_decided_is_undecided() -> None:
    outcome = graded("2(x+y) + floor(sqrt(2)^2) - 2")
    assert (outcome.verdict, outcome.score, outcome.diagnoses) == ("undecided", 0, ())
    assert outcome.understood_as


def test_equal_values() -> None:
    made = item()
    for left, right, same in (
        ("2x", "x+x", True), ("2x", "3x", False), ("2", "2", True), ("2", "3", False), ("(x, 2)", "(x, 1+1)", True),
        ("(x, 2)", "(x, 3)", False), ("σ(x)", "1/(1+e^-x)", True), ("sqrt(x^2)", "|x|", True),
        ("sqrt(x^2)", "x", False),
    ):  # fmt: skip
        assert KIND.same(made, read(left).tree, read(right).tree) is same, (left, right)
    assert KIND.fits(read("x").tree)
    assert not KIND.fits(2)


def test_what_is_shown() -> None:
    made = variant(PLAIN + 'form = "factored"\n')
    kind = kind_of(made.item)
    assert kind.letters(made) == ("x", "y")
    assert kind.answer_format(made) == Text(
        "x, y の式で答えてください（例: 3(x+1)^2）", "answer with an expression in x, y (like 3(x+1)^2)"
    )
    (interaction,) = kind.interactions(made)
    assert isinstance(interaction, EnterExpression)
    assert (interaction.variables, interaction.form) == (("x", "y"), "factored")
    assert grade(made, interaction.key).verdict == "correct"
    assert all(grade(variant(), raw).verdict == "correct" for raw in kind.answers(variant()))
    assert len(kind.answers(made)) == 3
    assert kind.show(made.item, read("2(x+y)").tree) == Text.both("2·(x + y)")
    plain: Any = kind.interactions(variant())[0]
    assert plain.form is None


ASKED = MEANT + 'asked = ["dz/dx", "z\'"]\n'


@pytest.mark.parametrize(
    ("raw", "verdict", "names"),
    [
        ("2t = 2(x+y)", "correct", []),
        ("2x+2y = 2(x+y)", "correct", []),
        ("dz/dx = 2t = 2(x+y)", "correct", []),
        ("dz/dx = dz/dt · dt/dx = 2(x+y)", "correct", []),
        (r"\frac{dz}{dx} = 2(x+y)", "correct", []),
        (r"\frac{\partial z}{\partial x} = 2(x+y)", "correct", []),
        ("z′ = 2(x+y)", "correct", []),
        ("dz/dx = 2t", "incomplete", ["not-substituted"]),
        ("dz/dx = 3t = 2(x+y)", "incomplete", ["false-link"]),
        ("2x+3y = 2(x+y)", "incomplete", ["false-link"]),
        ("2x+3y = 2x+y", "wrong", ["false-link", "one"]),
        ("dz/dx = 2x+y", "wrong", ["one"]),
        ("dt/dx = 2(x+y)", "unreadable", []),
        ("z = 2(x+y)", "unreadable", []),
        ("y = 2(x+y)", "unreadable", []),
        ("t = 2(x+y)", "unreadable", []),
        ("t = x+y", "wrong", ["two"]),
        ("`2(x+y)`", "correct", []),
        ("2x + 2y (2(x+y))", "correct", []),
        ("2x + 2y (2(x-y))", "wrong", []),
    ],
)
def test_a_chain_is_graded_by_its_last_member_once_its_links_hold(raw: str, verdict: str, names: list[str]) -> None:
    outcome = graded(raw, ASKED)
    assert outcome.verdict == verdict
    assert [one.name for one in outcome.diagnoses if one.certain] == names


def test_the_false_link_and_the_other_quantity_are_told_in_both_languages() -> None:
    (diagnosis,) = graded("2x+3y = 2(x+y)", ASKED).diagnoses
    assert "2·x + 3·y = 2·(x + y)" in diagnosis.message.ja
    assert "2·x + 3·y = 2·(x + y)" in diagnosis.message.en
    told = graded(" dt/dx = 2(x+y)", ASKED).unreadable
    assert told is not None
    assert told.column == 1
    assert told.reason.en == "“dz/dx” is asked for; this says what “dt/dx” is"
    assert "「dz/dx」" in told.reason.ja


def test_without_the_asked_name_any_name_may_stand_left() -> None:
    assert graded("E = 2(x+y)", MEANT).verdict == "correct"
    assert graded("w_{t+1} = 2(x+y)", MEANT).verdict == "correct"
    assert graded("y = 2(x+y)", MEANT).verdict == "incomplete"


def test_two_readings_are_asked_about() -> None:
    exponential = (
        SOURCE.replace("a * (x + y)", "a * function_of('exp', 3*x)").replace(
            "a * x + a * y", "function_of('exp', 3*x) * a"
        )
        % PLAIN
    )
    made = instantiate(parse_item(exponential, expected_id="e", path="e.md"), {"a": 2})
    assert grade(made, "2e^3x").verdict == "correct"
    assert grade(made, "2e^3x").understood_as == "2·e^(3·x)"
    asked = grade(variant(), "(4x+4y)/2(1/1)").unreadable
    assert asked is None
    asked = grade(variant(), "4/2x+2y").unreadable
    assert asked is None
    asked = grade(variant(), "1/0.5(x+y)^-1").unreadable
    assert asked is not None
    assert "1/0.5·(x + y)⁻¹" in asked.reason.en
    assert asked.remedy is not None


def test_a_derivative_that_is_left_to_do_is_not_finished() -> None:
    outcome = graded("d/dx (x+y)^2")
    assert (outcome.verdict, outcome.score) == ("incomplete", 0.5)
    assert outcome.understood_as == "d/dx ((x + y)²)"
    assert "微分" in outcome.diagnoses[0].message.ja


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (PLAIN + 'asked = ["2x"]\n', "2x is no name of a quantity"),
        (PLAIN + 'asked = ["(("]\n', "(( is no name of a quantity"),
        ('[answer]\nform = "factored"\n', "lacks variables"),
        ("", "lacks variables"),
        (PLAIN + 'form = "pretty"\n', "there is no form pretty"),
        (PLAIN + 'domain = { x = "prime" }\n', "domain"),
        (PLAIN + 'shape = "x"\n', "no key answer.shape"),
        (PLAIN + 'intermediate = { t = "q + 1" }\n', "q"),
    ],
)
def test_faults_of_the_file_are_named(answer: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(answer)
    assert said in caught.value.in_("en")


@pytest.mark.parametrize("form", ["factored", "expanded", "in terms of x, y"])
def test_forms_that_an_item_may_ask_for(form: str) -> None:
    assert item(PLAIN + f'form = "{form}"\n').answer.form == form
