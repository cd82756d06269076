"""Labels of options in words: 二番目, いち、に, "the second one", "option five", Ⅱ; and what is set against them.

An answer is read so only as a whole: it is nothing but such labels, all of one sort, and what divides them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from quiz.reading.fillers import LEADS, ONLY_LEADS, ONLY_TAILS, TAILS, filler_cuts
from quiz.reading.labels import Mention, Mentions, chosen, mentioned
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize

_LONGEST: Final = 200
_KANJI: Final = dict(zip("一二三四五六七八九十", range(1, 11), strict=True))
_READINGS: Final = dict(
    zip(("いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう", "じゅう"), range(1, 11), strict=True)
)
_KATAKANA: Final = {"".join(chr(ord(sign) + 0x60) for sign in reading): number for reading, number in _READINGS.items()}
_CARDINALS: Final = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_ORDINALS: Final = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        range(1, 13),
        strict=True,
    )
) | {f"{number}{'st' if number == 1 else 'nd' if number == 2 else 'rd' if number == 3 else 'th'}": number
     for number in range(1, 13)}  # fmt: skip
_ROMAN: Final = dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))
_FIRST_ROMAN_LETTER: Final = 9
"""From so many options on, i is the label of one."""
_SORTS: Final = (_KANJI, _READINGS, _KATAKANA, _CARDINALS, _ORDINALS, _ROMAN)
_WHOLE_ROMAN: Final = {
    **{0x2160 + at: name for at, name in enumerate(_ROMAN)},
    **{0x2170 + at: name for at, name in enumerate(_ROMAN)},
}
_DIVIDERS: Final = late(r"\s*(?:[、,・;&]|と(?!り)|\band\b|および|及び)\s*(?:and\s+|それから\s*|そして\s*)?|\s+")
_NOUN: Final = late(r"(?:選択肢|番号|options?|choices?|numbers?|no\.|nos\.)")
_NOUN_BEFORE: Final = late(rf"(?<![_a-z])({_NOUN.pattern})\s*(?=[(「一-龥a-zぁ-んァ-ヶ])")
_NTH_ONE: Final = late(rf"\b({'|'.join(_ORDINALS)})\s+(one|option|choice)\b")
_LAST: Final = late(r"(?:the\s+)?last(?:\s+(?:one|option|choice))?|(?:一番)?最後(?:の(?:選択肢|もの|1つ|一つ))?")
_INSTEAD: Final = late(
    r"(?P<ja_not>.{1,20}?)(?:ではなくて?|じゃなくて?|でなくて?)[、,]?\s*(?P<ja>.{1,20})"
    r"|not\s+(?P<en_not>.{1,20}?),?\s+but\s+(?P<en>.{1,20})"
)
_SO_MANY: Final = late(
    r"(?P<list>.{1,80}?)\s*の\s*(?P<n>[0-9二三四五六七八九])\s*(?:つ|個)"
    r"|(?P<n1>[0-9二三四五六七八九])\s*(?:つ|個)\s*(?:\((?P<list1>[^()]{1,80})\)|[:、]\s*(?P<list2>.{1,80}))"
    r"|(?P<n2>[a-z]{3,5}|[0-9]) of them\s*[:,]\s*(?P<list3>.{1,80})"
)
_FIRST_FEW: Final = late(
    r"(?:the\s+)?first\s+(?P<en>[a-z]{3,6}|[0-9]{1,2})(?:\s+(?:ones|options))?|最初の\s*(?P<ja>[0-9]{1,2}|[二三四五六七八九])\s*(?:つ|個)"
)


def mentioned_in_words(raw: str, count: int, contents: Collection[str], *, several: bool = False) -> Mentions | None:
    """Read an answer that names options in words; None if it is anything else.

    Args:
        raw: what was typed.
        count: how many options there are.
        contents: what the options say, as skeletons: two where an option says "2" may be either.
        several: whether more than one may be named.

    >>> [one.index for one in mentioned_in_words("二番目と第四", 5, (), several=True).options]
    [1, 3]
    >>> [mentioned_in_words(text, 4, ()).options[0].index for text in ("the second one", "1ではなく2")]
    [1, 1]
    >>> mentioned_in_words("2 and three", 4, (), several=True) is None
    True
    """
    if len(raw) > _LONGEST:
        return None
    text = normalize(raw.translate(_WHOLE_ROMAN)).lower()
    starts, ends = filler_cuts(text, (*LEADS, *ONLY_LEADS, "="), TAILS + ONLY_TAILS)
    body = text[starts[-1] : ends[-1]].strip(" \t\r\n。.")
    body = body[1:-1] if body[:1] + body[-1:] in ("()", "「」") else body
    found = _instead_of_another(body, count, contents)
    if found is None:
        found = _labels(body, count, contents)
    if found is None and several:
        found = _so_many(body, count, contents) or _first_few(body, count)
    if not found or (len(found) > 1 and not several) or len(set(found)) < len(found):
        return None
    return Mentions(tuple(Mention(index, 0, raw.strip()) for index in found))


def _labels(body: str, count: int, contents: Collection[str]) -> list[int] | None:
    """Read labels in words, all of one sort."""
    if _LAST.fullmatch(body) is not None:
        return [count - 1]
    pieces = [piece for piece in _DIVIDERS.split(_joined(body)) if piece]
    if not pieces:
        return None
    for sort in _SORTS:
        if sort is _ROMAN and count >= _FIRST_ROMAN_LETTER:
            continue
        numbers = [_number(piece, sort, contents) for piece in pieces]
        if all(number is not None and number <= count for number in numbers):
            return [number - 1 for number in numbers if number is not None]
    return None


def _joined(body: str) -> str:
    """Return a text with words that belong to one label joined by a sign of their own."""
    body = _NTH_ONE.sub(r"\1_\2", body)
    body = _NOUN_BEFORE.sub(lambda found: found[1] + "_", body)
    return re.sub(r"\bthe\s+", "the_", body)


@cache
def _piece(sort: int) -> re.Pattern[str]:
    one = "|".join(sorted(map(re.escape, _SORTS[sort]), key=len, reverse=True))
    return re.compile(
        rf"(?P<noun>(?!the_)[^_]{{2,7}}_)?(?:the_)?(?P<nth>第)?[(「]?(?P<name>{one})[)」]?(?P<counter>番目|番|つ目|つめ|個目)?"
        r"(?:の(?:選択肢|もの))?(?P<one>_(?:one|option|choice))?"
    )


def _number(piece: str, sort: dict[str, int], contents: Collection[str]) -> int | None:
    at = next(at for at, other in enumerate(_SORTS) if other is sort)
    found = _piece(at).fullmatch(piece)
    if found is None or (found["noun"] and _NOUN.fullmatch(found["noun"].rstrip("_")) is None):
        return None
    number = sort[found["name"]]
    if found["one"] and sort is not _ORDINALS:
        return None  # "two options"
    marked = any(found[part] for part in ("noun", "nth", "counter", "one")) or sort is _ORDINALS
    return number if marked or not {str(number), found["name"]} & set(contents) else None


def _one_label(written: str, count: int, contents: Collection[str]) -> int | None:
    named = mentioned(written, count)
    if isinstance(named, Mentions):
        return named.options[0].index if named.those == "these" and len(named.options) == 1 else None
    found = _labels(written.strip(" 、,()「」"), count, contents)
    return found[0] if found is not None and len(found) == 1 else None


def _instead_of_another(body: str, count: int, contents: Collection[str]) -> list[int] | None:
    """Read 1ではなく2, "not 6 but 2": two labels, the latter of which is meant."""
    found = _INSTEAD.fullmatch(body)
    if found is None:
        return None
    left = _one_label(found["ja_not"] or found["en_not"], count, contents)
    meant = _one_label(found["ja"] or found["en"], count, contents)
    if left is None or meant is None or left == meant or str(meant + 1) in contents:
        return None
    return [meant]


def _so_many(body: str, count: int, contents: Collection[str]) -> list[int] | None:
    """Read a list with how many there are, 1, 2, 3の3つ, which must be so many."""
    found = _SO_MANY.fullmatch(body)
    if found is None:
        return None
    listed = next(found[name] for name in ("list", "list1", "list2", "list3") if found[name])
    said = next(found[name] for name in ("n", "n1", "n2") if found[name])
    number = int(said) if said.isascii() and said.isdecimal() else (_KANJI | _CARDINALS).get(said, 0)
    named = mentioned(listed, count, runs=True)
    inside = _labels(listed, count, contents) if not isinstance(named, Mentions) else sorted(chosen(named, count))
    return inside if inside is not None and len(inside) == number else None


def _first_few(body: str, count: int) -> list[int] | None:
    """Read "the first two", 最初の3つ."""
    found = _FIRST_FEW.fullmatch(body)
    if found is None:
        return None
    said = found["en"] or found["ja"]
    number = int(said) if said.isascii() and said.isdecimal() else (_KANJI | _CARDINALS).get(said, 0)
    return list(range(number)) if 1 < number <= count else None
