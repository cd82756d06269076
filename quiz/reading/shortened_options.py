"""Options named by a part of what they say: "saddle", 爆発する, (2) 符号が逆.

Every word must stand in the option, in its order.

Without a label the words must be those of one option alone; beside a label they must be that option's. What would turn
round or change the rest may not be left out: a negation; a number or a sign of the same clause; a part of a formula. A
program is named by the whole of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from quiz.reading.fillers import LEADS, ONLY_LEADS, ONLY_TAILS, TAILS, filler_cuts
from quiz.reading.labels import Mention, Mentions, mentioned
from quiz.reading.late_patterns import late
from quiz.reading.option_texts import FIRST_NUMBER, MAX_TEXT, SPAN, is_program, whole_signs
from quiz.reading.spelling import normalize

_LONGEST: Final = 200
_TOKEN: Final = late(r"[一-龥々]+|[ァ-ヶー]+|[ぁ-ん]+|[a-z]+|[0-9]+(?:\.[0-9]+)?|[^\s、。,.()\[\]「」『』`$\"'\\{}:;]")
_CONTENT: Final = late(r"[一-龥々]{2,}|[ァ-ヶー]{2,}|[a-z]{4,}")
_NO_CONTENT: Final = frozenset(
    {"this", "that", "these", "those", "with", "than", "more", "less", "most", "least", "from", "into", "them", "they",
     "there", "what", "which", "when", "where", "each", "both", "same", "other", "about", "only", "just", "very",
     "option", "choice", "wrong", "right", "correct", "true", "false", "以外", "場合", "全部", "全体"}
)  # fmt: skip
_TURNS: Final = late(
    r"ない|なく|なかっ|なけれ|ません|ずに?\Z|なし|以外|だけ|のみ"
    r"|\A(?:not|no|never|neither|nor|without|instead|unless|except|only|cannot|t)\Z"
)
"""What turns round, or narrows, what the rest of a text says."""
_VERDICT: Final = late(r"right|correct|answer|正し|正解|答え|適切|てはま|当ては")
_CLAUSE: Final = late(r"[、。,;:()（）]")
_FORMAL_CLAUSE: Final = late(
    r"[、。;]|(?<=[\sぁ-ゖァ-ヺ一-龥])\(|\)(?=\s|[、。,.]|\Z)"
    r"|,\s+(?=[A-Za-zぁ-ゖァ-ヺ一-龥])|(?<=[a-zぁ-ゖァ-ヺ一-龥]),\s"
)
"""Where a clause ends in which no number may be left out: not between the numbers of a list."""
_KANA: Final = late(r"[ぁ-ん]+")
_FEW: Final = 2
"""Of a clause of so few words one tells the whole."""
_COMPOUND: Final = 4
"""A Japanese noun of so many signs is made of several."""
_PARTED: Final = late(r"\s*(?:[、,;]|\band\b|と(?!き|し|な|い)|および)\s*")
_BEFORE: Final = late(
    r"(?P<label>(?:選択肢|option|choice)\s*[0-9]{1,2}|[(\[「](?:[0-9]{1,2}|[a-z])[)\]」]|[0-9]{1,2}(?:番|(?=\s*[(:.]))"
    r"|[\ue001-\ue014])[\s:.、,)]*(?P<rest>.+)"
)
_BEHIND: Final = late(r"(?P<rest>.+?)[\s:、=]*(?P<label>[(\[](?:[0-9]{1,2}|[a-z])[)\]]|[\ue001-\ue014])")


@dataclass(frozen=True, slots=True)
class _Option:
    """The words of an option; for each the clause that it stands in, and its formula or piece of code, or -1.

    ``formal`` tells of numbers and signs, and ``program`` of an option that is nothing but code or a formula.
    """

    words: tuple[str, ...]
    clauses: tuple[int, ...] = ()
    spans: tuple[int, ...] = ()
    formal: tuple[bool, ...] = ()
    program: bool = False


@lru_cache(maxsize=512)
def _option(text: str) -> _Option:
    if len(text) > MAX_TEXT:
        return _Option(())
    text = normalize(whole_signs(text)).lower()
    spans = list(SPAN.finditer(text))
    ends = [end.start() for end in _FORMAL_CLAUSE.finditer(text) if not any(_holds(span, end) for span in spans)]
    words = list(_TOKEN.finditer(text))
    return _Option(
        tuple(word[0] for word in words),
        tuple(bisect_left(ends, word.start()) for word in words),
        tuple(next((at for at, span in enumerate(spans) if _holds(span, word)), -1) for word in words),
        tuple(word[0][0].isdecimal() or not word[0][0].isalpha() for word in words),
        is_program(text),
    )


def _holds(span: re.Match[str], found: re.Match[str]) -> bool:
    return span.start() <= found.start() < span.end()


def _tokens(text: str) -> tuple[str, ...]:
    return _option(text).words


def shortened(raw: str, texts: Sequence[Sequence[str]], *, several: bool = False) -> Mentions | None:
    """Read an answer made of words of options; None if it isn't, or may mean more than one.

    >>> options = [("損失が増える", "it grows"), ("損失が増えない", "it does not grow"), ("鞍点", "a saddle point")]
    >>> [shortened(text, options).options[0].index for text in ("saddle", "(1) 損失")]
    [2, 0]
    >>> shortened("損失", options), shortened("(2) 損失", options), shortened("(1) saddle", options)
    (None, None, None)
    """
    if len(raw) > _LONGEST:
        return None
    text = normalize(whole_signs(raw)).lower()
    starts, ends = filler_cuts(text, (*LEADS, *ONLY_LEADS, "="), _tails())
    body = text[starts[-1] : ends[-1]].strip()
    found = _beside_label(body, texts)
    if found is not None and _only_one(body, texts) not in (None, *found):
        return None  # (3) of another option's text
    if found is None:
        pieces = [piece for piece in _PARTED.split(body) if piece] if several else [body]
        named = [_only_one(piece, texts) for piece in pieces]
        if (None in named or not named) and several:
            named = [_only_one(body, texts)]
        found = [index for index in named if index is not None] if None not in named else None
    if not found or len(set(found)) < len(found):
        return None
    return Mentions(tuple(Mention(index, 0, raw.strip()) for index in found))


@cache
def _tails() -> tuple[str, ...]:
    """The fillers behind an answer but for verdicts: "the sign is right" is no short form of "the sign is wrong"."""
    return tuple(tail for tail in TAILS + ONLY_TAILS if _VERDICT.search(tail) is None)


def words_stand_in(words: str, text: str) -> bool:
    """Return whether a text has all of some words, in their order, and nothing left out turns them round.

    >>> words_stand_in("平均", "平均を引く"), words_stand_in("引く", "平均を引かない")
    (True, False)
    """
    said = _tokens(words)
    return bool(said) and _is_left_of(said, _option(text))


def _beside_label(body: str, texts: Sequence[Sequence[str]]) -> list[int] | None:
    """Read a label and words of its option before or behind it."""
    for pattern in (_BEFORE, _BEHIND):
        found = pattern.fullmatch(body)
        if found is None:
            continue
        written = found["label"].strip()
        if len(written) == 1 and written >= FIRST_NUMBER:
            written = f"({ord(written) - ord(FIRST_NUMBER)})"  # typed in a circle
        named = mentioned(written, len(texts))
        if not isinstance(named, Mentions) or len(named.options) != 1 or named.those != "these":
            continue
        rest = _words(found["rest"])
        index = named.options[0].index
        if rest is not None and any(_is_left_of(rest, _option(text)) for text in texts[index]):
            return [index]
    return None


def _only_one(piece: str, texts: Sequence[Sequence[str]]) -> int | None:
    words = _words(piece)
    if words is None:
        return None
    whole = [at for at, each in enumerate(texts) if any(_stands_in(words, _tokens(text)) for text in each)]
    if len(whole) == 1:
        left = any(_is_left_of(words, _option(text)) and _says_enough(words, text) for text in texts[whole[0]])
        return whole[0] if left else None
    if whole or sum(map(_is_content, words)) < 2:
        return None
    spread = [at for at, each in enumerate(texts) if any(_is_in_order(words, _tokens(text)) for text in each)]
    if len(spread) != 1 or not any(_is_left_of(words, _option(text)) for text in texts[spread[0]]):
        return None
    return spread[0]


def _says_enough(words: tuple[str, ...], text: str) -> bool:
    """Whether words are more than a noun on the way: 学習 of 学習が進む is one, "saddle" of "a saddle point" is not."""
    if sum(_is_content(word) or word[0].isdecimal() for word in words) > 1:
        return True
    if any(not word.isascii() and _is_content(word) and len(word) >= _COMPOUND for word in words):
        return True
    for clause in _CLAUSE.split(text):
        tokens = _tokens(clause)
        if _stands_in(words, tokens):
            last = next((token for token in reversed(tokens) if not _KANA.fullmatch(token)), "")
            short = clause.isascii() and sum(map(_is_content, tokens)) <= _FEW
            return len(tokens) <= _FEW or short or last in words
    return False


def _words(text: str) -> tuple[str, ...] | None:
    words = tuple(_TOKEN.findall(text))
    return words if any(map(_is_content, words)) else None


def _is_content(word: str) -> bool:
    return _CONTENT.fullmatch(word) is not None and word not in _NO_CONTENT


def _stands_in(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return _run_of(words, whole) is not None


def _run_of(words: tuple[str, ...], whole: tuple[str, ...]) -> Sequence[int] | None:
    """The places of words that stand in a text one after the other."""
    starts = (at for at in range(len(whole) - len(words) + 1) if whole[at : at + len(words)] == words)
    return next((range(at, at + len(words)) for at in starts), None)


def _is_in_order(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return _places_of(words, whole) is not None


def _places_of(words: tuple[str, ...], whole: tuple[str, ...]) -> Sequence[int] | None:
    """The places of words that stand in a text in their order, right behind one another if they do so anywhere."""
    if (run := _run_of(words, whole)) is not None:
        return run
    places, at = [], 0
    for word in words:
        if word not in whole[at:]:
            return None
        at = whole.index(word, at) + 1
        places.append(at - 1)
    return places


def _is_left_of(words: tuple[str, ...], option: _Option) -> bool:
    """Whether words stand in an option in order, and what is left out turns nothing round and changes nothing."""
    places = None if option.program else _places_of(words, option.words)
    if places is None:
        return False
    used = set(places)
    clauses = {option.clauses[at] for at in used}
    spans = {option.spans[at] for at in used} - {-1}
    return not any(
        _TURNS.search(word) or option.spans[at] in spans or (option.formal[at] and option.clauses[at] in clauses)
        for at, word in enumerate(option.words)
        if at not in used
    )
