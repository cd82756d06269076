"""What an option says, found again in what somebody wrote: with other spaces, quotes, letter case or width."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize

MAX_TEXT = 1_000
"""The longest text of an option that is looked for."""

FIRST_NUMBER, FIRST_LETTER, LAST_LETTER = "\ue000", "\ue100", "\ue1ff"
"""Private signs that stand for ① and ⓐ, which NFKC would join with what stands beside them: ①③ is not 13."""

QUOTES = frozenset("`$\"'“”‘’「」『』")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text without what carries no meaning in it, and for each of its signs the place that it came from."""

    text: str
    places: tuple[int, ...]

    def end_of(self, options_text: str, place: int) -> int | None:
        """Return where an option's text ends that is written at this place; None if it isn't.

        >>> skeleton("1. it  Learns,fast!").end_of(spelled("it learns, fast"), 3)
        18
        """
        first = bisect_left(self.places, place)
        if first == len(self.places) or self.places[first] != place:
            return None
        if not options_text or not self.text.startswith(options_text, first):
            return None
        return self.places[first + len(options_text) - 1] + 1


def skeleton(text: str) -> Skeleton:
    """Return the skeleton of a text of one spelling (see ``normalize``).

    Quotes and spaces go, and a comma counts as a space; between two Latin words or numbers one space stays.
    """
    signs: list[str] = []
    places: list[int] = []
    gap = False
    for place, sign in enumerate(text):
        if sign.isspace() or sign in QUOTES or sign in ",、":
            gap = True
            continue
        if gap and signs and _is_word(signs[-1]) and _is_word(sign):
            signs.append(" ")
            places.append(place - 1)
        gap = False
        signs.append(lower(sign))
        places.append(place)
    return Skeleton("".join(signs), tuple(places))


def whole_signs(text: str) -> str:
    """Return the text with each number or letter in a circle or bracket as one sign, and no Roman numeral as letters.

    >>> whole_signs("⑫") == chr(ord(FIRST_NUMBER) + 12), whole_signs("Ⅱ"), whole_signs("12")
    (True, '\ufffd', '12')
    """
    return text if text.isascii() else text.translate(_WHOLE_SIGNS)


def _numbers() -> dict[int, int]:
    """Each number that is one sign, in a circle, in brackets or with a point: ⓿ to ⓴, ⑴ to ⒇, ⒈ to ⒛, ➀, ➊."""
    found = {code: unicodedata.numeric(chr(code), None) for code in range(0x2460, 0x2800)}
    return {code: ord(FIRST_NUMBER) + int(number) for code, number in found.items() if number is not None}


_LETTERS: Final = range(0x249C, 0x24EA)  # three alphabets, one after the other: ⒜ to ⒵, Ⓐ to Ⓩ, ⓐ to ⓩ
_PRIVATE: Final = range(ord(FIRST_NUMBER), ord(LAST_LETTER) + 1)
_ROMAN: Final = range(0x2160, 0x2189)
_WHOLE_SIGNS: Final = {
    **dict.fromkeys((*_PRIVATE, *_ROMAN), 0xFFFD),
    **_numbers(),
    **{code: ord(FIRST_LETTER) + place % 26 for place, code in enumerate(_LETTERS)},
}


@lru_cache(maxsize=2048)
def spelled(text: str) -> str:
    """Return the skeleton by which an option's text is found, without the sign that ends a sentence; "" if too long.

    >>> spelled("学習 が 進む。"), spelled("`It Learns`, fast.")
    ('学習が進む', 'it learns fast')
    """
    return skeleton(normalize(whole_signs(text))).text.rstrip(".。") if len(text) <= MAX_TEXT else ""


SPAN: Final = late(r"`[^`]*`|\$[^$]*\$")
"""Code or a formula within a text."""
_PROGRAM: Final = late(r"[A-Za-z_]\w*[(\[]|[=*/^]")
_PROSE: Final = late(r"[ぁ-ゖァ-ヺ一-龥々]|[A-Za-z]{2,},? [A-Za-z]{2,}")


def is_program(text: str) -> bool:
    """Whether a text is nothing but code or a formula, of which no part stands for the whole.

    >>> is_program("`np.sign(w)`"), is_program("axis=(0, 1)"), is_program("`axis=0` で足す"), is_program("ReLU (max)")
    (True, True, False, False)
    """
    bare = text.strip(" .。")
    span = SPAN.match(bare)
    if span is not None and span.end() == len(bare):
        return True
    return _PROSE.search(bare) is None and _PROGRAM.search(bare) is not None


_ASIDE: Final = late(r"(?P<head>[^()（）]{4,})[(（](?P<aside>[^()（）]{2,})[)）]")
_TURNS: Final = late(r"ない|なし|ず|以外|ただし|\b(?:not|no|never|without|unless|except|but)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE: Final = late(r"[うくすつぬむるいただ]\Z|\b(?:is|are|be|has|have|should|must|can)\b", re.IGNORECASE)
_INDEX: Final = late(r"(?<=[A-Za-z])_(?:\{(\w)\}|(\w)(?!\w))")


@lru_cache(maxsize=512)
def in_short(text: str) -> tuple[str, ...]:
    """Return other writings of an option's text: without the brackets behind it, what they hold, indices on the line.

    Brackets that turn round what stands before them, or narrow it, are not left out; nor is a whole clause in them.

    >>> in_short("発散する（10 倍超）"), in_short("it grows (but not much)"), in_short("どれでもない（式が違う）")
    (('発散する', '10 倍超'), (), ('式が違う',))
    >>> in_short("$w_1$ is 0")
    ('$w1$ is 0',)
    """
    plain = _INDEX.sub(r"\1\2", text)
    found = None if is_program(text) else _ASIDE.fullmatch(text.strip().rstrip(".。"))
    if found is None or _TURNS.search(found["aside"]) is not None:
        return (plain,) if plain != text else ()
    head = () if _CLAUSE.search(found["aside"]) else (found["head"].strip(),)
    return (*head, found["aside"].strip(), *((plain,) if plain != text else ()))


def lower(text: str) -> str:
    """Return the text in small letters, sign by sign, so that places stay what they are."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def _is_word(sign: str) -> bool:
    return sign == "_" or (sign.isascii() and sign.isalnum())
