"""What is looked at before a cue's words are tried loses nothing that their patterns find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.report.claims.canonical import Spelling
from quiz.report.claims.cue_words import MAX_MADE, Lexicon, Words

NAMES = {"relu": ("relu", "ランプ関数"), "adam": ("adam",)}
PARTS = st.sampled_from(["勾配", "では", "大き", "層", "は", "@relu", "@adam", "…", "{n}", "loss", "a", "_"])
WORDS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("".join), min_size=1, max_size=4)
TEXTS = st.lists(
    st.sampled_from(["勾配", "では", ",", "大き", "層", "は", "relu", "adam", "3", "0.5", "loss", " ", "a"])
).map("".join)


def spans(words: list[str], lexicon: Lexicon, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in Words(words, lexicon).found_in(text)]


@given(WORDS, TEXTS)
def test_the_words_that_may_stand_are_found_as_all_of_them_would_be(words: list[str], text: str) -> None:
    lexicon = Lexicon(Spelling({}), NAMES)
    everything = lexicon.pattern_of(tuple(words))
    assert spans(words, lexicon, text) == [found.span() for found in everything.finditer(text)]


def test_nothing_changes_once_no_more_patterns_are_made():
    words = [f"語{number:02}" for number in range(MAX_MADE + 4)]
    found = Words(words, Lexicon(Spelling({}), {}))
    for word in words:
        assert [match[0] for match in found.found_in(f"ある{word}である")] == [word]
