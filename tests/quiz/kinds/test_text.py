"""Free text: what the rubric's points come to, doubts, and the audit of labelled samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quiz.columns import width
from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.errors import FileFaults
from quiz.grading import grade
from quiz.interaction import WriteText
from quiz.kinds import kind_of
from quiz.kinds.text.fields import Claim
from quiz.language import Text
from quiz.model import Item, Variant

SOURCE = """+++
id = "t"
kind = "text"
section = "s"
minutes = 1
difficulty = 1
%s
+++
# ja
問
## 模範解答
学習が安定する。
## 解説
解
# en
q
## Model answer
Training gets stable.
## Solution
s
"""
FACETS = """
[[rubric.facet]]
name = "stable"
ja = "安定"
en = "stable"
patterns = ["安定", "stable"]
[[rubric.facet]]
name = "fast"
ja = "高速"
en = "fast"
patterns = ["速", "fast"]
points = 2
[[rubric.facet]]
name = "fit"
ja = "過学習"
en = "fit"
patterns = ["過学習 & 抑", "overfitting & less"]
points = 0.5
"""
FALSE = """
[[rubric.contradiction]]
name = "cost"
ja = "計算量"
en = "cost"
patterns = ["計算量 & 減"]
%s
"""
MESSAGE = 'message = { ja = "減りません。", en = "It is not less." }'


def item(rubric: str = FACETS, need: str = "need = 3") -> Item:
    return parse_item(SOURCE % f"[rubric]\n{need}\n{rubric}", expected_id="t", path="t.md")


def variant(rubric: str = FACETS, need: str = "need = 3") -> Variant:
    return draw(item(rubric, need), 1)


@pytest.mark.parametrize(
    ("raw", "verdict", "score"),
    [
        ("学習が安定し、速い。", "correct", 1),
        ("学習が安定し、速い。過学習を抑える。", "correct", 1),  # more than is needed is not more than all
        ("学習が安定する。", "partial", 0.3333),
        ("学習が速い。", "partial", 0.6667),
        ("過学習を抑える。", "partial", 0.1667),
        ("Training is fast and stable.", "correct", 1),
        ("よく話し合う。", "undecided", 0),
        ("学習が安定し、速い。計算量が減る。", "undecided", 1),  # a false claim is for the learner to judge
        ("学習は速い。安定はしない。", "undecided", 0.6667),
    ],
)
def test_points_and_doubts(raw: str, verdict: str, score: float) -> None:
    outcome = grade(variant(FACETS + FALSE % ""), raw)
    assert (outcome.verdict, outcome.score) == (verdict, score)
    assert outcome.understood_as


def test_the_findings_are_told() -> None:
    outcome = grade(variant(FACETS + FALSE % MESSAGE), "学習は速い。安定はしない。計算量が減る。")
    assert [(one.name, one.state, one.points) for one in outcome.facets] == [
        ("stable", "negated", 0), ("fast", "found", 2), ("fit", "missing", 0), ("cost", "contradicted", 0),
    ]  # fmt: skip
    assert [(one.name, one.message.en, one.certain) for one in outcome.diagnoses] == [("cost", "It is not less.", True)]
    plain = grade(variant(FACETS + FALSE % ""), "計算量が減る。")
    assert [one.message for one in plain.diagnoses] == [Text("計算量", "cost")]


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("a", "unreadable"),
        ("1 + 1 = 2", "unreadable"),
        ("安 2", "unreadable"),
        ("ab", "undecided"),
        ("速い", "partial"),
    ],
)
def test_a_single_letter_says_nothing(raw: str, verdict: str) -> None:
    assert grade(variant(), raw).verdict == verdict


def test_how_long_a_text_may_be() -> None:
    assert grade(variant(), "速" * 4000).verdict == "partial"
    outcome = grade(variant(), "速" * 4001)
    assert outcome.verdict == "unreadable"
    assert outcome.unreadable is not None
    assert outcome.unreadable.column == 4000
    assert "4000" in outcome.unreadable.reason.en
    shown = grade(variant(), "速 " * 100).understood_as
    assert width(shown) in (59, 60)
    assert shown.startswith("速 速 ")


def test_what_is_shown() -> None:
    made = variant()
    kind = kind_of(made.item)
    model = Text("学習が安定する。", "Training gets stable.")
    assert kind.self_assessed
    assert kind.interactions(made) == (WriteText(model),)
    assert model == kind.key_shown(made) == kind.key_in_report(made) == kind.key_data(made)
    assert kind.answers(made) == (model.ja, model.en)
    assert kind.answer_format(made).en == "answer in a sentence or two (Japanese or English)"
    assert kind.fits(None)
    assert not kind.fits("x")
    assert all(grade(made, raw).verdict == "unreadable" for raw in kind.nonsense(made))
    assert len(kind.nonsense(made)) == 2


# -- labelled samples --------------------------------------------------------------------------------------------------


def sample(answer: str, facets: str = "[]", more: str = "") -> str:
    return f'[[rubric.sample]]\nanswer = "{answer}"\nfacets = {facets}\n{more}\n'


def faults(*samples: str) -> list[tuple[str, str, str]]:
    made = item(FACETS + FALSE % "" + "".join(samples))
    return [
        (rule, place, said.en.partition(" → ")[0])
        for rule, place, said in kind_of(made).item_faults(made)
        if rule != "samples"
    ]


def test_samples_must_be_judged_as_they_are_labelled() -> None:
    false = 'contradictions = ["cost"]'
    assert faults(
        sample("安定して速い。", '["fast", "stable"]'), sample("知らない。"), sample("計算量が減る。", more=false)
    ) == []  # fmt: skip
    assert faults(sample("安定する。", '["stable"]'), sample("安定する。", '["fast"]')) == [
        ("rubric", "rubric.sample.1", "the sample is judged stable, labelled fast")
    ]
    assert faults(sample("知らない。", '["fast", "stable"]')) == [
        ("rubric", "rubric.sample.0", "the sample is judged -, labelled fast, stable")
    ]
    assert faults(sample("速い。計算量が減る。", '["fast"]')) == [
        ("rubric", "rubric.sample.0", "the sample is judged !cost, fast, labelled fast")
    ]
    assert faults(sample("安定する。", "[]")) == [
        ("rubric", "rubric.sample.0", "the sample is judged stable, labelled -")
    ]
    assert faults(sample("知らない。", "[]", false)) == [
        ("rubric", "rubric.sample.0", "the sample is judged -, labelled !cost")
    ]


def test_a_rubric_is_tried_on_answers_of_both_sorts() -> None:
    right, other = sample("安定する。", '["stable"]'), sample("知らない。")
    for samples, few in (([right, other], True), ([right, right, other], True), ([right, right, other, other], False)):
        made = item(FACETS + FALSE % "" + "".join(samples))
        assert any(rule == "samples" for rule, _, _ in kind_of(made).item_faults(made)) is few


# -- the rubric's table ------------------------------------------------------------------------------------------------


def test_what_the_table_says() -> None:
    rubric: Any = item(FACETS + FALSE % MESSAGE + sample("速い", '["fast"]'), "").answer.rubric
    assert [(facet.name, facet.points) for facet in rubric.facets] == [("stable", 1), ("fast", 2), ("fit", 0.5)]
    assert rubric.need == 1
    assert rubric.contradictions[0].message == Text("減りません。", "It is not less.")
    assert rubric.facets[0].message is None
    assert [(one.answer, one.facets, one.contradictions) for one in rubric.samples] == [("速い", ("fast",), ())]
    lines = (SOURCE % f"[rubric]\n\n{FACETS + FALSE % MESSAGE}").split("\n")
    assert [lines[facet.line - 1] for facet in (*rubric.facets, *rubric.contradictions)] == [
        *["[[rubric.facet]]"] * 3, "[[rubric.contradiction]]",
    ]  # fmt: skip
    assert rubric.samples[0].line > rubric.contradictions[0].line


def test_points_up_to_a_hundred() -> None:
    hundred = FACETS.replace("points = 2", "points = 100")
    assert item(hundred, "need = 100").answer.rubric.need == 100
    for facets, need in ((hundred, "need = 100.5"), (FACETS.replace("points = 2", "points = 101"), "need = 1")):
        with pytest.raises(FileFaults) as caught:
            item(facets, need)
        assert "nobody" not in caught.value.in_("en")


def test_all_points_together_may_be_needed() -> None:
    assert item(need="need = 3.5").answer.rubric.need == 3.5


@pytest.mark.parametrize(
    ("rubric", "need", "said"),
    [
        (FACETS, "need = 3.6", "nobody can reach it"),
        (FACETS, "need = 0", "need"),
        (FACETS, "need = 101", "need"),
        ("", "", "there is no [[rubric.facet]]"),
        (FACETS.replace('patterns = ["安定", "stable"]', ""), "", "there is no [[...claim]]"),
        (FACETS.replace("過学習 & 抑", "過学習 & "), "", "one side of & or | is empty"),
        (FACETS.replace("過学習 & 抑", "過学習 | & 抑"), "", "one side of & or | is empty"),
        (FACETS.replace("points = 2", "points = 0"), "", "points"),
        (FACETS.replace("points = 2", "weight = 2"), "", "weight"),
        (FACETS + sample("x", '["slow"]'), "", "there is no facet slow"),
        (FACETS + sample("x", "[]", 'contradictions = ["slow"]'), "", "there is no facet slow"),
        (FACETS + sample("x", "[]", 'more = "slow"'), "", "more"),
        (FACETS, "needs = 1", "needs"),
    ],
)
def test_faults_of_the_table_are_named(rubric: str, need: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(rubric, need)
    assert said in caught.value.in_("en")


def test_a_text_question_needs_a_rubric() -> None:
    with pytest.raises(FileFaults) as caught:
        parse_item(SOURCE % "", expected_id="t", path="t.md")
    assert "a text question needs a [rubric]" in caught.value.in_("en")


# -- older banks -------------------------------------------------------------------------------------------------------


def test_a_pattern_of_an_older_bank_is_read_as_a_claim() -> None:
    facet = item(FACETS.replace("過学習 & 抑", "過学習 & 層 & 抑")).answer.rubric.facets[2]
    assert facet.claims[0] == Claim(about=("過学習",), words=("抑",), also=("層",))
    assert facet.claims[1:] == (
        Claim(about=("overfitting",), words=("less",)), Claim(about=("less",), words=("overfitting",)),
    )  # fmt: skip
    assert item().answer.rubric.facets[0].claims == (Claim(words=("安定",)), Claim(words=("stable",)))


# -- claims ------------------------------------------------------------------------------------------------------------

CLAIM = """
[[rubric.facet]]
name = "fit"
ja = "過学習"
en = "fit"
[[rubric.facet.claim]]
%s
"""


def test_a_claim_says_what_is_said_of_what() -> None:
    made = item(CLAIM % 'about = ["過学習", "overfitting"]\nsays = ["less", "not occurs"]\nwords = ["鎮まる"]', "")
    (claim,) = made.answer.rubric.facets[0].claims
    assert claim.wanted == {"less", "not occurs", "=鎮まる"}
    for raw in ("過学習が鎮まった", "過学習が起きない", "Overfitting is reduced"):
        assert grade(draw(made, 1), raw).verdict == "correct"
    for raw in ("過学習が鎮まらない", "過学習が起きる", "Overfitting is not reduced"):
        assert grade(draw(made, 1), raw).verdict == "undecided"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ('about = ["x"]', "says or words (what is said) is missing"),
        ('says = ["less"]', "about (of what it is said) is missing"),
        ('about = ["x"]\nsays = ["lesss"]', "says can't be lesss"),
        ('about = ["x"]\nsays = ["less"]\nsay = ["less"]', "say"),
    ],
)
def test_faults_of_a_claim_are_named(claim: str, said: str) -> None:
    with pytest.raises(FileFaults) as caught:
        item(CLAIM % claim, "")
    assert said in caught.value.in_("en")


# -- labelled answers beside the item ----------------------------------------------------------------------------------


def labelled(tmp_path: Path, answers: str) -> list[str]:
    (tmp_path / "t.answers.toml").write_text(answers, encoding="utf-8")
    made = parse_item(SOURCE % f"[rubric]\n{FACETS + FALSE % ''}", expected_id="t", path=str(tmp_path / "t.md"))
    return [said.en for rule, _, said in kind_of(made).item_faults(made) if rule == "labelled"]


def test_nothing_false_may_be_found_in_a_labelled_answer(tmp_path: Path) -> None:
    answer = '[[answer]]\nanswer = "%s"\nlang = "ja"\nfacets = %s\n'
    assert labelled(tmp_path, "") == []
    assert labelled(tmp_path, answer % ("学習が安定する", '["stable"]')) == []
    assert labelled(tmp_path, answer % ("何かが起こる", '["stable"]')) == []  # only missed
    assert labelled(tmp_path, 2 * answer % ("安定する", "[]", "速い", "[]")) == [
        'stable is found in "安定する" (and 1 more)'
    ]
    assert labelled(tmp_path, answer % ("計算量が減る", "[]")) == ['!cost is found in "計算量が減る"']
    assert labelled(tmp_path, answer % ("計算量が減る", "[]") + "false = true") == []
    assert labelled(tmp_path, answer % ("わかりません", "[]") + "unanswered = true") == []
    assert labelled(tmp_path, answer % ("速いです", "[]") + "unanswered = true") == [
        '"速いです" isn\'t read as unanswered'
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("[[answer", "can't read"),
        ('[[answer]]\nlang = "ja"', "answer (a text) is missing"),
        ('[[answer]]\nanswer = "x"', 'lang is "ja" or "en"'),
        ('[[answer]]\nanswer = "x"\nlang = "ja"\nfacets = ["slow"]', "there is no facet slow"),
        ('[[answer]]\nanswer = "x"\nlang = "ja"\nfacet = []', "there is no key facet"),
        ('[[answer]]\nanswer = "x"\nlang = "ja"\nfacets = "fast"', "facets is a list of names"),
    ],
)
def test_what_is_wrong_with_the_labelled_answers_is_told(tmp_path: Path, answers: str, said: str) -> None:
    (told,) = labelled(tmp_path, answers)
    assert said in told
