"""Sentence templates: ``{height}x{width}のフィルタ…{answer}の出力`` found in a report's sentences, with their values.

A template comes with a bank, and banks come from strangers, so it is no regular expression: literal text, ``{name}``
for a number, ``{a,b}`` for one number that is the value of both, ``…`` for a gap of at most ``GAP`` characters, and
perhaps ``[name=2]`` for a value that the sentence leaves unsaid. ``{answer}`` is what the sentence claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from quiz.figures.gallery import PLACE
from quiz.reading.late_patterns import late
from quiz.report.likeness import compact

GAP = 60
MAX_TEMPLATE = 500
_STEM = late(r"\{\{([^{}]*)\}\}")
ANSWER = "answer"

_TOKEN = late(r"\{([A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*)\}|(…|\.\.\.)")
_FIXED = late(r"\[([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(-?\d{1,9})\]")
_NUMBER_START = late(r"(?<![\d.])(?:[-+]?\d|\(\d)")
_NUMBER = late(r"[-+]?\d{1,9}(?:\.\d{1,9})?(?![\d])(?!,\d{3}(?!\d))")
_GOES_ON = late(r"[x×*/^=]")
_SIZE = late(r"\d{1,6}(?:x\d{1,6}){1,3}(?!\d)|\(\d{1,6}(?:,\d{1,6}){1,3}\)")
_VALUE = late(r"[-+]?\d{1,9}(?:\.\d{1,9})?(?:/\d{1,9})?%?(?![\d])")

Number = int | Fraction
# What is known not to fit: token, place, and the values that the rest has to repeat. Each is tried once, so that a
# search takes time in proportion to the text, whatever the template.
_Dead = set[tuple[int, int, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence's values, the answer that it claims (None for a template without one), and its place in the text."""

    values: Mapping[str, Number]
    answer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["text", "gap", "value"]
    text: str = ""
    names: tuple[str, ...] = ()


class Statement:
    """A template that can be looked for in compact text (`quiz.report.likeness.compact`).

    >>> from quiz.report.likeness import compact
    >>> template = Statement("{height}x{width}の入力に{kernel}x{kernel}のフィルタ…{answer}")
    >>> found = template.search(compact("８×８の入力に3x3のフィルターをかけると 6x6 です"))
    >>> dict(found.values), found.answer
    ({'height': 8, 'width': 8, 'kernel': 3}, '6x6')
    """

    def __init__(self, source: str, *, sizes: bool = False) -> None:
        """Read a template; with ``sizes`` its ``{answer}`` is a size (3x3), else any number."""
        self._answers = (_SIZE,) if sizes else (_SIZE, _VALUE)
        self._set(_tokens(_FIXED.sub("", source[:MAX_TEMPLATE])), _FIXED.findall(source[:MAX_TEMPLATE]))

    @classmethod
    def of_stem(cls, source: str, names: Collection[str]) -> Statement:
        """Return the template that an item's own stem is: a formula that is one drawn value is read, others are gaps.

        >>> from quiz.report.likeness import compact
        >>> stem = Statement.of_stem("{{samples}} 個を {{batch}} 個ずつ、2 回で {{2*batch}} 個", {"samples", "batch"})
        >>> dict(stem.search(compact("100 個を 8 個ずつ、2 回で 16 個")).values)
        {'samples': 100, 'batch': 8}
        """
        tokens: list[_Token] = []
        # Where a figure stands, a report has a picture, words, or nothing.
        for place, part in enumerate(_STEM.split(PLACE.sub("{{}}", source))):
            if place % 2 == 0:
                _add_text(tokens, part)
            else:
                tokens.append(_Token("value", names=(part.strip(),)) if part.strip() in names else _Token("gap"))
        statement = cls("")
        statement._set(_without_outer_gaps(tokens), [])
        return statement

    def _set(self, tokens: tuple[_Token, ...], fixed: Sequence[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._fixed = {name: int(value) for name, value in fixed}
        self.rarest = max((token.text for token in tokens if token.kind == "text"), key=len, default="")
        named = [name for token in tokens for name in token.names]
        self._repeated = tuple(sorted({name for name in named if named.count(name) > 1}))

    rarest: str
    """The longest of the template's own words: it stands in every text in which the template fits."""

    @property
    def claims(self) -> bool:
        """True if the sentence states an answer; else it only gives a question's values."""
        return any(ANSWER in token.names for token in self._tokens)

    @property
    def names(self) -> frozenset[str]:
        """The values that a sentence gives."""
        named = {name for token in self._tokens for name in token.names}
        return frozenset(named | set(self._fixed)) - {ANSWER}

    def mentions(self, word: str) -> bool:
        """Whether the template's own words have this one, given in compact spelling."""
        return any(word in token.text for token in self._tokens)

    def search(self, text: str, start: int = 0) -> Found | None:
        """Return the first place in compact ``text`` where the template fits, from ``start`` on."""
        if not self._tokens or self.rarest not in text or not self._has_texts(text, start):
            return None
        dead: _Dead = set()
        for place in self._beginnings(text, start):
            values: dict[str, Number | str] = {}
            end = self._fit(text, place, 0, values, dead)
            if end is not None:
                answer = values.pop(ANSWER, None)
                numbers = {name: value for name, value in values.items() if not isinstance(value, str)}
                return Found({**self._fixed, **numbers}, None if answer is None else str(answer), place, end)
        return None

    def _has_texts(self, text: str, start: int) -> bool:
        """Whether the template's own words stand in the text, in their order: no place fits without."""
        for token in self._tokens:
            if token.kind == "text":
                place = text.find(token.text, start)
                if place < 0:
                    return False
                start = place + len(token.text)
        return True

    def _beginnings(self, text: str, start: int) -> Iterator[int]:
        """Give the places where the first token may stand."""
        first = self._tokens[0]
        if first.kind == "value":
            yield from (found.start() for found in _NUMBER_START.finditer(text, start))
            return
        place = text.find(first.text, start)
        while place >= 0:
            yield place
            place = text.find(first.text, place + 1)

    def _fit(self, text: str, place: int, index: int, values: dict[str, Number | str], dead: _Dead) -> int | None:
        """Fit the tokens from ``index`` on at ``place``; fill ``values``; return where the sentence ends."""
        tokens = self._tokens
        while index < len(tokens) and tokens[index].kind == "text":
            if not text.startswith(tokens[index].text, place):
                return None
            place += len(tokens[index].text)
            index += 1
        if index == len(tokens) or place > len(text):
            return place if index == len(tokens) else None
        state = (index, place, tuple([values.get(name) for name in self._repeated]))
        if state in dead:
            return None
        fit = self._after_gap if tokens[index].kind == "gap" else self._value
        end = fit(text, place, index, values, dead)
        if end is None:
            dead.add(state)
        return end

    def _after_gap(self, text: str, place: int, index: int, values: dict[str, Number | str], dead: _Dead) -> int | None:
        last = min(place + GAP, len(text))
        following = self._tokens[index + 1]
        beginning = place
        while beginning <= last:
            if following.kind == "text":
                beginning = text.find(following.text, beginning, last + len(following.text))
                if beginning < 0:
                    return None
            elif following.kind == "value":
                number = _NUMBER_START.search(text, beginning)
                if number is None or number.start() > last:
                    return None
                beginning = number.start()
            end = self._fit(text, beginning, index + 1, values, dead)
            if end is not None:
                return end
            beginning += 1
        return None

    def _value(self, text: str, place: int, index: int, values: dict[str, Number | str], dead: _Dead) -> int | None:
        names = self._tokens[index].names
        if place and text[place - 1].isdigit():
            return None
        for pattern in self._answers if names == (ANSWER,) else (_NUMBER,):
            found = pattern.match(text, place)
            if found is None:
                continue
            value = found[0] if names == (ANSWER,) else _number(found[0])
            if any(values.get(name, value) != value for name in names):
                continue
            if index + 1 == len(self._tokens) and names != (ANSWER,) and _GOES_ON.match(text, found.end()):
                continue  # 28 of 28x28=784
            added = [name for name in names if name not in values]
            values.update((name, value) for name in added)
            end = self._fit(text, found.end(), index + 1, values, dead)
            if end is not None:
                return end
            for name in added:
                del values[name]
        return None


@lru_cache(maxsize=1024)
def _number(text: str) -> Number:
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


@lru_cache(maxsize=4096)
def _tokens(source: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    place = 0
    for found in _TOKEN.finditer(source):
        _add_text(tokens, source[place : found.start()])
        names = tuple(name.strip() for name in found[1].split(",")) if found[1] else ()
        tokens.append(_Token("value", names=names) if names else _Token("gap"))
        place = found.end()
    _add_text(tokens, source[place:])
    return _without_outer_gaps(tokens)


def _without_outer_gaps(tokens: list[_Token]) -> tuple[_Token, ...]:
    """A gap at either end says nothing, and two gaps in a row are one."""
    kept: list[_Token] = []
    for token in tokens:
        if token.kind != "gap" or (kept and kept[-1].kind != "gap"):
            kept.append(token)
    return tuple(kept[:-1] if kept and kept[-1].kind == "gap" else kept)


def _add_text(tokens: list[_Token], text: str) -> None:
    bare = compact(text)
    if bare:
        tokens.append(_Token("text", bare))
