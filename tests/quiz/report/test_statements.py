"""Sentence templates find their values, and no template or sentence makes the search slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.likeness import compact
from quiz.report.statements import GAP, Statement

SIZE = "{height}x{width}，パディング{padding}の入力…{kernel}x{kernel}のフィルタをストライド{stride}…{answer}の出力"


def values(template: str, text: str) -> dict[str, object] | None:
    found = Statement(template).search(compact(text))
    return None if found is None else {**found.values, **({} if found.answer is None else {"answer": found.answer})}


def test_values_are_read_in_every_spelling() -> None:
    expected = {"height": 8, "width": 6, "padding": 1, "kernel": 3, "stride": 2, "answer": "3x4"}
    for text in (
        "8x6，パディング1の入力画像に対して，3x3のフィルタをストライド2で作用させると3x4の出力画像が得られる",
        "８×６、パディング１の入力に３×３のフィルターをストライド２で、３×４の出力",
        r"**$8 \times 6$**, パディング 1 の入力に 3 * 3 のフィルタをストライド 2 で: $3\times4$ の出力",
    ):
        assert values(SIZE, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "8x6，パディング1の入力画像に対して，3x5のフィルタをストライド2で作用させると3x4の出力",  # kernel twice
        "8x6，パディング1の入力画像に対して，3x3のフィルタをストライド2で作用させる",
        "8x6，パディング1の入力" + "あ" * (GAP + 1) + "3x3のフィルタをストライド2で3x4の出力",
        "",
    ],
)
def test_other_sentences_do_not_fit(text: str) -> None:
    assert values(SIZE, text) is None


def test_one_number_may_be_two_values_and_one_may_be_unsaid() -> None:
    assert values("ストライドとパディングは{stride,padding}", "なおストライドとパディングは1とする") == {
        "stride": 1,
        "padding": 1,
    }
    assert values("ストライド{stride} [padding=0]", "ストライド2") == {"stride": 2, "padding": 0}


def test_neighbouring_numbers_stay_apart() -> None:
    assert values("ストライド{stride}", "ストライド 2 3x3") == {"stride": 2}
    assert values("{kernel}x{kernel}", "12 3x3") == {"kernel": 3}


@given(st.integers(0, 999), st.integers(0, 999), st.text(alphabet="あいうx、", max_size=GAP))
def test_what_a_template_writes_it_reads(first: int, second: int, between: str) -> None:
    found = values("入力{a}と…、出力{b}", f"入力{first}と{between}、出力{second}")
    assert found == {"a": first, "b": second}


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_template_can_be_looked_for_in_any_text(template: str, text: str) -> None:
    Statement(template).search(compact(text))


def test_a_hostile_template_stays_linear() -> None:
    template = Statement("{a}x…x…x…x…x…x…x…{b}!")
    started = time.perf_counter()
    assert template.search("1x" * 5_000) is None
    assert time.perf_counter() - started < 20  # seven gaps by backtracking would take 60^7 steps


def test_a_place_for_a_figure_may_hold_a_picture_or_nothing() -> None:
    stem = Statement.of_stem("{{n}} 個の図です。\n![](figure:points)\nうち {{k}} 個は何ですか。", {"n", "k"})
    for between in ("", "![](figure:points)", "[a picture]"):
        found = stem.search(compact(f"7 個の図です。\n{between}\nうち 3 個は何ですか。"))
        assert found is not None
        assert dict(found.values) == {"n": 7, "k": 3}
