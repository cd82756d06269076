"""Frames of sizes: which size of a sentence is the input, which the filter, which the output.

Each size goes to the role whose words stand nearest to it, whatever the order of the sentence; a number goes to the
word that it stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations, product
from typing import Any

from quiz.bank.claim_entries import Frame, Judgement
from quiz.bank.formula import FormulaError
from quiz.reading.late_patterns import late
from quiz.report.claims.canonical import Spelling, literal
from quiz.report.claims.cues import Sighting
from quiz.report.claims.polarity import denials

_SIZE = late(r"(?<![\d.x])(\d{1,5})x(\d{1,5})(?:x(\d{1,5}))?(?![\dx])")
_COMMA = 6
"""A comma between a size and a word is as far as so many characters."""
MAX_SIZES = 4
MAX_TRIED = 64
MAX_MEANT = 7
_FAR = 40
_BETWEEN = r"(?:の?(?:数|値|幅|サイズ|大きさ)|of|size)?(?:は|が|を|に|=|:|\(| |:=|も)*"
_WITHOUT = late(
    r"(?a)\b(?:without|no(?! longer))\b ?(?:[a-z]+|パディング)"
    "|パディング[はをも]?(?:なし|無し|無く|なく|せず|しない|行わ(?:ない|ず))"
)
"""That there is none of something is one of the numbers, and denies nothing."""
_TO = late("(?:の(?:画像|入力))?に(?:対して|対し)?,?")
_WEIGHTS = late(" ?の?(?:重み|パラメータ|個|枚)")
"""Behind a size: a product that counts something, and no size of a map."""
_APPLIED = late("(?:の?カーネル)?を[^。]{0,40}?(?:かけ|掛け|適用|畳み込)")
_BOTH = (
    r"(?:と|,|・|/| and )(?:the )?{other}(?:は|が|を|=|:|\(| )*(?:とも(?:に)?|両方|共に|both)?"
    r"[^\d,]{{0,6}}(?P<n>\d{{1,3}})(?![\dx.])"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a frame reads a sentence: its values, and whether what it states holds."""

    values: Mapping[str, Any]
    verdict: Judgement


@dataclass(frozen=True, slots=True)
class _Sayings:
    """The patterns by which a sentence says what a number is, in the order in which they are tried."""

    beside: re.Pattern[str]
    both: re.Pattern[str]
    swapped: re.Pattern[str]
    none: re.Pattern[str]
    before: re.Pattern[str]


class FramePattern:
    """A frame made ready for reading canonical sentences."""

    def __init__(self, frame: Frame, spelling: Spelling) -> None:
        self.frame = frame
        self._sizes = {name: _any(words, spelling) for name, words in frame.sizes.items()}
        self._numbers = {name: _any(words, spelling) for name, words in frame.numbers.items()}
        self._unless = _any(frame.unless, spelling) if frame.unless else None
        self._said: dict[str, _Sayings] = {}

    def may_read(self, text: str) -> bool:
        """Whether a sentence may have a size, if there must be one in it."""
        return "x" in text or not self._sizes

    def read_with(self, text: str, before: Sequence[str]) -> Reading | None:
        """Return what a sentence states; sizes that it leaves out may stand in the sentences before it.

        As many of them are taken as there must be: a list of the sizes, one on each line, ends with the last one.
        """
        if not self.may_read(text):
            return None
        reading, count = self.read(text), len(_sizes_in(text))
        for sentence in reversed(before):
            if reading is not None or not 0 < count < len(self._sizes) or self._both_set(text, sentence):
                break
            text = f"{sentence.rstrip('。')},{text}"
            count = len(_sizes_in(text))
            reading = self.read(text)
        return reading

    def _both_set(self, text: str, before: str) -> bool:
        """Whether a sentence and one before it each set the same number: then they speak of two windows."""
        return any(pattern.search(text) and pattern.search(before) for pattern in self._numbers.values())

    def read(self, text: str) -> Reading | None:
        """Return what a sentence states of this frame's sizes; None if it doesn't state them all."""
        sizes = _sizes_in(text)
        if not len(self._sizes) <= len(sizes) <= MAX_SIZES:
            return None
        if self._unless is not None and self._unless.search(text):
            return None
        if denials(
            _WITHOUT.sub(lambda found: "　" * len(found[0]), text),
            Sighting(tuple(size.span() for size in sizes), ({},)),
        ):
            return None
        values = self._assigned(text, sizes)
        if values is None:
            return None
        for name, pattern in self._numbers.items():
            if not pattern.search(text):
                continue
            number = self._number(text, name)
            if number is None:
                return None  # it is named, but what is said of it isn't understood
            values[name] = number
        reading = self._judged(values)
        if reading is not None and reading.verdict == "wrong" and not values.keys() & self._numbers.keys():
            return None if self._may_be_meant(values) else reading
        return reading

    def _may_be_meant(self, values: Mapping[str, Any]) -> bool:
        """Whether the statement, which says nothing but sizes, holds with some numbers no larger than these."""
        most = min(min(values[name]) for name in self._sizes)
        for chosen in product(range(min(most, MAX_MEANT) + 1), repeat=len(self._numbers)):
            try:
                if self.frame.holds.value({**values, **dict(zip(self._numbers, chosen, strict=True))}):
                    return True
            except FormulaError:  # a stride of 0
                continue
        return False

    def _assigned(self, text: str, sizes: Sequence[re.Match[str]]) -> dict[str, Any] | None:
        """Give each role its size: the choice with the least distance between sizes and words."""
        if len(sizes) != len(self._sizes):
            return None
        words = {name: [found.span() for found in pattern.finditer(text)][:8] for name, pattern in self._sizes.items()}
        fixed = _by_particles(text, list(words), sizes) or _left_over(
            [name for name in words if not words[name]], list(words), sizes
        )
        if fixed is None or any(self._is_of_another(text, name, size) for name, size in fixed.items()):
            return None
        words.update((name, [size.span()]) for name, size in fixed.items())
        apart = {(name, id(size)): _nearest(text, size, words[name]) for name in words for size in sizes}
        costs = []
        for order in permutations(sizes):
            by_name = dict(zip(words, order, strict=True))
            if any(by_name[name] is not size for name, size in fixed.items()):
                continue
            far = [apart[name, id(size)] for name, size in by_name.items()]
            costs.append((sum(far), max(far), order))
        costs.sort(key=lambda entry: entry[0])
        best = costs[0]
        if best[1] > _FAR or (len(costs) > 1 and costs[1][0] == best[0]):
            return None
        return {name: (int(size[1]), int(size[2])) for name, size in zip(words, best[2], strict=True)}

    def _is_of_another(self, text: str, name: str, size: re.Match[str]) -> bool:
        """Whether the word right behind a size that was given to one role is that of another: 「11x11のカーネル」."""
        if _WEIGHTS.match(text, size.end()):
            return True
        behind = size.end() + text.startswith(("の", " "), size.end())
        others = (pattern for other, pattern in self._sizes.items() if other != name)
        return self._sizes[name].match(text, behind) is None and any(other.match(text, behind) for other in others)

    def _sayings(self, name: str) -> _Sayings:
        """How it may be said what a number is: beside its word, of it and another at once, that there is none of it."""
        word = self._numbers[name].pattern
        others = "|".join(pattern.pattern for other, pattern in self._numbers.items() if other != name)
        pair = _BOTH.format(other=f"(?:{others})")
        swapped = rf"(?:{others})(?:と|,|・|/| and )(?:the )?(?:{word})[^\d,]{{0,10}}(?P<n>\d{{1,3}})(?![\dx.])"
        return _Sayings(
            re.compile(rf"(?:{word}){_BETWEEN}(?P<n>\d{{1,3}})(?![\dx.])"),
            re.compile(rf"(?:{word}){pair}"),
            re.compile(swapped),
            re.compile(rf"(?:without|no) (?:{word})|(?:{word})(?:は|を)?(?:なし|無し|無く|なく|せず|行わ)"),
            re.compile(rf"(?<![\dx.])(?P<n>\d{{1,3}})(?:の| |-)?(?:pixels? of )?(?:{word})"),
        )

    def _number(self, text: str, name: str) -> int | None:
        if name not in self._said:
            self._said[name] = self._sayings(name)
        said = self._said[name]
        beside = said.beside.search(text) or said.both.search(text) or said.swapped.search(text)
        if beside is None and said.none.search(text):
            return 0
        if beside is None:
            beside = said.before.search(text)
        return int(beside["n"]) if beside else None

    def _judged(self, values: dict[str, Any]) -> Reading | None:
        """Hold the statement against the formula; what isn't said is tried with what it may be."""
        missing = [name for name in self._numbers if name not in values]
        try:
            possible = [[formula.value(values) for formula in self.frame.unsaid.get(name, ())] for name in missing]
            if not all(possible):
                return None
            first = None
            for chosen in list(product(*possible))[:MAX_TRIED]:
                tried = {**values, **dict(zip(missing, chosen, strict=True))}
                first = first or tried
                if self.frame.holds.value(tried):
                    return Reading(tried, "right" if tried == first else "imprecise")
        except FormulaError:
            return None
        return Reading(first, "wrong") if first is not None else None


@lru_cache(maxsize=16)
def _sizes_in(text: str) -> tuple[re.Match[str], ...]:
    """The sizes of a sentence, in order: each frame asks for them."""
    return tuple(_SIZE.finditer(text))


def _any(words: tuple[str, ...], spelling: Spelling) -> re.Pattern[str]:
    found = sorted({spelling(word.replace("_", " ")) for word in words}, key=len, reverse=True)
    return late("|".join(map(literal, found)))


def _by_particles(text: str, names: list[str], sizes: Sequence[re.Match[str]]) -> dict[str, re.Match[str]]:
    """The roles of three sizes that particles alone tell: 「8x8 に 3x3 を ... かけると 8x8」."""
    if len(names) != 3 or not (_TO.match(text, sizes[0].end()) and _APPLIED.match(text, sizes[1].end())):
        return {}
    return dict(zip(names, sizes, strict=True))


def _left_over(unnamed: list[str], names: list[str], sizes: Sequence[re.Match[str]]) -> dict[str, re.Match[str]] | None:
    """The size of a role for which no word stands: that of the last role comes last, that of the first one first.

    「4x4 の画像に 3x3 のフィルタ, パディング 1 → 4x4」 None where more than one is unnamed, or another.
    """
    if not unnamed:
        return {}
    if len(unnamed) > 1 or unnamed[0] not in (names[0], names[-1]):
        return None
    return {unnamed[0]: sizes[0 if unnamed[0] == names[0] else -1]}


def _nearest(text: str, size: re.Match[str], words: list[tuple[int, int]]) -> int:
    return min(_apart(text, size.span(), word) for word in words)


def _apart(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    start, end = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
    between = text[start:end]
    return max(end - start, 0) + _COMMA * sum(map(between.count, ",。(→"))
