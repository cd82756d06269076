"""A clause and a remark -> what the clause says of it: right, imprecise or wrong, or nothing.

A way of saying a thing is a few terms in any order, each with alternatives; ``…`` in one is a short gap, ``{rate}`` the
name that the code gives to a part of the line. What is denied, doubted or set aside is not said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.claims.cues import Sighting
from quiz.report.claims.guards import clauses, is_denied, is_doubted
from quiz.report.claims.polarity import without_set_aside
from quiz.report.code.code_rules import Verdict
from quiz.report.code.remark_book import Remark, Way

_GAP: Final = r"[^。;]{0,18}?"
_PART: Final = late(r"\{(\w+)\}")
_WORD_ENDS: Final = "\\b"
"""Stands behind a word of a way that may not go on: ``momentum\\b``."""
_MOST_SPREAD: Final = 90
_CUT: Final = late(
    r"(?<=ので),|(?<=ため),|(?<=から),|(?<=[しくてりきみびち]),|, (?:and|so|but|while|whereas|then|which) |: "
)
_DENIED_BEHIND: Final = late(
    r"(?:[はが]|とは|わけ|必要|こと|もの){0,2}(?:ではな|じゃな|でな[いく]|しな[いく]|な[いく]|ません|ありえ|無[いく]|ず(?:に|,|。|\Z))"
)


def clauses_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence in lower case: each says a thing of its own.

    >>> clauses_of("softmaxを含むので,活性化関数は置かない")
    ['softmaxを含むので', '活性化関数は置かない']
    """
    return [part.strip(" ,") for clause in clauses(sentence) for part in _CUT.split(clause) if part.strip(" ,")]


def said_in(clause: str, remark: Remark, parts: Mapping[str, str]) -> Verdict | None:
    """Return what a clause says of a remark's subject; None where it says nothing of it, or two things at once.

    ``parts`` are the names that the code gives to the parts of its line.
    """
    clause = without_set_aside(clause)
    if any(_is_there(word, clause, parts) for word in remark.unless):
        return None
    found: list[tuple[Verdict, Sighting]] = []
    for verdict, ways in remark.ways.items():
        for way in ways:
            sighting = _sighted(way, clause, parts)
            if sighting is not None:
                found.append((verdict, sighting))
    found = [(verdict, own) for verdict, own in found if not any(_is_within(own, other) for _, other in found)]
    said = {verdict for verdict, _ in found}
    if len(said) != 1:
        return None
    verdict = said.pop()
    for _, sighting in found:
        if is_denied(clause, sighting, strict=verdict != "right") or _DENIED_BEHIND.match(clause, sighting.end):
            return None
        if verdict == "wrong" and is_doubted(clause, sighting):
            return None
    return verdict


def _is_within(own: Sighting, other: Sighting) -> bool:
    """Whether another sighting has all of one's words and more: it is the more specific one."""
    more = (len(other.spans), other.length) > (len(own.spans), own.length)
    return more and all(other.covers(start, end) for start, end in own.spans)


def _sighted(way: Way, clause: str, parts: Mapping[str, str]) -> Sighting | None:
    """Return where the terms of a way stand in a clause, apart from one another; None if one is missing."""
    spans: list[tuple[int, int]] = []
    for term in way:
        pattern = _pattern(term, tuple(parts.items()))
        place = None
        for match in pattern.finditer(clause) if pattern is not None else ():
            if not any(match.start() < end and start < match.end() for start, end in spans):
                place = match.span()
                break
        if place is None:
            return None
        spans.append(place)
    spans.sort()
    if max(end for _, end in spans) - spans[0][0] > _MOST_SPREAD * (2 if clause.isascii() else 1):
        return None
    return Sighting(tuple(spans), ({},))


def _is_there(word: str, clause: str, parts: Mapping[str, str]) -> bool:
    pattern = _pattern((word,), tuple(parts.items()))
    return pattern is not None and pattern.search(clause) is not None


@lru_cache(maxsize=4096)
def _pattern(term: Sequence[str], parts: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    """The pattern of a term's alternatives; those that speak of a part that the code doesn't name are left out."""
    known = dict(parts)
    sources = []
    for word in term:
        if any(part not in known or not known[part] for part in _PART.findall(word)):
            continue
        filled = _PART.sub(lambda found: known[found[1]].removeprefix("self.").lower(), word)
        bare = filled.removesuffix(_WORD_ENDS)
        source = _GAP.join(re.escape(piece) for piece in bare.split("…"))
        before = r"(?<![a-z\d_])" if filled[:1].isascii() and filled[:1].isalnum() else ""
        after = r"(?![a-z\d_])" if word.endswith(("}", _WORD_ENDS)) else ""
        sources.append(f"{before}{source}{after}")
    return re.compile("|".join(sources), re.A) if sources else None
