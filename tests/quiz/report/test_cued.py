"""What is looked at before a pattern is tried stands in whatever the pattern finds: nothing is lost by it."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quiz.report
from quiz.report.cued import Cued, latin
from quiz.report.sizes import size_words


def cued_in(value: object, name: str) -> Iterator[tuple[str, Cued]]:
    if isinstance(value, Cued):
        yield name, value
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from cued_in(part, f"{name} {place}")


MODULES = [one.name for one in pkgutil.walk_packages(quiz.report.__path__, "quiz.report.")]
CUED = {
    f"{module.rpartition('.')[2]}.{found}": cued
    for module in MODULES
    for name, value in vars(import_module(module)).items()
    for found, cued in cued_in(value, name)
}
WORDS = {
    **size_words._WORDS,
    **{f"{role}=": f"(?:{names})\\s*=\\s*" for role, names in size_words._ASSIGNED.items()},
    "size": r"\d{1,5}\s?[x×]\s?\d{1,5}|\(\d{1,5},\s?\d{1,5}",
}


@pytest.mark.parametrize("name", CUED)
@settings(max_examples=25)
@given(data=st.data())
def test_a_cue_stands_in_whatever_its_pattern_finds(name: str, data: st.DataObject) -> None:
    cued = CUED[name]
    text = data.draw(st.from_regex(re.compile(cued.pattern.pattern, cued.pattern.flags)))
    assert cued.pattern.search(text)
    assert any(cue in text for cue in cued.cues)
    assert cued.search(text)


@pytest.mark.parametrize("word", ["not", "fail(?:s|ed)? to", "a"])
@given(text=st.text("nota filsed　勾", max_size=12))
def test_a_latin_word_is_found_where_it_is_a_whole_one(word: str, text: str) -> None:
    begun, whole = re.compile("|".join(latin(word))), re.compile(rf"(?a)\b(?:{word})\b")
    assert [found.span() for found in begun.finditer(text)] == [found.span() for found in whole.finditer(text)]


@pytest.mark.parametrize("kind", WORDS)
@settings(max_examples=60)
@given(data=st.data())
def test_every_word_of_a_size_begins_as_it_is_said(kind: str, data: st.DataObject) -> None:
    pattern = re.compile(f"(?:{WORDS[kind]})", re.ASCII)
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert re.match(size_words._BEGINS, text, re.ASCII)
