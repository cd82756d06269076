"""What a passage speaks of: the topics named around a formula, nearest first, so that an error is held against its own.

Words in the same row count first, then the rows above, then the headings from the inner to the outer one. What a
formula is only compared with ("unlike momentum") is not what a passage speaks of.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.formulas.known import Library
from quiz.report.formulas.notation import JAPANESE
from quiz.report.formulas.places import Written
from quiz.report.rows import Row

ROWS_ABOVE: Final = 12
ROWS_AROUND: Final = 40
_MATH: Final = late(r"\$\$.*?\$\$|\$[^$]*\$|\\\(.*?\\\)")
_COMPARED_AFTER: Final = late(
    r"\s{0,2}(?:法|の\w{0,6})?\s{0,2}(?:と(?:は)?違|と(?:は)?異な|に(?:比べ|対し)|と(?:比較|同様|同じ)|より|や他|に似)"
    r"|\s{0,2}(?:法|の初期値)?(?:の(?:標準偏差|分散))?の?\s{0,2}(?:ちょうど|約|およそ)?[\d.√()/]{0,12}\s{0,2}倍"
    r"|\s{0,2}(?:関数)?(?:用|向け)(?!い)"
)
_COMPARED_BEFORE: Final = late(
    r"(?:unlike|than|compared (?:to|with)|similar to|as in|like|contrast to|"
    r"(?:twice|times|half)(?: (?:that|the [a-z]+) of)?|(?:designed|meant|made|suited|intended) for)\s+(?:the\s+)?$"
)
_BESIDE_JAPANESE: Final = late(f"(?<=[{JAPANESE}]) +| +(?=[{JAPANESE}])")
_LABEL: Final = late(r"[\s\d.*:#()_|\u3000-]+")
_HEADED: Final = late(r"[\s\d.*()#_|・•-]*(?P<name>[^\s:.…。、,;]{1,12})\s*(?:…|\.{3}|:|[—–―]|→|\s-\s)")
_CLAUSES: Final = late(r"[、,;。|／:：()（）]")
_NEAR: Final = 200
"""Characters of a row before and behind a formula that may tell what it is about."""
_ANOTHER: Final = late(r"\s{0,2}[(（][^()（）$]{0,40}\$")
"""Behind a formula: brackets with another one, which the words in them are about."""
_INDENT: Final = late(r"\s*")
_IS_BULLET: Final = late(r"\s*(?:[-*+•・]|\d{1,2}[.)])\s")


Distance = Literal["row", "heading", "far"]
Levels = list[tuple[frozenset[str], Distance]]
"""What is spoken of around a formula and where, the nearest first."""


@dataclass(frozen=True, slots=True)
class Context:
    """The topics around a formula: ``nearest`` those of the nearest words that name any, ``all`` those of every level.

    ``words`` tells where the nearest words stand: in the row or in the rows above it, in the heading right above, or in
    an outer heading.
    """

    nearest: frozenset[str]
    all: frozenset[str]
    words: Distance


class Surroundings:
    """The topics of the rows of one report, looked up as they are needed."""

    def __init__(self, rows: Sequence[Row], library: Library) -> None:
        self._rows = rows
        self._library = library
        self._depths: dict[int, int] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._beside = {topic.id: topic.beside for topic in library.topics}
        self._needing = frozenset(topic for topic, beside in self._beside.items() if beside is not None)
        self._company: dict[str, Sequence[int] | None] = {}
        self._headings = _headings(rows)

    @cached_property
    def _words(self) -> list[str]:
        """What the rows say, for the words that must stand near others."""
        return [normalize(row.plain).lower() if row.kind in ("text", "heading") else "" for row in self._rows]

    def of(self, written: Written) -> Context:
        """Return the context of a formula."""
        levels: Levels = [(topics, "row") for topics in self._in_row(written)]
        levels += [(self._topics(place), "row") for place in self._above(written.place)]
        inner, *outer = self._headings[written.place] or (None,)
        levels += [] if inner is None else [(self._topics(inner), "heading")]
        levels += [(self._topics(place), "far") for place in outer if place is not None]
        kept = self._kept(levels, written.place)
        if not kept:
            return Context(frozenset(), frozenset(), "far")
        return Context(kept[0][0], frozenset[str]().union(*(topics for topics, _ in kept)), kept[0][1])

    def _kept(
        self, levels: Sequence[tuple[frozenset[str], Distance]], place: int
    ) -> list[tuple[frozenset[str], Distance]]:
        """Return the levels at which something is spoken of; the rows around a formula speak mostly of the same."""
        known: dict[frozenset[str], frozenset[str]] = {}
        for topics, _ in levels:
            if topics not in known:
                known[topics] = self._with_company(topics, place)
        return [(found, words) for topics, words in levels if (found := known[topics])]

    def _in_row(self, written: Written) -> list[frozenset[str]]:
        if self._rows[written.place].kind == "heading":
            return [self._topics(written.place)]
        before = [part for part in _CLAUSES.split(written.before[-_NEAR:]) if part.strip()]
        after = "" if _ANOTHER.match(written.after) else written.after[:_NEAR]
        texts = (written.text, *reversed(before[-6:]), after)
        return [_topics_in(self._library, text) for text in texts]

    def _above(self, place: int) -> list[int]:
        """The rows above a formula, nearest first, up to a heading; deeper bullets belong to another one."""
        found: list[int] = []
        indent = _indent(self._rows[place].text)
        for above in range(place - 1, max(place - 1 - ROWS_ABOVE, -1), -1):
            row = self._rows[above]
            if row.kind in ("heading", "rule"):
                break
            if row.kind == "text" and self._depth(above) <= indent:
                found.append(above)
        return found

    def _depth(self, place: int) -> int:
        """How far a bullet is moved in; -1 for a row that is none."""
        if place not in self._depths:
            text = self._rows[place].text
            self._depths[place] = _indent(text) if _IS_BULLET.match(text) else -1
        return self._depths[place]

    def _topics(self, place: int) -> frozenset[str]:
        if place not in self._named:
            self._named[place] = _topics_in(self._library, self._rows[place].text)
        return self._named[place]

    def _with_company(self, topics: frozenset[str], place: int) -> frozenset[str]:
        """Keep the topics whose words need no company, or have it around a row or in the headings above it."""
        if topics.isdisjoint(self._needing):
            return topics
        return frozenset(topic for topic in topics if self._has_company(topic, place))

    def _has_company(self, topic: str, place: int) -> bool:
        last = self._last_company(topic)
        if last is None:
            return True
        end = min(place + ROWS_AROUND // 4, len(self._rows)) - 1
        return last[end] >= max(place - ROWS_AROUND, 0) or any(last[at] == at for at in self._headings[place])

    def _last_company(self, topic: str) -> Sequence[int] | None:
        """Return for every row the last one up to it with a word of those that a topic needs; None if it needs none."""
        if topic not in self._company:
            beside = self._beside[topic]
            found: list[int] | None = None
            if beside is not None:
                found = []
                for place, words in enumerate(self._words):
                    found.append(place if beside.search(words) else found[-1] if found else -1)
            self._company[topic] = found
        return self._company[topic]


@lru_cache(maxsize=4096)
def _topics_in(library: Library, written: str) -> frozenset[str]:
    found: set[str] = set()
    text = _spelt(written)
    if not text.strip():
        return frozenset(found)
    for topic in library.topics:
        for word in topic.words.finditer(text):
            if not (_COMPARED_AFTER.match(text, word.end()) or _COMPARED_BEFORE.search(text[: word.start()])):
                found.add(topic.id)
                break
        if topic.alone and (_LABEL.sub("", text) in topic.alone or _heads(topic.alone, text)):
            found.add(topic.id)
    return frozenset(found)


def _heads(names: Collection[str], text: str) -> bool:
    """Whether one of some names is the label of an entry: 「2. He … さらに√2を掛ける」."""
    label = _HEADED.match(text)
    return label is not None and label["name"] in names


def _spelt(text: str) -> str:
    return _BESIDE_JAPANESE.sub("", normalize(_MATH.sub(" ", text)).lower())


def _indent(text: str) -> int:
    found = _INDENT.match(text)
    return len(found[0].expandtabs(4)) if found else 0


def _headings(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """Return for every row the headings that it stands under, the inner one first."""
    found: list[tuple[int, ...]] = []
    open_ones: list[int] = []
    for place, row in enumerate(rows):
        if row.kind == "heading":
            while open_ones and rows[open_ones[-1]].level >= row.level:
                open_ones.pop()
            open_ones.append(place)
        found.append(tuple(reversed(open_ones)))
    return found
