"""Numbers that follow from others: scales of initial weights, steps, norms; and answers judged by what is asked."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.asked.asked_statements import as_statement
from quiz.report.sizes.asked_sizes import judged_answer
from quiz.report.sizes.stated_scales import ScaleReader
from quiz.report.sizes.stated_steps import StepReader


def of_scale(*sentences: str) -> str | None:
    """The verdict on the last of some sentences about initial weights."""
    reader = ScaleReader()
    found = [reader.judge(sentence) for sentence in sentences]
    return found[-1].verdict if found[-1] is not None else None


def of_step(*sentences: str) -> str | None:
    """The verdict on the last of some sentences that compute something."""
    reader = StepReader()
    found = [reader.judge(sentence) for sentence in sentences]
    return found[-1].verdict if found[-1] is not None else None


def test_a_value_that_is_none_agrees_with_nothing() -> None:
    for written in ("1/0", "√(1.2.3/50)", "0.1、つまり 1/0"):
        assert of_scale(f"n=100 のとき Xavier の標準偏差は {written}") is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("学習率0.1、勾配は-2、w=1.2345678 のとき、次の w は 1.4345678。", "1.2345678 − 0.1·(-2) = 1.4345678 です"),
        ("学習率0.1、勾配は2、w=1.5 のとき、次の w は 1.3。", "1.5 − 0.1·2 = 1.3 です"),
    ],
)
def test_what_is_told_of_a_step_has_all_digits(sentence: str, told: str) -> None:
    found = StepReader().judge(sentence)
    assert found is not None
    assert found.working.ja == told


@given(st.integers(8, 5000), st.booleans(), st.integers(2, 4))
def test_a_scale_is_right_to_its_decimals_and_wrong_beyond(nodes: int, he: bool, decimals: int) -> None:
    name, true = ("He", sqrt(2 / nodes)) if he else ("Xavier", 1 / sqrt(nodes))
    if true < 10**-decimals:
        return
    stated = f"{true:.{decimals}f}"
    if abs(float(stated) - true) < 0.1 * true:
        assert of_scale(f"n={nodes} のとき {name} の標準偏差は {stated}") == "right"
    assert of_scale(f"n={nodes} のとき {name} の標準偏差は {true * 1.3:.6f}") == "wrong"


@pytest.mark.parametrize(
    ("sentences", "verdict"),
    [
        (["n = 100 のときを考えた。", "Xavier なら標準偏差は 1/10 = 0.1"], "right"),
        (["n = 100 のときを考えた。", "He なら標準偏差は 2/100 = 0.02"], "wrong"),
        (["n=50 → He 0.2"], "right"),
        (["With n_in = 800 the He standard deviation is about 0.05."], "right"),
        (["n=50 のとき He の分散は 0.04"], None),
        (["He says that n=50 gives 0.9."], None),
        (["n=50 のとき He の標準偏差は 0.3 ではない"], None),
    ],
)
def test_scales(sentences: list[str], verdict: str | None) -> None:
    assert of_scale(*sentences) == verdict


@pytest.mark.parametrize(
    ("sentences", "verdict"),
    [
        (["With w = 3, a gradient of -1 and a learning rate of 0.5, the next w is 3.5."], "right"),
        (["w=3、勾配が2、学習率が0.1のとき、次のwは3.2"], "wrong"),
        (["モメンタムで w=3、勾配が2、学習率が0.1のとき、次のwは3.2"], None),
        (["For beta2 = 0.99 and t = 2 the divisor is 1 - 0.9801 = 0.0199."], "right"),
        (["β1 = 0.9、t = 2 の補正で割る値は 0.1"], "wrong"),
        (["p = 0.5 の Inverted Dropout では、生き残った値を学習時に 2 倍する。"], "right"),
        (["ドロップアウト率0.2の Inverted Dropout では、残った値を学習時に 5 倍する。"], "wrong"),
        (["5×5の畳み込みをストライド1で二回重ねると、見る範囲は9×9になる。"], "right"),
        (["5×5の畳み込みをストライド1で二回重ねると、見る範囲は9×9になる。", "三回重ねると14×14である。"], "wrong"),
        (["勾配 2、3 と来たとき、AdaGrad の h は 4 + 9 = 13 になる。"], "right"),
        (["勾配が 2、3 と来ると、AdaGrad の h は 4、13 になる。"], "right"),
        (["勾配が 2、3 と来ると、AdaGrad の h は 4、9 になる。"], "wrong"),
        (["With gradients 2 and 3 AdaGrad's h is 4, then 13."], "right"),
        (["減衰率 0.5 の RMSProp では、勾配 2、4 のあとで h は 0.5×2 + 0.5×4 = 3 になる。"], "wrong"),
    ],
)
def test_steps(sentences: list[str], verdict: str | None) -> None:
    assert of_step(*sentences) == verdict


@pytest.mark.parametrize(
    ("asked", "answer", "verdict"),
    [
        ("縦12、横9の画像に4×4のフィルタ(ストライド1、パディングなし)をかけたら?", "縦9、横6になる", "right"),
        ("12×12の画像、フィルタ5×5、ストライド2、パディングなし。出力は?", "(12-5)/2 = 3.5 なので 3×3", "wrong"),
        ("10×10の入力を3×3のフィルタで畳み込んだときの出力サイズは?", "8×8", None),
        ("一辺30のマップに幅1のゼロパディングをした後の大きさは?", "32×32", "right"),
        ("チャネル数5、縦横4の特徴マップを平坦化すると何個の値になる?", "5×4で20個", "wrong"),
        ("学習データ2,000件、バッチサイズ50。1エポックの反復回数は。", "40 回", "right"),
        ("A fully connected network has (100, 80, 10) nodes. How many parameters?", "8890", None),
        ("Standard deviation of the He initialization for a layer fed by 200 nodes?", "0.1", "right"),
        ("一辺30のマップに幅1のゼロパディングをした後の大きさは?", "32×32 かも", None),
    ],
)
def test_answers_by_what_is_asked(asked: str, answer: str, verdict: str | None) -> None:
    found = judged_answer(asked, answer)
    assert (found.verdict if found is not None else None) == verdict


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [
        ("L1正則化とL2正則化で、疎な解になりやすいのは?", "L1", "疎な解になりやすいのはL1。"),
        ("学習率が大きすぎると、どうなるか。", "発散する", "学習率が大きすぎると、発散する。"),
        ("ミニバッチ学習の利点を一つ挙げよ。", "計算が速い", "ミニバッチ学習の利点は計算が速い。"),
        ("What does pooling do?", "it shrinks the map", "Pooling shrinks the map."),
        ("誤っているものは?", "ア", None),
        ("それを防ぐ方法は?", "正則化", None),
        ("What does that method use?", "a moving average", None),
        (f"過学習を{'とても' * 90}防ぐ方法は?", "荷重の減衰を行うこと。重みを小さく保つためである。", None),
        ("疎な解になりやすいのは?", "(b)", None),
        ("And which method replaces that sum?", "RMSProp", None),
    ],
)
def test_a_question_and_its_answer_make_one_sentence(asked: str, answer: str, sentence: str | None) -> None:
    assert as_statement(asked, answer) == sentence
