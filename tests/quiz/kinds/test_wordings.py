"""Templates of wordings: groups in both languages, choices, what can't be read, and what a rubric makes of them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import parse_item
from quiz.errors import FileFaults
from quiz.kinds.text.fields import Claim, Facet, Rubric
from quiz.kinds.text.groups import GROUPS
from quiz.kinds.text.rubric import judge_text
from quiz.kinds.text.wordings import MAX_WORDINGS, WordingFault, wordings
from quiz.language import Text


def rubric(*claims: Claim, they: tuple[str, ...] = ()) -> Rubric:
    return Rubric((Facet("f", Text("f", "f"), claims),), (), 1, they=they)


def found(text: str, *claims: Claim, they: tuple[str, ...] = ()) -> bool:
    return judge_text(text, rubric(*claims, they=they))[0].state == "found"


def test_a_template_says_everything_that_its_groups_say() -> None:
    said = wordings("<lately> <record>")
    assert {"recent gradient", "newest information", "最近の勾配", "直近の情報"} <= set(said)
    assert not any("<" in wording or "  " in wording for wording in said)
    assert len(said) == len(set(said))


def test_japanese_is_written_without_spaces_and_english_with_one() -> None:
    japanese = [wording for wording in wordings("<prev> <motion>") if not wording.isascii()]
    english = [wording for wording in wordings("<prev> <motion>") if wording.isascii()]
    assert japanese
    assert not any(" " in wording for wording in japanese)
    assert english
    assert all(" " in wording for wording in english)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("f(x)", {"f(x)"}),
        ("勾配(の値|)", {"勾配の値", "勾配"}),
        ("(very |)small", {"very small", "small"}),
        ("AdaGradの(改良|後継)", {"AdaGradの改良", "AdaGradの後継"}),
    ],
)
def test_choices(template: str, said: set[str]) -> None:
    assert set(wordings(template)) == said


@pytest.mark.parametrize("template", ["<nosuch>", "(<unit>|x)", "<unseen><unseen><unseen>"])
def test_what_cannot_be_read_is_told(template: str) -> None:
    with pytest.raises(WordingFault):
        wordings(template)


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_a_group_has_words_and_none_is_empty_or_twice(name: str) -> None:
    group = GROUPS[name]
    assert group.ja or group.en
    for text in filter(None, (group.ja, group.en)):
        words = text.split("|")
        assert all(word.strip() == word and word for word in words)
        assert len(words) == len(set(words))
    assert group.en.isascii()
    assert len(wordings(f"<{name}>")) <= MAX_WORDINGS


@given(st.text(max_size=40))
def test_any_template_is_read_or_refused(template: str) -> None:
    with contextlib.suppress(WordingFault):
        assert all(isinstance(wording, str) for wording in wordings(template))


def test_a_bank_is_told_which_groups_there_are() -> None:
    source = (
        '+++\nid = "t"\nkind = "text"\ntitle = { ja = "x", en = "x" }\n[rubric]\n'
        '[[rubric.facet]]\nname = "f"\nja = "f"\nen = "f"\n'
        '[[rubric.facet.claim]]\nabout = ["<nosuch>"]\nsays = ["less"]\n+++\n# ja\nx\n\n# en\nx\n'
    )
    with pytest.raises(FileFaults) as caught:
        parse_item(source, expected_id="t", path="t.md")
    (fault,) = [fault for fault in caught.value.faults if "nosuch" in fault.message.en]
    assert fault.line == 11
    assert "<unit>" in str(fault)


def test_a_cause_of_another_kind_is_a_template_too() -> None:
    source = (
        '+++\nid = "t"\nkind = "text"\ntitle = { ja = "x", en = "x" }\n[rubric]\nother_causes = ["<nosuch>"]\n'
        '[[rubric.facet]]\nname = "f"\nja = "f"\nen = "f"\n'
        '[[rubric.facet.claim]]\nabout = ["rate"]\nsays = ["less"]\n+++\n# ja\nx\n\n# en\nx\n'
    )
    with pytest.raises(FileFaults) as caught:
        parse_item(source, expected_id="t", path="t.md")
    (fault,) = [fault for fault in caught.value.faults if "nosuch" in fault.message.en]
    assert fault.line == 6


def test_a_template_is_one_thing_in_both_languages() -> None:
    claim = Claim(("<lately> <record>", "<lately><record>"), ("uses",))
    assert found("直近の情報を使う", claim)
    assert found("It uses the latest gradients.", claim)
    assert not found("It ignores the latest gradients.", claim)


def test_articles_inside_a_phrase_do_not_matter() -> None:
    claim = Claim(("accuracy on test set",), ("more",))
    assert found("The accuracy on the test set rises.", claim)
    assert not found("The accuracy on the test set falls.", claim)


def test_what_a_clause_must_not_mention() -> None:
    claim = Claim(("training", "学習"), ("fails",), unless=("slope", "斜面"))
    assert found("Training stops.", claim)
    assert not found("Training stops on a slope.", claim)
    assert found("学習が止まる", claim)
    assert not found("斜面で学習が止まる", claim)


def test_whom_a_pronoun_means() -> None:
    claim = Claim(("unit",), ("same",))
    for text in ("They are all the same.", "全部が同じになる"):
        assert found(text, claim, they=("unit",))
        assert not found(text, claim)
    assert not found("入力がすべて同じになる", claim, they=("unit",))
