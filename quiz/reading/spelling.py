"""One spelling for what people write: full width, dashes, prolonged marks, circled digits; for matching only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache


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
_DASHES = frozenset("−‐‑‒–—―⁃﹘﹣－➖︱︲")
_PROLONGED = "ー"
_HALF_WIDTH_VOICE_MARKS = "\uff9e\uff9f"
_FRACTION_SLASH = "\u2044"
_VULGAR_FRACTION = re.compile("[¼½¾\u2150-\u215f]")


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


_SEVERAL = "\uffff"
"""Stands for a character that is not folded by itself."""


class _Folded(dict[int, str]):
    """What each character folds to by itself, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        alone = not _joins_previous(char) and _VULGAR_FRACTION.match(char) is None
        folded = self[code] = _fold_segment(char) if alone else _SEVERAL
        return folded


_FOLDED = _Folded()


def _folded_by_characters(text: str) -> str | None:
    """Fold a text in which no character reaches another one, as nearly all are; None for any other text."""
    folded = text.translate(_FOLDED)
    return None if _SEVERAL in folded else folded


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
    return re.compile(  # the mark itself first: it tells at once where there is none
        # At the start, or after something of a formula (a space between is fine), before something of a formula ...
        rf"ー(?:(?:(?<![^\n]ー)|(?<=[\s{formula}()\[\]{{}}=+*/^,:;<>|²³⁻⁰¹⁴-⁹ⁿ、。]ー))(?=\s*[{formula}(\\√∞])"
        # ... or after hiragana or a kanji directly before a number (「答えはー1」); after katakana it is a long vowel.
        r"|(?<=[ぁ-ん一-鿿]ー)(?=\.?[0-9]))"
    )


_UNCHANGED = re.compile(r"[ -~\t\nぁ-ゖァ-ヺー一-鿿、。「」『』【】・→⇒←↔×÷√∂∇∑∏∞≒≈≦≧≤≥±Α-ΡΣ-Ωα-ω]*")
"""Of characters that fold to themselves, whatever stands beside them."""


def normalize(text: str) -> str:
    """Fold what people write to one spelling, for matching; never for display.

    Full-width and half-width forms are united (NFKC), every dash and minus becomes `-`, `ー` becomes `-` next to
    numbers, invisible characters vanish. Powers and indices stay apart: `x²` does not become `x2`.

    >>> normalize("（２）"), normalize("ー０．５"), normalize("x²"), normalize("データ")
    ('(2)', '-0.5', 'x²', 'データ')
    """
    if text.isascii():
        return text
    if _UNCHANGED.fullmatch(text):
        return _with_minus(text)
    folded = _folded_by_characters(text)
    if folded is None:
        folded = "".join(_fold_segment(segment) for _, segment in _spaced_segments(text))
    return _with_minus(folded)


def normalize_with_offsets(text: str) -> Normalized:
    """Do what `normalize` does, and remember where each character came from, for a report of line and column.

    >>> normalize_with_offsets("①と½").offsets
    (0, 1, 2, 2, 2, 3)
    """
    if text.isascii():
        return Normalized(text, tuple(range(len(text) + 1)))
    if _UNCHANGED.fullmatch(text):
        return Normalized(_with_minus(text), tuple(range(len(text) + 1)))
    folded = _folded_by_characters(text)
    if folded is not None and len(folded) == len(text):  # none vanishes by itself: one for one
        return Normalized(_with_minus(folded), tuple(range(len(text) + 1)))
    pieces: list[str] = []
    offsets: list[int] = []
    for index, segment in _spaced_segments(text):
        part = _fold_segment(segment)
        pieces.append(part)
        offsets.extend([index] * len(part))
    return Normalized(_with_minus("".join(pieces)), (*offsets, len(text)))


def _with_minus(folded: str) -> str:
    """Put a minus for a prolonged sound mark that stands for one; one character for one, so that offsets hold."""
    return _prolonged_as_minus().sub("-", folded) if _PROLONGED in folded else folded


def _spaced_segments(text: str) -> list[tuple[int, str]]:
    """Give the segments, with a space before a vulgar fraction that follows a digit: 1½ is not 11/2."""
    segments = _segments(text)
    if _VULGAR_FRACTION.search(text) is None:
        return segments
    spaced: list[tuple[int, str]] = []
    for index, segment in segments:
        after_digit = bool(spaced) and _fold_segment(spaced[-1][1])[-1:].isdigit()
        if after_digit and _FRACTION_SLASH in unicodedata.normalize("NFKC", segment):
            spaced.append((index, " "))
        spaced.append((index, segment))
    return spaced
