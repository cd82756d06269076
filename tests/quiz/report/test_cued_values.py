"""Values by the words beside them: in any order, each number known, or nothing is read."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled_reports import course_checker

from quiz.report.cued_values import Cue, values_by_cues
from quiz.report.documents import Line, Report
from quiz.report.likeness import compact

EPOCH = {
    "samples": Cue.of("訓練データ|samples"),
    "batch": Cue.of("ミニバッチの大きさ|バッチサイズ|batches of|batch size"),
}
LAYER = {
    "channels": Cue.of("チャンネル|channels"),
    "kernel": Cue.of("NxN フィルタ|filters|filter"),
    "filters": Cue.of("枚|フィルタ|filters"),
    "side": Cue.of("NxN 画像|image [28]"),
}
UNITS = {"first": Cue.of("個|units"), "second": Cue.of("個|units")}


def read(cues: Mapping[str, Cue], text: str) -> Mapping[str, Any] | None:
    return values_by_cues(cues, compact(text))


@pytest.mark.parametrize(
    ("cues", "text", "values"),
    [
        (EPOCH, "訓練データ 2000 個、ミニバッチの大きさ 64。1 エポックの更新回数は？", {"samples": 2000, "batch": 64}),
        (EPOCH, "バッチサイズを 64 にする。訓練データは 2000 個。", {"samples": 2000, "batch": 64}),
        (EPOCH, "3000 samples, batches of 128. Updates per epoch?", {"samples": 3000, "batch": 128}),
        (
            LAYER, "32×32、3 チャンネルの画像に、5×5 のフィルタ 8 枚の畳み込み層",
            {"side": 32, "channels": 3, "kernel": 5, "filters": 8},
        ),
        (LAYER, "入力 16 チャンネル、3×3 のフィルタ 32 枚", {"channels": 16, "kernel": 3, "filters": 32, "side": 28}),
        (UNITS, "隠れユニットが 6 個と 4 個", {"first": 6, "second": 4}),
        ({"rate": Cue.of("学習率")}, "学習率 0.05（小数第 3 位まで）", {"rate": Fraction(1, 20)}),
    ],
)  # fmt: skip
def test_values_are_read_in_any_order(cues: Mapping[str, Cue], text: str, values: Mapping[str, Any]) -> None:
    assert read(cues, text) == values


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (EPOCH, "訓練データ 2000 個、検証データ 500 個、ミニバッチの大きさ 64"),  # a third number
        (EPOCH, "訓練データ 2000 個"),  # one is missing
        (EPOCH, "2000 個を 64 個ずつ"),  # no word tells which is which
        (EPOCH, "訓練データ 2000 個、訓練データ 3000 個、ミニバッチの大きさ 64"),  # one value twice
        (EPOCH, "訓練データ 2000^2 個、ミニバッチの大きさ 64"),  # a formula
        (EPOCH, "訓練データ 1/2 個、ミニバッチの大きさ 64"),
        (LAYER, "5×7 のフィルタ 8 枚、3 チャンネル"),  # no square
        (UNITS, "隠れユニットが 6 個と 4 個と 3 個"),
        ({"rate": Cue.of("学習率")}, "学習率については後で述べるが、そのときの値として 0.05 を使う"),  # too far
    ],
)  # fmt: skip
def test_where_anything_is_left_over_nothing_is_read(cues: Mapping[str, Cue], text: str) -> None:
    assert read(cues, text) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 10**6), st.booleans())
def test_a_number_more_is_never_passed_over(samples: int, batch: int, more: int, last: bool) -> None:
    text = f"訓練データ {samples} 個、ミニバッチの大きさ {batch}"
    assert read(EPOCH, text) == {"samples": samples, "batch": batch}
    assert read(EPOCH, f"{text}、{more} 人" if last else f"{more} 人で、{text}") is None


@pytest.mark.parametrize(
    ("asked", "answer", "item", "verdict"),
    [
        (
            "訓練データ 2000 個、ミニバッチの大きさ 64。端数も 1 回と数えて、"
            "1 エポックの更新回数と最後のミニバッチの大きさは？",
            "32 回、16 個", "minibatch-count-last", "correct",
        ),
        (
            "3000 training samples, mini-batches of 128, the remainder is used too. "
            "Number of updates per epoch and size of the last mini-batch?",
            "23 updates, 56", "minibatch-count-last", "partial",
        ),
        (
            "隠れユニットが 6 個と 4 個。ドロップアウトをかけると部分ネットワークは何通りか。", "1024 通り",
            "dropout-subnetworks", "correct",
        ),
        ("シグモイド関数の x = 2 での微分係数を求めよ。", "0.105", "sigmoid-derivative-at-point", "correct"),
        (
            "ノード数 100 の層から 50 の層への重みを Xavier の方法で初期化する。標準偏差はいくつか。", "0.01",
            "xavier-std", "wrong",
        ),
        (
            "32×32、3 チャンネルの画像に、5×5 のフィルタ 8 枚の畳み込み層を使う。"
            "重みとバイアスを合わせたパラメータの数を答えよ。",
            "608 個", "conv-param-count", "correct",
        ),
    ],
)  # fmt: skip
def test_exercises_of_ones_own_values_are_judged(asked: str, answer: str, item: str, verdict: str) -> None:
    lines = ("## 確認テスト", "", f"問）{asked}", f"答）{answer}")
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(lines, 1)))
    found = [finding for finding in course_checker().check(report) if finding.kind == "answer"]
    assert [(one.item.id if one.item else None, one.verdict) for one in found] == [(item, verdict)]
