"""Which characters may be seen: the others could steer a terminal, turn a line around, or hide in it.

They are shown by their escapes, so that nothing looks like what it isn't, and a fault in a file can be found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

# Code points from Unicode 16, and not the tables of the running Python, so that a text is shown alike everywhere.
# Ranges that are searched, and not a pattern, which takes longer to compile than a help to show.
_HIDDEN = (
    (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F),  # control characters but the tab and the line feed
    (0xAD, 0xAD), (0x034F, 0x034F), (0x0600, 0x0605), (0x061C, 0x061C), (0x06DD, 0x06DD), (0x070F, 0x070F),
    (0x0890, 0x0891), (0x08E2, 0x08E2),  # so far format characters, and joiners of graphemes
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),  # letters without a shape; selectors of variants
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),  # without width, of lines, of direction
    (0x2800, 0x2800), (0x3164, 0x3164),  # the empty pattern of Braille; a letter without a shape
    (0xD800, 0xF8FF),  # lone surrogates, private use
    (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),  # no characters at all; selectors of variants; no width
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF),  # without a shape, annotations, no characters at all
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x16FE4, 0x16FE4), (0x1BCA0, 0x1BCA3),
    (0x1D159, 0x1D159), (0x1D173, 0x1D17A),  # so far further format characters
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(1, 14)),  # no characters at all
    (0xE0000, 0xE0FFF), (0xEFFFE, 0xEFFFF),  # tags, selectors of variants; no characters at all
    (0xF0000, 0x10FFFF),  # private use
)  # fmt: skip
_JOINER = "\u200d"
_PICTURES = (
    *((ord(sign), ord(sign)) for sign in "©®‼⁉™ℹ"),
    (0x2190, 0x27FF), (0x2900, 0x2BFF), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299),
    (0x1F000, 0x1FAFF),
)  # fmt: skip
_KEYCAP = "\u20e3"
_HAN = ((0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))

_LAST = 0x110000

_known_visible = {"\t", "\n", *map(chr, range(0x20, 0x7F))}
"""Signs that were looked up before, none beyond U+FFFF: a text whose signs are all among these hides nothing."""


def _within(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    """True for a character that lies in one of the ranges, which stand in order; False for none at all."""
    if not sign:
        return False
    place = bisect_right(ranges, (ord(sign), _LAST)) - 1
    return place >= 0 and ord(sign) <= ranges[place][1]


def visible(text: str) -> str:
    r"""Return a text in which everything can be seen; lines and tabs stay.

    What belongs to a sign that is seen stays as well: the colour of an emoji, the joiner in a family of them, the
    selector of a variant of a Chinese character, as in names.

    >>> visible("a\x1b[2J\u202eb")
    'a\\x1b[2J\\u202eb'
    >>> visible("勾配\n👩‍🔬") == "勾配\n👩‍🔬"
    True
    """
    return with_hidden(text, _escape)


def in_line(text: object) -> str:
    r"""Return a name, a path or a sentence so that it can't leave its line.

    >>> in_line("a\nerror: \x07")
    'a\\nerror: \\x07'
    """
    return visible(str(text)).replace("\t", " ").replace("\n", "\\n")


PICTURE = "    "
"""With what the lines of a picture below a message begin."""


def message_lines(message: str) -> list[str]:
    r"""Return a message's lines: what is moved in by four blanks is a picture below it; another break is a stranger's.

    >>> message_lines("a fault in x\ny\n    2x +\n       ^")
    ['a fault in x\\ny', '    2x +', '       ^']
    """
    lines: list[str] = []
    for line in message.split("\n"):
        if lines and not line.startswith(PICTURE):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return [in_line(line) for line in lines]


def with_hidden(text: str, written: Callable[[str], str]) -> str:
    r"""Return a text with each character that must not be seen as the function writes it.

    >>> with_hidden("a\u200bb", lambda sign: "?")
    'a?b'
    """
    new = set(text) - _known_visible
    hidden = {sign for sign in new if _within(sign, _HIDDEN)}
    _known_visible.update(sign for sign in new - hidden if sign <= "\uffff")
    if not hidden:
        return text
    return "".join(sign if sign not in hidden or _belongs(text, at) else written(sign) for at, sign in enumerate(text))


def _belongs(text: str, at: int) -> bool:
    """True for what is part of the sign that it stands beside."""
    sign, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign in "\ufe0e\ufe0f" and _within(before, _PICTURES):
        return True
    if sign == "\ufe0f" and after == _KEYCAP:
        return before in tuple("0123456789#*")
    if "\ufe00" <= sign <= "\ufe02" or "\U000e0100" <= sign <= "\U000e01ef":
        return _within(before, _HAN)
    if sign == _JOINER and _within(after, _PICTURES):
        joined = text[at - 2 : at - 1] if before == "\ufe0f" and at > 1 else before
        return _within(joined, _PICTURES)
    return False


def _escape(sign: str) -> str:
    """A character's escape, as programs write it."""
    return sign.encode("unicode_escape").decode("ascii")
