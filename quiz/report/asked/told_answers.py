"""An answer that no question of the bank decides takes the verdict of what its sentence states, and is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.model import Verdict
from quiz.report.finding import Finding

_WORST_FIRST: Final[tuple[Verdict, ...]] = ("wrong", "imprecise", "correct")
_OPEN: Final[tuple[Verdict, ...]] = ("undecided", "unreadable")


def told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings; an open answer is told by what was found in its line.

    The worst of it is the answer's verdict; nothing is undecided beside what has been judged.
    """
    beside: dict[int, list[Finding]] = {}
    for finding in findings:
        line = id(finding.row.line)
        if finding.kind in ("claim", "formula", "chain") and finding.verdict in _WORST_FIRST:
            beside.setdefault(line, []).append(finding)
    instead: dict[int, list[Finding]] = {}
    for answer in findings:
        found = beside.get(id(answer.row.line))
        if answer.kind != "answer" or answer.verdict not in _OPEN or answer.values or not found:
            continue
        if answer.diagnoses and answer.item is not None:
            continue  # its false claim is told with the whole of it, which one right line doesn't make up for
        worst = min(found, key=lambda one: _WORST_FIRST.index(one.verdict))
        if answer.item is not None and "\n" in answer.given.strip() and worst.verdict != "wrong":
            continue  # one line of several doesn't tell how the whole answer went
        if worst.kind == "claim":
            told = replace(
                answer, verdict=worst.verdict, message=worst.message, item=worst.item, claim=worst.claim,
                given=worst.given, expected=worst.expected,
            )  # fmt: skip
            instead[id(worst)], instead[id(answer)] = [], [told]
        else:
            instead[id(answer)] = []
    return [told for finding in findings for told in instead.get(id(finding), [finding])]
