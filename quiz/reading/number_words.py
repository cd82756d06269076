"""Numbers in words: 409万7000, 三百二十, 3割5分, 2ダース, half; each is rewritten as digits.

What is read here is read whole: a word that is none of these is left to whoever reads on.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import Final

from quiz.reading.late_patterns import late

_DIGITS: Final = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "億": 10**8, "兆": 10**12}
_TENTHS: Final = {"割": Fraction(1, 10), "分": Fraction(1, 100), "厘": Fraction(1, 1000)}
_ENGLISH: Final = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_NAMED: Final = _UNITS | _TEENS | _TENS
_SHARES: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_MOST_PIECES: Final = 40
_ZEROS: Final = ("ゼロ", "零")
_PARTS_OF: Final = late(r"([一二三四五六七八九十百千]{1,12})分の([〇一二三四五六七八九十百千]{1,12})")
_HALVES: Final = ("半分", "half", "a half", "one half", "one-half")

_DECIMAL: Final = r"[0-9]{1,60}(?:\.[0-9]{1,60})?"
_RATE: Final = late(
    rf"({_DECIMAL}|[一二三四五六七八九])割(?![るり合])(?:([0-9一二三四五六七八九])分)?(?:([0-9一二三四五六七八九])厘)?(?![0-9])"
)
_KANJI_DECIMAL: Final = late(
    r"([〇零一二三四五六七八九]{1,12})[点・.]([〇零一二三四五六七八九]{1,12})(?![十百千万億〇零一二三四五六七八九])"
)
_KANJI_DIGITS: Final = late(r"[〇零一二三四五六七八九]{3,16}(?![十百千万億割分厘])")
_ENGLISH_POINT: Final = late(
    rf"(?:({'|'.join(sorted(_NAMED, key=len, reverse=True))})\s+)?"
    rf"point((?:\s+(?:{'|'.join(_UNITS)})){{1,12}})(?![a-z0-9])",
    re.I,
)
_ENGLISH_SHARE: Final = late(
    rf"(?:({'|'.join(sorted((*_NAMED, 'an', 'a'), key=len, reverse=True))})[\s-]+)"
    rf"({'|'.join(sorted(_SHARES, key=len, reverse=True))})(s?)(?![a-z0-9])",
    re.I,
)
_CARDINAL_WORD: Final = late(
    rf"({'|'.join(sorted((*_NAMED, *_ENGLISH, 'a', 'and'), key=len, reverse=True))})(?![a-z0-9])", re.I
)
_BETWEEN_WORDS: Final = late(r"[ \t]{1,4}|-")
_PIECE: Final = late(rf"{_DECIMAL}|[〇零一二三四五六七八九十百千万億兆]")
_GROUPED_PIECE: Final = late(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9.,])")
_ENGLISH_AMOUNT: Final = late(rf"({_DECIMAL})\s*(?:({'|'.join(_ENGLISH)})s?)(?![a-z])", re.I)
_HALF: Final = late(rf"({'|'.join(sorted(_HALVES, key=len, reverse=True))})(?![a-z])", re.I)
_DOZENS: Final = late(rf"({_DECIMAL})\s?ダース")


def number_in_words(text: str, at: int) -> tuple[str, int] | None:
    """Return what a number in words that begins at ``at`` is in digits, and where it ends; None if none begins there.

    Digits alone are no number in words.

    >>> [number_in_words(text, 0) for text in ("409万7000", "409.7万", "三百二十", "4割5分", "2ダース", "half")]
    [('4097000', 8), ('(409.7*10^4)', 6), ('320', 4), ('45%', 4), ('24', 4), ('(1/2)', 4)]
    >>> number_in_words("469", 0) is None
    True
    """
    for read in (_digit_by_digit, _share, _rate, _dozens, _japanese, _english):
        found = read(text, at)
        if found is not None:
            return found
    return None


def _share(text: str, at: int) -> tuple[str, int] | None:
    """Read 三分の一; and zero in words."""
    for zero in _ZEROS:
        if text.startswith(zero, at) and _PIECE.match(text, at + len(zero)) is None:
            return "0", at + len(zero)
    found = _PARTS_OF.match(text, at)
    if found is None:
        return None
    below, above = _sum_of(list(found[1])), _sum_of(list(found[2]))
    return None if not below or above is None else (f"({above}/{below})", found.end())


def _rate(text: str, at: int) -> tuple[str, int] | None:
    found = _RATE.match(text, at)
    if found is None:
        return None
    share = sum(
        (
            Fraction(_DIGITS.get(part, part) or 0) * size
            for part, size in zip(found.groups(), _TENTHS.values(), strict=True)
        ),
        start=Fraction(0),
    )

    return _decimal(share * 100) + "%", found.end()


def _dozens(text: str, at: int) -> tuple[str, int] | None:
    found = _DOZENS.match(text, at)
    return None if found is None else (_decimal(Fraction(found[1]) * 12), found.end())


def _digit_by_digit(text: str, at: int) -> tuple[str, int] | None:
    """Read 零点六二五, 一・四二八 and 一二〇四: kanji for digits side by side."""
    found = _KANJI_DECIMAL.match(text, at)
    if found is not None:
        whole, places = ("".join(str(_DIGITS[sign]) for sign in part) for part in found.groups())
        return f"{whole}.{places}", found.end()
    found = _KANJI_DIGITS.match(text, at)
    return None if found is None else ("".join(str(_DIGITS[sign]) for sign in found[0]), found.end())


def _english(text: str, at: int) -> tuple[str, int] | None:
    if at and text[at - 1].isascii() and text[at - 1].isalnum():
        return None
    share = _ENGLISH_SHARE.match(text, at)
    if share is not None:
        return _parts(share)
    half = _HALF.match(text, at)
    if half is not None:
        return "(1/2)", half.end()
    point = _ENGLISH_POINT.match(text, at)
    if point is not None:
        digits = "".join(str(_UNITS[digit.lower()]) for digit in point[2].split())
        return f"{_NAMED[point[1].lower()] if point[1] else 0}.{digits}", point.end()
    amount = _ENGLISH_AMOUNT.match(text, at)
    if amount is not None:
        return _scaled(amount[1], _ENGLISH[amount[2].lower()]), amount.end()
    return _cardinal(text, at)


def _cardinal(text: str, at: int) -> tuple[str, int] | None:
    """Read "forty-two", "a hundred and twenty", "sixteen hundred", "four thousand ninety-six", "two dozen".

    Sizes fall; a word that does not fit ends the number.
    """
    total, section, last_size, last, end = 0, 0, 10**12, "", at
    while (found := _CARDINAL_WORD.match(text, end if end == at else _behind_gap(text, end))) is not None:
        word = found[1].lower()
        if word == "a":
            follows = _CARDINAL_WORD.match(text, _behind_gap(text, found.end()))
            if last or follows is None or follows[1].lower() not in _ENGLISH:
                break
            section = 1
        elif word == "and":
            follows = _CARDINAL_WORD.match(text, _behind_gap(text, found.end()))
            if last not in ("hundred", "thousand", "million") or follows is None or follows[1].lower() not in _NAMED:
                break
            last = word
            end = found.end()
            continue
        elif word in _ENGLISH:
            size = _ENGLISH[word]
            below = section % 100 if word == "hundred" else section
            if not section or (word == "hundred" and below != section) or last == word or size >= last_size:
                return None
            if word == "hundred":
                section *= 100
            else:
                total, section, last_size = total + section * size, 0, size
        elif not _may_follow(last, word):
            break  # two numbers side by side
        else:
            section += _NAMED[word]
        last, end = word, found.end()
    if not last or last == "a" or total + section >= 10**12:
        return None
    return str(total + section), end


def _behind_gap(text: str, at: int) -> int:
    gap = _BETWEEN_WORDS.match(text, at)
    return at if gap is None else gap.end()


def _may_follow(last: str, word: str) -> bool:
    """Whether a number below a hundred may stand behind a word: "forty two", "hundred twelve"."""
    if last in _TENS:
        return word in _UNITS and word != "zero"
    return last == "" or ((last in _ENGLISH or last == "and") and word != "zero")


def _parts(found: re.Match[str]) -> tuple[str, int] | None:
    """Read "five eighths", "one ninth", "a quarter": one part has no s, several have."""
    count = 1 if found[1].lower() in ("a", "an") else _NAMED[found[1].lower()]
    many = bool(found[3]) or found[2].lower() == "halves"
    return None if many is (count == 1) else (f"({count}/{_SHARES[found[2].lower()]})", found.end())


def _japanese(text: str, at: int) -> tuple[str, int] | None:
    """Read 3千5百, 409万7000, 1億2千万, 三百二十: each amount with its own size, larger sizes first."""
    pieces: list[str] = []
    end = at
    grouped = (first := _GROUPED_PIECE.match(text, at)) is not None and text[first.end() : first.end() + 1] in _LARGE
    while (found := _GROUPED_PIECE.match(text, end) if grouped else None) or (found := _PIECE.match(text, end)):
        grouped = found[0] in _LARGE  # 1,678万1,312
        pieces.append(found[0].replace(",", ""))
        end = found.end()
        if found[0] in _LARGE and text[end : end + 1] == " " and text[end + 1 : end + 2].isdecimal():
            end += 1
    if all(piece.isascii() for piece in pieces) or len(pieces) > _MOST_PIECES:
        return None
    if len(pieces) == 2 and pieces[1] in _LARGE | _SMALL and pieces[0].isascii():
        return _scaled(pieces[0], (_LARGE | _SMALL)[pieces[1]]), end
    total = _sum_of(pieces)
    return None if total is None else (_decimal(total), end)


def _sum_of(pieces: list[str]) -> Fraction | None:
    """Add amounts up; None where the sizes don't fall, or two numbers stand side by side."""
    total, section, amount = Fraction(0), Fraction(0), None
    last_large, last_small = 10**16, 10**4
    for before, piece in pairwise(["", *pieces]):
        if piece in _LARGE:
            size = _LARGE[piece]
            section += amount or 0
            if size >= last_large or (section == 0 and amount is None):
                return None
            total, section, amount = total + section * size, Fraction(0), None
            last_large, last_small = size, 10**4
        elif piece in _SMALL:
            size = _SMALL[piece]
            if size >= last_small or (before in _DIGITS and amount is not None and amount > 9):
                return None  # 二三百 is some 200 or 300
            section, amount, last_small = section + (1 if amount is None else amount) * size, None, size
        else:
            value = Fraction(_DIGITS[piece]) if piece in _DIGITS else Fraction(piece)
            if amount is not None:
                if piece not in _DIGITS or before not in _DIGITS:
                    return None  # 3三, 三3
                value = amount * 10 + value  # 二八 as digits side by side
            amount = value
    rest = amount or Fraction(0)
    if rest >= last_small or section + rest >= last_large:
        return None
    return total + section + rest


def _scaled(written: str, size: int) -> str:
    """Keep the digits as they were written: 409.7万 carries four figures."""
    if "." not in written:
        return str(int(written) * size)
    return f"({written}*10^{len(str(size)) - 1})" if str(size).strip("0") == "1" else _decimal(Fraction(written) * size)


def _decimal(value: Fraction) -> str:
    """Write a fraction whose denominator divides a power of ten."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next(places for places in range(1, 80) if (value * 10**places).denominator == 1)
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
