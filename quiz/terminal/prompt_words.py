"""The words that are commands at every prompt, in both languages, full width or not: one closed list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Literal

from quiz.columns import width
from quiz.language import Language, Text

MarkWord = Literal["flag", "guess", "note", "dispute"]
Word = Literal["hint", "skip", "repeat", "explain", "another", "quit", "help"] | MarkWord
ExamWord = Literal["previous", "overview", "hand-in"]

MARK_WORDS: tuple[MarkWord, ...] = ("flag", "guess", "note", "dispute")
"""By these a learner says something of a question: after its verdict, and some of them before."""


_WORDS: dict[Word, tuple[str, ...]] = {
    "hint": ("h", "hint", "ヒント"),
    "skip": ("s", "skip", "next", "スキップ", "とばす", "飛ばす", "次", "次へ"),
    "repeat": ("r", "repeat", "again", "retry", "もう一度", "問題"),
    "explain": ("e", "explain", "solution", "解説", "解答"),
    "another": ("a", "another", "類題"),
    "quit": ("q", "quit", "exit", "stop", "やめる", "終了", "中断"),
    "help": ("?", "help", "ヘルプ", "使い方"),
    "flag": ("f", "flag", "旗", "フラグ", "目印"),
    "guess": ("g", "guess", "guessed", "勘", "勘で", "当てずっぽう"),
    "note": ("n", "note", "メモ", "覚え書き"),
    "dispute": ("w", "wrong verdict", "判定が違う", "誤判定"),
}
_BY_SPELLING = {spelling: word for word, spellings in _WORDS.items() for spelling in spellings}

_EXAM_WORDS: dict[ExamWord, tuple[str, ...]] = {
    "previous": ("p", "previous", "back", "戻る", "前へ", "前の問題", "前"),
    "overview": ("o", "overview", "一覧"),
    "hand-in": ("t", "turn in", "hand in", "提出"),
}
_IN_AN_EXAM = {spelling: word for word, spellings in _EXAM_WORDS.items() for spelling in spellings}

LATIN = tuple(spelling for spelling in _BY_SPELLING if spelling.isascii() and spelling.isalpha())
"""The commands that could be a name in code."""

MEANING: dict[Word, Text] = {
    "hint": Text("ヒント", "hint"),
    "skip": Text("とばす", "skip"),
    "repeat": Text("もう一度", "show again"),
    "explain": Text("解説", "explain"),
    "another": Text("類題", "another"),
    "quit": Text("中断", "stop"),
    "help": Text("使い方", "help"),
    "flag": Text("旗", "flag"),
    "guess": Text("勘で答えた", "I guessed"),
    "note": Text("メモ", "note"),
    "dispute": Text("判定が違う", "wrong verdict"),
}
"""What a command does, for the line that names the keys."""

_MEANING_IN_EXAM: dict[ExamWord, Text] = {
    "previous": Text("前の問題", "previous"),
    "overview": Text("一覧", "overview"),
    "hand-in": Text("提出", "turn in"),
}


def word_in(typed: str, letters: Collection[str] = ()) -> Word | None:
    """Return the command that was typed; None if it is none.

    ``letters`` are what may be an answer: as a command such a letter needs a colon, at every prompt of its question.

    >>> word_in("ｈ"), word_in("？"), word_in("：ｑ"), word_in("次"), word_in("x")
    ('hint', 'help', 'quit', 'skip', None)
    >>> word_in("a", "abcd"), word_in(":a", "abcd")
    (None, 'another')
    """
    return _BY_SPELLING.get(_spelling(typed, letters))


def exam_word_in(typed: str, letters: Collection[str] = ()) -> ExamWord | None:
    """Return the command that only an exam knows; None if it is none.

    >>> exam_word_in("提出"), exam_word_in("ｏ"), exam_word_in("t", "xt"), exam_word_in("：t", "xt")
    ('hand-in', 'overview', None, 'hand-in')
    """
    return _IN_AN_EXAM.get(_spelling(typed, letters))


_JUMP = re.compile(r":\s*([0-9]{1,6})\Z")


def jump_in(typed: str) -> int | None:
    """Return the number of the question that a learner wants to go to.

    >>> jump_in(":7"), jump_in(" ：１２ "), jump_in("7")
    (7, 12, None)
    """
    found = _JUMP.match(unicodedata.normalize("NFKC", typed).strip())
    return None if found is None else int(found[1])


def _spelling(typed: str, letters: Collection[str]) -> str:
    """Return what was typed as the lists have it; "" for a letter that may be an answer."""
    spelling = unicodedata.normalize("NFKC", typed).strip().lower()
    if not spelling.startswith(":") and spelling in _lowered(letters):
        return ""
    return spelling.removeprefix(":").strip()


def key(word: Word, letters: Collection[str] = ()) -> str:
    """Return the shortest way of typing a command where these letters may be an answer.

    >>> key("another"), key("another", "abcd"), key("help", "abcd")
    ('a', ':a', '?')
    """
    return _with_colon(_WORDS[word][0], letters)


def _with_colon(shortest: str, letters: Collection[str]) -> str:
    return f":{shortest}" if shortest in _lowered(letters) else shortest


def keys(words: Iterable[Word], letters: Collection[str], language: Language) -> list[str]:
    """Return each key with what it does.

    >>> keys(["hint", "another"], "a", "en")
    ['h hint', ':a another']
    """
    return [f"{key(word, letters)} {MEANING[word].in_(language)}" for word in words]


def exam_keys(letters: Collection[str], language: Language, count: int) -> list[str]:
    """Return the same for the commands that only an exam knows, one of so many questions.

    >>> exam_keys("t", "en", 40)
    ['p previous', 'o overview', ':t turn in', ':7 go to 7']
    >>> exam_keys("", "en", 3)[-1], exam_keys("", "en", 1)[-1]
    (':3 go to 3', 't turn in')
    """
    named = [
        f"{_with_colon(spellings[0], letters)} {_MEANING_IN_EXAM[word].in_(language)}"
        for word, spellings in _EXAM_WORDS.items()
    ]
    shown = min(count, _SHOWN)
    jump = Text(f":{shown} {shown} 番へ", f":{shown} go to {shown}").in_(language)
    return [*named, jump] if count > 1 else named


_SHOWN = 7
"""The question by whose number it is shown how one goes to another."""


EDITOR = Text("エディタ", "editor")
"""What ``:e`` does at the prompts of a question that is answered with code."""


ROOM_TO_TYPE = 8
"""Columns that a line of keys leaves free where something is typed after it: " > " and a word."""


def enter_key(what: Text, language: Language, *, plain: bool) -> str:
    """Return what Enter alone does, as an entry of a list of keys.

    >>> enter_key(Text("次へ", "next"), "en", plain=False), enter_key(Text("次へ", "next"), "ja", plain=True)
    ('[Enter] next', 'Enter 次へ')
    """
    return f"{'Enter' if plain else '[Enter]'} {what.in_(language)}"


def packed(entries: Iterable[str], room: int, language: Language) -> list[str]:
    """Lay entries out in lines of at most ``room`` columns; no entry is broken.

    >>> packed(["[Enter] next", "e explain", "q stop"], 24, "en")
    ['[Enter] next   e explain', 'q stop']
    """
    space = "　" if language == "ja" else "   "
    lines: list[str] = []
    for entry in entries:
        if lines and width(lines[-1] + space + entry) <= room:
            lines[-1] += space + entry
        else:
            lines.append(entry)
    return lines


def _lowered(letters: Collection[str]) -> set[str]:
    return {letter.lower() for letter in letters}


def mark_word(word: Word | None) -> MarkWord | None:
    """Return the command if it puts a mark on a question."""
    return next((mark for mark in MARK_WORDS if mark == word), None)
