"""Columns of a screen: how wide a text is, how it is padded, cut and broken into lines (Japanese and English)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
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
    if 2 * len(text) <= columns:  # no character is wider
        return text
    cells = list(map(_plain_cell, text))
    plain = -1 not in cells
    if (sum(cells) if plain else width(text)) <= columns:
        return text
    room = columns - width(ellipsis)
    if room < 0:
        return ""
    if plain:
        return text[: bisect_right(list(accumulate(cells)), room)] + ellipsis
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
_CLOSING = frozenset("、。，．・：；？！）〕］｝〉》」』】,.:;?!)]}")
_CODE_SPAN = re.compile(r"`[^`\n]+`")
_ZERO_WIDTH_JOINER = "\u200d"

_WORD = r"(?:'[^'\n]*'|[\w./~=@%+\\-]*[\w/~=@%+\\-])"
_NAME = rf"(?:'[^'\n]*'|(?=[\w./~=@%+\\-]*[\d./_~-]){_WORD})"  # of a file, a question, a number: no English word
_CALL = re.compile(
    r"(?<![\w./-])(?:"
    rf"quiz(?: {_WORD})+(?=[ \u3000]?[^\x00-\x7f])"  # among Japanese
    rf"|(?:(?<=: )|(?<=→ )|(?<=with ))quiz(?: {_WORD})+(?=[.)]*\Z)"  # at the end of a sentence that leads to it
    r"|quiz (?:(?:class|data|course|bank|lab) )?[a-z]+(?: [a-z]+(?= --))?"
    rf"(?: (?:--?[a-z][\w-]*(?: (?!-){_WORD})?|{_NAME}))*+)",
    re.A,
)
"""A command of this program within a sentence."""

_NUMBER = re.compile(
    r"(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9０-９](?:[0-9０-９.,．，_]*[0-9０-９])?)"  # 1 000 000; 0.25, ０．２５
    r"(?: ?[×xX*·] ?10(?:\^\(?[-−+]?[0-9]+\)?|[⁻⁺]?[⁰¹²³⁴-⁹]+))?"  # × 10^-4, × 10⁻⁴
    r"(?: ?(?:[%％‰]|(?:min|ms|px|MB|GB)(?![A-Za-z])|[分秒問個回枚層桁行列日度倍点題件]))?"  # 25 %, 3 分
)
"""A number as it is written in a text, with its power of ten and what it counts: a line never ends inside it."""

_KATAKANA = re.compile("[ァ-ヺヽヾー]{2,}")
"""A word in katakana: a line ends inside it only where the line would else be more than half empty."""

SHORT = 3
"""A last line with fewer characters than this, punctuation aside, is avoided: 「い。」 is hard to read as a line."""
LITTLE = 6
"""A last line with fewer characters than this begins with a phrase, where one begins within the line before it."""


def wrap(text: str, columns: int, *, ambiguous: Literal[1, 2] = 1) -> list[str]:
    """Break a text into lines of at most `columns` columns.

    Japanese breaks between any two characters except where kinsoku forbids it, a word in katakana only where nothing
    else would fill half of the line, English at spaces; a `code span` breaks only when it is longer than a line, and a
    number never does. A command of this program, which is to be
    copied, never breaks either: one that is wider than `columns` has a line of its own, the only wider one. A newline
    in the text stays a line break.

    >>> wrap("重みを更新する、と書く。", 14)
    ['重みを更新す', 'る、と書く。']
    >>> wrap("the learning rate", 10)
    ['the', 'learning', 'rate']
    >>> wrap("係数の値を入力する。", 16)
    ['係数の値を', '入力する。']
    >>> wrap("学習率をパラメータという。", 14)
    ['学習率を', 'パラメータ', 'という。']
    >>> wrap("Resume with quiz run day2 --topic cnn", 20)
    ['Resume with', 'quiz run day2 --topic cnn']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        keep = [match.span() for match in _CODE_SPAN.finditer(paragraph)]
        spans = line_spans(paragraph, columns, keep=keep, whole=calls_in(paragraph), ambiguous=ambiguous)
        lines += [paragraph[a:b] for a, b in spans]
    return lines


def calls_in(text: str) -> list[tuple[int, int]]:
    """Return where commands of this program stand in a text.

    >>> [text[a:b] for text in ("続きは quiz run day2 --exam で", "quiz list shows them") for a, b in calls_in(text)]
    ['quiz run day2 --exam', 'quiz list']
    """
    return [match.span() for match in _CALL.finditer(text)] if "quiz " in text else []


def line_spans(
    text: str,
    columns: int,
    *,
    keep: Sequence[tuple[int, int]] = (),
    whole: Sequence[tuple[int, int]] = (),
    ambiguous: Literal[1, 2] = 1,
) -> list[tuple[int, int]]:
    """Break one paragraph and give each line as a span of the text, spaces at its ends left out.

    Args:
        text: without newlines.
        columns: the room in a line; below 2 counts as 2, the width of one Japanese character.
        keep: spans that stay on one line if they fit (code, formulas).
        whole: spans that stay on one line though they don't fit (commands to be copied).
        ambiguous: see `width`.
    """
    columns = max(2, columns)
    if width(text, ambiguous=ambiguous) <= columns:
        return [_trimmed(text, 0, len(text))]
    paragraph = _Paragraph(text, columns, keep, whole, ambiguous)
    return [_trimmed(text, start, end) for start, end in paragraph.lines()]


class _Paragraph:
    """A text that takes several lines, with what is known of each place at which a line might end."""

    def __init__(
        self,
        text: str,
        columns: int,
        keep: Sequence[tuple[int, int]],
        whole: Sequence[tuple[int, int]],
        ambiguous: Literal[1, 2],
    ) -> None:
        self.text = text
        self.columns = columns
        self.cells = [_cell(char, ambiguous) for char in text]
        self.kept = _inside(len(text), keep)
        self.whole = _inside(len(text), whole)
        self.number = number_places(text)
        self.word = _inside(len(text), [found.span() for found in _KATAKANA.finditer(text)])

    def lines(self) -> list[tuple[int, int]]:
        """Fill line after line; then a short line takes back from the line before it what it lacks."""
        spans: list[tuple[int, int]] = []
        start, used, legal, torn, inner, index = 0, 0, 0, 0, 0, 0
        while index < len(self.text):
            if index > start:
                kind = self._break_kind(index)
                if kind == "legal":
                    legal = index
                elif kind == "torn":
                    torn = index
                elif kind == "inner":
                    inner = index
            used += self.cells[index]
            if used > self.columns and self.text[index] not in _SPACES and index > start:
                if torn > legal and 2 * sum(self.cells[start:legal]) < self.columns:
                    legal = torn
                cut = max(legal, inner if legal == start else 0)
                if cut <= start and any(self.whole[start + 1 : index + 1]):  # the next place at which a line may end
                    index += 1
                    continue
                if cut <= start:
                    cut = cut_place(self.text, start, index)
                spans.append((start, cut))
                start = _skip_spaces(self.text, cut)
                legal = torn = inner = index = start
                used = 0
                continue
            index += 1
        if start < len(self.text) or not spans:
            spans.append((start, len(self.text)))
        return self._without_short_lines(spans)

    def _break_kind(self, index: int) -> Literal["legal", "torn", "inner", "none"]:
        """Tell whether a line may end before a character.

        `torn` is a place within a word in katakana, the second choice, as is `inner`, a space in a kept span.
        """
        before, after = self.text[index - 1], self.text[index]
        if self.number[index] or self.whole[index]:
            return "none"
        if before in _SPACES and after not in _SPACES:
            return "inner" if self.kept[index] else "legal"
        if self.kept[index] or after in _SPACES or (before < "\u2e80" and after < "\u2e80"):
            return "none"
        if after in _NO_START or before in _NO_END or not _cell(after, 1) or before == _ZERO_WIDTH_JOINER:
            return "none"
        if _cell(before, 1) != 2 and _cell(after, 1) != 2:
            return "none"
        return "torn" if self.word[index] else "legal"

    def _without_short_lines(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Let a short line, which the last one is most often, take the end of the line before it."""
        for place in range(1, len(spans)):
            (first, _), (start, end) = spans[place - 1], spans[place]
            length = self._length(start, end)
            begins_well = length >= SHORT and _begins_phrase(self.text[start - 1], self.text[start])
            if length < (LITTLE if place == len(spans) - 1 else SHORT) and not begins_well:
                taken = self._taken_back(first, start, end)
                if taken == start and length < SHORT:
                    taken = self._taken_back(first, start, end, torn=True)
                spans[place - 1 : place + 1] = [(first, taken), (taken, end)]
        return spans

    def _taken_back(self, first: int, start: int, end: int, *, torn: bool = False) -> int:
        """Return where a short line begins instead: with a phrase of the line before it, if one is near.

        ``torn``: within a word in katakana if need be.
        """
        found, room = start, self.columns - sum(self.cells[start:end])
        length = short = self._length(start, end)  # what the line has, and what it had
        for index in range(start - 1, first, -1):
            room -= self.cells[index]
            if room < 0 or self._length(first, index) < SHORT or (length >= SHORT and start - index > 2 * LITTLE):
                break
            if self._break_kind(index) not in (("legal", "torn") if torn else ("legal",)):
                continue
            moved = self._length(index, end)
            phrase = moved >= SHORT and _begins_phrase(self.text[index - 1], self.text[index])
            if phrase or (short < SHORT and length < SHORT):
                found, length = index, moved
            if phrase:
                break
        return found

    def _length(self, start: int, end: int) -> int:
        """The characters that are read in a line, punctuation and spaces aside."""
        return sum(1 for place in range(start, end) if self.cells[place] and self.text[place] not in _SILENT)


_SPACES = " \u3000"
_SILENT = _CLOSING | set(_SPACES)


def _begins_phrase(before: str, after: str) -> bool:
    """True where Japanese begins a phrase: after punctuation, and where kana end and a content word begins."""
    if before in _SILENT:
        return True
    return "ぁ" <= before <= "ゖ" and not "ぁ" <= after <= "ゖ"


def number_places(text: str) -> bytearray:
    """Mark the positions before which a number would be torn.

    >>> list(number_places("a 12"))
    [0, 0, 0, 1, 0]
    """
    return _inside(len(text), [found.span() for found in _NUMBER.finditer(text)])


def _inside(length: int, spans: Sequence[tuple[int, int]]) -> bytearray:
    """Mark the positions before which a span would be torn."""
    marks = bytearray(length + 1)
    for start, end in spans:
        for index in range(start + 1, min(end, length)):
            marks[index] = 1
    return marks


def cut_place(text: str, start: int, index: int) -> int:
    """Where no line may end between two places, tell the place to end it nevertheless, ``index`` at the latest.

    That is beside a sign rather than within a name or a number, and never within a character and its marks.

    >>> cut_place("torch.nn.functional", 0, 15)
    9
    >>> cut_place("abcdefghij", 0, 4)
    4
    """
    for cut in range(index, start, -1):
        if not _TORN.match(text[max(cut - 2, 0) : cut + 1].rjust(3)) and _may_begin(text, cut):
            return cut
    cut = index
    while cut > start + 1 and not _may_begin(text, cut, anywhere=True):
        cut -= 1
    return cut if _may_begin(text, cut, anywhere=True) else index


_TORN = re.compile(r".\w\w|.[0-9][.,]|[0-9][.,][0-9]")
"""Two characters before a place and the one after it: the place lies in a name or a number."""


def _may_begin(text: str, cut: int, *, anywhere: bool = False) -> bool:
    """True if a line may begin with text[cut]; ``anywhere``: though it is punctuation."""
    if not _cell(text[cut], 1) or text[cut] == "\ufe0f" or text[cut - 1] == _ZERO_WIDTH_JOINER:
        return False
    return anywhere or (text[cut] not in _NO_START and text[cut - 1] not in _NO_END)


def _skip_spaces(text: str, index: int) -> int:
    while index < len(text) and text[index] in _SPACES:
        index += 1
    return index


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return start, end
