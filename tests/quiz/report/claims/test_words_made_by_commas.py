"""A clause is read behind the condition of the one before it: a word that only then stands there is looked for, too."""

from __future__ import annotations

import pytest

from quiz.bank.claim_entries import Claim, ClaimBase, Cue
from quiz.report.claims.claim_reader import ClaimReader

CLAIM = Claim(
    "spread",
    (),
    (Cue((("大きいと,揺れ",),)),),
    (),
    "right",
    None,
    None,
    None,
    None,
    ("大きいと,揺れる。",),
    (),
    "x.toml",
    1,
)


@pytest.mark.parametrize("text", ["係数が大きいと、揺れる。", "大きいと、発散しないが、揺れる。"])
def test_a_word_with_a_comma_is_found_across_a_clause(text: str) -> None:
    assert [one.claim.id for one in ClaimReader(ClaimBase(claims=(CLAIM,))).of_text(text)] == ["spread"]


def test_it_is_not_where_one_side_is_missing() -> None:
    assert ClaimReader(ClaimBase(claims=(CLAIM,))).of_text("小さいと、発散しないが、揺れる。") == []
