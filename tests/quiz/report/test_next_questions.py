"""Where an answer ends and the next question begins; programs with a blank; values of questions of one's own."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report

CHECKER = course_checker()
CHAIN, SLOPE, ZERO, BN = "chain-rule-power-linear", "sigmoid-derivative-max", "zero-init-consequence", "bn-effects"
BATCH, L1, L2 = "minibatch-slice-choice", "l1-gradient-code", "l2-gradient-code"
PROGRAM = "```python\nfor i in range(0, N, size):\n    end = i + size\n    batch_x, batch_t = (き)\n```\n"


def told(text: str) -> list[tuple[str | None, str]]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    found = [finding for finding in CHECKER.check(report) if finding.kind == "answer"]
    return [(finding.item.id if finding.item is not None else None, finding.verdict) for finding in found]


def test_what_stands_before_the_next_mark_asks_for_its_answer() -> None:
    first = "## 確認テスト\n\nシグモイド関数の微分の最大値を選べ。\n\n(1) 0.15 (2) 0.25 (3) 0.35\n\n**解答**：(2)\n\n"
    assert told(f"{first}**tanh'(0.3) も求めた。値は？（小数第3位）**\n\n**解答**：0.915\n")[0] == (SLOPE, "correct")
    assert told(f"{first}**L1正則化の勾配のコード `x = (お)`**\n\n**解答**：`param`\n") == [
        (SLOPE, "correct"),
        (L1, "wrong"),
    ]
    # what is no question stays with the answer above it
    assert told(f"{first}教科書の図も見た。\n\nここまでで満足した。\n") == [(SLOPE, "correct")]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("`data_x[i:i_end], data_t[i:i_end]`", "correct"), ("`data_x[i_end:i], data_t[i_end:i]`", "wrong")],
)
def test_a_program_with_a_blank_is_a_test(answer: str, verdict: str) -> None:
    assert told(f"## バッチ正規化\n\n### 例題チャレンジ\n\n{PROGRAM}\n解答：{answer}\n") == [(BATCH, verdict)]


def test_a_section_s_heading_names_no_test_behind_the_one_that_was_asked() -> None:
    asked = "**Q. バッチ正規化の効果を2点挙げよ。**\n\nA. 学習が速く進む。過学習が抑えられる。\n\n"
    test = f"**例題チャレンジ　(き)に入るコード**\n\n{PROGRAM}\nA. `data_x[i:i_end], data_t[i:i_end]`\n"
    assert told(f"## バッチ正規化\n\n{asked}{test}") == [(BN, "correct"), (BATCH, "correct")]


def test_nothing_but_the_answer_stands_right_behind_its_mark() -> None:
    lines = "dz/dx = dz/dt · dt/dx\n\ndz/dt = 2t, dt/dx = 1\n\nTherefore **dz/dx = 2(x + y)**\n"
    question = "### Check test: chain rule\n\n> Using the chain rule, find dz/dx, where z = t², t = x + y.\n\n"
    assert told(f"{question}**Answer:**\n\n{lines}") == [(CHAIN, "correct")]


@pytest.mark.parametrize(
    "question",
    [
        r"問：連鎖律の原理を使い、dz/dxを求めよ。 \( z = t^2 \), \( t = x + y \)",
        "Q1. z = t^2 and t = x + y. Use the chain rule to find dz/dx.",
    ],
)
def test_the_formulas_of_a_question_end_where_they_end(question: str) -> None:
    assert told(f"# Test\n\n{question}\n\nA. 2t = 2x + y\n") == [(CHAIN, "wrong")]
    assert told(f"# Test\n\n{question}\n\nA. 2t = 2x + 2y\n") == [(CHAIN, "correct")]


def test_what_stands_apart_behind_a_right_text_is_no_part_of_it() -> None:
    asked = "## 確認テスト\n\n問：バッチ正規化の効果を2点挙げよ。\n\n答：学習が速くなる。過学習が起きにくくなる。\n"
    assert told(f"{asked}\n正規化すると、計算量も減る。\n") == [(BN, "correct")]
    assert told(f"{asked}\nただし、実際には過学習は増える。\n") != [(BN, "correct")]
    assert told(f"{asked}\nこれらは間違い。\n") != [(BN, "correct")]
    assert told(f"{asked}正規化すると、ばらつきがなくなる。\n") == [(BN, "undecided")]


@pytest.mark.parametrize(
    "nothing",
    ["あとで計算する", "まだ書けないので後日追記します。（TODO）", "(not done yet)", "still have to work this out."],
)
def test_what_is_put_off_is_unanswered(nothing: str) -> None:
    question = "## 確認テスト\n\n問：重みの初期値に0を設定すると、どのような問題が発生するか。\n\n答："
    assert told(f"{question}{nothing}\n") == [(ZERO, "unanswered")]


@pytest.mark.parametrize(
    ("question", "answer", "finding"),
    [
        ("前の層のノード数が200のとき、Heの初期値の標準偏差は？", "√(2/200) = 0.1", ("he-std", "correct")),
        ("前の層のノード数が400のとき、Xavierの初期値の標準偏差は？", "1/400 = 0.0025", ("xavier-std", "wrong")),
        ("前の層のノード数が28×28=784のとき、Heの初期値の標準偏差は？", "0.0505", ("he-std", "undecided")),
        ("前の層のノード数が1,000のとき、Heの初期値の標準偏差は？", "0.0447", ("he-std", "correct")),
        ("前の層のノード数が100のとき、Heの初期値（一様分布）の範囲は？", "±0.173", (None, "undecided")),
        ("What happens if the initial weights are all 0?", "7", (ZERO, "unreadable")),
        (
            "データ数が60000、バッチサイズが100のとき、1エポックの更新回数は？",
            "600",
            ("minibatch-count-last", "correct"),
        ),
    ],
)
def test_questions_of_one_s_own_are_read_with_their_values(
    question: str, answer: str, finding: tuple[str, str]
) -> None:
    assert told(f"## 確認テスト\n\n問：{question}\n\n答：{answer}\n") == [finding]


RIDGE = (
    "リッジ回帰の特徴として正しいものを選択しなさい。"
    "{0}(a) ハイパーパラメータを大きな値に設定すると、すべての重みが限りなく0に近づく"
    "{0}(b) ハイパーパラメータを0に設定すると、非線形回帰となる{0}(c) バイアス項についても、正則化される"
    "{0}(d) リッジ回帰の場合、隠れ層に対して正則化項を加える"
)
SIZE = "サイズ6×6の入力画像を、サイズ2×2のフィルタで畳み込んだ時の出力サイズを答えよ。ストライドとパディングは1とする。"


def test_a_row_without_an_answer_leaves_the_rows_below_it_alone() -> None:
    rows = f"| 1 | {RIDGE.format(' ')} |  |\n| 2 | {SIZE} | 5×5 |\n"
    table = f"| No. | 問題 | 解答 |\n|:-:|:--|:--|\n{rows}"
    assert told(f"## 確認テスト\n\n{table}") == [("ridge-trait-choice", "unanswered"), ("conv-output-size", "wrong")]


def test_what_is_emphasized_may_answer() -> None:
    reasons = "(b) は線形回帰、(c) バイアス項は正則化されない、(d) 誤差関数に対して正則化項を加える。"
    quoted = RIDGE.format("\n> ")
    assert told(f"## 確認テスト\n\n> {quoted}\n\n**(a)**\n\n{reasons}\n") == [("ridge-trait-choice", "correct")]
    chain = "連鎖律の原理を使い、dz/dxを求めよ。$z=t^2$、$t=x+y$"
    assert told(f"## 確認テスト\n\n> {chain}\n\n**2(x+y)**\n") == [(CHAIN, "correct")]


def test_a_title_in_brackets_ends_an_answer() -> None:
    asked = "【確認テスト】\n一般的に考えられるバッチ正規化の効果を2点挙げよ。\n（回答）わからなかった。\n"
    assert told(f"{asked}\n【実装】\n活性化関数を変えて実行したところ、正答率が上がった。\n") == [(BN, "unanswered")]


def test_a_question_with_a_proviso_behind_it_asks_where_an_answer_stands_below() -> None:
    question = "**6×6の入力画像を、2×2のフィルタで畳み込んだ時の出力画像のサイズは？ ストライドとパディングは1。**"
    assert told(f"## CNN\n\n{question}\n\n→ 7×7\n") == [("conv-output-size", "correct")]
    assert told(f"## CNN\n\n{question}\n\nそれは次の節で述べる。\n") == []


MAXIMUM = "シグモイド関数の微分の最大値は"
ZERO_ASKED = "重みの初期値に0を設定すると、どのような問題が発生するか。"
CHAIN_ASKED = "連鎖律の原理を使い、dz/dxを求めよ。 z = t^2, t = x + y"


@pytest.mark.parametrize(
    ("question", "first", "between", "second", "item"),
    [
        (CHAIN_ASKED, "dz/dt = 2t、dt/dx = 1 である。", "連鎖律により dz/dx はこの積である。", "2(x+y)", CHAIN),
        (f"{MAXIMUM}いくつか。", "y(1-y) を微分する。", f"{MAXIMUM} y=0.5 のときである。", "0.25", SLOPE),
        ("バッチ正規化の効果を2点挙げよ。", "学習が速くなる", "二つ目は？", "過学習が抑えられる", BN),
        (ZERO_ASKED, "すべての重みが均一に更新される。", "なぜ問題か？", "多数の重みをもつ意味がなくなるから。", ZERO),
    ],
)
def test_what_goes_on_about_the_question_asks_no_other(
    question: str, first: str, between: str, second: str, item: str
) -> None:
    assert told(f"## 確認テスト\n\n問：{question}\n\n答え：{first}\n\n{between}\n\n答え：{second}\n") == [
        (item, "correct")
    ]


def test_an_empty_answer_leaves_the_next_question_alone() -> None:
    zero = "重みの初期値に0を設定すると、どのような問題が発生するか。\n\n答：\n\n"
    effects = "バッチ正規化の効果を2点挙げよ。\n\n答：学習が速くなる。過学習が抑えられる。\n"
    assert told(f"## 確認テスト\n\n{zero}{effects}") == [(ZERO, "unanswered"), (BN, "correct")]


def test_words_below_a_program_with_a_blank_may_answer_it() -> None:
    program = "## 例題チャレンジ\n\n```python\nx = (お)\n```\n\n"
    assert told(f"{program}L1の勾配なので np.sign(param) が入る。\n") == [(L1, "correct")]
    assert told("## 確認テスト\n\n```python\nx = 3 * ( )  # ???\n```\n\nドロップアウトの実装を読んだ。\n") == []
