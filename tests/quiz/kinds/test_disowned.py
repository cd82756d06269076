"""Right statements that a set phrase disowns: nothing is credited, and what only looks like such a phrase still is."""

from __future__ import annotations

import pytest

from quiz.courses import built_in_bank
from quiz.kinds.text.rubric import judge_text

BN, OPTIMIZERS, ZERO = "bn-effects", "optimizer-traits", "zero-init-consequence"
RUBRICS = {name: built_in_bank().item(name).answer.rubric for name in (BN, OPTIMIZERS, ZERO)}

CLAUSES_JA = ((BN, "過学習が抑えられる"), (OPTIMIZERS, "モメンタムは振動を抑える"), (ZERO, "重みが均一に更新される"))
FRAMES_JA = (
    "{}という結果は得られていない", "{}という兆しはどこにもない", "{}ほうがおかしい", "{}のは不自然だ",
    "{}とは別の問題である", "{}とは、まったく無関係だ", "{}には至らない", "{}にはほど遠い",
    "{}という命題は成り立たない", "{}という主張は偽である", "{}と考えるのは短絡的だ",
    "{}に決まっていると見るのは軽率だ",
    "{}まであと一歩だった", "{}までもう少しだ", "{}と決めつけてはならない", "{}と言い張る者もいる",
    "{}などとは口にできない", "{}と言うのは早合点だった", "{}というのは偽である",
    "仮に{}なら、賞がもらえる", "{}、ではない", "「{}」は成り立たない", "「{}」という文は偽です",
    "よくある誤解：{}", "典型的なミス：{}", "誤った記述：{}", "{}という答えは零点になる",
    "{}という説明では点がもらえない",
    "{}かというと、そうではない", "{}かと問われれば、答えは否だ", "{}可能性はゼロだ", "{}こと以外の結果になる",
    "{}のとは逆の現象が起きる", "{}のはごくまれだ", "{}ことは絶対にありえません", "{}、のではない", "{}、わけではない",
    "{}。いや、逆だ", "{}。いいえ、そんなことはない", "{}という計画は失敗した", "{}という期待は裏切られた",
    "{}ことを示すデータは見つからない", "{}のには役立たない", "{}ことには力不足だ", "{}ことを保証しない",
    "{}ように願っている", "{}ように祈る", "{}ようには働かない", "{}ことと矛盾する", "{}より、むしろその逆が起こる",
    "{}ことよりも、その反対が起こる", "{}と書こうとしてやめた", "{}ようにしたかったが、無理だった",
)  # fmt: skip
NOUNS_JA = (
    "{}とは無関係だ", "{}とは逆のことが起こる", "{}の代わりに悪化が起こる", "{}、ではない",
)  # fmt: skip
CLAUSES_EN = (
    (BN, "it prevents overfitting"), (OPTIMIZERS, "momentum damps oscillations"),
    (ZERO, "all neurons receive the same gradient"),
)  # fmt: skip
FRAMES_EN = (
    "{}, my foot", "{} - as if!", "{}, I think not", "{} - hardly", "{}, yeah right", "{}. What a joke!",
    "{}; don't make me laugh", "{} when pigs fly", "{} when hell freezes over", "{} in some parallel universe",
    "{} in another world", "{} on paper only", "{} only in novels", "{}, but only in fiction",
    "Any day now {}", "{} on the day that never comes",
    "in the past {}", "Until recently, {}", "There is hardly a case where {}", "There was once a time when {}",
    "There was a time when {}",
    "Least of all is it so that {}", "The idea that {} is laughable", "The fact that {} is not a fact",
    "{} is what it doesn't do", "At no stage is it so that {}", "Not for a second do I see that {}",
    "reputedly {}", "ostensibly {}", "purportedly {}", "putatively {}", "seemingly {}", "nominally {}, so they claim",
    "{}, except that it doesn't", "{}, which never happens", "{}... or does it?", "{} - no, the opposite",
    "{}. None of this is true.", "{}, but that was long ago", "Fake news: {}", "Fiction: {}",
    "{} just as little as a stone", "{} about as much as a stone does", "{} no more than anything else",
)  # fmt: skip
DEEDS_EN = (
    ("it", "prevent overfitting", "preventing overfitting"),
    ("momentum", "damp oscillations", "damping oscillations"),
)  # fmt: skip
OF_DEEDS_EN = (
    "it used to {1}", "to {1} is not its purpose", "to {1} you need something else", "only another method can {1}",
    "{2} is the job of some other method", "{2} is not what it does", "{2} is out of reach", "{2} is beyond its powers",
    "it aims at {2}, but it misses", "it is not good at {2}", "it does not work by {2}", "{2} is not its effect",
    "{2} is not possible", "{2} is unheard of", "how to {1} is not known",
)  # fmt: skip
DENIED = (
    (BN, "It neither reduces overfitting nor makes initialization less important"),
    (BN, "Nor does training become more stable"),
    (BN, "Making training faster is not its effect"),
    (BN, "Batch norm rarely makes training faster"),
    (BN, "Batch norm is not likely to make training faster"),
    (BN, "It is hardly able to make training faster"),
    (BN, "It hardly ever makes the initial weights less important"),
    (BN, "It prevents us from reducing the dependence on initial weights"),
    (BN, "学習が不安定になって収束しない"),
    (BN, "学習が速くなるどころか不安定になって収束しない"),
    (BN, "学習が早く収束する前に学習が終わる"),
    (OPTIMIZERS, "AdaGrad doesn't give frequently updated parameters a smaller learning rate"),
    (OPTIMIZERS, "RMSPropは移動平均で学習率を調整しない"),
    (OPTIMIZERS, "AdaGradは勾配の二乗和では学習率を割らない"),
    (OPTIMIZERS, "RMSPropは何も調整しない"),
    (ZERO, "The weights hardly ever change by the same amount"),
    (ZERO, "We cannot make the hidden units behave identically"),
    (ZERO, "全ての重みが同じ値になるどころか、まったく反対である"),
    (ZERO, "重みが同じ値のまま更新されるには至らない"),
    (ZERO, "The weights used to be identical"),
)
STILL = (
    (BN, "正則化の代わりになる"),
    (BN, "学習が遅くなるどころか速くなる"),
    (BN, "学習が速くなって、安定して収束する"),
    (BN, "Networks that used to diverge can be trained faster"),
    (BN, "It is used to make training faster"),
    (BN, "No matter how the weights are initialized, training is as fast as ever"),
    (OPTIMIZERS, "RMSPropは勾配の二乗の移動平均で割って一歩の大きさを決める"),
    (OPTIMIZERS, "AdaGradは過去の勾配の二乗を累積する"),
    (OPTIMIZERS, "AdaGradは二乗勾配を足しこむ"),
    (OPTIMIZERS, "AdaGrad sums up all past squared gradients"),
    (ZERO, "Proper training is out of the question"),
    (ZERO, "There is never any difference between the updates of two units"),
    (ZERO, "Nothing can make the weights differ"),
    (ZERO, "The network has trouble learning properly"),
    (ZERO, "ユニットを増やしても、その分だけ複雑な関数を表せるようにはならない"),
)


def found(item: str, answer: str) -> list[str]:
    return [one.name for one in judge_text(answer, RUBRICS[item]) if one.state == "found"]


def framed() -> list[tuple[str, str]]:
    clauses = [(item, frame.format(said)) for item, said in CLAUSES_JA for frame in FRAMES_JA]
    clauses += [(item, frame.format(said)) for item, said in CLAUSES_EN for frame in FRAMES_EN]
    clauses += [(BN, frame.format(noun)) for noun in ("学習の高速化", "過学習の抑制") for frame in NOUNS_JA]
    deeds = zip((BN, OPTIMIZERS), DEEDS_EN, strict=True)
    return clauses + [(item, frame.format(*deed)) for item, deed in deeds for frame in OF_DEEDS_EN]


@pytest.mark.parametrize(("item", "said"), [*CLAUSES_JA, *CLAUSES_EN, (BN, "学習の高速化"), (BN, "過学習の抑制")])
def test_the_statements_are_credited_by_themselves(item: str, said: str) -> None:
    assert found(item, said)


@pytest.mark.parametrize(("item", "answer"), [*framed(), *DENIED])
def test_what_is_disowned_is_credited_to_nobody(item: str, answer: str) -> None:
    assert not found(item, answer)


@pytest.mark.parametrize(("item", "answer"), STILL)
def test_what_only_looks_like_it_is_still_credited(item: str, answer: str) -> None:
    assert found(item, answer)
