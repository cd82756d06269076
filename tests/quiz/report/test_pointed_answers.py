"""Answers that are pointed at, lines that fill a blank, marks of one letter, sides, tests of which nothing is seen."""

from __future__ import annotations

import pytest
from labelled_reports import course_checker

from quiz.report.arithmetic.number_chains import false_links
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.rows import rows_of

CHECKER = course_checker()


def found_in(text: str) -> list[Finding]:
    report = Report("x.md", tuple(Line(line, at) for at, line in enumerate(text.splitlines(), 1)))
    return list(CHECKER.check(report))


def verdicts(text: str) -> list[tuple[str, str]]:
    return [
        (one.item.id if one.item is not None else "", one.verdict) for one in found_in(text) if one.kind == "answer"
    ]


# -- marks of one letter -----------------------------------------------------------------------------------------------


def test_a_letter_alone_marks_a_question() -> None:
    text = """Q 連鎖律 z=t², t=x+y でdz/dx
 答え：2(x+y)

Q シグモイドの微分の最大値（選択肢から）
 0.25
 x=0 のとき関数は 0.5 なので 0.5×0.5

Q 6×6 を 2×2 のフィルタで畳み込む（ストライド1 パディング1）
 自分の回答
 5×5
"""
    assert verdicts(text) == [
        ("chain-rule-power-linear", "correct"),
        ("sigmoid-derivative-max", "correct"),
        ("conv-output-size", "wrong"),
    ]


def test_a_value_alone_below_its_question_has_no_rival_further_down() -> None:
    text = """Q シグモイドの微分の最大値（選択肢から）
  0.25
  x=0 のとき σ=0.5 だから 0.5×0.5

2.初期値の設定
 ・標準偏差0.01にすると出力が0.5付近に集中
"""
    assert verdicts(text) == [("sigmoid-derivative-max", "correct")]


@pytest.mark.parametrize(
    "line", ["Q 学習では行動価値を更新する。", "Q = XW とおく。", "Q 値が大きい行動を選ぶ。", "Q(s, a) を更新する。"]
)
def test_the_letter_of_something_else_marks_none(line: str) -> None:
    assert verdicts(f"強化学習のメモ\n\n{line}\n\n次に進む。\n") == []


def test_what_follows_an_answer_by_its_colon_is_the_next_question() -> None:
    text = """### Confirmation test

> Use the chain rule to find dz/dx for z = t², t = x + y.

**A:** dz/dx = 2(x + y)

My own variation, z = t³ with t = 2x + y:

**A:** dz/dx = 3(2x + y)²
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct"), ("", "undecided")]


def test_the_next_entry_of_a_list_ends_an_answer() -> None:
    text = """## 確認テスト

1. **連鎖律**（z = t³、t = 2x + y で dz/dx）
   - 答え：$3t^2 \\times 2 = 6(2x+y)^2$
2. **シグモイドの微分の最大値**
   - 答え：0.5（x = 0 のとき）
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct"), ("sigmoid-derivative-max", "wrong")]


# -- what is pointed at ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["← これ", "# ← 自分の答え", "  # <- my guess", "⇐ 選んだ"])
def test_the_line_that_somebody_points_at_is_the_answer(sign: str) -> None:
    text = f"""## 確認テスト

L1正則化の勾配を求めるコードの空欄に入るものを選べ。
x = param
x = param.max(0)
x = np.sign(param)  {sign}
"""
    assert verdicts(text) == [("l1-gradient-code", "correct")]


def test_an_option_in_bold_letters_is_chosen() -> None:
    options = ["(1) 0.15", "(2) 0.25", "(3) 0.35", "(4) 0.45"]
    for place, verdict in ((1, "correct"), (2, "wrong")):
        listed = "\n".join(f"**{one}**" if at == place else one for at, one in enumerate(options))
        text = f"## 確認テスト\n\nシグモイド関数を微分したとき、入力が0で最大になる。その値はどれか。\n{listed}\n"
        assert verdicts(text) == [("sigmoid-derivative-max", verdict)]
    all_bold = "\n".join(f"**{one}**" for one in options)
    text = f"## 確認テスト\n\nシグモイド関数を微分したとき、入力が0で最大になる。その値はどれか。\n{all_bold}\n"
    assert verdicts(text) == [("sigmoid-derivative-max", "unanswered")]


CROP = """def random_crop(image, crop_size):
    h, w, _ = image.shape
    top = np.random.randint(0, h - crop_size[0])
    left = np.random.randint(0, w - crop_size[1])
    bottom = top + crop_size[0]
    right = left + crop_size[1]
"""
PROGRAM = """## 例題チャレンジ

```python
def ridge(param, grad, rate):
    grad += rate * param           # {blank}う

def lasso(param, grad, rate):
    x = {wrong}             # {blank}え
    grad += rate * x

{crop}    image = image[top:bottom, left:right, :]  # {blank}お
    return image
```
"""


@pytest.mark.parametrize("blank", ["", "← ", "空欄 "])
def test_the_lines_of_a_program_that_fill_its_blanks_are_answers(blank: str) -> None:
    assert verdicts(PROGRAM.format(crop=CROP, blank=blank, wrong="np.abs(param)")) == [
        ("l2-gradient-code", "correct"),
        ("l1-gradient-code", "wrong"),
        ("augmentation-crop-code", "correct"),
    ]


def test_a_comment_in_a_program_that_is_no_test_answers_none() -> None:
    text = PROGRAM.format(crop=CROP, blank="← ", wrong="np.abs(param)").replace("## 例題チャレンジ", "## 実装メモ")
    assert verdicts(text) == []


def test_a_comment_names_the_test_of_a_program() -> None:
    text = f"""# メモ

```python
# 例題：ランダムクロップ
{CROP}    image = image[bottom:top, right:left, :]
    return image
```
"""
    assert verdicts(text) == [("augmentation-crop-code", "wrong")]


def test_a_blank_is_filled_in_words() -> None:
    text = """## 例題チャレンジ

```python
for i in range(0, N, batch_size):
    i_end = i + batch_size
    batch_x, batch_t = (き)
```
* (き) は data_x[i:i_end], data_t[i:i_end]
* 乱数の並べ替えが使われていないのが気になる
"""
    assert verdicts(text) == [("minibatch-slice-choice", "correct")]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("image[top:bottom, left:right, :]　縦→横→チャンネルの順だから", "correct"),
        ("image[top:bottom, left:right, :] か image[left:right, top:bottom, :]", "undecided"),
        ("image[left:right, top:bottom, :] または image[top:bottom, left:right, :]", "undecided"),
    ],
)
def test_code_with_its_reason_behind_it(answer: str, verdict: str) -> None:
    text = f"## 確認テスト\n\n画像をランダムに切り取る random_crop の空欄に入るものを答えよ。\n\n答え：{answer}\n"
    assert verdicts(text) == [("augmentation-crop-code", verdict)]


# -- sides and seen things ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sides", "answer", "verdict"),
    [
        ("左：円、右：ひし形", "右のグラフ。角で接して片方の重みが0になるから", "correct"),
        ("左：円、右：ひし形", "左のほう", "wrong"),
        ("左：ひし形、右：円", "右", "wrong"),
        ("左：ひし形、右：円", "左", "correct"),
        ("左：ひし形、右：円", "右（ひし形）", "correct"),
    ],
)
def test_a_side_means_the_figure_that_the_report_has_there(sides: str, answer: str, verdict: str) -> None:
    text = f"## 確認テスト\n\nL1正則化を表しているグラフはどちらか（{sides}）\n\n答え：{answer}\n"
    assert verdicts(text) == [("lasso-graph-choice", verdict)]


def test_the_key_is_told_by_the_sides_of_the_report() -> None:
    text = "## 確認テスト\n\nL1正則化を表しているグラフはどちらか（左：ひし形、右：円）\n\n答え：右\n"
    (one,) = [each for each in found_in(text) if each.kind == "answer"]
    assert one.expected is not None
    assert one.expected.ja.startswith("左の図（ひし形）")
    assert "left figure (diamond)" in one.expected.en
    assert one.read_as.startswith("右の図（円）")


def test_what_a_question_adds_in_brackets_answers_nothing() -> None:
    text = """確認テスト L1正則化を表しているグラフはどちらか（左：円、右：ひし形）
右のグラフ。角で接して片方の重みが0になるから

確認テスト L1正則化を表しているグラフはどちらか（左：円、右：ひし形）

答え：左
"""
    assert verdicts(text) == [("lasso-graph-choice", "correct"), ("lasso-graph-choice", "wrong")]


def test_titles_in_bold_letters_with_their_numbers() -> None:
    text = """### 確認テスト

**(1) 連鎖律** $z=t^2,\\ t=3x+y$

$\\dfrac{dz}{dt}=2t,\\quad \\dfrac{dt}{dx}=3$

$\\therefore \\dfrac{dz}{dx}=6(3x+y)$

**(2) シグモイド関数の微分の最大値**

$\\sigma(0)=\\frac12$ より $\\sigma'(0)=\\frac12\\left(1-\\frac12\\right)=\\frac14=0.25$
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct"), ("sigmoid-derivative-max", "correct")]


def test_an_answer_behind_an_arrow_to_a_question_that_only_states() -> None:
    text = """確認テスト 連鎖律で dz/dx を求める (z = t^2, t = x + y)
→ dz/dt = 2t, dt/dx = 1 なので 2t = 2(x+y)
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct")]


def test_a_value_put_in_on_the_way_is_no_rival() -> None:
    text = """### 確認テスト

シグモイド関数を微分したとき、入力値が 0 のときに最大値をとる。その値はいくつか。
(1) 0.15 (2) 0.25 (3) 0.35 (4) 0.45

答え：$f'(x) = (1 - f(x)) f(x)$ に $x = 0$、$f(0) = 0.5$ を代入する。

よって 0.25、選択肢は (2)
"""
    assert verdicts(text) == [("sigmoid-derivative-max", "correct")]


def test_an_answer_to_a_picture_is_held_against_what_it_names_itself() -> None:
    def said(answer: str) -> list[tuple[str, str]]:
        return verdicts(f"### 確認テスト\n\n[f:id:someone:20220101000000p:plain]\n\n[答え]\n\n{answer}\n")

    assert said("dz/dx = 2t・1 = 2(x + y)\n\n（z = t^2、t = x + y）") == [("chain-rule-power-linear", "correct")]
    assert said("dz/dx = 2t・1 = 2x + y\n\n（z = t^2、t = x + y）") == [("chain-rule-power-linear", "wrong")]
    zero = "重みを0で初期化すると、全部の重みが均一に更新されるので、多数の重みを持つ意味がなくなる。"
    assert said(zero) == [("zero-init-consequence", "correct")]
    assert said("0.4 くらいだと思う。") == [("", "undecided")]
    bias = "(c) バイアス項についても正則化される\n\nリッジ回帰の問題。"
    assert said(bias) == [("", "undecided")]  # what was asked isn't seen


def test_two_values_that_are_wondered_about_are_no_answer() -> None:
    question = "6×6の入力を2×2のフィルタで畳み込んだ出力サイズはいくつか。ストライドとパディングは1とする。"
    text = f"## 確認テスト\n\n{question}\n\n答え：6×6のまま？ それとも7×7？\n"
    assert [verdict for _, verdict in verdicts(text)] in (["unreadable"], ["undecided"])
    assert verdicts(text.replace("6×6のまま？ それとも7×7？", "7×7？")) == [("conv-output-size", "correct")]


def test_of_several_sittings_the_last_answers() -> None:
    text = """# 確認テスト

| no. | asked | February | today |
|---|---|---|---|
| 1 | dz/dx for z = t^2, t = x + y | 2t | 2t * 1 = 2(x + y) |
| 2 | size of the output: 6x6 image, 2x2 filter, stride 1, padding 1? | 7x7 | 5x5 |
"""
    assert verdicts(text) == [("chain-rule-power-linear", "correct"), ("conv-output-size", "wrong")]


def test_code_is_wrong_whatever_the_question_left_unsaid() -> None:
    def said(code: str) -> list[tuple[str, str]]:
        return verdicts(f"### 例題チャレンジ：L2正則化の勾配のコード\n\n- L2, `grad += rate * (4)`: {code}\n")

    assert said("I filled in `np.sum(param**2)`.") == [("l2-gradient-code", "wrong")]
    assert said("I filled in `2 * param`.") == [("l2-gradient-code", "undecided")]  # right for the penalty without 1/2


# -- what is said beside -----------------------------------------------------------------------------------------------


def claims(text: str) -> list[tuple[int, str]]:
    return [(one.row.line.number, one.verdict) for one in found_in(text) if one.kind == "claim"]


def test_of_an_answer_with_a_mistake_no_part_is_called_right() -> None:
    answer = "出力がすべて0になり、勾配も全部0なので、どのパラメータも一度も更新されない。"
    text = f"## 確認テスト\n\n重みの初期値に0を設定すると、どのような問題が発生するか。\n\n{answer}\n"
    assert (5, "correct") not in claims(text)


def test_what_follows_an_answer_without_a_mark_is_the_reports_own() -> None:
    text = """【確認テスト】
シグモイド関数を微分したとき、入力が0で最大値をとる。その値は？
(1)0.15 (2)0.25 (3)0.35 (4)0.45
0.25

次の話

Xavierの初期値は、前の層のノード数の平方根で割る。
"""
    assert (8, "correct") in claims(text)


def test_a_title_with_a_sign_heads_what_stands_below_a_blank_line() -> None:
    text = """ReLUを使った。

■ドロップアウト

推論のときもノードをランダムに消す。
"""
    assert (5, "wrong") in claims(text)


def test_a_dot_between_numbers_may_part_them() -> None:
    def false(text: str) -> list[str]:
        rows = rows_of(Report("x.md", (Line(text, 1),)))
        return [link.shown for link in false_links(rows)]

    assert false("課題 1・2＋3＝9 点") == []
    assert false("課題 2＋3＝9 点") != []


@pytest.mark.parametrize(
    "sentence",
    [
        "ReLU の微分は、入力が正のとき 1、負のとき −1 である。",
        "正則化の強さ λ を大きくするほど、モデルは訓練データにぴったり合うようになる。",
        "シグモイドの微分は、入力が 0 から離れて大きくなるほど大きくなります。",
    ],
)
def test_what_is_wrong_is_not_credited_for_its_words(sentence: str) -> None:
    assert "correct" not in [verdict for _, verdict in claims(f"# Day2\n\n{sentence}\n")]


def test_what_a_residual_block_adds_is_not_called_a_stop() -> None:
    told = claims("# ResNet\n\nResNet adds the input of a block to its output, giving the gradient a short way back.\n")
    assert "wrong" not in [verdict for _, verdict in told]


def test_a_division_tells_of_which_data_a_sentence_speaks() -> None:
    text = """# バッチとエポック

訓練データ60000枚、バッチサイズ100なので、1エポックは600回の更新。
1000÷32＝31.25 なので32回、最後は8個
検証用の画像を、窓を動かしながら畳み込みの積1回で計算できるようにする関数も書いた。
"""
    assert "wrong" not in [verdict for _, verdict in claims(text)]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("VGG stacks 3×3 convolutions; two of them cover the same receptive field as one 7×7.", "wrong"),
        ("VGG stacks 3×3 convolutions; three of them cover the same receptive field as one 7×7.", "correct"),
        ("3×3のフィルタ、入力3ch、出力16chのパラメータ数は 3・3・3・16＋16＝448", ""),
    ],
)
def test_numbers_of_channels_and_layers_are_no_sizes(sentence: str, verdict: str) -> None:
    told = [one.verdict for one in found_in(f"# CNN\n\n{sentence}\n") if one.verdict != "imprecise"]
    assert told == ([verdict] if verdict else [])


def test_the_label_of_an_entry_tells_what_its_formula_is() -> None:
    text = """## 初期値

1. Xavier … 標準偏差が $\\frac{1}{\\sqrt{n}}$ になる
2. He … 標準偏差が $\\sqrt{\\frac{2}{n}}$ になる
3. He … 標準偏差が $\\frac{1}{\\sqrt{2n}}$ になる
"""
    told = [(one.row.line.number, one.verdict) for one in found_in(text) if one.kind == "formula"]
    assert told == [(3, "correct"), (4, "correct"), (5, "wrong")]
