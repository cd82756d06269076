"""A right claim is credited only where it is said as its own sentences say it: affirmed, denied, in their order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.claims.cues import Sighting
from quiz.report.claims.directions import directions
from quiz.report.claims.polarity import MOST, denials

Small = Callable[..., ClaimReader]

AFFIRMED = """
[[claim]]
id = "apple-keeps"
subject = "apple"
cue = ["腐敗 & 防|抑", "prevent|stop & decay"]
verdict = "right"
test = ["りんごは大きいほど腐敗を防ぐ。", "The larger an apple, the better it prevents decay."]
counter = ["なしは腐敗を防ぐ。"]
"""
DENIED = """
[[claim]]
id = "apple-rots-not"
subject = "apple"
cue = ["腐敗", "rot"]
verdict = "right"
test = ["りんごは腐敗しない。", "Apples do not rot."]
counter = ["なしは腐敗しない。"]
"""
ORDERED = """
[[claim]]
id = "cold-keeps"
cue = ["冷や & 長持ち"]
verdict = "right"
test = ["りんごを冷やすと長持ちする。"]
counter = ["りんごを温める。"]
"""


def credited(reader: ClaimReader, text: str) -> bool:
    return [stated.verdict for stated in reader.of_text(text)] == ["correct"]


@pytest.mark.parametrize(
    "text",
    [
        "りんごは腐敗を防ぐ。",
        "りんごは腐敗を防ぎ、値段は変わらない。",
        "りんごは冷やさずに腐敗を防ぐ。",
        "りんごは洋梨ではなく腐敗を防ぐ。",
        "りんごは限りなく腐敗を抑える。",
        "りんごはまず腐敗を防ぐ。",
        "Apples prevent decay.",
        "Apples prevent decay, and they do not cost much.",
        "Apples prevent decay instead of looking nice.",
    ],
)
def test_what_is_affirmed_is_credited(small: Small, text: str) -> None:
    assert credited(small(AFFIRMED), text)


@pytest.mark.parametrize(
    "text",
    [
        "りんごは腐敗を防がない。",
        "りんごは腐敗を防げず、柔らかくなる。",
        "りんごは腐敗を防がなくなる。",
        "りんごは腐敗を防ぐわけではない。",
        "りんごは腐敗を防ぐとは言えない。",
        "りんごは腐敗を防ぐことに失敗する。",
        "りんごは腐敗を防ぐのではなく、香りを出す。",
        "りんごは腐敗を防ぐどころか、速める。",
        "りんごは腐敗を防ぐ代わりに、香りを出す。",
        "りんごは小さいほど腐敗を防ぐ。",
        "Apples fail to prevent decay.",
        "Apples no longer prevent decay.",
        "Neither apples nor knives prevent decay.",
        "Instead of preventing decay, apples smell.",
        "Apples smell rather than prevent decay.",
        "It is a myth that apples prevent decay.",
        "The smaller an apple, the better it prevents decay.",
    ],
)
def test_what_is_denied_set_aside_or_turned_is_not(small: Small, text: str) -> None:
    assert not small(AFFIRMED).of_text(text)


def test_a_claim_that_denies_is_credited_where_it_is_denied(small: Small) -> None:
    reader = small(DENIED)
    assert credited(reader, "りんごは腐敗しない。")
    assert credited(reader, "Apples do not rot.")
    assert not reader.of_text("りんごは腐敗する。")
    assert not reader.of_text("Apples rot.")


def test_cause_and_effect_are_told_by_their_order(small: Small) -> None:
    reader = small(ORDERED)
    assert credited(reader, "りんごは冷やすと長持ちする。")
    assert not reader.of_text("りんごが長持ちすると冷やされる。")


def test_opposites_are_the_two_sides_of_one_pair() -> None:
    for one, other in (("勾配が大きい", "勾配が小さい"), ("faster", "slower"), ("誤差が増える", "誤差が減る")):
        assert {(pair, not side) for pair, side in directions(one)} & directions(other)
        assert not directions(one) & directions(other)
    assert directions("活性化関数") == frozenset()


@given(st.text(alphabet="ない,ずにことはの勾配を防ぐnot ", max_size=200), st.integers(0, 20), st.integers(1, 5))
def test_any_clause_has_a_number_of_denials(clause: str, start: int, length: int) -> None:
    text = clause.ljust(start + length, "。")
    assert denials(text, Sighting(((start, start + length),), ({},))) >= 0


def test_a_clause_that_denies_without_end_is_not_counted_on() -> None:
    assert denials("勾配" + "ない" * 1000, Sighting(((0, 2),), ({},))) == MOST + 1
