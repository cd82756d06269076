"""A cue in a clause: its terms in any order, close together, with the numbers that stand in its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from quiz.bank.claim_entries import Cue
from quiz.report.claims.canonical import Spelling, literal
from quiz.report.frozen import frozen

MAX_SPREAD = 70
"""How far apart, in characters, the outermost words of a cue may stand; twice that in English."""
MANY_BLANKS = 4
"""A clause with so many blanks is English: Japanese has none in canonical spelling."""
MAX_PLACES = 12
"""How many places of one term are looked at: a clause that has more of them is no sentence."""
MAX_NEAR = 4
MAX_MADE = 16
"""How many patterns are made of some words, before one is made of all of them."""
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
_NUMBER = (
    r"(?=[-+\d])(?<![\d./a-wyz])" + _NO_COUNT + r"(?P<{name}>[-+]?\d{{1,12}}(?:\.\d{{1,12}})?(?:/\d{{1,6}})?)"
    r"(?P<{name}_unit>%|万|億| million| billion)?"
)
_PART = re.compile(r"\{([a-z])\}|…|@([a-z0-9-]+)")
_BEFORE_COMMA = re.compile("([るいた]と|なら|れば|場合|とき|では|[はも])(?=[^,])")
"""Behind these somebody may set a comma, or may not."""
_UNITS: dict[str, int | Fraction] = {
    "%": Fraction(1, 100),
    "万": 10**4,
    "億": 10**8,
    " million": 10**6,
    " billion": 10**9,
}


@frozen
class Sighting:
    """Where a cue stands in a clause: the span of each of its terms, in order of place, and the numbers in its slots.

    ``readings`` are the numbers as they may be read, the nearest ones first: a clause may have more than one.
    ``terms`` are the alternatives of the term that each span is one of.
    """

    spans: tuple[tuple[int, int], ...]
    readings: tuple[Mapping[str, int | Fraction], ...]
    terms: tuple[tuple[str, ...], ...] = ()

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return max(end for _, end in self.spans)

    @property
    def length(self) -> int:
        """How many characters its words have, which tells the more specific of two cues."""
        return sum(end - start for start, end in self.spans)

    def words(self, clause: str) -> tuple[str, ...]:
        """Its words in the clause that it was found in, in order of place."""
        return tuple(clause[start:end] for start, end in self.spans)

    def covers(self, start: int, end: int) -> bool:
        """Whether one of its words reaches into a span."""
        return any(start < other_end and end > other_start for other_start, other_end in self.spans)


class CuePattern:
    """A cue made ready for looking: each term a pattern of its alternatives.

    >>> pattern = CuePattern(Cue((("勾配消失",), ("防", "避け"))), Spelling({}), {})
    >>> pattern.find("勾配消失を防ぐ").spans, pattern.find("防ぐ")
    (((0, 4), (5, 6)), None)
    """

    def __init__(self, cue: Cue, spelling: Spelling, names: Mapping[str, Sequence[str]]) -> None:
        self._alternatives = terms = sorted(cue.terms, key=len)  # the one with the fewest words is missing most often
        self._terms = tuple(Words(term, spelling, names) for term in terms)
        self.needed = tuple(term.needed for term in self._terms)
        """For each term the texts of which one stands wherever it does; none where that can't be told."""

    def find(self, text: str) -> Sighting | None:
        """Return the place where the terms stand closest together; None if one is missing, or too far away."""
        places = []
        for term in self._terms:
            found = list(islice(term.found_in(text), MAX_PLACES))
            if not found:
                return None
            places.append(found)
        best = _only_choice(places) or _closest(places)
        if best is None or _spread(best) > MAX_SPREAD * (2 if text.count(" ") >= MANY_BLANKS else 1):
            return None
        ordered = sorted(zip([match.span() for match in best], self._alternatives, strict=True))
        spans, terms = zip(*ordered, strict=True)
        return Sighting(spans, _readings(best, places), terms)


def _only_choice(places: list[list[re.Match[str]]]) -> tuple[re.Match[str], ...] | None:
    """Return the places of terms that stand at one place each, without overlapping: there is no closer choice."""
    chosen: list[re.Match[str]] = []
    for found in places:
        if len(found) > 1 or any(_overlap(found[0], other) for other in chosen):
            return None
        chosen.append(found[0])
    return tuple(chosen)


def _closest(places: list[list[re.Match[str]]]) -> tuple[re.Match[str], ...] | None:
    """Return for each term one of its places, so that all are close together; None if they can't but overlap."""
    best: tuple[re.Match[str], ...] | None = None
    at = min(range(len(places)), key=lambda place: len(places[place]))
    for anchor in places[at]:
        chosen = _around(anchor, at, places)
        if chosen is not None and (best is None or _spread(chosen) < _spread(best)):
            best = chosen
    return best


def _around(anchor: re.Match[str], at: int, places: list[list[re.Match[str]]]) -> tuple[re.Match[str], ...] | None:
    """Return for each term a place near that of the term ``at``, so that no two of them overlap; None if none is so."""
    near = [
        [anchor] if place == at else sorted(found, key=lambda match: _distance(match, anchor))[:MAX_NEAR]
        for place, found in enumerate(places)
    ]
    return next(_choices((), near), None)


def _choices(
    chosen: tuple[re.Match[str], ...], others: list[list[re.Match[str]]]
) -> Iterator[tuple[re.Match[str], ...]]:
    if not others:
        yield chosen
        return
    for match in others[0]:
        if not any(_overlap(match, other) for other in chosen):
            yield from _choices((*chosen, match), others[1:])


def _readings(
    best: tuple[re.Match[str], ...], places: list[list[re.Match[str]]]
) -> tuple[Mapping[str, int | Fraction], ...]:
    """Return the numbers of the places that were chosen, then those with another place of one term in their stead."""
    if not any(match.re.groups for match in best):
        return ({},)
    own = {name: value for match in best for name, value in _numbers(match)}
    others = (dict(_numbers(match)) for found in places for match in found if match not in best)
    return (own, *({**own, **numbers} for numbers in others if numbers))


def _overlap(left: re.Match[str], right: re.Match[str]) -> bool:
    return left.start() < right.end() and right.start() < left.end()


def _distance(left: re.Match[str], right: re.Match[str]) -> int:
    return max(left.start() - right.end(), right.start() - left.end())


def _spread(matches: Sequence[re.Match[str]]) -> int:
    return max([match.end() for match in matches]) - min([match.start() for match in matches])


def _numbers(match: re.Match[str]) -> Iterator[tuple[str, int | Fraction]]:
    if not match.re.groups:
        return
    groups = match.groupdict()
    for name, text in groups.items():
        if text is None or name.endswith("_unit"):
            continue
        yield name[0], _value(text, groups[f"{name}_unit"] or "")


@lru_cache(maxsize=1024)
def _value(text: str, unit: str) -> int | Fraction:
    whole, _, below = text.partition("/")
    value = Fraction(whole) / (int(below) if below and int(below) else 1) * _UNITS.get(unit, 1)
    return int(value) if value.denominator == 1 else value


class Words:
    """Any of some alternatives: patterns are made of those that a text may have, when it is first asked for them.

    A course has thousands of such words, and a report has few of them.
    """

    __slots__ = ("_each", "_made", "_names", "_spelling", "_words", "needed")

    def __init__(self, words: Sequence[str], spelling: Spelling, names: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._spelling = spelling
        self._names = names
        self._made: dict[tuple[int, ...], re.Pattern[str]] = {}
        self._each = [_needed(word, spelling, names) for word in words]
        every = all(self._each)
        self.needed = tuple(dict.fromkeys(text for texts in self._each for text in texts)) if every else ()
        """The texts of which one stands wherever one of the words does; none where that can't be told."""

    def pattern_for(self, text: str) -> re.Pattern[str] | None:
        """Return a pattern that finds in a text whatever the words do; None where none of them can stand in it."""
        present = tuple(
            place for place, texts in enumerate(self._each) if not texts or any(needed in text for needed in texts)
        )
        if not present:
            return None
        if len(self._made) >= MAX_MADE:
            present = tuple(range(len(self._words)))
        made = self._made.get(present)
        if made is None:
            words = [self._words[place] for place in present]
            made = self._made[present] = words_pattern(words, self._spelling, self._names)
        return made

    def is_in(self, text: str) -> bool:
        """Whether any of the words stands in a text."""
        pattern = self.pattern_for(text)
        return pattern is not None and pattern.search(text) is not None

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where the words stand in a text."""
        pattern = self.pattern_for(text)
        return iter(()) if pattern is None else pattern.finditer(text)


def words_pattern(words: Sequence[str], spelling: Spelling, names: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of any of a cue's alternatives; ``names`` are the words of each entity."""
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
            pattern += number.format(name=f"{part[1]}_{next(counter)}")
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


def _needed(word: str, spelling: Spelling, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the texts of which one stands wherever a word does; none where it is nothing but a slot."""
    literals = [spelling(text.replace("_", " ")) for text in _PART.sub("\n", word).split("\n")]
    texts = [part for text in literals for part in _BEFORE_COMMA.sub("\\1\n", text).split("\n")]
    if any(texts):
        return (max(texts, key=len),)
    entity = next((part[2] for part in _PART.finditer(word) if part[2]), "")
    return tuple(names.get(entity, ()))
