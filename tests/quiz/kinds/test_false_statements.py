"""Statements that are false, hedged or about something else: no facet of our text items is credited for them."""

from __future__ import annotations

from functools import cache

import pytest

from quiz import load_bank
from quiz.kinds.text.fields import Rubric
from quiz.kinds.text.rubric import judge_text


@cache
def _rubrics() -> dict[str, Rubric]:
    return {one.id: one.answer.rubric for one in load_bank().items() if one.kind == "text"}


HEDGED = {
    "zero-init-consequence": (
        "すべての重みが同じ値に更新されるかもしれないし、されないかもしれない。",
        "対称性が崩れないかもしれない。",
        "学習が進まないかもしれません。",
        "もしかすると全ての重みが同じように更新されるのだろう。",
        "ひょっとしたら学習できない。",
        "Maybe the weights all get the same update, maybe not.",
        "Perhaps learning is impossible.",
        "The units might stay identical, or they might not.",
    ),
    "bn-effects": (
        "過学習が抑えられるかもしれない。",
        "学習が速くなるかもしれないが、遅くなるかもしれない。",
        "たぶん学習が速くなる。",
        "おそらく過学習を抑えるのではないか。",
        "It might reduce overfitting.",
        "Perhaps training gets faster, perhaps slower.",
        "Possibly it makes training faster.",
        "It is said to reduce overfitting, but nobody knows.",
    ),
    "optimizer-traits": (
        "モメンタムは慣性を使うかもしれない。",
        "AdaGradは学習率をパラメータごとに調整するかもしれないし、しないかもしれない。",
        "Momentum might add inertia.",
        "Perhaps RMSProp forgets old gradients.",
    ),
}
OTHER_CAUSES = {
    "zero-init-consequence": (
        "重みをランダムに初期化すると、すべての重みが同じように更新される。",
        "異なる値で初期化すると全てのユニットが同じになる。",
        "Heの初期値を使うと対称性が保たれる。",
        "小さな乱数で初期化するとどのユニットも同じ更新になる。",
        "Xavierの初期値では学習が進まない。",
        "正規分布から重みを取ると、全ユニットが同じ出力になる。",
        "重みがばらばらだと、すべて同じ勾配になる。",
        "With random weights all units get the same update.",
        "If the weights are drawn at random, every unit stays identical.",
        "He initialization makes all units receive the same gradient.",
        "Small random values keep the symmetry.",
        "Different initial weights cause identical updates.",
        "Using Xavier initialization, the network can't learn.",
    ),
    "bn-effects": (
        "Worse still, it worsens generalization.",
        "Overfitting drops when batch normalization is switched off.",
        "Omitting batch normalization makes training stable.",
        "正規化を省くと過学習が減る。",
        "Group normalization stabilizes training.",
        "レイヤー正規化は学習を安定させる。",
        "データがたくさんあるので過学習しにくい。",
        "With plenty of data there is less overfitting.",
        "学習率を減衰させると学習が安定する。",
        "A learning rate schedule makes training stable.",
        "バッチ正規化を使わないと学習が速くなる。",
        "バッチ正規化なしでは過学習が抑えられる。",
        "バッチ正規化を外すと学習が安定する。",
        "Without batch normalization training is faster.",
        "Without batch norm overfitting is reduced.",
        "Removing batch normalization speeds up training.",
        "Overfitting is reduced when batch normalization is left out.",
    ),
}
ANTECEDENTS = {
    "optimizer-traits": (
        "Momentum replaces AdaGrad, which adds inertia.",
        "RMSProp came before AdaGrad, which forgets old gradients.",
        "AdaGrad is older than RMSProp, whose learning rate is scaled by the sum of all squared gradients.",
        "RMSProp was fixed by AdaGrad, which uses an exponential moving average.",
        "AdaGrad keeps an exponential moving average of the squared gradients.",
        "RMSProp keeps the sum of all squared gradients.",
        "AdaGrad fixes RMSProp, whose learning rate keeps shrinking.",
        "AdaGradは指数移動平均で過去の勾配を忘れる。",
        "RMSPropは勾配の二乗和をすべて足し合わせる。",
    ),
}
INSTRUMENTS = {
    "optimizer-traits": (
        "モメンタムは慣性を取り除くことで速くする。",
        "AdaGradは慣性で学習率を下げる。",
        "AdaGradは慣性によってパラメータごとに学習率を調整する。",
        "モメンタムは勾配の二乗和によって慣性を加える。",
        "モメンタムは移動平均を使わずに速くする。",
        "RMSPropは慣性を使って過去の勾配を忘れる。",
        "AdaGrad adapts the learning rate through inertia.",
        "Momentum speeds up training by removing inertia.",
        "Momentum adds inertia by dividing by the squared gradients.",
        "RMSProp forgets old gradients by using inertia.",
    ),
    "bn-effects": (
        "学習を速くする代わりに過学習を増やす。",
        "過学習を抑える代わりに学習を速くするのをやめる。",
        "学習の速さと引き換えに精度が上がる。",
        "過学習の抑制を犠牲にする。",
        "学習の高速化を邪魔する。",
        "学習の安定化の妨げになる。",
        "It gets in the way of fast convergence.",
        "It comes at the cost of fast training.",
        "It works at the expense of stable training.",
        "It stands in the way of a higher learning rate.",
        "It trades fast training for memory.",
        "Instead of reducing overfitting, it increases it.",
    ),
}


FALSE_CAUSES = {
    "zero-init-consequence": (
        "対称性が崩れるので、学習できない。",
        "Since the symmetry is broken, nothing can be learned.",
        "The network can't learn because the symmetry breaks.",
    ),
    "bn-effects": (
        "Gradients vanish faster, therefore training is stable.",
        "勾配がますます小さくなるので、学習が発散しない。",
    ),
}
"""What follows from something false isn't so for that reason."""
CONDITIONS = {
    "bn-effects": (
        "A small rate must be chosen for stable training.",
        "It needs good initial weights to make training fast.",
        "Overfitting is reduced only if more images are collected.",
        "Convergence is faster only because the network is smaller.",
        "テストの時だけ学習が安定する。",
        "学習が安定する前に止まる。",
        "学習が速いネットワークほど過学習する。",
        "収束が早く済むほど、バッチ正規化が効きやすくなる。",
        "学習が速く進めば、バッチ正規化が使える。",
        "Batch norm contributes to poor generalization.",
        "It adds to insufficient regularization.",
        "Learning rates for which training is slow can be used.",
        "Training gets faster, the more batch norm is removed.",
        "If you get lucky with the starting weights, it doesn't matter.",
        "Low rates would be stable, but the noise forbids it.",
        "It is doubtful and hard to say that training is faster.",
        "学習が速くなるとは言い難い。",
        "The larger the learning rate, the sooner it fails.",
    ),
    "zero-init-consequence": (
        "The neurons must be identical for training to succeed.",
        "Learning fails if the labels are constant.",
        "Starting at zero seldom stops the network from learning.",
        "Nothing makes one unit different except a random start.",
        "No two units learn something different unless they are tied.",
        "The weights become equal only after a thousand steps.",
        "ユニットが1つなら学習できない。",
    ),
}
"""What holds only under a condition, for a purpose, or for some."""
SAID_OF_OTHERS = {
    "bn-effects": (
        "It regularizes the labels.",
        "正則化の強さを学習する。",
        "大きな学習率では発散しやすくなる。",
        "The training accuracy improves and the test accuracy falls.",
        "正則化が強くなりすぎる。",
    ),
    "zero-init-consequence": (
        "Equal weights save disk space.",
        "The learning rate is the same for all neurons.",
        "Two neurons of the same layer soon differ.",
        "The same weights are used for both data sets.",
        "The value is the same in every epoch.",
        "重みが均一でも表現力は変わらない。",
    ),
    "optimizer-traits": (
        "RMSPropの学習率が0に近づいてしまう欠点を補うのがAdaGradである。",
        "モメンタムは前回の更新を打ち消す向きに進む。",
        "AdaGradの学習率は増えたり減ったりする。",
        "RMSPropは新しい勾配ほど小さく反映する。",
        "モメンタムは慣性をなくして振動を減らす。",
        "モメンタムは毎回の更新で速度をゼロに戻すので、谷で揺れ続ける。",
        "モメンタムは速度を毎回ゼロに戻し、谷で揺れ続ける。",
        "モメンタムは前回の勢いを捨て去るので、底の手前で止まり続ける。",
        "AdaGrad starts with small steps and then takes ever bigger ones.",
        "Momentum lowers the rate as the velocity increases.",
    ),
}
"""What is said of something else, or the other way round."""
AS_MUCH = {
    "optimizer-traits": (
        "RMSProp gives equal weight to the very first and the latest gradient.",
        "RMSProp counts recent gradients just as much as old ones.",
        "RMSProp uses recent gradients and ancient gradients equally.",
        "RMSProp puts the same weight on recent gradients as on old ones.",
        "In RMSProp the latest gradient counts no more than the first.",
        "RMSPropは最近の勾配にも古い勾配にも同じ重みを置く。",
        "RMSPropは新しい勾配と昔の勾配を平等に重視する。",
        "RMSPropは直近の勾配を昔の勾配と同じくらい重く見る。",
        "RMSProp is AdaGrad with the average turned into a sum.",
    ),
    "bn-effects": (
        "The loss comes down in more epochs.",
        "A plain network reaches the same accuracy in half the epochs.",
        "過学習が抑えられる、といっても確かではない。",
        "学習が速くなる、でもそれは違う。",
    ),
    "zero-init-consequence": (
        "The gradients don't differ, but the updates do.",
        "The gradients aren't different, but the updates are.",
        "The extra weights are useful.",
        "The gradients of different layers don't differ.",
    ),
}
"""Both alike, where the point is that one counts more; the one, but not the other."""


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (item, text)
        for kind in (HEDGED, OTHER_CAUSES, ANTECEDENTS, INSTRUMENTS, FALSE_CAUSES, CONDITIONS, SAID_OF_OTHERS, AS_MUCH)
        for item, texts in kind.items()
        for text in texts
    ],
)
def test_no_facet_is_credited(item: str, text: str) -> None:
    rubric = _rubrics()[item]
    assert [finding.name for finding in judge_text(text, rubric) if finding.state == "found"] == []
