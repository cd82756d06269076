"""Words that only look like a denial take nothing away, 逆 of 逆伝播 and ノー of ノード; those that are one do."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade

CREDITED = [
    (
        "zero-init-consequence",
        "なぜ学習できないかというと、逆伝播ですべての重みが同じように更新され、ユニットがみな同じになるからである。",
    ),
    (
        "zero-init-consequence",
        "なぜ学習が進まないかというと、ノードがすべて同じ値を出し、重みが同じように更新されるからである。",
    ),
    (
        "zero-init-consequence",
        "なぜ学習が進まないかというと、どのユニットも違いがなくなり、重みが同じように更新されるからである。",
    ),
    ("bn-effects", "どんな効果があるかというと、逆伝播の勾配が安定して学習が速くなり、過学習が抑えられる。"),
    ("bn-effects", "何がよいかというと、ノードの値の分布が安定して学習が速くなり、初期値に依存しにくくなる。"),
    ("bn-effects", "期待できると考えられるのは、学習が早くなることと、過学習が抑えられることです。"),
    ("bn-effects", "効果と考えられるのは、学習が早く進むことと、初期値に依存しにくくなることです。"),
    ("bn-effects", "学習が速いと言われるのは早く収束するからで、過学習も抑えられる。"),
    ("bn-effects", "効果が大きいと考えるのは、無理な初期値でも学習が進み、過学習が抑えられるからです。"),
    (
        "zero-init-consequence",
        "問題だと考えられるのは、誤差逆伝播ですべての重みが同じように更新され、ユニットがみな同じになることである。",
    ),
    ("bn-effects", "学習を速くすることと過学習を抑えることを目的としています。"),
    ("bn-effects", "学習が速くなることを意味しています。過学習を抑えています。"),
    ("zero-init-consequence", "重みがすべて同じように更新されることを意味しています。"),
    ("bn-effects", "学習が速くなるという結果が得られています。過学習も抑えられます。"),
    ("bn-effects", "学習が速くなるという結果が確認されています。過学習も抑えられます。"),
    ("bn-effects", "Speeding up training is not the only effect; overfitting is reduced as well."),
    ("bn-effects", "Reducing overfitting is not its main purpose, but it happens; training is faster."),
    (
        "optimizer-traits",
        "Momentum adds the last update. AdaGrad lowers the rate in a frequently updated dimension. "
        "RMSProp keeps a moving average of squared gradients.",
    ),
    (
        "optimizer-traits",
        "Momentum adds the last update. AdaGrad divides by the sum of squared gradients. "
        "RMSProp keeps a moving average of squared gradients, used to change the rate of each weight.",
    ),
    (
        "bn-effects",
        "Statistics of the mini-batch, often used to change the distribution, make training faster. "
        "Overfitting is reduced.",
    ),
    ("bn-effects", "Previously slow training becomes faster. Overfitting is reduced."),
    (
        "zero-init-consequence",
        "All weights get the same update, so every unit stays identical. "
        "This prevents us from training the network well.",
    ),
]
NOT_SO = [
    ("bn-effects", "学習が速くなると考えるのは早計だ。"),
    ("bn-effects", "学習が速くなると考えるのは誤りである。"),
    ("bn-effects", "学習が速くなるかというと、逆である。"),
    ("bn-effects", "学習が速くなるかというと、そうではない。"),
    ("bn-effects", "学習が速くなるという結果は得られていない。"),
    ("bn-effects", "学習が速くなるという結果は得られていません。"),
    ("bn-effects", "学習が速くなることを意味していない。"),
    ("bn-effects", "Training used to become faster."),
    ("bn-effects", "Previously training became faster."),
    ("bn-effects", "Speeding up training is not its effect."),
]


@pytest.mark.parametrize(("item", "answer"), CREDITED)
def test_what_is_said_is_credited(item: str, answer: str) -> None:
    expected = ("correct",) if item != "zero-init-consequence" else ("correct", "partial")
    assert grade(draw(built_in_bank().item(item), 0), answer).verdict in expected


@pytest.mark.parametrize(("item", "answer"), NOT_SO)
def test_what_is_denied_is_not(item: str, answer: str) -> None:
    assert grade(draw(built_in_bank().item(item), 0), answer).score == 0
