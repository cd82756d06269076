"""Who governs a right phrase: what carries it keeps it credited, anything else leaves it undecided."""

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


NOUNS_EN = (
    "faster training", "a reduction of overfitting", "less overfitting", "reducing overfitting",
    "making training more stable", "a higher learning rate", "making initial weights matter less",
    "a weaker dependence on the initial weights", "fewer vanishing gradients",
)  # fmt: skip
STRANGE_EN = (
    "dreads postpones fakes questions mourns investigates craves obscures exaggerates ridicules seeks ignores records"
    " approximates mimics"
).split()
CARRYING_EN = (
    "brings",
    "leads to",
    "results in",
    "gives us",
    "yields",
    "allows",
    "achieves",
    "contributes to",
    "entails",
)
NOUNS_JA = ("学習の高速化", "過学習の抑制", "勾配消失の防止", "初期値への依存の低減", "安定した学習")
STRANGE_JA = (
    "を装う", "を先延ばしにする", "を夢見る", "を忘れる", "を疑う", "を検討する", "を予測する", "を取り違える",
    "が危ぶまれる", "を売り文句にする",
)  # fmt: skip
CARRYING_JA = (
    "につながる",
    "をもたらす",
    "が期待できる",
    "を実現する",
    "に役立つ",
    "が可能になる",
    "が得られる",
    "に寄与する",
)
CLAUSES_JA = (
    (BN, "学習が速くなる"), (BN, "過学習が減る"), (ZERO, "すべての重みが同じように更新される"),
    (ZERO, "大量の重みを持つ意味がなくなる"), (OPTIMIZERS, "モメンタムは慣性を使う"),
)  # fmt: skip
FRAMES_JA = (
    "{}ことを装う。", "{}のを見送る。", "{}話をする。", "{}ふりをする。", "{}という物語である。",
    "{}と見せかける。", "{}かを調べる。", "{}かが問題である。",
    "{}ことに憧れる。", "{}演技をする。", "{}ように装う。",
)  # fmt: skip


@pytest.mark.parametrize("verb", STRANGE_EN)
def test_an_unknown_verb_leaves_an_english_phrase_undecided(verb: str) -> None:
    assert {noun: said for noun in NOUNS_EN if (said := found(BN, f"Batch normalization {verb} {noun}."))} == {}


@pytest.mark.parametrize("verb", CARRYING_EN)
def test_a_verb_that_carries_its_object_keeps_it(verb: str) -> None:
    assert [
        noun for noun in NOUNS_EN if not noun.startswith(("reducing", "making")) and not found(BN, f"It {verb} {noun}.")
    ] == []


@pytest.mark.parametrize("said", ["postponed", "doubtful", "forgotten", "imaginary", "cancelled", "mourned"])
def test_what_is_said_of_a_phrase_may_take_it_away(said: str) -> None:
    assert {noun: met for noun in NOUNS_EN[:3] if (met := found(BN, f"{noun.capitalize()} is {said}."))} == {}


@pytest.mark.parametrize("verb", STRANGE_JA)
def test_an_unknown_verb_leaves_a_japanese_phrase_undecided(verb: str) -> None:
    assert {noun: said for noun in NOUNS_JA if (said := found(BN, f"{noun}{verb}。"))} == {}


@pytest.mark.parametrize("verb", CARRYING_JA)
def test_a_verb_that_carries_its_noun_keeps_it(verb: str) -> None:
    assert [noun for noun in NOUNS_JA[:4] if not found(BN, f"{noun}{verb}。")] == []


@pytest.mark.parametrize("frame", FRAMES_JA)
def test_a_clause_in_an_unknown_frame_is_undecided(frame: str) -> None:
    assert {clause: said for item, clause in CLAUSES_JA if (said := found(item, frame.format(clause)))} == {}


@pytest.mark.parametrize(
    ("item", "text", "facets"),
    [
        # A pronoun stands for the only thing that the sentence before names; of two nobody knows.
        (BN, "深い網では勾配消失に悩まされる。バッチ正規化はこれを緩和する。", {"less-vanishing-gradients"}),
        (BN, "過学習は避けたい。バッチ正規化はそれを悪化させる。", set()),
        (BN, "Overfitting is a nuisance. Batch normalization reduces it.", {"less-overfitting"}),
        (BN, "Overfitting is a nuisance. Batch normalization makes it worse.", set()),
        # The verb of the first clause holds of the second name.
        (OPTIMIZERS, "Momentum adds velocity, RMSProp a decaying average.", {"momentum", "rmsprop"}),
        (OPTIMIZERS, "Momentum doesn't add velocity, RMSProp a decaying average.", set()),
        (OPTIMIZERS, "AdaGrad sums nothing.", set()),
        # A letter left out; a word of its own is not meant for another.
        (BN, "Traning gets smoother.", {"faster-stabler-training"}),
        (BN, "Leaning is fast.", set()),
        # Duties, corrections, another quantity.
        (BN, "過学習を避けたいです。", set()),
        (BN, "人は過学習を抑えなければならない。", set()),
        (BN, "過学習が減る。失礼、間違えました。", set()),
        (ZERO, "With a learning rate of zero nothing is learned.", set()),
        (ZERO, "The issue isn't that gradients vanish but that all units are the same.", {"same-update"}),
    ],
)  # fmt: skip
def test_single_cases(item: str, text: str, facets: set[str]) -> None:
    assert found(item, text) == facets


def test_computing_time_is_a_false_claim_only_of_a_single_step() -> None:
    def false(text: str) -> list[str]:
        return [one.name for one in judge_text(text, rubric_of(BN)) if one.state == "contradicted"]

    assert false("収束が早まり、計算時間が短縮される。") == []
    assert false("1回あたりの計算時間が短くなる。") == ["less-computation"]
