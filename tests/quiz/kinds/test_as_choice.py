"""Questions of whatever kind as multiple choice: four options, one right, each wrong one a slip that is told."""

from __future__ import annotations

import pytest

from quiz.courses import open_bank
from quiz.drawing import draw, prompt, solution
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.as_choice import OPTIONS, as_choice
from quiz.model import Variant

BANK = open_bank()
SEEDS = range(1, 5)


def asked(item: str, seed: int, own: tuple[str, ...] = ()) -> Variant:
    found = as_choice(draw(BANK.item(item), seed), own)
    assert found is not None
    return found


@pytest.mark.parametrize("item", sorted(BANK.cards))
def test_each_option_is_judged_as_what_it_is(item: str) -> None:
    """By its number, as learners answer; the slips are those of the open question with these numbers."""
    for seed in SEEDS:
        variant = draw(BANK.item(item), seed)
        choice = as_choice(variant)
        if choice is None:
            continue
        options = choice.options or ()
        assert len(options) >= OPTIONS
        for language in ("ja", "en"):
            texts = [option.text.in_(language) for option in options]  # type: ignore[arg-type]
            assert len(set(texts)) == len(texts)
        assert [option.correct for option in options].count(True) == 1
        for place, option in enumerate(options):
            outcome = grade(choice, f"({place + 1})")
            assert outcome.verdict == ("correct" if option.correct else "wrong")
            assert {diagnosis.name for diagnosis in outcome.diagnoses} == set(option.misconceptions)
            if choice is not variant and not option.correct:
                assert option.misconceptions, "every distractor is a slip that is told"
        assert choice.key == variant.key
        assert prompt(choice).stem == prompt(variant).stem
        assert solution(choice) == solution(variant)


def test_most_of_the_bank_can_be_asked_so() -> None:
    able = [item for item in BANK.cards if as_choice(draw(BANK.item(item), 1)) is not None]
    assert len(able) >= 110


@pytest.mark.parametrize("kind", ["text", "code", "prediction", "matching", "ordering", "multichoice"])
def test_what_is_written_run_or_laid_out_is_no_choice(kind: str) -> None:
    """Of lines to be ordered or matched nothing would be left to see."""
    items = [card.id for card in BANK.cards.values() if card.kind == kind]
    assert items
    for item in items:
        assert as_choice(draw(BANK.item(item), 1)) is None


def test_ones_own_slips_come_first() -> None:
    """Every slip of a question is offered when it is the learner's own, and the others fill up."""
    for item in ("conv-output-size", "xavier-std", "adam-first-step", "chain-rule-power-linear"):
        for seed in SEEDS:
            variant = draw(BANK.item(item), seed)
            for slip in kind_of(variant.item).slips(variant):
                names = {
                    name
                    for option in asked(item, seed, slip.misconceptions).options or ()
                    for name in option.misconceptions
                }
                assert set(slip.misconceptions) <= names
    own = [slip.misconceptions[0] for slip in draw(BANK.item("conv-output-size"), 3).distractors][-3:]
    offered = asked("conv-output-size", 3, tuple(own)).options or ()
    assert {name for option in offered for name in option.misconceptions} >= set(own)


def test_the_same_numbers_and_slips_give_the_same_options() -> None:
    for seed in SEEDS:
        assert asked("conv-output-size", seed) == asked("conv-output-size", seed)
    places = {
        [option.correct for option in asked("xavier-std", seed).options or ()].index(True) for seed in range(1, 30)
    }
    assert places == {0, 1, 2, 3}, "the right one stands anywhere"


def test_too_few_slips_are_left_out() -> None:
    none = [as_choice(draw(BANK.item("symmetric-init-distinct-units"), seed)) for seed in SEEDS]
    assert none == [None] * len(none)
