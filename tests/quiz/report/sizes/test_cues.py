"""What is looked at before a pattern is tried stands in whatever the pattern finds: nothing is lost by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.report.sizes import count_words, size_words
from quiz.report.sizes.count_words import Cued

CUED = {name: value for name, value in vars(count_words).items() if isinstance(value, Cued)} | {
    f"CLAIMED {place}": cued for place, cued in enumerate(count_words.CLAIMED)
}
WORDS = {
    **size_words._WORDS,
    **{f"{role}=": f"(?:{names})\\s*=\\s*" for role, names in size_words._ASSIGNED.items()},
    "size": r"\d{1,5}\s?[x×]\s?\d{1,5}|\(\d{1,5},\s?\d{1,5}",
}


@pytest.mark.parametrize("name", CUED)
@settings(max_examples=40)
@given(data=st.data())
def test_a_cue_stands_in_whatever_its_pattern_finds(name: str, data: st.DataObject) -> None:
    cued = CUED[name]
    text = data.draw(st.from_regex(cued.pattern))
    found = cued.pattern.search(text)
    assert found is not None
    assert any(cue in found[0] for cue in cued.cues)


@pytest.mark.parametrize("kind", WORDS)
@settings(max_examples=60)
@given(data=st.data())
def test_every_word_of_a_size_begins_as_it_is_said(kind: str, data: st.DataObject) -> None:
    pattern = re.compile(f"(?:{WORDS[kind]})", re.ASCII)
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert re.match(size_words._BEGINS, text, re.ASCII)
