"""A cue in a clause: its terms in any order, close together, with the numbers that stand in its slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from quiz.bank.claim_entries import Cue
from quiz.report.claims.cue_words import Lexicon, Words
from quiz.report.frozen import frozen
from quiz.report.word_index import Term

MAX_SPREAD = 70
"""How far apart, in characters, the outermost words of a cue may stand; twice that in English."""
MANY_BLANKS = 4
"""A clause with so many blanks is English: Japanese has none in canonical spelling."""
MAX_PLACES = 12
"""How many places of one term are looked at: a clause that has more of them is no sentence."""
MAX_NEAR = 4
_NO_NUMBERS: tuple[Mapping[str, int | Fraction], ...] = ({},)
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
        return max([end for _, end in self.spans])

    @property
    def length(self) -> int:
        """How many characters its words have, which tells the more specific of two cues."""
        return sum([end - start for start, end in self.spans])

    def words(self, clause: str) -> tuple[str, ...]:
        """Its words in the clause that it was found in, in order of place."""
        return tuple([clause[start:end] for start, end in self.spans])

    def covers(self, start: int, end: int) -> bool:
        """Whether one of its words reaches into a span."""
        return any(start < other_end and end > other_start for other_start, other_end in self.spans)


class CuePattern:
    """A cue made ready for looking: each term a pattern of its alternatives.

    >>> from quiz.report.claims.canonical import Spelling
    >>> pattern = CuePattern(Cue((("勾配消失",), ("防", "避け"))), Lexicon(Spelling({}), {}))
    >>> pattern.find("勾配消失を防ぐ").spans, pattern.find("防ぐ")
    (((0, 4), (5, 6)), None)
    """

    def __init__(self, cue: Cue, lexicon: Lexicon) -> None:
        self._alternatives = terms = sorted(cue.terms, key=len)  # the one with the fewest words is missing most often
        self._terms = tuple(Words(term, lexicon) for term in terms)
        self._held_by = lexicon.vocabulary.held_by

    @property
    def needed(self) -> tuple[Term, ...]:
        """For each term the texts of which one stands wherever it does; none where that can't be told."""
        return tuple(tuple(sorted(term.needed)) for term in self._terms)

    def find(self, text: str) -> Sighting | None:
        """Return the place where the terms stand closest together; None if one is missing, or too far away."""
        patterns = []
        held = self._held_by(text)
        for term in self._terms:
            pattern = term.pattern_of(held)
            if pattern is None:
                return None
            patterns.append(pattern)
        places = []
        for pattern in patterns:
            found = list(islice(pattern.finditer(text), MAX_PLACES))
            if not found:
                return None
            places.append(found)
        if _one_each(places):
            best: tuple[re.Match[str], ...] | None = tuple([found[0] for found in places])
        else:
            best = _closest(places)
        if best is None:
            return None
        spread = _spread(best)
        if spread > MAX_SPREAD and (spread > MAX_SPREAD * 2 or text.count(" ") < MANY_BLANKS):
            return None
        numbered = any(pattern.groups for pattern in patterns)
        readings = _readings(best, places) if numbered else _NO_NUMBERS
        ordered = sorted(zip([match.span() for match in best], self._alternatives, strict=True))
        spans, terms = zip(*ordered, strict=True)
        return Sighting(spans, readings, terms)


def _one_each(places: list[list[re.Match[str]]]) -> bool:
    """Whether each term stands at one place, without overlapping: there is no closer choice."""
    for at, found in enumerate(places):
        if len(found) > 1:
            return False
        for other in places[:at]:
            if _overlap(found[0], other[0]):
                return False
    return True


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
    own = {name: value for match in best for name, value in _numbers(match)}
    others = (dict(_numbers(match)) for found in places for match in found if match not in best)
    return (own, *({**own, **numbers} for numbers in others if numbers))


def _overlap(left: re.Match[str], right: re.Match[str]) -> bool:
    return left.start() < right.end() and right.start() < left.end()


def _distance(left: re.Match[str], right: re.Match[str]) -> int:
    return max(left.start() - right.end(), right.start() - left.end())


def _spread(matches: Sequence[re.Match[str]]) -> int:
    if len(matches) == 1:
        return matches[0].end() - matches[0].start()
    return max([match.end() for match in matches]) - min([match.start() for match in matches])


def _numbers(match: re.Match[str]) -> Iterator[tuple[str, int | Fraction]]:
    if not match.lastindex:
        return
    groups = match.groups()
    for name, place in _slots(match.re):
        if (text := groups[place]) is not None:
            yield name, _value(text, groups[place + 1] or "")


@lru_cache(maxsize=1024)
def _slots(pattern: re.Pattern[str]) -> tuple[tuple[str, int], ...]:
    """The names of a pattern's numbers, each with its place among the groups: that of its unit is the next one."""
    places = pattern.groupindex.items()
    return tuple((name[0], place - 1) for name, place in places if not name.endswith("_unit"))


@lru_cache(maxsize=1024)
def _value(text: str, unit: str) -> int | Fraction:
    whole, _, below = text.partition("/")
    value = Fraction(whole) / (int(below) if below and int(below) else 1) * _UNITS.get(unit, 1)
    return int(value) if value.denominator == 1 else value
