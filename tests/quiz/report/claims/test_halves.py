"""A sentence of two halves: neither's words are taken with the other's; what it only goes on from isn't its claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.claims.claim_reader import ClaimReader

Small = Callable[..., ClaimReader]

BY_CASE = """
[[claim]]
id = "apple-by-case"
subject = "apple"
cue = ["冷たい|温かい & 長持ち"]
verdict = "right"
test = ["りんごは冷たいところでは長持ちする。"]
counter = ["りんごを食べる。"]
"""
PRESUPPOSED = """
[[claim]]
id = "apple-washed"
subject = "apple"
cue = ["洗う"]
verdict = "right"
test = ["りんごは洗う。"]
counter = ["なしは洗う。"]
"""
WRONG = """
[[claim]]
id = "apple-dries"
cue = ["古いりんごほど & 重く"]
verdict = "wrong"
condition = { ja = "古いりんごほど軽くなります。", en = "Apples get lighter." }
test = ["古いりんごほど重くなる。"]
counter = ["古いりんごほど軽くなる。"]
"""


def verdicts(reader: ClaimReader, text: str) -> list[str]:
    return [stated.verdict for stated in reader.of_text(text)]


def test_a_half_with_its_own_condition_and_predicate_is_credited(small: Small) -> None:
    reader = small(BY_CASE)
    assert verdicts(reader, "りんごは冷たいところでは長持ちし、暑いところでは腐る。") == ["correct"]


@pytest.mark.parametrize(
    "text",
    [
        "りんごは暑いところでは長持ちし、冷たいところでは腐る。",
        "りんごは冷たいところではすぐ腐り、暑いところでは長持ちする。",
        "りんごは暑いなら長持ちし、冷たいなら腐る。",
    ],
)
def test_the_predicate_of_one_half_is_not_taken_with_the_condition_of_the_other(small: Small, text: str) -> None:
    assert verdicts(small(BY_CASE), text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("りんごは洗う。", ["correct"]),
        ("りんごを洗うのは、色を落とすためである。", []),
        ("りんごを洗うのは色が変わるからだ。", []),
        ("りんごで大事なのは、よく洗うことである。", ["correct"]),
    ],
)
def test_what_a_sentence_only_goes_on_from_is_not_its_claim(small: Small, text: str, expected: list[str]) -> None:
    assert verdicts(small(PRESUPPOSED), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("古いりんごほど重くなる。", ["wrong"]),
        ("古いりんごほど、水を含んで重くなる。", ["wrong"]),
        ("古いりんごほど水が抜けていき、新しいものが重く感じられる。", []),
        ("古いりんごほど軽く、新しいものは重くなる。", []),
        ("古いりんごほど、水の分は重くなる場合、捨てる。", ["wrong"]),
    ],
)
def test_nothing_is_called_wrong_by_the_words_of_two_halves(small: Small, text: str, expected: list[str]) -> None:
    assert verdicts(small(WRONG), text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("りんごは洗う。", False),
        ("りんごは洗うが、梨の皮は色が変わるまで煮ることにしている。", True),
        ("梨の皮は色が変わるまで煮ることにして、りんごは水でさっと洗うことにしている。", False),
    ],
)
def test_an_end_that_was_not_read_is_said_not_to_be_judged(small: Small, text: str, said: bool) -> None:
    (stated,) = small(PRESUPPOSED).of_text(text)
    assert stated.verdict == "correct"
    assert ("判定していません" in stated.message.ja) is said
    assert ("isn't judged" in stated.message.en) is said
