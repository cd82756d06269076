"""What an answer takes back, wishes, believes or says of a method that was taken away is credited to nobody."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade

ITEMS = {name: built_in_bank().item(name) for name in ("bn-effects", "optimizer-traits", "zero-init-consequence")}


def credited(item: str, answer: str) -> bool:
    return grade(draw(ITEMS[item], 1), answer).score > 0


RIGHT = [
    ("bn-effects", "学習が速くなる。"),
    ("bn-effects", "Training becomes faster."),
    ("bn-effects", "学習が速くなる。しかも過学習が抑えられる。"),
    ("optimizer-traits", "AdaGradは学習率がだんだん小さくなる。RMSPropではそれが避けられる。"),
    # corrected into what is so
    ("bn-effects", "学習が遅くなる…いや、速くなる。"),
    ("bn-effects", "It makes training slower, no, faster."),
    ("bn-effects", "過学習が増える、もとい減る。"),
    # no correction
    ("bn-effects", "学習が速くなる。いや、それだけでなく、過学習も抑えられる。"),
    ("bn-effects", "Training gets faster, and, sorry for the short answer, it generalizes."),
    ("bn-effects", "Training becomes faster, and weights need no correction by hand."),
    ("optimizer-traits", "AdaGradは、違った大きさの歩幅を使い、学習率はだんだん小さくなる。"),
    ("bn-effects", "No wonder training becomes faster."),
    ("bn-effects", "正規化すると、いやがおうでも学習が速くなる。"),
    ("zero-init-consequence", "すべての重みが同じように更新されてしまう。"),
]
NOTHING = [
    ("bn-effects", "学習が速くなる。いや、今の文は誤りなので撤回する。"),
    ("bn-effects", "Training becomes faster. Scratch that."),
    ("bn-effects", "学習が速くなってくれれば助かる。"),
    ("bn-effects", "I wish training became faster."),
    ("bn-effects", "学習が速くなるのは、層を減らした場合である。"),
    ("bn-effects", "正規化をやめれば、学習は速くなる。"),
    ("bn-effects", "学習を速くするという狙いは達成されない。"),
    ("bn-effects", "学習 高速化 安定 過学習 抑制 精度"),
    ("bn-effects", "That training becomes faster is a superstition."),
    ("bn-effects", "Batch norm reduces overfitting - no wait, it increases it."),
    ("bn-effects", "It reduces overfitting — sorry, increases overfitting."),
    ("bn-effects", "Training gets more stable (wait, less stable)."),
    ("bn-effects", "Training gets faster. Oops, slower."),
    ("bn-effects", "過学習が抑えられる。いや、むしろ増える。"),
    ("bn-effects", "学習が速くなる、あ、違う、遅くなる。"),
    ("bn-effects", "学習が速くなる→訂正:遅くなる"),
    ("optimizer-traits", "AdaGrad は更新幅が次第に小さくなる…いや、小さくなるのは SGD で、AdaGrad は変わらない。"),
    ("optimizer-traits", "AdaGrad は更新幅が次第に小さくなる。違う、それは SGD だ。"),
    ("optimizer-traits", "AdaGrad accumulates squared gradients - wait, that was RMSProp."),
    ("optimizer-traits", "Momentum uses inertia, no, that is Adam."),
    ("optimizer-traits", "モメンタムは、係数を0にすると前回の更新量を加える。"),
    ("optimizer-traits", "With its coefficient set to zero, momentum adds the last step."),
    ("zero-init-consequence", "学習がうまく進まないことがある。重みを0から始めると、それが防げる。"),
    ("zero-init-consequence", "Training fails often. Starting from zero spares us that."),
    ("zero-init-consequence", "入力がすべて0だと、学習が進まない。"),
]


@pytest.mark.parametrize(("item", "answer"), RIGHT)
def test_what_stands_is_credited(item: str, answer: str) -> None:
    assert credited(item, answer)


@pytest.mark.parametrize(("item", "answer"), NOTHING)
def test_what_is_taken_back_or_not_so_is_not(item: str, answer: str) -> None:
    assert not credited(item, answer)
