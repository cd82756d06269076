"""Tests that only a title, a picture's words or a number tell of, each with its answer below or beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report, read_report
from quiz.report.finding import Finding

CHECKER = course_checker()
CHAIN, SLOPE, ZERO, BN = "chain-rule-power-linear", "sigmoid-derivative-max", "zero-init-consequence", "bn-effects"
RIDGE, GRAPH, SIZE = "ridge-trait-choice", "lasso-graph-choice", "conv-output-size"


def answers(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [finding for finding in CHECKER.check(report) if finding.kind == "answer"]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(finding.item.id if finding.item is not None else None, finding.verdict) for finding in answers(text)]


# -- headings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "answer", "item", "verdict"),
    [
        ("### 確認テスト 2 連鎖律", "2(x+y)", CHAIN, "correct"),
        ("### ✅確認テスト（シグモイドの微分）", "4分の1、つまり0.25", SLOPE, "correct"),
        ("## 初期値0の確認テスト", "どの重みも同じように更新され、対称性が崩れない。", ZERO, "partial"),
        ("### 確認テスト 7 リッジ回帰", "I choose (a).", RIDGE, "correct"),
        ("### 確認テスト7：リッジ", "(c) バイアス項も正則化される", RIDGE, "wrong"),
        ("#### Check test 4: L1 graph", "the left one", GRAPH, "wrong"),
        ("### 例題チャレンジ（お）", "np.sign(param)", "l1-gradient-code", "correct"),
        ("### 例題チャレンジ え", "param**2", "l2-gradient-code", "wrong"),
        ("## 確認テスト（シグモイド）の回答", "0.25", SLOPE, "correct"),
        ("### 確認テスト5 シグモイドの微分", "答え：0.25", SLOPE, "correct"),
        ("確認テスト（P58）\nL1正則化を表しているグラフはどちらか", "答え：右", GRAPH, "correct"),
    ],
)
def test_a_title_and_nothing_but_an_answer_below(title: str, answer: str, item: str, verdict: str) -> None:
    found = told(f"{title}\n\n{answer}\n")
    if verdict == "wrong":  # what the title leaves open may make a wrong answer undecided, never right
        assert found in ([(item, "wrong")], [(item, "undecided")])
    else:
        assert found == [(item, verdict)]


@pytest.mark.parametrize("apart", ["\n\n", "\n\n\n\n\n"])
def test_a_title_above_the_question_itself_is_no_second_question(apart: str) -> None:
    text = f"### 確認テスト（連鎖律）{apart}次の dz/dx を求めよ。\n\nz = t^3, t = x + y\n\n答え：3(x+y)^2\n"
    assert told(text) == [(CHAIN, "correct")]


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("出力サイズ", "3×3"),  # the same test is set with other numbers
        ("出力サイズ", "答え：3×3"),
        ("シグモイドの微分（x=1）", "0.1966"),
        ("リッジ回帰の損失関数", "誤差に重みの二乗和を足したもの"),
        ("バッチ正規化の数式", "(x - μ)/σ"),
    ],
)
def test_a_title_of_something_else_makes_nothing_wrong(title: str, answer: str) -> None:
    assert {verdict for _, verdict in told(f"## 確認テスト\n\n### {title}\n\n{answer}\n")} <= {
        "undecided",
        "unreadable",
    }


def test_a_derivation_in_a_list_answers_the_title_above_it() -> None:
    text = (
        "## 確認テスト1（連鎖律）\n\n$z = t^2$、$t = x + y$ のとき $\\frac{dz}{dx}$ を求める。\n\n"
        "- $\\frac{dz}{dx} = \\frac{dz}{dt}\\frac{dt}{dx}$\n- $\\frac{dz}{dt} = 2t$\n- $\\frac{dt}{dx} = 1$\n"
        "- よって $\\frac{dz}{dx} = {}$\n"
    )
    assert told(text.replace("{}", "2(x+y)")) == [(CHAIN, "correct")]
    assert told(text.replace("{}", "2t + 1")) == [(CHAIN, "wrong")]


@pytest.mark.parametrize("title", ["## 確認テスト2（シグモイドの微分）", "## 確認テスト\n\n### シグモイドの微分"])
def test_a_part_with_the_name_of_a_test_is_read_as_what_it_is(title: str) -> None:
    derivation = "$f(x) = \\frac{1}{1+e^{-x}}$\n\n商の微分から\n\n$f'(x) = {}$\n\n"
    text = f"{title}\n\n{derivation}" + "".join(f"{line} 行目の説明を書く。\n\n" for line in range(3, 12))
    for slope, verdict in (("f(x)(1-f(x))", "correct"), ("f(x)(1+f(x))", "wrong")):
        found = CHECKER.check(
            Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.replace("{}", slope).splitlines(), 1)))
        )
        assert [finding for finding in found if finding.kind == "answer"] == []
        assert verdict in {finding.verdict for finding in found if finding.kind in ("formula", "chain")}


def test_a_title_asks_nothing_without_a_test() -> None:
    assert told("## 過学習\n\n### リッジ回帰\n\n(a)\n\n### 連鎖律\n\n2t\n") == []


def test_an_own_answer_makes_a_test_of_the_heading_above() -> None:
    text = "## リッジ回帰\n\n大きな λ で何が起こるかを選ぶ問題。\n\n{}(a)\n"
    assert told(text.format("私の答え：")) == [(RIDGE, "correct")]
    assert told(text.format("")) == []
    english = "### Test: L1 graph\n\nLeft or right?\n\nMy answer: {}\n\n## Test accuracy of L1\n\nThe left curve.\n"
    assert told(english.format("left")) == [(GRAPH, "wrong")]
    assert told(english.format("right")) == [(GRAPH, "correct")]


# -- pictures ------------------------------------------------------------------------------------------------------

NOTE = "問題はスライドのスクリーンショットです（確認テストの分だけ）。\n\n"


@pytest.mark.parametrize(
    ("words", "answer", "item", "verdict"),
    [
        ("連鎖律", "dz/dx = 2t = 2(x+y)", CHAIN, "correct"),
        ("シグモイド微分", "0.25", SLOPE, "correct"),
        ("重みの初期値0", "全部の重みが同じ更新を受け、いくつあっても同じになる。", ZERO, "partial"),
        ("リッジ回帰の特徴", "(a)", RIDGE, "correct"),
        ("L1どっち", "左の図", GRAPH, "wrong"),
        ("出力画像のサイズ", "7×7", SIZE, "correct"),
    ],
)
@pytest.mark.parametrize("picture", ["![{}](img/p.png)", '<img src="p.png" alt="{}">'])
def test_the_words_of_a_picture_are_the_question(
    picture: str, words: str, answer: str, item: str, verdict: str
) -> None:
    below = f"## 復習\n\n{picture.format(words)}\n\n{answer}\n"
    (found,) = told(NOTE + below)
    assert found[0] == item
    assert found[1] == verdict or (verdict == "partial" and found[1] == "correct")
    assert told(below) == []  # nothing says that it is a test


def test_a_picture_of_a_page_keeps_its_words(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><h2>確認テスト</h2><p><img src='a.png' alt='L1正則化のグラフはどちらか'></p>"
        "<p>右側</p></body></html>",
        encoding="utf-8",
    )
    findings = [finding for finding in CHECKER.check(read_report(page)) if finding.kind == "answer"]
    assert [(finding.item and finding.item.id, finding.verdict) for finding in findings] == [(GRAPH, "correct")]


def test_a_picture_that_calls_itself_a_test_needs_no_note() -> None:
    assert told("## 勾配消失\n\n![確認テスト 連鎖律](q.png)\n\n2(x+y)\n") == [(CHAIN, "correct")]


def test_the_number_of_a_test_is_none_of_its_values() -> None:
    assert told("### 確認テスト5 シグモイドの微分\n\n答え：0.5\n") == [(SLOPE, "wrong")]


@pytest.mark.parametrize("words", ["バッチ正規化の結果", "学習率最適化の精度の推移", "リッジ回帰の loss curve"])
def test_a_picture_of_results_asks_nothing(words: str) -> None:
    assert told(f"{NOTE}## 実装\n\n![{words}](a.png)\n\n精度は 0.95 になった。\n") == []


def test_pictures_within_a_question_belong_to_it() -> None:
    text = "## 確認テスト\n\n### 連鎖律\n\n![計算グラフ](g.png)\n\n![シグモイドの微分](s.png)\n\n答え：2(x+y)\n"
    assert told(text) == [(CHAIN, "correct")]


# -- numbers and marks ---------------------------------------------------------------------------------------------


def test_numbered_lines_go_on_under_other_headings() -> None:
    text = (
        "## Confirmation tests\n\n(1) Chain rule: dz/dx for z = t^2, t = x + y\n\n答え\n"
        "まず 2t、t を戻して\n2(x + y)\n\n# Regularization\n\n(2) Ridge, statements (a)-(d)\n\n答え\n(a)\n\n"
        "(3) L1: which graph?\n\n答え\nthe left one\n\n"
        "(4) 例題 (か): crop\n\n答え\n\n# CNN\n\n(5) (extra) 9×9 input, 3×3 filter, stride 2, no padding\n\n答え\n4×4\n"
    )
    assert told(text) == [
        (CHAIN, "correct"),
        (RIDGE, "correct"),
        (GRAPH, "wrong"),
        ("augmentation-crop-code", "unanswered"),
        (SIZE, "correct"),
    ]


def test_a_number_in_bold_begins_a_question_of_its_own() -> None:
    text = (
        "## CNN\n\n**Q1** サイズ6×6の入力画像を、サイズ2×2のフィルタで畳み込んだ時の出力画像のサイズを答えよ。"
        "ストライドとパディングは1とする。\n\n8×8\n\n"
        "**Q2** （自作）32×32 の入力、3×3 のフィルタ、ストライド1、パディング0\n\n30×30\n"
    )
    assert told(text) == [(SIZE, "wrong"), (SIZE, "correct")]


@pytest.mark.parametrize("mark", ["自分の答え→", "私の解答：", "My choice:", "解答欄：", "答え＝", "My answer is"])
def test_marks_of_an_own_answer(mark: str) -> None:
    text = "## 確認テスト\n\nL1正則化を表しているグラフはどちらか。\n\n"
    assert told(f"{text}{mark} 右\n") == [(GRAPH, "correct")]
    assert told(f"{text}{mark} 左\n") == [(GRAPH, "wrong")]


@pytest.mark.parametrize(
    "answer",
    [
        "後でやる！",
        "（あとで書きます）",
        "パス",
        "TODO",
        "図がまだないので、後日追記します",
        "未回答",
        "I'll add it later.",
    ],
)
def test_an_answer_that_is_put_off_is_none(answer: str) -> None:
    assert told(f"## 確認テスト\n\nL1正則化を表しているグラフはどちらか。\n\n答え：{answer}\n") == [
        (GRAPH, "unanswered")
    ]


@pytest.mark.parametrize(
    ("own", "verdict"), [("0.35", "wrong"), ("0.25", "correct"), ("(1)", "wrong"), ("2番の0.25", "correct")]
)
@pytest.mark.parametrize("order", ["{own}{right}", "{right}{own}"])
def test_the_right_answer_beside_it_is_not_the_learners(own: str, verdict: str, order: str) -> None:
    question = "## 確認テスト\n\nシグモイド関数を微分した時の最大値はどれか。0.15 / 0.25 / 0.35 / 0.45\n\n"
    text = question + order.format(own=f"自分の答え：{own}\n", right="正解：0.25\n")
    assert told(text) == [(SLOPE, verdict)]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("c（不正解。正解は a）", "wrong"),
        ("(d) × 正しくは (a)", "wrong"),
        ("(a) ○", "correct"),
        ("(b) ✕", "wrong"),
        ("(c) は誤りで、正しいのは (a)", "correct"),
    ],
)
def test_a_correction_behind_an_answer_is_not_graded(answer: str, verdict: str) -> None:
    options = "(a) λを大きくすると重みが限りなく0に近づく\n(b) λを0にすると非線形回帰\n"
    options += "(c) バイアス項も正則化\n(d) 隠れ層に正則化項\n"
    text = f"## 確認テスト\n\nリッジ回帰の特徴として正しいものはどれか。\n\n{options}\n私の答え → {answer}\n"
    assert told(text) == [(RIDGE, verdict)]


def test_what_was_read_afterwards_is_not_the_answer() -> None:
    text = (
        "## 確認テスト\n\n6×6の画像を2×2のフィルタで畳み込む。ストライド1、パディング1。出力は？\n\n答え→ 6×6\n\n"
        "解説を見たら、両側に足すので 7×7 だった。\n"
    )
    assert told(text) == [(SIZE, "wrong")]
