"""What a claim and a formula of one row both say is told once; what they say besides is told too."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.asked.asked_statements import asked_text
from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.rows import rows_of


@pytest.fixture(scope="module")
def checker() -> Checker:
    return course_checker()


def told(checker: Checker, text: str) -> list[tuple[str, str]]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), start=1))
    return [(finding.kind, finding.verdict) for finding in checker.check(Report("report.md", lines))]


def test_an_imprecise_start_is_told_with_the_formula(checker: Checker) -> None:
    assert told(checker, r"AdaGrad: $h_0 = \theta$") == [("formula", "imprecise")]


def test_a_wrong_deviation_is_told_with_the_formula(checker: Checker) -> None:
    assert told(checker, r"Xavier の初期値の標準偏差は $\sigma = \frac{1}{n}$ である。") == [("formula", "wrong")]


def test_what_the_sentence_says_besides_is_told(checker: Checker) -> None:
    found = told(checker, r"シグモイド関数 $f(x) = \frac{1}{1 + e^{-x}}$ は滑らかで、出力は0から1の範囲である。")
    assert ("formula", "correct") in found
    assert ("claim", "correct") in found


def test_a_wrong_word_is_told_once_and_beside_what_is_right(checker: Checker) -> None:
    text = "# 勾配消失の対策\n\n- バッチ正則化\n- He の初期値\n\n# バッチ正則化\n\nバッチ正則化は学習を速くする。"
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), start=1))
    found = [(finding.row.line.number, finding.claim) for finding in checker.check(Report("report.md", lines))]
    assert [line for line, claim in found if claim == "batch-regularization-term"] == [3]
    assert {claim for line, claim in found if line == 3} & {"vanishing-remedy-entry", "bn-vanishing"}
    assert {claim for line, claim in found if line == 8} & {"bn-learning-fast"}


@pytest.mark.parametrize(
    "text",
    [
        "バッチ正則化ではなく、バッチ正規化である。",
        "バッチ正規化をバッチ正則化とも書く人がいる。",
        "バッチ正則化と呼ぶのは誤りである。",
        "バッチ正則化は正しい用語か？",
        "> バッチ正則化",
        "これをバッチ正則化と混同しない。",
        "It is not called batch regularization.",
    ],
)
def test_a_wrong_word_that_is_set_aside_is_not_told(checker: Checker, text: str) -> None:
    assert told(checker, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("シグモイドの導関数は x=0 で最大になる。", [("claim", "correct")]),
        ("シグモイドの導関数は x=0 で最大になり、2 回目の試行では 0.35 であった。", []),
        ("シグモイドの導関数は x=0 で最大になり、その値は 0.35 である。", [("claim", "wrong")]),
        ("For beta1 = 0.9 the divisor of m at the second step is 0.45.", []),
        ("Full-batch learning uses all the data for one update.", [("claim", "correct")]),
        ("Full-batch learning uses all the data for one update, so 500 examples make 500 updates.", []),
    ],
)
def test_nothing_is_right_beside_a_value_that_was_not_read(
    checker: Checker, text: str, found: list[tuple[str, str]]
) -> None:
    assert told(checker, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "シグモイドでは x=0 のとき微分は 0.5×0.5=0.25 になる。",
        "シグモイドの微分の最大値を6層分かけると0.0003ほどになる。",
        "With three sigmoid layers the derivative contributes at most 0.25^3, roughly 0.016.",
        "# AlexNet\n出力の 5×5×256 を1列にすると 6,400 個になる。",
        "LeNet-5 にはグレースケールの画像を入れる。",
        "グレースケールの 48×48 の画像を使う。",
        "# ソフトマックス\n勾配は y − t である。成分の合計が0になるのは、どちらも足すと同じだからである。",
        "$v=(5,-12)$ のとき L1ノルムは $5+12=17$",
        "He initialization has a standard deviation of the square root of 2/n.",
        "ドロップアウトはデータ量を変えずにノードを無効にする。",
    ],
)
def test_a_number_of_something_else_makes_nothing_wrong(checker: Checker, text: str) -> None:
    assert [verdict for _, verdict in told(checker, text) if verdict in ("wrong", "imprecise")] == []


@pytest.mark.parametrize(
    "text",
    [
        "シグモイドの微分の最大値は0.5である。",
        "The derivative of the sigmoid is at most 0.5.",
        "グレースケールの画像のチャンネル数は3である。",
        "ソフトマックスの出力の合計は10になる。",
        "$v=(5,-12)$ のとき L1ノルムは $13$",
        "He initialization has a standard deviation of the square root of 1/n.",
    ],
)
def test_its_own_number_does(checker: Checker, text: str) -> None:
    assert [verdict for _, verdict in told(checker, text)] == ["wrong"]


def test_a_formula_that_is_only_supposed_is_not_what_is_right(checker: Checker) -> None:
    supposed = r"損失に足す L1 の正則化項を $\lambda\|w\|_1$ とすると、勾配には $3\lambda w$ が足される。"
    assert "correct" not in [verdict for _, verdict in told(checker, supposed)]
    stated = r"損失に足す L1 の正則化項は $\lambda\|w\|_1$ である。"
    assert "correct" in [verdict for _, verdict in told(checker, stated)]


def test_a_remainder_that_is_used_counts(checker: Checker) -> None:
    text = "訓練データは60,000枚。\n\nバッチサイズ{batch}で端数のバッチも使うなら、1エポックは{updates}回。"
    assert told(checker, text.format(batch=256, updates=235)) == [("claim", "correct")]
    assert told(checker, text.format(batch=256, updates=234)) == [("claim", "wrong")]


def test_a_question_is_asked_without_the_answer_before_it() -> None:
    line = Line("→ 0.3×(1−0.3)=0.21 4. He の初期値で、ノード数が18のときの標準偏差は?", 1)
    assert asked_text(rows_of(Report("report.md", (line,)))) == "He の初期値で、ノード数が18のときの標準偏差は?"
