"""The table of weak questions: slips in the words in which they were told, by whatever way they were shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from quiz.bank.course import Course
from quiz.courses import open_course
from quiz.kinds import kind_of
from quiz.language import Language
from quiz.practice.history import Answered
from quiz.practice.record_answers import SlipShown
from quiz.practice.weak_items import weak_rows

NOW = datetime(2026, 11, 27, tzinfo=UTC)
NEGATED = "-2(x+y)"
"""The answer to the original of the chain rule's question, with its sign reversed."""

Shown = Mapping[tuple[str, str], SlipShown]


@cache
def course() -> Course:
    """The course, read once."""
    return open_course()


def row_of(item: str, slips: tuple[str, ...], shown: Shown, language: Language = "en") -> dict[str, object]:
    """The row of a question that was missed with these slips."""
    missed = [Answered(item, NOW - timedelta(days=day), 0.0, slips) for day in (1, 2, 3)]
    heads, row = weak_rows(course(), missed, shown, language, NOW)
    return dict(zip(heads, row, strict=True))


def told(item: str, slip: str, shown: SlipShown) -> object:
    return row_of(item, (slip,), {(item, slip): shown})["slips"]


def test_a_named_slip_has_the_numbers_of_the_answer() -> None:
    item, slip = "relu-sparsity-fraction", "always-half"
    first, second = (told(item, slip, SlipShown(seed, "0.5", False)) for seed in (3, 4))
    assert isinstance(first, str)
    assert "mean" in first
    assert first != second


def test_what_was_chosen_is_not_read_as_an_answer_of_its_own_kind() -> None:
    item, slip = "relu-sparsity-fraction", "always-half"
    chosen = told(item, slip, SlipShown(3, "2", True))
    assert chosen == told(item, slip, SlipShown(3, "0.5", False))


def test_a_slip_without_an_author_is_told_by_judging_the_answer_again() -> None:
    item = "chain-rule-power-linear"
    assert told(item, "slip-sign", SlipShown(0, NEGATED, False)) == "The sign seems to be reversed."
    assert told(item, "slip-sign", SlipShown(0, "2", True)) == "", "what was chosen isn't judged"


def test_what_nothing_can_be_said_of_keeps_its_name() -> None:
    item = "relu-sparsity-fraction"
    row = row_of(item, ("nobody-knows", "always-half"), {(item, "always-half"): SlipShown(3, "0.5", False)})
    assert row["slip ids"] == "nobody-knows always-half"
    assert isinstance(row["slips"], str)
    assert "nobody" not in row["slips"]
    assert row_of(item, ("always-half",), {})["slips"] == "", "no answer of this record has shown it"


def test_what_would_have_to_be_run_is_told_by_its_idea() -> None:
    item, slip = "optimizer-race-run", "always-momentum"
    idea = dict(course().bank.cards[item].ideas).get(slip, "")
    row = row_of(item, (slip,), {(item, slip): SlipShown(5, "?", False)})
    assert row["slips"] == (course().ideas[idea].en if idea else "")


def test_several_slips_and_formulas_stand_in_one_line() -> None:
    item, own = "chain-rule-power-linear", course().bank.item("chain-rule-power-linear").misconceptions[0].name
    shown = {(item, own): SlipShown(0, "?", True), (item, "slip-sign"): SlipShown(0, NEGATED, False)}
    row = row_of(item, (own, "slip-sign"), shown, "ja")
    assert isinstance(row["誤り"], str)
    assert row["誤り"].endswith(" / 符号が逆のようです。")
    assert row["誤りの名前"] == f"{own} slip-sign"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_slip_of_the_course_has_words(language: Language) -> None:
    bank = course().bank
    for card in [*bank.cards.values()][::6]:
        item = bank.item(card.id)
        if kind_of(item).runs_after_answer:
            continue  # what is said of it needs the run
        for slip in [own.name for own in item.all_misconceptions][:1]:
            row = row_of(card.id, (slip,), {(card.id, slip): SlipShown(5, "?", True)}, language)
            words = row["誤り" if language == "ja" else "slips"]
            assert isinstance(words, str), (card.id, slip)
            assert words.strip(), (card.id, slip)
            assert "\n" not in words
            assert "{{" not in words
            assert "$" not in words, (card.id, words)
