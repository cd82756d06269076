"""Minutes and difficulty by the stated rule: each thing that counts moves the level, and a file is held to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.audit import ItemReport, audit_item, effort
from quiz.audit.effort import Effort
from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults

GUIDE = Path(__file__).parents[3] / "questions" / "README.md"
NUMBER = """+++
id = "worth"
kind = "number"
section = "s"
minutes = 2
difficulty = 1
key = "price * count"
check = "sum([price for i in range(count)])"

[draw]
price = { from = 20, to = 50 }
count = { from = 3, to = 9 }
+++
# ja
1 個 {{price}} 円の品を {{count}} 個買うと何円ですか。
## 解説
${{price}} \\times {{count}} = {{key}}$ 円
# en
What do {{count}} pieces at {{price}} yen each cost, in yen?
## Solution
${{price}} \\times {{count}} = {{key}}$ yen
"""
STEP = "${{key}} = {{key}}$"


def audited(source: str, seeds: int = 6) -> ItemReport:
    return audit_item(parse_item(source, expected_id="worth", path="worth.md"), seeds)


def solved(added: str, source: str = NUMBER) -> str:
    return source.replace("$ 円", f"$ 円 {added}").replace("$ yen", f"$ yen {added}")


def level(source: str) -> int:
    return audited(source).measures.effort.level


def told(report: ItemReport) -> list[str]:
    return [one.detail.en for one in report.defects if one.rule == "difficulty"]


def test_every_thing_that_counts_moves_the_level() -> None:
    assert level(NUMBER) == 1
    assert level(solved(STEP)) == 1
    assert level(solved(STEP * 2)) == 2
    assert level(solved(STEP * 7)) == 2
    assert level(solved(STEP * 8)) == 3
    assert level(solved("{{1000 * key + 1}}{{key}}")) == 2
    assert level(solved("{{100000 * key}}")) == 1, "zeros at the end are no figures of their own"
    three = NUMBER.replace('key = "price * count"', 'key = "[price, count, price * count]"')
    three = three.replace('check = "sum', 'check = "[price + 0, count + 0, sum').replace("(count)])", "(count)])]")
    assert level(three) == 2
    assert level(solved(STEP * 8 + "{{10000 + price}}{{count}}", three)) == 5


def test_steps_are_counted_as_they_are_printed() -> None:
    """A formula of the author's may write a whole chain: what is in the file tells nothing of it."""
    chain = solved("${{join([join([n, n], ' = ') for n in range(4)], ' = ')}}$")
    assert audited(chain).measures.effort.steps == 1 + 4 + 3


@pytest.mark.parametrize(
    ("given", "added", "said"),
    [
        (1, 0, ""), (2, 0, ""), (3, 0, "write difficulty = 2"), (1, 2, ""), (3, 2, ""), (4, 2, "write difficulty = 3"),
        (1, 8, "write difficulty = 2"), (4, 8, ""), (5, 8, "write difficulty = 4"),
    ],
)  # fmt: skip
def test_the_difficulty_is_the_level_or_one_beside_it(given: int, added: int, said: str) -> None:
    source = solved(STEP * added).replace("difficulty = 1", f"difficulty = {given}")
    found = told(audited(source))
    assert bool(found) is bool(said)
    assert said in "".join(found)


def test_a_reason_excuses_it_and_too_few_variants_tell_nothing() -> None:
    hard = NUMBER.replace("difficulty = 1", "difficulty = 5")
    assert told(audited(hard))
    assert told(audited(hard, seeds=4)) == []
    assert told(audited(hard.replace("[draw]", '[audit]\ndifficulty = "長い文章を読むため"\n[draw]'))) == []
    with pytest.raises(FileFaults) as caught:
        audited(hard.replace("[draw]", '[audit]\ndifficulty = "-"\n[draw]'))
    assert [fault.message.en for fault in caught.value.faults] == ["there is no reason for difficulty"]


def test_the_level_is_the_same_however_many_variants_are_drawn() -> None:
    bank = built_in_bank()
    for name in ("softmax-ce-gradient", "lr-schedule-value", "bn-layer-order"):
        item = bank.item(name)
        seen = Effort(item)
        for seed in range(1, 6):
            seen.add(draw(item, seed))
        first = seen.level, seen.steps, seen.figures, seen.answers
        for seed in range(6, 40):
            seen.add(draw(item, seed))
        assert (seen.level, seen.steps, seen.figures, seen.answers) == first


def test_the_guide_states_the_rule_that_is_applied() -> None:
    text = " ".join(GUIDE.read_text(encoding="utf-8").split())
    rows = re.findall(r"\| [^|]* / ([^|]*) \| (\d) \|", text[text.index("The difficulty begins with") :])[:5]
    assert rows == [
        (f"the solution has {effort.SOME_STEPS} steps or more", "1"),
        (f"it has {effort.MANY_STEPS} steps or more", "1"),
        (f"it shows a number of {effort.LONG_NUMBER} significant figures or more", "1"),
        (f"{effort.SEVERAL_ANSWERS} answers or more (numbers, pairs, places, statements to decide)", "1"),
        ("code is written, or a run predicted", "2"),
    ]
    assert f"begins with {effort.ANSWERED_BY_HEART}" in text
    ja, en = (f"{effort.CHARACTERS_PER_SECOND[language]:.0f}" for language in ("ja", "en"))
    assert f"({ja} Japanese or {en} English characters a second)" in text
    assert f"{effort.SECONDS_PER_STEP} seconds for each step" in text
    assert f"in the first {['', 'one', 'two', 'three', 'four', 'five'][effort.LOOKED_AT]} variants" in text
