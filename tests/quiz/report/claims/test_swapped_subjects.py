"""What is true of one thing is not credited to another: claims' own sentences with two names in each other's place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.claims.claim_reader import ClaimReader

BASE = read_claims(open_course().root)
READER = ClaimReader(BASE)
ALIKE = {
    "momentum-zero-is-sgd": "the one is the other with μ = 0, whichever is named first",
    "output-size-depends": "a size isn't said to depend on itself by anybody",
    "course-simple-cnn": "layers in a row: which is which is told by their numbers",
    "sigmoids-xavier-relu-he": "each name stands behind its own functions still",
    "xavier-short-for-sigmoid": "tanh is as good an example as the sigmoid",
    "each-parameter-its-step": "RMSProp, named beside SGD, does so",
}
"""Claims whose sentences are true with the names in each other's place, or can't be told from true ones."""


def swapped() -> Iterator[tuple[str, str]]:
    """Yield claims' sentences in which the first thing and another one of its kind have changed places."""
    mentions, spelling = READER._mentions, READER._spelling
    for claim in BASE.claims:
        for test in claim.tests if claim.verdict == "right" and claim.id not in ALIKE else ():
            text = spelling(test)
            first, *others = mentions.of(text) or (None,)
            other = next(
                (each for each in others if first and each.kind == first.kind and each.name != first.name), None
            )
            if first is None or other is None:
                continue
            one, two = text[first.start : first.end], text[other.start : other.end]
            yield claim.id, text[: first.start] + two + text[first.end : other.start] + one + text[other.end :]


def credited(text: str) -> list[str]:
    return [stated.claim.id for stated in READER.of_text(text) if stated.verdict == "correct"]


@pytest.mark.parametrize(("claim", "text"), list(swapped()))
def test_a_true_sentence_with_two_names_swapped_is_not_credited(claim: str, text: str) -> None:
    assert credited(text) == []


def test_there_are_enough_of_them() -> None:
    assert len(list(swapped())) >= 30


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("AdamはモメンタムとRMSPropを組み合わせた手法である。", True),
        ("モメンタムとRMSPropを組み合わせたのがAdamである。", True),
        ("RMSPropはモメンタムとAdamを組み合わせた手法である。", False),
        ("モメンタムはRMSPropとAdamを合わせた手法である。", False),
        ("Momentum combines Adam and RMSProp.", False),
        ("Heの初期値はXavierの初期値よりも分散が小さく、ReLUで半分の出力が0になる分を補っている。", False),
        ("Heの初期値はXavierの初期値よりも分散が大きく、ReLUで半分の出力が0になる分を補っている。", True),
        ("In online (one-sample) gradient descent the whole data set is used for every single update.", False),
    ],
)
def test_what_is_made_of_two_things_is_neither(text: str, *, right: bool) -> None:
    assert bool(credited(text)) is right
