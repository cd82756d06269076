"""The words that are commands at every prompt, in both languages, full width or not: one closed list."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from typing import Literal

from quiz.columns import width
from quiz.language import Language, Text

Word = Literal["hint", "skip", "repeat", "explain", "another", "quit", "help"]


class Stopped(Exception):
    """The learner stops here and may go on later."""


class Skipped(Exception):
    """The learner leaves the question that is being answered."""


_WORDS: dict[Word, tuple[str, ...]] = {
    "hint": ("h", "hint", "ヒント"),
    "skip": ("s", "skip", "next", "スキップ", "とばす", "飛ばす", "次", "次へ"),
    "repeat": ("r", "repeat", "again", "retry", "もう一度", "問題"),
    "explain": ("e", "explain", "solution", "解説", "解答"),
    "another": ("a", "another", "類題"),
    "quit": ("q", "quit", "exit", "stop", "やめる", "終了", "中断"),
    "help": ("?", "help", "ヘルプ", "使い方"),
}
_BY_SPELLING = {spelling: word for word, spellings in _WORDS.items() for spelling in spellings}

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
}
"""What a command does, for the line that names the keys."""


def word_in(typed: str, letters: Collection[str] = ()) -> Word | None:
    """Return the command that was typed; None if it is none.

    ``letters`` are what may be an answer: as a command such a letter needs a colon, at every prompt of its question.

    >>> word_in("ｈ"), word_in("？"), word_in("：ｑ"), word_in("次"), word_in("x")
    ('hint', 'help', 'quit', 'skip', None)
    >>> word_in("a", "abcd"), word_in(":a", "abcd")
    (None, 'another')
    """
    spelling = unicodedata.normalize("NFKC", typed).strip().lower()
    if not spelling.startswith(":") and spelling in _lowered(letters):
        return None
    return _BY_SPELLING.get(spelling.removeprefix(":").strip())


def key(word: Word, letters: Collection[str] = ()) -> str:
    """Return the shortest way of typing a command where these letters may be an answer.

    >>> key("another"), key("another", "abcd"), key("help", "abcd")
    ('a', ':a', '?')
    """
    shortest = _WORDS[word][0]
    return f":{shortest}" if shortest in _lowered(letters) else shortest


def keys(words: Iterable[Word], letters: Collection[str], language: Language) -> list[str]:
    """Return each key with what it does.

    >>> keys(["hint", "another"], "a", "en")
    ['h hint', ':a another']
    """
    return [f"{key(word, letters)} {MEANING[word].in_(language)}" for word in words]


EDITOR = Text("エディタ", "editor")
"""What ``:e`` does at the prompts of a question that is answered with code."""


ROOM_TO_TYPE = 8
"""Columns that a line of keys leaves free where something is typed after it: " > " and a word."""


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
