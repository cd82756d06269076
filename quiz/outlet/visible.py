"""Which characters may be seen: the others could steer a terminal, turn a line around, or hide in it.

They are shown by their escapes, so that nothing looks like what it isn't, and a fault in a file can be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Code points from Unicode 16, and not the tables of the running Python, so that a text is shown alike everywhere.
_HIDDEN = re.compile(
    "["
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # control characters but the tab and the line feed
    "\\xad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2"  # format characters, joiners of graphemes
    "\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\uffa0"  # letters without a shape
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"  # without width, of lines, of direction
    "\\u2800"  # the empty pattern of Braille
    "\\ud800-\\uf8ff"  # lone surrogates, private use
    "\\ufe00-\\ufe0f\\ufff0-\\ufffb"  # selectors of variants, annotations
    "\\ufdd0-\\ufdef\\ufffe\\uffff"  # no characters at all
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 15))
    + "\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U00016fe4\\U0001bca0-\\U0001bca3\\U0001d159"
    "\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"  # further format characters, tags, selectors of variants
    "\\U000f0000-\\U0010ffff"  # private use
    "]"
)
_JOINER = "\u200d"
_PICTURE = re.compile("[©®‼⁉™ℹ\u2190-\u27ff\u2900-\u2bff〰〽㊗㊙\U0001f000-\U0001faff]")
_KEYCAP = "\u20e3"
_HAN = re.compile("[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


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
    return [in_line(line) for line in re.split(f"\n(?={PICTURE})", message)]


def with_hidden(text: str, written: Callable[[str], str]) -> str:
    r"""Return a text with each character that must not be seen as the function writes it.

    >>> with_hidden("a\u200bb", lambda sign: "?")
    'a?b'
    """
    return _HIDDEN.sub(lambda found: found[0] if _belongs(found) else written(found[0]), text)


def _belongs(found: re.Match[str]) -> bool:
    """True for what is part of the sign that it stands beside."""
    sign, at, text = found[0], found.start(), found.string
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign in "\ufe0e\ufe0f" and _PICTURE.match(before):
        return True
    if sign == "\ufe0f" and after == _KEYCAP:
        return before in tuple("0123456789#*")
    if "\ufe00" <= sign <= "\ufe02" or "\U000e0100" <= sign <= "\U000e01ef":
        return _HAN.match(before) is not None
    if sign == _JOINER and _PICTURE.match(after):
        joined = text[at - 2 : at - 1] if before == "\ufe0f" and at > 1 else before
        return _PICTURE.match(joined) is not None
    return False


def _escape(sign: str) -> str:
    """A character's escape, as programs write it."""
    return sign.encode("unicode_escape").decode("ascii")
