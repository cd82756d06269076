"""Bytes -> text: the encoding that a file names, or the only one in which it makes sense; nothing is replaced.

Reports come in UTF-8, and from older programs in UTF-16, Shift_JIS, EUC-JP and ISO-2022-JP. The bytes of the last
three are often valid in one another, so a reading must also look like Japanese; where none or several do, the file is
refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,30})"""
    rb"""|<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,30})"""
    rb"""|\A(?:[^\n]{0,200}\n)?[^\n]{0,40}?coding[:=][ \t]*([\w.-]{1,30})""",
    re.IGNORECASE,
)
_NAMES: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "cp932": "cp932", "ms932": "cp932", "euc-jp": "euc-jp", "euc_jp": "euc-jp", "eucjp": "euc-jp", "x-euc-jp": "euc-jp",
    "iso-2022-jp": "iso-2022-jp", "iso2022jp": "iso-2022-jp", "jis": "iso-2022-jp",
}  # fmt: skip
_HEAD: Final = 2_048
_ESCAPES: Final = re.compile(rb"\x1b(?:\$[@B]|\([BIJ])")
_JIS: Final = re.compile(rb"\x1b\$[@B]((?:[\x21-\x7e\n\r]){0,100000}?)(?=\x1b|\Z)")
_BACK: Final = re.compile(rb"\x1b\([BJ]")
_JAPANESE: Final = late("[\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\u3001\u3002\u300c\u300d\uff01-\uff5e\u3000]")
_KANA: Final = late("[\u3041-\u3096\u30a1-\u30fa]")
_ODD: Final = late("[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
_FOREIGN: Final = late(r"[^\x00-\x7f]")
_LEAST_JAPANESE: Final = 0.6
_LEAST_KANA: Final = 0.1
_MOST_ODD: Final = 0.2


class UnknownEncoding(ValueError):
    """Bytes that no encoding makes sense of; ``line`` is the first that is not UTF-8, 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} isn't UTF-8")
        self.line = line


def decode(data: bytes) -> str:
    """Return the text of some bytes; raise :class:`UnknownEncoding` rather than guess.

    >>> decode("勾配が消える。".encode("cp932")), decode("勾配が消える。".encode("euc-jp"))
    ('勾配が消える。', '勾配が消える。')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    named = declared_encoding(data)
    if named not in (None, "utf-8"):
        text = _read(data, str(named))
        if text is not None and (named == "iso-2022-jp" or not _is_utf8(data)):
            return text
    if _ESCAPES.search(data) and (text := _read(data, "iso-2022-jp")) is not None:
        return text
    if b"\0" in data and (wide := _unmarked_utf16(data)) is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = [text for text in _readings(data) if _makes_sense(text)]
        if len(found) != 1:
            raise UnknownEncoding(data.count(b"\n", 0, error.start) + 1) from None
        return found[0]


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page or a file names for itself, if it is one of those that are read.

    >>> declared_encoding(b'<meta charset="Shift_JIS">'), declared_encoding(b"# -*- coding: euc-jp -*-")
    ('cp932', 'euc-jp')
    """
    found = _DECLARED.search(data[:_HEAD])
    name = next((name for name in found.groups() if name), b"").decode("ascii") if found else ""
    return _NAMES.get(name.lower())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(data.count(b"\n", 0, error.start) + 1) from None


def _read(data: bytes, encoding: str) -> str | None:
    """Return the text in one encoding; None where it isn't in it.

    Windows writes circled digits where the standard has none; the newer standard has them there.
    """
    if encoding == "iso-2022-jp":
        high = _JIS.sub(lambda found: bytes(sign | 0x80 if sign > 0x20 else sign for sign in found[1]), data)
        bare = _BACK.sub(b"", high)
        return None if b"\x1b" in bare else _read(bare, "euc-jp")
    for codec in {"euc-jp": ("euc_jp", "euc_jis_2004"), "cp932": ("cp932", "shift_jis_2004")}.get(
        encoding, (encoding,)
    ):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _readings(data: bytes) -> Iterator[str]:
    for encoding in ("cp932", "euc-jp"):
        text = _read(data, encoding)
        if text is not None:
            yield text


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 without its mark: it looks like a text in one order of its bytes only."""
    if len(data) % 2:
        return None
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _read(data, encoding)
        common = sum(map(text.count, ("\n", " ", "。", "、", "の"))) if text is not None else 0
        if text is not None and "\0" not in text and common * 100 >= len(text) and not _ODD.search(text):
            found.append(text)
    return found[0] if len(found) == 1 else None


def _makes_sense(text: str) -> bool:
    """Whether what is not ASCII in a text looks like Japanese as people write it."""
    foreign = len(_FOREIGN.findall(text))
    japanese, kana, odd = (len(pattern.findall(text)) for pattern in (_JAPANESE, _KANA, _ODD))
    return japanese >= _LEAST_JAPANESE * foreign and kana >= _LEAST_KANA * foreign and odd <= _MOST_ODD * foreign
