"""Tests named in brackets of a bullet, 問 and 考察, questions in italics below a title, code among words."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report
from quiz.report.finding import Finding

CHECKER = course_checker()


def answers(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [finding for finding in CHECKER.check(report) if finding.kind == "answer"]


def verdicts(text: str) -> dict[str, str]:
    return {finding.item.id: finding.verdict for finding in answers(text) if finding.item is not None}


def test_bullets_with_a_test_in_brackets_have_what_stands_deeper_as_answers() -> None:
    text = """
Day 2
---
* 動画を見直した
* 確認テスト（連鎖律, z = t², t = x+y）
    * 2(x+y)
* 確認テスト（シグモイドの微分の最大）
    * 0.35
* 雑談
    * 0.25 という数はきりがよい
* 確認テスト（BNの効果2つ）
    * 学習が速くなる。過学習も抑えられる。
* 例題（L1の微分コード）
    * np.sign(param)
* 確認テスト（6×6, 2×2, s=1, p=1）
    * 6×6
* ノートはここまで
    * 0.25
"""
    assert verdicts(text) == {
        "chain-rule-power-linear": "correct",
        "sigmoid-derivative-max": "wrong",
        "bn-effects": "correct",
        "l1-gradient-code": "correct",
        "conv-output-size": "wrong",
    }


@pytest.mark.parametrize(
    "text",
    [
        "* 確認テスト（リッジ）は難しかった\n* 確認テスト（連鎖律）も難しかった",
        "* 確認テスト（リッジ）\n* 確認テスト（連鎖律）",
        "* 確認テスト（リッジ）\n    * 0.25",
    ],
)
def test_what_only_names_tests_answers_none(text: str) -> None:
    assert [finding for finding in answers(f"メモ\n\n{text}\n") if finding.verdict in ("correct", "wrong")] == []


def test_what_a_learner_thought_answers_the_question_above_it() -> None:
    text = """
## 勾配

問　シグモイドの導関数の最大値はいくつか。
考察　σ(0) が 1/2 なので、1/2 × 1/2 = 0.25。

問　6×6 の画像に 2×2 のフィルタを、ストライド 1、パディング 1 で畳み込むと、出力の大きさはいくらか。
考察　6×6。

## 実験

考察　学習率を 0.25 にした。
"""
    assert verdicts(text) == {"sigmoid-derivative-max": "correct", "conv-output-size": "wrong"}


def test_behind_an_answer_a_thought_explains() -> None:
    text = (
        "問）シグモイドの導関数の最大値はいくつか。\n答）0.25\n考察　0.5 を 2 回掛けた。最大は 0.5 のときではない。\n"
    )
    assert verdicts(text) == {"sigmoid-derivative-max": "correct"}


def test_a_question_in_italics_below_its_title_is_no_answer() -> None:
    text = """
## Q1. Zero initialization

*What goes wrong when the initial weights are set to 0?*

All weights of a layer get identical updates, so the units stay alike and the network cannot learn properly.

## Q2. L1 or L2 graph

*Which of the two figures represents L1 regularization?*

The right figure.

## Q3. Output size

*Input 6 x 6, filter 2 x 2, stride 1, padding 1.*

6 x 6
"""
    assert verdicts(text) == {
        "zero-init-consequence": "correct",
        "lasso-graph-choice": "correct",
        "conv-output-size": "wrong",
    }
    asked = {finding.item.id: finding.question for finding in answers(text) if finding.item is not None}
    assert asked["lasso-graph-choice"].startswith("L1 or L2 graph Which of the two figures")


RIDGE = """
> リッジ回帰の特徴として正しいものを選択しなさい。
> (a) ハイパーパラメータを大きな値に設定すると、すべての重みが限りなく0に近づく
> (b) ハイパーパラメータを0に設定すると、非線形回帰となる
> (c) バイアス項についても、正則化される
> (d) リッジ回帰の場合、隠れ層に対して正則化項を加える

"""


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (
            "(a)です。(b)は線形回帰に戻るので誤り、(c)はバイアスにはかけない、(d)は誤差関数に足すので誤りです。",
            "correct",
        ),
        (
            "(a)です。(b)は0にしたらただの線形回帰なので誤り、(c)はバイアスにはかけない、(d)は違うので誤りです。",
            "correct",
        ),
        ("(a)が正しい。(c)はバイアスにはかけない、と習った。", "correct"),
        ("(c)です。(a)は重みが0に近づくという話なので違う、(b)は線形のままで誤りです。", "wrong"),
    ],
)
def test_a_label_that_begins_and_ends_the_answer_is_the_one_that_is_chosen(answer: str, verdict: str) -> None:
    assert verdicts(f"{RIDGE}解答：{answer}\n") == {"ridge-trait-choice": verdict}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("絶対値を微分すると符号が残るので、`grad += rate * np.sign(param)` と書けばよい。", "correct"),
        ("符号が残るから np.sign(param) を選んだ。", "correct"),
        ("絶対値なので `np.abs(param)` が入ると考えた。", "wrong"),
        ("`np.sign(param)` か `np.abs(param)` か迷った。", "undecided"),
        ("`rate` を忘れないこと。", "undecided"),
        ("`np.abs(param)` が入る選択肢はおかしいと思う。", "undecided"),
        ("`np.sign(param)` の符号の意味を調べた。", "undecided"),
    ],
)
def test_code_among_words_names_an_option(answer: str, verdict: str) -> None:
    text = f"# 確認テスト\n\nL1正則化のコードの空欄（お）にあてはまるものはどれか。\n\n{answer}\n"
    assert verdicts(text) == {"l1-gradient-code": verdict}
