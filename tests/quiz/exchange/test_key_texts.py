"""The text of a key in a key file: in the language of its sheet, and right when it is typed."""

from __future__ import annotations

import re

import pytest

from quiz import draw, grade, load_bank
from quiz.exchange.sheet import key_entry
from quiz.kinds import kind_of
from quiz.language import LANGUAGES

pytestmark = pytest.mark.thorough

BANK = load_bank()
RUN = {item.id for item in BANK.items() if kind_of(item).runs_after_answer or kind_of(item).runs_code}
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_right_in_both_languages(seed: int) -> None:
    in_japanese = 0
    for identifier in sorted(set(BANK.paths) - RUN):
        variant = draw(BANK.item(identifier), seed)
        written = {language: key_entry(variant, language)["key_text"] for language in LANGUAGES}
        for language, text in written.items():
            assert grade(variant, text).verdict == "correct", (identifier, seed, language, text)
        if written["ja"] != written["en"]:
            in_japanese += 1
            assert _JAPANESE.search(written["ja"]), identifier
            assert not _JAPANESE.search(written["en"]), (identifier, written["en"])
    assert in_japanese >= 15
