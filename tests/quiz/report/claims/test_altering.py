"""A right claim is not credited where a word more, or a sibling of one of its words, makes another statement of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from altered import (
    always,
    at_the_other_time,
    of_a_sibling,
    of_another_that_is_like,
    of_channels_too,
    of_the_other_direction,
)

from quiz.bank.claim_entries import Claim, ClaimBase
from quiz.report.claims.altering import alterations_of
from quiz.report.claims.claim_reader import ClaimReader

Turn = Callable[[str], Iterator[str]]
WAYS: dict[str, Turn] = {
    "always": always,
    "of a sibling": of_a_sibling,
    "of the other direction": of_the_other_direction,
    "at the other time": at_the_other_time,
    "of channels too": of_channels_too,
    "of another that is like": of_another_that_is_like,
}
LEAST_MADE = {
    "always": 1500,
    "of a sibling": 700,
    "of the other direction": 100,
    "at the other time": 25,
    "of channels too": 3,
    "of another that is like": 15,
}
STILL_TRUE = {
    "always": {
        # It does hold always, or the word stands where it says something of another part.
        *("sigmoid-positive", "vgg-many-parameters", "no-guarantee-of-global", "past-gradients-kept"),
        *("ridge-shrinks-all", "dropout-averages-thinned", "l1-origin-corner", "xavier-short-for-sigmoid"),
        *("softmax-sum", "relu-identity-positive", "lasso-and-ridge-named"),
        *("dying-relu-told", "linear-layers-collapse"),
    },
    "of a sibling": {
        # The other one is just as true, or only one of two that are named has become another.
        *(
            "early-stopping-definition",
            "method-is",
            "overfitting-shown",
            "overfitting-which-error",
            "batch-and-updates",
        ),
        *(
            "overfitting-test-worse",
            "overfitting-test-does-not-fall",
            "overfitting-definition",
            "bn-other-at-inference",
        ),
        *(
            "adagrad-sum-of-squares",
            "overfitting-cause-entry",
            "dropout-scaled-by",
            "overfitting-little-data-large-model",
        ),
        *("bn-inference-running", "alexnet-dense-size", "linear-depth", "two-small-kernels", "batch-size-large-fast"),
        # What nobody would say: "a local sum".
        *("rate-small-stuck", "rate-and-divergence", "gap-definition", "average-pool-definition"),
        # The heading is another one, and the sentence is as true there.
        "input-side-suffers",
        # Any of the two errors on data that were not learned; and "22 units deep".
        *("overfitting-seen-by", "errors-large-underfit", "googlenet-layers-alone", "gap-of-overfitting"),
        "overfitting-errors-part",
        *("test-error-turns-up", "no-relying-on-single-units", "pooling-over-channels"),
        "dropped-then-put-back",
    },
    "of another that is like": {"steepest-place"},
}


def credited(reader: ClaimReader, sentence: str) -> set[str]:
    return {stated.claim.id for stated in reader.of_text(sentence) if stated.verdict == "correct"}


@pytest.mark.parametrize("way", WAYS)
def test_no_right_claim_is_credited_with_an_altered_sentence(base: ClaimBase, reader: ClaimReader, way: str) -> None:
    right = [claim for fact in base.facts for claim in fact.claims()] + list(base.claims)
    made, false = 0, []
    for claim in [*(claim for claim in right if claim.verdict == "right"), *base.relations]:
        for sentence in claim.tests:
            for altered in WAYS[way](sentence):
                made += 1
                if claim.id in credited(reader, altered) and claim.id not in STILL_TRUE.get(way, ()):
                    false.append((claim.id, altered))
    assert false == []
    assert made > LEAST_MADE[way]


@pytest.mark.parametrize(
    "sentence",
    [
        "Max pooling learns one weight per window during training.",
        "L1 sets every weight to zero, so the model is sparse.",
        "Lasso makes all weights exactly zero.",
        "慣性項のせいで、モメンタムはSGDよりも収束が遅くなる。",
        "ドロップアウトは検証データを無作為に捨てて過学習を防ぐ。",
        "データを増やせば過学習は必ず防げる。",
        "モメンタムの慣性係数を0にすると、過去の更新だけで動く手法である。",
        "プーリング層にもフィルタの値があり、これも学習で決まる。",
        "Zero padding makes the maps smaller than they would be without padding.",
        "im2colで展開した行列の要素数は、元の画像と同じである。",
        "im2col unfolds the image into a matrix, which takes less space than the image.",
        "AlexNetでは、3×3・ストライド2のプーリングで、55×55は28×28になる。",
        "If training is slow, make the learning rate smaller.",
        "If training is slow, make the learning rate larger.",
        "バッチ正規化は、学習時は移動平均を使い、推論時はミニバッチの平均を使う。",
        "ドロップアウトは学習時ではなく評価時にノードをランダムに無効にする。",
        "正則化の係数を大きくするほど、重みへの制約は弱くなる。",
        "バッチ正規化では、gammaは平行移動、betaはスケールを担う。",
        "RMSPropは、勾配の指数移動平均の平方根で学習率を割る。",
        "L1の項を λ|w| とすると、勾配に加わるのは λw である。",
        "畳み込みのバイアスは、フィルタの要素1つずつに1個ある。",
    ],
)
def test_what_is_said_more_is_credited_to_nobody(reader: ClaimReader, sentence: str) -> None:
    assert credited(reader, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "L1は一部の重みをちょうど0にする。",
        "ドロップアウトは学習時にノードを無作為に消す。",
        "学習率が大きいと発散しやすい。",
        "バッチ正規化を入れると、学習率を大きくしても発散しにくい。",
        "ReLUは入力が常に正なら恒等関数と同じである。",
        "バッチ正規化は、学習時はミニバッチの平均を使い、推論時は移動平均を使う。",
        "ドロップアウトは推論時ではなく学習時にノードをランダムに無効にする。",
        "Flattenは1次元に並べるだけで、学習するパラメータはない。",
        "λ を 0 にすれば、正則化なしの学習と同じ。",
        "A 2x2 max pooling with stride 2 halves the height and the width.",
        "The output is smaller without padding than with padding.",
    ],
)
def test_what_is_the_claims_own_is_no_alteration(reader: ClaimReader, sentence: str) -> None:
    assert credited(reader, sentence)


def test_a_sibling_beside_the_own_word_is_none() -> None:
    own = alterations_of("訓練データの平均を引く")
    assert own.alter("テストデータの平均を引く", "テストデータの平均を引く")
    assert not own.alter("訓練データとテストデータの平均を引く", "訓練データとテストデータの平均を引く")


def test_every_claim_allows_its_own_sentences(base: ClaimBase) -> None:
    said = [sentence for claim in base.claims if isinstance(claim, Claim) for sentence in claim.tests]
    assert not any(alterations_of(sentence).alter(sentence, sentence) for sentence in said)
