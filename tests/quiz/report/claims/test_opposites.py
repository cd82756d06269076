"""What says the opposite of a right claim is never credited with it: denied, set aside, reversed, swapped, of another.

The false sentences are made by grammar of the claims' own sentences (``tests/support/opposites.py``) and of the right
lines of our own reports; ``tests/bench/bench_opposites.py`` prints the figures.
"""

from __future__ import annotations

import pytest
from labelled_reports import PARTS, labelled, paths
from opposites import KINDS, simple, turned

from quiz.bank.claim_entries import Claim, ClaimBase, Frame, Relation
from quiz.report.claims.claim_reader import ClaimReader

STILL_TRUE = {
    "said of another": {
        # True of the other thing, too, or the thing is only named beside what is said.
        *("vanishing-shallow-fine", "sigmoid-layers-factor", "sigmoid-large-output-one", "rate-suitable-converges"),
        *("no-own-rates-denied", "lambda-large-small-weights", "overfitting-remedies-list", "lambda-suitable"),
        *("window-and-pooled-size", "depth-and-vanishing", "relu-sparse", "sigmoid-peak", "vanishing-remedies"),
        *("dropout-overfitting", "he-short", "xavier-short-for-sigmoid", "alexnet-overlapping-pool", "momentum-zigzag"),
        *("xavier-for-sigmoid", "input-side-suffers", "l2-strength-and-fit"),
    },
    # Each part is said, and true; that the one is the reason of the other is not part of the claim.
    "caused": {
        *("chain-product-shrinks", "padding-larger-larger", "conv-weight-sharing", "l2-proportional-penalty"),
        *("gradient-hardly-arrives", "gradient-points-where-it-grows", "affine-input-gradient"),
        *("squares-keep-signs-from-cancelling", "large-start-saturates"),
    },
    "swapped": {"resnet-skip", "sigmoid-positive"},
    "reversed": {
        "penalty-norm",
        "zero-init-equal",
        "adagrad-rate-shrinks",
        "pool-robust",
        "steps-get-shorter",
        "l1-constant-pull",
        "scale-and-shift-give-back",
    },
    # Of two things that are said side by side only the last is denied.
    "denied": {"mnist-pixels", "l1-some-zero", "penalty-norm", "penalty-solution", "norm-orders-named"},
    "replaced": {"mnist-pixels", "l1-some-zero", "penalty-norm", "penalty-solution", "norm-orders-named"},
    "neither": {"penalty-norm"},
}
"""By the way of turning: claims whose sentences, turned so, still say what is true."""

Statement = Claim | Relation | Frame


def credited(reader: ClaimReader, sentence: str) -> set[str]:
    return {stated.claim.id for stated in reader.of_text(sentence) if stated.verdict == "correct"}


def right_claims(base: ClaimBase) -> list[Statement]:
    claims = [claim for claim in base.claims if claim.verdict == "right" or claim.holds is not None]
    return [*claims, *base.relations, *base.frames]


def is_true_of(reader: ClaimReader, claim: Statement, sentence: str) -> bool:
    """Whether a sentence speaks of another thing of which the claim is true, too."""
    return isinstance(claim, Claim) and bool(set(claim.subjects) & reader.mentioned(sentence))


@pytest.mark.parametrize("kind", KINDS)
def test_no_claim_is_credited_with_its_opposite(base: ClaimBase, reader: ClaimReader, kind: str) -> None:
    made, false = 0, []
    for claim in right_claims(base):
        for sentence in claim.tests:
            for opposite in turned(kind, sentence):
                made += 1
                if claim.id not in credited(reader, opposite) or claim.id in STILL_TRUE[kind]:
                    continue
                if kind != "said of another" or not is_true_of(reader, claim, opposite):
                    false.append((claim.id, opposite))
    assert false == []
    assert made > {"caused": 40, "swapped": 3}.get(kind, 400)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"said of another"}))
def test_no_line_of_a_report_is_credited_with_its_opposite(reader: ClaimReader, kind: str) -> None:
    false = []
    for part in PARTS:
        for path in paths(part):
            report, labels = labelled(path)
            for line in report.lines:
                if labels.get(line.number) != "right" or not (sentence := simple(line.text)):
                    continue
                if len(own := credited(reader, sentence)) != 1:
                    continue
                false += (
                    (line.text, opposite)
                    for opposite in turned(kind, sentence)
                    if own & credited(reader, opposite) - STILL_TRUE[kind]
                )
    assert false == []


@pytest.mark.parametrize(
    ("kind", "sentence", "opposite"),
    [
        ("denied", "ReLUは勾配消失を防ぐ。", "ReLUは勾配消失を防がない。"),
        ("denied", "ReLUは勾配消失を防ぐ。", "ReLUは勾配消失を防ぐとは限らない。"),
        ("denied", "ReLUは勾配消失を防ぐ。", "ReLUは勾配消失を防がなくなる。"),
        ("denied", "Momentum damps oscillations.", "Momentum fails to damp oscillations."),
        ("denied", "Momentum damps oscillations.", "Momentum no longer damps oscillations."),
        ("denied", "学習が進まない。", "学習が進む。"),
        ("replaced", "Momentum damps oscillations.", "Instead of damping oscillations, Momentum does something else."),
        ("neither", "ReLUは勾配消失を防ぐ。", "ReLUも他のものも勾配消失を防がない。"),
        ("reversed", "AdaGradは学習率が徐々に小さくなる。", "AdaGradは学習率が徐々に大きくなる。"),
        ("swapped", "ReLUはtanhより速い。", "tanhはReLUより速い。"),
        ("caused", "層が深くなると勾配が小さくなる。", "勾配が小さくなると、層が深くなる。"),
        ("said of another", "L1は疎になる。", "L2は疎になる。"),
    ],
)
def test_a_sentence_is_turned(kind: str, sentence: str, opposite: str) -> None:
    assert opposite in turned(kind, sentence)
