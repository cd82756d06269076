"""Which figure a report's own question puts on which side: 「（左：円、右：ひし形）」, "the left one (circle)".

An answer that names a side means the figure that the report has there, and not the one of the original test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.rows import Row

_NAME: Final = r"[^\s、,。.;:/()]{1,16}"
_LEFT_JA: Final = rf"左(?:側|の?(?:図|グラフ|方|ほう))?\s*(?:[:=(]|が|は)\s*(?P<left>{_NAME}?)(?:型|形の?図)?"
_RIGHT_JA: Final = rf"右(?:側|の?(?:図|グラフ|方|ほう))?\s*(?:[:=(]|が|は)\s*(?P<right>{_NAME})"
_ONE: Final = r"(?:[- ]hand)?(?: (?:one|side|figure|graph|picture|plot))?\s*(?:[:=(]|is|shows)\s*(?:an? |the )?"
_JAPANESE: Final = late(rf"{_LEFT_JA}\)?(?:[、,;/・]|\s|で)\s*{_RIGHT_JA}")
_ENGLISH: Final = late(
    rf"\bleft{_ONE}(?P<left>[a-z]{{3,16}})\)?[,;/]?\s+(?:or |and )?(?:the )?right{_ONE}(?P<right>[a-z]{{3,16}})", re.I
)
_SIDE: Final = late(
    r"(?P<left>左(?:側|の)?|\bleft(?:[- ]hand)?(?: side)?\b)|(?P<right>右(?:側|の)?|\bright(?:[- ]hand)?(?: side)?\b)",
    re.I,
)


def sides_in(text: str) -> Mapping[str, str]:
    """Return what a question says that stands ``left`` and ``right``; nothing where it tells of no two figures.

    >>> sides_in("L1正則化を表すグラフはどちらか(左:円、右:ひし形)")
    {'left': '円', 'right': 'ひし形'}
    >>> sides_in("the left one (diamond) or the right one (circle)"), sides_in("左右どちらか")
    ({'left': 'diamond', 'right': 'circle'}, {})
    """
    found = _JAPANESE.search(text) or _ENGLISH.search(text)
    return {} if found is None or found["left"] == found["right"] else found.groupdict()


def with_figures(rows: Sequence[Row], sides: Mapping[str, str]) -> list[Row]:
    """Return an answer's rows with the figures in place of their sides, where a row names a side and neither figure."""
    return [_with_figure(row, sides) for row in rows] if sides else list(rows)


def _with_figure(row: Row, sides: Mapping[str, str]) -> Row:
    if row.kind != "text" or any(figure in row.plain for figure in sides.values()):
        return row

    def figure(found: re.Match[str]) -> str:
        joined = "の" if found[0].endswith("の") else ""
        return f"{sides[found.lastgroup or 'left']}{joined}"

    plain = _SIDE.sub(figure, row.plain)
    return row if plain == row.plain else replace(row, plain=plain)


_OURS: Final = late(r"(?P<side>左|右)の?(?:図|グラフ)\s*[(（](?P<figure>[^()（）]{1,16})[)）]")
_TURNED: Final = {"左": "右", "右": "左", "left": "right", "right": "left"}
_ANY_SIDE: Final = late(r"左(?=の?(?:図|グラフ))|右(?=の?(?:図|グラフ))|\b(?:left|right)(?= (?:figure|graph|one)\b)")


def as_the_report_has_them(text: str, ours: str, sides: Mapping[str, str]) -> str:
    """Return a text of the bank with its sides turned, where ``ours`` has a figure on the other side than the report.

    >>> sides = {"left": "ひし形", "right": "円"}
    >>> as_the_report_has_them("右の図（ひし形）", "右の図（ひし形）", sides)
    '左の図（ひし形）'
    >>> as_the_report_has_them("the right figure", "右の図（ひし形）", {"left": "円", "right": "ひし形"})
    'the right figure'
    """
    found = _OURS.search(ours)
    if found is None:
        return text
    there = sides.get("left" if found["side"] == "左" else "right")
    turned = there is not None and there != found["figure"] and found["figure"] in sides.values()
    return _ANY_SIDE.sub(lambda side: _TURNED[side[0]], text) if turned else text
