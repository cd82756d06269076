"""Hints about slips that no author named: every code has its words, and none of them is a claim."""

from __future__ import annotations

import pytest

from quiz.kinds.slip_messages import form_diagnosis, slip_diagnosis
from quiz.language import Text
from quiz.model import Diagnosis
from solvers import Comparison, compare
from solvers.expression import read
from solvers.grading.slips import Slip


@pytest.mark.parametrize(
    ("slip", "ja", "en"),
    [
        (Slip("sign"), "符号が逆のようです。", "The sign seems to be reversed."),
        (
            Slip("factor", "1/2"),
            "正解の 1/2 倍になっているようです。係数を見直してみましょう。",
            "It seems to be 1/2 times the answer: look at the factors again.",
        ),
        (
            Slip("constant", "3"),
            "正解と定数 3 だけ違うようです。",
            "It seems to differ from the answer by the constant 3.",
        ),
        (Slip("missing-term", "2x"), "項 2x が抜けているようです。", "The term 2x seems to be missing."),
    ],
)
def test_a_slip_is_hinted_at_with_what_it_is_about(slip: Slip, ja: str, en: str) -> None:
    assert slip_diagnosis(slip) == Diagnosis(f"slip-{slip.code}", Text(ja, en), certain=False)


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        ("-2x", "2x"),
        ("6x", "2x"),
        ("b/a", "a/b"),
        ("x+3", "x"),
        ("x^2-y", "x^2+y"),
        ("x^2", "x^2+y"),
        ("cos(2x)", "2*cos(2x)"),
    ],
)
def test_every_slip_that_is_found_has_its_words(answer: str, reference: str) -> None:
    found = compare(read(answer).tree, read(reference).tree).slips
    assert found
    for slip in found:
        told = slip_diagnosis(slip)
        assert not told.certain
        assert slip.about in told.message.ja
        assert slip.about in told.message.en
        assert "{" not in told.message.ja + told.message.en


def test_what_is_left_to_do_for_a_form() -> None:
    told = form_diagnosis("expanded", Comparison("incomplete", reason="product-of-sums"))
    assert (told.name, told.message.en) == ("form", "The value is right. Multiply the brackets out.")
