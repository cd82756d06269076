"""Which items a text may be asking for: found by length and words first, as if each were compared with all."""

from __future__ import annotations

import pytest

from quiz.bank.cue_cards import cue_card
from quiz.courses import built_in_bank
from quiz.report.item_search import LIKENESS, Matcher, _entry, _pairs_of_stem
from quiz.report.likeness import bigrams, compact, overlap

ITEMS = list(built_in_bank().items())[:60]


def by_comparing_all(text: str) -> list[str]:
    written = compact(text)
    pairs = bigrams(written)
    found = []
    for place, entry in enumerate(map(_entry, map(cue_card, ITEMS))):
        named = bool(entry.words) and entry.may_be_in(written)
        named = named and all(any(word in written for word in choice) for choice in entry.words)
        like = max(overlap(pairs, stem) for stem in map(_pairs_of_stem, entry.card.stems))
        if named or like >= LIKENESS:
            found.append((-len(entry.words) if named else 0, -like, place))
    return [ITEMS[place].id for *_, place in sorted(found)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_it_finds_what_comparing_with_every_item_finds(item) -> None:
    matcher = Matcher(map(cue_card, ITEMS))
    for stem in (item.stem.ja.source, item.stem.en.source):
        for text in (stem, stem[: len(stem) // 2], stem * 2, stem + "答えは 3 です。" * 3, stem[5:] + stem[:5]):
            expected = by_comparing_all(text)
            assert [found.id for found in matcher.candidates(text)] == expected
            assert [found.id for found in matcher.candidates(text)] == expected, "and when it is remembered"
            assert matcher.recognizes(text) is bool(expected)


def test_a_text_of_nothing_is_like_nothing() -> None:
    assert Matcher(map(cue_card, ITEMS)).candidates("") == []


def test_a_word_that_makes_another_question_keeps_an_item_out() -> None:
    matcher = Matcher(map(cue_card, built_in_bank().items()))
    asked = "シグモイド関数の微分の最大値は？"
    other = "シグモイド関数の微分が最大値となるのは、x がいくつのときですか。最大になるのはどこですか。"
    assert [item.id for item in matcher.candidates(asked)][:1] == ["sigmoid-derivative-max"]
    assert "sigmoid-derivative-max" not in [item.id for item in matcher.candidates(other)]
    assert "sigmoid-derivative-max" not in [item.id for item in matcher.stated_in(other)]
