"""The words that are commands: one closed list, in both languages, full width or not, with and without a colon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.columns import width
from quiz.terminal.feedback import points
from quiz.terminal.prompt_words import LATIN, MEANING, Word, exam_word_in, jump_in, key, keys, packed, word_in

SPELLED: list[tuple[Word, str]] = [
    ("hint", "h H hint ヒント ｈ Ｈ ﾋﾝﾄ"), ("skip", "s skip next 次 とばす 飛ばす スキップ ｓ"),
    ("repeat", "r repeat again もう一度 ｒ"), ("explain", "e explain 解説 ｅ"), ("another", "a another 類題 ａ"),
    ("quit", "q quit exit やめる 終了 中断 ｑ"), ("help", "? ？ help ヘルプ"),
    ("flag", "f flag 旗 フラグ ｆ"), ("guess", "g guess guessed 勘 勘で ｇ"), ("note", "n note メモ ﾒﾓ ｎ"),
    ("dispute", "w 判定が違う 誤判定 ｗ"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "spellings"), SPELLED)
def test_each_word_in_every_writing(word: Word, spellings: str) -> None:
    for spelling in spellings.split():
        for typed in (spelling, f"  {spelling}\u3000", f":{spelling}", f"：{spelling}"):
            assert word_in(typed) == word, typed


@pytest.mark.parametrize("typed", ["", " ", ":", "：", "x", "hh", "h s", "::h", "ヒント1", "quit now", "?!", "7", "あ"])
def test_nothing_else_is_a_command(typed: str) -> None:
    assert word_in(typed) is None


@given(st.sampled_from([word for word, _ in SPELLED]), st.sets(st.sampled_from("abcdefghnqrsw")))
def test_a_letter_is_an_answer_or_a_command_and_the_key_that_is_shown_always_works(
    word: Word, letters: set[str]
) -> None:
    shown = key(word, letters)
    assert word_in(shown, letters) == word
    assert shown.startswith(":") == (shown[-1] in letters)
    for letter in letters:
        assert word_in(letter, letters) is None
        assert word_in(letter.upper(), letters) is None
    assert word_in("E", ["E"]) is None, "a variable may be a capital letter"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("p", "previous"),
        ("戻る", "previous"),
        ("ｏ", "overview"),
        ("一覧", "overview"),
        ("t", "hand-in"),
        ("：提出", "hand-in"),
        ("turn in", "hand-in"),
        ("s", None),
        ("7", None),
    ],
)
def test_an_exam_knows_more_words(typed: str, word: str | None) -> None:
    assert exam_word_in(typed) == word
    assert exam_word_in(typed, {"p", "o", "t"}) == (word if len(typed.strip(":：")) > 1 else None)
    assert word is None or word_in(typed) is None, "no word means two things"


@pytest.mark.parametrize(
    ("typed", "number"),
    [(":3", 3), ("：１２", 12), (" : 7 ", 7), ("3", None), (":x", None), (":", None), (":9999999", None)],
)
def test_a_colon_and_a_number_lead_to_a_question(typed: str, number: int | None) -> None:
    assert jump_in(typed) == number


def test_japanese_words_and_signs_are_no_names_in_code() -> None:
    assert {"q", "quit", "next", "help"} <= set(LATIN)
    assert word_in("終了", LATIN) == "quit"
    assert word_in("?", LATIN) == "help"
    assert all(word_in(name, LATIN) is None for name in LATIN)


@pytest.mark.parametrize("room", [20, 37, 79])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_keys_are_laid_out_within_the_room_and_none_is_lost(room: int, language: str) -> None:
    entries = keys(MEANING, "a", language)  # type: ignore[arg-type]  # the literals are in the list
    lines = packed(entries, room, language)  # type: ignore[arg-type]
    assert all(width(line) <= room for line in lines)
    assert all(any(entry in line for line in lines) for entry in entries)
    assert len(lines) == 1 or width(lines[0]) + width(entries[0]) > room / 2


@pytest.mark.parametrize(
    ("score", "shown"), [(14 / 3, "4.7"), (4.0, "4"), (0.25, "0.2"), (0.0, "0"), (12.96, "13"), (10.5, "10.5")]
)
def test_a_score_has_one_decimal_at_most(score: float, shown: str) -> None:
    assert points(score) == shown
