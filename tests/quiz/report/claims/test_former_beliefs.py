"""What somebody once believed is neither called wrong nor credited; what is set against it is read."""

from __future__ import annotations

from collections import Counter

import pytest
from labelled_reports import course_checker

from quiz.report.claims.former_beliefs import is_former_belief, told_apart
from quiz.report.documents import Line, Report

FRAMES = {
    "en": (
        "I thought {}, but {}.", "I used to think {}; {}.", "At first we assumed {}, but {}.",
        "My first guess was that {}, but {}.", "I would have sworn {}, yet {}.", "I'd have said {}, but {}.",
        "I had always believed {} - but {}.", "We were sure {}, but no, {}.", "Thought {}, but {}.",
        "It seemed that {}, but {}.", "Until last week I believed {}. In fact {}.", "I kept thinking {}, whereas {}.",
        "My notes said {}, but {}.", "I was under the impression that {}, but {}.", "In my head {}, but {}.",
    ),
    "ja": (
        "{}と思っていたが、{}。", "{}と思ってたけど、実は{}。", "{}とばかり思っていました。実際は{}。",
        "最初は{}と考えていたが{}。", "{}つもりでいたが、{}。", "{}イメージだったけど、{}。",
        "{}と信じ込んでいたが、{}。",
        "{}と勘違いしていた。正しくは、{}。", "{}って思ってたけど、{}。", "{}と思っていました．実際は，{}．",
        "{}とノートに書いていたが、{}。", "{}気がしていたが、{}。",
        "{}と答えていたが、{}。", "{}ものだと思っていた→{}。",
    ),
}  # fmt: skip
TWINS = {
    "en": (
        ("batch norm normalises the weights", "batch norm normalises the activations of a layer over a mini-batch"),
        ("L2 sets weights to exactly zero", "L1 sets weights to exactly zero"),
        ("AdaGrad gradually forgets old gradients", "RMSProp gradually forgets old gradients"),
    ),
    "ja": (
        ("バッチ正規化は重みを正規化する", "バッチ正規化は層の出力を正規化する"),
        ("L2正則化は重みを疎にする", "L1正則化は重みを疎にする"),
        ("シグモイド関数の微分の最大値は0.5", "シグモイド関数の微分の最大値は0.25"),
    ),
}


def verdicts(text: str) -> Counter[str]:
    return Counter(finding.verdict for finding in course_checker().check(Report("r.md", (Line(text, 1),))))


@pytest.mark.parametrize(("lang", "frame"), [(lang, frame) for lang, frames in FRAMES.items() for frame in frames])
def test_of_a_belief_and_what_is_set_against_it_the_second_alone_is_claimed(lang: str, frame: str) -> None:
    for false, true in TWINS[lang]:
        assert verdicts(frame.format(false, true)) == {"correct": 1}, (false, true)
        assert not verdicts(frame.format(true, false))["correct"], (true, false)


@pytest.mark.parametrize(("lang", "frame"), [(lang, frame) for lang, frames in FRAMES.items() for frame in frames])
def test_a_belief_alone_claims_nothing(lang: str, frame: str) -> None:
    alone = frame.partition("{}")[0] + "{}" + frame.partition("{}")[2].partition("{}")[0].rstrip("、,;- ")
    for pair in TWINS[lang]:
        for sentence in pair:
            assert not verdicts(alone.format(sentence)) & Counter(correct=1, wrong=1), sentence


@pytest.mark.parametrize(
    "sentence",
    ["i think that relu saturates", "i found that it saturates", "i figured out that it saturates",
     "reluは飽和すると考えられる", "reluは飽和すると思う", "飽和すると分かった", "it seems that relu saturates"],
)  # fmt: skip
def test_a_present_belief_is_none_of_the_past(sentence: str) -> None:
    assert not is_former_belief(sentence)
    assert told_apart(sentence) == ("", sentence)


def test_what_a_thing_was_is_what_is_spoken_of() -> None:
    assert verdicts("I thought L2 makes weights sparse, but it shrinks them.")["wrong"] == 0
    assert told_apart("i thought: relu saturates") == ("", "i thought: relu saturates")


def test_western_stops_end_sentences_of_japanese() -> None:
    text = "L2正則化は重みを疎にすると思っていた．L1正則化は重みを疎にする．"
    assert verdicts(text) == {"correct": 1}
    assert verdicts(text.replace("．", ".")) == {"correct": 1}
