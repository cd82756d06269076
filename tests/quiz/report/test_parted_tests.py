"""Tests whose question, options and answer stand apart: below pictures, in timed notes, under labels, in tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report, read_report
from quiz.report.finding import Finding
from quiz.report.inline_answers import goes_on_listing
from quiz.report.labels_given import labels_given
from quiz.report.option_lists import Printed, printed_options
from quiz.report.parted_tests import options_by_number
from quiz.report.rows import Row, plain, rows_of

CHECKER = course_checker()
CHAIN, SLOPE, ZERO, BN = "chain-rule-power-linear", "sigmoid-derivative-max", "zero-init-consequence", "bn-effects"
RIDGE, GRAPH, SIZE, BATCH = "ridge-trait-choice", "lasso-graph-choice", "conv-output-size", "minibatch-slice-choice"
L1, L2, CROP = "l1-gradient-code", "l2-gradient-code", "augmentation-crop-code"


def answers(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [finding for finding in CHECKER.check(report) if finding.kind == "answer"]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(finding.item.id if finding.item is not None else None, finding.verdict) for finding in answers(text)]


# -- pictures by their files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["img/day2_test7.png", "kakunin-03.jpg", "slides/check_test_2.webp"])
def test_a_picture_called_after_a_test_is_one(file: str) -> None:
    picture = f"![]({file})"
    assert told(f"#### 連鎖律\n\n{picture}\n\ndz/dx = 2t = 2(x+y) です。\n") == [(CHAIN, "correct")]
    assert told(f"シグモイドの微分の最大値\n\n{picture}\n\n答え: 0.25\n") == [(SLOPE, "correct")]
    assert told(f"{picture}\n\nL1正則化のグラフ\n\n左の円のほうです。\n") in (
        [(GRAPH, "wrong")],
        [(GRAPH, "undecided")],
    )


@pytest.mark.parametrize(
    "file",
    ["img/test_accuracy.png", "day2_test_loss.png", "test2_result.png", "latest.png", "sigmoid.png", "contest.jpg"],
)
def test_any_other_picture_is_none(file: str) -> None:
    assert told(f"## 連鎖律\n\n![]({file})\n\n2t になる。\n") == []


def test_a_question_above_its_picture_waits_for_its_answer() -> None:
    text = "#### シグモイドの微分の最大値は？\n\n![](day2_test2.png)\n\n(2) の 0.25 です。\n"
    assert told(text) == [(SLOPE, "correct")]


# -- notes with the time of a film -------------------------------------------------------------------------------------

NOTES = """[00:03] 勾配消失。層が深いと誤差が下位層まで届かない。
[00:06] Q) 連鎖律の復習。z=t^2, t=x+yとして dz/dx
        A) {}
[00:11] Q) シグモイド微分の最大
        A) {}。掛け算で効いてくる
[00:19] ReLU: 0より大きければそのまま、0以下なら0。
[01:15:20] ドロップアウトは 0.5 で消す。
"""


def test_a_note_ends_where_the_next_one_begins() -> None:
    assert told(NOTES.format("2(x+y)", "1/4")) == [(CHAIN, "correct"), (SLOPE, "correct")]
    assert told(NOTES.format("2t+1", "0.5")) == [(CHAIN, "wrong"), (SLOPE, "wrong")]


def test_what_the_notes_before_are_about_is_asked() -> None:
    note = "[00:31] バッチ正規化。平均0、分散1にそろえる。\n"
    text = f"{note}[00:36] Q) 効果2つ\n        A) 学習が速く安定する。過学習しにくい\n"
    assert told(text) == [(BN, "correct")]


# -- the subject stands in the heading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "**確認テスト** 効果を 2 つ挙げよ\n",
        "**確認テスト**: 効果を 2 点\n",
        "#### 確認テスト\n\n> 効果を2点\n",
        ":::message\n**確認テスト**: 効果を 2 点\n:::\n",
    ],
)
def test_the_section_says_what_a_test_is_about(asked: str) -> None:
    answer = "- 学習が速く、安定して進む\n- 過学習が抑えられる\n"
    assert told(f"### バッチ正規化\n\nミニバッチごとにそろえる。\n\n{asked}\n{answer}") == [(BN, "correct")]
    assert BN not in dict(told(f"### 畳み込み\n\n窓を動かす。\n\n{asked}\n{answer}"))


def test_a_box_for_details_holds_an_answer() -> None:
    text = (
        "**確認テスト**: L1 パラメータ正則化の実装\n\n```python\ngrad += rate * (?)\n```\n\n:::details 解答\n{}\n:::\n"
    )
    assert told(text.format("`np.sign(param)` です。")) == [(L1, "correct")]
    assert told(text.format("`param` です。")) in ([(L1, "wrong")], [(L1, "undecided")])


# -- little pictures ---------------------------------------------------------------------------------------------------


def test_a_little_picture_marks_an_answer_and_a_score_ends_it() -> None:
    asked = "### Q. 6×6 / フィルタ2×2 / S=1 / P=1\n"
    assert told(f"{asked}📝 7×7　✅　(6+2-2)/1+1\n") == [(SIZE, "correct")]
    assert told(f"{asked}📝 8×8　❌\nパディングした後の大きさだった。模範解答は 7×7。\n") == [(SIZE, "wrong")]
    asked = "### Q. バッチ正規化の効果2点\n"
    assert told(f"{asked}📝\n* 学習が速く安定する ✅\n* 過学習しにくい ✅\n") == [(BN, "correct")]


# -- options -----------------------------------------------------------------------------------------------------------

ASKED = "シグモイド関数を微分したとき、x=0 で最大になる。その値は？"


@pytest.mark.parametrize(
    "options",
    [
        "| 1 | 2 | 3 |\n|---|---|---|\n| 0.35 | 0.25 | 0.15 |",
        "| 番号 | 内容 |\n|:-:|---|\n| ① | 0.35 |\n| ② | 0.25 |\n| ③ | 0.15 |",
        "　１　０．３５\n　２　０．２５\n　３　０．１５",
    ],
)
def test_options_stand_in_a_table_or_behind_a_space(options: str) -> None:
    for answer, verdict in (("2", "correct"), ("1", "wrong"), ("3 — 一番大きいと思った", "wrong")):
        assert told(f"確認テスト\n\n{ASKED}\n\n{options}\n\n答え：{answer}\n") == [(SLOPE, verdict)]


def test_two_numbers_make_no_list() -> None:
    text = f"確認テスト\n\n{ASKED}\n\n1 0.35\n2 0.25\n\n答え：2\n"
    assert {verdict for _, verdict in told(text)} <= {"undecided", "unreadable"}


def test_options_stand_elsewhere_under_their_number() -> None:
    table = (
        "| No. | (1) | (2) | (3) |\n|:--|:--|:--|:--|\n| 2-1 | `np.abs(param)` | `param` | `np.sign(param)` |\n"
        "| 2-2 | 0.35 | 0.45 | 0.25 |\n\n"
        "| No. | 確認テスト | 答え |\n|:--|:--|:-:|\n"
        "| 2-1 | L1 正則化 Σ\\|w\\| の勾配を足す行の空欄 | {} |\n| 2-2 | シグモイドの微分の最大値 | {} |\n"
    )
    assert told(table.format("(3)", "(3)")) == [(L1, "correct"), (SLOPE, "correct")]
    assert told(table.format("(1)", "(2)")) == [(L1, "wrong"), (SLOPE, "wrong")]


def test_options_stand_below_the_table_of_answers() -> None:
    text = (
        "| No. | 確認テスト | 答え |\n|---|---|---|\n| 1-3 | ミニバッチの(き) | {} |\n"
        "| 1-4 | シグモイドの微分の最大値 | 0.25 |\n\n1-3の選択肢:\n\n- ア `data_x[i:], data_t[i:]`\n"
        "- イ `data_x[i:i_end], data_t[i:i_end]`\n- ウ `data_x[:i_end], data_t[:i_end]`\n"
    )
    assert told(text.format("イ")) == [(BATCH, "correct"), (SLOPE, "correct")]
    assert told(text.format("ア")) == [(BATCH, "wrong"), (SLOPE, "correct")]


@pytest.mark.parametrize("answer", ["(1)と(2)", "1、2。どちらも正しいから", "(1) と (2) を選びました"])
def test_two_of_a_single_choice_are_wrong(answer: str) -> None:
    options = "(1) 0.25 (2) 0.45 (3) 0.15"
    (found,) = answers(f"確認テスト\n\n{ASKED} {options}\n\n答え：{answer}\n")
    assert found.verdict == "wrong"
    assert any("1 つは正解" in diagnosis.message.ja for diagnosis in found.diagnoses)


def test_two_labels_without_options_are_not_judged() -> None:
    text = "確認テスト\n\nリッジ回帰の特徴を選ぶ問題\n\n(a) と (c) を選びました。λを大きくすると重みが0に近づくから。\n"
    assert told(text) == [(RIDGE, "undecided")]


# -- code --------------------------------------------------------------------------------------------------------------

BLANK = "確認テスト ミニバッチの(き)に入るコード\n\n```\ni_end = i + B\nbatch_x, batch_t = (き)\n```\n\n答え：{}\n"


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("`data_x[i:i+B], data_t[i:i+B]`", "correct"),
        ("data_x[i:i_end+1], data_t[i:i_end+1]", "wrong"),
        ("`data_x[i:i_end], data_t[i:i_end]`　最後は残りだけ", "correct"),
        ("data_x[:i_end], data_t[:i_end]   …はじめからi_endまで", "wrong"),
        ("データを順に", "undecided"),
        ("(4)", "undecided"),
        ("rows[i:i+B], rows[i:i+B]", "undecided"),
    ],
)
def test_code_that_no_option_has_is_judged_by_what_it_does(code: str, verdict: str) -> None:
    assert told(BLANK.format(code)) == [(BATCH, verdict)]


# -- answers under labels ----------------------------------------------------------------------------------------------


def notebook(folder: Path, cells: list[tuple[str, str]]) -> list[tuple[str | None, str]]:
    written = [{"cell_type": kind, "source": source, "metadata": {}, "outputs": []} for kind, source in cells]
    path = folder / "x.ipynb"
    path.write_text(json.dumps({"cells": written, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}), "utf-8")
    found = [finding for finding in CHECKER.check(read_report(path)) if finding.kind == "answer"]
    return [(finding.item.id if finding.item is not None else None, finding.verdict) for finding in found]


def test_comments_of_code_answer_the_tests_with_their_labels(tmp_path: Path) -> None:
    def cells(chain: str, slope: str, size: str, code: str) -> list[tuple[str, str]]:
        return [
            ("markdown", "**[T1]** z = t², t = x + y のとき dz/dx を連鎖律で"),
            ("code", f"# T1 の答え\n# dz/dt = 2t, dt/dx = 1\n# dz/dx = {chain}\n\ndef f(x):\n    return x"),
            ("markdown", "**[T2]** シグモイドの微分の最大値。①0.15 ②0.25 ③0.35"),
            ("code", f"print(1)\n# T2: {slope}"),
            ("markdown", "**[T3]** 入力 6×6・フィルタ 2×2・ストライド 1・パディング 1 の出力サイズ"),
            ("code", f"# T3 → {size}"),
            ("markdown", "**[T4]** L2 正則化 $\\frac{1}{2}\\sum w_i^2$ の勾配 `grad += rate * (?)`"),
            ("code", f"grad += rate * {code}  # T4\nprint(grad)"),
        ]

    assert notebook(tmp_path, cells("2(x + y)", "②", "(7, 7)", "param")) == [
        (CHAIN, "correct"),
        (SLOPE, "correct"),
        (SIZE, "correct"),
        (L2, "correct"),
    ]
    assert notebook(tmp_path, cells("x + y", "③", "(6, 6)", "np.sum(param)")) == [
        (CHAIN, "wrong"),
        (SLOPE, "wrong"),
        (SIZE, "wrong"),
        (L2, "wrong"),
    ]


def test_two_labels_are_no_series(tmp_path: Path) -> None:
    cells = [
        ("markdown", "[T1] シグモイドの微分の最大値"),
        ("code", "# T1: 0.5"),
        ("markdown", "[T2] 連鎖律 dz/dx"),
        ("code", "# T2: x"),
    ]
    assert {verdict for _, verdict in notebook(tmp_path, cells)} <= {"unanswered"}


def test_answers_stand_at_the_end_by_number() -> None:
    text = (
        "# 前半\n\n**お題①** $z=t^2$、$t=x+y$。連鎖律で $dz/dx$ を求めてください。\n\n伝言は縮む。\n\n"
        "**お題②** シグモイド関数の導関数は $x=0$ で最大です。その値は?\nア. 0.15　イ. 0.25　ウ. 0.35\n\n"
        "ReLU は縮めない。\n\n"
        "**お題③** 6×6 の画像、2×2 のフィルタ、ストライド 1、パディング 1。出力は?\n\nつぎは RNN。\n\n"
        "# 私の答え\n\nお待たせしました。\n\n- **①** 掛けて {}。\n- **②** {}\n- **③** 計算すると {}。\n"
    )
    assert told(text.format("2(x+y)", "イ", "7×7")) == [(CHAIN, "correct"), (SLOPE, "correct"), (SIZE, "correct")]
    assert told(text.format("2t+1", "ウ", "5×5")) == [(CHAIN, "wrong"), (SLOPE, "wrong"), (SIZE, "wrong")]


# -- whose answer it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("teacher", ["講義の解答", "先生の答え", "スライドの解答", "模範解答", "公式の解答"])
def test_the_teachers_answer_is_not_the_learners(teacher: str) -> None:
    asked = "### Q3 重みの初期値を 0 にすると起こる問題\n\n"
    own = "- 自分の解答：計算がエラーになる。\n"
    right = "全ての重みが均一に更新され、多数の重みを持つ意味がなくなり、正しい学習ができない。"
    assert told(f"{asked}{own}- {teacher}：{right}\n- 原因：エラーにはならない。\n") == [(ZERO, "undecided")]
    assert told(f"{asked}- 自分の解答：{right}\n- {teacher}：同じ\n") == [(ZERO, "correct")]


def test_what_was_thought_at_first_is_no_answer() -> None:
    asked = "確認テスト\n\nL1 の勾配のコード `grad += rate * (?)`（罰則は Σ|w|）\n\n"
    first = "答え：最初 `{}` と書いたが、微分だから `{}`\n"
    assert told(asked + first.format("np.abs(param)", "np.sign(param)")) == [(L1, "correct")]
    assert told(asked + first.format("np.sign(param)", "np.abs(param)")) == [(L1, "wrong")]


def test_an_answer_that_the_reader_cannot_read_is_not_missing() -> None:
    found = told("【確認テスト】重みの初期値に0を設定した場合の問題\n【自分の回答】\n時間がかかってしまう。\n")
    assert found == [(ZERO, "undecided")]


# -- the question's values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "6×6の画像を2×2のフィルタで畳み込む。ストライド・パディングとも1。出力サイズは？",
        "出力サイズ 6×6、2×2フィルタ、S1P1",
        "縦6横6の画像、2×2のフィルタ、ストライド1、パディング1。出力サイズは？",
        "Input 6x6, filter 2x2, stride = padding = 1. Output size?",
    ],
)
def test_the_values_are_read_in_short_forms(asked: str) -> None:
    assert told(f"確認テスト\n\n{asked}\n\n答え：7×7\n") == [(SIZE, "correct")]
    assert told(f"確認テスト\n\n{asked}\n\n答え：6×6\n") == [(SIZE, "wrong")]


def test_another_paragraph_does_not_change_the_operation() -> None:
    asked = "**確認テスト** Input 6x6, filter 2x2, stride 1, padding 1. Output size?\n\nA. 7x7\n"
    assert told(f"プーリングには重みがない。\n\n{asked}") == [(SIZE, "correct")]


@pytest.mark.parametrize(
    ("givens", "answer", "verdict"),
    [
        ("z＝tの２乗、t＝x＋y", "２（ｘ＋ｙ）", "correct"),
        ("$z=t^2,\\ t=x+y$", "2x + y", "wrong"),
        ("z＝tの平方根、t＝x＋y", "２（ｘ＋ｙ）", "undecided"),
    ],
)
def test_powers_in_words_are_read_and_other_words_are_not_left_out(givens: str, answer: str, verdict: str) -> None:
    found = told(f"確認テスト\n\n連鎖律により dz/dx を求めよ。{givens}\n\n答え：{answer}\n")
    assert found == [(CHAIN, verdict)] or (verdict == "undecided" and found[0][1] != "wrong")


# -- parts that only have a name ---------------------------------------------------------------------------------------


def test_a_part_of_a_report_is_never_called_wrong_for_a_number_in_it() -> None:
    text = "## 確認テストつきのまとめ\n\n### 1. シグモイドの微分\n\nグラフは x=0 で山になり、1 を超えない。\n"
    assert "wrong" not in dict(told(text)).values()


def test_titles_with_a_sign_are_a_series() -> None:
    titles = ("連鎖律（z=t^2、t=x+y）", "シグモイドの微分の最大値", "6x6を2x2で畳み込み（stride1, padding1）")
    text = "## 確認テスト\n\n" + "\n".join(f"■{title}\n答：{{}}\n" for title in titles)
    assert told(text.format("dz/dx=2(x+y)", "0.25", "7x7")) == [
        (CHAIN, "correct"),
        (SLOPE, "correct"),
        (SIZE, "correct"),
    ]
    assert told(text.format("2x", "0.5", "5x5")) == [(CHAIN, "wrong"), (SLOPE, "wrong"), (SIZE, "wrong")]


# -- the course's own words --------------------------------------------------------------------------------------------

CODES = "(1) np.abs(param)\n(2) param\n(3) np.sign(param)\n(4) param**2\n"


@pytest.mark.parametrize(
    "title",
    [
        "＜例題チャレンジ＞L1正則化の勾配を計算するプログラムの穴埋め\n\n",
        "> **例題チャレンジ：L1正則化 (?) に入るものは**\n",
        "### 例題チャレンジ（L1正則化、罰則は Σ|w|）\n\n",
        "**例題チャレンジ　L1正則化**\n\n罰則 $\\sum_i |w_i|$ のときは？\n\n",
        "### 例題チャレンジ\n\nL1正則化の(お)\n",
    ],
)
@pytest.mark.parametrize(
    ("answer", "verdict"), [("(3)", "correct"), ("(1)", "wrong"), ("(4) L1なので2乗は要らないから", "wrong")]
)
def test_an_example_on_a_norm_asks_for_its_code(title: str, answer: str, verdict: str) -> None:
    assert told(f"{title}{CODES}\n→ {answer}\n") == [(L1, verdict)]


def test_the_next_title_of_an_example_has_its_options_with_it() -> None:
    text = "### 例題チャレンジ\nL2正則化（係数1/2付き）の(え)\n{0}> {1}\n\nL1正則化の(お)\n{0}> {2}\n"
    assert told(text.format(CODES, "(2)", "(3)")) == [(L2, "correct"), (L1, "correct")]
    assert told(text.format(CODES, "(4)", "(1)　ReLUと同じ形")) == [(L2, "wrong"), (L1, "wrong")]


def test_a_single_test_with_its_name_in_brackets_is_answered_by_code() -> None:
    text = "> **例題チャレンジ（ミニバッチ）**\n\n![](a.png)\n\n```python\nbatch_x, batch_t = {}   # 答え\n```\n"
    assert told(text.format("data_x[i:i_end], data_t[i:i_end]")) == [(BATCH, "correct")]
    assert told(text.format("data_x[i:], data_t[i:]")) in ([(BATCH, "wrong")], [(BATCH, "undecided")])


def test_the_label_below_the_options_is_no_value_of_the_question() -> None:
    options = "1. 0.15\n2. 0.25\n3. 0.35\n4. 0.45\n"
    asked = "確認テスト3：シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものは？"
    assert told(f":::message\n{asked}\n{options}:::\n\n2\n") == [(SLOPE, "correct")]
    assert told(f":::message\n{asked}\n{options}:::\n\n4\n") == [(SLOPE, "wrong")]


def test_an_entry_of_a_list_ends_with_its_own_answer() -> None:
    text = "- 確認テスト: シグモイドの微分の最大値 → {}\n- プーリングには学習する重みがない。\n"
    assert told(text.format("0.25")) == [(SLOPE, "correct")]
    assert told(text.format("0.5")) == [(SLOPE, "wrong")]


# -- what is no series, no list and no table of options ----------------------------------------------------------------


def rows(*texts: str, step: int = 1) -> list[Row]:
    return [Row(Line(text, 1 + at * step), "text", text, plain(text)) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ("| 1 | 0.15 |", "| b | 0.25 |", "| 3 | 0.35 |"),
        ("| 1 | 0.15 |", "| 2 | |", "| 3 | 0.35 |"),
        ("| 2 | 0.15 |", "| 3 | 0.25 |", "| 4 | 0.35 |"),
        ("1 0.15", "b 0.25", "3 0.35"),
    ],
)
def test_labels_of_two_series_or_without_a_text_make_no_options(texts: tuple[str, ...]) -> None:
    found = printed_options([], rows(*texts))
    assert found is None or not found.texts


def test_lines_far_apart_make_no_options_by_a_space() -> None:
    near, far = (printed_options([], rows("1 0.15", "2 0.25", "3 0.35", step=step)) for step in (1, 4))
    assert near is not None
    assert near.texts == ("0.15", "0.25", "0.35")
    assert far is None or not far.texts


def test_letters_before_a_space_are_labels() -> None:
    found = printed_options([], rows("a 大きくすると0に近づく", "b 0にすると非線形になる", "c バイアスも正則化される"))
    assert isinstance(found, Printed)
    assert found.labels == ("a", "b", "c")


def test_only_a_header_of_labels_makes_a_table_of_options() -> None:
    table = rows("| No. | (1) | (2) |", "|---|---|---|", "| 2-1 | x | y |", "| 2-2 | z | w |")
    asking = rows("| No. | 問題 | 答え |", "| 2-1 | 何か | (1) |", "| 2-2 | 何か | (2) |")
    found, taken = options_by_number([*table, *rows("x"), *asking])
    assert {number: [row.plain for row in own] for number, own in found.items()} == {
        "2-1": ["(1) x", "(2) y"],
        "2-2": ["(1) z", "(2) w"],
    }
    assert taken == frozenset(map(id, table))
    assert options_by_number(table) == ({}, frozenset())  # nobody asks
    one = rows("| No. | (1) |", "|---|---|", "| 2-1 | x |")
    assert options_by_number([*one, *rows("x"), *asking]) == ({}, frozenset())
    for header in ("| No. | (2) | (3) |", "| No. | 問題 | 答え |"):
        assert options_by_number([*rows(header, "|---|---|---|", "| 2-1 | x | y |"), *rows("x"), *asking]) == (
            {},
            frozenset(),
        )


def test_labels_of_something_else_are_no_tests(tmp_path: Path) -> None:
    cells = [("markdown", f"[T{at}] 買い物のメモ") for at in (1, 2, 3)]
    assert notebook(tmp_path, [*cells, ("code", "# T1: りんご\n# T2: みかん\n# T3: なし")]) == []


def test_two_answers_to_three_labels_are_no_series(tmp_path: Path) -> None:
    cells = [
        ("markdown", "[T1] シグモイドの微分の最大値\n\n[T2] 連鎖律 dz/dx\n\n[T3] 出力サイズ"),
        ("code", "# T1: 0.5\n# T3: 5×5"),
    ]
    assert notebook(tmp_path, cells) == []


SERIES = [
    ("code", "# T1: 0.5"),
    ("markdown", "[T1] シグモイドの微分の最大値。①0.15 ②0.25 ③0.35"),
    ("markdown", "AdaGradは学習率を次第に大きくする。"),
    ("code", "# T1: ②\n# T1: ③"),
    ("markdown", "[T2] z = t², t = x + y のとき dz/dx を連鎖律で"),
    ("code", "# T2: 2(x+y)"),
    ("markdown", "[T3] L1 正則化 Σ|w| の勾配 `grad += rate * (?)`"),
    ("code", "grad += rate * np.sign(param)  # T3"),
]


def test_the_first_answer_below_a_label_counts_and_other_cells_are_not_its_own(tmp_path: Path) -> None:
    assert notebook(tmp_path, SERIES) == [(SLOPE, "correct"), (CHAIN, "correct"), (L1, "correct")]
    found = CHECKER.check(read_report(tmp_path / "x.ipynb"))
    assert [finding.verdict for finding in found if finding.kind == "claim"] == ["wrong"]


@pytest.mark.parametrize("answer", ["右のひし形、(0.5, 0.5)", "右の図。(0.97, 0.24) で接する"])
def test_the_right_figure_with_another_point_is_not_right(answer: str) -> None:
    assert "correct" not in dict(told(f"確認テスト\n\nL1正則化を表すグラフはどちらか\n\n答え：{answer}\n")).values()


def test_code_that_is_rejected_first_is_not_the_answer() -> None:
    asked = "確認テスト\n\nL1 の勾配のコード `grad += rate * (?)`（罰則は Σ|w|）\n\n"
    assert told(f"{asked}答え：`np.abs(param)`　ではなく `np.sign(param)`\n") != [(L1, "wrong")]


def test_an_answer_in_code_stands_above_its_reason() -> None:
    asked = "#### 確認テスト\n\nL2正則化（1/2 Σw^2）のコードの穴。`grad += rate * (?)`\n\n"
    assert told(f"{asked}```python\nparam\n```\n\n2乗を微分すると2が打ち消し合う。\n") == [(L2, "correct")]
    assert told(f"{asked}```python\nnp.sum(param**2)\n```\n\n2乗して足すと考えました。\n") == [(L2, "wrong")]


# -- pages of notes ----------------------------------------------------------------------------------------------------


def test_a_little_picture_sets_a_question_off() -> None:
    text = (
        "## CNN\n\n💡 シグモイドの微分の最大値\n\n→ {}\n\n💡 リッジ回帰の特徴として正しいもの\n\n"
        "- (a) λを大きくすると、すべての重みが限りなく0に近づく\n- (b) λを0にすると非線形回帰になる\n"
        "- (c) バイアス項も必ず正則化される\n- (d) 隠れ層に対して正則化項を加える\n\n→ {}\n\n"
        "💡 6×6の画像、2×2のフィルタ、ストライド1、パディング1 の出力サイズ\n\n→ {}\n"
    )
    assert told(text.format("0.25", "(a)", "7×7")) == [(SLOPE, "correct"), (RIDGE, "correct"), (SIZE, "correct")]
    assert told(text.format("0.5", "(c)", "5×5")) == [(SLOPE, "wrong"), (RIDGE, "wrong"), (SIZE, "wrong")]
    assert told("💡 バッチ正規化の効果\n\n学習が速くなる。\n") == []


def test_a_rule_of_equals_signs_ends_an_answer() -> None:
    asked = "【確認テスト】シグモイドの微分の最大値\n1. 0.35\n2. 0.25\n3. 0.15\n"
    text = asked + "回答: {}\n\n==========\nSection4: CNN\n==========\n"
    assert told(text.format("2　山の高さだから。")) == [(SLOPE, "correct")]
    assert told(text.format("1　一番大きいから。")) == [(SLOPE, "wrong")]
    assert [row.kind for row in rows_of(Report("x.md", (Line("", 1), Line("=====", 2), Line("x", 3))))][1] == "rule"


def test_a_demand_is_about_its_section_without_a_tests_title() -> None:
    text = "### バッチ正規化\n効果を2点挙げよ。\n\n- 学習が安定・高速化する\n- 過学習を抑えられる\n"
    assert told(text) == [(BN, "correct")]


# -- where one test ends and the next begins ---------------------------------------------------------------------------


def test_a_test_in_the_line_below_another_is_one_of_its_own() -> None:
    first = "確認テスト（P12）: `z = t^2`, `t = x + y` のとき dz/dx → 2t = {}\n\n"
    text = first + "確認テスト（P20）: シグモイドの微分の最大値は? → {}\n"
    assert told(text.format("2(x+y)", "0.25")) == [(CHAIN, "correct"), (SLOPE, "correct")]
    assert told(text.format("x+y", "0.5")) == [(CHAIN, "wrong"), (SLOPE, "wrong")]


def test_a_signed_title_ends_an_answer() -> None:
    asked = "【確認テスト】バッチ正規化の効果を２点\n解答　学習が速く安定する。過学習が抑えられる。\n\n"
    text = asked + "■４．ＣＮＮの要点\n　窓を動かす。\n"
    (found,) = answers(text)
    assert (found.verdict, "窓" in found.given) == ("correct", False)


def test_a_section_that_asks_is_no_subject_of_the_next_test() -> None:
    text = "### シグモイドの微分の最大値は？\n\n答え：0.25\n\n確認テスト\n\n効果を 2 点\n\n学習が速い\n"
    assert SLOPE not in dict(told(text)[1:])


def test_a_letter_that_an_explanation_names_is_no_conclusion() -> None:
    asked = "> **【問 1】** 連鎖律を使って dz/dx を求めよ。 $z = t^2$, $t = x + y$\n\n"
    own = "**【解】** $$\\frac{dz}{dx}=2t={}$$\n\n$y$ は $x$ に依存しないので $dt/dx$ の $y$ の項は消える。\n"
    assert told(asked + own.replace("{}", "2x+2y")) == [(CHAIN, "correct")]
    assert told(asked + own.replace("{}", "2x+y")) == [(CHAIN, "wrong")]


def test_a_quotient_on_the_way_is_no_size() -> None:
    asked = (
        "確認テスト\n\nサイズ 8×8 の入力画像を 3×3 のフィルタで畳み込む。ストライド 2、パディング 1。出力サイズは？\n\n"
    )
    assert told(f"{asked}【解】 $$\\frac{{8+2-3}}{{2}}+1=4.5$$\n\n切り上げて、よって 5×5\n")[0][1] == "wrong"


# -- what only looks like one of these ---------------------------------------------------------------------------------

S = "## 確認テスト\nシグモイド関数を微分した時、入力値が0の時に最大値をとる。その値は？"
BN2 = "## 確認テスト\nバッチ正規化の効果を2点述べよ。\n\n答え"
FRACTIONS = "(1) 1/2\n(2) 1/4\n(3) 1/3\n(4) 1\n"
HEAD = "## 確認テスト\n"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (f"{HEAD}問1 {S[9:]}\n\n問1の選択肢\n(1) 0.45\n(2) 0.35\n(3) 0.25\n\n答え：(2)\n", ["wrong"]),
        (f"{S}\n\n0.35\n\n講義の解答：0.25\n", ["undecided", "wrong"]),
        (f"{S}\n\n0.25\n\n動画の解答：同じ\n", ["correct"]),
        (f"{S}\n{FRACTIONS}\n答）(2) 1/4\n", ["correct"]),
        (f"{S}\n{FRACTIONS}\n答）1/4\n", ["correct"]),
        (f"{S}\n(1) 0.45\n(2) 0.25\n(3) 0.35\n\n答）(1)から(2)に変更した\n", ["undecided", "unreadable", "correct"]),
        (f"{S}\n(1) 0.15\n(2) 0.25\n(3) 0.35\n\n答え：1 - シグモイドの二乗ではなく、0.25\n", ["correct"]),
        (f"{BN2}\n1. 中間層の学習が安定化し、学習が速くなる ✅\n2. 過学習を抑えることができる ✅\n", ["correct"]),
        (f"{BN2}\n✅ 中間層の学習が安定化し、学習が速くなる\n✅ 過学習を抑えることができる\n", ["correct"]),
        (f"{BN2}\n学習が安定し速くなる ✅\n過学習を抑えることができる ✅\n", ["correct"]),
        (f"{BN2}：\n\n□1 学習が速くなり安定する\n\n□2 過学習が抑えられる\n", ["correct"]),
        ("- 確認テスト：シグモイド関数の微分の最大値\n- 0.25\n", ["correct"]),
        ("- 確認テスト: 連鎖律 z=t^2, t=x+y の dz/dx\n- 2(x+y)\n", ["correct"]),
        (f"{S}\n(1) 0.15\n(2) 0.25\n\n![](kakunin_test2.png)\n\n答え (2)\n", ["correct"]),
        (f"{S}\n(1) 0.15 (2) 0.25 (3) 0.35\n\n| 1 | 重み |\n|---|---|\n| 2 | tanh |\n\n答え：(2)\n", ["correct"]),
        (f"{S}\n\n答え：0.25\n\n方程式 2x=1 を解いた。\n解：x=0.5\n", ["correct", "undecided"]),
        ("## 連鎖律\n連鎖律の説明。\n\n![](test.png)\n\n学習した結果、うまくいった。\n", []),
        ("お題：手書き数字を分類する\n\nCNN を使った。\n", []),
    ],
)
def test_ordinary_writing_is_taken_for_what_it_is(text: str, verdicts: list[str]) -> None:
    found = [verdict for _, verdict in told(text)]
    assert len(found) == min(len(verdicts), 1), found
    assert set(found) <= set(verdicts)


def test_a_reason_behind_its_own_name_is_the_answer() -> None:
    right = "全ての重みが均一に更新されるため、多数の重みをもつ意味がなくなる。"
    asked = "## 確認テスト\n重みの初期値を 0 にすると、どのような問題が起こるか述べよ。\n\n"
    assert told(f"{asked}答）正しい学習が行えない。\n原因：{right}\n") == [(ZERO, "correct")]


def test_what_is_said_of_a_question_later_is_no_answer() -> None:
    text = (
        "Q1. 連鎖律により z=t^2, t=x+y の dz/dx を求めよ。\nA. 2(x+y)\n\n"
        "Q2. シグモイドの微分の最大値はいくつか。\nA. 0.25\n\n"
        "Q3. 6×6の画像を2×2のフィルタで畳み込む。ストライド1、パディング1。出力サイズは？\nA. 7×7\n\n"
        "## 感想\nQ1は簡単だった。\nQ2は0.5と迷った。\nQ3は6×6と書きそうになった。\n"
    )
    assert told(text) == [(CHAIN, "correct"), (SLOPE, "correct"), (SIZE, "correct")]


def test_steps_below_one_question_do_not_answer_the_others() -> None:
    text = (
        "## 確認テスト\nQ1. 連鎖律により z=t^2, t=x+y の dz/dx を求めよ。\n2(x+y)\n\n"
        "Q2. シグモイドの微分の最大値はいくつか。\n0.25\n\n"
        "Q3. 6×6の画像を2×2のフィルタで畳み込む。ストライド1、パディング1。出力サイズを途中式とともに求めよ。\n答え：\n"
        "1. 6 + 2×1 = 8\n2. 8 - 2 = 6\n3. 6 / 1 + 1 = 7 なので 7×7\n"
    )
    assert told(text) == [(CHAIN, "correct"), (SLOPE, "correct"), (SIZE, "correct")]


@pytest.mark.parametrize("code", ["grad = grad + rate * param", "grad += rate * param * 1.0", "param * rate"])
def test_the_whole_line_of_a_program_is_not_run_as_its_blank(code: str) -> None:
    asked = "確認テスト\n\nL2正則化（罰則 1/2 Σw^2）の (え) `grad += rate * (?)` のコード\n\n"
    assert (L2, "wrong") not in told(f"{asked}答え：{code}\n")


def test_a_half_of_a_pair_is_not_judged() -> None:
    code = "\nbatch_x = data_x[i:i_end]\nbatch_t = data_t[i:i_end]"
    assert told(BLANK.format(code)) == [(BATCH, "undecided")]


@pytest.mark.parametrize("answer", ["図2の方。もう一つの図1はリッジ", "グラフ2（1はL2）", "2 L2は円なので"])
def test_the_number_of_a_figure_is_not_left_out(answer: str) -> None:
    assert (GRAPH, "wrong") not in told(f"確認テスト\n\nL1正則化を表すグラフはどちらか\n\n答え：{answer}\n")


def test_a_table_of_numbers_and_tests_is_read() -> None:
    text = (
        "| No. | 1 | 2 |\n|---|---|---|\n| 1 | 連鎖律 z=t^2,t=x+y の dz/dx | 2(x+y) |\n"
        "| 2 | シグモイドの微分の最大値 | 0.5 |\n"
    )
    assert told(f"## 確認テスト\n\n{text}") == [(CHAIN, "correct"), (SLOPE, "wrong")]


def test_a_remark_on_a_label_is_no_answer(tmp_path: Path) -> None:
    remark = ("markdown", "T1は 0.5 と迷った。")
    assert notebook(tmp_path, [*SERIES[1:3], remark, *SERIES[3:]]) == [
        (SLOPE, "correct"),
        (CHAIN, "correct"),
        (L1, "correct"),
    ]


def test_numbered_steps_are_no_options() -> None:
    steps = "1 微分すると s(1-s)\n2 x=0 で s=0.5\n3 よって 0.25\n"
    assert {verdict for _, verdict in told(f"{S}\n\n{steps}")} <= {"correct", "undecided"}


def test_an_entry_without_a_score_belongs_to_the_answer() -> None:
    assert told(f"{BN2}\n1. 学習が速くなり安定する ✅\n2. 過学習を抑えることができる\n") == [(BN, "correct")]


def test_a_label_given_twice_is_one() -> None:
    (row,) = rows("(a)と(a)")
    assert labels_given(row, 4) == frozenset()


def test_a_label_is_no_code() -> None:
    asked = "確認テスト\n\nL1正則化（罰則 Σ|w|）の (お) `grad += rate * (?)` のコード\n\n"
    assert (L1, "wrong") not in told(f"{asked}答え：(4)\n")


def test_what_an_answer_tells_of_is_not_what_was_asked() -> None:
    text = "## 確認テスト\n\nQ. 難しかった問題は？\nA. シグモイドの微分の最大値はいくつかという問題。0.5 と迷った。\n"
    assert "wrong" not in [verdict for _, verdict in told(text)]


def test_a_sentence_before_a_picture_is_no_title() -> None:
    text = "シグモイドの微分の最大値を学んだ。\n\n![](day2_test2.png)\n\n0.5 秒で次に進む。\n"
    assert "wrong" not in [verdict for _, verdict in told(text)]


def test_behind_a_list_with_a_test_stands_no_test() -> None:
    listed = "- 確認テスト: シグモイドの微分の最大値 → 0.25\n- 窓を動かす。\n"
    assert told(f"{listed}\nシグモイドの微分の最大値を 0.3 という人もいる。\n") == [(SLOPE, "correct")]


def test_a_deeper_entry_belongs_to_the_one_above() -> None:
    (first, level), (_, deeper) = rows("- a", "- b"), rows("- a", "  - b")
    assert goes_on_listing(first, [level])
    assert not goes_on_listing(first, [deeper])
    assert not goes_on_listing(first, [])


def test_a_label_with_the_text_of_another_option_is_contradictory() -> None:
    text = f"{S}\n(1) 0.15\n(2) 0.25\n(3) 0.35\n\n答え：(1) 0.25 になるから\n"
    assert {verdict for _, verdict in told(text)} <= {"undecided", "unreadable"}


def test_each_line_of_a_cell_is_a_sentence() -> None:
    answer = (
        "**モメンタム**：前回の更新量を引きつぐ慣性で、谷底まで速く進む<br>"
        "**AdaGrad**：勾配の 2 乗の累積で割るので学習率がだんだん小さくなる<br>"
        "**RMSProp**：昔の勾配を忘れる移動平均なので、AdaGrad の停滞が起きにくい"
    )
    text = f"| 確認テスト | 私の答え |\n|:--|:--|\n| モメンタム、AdaGrad、RMSProp の特徴 | {answer} |\n"
    assert told(text) == [("optimizer-traits", "correct")]


def test_a_part_of_a_report_is_not_called_incomplete() -> None:
    text = "## 確認テストつきのまとめ\n\n### バッチ正規化\n\n学習が速く安定する。\n"
    assert {verdict for _, verdict in told(text)} <= {"correct"}


def test_a_plain_line_keeps_the_level_of_the_heading_above_it() -> None:
    asked = "## 確認テスト\n\n確認テスト\n\nシグモイドの微分の最大値\n\n答え：0.25\n\n"
    assert told(f"{asked}### リッジ回帰\n\n(a) λを大きくすると、すべての重みが限りなく0に近づく\n") == [
        (SLOPE, "correct"),
        (RIDGE, "correct"),
    ]
