"""Fillers: what says nothing of an answer is blanked in place, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reading.fillers import (
    APPROXIMATE,
    APPROXIMATE_TAILS,
    LABEL_COUNTERS,
    LABEL_NOUNS,
    LEADS,
    ONLY_LEADS,
    ONLY_TAILS,
    TAILS,
    filler_cuts,
    without_fillers,
)

SPOKEN = [
    *"答えは 42 です|（答え）42|【解答】 42。|答）42|私の答えは42だと思います。|たぶん４２かな…".split("|"),
    *"正解が42です！|答えは→42|よって、42となります。\r\n|42\t\n".split("|"),
    *"The answer is 42.|Answer: 42|ans. 42|I think it’s 42|42, I think|42 is the answer|answer => 42".split("|"),
    *"-> 42|－＞42|→ 42".split("|"),
    *"Ｉ ｔｈｉｎｋ ４２|42, maybe".split("|"),
]
NO_FILLERS = [
    *"42ではない|42じゃない|42ではありません|42以外|42とは思いません|不正解は42|約42|42くらい|答え得る42".split("|"),
    *"not 42|isn't 42|5!|5！|.5|(42)|~42|42?|answered 42|solution42|> 42|-42|=> 42|= 42".split("|"),
]


@pytest.mark.parametrize("typed", SPOKEN)
def test_what_surrounds_an_answer_is_blanked_in_place(typed: str) -> None:
    bare = without_fillers(typed)
    assert bare.strip() in ("42", "４２")
    place = bare.index(bare.strip())
    assert len(bare) == len(typed)
    assert typed[place:].startswith(bare.strip())


@pytest.mark.parametrize("typed", NO_FILLERS)
def test_what_is_no_filler_stays(typed: str) -> None:
    stays = typed.removeprefix("答え")
    assert without_fillers(typed).strip() == stays


@pytest.mark.parametrize("typed", ["答え > 42", "答えは -42", "答え .42", "the answer isn't 42", "答えは5!です"])
def test_a_sign_after_a_filler_is_the_answers_own(typed: str) -> None:
    assert without_fillers(typed).strip() in ("> 42", "-42", ".42", "isn't 42", "5!")


@given(st.sampled_from(LEADS), st.sampled_from(["", "は", ": ", " = ", "、"]), st.sampled_from(TAILS))
def test_every_lead_and_tail_goes_and_the_answer_stays(lead: str, joint: str, tail: str) -> None:
    space = " " if lead.isascii() else ""
    typed = f"{lead}{joint}{space}x+1 {tail}。"
    assert without_fillers(typed).strip() == "x+1"


@given(st.text(max_size=40))
def test_the_length_is_kept_and_what_is_kept_is_what_was_typed(typed: str) -> None:
    bare = without_fillers(typed)
    assert len(bare) == len(typed)
    assert all(kept in (" ", sign) for kept, sign in zip(bare, typed, strict=True))


def test_no_list_holds_a_word_that_turns_the_meaning_round_or_a_number() -> None:
    turning = (
        "ない",
        "なく",
        "ません",
        "ではな",
        "以外",
        "除",
        "誤",
        "不",
        "逆",
        "n't",
        "not",
        "except",
        "but",
        "wrong",
    )
    for phrase in (
        *LEADS, *TAILS, *APPROXIMATE, *APPROXIMATE_TAILS, *LABEL_NOUNS, *LABEL_COUNTERS, *ONLY_LEADS, *ONLY_TAILS
    ):  # fmt: skip
        if phrase in ("かもしれない", "かもしれません"):  # doubt, not denial
            continue
        assert not any(word in phrase for word in turning), phrase
        assert not any(sign.isnumeric() for sign in phrase if sign != "一"), phrase
        assert phrase == phrase.lower()


def test_what_nobody_says_is_not_looked_for() -> None:
    assert without_fillers("答えは" * 5 + "7" + "です" * 5).strip() == "7"
    assert without_fillers("7" + "です" * 5_000).strip() != "7"
    assert without_fillers(" " * 20_000 + "7" + " " * 20_000).strip() == "7"


def test_twelve_fillers_at_either_end_are_taken_for_such_and_no_more() -> None:
    for many in (11, 12):
        assert without_fillers("答えは" * many + "7").strip() == "7"
        assert without_fillers("7" + "です" * many).strip() == "7"
    assert without_fillers("答えは" * 13 + "7").strip() == "答えは7"
    assert without_fillers("7" + "です" * 13).strip() == "7です"


@pytest.mark.parametrize(
    ("typed", "stays"),
    [
        ("7 approx.", "7"),
        ("7approx.", "7"),
        ("xapprox.", "xapprox"),
        ("x approx.", "x"),
        ("値approx.", "値"),
        ("ca.7", "7"),
        ("ca. 7", "7"),
        ("ca.x", "x"),
        ("cab", "cab"),
        ("so7", "7"),
        ("sox", "sox"),
        ("so’x", "so’x"),
        ("so x", "x"),
    ],
)
def test_a_latin_filler_is_a_whole_word(typed: str, stays: str) -> None:
    assert without_fillers(typed, ("ca.", "so"), ("approx",)).strip() == stays


@pytest.mark.parametrize("brackets", ["()", "[]", "【】", "「」", "『』", "〔〕", "<>", "〈〉", "《》"])
def test_a_lead_may_stand_in_brackets(brackets: str) -> None:
    for lead in ("答え", " Answer "):
        assert without_fillers(f"{brackets[0]}{lead}{brackets[1]}: 7").strip() == "7"


def test_the_cuts_go_inwards_from_the_whole_text() -> None:
    starts, ends = filler_cuts("つまり、答えは7だと思います。")
    assert (list(starts), list(ends)) == ([0, 4, 7], [15, 9, 8])
    assert filler_cuts("7") == ([0], [1])
    assert filler_cuts("です") == ([0], [2, 0])
    assert filler_cuts("7. ") == ([0], [3, 1])
    assert filler_cuts("maybe") == ([0, 5], [5])
    assert filler_cuts("i think", ("so",), ("i think",)) == ([0], [7, 0])
