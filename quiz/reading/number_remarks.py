"""Remarks beside numbers that say nothing of their value: (答), 四捨五入して, "exactly"; one closed list."""

from __future__ import annotations

from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import Normalized

_PLACES: Final = r"小数(?:点以下)?第? ?[0-9一二三四五六] ?(?:位|桁)(?:まで)?"
_BEFORE: Final = late(
    rf"\s*(?:小数で(?:は|、)?|分数で(?:は|、)?|四捨五入(?:して|すると|で)[、,]?|丸め(?:て|ると)[、,]?|ちょうど|"
    rf"{_PLACES}(?:で|では|求めると)[、,]?|(?:exactly|precisely|as a (?:decimal|fraction)|in decimals),?(?=\s))\s*"
)
_BRACKETED: Final = late(
    rf"\s*[(\[]\s*(?:答え?|解答|四捨五入(?:後|済み?|した値)?|{_PLACES}(?:四捨五入)?|丸め(?:なし|ていない|た値)|循環小数|概算|厳密値"
    r"|(?:rounded|rounding)(?: (?:to|at) [0-9] (?:decimals?|places|decimal places|digits))?"
    r"|to [0-9] (?:decimals?|places|decimal places)"
    r"|(?:is )?exact(?:ly)?|no rounding(?: needed)?|not rounded|answer)\s*[)\]]\s*\Z"
)
_BEHIND: Final = late(r"\s*(?:ちょうど|(?<![a-z])(?:exactly|precisely|rounded)(?![a-z])|//)\s*\Z")
_SET_TO: Final = late(
    r"\s*[^を。]{1,40}?(?P<to>を)[^をに]{1,40}(?P<be>に(?:する|します|すればよい|すればいい|すれば良い|設定する))\s*\Z"
)


def without_remarks(text: Normalized) -> Normalized:
    """Return an answer without remarks at its ends, at its full length; 学習率を 0.1 にする as 学習率は 0.1.

    >>> def kept(raw):
    ...     return without_remarks(Normalized(raw, tuple(range(len(raw) + 1)))).text.strip()
    >>> kept("四捨五入して 0.25 (答)"), kept("学習率を0.1にする"), kept("0.25 (約)")
    ('0.25', '学習率は0.1', '0.25 (約)')
    """
    written = text.text
    lowered = written.lower()
    if len(lowered) != len(written):
        return text
    first, last = 0, len(written)
    if (before := _BEFORE.match(lowered)) is not None:
        first = before.end()
    if (
        behind := _BRACKETED.search(lowered, first) or _BEHIND.search(lowered, first)
    ) is not None and behind.start() > first:
        last = behind.start()
    signs = list(" " * first + written[first:last] + " " * (len(written) - last))
    if (found := _SET_TO.match("".join(signs))) is not None:
        signs[found.start("to")] = "は"
        signs[found.start("be") :] = " " * (len(signs) - found.start("be"))
    return Normalized("".join(signs), text.offsets)
