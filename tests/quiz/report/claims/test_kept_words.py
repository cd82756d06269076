"""What the words of a course's cues need is kept: the second reader works nothing out, and finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.bank.claim_files import read_claims
from quiz.bank.kept_readings import KeptReading
from quiz.courses import open_course
from quiz.report.claims import cue_words
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.claim_reader import ClaimReader
from quiz.report.claims.cue_words import Lexicon, Words

TEXTS = (
    "ドロップアウトは推論時にもニューロンをランダムに消す。\nHe の初期値は ReLU に適している。",
    "Dropout removes random neurons at inference time as well.\nThe maximum slope of the sigmoid is 1.",
)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words whose parts are worked out."""
    words: list[str] = []
    parts = cue_words._parts
    monkeypatch.setattr(cue_words, "_parts", lambda word, *beside: words.append(word) or parts(word, *beside))
    return words


@pytest.mark.thorough
def test_the_second_reader_works_nothing_out_and_finds_the_same(worked_out: list[str]) -> None:
    first = ClaimReader(read_claims(open_course().root))
    assert len(worked_out) > 5_000
    worked_out.clear()
    second = ClaimReader(read_claims(open_course().root))
    for text in TEXTS:
        found = [(stated.claim.id, stated.verdict, stated.words) for stated in first.of_text(text)]
        assert found != []
        assert [(stated.claim.id, stated.verdict, stated.words) for stated in second.of_text(text)] == found
    assert worked_out == []


def test_a_word_that_was_not_kept_is_worked_out_and_kept_with_the_others(worked_out: list[str]) -> None:
    place = KeptReading("cue-words", Path("course"), [])
    names = {"relu": ("relu",)}
    for words in (["速い"], ["速い", "@reluは遅い"], ["@reluは遅い"]):
        lexicon = Lexicon(Spelling({}), names, place)
        assert Words(words, lexicon).is_in("reluは遅いか速い")
        lexicon.keep()
    assert worked_out == ["速い", "@reluは遅い"]
    assert set(place.recalled()) == {"速い", "@reluは遅い"}


@pytest.mark.parametrize("data", [[], "text", {"a": 1}, {"a": [1]}])
def test_what_are_no_parts_is_as_good_as_none(data: object, worked_out: list[str]) -> None:
    place = KeptReading("cue-words", Path("course"), [])
    place.keep(data)
    assert Words(["速い"], Lexicon(Spelling({}), {}, place)).is_in("速い")
    assert worked_out == ["速い"]
