"""The built-in items' cues for reports make sense, and no right answer that is pasted into a report is called wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from quiz.bank import built_in_bank
from quiz.drawing import draw, prompt
from quiz.kinds import kind_of
from quiz.model import Item, Variant
from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.statements import ANSWER, Statement
from quiz.text import Language, label

ITEMS = built_in_bank().load_all()[0]
MARKS: dict[Language, tuple[str, str]] = {"ja": ("問1 ", "解答："), "en": ("Q1. ", "Answer: ")}


@pytest.fixture(scope="module")
def built_in() -> Checker:
    return Checker(ITEMS)


@pytest.mark.parametrize("item", [item for item in ITEMS if item.report.statements], ids=lambda item: item.id)
def test_templates_name_values_that_there_are(item: Item) -> None:
    known = {rule.name for rule in item.draws} | set(item.lets) | ({"option"} if item.options else set())
    for source in item.report.statements:
        statement = Statement(source)
        assert statement.names <= known, source
        assert statement.names or statement.claims, source
        if "option" in statement.names:
            found = statement.search("".join(token.text or "、" for token in statement._tokens))
            assert found is not None, source
            assert 1 <= int(found.values["option"]) <= len(item.options), source
        if ANSWER in source:
            assert {rule.name for rule in item.draws} <= statement.names, f"a claim has to give every value: {source}"


def pasted(variant: Variant, language: Language) -> str:
    """A question as a practice set shows it, with the right answer written below."""
    asked, answer = MARKS[language]
    shown = prompt(variant)
    options = "\n".join(f"{label(place)} {text.in_(language)}" for place, text in enumerate(shown.options or ()))
    right = kind_of(variant.item).answers(variant)
    place = 1 if variant.item.kind == "text" and language == "en" else 0
    return f"{asked}{shown.stem.in_(language)}\n\n{options}\n\n{answer}{right[place]}\n"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_right_answer_is_never_called_wrong(built_in: Checker, item: Item) -> None:
    verdicts: Counter[str] = Counter()
    for seed in range(3):
        for language in MARKS:
            source = pasted(draw(item, seed), language)
            lines = tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1))
            found = built_in.check(Report("pasted.md", lines))
            assert found, source
            verdicts.update(finding.verdict for finding in found)
    assert not verdicts["wrong"]
    assert not verdicts["incomplete"]
