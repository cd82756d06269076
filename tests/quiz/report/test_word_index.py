"""The index of words gives what looking for every word of every thing gives, whatever the words are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quiz.report.word_index import Term, Vocabulary, WordIndex

WORDS = st.text("abあ層", min_size=1, max_size=4)
THINGS = st.lists(st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3), max_size=12)


def looked_for(things: list[list[Term]], text: str) -> list[int]:
    """The places of the things of each term of which a word stands in a text; a term without words asks nothing."""
    return [
        place
        for place, terms in enumerate(things)
        if all(not term or any(word in text for word in term) for term in terms)
    ]


@given(THINGS, st.text("abあ層。", max_size=12))
def test_it_finds_what_looking_for_everything_finds(things: list[list[Term]], text: str) -> None:
    assert list(WordIndex(things).in_text(text)) == looked_for(things, text)


@given(THINGS, st.text("abあ層", max_size=12), st.integers(0, 2**12 - 1))
def test_only_what_is_wanted_is_found(things: list[list[Term]], text: str, wanted: int) -> None:
    found = list(WordIndex(things).in_text(text, wanted))
    assert found == [place for place in looked_for(things, text) if wanted >> place & 1]


@given(st.lists(WORDS, max_size=8), st.text("abあ層", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_part_of_what_was_asked_of_before_holds_its_own_words(
    words: list[str], text: str, start: int, end: int
) -> None:
    vocabulary = Vocabulary()
    vocabulary.add(words)
    for asked in (text, text[start:end], text[:end]):
        assert vocabulary.held_by(asked) == {word for word in words if word in asked}
