"""Frames by grammatical class, each around the same few right clauses: unasserted ones credit nothing, asserting ones
keep what they assert. :mod:`tests.quiz.kinds.test_asserting` puts labelled answers into frames of thinking and saying.
"""

from __future__ import annotations

from functools import cache

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.fields import Rubric
from quiz.kinds.text.rubric import judge_text

BN, OPTIMIZERS, ZERO = "bn-effects", "optimizer-traits", "zero-init-consequence"


@cache
def rubric_of(item: str) -> Rubric:
    rubric: Rubric = built_in_bank().item(item).answer.rubric
    return rubric


def found(item: str, text: str) -> set[str]:
    return {one.name for one in judge_text(text, rubric_of(item)) if one.state == "found"}


CLAUSES_EN = (
    (BN, "batch normalization makes training faster"), (BN, "it reduces overfitting"),
    (BN, "it lets us use larger learning rates"), (OPTIMIZERS, "momentum uses inertia"),
    (ZERO, "all units of a layer get the same update"), (ZERO, "the network cannot learn properly"),
)  # fmt: skip
DEEDS_EN = (
    ("make training faster", "making training faster"), ("reduce overfitting", "reducing overfitting"),
    ("let us use larger learning rates", "letting us use larger learning rates"),
)  # fmt: skip
CLAUSES_JA = (
    (BN, "学習が速くなる"), (BN, "過学習が減る"), (BN, "大きな学習率を使える"),
    (OPTIMIZERS, "AdaGradは学習率を徐々に下げる"), (OPTIMIZERS, "モメンタムは慣性を使う"),
    (ZERO, "同じ層のユニットが同じように更新される"), (ZERO, "表現力が失われる"),
)  # fmt: skip

UNASSERTED_EN = """
There is no way {}|There is no reason why {}|There is no sign that {}|It isn't as though {}|It can't be that {}
By no means can one say that {}|Rarely is it so that {}|Under no circumstances can it be that {}|{}, which isn't true
According to my friend, {}|A classmate told me {}|My teacher insists that {}|Many are under the impression that {}
At first glance {}|Show that {}|Prove that {}|Explain why {}|Make sure that {}|Is it true that {}|In case {}, stop
One cannot conclude that {}|I don't see how {}|I'd be surprised if {}|Who says {}|Ideally {}|Let us pretend {}
The model answer is probably that {}
"""
UNDONE_EN = """
It is not enough to {0}|It does too little to {0}|It falls short of {1}|It is bad at {1}|It neglects to {0}|We must {0}
We need to {0}|It never comes close to {1}|Far from {1}, it does harm|It tried to {0} but failed|It rules out {1}
It prevents us from {1}|It interferes with {1}|It precludes {1}|It undermines {1}|It works without {1}|It avoids {1}
It would be great to {0}|The goal would be to {0}|It is hopeless to {0}|It's pointless to try to {0}|Try to {0}
One cannot use it to {0}|It cannot be used to {0}|Nobody uses it to {0}|It is a common error to credit it with {1}
It is often accused of {1}|It gives up on {1}|It nearly succeeds in {1}|It has no effect on {1}
It is no substitute for {1}
There is no way it can {0}|It would take a miracle to {0}
"""
ASSERTED_EN = """
I believe {}|In my opinion, {}|Experiments show that {}|It has been shown that {}|It can't be denied that {}
It is easy to see that {}|It is a fact that {}|In short, {}|{}, I think|{}, as is well known|The trouble is {}
"""
DONE_EN = """
It manages to {0}|It is able to {0}|It contributes to {1}|The purpose is to {0}|It aims to {0}|It is capable of {1}
It is known to {0}|It allows us to {0}|It ends up {1}|It has the effect of {1}|It never fails to {0}
"""
UNASSERTED_JA = """
{}とのことだ|{}ようにしたい|{}ことを目指したが、うまくいかなかった|もし{}なら、苦労しない|{}のを阻止する|{}効果はない
{}効果は期待できない|{}のとは反対のことが起きる|{}とは初耳だ|{}ことが求められる|{}ことが望まれる|{}ことを諦める
{}ところだったが、だめだった|{}のを待つしかない|{}のに苦労する|{}ことを否定する|{}と友人が言っていた|友人によると{}
先生いわく{}|{}だろうに|{}ことを祈る|{}方法を知りたい|{}ためにはデータを増やすしかない|{}ことを避ける
{}ようにするにはドロップアウトが必要だ|{}といった効果はない|{}力はない|{}、なんてね|{}ことに反対だ|{}ことが条件である
{}ことを仮定している|{}ことを目標にする|{}こととは無関係だ|{}までには時間がかかる|{}必要がある|{}例は知られていない
"""
ASSERTED_JA = """
{}ことは間違いない|{}ことは明らかだ|{}のが主な効果である|{}のは確かだ|{}ことが示された|{}ことが報告されている
{}ことが実験で確認されている|{}んです|{}という感じ|{}のが最大の欠点である|{}、と習いました|{}ことが期待できる
"""


def frames(listed: str) -> list[str]:
    return [frame for line in listed.strip().split("\n") for frame in line.split("|")]


@pytest.mark.parametrize("frame", frames(UNASSERTED_EN))
def test_what_a_frame_does_not_assert_is_credited_nothing(frame: str) -> None:
    for item, clause in CLAUSES_EN:
        assert found(item, frame.format(clause)) == set(), frame.format(clause)


@pytest.mark.parametrize("frame", frames(UNDONE_EN))
def test_what_is_not_done_is_credited_nothing(frame: str) -> None:
    for deed, doing in DEEDS_EN:
        assert found(BN, frame.format(deed, doing)) == set(), frame.format(deed, doing)


@pytest.mark.parametrize("frame", frames(UNASSERTED_JA))
def test_what_a_japanese_frame_does_not_assert_is_credited_nothing(frame: str) -> None:
    for item, clause in CLAUSES_JA:
        assert found(item, frame.format(clause)) == set(), frame.format(clause)


@pytest.mark.parametrize(
    ("frame", "clauses"),
    [*((one, CLAUSES_EN) for one in frames(ASSERTED_EN)), *((one, CLAUSES_JA) for one in frames(ASSERTED_JA))],
)
def test_what_a_frame_asserts_stays_credited(frame: str, clauses: tuple[tuple[str, str], ...]) -> None:
    assert [clause for item, clause in clauses if not found(item, frame.format(clause))] == []


@pytest.mark.parametrize("frame", frames(DONE_EN))
def test_what_is_done_stays_credited(frame: str) -> None:
    assert [deed for deed, doing in DEEDS_EN if not found(BN, frame.format(deed, doing))] == []


@pytest.mark.parametrize(
    ("item", "text", "facets"),
    [
        # What would be needed, how else it is got, what it costs, what doesn't even ...
        (BN, "More epochs are needed to reduce overfitting.", set()),
        (BN, "To speed up training, use another optimizer.", set()),
        (BN, "Reducing overfitting costs speed.", set()),
        (BN, "Faster training comes from better hardware.", set()),
        (BN, "過学習は別の方法で抑える。", set()),
        (BN, "It cannot prevent overfitting, let alone speed up training.", set()),
        (ZERO, "Learning would only fail with a bad optimizer.", set()),
        (BN, "We get faster training as well as less overfitting.", {"faster-stabler-training", "less-overfitting"}),
        (BN, "The model converges in about half the epochs.", {"faster-stabler-training"}),
        # A cause that is asserted stays so, whatever is asked for because of it.
        (ZERO, "All units get the same update, so one must draw other weights.", {"same-update"}),
        (ZERO, "全ての重みが同じように更新されるので、避ける方法を知りたい。", {"same-update"}),
        # Nobody's deed, comparisons with the other side, necessities, other conditions, what is only supposed.
        (BN, "Nobody has ever found training to be faster.", set()),
        (BN, "A plain network is less prone to overfitting than one with batch norm.", set()),
        (BN, "Training needs to be faster.", set()),
        (BN, "Stable training is a prerequisite.", set()),
        (BN, "Overfitting would be less of a problem with more data.", set()),
        (BN, "It's not overfitting that it reduces but the batch size.", set()),
        (BN, "The lower the learning rate, the more stable the training.", set()),
        (BN, "Even with bad initial weights it trains fine.", {"initial-weights-matter-less"}),
        (BN, "もし学習率をもっと小さくすれば、学習は安定する。", set()),
        (BN, "大きな学習率を使うと壊れる。", set()),
        (ZERO, "If the learning rate were zero, nothing would be learned.", set()),
        (ZERO, "学習が進まない心配はいらない。", set()),
        (OPTIMIZERS, "In RMSProp, as in momentum, the previous step is added.", set()),
        (OPTIMIZERS, "AdaGrad stops the learning rate from going to zero.", set()),
        # The topic again behind another cause, and whom a sentence names behind it.
        (BN, "ReLU eases vanishing gradients, but batch norm speeds up training.", {"faster-stabler-training"}),
        (BN, "勾配消失を防ぐのはReLUで、バッチ正規化は学習を速くする。", {"faster-stabler-training"}),
        (OPTIMIZERS, "Past updates are mixed into the present update (momentum).", {"momentum"}),
        # Misspelt, in kana, given, as two things.
        (BN, "Overfitting is supressed.", {"less-overfitting"}),
        (ZERO, "おもみがすべておなじだけこうしんされる", {"same-update"}),
        (OPTIMIZERS, "AdaGrad gives each parameter its own step size.", {"adagrad"}),
        (OPTIMIZERS, "Momentum lets it shoot past small local minima.", {"momentum"}),
        (BN, "Faster convergence and a mild regularizing effect.", {"faster-stabler-training", "less-overfitting"}),
        (BN, "過学習を完全になくすわけではないが、ある程度は減らしてくれる。", {"less-overfitting"}),
        (ZERO, "The network is unable to learn a variety of features.", {"expressive-power"}),
    ],
)
def test_cases_of_their_kinds(item: str, text: str, facets: set[str]) -> None:
    assert found(item, text) == facets
