"""A hint whose rounding leads to an answer that is refused is found; one that costs nothing is not."""

from __future__ import annotations

import pytest

from quiz.audit import audit_item
from quiz.courses import parse_item

SOURCE = """+++
id = "two-steps"
kind = "number"
section = "s"
minutes = 2
difficulty = 1
key = "rate * samples"
check = "samples * parts / whole"

[draw]
parts = { from = 1, to = 9 }
whole = [7, 11, 13]
samples = { from = 200, to = 900 }

[let]
rate = "parts / whole"

[answer]
decimals = 2
+++
# ja
{{whole}} 個のうち {{parts}} 個の割合で、{{samples}} 個では何個分ですか。小数第 2 位まで答えてください。
## ヒント
割合は {{fixed(rate, 2)}} です。
## 解説
${{parts}} / {{whole}} \\times {{samples}} = {{key}}$
# en
{{parts}} of {{whole}}: how many of {{samples}}? Give two decimals.
## Hint
The rate is {{fixed(rate, 2)}}.
## Solution
${{parts}} / {{whole}} \\times {{samples}} = {{key}}$
"""
HINTS = "割合は {{fixed(rate, 2)}} です。", "The rate is {{fixed(rate, 2)}}."


def hint_defects(hint_ja: str, hint_en: str, *changes: tuple[str, str]) -> list[str]:
    source = SOURCE.replace(HINTS[0], hint_ja).replace(HINTS[1], hint_en)
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    report = audit_item(parse_item(source, expected_id="two-steps", path="two-steps.md"), 40, source)
    assert {one.rule for one in report.defects} <= {"hint"}
    return [one.detail.en for one in report.defects]


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        HINTS,
        ("割合は {{fixed(parts / whole, 2)}} です。", "The rate is {{fixed(parts / whole, 2)}}."),
        ("割合は {{figures(rate, 2)}} です。", "The rate is {{figures(rate, 2)}}."),
        ("割合を小数第 3 位まで求めます。", "Compute the rate to 3 decimals."),
        ("割合を求めます。", "Compute the rate to 3 decimal places."),
    ],
)
def test_a_rounding_that_misses_the_key_is_found(ja: str, en: str) -> None:
    changes = [('key = "rate * samples"', 'key = "parts / whole * samples"')] if "parts / whole" in ja else []
    changes += [('[let]\nrate = "parts / whole"\n', "")] if "parts / whole" in ja else []
    (said,) = hint_defects(ja, en, *changes)
    assert " of the hint leads to " in said
    assert "is graded wrong (key " in said
    assert "→ give the hint more digits" in said


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("割合は {{fixed(rate, 9)}} です。", "The rate is {{fixed(rate, 9)}}."),
        ("割合を小数第 8 位まで求めます。", "Compute the rate to 8 decimals."),
        ("{{samples}} 個あります。", "There are {{samples}}."),
        ("7 個なら {{fixed(1/7, 2)}} です。", "Of 7 one is {{fixed(1/7, 2)}}."),
    ],
)
def test_a_rounding_that_costs_nothing_is_left_alone(ja: str, en: str) -> None:
    assert hint_defects(ja, en) == []


def test_a_tolerance_makes_room() -> None:
    assert hint_defects(*HINTS, ("decimals = 2", "relative = 0.2")) == []
