"""Conditions that decide nothing are found by trying all values, and told with the values that were tried."""

from __future__ import annotations

import pytest

from quiz.audit import audit_item
from quiz.audit.condition_rules import constant_conditions
from quiz.courses import parse_item
from quiz.model import Item

SOURCE = """+++
id = "d"
kind = "number"
section = "s"
minutes = 3
difficulty = 1
key = "epoch_updates(n, b)[0]"
check = "epoch_updates_by_loop(n, b)[0]"
[draw]
n = { from = 10, to = 40 }
b = [3, 4]
xs = { from = 1, to = 4, length = 2 }
WHERE
[let]
rest = "n % b"
[misconception.floor]
value = "n // b"
WHEN
ja = "{{n % b}} 個"
en = "{{n % b}} more"
+++
# ja
{{n}} 個を {{b}} 個ずつ。
## 解説
{{key}}
# en
{{n}} by {{b}}.
## Solution
{{key}}
"""


def item(where: str = "", when: str = "") -> Item:
    return parse_item(SOURCE.replace("WHERE", where).replace("WHEN", when), expected_id="d", path="d.md")


@pytest.mark.parametrize(
    ("where", "when", "place", "told"),
    [
        ('where = "b < 5"', "", "draw.where", "b < 5 is True for all values (b: 3, 4)"),
        ('where = ["n > b", "rest < b"]', "", "draw.where", "n > b is True for all values (n: 10..40, b: 3, 4)"),
        ('where = "rest < 4"', "", "draw.where", "rest < 4 is True"),
        ('where = "b > 9"', "", "draw.where", "b > 9 is False"),
        ("", 'when = "rest < 0"', "misconception.floor.when", "rest < 0 is False"),
        ("", 'when = "n == n"', "misconception.floor.when", "n == n is True for all values (n: 10..40)"),
    ],
)
def test_a_constant_condition_is_found(where: str, when: str, place: str, told: str) -> None:
    found = list(constant_conditions(item(where, when)))
    assert found[0][0] == place
    assert told in found[0][1].en
    assert "どの値でも" in found[0][1].ja


@pytest.mark.parametrize(
    ("where", "when"),
    [
        ('where = "rest != 0"', 'when = "n > 20"'),
        ("", 'when = "key > 0"'),  # the key is known to a variant only
        ('where = "sum(xs) > 0"', ""),  # there are too many lists
        ('where = "1 / (b - 3) > 0 or n > 0"', ""),  # told where it is drawn
        ("", ""),
    ],
)
def test_a_condition_that_decides_or_can_not_be_tried_is_let_be(where: str, when: str) -> None:
    assert list(constant_conditions(item(where, when))) == []


def test_the_audit_tells_its_line() -> None:
    report = audit_item(item('where = "b < 5"'), 5)
    (defect,) = [defect for defect in report.defects if defect.rule == "condition"]
    assert (defect.path, defect.line) == ("d.md", 13)


def test_the_audit_tells_values_and_a_remedy_of_a_check_without_a_value() -> None:
    source = (
        SOURCE.replace("WHERE", "").replace("WHEN", "").replace('"epoch_updates_by_loop(n, b)[0]"', '"n / (b - 3)"')
    )
    report = audit_item(parse_item(source, expected_id="d", path="d.md"), 20)
    details = [defect.detail for defect in report.defects if "division by zero" in defect.detail.en]
    assert len(details) == 1
    assert "(b - 3 is 0), with n = " in details[0].en
    assert "b = 3" in details[0].en
    assert "b - 3 != 0 in the where of [draw]" in details[0].en
    assert "b - 3 != 0 と書けば" in details[0].ja
