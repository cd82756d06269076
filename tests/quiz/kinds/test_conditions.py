"""Conditions of a question file are true or false: a number, a text or a list is told with its line, and no yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.audit import audit_item
from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults, Unanswerable
from quiz.kinds import TEMPLATES

NO_CONDITIONS = ["n", "n - n", "'no'", "[n > 0]"]


def template(kind: str, *changes: tuple[str, str]) -> str:
    own = Path(__file__).with_name("matching_by_rules.md")
    path = own if kind == "matching" else TEMPLATES / f"{kind}.md"
    text = path.read_text(encoding="utf-8").format(id="x")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def places(condition: str) -> dict[str, str]:
    """Where a condition may stand: the place as it is told, and a question file with the condition there."""
    drawn = ("[draw]\n", "[draw]\nn = [1, 2, 3]\n")
    return {
        "draw.where": template("number", ('where = "samples % batch != 0"', f'where = "{condition}"\nn = [1, 2, 3]')),
        "misconception.rounds-down.when": template(
            "number", drawn, ("[misconception.rounds-down]\n", f'[misconception.rounds-down]\nwhen = "{condition}"\n')
        ),
        "line.0.when": template("ordering", drawn, ("[[line]]\n", f'[[line]]\nwhen = "{condition}"\n')),
        "left.0.when": template("matching", drawn, ("[[left]]\n", f'[[left]]\nwhen = "{condition}"\n')),
        "match.holds": template("matching", drawn, ('holds = "update_rule_is(code, left)"', f'holds = "{condition}"')),
    }


@pytest.mark.parametrize("condition", NO_CONDITIONS)
@pytest.mark.parametrize("place", places("n"))
def test_what_is_neither_true_nor_false_is_told_with_its_line(place: str, condition: str) -> None:
    source = places(condition)[place]
    line = next(number for number, text in enumerate(source.split("\n"), start=1) if f'"{condition}"' in text)
    if (
        condition == "'no'" and place != "match.holds"
    ):  # it is the same whatever is drawn, which is told when it is read
        with pytest.raises(FileFaults, match="fault") as refused:
            parse_item(source, expected_id="x", path="x.md")
        assert f"x.md:{line}: " in refused.value.in_("en")
        assert "'no' is no whatever is drawn" in refused.value.in_("en")
        return
    with pytest.raises(Unanswerable) as caught:
        draw(parse_item(source, expected_id="x", path="x.md"), 1)
    assert f"x.md:{line}: {place}: {condition} isn't true or false" in caught.value.message.en
    assert "真偽値ではなく" in caught.value.message.ja


@pytest.mark.parametrize("place", [place for place in places("n") if place != "match.holds"])
def test_a_condition_is_decided(place: str) -> None:
    draw(parse_item(places("n > 0")[place], expected_id="x", path="x.md"), 1)


def test_the_audit_tells_the_condition_of_a_slip_that_has_no_value() -> None:
    head = "[misconception.not-differentiated]\n"
    item = parse_item(template("multichoice", (head, head + 'when = "weights"\n')), expected_id="x", path="x.md")
    told = [defect for defect in audit_item(item, 3).defects if "true or false" in defect.detail.en]
    assert [defect.line for defect in told] == [item.lines["misconception.not-differentiated.when"]]
