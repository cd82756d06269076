"""Which option an answer's label means: one of the report's own list, in every style and spacing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker
from quiz.report.rows import plain
from quiz.report.webpage import lines_of_html

Check = Callable[[str], list[Finding]]

ASKED = "リッジ回帰の特徴として正しいものを一つ選択しなさい。"
LARGE = "ハイパーパラメータを大きな値にすると、すべての重みが限りなく 0 に近づく"
ZERO = "ハイパーパラメータを 0 にすると、非線形回帰になる"
BIAS = "バイアス項にも正則化をかける"
HIDDEN = "隠れ層に正則化項を加える"
LAST, FIRST = (BIAS, ZERO, LARGE, HIDDEN), (LARGE, ZERO, BIAS, HIDDEN)
STYLES = [
    ("(a) ", "(b) ", "(c) ", "(d) "),
    ("（ａ）", "（ｂ）", "（ｃ）", "（ｄ）"),
    ("a. ", "b. ", "c. ", "d. "),
    ("a.", "b.", "c.", "d."),
    ("a) ", "b) ", "c) ", "d) "),
    ("A. ", "B. ", "C. ", "D. "),
    ("- (a) ", "- (b) ", "- (c) ", "- (d) "),
    ("- A: ", "- B: ", "- C: ", "- D: "),
    ("ア．", "イ．", "ウ．", "エ．"),
    ("（ア）", "（イ）", "（ウ）", "（エ）"),
    ("① ", "② ", "③ ", "④ "),
    ("1. ", "2. ", "3. ", "4. "),
    ("(1) ", "(2) ", "(3) ", "(4) "),
]  # fmt: skip


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [(finding.row.line.number, finding.question) for finding in findings]
    return findings[0]


def listed(labels: tuple[str, ...], texts: tuple[str, ...], between: str) -> str:
    return between.join(f"{label}{text}" for label, text in zip(labels, texts, strict=True))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"], ids=["close", "apart", "wide"])
@pytest.mark.parametrize("labels", STYLES, ids=lambda labels: labels[0].strip())
@pytest.mark.parametrize("mark", ["答）", "答え：", "**解答** ", "解答\n\n", "Answer: ", "正解は"])
def test_a_label_behind_a_mark_means_the_printed_option(
    check: Check, labels: tuple[str, ...], between: str, mark: str
) -> None:
    chosen = labels[2].strip(" -.．:")
    for texts, verdict in ((LAST, "correct"), (FIRST, "wrong")):
        finding = only(check(f"問）{ASKED}\n\n{listed(labels, texts, between)}\n\n{mark}{chosen}\n"))
        assert (finding.verdict, plain(finding.given)) == (verdict, plain(chosen)), texts


@pytest.mark.parametrize("answer", ["(c)", "c", "Ｃ", "ウ", "3", "③", "（３）", "3番"])
def test_the_answer_may_use_another_style_than_the_list(check: Check, answer: str) -> None:
    source = f"問）{ASKED}\n\n{listed(STYLES[0], LAST, chr(10) * 2)}\n\n答）{answer}\n"
    assert only(check(source)).verdict == "correct"


@pytest.mark.parametrize(
    "page",
    ["<p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p>", "<ul><li>{0}</li><li>{1}</li><li>{2}</li><li>{3}</li></ul>"],
)
def test_options_of_a_web_page(checker: Checker, page: str) -> None:
    for texts, verdict in ((LAST, "correct"), (FIRST, "wrong")):
        options = page.format(*(label + text for label, text in zip(STYLES[0], texts, strict=True)))
        source = f"<html><body><p>問）{ASKED}</p>{options}<p>答）(c)</p></body></html>"
        lines = tuple(Line(line.text, line.number, code=line.code) for line in lines_of_html(source))
        assert only(checker.check(Report("page.html", lines))).verdict == verdict


def test_a_mark_that_names_the_answer_overrules_an_arrow(check: Check) -> None:
    options = listed(STYLES[0], LAST, "\n\n")
    finding = only(check(f"問）{ASKED}\n\n{options}\n\n→ (a) かと思った\n\n答）(c)\n"))
    assert (finding.verdict, finding.given) == ("correct", "(c)")


def test_of_two_answers_the_right_one_is_not_the_learners(check: Check) -> None:
    options = listed(STYLES[0], LAST, "\n\n")
    finding = only(check(f"問）{ASKED}\n\n{options}\n\n回答：(b)\n正解：(c)\n"))
    assert (finding.verdict, finding.given) == ("wrong", "(b)")
    assert only(check(f"問）{ASKED}\n\n{options}\n\n回答：(c)\n正解：(c)\n")).verdict == "correct"


def test_a_label_without_its_option_is_not_judged(check: Check) -> None:
    two = listed(STYLES[0][:2], FIRST[:2], "\n\n")
    assert only(check(f"問）{ASKED}\n\n{two}\n\n答）(c)\n")).verdict == "undecided"
    assert only(check(f"問）{ASKED}\n\n答）(a)\n")).verdict == "undecided"


def test_the_letter_a_still_answers_a_question(check: Check) -> None:
    source = f"Q. {ASKED}\n\nA. {LARGE}\n\nQ. {ASKED}\n\nA. {ZERO}\n"
    assert [finding.verdict for finding in check(source)] == ["correct", "wrong"]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("(a)ではなく(c)", "undecided"),
        ("(b)か(c)", "undecided"),
        ("(c)。(a)はバイアスなので誤り。(b)は線形回帰なので誤り。", "correct"),
        ("(c)が正解。(b)は誤り。", "correct"),
        ("(c)\n(a)は誤りなので、(b)も誤り", "correct"),
        ("(c)だと思う", "correct"),
    ],
)
def test_several_labels_in_one_answer(check: Check, answer: str, verdict: str) -> None:
    options = listed(STYLES[0], LAST, "\n\n")
    assert only(check(f"問）{ASKED}\n\n{options}\n\n答）{answer}\n")).verdict == verdict


def test_an_option_may_go_on_in_the_next_line(check: Check) -> None:
    broken = [text[:8] + "\n　" + text[8:] for text in LAST]
    finding = only(check(f"問）{ASKED}\n\n{listed(STYLES[0], tuple(broken), chr(10) * 2)}\n\n答）(b)\n"))
    assert (finding.verdict, finding.right) == ("wrong", f"(c) {plain(LARGE[:8]) + LARGE[8:]}")


# -- questions without a mark ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [ASKED, "リッジ回帰の特徴のうち正しいもの", "リッジ回帰で正しい記述を下から。"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_question_keeps_its_list_up_to_the_mark(check: Check, asked: str, between: str) -> None:
    if "特徴" not in asked:
        asked = asked.replace("正しい", "特徴として正しい")
    source = f"{asked}\n\n{listed(STYLES[6], LAST, between)}\n\n答）(c)\n"
    for heading in ("", "## 確認テスト3\n", "# 章\n\n本文です。\n\n"):
        finding = only(check(heading + source))
        assert (finding.verdict, finding.item and finding.item.id) == ("correct", "ridge")
        assert asked[:8] in finding.question


def test_a_question_that_nobody_knows_is_named(check: Check) -> None:
    finding = only(check("## 確認テスト\n\nRNN の重みの名前\n\n- (a) 入力\n- (b) 中間\n\n答）(a)\n"))
    assert (finding.item, finding.verdict, finding.question) == (None, "undecided", "RNN の重みの名前")


def test_prose_before_a_mark_is_no_question_of_the_bank(check: Check) -> None:
    assert check("# 感想\n\n今日は畳み込みを学んだ。\n\n答え：特になし\n") == []


# -- what should have been chosen --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "shown"), [(0, "(c)"), (2, "c."), (6, "(c)"), (8, "ウ."), (10, "③"), (11, "3."), (12, "(3)")]
)
def test_the_right_option_is_told_as_the_report_prints_it(check: Check, labels: int, shown: str) -> None:
    finding = only(check(f"問）{ASKED}\n\n{listed(STYLES[labels], LAST, chr(10) * 2)}\n\n答）2\n"))
    assert finding.right == f"{shown} {LARGE}"


def test_the_right_option_of_a_series_in_one_line(check: Check) -> None:
    asked = "シグモイド関数を微分した時の最大値を選べ。"
    assert only(check(f"問）{asked}\nア．0.15　イ．0.25　ウ．0.35\n答）ウ")).right == "イ. 0.25"
    assert only(check(f"問）{asked}\n① 0.15 ② 0.25 ③ 0.35\n答）③")).right == "② 0.25"
    assert only(check(f"問）{asked}\n答）0.5")).right is None
