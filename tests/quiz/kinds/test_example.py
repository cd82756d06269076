"""Examples: files and their faults, what a property decides, samples that are held against it."""

from __future__ import annotations

import pytest

from quiz.audit import audit_item
from quiz.courses import parse_item
from quiz.drawing import draw, prompt
from quiz.errors import FileFaults
from quiz.exchange.sheet import key_entry
from quiz.grading import grade
from quiz.interaction import GiveExample
from quiz.kinds import TEMPLATES, kind_of
from quiz.model import Item

SOURCE = """+++
id = "e"
kind = "example"
title = { ja = "例", en = "example" }
section = "s"
minutes = 2
difficulty = 1
key = "total - 1"

[draw]
total = { from = 11, to = 30 }

[answer]
holds = "0 < answer < total and (total - answer) % 2 == 1"
check = "any([answer == total - odd for odd in range(1, total, 2)])"

[[answer.sample]]
answer = "{{total - 3}}"
right = true

[[answer.sample]]
answer = "{{total - 2}}"
right = false
misconception = "even"

[misconception.even]
holds = "(total - answer) % 2 == 0"
ja = "差が偶数です。"
en = "The difference is even."
+++
# ja
{{total}} より小さく、差が奇数の正の数の例は。
## 解説
{{key}} など。
# en
A positive number below {{total}}, with an odd difference?
## Solution
{{key}}, for one.
"""

FUNCTION = """[answer]
name = "g"
variables = ["t"]
holds = "g(t) >= 0 and g(0) == total"
check = "g(t) > -1/1000 and g(0) - total == 0"
"""


def item(*changes: tuple[str, str]) -> Item:
    source = SOURCE
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return parse_item(source, expected_id="e", path="e.md")


def function(*changes: tuple[str, str]) -> Item:
    start, end = SOURCE.index("[answer]"), SOURCE.index("[[answer.sample]]")
    bounded = (
        ('difficulty = 1\n', 'difficulty = 1\nsymbols = ["t"]\n'), ('key = "total - 1"', 'key = "total + t**2"'),
        (SOURCE[start:end], FUNCTION), ("{{total - 3}}", "{{total}}e^t"), ("{{total - 2}}", "-t^2"),
        ('holds = "(total - answer) % 2 == 0"', 'holds = "g(t) <= 0"'),
    )  # fmt: skip
    return item(*bounded, *changes)


def faults(*changes: tuple[str, str]) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        item(*changes)
    return [fault.message.en for fault in caught.value.faults]


def test_the_file_and_its_audit() -> None:
    for made in (item(), function()):
        assert [defect.detail.en for defect in audit_item(made, 60).defects] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "total - 1"\n', "", "key is missing"),
        ('key = "total - 1"\n', 'key = "total - 1"\ncheck = "total"\n', "the check of an example stands in [answer]"),
        ('holds = "0 <', 'hold = "0 <', "[answer] lacks holds"),
        ("right = true", "right = false", "there is no sample of a right answer"),
        ('right = false\nmisconception = "even"', "right = true", "there is no sample of a wrong answer"),
        ("right = true", "right = 1", "answer.sample.1.right should be true or false, found 1"),
        ('misconception = "even"', 'misconception = "odd"', "this sample can't show odd"),
        ('holds = "0 < answer', 'holds = "0 < number', "answer.holds: there is no value called number"),
        ('holds = "(total - answer)', 'holds = "(total - other)', "misconception.even.holds: there is no value called"),
        ("[answer]\n", '[answer]\nname = "total"\n', "total can't be used"),
        ("[answer]\n", "[answer]\ndecimal = 2\n", "there is no key answer.decimal"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_once(old: str, new: str, told: str) -> None:
    found = faults((old, new))
    assert sum(message.startswith(told) for message in found) == 1, found


MORE = """
[misconception.large]
holds = "answer > total"
ja = "大きすぎます。"
en = "Too large."
+++
# ja"""


@pytest.mark.parametrize("more", ["+++\n# ja", MORE.lstrip()])
def test_however_many_misconceptions_there_are_a_fault_is_told_once(more: str) -> None:
    found = faults(("[answer]\n", '[answer]\nname = "total"\n'), ("+++\n# ja", more))
    assert sum(message.startswith("total can't be used") for message in found) == 1, found


@pytest.mark.parametrize("name", ["", "name = 3", 'name = "p q"', 'name = "total"', 'name = "p"'])
def test_every_part_needs_a_name_of_its_own(name: str) -> None:
    parts = f"[[answer.parts]]\nja = '左'\nen = 'left'\nname = 'p'\n[[answer.parts]]\nja = '右'\nen = 'right'\n{name}\n"
    found = faults(('[[answer.sample]]\nanswer = "{{total - 3}}', parts + '[[answer.sample]]\nanswer = "{{total - 3}}'))
    told = "can't be used" if name.startswith('name = "') else "each of [[answer.parts]] needs a name"
    assert any(told in message for message in found), found


def test_parts_that_are_no_tables_are_told() -> None:
    assert faults(("[answer]\n", '[answer]\nparts = ["p", "q"]\n'))


@pytest.mark.parametrize(
    ("old", "new", "rule", "told"),
    [
        ('key = "total - 1"', 'key = "total - 2"', "sample", "holds fails: it should be right"),
        ("{{total - 3}}", "{{total - 4}}", "sample", "holds fails: it should be right"),
        ("{{total - 3}}", "foo", "sample", "can't be read"),
        ("{{total - 2}}", "{{total - 1}}", "sample", "holds holds: it should be wrong"),
        ("range(1, total, 2)", "range(1, total)", "sample", "check holds: it should be wrong"),
        ("range(1, total, 2)", "range(5, total, 2)", "sample", "check fails: it should be right"),
        (
            '(total - answer) % 2 == 0"\nja',
            '(total - answer) % 4 == 0"\nja',
            "sample",
            "shows property-fails, not even",
        ),
        ('\nmisconception = "even"', "", "sample", "no wrong sample shows even"),
    ],
)
def test_the_audit_holds_the_samples_against_the_property(old: str, new: str, rule: str, told: str) -> None:
    defects = audit_item(item((old, new)), 20).defects
    shown = [defect.detail.en for defect in defects if defect.rule == rule]
    if "property-fails" in told:
        assert any("not even" in detail for detail in shown), shown
        return
    assert any(told in detail for detail in shown), [(defect.rule, defect.detail.en) for defect in defects]


def pair(check: str) -> Item:
    """Two numbers, the first below ``total``, the second 2."""
    named = 'parts = [{ ja = "左", en = "left", name = "p" }, { ja = "右", en = "right", name = "q" }]'
    return item(
        ('key = "total - 1"', 'key = "[total - 1, 2]"'), ("[answer]\n", f"[answer]\n{named}\n"),
        ('"0 < answer < total and (total - answer) % 2 == 1"', '"0 < p < total and q == 2"'),
        ("any([answer == total - odd for odd in range(1, total, 2)])", check), ("{{total - 3}}", "{{total - 3}}, 2"),
        ("{{total - 2}}", "{{total - 2}}, 3"), ("(total - answer) % 2 == 0", "q == 3"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("check", "shown"),
    [
        ("p > 0 and p < total and q - 2 == 0", None),
        ("p > 0 and p < total and q >= 2 and q != 3", "p = 17, q = 2.5, check holds and holds fails"),
        ("p > 0 and p <= total and q == 2", "p = 18, q = 2, check holds and holds fails"),
        ("p > 1 and p < total and q == 2", "p = 1, q = 2, holds holds and check fails"),
        ("p in range(1, total) and q == 2", "p = 17.5, q = 2, holds holds and check fails"),
    ],
)
def test_the_audit_tries_numbers_around_each_part_of_the_example(check: str, shown: str | None) -> None:
    variant = draw(pair(check), 5)
    assert variant.values["total"] == 18
    found = [said.en for rule, _, said in kind_of(variant.item).variant_faults(variant) if rule == "check"]
    assert found == ([] if shown is None else [f"with {shown} → mend one of the formulas"])


def test_one_name_may_stand_for_several_numbers() -> None:
    together = item(
        ('key = "total - 1"', 'key = "[total - 1, 2]"'),
        ('"0 < answer < total and (total - answer) % 2 == 1"', '"0 < answer[0] < total and answer[1] == 2"'),
        ("any([answer == total - odd for odd in range(1, total, 2)])", "answer[0] % total > 0 and answer[1] == 2"),
        ("{{total - 3}}", "{{total - 3}}, 2"), ("{{total - 2}}", "{{total - 2}}, 3"),
        ("(total - answer) % 2 == 0", "answer[1] == 3"),
    )  # fmt: skip
    variant = draw(together, 5)
    assert [grade(variant, raw).verdict for raw in ("3, 2", "3, 3", "40, 2")] == ["correct", "wrong", "wrong"]


def test_a_number_is_right_wrong_or_undecided() -> None:
    variant = draw(item(), 5)
    total = variant.values["total"]
    assert grade(variant, f"{total - 5}").verdict == "correct"
    assert grade(variant, f"{total - 0.5}").verdict == "wrong"
    assert grade(variant, "-1").verdict == "wrong"
    outcome = grade(variant, f"{total - 4}")
    assert (outcome.verdict, outcome.diagnoses[0].name) == ("wrong", "even")
    divided = draw(item(("0 < answer < total", "1/answer > 0")), 5)
    outcome = grade(divided, "0")
    assert outcome.verdict == "undecided", "the author has not said what holds of 0"
    assert "division by zero" in outcome.diagnoses[0].message.en


def test_a_function_is_tried_where_nobody_can_foresee() -> None:
    variant = draw(function(), 5)
    total = variant.values["total"]
    for right in (f"{total}cos(t)^2", f"g(t) = {total}+t^4", f"{total}e^(-t)", f"{total}/(1+t^2)"):
        assert grade(variant, right).verdict == "correct", right
    vanishing = "".join(f"(t-{place})(t+{place})" for place in (1, 2, 3, 10)) + "(2t-1)(2t+1)"
    for wrong in (
        f"{total}cos(t)",
        f"{total}-t",
        f"{total}-t^2{vanishing}^2*10^-3",
        f"{total}-(|t|-t){vanishing}^2*10^-3",
        f"{total}-(|t|+t){vanishing}^2*10^-3",
    ):
        outcome = grade(variant, wrong)
        assert outcome.verdict == "wrong", wrong
        assert "It fails at t = " in outcome.diagnoses[-1].message.en
    assert grade(variant, f"{total}+x").verdict == "unreadable"
    assert grade(variant, f"{total}*0^(-1)").verdict == "unreadable"


def test_a_function_that_can_be_read_in_two_ways_is_the_likely_one_and_is_asked_where_only_the_other_is_right() -> None:
    variant = draw(function(), 5)
    total = variant.values["total"]
    assert grade(variant, f"{total}+1/2t^2").verdict == "correct"
    assert grade(variant, "1/2t").verdict == "wrong", "in neither way"
    outcome = grade(variant, f"{total}-|e^2t|+|e^2*t|")
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert outcome.unreadable.remedy is not None


def test_an_order_that_is_plain_elsewhere_is_not_doubted_where_it_is_not() -> None:
    variant = draw(function(("g(t) >= 0 and", "g(t) > 0 and")), 5)
    total = variant.values["total"]
    assert grade(variant, f"{total}e^(-t)").verdict == "correct", "e^(-30) is as good as nothing"
    assert grade(variant, f"{total}e^(-t) - 1").verdict == "wrong"


def test_the_same_answer_is_always_judged_the_same() -> None:
    variant = draw(function(), 5)
    outcomes = {(grade(variant, "12+t").verdict, str(grade(variant, "12+t").diagnoses)) for _ in range(5)}
    assert len(outcomes) == 1


def test_a_domain_keeps_the_points_where_they_belong() -> None:
    positive = function(('variables = ["t"]', 'variables = ["t"]\ndomain = { t = "positive" }'))
    variant = draw(positive, 5)
    total = variant.values["total"]
    assert grade(variant, f"{total}+t").verdict == "correct"
    assert grade(draw(function(), 5), f"{total}+t").verdict == "wrong"


def test_what_a_reader_is_shown() -> None:
    variant = draw(item(), 5)
    kind = kind_of(variant.item)
    assert kind.key_shown(variant).en == f"for example {variant.key}"
    assert "one example" in prompt(variant).answer_format.en
    (asked,) = kind.interactions(variant)
    assert isinstance(asked, GiveExample)
    assert grade(variant, asked.example).verdict == "correct"
    assert grade(variant, key_entry(variant)["key_text"]).verdict == "correct"


def test_the_template_is_a_question() -> None:
    source = (TEMPLATES / "example.md").read_text(encoding="utf-8").format(id="x")
    assert audit_item(parse_item(source, expected_id="x", path="x.md"), 40).defects == []
