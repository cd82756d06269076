"""What holds of every answer kind there is: a template, an item, answers that read back, what an exporter is given."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import pytest

from quiz.courses import built_in_bank, open_bank, parse_item
from quiz.drawing import draw, prompt
from quiz.grading import grade
from quiz.interaction import (
    ChooseOne,
    ChooseSeveral,
    EnterExpression,
    EnterNumber,
    GiveExample,
    Interaction,
    Match,
    PutInOrder,
    WriteCode,
    WriteText,
)
from quiz.kinds import KINDS, TEMPLATES, kind_called, kind_names, kind_of, label_of
from quiz.kinds.kind import InReports
from quiz.model import Item, Variant

BANKS = [built_in_bank(), open_bank(str(Path(__file__).resolve().parents[2] / "courses" / "composed"))]


def items_of(kind: str) -> list[Item]:
    own = [bank.item(card.id) for bank in BANKS for card in bank.cards.values() if card.kind == kind]
    template = (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8").format(id="x")
    return [parse_item(template, expected_id="x", path="x.md", trusted=True), *own]


def test_the_label_that_is_read_as_text_is_that_of_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {name: kind_called(name).label for name in kind_names()}
    monkeypatch.setattr("quiz.kinds.kind_called", None)  # no module is imported for it
    for name, label in labels.items():
        label_of.cache_clear()
        assert label_of(name) == label


def test_the_kinds_are_these() -> None:
    """Rows of this file hold for each; a new kind stands here by its name, so that somebody has looked at it."""
    assert kind_names() == (
        "choice", "code", "example", "expression", "matching", "multichoice", "multipart", "number", "ordering",
        "prediction", "shape", "text",
    )  # fmt: skip


def test_what_is_no_kind_is_none() -> None:
    for name in ("", "kind", "options", "../kinds/number", "Number", "numb3r", "instance"):
        assert KINDS.format_of(name) is None
        with pytest.raises(ValueError, match="there is no kind"):
            kind_called(name)


@pytest.mark.parametrize("name", kind_names())
def test_every_answer_that_a_kind_promises_is_right_in_every_variant(name: str) -> None:
    items = items_of(name)
    assert len(items) > 1, "a bank has an item of every kind"
    for item in items[: 2 if kind_called(name).costly else 40]:
        for seed in range(1, 2 if kind_called(name).costly else 4):
            variant = draw(item, seed)
            for text in kind_of(item).answers(variant):
                assert grade(variant, text).verdict == "correct", (item.id, seed, text)
            for text in kind_of(item).nonsense(variant):
                assert grade(variant, text).verdict in ("unreadable", "undecided"), (item.id, seed, text)


@pytest.mark.thorough  # it reads questions of every kind
@pytest.mark.parametrize("name", kind_names())
def test_the_answer_in_a_key_file_is_right_in_both_languages(name: str) -> None:
    for item in items_of(name)[: 2 if kind_called(name).costly else 5]:
        variant = draw(item, 1)
        typed = kind_of(item).key_typed(variant)
        for text in (typed.ja, typed.en):
            assert grade(variant, text).verdict == "correct", (item.id, text)


def right_answer(interaction: Interaction, variant: Variant) -> str | None:
    """What a reader of the interaction alone would answer; None where only a person or a run can tell."""
    match interaction:
        case ChooseOne(options):
            (right,) = [place for place, option in enumerate(options) if option.correct]
            return f"({right + 1})"
        case ChooseSeveral(options):
            return " ".join(f"({place + 1})" for place, option in enumerate(options) if option.correct)
        case EnterNumber(key=key):
            return str(key)
        case EnterExpression(key=key):
            return key
        case WriteText(model_answer=text):
            return text.ja
        case WriteCode(right=right):
            return right
        case PutInOrder(order=order):
            return " ".join("abcdefghi"[place] for place in order)
        case Match(partners=partners):
            return " ".join(str(place + 1) for place in partners)
        case GiveExample(example=example):
            return example
        case _:
            assert_never(interaction)


@pytest.mark.parametrize("name", kind_names())
def test_what_an_exporter_is_given_is_the_key(name: str) -> None:
    for item in items_of(name)[:2]:
        variant = draw(item, 1)
        interactions = kind_of(item).interactions(variant)
        assert interactions
        answers = [right_answer(interaction, variant) for interaction in interactions]
        assert all(answers)
        assert grade(variant, ", ".join(map(str, answers))).verdict == "correct", (item.id, answers)


@pytest.mark.parametrize("name", kind_names())
def test_a_margin_is_what_the_grader_accepts(name: str) -> None:
    for item in items_of(name)[:12]:
        if kind_of(item).costly:
            continue
        variant = draw(item, 2)
        numbers = [one for one in kind_of(item).interactions(variant) if isinstance(one, EnterNumber)]
        if len(numbers) != 1 or isinstance(variant.key, tuple):
            continue
        key, margin = numbers[0].key, numbers[0].margin
        for share, right in ((0.9, True), (1.6, False)):
            if margin:
                answer = f"{float(key) + share * float(margin):.12f}"
                assert (grade(variant, answer).verdict == "correct") is right, (item.id, key, margin, answer)


@pytest.mark.parametrize("name", kind_names())
def test_every_kind_says_how_reports_are_read_and_what_it_is_called(name: str) -> None:
    kind = kind_called(name)
    assert isinstance(kind.in_reports, InReports)
    assert kind.label.ja != kind.label.en
    variant = draw(items_of(name)[0], 1)
    assert prompt(variant).answer_format.ja
    assert not kind.keys & {"id", "title", "key", "check"}


@pytest.mark.parametrize("name", ["ordering", "matching"])
def test_the_example_of_an_answer_is_never_the_answer(name: str) -> None:
    for item in items_of(name):
        for seed in range(1, 400):
            variant = draw(item, seed)
            example = kind_of(item).answer_format(variant).en.partition("(like ")[2].rstrip(")")
            assert grade(variant, example).verdict == "wrong"
