"""Tests in the shapes of ordinary notes: tables of Q and A, numbered lists, answers at the end, quoted questions."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.documents import Line, Report
from quiz.report.finding import Finding

CHECKER = course_checker()


def found_in(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return list(CHECKER.check(report))


def verdicts(text: str) -> list[tuple[str, str]]:
    return [(one.item.id, one.verdict) for one in found_in(text) if one.kind == "answer" and one.item is not None]


def claims(text: str) -> list[str]:
    return [one.verdict for one in found_in(text) if one.kind == "claim"]


@pytest.mark.parametrize("header", ["| No. | Q | A |", "| 番号 | 問題 | 解答 |", "| # | Question | Answer |"])
def test_a_table_of_questions_and_answers_asks_by_its_header(header: str) -> None:
    text = f"""# 一問一答

{header}
|---|---|---|
| 1 | z = t²、t = x + y のとき dz/dx は？ | 2(x + y) |
| 2 | シグモイド関数の微分の最大値は？（0.15 / 0.25 / 0.35 / 0.45） | 0.35 |
| 3 | 6×6、フィルタ 2×2、S=1、P=1 の出力は？ | 7×7 |
"""
    assert verdicts(text) == [
        ("chain-rule-power-linear", "correct"),
        ("sigmoid-derivative-max", "wrong"),
        ("conv-output-size", "correct"),
    ]
    assert not claims(text)  # a question in a cell states nothing


def test_the_entries_of_a_numbered_list_are_tests_one_by_one() -> None:
    text = """通し番号のノート

1. 勾配は連鎖律で求める。
2. 確認テスト: z = t^2、t = x + y。dz/dx を求めよ。
   1. dz/dt = 2t
   2. dt/dx = 1
   3. よって dz/dx = 2(x + y)
3. シグモイド関数は 0 から 1 の値をとる。
4. 確認テスト: シグモイド関数の微分の最大値は (1) 0.15 (2) 0.25 (3) 0.35 (4) 0.45 のどれか。
   1. (3)
5. 確認テスト: 重みの初期値に 0 を設定すると、どのような問題が発生するか。
   1. すべての重みが同じように更新され、多数の重みをもつ意味がなくなる。
6. L1 正則化では、np.sign を使う。
"""
    assert verdicts(text) == [
        ("chain-rule-power-linear", "correct"),
        ("sigmoid-derivative-max", "wrong"),
        ("zero-init-consequence", "correct"),
    ]


def test_answers_below_their_own_heading_belong_to_the_questions_by_number() -> None:
    text = """# ノートと確認テスト（解答は末尾）

## 問題

**Q1.** モメンタム・AdaGrad・RMSProp の特徴をそれぞれ説明せよ。

**Q2.** リッジ回帰の特徴として正しいものを選べ。
(a) ハイパーパラメータを大きな値に設定すると、すべての重みが限りなく 0 に近づく
(b) ハイパーパラメータを 0 に設定すると、非線形回帰となる
(c) バイアス項についても、正則化される
(d) リッジ回帰の場合、隠れ層に対して正則化項を加える

**Q3.** 6×6 の入力画像を、2×2 のフィルタで畳み込んだ時の出力画像のサイズを答えよ。ストライドとパディングは 1。

## 第 3 部 解答

**Q1.** モメンタムは慣性で谷を速く進む。AdaGrad は勾配の二乗和で学習率を調整する。RMSProp は二乗の移動平均を使う。

**Q2.** (b)

**Q3.** 7×7
"""
    assert verdicts(text) == [
        ("optimizer-traits", "correct"),
        ("ridge-trait-choice", "wrong"),
        ("conv-output-size", "correct"),
    ]


def test_notes_below_a_title_that_also_names_tests_answer_none() -> None:
    text = """# 講義ノートと確認テスト

### 正則化について
リッジ回帰では、罰則として重みの二乗和を使う。
L1 正則化のグラフは、左の円ではなく右のひし形のほう。
"""
    assert not verdicts(text)


def test_a_quoted_question_follows_the_answer_to_the_one_before() -> None:
    text = """## CNN

> 6×6の入力画像を、2×2のフィルタで畳み込んだ時の出力画像のサイズを答えよ。なおストライドとパディングは1とする。

答え：5×5

> じゃあ、9×9の画像を3×3のフィルタで、ストライド2・パディング1だと？

答え：5×5
"""
    assert verdicts(text) == [("conv-output-size", "wrong"), ("conv-output-size", "correct")]


@pytest.mark.parametrize(
    "answer", ["わたしの答え 2) です", "*Answer:* (2)", "答え 2) だと思います。", "**答え** 2) です。"]
)
def test_the_number_of_an_option_is_no_number_of_an_answer(answer: str) -> None:
    asked = "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値は？ 1) 0.15 2) 0.25 3) 0.35 4) 0.45"
    assert verdicts(f"## 確認テスト\n{asked}\n\n{answer}\n") == [("sigmoid-derivative-max", "correct")]


def test_an_exercise_begins_a_question_of_its_own() -> None:
    text = """**確認テスト** 6×6 の画像を 2×2 のフィルタで畳み込んだ時の出力サイズを答えよ。ストライドとパディングは 1。

**解答** 7×7

**練習** 9×9 の入力画像を 3×3 のフィルタ、ストライド 2、パディング 0 で畳み込んだ時の出力サイズ。

**解答** 5×5
"""
    assert verdicts(text) == [("conv-output-size", "correct"), ("conv-output-size", "wrong")]


def test_the_name_of_the_next_test_stands_right_below_an_answer() -> None:
    text = """【例題】
L2 正則化の勾配  grad += rate * (え)
(1) np.sum(param**2)  (2) np.sum(param)  (3) param**2  (4) param
→ (4)
L1 正則化の勾配
(1) np.maximum(param, 0)  (2) np.minimum(param, 0)  (3) np.sign(param)  (4) np.abs(param)
→ (4)
"""
    assert ("l1-gradient-code", "wrong") in verdicts(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "ネットの記事に「ReLU の微分の最大値は 0.25」とあったが、そんなことはない。",
        "先輩に「畳み込み層は全結合層よりパラメータが多い」と言われたけど、それは逆だよね。",
        "教室で「正則化は訓練データへの当てはまりを良くする技」と答えて、先生に直された。",
        "「バッチ正規化は推論時もミニバッチの平均を使う」という書き込みを見かけた。",
        "同僚に ReLU の微分の最大値は 0.25 だと聞いた。",
        'A blog says "the largest derivative of ReLU is 0.25", and I stumbled over it.',
        '"The largest derivative of ReLU is 0.25," my classmate wrote.',
    ],
)
def test_what_is_quoted_is_nobodys_claim(sentence: str) -> None:
    assert not claims(f"## メモ\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("ReLU の微分の最大値は「0.25」である。", "wrong"),
        ("これを「過学習」と言い、訓練誤差は小さいのにテスト誤差が大きい。", "correct"),
        ('The derivative of the "sigmoid" has a maximum of 0.5.', "wrong"),
    ],
)
def test_what_is_only_named_in_quotation_marks_is_claimed(sentence: str, verdict: str) -> None:
    assert verdict in claims(f"## メモ\n\n{sentence}\n")


SIZE = "確認テスト：6x6の入力画像を、2x2のフィルタで畳み込んだ時の出力サイズを答えよ。ストライドとパディングは1とする。"


def test_what_stands_apart_below_an_answer_is_looked_at() -> None:
    text = f"{SIZE}\n\n答え: 7×7\n\nシグモイド関数の微分の最大値は0.5である。\n"
    assert verdicts(text) == [("conv-output-size", "correct")]
    assert claims(text) == ["wrong"]


@pytest.mark.parametrize(
    "written",
    [
        "解答: 6×6\n正答: 7×7",
        "解答: 6×6\n正解: 7×7",
        "解答: 6×6 ✗\n正解: 7×7",
        "自分の答え: 6×6、正解: 7×7",
        "私は6×6と答えました。正解は7×7でした。",
        "my answer: 6x6, correct answer: 7x7",
        "I answered 6x6, but the correct answer was 7x7.",
        "正解: 7×7\n自分の答え: 6×6",
        "解答: 6×6 (正解: 7×7)",
    ],
)
def test_the_right_answer_beside_the_learners_own_is_not_theirs(written: str) -> None:
    text = f"{SIZE}\n\n{written}\n"
    assert verdicts(text) == [("conv-output-size", "wrong")]
    assert not claims(text)


@pytest.mark.parametrize("written", ["解答: (6+2-2)/1+1=7 なので、正解は 7×7", "正解: 7×7", "答え: 7×7 (正解: 7×7)"])
def test_a_conclusion_is_the_learners_own(written: str) -> None:
    assert verdicts(f"{SIZE}\n\n{written}\n") == [("conv-output-size", "correct")]


def test_the_options_in_a_question_of_a_list_are_no_answers() -> None:
    text = """## 確認テスト
1. シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値を選べ。 (1) 0.15 (2) 0.25 (3) 0.35 (4) 0.45
   - (3)
2. 重みの初期値に0を設定すると、どのような問題が発生するか。
   - 全部の重みが均一に更新され、表現力がなくなる。
"""
    assert verdicts(text) == [("sigmoid-derivative-max", "wrong"), ("zero-init-consequence", "correct")]


def test_a_number_of_the_next_paragraph_is_no_second_answer() -> None:
    text = """## 確認テスト
サイズ5×5の入力画像を、3×3のフィルタで畳み込んだ時の出力サイズは? ストライド2、パディング1
→ 4×4

AlexNetは5層の畳み込み層と3層の全結合層からなる。
"""
    assert verdicts(text) == [("conv-output-size", "wrong")]


def test_a_derivation_goes_on_in_paragraphs() -> None:
    text = """連鎖律の原理を使い、dz/dx を求めよ。 z = t^2, t = x + y

【解答】

$\\frac{dz}{dx} = \\frac{dz}{dt}\\frac{dt}{dx}$

$\\frac{dz}{dx} = 2t \\cdot 1 = 2(x+y)$
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct")]


def test_a_list_of_questions_is_answered_far_below_under_a_heading_of_answers() -> None:
    text = """## 問題編

1. 連鎖律で dz/dx を求める。
   - z = t³
   - t = 2x + y
2. シグモイド関数の導関数が取りうる最大の値を選ぶ。
   - (1) 0.15
   - (2) 0.25
   - (3) 0.35
   - (4) 0.45
3. 重みをすべて 0 で初期化すると、なぜ困るのか。
4. リッジ回帰の特徴として正しいものはどれか。
   - (a) ハイパーパラメータを大きくすると、すべての重みが限りなく 0 に近づく
   - (b) ハイパーパラメータを 0 にすると、非線形回帰になる
   - (c) バイアス項も正則化の対象になる
   - (d) 隠れ層に対して正則化項を加える

## 学んだこと

- tanh の出力は -1 から 1 の範囲に収まる。

## 解答編

1. 3(2x + y)²
2. (2)
3. 同じ層のユニットが全部同じ値のまま更新されて、ユニットを増やした意味がなくなるから。
4. (c)
"""
    assert verdicts(text) == [
        ("chain-rule-power-linear", "wrong"),
        ("sigmoid-derivative-max", "correct"),
        ("zero-init-consequence", "correct"),
        ("ridge-trait-choice", "wrong"),
    ]


def test_own_and_right_answers_may_be_called_by_one_word() -> None:
    text = """### 第 1 問　連鎖律

z = t²、t = x + y のときの dz/dx

自分： x + y
正： 2(x + y)
採点： ×

### 第 2 問　初期値を全部 0 にすると？

自分： どの重みも同じように更新され、ノードごとの違いが生まれない。
正： パラメータのチューニングが行われなくなる。
"""
    assert verdicts(text)[0] == ("chain-rule-power-linear", "wrong")


@pytest.mark.parametrize("answer", ["（未記入。動画を見直してから書く）", "まだ分からない。家族に聞いてみる。"])
def test_what_is_still_to_be_written_is_no_answer(answer: str) -> None:
    text = f"## 確認テスト\n重みの初期値に0を設定すると、どのような問題が発生するか。\n\n答え：{answer}\n"
    assert verdicts(text) == [("zero-init-consequence", "unanswered")]


def test_a_question_that_its_own_line_answers_gives_no_title_to_the_next() -> None:
    asked = "Q. 12×12 を 3×3 で、ストライド 3・パディング 0 なら？ → A. 4×4"
    assert "wrong" not in claims(f"{asked}\n\nAlexNet は 2012 年の画像認識コンペで優勝したモデル。\n")


def test_an_answer_that_its_line_names_as_such_stays_apart_from_the_notes_below() -> None:
    text = """Q. L2 の grad += rate * ( ) に入るのは？ → A. param

L2 は名前がまぎらわしい。

Q. 画像を切り抜くコード（縦 top:bottom、横 left:right、軸は縦・横・色の順）は？ → A. image[left:right, top:bottom, :]

AlexNet は 2012 年の大会で優勝した。
"""
    assert verdicts(text) == [("l2-gradient-code", "correct"), ("augmentation-crop-code", "wrong")]


def test_a_question_with_its_options_behind_its_mark_is_not_answered_by_them() -> None:
    text = "問. シグモイドの微分の最大値は？ 答え: (1) 0.15 (2) 0.25 (3) 0.35\n(2)\n"
    assert verdicts(text) == [("sigmoid-derivative-max", "correct")]


def test_a_line_of_options_is_no_answer() -> None:
    text = """【例題】L2 正則化を適用する。(え) にあてはまるのはどれか。
`grad += rate * (え)`
選択肢: `np.sum(param**2)` / `np.sum(param)` / `param**2` / `param`

`np.sum(param**2)` を選んだ。二乗和の罰則だから。
"""
    assert verdicts(text) == [("l2-gradient-code", "wrong")]


def test_a_note_in_brackets_is_no_answer_and_neither_is_what_follows_it() -> None:
    text = """> 【確認テスト】重みの初期値に 0 を設定すると、どのような問題が発生するか。簡潔に説明せよ。

（未記入。動画を見直してから書く）

> K さん「ReLU なら負の入力でも勾配が 1 流れるから学習が進まなくなることはない」

負の入力では勾配は 0 で、ずっと負のままのユニットは学習が止まる。
"""
    assert verdicts(text) == [("zero-init-consequence", "unanswered")]


def test_a_quotation_between_an_answer_and_the_mark_of_the_next_asks_for_that() -> None:
    text = """> 確認テスト：6×6 の入力画像を 2×2 のフィルタで畳み込んだ時の出力のサイズ（ストライド 1、パディング 1）

【解答】縦 7 × 横 7

> 応用：64×64、3 チャンネルの画像に 3×3 のフィルタを 16 枚（出力は 64×64 のまま）。バイアスを含む総数は。

【解答】432 個
"""
    assert verdicts(text) == [("conv-output-size", "correct")]
    quoted_below = text.replace("【解答】432 個", "この引用は別の本から。").replace("応用", "本には")
    assert len(found_in(quoted_below)) == 1


@pytest.mark.parametrize(("answer", "verdict"), [("1/√100 = 0.1", "correct"), ("√(2/100) = 0.141", "wrong")])
def test_what_a_question_names_is_not_overruled_by_the_notes_above_it(answer: str, verdict: str) -> None:
    text = f"""### Initial values

* He initialization is sqrt(2) times larger than Xavier initialization for the same number of nodes in the previous \
layer.

**Q4. (our own) The layer before has 100 nodes and we use tanh with the Xavier values from the course. Standard \
deviation?**

My answer: {answer}
"""
    assert verdicts(text) == [("xavier-std", verdict)]


def test_a_table_of_numbers_contents_and_answers_asks_by_its_contents() -> None:
    text = """### 確認テスト

| 問 | 内容 | 解答 |
|:-:|:--|:--|
| 1 | 連鎖律で dz/dx（z=t², t=x+y） | 2(x+y) |
| 2 | シグモイドの微分の最大値 | (3) 0.35 |
| 7 | リッジ回帰の特徴 | (a) |
| 8 | L1 正則化のグラフ | 左 |
| 9 | L2 の勾配の穴埋め | (4) param |
"""
    assert verdicts(text) == [
        ("chain-rule-power-linear", "correct"),
        ("sigmoid-derivative-max", "wrong"),
        ("ridge-trait-choice", "correct"),
        ("lasso-graph-choice", "wrong"),
        ("l2-gradient-code", "correct"),
    ]


@pytest.mark.parametrize(("opened", "closed"), [("", ""), (">>\n", "<<\n")])
def test_a_list_whose_beginning_stands_apart_is_answered_far_below(opened: str, closed: str) -> None:
    text = f"""# 確認テスト

{opened}1. 連鎖律の原理を使い、dz/dx を求めよ
2. シグモイド関数を微分した時の最大値
3. 重みの初期値に 0 を設定するとどんな問題が起きるか
4. リッジ回帰の特徴
5. 畳み込みの出力サイズ
{closed}
**解答**

1. $dz/dx = 2t \\cdot 1 = 2(x+y)$
2. 0.25（2 番）
3. 全ノードが同じ更新を受けるので、重みをたくさん持つ意味がなくなる。
4. (a)
5. 7×7
"""
    assert [verdict for _, verdict in verdicts(text)] == ["correct"] * 5


def test_a_quotation_whose_answer_is_quoted_as_well_is_no_question_of_the_learner() -> None:
    text = """> 確認テスト：6×6 の入力画像を 2×2 のフィルタで畳み込んだ時の出力のサイズ（ストライド 1、パディング 1）

【解答】7×7

> 別の本の例：5×5 の画像に 3×3 のフィルタ。

> 【解答】3×3
"""
    assert [item for item, _ in verdicts(text)] == ["conv-output-size"]
    assert len([one for one in found_in(text) if one.kind == "answer"]) == 1
