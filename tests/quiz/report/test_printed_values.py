"""The values and options of a question as learners print them: in brackets, joined by and, with strokes or boxes."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report

CHECKER = course_checker()
CHAIN, SLOPE, RIDGE, SIZE = (
    "chain-rule-power-linear", "sigmoid-derivative-max", "ridge-trait-choice", "conv-output-size"
)  # fmt: skip


def told(text: str) -> list[tuple[str | None, str]]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return [
        (finding.item.id if finding.item is not None else None, finding.verdict)
        for finding in CHECKER.check(report)
        if finding.kind == "answer"
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "連鎖律を使い、dz/dx を求めよ（z=t³, t=x+y）",
        "Chain rule: find dz/dx with z = t^3 and t = x + y",
        "連鎖律で dz/dx を求めよ。z = t³、t = x + y",
        "Use the chain rule (z = t^3; t = x+y) to find dz/dx",
        "dz/dx を連鎖律で求めよ　z = t^3 where t = x + y",
        "連鎖律で dz/dx を求めよ。*z = t³、t = x + y*",
    ],
)
def test_equations_of_a_question(asked: str) -> None:
    for answer, verdict in (("3(x+y)^2", "correct"), ("2(x+y)", "wrong"), ("3t^2", "incomplete")):
        assert told(f"## 確認テスト\n\nQ. {asked}\n\nA. {answer}\n") == [(CHAIN, verdict)]
        assert told(f"## 確認テスト\n\n| 問題 | 解答 |\n|---|---|\n| {asked} | {answer} |\n") == [(CHAIN, verdict)]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("2t + 1\ndz/dt が 2t、dt/dx が 1 なので足した。", "wrong"),
        ("まず dz/dt = 2t、dt/dx = 1。\n掛けて dz/dx = 2t、最後に t を戻して\n2(x + y)", "correct"),
        ("2t\nt を戻すと 2(x+y) になる。", "correct"),
        ("2t\nこれ以上は計算しない。", "incomplete"),
        ("2(x+y)\nよって 2x", "undecided"),
        ("3t\n正しくは 2(x+y) かもしれない。", "undecided"),
    ],
)
def test_which_formula_of_an_answer_counts(answer: str, verdict: str) -> None:
    assert told(f"## 確認テスト\n\nQ. 連鎖律で dz/dx を求めよ。z = t^2, t = x + y\n\n答え：{answer}\n") == [
        (CHAIN, verdict)
    ]


OFFERED = [
    "0.15 / 0.25 / 0.35 / 0.45",
    "0.15、0.25、0.35、0.45",
    "(0.15, 0.25, 0.35, 0.45)",
    "(1) 0.15 (2) 0.25 (3) 0.35 (4) 0.45",
]


@pytest.mark.parametrize("offered", OFFERED)
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("0.25", "correct"),
        ("2番の0.25", "correct"),
        ("(2)", "correct"),
        ("0.35", "wrong"),
        ("3番", "wrong"),
        ("0.5", "wrong"),
    ],
)
def test_options_with_strokes_and_commas(offered: str, answer: str, verdict: str) -> None:
    text = f"## 確認テスト\n\nQ. シグモイド関数を微分した時の最大値を選べ。{offered}\n\n答え：{answer}\n"
    assert told(text) == [(SLOPE, verdict)]


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("Max of the sigmoid's derivative (input 0)", SLOPE),
        ("What is the max slope of the sigmoid?", SLOPE),
    ],
)
def test_max_is_a_word_for_the_maximum(question: str, item: str) -> None:
    assert told(f"## Quiz\n\nQ. {question}\n\nA. sigmoid(0) = 0.5, so the maximum is 0.5\n") == [(item, "wrong")]
    assert told(f"## Quiz\n\nQ. {question}\n\nA. The maximum is 0.25 at x=0\n") == [(item, "correct")]


@pytest.mark.parametrize(("empty", "full"), [("- [ ] ", "- [x] "), ("□ ", "☑ "), ("○ ", "● ")])
@pytest.mark.parametrize(("ticked", "verdict"), [(1, "correct"), (2, "wrong"), (None, "unanswered")])
def test_a_ticked_box_is_the_answer(empty: str, full: str, ticked: int | None, verdict: str) -> None:
    rows = [(full if at == ticked else empty) + value for at, value in enumerate(("0.15", "0.25", "0.35", "0.45"))]
    text = (
        "## 確認テスト\n\nQ. シグモイド関数を微分した時の最大値を選べ。\n\n"
        + "\n".join(rows)
        + "\n\n計算でも確かめた。\n"
    )
    found = told(text)
    if ticked is None:
        assert found[0][1] not in ("correct", "wrong")
    else:
        assert found == [(SLOPE, verdict)]


@pytest.mark.parametrize(
    "options",
    [
        "(a)重みが限りなく0に (b)0にすると非線形回帰 (c)バイアス項も正則化 (d)隠れ層に正則化項",
        "(a) Large values drive all weights to 0\n(b) With 0 it is non-linear regression\n"
        "(c) The bias is regularized too\n(d) A regularization term is added to the hidden layer",
    ],
)
def test_options_in_a_learners_own_words(options: str) -> None:
    for answer, verdict in (("a", "correct"), ("(b)", "wrong"), ("c", "wrong"), ("d", "wrong")):
        text = f"### 確認テスト（リッジ回帰の特徴）\n\n{options}\n\n自分の答え→ {answer}\n"
        assert told(text) == [(RIDGE, verdict)]


def test_a_size_that_the_question_gives_is_no_rival() -> None:
    given = "サイズ5×5の入力画像、サイズ3×3のフィルタ、ストライド2、パディング1"
    text = f"### 確認テスト\n\n{given}\n\n(5+1-3)/2+1 = 2.5 → 切り捨てて 2×2\n"
    assert told(text) == [(SIZE, "wrong")]


def test_one_right_line_doesnt_make_up_for_a_false_effect() -> None:
    text = "### 確認テスト\n\nバッチ正規化の効果を2点挙げよ。\n\n1. 学習が早く収束する\n2. 活性化関数が不要になる\n"
    assert ("bn-effects", "undecided") in told(text)
    assert "correct" not in {verdict for item, verdict in told(text) if item == "bn-effects"}
