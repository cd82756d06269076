"""The findings of a report, counted: groups, how many tests the bank knows, what it doesn't, what to practise next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from quiz.bank.cue_cards import Titled
from quiz.model import Verdict
from quiz.report.finding import Finding

GROUPS: dict[str, tuple[str, ...]] = {
    "answers": ("answer",),
    "statements": ("claim",),
    "formulas": ("formula", "chain"),
    "code": ("code",),
    "results": ("result",),
}
"""The groups in which findings are told, in this order, and the kinds of findings in each."""

MISSED: tuple[Verdict, ...] = ("wrong", "partial", "incomplete")
"""The verdicts after which an item is to be practised."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the findings of one report come to.

    ``tests`` is how many questions the report holds, ``known`` how many of them the bank has, ``right`` how many of
    those are answered correctly; ``unknown`` are the others. ``practise`` are the items of what was wrong, each once.
    """

    tests: int = 0
    known: int = 0
    right: int = 0
    groups: dict[str, list[Finding]] = field(default_factory=dict)
    unknown: list[Finding] = field(default_factory=list)
    practise: list[Titled] = field(default_factory=list)

    def verdicts(self, group: str) -> Counter[Verdict]:
        """Count the verdicts of a group, but for the questions that the bank doesn't know."""
        return Counter(finding.verdict for finding in self.groups.get(group, ()))

    def as_data(self) -> dict[str, Any]:
        """Return the numbers as JSON can hold them."""
        return {
            "tests": self.tests,
            "in_bank": self.known,
            "right": self.right,
            "groups": {group: dict(self.verdicts(group)) for group, found in self.groups.items() if found},
            "not_in_bank": [
                {"line": each.row.line.number, "cell": each.row.line.cell, "question": each.question}
                for each in self.unknown
            ],
            "practise": [item.id for item in self.practise],
        }


def overview(findings: Sequence[Finding]) -> Overview:
    """Count the findings of a report.

    >>> overview([]).as_data()["tests"]
    0
    """
    answers = [finding for finding in findings if finding.kind == "answer"]
    unknown = [finding for finding in answers if finding.item is None]
    outside = {id(finding) for finding in unknown}
    groups = {
        group: [each for each in findings if each.kind in kinds and id(each) not in outside]
        for group, kinds in GROUPS.items()
    }
    return Overview(
        tests=len(answers),
        known=len(answers) - len(unknown),
        right=sum(finding.verdict == "correct" for finding in answers if finding.item is not None),
        groups=groups,
        unknown=unknown,
        practise=to_practise(findings),
    )


def to_practise(findings: Iterable[Finding]) -> list[Titled]:
    """Return the items of what was wrong, each once; what is wrong comes before what is missing."""
    missed = sorted(
        (finding for finding in findings if finding.verdict in MISSED), key=lambda each: MISSED.index(each.verdict)
    )
    return list({finding.item.id: finding.item for finding in missed if finding.item is not None}.values())
