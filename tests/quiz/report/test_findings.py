"""Answers are found however they are marked, and graded for the numbers that stand in the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.report.documents import Line, UnreadableReport
from quiz.report.finding import Finding
from quiz.report.paragraphs import lettered_options
from quiz.report.rows import Row

Check = Callable[[str], list[Finding]]

OPTIONS = "- (1) 0.15\n- (2) 0.25\n- (3) 0.35\n- (4) 0.45\n"
SIGMOID = "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。\n"
CHAIN = "連鎖律を使い、dz/dx を求めよ。\n"
SIZE = "サイズ{0}×{0}の入力画像を、サイズ{1}×{1}のフィルタで畳み込んだ時の出力画像のサイズを答えよ。"


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [(finding.row.line.number, finding.question) for finding in findings]
    return findings[0]


def names(finding: Finding) -> list[str]:
    return [diagnosis.name for diagnosis in finding.diagnoses]


ANSWER_MARKS = [
    "答）（2）0.25", "答え：(2) 0.25", "解答：（２）０．２５", "【答え】\n② 0.25", "A. (2) 0.25", "A.(2)", "→ (2)",
    "正解は（2）0.25", "答え (2)", "回答: 0.25", "よって正解の値は（２）0.25",
    "**解答**\n\n0.25", "(2) 0.25", "Answer: 2", "答) 2番",
]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWER_MARKS)
@pytest.mark.parametrize(
    "question",
    ["問） \\\n", "**確認テスト**\n", "Q. ", "【問題】\n", "# 確認テスト\n\n", "##### 01:05:00 確認テスト\n"],
)
def test_marks_of_questions_and_answers(check: Check, question: str, answer: str) -> None:
    finding = only(check(f"{question}{SIGMOID}{OPTIONS}\n{answer}\n"))
    assert (finding.verdict, finding.item and finding.item.id) == ("correct", "steepest")


@pytest.mark.parametrize(
    "options",
    [
        "（1）0.15 \\\n（2）0.25 \\\n（3）0.35\n",
        "ア．0.15　イ．0.25　ウ．0.35\n",
        "① 0.15 ② 0.25 ③ 0.35\n",
        "1. ０.１５  \n2. ０.２５  \n3. ０.３５\n",
        "(a) 0.15\n\n(b) 0.25\n\n(c) 0.35\n",
        '<p align="center">(1) 0.15</p>\n<p align="center">(2) 0.25</p>\n<p align="center">(3) 0.35</p>\n',
    ],
)
def test_options_in_every_writing(check: Check, options: str) -> None:
    assert only(check(f"# 確認テスト\n{SIGMOID}{options}\n答え：2")).verdict == "correct"
    assert only(check(f"# 確認テスト\n{SIGMOID}{options}\n答え：3")).verdict == "wrong"


def test_a_label_means_the_reports_own_option(check: Check) -> None:
    turned = "(1) 0.25\n(2) 0.15\n"
    assert only(check(f"問）{SIGMOID}{turned}答）(1)")).verdict == "correct"
    assert only(check(f"問）{SIGMOID}{turned}答）(2)")).verdict == "wrong"


def test_number_and_text_must_agree(check: Check) -> None:
    finding = only(check(f"問）{SIGMOID}{OPTIONS}答）(3) 0.25"))
    assert finding.verdict == "unreadable"
    assert "(2)" in finding.message.en


def test_a_value_that_is_no_option_is_diagnosed(check: Check) -> None:
    finding = only(check(f"問）{SIGMOID}答）0.5"))
    assert (finding.verdict, names(finding)) == ("wrong", ["value-not-slope"])


def test_a_question_with_other_numbers_is_not_judged_by_the_original(check: Check) -> None:
    other = "$f(x)=3\\sigma(4x)$ はシグモイド関数による。これを微分したときの最大値を選べ。\n"
    finding = only(check(f"問）{other}(1) 0.25\n(2) 3\n答）(2)"))
    assert finding.verdict == "undecided"
    assert finding.expected is None


@pytest.mark.parametrize("answer", ["答）", "答） \\\n■■■■■", "答え：\n\n# 次の節\n本文", ""])
def test_unanswered(check: Check, answer: str) -> None:
    assert only(check(f"問）{SIGMOID}{OPTIONS}\n{answer}")).verdict == "unanswered"


def test_a_picture_is_no_readable_answer(check: Check) -> None:
    finding = only(check(f"問）{CHAIN}z = t^2\nt = x+y\n\n解答：\n\n![](answer.png)\n"))
    assert finding.verdict == "unreadable"


# -- instances ---------------------------------------------------------------------------------------------------------


def test_a_lost_superscript_and_a_glued_page_number_are_mended_and_told(check: Check) -> None:
    finding = only(check("# 確認テスト\n#### P10\n問） \\\n" + CHAIN + "z = t2 \\\nt = x +y10 \n\n答）2t"))
    assert finding.verdict == "incomplete"
    assert [(repair.printed, repair.read) for repair in finding.repairs] == [
        ("z = t2", "z = t²"),
        ("t = x +y10", "t = x + y"),
    ]
    assert finding.read_as == "z = t², t = x + y → 2·t"


@pytest.mark.parametrize(
    "given",
    [
        "$$z = t^3$$\n\n$$t = 2x + y$$",
        "z=t^3, t=2x+y",
        "ｚ＝ｔ³\nｔ＝２ｘ＋ｙ",
        r"\begin{aligned}z &= t^3 \\[6px] t &= 2x + y\end{aligned}",
        r'<img src="https://latex.codecogs.com/svg.latex?z=t^3\\t=2x&plus;y">',
    ],
)
def test_other_numbers_are_read(check: Check, given: str) -> None:
    assert only(check(f"問）{CHAIN}{given}\n\n答）6(2x+y)^2")).verdict == "correct"
    wrong = only(check(f"問）{CHAIN}{given}\n\n答）3(2x+y)^2"))
    assert (wrong.verdict, names(wrong)) == ("wrong", ["no-inner-derivative"])


def test_givens_that_cannot_be_read_make_nothing_wrong(check: Check) -> None:
    finding = only(check(f"問）{CHAIN}![](givens.png)\n\n答）7x"))
    assert finding.verdict == "undecided"
    assert only(check(f"問）{CHAIN}![](givens.png)\n\n答）2(x+y)")).verdict == "correct"


@pytest.mark.parametrize(
    "answer",
    [
        "$$\\frac{dz}{dx} = \\frac{dz}{dt} \\cdot \\frac{dt}{dx} = 2t \\cdot 1 = 2(x + y)$$",
        "dz/dx=dz/dt・dt/dx\n\ndz/dt=2t\n\ndt/dx=1\n\nから、dz/dx=2t・1=2t=2(x+y)",
        "\\begin{aligned}\n\\frac{dz}{dt} &= 2t \\\\[6px]\n\\frac{dz}{dx} &= 2t \\\\\n&= 2(x+y)\n\\end{aligned}",
        "２（ｘ＋ｙ）",
        "よって $2x+2y$ となる。",
        "dz/dx = 2(x+y)\n\n補足: dt/dx = 1",
    ],
)
def test_the_end_of_a_derivation_is_the_answer(check: Check, answer: str) -> None:
    for mark in ("", "答え：\n"):
        assert (
            only(check(f"# 確認テスト\n{CHAIN}\n$$z = t^2$$\n\n$$t = x + y$$\n\n{mark}{answer}")).verdict == "correct"
        )


@pytest.mark.parametrize(
    ("size", "kernel", "rest", "answer", "verdict"),
    [
        (6, 2, "なおストライドとパディングは1とする。", "7×7", "correct"),
        (6, 2, "なおストライドとパディングは1とする。", "7", "correct"),
        (
            6,
            2,
            "なおストライドとパディングは1とする。",
            "出力画像のサイズは、(6+2-2)/1+1=7 より 5×5 です。",
            "undecided",
        ),
        (5, 3, "なおストライドは2、パディングは1とする。", "３×３", "correct"),
        (7, 3, "なおストライドは２，パディングは０とする。", "(3, 3)", "correct"),
        (8, 3, "なおストライドは2、パディングは1とする。", "3x3", "wrong"),
        (8, 3, "なおストライドは2、パディングは1とする。", "4x4の出力", "correct"),
    ],
)
def test_sizes(check: Check, size: int, kernel: int, rest: str, answer: str, verdict: str) -> None:
    question = SIZE.format(size, kernel) + rest
    finding = only(check(f"Q.{question}\n\nA.{answer}"))
    assert finding.verdict == verdict
    assert only(check(f"##### 確認テスト\n> {question}\n\n　{answer}\n")).verdict == verdict
    assert only(check(f"# 確認テスト\n## {question}\n\n### 解答\n\n{answer}\n")).verdict == verdict


def test_of_two_sizes_none_is_taken_for_the_answer(check: Check) -> None:
    question = SIZE.format(6, 2) + "なおストライドとパディングは1とする。"
    finding = only(check(f"Q.{question}\n\nA.7×7 か 8×8"))
    assert finding.verdict == "undecided"
    assert all(size in finding.message.en for size in ("7×7", "8×8", "two values"))
    assert only(check(f"Q.{question}\n\nA.7×7（6×6 ではない）")).verdict == "correct"


def test_a_sentence_that_states_a_size_is_a_claim_of_the_item_whose_conditions_hold(check: Check) -> None:
    line = (
        "{0}x{0}，パディング1の入力画像に対して，{1}x{1}のフィルタをストライド{2}で作用させると"
        "{3}x{3}の出力画像が得られる<br>\n"
    )
    wrong, right = check(f"本文\n{line.format(8, 3, 2, 3)}{line.format(6, 2, 1, 7)}")
    assert (wrong.kind, wrong.verdict, wrong.item and wrong.item.id, wrong.row.line.number) == (
        "claim", "wrong", "size-rounded", 2,
    )  # fmt: skip
    assert set(names(wrong)) == {"padding-forgotten", "plus-one-forgotten"}
    assert (right.verdict, right.item and right.item.id, right.row.line.number) == ("correct", "size-even", 3)


# -- choices in words and code -----------------------------------------------------------------------------------------

RIDGE = "**問題：リッジ回帰の特徴として正しいものはどれか？**\n"


def test_a_choice_without_printed_options_is_known_by_its_sentence(check: Check) -> None:
    finding = only(check(f"{RIDGE}→ ハイパーパラメータに大きな値を設定すると，すべての重みが限りなく0に近づく．\n"))
    assert (finding.verdict, finding.item and finding.item.id) == ("correct", "ridge")
    wrong = only(check(f"{RIDGE}→ ハイパーパラメータを0にすると、非線形回帰になる"))
    assert (wrong.verdict, names(wrong)) == ("wrong", ["nonlinear"])


@pytest.mark.parametrize(
    "answer",
    [
        "ハイパーパラメータに小さな値を設定すると，すべての重みが限りなく0に近づく．",
        "ハイパーパラメータに大きな値を設定すると，すべての重みが限りなく0に近づくことはない．",
        "(a)",
        "重みについての何か別の文です。",
    ],
)
def test_a_sentence_that_may_mean_something_else_is_not_judged(check: Check, answer: str) -> None:
    assert only(check(f"{RIDGE}→ {answer}\n")).verdict == "undecided"


def test_code_options_are_decided_by_running_them(check: Check) -> None:
    question = "以下はミニバッチ学習のプログラムである。\n\n(き) にはまるのはどれか。\n\n```\nbatch = (き)\n```\n\n"
    options = "(1) `data_x[i+1:i_end], data_t[i:i_end]`\n\n(2) `data_x[i:i_end], data_t[i:i_end]`\n\n"
    assert only(check(f"{question}{options}(2) `data_x[i:i_end], data_t[i:i_end]`")).verdict == "correct"
    assert only(check(f"{question}{options}答え: (1)")).verdict == "wrong"
    assert only(check(f"{question}【解答】\n`data_x[i_end:i], data_t[i_end:i]`")).verdict == "wrong"


def test_text_answers(check: Check) -> None:
    question = "重みの初期値に0を設定すると、どのような問題が発生するか。簡潔に説明せよ。"
    finding = only(check(f"問）{question}\n\n答）\nすべての重みが同じように更新される。\n\n## 次"))
    assert finding.verdict == "correct"
    fenced = only(check(f"## 確認テスト\n```\nQ:{question}\nA:重みの更新が同じになる\n```\n"))
    assert fenced.verdict == "correct"
    assert only(check(f"問）{question}\n答）発散する。")).verdict == "undecided"


# -- what is no answer -------------------------------------------------------------------------------------------------


def test_a_question_that_the_bank_does_not_know_is_told(check: Check) -> None:
    finding = only(check("Q.RNNの3つ目の重みについて説明せよ。\n\nA.前の中間層からの重み"))
    assert (finding.item, finding.verdict, finding.given) == (None, "undecided", "前の中間層からの重み")


@pytest.mark.parametrize(
    "text",
    [
        "#### なぜ勾配消失問題が起きてしまうのか？\nシグモイド関数の微分の最大値は0.25である。",
        "#### ゼロから作る本　6.3　Batch Normalization\n\n■■■■■\n",
        "**なぜゼロなのか？**\nランダムにしてしまうと値による影響を受けてしまう。",
        "comment\n\nメールアドレスが公開されることはありません。 が付いている欄は必須項目です",
        "入力は28x28=784ノード、フィルタのサイズは5x5",
        "6x6の入力画像に2x2のフィルタを作用させる例を考える。(確認テスト参考)",
        "```\n# 確認テスト\n問題 = 3\n```\n",
    ],
)
def test_prose_yields_nothing(check: Check, text: str) -> None:
    assert check(text) == []


def test_a_code_cells_comment_does_not_end_the_tests(check: Check) -> None:
    question = f"{SIGMOID}{OPTIONS}\n(2)\n\n"
    source = f"# 確認テスト\n{question}In [3]:\n# 結果を出力\nprint(1)\n\n#### P2\n\n{question}"
    assert [finding.verdict for finding in check(source)] == ["correct", "correct"]


PIECES = st.sampled_from(
    [
        "問）", "答）", "Q.", "A.", "# 確認テスト", "## 解答", "→ ", "```", "In [1]:", "$$z = t^2$$", "z = t2",
        "t = x +y10", "P10", CHAIN, SIGMOID, OPTIONS, RIDGE, "(1)", "(2) 0.25", "■■■", "\\frac{", "<p", "![](x)",
        "8x8，パディング1の入力", "3x3のフィルタをストライド2で", "3x3の出力",
        "重みの初期値を0にすると", "L1正則化の勾配", "（正解）", "[x] ", "なおストライドは1とする。", "上述の通り",
        "、", "。",
        "\n", "\n\n", " ", "> ", "- ", "=", "2(x+y)", "((((", "１", "−", "\x00", "\u3000", "{", "}", "…",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=8), max_size=40))
def test_any_text_can_be_checked(check: Check, pieces: list[str]) -> None:
    source = "".join(pieces)
    lines = source.count("\n") + 1
    findings: list[Any] = check(source)
    assert all(1 <= finding.row.line.number <= lines for finding in findings)
    assert [finding.row.line.number for finding in findings] == sorted(finding.row.line.number for finding in findings)


def test_several_titles_in_one_line(check: Check) -> None:
    assert check("確認テスト " * 2_000 + "\n\n求めよ。\n\n答) 7") is not None


def test_more_questions_than_any_report_has_are_refused_and_not_left_out(check: Check) -> None:
    with pytest.raises(UnreadableReport, match="too many \\(at most 1000\\)"):
        check("問）次を求めよ。\n答）7\n" * 1_001)


def test_an_a_is_an_option_as_far_as_its_b_is_near() -> None:
    def rows(*texts: str) -> list[Row]:
        return [Row(Line(text, at), "text" if text else "blank", text, text) for at, text in enumerate(texts, 1)]

    def labels(*texts: str) -> list[str]:
        found = rows(*texts)
        options = lettered_options(found)
        return [row.text for row in found if id(row) in options]

    assert labels("A. 1", "", "B. 2") == ["A. 1"]
    assert labels("A. 1", *[""] * 59, "B. 2") == ["A. 1"]
    assert labels("A. 1", *[""] * 60, "B. 2") == []
    assert labels("A. 1", "A. 3", "B. 2") == ["A. 1", "A. 3"]
    assert labels("A. 1", "問)次", "B. 2") == []
    assert labels("a) 1", "答)2", "b) 2") == ["a) 1"]
    assert labels("A. 1", "答)2", "B. 2") == []
