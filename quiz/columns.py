"""Columns of a screen: how wide a text is, how it is padded, cut and broken into lines (Japanese and English)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

# What nearly all text here consists of is measured without wcwidth, whose import costs more than the first screen:
# the first and last characters of ranges, all one column wide or all two.
_NARROW = (" ~¡¬®˯ͰͷͺͿ΄ΊΑΡΣ҂", "‐‧‰⁞⁰ⁱ⁴₎ₐₜ℀↋←⌙①◼⠁⣿")
_WIDE = "\u3000\u3029\u3030\u303eぁゖ゛ヿ一鿿！｠￠￦"


@lru_cache(maxsize=8192)
def _plain_cell(char: str) -> int:
    """Columns of a character of those ranges, -1 for any other."""
    for ranges, cells in ((_NARROW[0], 1), (_WIDE, 2), (_NARROW[1], 1)):
        for index in range(0, len(ranges), 2):
            if ranges[index] <= char <= ranges[index + 1]:
                return cells
    return -1


def width(text: str, *, ambiguous: Literal[1, 2] = 1) -> int:
    """Count the terminal columns that a text takes; control characters take none.

    `ambiguous` is the width of the characters (σ, ×, ①, ─ ...) that a CJK terminal may draw two columns wide.

    >>> width("勾配 = 2"), width("σ"), width("σ", ambiguous=2)
    (8, 1, 2)
    """
    if text.isascii():
        return len(text) if text.isprintable() else sum(" " <= char <= "~" for char in text)
    extra = sum(map(_is_ambiguous, text)) if ambiguous == 2 else 0
    cells = list(map(_plain_cell, text))
    if -1 not in cells:
        return sum(cells) + extra
    from wcwidth import wcswidth

    printable = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return max(0, wcswidth(printable)) + extra


@lru_cache(maxsize=4096)
def _is_ambiguous(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "A" and unicodedata.category(char)[0] not in "MC"


@lru_cache(maxsize=4096)
def _cell(char: str, ambiguous: Literal[1, 2]) -> int:
    """Columns of one character; an upper bound where neighbours change it (emoji sequences)."""
    if char == "\ufe0f":  # may turn the character before it into a wide one
        return 1
    cells = width(char, ambiguous=ambiguous)
    return max(1, cells) if unicodedata.category(char) == "Mc" else cells


def pad(text: str, columns: int, align: Literal["left", "right", "center"] = "left") -> str:
    """Fill a text with spaces up to a width in columns; a wider text is left as it is.

    >>> pad("学習", 6) + "|", pad("7", 3, "right")
    ('学習  |', '  7')
    """
    room = max(0, columns - width(text))
    before = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * before + text + " " * (room - before)


def truncate(text: str, columns: int, ellipsis: str = "…") -> str:
    """Cut a text to a width in columns, the ellipsis included.

    >>> truncate("勾配消失問題", 7)
    '勾配消…'
    """
    if width(text) <= columns:
        return text
    room = columns - width(ellipsis)
    if room < 0:
        return ""
    kept = 0
    for index, char in enumerate(text):
        kept += _cell(char, 1)
        if kept > room:
            return text[:index] + ellipsis
    return text + ellipsis


# --- line breaking ---

# 行頭禁則・行末禁則 (JIS X 4051): what may not begin, and what may not end, a line.
_NO_START = frozenset(
    "、。，．・：；？！゛゜´｀¨ヽヾゝゞ々〻ー〜～‐–…‥）〕］｝〉》」』】〙〗〟’”»％℃°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ｡､｣･ｰﾞﾟ,.:;?!)]}%"
)
_NO_END = frozenset("（〔［｛〈《「『【〘〖〝‘“«｢([{￥＄$#＃")
_CODE_SPAN = re.compile(r"`[^`\n]+`")
_ZERO_WIDTH_JOINER = "\u200d"


def wrap(text: str, columns: int, *, ambiguous: Literal[1, 2] = 1) -> list[str]:
    """Break a text into lines of at most `columns` columns.

    Japanese breaks between any two characters except where kinsoku forbids it, English at spaces; a `code span`
    breaks only when it is longer than a line. A newline in the text stays a line break.

    >>> wrap("重みを更新する、と書く。", 14)
    ['重みを更新す', 'る、と書く。']
    >>> wrap("the learning rate", 10)
    ['the', 'learning', 'rate']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        keep = [match.span() for match in _CODE_SPAN.finditer(paragraph)]
        lines += [paragraph[a:b] for a, b in line_spans(paragraph, columns, keep=keep, ambiguous=ambiguous)]
    return lines


def line_spans(
    text: str, columns: int, *, keep: Sequence[tuple[int, int]] = (), ambiguous: Literal[1, 2] = 1
) -> list[tuple[int, int]]:
    """Break one paragraph and give each line as a span of the text, spaces at its ends left out.

    Args:
        text: without newlines.
        columns: the room in a line; below 2 counts as 2, the width of one Japanese character.
        keep: spans that stay on one line if they fit (code, formulas).
        ambiguous: see `width`.
    """
    columns = max(2, columns)
    if width(text, ambiguous=ambiguous) <= columns:
        return [_trimmed(text, 0, len(text))]
    inside = _inside(len(text), keep)
    cells = [_cell(char, ambiguous) for char in text]
    spans: list[tuple[int, int]] = []
    start, used, legal, inner, index = 0, 0, 0, 0, 0
    while index < len(text):
        if index > start:
            kind = _break_kind(text, index, inside)
            if kind == "legal":
                legal = index
            elif kind == "inner":
                inner = index
        used += cells[index]
        if used > columns and text[index] != " " and index > start:
            cut = max(legal, inner if legal == start else 0)
            if cut <= start:
                cut = _cut_anywhere(text, start, index)
            spans.append(_trimmed(text, start, cut))
            start = _skip_spaces(text, cut)
            legal = inner = index = start
            used = 0
            continue
        index += 1
    if start < len(text) or not spans:
        spans.append(_trimmed(text, start, len(text)))
    return spans


def _inside(length: int, keep: Sequence[tuple[int, int]]) -> bytearray:
    """Mark the positions before which a kept span would be torn."""
    marks = bytearray(length + 1)
    for start, end in keep:
        for index in range(start + 1, min(end, length)):
            marks[index] = 1
    return marks


def _break_kind(text: str, index: int, inside: bytearray) -> Literal["legal", "inner", "none"]:
    """Tell whether a line may end before text[index]; `inner` is a space within a kept span, the second choice."""
    before, after = text[index - 1], text[index]
    if before == " " and after != " ":
        return "inner" if inside[index] else "legal"
    if inside[index] or after == " " or (before < "\u2e80" and after < "\u2e80"):
        return "none"
    if after in _NO_START or before in _NO_END or not _cell(after, 1) or before == _ZERO_WIDTH_JOINER:
        return "none"
    return "legal" if _cell(before, 1) == 2 or _cell(after, 1) == 2 else "none"


def _cut_anywhere(text: str, start: int, index: int) -> int:
    """Where nothing legal is left, cut before text[index], but keep marks with their character."""
    cut = index
    while cut > start + 1 and (not _cell(text[cut], 1) or text[cut] == "\ufe0f" or text[cut - 1] == _ZERO_WIDTH_JOINER):
        cut -= 1
    return cut if cut > start + 1 or _cell(text[cut], 1) else index


def _skip_spaces(text: str, index: int) -> int:
    while index < len(text) and text[index] == " ":
        index += 1
    return index


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
