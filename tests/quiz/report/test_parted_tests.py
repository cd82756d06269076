"""Tests whose question, options and answer stand apart: below pictures, in timed notes, under labels, in tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report, read_report
from quiz.report.finding import Finding

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


@pytest.mark.parametrize("file", ["img/test_accuracy.png", "test_loss.png", "latest.png", "sigmoid.png", "contest.jpg"])
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
