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
    return _once_a_sentence([told for finding in findings for told in instead.get(id(finding), [finding])])


def _once_a_sentence(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings; what several claims tell of one sentence stands there once.

    That a sentence is right is said once, with the claim that explains most. Two faults are two only if they are of two
    questions of the bank.
    """
    best: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.kind == "claim" and (key := _of_sentence(finding)) is not None:
            known = best.get(key)
            if known is None or (known.item is None and finding.item is not None):
                best[key] = finding
    kept: list[Finding] = []
    wrong = {(id(one.row.line), one.given) for one in findings if one.kind == "claim" and one.verdict == "wrong"}
    for finding in findings:
        if finding.kind == "chain" and finding.verdict == "wrong" and (id(finding.row.line), finding.given) in wrong:
            continue  # the sentence is told to be wrong already, with the value that is right
        key = _of_sentence(finding) if finding.kind == "claim" else None
        first = None if key is None else best[key]
        repeats = first is not None and first is not finding
        if repeats and first is not None and finding.verdict == "wrong" and finding.item is not None:
            repeats = first.item is not None and first.item.id == finding.item.id
        if not repeats:
            kept.append(finding)
    return kept


def _of_sentence(finding: Finding) -> tuple[object, ...] | None:
    """What tells a sentence and its verdict; None for what is worked out or measured, each value of which counts."""
    if finding.verdict not in ("wrong", "correct") or finding.values or finding.result is not None:
        return None
    return (id(finding.row.line), finding.given, finding.column, finding.verdict)
