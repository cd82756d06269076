"""What is put first, last or aside is credited as it would be in the plain order; its false twin isn't."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.rubric import judge_text

BANK = built_in_bank()
ZERO, NORM, STEPS = "zero-init-consequence", "bn-effects", "optimizer-traits"
FASTER, FITTING, VANISHING, START = (
    "faster-stabler-training", "less-overfitting", "less-vanishing-gradients", "initial-weights-matter-less",
)  # fmt: skip
SAME, POWER, LEARNING = "same-update", "expressive-power", "no-proper-learning"

RIGHT = [
    (NORM, "What gets shorter is training.", {FASTER}),
    (NORM, "One welcome side effect is regularization.", {FITTING}),
    (NORM, "The risk that gradients vanish is smaller.", {VANISHING}),
    (NORM, "However you choose the weights, learning works fine.", {START}),
    (NORM, "Whether the initial weights are good or bad hardly matters.", {START}),
    (NORM, "It saves the network from overfitting.", {FITTING}),
    (NORM, "In return, it converges in fewer steps.", {FASTER}),
    (NORM, "学習が遅くなると思うかもしれないが、むしろ収束は早まる。", {FASTER}),
    (NORM, "出発点の良し悪しに左右されなくなる。", {START}),
    (NORM, "効果は、学習が速くなるのと、過学習が減るのの2つです。", {FASTER, FITTING}),
    (STEPS, "I'm not sure about AdaGrad, but momentum has inertia.", {"momentum"}),
    (STEPS, "RMSProp cures AdaGrad's dying steps.", {"rmsprop"}),
    (STEPS, "RMSProp: AdaGrad with an exponentially decaying average, so old gradients are forgotten.", {"rmsprop"}),
    (STEPS, "The more gradient a weight has gathered, the smaller AdaGrad makes its step.", {"adagrad"}),
    (STEPS, "Momentum lets earlier steps live on.", {"momentum"}),
    (STEPS, "RMSProp avoids this by discarding old gradients.", {"rmsprop"}),
    (STEPS, "モメンタムを一言で言うと「慣性」。", {"momentum"}),
    (STEPS, "モメンタムの更新には、前回の更新量に係数を掛けた項が含まれる。", {"momentum"}),
    (STEPS, "RMSPropは古い勾配を捨てることで、学習を続けられる。", {"rmsprop"}),
    (NORM, "Gradients reach even the deepest layers.", {VANISHING}),
    (STEPS, "慣性を使うのはモメンタムである。", {"momentum"}),
    (STEPS, "前回の更新を足すのはモメンタムです。", {"momentum"}),
    (STEPS, "学習率をパラメータごとに変えるのはAdaGrad。", {"adagrad"}),
    (STEPS, "慣性を使うのはモメンタムで、移動平均を使うのはRMSPropである。", {"momentum", "rmsprop"}),
    (STEPS, "学習率をパラメータごとに変えるAdaGrad。", {"adagrad"}),
    (STEPS, "The learning rate of AdaGrad shrinks.", {"adagrad"}),
    (STEPS, "The step of momentum contains the last update.", {"momentum"}),
    (NORM, "Training is faster, but noise forbids it sometimes.", {FASTER}),
    (NORM, "Training slows down, but the model generalizes better.", {FITTING}),
    (NORM, "It stabilizes trianing.", {FASTER}),
    (ZERO, "All weigths get the same update.", {SAME}),
    (NORM, "過学習がうんと減る。", {FITTING}),
    (NORM, "過学習を抑えながらペースを上げる。", {FITTING}),
    (ZERO, "Everybody gets the same gradient.", {SAME}),
    (ZERO, "It makes no sense to have many units.", {POWER}),
    (ZERO, "It hardly matters whether you have twenty neurons or one.", {POWER}),
    (ZERO, "No two neurons ever become different.", {SAME}),
    (ZERO, "複雑な関係を表現する力がなくなる。", {POWER}),
    (ZERO, "層はニューロンが1個しかないのと同じになる。", {POWER}),
    (ZERO, "更新が全部同じになってしまうのが問題です。", {SAME}),
]
FALSE = [
    (NORM, "What gets longer is training."),
    (NORM, "One side effect is overfitting."),
    (NORM, "The risk that gradients vanish is larger."),
    (NORM, "Whether the initial weights are good or bad matters a lot."),
    (NORM, "It doesn't save the network from overfitting."),
    (NORM, "To reduce overfitting, you should add data."),
    (NORM, "It is used where training is already stable."),
    (NORM, "It takes a long time until training is stable."),
    (NORM, "It was designed to speed up training, but it fails."),
    (NORM, "Large learning rates lead to divergence."),
    (NORM, "Training isn't faster, nor is overfitting reduced."),
    (NORM, "If it turned out that it trains fast and hence overfits less, I'd be glad."),
    (NORM, "過学習を抑えるには、データを増やす。"),
    (NORM, "初期値の影響が小さいモデルでは、役に立たない。"),
    (STEPS, "I'm not sure whether momentum has inertia."),
    (STEPS, "AdaGrad cures RMSProp's dying steps."),
    (STEPS, "AdaGrad takes ever larger steps, the more squared gradients have been added up."),
    (STEPS, "RMSProp takes a moving average. Scratch that. It takes the plain sum."),
    (STEPS, "RMSProp drops the moving average."),
    (STEPS, "Momentum resets its velocity before each step."),
    (STEPS, "AdaGrad came after RMSProp and improved on it."),
    (STEPS, "RMSPropは移動平均をやめ、総和を使う。"),
    (STEPS, "RMSPropの減衰率には0.9が選ばれる。"),
    (STEPS, "AdaGradの学習率を下げるには、自分で設定する。"),
    (STEPS, "慣性を使うのはRMSPropで、移動平均を使うのはモメンタムである。"),
    (STEPS, "慣性を使うのはモメンタムではない。"),
    (STEPS, "慣性がないのはAdaGradである。"),
    (NORM, "学習が不 安定になる。"),
    (NORM, "学習のスピードと不 安定性が増す。"),
    (NORM, "過学習を抑えるのは正則化である。"),
    (NORM, "過学習を抑えるのはドロップアウトである。"),
    (ZERO, "Weights aren't necessarily updated uniformly."),
    (ZERO, "Updates would be a problem if identical, but they aren't."),
    (ZERO, "With too small a learning rate, training makes no progress."),
    (ZERO, "A linear activation robs the network of its expressive power."),
    (ZERO, "同じ勾配 均一 更新 ユニット 表現力"),
    (ZERO, "学習が進まないおそれは、0で初期化すればなくなる。"),
    (ZERO, "すべての重みを同じ値にしておけば、別々の特徴を学ぶ。"),
]


def found(name: str, text: str) -> set[str]:
    return {one.name for one in judge_text(text, BANK.item(name).answer.rubric) if one.state == "found"}


@pytest.mark.parametrize(("name", "text", "facets"), RIGHT)
def test_it_is_credited_as_in_the_plain_order(name: str, text: str, facets: set[str]) -> None:
    assert found(name, text) == facets


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_its_false_twin_is_credited_nothing(name: str, text: str) -> None:
    assert found(name, text) == set()


def test_what_speaks_against_a_point_takes_it_away() -> None:
    right = "AdaGrad sums up squared gradients."
    assert found(STEPS, right) == {"adagrad"}
    assert found(STEPS, f"{right} Its learning rate grows.") == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (NORM, "Momentum doesn't always converge faster."),
        (NORM, "Vanishing gradients means that the weight updates become too large."),
        (ZERO, "ReLUは、入力が正のとき勾配が1で、負のとき0になる。"),
    ],
)
def test_what_is_said_of_something_else_speaks_for_and_against_no_point(name: str, text: str) -> None:
    assert [one.state for one in judge_text(text, BANK.item(name).answer.rubric) if one.state != "missing"] == []
