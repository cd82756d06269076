"""Questions in one place and their answers in another; answers in the very line of their question; tables of tests."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report

CHECKER = course_checker()
CHAIN, SLOPE, ZERO, BN = "chain-rule-power-linear", "sigmoid-derivative-max", "zero-init-consequence", "bn-effects"
RIDGE, GRAPH, SIZE = "ridge-trait-choice", "lasso-graph-choice", "conv-output-size"


def told(text: str) -> list[tuple[int, str | None, str]]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [
        (finding.row.line.number, finding.item.id if finding.item is not None else None, finding.verdict)
        for finding in CHECKER.check(report)
        if finding.kind == "answer"
    ]


ANSWERS = "1. 2(x+y)\n2. 0.35\n3. 同じ値で更新され続けるので、ユニットを増やす意味がなくなる。\n4. 右\n"
KEY = "番号はスライドの順（1 連鎖律、2 シグモイドの微分の最大値、3 重みの初期値0、4 L1正則化のグラフ）。\n"
CIRCLED = "問題：①連鎖律 ②シグモイド微分の最大値 ③初期値ゼロ ④L1のグラフ\n"
NAMES = "1. 連鎖律\n2. シグモイドの微分の最大値\n3. 重みの初期値0\n4. L1のグラフはどちら\n"
EFFECTS = "1. 学習が速くなる\n2. 過学習が抑えられる\n3. 初期値に左右されにくい\n"
ASKED = (
    "1. 連鎖律を使って dz/dx を求めよ。z = t^2, t = x + y\n"
    "2. シグモイド関数を微分した時の最大値を選べ。(1) 0.15 (2) 0.25 (3) 0.35\n"
    "3. 重みの初期値に0を設定するとどのような問題が発生するか。\n4. L1正則化を表しているグラフはどちらか。\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"## 確認テスト解答\n\n{ANSWERS}\n{KEY}",
        f"## 確認テスト\n\n{KEY}\n{ANSWERS}",
        f"## 確認テスト\n\n{CIRCLED}\n解答：\n{ANSWERS}",
        f"## 確認テスト\n\n{NAMES}\n### 解答\n\n{ANSWERS}",
        f"## 確認テスト\n\n### 問題\n\n{ASKED}\n### 自分の解答\n\n{ANSWERS}",
        f"## 確認テスト\n\n### 問題\n\n{ASKED}\n## 解答\n\n{ANSWERS}",
        f"## 確認テスト\n\n{ASKED}\n解答：\n{ANSWERS}",
    ],
)
def test_two_lists_are_paired_by_their_numbers(text: str) -> None:
    found = [(item, verdict) for _, item, verdict in told(text)]
    assert [item for item, _ in found] == [CHAIN, SLOPE, ZERO, GRAPH]
    assert dict(found)[CHAIN] == "correct"
    assert dict(found)[SLOPE] == "wrong"
    assert dict(found)[GRAPH] == "correct"
    lines = text.splitlines()
    assert [lines[line - 1].partition(". ")[2] for line, _, _ in told(text)] == [
        line.partition(". ")[2] for line in ANSWERS.splitlines()
    ]


def test_marks_with_numbers_are_paired_too() -> None:
    text = (
        "# 確認テスト\n\nQ1. 連鎖律で dz/dx を求めよ。z = t^2, t = x + y\n\nQ2. L1正則化を表すグラフはどちらか。\n\n"
        "Q3. 重みの初期値に0を設定するとどんな問題が起きるか。\n\nA1. 2t\n\nA2. 左\n\nA3. わからない\n"
    )
    assert [entry[1:] for entry in told(text)] == [(CHAIN, "incomplete"), (GRAPH, "wrong"), (ZERO, "unanswered")]


@pytest.mark.parametrize(
    "text",
    [
        # the list below answers the question above it
        f"## 確認テスト\n\n{NAMES}\n### 4番\n\nバッチ正規化の効果を挙げよ。\n\n{EFFECTS}",
        # and here the fourth one
        "## 確認テスト\n\nQ1. 連鎖律で dz/dx を求めよ。\n\nQ2. L1正則化を表すグラフはどちらか。\n\n"
        f"Q3. 重みの初期値に0を設定すると？\n\nQ4. バッチ正規化の効果を挙げよ。\n\n解答：\n{EFFECTS}",
        f"## 確認テスト\n\n{NAMES}\nバッチ正規化の効果を挙げよ。\n\n{EFFECTS}",
    ],
)
def test_a_list_that_answers_one_question_is_not_torn_apart(text: str) -> None:
    assert (BN, "correct") in [entry[1:] for entry in told(text)]


def test_the_names_of_one_line_are_told_apart_by_their_answers() -> None:
    text = f"## 確認テスト解答\n\n{ANSWERS}\n{KEY}"
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    found = [finding for finding in CHECKER.check(report) if finding.kind == "answer"]
    assert [finding.asked.line.number for finding in found] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    "text",
    [
        f"## 確認テスト\n\n1. 連鎖律\n2. 今日の天気\n3. 昼の献立\n4. 夜の予定\n\n### 解答\n\n{ANSWERS}",
        f"## 確認テスト\n\n{NAMES}\n## 考察\n\n難しかった。\n\n## 確認テスト 2\n\n{ANSWERS}",
        f"## 確認テスト\n\n{NAMES}\n### 解答\n\n1. 連鎖律\n2. 0.35\n3. 重みの初期値0\n4. 右\n",
    ],
)
def test_other_lists_are_not_paired(text: str) -> None:
    assert (SLOPE, "wrong") not in [entry[1:] for entry in told(text)]


def test_a_list_in_another_part_answers_nothing() -> None:
    text = f"## 確認テスト\n\n{NAMES}\n## まとめ\n\n1. 勾配が消える\n2. 傾きが小さい\n3. 乱数を使う\n4. 疎になる\n"
    assert "wrong" not in {verdict for _, _, verdict in told(text)}
    assert all(line < 9 for line, _, _ in told(text))


# -- in the line of the question -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "item", "verdict"),
    [
        ("Q1. シグモイドの微分の最大値は？ (1)0.15 (2)0.25 (3)0.35 (4)0.45 → (2)", SLOPE, "correct"),
        ("Q1. シグモイドの微分の最大値は？ (1)0.15 (2)0.25 (3)0.35 (4)0.45 → (3)", SLOPE, "wrong"),
        ("Q1. シグモイドの微分の最大値は？ (1)0.15 (2)0.25 (3)0.35 答え：(2)", SLOPE, "correct"),
        ("Q2. L1正則化を表すグラフはどちら？ 左", GRAPH, "wrong"),
        ("Q3 連鎖律 … 2(x+y)", CHAIN, "correct"),
        ("Q3 連鎖律 … 2(x+y) ○", CHAIN, "correct"),
        ("Q4 L1のグラフ … 左（×）", GRAPH, "wrong"),
        ("Q4 リッジ回帰 … (a)", RIDGE, "correct"),
        ("Q5. 6×6の画像を2×2のフィルタ（ストライド1、パディング1）で畳み込んだ出力サイズは？ 5×5", SIZE, "wrong"),
        ("Q6. シグモイドの微分の最大値は？ (1)0.15 (2)0.25 (3)0.35 (4)0.45", SLOPE, "unanswered"),
        ("Q7. 連鎖律で dz/dx を求めよ。z = t^2, t = x + y", CHAIN, "unanswered"),
        ("Q8. バッチ正規化：効果 2 点", BN, "unanswered"),
    ],
)
def test_an_answer_in_the_line_of_its_question(line: str, item: str, verdict: str) -> None:
    assert told(f"## 確認テスト\n\n{line}\n") == [(3, item, verdict)]


def test_an_empty_answer_is_not_filled_from_the_line_above() -> None:
    assert told("## 確認テスト\n\nQ1. 連鎖律 … 中間変数\n\n答え：\n\n# 次\n")[0][1:] == (CHAIN, "unanswered")


@pytest.mark.parametrize("sign", ["：{}", " → {}", " … {}", "】{}"])
def test_tests_by_name_with_their_answers(sign: str) -> None:
    names = {"連鎖律": "2(x+y)", "シグモイドの微分の最大値": "0.25", "リッジ回帰": "(a)", "L1のグラフ": "左"}
    lead = "【" if sign.startswith("】") else "- "
    rows = "\n".join(lead + name + sign.format(answer) for name, answer in names.items())
    assert [entry[1:] for entry in told(f"■確認テストの答え\n\n{rows}\n")] == [
        (CHAIN, "correct"), (SLOPE, "correct"), (RIDGE, "correct"), (GRAPH, "wrong")
    ]  # fmt: skip


def test_names_in_bold_end_with_a_dot() -> None:
    text = (
        "## Check tests\n\n- **Chain rule.** dz/dx = 2t · 1 = 2(x + y)\n- **Ridge.** (a)\n- **L1 figure.** Left.\n"
        "- **8x8 image, 3x3 filter, stride 1, padding 0.** 6x6\n"
    )
    assert [entry[1:] for entry in told(text)] == [
        (CHAIN, "correct"), (RIDGE, "correct"), (GRAPH, "wrong"), (SIZE, "correct")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "### 例題チャレンジ\n\n- き：1\n- え：4\n- （お）L1 … (3)\n- か：4\n",
        "## 例題チャレンジの回答\n\n（き）data_x[i:i_end], data_t[i:i_end]\n（え）param\n（お）np.sign(param)\n"
        "（か）image[top:bottom, left:right, :]\n",
        "### 例題チャレンジ\n\n（き）(1)\nL2パラメータ正則化 (4) param\nL1パラメータ正則化 (3) np.sign(param)\n"
        "データ拡張 (4)\n",
    ],
)
def test_blanks_by_their_letters(text: str) -> None:
    assert [entry[1:] for entry in told(text)] == [
        ("minibatch-slice-choice", "correct"), ("l2-gradient-code", "correct"),
        ("l1-gradient-code", "correct"), ("augmentation-crop-code", "correct"),
    ]  # fmt: skip


def test_entries_with_a_title_among_others_are_none() -> None:
    text = "## 確認テスト\n\nL1正則化を表しているグラフはどちらか。\n\n- リッジ：円\n- ラッソ：ひし形\n"
    assert [item for _, item, _ in told(text)] == [GRAPH]


def test_a_table_of_short_names() -> None:
    text = (
        "# Check tests\n\n| # | Question | My answer | OK? |\n|---|---|---|---|\n"
        "| 1 | chain rule, z = t^2, t = x + y | 2t + 1 | no |\n"
        "| 2 | weights = 0 at the start | all units are copies | yes |\n"
        "| 3 | ridge | a | yes |\n| 4 | L1 graph | right | yes |\n| 5 | sum of the above | 3 of 4 | |\n"
    )
    found = dict(entry[1:] for entry in told(text))
    assert (found[CHAIN], found[RIDGE], found[GRAPH]) == ("wrong", "correct", "correct")
    assert ZERO in found


def test_a_table_tells_by_its_header_that_it_is_one_of_tests() -> None:
    rows = "| シグモイドの微分の最大値 | 0.35 | 0.25 | × |\n| L1のグラフ | 右 | 右 | ○ |\n"
    rows += "| 連鎖律 | 2(x+y) | 2(x+y) | ○ |\n"
    head = "| 確認テスト | 自分の解答 | 正解 | 判定 |\n|---|---|---|---|\n"
    assert [entry[1:] for entry in told(f"## 結果\n\n{head}{rows}")] == [
        (SLOPE, "wrong"), (GRAPH, "correct"), (CHAIN, "correct")
    ]  # fmt: skip
    assert told(f"## 結果\n\n{head.replace('確認テスト', '項目')}{rows}") == []
