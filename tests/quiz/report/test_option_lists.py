"""Options wherever a question prints them: in its own line, begun there, several in a line; never the original's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.documents import Line
from quiz.report.finding import Finding
from quiz.report.option_lists import UNREAD, printed_options
from quiz.report.option_series import LONGEST, series_behind, series_in, single_behind
from quiz.report.rows import Row, plain

Check = Callable[[str], list[Finding]]

ASKED = "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいもの"
RIGHT, LAST = ("0.15", "0.25", "0.35"), ("0.25", "0.15", "0.35")
"""The key is the second as in the original, and the first: by the original's order (b) would be right of both."""

STYLES = {
    "(a) ": "(a) (b) (c)", "（ａ）": "（ａ） （ｂ） （ｃ）", "(A)": "(A) (B) (C)", "a. ": "a. b. c.", "A) ": "A) B) C)",
    "① ": "① ② ③", "(1)": "(1) (2) (3)", "1) ": "1) 2) 3)", "1. ": "1. 2. 3.", "１．": "１． ２． ３．",
    "1: ": "1: 2: 3:", "[1] ": "[1] [2] [3]", "【ア】": "【ア】 【イ】 【ウ】", "ア．": "ア． イ． ウ．",
    "ア ": "ア イ ウ", "ア": "ア イ ウ", "A ": "A B C",
}  # fmt: skip
PLACES = {
    "どれか。": "{0}はどれか。{1}",
    "選べ（空白）": "{0}を選べ。　{1}",
    "コロン": "{0}を次から選べ：{1}",
    "選択肢の行": "{0}を選べ。\n選択肢：{1}",
    "文の中": "{0}を、{1}から選べ。",
    "文の中 2": "{0}は {1} のうちどれか。",
    "二行": "{0}はどれか。{2}\n{3}",
    "下に続く": "{0}はどれか。{4}\n{5}\n{6}",
}


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [(finding.row.line.number, finding.question) for finding in findings]
    return findings[0]


def written(style: str, place: str, texts: tuple[str, ...]) -> str:
    """Return the question with its options."""
    space = style[len(style.rstrip()) :]
    options = [label + space + text for label, text in zip(STYLES[style].split(" "), texts, strict=True)]
    between = "、" if place.startswith("文の中") else "　"
    return PLACES[place].format(
        ASKED, between.join(options), between.join(options[:2]), options[2], *options
    )  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("style", STYLES)
def test_a_label_means_what_the_question_prints_in_its_own_line(check: Check, style: str, place: str) -> None:
    second = STYLES[style].split(" ")[1].strip("．.:）)（([]【】")
    for texts, verdicts in ((RIGHT, ("correct", "undecided")), (LAST, ("wrong", "undecided"))):
        finding = only(check(f"問）{written(style, place, texts)}\n答）{second}\n"))
        bare = style.strip() in ("A", "ア") and place in ("二行", "下に続く")  # what is no label is read as none
        assert finding.verdict in (verdicts if bare else verdicts[:1]), (finding.verdict, finding.message.ja)


@pytest.mark.parametrize(
    ("asked", "answer", "verdict"),
    [
        ("Choose the largest slope of the sigmoid, reached at input 0: (a) 0.25 (b) 0.15 (c) 0.35", "(b)", "wrong"),
        ("Choose the largest slope of the sigmoid from (a) 0.25, (b) 0.15 and (c) 0.35.", "(b)", "wrong"),
        ("Choose the largest slope of the sigmoid from (a) 0.15, (b) 0.25 or (c) 0.35.", "(b)", "correct"),
    ],
)
def test_english_options_in_the_line_that_asks(check: Check, asked: str, answer: str, verdict: str) -> None:
    source = f"Q. シグモイド関数を微分した時の最大値. {asked}\n\nAnswer: {answer}\n"
    assert only(check(source)).verdict == verdict


def test_sentences_in_the_line_that_asks(check: Check) -> None:
    ridge = "リッジ回帰の特徴として正しいものを一つ選択しなさい。"
    large = "ハイパーパラメータを大きな値にすると、すべての重みが限りなく 0 に近づく"
    zero, bias = "ハイパーパラメータを 0 にすると、非線形回帰になる", "バイアス項にも正則化をかける"
    for texts, verdict in (((zero, large, bias), "wrong"), ((bias, zero, large), "correct")):
        listed = " ".join(f"({name}) {text}。" for name, text in zip("abc", texts, strict=True))
        assert only(check(f"問）{ridge}{listed}\n\n答）(c)\n")).verdict == verdict


def test_a_mark_beside_an_option_of_the_line_is_an_answer(check: Check) -> None:
    for marked, verdict in ((0, "wrong"), (1, "correct")):
        options = [f"({name}) {text}" for name, text in zip("abc", RIGHT, strict=True)]
        options[marked] += " ← 正解"
        finding = only(check(f"# 確認テスト\n\n問）{ASKED}はどれか。{' '.join(options)}\n"))
        assert finding.verdict == verdict


@pytest.mark.parametrize(
    "options",
    [
        "| (a) | 0.25 |\n| (b) | 0.15 |\n", "| 記号 | 値 |\n|---|---|\n| ア | 0.25 |\n| イ | 0.15 |\n",
        "A 0.25\nB 0.15\n", "「1」0.25 「2」0.15\n", "1 0.25\n2 0.15\n",
    ],
)  # fmt: skip
def test_a_label_of_options_that_cant_be_read_is_not_held_against_the_originals(check: Check, options: str) -> None:
    asked = f"問）{ASKED}を選べ。\n{options}"
    for answer in ("(2)", "(b)", "イ"):
        finding = only(check(f"{asked}\n答）{answer}\n"))
        assert finding.verdict in ("undecided", "wrong"), finding.message.ja
    assert only(check(f"{asked}\n答）0.25\n")).verdict == "correct"


def test_what_cant_be_read_is_told(check: Check) -> None:
    finding = only(check(f"問）{ASKED}を選べ。\n| (a) | 図 1 | 0.25 |\n| (b) | 図 2 | 0.15 |\n\n答）(b)\n"))
    assert "選択肢を読み取れない" in finding.message.ja
    assert "can't be read" in finding.message.en
    assert "元の確認テストの並び" not in finding.message.ja


def test_without_any_label_the_originals_order_still_tells(check: Check) -> None:
    assert only(check(f"問）{ASKED}を選べ。\n\n答）(2)\n")).verdict == "correct"


@pytest.mark.parametrize(
    "text",
    [
        "(1)と(2)に入る値はどれか。", "(ア)、(イ)に入る語を答えよ。", "f(a) と f(b) の差",
        "(a) 0.15 (c) 0.35 から選べ。", "(2) 0.15 (3) 0.35 から選べ。", "x[1] と x[2]",
        "1.5 2.5 3.5", "g(0, 1) と h(0, 2)", "a b", "(a) (b)",
    ],
)  # fmt: skip
def test_what_is_no_series(text: str) -> None:
    for words in ("", "値は", "値はどれか。"):
        found = series_behind(words + text, anywhere=True)
        assert found is None, found


def test_of_two_series_the_first_counts() -> None:
    found = series_in("(a) 式(1) (b) 式(2) (c) 式(3)")
    assert found is not None
    assert (found.labels, found.texts) == (("(a)", "(b)", "(c)"), ("式(1)", "式(2)", "式(3)"))


def test_a_long_line_is_no_list() -> None:
    line = "(1) 0.15 (2) 0.25" + "x" * LONGEST
    assert series_in(line) is None
    assert series_in(line[:LONGEST]) is not None
    assert single_behind("どれか。(a) " + "x" * LONGEST) is None


def rows(*texts: str) -> list[Row]:
    return [Row(Line(text, number), "text", text, plain(text)) for number, text in enumerate(texts, start=1)]


def test_options_that_go_on_below_the_line_that_asks() -> None:
    asked, *below = rows("値はどれか。(a) 0.15", "(b) 0.25", "（続き）", "(c) 0.35", "よって")
    found = printed_options([asked], below)
    assert found is not None
    assert (found.labels, found.texts) == (("(a)", "(b)", "(c)"), ("0.15", "0.25(続き)", "0.35"))
    assert [row.plain for row in found.beside] == ["値はどれか。"]
    asked, *below = rows("値はどれか。(a) 0.15 (b) 0.25", "(c) 0.35 (d) 0.45", "(f) 0.55")
    found = printed_options([asked], below)
    assert found is not None
    assert found.labels == ("(a)", "(b)", "(c)", "(d)")


def test_a_list_below_comes_before_labels_that_the_sentence_speaks_of() -> None:
    asked, *below = rows("(a) 前、(b) 後 のうち正しいものはどれか。", "(1) 0.15", "(2) 0.25")
    found = printed_options([asked], below)
    assert found is not None
    assert found.texts == ("0.15", "0.25")


def test_a_numbered_question_keeps_its_own_options() -> None:
    asked, after = rows("(1) 値はどれか。(a) 0.15 (b) 0.25", "ここまで。")
    found = printed_options([asked], [after])
    assert found is not None
    assert found.labels == ("(a)", "(b)")
    assert found.beside[0].plain == "(1) 値はどれか。"


def test_what_the_answer_says_is_no_list() -> None:
    asked, after = rows(
        "値を選べ。", "この関数の微分の最大値を考えると、候補として残るのは次の二つだけである。(a) 0.15 (b) 0.25"
    )
    assert printed_options([asked], [after]) is UNREAD
    assert printed_options(rows("値を選べ。"), []) is None
