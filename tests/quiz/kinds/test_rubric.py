"""Facets in free text: synonyms, lists, negation in Japanese and English, claims that are false."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.kinds.text.fields import Facet, Rubric
from quiz.kinds.text.rubric import judge_text
from quiz.language import Text

RUBRIC = Rubric(
    facets=(
        Facet("stable", Text("安定・高速", "stable"), ("学習|更新 & 安定|高速", "stabili|speed & training|learning")),
        Facet("overfit", Text("過学習", "overfitting"), ("過学習 & 抑|防|減", "overfitting & reduce|prevent|suppress")),
        Facet("stuck", Text("進まない", "stuck"), ("学習 & 進まない|できない", "cannot learn|does not learn")),
    ),
    contradictions=(Facet("cost", Text("計算量", "cost"), ("計算量 & 減|少な", "less computation")),),
    need=2,
)


def states(text: str) -> dict[str, str]:
    return {finding.name: finding.state for finding in judge_text(text, RUBRIC)}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("学習が安定する", "stable", "found"),
        ("学習の安定化＆高速化", "stable", "found"),
        ("学 習 が 安 定", "stable", "found"),
        ("学習は安定しない", "stable", "negated"),
        ("学習が安定しないわけではない", "stable", "found"),
        ("学習が安定するだけでなく速い", "stable", "found"),
        ("学習は安定するが、精度は上がらない", "stable", "found"),
        ("学習が安定するかもしれない", "stable", "found"),
        ("学習の安定にしか効かない", "stable", "found"),
        ("過学習を抑える", "overfit", "found"),
        ("過学習を抑制しない", "overfit", "negated"),
        ("過学習。抑える。", "overfit", "missing"),
        ("学習が進まない", "stuck", "found"),
        ("学習が進まないことはない", "stuck", "negated"),
        ("Training is stabilized", "stable", "found"),
        ("training speeds up and overfitting is reduced", "overfit", "found"),
        ("It does not reduce overfitting", "overfit", "negated"),
        ("It not only speeds up training", "stable", "found"),
        ("the network cannot learn", "stuck", "found"),
        ("計算量が減る", "cost", "contradicted"),
        ("効果は次の 2 つ\n・学習の高速化\n・過学習の抑制", "overfit", "found"),
        ("バッチ正規化は学習を\n・安定させる", "stable", "found"),
        ("ＢＮは学習を安定化", "stable", "found"),
    ],
)
def test_state(text: str, name: str, state: str) -> None:
    assert states(text)[name] == state


def test_a_denied_false_claim_is_no_contradiction() -> None:
    assert "cost" not in states("計算量が減るわけではない")
    assert "cost" not in states("計算量は減らない")


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert set(states(text)) >= {"stable", "overfit", "stuck"}


def test_a_long_text_is_judged_in_time_that_grows_with_it() -> None:
    judge_text("学習が安定し、過学習を抑えないわけではない。" * 4000, RUBRIC)
