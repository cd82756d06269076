"""Right answers within a sentence, a correction, working or code are read whole; a word more, and they are not."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import draw, load_bank
from quiz.grading import grade
from quiz.model import Variant

BANK = load_bank()


@cache
def variant(item: str) -> Variant:
    return draw(BANK.item(item), 11)


def verdict(item: str, answer: str) -> str:
    return grade(variant(item), answer).verdict


def pairs(table: str) -> list[tuple[str, str]]:
    """Read lines of an item and an answer to it."""
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return [(line.partition(": ")[0], line.partition(": ")[2]) for line in lines]


RIGHT = pairs(r"""
# set against another answer
accuracy-argmax: 0.5ではなく0.6
accuracy-argmax: not 0.5 but 0.6
accuracy-argmax: 0.6 (not 0.5)
accuracy-argmax: 0.5 → 訂正: 0.6
accuracy-argmax: 最初は0.5だと思ったが、正しくは0.6
conv-output-size: 11×11ではなく11×15
training-loop-order: a b c d e f → 訂正: a f d b e c
fit-diagnosis: A=1 B=2 C=3 ではなく A=1 B=1 C=2
minibatch-count-last: 39, 8 じゃなくて 40, 8
# usual names
conv-same-padding: p=1
conv-same-padding: pad = 1
dilated-conv-size: o = 5
dilated-conv-size: 出力の一辺は5
dilated-conv-size: side = 5
receptive-field: r=6
receptive-field: 受容野の1辺は6
batch-mean-vs-sum: η=0.002
batch-mean-vs-sum: lr = 0.002
gradient-noise-batch: σ = 0.25
gradient-noise-batch: std = 0.25
init-fan-in-conv: fan_in = 27
conv-param-count: params: 123968
ce-index-vs-onehot: L \approx 1.073
ce-index-vs-onehot: loss = 1.073
softmax-jacobian-entry: ∂p2/∂z2 = 0.24
softmax-jacobian-entry: \frac{\partial p_2}{\partial z_2}=0.24
activation-zoo-value: f(-1.2) = 0.263
activation-zoo-derivative: f'(-2.7) ≈ -0.096
activation-zoo-derivative: $f^{\prime}(-2.7) \approx -0.096$
tanh-sigmoid-relation: tanh'(-1.5)=0.1807
avgpool-backward: dX = [[-.5,-.5,1,1],[-.5,-.5,1,1],[1.5,1.5,-1.5,-1.5],[1.5,1.5,-1.5,-1.5]]
conv2d-values: Y = [[16,2],[17,8]]
im2col-shape: shape == (126, 12)
# working
conv-solve-parameter: n+6-7=10 → n=11
conv-same-padding: 2p=3-1=2, p=1
init-fan-in-conv: 3*3*3 -> 27
valid-conv-max-depth: 119÷6=19 余り 5 なので 19
accuracy-argmax: 10件中6件なので0.6
minibatch-count-last: 5000÷128=39余り8 なので 40回、8個
conv-output-size: 9+2=11, 13+2=15 → 11×15
# what the question says
valid-conv-max-depth: up to 19 layers
conv-same-padding: 上下左右に1ずつ
receptive-field: 6画素四方
resnet-block-params: total 165888 params
conv-param-count: パラメータは全部で123968個
epochs-from-iterations: 6.67エポック分
momentum-terminal-velocity: V → 2.0 に近づく
adam-first-step: 0.1だけ増える
adam-first-step: w は +0.1 変わります
lr-divergence-threshold: 0.01を超えると発散する
grouped-conv-params: 83136 weights and biases
# parts
pool-output-size: int(11.5)=11, int(5.0)=5
maxout-unit: 出力11、勾配(1,-3)
maxout-unit: y = 11; grad = [1, -3]
maxout-unit: ∇y=(1,-3), y=11
alexnet-conv1-size: 縦も横も51で、チャンネル数は48です
alexnet-conv1-size: 縦も横も51、チャンネル数も48
alexnet-total-params: 58486194個・93.59%
conv1x1-cost: MACs=2457600, params=6208
conv1x1-cost: 積和2457600回、パラメータ6208個
l1-soft-threshold: 0.9, 0, -1.6, 0 で、0は2個
l1-soft-threshold: w=(0.9,0,-1.6,0)、0が2個
minibatch-count-last: last size 8, 40 updates
minibatch-slice-indices: 176番〜188番の13個
minibatch-slice-indices: 176から188まで、13個です
minibatch-slice-indices: 176 to 188 (13)
conv-output-size: 出力は縦11、横15になります
im2col-code: 0→1→2→3→4→5
im2col-code: 0、1、2、3、4、5の順です
im2col-code: transpose(0, 1, 2, 3, 4, 5)
# pairs and orders
fit-diagnosis: AもBも1、Cは2
fit-diagnosis: AとBが1で、Cが2
fit-diagnosis: AもBも1、Cも2
training-loop-order: aの次にf、d、b、e、最後にc
training-loop-order: a、そのあとf、dの後にb、e、c
# options
init-code-choice: W = np.random.randn(102, 21) / np.sqrt(102) * np.sqrt(2)
init-code-choice: 1番目の式
bn-code-fill: mu = np.mean(x, axis=(0, 1, 2), keepdims=True)
bn-code-fill: 4番の axis=(0, 1, 2)
vanish-explode-factor: どちらでもない
vanish-explode-factor: neither
vanish-explode-factor: 0.970^7≈0.81 なので 3
vanish-explode-factor: 0.970^7=0.81 だから、どちらでもない
lasso-ridge-contour-figure: w1もw2も0ではない
lasso-ridge-contour-figure: neither w1 nor w2 is 0
sigmoid-derivative-max: 3×1/4×4=3 → (3)
optimizer-code-identify: It's momentum, so 4
optimizer-code-identify: モメンタムなので4
overfit-causes: 1と4以外の2 3 5
augmentation-label-breaks: 1、2、4、5以外なので3
""")

NOT_RIGHT = pairs(r"""
# another quantity, another part, another unit
conv-macs: 1331712 FLOPs
conv-macs: FLOPs: 1331712
conv-macs: 1331712 operations
conv-macs: 1331712 updates
conv-macs: 加算は1331712
conv-macs: 1331712浮動小数点演算
conv-param-count: 重みは123968個
conv-param-count: バイアス: 123968
conv-param-count: weights = 123968
conv-param-count: 123968 weights
conv-param-count: 123968サンプル
conv-param-count: 123968 nodes
grouped-conv-params: biases = 83136
mlp-param-count: 1475 samples
gradient-noise-batch: 勾配は0.25
gradient-noise-batch: σ² = 0.25
gradient-noise-batch: var = 0.25
transposed-conv-size: p = 26
transposed-conv-size: s は 26
transposed-conv-size: padding = 26
receptive-field: s = 6
conv-same-padding: s = 1
conv-same-padding: 合計1
batch-mean-vs-sum: 損失は0.002
lr-divergence-threshold: η = 0.01
decoupled-weight-decay: η = 2.5
decoupled-weight-decay: learning rate = 2.5
activation-zoo-value: f'(-1.2) = 0.263
activation-zoo-value: f(1.2) = 0.263
activation-zoo-value: g(-1.2) = 0.263
activation-zoo-derivative: f(-2.7) = -0.096
tanh-sigmoid-relation: tanh(-1.5) = 0.1807
tanh-sigmoid-relation: σ'(-1.5) = 0.1807
softmax-jacobian-entry: ∂p1/∂z2 = 0.24
softmax-jacobian-entry: ∂z2/∂p2 = 0.24
adam-first-step: w = 0.1
adam-first-step: g は 0.1 変わります
conv2d-values: X = [[16,2],[17,8]]
epochs-from-iterations: 6.67分
init-preactivation-variance: total = 0.0625
avgpool-backward: dout = [[-.5,-.5,1,1],[-.5,-.5,1,1],[1.5,1.5,-1.5,-1.5],[1.5,1.5,-1.5,-1.5]]
grouped-conv-params: 83136 biases and weights
grouped-conv-params: 83136 weights and
resnet-block-params: 165888 weights and biases
pool-output-size: int(11.5)=11, int(6.0)=5
# contradictions
accuracy-argmax: 0.6ではなく0.5
accuracy-argmax: 0.6ではなく0.6
accuracy-argmax: 0.6ではなく3/5
accuracy-argmax: 0.5ではなく0.6ではなく0.5
accuracy-argmax: 0.5ではなく0.6ではない
accuracy-argmax: 0.5 → 0.6
accuracy-argmax: 0.6 → 訂正: 0.5
accuracy-argmax: ほげではなく0.6
accuracy-argmax: 0.6ではない
conv-output-size: 11×15ではなく15×11
training-loop-order: a f d b e c → 訂正: a b c d e f
training-loop-order: a f d b e c → 訂正: a f d b e c
training-loop-order: aの前にf、d、b、e、最後にc
adam-first-step: -0.1だけ増える
adam-first-step: 0.1だけ減る
conv-solve-parameter: n+6-7=11 → n=11
conv-solve-parameter: m+6-7=10 → n=11
init-fan-in-conv: 3*3*4 -> 27
accuracy-argmax: 10件中4件なので0.6
minibatch-count-last: 5000÷128=39余り9 なので 40回、8個
conv-output-size: 9+2=11, 13+2=15 → 15×11
vanish-explode-factor: 0.970^7≈0.71 なので 3
vanish-explode-factor: 消失する なので 3
vanish-explode-factor: 20.8 だから 3
vanish-explode-factor: 約0.81倍だから、3
sigmoid-derivative-max: 3×4=12 → (3)
sigmoid-derivative-max: 3+2=5 → (3)
optimizer-code-identify: AdaGrad だから 4
bn-code-fill: 4番の axis=(0, 2, 3)
bn-code-fill: mu = np.mean(x, axis=(0, 1, 2))
overfit-causes: 1と4以外の2 3
overfit-causes: 1と4以外の1 4
augmentation-label-breaks: 1、2、4、5以外なので4
lasso-ridge-contour-figure: w1もw2も0
init-code-choice: 1番の式でない
init-code-choice: V = np.random.randn(102, 21)
# parts exchanged, or one too few
maxout-unit: 出力11、勾配(-3,1)
maxout-unit: 出力11、勾配1
conv1x1-cost: MACs=6208, params=2457600
alexnet-conv1-size: 縦も横も48、チャンネル数は51
alexnet-conv1-size: 縦も51
l1-soft-threshold: 0.9, 0, -1.6, 0 で、1は2個
minibatch-count-last: last size 40, updates 8
minibatch-slice-indices: 188〜176の13個
minibatch-slice-indices: 176-188
minibatch-slice-indices: 13から188まで、176個
fit-diagnosis: AもBも2、Cは1
im2col-code: 5→4→3→2→1→0
conv-output-size: 入力は縦11、横15
im2col-code: x.transpose(0, 1, 2, 3, 4, 5)
im2col-shape: shape == (12, 126)
""")


@pytest.mark.parametrize(("item", "answer"), RIGHT)
def test_a_right_answer_with_understood_words_around_it_is_right(item: str, answer: str) -> None:
    assert verdict(item, answer) == "correct"


@pytest.mark.parametrize(("item", "answer"), NOT_RIGHT)
def test_the_right_number_of_something_else_is_not_right(item: str, answer: str) -> None:
    assert verdict(item, answer) != "correct"


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("conv-macs", "1331712 FLOPs"), ("conv-param-count", "重みは123968個"), ("accuracy-argmax", "0.6ではなく0.6"),
        ("conv-output-size", "5+5=11, 13+2=15"),
        ("conv-same-padding", "3-1 / 2"), ("conv-solve-parameter", "n+6-7=11 → n=11"),
    ],
)  # fmt: skip
def test_what_may_be_meant_rightly_is_asked_about(item: str, answer: str) -> None:
    told = grade(variant(item), answer).unreadable
    assert told is not None
    assert told.remedy is not None


@pytest.mark.parametrize("answer", ["1.331712M", "1331.712k", "1.331712 M"])
def test_what_is_short_for_many_is_to_be_written_out(answer: str) -> None:
    told = grade(variant("conv-macs"), answer).unreadable
    assert told is not None
    assert told.remedy is not None
    assert "1200000" in told.remedy.en
    other = grade(variant("conv-macs"), "M 1331712").unreadable
    assert other is not None
    assert other.remedy is not None
    assert "1200000" not in other.remedy.en


UNKNOWN = ("ほげ", " zork ", "ルーペ", "半ば", " nearest ")


@given(st.sampled_from(RIGHT), st.sampled_from(UNKNOWN), st.floats(0, 1))
def test_an_unknown_word_anywhere_makes_it_not_right(pair: tuple[str, str], word: str, at: float) -> None:
    item, answer = pair
    place = round(at * len(answer))
    assert verdict(item, answer[:place] + word + answer[place:]) != "correct"
