"""JSON: valid UTF-8 in which everything is seen, and from which a program reads what was there."""

from __future__ import annotations

import json
import re

from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.json_text import json_text
from quiz.outlet.visible import visible

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), hostile_texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(hostile_texts, inner, max_size=4)),
    max_leaves=8,
)


def without_surrogates(value: object) -> object:
    """What can be read back: half of a pair is no character of any text."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", lambda found: visible(found[0]), value)
    if isinstance(value, list):
        return [without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(part) for key, part in value.items()}
    return value


@given(values, st.sampled_from([None, 2]))
def test_a_program_reads_what_was_there_and_a_screen_shows_nothing_else(value: object, indent: int | None) -> None:
    written = json_text(value, indent=indent)
    assert json.loads(written.encode("utf-8")) == without_surrogates(value)
    assert not unseen(written)
    assert visible(written) == written


def test_half_of_a_pair_is_written_out_and_a_whole_one_is_a_character() -> None:
    assert json.loads(json_text("a\ud83d")) == "a\\ud83d"
    assert json.loads(json_text("\U0001f680")) == "\U0001f680"
    assert json_text("\U000e0041") == '"\\udb40\\udc41"'


def test_japanese_stays_readable() -> None:
    assert json_text({"勾配": "消失"}) == '{"勾配": "消失"}'
