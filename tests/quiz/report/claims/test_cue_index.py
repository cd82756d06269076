"""The index of cues yields every cue that stands in a clause, in the order of the file, and few others."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.claim_entries import Claim, Cue
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.cue_index import CueIndex
from quiz.report.claims.cue_words import Lexicon
from quiz.report.claims.cues import CuePattern
from quiz.report.claims.mentions import Mention

NAMES = {"relu": ("relu", "ランプ関数"), "adam": ("adam",)}


def indexed(*cues: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]) -> CueIndex:
    """Return the index of claims of one cue each: their subjects and their terms."""
    lexicon = Lexicon(Spelling({}), NAMES)
    return CueIndex(
        [
            (
                Claim(str(place), subjects, (Cue(terms),), (), "right", None, None, None, None, (), (), "", 0),
                CuePattern(Cue(terms), lexicon),
            )
            for place, (subjects, terms) in enumerate(cues)
        ],
        lexicon.vocabulary,
    )


def found(index: CueIndex, clause: str, *named: str) -> list[str]:
    mentioned = [Mention(name, "method", 0, len(name)) for name in named]
    return [claim.id for claim, _ in index.candidates(clause, [mentioned])]


def test_every_term_needs_one_of_its_words():
    index = indexed(((), (("勾配消失",), ("防", "避け"))))
    assert found(index, "勾配消失を避ける") == found(index, "防ぐのは勾配消失") == ["0"]
    assert found(index, "勾配消失が起きる") == found(index, "過学習を防ぐ") == found(index, "") == []


def test_words_of_one_character_and_of_an_entity():
    index = indexed(((), (("@relu",), ("速",))))
    assert found(index, "ランプ関数は速い") == found(index, "reluが速") == ["0"]
    assert found(index, "adamは速い") == []


def test_one_word_in_two_terms_of_different_cues():
    index = indexed(((), (("重み",), ("小さい",))), ((), (("学習率",), ("重み",), ("大きい",))))
    assert found(index, "重みは小さい") == ["0"]
    assert found(index, "学習率が大きいと重みは発散する") == ["1"]
    assert found(index, "学習率が大きいと小さい重み") == ["0", "1"]


def test_some_subject_is_named_or_there_is_none():
    index = indexed((("relu", "adam"), (("速",),)), ((), (("速",),)), (("sgd",), (("速",),)))
    assert found(index, "速い") == ["1"]
    assert found(index, "速い", "adam") == ["0", "1"]
    assert found(index, "速い", "adam", "sgd") == ["0", "1", "2"]


def test_a_term_that_is_nothing_but_a_number_needs_no_word():
    index = indexed(((), (("{n}",), ("層",))), ((), (("{n}",),)))
    assert found(index, "8つの層") == ["0", "1"]
    assert found(index, "8個") == ["1"]


def test_no_cues():
    assert found(CueIndex([]), "何か") == []


WORDS = st.sampled_from(["a", "あ", "ab", "あい", "いう", "bc", "あいう", "う…か", "か{n}", "@adam"])
CUES = st.lists(
    st.lists(st.lists(WORDS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple), max_size=4
)


@given(CUES, st.text("abcあいうか1 adm", max_size=14))
def test_no_cue_that_stands_in_a_clause_is_left_out(cues: Sequence[tuple[tuple[str, ...], ...]], clause: str):
    index = indexed(*(((), terms) for terms in cues))
    standing = [
        str(place)
        for place, terms in enumerate(cues)
        if CuePattern(Cue(terms), Lexicon(Spelling({}), NAMES)).find(clause)
    ]
    candidates = found(index, clause)
    assert set(standing) <= set(candidates)
    assert candidates == sorted(candidates)
