"""The words of a course's claims: which of them a text has, and the patterns that tell where they stand.

A word is literal but for the signs of cues: ``{n}`` is a number, ``@name`` an entity's word, ``…`` a gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from quiz.bank.kept_readings import KeptReading
from quiz.reading.late_patterns import late
from quiz.report.claims.canonical import Spelling, literal
from quiz.report.word_index import Term, Vocabulary, cost

MAX_MADE = 16
"""How many patterns are made of some words, before one is made of all of them."""
MAX_KEPT = 256
"""Of how many choices among some words it is remembered which pattern finds them."""
GAP = r"(?:[はがもとば]?,)?[^。;,]{0,14}?"
_NO_COUNT = "".join(
    f"(?<!{word})"
    for word in (
        "at ",
        "x=",
        "最初の",
        "初めの",
        "残りの",
        "最後の",
        "後半の",
        "前半の",
        "うち",
        "うちの",
        "first ",
        "last ",
    )
)
"""Before a number these make it a place or a part, and not the value that is claimed."""
_SIGN_OR_DIGIT = r"(?=[-+\d])"
_NUMBER = (
    r"(?<![\d./^a-wyz])(?<![a-z]-)" + _NO_COUNT + r"(?P<{name}>[-+]?\d{{1,12}}(?:\.\d{{1,12}})?(?:/\d{{1,6}})?)"
    r"(?P<{name}_unit>%|万|億| million| billion)?"
)
_NO_FACTOR_BEFORE = r"(?<!\dx)(?<!\d x )"
_NO_FACTOR = r"(?!\d|\.\d|/\d| ?[x*+^] ?\d|層| layers|に(?:近[づく]|収束|漸近))"
"""Beside a number these make it one that is worked with, counts or is approached, and not what is claimed.

0.5x0.5=0.25, 5層, 0に近づく.
"""
_PART = late(r"\{([a-z])\}|…|@([a-z0-9-]+)")
_BEFORE_COMMA = late("([るいた]と|なら|れば|場合|とき|では|[はも])(?=[^,])")
"""Behind these somebody may set a comma, or may not."""


_DIGITS = tuple("0123456789")
_ANY_DIGIT = frozenset(_DIGITS)


class Lexicon:
    """What a course's words are made of: their spelling, the ``names`` of entities, and one vocabulary for them all."""

    def __init__(self, spelling: Spelling, names: Mapping[str, Sequence[str]], kept: KeptReading | None = None) -> None:
        """``kept``: where the parts of all words are kept from one report to the next."""
        self.spelling = spelling
        self.names = names
        self.vocabulary = Vocabulary()
        self._often: Counter[str] = Counter()
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}
        self._kept = kept
        self._parts = {} if kept is None else _parts_in(kept.recalled())
        self._known = len(self._parts)
        self._count(self._parts.values())

    def keep(self) -> None:
        """Keep the parts of the words, where some had to be worked out; to be called once all words are known."""
        if self._kept is not None and len(self._parts) > self._known:
            self._kept.keep(self._parts)

    def parts(self, word: str) -> tuple[Term, ...]:
        """Return the parts of a word: of each a text stands wherever the word does."""
        known = self._parts.get(word)
        if known is None:
            parts = dict.fromkeys(filter(None, _parts(word, self.spelling, self.names)))
            known = self._parts[word] = tuple(parts)
            self._count([known])
        return known

    def _count(self, words: Iterable[tuple[Term, ...]]) -> None:
        """Take account of what some words have."""
        texts = [text for parts in words for part in parts for text in part]
        self.vocabulary.add(texts)
        self._often.update(texts)

    def rarest(self, word: str) -> Term:
        """Return the part of a word that is likely to be met most seldom; none where it has no parts.

        What many words have is much spoken of: it is asked once all words are known.
        """
        parts, often = self.parts(word), self._often
        if len(parts) < 2:
            return parts[0] if parts else ()
        return min(parts, key=lambda part: sum([often[text] * cost(text) for text in part]))

    def pattern_of(self, words: tuple[str, ...]) -> re.Pattern[str]:
        """Return the pattern of any of some words, made once for all the claims that have them."""
        made = self._patterns.get(words)
        if made is None:
            made = self._patterns[words] = _pattern(words, self.spelling, self.names)
        return made


class Words:
    """Any of some alternatives: patterns are made of those that a text may have, when it is first asked for them.

    A course has thousands of such words, and a report has few of them.

    >>> words = Words(["速い", "遅い"], Lexicon(Spelling({}), {}))
    >>> words.is_in("学習は遅い"), [found.start() for found in words.found_in("遅いか速い")]
    (True, [0, 3])
    """

    __slots__ = ("_always", "_by_text", "_lexicon", "_made", "_numbered", "_patterns", "_texts", "_words")

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._made: dict[frozenset[str], re.Pattern[str] | None] = {}
        self._patterns = 0
        parts = [lexicon.parts(word) for word in words]
        self._texts = frozenset(text for each in parts for part in each for text in part)
        self._numbered = not self._texts.isdisjoint(_DIGITS)
        self._always = not all(parts)
        self._by_text: dict[str, list[int]] | None = None

    @property
    def needed(self) -> Collection[str]:
        """The texts of which one stands wherever one of the words does; none where that can't be told."""
        return () if self._always else self._needed_by().keys()

    def _needed_by(self) -> dict[str, list[int]]:
        """For each text that stands wherever some of the words do, the places of those; "" for what needs none.

        What is rarest is known once all the words of the lexicon are.
        """
        if self._by_text is None:
            self._by_text = {}
            for place, word in enumerate(self._words):
                for text in self._lexicon.rarest(word) or ("",):
                    self._by_text.setdefault(text, []).append(place)
        return self._by_text

    def pattern_for(self, text: str, within: str | None = None) -> re.Pattern[str] | None:
        """Return a pattern that finds in a text whatever the words do; None where none of them can stand in it.

        ``within`` is a text that has every word that this one has: of a text with parts blanked, the whole one.
        """
        return self.pattern_of(self._lexicon.vocabulary.held_by(text if within is None else within))

    def pattern_of(self, held: frozenset[str]) -> re.Pattern[str] | None:
        """The same for a text of which it is known which of the vocabulary's words are ``held`` by it."""
        needed = self._by_text
        if needed is None:
            needed = self._needed_by()
        if not self._always and held.isdisjoint(needed):
            return None
        present = self._texts & held
        if self._numbered and not present.isdisjoint(_DIGITS):
            present |= _ANY_DIGIT  # one pattern for all the numbers that a report has
        try:
            return self._made[present]
        except KeyError:
            return self._make(present)

    def _make(self, present: frozenset[str]) -> re.Pattern[str] | None:
        """Make the pattern of the words that can stand where of what they need this is present, and keep it."""
        by_text = self._needed_by()
        places = {place for text in ("", *present) for place in by_text.get(text, ())}
        likely = [self._words[place] for place in sorted(places)]
        chosen = tuple(word for word in likely if not any(map(present.isdisjoint, self._lexicon.parts(word))))
        if len(self._made) >= MAX_KEPT:
            self._made.clear()
        self._patterns += 1
        words = chosen if self._patterns <= MAX_MADE else tuple(self._words)
        made = self._made[present] = self._lexicon.pattern_of(words) if chosen else None
        return made

    @property
    def anywhere(self) -> bool:
        """Whether one of the words may stand in any text, as far as can be told by what they need."""
        return self._always

    def is_in(self, text: str) -> bool:
        """Whether any of the words stands in a text."""
        pattern = self.pattern_for(text)
        return pattern is not None and pattern.search(text) is not None

    def found_in(self, text: str, within: str | None = None) -> Iterator[re.Match[str]]:
        """Yield the places where the words stand in a text; for ``within`` see :meth:`pattern_for`."""
        pattern = self.pattern_for(text, within)
        return iter(()) if pattern is None else pattern.finditer(text)


def _pattern(words: Sequence[str], spelling: Spelling, names: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    counter = iter(range(10_000))
    parts = [_alternative(word, spelling, names, counter) for word in words]
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


def _alternative(word: str, spelling: Spelling, names: Mapping[str, Sequence[str]], counter: Iterator[int]) -> str:
    """Return the pattern of one alternative. The author's text is literal; only the signs of cues mean anything."""
    pattern, place, slot = "", 0, False
    for part in _PART.finditer(word):
        pattern += _text(word[place : part.start()], spelling, after=slot, before=bool(part[1]))
        slot = bool(part[1])
        place = part.end()
        if part[1]:
            number = _NUMBER if not word[: part.start()].endswith(("at ", "x=")) else _NUMBER.replace(_NO_COUNT, "")
            first, last = part.start() == 0, part.end() == len(word)
            pattern += (
                _SIGN_OR_DIGIT
                + _NO_FACTOR_BEFORE * first
                + number.format(name=f"{part[1]}_{next(counter)}")
                + _NO_FACTOR * last
            )
        elif part[2]:
            pattern += f"(?:{'|'.join(map(literal, names.get(part[2], ('?',))))})"
        else:
            pattern += GAP
    return pattern + _text(word[place:], spelling, after=slot)


def _text(text: str, spelling: Spelling, *, after: bool = False, before: bool = False) -> str:
    text = text.replace("_", " ")
    canonical = spelling(text)
    if not canonical:
        return " ?" if text else ""
    pattern = _BEFORE_COMMA.sub(r"\1,? ?", literal(canonical, after=after, before=before))
    front = " ?" if text.startswith(" ") else ""
    back = " ?" if text.endswith(" ") else ""
    return front + pattern + back


def _parts_in(data: Any) -> dict[str, tuple[Term, ...]]:
    """Return the parts of words that were kept; none where these are none."""
    try:
        return {word: tuple(map(tuple, parts)) for word, parts in data.items()}
    except (AttributeError, TypeError):
        return {}


def _parts(word: str, spelling: Spelling, names: Mapping[str, Sequence[str]]) -> Iterator[Term]:
    """Yield what stands wherever a word does: its texts, a word of its entity, a digit of its number."""
    literals = [spelling(text.replace("_", " ")) for text in _PART.sub("\n", word).split("\n")]
    yield from ((part,) for text in literals for part in _BEFORE_COMMA.sub("\\1\n", text).split("\n") if part)
    for part in _PART.finditer(word):
        if part[2]:
            yield tuple(names.get(part[2], ()))
        elif part[1]:
            yield _DIGITS
