"""Papers that are too alike: one holds wrong answers that are another's answers, more often than chance would have it.

What counts are typed answers that are wrong for one's own numbers and equal to what the other wrote. Each question has
its own chance of that, measured over all pairs of the class; the number of such answers in a pair is then a sum of
unlike coins (Poisson-binomial). A pair is named where that or more has a chance below .01 / (n (n - 1)). In simulation,
a class of honest papers gives a false alarm in 0 to 2.5 of 100 cases; a named pair is a reason to look, and no proof.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.exchange.classroom.paper_marks import Marked, Paper

ALARM = 0.01
"""Chance of one false alarm or more in a class."""

FEWEST = 3
"""Fewer answers than these say nothing, however rare they are."""


@dataclass(frozen=True, slots=True)
class Alike:
    """``copy`` holds ``count`` wrong answers that are those of ``source``; the questions, and how rare that is."""

    copy: Paper
    source: Paper
    items: tuple[str, ...]
    chance: float


def alike_papers(papers: Sequence[Paper]) -> list[Alike]:
    """Return the pairs that are too alike, the rarest first."""
    handed_in = [paper for paper in papers if paper.handed_in]
    count = len(handed_in)
    if count < 3:
        return []
    answers = [{one.item: _content(one) for one in paper.marked if _content(one)} for paper in handed_in]
    wrong = [
        {one.item: _content(one) for one in paper.marked if _content(one) and _is_wrong(one)} for paper in handed_in
    ]
    chances = _Chances(handed_in, answers, wrong)
    limit = ALARM / (count * (count - 1))
    found = []
    for at, mine in enumerate(wrong):
        if len(mine) < FEWEST:
            continue
        for other, theirs in enumerate(answers):
            if at == other:
                continue
            same = [item for item, content in mine.items() if theirs.get(item) == content]
            if len(same) < FEWEST:
                continue
            shared = [item for item in mine if item in theirs]
            chance = at_least(len(same), [chances.of(item, at, other) for item in shared])
            if chance <= limit:
                found.append(Alike(handed_in[at], handed_in[other], tuple(same), chance))
    return sorted(found, key=lambda one: one.chance)


def _content(one: Marked) -> str:
    """Return an answer as it was understood: 0.5 and 1/2 are alike; "" where none can be compared."""
    if one.void or one.is_open or not one.answer.strip():
        return ""
    return one.outcome.understood_as or " ".join(one.answer.split())


def _is_wrong(one: Marked) -> bool:
    return one.points < 1  # a pair of which one part is right may have been copied, too


class _Chances:
    """How likely an answer of one is that of another by chance, question by question."""

    def __init__(
        self, papers: Sequence[Paper], answers: Sequence[dict[str, str]], wrong: Sequence[dict[str, str]]
    ) -> None:
        self._forms = [paper.member.form for paper in papers]
        self._wrong = wrong
        # Among papers of one form: how many gave each answer. Among the others: pairs that are alike, of how many.
        self._given: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        everywhere: defaultdict[str, Counter[str]] = defaultdict(Counter)
        having: Counter[str] = Counter()
        for form, one in zip(self._forms, answers, strict=True):
            for item, content in one.items():
                self._given[form, item][content] += 1
                everywhere[item][content] += 1
                having[item] += 1
        self._between: dict[str, float] = {}
        pairs: Counter[str] = Counter()
        alike: Counter[str] = Counter()
        for form, one in zip(self._forms, wrong, strict=True):
            for item, content in one.items():
                own = self._given[form, item]
                pairs[item] += having[item] - sum(own.values())
                alike[item] += everywhere[item][content] - own[content]
        for item in having:
            # One more than was seen: what was never seen isn't impossible.
            self._between[item] = min(0.9, (alike[item] + 1) / (pairs[item] + 2))

    def of(self, item: str, at: int, other: int) -> float:
        """Return the chance that the wrong answer of one paper is that of the other."""
        if self._forms[at] != self._forms[other]:
            return self._between[item]
        given = self._given[self._forms[at], item]
        others = sum(given.values()) - 1
        # The pair itself is left out of the count; what nobody else gave isn't impossible.
        return min(0.9, (max(0, given[self._wrong[at][item]] - 2) + 1) / (max(1, others - 1) + 2))


def at_least(count: int, chances: Sequence[float]) -> float:
    """Return the chance that at least so many of unlike coins fall on their side.

    >>> round(at_least(2, [0.5, 0.5, 0.5]), 3), at_least(0, [0.1])
    (0.5, 1.0)
    """
    likely = [1.0] + [0.0] * len(chances)
    for seen, chance in enumerate(chances, start=1):
        for place in range(seen, 0, -1):
            likely[place] = likely[place] * (1 - chance) + likely[place - 1] * chance
        likely[0] *= 1 - chance
    return min(1.0, sum(likely[count:]))
