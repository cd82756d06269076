"""Tests that a report lists in few words: in bullets, numbers, tables, titles and inline, each with its own answer."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report
from quiz.report.finding import Finding

CHECKER = course_checker()

ASKED = {
    "dz/dx（z = t²、t = x + y）": ("2(x+y)", "chain-rule-power-linear"),
    "シグモイドの導関数の最大値": ("0.25", "sigmoid-derivative-max"),
    "重みを全部 0 で始めるとどうなる？": (
        "同じ層の重みがみな同じ更新を受けるので、ユニットを増やす意味がなくなる。", "zero-init-consequence"
    ),
    "BN の効果を二つ": ("学習が速くなる。過学習が抑えられる。", "bn-effects"),
    "L2 正則化のコードの空欄": ("param", "l2-gradient-code"),
    "Lasso の図は左右どちら": ("右", "lasso-graph-choice"),
    "L1 のコード、何が入る？": ("np.sign(param)", "l1-gradient-code"),
    "6×6を2×2で、ストライド1、パディング1": ("7×7", "conv-output-size"),
    "クロップの空欄": ("image[top:bottom, left:right, :]", "augmentation-crop-code"),
    "Blank in the mini-batch code": ("data_x[i:i_end], data_t[i:i_end]", "minibatch-slice-choice"),
}  # fmt: skip

WRITINGS = {
    "marks": lambda at, asked, answer: f"Q{at}. {asked}\nA. {answer}\n",
    "bullets": lambda at, asked, answer: f"- {asked}\n  - {answer}",
    "numbers": lambda at, asked, answer: f"({at}) {asked}\n　　{answer}",
    "arrows": lambda at, asked, answer: f"* {asked} → {answer}",
    "colons": lambda at, asked, answer: f"- {asked}：{answer}",
    "quotations": lambda at, asked, answer: f"**Q{at}.** {asked}\n> {answer}\n",
    "bold": lambda at, asked, answer: f"**{asked}**\n\n{answer}\n",
    "headings": lambda at, asked, answer: f"### {asked}\n\n{answer}\n",
    "cells": lambda at, asked, answer: f"| {at} | {asked} | {answer} |",
}


def answers(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [finding for finding in CHECKER.check(report) if finding.kind == "answer"]


def listed(writing: str) -> str:
    rows = [WRITINGS[writing](at, asked, answer) for at, (asked, (answer, _)) in enumerate(ASKED.items(), 1)]
    table = "| 番号 | 問題 | 自分の答え |\n|---|---|---|\n" if writing == "cells" else ""
    return "# 確認テスト\n\n" + table + "\n".join(rows) + "\n"


@pytest.mark.parametrize("writing", WRITINGS)
def test_each_test_of_a_list_has_its_own_answer(writing: str) -> None:
    found = {finding.item.id: finding.verdict for finding in answers(listed(writing)) if finding.item is not None}
    expected = {item for _, item in ASKED.values()}
    assert {item for item, verdict in found.items() if verdict == "correct"} == expected, found


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_wrong_answer_in_a_list_is_told(writing: str) -> None:
    text = listed(writing).replace("7×7", "6×6").replace("0.25", "0.5")
    found = {finding.item.id: finding.verdict for finding in answers(text) if finding.item is not None}
    assert found["conv-output-size"] == "wrong"
    assert found["sigmoid-derivative-max"] in ("wrong", "undecided")  # without a mark its answer may be another line


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("シグモイドの微分が最大になるのは x がいくつのとき？", "0"),
        ("シグモイドの微分の最小値", "0"),
        ("tanh の微分の最大値は？", "1"),
        ("シグモイド関数の最大値は？", "1"),
        ("dz/dy（z = t²、t = x + y）", "2(x+y)"),
        ("6×6 を 2×2 で畳み込むときのパラメータ数（バイアスあり）", "5"),
        ("5×5、3×3、ストライド 2 のプーリングの出力", "2×2"),
        ("6×6 を 7×7 にするパディングはいくつ（フィルタ 2×2、ストライド 1）", "1"),
        ("BN の欠点は？", "小さいバッチで不安定になる"),
        ("L2 正則化の式", "誤差 + λ/2 Σw²"),
        ("初期値を 0 にしない理由", "対称性を崩すため"),
        ("Advantage of mini-batch code", "it can run in parallel"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("writing", ["marks", "bullets", "arrows", "bold"])
def test_another_question_on_the_same_topic_is_not_called_wrong(writing: str, asked: str, answer: str) -> None:
    text = "# 確認テスト\n\n" + WRITINGS[writing](1, asked, answer) + "\n"
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    assert "wrong" not in {finding.verdict for finding in CHECKER.check(report)}


def test_a_list_may_be_the_answer_to_the_question_above_it() -> None:
    text = "# 確認テスト\n\nバッチ正規化の効果を 2 点挙げよ。\n\n- 学習が速くなる\n- バッチ正規化は過学習を抑える\n"
    (finding,) = answers(text)
    assert finding.item is not None
    assert (finding.item.id, finding.verdict) == ("bn-effects", "correct")


def test_bullets_below_a_topic_answer_it_though_they_have_its_words() -> None:
    text = "# 確認テスト\n\n- BN の効果を二つ\n- BN により学習が速くなる\n- 過学習が起こりにくくなる\n"
    found = answers(text)
    assert [finding.verdict for finding in found if finding.item is not None] == ["correct"]


def test_a_list_elsewhere_than_under_a_test_asks_nothing() -> None:
    assert not answers("# まとめ\n\n- シグモイドの導関数の最大値 → 0.5\n- BN の効果 → 学習が速くなる\n")
