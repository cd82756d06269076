"""Text for people: two languages, normalization, display width, line breaking, option labels.

Everything here works on strings alone; Markdown and mathematics are typeset in `quiz.render`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


# --- two languages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or passage in both languages; neither may be empty.

    >>> Text("勾配", "gradient").in_("en")
    'gradient'

    Raises:
        ValueError: a language is missing or blank.
    """

    ja: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a text that one half of the readers could not read."""
        for language in LANGUAGES:
            value = getattr(self, language)
            if not isinstance(value, str) or not value.strip():
                raise ValueError(
                    f"{language} の文がありません。日本語 (ja) と英語 (en) の両方を書いてください。"
                    f" / The {language} text is missing: write both ja and en."
                )

    def in_(self, language: Language) -> str:
        """Return the text in one language; ValueError for any other name than `ja` and `en`."""
        if language == "ja":
            return self.ja
        if language == "en":
            return self.en
        raise ValueError(f"言語は ja か en です / the language is ja or en, found: {language!r}")

    @classmethod
    def both(cls, same: str) -> Text:
        """Make a text that reads the same in both languages, such as a number or a formula."""
        return cls(same, same)


def default_language(environ: Mapping[str, str]) -> Language:
    """Choose the language from LC_ALL, LC_MESSAGES and LANG: the first that is set decides, Japanese otherwise.

    >>> default_language({"LANG": "en_US.UTF-8"}), default_language({"LANG": "C"})
    ('en', 'ja')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "en" if re.match(r"en(?![a-z])", value.lower()) else "ja"
    return "ja"


# --- normalization -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalized text, and for each of its characters the index of its origin in the text as written.

    `offsets` has one entry more than `text`: the last is the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the normalized text to the span of the original that it came from.

        >>> normalize_with_offsets("答えは（２）").origin(4, 5)
        (4, 5)
        """
        return self.offsets[start], self.offsets[end]


# Always a minus. U+30FC, the prolonged sound mark that a Japanese keyboard gives for "-", depends on its neighbours.
_DASHES = frozenset("−‐‑‒–—―⁃﹘﹣－➖")
_PROLONGED = "ー"
_HALF_WIDTH_VOICE_MARKS = "\uff9e\uff9f"
_FRACTION_SLASH = "\u2044"


@lru_cache(maxsize=4096)
def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


@lru_cache(maxsize=4096)
def _joins_previous(char: str) -> bool:
    """Whether NFKC may fuse this character with the one before it (か + ゛, ｶ + ﾞ, Hangul parts)."""
    if char in _HALF_WIDTH_VOICE_MARKS or "\u1160" <= char <= "\u11ff" or "\uffa0" <= char <= "\uffdc":
        return True
    return unicodedata.category(char)[0] == "M" or _is_invisible(char)


@lru_cache(maxsize=4096)
def _fold_segment(segment: str) -> str:
    """Fold one character (with its combining marks): NFKC, except that powers and indices stay what they are."""
    visible = "".join(char for char in segment if not _is_invisible(char))
    head, marks = visible[:1], visible[1:]
    if head in _DASHES:
        return "-" + unicodedata.normalize("NFKC", marks)
    if head and unicodedata.decomposition(head).startswith(("<super>", "<sub>")):
        return head + unicodedata.normalize("NFKC", marks)
    return unicodedata.normalize("NFKC", visible).replace(_FRACTION_SLASH, "/")


def _segments(text: str) -> list[tuple[int, str]]:
    """Cut a text where NFKC cannot reach across: (index, character with its combining marks)."""
    cuts: list[tuple[int, str]] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _joins_previous(text[index]):
            cuts.append((start, text[start:index]))
            start = index
    return cuts


@cache
def _prolonged_as_minus() -> re.Pattern[str]:
    """Where `ー` is a minus. Compiled when first needed, as are the patterns of labels: most runs never are."""
    formula = r"0-9A-Za-zα-ωΑ-Ω."
    return re.compile(
        # At the start, or after something of a formula (a space between is fine), before something of a formula ...
        rf"(?:^|(?<=[\s{formula}()\[\]{{}}=+*/^,:;<>|²³⁻⁰¹⁴-⁹ⁿ、。]))ー(?=\s*[{formula}(\\√∞])"
        # ... or after hiragana or a kanji directly before a number (「答えはー1」); after katakana it is a long vowel.
        r"|(?<=[ぁ-ん一-鿿])ー(?=\.?[0-9])",
        re.MULTILINE,
    )


def normalize(text: str) -> str:
    """Fold what people write to one spelling, for matching; never for display.

    Full-width and half-width forms are united (NFKC), every dash and minus becomes `-`, `ー` becomes `-` next to
    numbers, invisible characters vanish. Powers and indices stay apart: `x²` does not become `x2`.

    >>> normalize("（２）"), normalize("ー０．５"), normalize("x²"), normalize("データ")
    ('(2)', '-0.5', 'x²', 'データ')
    """
    if text.isascii():
        return text
    folded = "".join(_fold_segment(segment) for _, segment in _spaced_segments(text))
    return _prolonged_as_minus().sub("-", folded) if _PROLONGED in folded else folded


def normalize_with_offsets(text: str) -> Normalized:
    """Do what `normalize` does, and remember where each character came from, for a report of line and column.

    >>> normalize_with_offsets("①と½").offsets
    (0, 1, 2, 2, 2, 3)
    """
    if text.isascii():
        return Normalized(text, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    offsets: list[int] = []
    for index, segment in _spaced_segments(text):
        folded = _fold_segment(segment)
        pieces.append(folded)
        offsets.extend([index] * len(folded))
    joined = "".join(pieces)
    if _PROLONGED in joined:
        joined = _prolonged_as_minus().sub("-", joined)  # one character for one: the offsets hold
    return Normalized(joined, (*offsets, len(text)))


def _spaced_segments(text: str) -> list[tuple[int, str]]:
    """Give the segments, with a space before a vulgar fraction that follows a digit: 1½ is not 11/2."""
    segments = _segments(text)
    if not any(char in "¼½¾" or "\u2150" <= char <= "\u215f" for char in text):
        return segments
    spaced: list[tuple[int, str]] = []
    for index, segment in segments:
        after_digit = bool(spaced) and _fold_segment(spaced[-1][1])[-1:].isdigit()
        if after_digit and _FRACTION_SLASH in unicodedata.normalize("NFKC", segment):
            spaced.append((index, " "))
        spaced.append((index, segment))
    return spaced


# --- display width -------------------------------------------------------------------------------------------------

# What nearly all text here consists of is measured without wcwidth, whose import costs more than the first screen:
# the first and last characters of ranges, all one column wide or all two.
_NARROW = (" ~¡¬®˯ͰͷͺͿ΄ΊΑΡΣ҂", "‐‧‰⁞⁰ⁱ⁴₎ₐₜ℀↋←⌙①◼")
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


# --- line breaking -------------------------------------------------------------------------------------------------

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


# --- option labels -------------------------------------------------------------------------------------------------

LabelStyle = Literal["number", "circled", "letter", "kana"]
_KANA = "アイウエオカキクケコサシスセソタチツテト"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Circled digits that NFKC does not know.
_DINGBATS = str.maketrans({chr(base + i): f" {i + 1} " for base in (0x2776, 0x2780, 0x278A) for i in range(10)})


def label(index: int, style: LabelStyle = "number") -> str:
    """Name the option at a 0-based index: (1), ①, (a) or ア. Beyond the end of a series it is (21) and so on.

    >>> [label(1, style) for style in ("number", "circled", "letter", "kana")]
    ['(2)', '②', '(b)', 'イ']
    """
    if index < 0:
        raise ValueError(f"選択肢の番号は 0 以上です / an option's index is 0 or more, found: {index}")
    if style == "circled" and index < len(_CIRCLED):
        return _CIRCLED[index]
    if style == "letter" and index < 26:
        return f"({chr(ord('a') + index)})"
    if style == "kana" and index < len(_KANA):
        return _KANA[index]
    return f"({index + 1})"


_LABEL = r"(?:選択肢|答え|解答|回答|option|choice|answer|no\.)?{between}(?P<name>[0-9]{{1,3}}|[a-z]|[ア-トあ-と])"
_COUNTER = r"(?:番目|番|つ目)?"


@cache
def _one_label() -> re.Pattern[str]:
    label_ = _LABEL.format(between=r"\s*[は:]?\s*[(\[「]?\s*")
    return re.compile(rf"{label_}\s*[)\]」]?\s*{_COUNTER}\s*(?:です|だ)?\s*[.:,。]?", re.ASCII)


@cache
def _among_many() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between labels, and a label there."""
    separator = re.compile(r"[\s,、・;/&+()\[\]{}「」.。と]|および|及び|and(?![a-z])|です", re.ASCII)
    return separator, re.compile(_LABEL.format(between=r"\s*") + rf"\s*{_COUNTER}", re.ASCII)


_NOTHING = frozenset(
    {"なし", "無し", "無", "ない", "該当なし", "該当無し", "どれもない", "ありません", "none", "nothing", "{}"}
)
_EVERYTHING = frozenset({"すべて", "全て", "全部", "ぜんぶ", "all"})


def _label_text(text: str) -> str:
    # Each circled digit is one label, so ①③ must not become 13; bounded, since a label is short.
    spread = re.sub(r"[\u2460-\u2473\u2474-\u249b\u24b6-\u24e9]", r" \g<0> ", text[:400]).translate(_DINGBATS)
    return normalize(spread).strip().lower()


def _index_of(name: str, count: int) -> int | None:
    if name[0].isdigit():
        index = int(name) - 1
    elif name.isascii():
        index = ord(name) - ord("a")
    else:
        index = _KANA.find(name if name >= "ァ" else chr(ord(name) + 0x60))
    return index if 0 <= index < count else None


def read_label(text: str, count: int) -> int | None:
    """Read the label of one option out of `count`, however it is written; None if it is no label of these.

    >>> [read_label(text, 4) for text in ("(2)", "（２）", "②", "B", "ｲ", "2番", "選択肢2", "2.", "5", "二つ")]
    [1, 1, 1, 1, 1, 1, 1, 1, None, None]
    """
    if len(text) > 40:
        return None
    match = _one_label().fullmatch(_label_text(text))
    return _index_of(match["name"], count) if match else None


def read_labels(text: str, count: int) -> frozenset[int] | None:
    """Read a set of labels: なし or "none" is the empty set, すべて or "all" every option; None is no list of labels.

    Digits that are no label together are read one by one: with four options, 13 is (1) and (3).

    >>> [sorted(read_labels(text, 4)) for text in ("1,3", "①③", "1と3", "(1) (3)", "ア、ウ", "a c", "13", "なし")]
    [[0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], []]
    """
    if len(text) > 400:
        return None
    written = _label_text(text)
    bare = written.strip(" 。.!()「」")
    if bare in _NOTHING or written in _NOTHING:
        return frozenset()
    if bare in _EVERYTHING:
        return frozenset(range(count))
    found: set[int] = set()
    position = 0
    separator, a_label = _among_many()
    while position < len(written):
        if gap := separator.match(written, position):
            position = gap.end()  # と is the twentieth kana as well; between labels it is "and"
            continue
        match = a_label.match(written, position)
        indices = _indices_of(match["name"], count) if match else None
        if match is None or indices is None:
            return None
        found |= indices
        position = match.end()
    return frozenset(found) or None


def _indices_of(name: str, count: int) -> set[int] | None:
    whole = _index_of(name, count)
    if whole is not None:
        return {whole}
    if not name.isdigit() or len(name) < 2:
        return None
    digits = [_index_of(digit, count) for digit in name]
    distinct = {index for index in digits if index is not None}
    # A digit that is repeated (11) is more likely a slip than a set.
    return distinct if len(distinct) == len(name) else None
