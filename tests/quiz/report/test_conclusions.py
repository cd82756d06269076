"""An answer is read to its conclusion; where that isn't what stood before, it is judged neither right nor wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.finding import Finding

Check = Callable[[str], list[Finding]]

SIZE = (
    "問）サイズ{0}×{0}の入力画像を、サイズ{1}×{1}のフィルタで畳み込んだ時の出力画像のサイズを答えよ。"
    "ストライドは{2}、パディングは{3}とする。\n"
)
SEVEN = SIZE.format(7, 3, 2, 0)  # the output is 3 x 3
CHAIN = "問）連鎖律を使い、dz/dx を求めよ。\nz = t^2\nt = x + y\n"
SIGMOID = "問）シグモイド関数を微分した時の最大値を選べ。\n(1) 0.15\n(2) 0.25\n(3) 0.35\n"


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [(finding.row.line.number, finding.question) for finding in findings]
    return findings[0]


@pytest.mark.parametrize(
    "word", ["よって", "したがって、", "ゆえに", "以上より", "∴ ", "So ", "Hence ", "よって答えは"]
)
@pytest.mark.parametrize(
    ("before", "conclusion", "verdict"),
    [
        ("(7 + 2・0 - 3)/2 + 1 = 3", "3 × 3", "correct"),
        ("(7 + 2・0 - 3)/2 + 1 = 3", "4 × 4", "undecided"),
        ("(7 + 2・0 - 3)/2 + 1 = 4", "4 × 4", "wrong"),
        ("(7 + 2・0 - 3)/2 + 1 = 4", "3 × 3", "undecided"),
        ("3×3", "4×4です。", "undecided"),
        ("7 - 3 = 4、4/2 = 2", "2 + 1 = 3", "correct"),
        ("7 - 3 = 4\n4/2 = 2\n2 + 1 = 3", "出力画像のサイズは 3×3 である。", "correct"),
    ],
)
def test_sizes(check: Check, word: str, before: str, conclusion: str, verdict: str) -> None:
    finding = only(check(f"{SEVEN}答）{before}\n{word}{conclusion}\n"))
    assert finding.verdict == verdict
    if verdict == "undecided":
        assert "食い違" in finding.message.ja
        assert "disagree" in finding.message.en


@pytest.mark.parametrize(
    "rest", ["よって入力より小さくなる。", "パディングがないので、端は少ししか見ない。", "したがって正しい。"]
)
def test_a_conclusion_without_an_answer_changes_nothing(check: Check, rest: str) -> None:
    assert only(check(f"{SEVEN}答）3×3\n{rest}\n")).verdict == "correct"
    assert only(check(f"{SEVEN}答）4×4\n{rest}\n")).verdict == "wrong"


def test_the_end_of_a_sentence_is_the_answer(check: Check) -> None:
    question = SIZE.format(28, 5, 1, 2)
    sentence = "出力画像の高さは (28+2*2-5)/1+1={0}、幅も同様に{0}となるので、{1}×{1}。"
    assert only(check(f"{question}答）{sentence.format(28, 28)}")).verdict == "correct"
    assert only(check(f"{question}答）{sentence.format(27, 27)}")).verdict == "wrong"
    assert only(check(f"{question}答）{sentence.format(27, 28)}")).verdict == "undecided"
    assert only(check(f"{question}答）28×28\n(32-5)/1 は 27 なので 27+1\n")).verdict == "correct"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("dz/dx = 2t\nよって 2(x+y)", "correct"),
        ("dz/dx = 2(x+y)\nよって dz/dx = 2x", "undecided"),
        ("dz/dx = 2(x+y)\nよって 2x+y", "undecided"),
        ("2(x+y)\nよって 2x", "undecided"),
        ("dz/dx = 2x\nよって dz/dx = 2x", "wrong"),
        ("dz/dt = 2t\nよって dt/dx = 1\ndz/dx = 2t・1 = 2(x+y)", "correct"),
        ("$dz/dt = 2t$, $dt/dx = 1$ なので $dz/dx = 2t = 2(x+y)$", "correct"),
        ("連鎖律によって dz/dx = 2t・1 = 2(x+y)", "correct"),
    ],
)
def test_derivatives(check: Check, answer: str, verdict: str) -> None:
    assert only(check(f"{CHAIN}答）{answer}\n")).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("最大は 1/4\nよって (2)", "correct"),
        ("(3)\nよって (2)", "undecided"),
        ("(2)\nゆえに (3)", "undecided"),
        ("(2)\nよって 0.25", "correct"),
        ("(2)\nよって勾配は小さい。", "correct"),
        ("0.5 で最大なので、(2)", "correct"),
    ],
)
def test_choices(check: Check, answer: str, verdict: str) -> None:
    assert only(check(f"{SIGMOID}答）{answer}\n")).verdict == verdict


@pytest.mark.parametrize(
    "said",
    [
        "わからなかった。",
        "分かりません",
        "わからない",
        "不明",
        "未回答。",
        "unknown",
        "I don't know.",
        "No idea",
        "（空欄）",
    ],
)
def test_not_knowing_is_no_answer(check: Check, said: str) -> None:
    unknown = "問）RNN の名前を答えよ。\n"
    for question in (SEVEN, CHAIN, SIGMOID, unknown):
        for mark in ("答）", "\n答え：\n"):
            finding = only(check(f"{question}{mark}{said}\n"))
            assert (finding.verdict, finding.given.strip()) == ("unanswered", said)
            assert "わからない" in finding.message.ja
            assert "no answer" in finding.message.en


def test_a_sentence_about_not_knowing_is_an_answer(check: Check) -> None:
    question = "問）重みの初期値に0を設定すると、どのような問題が発生するか。簡潔に説明せよ。\n"
    assert only(check(f"{question}答）どの重みが大事かわからないまま、すべて同じ更新になる。")).verdict == "correct"
