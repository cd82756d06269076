"""Facts: one member of a closed vocabulary holds of a subject, and every other makes a wrong twin of the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fact_twins import twins_of

from quiz.bank.claim_entries import ClaimBase
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.claim_reader import VERDICTS, ClaimReader

Small = Callable[..., ClaimReader]
CORPUS = Path(__file__).parents[3] / "corpora" / "twin_sentences.tsv"
SENTENCES = [tuple(line.split("\t")) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
COLOUR = """
[[fact]]
id = "colour"
about = "なる|です|is|turns"
not = "塗"
condition = { ja = "りんごは赤く、なしは緑です。", en = "Apples are red, pears are green." }
test = ["りんごは赤になる。", "The apple is red."]
counter = ["りんごは緑になる。", "The apple is green."]
[fact.members]
red = ["赤|red"]
green = ["緑|green"]
blue = ["青|blue"]
[fact.right]
apple = ["red"]
pear = ["green"]
"""


def verdicts(reader: ClaimReader, sentence: str) -> list[str]:
    return [stated.verdict for stated in reader.of_text(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("りんごは赤になる。", ["correct"]),
        ("りんごは青になる。", ["wrong"]),
        ("なしは緑になる。", ["correct"]),
        ("なしは赤になる。", ["wrong"]),
        ("The pear is blue.", ["wrong"]),
        # plainly denied: turned round
        ("りんごは青にならない。", []),
        ("The apple is not red.", ["wrong"]),
        ("The apple is not green.", ["correct"]),
        # what is set aside isn't said
        ("りんごは青ではなく赤になる。", ["correct"]),
        ("りんごは赤ではなく青になる。", ["wrong"]),
        # two members, doubted, asked, of another thing, under its `not`: nothing is said
        ("りんごは赤か青になる。", []),
        ("りんごは青になるかもしれない。", []),
        ("りんごは青になるのか？", []),
        ("包丁は青になる。", []),
        ("りんごは塗ると青になる。", []),
        ("りんごは青になることはまれである。", []),
        # from the label, or from the sentence before where this one goes on about it
        ("りんご:\n- 青になる。", ["wrong"]),
        ("りんごは果物だ。それは青になる。", ["wrong"]),
        ("りんごは果物だ。その皮は青になる。", ["wrong"]),
        ("The apple grows on trees. Its peel is blue.", ["wrong"]),
        ("りんごを買った。青になる。", []),
        ("りんごを買った。赤になる。", ["correct"]),
        ("りんごを買った。空は青になる。", []),
        # two subjects side by side, each with its own
        ("りんごは赤です、なしは青です。", ["correct", "wrong"]),
    ],
)
def test_a_member_is_right_or_wrong_of_its_subject(small: Small, sentence: str, expected: list[str]) -> None:
    assert verdicts(small(COLOUR), sentence) == expected


def test_one_wrong_part_makes_the_whole_wrong(small: Small) -> None:
    whole = COLOUR.replace("[fact.members]", "parts = true\n[fact.members]")
    assert verdicts(small(whole), "りんごは赤と青になる。") == ["wrong"]
    assert verdicts(small(COLOUR), "りんごは赤と青になる。") == []


def test_what_must_be_near_is_mentioned_there_or_just_before(small: Small) -> None:
    near = small(COLOUR.replace("[fact.members]", 'near = "knife"\n[fact.members]'))
    assert verdicts(near, "りんごは青になる。") == []
    assert verdicts(near, "包丁で切る。りんごは青になる。") == ["wrong"]


def test_a_subject_without_members_is_wrong_with_any(small: Small) -> None:
    none = small(COLOUR.replace('pear = ["green"]', "pear = []"))
    assert verdicts(none, "なしは緑になる。") == ["wrong"]


def test_what_is_wrong_in_a_clause_is_all_that_is_told_of_it(small: Small) -> None:
    claim = """
[[claim]]
id = "apple-round"
subject = "apple"
cue = ["丸い"]
verdict = "right"
test = ["りんごは丸い。"]
counter = ["なしは丸い。"]
"""
    assert verdicts(small(COLOUR + claim), "丸いりんごは青になる。") == ["wrong"]


def test_the_twins_of_every_fact(base: ClaimBase, reader: ClaimReader) -> None:
    """With another member's words a sentence is never credited where it is wrong, nor faulted where it is right."""
    spelling = Spelling(base.spellings)
    entities = {entity.name: entity for entity in base.entities}
    false, found = [], Counter[tuple[bool, bool]]()
    for fact in base.facts:
        for twin in twins_of(fact, reader, spelling, entities):
            told = {stated.verdict for stated in reader.of_text(twin.sentence) if stated.claim.id == fact.id}
            opposite = "wrong" if twin.holds else "correct"
            false += [(fact.id, twin.sentence)] if opposite in told else []
            found[twin.holds, bool(told)] += 1
    assert false == []
    assert found[False, True] > 0.8 * (found[False, True] + found[False, False]) > 100
    assert found[True, True] > 0.6 * (found[True, True] + found[True, False]) > 20


def test_sentences_with_other_members_of_their_vocabulary(reader: ClaimReader) -> None:
    """None is judged the other way round; of the wrong ones four of five are found, of the right ones nine of ten."""
    hits: Counter[str] = Counter()
    for wanted, sentence in SENTENCES:
        told = set(verdicts(reader, sentence))
        assert ("wrong" if wanted == "right" else "correct") not in told, sentence
        hits[wanted] += VERDICTS["right" if wanted == "right" else "wrong"] in told
    total = Counter(wanted for wanted, _ in SENTENCES)
    assert total["wrong"] > 100
    assert hits["wrong"] >= 0.85 * total["wrong"]
    assert total["right"] > 60
    assert hits["right"] >= 0.9 * total["right"]
