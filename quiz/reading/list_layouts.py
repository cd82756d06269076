"""Lists and matrices in other layouts: 3・4・2, rows with / or bars or names, cells by name, a factor before or behind.

Each is one closed form of the whole answer, and is rewritten as a list with commas and semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Final

from quiz.reading.late_patterns import late

_LONGEST: Final = 600
_NUMBER: Final = r"[-+]?\s?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:/[0-9]+)?"
_ONE: Final = late(_NUMBER)
_SIGNS: Final = ("・", "|", "/", "→", "->")
_NOT_BETWEEN_TWO: Final = ("/", "→", "->")
"""3/4 is one number, and 3 → 4 a change or a working."""
_ROW_SIGNS: Final = late(r"\s*[|⎡⎢⎣⎤⎥⎦]\s*")
_FACTOR_FIRST: Final = late(
    r"\s*+\(?\s*+(?P<factor>-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?)\s*+\)?\s*+(?P<sign>[*×·])?\s*+(?P<list>[\[(].*[\])])\s*+",
    re.DOTALL,
)
_FACTOR_LAST: Final = late(
    r"\s*+(?P<list>[\[(].*[\])])\s*+(?P<sign>[*×·/÷])\s*+(?P<factor>-?[0-9]+(?:\.[0-9]+)?)\s*+", re.DOTALL
)
_ROW_NAMES: Final = (
    tuple(rf"(?:第\s*)?(?:{at}|{'一二三四五六七八九'[at - 1]})\s*行(?:目)?" for at in range(1, 10)),
    tuple(rf"row\s*{at}" for at in range(1, 10)),
    ("上段", "下段"),
    ("上段", "中段", "下段"),
    (r"(?:the\s+)?top(?:\s+row)?", r"(?:the\s+)?bottom(?:\s+row)?"),
)
_CELLS: Final = {
    "左上": (0, 0), "右上": (0, 1), "左下": (1, 0), "右下": (1, 1),
    "top left": (0, 0), "top right": (0, 1), "bottom left": (1, 0), "bottom right": (1, 1),
    "upper left": (0, 0), "upper right": (0, 1), "lower left": (1, 0), "lower right": (1, 1),
}  # fmt: skip
_MOST_NUMBERED: Final = 9


def plain_list(text: str, count: int, rows: Sequence[int]) -> str | None:
    """Return the numbers of an answer with commas between them, and semicolons between rows; None for other layouts.

    >>> plain_list("3・4・2", 3, ()), plain_list("1 2 / 3 4", 4, (2, 2))
    ('3, 4, 2', '1, 2; 3, 4')
    >>> plain_list("右上 2、左上 1、左下 3、右下 4", 4, (2, 2))
    '1, 2; 3, 4'
    >>> plain_list("3・4", 3, ()), plain_list("1 2 / 3", 4, (2, 2))
    (None, None)
    """
    if count < 2 or len(text) > _LONGEST:
        return None
    text = text.strip(" \t\r\n。")
    if rows and len(set(rows)) == 1 and len(rows) > 1:
        found = _rows(text, rows) or _named_rows(text, rows) or _cells(text, rows)
        return None if found is None else "; ".join(", ".join(row) for row in found)
    bare = text[1:-1] if text[:1] + text[-1:] in ("()", "[]") else text
    for sign in _SIGNS:
        pieces = [piece.strip() for piece in bare.split(sign)]
        enough = count > 2 or sign not in _NOT_BETWEEN_TWO
        plain = all(_ONE.fullmatch(piece) and (sign != "/" or "/" not in piece) for piece in pieces)
        if len(pieces) == count and plain and enough:
            return ", ".join(pieces)
    return None


_FROM_TO: Final = late(
    r"(?:(?:番号|numbers?|no\.|nos\.) ?)?(?P<first>[0-9]{1,9}) ?番? ?(?:〜|~|から|-|\.\.|\bto\b|\bthrough\b) ?"
    r"(?P<last>[0-9]{1,9}(?![0-9]))(?: ?番)?(?: ?(?:までの|まで|の))?(?: ?で)?(?: ?[、,;:])? ?"
    r"(?P<open>\( ?)?(?:(?:計|合計) ?)?(?P<count>[0-9]{1,9})(?: ?(?:個|件|つ|samples|items))?(?(open) ?\))",
    re.IGNORECASE,
)
_LONGEST_RANGE: Final = 80


def first_last_and_count(text: str, names: Sequence[Sequence[str]]) -> str | None:
    """Return the three numbers of 3番から7番までの5個 with commas, where so many parts are called so.

    >>> names = [["先頭の番号"], ["末尾の番号"], ["個数"]]
    >>> first_last_and_count("3〜7の5個", names), first_last_and_count("3 to 7, 5 samples", names)
    ('3, 7, 5', '3, 7, 5')
    >>> first_last_and_count("3〜7の5個", [["幅"], ["高さ"], ["個数"]]) is None
    True
    """
    ends = ("先頭", "末尾", "個数"), ("first", "last", "count"), ("first", "last", "number")
    told = len(names) == len(ends[0]) and any(
        all(any(word in name for name in part) for word, part in zip(words, names, strict=True)) for words in ends
    )
    bare = " ".join(text.strip(" \t\r\n。.").split()) if told else ""
    found = _FROM_TO.fullmatch(bare) if len(bare) <= _LONGEST_RANGE else None
    return None if found is None else ", ".join(found[name] for name in ("first", "last", "count"))


def factored(text: str) -> tuple[Fraction, str] | None:
    """Return the factor of a list and the list, 1/4 * [[1, 2], [3, 4]] or (10, 30)/31; None where there is none.

    >>> factored("(10, 30)/31"), factored("3(4, 2)"), factored("(1/4) [[1, 2], [3, 4]]")[1]
    ((Fraction(1, 31), '(10, 30)'), None, '[[1, 2], [3, 4]]')
    """
    if len(text) > _LONGEST:
        return None
    found = _FACTOR_LAST.fullmatch(text) or _FACTOR_FIRST.fullmatch(text)
    if found is None or not _is_one_list(found["list"]):
        return None
    bare = found["sign"] is None and not text.lstrip().startswith("(") and "[" not in found["list"]
    if bare:
        return None  # 3(4, 2) may be three values
    factor = Fraction(found["factor"])
    if found["sign"] in ("/", "÷"):
        return None if not factor else (1 / factor, found["list"])
    return factor, found["list"]


def _is_one_list(text: str) -> bool:
    """Whether brackets open with a text, close with it, and hold a comma."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and at + 1 < len(text):
            return False
    return depth == 0 and ("," in text or ";" in text)


def _row(text: str, length: int) -> list[str] | None:
    bare = text.strip().strip(",、;。")
    bare = bare[1:-1] if bare[:1] + bare[-1:] in ("()", "[]") else bare
    pieces = [piece for piece in re.split(r"\s*[,、]\s*|\s+", bare.strip()) if piece]
    return pieces if len(pieces) == length and all(map(_ONE.fullmatch, pieces)) else None


def _rows(text: str, rows: Sequence[int]) -> list[list[str]] | None:
    """Read rows between slashes, or lines with bars around them."""
    if "/" in text:
        pieces = text.split("/")
    elif _ROW_SIGNS.search(text) is not None:
        pieces = [_ROW_SIGNS.sub(" ", line) for line in text.split("\n") if line.strip()]
    else:
        return None
    found = [_row(piece, length) for piece, length in zip(pieces, rows, strict=False)]
    return [row for row in found if row] if len(pieces) == len(rows) and all(found) else None


@cache
def _row_name(names: int, at: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9])(?:{_ROW_NAMES[names][at]})\s*(?:[:=]|は|が)?\s*")


def _named_rows(text: str, rows: Sequence[int]) -> list[list[str]] | None:
    """Read rows each behind its name, in their order."""
    lowered = text.lower()
    for names, each in enumerate(_ROW_NAMES):
        if len(each) < len(rows) or (len(each) < _MOST_NUMBERED and len(each) != len(rows)):
            continue
        found: list[list[str]] = []
        place = 0
        for at, length in enumerate(rows):
            name = _row_name(names, at).match(lowered, place)
            if name is None:
                break
            following = _row_name(names, at + 1).search(lowered, name.end()) if at + 1 < len(rows) else None
            end = len(lowered) if following is None else following.start()
            row = _row(lowered[name.end() : end], length)
            if row is None:
                break
            found.append(row)
            place = end
        if len(found) == len(rows):  # the last goes on to the end
            return found
    return None


@cache
def _cell() -> re.Pattern[str]:
    names = "|".join(sorted(_CELLS, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<name>{names})|[(\[](?P<row>[1-9])\s*,\s*(?P<column>[1-9])[)\]]|[a-z]_?\{{?(?P<both>[1-9][1-9])\}}?)"
        rf"\s*(?:(?(name)(?:[=:]|は|が|is)?|(?:[=:]|は|が)))\s*(?P<value>{_NUMBER})\s*(?:[,、;。\n]\s*|\s+|\Z)"
    )


def _cells(text: str, rows: Sequence[int]) -> list[list[str]] | None:
    """Read every cell behind its name, or behind its row and column, in any order."""
    lowered = text.lower()
    found: dict[tuple[int, int], str] = {}
    place = 0
    while place < len(lowered):
        cell = _cell().match(lowered, place)
        if cell is None:
            return None
        if cell["name"]:
            at = _CELLS[cell["name"]]
            if len(rows) != 2 or rows[0] != 2:
                return None
        else:
            row, column = (cell["row"], cell["column"]) if cell["row"] else (cell["both"][0], cell["both"][1])
            at = (int(row) - 1, int(column) - 1)
        if at in found:
            return None
        found[at] = cell["value"].replace(" ", "")
        place = cell.end()
    wanted = [[(row, column) for column in range(length)] for row, length in enumerate(rows)]
    if len(found) != sum(rows) or any(at not in found for row in wanted for at in row):
        return None
    return [[found[at] for at in row] for row in wanted]
