"""What a report says of its own table: right and wrong twins of each way of saying it, and what is no such claim."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.results.own_results import own_results
from quiz.report.results.own_tables import own_tables
from quiz.report.rows import rows_of

GAPS = (
    "| 手法 | 訓練 | テスト |\n|---|---|---|\n"
    "| なし | 0.99 | 0.71 |\n| L2 | 0.92 | 0.76 |\n| データ拡張 | 0.94 | 0.81 |\n\n"
)
PAIRS = (
    "| net | init | accuracy |\n|---|---|---|\n| tanh | 0.01 | 0.30 |\n| tanh | Xavier | 0.80 |\n"
    "| ReLU | 0.01 | 0.60 |\n| ReLU | He | 0.90 |\n\n"
)
LOSSES = "```\n          loss\nSGD       0.90\nMomentum  0.50\nAdam      0.40\n```\n\n"
LISTED = "Accuracies: SGD 0.31, Momentum 0.85, Adam 0.92.\n\n"


def read(text: str) -> list[tuple[str, str]]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [(one.claim, one.verdict) for one in own_results(rows_of(Report("r", lines)))]


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (GAPS, "テストの正解率が最も高いのはデータ拡張である。", "テストの正解率が最も高いのはL2である。"),
        (GAPS, "データ拡張がテストで最も高かった。", "L2がテストで最も高かった。"),
        (GAPS, "テストが最も高いのはデータ拡張で、0.81である。", "テストが最も高いのはデータ拡張で、0.91である。"),
        (GAPS, "正則化なしでは訓練とテストの差が0.28ある。", "正則化なしでは訓練とテストの差が0.38ある。"),
        (
            GAPS,
            "訓練とテストの差が最も小さいのはデータ拡張で、0.13である。",
            "訓練とテストの差が最も小さいのはL2である。",
        ),
        (GAPS, "どの手法でも訓練の正解率は下がった。", "どの手法でもテストの正解率は下がった。"),
        (GAPS, "どの手法でもテストは0.7以上だった。", "どの手法でもテストは0.8以上だった。"),
        (GAPS, "L2を入れると訓練の正解率は0.07下がった。", "L2を入れると訓練の正解率は0.07上がった。"),
        (GAPS, "テストではデータ拡張はL2より0.05高い。", "テストではデータ拡張はL2より0.15高い。"),
        (GAPS, "テストではL2よりデータ拡張の方が高い。", "テストではデータ拡張よりL2の方が高い。"),
        (GAPS, "L2のテストの正解率は0.76だった。", "L2のテストの正解率は0.86だった。"),
        (PAIRS, "The best run was ReLU with He.", "The best run was tanh with Xavier."),
        (PAIRS, "tanhでXavierに変えると正解率は0.50上がった。", "tanhでXavierに変えると正解率は0.40上がった。"),
        (PAIRS, "tanhで初期値を変えたときの方が伸びは大きい。", "ReLUで初期値を変えたときの方が伸びは大きい。"),
        (LOSSES, "The lowest loss was that of Adam.", "The lowest loss was that of Momentum."),
        (LOSSES, "The best run was Adam.", "The best run was SGD."),
        (LOSSES, "Adam's loss was lower than that of SGD by 0.5.", "Adam's loss was higher than that of SGD."),
        (LOSSES, "損失が最も大きいのはSGDである。", "損失が最も大きいのはモメンタムである。"),
        (LISTED, "Adam was better than SGD by 0.61.", "Adam was better than SGD by 0.51."),
        (LISTED, "Adam reached the highest accuracy.", "Momentum reached the highest accuracy."),
    ],
)
def test_a_table_decides(table: str, right: str, wrong: str) -> None:
    assert read(table + right) == [("own-table", "right")]
    assert read(table + wrong) == [("own-table", "wrong")]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (GAPS, "最も高いのはL2である。"),  # of which column?
        (GAPS, "テストの正解率が最も高いのはL2だろうか？"),
        (GAPS, "「テストの正解率が最も高いのはL2」と予想していた。"),
        (GAPS, "正則化の中でテストが最も低いのはL2である。"),
        (GAPS, "テストの正解率が最も高いのはDropoutである。"),
        (GAPS, "# 別の実験\n\nテストの正解率が最も高いのはL2である。"),
        (GAPS, "テストの正解率が最も高いのはL2ではない。"),
        (GAPS, "もしテストの正解率が最も高いのがL2なら困る。"),
        (PAIRS, "ReLUの方がよい。"),
        (LOSSES, "正解率が最も高いのはSGDである。"),  # which this table doesn't hold
    ],
)
def test_what_a_table_does_not_decide(table: str, sentence: str) -> None:
    assert read(table + sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "よってAdamはSGDより優れている。", "したがって、最も良い手法はAdamである。", "So Adam is the best optimiser.",
        "Therefore Adam always beats SGD.", "Adamを使えば正解率が上がる。",
    ],
)  # fmt: skip
def test_a_law_made_of_a_few_runs_is_imprecise(sentence: str) -> None:
    assert read(LISTED + sentence) == [("law-from-runs", "imprecise")]


@pytest.mark.parametrize(
    "sentence",
    [
        "この実験ではAdamがSGDより優れていた。", "Under these settings Adam is the best "
        "optimiser.", "AdamはSGDより優れているかもしれない。",
        "So Adam may be the best optimiser.", "よって重みは0になる。",
    ],
)  # fmt: skip
def test_what_keeps_to_its_own_runs_is_no_law(sentence: str) -> None:
    assert ("law-from-runs", "imprecise") not in read(LISTED + sentence)


@pytest.mark.parametrize(
    "text", ["| a | b |\n|---|---|\n| 1 | 2 |\n", "x  1\n", "|||\n|-|-|\n|||\n", "A 0.1, A 0.2, A 0.3\n"]
)
def test_what_is_no_table_of_results(text: str) -> None:
    assert own_tables(rows_of(Report("r", tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))))) == []
