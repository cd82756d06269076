"""One spelling: widths, blanks, marks, numerals, variants."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.claims.canonical import Spelling, _any_of, literal

WORDS = st.lists(st.text("ab.層", min_size=1, max_size=3), min_size=1, max_size=6)


@given(WORDS, st.text("ab. 層目", max_size=12))
def test_words_by_their_first_letters_are_found_as_one_after_the_other(words: list[str], text: str) -> None:
    plainly = re.compile("|".join(map(literal, words)))
    assert [found.span() for found in _any_of(words).finditer(text)] == [
        found.span() for found in plainly.finditer(text)
    ]


SPELLING = Spelling({"カーネル": ("フィルタ", "kernel"), "大域的最適解": ("大域的最適", "global optimum")})


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Ｒｅｌｕ 関数", "relu関数"),
        ("フィルター", "カーネル"),
        ("The Kernel is", "theカーネルis"),
        ("３ × ３", "3x3"),
        ("3 * 3", "3x3"),
        ("5 x 5", "5x5"),
        ("五つの層", "5つの層"),
        ("三層", "3層"),
        ("60,000 枚", "60000枚"),
        (r"$\frac{1}{\sqrt{n}}$", "1/√n"),
        (r"0 \leq x", "0 ≦ x"),
        ("① 0.25", "0.25"),
        ("(2) 0.25", "0.25"),
        ("x = 0", "x=0"),
        ("大域的最適", "大域的最適解"),
        ("大域的最適解", "大域的最適解"),
        ("five convolutional layers", "5 convolutional layers"),
        ("入力 - 1 + 2 > 0", "入力- 1+2>0"),
        ("1/sqrt(n)", "1/√n"),
        ("sqrt(2/n)", "√(2/n)"),
        ("青くなります", "青くなる"),
        ("青くなりません", "青くならない"),
        ("進みません", "進まない"),
        ("見ています", "見ている"),
        ("ありません", "ない"),
        ("起きません", "起きない"),
    ],
)
def test_one_spelling(written: str, same: str) -> None:
    assert SPELLING(written) == same


def test_a_short_word_of_the_course_may_have_an_english_ending() -> None:
    spelling = Spelling({"学習率": ("lr",), "活性化": ("act",)})
    assert spelling("LRs を下げる") == "学習率を下げる"
    assert spelling("acted") == "活性化"
    assert spelling("acting as usual, factor") == "活性化as usual, factor"


@pytest.mark.parametrize("text", ["1,000", "第三者", "一方", "kernelize2"])
def test_what_only_looks_alike_stays_readable(text: str) -> None:
    assert SPELLING(text)


@given(st.text(max_size=60))
def test_spelling_is_settled(text: str) -> None:
    """Spelling what is spelt changes nothing, so that the words of a cue and of a report meet."""
    once = SPELLING(text)
    assert SPELLING(once) == SPELLING(SPELLING(once))
