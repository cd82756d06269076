"""Sentences that state what an item asks (``[report] statements``) -> findings, wherever in a report they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.bank.cue_cards import CueCard
from quiz.columns import truncate
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.model import Item
from quiz.reading.late_patterns import late
from quiz.report.conditions import OTHER_OPERATION
from quiz.report.finding import Finding
from quiz.report.instances import fits
from quiz.report.likeness import compact, without_bullet
from quiz.report.outcome_words import expected_of, message_of
from quiz.report.rows import Row, sentences
from quiz.report.statements import ANSWER, Found, Statement
from quiz.report.variants import variant_of
from solvers.budget import REPORT_QUESTIONS


class StatementFindings:
    """Finds the statements of items, and grades what they claim."""

    def __init__(self, cards: Iterable[CueCard]) -> None:
        self._statements = [
            (card, source, statement)
            for card in cards
            for source in card.statements
            if (statement := Statement(source)).claims
        ]
        self._by_rarest: dict[str, list[int]] = {}
        for number, (*_, statement) in enumerate(self._statements):
            self._by_rarest.setdefault(statement.rarest, []).append(number)
        self._stating = frozenset(card.id for card, *_ in self._statements)
        self._ready: dict[int, Statement] = {}

    def has(self, identifier: str) -> bool:
        """Whether an item says in which words its answer is stated."""
        return identifier in self._stating

    def found_in(self, rows: Sequence[Row]) -> list[Finding]:
        """Return a finding for every sentence that states what an item asks."""
        found: list[Finding] = []
        for pieces in sentences(rows):
            text, starts = _joined(pieces)
            taken: list[tuple[int, int]] = []
            for start, end, candidates in self._stated(text):
                if any(start < other_end and end > other_start for other_start, other_end in taken):
                    continue
                taken.append((start, end))
                row = next(row for offset, row in reversed(starts) if offset <= start)
                finding = _claim(row, candidates)
                if finding is not None:
                    found.append(finding)
                    REPORT_QUESTIONS.check(len(found))
        return found

    def _stated(self, text: str) -> list[tuple[int, int, list[tuple[Item, Found]]]]:
        """Return the places where a template fits, with every item that has such a template, longest place first."""
        places: dict[tuple[int, int], list[tuple[Item, Found]]] = {}
        for number in sorted([one for word, those in self._by_rarest.items() if word in text for one in those]):
            item, statement, position = self._statements[number][0].item, self._looked_for(number), 0
            while (match := statement.search(text, position)) is not None:
                if all(rule.name in match.values for rule in item.draws) and _is_stated(text, match, statement):
                    places.setdefault((match.start, match.end), []).append((item, match))
                position = max(match.end, position + 1)
        return sorted(((*place, found) for place, found in places.items()), key=lambda entry: entry[0] - entry[1])

    def _looked_for(self, number: int) -> Statement:
        """A template that knows whether its answer is a size: for that the item's kind is asked once it may be met."""
        if number not in self._ready:
            card, source, likely = self._statements[number]
            of_size = kind_of(card.item).in_reports is InReports.SIZE
            self._ready[number] = Statement(source, sizes=True) if of_size else likely
        return self._ready[number]


_DENIED = late(r"ない|ません|なく|誤|間違|かもしれ|だろう|(?:is|are)wrong|not(?!e)|n't|cannot")
_ASKED = late(r"[?]$|か[。?]?$")


def _is_stated(text: str, found: Found, statement: Statement) -> bool:
    """Whether a sentence claims what a template found in it.

    It doesn't if it denies, doubts or asks it (7x7 ではない, "not 7x7"), or if the size is that behind a pooling or
    another operation of which the template doesn't speak.
    """
    if _DENIED.search(text[found.start : found.end + 20]) or _ASKED.search(text[found.end :]):
        return False
    others = OTHER_OPERATION.findall(text[found.start : found.end])
    return all(statement.mentions(word) for word in others)


def _joined(pieces: Sequence[tuple[str, Row]]) -> tuple[str, list[tuple[int, Row]]]:
    """Return a sentence in compact spelling and where each of its rows begins."""
    text, starts = "", []
    for piece, row in pieces:
        starts.append((len(text), row))
        bare = compact(without_bullet(piece))
        text += "," + bare if text[-1:].isdigit() and bare[:1].isdigit() else bare
    return text, starts


def _claim(row: Row, candidates: Sequence[tuple[Item, Found]]) -> Finding | None:
    from quiz.grading import grade

    item, found = min(candidates, key=lambda entry: not fits(entry[0], entry[1].values))
    assert found.answer is not None  # only templates with {answer} are looked for
    try:
        variant = variant_of(item, found.values)
    except Unanswerable:
        return None
    outcome = grade(variant, found.answer)
    values = ", ".join(f"{name} = {value}" for name, value in found.values.items() if name != ANSWER)
    return Finding(
        "claim",
        row,
        row,
        truncate(row.plain, 60),
        found.answer,
        outcome.verdict,
        message_of(outcome, None),
        item,
        f"{values} → {outcome.understood_as or found.answer}",
        expected_of(variant),
        (),
        outcome.diagnoses,
        found.values,
    )
