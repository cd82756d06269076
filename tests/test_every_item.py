"""Contracts that hold for every item of the built-in bank, whatever is typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw, instantiate, prompt
from quiz.errors import Unanswerable
from quiz.exchange.sheet import key_entry, sheet_entry
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.model import Prompt

BANK = built_in_bank()
ITEMS = sorted(BANK.paths)
TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,()[]{}×xyt+-*/^²√ ①②（）ア％%eE=\\$_", max_size=40),
    st.sampled_from(
        ["7×7", "2(x+y)", "(2)", "data_x[i:i_end]", "過学習を抑制しない", "1e999999", "9" * 5000, "(" * 900]
    ),
)


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", ITEMS)
@settings(max_examples=60)
@given(raw=TYPED, seed=st.integers(0, 20))
def test_whatever_is_typed_gets_a_verdict(identifier: str, raw: str, seed: int) -> None:
    variant = draw(BANK.item(identifier), seed)
    first, second = grade(variant, raw), grade(variant, raw)
    assert first == second
    assert 0 <= first.score <= 1
    assert (first.score == 1) == (first.verdict == "correct")
    assert (first.verdict == "unreadable") == (first.unreadable is not None)
    if first.unreadable is not None and first.unreadable.column is not None:
        assert 0 <= first.unreadable.column <= len(raw)


@pytest.mark.parametrize("identifier", ITEMS)
def test_nothing_and_redaction_are_unanswered_and_nonsense_is_never_right(identifier: str) -> None:
    variant = draw(BANK.item(identifier), 1)
    for raw in ("", "   ", "■■■■■", "　"):
        assert grade(variant, raw).verdict == "unanswered"
    for raw in kind_of(variant.item).nonsense(variant):
        assert grade(variant, raw).verdict in ("unreadable", "undecided")


@pytest.mark.thorough  # the key of a prediction is what its training gives
@pytest.mark.parametrize("identifier", ITEMS)
def test_a_prompt_and_a_sheet_never_hold_the_key(identifier: str) -> None:
    fields = set(Prompt.__dataclass_fields__)
    assert not fields & {"key", "distractors", "correct", "solution"}
    for seed in range(3):
        variant = draw(BANK.item(identifier), seed)
        shown = sheet_entry(variant)
        assert not {"key", "key_text", "solution", "distractors", "correct"} & set(json.dumps(shown).split('"'))
        assert prompt(variant).stem.ja
        json.dumps(key_entry(variant))


@pytest.mark.parametrize("identifier", ITEMS)
def test_every_item_is_complete(identifier: str) -> None:
    item = BANK.item(identifier)
    assert item.hints
    assert item.references
    assert item.misconceptions or item.kind == "text"
    assert item.tags
    assert item.path.endswith(f"questions/day2/{item.section}/{item.id}.md")
    for option in getattr(item.answer, "options", ()):
        assert not option.holds.is_constant


def test_the_confirmation_tests_keep_their_answers() -> None:
    """The original instances, with the answers that the course gives (facts of the real tests)."""
    answers = {
        "chain-rule-power-linear": "2(x+y)",
        "sigmoid-derivative-max": "(2) 0.25",
        "conv-output-size": "7×7",
        "conv-output-floor": "4×4",
        "minibatch-slice-choice": "(1)",
        "l2-gradient-code": "(4)",
        "l1-gradient-code": "(3)",
        "ridge-trait-choice": "(1)",
    }
    for identifier, answer in answers.items():
        assert grade(draw(BANK.item(identifier), 0), answer).verdict == "correct", identifier


@settings(max_examples=80)
@given(
    height=st.integers(1, 40), width=st.integers(1, 40), kernel=st.integers(1, 9), stride=st.integers(1, 5),
    padding=st.integers(0, 4),
)  # fmt: skip
def test_any_instance_of_a_report_has_its_own_key(
    height: int, width: int, kernel: int, stride: int, padding: int
) -> None:
    item = BANK.item("conv-output-size")
    values = {"height": height, "width": width, "kernel": kernel, "stride": stride, "padding": padding}
    try:
        variant = instantiate(item, values)
    except Unanswerable:
        assert kernel > min(height, width) + 2 * padding
        return
    sides = [len(range(0, side + 2 * padding - kernel + 1, stride)) for side in (height, width)]
    assert variant.key == tuple(sides)
