"""Under a test's heading a topic's words are enough: the answer is below them, or the line itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.bank.cue_cards import cue_card
from quiz.courses import built_in_bank
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker
from quiz.report.item_search import Matcher

Check = Callable[[str], list[Finding]]
ITEMS = built_in_bank().load_all()[0]
BN, ZERO = (
    "バッチ正規化を使うと学習が速く進み、過学習も抑えられる。",
    "初期値を0にすると、全ての重みが均一に更新されてしまう。",
)


@pytest.fixture(scope="module")
def built_in() -> Check:
    checker = Checker(ITEMS)
    return lambda source: checker.check(
        Report("report.md", tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1)))
    )


def found(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.item.id, one.verdict) for one in findings if one.kind == "answer" and one.item is not None]


@pytest.mark.parametrize("heading", ["## 確認テスト", "**確認テスト**\n", "確認テスト", "# 例題チャレンジ", "### Quiz"])
def test_a_sentence_answers_under_a_test_and_nowhere_else(built_in: Check, heading: str) -> None:
    assert found(built_in(f"{heading}\n{BN}\n")) == [("bn-effects", "correct")]
    assert found(built_in(f"## 要点\n{BN}\n")) == []
    assert found(built_in(f"{heading}\n\n## 要点\n{BN}\n")) == []


def test_each_bullet_is_an_answer_of_its_own(built_in: Check) -> None:
    findings = built_in(f"## 確認テスト\n- {ZERO}\n- {BN}\n")
    assert [item for item, _ in found(findings)] == ["zero-init-consequence", "bn-effects"]
    assert [finding.row.line.number for finding in findings if finding.kind == "answer"] == [2, 3]


def test_what_somebody_thinks_about_a_test_is_no_answer(built_in: Check) -> None:
    assert found(built_in(f"## 確認テストについての考察\n{BN}\n")) == []
    asked = "## 確認テスト\n重みの初期値に0を設定すると、どのような問題が発生するか。\n\n"
    assert [item for item, _ in found(built_in(f"{asked}{ZERO}\n\n{BN}\n"))] == ["zero-init-consequence"]


def test_what_somebody_asks_themselves_is_no_question(built_in: Check) -> None:
    musing = "もしシグモイドの微分の最大値が1だったら、勾配は消えないのだろうか。\n\nバイアスの初期値は0でよい。\n"
    assert found(built_in(musing)) == []
    assert [item for item, _ in found(built_in(f"## 確認テスト\n{musing}"))] == ["sigmoid-derivative-max"]


def test_a_sentence_that_answers_nothing_is_passed_over(built_in: Check) -> None:
    assert found(built_in("## 確認テスト\n初期値を0にする話は難しかった。\n")) == []
    assert found(built_in("## 確認テスト\nフィルタと出力画像の話は難しかった。\n")) == []


def test_a_topic_has_its_answer_below(built_in: Check) -> None:
    for topic in ("バッチ正規化の効果", "#### バッチ正規化の効果", "バッチ正規化の効果:"):
        assert found(built_in(f"## 確認テスト\n{topic}\n\n- 学習が速く進む\n- 過学習が抑えられる\n\n別の話。\n")) == [
            ("bn-effects", "correct")
        ]


def test_a_topic_with_nothing_below_is_unanswered(built_in: Check) -> None:
    assert found(built_in("## 確認テスト\nバッチ正規化の効果\n\n## 次\n本文\n")) == [("bn-effects", "unanswered")]


def test_what_leads_to_a_question_is_part_of_it(built_in: Check) -> None:
    lead = (
        "線形モデルの正則化にリッジ回帰という手法があり、\n重みを制限する。\nその特徴として正しいものを選択しなさい。\n"
    )
    options = "(a) λを大きくすると、すべての重みが限りなく0に近づく\n(b) λを0にすると、非線形回帰となる\n"
    assert found(built_in(f"## 確認テスト\n{lead}\n{options}\n(a)\n")) == [("ridge-trait-choice", "correct")]


def test_what_is_given_in_the_line_of_a_test_is_not_its_answer(built_in: Check) -> None:
    line = "dz/dx by the chain rule, z = t^2, t = x + y."
    below = "dz/dx = dz/dt * dt/dx\n = 2(x + y)\n"
    assert found(built_in(f"**Check test 1.** {line}\n\n{below}")) == [("chain-rule-power-linear", "correct")]
    asking = "Use the chain rule to find dz/dx for z = t^2, t = x + y."
    for label in ("Check test 1.", "Confirmation test 2.", "Review question 3:"):
        assert found(built_in(f"**{label}** {asking}\n\n{below}")) == [("chain-rule-power-linear", "correct")]


def test_topics_of_items_and_their_words() -> None:
    matcher = Matcher(map(cue_card, ITEMS))
    assert [item.id for item in matcher.stated_in("Batch norm makes training faster")] == ["bn-effects"]
    assert matcher.stated_in("batch norm") == []
    assert matcher.stated_in("") == []


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("grad += rate * np.sign(param)", "correct"),
        ("x = sign(param)\ngrad += rate * x", "correct"),
        ("grad += rate * (np.sign(param))  # L1", "correct"),
        ("grad += rate * np.abs(param)", "wrong"),
        ("grad += rate * np.sign(param)\n# np.abs(param) ではない", "correct"),
        ("a = np.sign(param)\nb = np.abs(param)", "undecided"),
        ("grad += rate * f(param)", "undecided"),
    ],
)
def test_code_in_place_is_the_answer(built_in: Check, code: str, verdict: str) -> None:
    source = f"## 例題チャレンジ\nL1正則化の勾配\n```python\n{code}\n```\n"
    assert found(built_in(source)) == [("l1-gradient-code", verdict)]


def test_code_with_a_blank_in_it_is_the_question(built_in: Check) -> None:
    for blank in ("(?)", "( )", "（き）", "____", "■■"):
        source = f"## 例題チャレンジ\nL1正則化の勾配\n```python\ngrad += rate * {blank}\n```\n"
        assert found(built_in(source)) == [("l1-gradient-code", "unanswered")]
        assert found(built_in(f"{source}\nnp.sign(param)\n")) == [("l1-gradient-code", "correct")]
