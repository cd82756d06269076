"""Rules of the audit that no planted question shows alone."""

from __future__ import annotations

import pytest

from quiz.audit.rules import VARIANT_RULES
from quiz.courses import parse_item
from quiz.drawing import draw

SOURCE = """+++
id = "d"
kind = "number"
section = "s"
minutes = 3
difficulty = 1
key = "x * 3"
check = "x + x + x"
[draw]
n = { from = 100, to = 900 }
[let]
x = "n / 7 if n % 7 else (n + 1) / 7"
+++
# ja
SHOWN
## 解説
{{key}}
# en
SHOWN
## Solution
{{key}}
"""


@pytest.mark.parametrize(
    ("shown", "rounds"),
    [
        ("{{fixed(x, 2)}}", True),
        ("{{figures(x, 3)}}", True),
        ("{{scientific(x, 3)}}", True),
        ("{{round(x, 1)}}", True),
        ("{{fixed(n, 2)}}", False),
        ("{{scientific(n, 3)}}", False),
        ("{{round(n, 0)}}", False),
        ("{{fixed(x, 2) if n < 0 else size([n, 2])}}", False),
        ("{{x}} {{n}}", False),
    ],
)
def test_a_stem_that_rounds_what_is_computed_with_is_told(shown: str, rounds: bool) -> None:
    item = parse_item(SOURCE.replace("SHOWN", shown), expected_id="d", path="d.md")
    found = list(VARIANT_RULES["displayed"](draw(item, 5)))
    assert bool(found) is rounds
    assert all(place == "stem" and "shows" in detail.en for place, detail in found)
